//! What stands before a mark: the word, the abbreviation it may be, and the figure before it.
//!
//! In `полезная нагрузка, т. е. камера` the second full stop has the word `е` and the abbreviation
//! `т.е`: words that end in a full stop and stand before it are joined, spaces left out, because
//! every spelling of `т. е.` is one entry. Looks back a bounded number of characters.

use super::chars::{is_dash, is_roman};
use crate::text::chars::{is_alphabetic, is_alphanumeric, is_apostrophe, last_letter};

/// Longest word looked at, in bytes: no abbreviation is longer.
const LONGEST: usize = 48;

/// Most words an abbreviation has: `av. J.-C.`, `с. н. с.`, `и т. д. и т. п.`.
const MOST_WORDS: usize = 3;

/// What stands before a mark.
pub(super) struct Left<'t> {
    text: &'t str,
    /// The word before the mark, elided articles and figures left out.
    pub(super) word: &'t str,
    /// Where it starts.
    pub(super) start: usize,
    /// Where the text begins that is looked at.
    from: usize,
    /// Where each word of the longest possible abbreviation starts, the longest first.
    starts: [usize; MOST_WORDS],
}

impl<'t> Left<'t> {
    /// What stands before `mark`, not looking before `from`.
    pub(super) fn before(text: &'t str, from: usize, mark: usize) -> Left<'t> {
        let (whole, start) = word(text, from, mark);
        let mut starts = [start; MOST_WORDS];
        for index in (0..MOST_WORDS - 1).rev() {
            starts[index] = dotted_word_before(text, from, starts[index + 1]);
            if starts[index] == starts[index + 1] {
                let first = starts[index];
                starts[..index].fill(first);
                break;
            }
        }
        Left {
            text,
            word: &text[start..mark],
            start: whole,
            from,
            starts,
        }
    }

    /// Whether a figure stands before the word, or is glued to it.
    pub(super) fn after_number(&self) -> bool {
        let digit = |c: char| c.is_ascii_digit() || matches!(c, '%' | '°' | '/' | '½' | '²' | '³');
        let previous = self.previous();
        previous.ends_with(digit)
            || previous.starts_with(|c: char| c.is_ascii_digit())
            || self.text[self.from..self.starts[MOST_WORDS - 1]].ends_with(digit)
    }

    /// Whether a Roman numeral stands before the word.
    pub(super) fn after_roman(&self) -> bool {
        let previous = self.previous();
        is_roman(previous) || previous.rsplit(is_dash).all(is_roman)
    }

    /// The word before the word.
    fn previous(&self) -> &'t str {
        let before = before_spaces(self.text, self.from, self.starts[MOST_WORDS - 1]);
        &self.text[word_start(self.text, self.from, before).0..before]
    }

    /// The texts that may be an entry of a list, the longest first, up to `mark`, each with its
    /// start.
    pub(super) fn abbreviations(&self, mark: usize) -> impl Iterator<Item = (usize, &'t str)> {
        let (text, starts) = (self.text, self.starts);
        (0..MOST_WORDS)
            .filter(move |&index| index + 1 == MOST_WORDS || starts[index] != starts[index + 1])
            .map(move |index| (starts[index], &text[starts[index]..mark]))
    }

    /// Whether the word is one capital, or several joined by hyphens: `J`, `J.-Y`, `Ch.-A`.
    pub(super) fn is_initial(&self) -> bool {
        if !self.word.starts_with(char::is_uppercase) {
            return false;
        }
        let hyphen = |c| matches!(c, '-' | '\u{2011}');
        let mut parts = self
            .word
            .split(hyphen)
            .map(|part| part.trim_end_matches('.'));
        parts.all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_uppercase)
                && match letters.next() {
                    None => true,
                    Some(c) => {
                        c.is_lowercase() && self.word.contains(hyphen) && letters.next().is_none()
                    }
                }
        })
    }

    /// Whether the word has full stops between its letters: `U.S`, `Ph.D`, `О.Н.У`.
    pub(super) fn is_acronym(&self) -> bool {
        if !self.word.as_bytes().contains(&b'.') {
            return false;
        }
        let mut parts = 0;
        for part in self.word.split('.') {
            let count = part.chars().count();
            if !(1..=2).contains(&count) || !part.chars().all(is_alphabetic) {
                return false;
            }
            parts += 1;
        }
        parts > 1
    }

    /// Whether the word is of letters alone, so many at least.
    pub(super) fn is_plain_word(&self, letters: usize) -> bool {
        self.word.chars().count() >= letters && self.word.chars().all(is_alphabetic)
    }
}

/// Where the word that ends at `end` starts, and whether it is of plain letters alone.
fn word_start(text: &str, from: usize, end: usize) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut start = end;
    let mut plain = true;
    while start > from {
        let length = match last_letter(&bytes[from..start]) {
            0 => match text[from..start].chars().next_back() {
                Some(c) if belongs(c) => c.len_utf8(),
                _ => break,
            },
            length => length,
        };
        if end - start + length > LONGEST {
            break;
        }
        plain &= last_letter(&bytes[from..start]) > 0;
        start -= length;
    }
    (start, plain)
}

/// Whether `c` may stand in a word.
fn belongs(c: char) -> bool {
    is_alphanumeric(c)
        || is_apostrophe(c)
        || matches!(c, '.' | '-' | '\u{2011}' | '&' | '\u{301}' | '\u{AD}')
}

/// Where the word that ends at `end` starts, and where it does without what is glued to it.
fn word(text: &str, from: usize, end: usize) -> (usize, usize) {
    let (start, plain) = word_start(text, from, end);
    match plain {
        true => (start, start),
        false => (start, without_prefix(text, start, end)),
    }
}

/// The start of the word without an elided article (`l’éq`) and without a figure (`400м`).
fn without_prefix(text: &str, start: usize, end: usize) -> usize {
    let word = &text[start..end];
    let elided = word
        .char_indices()
        .rev()
        .find(|&(at, c)| is_apostrophe(c) && at + c.len_utf8() < word.len())
        .map_or(0, |(at, c)| at + c.len_utf8());
    let rest = &word[elided..];
    let figure = rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))
            .len();
    let glued = if figure < rest.len() && rest[..figure].contains(|c: char| c.is_ascii_digit()) {
        figure
    } else {
        0
    };
    start + elided + glued
}

/// The end of what stands before `start`, spaces left out (three at most).
fn before_spaces(text: &str, from: usize, start: usize) -> usize {
    let mut end = start;
    if let [.., b'!'..=b'~'] = &text.as_bytes()[from..start] {
        return start;
    }
    for (count, (at, c)) in text[from..start].char_indices().rev().enumerate() {
        if !c.is_whitespace() || count == 3 {
            break;
        }
        end = from + at;
    }
    end
}

/// The start of the word before `start` when it ends in a full stop and is short, else `start`.
fn dotted_word_before(text: &str, from: usize, start: usize) -> usize {
    // Mostly a word without one stands there.
    if let [.., b'0'..=b'9' | b'a'..=b'z' | b',', b' '] | [.., 0xC3 | 0xD0 | 0xD1, _, b' '] =
        &text.as_bytes()[from..start]
    {
        return start;
    }
    let end = before_spaces(text, from, start);
    let Some(body) = text[from..end].strip_suffix('.') else {
        return start;
    };
    let end = from + body.len();
    let (_, before) = word(text, from, end);
    let word = &text[before..end];
    let short = !word.is_empty() && word.chars().count() <= 6;
    if short
        && word
            .chars()
            .all(|c| is_alphabetic(c) || c == '.' || c == '-')
    {
        before
    } else {
        start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands before the last full stop of `text`.
    fn before(text: &str) -> Left<'_> {
        Left::before(text, 0, text.rfind('.').unwrap())
    }

    #[test]
    fn words_that_end_in_a_full_stop_are_joined() {
        let text = "собрали болты и т. д.";
        let mark = text.len() - 1;
        let joined: Vec<&str> = before(text)
            .abbreviations(mark)
            .map(|(_, text)| text)
            .collect();
        assert_eq!(joined, ["т. д", "д"]);
    }

    #[test]
    fn an_elided_article_and_a_figure_are_left_out() {
        assert_eq!(before("d’après l’éq.").word, "éq");
        assert_eq!(before("мачта в 400м.").word, "м");
        assert!(before("мачта в 400м.").after_number());
        assert!(before("40\u{202F}kg.").after_number());
        assert!(!before("des kg.").after_number());
    }

    #[test]
    fn a_word_with_a_hyphen_is_no_initial() {
        assert!(before("J.-Y.").is_initial() && before("Ch.-A.").is_initial());
        assert!(!before("Objective-C.").is_initial());
        assert!(!before("XIV.").is_initial());
    }

    #[test]
    fn a_file_name_is_no_acronym() {
        assert!(before("the U.S.").is_acronym() && before("О.Н.У.").is_acronym());
        assert!(!before("App.js.").is_acronym());
    }
}
