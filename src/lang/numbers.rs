//! What the reader of numbers asks of a language: its marks, month names, number words and units.
//!
//! Everything here is data. Words are written lower case with е for ё; a word that ends in `*`
//! stands for every word that begins so (`двух*`: `двухступенчатый`). Words of number words
//! (`two`, `vingt`) never accuse a translation of anything: they only excuse it, so a list may be
//! generous.

/// How numbers, dates, times and units are written in one language.
#[derive(Debug)]
pub struct NumberData {
    /// The decimal mark; of `.` and `,` the other one groups thousands.
    pub decimal_mark: char,
    /// What stands between groups of thousands in print.
    pub group_mark: char,
    /// Which form of a noun a number asks for, by its digits before and after the decimal mark:
    /// numbers of one class ask for the same (`1`, `21` and `101` in Russian).
    pub noun_form: fn(whole: &str, fraction: &str) -> u8,
    /// Month names and their abbreviations in every case, January first.
    pub months: &'static [&'static [&'static str]; 12],
    /// Names of the days of the week in every case, Monday first.
    pub weekdays: &'static [&'static [&'static str]; 7],
    /// How a month or a day must begin to be one: English `may` is a verb, French `Mars` a planet.
    pub month_case: MonthCase,
    /// Number words by value: cardinals, ordinals, `twice`, `both`.
    pub words: &'static [(u64, &'static [&'static str])],
    /// Words between number words of one number: `and`, `et`.
    pub joiners: &'static [&'static str],
    /// Words that multiply: the power of ten and its words.
    pub scales: &'static [(u8, &'static [&'static str])],
    /// Words between a multiplier and its unit: `millions d’euros`.
    pub unit_links: &'static [&'static str],
    /// Words for a half after a multiplier: `million and a half`.
    pub half: &'static [&'static str],
    /// Letters that make digits an ordinal when glued to them: `st`, `e`.
    pub ordinal_endings: &'static [&'static str],
    /// `century`, after or before which Roman numerals are numbers.
    pub century: &'static [&'static str],
    /// Words before a decade: `années 1960`.
    pub decade_before: &'static [&'static str],
    /// Endings of a decade, glued or after a hyphen: `1960s`, `1960-е`.
    pub decade_endings: &'static [&'static str],
    /// Marks of a clock time after the hour: `16 h 15`.
    pub hour: &'static [&'static str],
    /// Words that make an hour one before noon: `am`, `утра`.
    pub before_noon: &'static [&'static str],
    /// Words that make an hour one after noon: `pm`, `вечера`.
    pub after_noon: &'static [&'static str],
    /// Units and currencies by an international name, in the language's abbreviations and words.
    pub units: &'static [(&'static str, &'static [&'static str])],
}

/// How the first letter of a month name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthCase {
    /// With a capital, always.
    Capital,
    /// With a small letter, but for the start of a sentence.
    Small,
}

/// Units that are written alike in every language.
pub(crate) const COMMON_UNITS: &[(&str, &[&str])] = &[
    ("%", &["%"]),
    ("eur", &["€", "eur"]),
    ("usd", &["$", "usd"]),
    ("gbp", &["£", "gbp"]),
    ("rub", &["₽", "rub"]),
    ("km", &["km"]),
    ("cm", &["cm"]),
    ("mm", &["mm"]),
    ("kg", &["kg"]),
    ("km/h", &["km/h"]),
    ("m/s", &["m/s"]),
    ("kW", &["kw"]),
    ("px", &["px"]),
    ("ms", &["ms"]),
    ("°C", &["°c", "°с"]),
    ("°F", &["°f"]),
    ("jpy", &["¥", "jpy"]),
    ("cny", &["cny", "rmb"]),
    ("chf", &["chf"]),
    ("km²", &["km²", "km2"]),
    ("m²", &["m²", "m2"]),
    ("m³", &["m³", "m3"]),
    ("ha", &["ha"]),
    ("MW", &["mw"]),
    ("GW", &["gw"]),
    ("kWh", &["kwh"]),
    ("Hz", &["hz"]),
    ("kHz", &["khz"]),
    ("MHz", &["mhz"]),
    ("GHz", &["ghz"]),
    ("kN", &["kn"]),
    ("kPa", &["kpa"]),
    ("MPa", &["mpa"]),
    ("km/s", &["km/s"]),
    ("µm", &["µm", "μm"]),
    ("nm", &["nm"]),
    ("ml", &["ml"]),
    ("UTC", &["utc", "gmt"]),
    ("MSK", &["msk"]),
    ("CET", &["cet"]),
    ("CEST", &["cest"]),
];

/// Zones of clock times, and by how many minutes their clocks are ahead of UTC.
pub(crate) const ZONES: &[(&str, u16)] = &[("UTC", 0), ("CET", 60), ("CEST", 120), ("MSK", 180)];

/// Units and zones that time is told in: a translation may say them otherwise (`a week`, `7
/// jours`) or leave them out.
pub(crate) const UNITS_OF_TIME: &[&str] = &[
    "ms", "s", "min", "h", "d", "wk", "mon", "a", "UTC", "CET", "CEST", "MSK",
];
