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
        let rest = &text[at..];
        let start = at + (rest.len() - rest.trim_start().len());
        let first = text[start..].chars().next()?;
        let token = match class(first) {
            Class::Other => Token {
                span: Span::new(start, start + first.len_utf8()),
                kind: TokenKind::Punct,
            },
            _ => run(text, start),
        };
        at = token.span.end;
        Some(token)
    })
}

/// The run of token characters that begins at `start`.
fn run(text: &str, start: usize) -> Token {
    let mut end = start;
    let mut only_numbers = true;
    let mut after_number = false;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        match class(c) {
            Class::Number => after_number = true,
            Class::Letter => {
                after_number = false;
                only_numbers = false;
            }
            Class::Other => {
                let joins = after_number
                    && matches!(c, '.' | ',')
                    && chars
                        .peek()
                        .is_some_and(|&(_, next)| class(next) == Class::Number);
                if !joins {
                    break;
                }
            }
        }
        end = start + offset + c.len_utf8();
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Number,
    Other,
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' | '_' | 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' => Class::Letter,
        '0'..='9' => Class::Number,
        '\0'..='\x7F' => Class::Other,
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
