//! The comparison sequence: what two segments are compared by (design section 3, steps 1 and 2).
//!
//! Step 1 makes the *comparison text*: NFC, white space (no-break spaces included) collapsed to one
//! space, trimmed. Two segments with the same comparison text are equal. Step 2 makes the
//! *comparison sequence*: its words lower-cased with ё as е, its numbers, all of one class.
//! Punctuation is left out, unless the segment has neither word nor number: then each visible
//! character is a word.
//!
//! `«Всё  готово», 12 мая` gives the text `«Всё готово», 12 мая` and the sequence
//! `все` `готово` *number* `мая`; `?!` gives `?` `!`.
//!
//! Nothing here changes a text that is written out: both forms serve comparison alone.

use super::{TokenKind, tokens};
use crate::text::Span;
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text by which segments are equal: NFC, white space collapsed to one space, trimmed.
///
/// Borrows when `text` is so already, which real memories nearly always are.
///
/// ```
/// use entente::token::normal::comparison_text;
///
/// assert_eq!(comparison_text(" Prêt\u{a0}?\u{202f} Oui.\n"), "Prêt ? Oui.");
/// ```
pub fn comparison_text(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let composed = is_nfc_quick(text.chars()) == IsNormalized::Yes;
    if composed && is_collapsed(text) {
        Cow::Borrowed(text)
    } else if composed {
        Cow::Owned(collapse(text))
    } else {
        Cow::Owned(collapse(&text.nfc().collect::<String>()))
    }
}

/// Whether `text` is seen to be a comparison text at a glance: letters and marks that nothing composes
/// with, and single spaces between them. Of most texts this is all that must be asked.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Without an early end, so that many bytes are looked at together.
    let is_printed = bytes
        .iter()
        .fold(true, |all, byte| all & matches!(byte, b' '..=b'~'));
    if is_printed {
        let pairs = bytes.iter().zip(bytes.iter().skip(1));
        let doubled = pairs.fold(false, |any, (&a, &b)| any | ((a == b' ') & (b == b' ')));
        return !doubled && !text.starts_with(' ') && !text.ends_with(' ');
    }
    let mut after_space = true;
    for c in text.chars() {
        match c {
            '!'..='~' | '\u{A1}'..'\u{300}' | '\u{400}'..='\u{482}' | '‐'..='‧' => {
                after_space = false;
            }
            ' ' if !after_space => after_space = true,
            _ => return false,
        }
    }
    text.is_empty() || !after_space
}

/// Whether the only white space of `text` is single spaces between visible characters.
fn is_collapsed(text: &str) -> bool {
    let mut after_space = true;
    for c in text.chars() {
        if c.is_whitespace() && (c != ' ' || after_space) {
            return false;
        }
        after_space = c == ' ';
    }
    text.is_empty() || !after_space
}

fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// One element of a comparison sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element<'t> {
    /// A number as written; in the sequence all numbers are equal.
    Number(&'t str),
    /// A word, folded.
    Word(&'t str),
}

/// The comparison sequence of one text; its buffers are kept from text to text.
#[derive(Clone, Debug, Default)]
pub struct Sequence {
    /// The elements' texts in their order; something else may stand between them.
    folded: String,
    /// Where each element stands in `folded`, and whether it is a number.
    elements: Vec<(Span, bool)>,
}

impl Sequence {
    /// The sequence of `text`, which is a comparison text.
    pub fn of(text: &str) -> Sequence {
        let mut sequence = Sequence::default();
        sequence.read(text);
        sequence
    }

    /// Replaces what the sequence holds by that of `text`; one pass over the characters.
    pub fn read(&mut self, text: &str) {
        self.clear();
        self.append(text);
    }

    /// Forgets what the sequence holds.
    pub(crate) fn clear(&mut self) {
        self.folded.clear();
        self.elements.clear();
    }

    /// Bytes that it holds; its elements have no more.
    pub(crate) fn bytes(&self) -> usize {
        self.folded.len()
    }

    /// Appends the sequence of another text, and gives back how long that is.
    pub(crate) fn append(&mut self, text: &str) -> usize {
        let before = self.elements.len();
        if text.is_ascii() || text.chars().all(is_folded_or_ascii) {
            self.append_whole(text);
        } else {
            self.append_words(text);
        }
        if self.elements.len() == before {
            self.append_punctuation(text);
        }
        self.elements.len() - before
    }

    /// A text of which only letters of ASCII change: it is folded at once, and its length stays.
    fn append_whole(&mut self, text: &str) {
        let start = self.folded.len();
        self.folded.push_str(text);
        self.folded[start..].make_ascii_lowercase();
        let elements = tokens(text).filter(|token| token.kind != TokenKind::Punct);
        self.elements.extend(elements.map(|token| {
            let span = Span::new(start + token.span.start, start + token.span.end);
            (span, token.kind == TokenKind::Number)
        }));
    }

    fn append_words(&mut self, text: &str) {
        for token in tokens(text) {
            let start = self.folded.len();
            let written = &text[token.span.range()];
            match token.kind {
                TokenKind::Punct => continue,
                TokenKind::Number => self.folded.push_str(written),
                TokenKind::Word => fold(written, &mut self.folded),
            }
            let span = Span::new(start, self.folded.len());
            self.elements.push((span, token.kind == TokenKind::Number));
        }
    }

    /// Every visible character a word: what a segment of punctuation alone is compared by.
    fn append_punctuation(&mut self, text: &str) {
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            let start = self.folded.len();
            self.folded.push(c);
            let span = Span::new(start, self.folded.len());
            self.elements.push((span, false));
        }
    }

    /// How many elements it has; 0 for a text without a visible character.
    pub fn len(&self) -> usize {
        self.elements.len()
    }

    /// Whether there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    /// Its elements in order.
    pub fn iter(&self) -> impl Iterator<Item = Element<'_>> {
        self.elements.iter().map(|(span, is_number)| {
            let text = &self.folded[span.range()];
            if *is_number {
                Element::Number(text)
            } else {
                Element::Word(text)
            }
        })
    }

    /// Its numbers as written, in order.
    pub fn numbers(&self) -> impl Iterator<Item = &str> {
        self.iter().filter_map(|element| match element {
            Element::Number(written) => Some(written),
            Element::Word(_) => None,
        })
    }
}

/// Whether `c` is in ASCII, or in what is frequent past it and folds to itself.
fn is_folded_or_ascii(c: char) -> bool {
    matches!(c, '\0'..='\u{BF}' | 'ß'..='ÿ' | 'œ' | 'а'..='я' | '‐'..='\u{202F}')
}

/// Appends `word` lower-cased, ё as е.
///
/// Only the final sigma makes lower-casing depend on the neighbours, so all other words are folded
/// character by character, without a buffer.
fn fold(word: &str, out: &mut String) {
    let start = out.len();
    if word.is_ascii() {
        out.push_str(word);
        out[start..].make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        match c {
            'a'..='z' | 'а'..='я' | 'ß'..='ö' | 'ø'..='ÿ' => out.push(c),
            'ё' | 'Ё' => out.push('е'),
            'Σ' => {
                out.truncate(start);
                out.push_str(&word.to_lowercase().replace('ё', "е"));
                return;
            }
            _ => out.extend(c.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let text = comparison_text(text);
        Sequence::of(&text)
            .iter()
            .map(|element| match element {
                Element::Number(_) => "#".to_owned(),
                Element::Word(word) => word.to_owned(),
            })
            .collect()
    }

    #[test]
    fn only_space_and_composition_change_in_the_text() {
        assert_eq!(comparison_text("E\u{301}té\r\n  12\u{202f}km"), "Été 12 km");
        assert_eq!(comparison_text("\u{a0}\t"), "");
        assert!(matches!(comparison_text("Всё готово."), Cow::Borrowed(_)));
        assert_ne!(comparison_text("Été"), comparison_text("été"));
    }

    #[test]
    fn case_punctuation_and_yo_do_not_count_in_the_sequence() {
        assert_eq!(words("«ВСЁ готово»!"), words("Все готово"));
        assert_eq!(words("L’avion, l'Avion"), ["l", "avion", "l", "avion"]);
    }

    #[test]
    fn all_numbers_are_one_class() {
        assert_eq!(words("1,5 m et ½"), ["#", "m", "et", "#"]);
        let text = "12 vols, 1.5 t, Bion-M2";
        let sequence = Sequence::of(text);
        assert_eq!(sequence.numbers().collect::<Vec<_>>(), ["12", "1.5"]);
    }

    #[test]
    fn punctuation_counts_only_where_nothing_else_stands() {
        assert_eq!(words("?!…"), ["?", "!", "…"]);
        assert_eq!(words("a?!"), ["a"]);
        assert_eq!(words(" \u{a0}"), Vec::<String>::new());
    }

    #[test]
    fn what_is_said_to_fold_to_itself_does() {
        for c in ('\u{80}'..='\u{FFFF}').filter(|&c| is_folded_or_ascii(c)) {
            let mut folded = String::new();
            fold(&c.to_string(), &mut folded);
            assert_eq!(folded, c.to_string());
        }
        assert!(!is_folded_or_ascii('ё') && !is_folded_or_ascii('É'));
    }

    #[test]
    fn a_text_folded_whole_has_the_sequence_of_its_words() {
        for text in [
            "Le Rover s’est arrêté à 12,5 km : « Œil » fermé",
            "le Rover s’est arrêté à 12,5 km : « œil » fermé",
            "запуск МКС-65 отложен на 3 дня",
            "запуск mks-65 отложен на 3 дня — ещё раз",
            "запуск mks-65 отложен на 3 дня — как прежде",
            "The œuvre is naïve.",
        ] {
            let (mut whole, mut by_words) = (Sequence::default(), Sequence::default());
            whole.append(text);
            by_words.append_words(text);
            assert!(whole.iter().eq(by_words.iter()), "{text}");
        }
    }

    #[test]
    fn lower_case_is_that_of_the_whole_word() {
        assert_eq!(words("ΟΔΟΣ, ΣΟΣ-Ё"), ["οδος", "σος", "е"]);
        assert_eq!(words("ÉTÉ à Mir_2"), ["été", "à", "mir_2"]);
        assert_eq!(words("İSTANBUL"), ["i\u{307}stanbul"]);
        assert_eq!(words("ЁЛКА за\u{301}мок"), ["елка", "за\u{301}мок"]);
    }
}
