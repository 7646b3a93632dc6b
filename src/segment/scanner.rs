//! The pass over a text: from one mark to the next.
//!
//! The scanner jumps from one byte that matters to the next (marks, quotation marks, brackets,
//! line ends), takes a run of marks with all that closes after it, looks a few characters to the
//! left and to the right, and lets [`rules`](super::rules) decide.

use super::chars::{is_blank, is_line_break, is_loud, is_mark};
use super::closers::Open;
use super::engine::{Decision, Segmenter};
use super::reason::Reason;
use super::right::{Right, block_marker, skip_blank, word_follows};
use super::rules::{self, Place};
use crate::text::Span;

/// The pass over one text.
pub(super) struct Scanner<'s, 'p> {
    segmenter: &'s Segmenter,
    text: &'s str,
    at: usize,
    /// Where the segment under way begins.
    start: usize,
    /// Protected spans that are still ahead.
    protected: &'p [Span],
    /// Quotations and brackets that are open.
    open: Open,
}

impl<'s, 'p> Scanner<'s, 'p> {
    pub(super) fn new(segmenter: &'s Segmenter, text: &'s str, protected: &'p [Span]) -> Self {
        Scanner {
            segmenter,
            text,
            at: 0,
            start: skip_blank(text, 0).0,
            protected,
            open: Open::default(),
        }
    }
}

impl<'s> Iterator for Scanner<'s, '_> {
    type Item = Decision<'s>;

    fn next(&mut self) -> Option<Decision<'s>> {
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            let at = self.at + rest.iter().position(|&byte| MATTERS[usize::from(byte)])?;
            let c = self.text[at..].chars().next()?;
            self.at = at + c.len_utf8();
            let decision = if self.is_protected(at) {
                None
            } else if is_mark(c) {
                self.mark(at)
            } else if is_line_break(c) {
                self.line_end(at)
            } else {
                self.open.see(c, self.text, at);
                None
            };
            if let Some(decision) = decision {
                if decision.breaks {
                    self.start = skip_blank(self.text, decision.mark.end).0;
                }
                return Some(decision);
            }
        }
    }
}

/// Whether a character that begins with a byte may be a mark, quotation mark, bracket or line end.
static MATTERS: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b".!?\n\r\"()[]\xC2\xE2\xE3\xEF";
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

impl<'s> Scanner<'s, '_> {
    fn is_protected(&mut self, at: usize) -> bool {
        while let [first, rest @ ..] = self.protected
            && first.end <= at
        {
            self.protected = rest;
        }
        self.protected.first().is_some_and(|span| span.start <= at)
    }

    /// Decides the marks that begin at `at`.
    fn mark(&mut self, at: usize) -> Option<Decision<'s>> {
        let text = self.text;
        if self.at == text.len() {
            // Most blocks end with their only mark.
            return None;
        }
        let mut marks = Span::new(at, marks_end(text, at));
        let mut end = self.open.closers_end(text, marks.end);
        let mut enclosed = false;
        // `« Ne pas ouvrir ! ».`: the mark after the closers is the one that counts.
        while end > marks.end && text[end..].starts_with(is_mark) {
            enclosed = true;
            marks = Span::new(end, marks_end(text, end));
            end = self.open.closers_end(text, marks.end);
        }
        self.at = end;
        let place = Place {
            text,
            marks,
            end,
            start: self.start,
            enclosed,
            quote: self.open.quote,
            bracket: self.open.bracket,
            right: Right::after(text, end),
        };
        let (breaks, reason) = rules::decide(self.segmenter, &place)?;
        Some(Decision {
            mark: Span::new(at, end),
            breaks,
            reason,
        })
    }

    /// Decides the end of a line that no mark closes.
    fn line_end(&mut self, at: usize) -> Option<Decision<'s>> {
        let (ink, lines) = skip_blank(self.text, at);
        self.at = ink;
        if ink == self.text.len() || self.start >= at {
            return None;
        }
        let reason = if lines > 1 {
            self.open = Open::default();
            Reason::BlankLine
        } else if self.begins_block(at, ink) {
            Reason::BlockMarker
        } else {
            return None;
        };
        Some(Decision {
            mark: Span::empty(at),
            breaks: true,
            reason,
        })
    }

    /// Whether the line at `ink`, after one that ends at `at`, begins with the marker of a block:
    /// a dash or a number is one only where a sentence could begin.
    fn begins_block(&self, at: usize, ink: usize) -> bool {
        let Some(sure) = block_marker(&self.text[ink..]) else {
            return false;
        };
        let segment = &self.text[self.start..at];
        let closed = segment.trim_end_matches(is_blank);
        sure || closed.ends_with(['.', '!', '?', '…', ':', ';', '»'])
            || block_marker(segment).is_some()
    }
}

/// The end of the run of marks that begins at `at`, spaces between them included: `? !`, `. . .`.
fn marks_end(text: &str, at: usize) -> usize {
    if let [b'.' | b'!' | b'?', rest @ ..] = &text.as_bytes()[at..]
        && word_follows(rest)
    {
        return at + 1;
    }
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
