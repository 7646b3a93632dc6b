//! Segmentation rules that users bring: SRX 2.0 and 1.0.
//!
//! A file holds lists of rules and maps that say which lists a language uses. A rule has a pattern
//! for the text before a place and one for the text after it, and says whether a segment ends
//! there; at each place the first rule that speaks wins:
//!
//! ```xml
//! <rule break="no"><beforebreak>\bcf\.</beforebreak><afterbreak>\s</afterbreak></rule>
//! <rule break="yes"><beforebreak>[.?!]+</beforebreak><afterbreak>\s</afterbreak></rule>
//! ```
//!
//! cuts `Voir cf. 2. Fin.` after `2.` only. [`Srx`] is the file, [`SrxRules`] the rules of one
//! language, ready to cut. The patterns are written for ICU or Java; `dialect` turns them into
//! what our engines understand, and what cannot be honoured is refused by the number of its rule.
//!
//! These files come from strangers: patterns, the file and what is compiled have limits, plain
//! patterns run in linear time, and those with look-around under a step limit.

mod dialect;
mod pattern;
mod read;
mod rules;
mod suffixes;

pub use pattern::Expression;
pub use read::{FormatHandles, Srx};
pub use rules::SrxRules;

use crate::text::Place;
use crate::text::escape::escape;
use crate::xml::XmlError;
use std::fmt;

/// A rule file that cannot be used, or a rule that costs too much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SrxError {
    /// The file, as the user named it.
    pub file: String,
    /// Where.
    pub place: Place,
    /// What is wrong, one line.
    pub message: String,
}

impl fmt::Display for SrxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.place, self.message)
    }
}

impl std::error::Error for SrxError {}

impl From<XmlError> for SrxError {
    fn from(error: XmlError) -> SrxError {
        SrxError {
            message: error.kind.to_string(),
            file: error.file,
            place: error.place,
        }
    }
}

/// Longest part of a pattern that a message shows, in characters.
const PATTERN_SHOWN: usize = 60;

/// `pattern` as messages show it.
fn shown(pattern: &str) -> String {
    let mut short: String = pattern.chars().take(PATTERN_SHOWN).collect();
    if short.len() < pattern.len() {
        short.push('…');
    }
    escape(&short)
}
