//! Numerals: one number as written in digits, taken apart so that it can be written elsewhere.
//!
//! `-1 234,50` is a sign, whole digits grouped by a space, a decimal mark, a fraction. What cannot
//! be taken apart by the customs of the language (`1.2.3`, `12.04.1961`) is a code: equal to itself
//! alone, and never written in another notation.
//!
//! Digits that touch a letter (`MP3`, `21st`, `16h`) are part of a word and no numeral.

use crate::lang::Language;
use crate::lang::numbers::NumberData;
use crate::text::Span;
use crate::token::number::{Decimal, Reading, readings};

/// One number in digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    /// Its bytes, sign included.
    pub(super) span: Span,
    /// Its sign as written.
    sign: Option<char>,
    /// The bytes without the sign.
    digits: String,
    notation: Notation,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Notation {
    /// A quantity that can be read in one way only.
    Quantity(Quantity),
    /// Compared and copied as it stands.
    Code,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Quantity {
    value: Decimal,
    /// Digits before the decimal mark, without marks; empty in `.99`.
    whole: String,
    /// Digits after it.
    fraction: String,
    /// What stands between groups of thousands.
    group_mark: Option<char>,
    decimal_mark: Option<char>,
}

impl Numeral {
    /// Whether the two are one number: the same value, or the same code.
    pub(super) fn agrees(&self, other: &Numeral) -> bool {
        let both = match (&self.notation, &other.notation) {
            (Notation::Quantity(a), Notation::Quantity(b)) => a.value == b.value,
            _ => self.digits == other.digits,
        };
        both && self.is_negative() == other.is_negative()
    }

    fn is_negative(&self) -> bool {
        matches!(self.sign, Some('-' | '\u{2212}'))
    }

    /// Digits before the decimal mark and after it, when it is a quantity.
    pub(super) fn quantity(&self) -> Option<(&str, &str)> {
        match &self.notation {
            Notation::Quantity(quantity) => Some((&quantity.whole, &quantity.fraction)),
            Notation::Code => None,
        }
    }

    /// The number of `new` as it is written where `self` stands: in the notation of `self`, which
    /// translates `old`, and by the customs of `language` where `self` shows none.
    ///
    /// `None` when that would be a guess.
    pub(super) fn rewritten(
        &self,
        old: &Numeral,
        new: &Numeral,
        language: &Language,
    ) -> Option<String> {
        let sign = self.sign_for(new);
        let digits = match (&self.notation, &new.notation) {
            (Notation::Quantity(here), Notation::Quantity(new)) => {
                here.notation_of(new, language.numbers)
            }
            // A version, a date in figures: only where it was copied once before.
            _ if self.digits == old.digits => new.digits.clone(),
            _ => return None,
        };
        Some(sign.into_iter().chain(digits.chars()).collect())
    }

    fn sign_for(&self, new: &Numeral) -> Option<char> {
        match (self.sign, new.sign) {
            (Some(mine), Some(_)) if self.is_negative() == new.is_negative() => Some(mine),
            (_, sign) => sign,
        }
    }
}

impl Quantity {
    fn notation_of(&self, new: &Quantity, data: &NumberData) -> String {
        let grouped = new.group_mark.is_some()
            || (self.group_mark.is_some() && new.whole.len() > SHORTEST_GROUPED);
        let mark = self.group_mark.unwrap_or(data.group_mark);
        let mut out = match grouped {
            true => in_groups(&new.whole, mark),
            false => new.whole.clone(),
        };
        if !new.fraction.is_empty() {
            if out.is_empty() && !self.whole.is_empty() {
                out.push('0');
            }
            out.push(self.decimal_mark.unwrap_or(data.decimal_mark));
            out.push_str(&new.fraction);
        }
        out
    }
}

/// Most digits that French and Russian write without groups even where longer numbers have them.
const SHORTEST_GROUPED: usize = 4;

fn in_groups(whole: &str, mark: char) -> String {
    let mut out = String::with_capacity(whole.len() * 2);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

/// The numerals of `text`, as `language` reads them, in order; one pass over the characters.
pub(super) fn numerals(text: &str, language: &Language) -> Vec<Numeral> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let digits = at + offset;
        let end = end_of_run(text, digits);
        at = end;
        let start = start_of_run(text, digits);
        if touches_letter(text, start, end) {
            continue;
        }
        let sign = text[..start].chars().next_back().filter(|&c| is_sign(c));
        let signed = sign.filter(|c| stands_free(&text[..start - c.len_utf8()]));
        let span = Span::new(start - signed.map_or(0, char::len_utf8), end);
        found.push(Numeral {
            span,
            sign: signed,
            digits: text[start..end].to_owned(),
            notation: notation(&text[start..end], language),
        });
    }
    found
}

fn is_sign(c: char) -> bool {
    matches!(c, '-' | '+' | '\u{2212}' | '\u{FF0B}')
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}')
}

/// Whether nothing but space or an opening mark stands before: `2001-2003` has no sign.
fn stands_free(before: &str) -> bool {
    let last = before.chars().next_back();
    last.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '«' | '“'))
}

fn is_wordy(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || ('\u{300}'..='\u{36F}').contains(&c)
}

fn touches_letter(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back().is_some_and(is_wordy);
    before || text[end..].chars().next().is_some_and(is_wordy)
}

/// `digits`, or the decimal mark before them where no digit stands before it: `.99`.
fn start_of_run(text: &str, digits: usize) -> usize {
    let mark = text[..digits]
        .strip_suffix('.')
        .filter(|before| stands_free(before));
    mark.map_or(digits, str::len)
}

/// Where the digits that begin at `start` end: with `.` and `,` between digits, and with spaces
/// between groups of thousands.
fn end_of_run(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut grouping = true;
    loop {
        let group = end;
        end += text[end..].bytes().take_while(u8::is_ascii_digit).count();
        grouping &= match group == start {
            true => end - group <= 3,
            false => end - group == 3,
        };
        let mut rest = text[end..].chars();
        let Some(mark) = rest.next() else { return end };
        let width = mark.len_utf8();
        let after = &text[end + width..];
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let joins = match mark {
            '.' | ',' => digits > 0,
            // `in 2019 350 probes`: a year opens no group.
            c if is_space(c) => grouping && digits == 3 && !text[start..end].contains(['.', ',']),
            _ => false,
        };
        if !joins {
            return end;
        }
        end += width;
    }
}

fn notation(written: &str, language: &Language) -> Notation {
    quantity(written, language).map_or(Notation::Code, Notation::Quantity)
}

fn quantity(written: &str, language: &Language) -> Option<Quantity> {
    let space = written.chars().find(|&c| is_space(c));
    let closed: String = written.chars().filter(|&c| !is_space(c)).collect();
    if let Some(fraction) = closed.strip_prefix('.') {
        let plain = fraction.bytes().all(|byte| byte.is_ascii_digit());
        let value = Decimal::from_digits("", fraction)?;
        return plain.then(|| Quantity {
            value,
            whole: String::new(),
            fraction: fraction.to_owned(),
            group_mark: None,
            decimal_mark: Some('.'),
        });
    }
    let read = readings(&closed, language.numbers.decimal_mark);
    let [Reading::Number(value)] = read[..] else {
        return None;
    };
    let last = closed.rfind(['.', ',']);
    // The last mark is the decimal one if the digits after it are a fraction of the value.
    let decimal = last.filter(|&at| {
        let whole = without_marks(&closed[..at]);
        Decimal::from_digits(&whole, &closed[at + 1..]) == Some(value)
    });
    let (whole, fraction) = match decimal {
        Some(at) => (&closed[..at], &closed[at + 1..]),
        None => (closed.as_str(), ""),
    };
    Some(Quantity {
        value,
        group_mark: space.or_else(|| whole.chars().find(|c| !c.is_ascii_digit())),
        decimal_mark: decimal.and_then(|at| closed[at..].chars().next()),
        whole: without_marks(whole),
        fraction: fraction.to_owned(),
    })
}

fn without_marks(digits: &str) -> String {
    digits.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{en, fr, ru};

    fn found<'t>(text: &'t str, language: &Language) -> Vec<&'t str> {
        let numerals = numerals(text, language);
        numerals.iter().map(|n| &text[n.span.range()]).collect()
    }

    #[test]
    fn digits_in_words_are_no_numerals() {
        for text in ["MP3", "Bion-M2", "21st", "5km", "x_4", "3\u{301}"] {
            assert_eq!(found(text, &en::ENGLISH), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_numeral_keeps_its_sign_and_its_groups() {
        assert_eq!(
            found("at -5 or +3, 2001-2003, (−7)", &en::ENGLISH),
            ["-5", "+3", "2001", "2003", "−7"]
        );
        assert_eq!(
            found("1 234,5 et 2\u{202f}345\u{202f}678 t", &fr::FRENCH),
            ["1 234,5", "2\u{202f}345\u{202f}678"]
        );
        assert_eq!(
            found("in 2019 350 probes, .99 of 12.", &en::ENGLISH),
            ["2019", "350", ".99", "12"]
        );
    }

    fn rewritten(here: &str, old: &str, new: &str, language: &Language) -> Option<String> {
        let one = |text, language| numerals(text, language).remove(0);
        let english = |text| one(text, &en::ENGLISH);
        one(here, language).rewritten(&english(old), &english(new), language)
    }

    #[test]
    fn a_number_is_written_in_the_notation_that_stands_there() {
        let french = |here, old, new| rewritten(here, old, new, &fr::FRENCH).unwrap();
        assert_eq!(french("1 234,5", "1,234.5", "2,345.75"), "2 345,75");
        assert_eq!(french("12", "12", "1,234,567"), "1\u{202f}234\u{202f}567");
        assert_eq!(french("12 000", "12,000", "900"), "900");
        assert_eq!(french("12 000", "12000", "150000"), "150 000");
        assert_eq!(french("2019", "2019", "2024"), "2024");
        assert_eq!(french("0,5", ".5", ".99"), "0,99");
        assert_eq!(french("−5", "-5", "-7"), "−7");
        assert_eq!(french("−5", "-5", "7"), "7");
        let russian = |here, old, new| rewritten(here, old, new, &ru::RUSSIAN).unwrap();
        assert_eq!(russian("5", "5", "12,345.5"), "12\u{a0}345,5");
    }

    #[test]
    fn a_code_is_copied_where_it_was_copied_before() {
        assert_eq!(
            rewritten("1.2.3", "1.2.3", "1.3.0", &fr::FRENCH).as_deref(),
            Some("1.3.0")
        );
        assert_eq!(rewritten("12", "1.2.3", "1.3.0", &fr::FRENCH), None);
    }
}
