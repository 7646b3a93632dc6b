//! Tags of one Markdown block: pairs that open and close, code, links, HTML.
//!
//! `see [the **note**](n.md)` has the pairs `[`…`](n.md)` and `**`…`**` around plain text. A pair
//! without any text inside (`<a id="x"></a>`, `[](x)`, an image that is a link) is one standalone
//! tag: its halves must never part. An HTML tag whose other half is not in the block is isolated.
//!
//! A link that is named by its own text (`[CNES]`) gets the closing code `][CNES]`, so that it
//! keeps its target when the text is translated.

use super::content::Builder;
use crate::inline::{InlineTag, TagKind, TagRole};
use crate::text::Span;
use pulldown_cmark::LinkType;

/// HTML elements that never have a closing tag.
const VOID_ELEMENTS: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

impl Builder<'_> {
    /// A code span: protected text between two tags.
    pub(super) fn code(&mut self, value: &str, at: Span) {
        self.begin(at.start);
        let whole = &self.source[at.range()];
        let fence = (whole.len() - whole.trim_start_matches('`').len()).min(whole.len() / 2);
        let within = Span::new(at.start + fence, at.end - fence);
        let inner = self.source.get(within.range()).unwrap_or_default();
        // One space inside each fence is not part of the code.
        let pad = usize::from(inner.starts_with(' ') && !inner.starts_with(value));
        let verbatim = inner.get(pad..).is_some_and(|code| code.starts_with(value));
        let inside = if verbatim {
            let start = within.start + pad;
            Span::new(start, start + value.len())
        } else {
            within
        };
        self.open_tag(TagRole::Code, Span::new(at.start, inside.start));
        if verbatim {
            self.push_verbatim(inside);
        } else {
            self.push_opaque(value, inside);
        }
        self.close_tag(Span::new(inside.end, at.end));
    }

    /// Opens a pair whose mark is the first `length` bytes of `at`.
    pub(super) fn open(&mut self, role: TagRole, at: Span, length: usize) {
        self.begin(at.start);
        self.open_tag(role, Span::new(at.start, at.start + length));
    }

    /// Closes the pair opened last, its mark being the last `length` bytes of `at`.
    pub(super) fn close(&mut self, at: Span, length: usize) {
        self.close_tag(Span::new(at.end - length, at.end));
    }

    /// Closes a link or an image that covers `at`.
    pub(super) fn close_link(&mut self, mut at: Span, kind: LinkType) {
        if matches!(kind, LinkType::Autolink | LinkType::Email) {
            return self.close(at, 1);
        }
        let Some(open) = self.open.last().and_then(|&index| self.tags[index].file) else {
            return;
        };
        // The parser leaves the `[]` of `[text][]` out of the range.
        let collapsed = matches!(kind, LinkType::Collapsed | LinkType::CollapsedUnknown);
        if collapsed && self.source[at.end..].starts_with("[]") {
            at.end += 2;
        }
        let inside = self.covered.clamp(open.end, at.end);
        let bracket = self.source[inside..at.end]
            .find(']')
            .map_or(at.end, |offset| inside + offset);
        self.close_tag(Span::new(bracket, at.end));
        let by_text = matches!(kind, LinkType::Shortcut | LinkType::ShortcutUnknown) || collapsed;
        if by_text
            && let Some(close) = self.tags.last_mut()
            && close.kind == TagKind::Close
        {
            close.code = format!("][{}]", &self.source[open.end..bracket]);
        }
    }

    /// A footnote mark.
    pub(super) fn note(&mut self, at: Span) {
        self.begin(at.start);
        self.standalone(TagRole::Note, at);
    }

    /// A task-list mark: before the content, not in it.
    pub(super) fn task(&mut self, at: Span) {
        self.covered = at.end;
    }

    /// One HTML tag or comment.
    pub(super) fn html(&mut self, at: Span) {
        self.begin(at.start);
        let code = &self.source[at.range()];
        if let Some(name) = code.strip_prefix("</").map(element_name) {
            match self.elements.get_mut(name).and_then(Vec::pop) {
                Some(open) => self.close_pair(open, at),
                None => {
                    self.pairs += 1;
                    self.push_tag(TagKind::Isolated, TagRole::Other, at);
                }
            }
            return;
        }
        let name = code.strip_prefix('<').map_or("", element_name);
        let alone = name.is_empty()
            || code.ends_with("/>")
            || VOID_ELEMENTS
                .iter()
                .any(|element| element.eq_ignore_ascii_case(name));
        if name.eq_ignore_ascii_case("br") {
            return self.between_lines(at);
        }
        if alone {
            return self.standalone(TagRole::Other, at);
        }
        self.elements.entry(name).or_default().push(self.tags.len());
        self.pairs += 1;
        self.push_tag(TagKind::Open, TagRole::Other, at);
    }

    fn push_tag(&mut self, kind: TagKind, role: TagRole, at: Span) {
        self.covered = self.covered.max(at.end);
        self.tags.push(InlineTag {
            at: self.text.len(),
            kind,
            pair: self.pairs,
            role,
            code: self.source[at.range()].to_owned(),
            markup: None,
            file: Some(at),
        });
    }

    pub(super) fn standalone(&mut self, role: TagRole, at: Span) {
        self.pairs += 1;
        self.push_tag(TagKind::Standalone, role, at);
    }

    fn open_tag(&mut self, role: TagRole, at: Span) {
        self.open.push(self.tags.len());
        self.pairs += 1;
        self.push_tag(TagKind::Open, role, at);
    }

    fn close_tag(&mut self, at: Span) {
        if let Some(open) = self.open.pop() {
            self.close_pair(open, at);
        }
    }

    /// Closes the pair that `open` began; a pair without text becomes one standalone tag.
    fn close_pair(&mut self, open: usize, at: Span) {
        let opening = &self.tags[open];
        let (pair, role, opened_at) = (opening.pair, opening.role, opening.at);
        if opened_at == self.text.len() && self.whole_inside(open) {
            let start = opening.file.map_or(at.start, |file| file.start);
            self.tags.truncate(open);
            self.standalone(role, Span::empty(at.end));
            if let Some(tag) = self.tags.last_mut() {
                tag.file = Some(Span::new(start, at.end));
            }
            return;
        }
        self.push_tag(TagKind::Close, role, at);
        if let Some(close) = self.tags.last_mut() {
            close.pair = pair;
        }
    }

    /// Whether what follows the tag `open` is standalone, so that the pair can be taken as one.
    fn whole_inside(&self, open: usize) -> bool {
        self.tags[open + 1..]
            .iter()
            .all(|tag| tag.kind == TagKind::Standalone)
    }
}

/// The element name at the start of `tag`.
fn element_name(tag: &str) -> &str {
    let end =
        tag.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | ':')));
    &tag[..end.unwrap_or(tag.len())]
}

#[cfg(test)]
mod tests {
    use crate::document::read;
    use crate::text::Source;

    /// The tags of the first block of `text`: place, kind and code.
    fn tags(text: &str) -> Vec<String> {
        let document = read(Source::new("a.md", text), None).unwrap();
        let tags = document.blocks[0].content.tags.iter();
        tags.map(|tag| format!("{} {:?} {}", tag.at, tag.kind, tag.code))
            .collect()
    }

    #[test]
    fn code_keeps_the_spaces_of_its_fence_outside() {
        assert_eq!(tags("x `` a`b ``"), ["2 Open `` ", "5 Close  ``"]);
        assert_eq!(tags("x ` a`"), ["2 Open `", "4 Close `"]);
    }

    #[test]
    fn a_link_named_by_its_text_keeps_its_name() {
        assert_eq!(
            tags("[ЦПК] ici\n\n[ЦПК]: u"),
            ["0 Open [", "6 Close ][ЦПК]"]
        );
        assert_eq!(tags("[*a*][] b\n\n[*a*]: u")[3], "1 Close ][*a*]");
    }

    #[test]
    fn an_image_that_is_a_link_is_one_tag() {
        assert_eq!(
            tags("a [![](i.png)](u) b"),
            ["2 Standalone [![](i.png)](u)"]
        );
    }

    #[test]
    fn halves_without_their_other_half_are_isolated() {
        assert_eq!(
            tags("a <b>b</i> c<br>d"),
            ["2 Isolated <b>", "3 Isolated </i>", "6 Standalone <br>"]
        );
    }
}
