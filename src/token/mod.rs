//! Tokens: what is compared when two segments are compared.
//!
//! The definition is that of the score (design section 3, step 2): a token is a maximal run of
//! letters (L\*), marks (M\*), numbers (N\*) and `_`; inside a run `.` or `,` between two number
//! characters belongs to it. A token of numbers and those marks only is a [`TokenKind::Number`].
//! Every other visible character is a [`TokenKind::Punct`] of its own; white space is no token.
//!
//! `l’avion de 1 234,5 kg` gives `l`, `’`, `avion`, `de`, `1`, `234,5`, `kg`.

pub mod normal;
pub mod number;

use crate::text::Span;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, marks, numbers and `_`, not numbers alone.
    Word,
    /// Number characters alone, `.` and `,` between them included.
    Number,
    /// One other visible character.
    Punct,
}

/// One token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// The tokens of `text` in order; allocates nothing, one pass over the characters.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = skip_spaces(text, at);
        let token = match class_at(text, start)? {
            (Class::Other, length) => Token {
                span: Span::new(start, start + length),
                kind: TokenKind::Punct,
            },
            _ => run(text, start),
        };
        at = token.span.end;
        Some(token)
    })
}

/// Where the white space ends that begins at `at`; nearly always it is one space.
fn skip_spaces(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while bytes.get(at) == Some(&b' ') {
        at += 1;
    }
    match bytes.get(at) {
        None | Some(b'!'..=b'~') => at,
        Some(_) => text.len() - text[at..].trim_start().len(),
    }
}

/// The run of token characters that begins at `start`.
fn run(text: &str, start: usize) -> Token {
    let bytes = text.as_bytes();
    let mut end = start;
    let mut only_numbers = true;
    let mut after_number = false;
    loop {
        let letters = bytes[end..].iter().take_while(|byte| is_letter(**byte));
        let letters = letters.count();
        if letters > 0 {
            end += letters;
            after_number = false;
            only_numbers = false;
        }
        let Some((class, length)) = class_at(text, end) else {
            break;
        };
        match class {
            Class::Number => after_number = true,
            Class::Letter => {
                after_number = false;
                only_numbers = false;
            }
            Class::Other => {
                let joins = after_number
                    && matches!(bytes[end], b'.' | b',')
                    && matches!(class_at(text, end + length), Some((Class::Number, _)));
                if !joins {
                    break;
                }
            }
        }
        end += length;
    }
    let kind = if only_numbers {
        TokenKind::Number
    } else {
        TokenKind::Word
    };
    Token {
        span: Span::new(start, end),
        kind,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Letter,
    Number,
    Other,
}

/// The class of the character at `at` and its bytes; `None` at the end.
#[inline]
fn class_at(text: &str, at: usize) -> Option<(Class, usize)> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() {
        return Some((ASCII[usize::from(byte)], 1));
    }
    let c = text[at..].chars().next()?;
    Some((class(c), c.len_utf8()))
}

/// The classes of the characters of one byte: in most texts nearly all.
const ASCII: [Class; 128] = {
    let mut classes = [Class::Other; 128];
    let mut byte = 0;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Class::Letter,
            b'0'..=b'9' => Class::Number,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// Whether a character of one byte is a letter.
#[inline]
fn is_letter(byte: u8) -> bool {
    matches!(ASCII.get(usize::from(byte)), Some(Class::Letter))
}

/// The class of a character past ASCII; what is frequent in our languages is seen at once.
fn class(c: char) -> Class {
    match c {
        'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' => Class::Letter,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' => Class::Letter,
        '«' | '»' | '\u{2000}'..='\u{206F}' => Class::Other,
        _ => match c.general_category_group() {
            GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark => Class::Letter,
            GeneralCategoryGroup::Number => Class::Number,
            _ => Class::Other,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text)
            .map(|token| &text[token.span.range()])
            .collect()
    }

    #[test]
    fn a_decimal_mark_inside_a_number_belongs_to_it() {
        assert_eq!(
            words("l’avion, 1 234,5 kg."),
            ["l", "’", "avion", ",", "1", "234,5", "kg", "."]
        );
        assert_eq!(
            words("v1.5, «Союз-2.1б»"),
            ["v1.5", ",", "«", "Союз", "-", "2.1б", "»"]
        );
    }

    #[test]
    fn what_is_frequent_has_the_class_that_unicode_gives_it() {
        for c in '\0'..='\u{FFFF}' {
            let expected = match c.general_category_group() {
                _ if c == '_' => Class::Letter,
                GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark => Class::Letter,
                GeneralCategoryGroup::Number => Class::Number,
                _ => Class::Other,
            };
            let text = c.to_string();
            assert_eq!(class_at(&text, 0), Some((expected, text.len())), "{c:?}");
        }
    }

    #[test]
    fn white_space_of_any_kind_is_no_token() {
        assert_eq!(words(" \t12 \u{202f}\u{a0}km\r\n "), ["12", "km"]);
        assert_eq!(words(" \u{3000} "), [""; 0]);
    }

    #[test]
    fn a_combining_accent_is_part_of_its_word() {
        assert_eq!(words("за\u{301}мок"), ["за\u{301}мок"]);
    }

    #[test]
    fn only_number_characters_make_a_number() {
        let kinds: Vec<_> = tokens("3 MTB-2 Bion2").map(|token| token.kind).collect();
        use TokenKind::{Number, Punct, Word};
        assert_eq!(kinds, [Number, Word, Punct, Number, Word]);
    }
}
