//! What is looked for: a segment as it is compared, and where it stands.

use crate::inline::{InlineText, TagKind};
use crate::token::normal::comparison_text;
use std::borrow::Cow;

/// How many tags of each kind a content has: a tag's identity between documents, where native codes
/// say nothing (`**` here is `<b>` there).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TagCounts {
    /// Pairs, by their opening tag.
    pub pairs: usize,
    /// Tags that stand alone.
    pub standalone: usize,
    /// Halves of pairs that were cut.
    pub isolated: usize,
}

impl TagCounts {
    /// The tags of `content`, counted.
    pub fn of(content: &InlineText) -> TagCounts {
        TagCounts::of_kinds(content.tags.iter().map(|tag| tag.kind))
    }

    /// Tags of these kinds, counted.
    pub fn of_kinds(kinds: impl IntoIterator<Item = TagKind>) -> TagCounts {
        let mut counts = TagCounts::default();
        for kind in kinds {
            match kind {
                TagKind::Open => counts.pairs += 1,
                TagKind::Close => {}
                TagKind::Standalone => counts.standalone += 1,
                TagKind::Isolated => counts.isolated += 1,
            }
        }
        counts
    }

    /// How many tags differ: the larger of what each side has more.
    pub fn difference(&self, other: &TagCounts) -> usize {
        let sides = [
            (self.pairs, other.pairs),
            (self.standalone, other.standalone),
            (self.isolated, other.isolated),
        ];
        let more: usize = sides.iter().map(|(a, b)| a.saturating_sub(*b)).sum();
        let less: usize = sides.iter().map(|(a, b)| b.saturating_sub(*a)).sum();
        more.max(less)
    }
}

/// The segments before and after one; `None` at the edge of the article.
pub(super) type Neighbours<'q> = (Option<Cow<'q, str>>, Option<Cow<'q, str>>);

/// A segment that is looked for. Two equal queries have equal answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Query<'q> {
    pub(super) text: Cow<'q, str>,
    pub(super) tags: Option<TagCounts>,
    pub(super) neighbours: Option<Neighbours<'q>>,
    pub(super) key: Option<&'q str>,
}

impl<'q> Query<'q> {
    /// A query for plain text; tags are not compared.
    pub fn text(text: &'q str) -> Query<'q> {
        Query {
            text: comparison_text(text),
            tags: None,
            neighbours: None,
            key: None,
        }
    }

    /// A query for the content of an article; tags that differ count.
    pub fn content(content: &'q InlineText) -> Query<'q> {
        Query {
            tags: Some(TagCounts::of(content)),
            ..Query::text(&content.text)
        }
    }

    /// Whether it says where it stands.
    pub(super) fn has_place(&self) -> bool {
        self.neighbours.is_some() || self.key.is_some()
    }

    /// The same query, standing between these two segments; `None` at the edge of the article.
    pub fn between(mut self, previous: Option<&'q str>, next: Option<&'q str>) -> Query<'q> {
        self.neighbours = Some((previous.map(comparison_text), next.map(comparison_text)));
        self
    }

    /// The same query under this key, as software formats name their texts.
    pub fn under(mut self, key: &'q str) -> Query<'q> {
        self.key = Some(key);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(pairs: usize, standalone: usize) -> TagCounts {
        TagCounts {
            pairs,
            standalone,
            isolated: 0,
        }
    }

    #[test]
    fn a_tag_of_another_kind_is_one_difference() {
        assert_eq!(counts(1, 0).difference(&counts(0, 1)), 1);
        assert_eq!(counts(2, 1).difference(&counts(0, 2)), 2);
        assert_eq!(counts(1, 3).difference(&counts(1, 3)), 0);
    }

    #[test]
    fn queries_that_differ_only_in_spacing_are_equal() {
        assert_eq!(Query::text("Prêt\u{a0}?"), Query::text(" Prêt ?"));
        assert_ne!(Query::text("Prêt ?"), Query::text("Prêt ?").under("ready"));
    }
}
