//! Fields: what Word computes and writes into a text.
//!
//! A field is a code (`PAGE`, `HYPERLINK "https://cnes.fr"`) and its last result, between marks. The
//! result of a link is text for a translator; every other result Word writes again, so the field is
//! one thing. The field around a table of contents begins in one paragraph and ends in another:
//! there each mark stands alone and the text between is text.

use super::paragraph::{Field, Piece, PieceKind};
use crate::inline::TagRole;
use crate::text::Span;

/// A field that has begun.
struct Open {
    /// Where it stands among the pieces.
    begin: usize,
    code: String,
    separate: Option<usize>,
    /// Links that were open around it.
    links: usize,
}

/// `pieces` with each field made a link, an object, or marks that stand alone.
pub(super) fn resolve(pieces: Vec<Piece>) -> Vec<Piece> {
    if !pieces
        .iter()
        .any(|piece| matches!(piece.kind, PieceKind::Field(_)))
    {
        return pieces;
    }
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut open: Vec<Open> = Vec::new();
    let mut links = 0;
    for piece in pieces {
        match &piece.kind {
            PieceKind::Field(Field::Begin) => open.push(Open {
                begin: out.len(),
                code: String::new(),
                separate: None,
                links,
            }),
            PieceKind::Field(Field::Code(code)) => {
                if let Some(field) = open.last_mut().filter(|field| field.separate.is_none()) {
                    field.code.push_str(code);
                }
            }
            PieceKind::Field(Field::Separate) => {
                if let Some(field) = open.last_mut() {
                    field.separate = Some(out.len());
                }
            }
            PieceKind::Field(Field::End) => {
                if let Some(field) = open.pop() {
                    end(&mut out, &field, piece, links);
                    continue;
                }
            }
            PieceKind::Open(_) => links += 1,
            PieceKind::Close => links = links.saturating_sub(1),
            _ => {}
        }
        out.push(piece);
    }
    marks_alone(out)
}

/// Ends `field` with the mark `last`.
fn end(out: &mut Vec<Piece>, field: &Open, last: Piece, links: usize) {
    let begin = out[field.begin].file;
    // A link that begins inside and ends outside, or the other way about.
    let crossed = field.links != links;
    let keyword = field.code.split_whitespace().next().unwrap_or_default();
    let is_link = keyword.eq_ignore_ascii_case("HYPERLINK");
    match field.separate {
        _ if crossed => out.push(last),
        Some(separate) if is_link => {
            let file = Span::new(begin.start, out[separate].file.end);
            out.drain(field.begin + 1..=separate);
            out[field.begin] = Piece {
                kind: PieceKind::Open(TagRole::Link),
                file,
            };
            out.push(Piece {
                kind: PieceKind::Close,
                file: last.file,
            });
        }
        _ => {
            out.truncate(field.begin);
            out.push(Piece {
                kind: PieceKind::Object(TagRole::Other),
                file: Span::new(begin.start, last.file.end),
            });
        }
    }
}

/// Marks that are left over: those up to the result are one object, each other is its own.
fn marks_alone(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut joins = false;
    for piece in pieces {
        let PieceKind::Field(field) = &piece.kind else {
            joins = false;
            out.push(piece);
            continue;
        };
        let begins = *field == Field::Begin;
        match out.last_mut() {
            Some(last) if joins && !begins => last.file.end = piece.file.end,
            _ => out.push(Piece {
                kind: PieceKind::Object(TagRole::Other),
                file: piece.file,
            }),
        }
        joins = !matches!(field, Field::Separate | Field::End);
    }
    out
}
