//! How much a memory holds: units, texts by language, units by pair of languages.

use super::TranslationUnit;
use crate::lang::LangTag;
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// Counts over the units of a memory, added one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Units.
    pub units: u64,
    /// Texts by language, empty ones included. A tag is in its usual case, what is no tag as it is
    /// written; texts without a language count under `und`.
    pub languages: BTreeMap<String, u64>,
    /// Units by pair of languages in which they have text: `en-fr` is `("en", "fr")`.
    pub pairs: BTreeMap<(String, String), u64>,
}

/// The tag of BCP 47 for a language that nobody knows.
const UNDETERMINED: &str = "und";

impl Counts {
    /// Adds a unit. The language of the memory's sources, when it has one, comes first in a pair;
    /// otherwise the pair is in alphabetical order.
    pub fn add(&mut self, unit: &TranslationUnit, source: Option<&LangTag>) {
        self.change(unit, source, Step::Up);
        self.units += 1;
    }

    /// Takes back a unit that was added with the same `source`.
    pub fn remove(&mut self, unit: &TranslationUnit, source: Option<&LangTag>) {
        self.change(unit, source, Step::Down);
        self.units = self.units.saturating_sub(1);
    }

    fn change(&mut self, unit: &TranslationUnit, source: Option<&LangTag>, step: Step) {
        let mut with_text: Vec<&str> = Vec::new();
        for variant in &unit.variants {
            let tag = variant.lang.as_ref().map(LangTag::as_str);
            let lang = tag
                .or(variant.written_lang())
                .filter(|lang| !lang.is_empty());
            let lang = lang.unwrap_or(UNDETERMINED);
            step.take(&mut self.languages, lang);
            if tag.is_some() && !variant.content.text.trim().is_empty() {
                with_text.push(lang);
            }
        }
        let source = source.map(LangTag::as_str);
        with_text.sort_by_key(|&lang| (Some(lang) != source, lang));
        with_text.dedup();
        for (index, first) in with_text.iter().enumerate() {
            for second in &with_text[index + 1..] {
                let both = ((*first).to_owned(), (*second).to_owned());
                step.take(&mut self.pairs, &both);
            }
        }
    }
}

/// A count goes up or down by one.
#[derive(Clone, Copy)]
enum Step {
    Up,
    Down,
}

impl Step {
    /// Takes the step for `key`; what counts nothing is not listed.
    fn take<K, Q>(self, counts: &mut BTreeMap<K, u64>, key: &Q)
    where
        K: Borrow<Q> + Ord,
        Q: ToOwned<Owned = K> + Ord + ?Sized,
    {
        match (self, counts.get_mut(key)) {
            (Step::Up, Some(count)) => *count += 1,
            (Step::Up, None) => drop(counts.insert(key.to_owned(), 1)),
            (Step::Down, Some(count)) if *count > 1 => *count -= 1,
            (Step::Down, _) => drop(counts.remove(key)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::InlineText;
    use crate::memory::Variant;

    fn unit(variants: &[(&str, &str)]) -> TranslationUnit {
        let variant = |&(lang, text): &(&str, &str)| {
            Variant::new(LangTag::parse(lang).unwrap(), InlineText::plain(text))
        };
        TranslationUnit {
            variants: variants.iter().map(variant).collect(),
            ..TranslationUnit::default()
        }
    }

    #[test]
    fn an_empty_text_is_counted_but_makes_no_pair() {
        let mut counts = Counts::default();
        counts.add(&unit(&[("EN-US", "probe"), ("fr", " ")]), None);
        assert_eq!(counts.languages["en-US"], 1);
        assert_eq!(counts.languages["fr"], 1);
        assert!(counts.pairs.is_empty());
    }

    #[test]
    fn what_was_added_can_be_taken_back() {
        let mut counts = Counts::default();
        let both = unit(&[("fr", "sonde"), ("ru", "зонд")]);
        counts.add(&both, None);
        let before = counts.clone();
        let other = unit(&[("fr", "orbite"), ("en", "orbit"), ("ru", " ")]);
        counts.add(&other, None);
        assert_ne!(counts, before);
        counts.remove(&other, None);
        assert_eq!(counts, before);
    }

    #[test]
    fn the_source_language_comes_first_in_a_pair() {
        let mut counts = Counts::default();
        let russian = LangTag::parse("ru").unwrap();
        let unit = unit(&[
            ("fr", "sonde"),
            ("ru", "зонд"),
            ("en", "probe"),
            ("ru", "зонды"),
        ]);
        counts.add(&unit, Some(&russian));
        let pairs: Vec<String> = counts
            .pairs
            .keys()
            .map(|(from, to)| format!("{from}-{to}"))
            .collect();
        assert_eq!(pairs, ["en-fr", "ru-en", "ru-fr"]);
    }
}
