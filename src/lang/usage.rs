//! What the checks ask of a language's usage: its little words, and how wide it runs.
//!
//! Everything here is data, lower case with е for ё, sorted by nothing: the lists are short. A list
//! of words that excuse may be generous, one of words that accuse must be strict.

/// How one language says what every text says.
#[derive(Debug)]
pub struct UsageData {
    /// Characters that a text takes for each character of its English version; measured on our own
    /// sample articles.
    pub breadth: f64,
    /// The commonest words, by which a text is known to be in the language; none that another of
    /// the languages writes alike.
    pub common: &'static [&'static str],
    /// Words that may stand twice in a row: `had had`, `nous nous`.
    pub doubles: &'static [&'static str],
    /// Words that deny: `not`, `sans`, `нет`.
    pub negations: &'static [&'static str],
    /// Beginnings of words that say with a yes what others deny: `avoid`, `échou-`. They excuse
    /// only.
    pub negative_prefixes: &'static [&'static str],
    /// Endings of a word that deny it: `n't`, written with the straight apostrophe.
    pub negative_endings: &'static [&'static str],
}
