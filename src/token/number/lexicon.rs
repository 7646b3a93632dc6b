//! The words of a language that have to do with numbers, ready to be looked up.
//!
//! Built once a language from its `NumberData`; a word may mean several things (`second` is an
//! ordinal and a unit, `h` an hour and a unit), so what is found is a list.

use crate::lang::numbers::{COMMON_UNITS, MonthCase, NumberData};
use crate::lang::{LANGUAGES, Language};
use hashbrown::HashMap;
use std::sync::LazyLock;

/// What a word has to do with numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A number word: `twenty`, `втор-`.
    Word(u64),
    /// Multiplies by a power of ten: `million`.
    Scale(u8),
    /// A month, 1 to 12.
    Month(u8),
    /// A day of the week, 1 to 7.
    Weekday(u8),
    /// A unit or currency.
    Unit(&'static str),
    /// Joins number words: `and`.
    Joiner,
    /// `century`.
    Century,
    /// Stands before a decade: `années`.
    DecadeBefore,
    /// Follows the hour of a clock time.
    Hour,
    /// Makes an hour one before noon.
    BeforeNoon,
    /// Makes an hour one after noon.
    AfterNoon,
}

/// The number words of one language.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    exact: HashMap<&'static str, Vec<Meaning>>,
    /// Words that stand for all that begin so, without their `*`.
    prefixes: HashMap<&'static str, Vec<Meaning>>,
    /// Shortest and longest prefix, in characters.
    lengths: (usize, usize),
}

static LEXICONS: LazyLock<Vec<Lexicon>> = LazyLock::new(|| {
    LANGUAGES
        .iter()
        .map(|language| Lexicon::new(language.numbers))
        .collect()
});

/// The lexicon of `language`.
pub(super) fn of(language: &Language) -> &'static Lexicon {
    let index = LANGUAGES.iter().position(|known| *known == language);
    &LEXICONS[index.unwrap_or(0)]
}

impl Lexicon {
    fn new(data: &NumberData) -> Lexicon {
        let mut lexicon = Lexicon {
            lengths: (usize::MAX, 0),
            ..Lexicon::default()
        };
        for (value, words) in data.words {
            lexicon.add(words, Meaning::Word(*value));
        }
        for (power, words) in data.scales {
            lexicon.add(words, Meaning::Scale(*power));
        }
        for (month, words) in (1..).zip(data.months) {
            lexicon.add(words, Meaning::Month(month));
        }
        for (day, words) in (1..).zip(data.weekdays) {
            lexicon.add(words, Meaning::Weekday(day));
        }
        for (unit, words) in COMMON_UNITS.iter().chain(data.units) {
            lexicon.add(words, Meaning::Unit(unit));
        }
        lexicon.add(data.joiners, Meaning::Joiner);
        lexicon.add(data.century, Meaning::Century);
        lexicon.add(data.decade_before, Meaning::DecadeBefore);
        lexicon.add(data.hour, Meaning::Hour);
        lexicon.add(data.before_noon, Meaning::BeforeNoon);
        lexicon.add(data.after_noon, Meaning::AfterNoon);
        lexicon
    }

    fn add(&mut self, words: &'static [&'static str], meaning: Meaning) {
        for &word in words {
            let entry = match word.strip_suffix('*') {
                Some(prefix) => {
                    let length = prefix.chars().count();
                    self.lengths.0 = self.lengths.0.min(length);
                    self.lengths.1 = self.lengths.1.max(length);
                    self.prefixes.entry(prefix)
                }
                None => self.exact.entry(word),
            };
            entry.or_default().push(meaning);
        }
    }

    /// What the folded `word` means; a whole word before a longer prefix before a shorter one.
    pub(super) fn meanings(&self, word: &str) -> &[Meaning] {
        if let Some(found) = self.exact.get(word) {
            return found;
        }
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        let (shortest, longest) = self.lengths;
        let prefixes = ends
            .enumerate()
            .take(longest)
            .filter(|(index, _)| index + 1 >= shortest)
            .filter_map(|(_, end)| self.prefixes.get(&word[..end]));
        prefixes.last().map_or(&[], Vec::as_slice)
    }
}

/// Whether `word` as written may be a month name of a language with this custom.
pub(super) fn month_case_fits(word: &str, case: MonthCase) -> bool {
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    capital == (case == MonthCase::Capital)
}

/// `word` in lower case with е for ё, as the lexicon has its words.
pub(super) fn fold(word: &str) -> String {
    word.to_lowercase().replace('ё', "е")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{en, ru};

    #[test]
    fn a_whole_word_goes_before_a_prefix() {
        let russian = of(&ru::RUSSIAN);
        assert_eq!(russian.meanings("двадцатого"), [Meaning::Word(20)]);
        assert_eq!(russian.meanings("двухступенчатый"), [Meaning::Word(2)]);
        assert!(russian.meanings("ракета").is_empty());
    }

    #[test]
    fn a_word_may_mean_several_things() {
        let meanings = of(&en::ENGLISH).meanings("hours");
        assert!(meanings.contains(&Meaning::Hour) && meanings.contains(&Meaning::Unit("h")));
    }
}
