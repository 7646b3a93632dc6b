//! What stands after a mark and its closers: white space, openers, the next word.

use super::chars::{is_blank, is_dash, is_line_break, is_loud, is_mark, is_opener};
use crate::text::chars::{first_letter, is_alphabetic, is_apostrophe};

/// Most characters of openers and dashes before the next word that are looked through.
const MOST_OPENERS: usize = 8;

/// Longest word looked at, in bytes.
const LONGEST: usize = 40;

/// How what follows begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum First {
    /// Nothing follows.
    End,
    /// A capital.
    Upper,
    /// A small letter.
    Lower,
    /// A digit.
    Digit,
    /// A comma or another sign that goes on with the sentence.
    Continuation,
    /// An ellipsis or another mark.
    Mark,
    /// Any other sign or letter: an emoji, `№`, `§`, a Chinese character.
    Other,
}

/// What stands after a mark.
pub(super) struct Right<'t> {
    /// Where the ink begins.
    pub(super) start: usize,
    /// White space stands between.
    pub(super) gap: bool,
    /// A blank line stands between.
    pub(super) blank_line: bool,
    /// A line ends between.
    pub(super) new_line: bool,
    /// A dash stands before the word.
    pub(super) dash: bool,
    /// The first opener before the word.
    pub(super) opener: Option<char>,
    /// How it begins, openers and dashes left out.
    pub(super) first: First,
    /// The word, empty when what follows is none.
    pub(super) word: &'t str,
    /// An apostrophe stands after the word: `L’`.
    pub(super) elided: bool,
    /// A full stop stands after the word.
    pub(super) dotted: bool,
}

impl<'t> Right<'t> {
    /// What stands after `at`.
    pub(super) fn after(text: &'t str, at: usize) -> Right<'t> {
        let (start, lines) = skip_blank(text, at);
        let mut right = Right {
            start,
            gap: start > at,
            blank_line: lines > 1,
            new_line: lines > 0,
            dash: false,
            opener: None,
            first: First::End,
            word: "",
            elided: false,
            dotted: false,
        };
        right.read(text);
        right
    }

    fn read(&mut self, text: &'t str) {
        let mut at = self.start;
        // Mostly the word stands there at once.
        let openers = match first_letter(&text.as_bytes()[at..]) {
            0 => MOST_OPENERS,
            _ => 0,
        };
        for _ in 0..openers {
            let Some(c) = text[at..].chars().next() else {
                break;
            };
            if is_opener(c) {
                self.opener = self.opener.or(Some(c));
            } else if is_dash(c) {
                self.dash = true;
            } else if !(at > self.start && c.is_whitespace()) {
                break;
            }
            at += c.len_utf8();
        }
        let Some(c) = text[at..].chars().next() else {
            return;
        };
        let address = |start: &&str| text[at..].starts_with(*start);
        if matches!(c, 'h' | 'w') && ["http://", "https://", "www."].iter().any(address) {
            self.first = First::Other;
            return;
        }
        self.first = class(c);
        if matches!(self.first, First::Upper | First::Lower) {
            self.read_word(&text[at..]);
        }
    }

    fn read_word(&mut self, rest: &'t str) {
        let mut plain = 0;
        while plain <= LONGEST {
            match first_letter(&rest.as_bytes()[plain..]) {
                0 => break,
                length => plain += length,
            }
        }
        let end = rest[plain..]
            .char_indices()
            .find(|&(at, c)| !is_alphabetic(c) && c != '\u{301}' || plain + at > LONGEST)
            .map_or(rest.len(), |(at, _)| plain + at);
        self.word = &rest[..end];
        let next = rest[end..].chars().next();
        self.elided = next.is_some_and(is_apostrophe);
        self.dotted = next == Some('.');
    }

    /// Whether the word is one letter.
    pub(super) fn is_letter(&self) -> bool {
        self.word.chars().count() == 1 && !self.elided
    }
}

fn class(c: char) -> First {
    // The letters of our languages are told without a search in a table.
    match c {
        'a'..='z' | 'а'..='я' | 'à'..='ö' => return First::Lower,
        'A'..='Z' | 'А'..='Я' | 'À'..='Ö' => return First::Upper,
        _ => {}
    }
    if c.is_lowercase() {
        First::Lower
    } else if c.is_uppercase() {
        First::Upper
    } else if c.is_numeric() {
        First::Digit
    } else if is_mark(c) || is_loud(c) {
        First::Mark
    } else if matches!(
        c,
        ',' | ';' | ':' | ')' | ']' | '}' | '»' | '”' | '%' | '=' | '/' | '|'
    ) {
        First::Continuation
    } else {
        First::Other
    }
}

/// Whether `bytes` begin with a letter or digit of ASCII, or with one after a space: the usual case,
/// in which nothing more belongs to the mark before.
pub(super) fn word_follows(bytes: &[u8]) -> bool {
    match bytes {
        [b' ', next, ..] | [next, ..] => next.is_ascii_alphanumeric(),
        [] => false,
    }
}

/// Where ink begins after `at`, and how many lines end before it.
pub(super) fn skip_blank(text: &str, at: usize) -> (usize, usize) {
    // Mostly there is one space or none.
    let ink = |at: usize| matches!(text.as_bytes().get(at), Some(b'!'..=b'~'));
    match text.as_bytes().get(at) {
        Some(b' ') if ink(at + 1) => return (at + 1, 0),
        _ if ink(at) => return (at, 0),
        _ => {}
    }
    let mut lines = 0;
    let mut previous = ' ';
    for (offset, c) in text[at..].char_indices() {
        if !is_blank(c) {
            return (at + offset, lines);
        }
        if is_line_break(c) && !(c == '\n' && previous == '\r') {
            lines += 1;
        }
        previous = c;
    }
    (text.len(), lines)
}

/// Whether a line that begins at `text` begins with the marker of a block, and whether the marker
/// can be no ordinary text.
pub(super) fn block_marker(text: &str) -> Option<bool> {
    let spaced = |rest: &str| rest.starts_with([' ', '\t', '\u{A0}', '\u{202F}']);
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    match first {
        '#' => spaced(rest.trim_start_matches('#')).then_some(true),
        '•' | '‣' | '◦' | '▪' | '●' => Some(true),
        '>' => spaced(rest).then_some(true),
        '-' | '*' | '+' | '·' => spaced(rest).then_some(false),
        '—' | '–' | '―' => Some(false),
        _ => {
            let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let label = if digits > 0 { digits } else { first.len_utf8() };
            let after = &text[label..];
            let numbered =
                (1..=3).contains(&digits) && (after.starts_with('.') || after.starts_with(')'));
            let lettered = digits == 0 && first.is_alphabetic() && after.starts_with(')');
            ((numbered || lettered) && spaced(&after[1..])).then_some(false)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openers_and_dashes_are_looked_through() {
        let right = Right::after(".\u{A0}— «Летим", 1);
        assert!(right.gap && right.dash);
        assert_eq!((right.opener, right.word), (Some('«'), "Летим"));
    }

    #[test]
    fn a_small_letter_before_capitals_is_a_small_letter() {
        assert_eq!(Right::after(" eSIM", 0).first, First::Lower);
        assert_eq!(Right::after(" https://tern.example", 0).first, First::Other);
        assert_eq!(Right::after(" Étrange", 0).first, First::Upper);
    }

    #[test]
    fn crlf_is_one_line_end() {
        assert!(!Right::after("\r\nOui", 0).blank_line);
        assert!(Right::after("\r\n\r\nOui", 0).blank_line);
    }

    #[test]
    fn a_year_at_a_line_start_is_no_marker() {
        assert_eq!(block_marker("1999. Puis"), None);
        assert_eq!(block_marker("12. Puis"), Some(false));
        assert_eq!(block_marker("# Titre"), Some(true));
        assert_eq!(block_marker("б) вода"), Some(false));
    }
}
