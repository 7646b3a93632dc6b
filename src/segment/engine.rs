//! The segmenter: the rules of one language, ready to cut any text.
//!
//! [`Segmenter::decisions`] gives every place where a segment could end and what was decided there;
//! [`Segmenter::segments`] what lies between those that end. Nothing is allocated for a segment,
//! and every look to the left or right is bounded, so that the cost is that of the text's length
//! whatever the text is.

use super::chars::is_blank;
use super::reason::Reason;
use super::right::skip_blank;
use super::scanner::Scanner;
use crate::lang::Language;
use crate::lang::breaks::{AbbreviationClass, INTERNATIONAL};
use crate::text::Span;
use hashbrown::{HashMap, HashSet};
use std::borrow::Cow;

/// Cuts text by the rules of one language.
pub struct Segmenter {
    abbreviations: HashMap<Cow<'static, str>, AbbreviationClass>,
    units: HashSet<&'static str>,
    starters: HashSet<&'static str>,
    particles: HashSet<&'static str>,
    date_openers: HashSet<&'static str>,
    /// Bytes of the longest abbreviation.
    longest: usize,
    /// Characters of the longest unit.
    longest_unit: usize,
}

/// One place that was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision<'s> {
    /// The mark with all that closes after it; empty at a line's end.
    pub mark: Span,
    /// Whether a segment ends here.
    pub breaks: bool,
    /// Why.
    pub reason: Reason<'s>,
}

/// A segment of a text and why it ends where it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'s> {
    /// Its bytes, without white space at either end.
    pub span: Span,
    /// Why it ends.
    pub reason: Reason<'s>,
}

impl Segmenter {
    /// A segmenter by the rules of `language`.
    pub fn new(language: &Language) -> Segmenter {
        let data = language.breaks;
        let mut abbreviations = HashMap::new();
        for (class, entries) in data.abbreviations.iter().chain(INTERNATIONAL) {
            for entry in entries.split_whitespace() {
                abbreviations.entry(Cow::Borrowed(entry)).or_insert(*class);
            }
        }
        let units: HashSet<&str> = data.units.split_whitespace().collect();
        let longest_unit = units.iter().map(|unit| unit.chars().count()).max();
        Segmenter {
            longest_unit: longest_unit.unwrap_or(0),
            longest: longest(&abbreviations),
            abbreviations,
            units,
            starters: data.starters.split_whitespace().collect(),
            particles: data.particles.split_whitespace().collect(),
            date_openers: data.date_openers.split_whitespace().collect(),
        }
    }

    /// The same with abbreviations of a project's own, which outrank the lists; written as these
    /// are, without spaces and without the last full stop.
    pub fn with_abbreviations(
        mut self,
        entries: impl IntoIterator<Item = (AbbreviationClass, String)>,
    ) -> Segmenter {
        let entries = entries.into_iter();
        self.abbreviations
            .extend(entries.map(|(class, entry)| (Cow::Owned(entry), class)));
        self.longest = longest(&self.abbreviations);
        self
    }

    /// The segments of `text`, white space between them left out.
    ///
    /// ```
    /// use entente::lang::Language;
    /// use entente::segment::Segmenter;
    ///
    /// let segmenter = Segmenter::new(Language::for_code("fr").unwrap());
    /// let text = "M. Roux arrive vers 240 av. J.-C. Il repart.";
    /// let cut: Vec<&str> = segmenter.segments(text).map(|piece| &text[piece.span.range()]).collect();
    /// assert_eq!(cut, ["M. Roux arrive vers 240 av. J.-C.", "Il repart."]);
    /// ```
    pub fn segments<'s>(&'s self, text: &'s str) -> impl Iterator<Item = Piece<'s>> {
        self.segments_around(text, &[])
    }

    /// The segments of `text`, marks inside the `protected` spans not counting.
    pub fn segments_around<'s>(
        &'s self,
        text: &'s str,
        protected: &'s [Span],
    ) -> impl Iterator<Item = Piece<'s>> {
        let mut decisions = self.decisions(text, protected).filter(|found| found.breaks);
        let mut start = skip_blank(text, 0).0;
        std::iter::from_fn(move || {
            while start < text.len() {
                let (end, reason) = match decisions.next() {
                    Some(found) => (found.mark.end, found.reason),
                    None => (text.len(), Reason::End),
                };
                let ink = text[start.min(end)..end].trim_end_matches(is_blank);
                let span = Span::new(start, start + ink.len());
                start = skip_blank(text, end.max(start)).0;
                if !span.is_empty() {
                    return Some(Piece { span, reason });
                }
            }
            None
        })
    }

    /// Every place of `text` where a segment could end, in order, with what was decided.
    pub fn decisions<'s, 'p>(
        &'s self,
        text: &'s str,
        protected: &'p [Span],
    ) -> impl Iterator<Item = Decision<'s>> + use<'s, 'p> {
        Scanner::new(self, text, protected)
    }

    /// The class of the abbreviation `written`, and its entry.
    pub(super) fn abbreviation(&self, written: &str) -> Option<(AbbreviationClass, &str)> {
        let mut entry = Entry::default();
        let (mut letters, mut capitals, mut small) = (0, 0, true);
        for c in written
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '\u{AD}')
        {
            let c = if c == '\u{2011}' { '-' } else { c };
            // A capital after the first letter makes it another word: `Н. Э.` are initials, `IT.` is
            // an acronym.
            let own = is_small(c);
            capitals += usize::from(!own && letters > 0 && c.is_uppercase());
            (letters, small) = (letters + 1, small && own);
            entry.push(c)?;
            // No letter of our languages is shorter in lower case.
            if entry.len > self.longest {
                return None;
            }
        }
        let find = |entry: &Entry| {
            let found = self.abbreviations.get_key_value(entry.as_str());
            found.map(|(entry, &class)| (class, entry.as_ref()))
        };
        let found = find(&entry);
        // One capital is an initial: `B.` is not `b.` (born).
        let initial = letters <= 1 && written.starts_with(char::is_uppercase);
        if found.is_some() || small || capitals > 0 || initial {
            return found;
        }
        find(&entry.lowered()?)
    }

    /// Whether `word` after a figure is a unit.
    pub(super) fn is_unit(&self, word: &str) -> bool {
        // Few words are short enough, and no letter is fewer in lower case.
        word.chars().nth(self.longest_unit).is_none()
            && lowered(word, false, |entry| self.units.contains(entry))
    }

    /// Whether `word`, capitalised, can only start a sentence.
    pub(super) fn is_starter(&self, word: &str, elided: bool) -> bool {
        lowered(word, elided, |entry| self.starters.contains(entry))
    }

    /// Whether a date that opens a sentence may begin with `word`.
    pub(super) fn opens_date(&self, word: &str) -> bool {
        lowered(word, false, |entry| self.date_openers.contains(entry))
    }

    /// Whether `word` also begins surnames.
    pub(super) fn is_particle(&self, word: &str, elided: bool) -> bool {
        lowered(word, elided, |entry| self.particles.contains(entry))
    }
}

/// Bytes of the longest entry.
fn longest(abbreviations: &HashMap<Cow<'static, str>, AbbreviationClass>) -> usize {
    abbreviations
        .keys()
        .map(|entry| entry.len())
        .max()
        .unwrap_or(0)
}

/// Asks `known` for `word` in lower case, first with its apostrophe.
fn lowered(word: &str, elided: bool, known: impl Fn(&str) -> bool) -> bool {
    let mut entry = Entry::default();
    if word.chars().any(|c| entry.push_lowered(c).is_none()) {
        return false;
    }
    known(entry.as_str()) || (elided && entry.push('\'').is_some() && known(entry.as_str()))
}

/// Whether `c` is the same in lower case; most letters of our languages need no search in a table.
fn is_small(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => !c.is_ascii_uppercase(),
        'а'..='я' | 'à'..='ö' | 'ø'..='ÿ' => true,
        _ => c.to_lowercase().eq([c]),
    }
}

/// Text of an entry on the stack.
struct Entry {
    bytes: [u8; ENTRY_BYTES],
    len: usize,
}

/// Longest text that is looked up: the longest entry has 24 bytes.
const ENTRY_BYTES: usize = 40;

impl Default for Entry {
    fn default() -> Entry {
        Entry {
            bytes: [0; ENTRY_BYTES],
            len: 0,
        }
    }
}

impl Entry {
    /// Adds `c`; `None` when the text is longer than any entry.
    fn push(&mut self, c: char) -> Option<()> {
        let place = self.bytes.get_mut(self.len..self.len + c.len_utf8())?;
        c.encode_utf8(place);
        self.len += c.len_utf8();
        Some(())
    }

    fn lowered(&self) -> Option<Entry> {
        let mut entry = Entry::default();
        for c in self.as_str().chars() {
            entry.push_lowered(c)?;
        }
        Some(entry)
    }

    /// Adds `c` in lower case.
    fn push_lowered(&mut self, c: char) -> Option<()> {
        match is_small(c) {
            true => self.push(c),
            false => c.to_lowercase().try_for_each(|c| self.push(c)),
        }
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_letter_is_one_that_lower_case_keeps() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_small(c), c.to_lowercase().eq([c]), "{c:?}");
        }
    }

    #[test]
    fn an_abbreviation_is_found_in_any_spelling_of_its_own() {
        let segmenter = Segmenter::new(Language::for_code("ru").unwrap());
        let entry = |written| segmenter.abbreviation(written).map(|(_, entry)| entry);
        for (written, found) in [
            ("т. е", Some("т.е")),
            ("т.\u{A0}е", Some("т.е")),
            ("Т. е", Some("т.е")),
            ("Т. Е", None),
            ("ра\u{AD}кета", None),
            ("e.\u{2011}mail", None),
            ("самыйдлинныйизвсехсокращений", None),
        ] {
            assert_eq!(entry(written), found, "{written}");
        }
    }
}
