//! Where plain text lies in its file.
//!
//! A map is a list of pieces, each a stretch of plain text and the bytes of the file it came from.
//! In a verbatim piece both are the same bytes; in any other (`&amp;` for `&`) the piece is one
//! thing and can only be taken whole. Marks between two pieces belong to neither.

use crate::text::Span;

/// One stretch of plain text and the bytes it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    plain: Span,
    file: Span,
    verbatim: bool,
}

/// A piecewise map from the bytes of a plain text to those of its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    pieces: Vec<Piece>,
    /// Whether the file spells this text as HTML, although it is of another format.
    html: bool,
}

impl SourceMap {
    /// The map of a text that lies in its file unchanged at `file`.
    pub fn verbatim(file: Span) -> SourceMap {
        let mut map = SourceMap::default();
        map.push_verbatim(0, file);
        map
    }

    /// Takes all pieces out and keeps their memory.
    pub(crate) fn clear(&mut self) {
        self.pieces.clear();
        self.html = false;
    }

    /// Gives back the memory that was kept for more pieces.
    pub(crate) fn shrink(&mut self) {
        self.pieces.shrink_to_fit();
    }

    /// Says that the file spells the text as HTML: references stand for its special characters.
    ///
    /// Articles in Markdown hold blocks of HTML; what is written there is escaped by its rules.
    pub(crate) fn set_html(&mut self) {
        self.html = true;
    }

    /// Whether the file spells the text as HTML.
    pub(crate) fn is_html(&self) -> bool {
        self.html
    }

    /// Adds a stretch that reads the same in the file, `plain` being its offset in the text.
    pub fn push_verbatim(&mut self, plain: usize, file: Span) {
        if let Some(last) = self.pieces.last_mut()
            && last.verbatim
            && last.plain.end == plain
            && last.file.end == file.start
        {
            last.plain.end += file.len();
            last.file.end = file.end;
            return;
        }
        let plain = Span::new(plain, plain + file.len());
        self.pieces.push(Piece {
            plain,
            file,
            verbatim: true,
        });
    }

    /// Adds a stretch whose file bytes differ from its text: an entity, an escape, a soft wrap.
    pub fn push_opaque(&mut self, plain: Span, file: Span) {
        self.pieces.push(Piece {
            plain,
            file,
            verbatim: false,
        });
    }

    /// The bytes of the file from the first to the last character of `plain`.
    ///
    /// An empty span gives an empty one, at the end of the piece before or at the start of the one
    /// it begins.
    pub fn file_span(&self, plain: Span) -> Span {
        if plain.is_empty() {
            return Span::empty(self.file_start(plain.start));
        }
        Span::new(self.file_start(plain.start), self.file_end(plain.end))
    }

    fn file_start(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.plain.end <= at);
        match self.pieces.get(index) {
            Some(piece) if piece.verbatim => {
                piece.file.start + at.saturating_sub(piece.plain.start)
            }
            Some(piece) => piece.file.start,
            None => self.pieces.last().map_or(0, |piece| piece.file.end),
        }
    }

    fn file_end(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.plain.end < at);
        match self.pieces.get(index) {
            Some(piece) if piece.verbatim => {
                piece.file.start + at.saturating_sub(piece.plain.start)
            }
            Some(piece) => piece.file.end,
            None => self.pieces.last().map_or(0, |piece| piece.file.end),
        }
    }

    /// The bytes of the file from the first to the last piece; `None` for an empty map.
    pub(crate) fn extent(&self) -> Option<Span> {
        let (first, last) = (self.pieces.first()?, self.pieces.last()?);
        Some(Span::new(first.file.start, last.file.end))
    }

    /// The stretch of plain text that lies in the bytes `file`; `None` when none does.
    ///
    /// The inverse of [`SourceMap::file_span`]: a piece that is not verbatim counts whole.
    pub(crate) fn plain_span(&self, file: Span) -> Option<Span> {
        let pieces = self.pieces.iter().filter(|piece| piece.file.overlaps(file));
        let plain = pieces.map(|piece| {
            if !piece.verbatim {
                return piece.plain;
            }
            let start = file.start.max(piece.file.start) - piece.file.start;
            let end = file.end.min(piece.file.end) - piece.file.start;
            Span::new(piece.plain.start + start, piece.plain.start + end)
        });
        plain.reduce(Span::join)
    }

    /// The map of the part at `span`, its plain offsets counted from the part's start.
    pub fn part(&self, span: Span) -> SourceMap {
        let first = self
            .pieces
            .partition_point(|piece| piece.plain.end <= span.start);
        let mut pieces = Vec::new();
        for piece in &self.pieces[first..] {
            if piece.plain.start >= span.end {
                break;
            }
            let plain = Span::new(
                piece.plain.start.max(span.start),
                piece.plain.end.min(span.end),
            );
            let file = if piece.verbatim {
                let start = piece.file.start + (plain.start - piece.plain.start);
                Span::new(start, start + plain.len())
            } else {
                piece.file
            };
            let plain = Span::new(plain.start - span.start, plain.end - span.start);
            pieces.push(Piece {
                plain,
                file,
                verbatim: piece.verbatim,
            });
        }
        SourceMap {
            pieces,
            html: self.html,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `R&amp;D` after four bytes of marks.
    fn entity() -> SourceMap {
        let mut map = SourceMap::default();
        map.push_verbatim(0, Span::new(4, 5));
        map.push_opaque(Span::new(1, 2), Span::new(5, 10));
        map.push_verbatim(2, Span::new(10, 11));
        map
    }

    #[test]
    fn an_entity_is_taken_whole() {
        assert_eq!(entity().file_span(Span::new(1, 2)), Span::new(5, 10));
        assert_eq!(entity().file_span(Span::new(0, 3)), Span::new(4, 11));
    }

    #[test]
    fn neighbouring_verbatim_stretches_are_one() {
        let mut map = SourceMap::verbatim(Span::new(3, 5));
        map.push_verbatim(2, Span::new(5, 9));
        assert_eq!(map, SourceMap::verbatim(Span::new(3, 9)));
    }

    #[test]
    fn a_part_counts_from_its_own_start() {
        let part = entity().part(Span::new(1, 3));
        assert_eq!(part.file_span(Span::new(0, 1)), Span::new(5, 10));
        assert_eq!(part.file_span(Span::new(1, 2)), Span::new(10, 11));
    }

    #[test]
    fn plain_text_is_found_again_from_its_bytes() {
        let map = entity();
        for (start, end) in [(0, 1), (1, 2), (0, 3), (1, 3)] {
            let plain = Span::new(start, end);
            assert_eq!(map.plain_span(map.file_span(plain)), Some(plain));
        }
        assert_eq!(map.plain_span(Span::new(0, 4)), None);
    }
}
