//! What closes after a mark and belongs to the sentence it ends.
//!
//! Quotation marks, brackets, note marks (`[3]`, `¹`), omissions (`[…]`) and emoji stay with the
//! sentence before them: `« Tout va bien. » Puis` ends after the guillemet. A straight quotation
//! mark says by its neighbours, or by the one that is open, whether it closes.

use super::chars::{is_closer, is_emoji, is_line_break, is_superscript};
use super::right::{skip_blank, word_follows};

/// Quotations and brackets that are open, innermost only.
#[derive(Clone, Copy, Default)]
pub(super) struct Open {
    /// Where the last quotation that is still open begins.
    pub(super) quote: Option<usize>,
    /// Where the last bracket that is still open begins.
    pub(super) bracket: Option<usize>,
    /// A straight quotation mark is open.
    straight: bool,
}

impl Open {
    /// Keeps account of a quotation mark or bracket `c` at `at`.
    pub(super) fn see(&mut self, c: char, text: &str, at: usize) {
        let opens = || {
            let before = text[..at].chars().next_back();
            before.is_none_or(|c| {
                c.is_whitespace() || matches!(c, '(' | '[' | '«' | '“' | '—' | '–' | '-' | '/')
            })
        };
        match c {
            '«' | '„' | '‹' => self.quote = Some(at),
            '“' | '‘' if opens() => self.quote = Some(at),
            '"' if opens() => {
                self.straight = true;
                self.quote = Some(at);
            }
            '(' | '[' => self.bracket = Some(at),
            _ => self.close(c),
        }
    }

    fn close(&mut self, c: char) {
        match c {
            '"' => {
                self.straight = false;
                self.quote = None;
            }
            '»' | '›' | '”' | '“' => self.quote = None,
            ')' | ']' | '}' => self.bracket = None,
            _ => {}
        }
    }

    /// The end of all that closes after the marks that end at `at`.
    pub(super) fn closers_end(&mut self, text: &str, at: usize) -> usize {
        if word_follows(&text.as_bytes()[at..]) {
            return at;
        }
        let mut end = at;
        loop {
            let spaced = text[end..].starts_with([' ', '\u{A0}', '\u{202F}']);
            let next = if spaced {
                self.spaced_closer(text, end)
            } else {
                self.closer(text, end)
            };
            match next {
                Some(next) => end = next,
                None => return end,
            }
        }
    }

    /// The end of the closer that stands at `at`.
    fn closer(&mut self, text: &str, at: usize) -> Option<usize> {
        let mut chars = text[at..].chars();
        let c = chars.next()?;
        let free = chars.next().is_none_or(|c| !c.is_alphanumeric());
        let closes = match c {
            '[' => return note_mark(&text[at..]).map(|length| at + length),
            '»' | '›' | '”' | ')' | ']' | '}' => true,
            '"' => self.straight || free,
            '\'' | '*' | '_' | '`' | '~' => free,
            _ => is_superscript(c) || is_emoji(c) || (is_closer(c) && free),
        };
        self.close(if closes { c } else { ' ' });
        closes.then_some(at + c.len_utf8())
    }

    /// The end of the closer that stands after the space at `at`: `. »`, `. [17]`, `! 🚀`.
    fn spaced_closer(&mut self, text: &str, at: usize) -> Option<usize> {
        let space = text[at..].chars().next()?;
        let at = at + space.len_utf8();
        let c = text[at..].chars().next()?;
        let length = match c {
            '»' | '›' => c.len_utf8(),
            '"' if self.closes_alone(text, at + 1) => 1,
            '[' | '(' => {
                return note_mark(&text[at..])
                    .or_else(|| omission(&text[at..]))
                    .map(|length| at + length);
            }
            _ if is_emoji(c) => c.len_utf8(),
            _ => return None,
        };
        self.close(c);
        Some(at + length)
    }

    /// Whether a straight quotation mark between spaces, which ends before `after`, closes.
    fn closes_alone(&self, text: &str, after: usize) -> bool {
        let rest = &text[after..];
        let next = rest.chars().find(|c| !matches!(c, ' ' | '\u{A0}'));
        let over = next.is_none_or(is_line_break);
        over || (self.straight && rest.starts_with(char::is_whitespace))
    }
}

/// The length of an omission at the start of `text`: `[...]`, `(…)`. One that ends its paragraph
/// stands for whole sentences and is a segment of its own.
fn omission(text: &str) -> Option<usize> {
    let inside = text.strip_prefix(['[', '('])?;
    let rest = inside.trim_start_matches(['.', '…']);
    let dots = inside.len() - rest.len();
    let after = rest.strip_prefix([']', ')']).filter(|_| dots >= 3)?;
    let (ink, lines) = skip_blank(after, 0);
    (ink < after.len() && lines < 2).then_some(dots + 2)
}

/// Longest label of a note mark, in characters.
const LONGEST_NOTE: usize = 10;

/// The length of a note mark at the start of `text`: `[17]`, `[3, 4]`, `[note 2]`, `[b]`.
fn note_mark(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('[')?;
    let mut labels = inside.char_indices().take(LONGEST_NOTE + 1);
    let end = labels.find(|&(_, c)| c == ']')?.0;
    let label = &inside[..end];
    let digits = label.chars().filter(char::is_ascii_digit).count();
    let letters = label.chars().filter(|c| c.is_alphabetic()).count();
    let numbered = (1..=6).contains(&digits) && letters <= 6;
    let lettered = digits == 0 && letters == 1 && label.chars().count() == 1;
    (numbered || lettered).then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What closes after the first full stop of `text`.
    fn closers(text: &str) -> &str {
        let mut open = Open::default();
        let at = text.find('.').unwrap();
        for (at, c) in text[..at]
            .char_indices()
            .filter(|&(_, c)| !c.is_alphanumeric())
        {
            open.see(c, text, at);
        }
        let end = open.closers_end(text, at + 1);
        &text[at + 1..end]
    }

    #[test]
    fn an_opening_quotation_mark_does_not_close() {
        assert_eq!(closers("Fini. \"Oui"), "");
        assert_eq!(closers("Fini. « Oui »"), "");
        assert_eq!(closers("Fini. [sic] Oui"), "");
    }

    #[test]
    fn quotation_marks_brackets_and_notes_close() {
        assert_eq!(closers("«Да.» Он"), "»");
        assert_eq!(closers("« Fini. » Il"), " »");
        assert_eq!(closers("(\"Done.\") He"), "\")");
        assert_eq!(closers("Done.[12][13] He"), "[12][13]");
        assert_eq!(closers("Done. [note 4] He"), " [note 4]");
        assert_eq!(closers("Fini.¹ Il"), "¹");
    }

    #[test]
    fn an_omission_closes_only_before_more_text() {
        assert_eq!(closers("Done. […] He"), " […]");
        assert_eq!(closers("Done. […]"), "");
    }
}
