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

/// Pieces that a map in the making has room for at first.
const ROOM: usize = 16;

impl Piece {
    /// A text that lies in its file unchanged at `file`, from its first byte on.
    fn whole(file: Span) -> Piece {
        Piece {
            plain: Span::new(0, file.len()),
            file,
            verbatim: true,
        }
    }
}

/// The pieces of a map, in order.
#[derive(Clone, Debug)]
enum Pieces {
    /// One that is verbatim and begins the text, by its bytes in the file: so are most maps of an
    /// article, which has a hundred thousand of them.
    Whole(Span),
    Many(Vec<Piece>),
}

/// A piecewise map from the bytes of a plain text to those of its file.
#[derive(Clone, Debug)]
pub struct SourceMap {
    pieces: Pieces,
    /// Whether the file spells this text as HTML, although it is of another format.
    html: bool,
}

impl Default for SourceMap {
    fn default() -> SourceMap {
        SourceMap::of(Vec::new(), false)
    }
}

impl PartialEq for SourceMap {
    fn eq(&self, other: &SourceMap) -> bool {
        self.html == other.html && self.pieces().eq(other.pieces())
    }
}

impl Eq for SourceMap {}

impl SourceMap {
    fn of(pieces: Vec<Piece>, html: bool) -> SourceMap {
        SourceMap {
            pieces: Pieces::Many(pieces),
            html,
        }
    }

    /// The map of a text that lies in its file unchanged at `file`.
    pub fn verbatim(file: Span) -> SourceMap {
        SourceMap {
            pieces: Pieces::Whole(file),
            html: false,
        }
    }

    /// An empty map with room in which one after the other is put together; [`SourceMap::copy`] gives
    /// each, [`SourceMap::clear`] makes it empty again.
    pub(crate) fn with_room() -> SourceMap {
        SourceMap::of(Vec::with_capacity(ROOM), false)
    }

    /// Takes all pieces out and keeps their memory.
    pub(crate) fn clear(&mut self) {
        match &mut self.pieces {
            Pieces::Many(pieces) => pieces.clear(),
            Pieces::Whole(_) => self.pieces = Pieces::Many(Vec::new()),
        }
        self.html = false;
    }

    /// The same map in as little memory as it takes.
    pub(crate) fn copy(&self) -> SourceMap {
        match self.as_whole() {
            Some(file) => SourceMap {
                pieces: Pieces::Whole(file),
                html: self.html,
            },
            None => self.clone(),
        }
    }

    /// The bytes of the file when there is one piece, which is verbatim and begins the text.
    fn as_whole(&self) -> Option<Span> {
        match &self.pieces {
            Pieces::Whole(file) => Some(*file),
            Pieces::Many(pieces) => match pieces[..] {
                [piece] if piece == Piece::whole(piece.file) => Some(piece.file),
                _ => None,
            },
        }
    }

    /// The pieces, each as it is.
    fn pieces(&self) -> impl Iterator<Item = Piece> {
        let (whole, many) = match &self.pieces {
            Pieces::Whole(file) => (Some(Piece::whole(*file)), &[][..]),
            Pieces::Many(pieces) => (None, &pieces[..]),
        };
        whole.into_iter().chain(many.iter().copied())
    }

    /// The pieces as a list that more can be added to.
    fn list(&mut self) -> &mut Vec<Piece> {
        if let Pieces::Whole(file) = self.pieces {
            self.pieces = Pieces::Many(vec![Piece::whole(file)]);
        }
        match &mut self.pieces {
            Pieces::Many(pieces) => pieces,
            Pieces::Whole(_) => unreachable!("it was made a list"),
        }
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
        match &mut self.pieces {
            Pieces::Whole(last) if last.len() == plain && last.end == file.start => {
                last.end = file.end;
                return;
            }
            Pieces::Many(pieces) if plain == 0 && pieces.capacity() == 0 => {
                self.pieces = Pieces::Whole(file);
                return;
            }
            _ => {}
        }
        let pieces = self.list();
        if let Some(last) = pieces.last_mut()
            && last.verbatim
            && last.plain.end == plain
            && last.file.end == file.start
        {
            last.plain.end += file.len();
            last.file.end = file.end;
            return;
        }
        pieces.push(Piece {
            plain: Span::new(plain, plain + file.len()),
            file,
            verbatim: true,
        });
    }

    /// Adds a stretch whose file bytes differ from its text: an entity, an escape, a soft wrap.
    pub fn push_opaque(&mut self, plain: Span, file: Span) {
        self.list().push(Piece {
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
        self.file_at(at, |piece| piece.plain.end <= at, |piece| piece.file.start)
    }

    fn file_end(&self, at: usize) -> usize {
        self.file_at(at, |piece| piece.plain.end < at, |piece| piece.file.end)
    }

    /// Where `at` lies in the first piece that is not `before` it: a place in one that is verbatim,
    /// the `edge` of any other.
    fn file_at(
        &self,
        at: usize,
        before: impl Fn(&Piece) -> bool,
        edge: impl Fn(&Piece) -> usize,
    ) -> usize {
        let pieces = match &self.pieces {
            Pieces::Whole(file) => return file.end.min(file.start.saturating_add(at)),
            Pieces::Many(pieces) => pieces,
        };
        let index = pieces.partition_point(before);
        match pieces.get(index) {
            Some(piece) if piece.verbatim => {
                piece.file.start + at.saturating_sub(piece.plain.start)
            }
            Some(piece) => edge(piece),
            None => pieces.last().map_or(0, |piece| piece.file.end),
        }
    }

    /// The bytes of the file from the first to the last piece; `None` for an empty map.
    pub(crate) fn extent(&self) -> Option<Span> {
        match &self.pieces {
            Pieces::Whole(file) => Some(*file),
            Pieces::Many(pieces) => {
                let (first, last) = (pieces.first()?, pieces.last()?);
                Some(Span::new(first.file.start, last.file.end))
            }
        }
    }

    /// The stretch of plain text that lies in the bytes `file`; `None` when none does.
    ///
    /// The inverse of [`SourceMap::file_span`]: a piece that is not verbatim counts whole.
    pub(crate) fn plain_span(&self, file: Span) -> Option<Span> {
        let pieces = self.pieces().filter(|piece| piece.file.overlaps(file));
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
        let mut part = SourceMap::of(Vec::new(), self.html);
        let pieces = match &self.pieces {
            Pieces::Whole(file) => &[Piece::whole(*file)][..],
            Pieces::Many(pieces) => pieces,
        };
        let first = pieces.partition_point(|piece| piece.plain.end <= span.start);
        for piece in &pieces[first..] {
            if piece.plain.start >= span.end {
                break;
            }
            let plain = Span::new(
                piece.plain.start.max(span.start),
                piece.plain.end.min(span.end),
            );
            let at = Span::new(plain.start - span.start, plain.end - span.start);
            if piece.verbatim {
                let start = piece.file.start + (plain.start - piece.plain.start);
                part.push_verbatim(at.start, Span::new(start, start + plain.len()));
            } else {
                part.push_opaque(at, piece.file);
            }
        }
        part
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
    fn a_map_of_one_piece_is_the_same_whatever_room_it_has() {
        let mut map = SourceMap::with_room();
        map.push_verbatim(0, Span::new(3, 9));
        assert_eq!(map, SourceMap::verbatim(Span::new(3, 9)));
        let copy = map.copy();
        for start in 0..=7 {
            for end in start..=7 {
                let plain = Span::new(start, end);
                assert_eq!(map.file_span(plain), copy.file_span(plain), "{plain:?}");
                assert_eq!(map.part(plain), copy.part(plain), "{plain:?}");
            }
        }
        map.push_opaque(Span::new(6, 7), Span::new(9, 14));
        assert_ne!(map, copy);
        assert_eq!(map.copy(), map);
        map.clear();
        assert_eq!(map.extent(), None);
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
