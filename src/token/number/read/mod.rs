//! The reader: from tokens to numbers, one construction at a time.
//!
//! At each token the longest construction that fits is taken: a numeric date or a clock time
//! (`dates`), a number with its groups, sign, multiplier and unit (`plain`), digits inside a word
//! (`glued`), a Roman numeral, a month beside a number, a number in words (`words`). This file
//! holds the walk and what every construction asks of the tokens around it.

mod dates;
mod glued;
mod plain;
mod words;

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

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, language: &Language) -> Reader<'a> {
        let addresses = addresses(text);
        let mut next = addresses.iter().peekable();
        let outside = |token: &Token| {
            while next
                .next_if(|address| address.end <= token.span.start)
                .is_some()
            {}
            !next
                .peek()
                .is_some_and(|address| address.overlaps(token.span))
        };
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

    /// Whether a word or sign names `unit`.
    pub(super) fn names_unit(&self, unit: &str) -> bool {
        let named = |&at: &usize| {
            let written: String = (at..at + 3).map(|index| self.word_at(index)).collect();
            [self.word_at(at), &written].into_iter().any(|word| {
                let word = lexicon::fold(word);
                // A compound: `-километровый`.
                let meanings = self
                    .lexicon
                    .meanings(word.trim_start_matches(char::is_numeric));
                meanings
                    .iter()
                    .any(|meaning| matches!(meaning, Meaning::Unit(named) if *named == unit))
            })
        };
        (0..self.tokens.len()).any(|at| named(&at))
    }

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

    fn means_before(&self, at: usize, meaning: Meaning) -> bool {
        at.checked_sub(1)
            .is_some_and(|before| self.means(before, meaning))
    }

    fn unit_named(&self, text: &str) -> Option<&'static str> {
        let meanings = self.lexicon.meanings(&lexicon::fold(text));
        meanings.iter().find_map(|meaning| match meaning {
            Meaning::Unit(unit) => Some(*unit),
            _ => None,
        })
    }
}

fn number(value: u64) -> Vec<Reading> {
    vec![Reading::Number(Decimal::from_integer(value))]
}

fn time(hour: u64, minute: u64) -> Reading {
    Reading::Time(u16::try_from(hour * 60 + minute).unwrap_or(u16::MAX))
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
