//! Joints: what the word before a term becomes when the term is replaced by another.
//!
//! For `la fusée porteuse` stands `le lanceur`, for `de l’antenne` `du récepteur`, for `an orbiter`
//! `a probe`, for `об аппарате` `о спутнике`. Each language says which of its words change with what
//! follows; this file has the types in which it says so.

use super::forms::Gender;

/// A term as the word before it sees it.
#[derive(Clone, Copy, Debug)]
pub struct Follower<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its gender, when known.
    pub gender: Option<Gender>,
    /// Whether it stands in the plural.
    pub plural: bool,
}

/// What stands before the new term instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joint {
    /// Bytes at the end of the text before that are replaced.
    pub replaced: usize,
    /// What may stand there, the likeliest first; never empty.
    pub candidates: Vec<String>,
}

/// What the end of `before` becomes when `old`, which follows it, gives way to `new`; `None` when it
/// stays.
pub type JointRule = fn(before: &str, old: Follower<'_>, new: Follower<'_>) -> Option<Joint>;

/// How a language joins a term to the words around it.
#[derive(Debug)]
pub struct JointRules {
    /// What the word before becomes.
    pub before: JointRule,
    /// The gender that the form of a term shows, where that is sure.
    pub gender: fn(&str) -> Option<Gender>,
    /// Whether other words of the sentence agree with a noun in gender.
    pub agrees: bool,
}

/// `word` with the capital that `like` has.
pub(super) fn capital_as(like: &str, word: &str) -> String {
    let mut letters = word.chars();
    match (like.chars().next(), letters.next()) {
        (Some(first), Some(own)) if first.is_uppercase() => {
            own.to_uppercase().chain(letters).collect()
        }
        _ => word.to_owned(),
    }
}

/// The last word of `text` that stands before exactly one space (of any kind), with that space;
/// nothing when no word or another character does.
pub(super) fn last_word(text: &str) -> Option<(&str, &str)> {
    let space = text
        .chars()
        .next_back()
        .filter(|c| c.is_whitespace() && *c != '\n')?;
    let rest = &text[..text.len() - space.len_utf8()];
    let start = rest
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphabetic())
        .last()?
        .0;
    // A letter after an apostrophe or a hyphen is the end of another word.
    let joined = rest[..start].ends_with(['\'', '’', '-', '\u{2011}']);
    (!joined).then_some((&rest[start..], &text[rest.len()..]))
}
