//! Numbers, dates and times of a text by value, so that two languages can be compared.
//!
//! Every number becomes one [`NumberValue`]: where it stands and what it may mean. A date is its
//! day, month and year apart, so order and notation do not matter: `April 12, 1961`,
//! `12 avril 1961`, `12 апреля 1961 г.`, `1961-04-12` and `12.04.1961` are all 12, April, 1961.
//! `1,234.5` and `1 234,5` are one decimal, `16 h 15`, `16:15` and `4.15 p.m.` one time, `XXI век`
//! and `21st century` one number, `1,5 млн` and `1.5 million` too.
//!
//! What is ambiguous keeps several [`Reading`]s: `1960s` may be called `60-е`, `12/04/1961` may
//! begin with the day or the month. Two values agree when they share one reading. What is written
//! in words (`two`, `двух`) is read as well, but only excuses: it never asks for a partner.
//! [`compare`] lays two texts side by side.
//!
//! Addresses (`https://…`, `a@b.fr`) are passed over. Nothing is converted: 5 miles are not 8 km.

mod compare;
mod decimal;
mod lexicon;
mod read;
mod roman;
mod write;

pub use compare::{Comparison, compare};
pub use decimal::Decimal;
pub(crate) use write::readings;

/// Whether a word or sign of `text` names `unit`, beside a number or not.
pub(crate) fn names_unit(text: &str, language: &Language, unit: &str) -> bool {
    read::Reader::new(text, language).names_unit(unit)
}

use crate::lang::Language;
use crate::text::Span;

/// One thing that a written number may mean.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reading {
    /// A quantity, a year, a day, an ordinal.
    Number(Decimal),
    /// A month, 1 to 12.
    Month(u8),
    /// A day of the week, 1 (Monday) to 7.
    Weekday(u8),
    /// Minutes since midnight.
    Time(u16),
    /// A code compared by its characters: `1.2.3`.
    Code(String),
}

/// How a number is written, and so how much it may be held against a translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// In words, or as a Roman numeral that may be something else: excuses, never accuses.
    Spelled,
    /// Digits inside a word: `Bion-M2`, `MP3`. The other language may write the name otherwise.
    Glued,
    /// Digits that stand by themselves.
    Digits,
}

/// One number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberValue {
    /// Its bytes, with sign, multiplier and unit: `1,5 млн км`.
    pub span: Span,
    /// What it may mean, the likeliest first; never empty.
    pub readings: Vec<Reading>,
    /// What its parts mean when the other language writes them apart: `16:15` as 16 and 15.
    pub parts: Vec<Reading>,
    /// How it is written.
    pub strength: Strength,
    /// Its unit by an international name: `km/h`, `%`, `eur`.
    pub unit: Option<&'static str>,
}

impl NumberValue {
    /// Whether the two may mean the same; units are not compared.
    pub fn agrees(&self, other: &NumberValue) -> bool {
        self.readings
            .iter()
            .any(|reading| other.readings.contains(reading))
    }
}

/// The numbers of `text`, read as `language` writes them, in order; two passes over the text.
///
/// ```
/// use entente::lang::{en, ru};
/// use entente::token::number::{compare, values};
///
/// let source = values("It flew 26 times, first on April 12, 1961.", &en::ENGLISH);
/// let right = values("Он летал 26 раз, впервые — 12 апреля 1961 г.", &ru::RUSSIAN);
/// let wrong = values("Он летал 28 раз, впервые — 12 марта 1961 г.", &ru::RUSSIAN);
/// assert!(compare(&source, &right).is_equal());
/// assert_eq!(compare(&source, &wrong).missing.len(), 2);
/// ```
pub fn values(text: &str, language: &Language) -> Vec<NumberValue> {
    read::Reader::new(text, language).read()
}
