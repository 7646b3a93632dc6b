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
    /// The outlines of `abbreviations`.
    outlines: Outlines,
    units: Words,
    starters: Words,
    particles: Words,
    date_openers: Words,
    /// Bytes of the longest abbreviation.
    longest: usize,
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
        Segmenter {
            longest: longest(&abbreviations),
            outlines: abbreviations.keys().map(AsRef::as_ref).collect(),
            abbreviations,
            units: Words::new(data.units),
            starters: Words::new(data.starters),
            particles: Words::new(data.particles),
            date_openers: Words::new(data.date_openers),
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
        self.outlines = self.abbreviations.keys().map(AsRef::as_ref).collect();
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
        if !self.outlines.may_hold(written) {
            return None;
        }
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
        self.units.holds(word, false)
    }

    /// Whether `word`, capitalised, can only start a sentence.
    pub(super) fn is_starter(&self, word: &str, elided: bool) -> bool {
        self.starters.holds(word, elided)
    }

    /// Whether a date that opens a sentence may begin with `word`.
    pub(super) fn opens_date(&self, word: &str) -> bool {
        self.date_openers.holds(word, false)
    }

    /// Whether `word` also begins surnames.
    pub(super) fn is_particle(&self, word: &str, elided: bool) -> bool {
        self.particles.holds(word, elided)
    }
}

/// A list of words in lower case.
struct Words {
    entries: HashSet<&'static str>,
    outlines: Outlines,
}

impl Words {
    fn new(list: &'static str) -> Words {
        Words {
            entries: list.split_whitespace().collect(),
            outlines: list.split_whitespace().collect(),
        }
    }

    /// Whether `word` is one of them in any case, or with `elided` and an apostrophe after it.
    fn holds(&self, word: &str, elided: bool) -> bool {
        let mut entry = Entry::default();
        if !(elided || self.outlines.may_hold(word))
            || word.chars().any(|c| entry.push_lowered(c).is_none())
        {
            return false;
        }
        let known = |entry: &Entry| self.entries.contains(entry.as_str());
        known(&entry) || (elided && entry.push('\'').is_some() && known(&entry))
    }
}

/// First and last letter and length of each word of a list: what most words that are sought differ in.
///
/// A look at them costs a tenth of spelling a word as the list has it and seeking that.
struct Outlines(Box<[u64; OUTLINES / 64]>);

/// Room for outlines, in bits: with the four hundred entries of the longest list one in forty is set.
const OUTLINES: usize = 1 << 14;

impl<'e> FromIterator<&'e str> for Outlines {
    fn from_iter<I: IntoIterator<Item = &'e str>>(entries: I) -> Outlines {
        let mut bits = Box::new([0; OUTLINES / 64]);
        for entry in entries {
            let outline = Outlines::of(entry);
            bits[outline / 64] |= 1 << (outline % 64);
        }
        Outlines(bits)
    }
}

impl Outlines {
    /// Whether `written` may be in the list, in any case.
    fn may_hold(&self, written: &str) -> bool {
        // Only signs that stay as long as they are when they are spelt as in a list.
        let plain = |byte: u8| matches!(byte, b'!'..=b'~' | 0x80..=0xBF | 0xC3 | 0xD0 | 0xD1);
        let outline = Outlines::of(written);
        let set = self.0[outline / 64] & 1 << (outline % 64) != 0;
        set || !written.bytes().all(plain)
    }

    /// The outline of `word`, the same in lower case.
    fn of(word: &str) -> usize {
        let small = |c: Option<char>| {
            let c = c.unwrap_or_default();
            let small = match is_small(c) {
                true => Some(c),
                false => c.to_lowercase().next(),
            };
            small.map_or(0, u32::from) as usize
        };
        let ends = small(word.chars().next()) * 31 + small(word.chars().next_back()) * 1009;
        (ends + word.len() * 7919) % OUTLINES
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
    fn every_entry_of_a_list_has_its_outline_in_any_case() {
        let lists = Language::for_code("fr").unwrap().breaks;
        let abbreviations = lists.abbreviations.iter().map(|(_, entries)| *entries);
        for list in abbreviations.chain([lists.units, lists.starters, "№ ÿ ё é.-c а\u{301}"])
        {
            let words = Words::new(list);
            for entry in list.split_whitespace() {
                let upper: String = entry.chars().flat_map(char::to_uppercase).collect();
                assert!(words.outlines.may_hold(entry), "{entry}");
                assert!(words.outlines.may_hold(&upper), "{upper}");
            }
            assert!(!words.holds("packets", false));
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
