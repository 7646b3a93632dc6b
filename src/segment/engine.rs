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
        let find = |entry: &str| {
            let found = self.abbreviations.get_key_value(entry);
            found.map(|(entry, &class)| (class, entry.as_ref()))
        };
        if is_plain(written) {
            if !self.outlines.may_hold(written) {
                return None;
            }
            let known = find(written);
            return match known.is_none() && is_capitalised(written) {
                true => find(lowered(written)?.as_str()),
                false => known,
            };
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
        let found = find(entry.as_str());
        // One capital is an initial: `B.` is not `b.` (born).
        let initial = letters <= 1 && written.starts_with(char::is_uppercase);
        if found.is_some() || small || capitals > 0 || initial {
            return found;
        }
        find(lowered(entry.as_str())?.as_str())
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
        if !elided && is_plain(word) && !self.outlines.may_hold(word) {
            return false;
        }
        let Some(mut entry) = lowered(word) else {
            return false;
        };
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
    /// Whether `written`, which is plain, may be in the list, in any case.
    fn may_hold(&self, written: &str) -> bool {
        let outline = Outlines::of(written);
        self.0[outline / 64] & 1 << (outline % 64) != 0
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

/// Whether `written` is spelt as in a list but for its case, which does not change its length.
fn is_plain(written: &str) -> bool {
    let plain = |byte: u8| matches!(byte, b'!'..=b'~' | 0x80..=0xBF | 0xC3 | 0xD0 | 0xD1);
    written.bytes().all(plain)
}

/// Whether the first letter of `written`, which is plain, is its only capital, but not its only letter:
/// `Рис` may be `рис`, and `B` (an initial), `IT` and `Н.Э` are themselves.
fn is_capitalised(written: &str) -> bool {
    let mut chars = written.chars();
    let capital = chars.next().is_some_and(|first| !is_small(first));
    capital && !chars.as_str().is_empty() && chars.all(is_small)
}

/// `word` in lower case; `None` when it is longer than any entry.
fn lowered(word: &str) -> Option<Entry> {
    let mut entry = Entry::default();
    word.chars().try_for_each(|c| entry.push_lowered(c))?;
    Some(entry)
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
                let small = entry.chars().all(is_small);
                let upper: String = entry.chars().flat_map(char::to_uppercase).collect();
                for written in [entry, &upper] {
                    let held = !is_plain(written) || words.outlines.may_hold(written);
                    assert!(held, "{written}");
                }
                assert!(words.holds(entry, false) || !small, "{entry}");
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
            ("Н.э", Some("н.э")),
            ("Н.Э", None),
            ("рИс", None),
            ("Р\u{AD}ис", Some("рис")),
        ] {
            assert_eq!(entry(written), found, "{written}");
        }
    }
}
