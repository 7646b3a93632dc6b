//! Words: Roman numerals, months, numbers in words.

use super::*;

/// How many tokens around a Roman numeral we look for `century`: `XIXe et XXe siècles`.
const CENTURY_WINDOW: usize = 4;

impl Reader<'_> {
    pub(super) fn word(&mut self, at: usize) -> usize {
        if let Some(value) = self.roman(at) {
            let century = self.near_century(at);
            if century || self.word_at(at).chars().count() > 1 {
                let strength = if century {
                    Strength::Digits
                } else {
                    Strength::Spelled
                };
                self.push(self.tokens[at].span, number(value), strength);
                return at + 1;
            }
        }
        for meaning in self.meanings(at) {
            match meaning {
                Meaning::Month(month) => {
                    self.month(at, *month);
                    return at + 1;
                }
                Meaning::Weekday(day) => {
                    self.weekday(at, *day);
                    return at + 1;
                }
                Meaning::Word(_) | Meaning::Scale(_) => return self.spelled(at),
                _ => {}
            }
        }
        at + 1
    }

    fn roman(&self, at: usize) -> Option<u64> {
        let word = self.word_at(at);
        let endings = self.data.ordinal_endings.iter();
        let stems = endings.filter_map(|ending| word.strip_suffix(ending));
        // `Ve` is the fifth; `Le`, `De` and `Ce` are words.
        let stems = stems.filter(|stem| stem.len() > 1 || matches!(*stem, "I" | "V" | "X"));
        roman::value(word).or_else(|| stems.filter_map(roman::value).max())
    }

    fn near_century(&self, at: usize) -> bool {
        let after = (at + 1..=at + CENTURY_WINDOW).any(|index| self.is_century(index));
        after || self.means_before(at, Meaning::Century)
    }

    /// `century`; an abbreviation of it (`в.`, `вв.`) only with its full stop.
    fn is_century(&self, at: usize) -> bool {
        let short = self.word_at(at).chars().count() <= 2;
        let stopped = self.word_at(at + 1) == "." && self.touches(at + 1);
        self.means(at, Meaning::Century) && (!short || stopped)
    }

    /// A month counts in full beside a number only: `12 April`, `May 2019`; else it excuses.
    fn month(&mut self, at: usize, month: u8) {
        let fits = lexicon::month_case_fits(self.word_at(at), self.data.month_case);
        let beside = self.number_before(at) || self.number_after(at);
        let strength = if fits && beside {
            Strength::Digits
        } else {
            Strength::Spelled
        };
        self.push(self.tokens[at].span, vec![Reading::Month(month)], strength);
    }

    /// A day of the week accuses only where the other side has another: it may be left out.
    fn weekday(&mut self, at: usize, day: u8) {
        let strength = match lexicon::month_case_fits(self.word_at(at), self.data.month_case) {
            true => Strength::Glued,
            false => Strength::Spelled,
        };
        self.push(self.tokens[at].span, vec![Reading::Weekday(day)], strength);
    }

    fn number_before(&self, at: usize) -> bool {
        let before = |back: usize| {
            at.checked_sub(back)
                .is_some_and(|index| self.has_digit(index))
        };
        // `12th of April`, `12-го апреля`, `1er avril`
        before(1)
            || (before(2) && at >= 1 && self.word_at(at - 1) == "of")
            || (before(3) && at >= 2 && self.is_dash_at(at - 2))
    }

    fn number_after(&self, at: usize) -> bool {
        let stop = usize::from(matches!(self.word_at(at + 1), "." | ","));
        self.has_digit(at + 1 + stop)
    }

    /// A number in words: `twenty-one`, `quatre-vingt-dix`, `два миллиона`, and each word of it.
    fn spelled(&mut self, at: usize) -> usize {
        let mut sum = Sum::default();
        let mut readings = Vec::new();
        let mut end = at;
        let mut index = at;
        while let Some(word) = self.number_word(index) {
            if !sum.add(word) {
                break;
            }
            readings.push(Reading::Number(Decimal::from_integer(word)));
            end = index + 1;
            let joined = self.is_dash_at(end) || self.means(end, Meaning::Joiner);
            index = end + usize::from(joined);
        }
        let total = Reading::Number(Decimal::from_integer(sum.total()));
        if !readings.contains(&total) {
            readings.insert(0, total);
        }
        let end = end.max(at + 1);
        self.push(self.span(at, end), readings, Strength::Spelled);
        end
    }

    fn number_word(&self, at: usize) -> Option<u64> {
        self.meanings(at).iter().find_map(|meaning| match meaning {
            Meaning::Word(value) => Some(*value),
            Meaning::Scale(power) => 10u64.checked_pow(u32::from(*power)),
            _ => None,
        })
    }
}

/// Number words added up as people say them.
#[derive(Default)]
struct Sum {
    whole: u64,
    group: u64,
}

impl Sum {
    /// Takes the next word; false when it cannot belong to the same number.
    fn add(&mut self, word: u64) -> bool {
        let tens = self.group % 100;
        let fits = match word {
            _ if self.whole == 0 && self.group == 0 => true,
            1000.. => self.group > 0 && (self.whole == 0 || self.whole > word),
            100 => self.group > 0 && self.group < 10,
            20 if self.group == 4 => true, // quatre-vingts
            1..=9 => tens == 0 || (tens >= 20 && tens.is_multiple_of(10)) || (tens == 10),
            10..=19 => tens == 0 || tens == 60 || tens == 80, // soixante-dix, quatre-vingt-dix
            20..=99 => tens == 0 && self.group > 0,
            _ => tens == 0 && self.group == 0,
        };
        if !fits {
            return false;
        }
        match word {
            1000.. => {
                self.whole = self
                    .whole
                    .saturating_add(self.group.max(1).saturating_mul(word));
                self.group = 0;
            }
            100 => self.group = self.group.max(1) * 100,
            20 if self.group == 4 => self.group = 80,
            _ => self.group += word,
        }
        true
    }

    fn total(&self) -> u64 {
        self.whole.saturating_add(self.group)
    }
}
