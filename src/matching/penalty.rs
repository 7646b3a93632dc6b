//! What a unit loses for where it comes from, whatever its text.
//!
//! A person read most units of a memory; some were written by a machine or paired by an aligner and
//! never read. Files say so by marks of their tools: Trados and Okapi write the `creationid` `MT!`
//! or `ALIGN!`, others a property `origin` or `x-origin`. A unit asked for in Canadian French and
//! found in that of France may need a look, too. Each cost has a name, shown with the match.

use super::Penalty;
use crate::lang::{LangTag, is_bare};
use crate::memory::{Direction, UnitView, VariantView};

/// A machine's translation, even of an equal text, ranks below what a person translated with one
/// word changed (85–94 in the usual bands): it is never filled as certain.
pub const MACHINE_PENALTY: u8 = 15;

/// An aligned pair is mostly right, but nobody said so: never 100 or 99, so never filled unseen, and
/// still above every unit with another word.
pub const ALIGNMENT_PENALTY: u8 = 3;

/// Another region of the same language, where a region was asked for: the one asked for comes first.
pub const REGION_PENALTY: u8 = 1;

const MACHINE_MARKS: &[&str] = &["mt", "mt!", "machine", "machine-translation"];
/// Bytes of the longest mark; what is longer need not be folded to be told from them.
const LONGEST_MARK: usize = "machine-translation".len();

const ALIGNMENT_MARKS: &[&str] = &["align", "align!", "aligned", "alignment"];
const AUTHOR_ATTRIBUTES: &[&str] = &["creationid", "changeid"];
const ORIGIN_PROPS: &[&str] = &["origin", "x-origin"];

/// Why a unit may lose points by its origin.
const REASONS: [&str; 4] = ["memory", "machine-translation", "alignment", "region"];

/// What a unit loses by its origin, in the order of [`REASONS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Losses([u8; REASONS.len()]);

impl Losses {
    /// What is left of `score`.
    pub(super) fn from(self, score: u8) -> u8 {
        self.0.into_iter().fold(score, u8::saturating_sub)
    }

    /// The penalties by name as they are taken from `score` one by one, each cut to what is left.
    pub(super) fn penalties(self, mut score: u8) -> impl Iterator<Item = Penalty> {
        let named = REASONS.into_iter().zip(self.0);
        named.filter_map(move |(reason, points)| {
            let points = points.min(score);
            score -= points;
            (points > 0).then_some(Penalty { reason, points })
        })
    }
}

/// What a unit loses by its origin, `memory` being what its whole memory loses.
pub(super) fn of_unit<U: UnitView>(
    unit: &U,
    variants: (usize, usize),
    direction: &Direction,
    memory: u8,
) -> Losses {
    let source = &unit.variants()[variants.0];
    let target = &unit.variants()[variants.1];
    let author = last_author(target.attributes()).or_else(|| last_author(unit.attributes()));
    let origins = || {
        let props = unit.props().chain(target.props());
        let origins = props.filter(|(kind, _)| ORIGIN_PROPS.contains(kind));
        origins.map(|(_, value)| value).chain(author)
    };
    let marked = |marks| origins().any(|origin| is_mark(origin, marks));
    let other_region =
        is_other_region(&direction.from, source) || is_other_region(&direction.to, target);
    let if_so = |applies, points| if applies { points } else { 0 };
    Losses([
        memory,
        if_so(marked(MACHINE_MARKS), MACHINE_PENALTY),
        if_so(marked(ALIGNMENT_MARKS), ALIGNMENT_PENALTY),
        if_so(other_region, REGION_PENALTY),
    ])
}

/// Whether `origin` is one of `marks`, in any case.
fn is_mark(origin: &str, marks: &[&str]) -> bool {
    let origin = origin.trim();
    origin.len() <= LONGEST_MARK && marks.contains(&origin.to_lowercase().as_str())
}

/// Who made it last, for what a machine wrote and a person changed is a person's: the one who changed it, else the one who made it.
fn last_author<'u>(attributes: impl Iterator<Item = (&'u str, &'u str)>) -> Option<&'u str> {
    let rank = |name: &str| AUTHOR_ATTRIBUTES.iter().position(|known| *known == name);
    let mut last: Option<(usize, &str)> = None;
    for (name, value) in attributes {
        if let Some(rank) = rank(name)
            && last.is_none_or(|(before, _)| rank > before)
        {
            last = Some((rank, value));
        }
    }
    last.map(|(_, value)| value)
}

/// Whether `asked` names a region and `variant` another one; the bare language is at home anywhere.
fn is_other_region(asked: &LangTag, variant: &impl VariantView) -> bool {
    let is_other = |offered: &str| offered != asked.as_str() && !is_bare(offered);
    !is_bare(asked.as_str()) && variant.lang().is_some_and(is_other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::InlineText;
    use crate::memory::{Prop, TranslationUnit, Variant};

    fn unit(source: &str, target: &str, author: &[(&str, &str)]) -> TranslationUnit {
        let variant = |lang: &str, author: &[(&str, &str)]| Variant {
            lang: Some(LangTag::parse(lang).unwrap()),
            attributes: author
                .iter()
                .map(|(name, value)| ((*name).into(), (*value).into()))
                .collect(),
            props: Vec::new(),
            notes: Vec::new(),
            content: InlineText::plain("Договор"),
        };
        TranslationUnit {
            variants: vec![variant(source, &[]), variant(target, author)],
            ..TranslationUnit::default()
        }
    }

    fn reasons(unit: &TranslationUnit, from: &str, to: &str, memory: u8) -> Vec<&'static str> {
        let tag = |text| LangTag::parse(text).unwrap();
        let direction = Direction::new(tag(from), tag(to));
        let losses = of_unit(unit, (0, 1), &direction, memory);
        losses.penalties(100).map(|loss| loss.reason).collect()
    }

    #[test]
    fn a_unit_without_marks_loses_nothing() {
        assert!(reasons(&unit("en", "fr", &[("creationid", "marie")]), "en", "fr", 0).is_empty());
    }

    #[test]
    fn the_machine_loses_its_mark_when_a_person_changes_the_unit() {
        let machine = unit("en", "fr", &[("creationid", "MT!")]);
        assert_eq!(reasons(&machine, "en", "fr", 0), ["machine-translation"]);
        let mended = unit("en", "fr", &[("creationid", "MT!"), ("changeid", "marie")]);
        assert!(reasons(&mended, "en", "fr", 0).is_empty());
    }

    #[test]
    fn an_aligned_unit_and_a_foreign_memory_are_named() {
        let mut aligned = unit("en", "ru", &[]);
        aligned.props.push(Prop {
            kind: "x-origin".into(),
            attributes: Vec::new(),
            value: "alignment".into(),
        });
        assert_eq!(reasons(&aligned, "en", "ru", 10), ["memory", "alignment"]);
    }

    #[test]
    fn a_region_counts_only_where_one_was_asked_for() {
        assert!(reasons(&unit("en-US", "fr-FR", &[]), "en", "fr", 0).is_empty());
        assert!(reasons(&unit("en", "fr", &[]), "en-GB", "fr-CA", 0).is_empty());
        assert_eq!(
            reasons(&unit("en", "fr-FR", &[]), "en", "fr-CA", 0),
            ["region"]
        );
    }
}
