//! Why a sentence ends at a mark, or does not.

use crate::lang::breaks::AbbreviationClass;
use std::fmt;

/// The rule or list entry that decided one place.
///
/// `entry` of a listed abbreviation is the line of the list as its language writes it, so that a
/// translator who disagrees knows what to look up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason<'s> {
    /// The text is over.
    End,
    /// A blank line.
    BlankLine,
    /// A line that begins with the marker of a list item, heading, quotation or dialogue.
    BlockMarker,
    /// A closing mark before what can begin a sentence.
    Mark,
    /// A full stop without a space before a word that begins a sentence.
    MissingSpace,
    /// A closing mark before a lower-case word after an ordinary word: `laminar. pH stays near 7`.
    LowercaseStart,
    /// An ellipsis before a capital or a number.
    Ellipsis,
    /// A listed abbreviation.
    Abbreviation {
        /// Its class.
        class: AbbreviationClass,
        /// The entry of the list.
        entry: &'s str,
    },
    /// A unit after a figure: the full stop is the sentence's.
    Unit,
    /// The initial of a name.
    Initial,
    /// Letters with full stops between them: `U.S.`, `О.Н.У.`.
    Acronym,
    /// A word without a vowel, unknown to the lists: no word ends so.
    Vowelless,
    /// The first word of a bracket: `(букв. «Восход»)`.
    Label,
    /// The number or letter of a list item or section at the start of its segment.
    ListMarker,
    /// What follows goes on in lower case.
    LowercaseNext,
    /// A dash and a lower-case word: the speech tag of a dialogue.
    SpeechTag,
    /// A comma, colon or the like follows.
    Continues,
    /// The mark belongs to a name in quotation marks: «Что? Где? Когда?».
    QuotedName,
    /// An ellipsis at the very start of its segment.
    LeadingEllipsis,
    /// A rule of an SRX file.
    Rule {
        /// Its number in its list, from 1.
        number: usize,
        /// The name of its list.
        list: &'s str,
        /// Its line in the file.
        line: usize,
    },
}

impl Reason<'_> {
    /// A short name that does not change between versions: `abbreviation`, `initial`.
    pub fn name(&self) -> &'static str {
        match self {
            Reason::End => "end",
            Reason::BlankLine => "blank-line",
            Reason::BlockMarker => "block-marker",
            Reason::Mark => "mark",
            Reason::MissingSpace => "missing-space",
            Reason::LowercaseStart => "lowercase-start",
            Reason::Ellipsis => "ellipsis",
            Reason::Abbreviation { .. } => "abbreviation",
            Reason::Unit => "unit",
            Reason::Initial => "initial",
            Reason::Acronym => "acronym",
            Reason::Vowelless => "vowelless",
            Reason::Label => "label",
            Reason::ListMarker => "list-marker",
            Reason::LowercaseNext => "lowercase-next",
            Reason::SpeechTag => "speech-tag",
            Reason::Continues => "continues",
            Reason::QuotedName => "quoted-name",
            Reason::LeadingEllipsis => "leading-ellipsis",
            Reason::Rule { .. } => "rule",
        }
    }
}

impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self {
            Reason::Abbreviation { class, entry } => write!(f, " \"{entry}.\" ({class:?})"),
            Reason::Rule { number, list, line } => {
                write!(f, " {number} of \"{list}\" (line {line})")
            }
            _ => Ok(()),
        }
    }
}
