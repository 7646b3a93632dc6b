//! What the break engine asks of a language: its abbreviations by class and a few customs.

/// Where sentences end in one language; see `segment` for how it is used.
#[derive(Debug)]
pub struct BreakData {
    /// Abbreviations after whose full stop no sentence ends (`Mr`, `см`, `p. ex`), lower case, without the last full stop.
    pub never_ends: &'static [&'static str],
    /// Abbreviations that may end a sentence when the next word can only start one (`etc`, `г`).
    pub may_end: &'static [&'static str],
}
