//! Directions: which two variants of a unit serve from one language to another.
//!
//! A unit may hold many languages, and several variants of one: `fr-FR` beside `fr-CA`. It keeps
//! them all; for one direction one variant of each side is searched and shown: the same tag, else
//! the bare language, else any region, the first in file order (design section 3, step 7; OmegaT's
//! order). Asked for `fr-CA`, a unit with `en`, `fr-FR` and `fr` answers with `fr`.

use super::counts::Counts;
use super::unit::{Memory, MemoryHeader, TranslationUnit};
use super::view::{UnitView, VariantView};
use crate::lang::LangTag;

/// From one language to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Direction {
    /// The language of what is translated.
    pub from: LangTag,
    /// The language it is translated into.
    pub to: LangTag,
}

impl Direction {
    /// The direction between two languages.
    pub fn new(from: LangTag, to: LangTag) -> Direction {
        Direction { from, to }
    }

    /// Indexes of the source and target variant that serve this direction, if the unit has both.
    pub fn variants<U: UnitView>(&self, unit: &U) -> Option<(usize, usize)> {
        let source = best(&self.from, unit.variants(), None)?;
        let target = best(&self.to, unit.variants(), Some(source))?;
        Some((source, target))
    }

    /// The same, if the target has visible text: else the unit is not translated.
    pub fn translated<U: UnitView>(&self, unit: &U) -> Option<(usize, usize)> {
        let (source, target) = self.variants(unit)?;
        let visible = !unit.variants()[target].text().trim_start().is_empty();
        visible.then_some((source, target))
    }

    /// The unit with the two variants that serve this direction alone, the source first; none if it is
    /// not translated. What it said of its source language is that of the direction now.
    pub fn pair(&self, mut unit: TranslationUnit) -> Option<TranslationUnit> {
        let (source, target) = self.translated(&unit)?;
        unit.variants = vec![unit.variants[source].clone(), unit.variants[target].clone()];
        unit.attributes.retain(|(name, _)| name != "srclang");
        Some(unit)
    }

    /// The header of a memory of such units.
    pub fn header(&self, mut header: MemoryHeader) -> MemoryHeader {
        header.attributes.retain(|(name, _)| name != "srclang");
        let source = ("srclang".to_owned(), self.from.as_str().to_owned());
        header.attributes.push(source);
        header
    }

    /// Whether a unit of `memory` has both languages.
    pub fn is_served_by(&self, memory: &Memory) -> bool {
        memory
            .units
            .iter()
            .any(|unit| self.variants(unit).is_some())
    }

    /// Whether `counts` say that some unit has text in both languages.
    pub fn is_counted(&self, counts: &Counts) -> bool {
        let tag = |text: &str| LangTag::parse(text).ok();
        let answers = |asked: &LangTag, offered: &LangTag| asked.answered_by(offered).is_some();
        counts.pairs.keys().any(|(one, other)| {
            let (Some(one), Some(other)) = (tag(one), tag(other)) else {
                return false;
            };
            let forth = answers(&self.from, &one) && answers(&self.to, &other);
            forth || answers(&self.from, &other) && answers(&self.to, &one)
        })
    }
}

/// The variant that answers `asked` best, the first of equals, `taken` left out.
fn best(asked: &LangTag, variants: &[impl VariantView], taken: Option<usize>) -> Option<usize> {
    let mut best: Option<(u8, usize)> = None;
    for (index, variant) in variants.iter().enumerate() {
        if Some(index) == taken {
            continue;
        }
        let rank = variant.lang().and_then(|lang| asked.answered_by_text(lang));
        match rank {
            Some(0) => return Some(index),
            Some(rank) if best.is_none_or(|(least, _)| rank < least) => best = Some((rank, index)),
            _ => {}
        }
    }
    best.map(|(_, index)| index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::InlineText;
    use crate::memory::{TranslationUnit, Variant};

    fn unit(tags: &[&str]) -> TranslationUnit {
        let variant = |tag: &&str| Variant {
            lang: Some(LangTag::parse(tag).unwrap()),
            attributes: Vec::new(),
            props: Vec::new(),
            notes: Vec::new(),
            content: InlineText::plain("Договор"),
        };
        TranslationUnit {
            variants: tags.iter().map(variant).collect(),
            ..TranslationUnit::default()
        }
    }

    fn chosen(from: &str, to: &str, tags: &[&str]) -> Option<(usize, usize)> {
        let tag = |text| LangTag::parse(text).unwrap();
        Direction::new(tag(from), tag(to)).variants(&unit(tags))
    }

    #[test]
    fn a_unit_without_both_languages_does_not_serve() {
        assert_eq!(chosen("en", "ru", &["en", "fr"]), None);
        assert_eq!(chosen("en", "en", &["en", "fr"]), None);
        assert_eq!(chosen("en", "ru", &[]), None);
    }

    #[test]
    fn the_nearest_tag_serves_the_first_of_equals() {
        assert_eq!(
            chosen("en", "fr-CA", &["en", "fr-FR", "fr", "fr-CA"]),
            Some((0, 3))
        );
        assert_eq!(chosen("en", "fr-CA", &["en", "fr-FR", "fr"]), Some((0, 2)));
        assert_eq!(
            chosen("fr", "en", &["en-US", "en-GB", "fr-CA"]),
            Some((2, 0))
        );
    }

    #[test]
    fn two_variants_of_one_language_serve_between_them() {
        assert_eq!(chosen("en-US", "en-GB", &["en-GB", "en-US"]), Some((1, 0)));
    }
}
