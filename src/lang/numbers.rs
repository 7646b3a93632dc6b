//! What the reader of numbers asks of a language: month names, separators, units, number words.

/// How numbers, dates and units are written in one language.
#[derive(Debug)]
pub struct NumberData {
    /// Month names and their abbreviations in every case, lower case, January first.
    pub months: &'static [&'static [&'static str]; 12],
}
