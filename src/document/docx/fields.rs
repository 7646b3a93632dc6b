//! Fields: what Word computes and writes into a text.
//!
//! A field is a code (`PAGE`, `HYPERLINK "https://cnes.fr"`) and its last result, between marks. The
//! result of a link is text for a translator; every other result Word writes again, so the field is
//! one thing. A field may begin in one paragraph and end in another, as that around a table of contents:
//! there each mark stands alone and the text between is text. Only a property of the document
//! (`COMMENTS`) is one thing in each of its paragraphs: Word writes it again from where we leave it alone.

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

/// Fields that show a property of the document.
#[rustfmt::skip] // a list to read
const PROPERTIES: &[&str] = &[
    "AUTHOR", "COMMENTS", "DOCPROPERTY", "DOCVARIABLE", "INFO", "KEYWORDS", "SUBJECT", "TITLE",
];

/// Fields that began in an earlier paragraph and did not end: whether the result of each is left alone.
#[derive(Debug, Default)]
pub(super) struct Carried(Vec<bool>);

impl Carried {
    /// Whether no field goes on.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `pieces` of the next paragraph, with what lies in the result of a field that is left alone made
    /// one object; follows the fields to its end.
    fn hide<'a>(&mut self, pieces: Vec<Piece<'a>>) -> Vec<Piece<'a>> {
        // Own fields that are open, each with its place.
        let mut open: Vec<usize> = Vec::new();
        let mut inherited = self.0.len();
        let hides = self.0.contains(&true);
        let mut hidden = hides.then_some((0, pieces.len()));
        for (index, piece) in pieces.iter().enumerate() {
            match piece.kind {
                PieceKind::Field(Field::Begin) => open.push(index),
                PieceKind::Field(Field::End) if open.pop().is_none() => {
                    inherited = inherited.saturating_sub(1);
                    if hides && !self.0[..inherited].contains(&true) {
                        let last = hidden.map_or(index, |(_, end)| end.min(index + 1));
                        hidden = Some((0, last));
                    }
                }
                _ => {}
            }
        }
        self.0.truncate(inherited);
        for &begin in &open {
            let codes = pieces[begin + 1..]
                .iter()
                .map_while(|piece| match &piece.kind {
                    PieceKind::Field(Field::Code(code)) => Some(code.as_str()),
                    _ => None,
                });
            let code = codes.collect::<String>();
            let keyword = code.split_whitespace().next().unwrap_or_default();
            let property = PROPERTIES
                .iter()
                .any(|own| own.eq_ignore_ascii_case(keyword));
            self.0.push(property);
        }
        let own = self.0[inherited..].iter().position(|&hides| hides);
        let rest = own.map(|own| (open[own], pieces.len()));
        let rest = rest.filter(|_| hidden.is_none_or(|(_, end)| end < pieces.len()));
        [rest, hidden]
            .into_iter()
            .flatten()
            .fold(pieces, one_object)
    }
}

/// `pieces` with those from `start` to `end` made one, unless a link begins or ends among them.
fn one_object(mut pieces: Vec<Piece<'_>>, (start, end): (usize, usize)) -> Vec<Piece<'_>> {
    let among = pieces.get(start..end).unwrap_or_default();
    let mut depth = 0_usize;
    let balanced = among.iter().all(|piece| match piece.kind {
        PieceKind::Open(_) => {
            depth += 1;
            true
        }
        PieceKind::Close => {
            let opened = depth > 0;
            depth = depth.saturating_sub(1);
            opened
        }
        _ => true,
    });
    let (Some(first), Some(last)) = (among.first(), among.last()) else {
        return pieces;
    };
    if balanced && depth == 0 {
        let whole = Piece {
            kind: PieceKind::Object(TagRole::Other),
            file: first.file.join(last.file),
        };
        pieces.splice(start..end, [whole]);
    }
    pieces
}

/// `pieces` with each field made a link, an object, or marks that stand alone.
pub(super) fn resolve<'a>(pieces: Vec<Piece<'a>>, carried: &mut Carried) -> Vec<Piece<'a>> {
    let is_field = |piece: &Piece<'_>| matches!(piece.kind, PieceKind::Field(_));
    if carried.0.is_empty() && !pieces.iter().any(is_field) {
        return pieces;
    }
    let pieces = carried.hide(pieces);
    let mut out: Vec<Piece<'_>> = Vec::with_capacity(pieces.len());
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
fn end<'a>(out: &mut Vec<Piece<'a>>, field: &Open, last: Piece<'a>, links: usize) {
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
fn marks_alone(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut out: Vec<Piece<'_>> = Vec::with_capacity(pieces.len());
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
