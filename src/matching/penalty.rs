//! What a unit loses for where it comes from, whatever its text.
//!
//! A person read most units of a memory; some were written by a machine or paired by an aligner and
//! never read. Files say so by marks of their tools: Trados and Okapi write the `creationid` `MT!`
//! or `ALIGN!`, others a property `origin` or `x-origin`. A unit asked for in Canadian French and
//! found in that of France may need a look, too. Each cost has a name, shown with the match.

use super::Penalty;
use crate::lang::LangTag;
use crate::memory::{Direction, Prop, TranslationUnit, Variant};

/// A machine's translation, even of an equal text, ranks below what a person translated with one
/// word changed (85–94 in the usual bands): it is never filled as certain.
pub const MACHINE_PENALTY: u8 = 15;

/// An aligned pair is mostly right, but nobody said so: never 100 or 99, so never filled unseen, and
/// still above every unit with another word.
pub const ALIGNMENT_PENALTY: u8 = 3;

/// Another region of the same language, where a region was asked for: the one asked for comes first.
pub const REGION_PENALTY: u8 = 1;

const MACHINE_MARKS: &[&str] = &["mt", "mt!", "machine", "machine-translation"];
const ALIGNMENT_MARKS: &[&str] = &["align", "align!", "aligned", "alignment"];
const AUTHOR_ATTRIBUTES: &[&str] = &["creationid", "changeid"];
const ORIGIN_PROPS: &[&str] = &["origin", "x-origin"];

/// The penalties of a unit by its origin, `memory` being that of its whole memory.
pub(super) fn of_unit(
    unit: &TranslationUnit,
    variants: (usize, usize),
    direction: &Direction,
    memory: u8,
) -> Vec<Penalty> {
    let source = &unit.variants[variants.0];
    let target = &unit.variants[variants.1];
    let marked = |marks| is_marked(unit, target, marks);
    let other_region =
        is_other_region(&direction.from, source) || is_other_region(&direction.to, target);
    [
        ("memory", true, memory),
        (
            "machine-translation",
            marked(MACHINE_MARKS),
            MACHINE_PENALTY,
        ),
        ("alignment", marked(ALIGNMENT_MARKS), ALIGNMENT_PENALTY),
        ("region", other_region, REGION_PENALTY),
    ]
    .into_iter()
    .filter(|&(_, applies, points)| applies && points > 0)
    .map(|(reason, _, points)| Penalty { reason, points })
    .collect()
}

/// Whether unit or target say by one of `marks` who made the translation.
///
/// Of authors only the last counts: what a machine wrote and a person changed is a person's.
fn is_marked(unit: &TranslationUnit, target: &Variant, marks: &[&str]) -> bool {
    let is_mark = |value: &str| marks.contains(&value.trim().to_lowercase().as_str());
    let author = |attributes: &[(String, String)]| {
        let named = |name: &&str| {
            let found = attributes.iter().find(|(other, _)| other == name);
            found.map(|(_, value)| value.clone())
        };
        AUTHOR_ATTRIBUTES.iter().rev().find_map(named)
    };
    let last_author = author(&target.attributes).or_else(|| author(&unit.attributes));
    let origin = |prop: &Prop| ORIGIN_PROPS.contains(&prop.kind.as_str()) && is_mark(&prop.value);
    last_author.is_some_and(|author| is_mark(&author))
        || unit.props.iter().chain(&target.props).any(origin)
}

/// Whether `asked` names a region and `variant` another one; the bare language is at home anywhere.
fn is_other_region(asked: &LangTag, variant: &Variant) -> bool {
    let bare = |tag: &LangTag| tag.as_str() == tag.primary();
    variant
        .lang
        .as_ref()
        .is_some_and(|offered| offered != asked && !bare(asked) && !bare(offered))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::InlineText;

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
        let penalties = of_unit(unit, (0, 1), &direction, memory);
        penalties.iter().map(|penalty| penalty.reason).collect()
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
