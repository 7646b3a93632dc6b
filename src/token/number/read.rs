//! The reader: from tokens to numbers, one construction at a time.
//!
//! At each token the longest construction that fits is taken: a numeric date, a clock time, a
//! number with its groups, sign, multiplier and unit, digits inside a word, a Roman numeral, a
//! month beside a number, a number in words.

use super::decimal::Decimal;
use super::lexicon::{self, Lexicon, Meaning};
use super::{NumberValue, Reading, Strength, roman, write};
use crate::lang::Language;
use crate::lang::numbers::NumberData;
use crate::text::Span;
use crate::text::chars::is_dash;
use crate::token::{Token, TokenKind, tokens};

/// Reads the numbers of one text.
pub(super) struct Reader<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    data: &'static NumberData,
    lexicon: &'static Lexicon,
    found: Vec<NumberValue>,
}

/// Hours of a day; a clock may say 24:00.
const LAST_HOUR: u64 = 24;

/// How many tokens after an hour we look for `p.m.` or `de l’après-midi`.
const NOON_WINDOW: usize = 4;

/// How many tokens after a multiplier we look for `half`: `million and a half`.
const HALF_WINDOW: usize = 4;

/// Letters of the longest word that joins two numbers of one multiplier: `and`, `или`.
const LONGEST_JOINER: usize = 4;

/// How many tokens around a Roman numeral we look for `century`: `XIXe et XXe siècles`.
const CENTURY_WINDOW: usize = 4;

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, language: &Language) -> Reader<'a> {
        let addresses = addresses(text);
        let outside = |token: &Token| !addresses.iter().any(|address| address.overlaps(token.span));
        Reader {
            text,
            tokens: tokens(text).filter(outside).collect(),
            data: language.numbers,
            lexicon: lexicon::of(language),
            found: Vec::new(),
        }
    }

    pub(super) fn read(mut self) -> Vec<NumberValue> {
        let mut at = 0;
        while let Some(token) = self.tokens.get(at) {
            at = match token.kind {
                TokenKind::Number => self
                    .date(at)
                    .or_else(|| self.clock(at))
                    .unwrap_or_else(|| self.number(at)),
                TokenKind::Word if self.has_digit(at) => self.glued(at),
                TokenKind::Word => self.word(at),
                TokenKind::Punct => at + 1,
            };
        }
        self.found
    }

    // What stands where.

    fn word_at(&self, at: usize) -> &'a str {
        self.tokens
            .get(at)
            .map_or("", |token| &self.text[token.span.range()])
    }

    fn meanings(&self, at: usize) -> &'static [Meaning] {
        self.lexicon.meanings(&lexicon::fold(self.word_at(at)))
    }

    fn means(&self, at: usize, meaning: Meaning) -> bool {
        self.meanings(at).contains(&meaning)
    }

    /// The text between token `at` and the one before it.
    fn gap_before(&self, at: usize) -> &'a str {
        match (
            at.checked_sub(1).and_then(|i| self.tokens.get(i)),
            self.tokens.get(at),
        ) {
            (Some(before), Some(token)) => &self.text[before.span.end..token.span.start],
            _ => "\n",
        }
    }

    fn touches(&self, at: usize) -> bool {
        self.gap_before(at).is_empty()
    }

    fn is_number(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Number)
    }

    fn has_digit(&self, at: usize) -> bool {
        self.word_at(at).bytes().any(|byte| byte.is_ascii_digit())
    }

    fn is_dash_at(&self, at: usize) -> bool {
        self.word_at(at).chars().all(is_dash) && !self.word_at(at).is_empty()
    }

    /// The small whole number that token `at` is, with its count of digits.
    fn integer(&self, at: usize) -> Option<(u64, usize)> {
        whole(self.word_at(at))
    }

    fn span(&self, from: usize, to: usize) -> Span {
        let start = self.tokens[from].span.start;
        let last = to.min(self.tokens.len()) - 1;
        Span::new(start, self.tokens[last.max(from)].span.end)
    }

    fn push(&mut self, span: Span, readings: Vec<Reading>, strength: Strength) {
        self.found.push(NumberValue {
            span,
            readings,
            parts: Vec::new(),
            strength,
            unit: None,
        });
    }

    // Numeric dates: `1961-04-12`, `12.04.1961`, `12/04/1961`.

    fn date(&mut self, at: usize) -> Option<usize> {
        let span = self.tokens[at].span;
        let dotted: Vec<&str> = self.word_at(at).split('.').collect();
        if let [first, second, third] = dotted[..] {
            let fields = [first, second, third];
            let second_at = span.start + first.len() + 1;
            let starts = [span.start, second_at, second_at + second.len() + 1];
            return self.push_date(fields, starts).then_some(at + 1);
        }
        let separator = self.word_at(at + 1);
        let touching = (at + 1..at + 5).all(|index| self.touches(index));
        if !touching || !matches!(separator, "-" | "/" | "‑") || self.word_at(at + 3) != separator
        {
            return None;
        }
        let fields = [at, at + 2, at + 4].map(|index| self.word_at(index));
        let starts = [at, at + 2, at + 4].map(|index| self.tokens[index].span.start);
        self.push_date(fields, starts).then_some(at + 5)
    }

    /// Pushes day, month and year if the three fields are a date.
    fn push_date(&mut self, fields: [&str; 3], starts: [usize; 3]) -> bool {
        let [Some(a), Some(b), Some(c)] = fields.map(whole) else {
            return false;
        };
        let two_digits = a.1 == 2 && b.1 == 2;
        let readings = if a.1 == 4 && is_month(b.0) && is_day(c.0) {
            [number(a.0), month(b.0), number(c.0)]
        } else if c.1 == 4 && is_day(a.0) && is_day(b.0) && (is_month(a.0) || is_month(b.0)) {
            [day_or_month(a.0, b.0), day_or_month(b.0, a.0), number(c.0)]
        } else if c.1 == 2 && two_digits && is_day(a.0) && is_month(b.0) {
            [number(a.0), month(b.0), short_year(c.0)]
        } else {
            return false;
        };
        for ((field, start), readings) in fields.iter().zip(starts).zip(readings) {
            self.push(
                Span::new(start, start + field.len()),
                readings,
                Strength::Digits,
            );
        }
        true
    }

    // Clock times: `16:15`, `4:15 p.m.`

    fn clock(&mut self, at: usize) -> Option<usize> {
        let (hour, _) = self.integer(at)?;
        let (minute, digits) = self.integer(at + 2)?;
        let touching = self.touches(at + 1) && self.touches(at + 2);
        if self.word_at(at + 1) != ":" || !touching || digits != 2 {
            return None;
        }
        if hour > LAST_HOUR || minute > 59 {
            return None;
        }
        self.push_time(at, at + 3, hour, minute);
        Some(at + 3)
    }

    /// Pushes the time at tokens `from..to`, by the noon words that follow it.
    fn push_time(&mut self, from: usize, to: usize, hour: u64, minute: u64) {
        let mut readings = vec![time(hour, minute)];
        readings.extend(self.by_noon(to, hour, minute));
        if minute == 0 {
            readings.push(Reading::Number(Decimal::from_integer(hour)));
        }
        let parts = [hour, minute].map(|part| Reading::Number(Decimal::from_integer(part)));
        self.found.push(NumberValue {
            span: self.span(from, to),
            readings,
            parts: parts.to_vec(),
            strength: Strength::Digits,
            unit: None,
        });
    }

    /// The time that `p.m.` or `вечера` after token `at` makes of an hour.
    fn by_noon(&self, at: usize, hour: u64, minute: u64) -> Option<Reading> {
        let half_day = hour % 12;
        let dotted = self.word_at(at + 1) == "." && self.word_at(at + 2).eq_ignore_ascii_case("m");
        match lexicon::fold(self.word_at(at)).as_str() {
            "p" if dotted => return Some(time(half_day + 12, minute)),
            "a" if dotted => return Some(time(half_day, minute)),
            _ => {}
        }
        (at..at + NOON_WINDOW).find_map(|index| {
            if self.means(index, Meaning::AfterNoon) {
                Some(time(half_day + 12, minute))
            } else if self.means(index, Meaning::BeforeNoon) {
                Some(time(half_day, minute))
            } else {
                None
            }
        })
    }

    // Plain numbers: `−1 234,5`, `1,5 млн`, `21-й`, `16 h 15`, `20 %`.

    fn number(&mut self, at: usize) -> usize {
        if !self.word_at(at).bytes().all(is_number_byte) {
            return self.other_number(at);
        }
        let (mut readings, parts, mut end) = self.grouped(at);
        let mut span = self.span(at, end);
        if let Some(sign) = self.sign_before(at) {
            span.start = sign;
            readings = readings.into_iter().map(negated).collect();
        }
        if end == at + 1
            && let Some(after) = self.hour(at)
        {
            return after;
        }
        end = self.after_digits(end, &mut readings);
        if self.means_before(at, Meaning::DecadeBefore) {
            readings.extend(decade(&readings));
        }
        end = self.multiplier(at, end, &mut readings);
        let unit = self.unit(at, &mut end);
        span.end = self.span(at, end).end;
        self.found.push(NumberValue {
            span,
            readings,
            parts,
            strength: Strength::Digits,
            unit,
        });
        end
    }

    /// `½`, `²`, `٣`: what is a number to Unicode but not made of ASCII digits.
    fn other_number(&mut self, at: usize) -> usize {
        let span = self.tokens[at].span;
        let text = self.word_at(at);
        // A note mark or the exponent of a unit (`m²` is one word) is not worth a finding.
        let strength = if text.chars().all(|c| c.is_ascii_digit() || c == '½') {
            Strength::Glued
        } else {
            Strength::Spelled
        };
        self.push(span, vec![Reading::Code(text.to_owned())], strength);
        at + 1
    }

    /// The number at `at` with the groups of three that follow it after single spaces.
    fn grouped(&self, at: usize) -> (Vec<Reading>, Vec<Reading>, usize) {
        let first = self.word_at(at);
        let alone = write::readings(first, self.data.decimal_mark);
        let mut digits = first.to_owned();
        let mut fraction = "";
        let mut parts = alone.clone();
        let mut plain_space = false;
        let mut end = at + 1;
        while write::is_first_group(first) && fraction.is_empty() && self.is_group(end) {
            let group = self.word_at(end);
            let (three, rest) = group.split_at(3);
            digits.push_str(three);
            fraction = rest.trim_start_matches(['.', ',']);
            parts.extend(write::readings(group, self.data.decimal_mark));
            plain_space |= self.gap_before(end) == " ";
            end += 1;
        }
        match Decimal::from_digits(&digits, fraction) {
            Some(value) if end > at + 1 => {
                let parts = if plain_space { parts } else { Vec::new() };
                (vec![Reading::Number(value)], parts, end)
            }
            _ => (alone, Vec::new(), at + 1),
        }
    }

    /// Whether token `at` is a group of three digits, perhaps with a fraction, after one space.
    fn is_group(&self, at: usize) -> bool {
        let mut gap = self.gap_before(at).chars();
        let one_space = matches!(gap.next(), Some(' ' | '\u{A0}' | '\u{202F}' | '\u{2009}'));
        let text = self.word_at(at);
        let whole_digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let marks = text.bytes().filter(|byte| !byte.is_ascii_digit()).count();
        self.is_number(at)
            && one_space
            && gap.next().is_none()
            && whole_digits == 3
            && marks <= 1
            && text.is_ascii()
    }

    /// Where the minus sign of the number at `at` stands: after a space or an opening bracket.
    fn sign_before(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        let sign = matches!(self.word_at(before), "-" | "−") && self.touches(at);
        let start = self.tokens[before].span.start;
        let free = self.text[..start]
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['));
        (sign && free).then_some(start)
    }

    fn means_before(&self, at: usize, meaning: Meaning) -> bool {
        at.checked_sub(1)
            .is_some_and(|before| self.means(before, meaning))
    }

    /// `16 h`, `16 h 15`, `16 часов`: a time of day, or a span of hours.
    fn hour(&mut self, at: usize) -> Option<usize> {
        let (hour, _) = self.integer(at).filter(|&(hour, _)| hour <= LAST_HOUR)?;
        let mark = self.word_at(at + 1);
        if !self.means(at + 1, Meaning::Hour) {
            let noon = self.by_noon(at + 1, hour, 0);
            let clock = matches!(lexicon::fold(mark).as_str(), "am" | "pm" | "a" | "p");
            noon.filter(|_| clock)?;
            self.push_time(at, at + 1, hour, 0);
            return Some(at + 1);
        }
        let minutes = self
            .integer(at + 2)
            .filter(|&(minute, digits)| digits == 2 && minute < 60);
        if let (Some((minute, _)), 1) = (minutes, mark.chars().count()) {
            self.push_time(at, at + 3, hour, minute);
            return Some(at + 3);
        }
        self.push_time(at, at + 2, hour, 0);
        Some(at + 2)
    }

    /// `-й`, `-е`: the ending of an ordinal or a decade after a hyphen.
    fn after_digits(&self, end: usize, readings: &mut Vec<Reading>) -> usize {
        let touching = self.touches(end) && self.touches(end + 1);
        if !(touching && self.is_dash_at(end)) {
            return end;
        }
        let ending = lexicon::fold(self.word_at(end + 1));
        if self.data.decade_endings.contains(&ending.as_str()) {
            readings.extend(decade(readings));
            return end + 2;
        }
        let ordinal = self.data.ordinal_endings.contains(&ending.as_str());
        if ordinal { end + 2 } else { end }
    }

    /// `million` after the number, and all its readings multiplied; `million and a half` too.
    fn multiplier(&mut self, start: usize, end: usize, readings: &mut Vec<Reading>) -> usize {
        let hyphen = usize::from(self.is_dash_at(end) && self.touches(end));
        let word = end + hyphen;
        let Some(power) = self.scale(word) else {
            return end;
        };
        let half = (word + 1..word + HALF_WINDOW).find(|&index| self.is_half(index));
        let halves: Vec<Reading> = half.map_or(Vec::new(), |_| {
            readings.iter().filter_map(plus_half).collect()
        });
        readings.extend(halves);
        for reading in readings {
            *reading = scaled(reading.clone(), power);
        }
        self.share_multiplier(self.tokens[start].span.start, power);
        let stop = self.word_at(word + 1) == "." && self.touches(word + 1);
        half.map_or(word + 1 + usize::from(stop), |half| half + 1)
    }

    fn scale(&self, at: usize) -> Option<u8> {
        self.meanings(at).iter().find_map(|meaning| match meaning {
            Meaning::Scale(power) => Some(*power),
            _ => None,
        })
    }

    fn is_half(&self, at: usize) -> bool {
        let word = lexicon::fold(self.word_at(at));
        self.data.half.contains(&word.as_str())
    }

    /// In `2 и 1,4 миллиарда` and `3–5 million` the number before means as much: it gets a second
    /// reading if one short word or a dash stands between the two.
    fn share_multiplier(&mut self, start: usize, power: u8) {
        let Some(before) = self.found.last_mut() else {
            return;
        };
        let joiner = self.text[before.span.end.min(start)..start].trim();
        let short = joiner.chars().count() <= LONGEST_JOINER && !joiner.contains(['.', ';', ':']);
        if short && before.unit.is_none() && before.strength == Strength::Digits {
            let readings = before.readings.iter().cloned();
            let more: Vec<Reading> = readings.map(|reading| scaled(reading, power)).collect();
            before.readings.extend(more);
        }
    }

    /// The unit after the number that ends before token `end`, or the currency sign before it.
    fn unit(&self, at: usize, end: &mut usize) -> Option<&'static str> {
        let one = self.word_at(*end);
        let joined: String = (*end..*end + 3).map(|index| self.word_at(index)).collect();
        let touching = self.touches(*end + 1);
        let candidates = [
            (joined, touching && self.touches(*end + 2), 3),
            (format!("{one}{}", self.word_at(*end + 1)), touching, 2),
            (one.to_owned(), true, 1),
        ];
        for (text, fits, count) in candidates {
            if fits && let Some(unit) = self.unit_named(&text) {
                *end += count;
                return Some(unit);
            }
        }
        let before = at.checked_sub(1).filter(|_| self.touches(at))?;
        self.unit_named(self.word_at(before))
            .filter(|_| !self.word_at(before).chars().any(char::is_alphanumeric))
    }

    fn unit_named(&self, text: &str) -> Option<&'static str> {
        let meanings = self.lexicon.meanings(&lexicon::fold(text));
        meanings.iter().find_map(|meaning| match meaning {
            Meaning::Unit(unit) => Some(*unit),
            _ => None,
        })
    }

    // Digits inside a word: `21st`, `1960s`, `16h15`, `5km`, `M2`.

    fn glued(&mut self, at: usize) -> usize {
        let word = self.word_at(at);
        let digits = word
            .bytes()
            .take_while(|&byte| is_number_byte(byte))
            .count();
        let (front, rest) = word.split_at(digits);
        if !front.is_empty() && self.digits_first(at, front, rest) {
            return at + 1;
        }
        let runs = runs_of_digits(word);
        let start = self.tokens[at].span.start;
        if runs.len() > 2 {
            let code = vec![Reading::Code(word.to_lowercase())];
            self.push(self.tokens[at].span, code, Strength::Glued);
            return at + 1;
        }
        for run in runs {
            let readings = write::readings(&word[run.range()], self.data.decimal_mark);
            self.push(run.shift(start), readings, Strength::Glued);
        }
        at + 1
    }

    /// Reads `21st`, `1960s`, `16h15`, `4pm`, `5km`; false when the letters say nothing.
    fn digits_first(&mut self, at: usize, front: &str, rest: &str) -> bool {
        let ending = lexicon::fold(rest);
        let mut readings = write::readings(front, self.data.decimal_mark);
        let mut unit = None;
        let (letters, minutes) = ending.split_at(
            ending
                .find(|c: char| c.is_ascii_digit())
                .unwrap_or(ending.len()),
        );
        let hour = whole(front).filter(|&(hour, _)| hour <= LAST_HOUR);
        let meanings = self.lexicon.meanings(letters);
        if let Some((hour, _)) = hour
            && meanings
                .iter()
                .any(|m| matches!(m, Meaning::Hour | Meaning::BeforeNoon | Meaning::AfterNoon))
        {
            let minute = whole(minutes).map_or(0, |(minute, _)| minute);
            if minute > 59 {
                return false;
            }
            readings.push(time(hour, minute));
            if meanings.contains(&Meaning::AfterNoon) {
                readings.push(time(hour % 12 + 12, minute));
            }
            if minute > 0 {
                readings.remove(0);
            }
        } else if self.data.decade_endings.contains(&ending.as_str()) {
            readings.extend(decade(&readings));
        } else if let Some(&Meaning::Scale(power)) =
            meanings.iter().find(|m| matches!(m, Meaning::Scale(_)))
        {
            readings = readings
                .into_iter()
                .map(|reading| scaled(reading, power))
                .collect();
        } else if !self.data.ordinal_endings.contains(&ending.as_str()) {
            unit = self.unit_named(&ending);
            if unit.is_none() {
                return false;
            }
        }
        self.found.push(NumberValue {
            span: self.tokens[at].span,
            readings,
            parts: Vec::new(),
            strength: Strength::Digits,
            unit,
        });
        true
    }

    // Words: Roman numerals, months, number words.

    fn word(&mut self, at: usize) -> usize {
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
            1..=9 => tens == 0 || (tens >= 20 && tens % 10 == 0) || (tens == 10),
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

fn number(value: u64) -> Vec<Reading> {
    vec![Reading::Number(Decimal::from_integer(value))]
}

fn month(value: u64) -> Vec<Reading> {
    let month = Reading::Month(u8::try_from(value).unwrap_or(0));
    vec![month, Reading::Number(Decimal::from_integer(value))]
}

/// A field of `12/04/1961`: a month if it can be one and the other field can be the day.
fn day_or_month(value: u64, other: u64) -> Vec<Reading> {
    let mut readings = number(value);
    if is_month(value) && is_day(other) {
        readings.push(Reading::Month(u8::try_from(value).unwrap_or(0)));
    }
    readings
}

fn short_year(value: u64) -> Vec<Reading> {
    [value, 1900 + value, 2000 + value]
        .map(|year| Reading::Number(Decimal::from_integer(year)))
        .to_vec()
}

fn time(hour: u64, minute: u64) -> Reading {
    Reading::Time(u16::try_from(hour * 60 + minute).unwrap_or(u16::MAX))
}

fn is_month(value: u64) -> bool {
    (1..=12).contains(&value)
}

fn is_day(value: u64) -> bool {
    (1..=31).contains(&value)
}

fn negated(reading: Reading) -> Reading {
    match reading {
        Reading::Number(value) => Reading::Number(value.negated()),
        other => other,
    }
}

/// The whole number and a half.
fn plus_half(reading: &Reading) -> Option<Reading> {
    let Reading::Number(value) = reading else {
        return None;
    };
    let whole = value.as_integer()?.to_string();
    Decimal::from_digits(&whole, "5").map(Reading::Number)
}

fn scaled(reading: Reading, power: u8) -> Reading {
    match reading {
        Reading::Number(value) => Reading::Number(value.scaled(power)),
        other => other,
    }
}

/// What else a decade may be called: the 1960s are the sixties.
fn decade(readings: &[Reading]) -> Option<Reading> {
    let [Reading::Number(value)] = readings else {
        return None;
    };
    let year = value.as_integer().filter(|year| year % 10 == 0)?;
    let short = (1000..3000).contains(&year).then_some(year % 100)?;
    Some(Reading::Number(Decimal::from_integer(short)))
}

/// The small whole number that `text` is, with its count of digits.
fn whole(text: &str) -> Option<(u64, usize)> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let value = text.parse().ok().filter(|_| digits)?;
    Some((value, text.len()))
}

fn is_number_byte(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'.' | b',')
}

/// Runs of ASCII digits in `word`, with the marks between them.
fn runs_of_digits(word: &str) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for (at, byte) in word
        .bytes()
        .enumerate()
        .filter(|&(_, byte)| is_number_byte(byte))
    {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ if byte.is_ascii_digit() => runs.push(Span::new(at, at + 1)),
            _ => {}
        }
    }
    for run in &mut runs {
        run.end = run.start + word[run.range()].trim_end_matches(['.', ',']).len();
    }
    runs
}

/// Stretches without a space that are addresses of the web or of mail.
fn addresses(text: &str) -> Vec<Span> {
    let base = text.as_ptr() as usize;
    text.split_whitespace()
        .filter(|word| {
            word.contains("://")
                || word.contains("www.")
                || word
                    .split_once('@')
                    .is_some_and(|(_, host)| host.contains('.'))
        })
        .map(|word| {
            let start = word.as_ptr() as usize - base;
            Span::new(start, start + word.len())
        })
        .collect()
}
