//! A text as the finder walks it: words ready for look-up, and the marks between them.

use super::automaton::HYPHEN;
use crate::glossary::fold::fold;
use crate::text::Span;
use crate::text::chars::{is_apostrophe, is_dash, is_quote};
use crate::token::{TokenKind, tokens};
use std::borrow::Cow;

/// A word or mark of a text, ready for look-up.
#[derive(Debug)]
pub(super) struct TextWord<'t> {
    pub(super) span: Span,
    pub(super) kind: WordOrMark,
    pub(super) folded: Cow<'t, str>,
    /// A term may not go from the word before to this one: a blank line or a tab stands between.
    pub(super) broken: bool,
    /// It is a part of `name@cnes.fr` or `www.cnes.fr`.
    pub(super) is_part_of_address: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordOrMark {
    Word,
    Quote,
    Mark(char),
    /// A dash that is no hyphen: a space beside it.
    Dash,
}

/// The words and marks of `text`.
pub(super) fn read(text: &str) -> Vec<TextWord<'_>> {
    let mut words: Vec<TextWord<'_>> = Vec::new();
    let mut end = 0;
    for token in tokens(text) {
        let span = token.span;
        let piece = &text[span.range()];
        let gap = &text[end..span.start];
        let broken = gap.contains('\t') || gap.matches('\n').count() > 1;
        end = span.end;
        let kind = match piece.chars().next() {
            _ if token.kind != TokenKind::Punct => WordOrMark::Word,
            Some(mark) if is_apostrophe(mark) => WordOrMark::Mark('\''),
            Some(mark) if is_quote(mark) => WordOrMark::Quote,
            Some(mark) if is_dash(mark) => match is_tight(text, span) {
                true => WordOrMark::Mark(HYPHEN),
                false => WordOrMark::Dash,
            },
            Some(mark) => WordOrMark::Mark(mark),
            None => continue,
        };
        let folded = match kind {
            WordOrMark::Word => fold(piece),
            _ => Cow::Borrowed(""),
        };
        words.push(TextWord {
            span,
            kind,
            folded,
            broken,
            is_part_of_address: kind == WordOrMark::Word && in_address(text, span),
        });
    }
    words
}

/// Whether no space stands on either side of the mark at `span`.
fn is_tight(text: &str, span: Span) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    word(text[..span.start].chars().next_back()) && word(text[span.end..].chars().next())
}

/// Whether `@`, or a full stop with a letter right behind it, joins the word at `span` to another.
fn in_address(text: &str, span: Span) -> bool {
    let mut before = text[..span.start].chars().rev();
    let mut after = text[span.end..].chars();
    let joins = |mark: Option<char>, next: Option<char>| match mark {
        Some('@') => true,
        Some('.') => next.is_some_and(char::is_alphanumeric),
        _ => false,
    };
    joins(before.next(), before.next()) || joins(after.next(), after.next())
}
