//! The break engine: one pass over the marks of a text.
//!
//! The scanner jumps from one byte that matters to the next (marks, quotation marks, brackets,
//! line ends), takes a mark with all that closes after it, looks a few characters to the left and
//! to the right, and lets [`rules`](super::rules) decide. It allocates nothing, and every look is
//! bounded, so that the cost is that of the text's length whatever the text is.

use super::chars::{is_blank, is_closer, is_loud, is_mark, is_superscript};
use super::reason::Reason;
use super::right::{Right, block_marker, skip_blank};
use super::rules::{self, Place};
use crate::lang::Language;
use crate::lang::breaks::{AbbreviationClass, INTERNATIONAL};
use crate::text::Span;
use hashbrown::{HashMap, HashSet};

/// Cuts text by the rules of one language.
pub struct Segmenter {
    abbreviations: HashMap<&'static str, AbbreviationClass>,
    starters: HashSet<&'static str>,
    particles: HashSet<&'static str>,
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
            for entry in *entries {
                abbreviations.entry(*entry).or_insert(*class);
            }
        }
        Segmenter {
            abbreviations,
            starters: data.starters.iter().copied().collect(),
            particles: data.particles.iter().copied().collect(),
        }
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
    pub fn decisions<'s>(
        &'s self,
        text: &'s str,
        protected: &'s [Span],
    ) -> impl Iterator<Item = Decision<'s>> {
        Scanner {
            segmenter: self,
            text,
            at: 0,
            start: skip_blank(text, 0).0,
            protected,
            quote: None,
            straight: false,
            bracket: None,
        }
    }

    /// The class of the abbreviation `written`, and its entry.
    pub(super) fn abbreviation(&self, written: &str) -> Option<(AbbreviationClass, &str)> {
        let mut entry = Entry::default();
        let (mut small, mut letters) = (0, 0);
        for c in written
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '\u{AD}')
        {
            let c = if c == '\u{2011}' { '-' } else { c };
            small += usize::from(c.is_lowercase());
            letters += usize::from(c.is_alphabetic());
            entry.push(c)?;
        }
        let found = self.abbreviations.get_key_value(entry.as_str());
        // A word in capitals is an acronym or shouted: `IT.`, `NO.` are no abbreviations.
        let shouted = small == 0 && letters > 1 && !entry.as_str().contains('.');
        if found.is_some() || shouted {
            return found.map(|(&entry, &class)| (class, entry));
        }
        let lowered = entry.lowered()?;
        let found = self.abbreviations.get_key_value(lowered.as_str());
        found.map(|(&entry, &class)| (class, entry))
    }

    /// Whether `word`, capitalised, can only start a sentence.
    pub(super) fn is_starter(&self, word: &str, elided: bool) -> bool {
        lowered(word, elided, |entry| self.starters.contains(entry))
    }

    /// Whether `word` also begins surnames.
    pub(super) fn is_particle(&self, word: &str, elided: bool) -> bool {
        lowered(word, elided, |entry| self.particles.contains(entry))
    }
}

/// Asks `known` for `word` in lower case, first with its apostrophe.
fn lowered(word: &str, elided: bool, known: impl Fn(&str) -> bool) -> bool {
    let mut entry = Entry::default();
    let pushed = word
        .chars()
        .flat_map(char::to_lowercase)
        .all(|c| entry.push(c).is_some());
    if !pushed {
        return false;
    }
    known(entry.as_str()) || (elided && entry.push('\'').is_some() && known(entry.as_str()))
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
        for c in self.as_str().chars().flat_map(char::to_lowercase) {
            entry.push(c)?;
        }
        Some(entry)
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

/// The pass over one text.
struct Scanner<'s> {
    segmenter: &'s Segmenter,
    text: &'s str,
    at: usize,
    /// Where the segment under way begins.
    start: usize,
    /// Protected spans that are still ahead.
    protected: &'s [Span],
    /// Where the innermost open quotation begins.
    quote: Option<usize>,
    /// A straight quotation mark is open.
    straight: bool,
    /// Where the last open bracket begins.
    bracket: Option<usize>,
}

impl<'s> Iterator for Scanner<'s> {
    type Item = Decision<'s>;

    fn next(&mut self) -> Option<Decision<'s>> {
        while let Some(offset) = self.text.as_bytes()[self.at..]
            .iter()
            .position(|&byte| matters(byte))
        {
            let at = self.at + offset;
            let c = self.text[at..].chars().next()?;
            self.at = at + c.len_utf8();
            let decision = if self.is_protected(at) {
                None
            } else if is_mark(c) {
                self.mark(at)
            } else if super::chars::is_line_break(c) {
                self.line_end(at)
            } else {
                self.note(c, at);
                None
            };
            if let Some(decision) = decision {
                if decision.breaks {
                    self.start = skip_blank(self.text, decision.mark.end).0;
                }
                return Some(decision);
            }
        }
        None
    }
}

/// Whether a character that begins with `byte` may be a mark, quotation mark, bracket or line end.
fn matters(byte: u8) -> bool {
    matches!(
        byte,
        b'.' | b'!'
            | b'?'
            | b'\n'
            | b'\r'
            | b'"'
            | b'('
            | b'['
            | b')'
            | b']'
            | 0xC2
            | 0xE2
            | 0xE3
            | 0xEF
    )
}

impl<'s> Scanner<'s> {
    fn is_protected(&mut self, at: usize) -> bool {
        while let [first, rest @ ..] = self.protected
            && first.end <= at
        {
            self.protected = rest;
        }
        self.protected.first().is_some_and(|span| span.start <= at)
    }

    /// Keeps account of an opening or closing quotation mark or bracket at `at`.
    fn note(&mut self, c: char, at: usize) {
        let before = self.text[..at].chars().next_back();
        let opens = before
            .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '«' | '—' | '–' | '-'));
        match c {
            '«' | '„' | '‹' => self.quote = Some(at),
            '“' | '‘' if opens => self.quote = Some(at),
            '»' | '›' | '”' | '“' => self.quote = None,
            '"' => {
                self.straight = opens;
                self.quote = opens.then_some(at);
            }
            '(' | '[' => self.bracket = Some(at),
            ')' | ']' => self.bracket = None,
            _ => {}
        }
    }

    /// Decides the marks that begin at `at`.
    fn mark(&mut self, at: usize) -> Option<Decision<'s>> {
        let text = self.text;
        let mut marks = Span::new(at, self.marks_end(at));
        let mut end = self.closers_end(marks.end);
        let mut enclosed = false;
        // `« Ne pas ouvrir ! ».`: the mark after the closers is the one that counts.
        while end > marks.end && text[end..].starts_with(is_mark) {
            enclosed = true;
            marks = Span::new(end, self.marks_end(end));
            end = self.closers_end(marks.end);
        }
        self.at = end;
        let right = Right::after(text, end);
        let place = Place {
            text,
            marks,
            end,
            start: self.start,
            enclosed,
            quote: self.quote,
            bracket: self.bracket,
            right,
        };
        let (breaks, reason) = rules::decide(self.segmenter, &place)?;
        Some(Decision {
            mark: Span::new(at, end),
            breaks,
            reason,
        })
    }

    /// The end of the run of marks that begins at `at`, spaces between them included: `? !`, `. . .`.
    fn marks_end(&self, at: usize) -> usize {
        let text = self.text;
        let mut end = at;
        let mut chars = text[at..].char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            if is_mark(c) {
                end = at + offset + c.len_utf8();
                continue;
            }
            let spaced = matches!(c, ' ' | '\u{A0}' | '\u{202F}')
                && chars.peek().is_some_and(|&(offset, next)| {
                    let rest = &text[at + offset + next.len_utf8()..];
                    is_loud(next) || (next == '.' && !rest.starts_with(char::is_alphanumeric))
                });
            if !spaced {
                break;
            }
        }
        end
    }

    /// The end of quotation marks, brackets and note marks that close after `at`.
    fn closers_end(&mut self, at: usize) -> usize {
        let mut end = at;
        while let Some(next) = self.closer_end(end, end == at) {
            end = next;
        }
        end
    }

    /// The end of the one closer at `at`, if one stands there.
    fn closer_end(&mut self, at: usize, first: bool) -> Option<usize> {
        let rest = &self.text[at..];
        let mut chars = rest.chars();
        let c = chars.next()?;
        let after = chars.next();
        let free = after.is_none_or(|c| !c.is_alphanumeric());
        let end = at + c.len_utf8();
        match c {
            '»' | '›' | '”' => self.quote = None,
            ')' | ']' | '}' => self.bracket = None,
            '"' if self.straight || free => {
                self.straight = false;
                self.quote = None;
            }
            '\'' | '*' | '_' | '`' | '~' if free => {}
            '[' => return note_mark(rest).map(|len| at + len),
            c if is_superscript(c) => {}
            c if is_closer(c) && free => self.quote = None,
            ' ' | '\u{A0}' | '\u{202F}' => {
                return match after {
                    Some(closer @ ('»' | '›')) => {
                        self.quote = None;
                        Some(end + closer.len_utf8())
                    }
                    Some('"') if self.straight && !rest[2..].starts_with(char::is_alphanumeric) => {
                        self.straight = false;
                        Some(end + 1)
                    }
                    Some('[') if first => note_mark(&self.text[end..]).map(|len| end + len),
                    _ => None,
                };
            }
            _ => return None,
        }
        Some(end)
    }

    /// Decides the end of a line that no mark closes.
    fn line_end(&mut self, at: usize) -> Option<Decision<'s>> {
        let (ink, lines) = skip_blank(self.text, at);
        self.at = ink;
        if ink == self.text.len() || self.start >= at {
            return None;
        }
        let reason = if lines > 1 {
            self.quote = None;
            self.straight = false;
            self.bracket = None;
            Reason::BlankLine
        } else {
            let before = self.text[self.start..at].trim_end_matches(is_blank);
            let closed = before.ends_with(['.', '!', '?', '…', ':', ';', '»'])
                || block_marker(&self.text[self.start..]).is_some();
            let sure = block_marker(&self.text[ink..])?;
            if !sure && !closed {
                return None;
            }
            Reason::BlockMarker
        };
        Some(Decision {
            mark: Span::empty(at),
            breaks: true,
            reason,
        })
    }
}

/// The length of a note mark at the start of `text`: `[17]`, `[3, 4]`, `[note 2]`, `[b]`.
fn note_mark(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('[')?;
    let end = inside.char_indices().take(12).find(|&(_, c)| c == ']')?.0;
    let label = &inside[..end];
    let digits = label.chars().filter(char::is_ascii_digit).count();
    let letters = label.chars().filter(|c| c.is_alphabetic()).count();
    let short = (1..=6).contains(&digits) && letters <= 6
        || digits == 0 && letters == 1 && label.len() <= 2;
    short.then_some(end + 2)
}
