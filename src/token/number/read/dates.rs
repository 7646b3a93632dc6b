//! Numeric dates and clock times: `1961-04-12`, `12.04.1961`, `16:15`, `4:15 p.m.`

use super::*;
use crate::lang::numbers::ZONES;

/// Hours of a day; a clock may say 24:00.
pub(super) const LAST_HOUR: u64 = 24;

/// How many tokens after an hour we look for `p.m.` or `de l’après-midi`.
const NOON_WINDOW: usize = 4;

/// Minutes of a day.
const DAY: u16 = 24 * 60;

impl Reader<'_> {
    pub(super) fn date(&mut self, at: usize) -> Option<usize> {
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

    pub(super) fn clock(&mut self, at: usize) -> Option<usize> {
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
    pub(super) fn push_time(&mut self, from: usize, to: usize, hour: u64, minute: u64) {
        let mut readings = vec![time(hour, minute)];
        readings.extend(self.by_noon(to, hour, minute));
        if minute == 0 {
            // `from 2 p.m.` is `с 14` in a text that says hours once: `с 14 до 17 часов`.
            let full = readings.iter().filter_map(|reading| match reading {
                Reading::Time(minutes) => Some(u64::from(minutes / 60)),
                _ => None,
            });
            let full: Vec<u64> = full.collect();
            readings.extend(full.into_iter().flat_map(number));
        }
        let zone = self.zone(to);
        if let (Some((_, ahead)), Reading::Time(local)) = (zone, &readings[0]) {
            // Two clocks of known zones agree by the moment they show.
            let moment = (local + DAY - ahead) % DAY;
            readings.push(Reading::Code(format!("{moment} UTC")));
        }
        let parts = [hour, minute].map(|part| Reading::Number(Decimal::from_integer(part)));
        self.found.push(NumberValue {
            span: self.span(from, to),
            readings,
            parts: parts.to_vec(),
            strength: Strength::Digits,
            unit: zone.map(|(zone, _)| zone),
        });
    }

    /// The zone named near token `at`, before the next number.
    fn zone(&self, at: usize) -> Option<(&'static str, u16)> {
        let near = (at..at + NOON_WINDOW).take_while(|&index| !self.is_number(index));
        let mut units = near.filter_map(|index| self.unit_named(self.word_at(index)));
        units.find_map(|unit| ZONES.iter().copied().find(|(zone, _)| *zone == unit))
    }

    /// The time that `p.m.` or `вечера` after token `at` makes of an hour.
    pub(super) fn by_noon(&self, at: usize, hour: u64, minute: u64) -> Option<Reading> {
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

fn is_month(value: u64) -> bool {
    (1..=12).contains(&value)
}

fn is_day(value: u64) -> bool {
    (1..=31).contains(&value)
}
