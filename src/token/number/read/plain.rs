//! Plain numbers: `−1 234,5`, `1,5 млн`, `21-й`, `16 h 15`, `20 %`.

use super::dates::LAST_HOUR;
use super::*;
use crate::text::chars::is_apostrophe;

/// How many tokens after a multiplier we look for `half`: `million and a half`.
const HALF_WINDOW: usize = 4;

/// Letters of the longest word that joins two numbers of one multiplier: `and`, `или`.
const LONGEST_JOINER: usize = 4;

/// Groups of one number at most: what is longer is a row of numbers.
const MOST_GROUPS: usize = 10;

impl Reader<'_> {
    pub(super) fn number(&mut self, at: usize) -> usize {
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
        let counted = end;
        end = self.multiplier(at, end, &mut readings);
        let unit = match end > counted {
            true => self.linked_unit(at, &mut end),
            false => self.unit(at, &mut end),
        };
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
        while write::is_first_group(first)
            && fraction.is_empty()
            && end - at < MOST_GROUPS
            && self.is_group(end)
        {
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

    /// The unit after a multiplier, perhaps with a word between: `millions d’euros`.
    fn linked_unit(&self, at: usize, end: &mut usize) -> Option<&'static str> {
        let link = lexicon::fold(self.word_at(*end));
        if self.data.unit_links.contains(&link.as_str()) {
            let apostrophe = self.word_at(*end + 1).chars().all(is_apostrophe);
            let mut after = *end + 1 + usize::from(apostrophe);
            if let Some(unit) = self.unit(at, &mut after) {
                *end = after;
                return Some(unit);
            }
        }
        self.unit(at, end)
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
