//! Numbers carried over: a segment that differs from a unit in its numbers alone.
//!
//! The two sources must be word for word equal around their numbers. Then each number of the
//! segment has its partner in the unit's source, and where the two differ, the partner's number in
//! the translation is found by value and written anew, in the notation that stands there.
//!
//! Every number of the translation must be accounted for by the unit's source, as often as it
//! stands there; a changed number must have its place in the translation. A number written in words
//! there, a time in another notation, the same number twice with two new values: no repair.

use super::numeral::{Numeral, numerals};
use super::{Edit, Repair};
use crate::inline::InlineText;
use crate::lang::Language;
use crate::text::Span;
use crate::token::normal::{Element, Sequence, comparison_text};

/// Most numbers of a segment that are compared one by one; what has more is a table, no sentence.
const MOST_NUMBERS: usize = 64;

/// The translation `target` of `source` with the numbers of `segment`; `from` and `to` are the two
/// languages.
///
/// `None` when words differ, when no number does, or when anything is in doubt.
/// Costs the product of the two counts of numbers.
///
/// ```
/// use entente::inline::InlineText;
/// use entente::lang::{en, fr};
/// use entente::repair::numbers;
///
/// let source = "The probe sent 1,250 images in 2019.";
/// let target = InlineText::plain("La sonde a envoyé 1 250 images en 2019.");
/// let segment = "The probe sent 3,475 images in 2021.";
/// let repair = numbers(segment, source, &target, &en::ENGLISH, &fr::FRENCH).unwrap();
/// assert_eq!(repair.target.text, "La sonde a envoyé 3 475 images en 2021.");
/// ```
pub fn numbers(
    segment: &str,
    source: &str,
    target: &InlineText,
    from: &Language,
    to: &Language,
) -> Option<Repair> {
    let new = numerals(segment, from);
    let old = numerals(source, from);
    if new.len() != old.len()
        || old.len() > MOST_NUMBERS
        || !same_words(segment, &new, source, &old)
    {
        return None;
    }
    let there = numerals(&target.text, to);
    if there.len() != old.len() {
        return None;
    }
    let partners = partners(&old, &there)?;
    let mut edits = Vec::new();
    let mut agreement = false;
    for (numeral, partner) in there.iter().zip(partners) {
        let (old_value, new_value) = (&old[partner], &new[partner]);
        let same_value = (0..old.len()).filter(|&other| old[other].agrees(old_value));
        if !same_value.clone().all(|other| new[other].agrees(new_value)) {
            return None;
        }
        if !old_value.agrees(new_value) {
            edits.push((numeral.span, numeral.rewritten(old_value, new_value, to)?));
            agreement |= number_class(old_value, to) != number_class(new_value, to);
        }
    }
    let changed = old.iter().zip(&new).filter(|(old, new)| !old.agrees(new));
    if edits.is_empty() || changed.count() != edits.len() {
        return None;
    }
    written(target, edits, agreement)
}

/// Whether the words around the numerals are equal, as the score compares them.
fn same_words(segment: &str, new: &[Numeral], source: &str, old: &[Numeral]) -> bool {
    let parts = gaps(segment, new).zip(gaps(source, old));
    parts.into_iter().all(|(a, b)| {
        let (a, b) = (comparison_text(a), comparison_text(b));
        a == b || folded(&a).iter().eq(folded(&b).iter())
    })
}

/// The texts before, between and after the numerals.
fn gaps<'t>(text: &'t str, numerals: &'t [Numeral]) -> impl Iterator<Item = &'t str> {
    let starts = std::iter::once(0).chain(numerals.iter().map(|numeral| numeral.span.end));
    let ends = numerals.iter().map(|numeral| numeral.span.start);
    let ends = ends.chain(std::iter::once(text.len()));
    starts.zip(ends).map(|(start, end)| &text[start..end])
}

/// The words of a gap and its numbers that are no numerals (`½`); punctuation does not count.
fn folded(gap: &str) -> Vec<String> {
    let words = Sequence::of(gap);
    let is_word = |text: &str| text.chars().any(char::is_alphanumeric);
    let texts = words.iter().map(|element| match element {
        Element::Word(text) | Element::Number(text) => text,
    });
    texts
        .filter(|text| is_word(text))
        .map(str::to_owned)
        .collect()
}

/// For each numeral of the translation the one of the unit's source that it renders; `None` unless
/// each has one and both sides have it equally often.
fn partners(old: &[Numeral], there: &[Numeral]) -> Option<Vec<usize>> {
    let mut taken = vec![false; old.len()];
    let mut found = Vec::with_capacity(there.len());
    for numeral in there {
        let free = |&index: &usize| !taken[index] && old[index].agrees(numeral);
        let index = (0..old.len()).find(free)?;
        taken[index] = true;
        found.push(index);
    }
    Some(found)
}

/// Which form of a noun a number asks for; `None` for a code.
fn number_class(numeral: &Numeral, language: &Language) -> Option<u8> {
    let (whole, fraction) = numeral.quantity()?;
    Some((language.numbers.noun_form)(whole, fraction))
}

fn written(target: &InlineText, edits: Vec<(Span, String)>, agreement: bool) -> Option<Repair> {
    let content = target.replaced(&edits)?;
    let mut grown = 0isize;
    let list = edits.into_iter().map(|(span, new)| {
        let start = span.start.checked_add_signed(grown)?;
        grown += new.len() as isize - span.len() as isize;
        Some(Edit {
            span: Span::new(start, start + new.len()),
            old: target.text[span.range()].to_owned(),
        })
    });
    Some(Repair {
        edits: list.collect::<Option<Vec<Edit>>>()?,
        target: content,
        agreement,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::{InlineTag, TagKind, TagRole};
    use crate::lang::{en, fr, ru};

    fn english_french(segment: &str, source: &str, target: &str) -> Option<String> {
        let target = InlineText::plain(target);
        let repair = numbers(segment, source, &target, &en::ENGLISH, &fr::FRENCH)?;
        Some(repair.target.text)
    }

    #[test]
    fn in_doubt_there_is_no_repair() {
        for (segment, source, target) in [
            // Words differ.
            (
                "The 3 probes left.",
                "The 2 rockets left.",
                "Les 2 fusées sont parties.",
            ),
            // No number differs.
            (
                "The 2 probes left!",
                "The 2 probes left.",
                "Les 2 sondes sont parties.",
            ),
            // The translation writes it in words.
            (
                "The 3 probes left.",
                "The 2 probes left.",
                "Les deux sondes sont parties.",
            ),
            // The translation has a number of its own.
            (
                "It cost 3 euros.",
                "It cost 2 euros.",
                "En 2019, il coûtait 2 euros.",
            ),
            // The same number twice, two new ones.
            ("4 of 5 left.", "5 of 5 left.", "5 sur 5 sont partis."),
            // The translation says it once more often.
            (
                "Only 4 left.",
                "Only 5 left.",
                "Seuls 5, oui 5, sont partis.",
            ),
            // One number more.
            ("In 12 345, 7 left.", "In 12 345 left.", "En 12 345, parti."),
            // A version is no quantity, and its translation does not copy it.
            (
                "Version 1.2.4 left.",
                "Version 1.2.3 left.",
                "La version 123 est partie.",
            ),
        ] {
            assert_eq!(english_french(segment, source, target), None, "{segment}");
        }
    }

    #[test]
    fn numbers_are_written_as_the_target_writes_them() {
        for (segment, source, target, expected) in [
            (
                "In 2021 it carried 1,500.25 kg.",
                "In 2019 it carried 1,234.5 kg.",
                "Il emportait 1 234,5 kg en 2019.",
                "Il emportait 1 500,25 kg en 2021.",
            ),
            (
                "Of 7 probes, 12 images.",
                "Of 3 probes, 5 images.",
                "5 images de 3 sondes.",
                "12 images de 7 sondes.",
            ),
            (
                "Use version 2.1.0 of MP3.",
                "Use version 2.0.4 of MP3.",
                "Utilisez la version 2.0.4 de MP3.",
                "Utilisez la version 2.1.0 de MP3.",
            ),
            (
                "The price rose by +4 %.",
                "The price rose by ＋3 %.",
                "Le prix a augmenté de +3 %.",
                "Le prix a augmenté de +4 %.",
            ),
        ] {
            let found = english_french(segment, source, target);
            assert_eq!(found.as_deref(), Some(expected), "{segment}");
        }
    }

    #[test]
    fn a_noun_may_have_to_agree() {
        let repair = |segment, source, target: &str| {
            let target = InlineText::plain(target);
            numbers(segment, source, &target, &fr::FRENCH, &ru::RUSSIAN).unwrap()
        };
        let near = repair(
            "22 satellites volent.",
            "2 satellites volent.",
            "Летят 2 спутника.",
        );
        assert!(!near.agreement);
        let far = repair(
            "5 satellites volent.",
            "2 satellites volent.",
            "Летят 2 спутника.",
        );
        assert!(far.agreement);
        assert_eq!(far.target.text, "Летят 5 спутника.");
        assert_eq!(
            far.edits,
            [Edit {
                span: Span::new(11, 12),
                old: "2".into()
            }]
        );
    }

    #[test]
    fn tags_keep_their_places() {
        let tag = |at, kind| InlineTag {
            at,
            kind,
            pair: 1,
            role: TagRole::Strong,
            code: "**".into(),
            markup: None,
            file: None,
        };
        let target = InlineText {
            text: "Soit 9 sondes.".into(),
            tags: vec![tag(5, TagKind::Open), tag(13, TagKind::Close)],
            map: None,
        };
        let repair = numbers(
            "So 1,200 probes.",
            "So 9 probes.",
            &target,
            &en::ENGLISH,
            &fr::FRENCH,
        );
        let content = repair.unwrap().target;
        assert_eq!(content.text, "Soit 1\u{202f}200 sondes.");
        let places: Vec<usize> = content.tags.iter().map(|tag| tag.at).collect();
        assert_eq!(places, [5, 19]);
        assert_eq!(&content.text[5..19], "1\u{202f}200 sondes");
    }
}
