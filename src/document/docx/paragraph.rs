//! A paragraph of runs becomes one text with tags.
//!
//! ```text
//! <w:r><w:t>Das </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>CNES</w:t></w:r><w:r><w:t> …</w:t></w:r>
//!                                                        Das CNES …  with a pair around CNES
//! ```
//!
//! Runs that look the same are one text however often Word has cut them. A link is a pair, and what
//! all of its text looks like belongs to it, so that it is not two pairs. A field whose result is
//! for the program to write (a page number, a reference) is one standalone tag; so is everything
//! else without text of its own. Line breaks and tabs stand between two characters of white space,
//! for words on their sides are not one word.
//!
//! A tag's code is what stands in the file, made whole: `<w:rPr>…</w:rPr>` with what its text has
//! besides the rest, or complete elements.

use super::content::Content;
use super::fields::Carried;
use super::names::Names;
use super::props::{Props, common};
use crate::document::package::office::Marker;
use crate::inline::{InlineText, SourceMap, TagRole};
use crate::text::Span;
use crate::text::parts::Part;
use hashbrown::HashMap;
use std::borrow::Cow;
use std::rc::Rc;

/// What a piece of a paragraph is.
#[derive(Clone, Debug)]
pub(super) enum PieceKind<'a> {
    /// Text; whether it stands in the file as it reads, and its run.
    Text {
        text: Cow<'a, str>,
        verbatim: bool,
        run: usize,
    },
    /// Something without text.
    Object(TagRole),
    /// The start of a link or another element around runs.
    Open(TagRole),
    /// Its end.
    Close,
    /// A mark of a field.
    Field(Field),
    /// The mark of a comment.
    Comment,
}

/// A mark of a field, or its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Begin,
    Separate,
    End,
    Code(String),
}

/// A piece of a paragraph and its bytes.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    pub(super) kind: PieceKind<'a>,
    pub(super) file: Span,
}

/// A run: its bytes and how it looks.
#[derive(Clone, Debug)]
pub(super) struct Run<'a> {
    pub(super) span: Span,
    pub(super) props: Rc<Props<'a>>,
    pub(super) class: usize,
    /// Whether it began before what is read of its paragraph.
    cut: bool,
}

/// The bytes inside a `w:t`.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextElement {
    pub(super) span: Span,
    /// Whether white space at its ends counts.
    pub(super) preserve: bool,
}

/// Runs that look the same.
#[derive(Clone, Debug)]
pub(super) struct Class<'a> {
    /// What they have besides all others.
    pub(super) besides: Vec<&'a str>,
    /// The code of a tag around them; empty for those that have nothing besides.
    pub(super) code: String,
    /// Their properties as an element.
    pub(super) whole: Cow<'a, str>,
}

/// How a block lies in its paragraph: what is needed to write in it.
#[derive(Debug, Default)]
pub(super) struct Layout<'a> {
    pub(super) runs: Vec<Run<'a>>,
    pub(super) texts: Vec<TextElement>,
    pub(super) markers: Vec<Marker>,
    /// The first is that of text without a tag.
    pub(super) classes: Vec<Class<'a>>,
    /// Whether nothing is written here: text in a CDATA section takes no elements.
    pub(super) fixed: bool,
}

/// A paragraph while it is read.
#[derive(Debug)]
pub(super) struct Paragraph<'a> {
    /// Where the paragraph, or what follows a text box in it, begins.
    pub(super) start: usize,
    pieces: Vec<Piece<'a>>,
    runs: Vec<Run<'a>>,
    texts: Vec<TextElement>,
    markers: Vec<Marker>,
    /// The first piece of the run, and of the `w:t`, that is open.
    first_of_run: usize,
    first_of_text: usize,
    in_run: bool,
    fixed: bool,
    /// The properties of a run that has none.
    none: Rc<Props<'a>>,
}

impl<'a> Paragraph<'a> {
    pub(super) fn new(start: usize) -> Paragraph<'a> {
        Paragraph {
            start,
            pieces: Vec::new(),
            runs: Vec::new(),
            texts: Vec::new(),
            markers: Vec::new(),
            first_of_run: 0,
            first_of_text: 0,
            in_run: false,
            fixed: false,
            none: Rc::default(),
        }
    }

    /// A paragraph for the memory of one that was put together.
    pub(super) fn of(layout: Layout<'a>) -> Paragraph<'a> {
        Paragraph {
            runs: layout.runs,
            texts: layout.texts,
            markers: layout.markers,
            ..Paragraph::new(0)
        }
    }

    /// The same empty and beginning at `start`, in the memory it has.
    pub(super) fn again(mut self, start: usize) -> Paragraph<'a> {
        self.start = start;
        self.pieces.clear();
        self.runs.clear();
        self.texts.clear();
        self.markers.clear();
        (self.first_of_run, self.first_of_text) = (0, 0);
        (self.in_run, self.fixed) = (false, false);
        self
    }

    /// Ends what was read so far before an object; gives the rest, which begins after it at `end`.
    pub(super) fn cut(&mut self, end: usize) -> Paragraph<'a> {
        let mut rest = Paragraph::new(end);
        rest.in_run = self.in_run;
        if self.in_run
            && let Some(run) = self.runs.last()
        {
            rest.runs.push(Run {
                cut: true,
                ..run.clone()
            });
        }
        rest
    }

    pub(super) fn begin_run(&mut self, start: usize) {
        self.in_run = true;
        self.first_of_run = self.pieces.len();
        self.runs.push(Run {
            span: Span::new(start, usize::MAX),
            props: Rc::clone(&self.none),
            class: 0,
            cut: false,
        });
    }

    pub(super) fn set_props(&mut self, props: Rc<Props<'a>>) {
        if let Some(run) = self.runs.last_mut() {
            run.props = props;
        }
    }

    /// Ends the run at `end`: what stands at its edges without being text takes the run's own tags
    /// with it.
    pub(super) fn end_run(&mut self, end: usize) {
        self.in_run = false;
        let Some(run) = self.runs.last_mut() else {
            return;
        };
        run.span.end = end;
        let (span, cut) = (run.span, run.cut);
        let first = self.first_of_run.min(self.pieces.len());
        let own = &mut self.pieces[first..];
        let comment = |piece: &Piece<'_>| matches!(piece.kind, PieceKind::Comment);
        if !own.is_empty() && own.iter().all(comment) && !cut {
            self.pieces.truncate(first);
            return self.marker(span, false);
        }
        for piece in own.iter_mut().filter(|piece| comment(piece)) {
            piece.kind = PieceKind::Object(TagRole::Other);
        }
        let is_text = |piece: &Piece<'_>| matches!(piece.kind, PieceKind::Text { .. });
        if let Some(piece) = own.first_mut().filter(|piece| !is_text(piece) && !cut) {
            piece.file.start = span.start;
        }
        if let Some(piece) = own.last_mut().filter(|piece| !is_text(piece)) {
            piece.file.end = span.end;
        }
    }

    pub(super) fn begin_text(&mut self, start: usize, preserve: bool) {
        self.first_of_text = self.pieces.len();
        self.texts.push(TextElement {
            span: Span::empty(start),
            preserve,
        });
    }

    /// Ends the `w:t` whose content ends at `end`.
    pub(super) fn end_text(&mut self, end: usize) {
        let Some(element) = self.texts.last_mut() else {
            return;
        };
        element.span.end = end.max(element.span.start);
        let place = Span::empty(element.span.end);
        if self.pieces.len() == self.first_of_text {
            // Empty, but it parts what stands before it from what stands after.
            return self.push_text("", place);
        }
        if element.preserve {
            return;
        }
        let own = &mut self.pieces[self.first_of_text..];
        if let Some(piece) = own.first_mut()
            && let PieceKind::Text { text, verbatim, .. } = &mut piece.kind
        {
            let length = text.len() - text.trim_start_matches(is_xml_space).len();
            *text = part_of(text, Span::new(length, text.len()));
            if *verbatim {
                piece.file.start += length;
            }
        }
        if let Some(piece) = own.last_mut()
            && let PieceKind::Text { text, verbatim, .. } = &mut piece.kind
        {
            let length = text.trim_end_matches(is_xml_space).len();
            if *verbatim {
                piece.file.end -= text.len() - length;
            }
            *text = part_of(text, Span::new(0, length));
        }
    }

    /// Text that stands in the file as it reads.
    pub(super) fn push_verbatim(&mut self, text: &'a str, file: Span) {
        self.push_piece(text.into(), file, true);
    }

    /// Says that nothing can be written in the paragraph.
    pub(super) fn fix(&mut self) {
        self.fixed = true;
    }

    /// Text that stands in the file otherwise: a reference, an element for a character.
    pub(super) fn push_text(&mut self, text: &'a str, file: Span) {
        self.push_piece(text.into(), file, false);
    }

    /// The character that a reference stands for.
    pub(super) fn push_decoded(&mut self, c: Option<char>, file: Span) {
        let text = c.map_or_else(String::new, String::from);
        self.push_piece(text.into(), file, false);
    }

    fn push_piece(&mut self, text: Cow<'a, str>, file: Span, verbatim: bool) {
        let kind = PieceKind::Text {
            text,
            verbatim,
            run: self.runs.len().saturating_sub(1),
        };
        self.pieces.push(Piece { kind, file });
    }

    pub(super) fn push(&mut self, kind: PieceKind<'a>, file: Span) {
        self.pieces.push(Piece { kind, file });
    }

    pub(super) fn marker(&mut self, span: Span, opens: bool) {
        self.markers.push(Marker { span, opens });
    }

    /// What opened last reaches to `end`.
    pub(super) fn extend_open(&mut self, end: usize) {
        if let Some(piece) = self.pieces.last_mut()
            && matches!(piece.kind, PieceKind::Open(_))
        {
            piece.file.end = end;
        }
    }

    /// What closed last reaches to `end`.
    pub(super) fn extend_close(&mut self, end: usize) {
        if let Some(piece) = self.pieces.last_mut()
            && matches!(piece.kind, PieceKind::Close)
        {
            piece.file.end = end;
        }
    }

    /// The content of the paragraph, which lies in `part`, when nothing in it can be a tag: it is text,
    /// and all of its runs look the same. So are most.
    pub(super) fn plain(&self, carried: &Carried) -> Option<InlineText> {
        let (first, others) = self.runs.split_first()?;
        let same = |run: &Run<'_>| {
            Rc::ptr_eq(&run.props, &first.props) || run.props.seen == first.props.seen
        };
        let mut length = 0;
        for piece in &self.pieces {
            match &piece.kind {
                PieceKind::Text { text, .. } => length += text.len(),
                _ => return None,
            }
        }
        if !carried.is_empty() || !others.iter().all(same) {
            return None;
        }
        let mut text = String::with_capacity(length);
        let mut map = SourceMap::default();
        for piece in &self.pieces {
            if let PieceKind::Text {
                text: more,
                verbatim,
                ..
            } = &piece.kind
                && !more.is_empty()
            {
                map_text(&mut map, text.len(), more, *verbatim, piece.file);
                text.push_str(more);
            }
        }
        let length = text.trim_end_matches(is_xml_space).len();
        if length < text.len() {
            text.truncate(length);
            map = map.part(Span::new(0, length));
        }
        Some(InlineText {
            text,
            tags: Vec::new(),
            map: Some(map),
        })
    }

    /// The content of the paragraph, which lies in `part`.
    pub(super) fn finish(
        self,
        part: Part<'_>,
        names: &Names,
        carried: &mut Carried,
    ) -> (InlineText, Layout<'a>) {
        let mut layout = Layout {
            runs: self.runs,
            texts: self.texts,
            markers: self.markers,
            classes: Vec::new(),
            fixed: self.fixed,
        };
        let pieces = super::fields::resolve(self.pieces, carried);
        let pieces = parted(without_empty_links(pieces));
        layout.find_classes(&pieces, names);
        layout.drop_markers_in(&pieces);
        let code = |file: Span| layout.code(file, part, names);
        let content = Content::new(&layout, &pieces, &code, names).build();
        (content, layout)
    }
}

/// Says in `map` where the piece of text `text` lies, which stands at `plain`.
pub(super) fn map_text(map: &mut SourceMap, plain: usize, text: &str, verbatim: bool, file: Span) {
    match verbatim {
        true => map.push_verbatim(plain, file),
        false => map.push_opaque(Span::new(plain, plain + text.len()), file),
    }
}

pub(super) fn is_xml_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// The bytes `span` of `text`.
fn part_of<'a>(text: &Cow<'a, str>, span: Span) -> Cow<'a, str> {
    match text {
        Cow::Borrowed(text) => text[span.range()].into(),
        Cow::Owned(text) => text[span.range()].to_owned().into(),
    }
}

/// Whether `piece` is text that is seen.
pub(super) fn ink(piece: &Piece<'_>) -> Option<usize> {
    match &piece.kind {
        PieceKind::Text { text, run, .. } if text.contains(|c: char| !c.is_whitespace()) => {
            Some(*run)
        }
        _ => None,
    }
}

/// Links around no text, each made one object with what is in it.
fn without_empty_links(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    if !pieces
        .iter()
        .any(|piece| matches!(piece.kind, PieceKind::Close))
    {
        return pieces;
    }
    let mut kept: Vec<Piece<'_>> = Vec::with_capacity(pieces.len());
    // Where each open link stands in `kept`, and whether text was in it.
    let mut open: Vec<(usize, bool)> = Vec::new();
    for piece in pieces {
        match piece.kind {
            PieceKind::Open(_) => open.push((kept.len(), false)),
            PieceKind::Text { .. } => {
                if let Some((_, has_text)) = open.last_mut() {
                    *has_text |= ink(&piece).is_some();
                }
            }
            PieceKind::Close => {
                if let Some((start, has_text)) = open.pop() {
                    if has_text {
                        if let Some((_, outer)) = open.last_mut() {
                            *outer = true;
                        }
                    } else {
                        let inside = &kept[start + 1..];
                        let space =
                            |piece: &Piece<'_>| matches!(piece.kind, PieceKind::Text { .. });
                        let role = match kept[start].kind {
                            // A link of white space parts words still.
                            _ if inside.iter().any(space) => TagRole::Break,
                            PieceKind::Open(role) => role,
                            _ => TagRole::Other,
                        };
                        let file = Span::new(kept[start].file.start, piece.file.end);
                        kept.truncate(start);
                        kept.push(Piece {
                            kind: PieceKind::Object(role),
                            file,
                        });
                        continue;
                    }
                }
            }
            _ => {}
        }
        kept.push(piece);
    }
    kept
}

/// `pieces`, the white space at the ends of each text a piece of its own: whether it belongs to a look
/// must not depend on how a program has cut its texts.
fn parted(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut parted = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let (text, run) = match &piece.kind {
            PieceKind::Text {
                text,
                verbatim: true,
                run,
            } if ink(&piece).is_some() && text.len() == piece.file.len() => (text.clone(), *run),
            _ => {
                parted.push(piece);
                continue;
            }
        };
        let start = text.len() - text.trim_start().len();
        let end = text.trim_end().len();
        if (start, end) == (0, text.len()) {
            parted.push(piece);
            continue;
        }
        let spans = [(0, start), (start, end), (end, text.len())].map(|(a, b)| Span::new(a, b));
        for span in spans.into_iter().filter(|span| !span.is_empty()) {
            let kind = PieceKind::Text {
                text: part_of(&text, span),
                verbatim: true,
                run,
            };
            let file = span.shift(piece.file.start);
            parted.push(Piece { kind, file });
        }
    }
    parted
}

/// The properties `seen` as an element; nothing without any.
fn element(seen: &[&str], names: &Names) -> String {
    if seen.is_empty() {
        return String::new();
    }
    let around = [names.look_start(), names.look_end()];
    let length = around.iter().chain(seen).map(|part| part.len()).sum();
    let mut element = String::with_capacity(length);
    element.push_str(around[0]);
    element.extend(seen.iter().copied());
    element.push_str(around[1]);
    element
}

impl<'a> Layout<'a> {
    /// Says for each run which others it looks like.
    fn find_classes(&mut self, pieces: &[Piece<'_>], names: &Names) {
        let mut seen = vec![false; self.runs.len()];
        pieces
            .iter()
            .filter_map(ink)
            .for_each(|run| seen[run] = true);
        let none = !seen.contains(&true);
        let runs = self.runs.iter().zip(&seen);
        let base = common(
            runs.filter(|(_, seen)| **seen || none)
                .map(|(run, _)| &*run.props),
        );
        let element = |seen: &[&str]| element(seen, names);
        self.classes.push(Class {
            besides: Vec::new(),
            code: String::new(),
            whole: element(&base).into(),
        });
        let mut known: HashMap<Vec<&str>, usize> = HashMap::new();
        let mut found = false;
        for run in &mut self.runs {
            let mut besides = run.props.besides(&base);
            if run.props.seen.len() != base.len() + besides.len() {
                // White space that lacks what all text has is not written as text is.
                besides = run.props.seen.clone();
                besides.push("");
            }
            let own = match besides.is_empty() {
                true => Some(0),
                false => known.get(&besides).copied(),
            };
            run.class = own.unwrap_or(self.classes.len());
            // The first run without anything besides shows how such text is written.
            if run.class == 0 && !std::mem::replace(&mut found, true) {
                self.classes[0].whole = run.props.whole.into();
            }
            if own.is_none() {
                known.insert(besides.clone(), run.class);
                self.classes.push(Class {
                    code: element(&besides),
                    besides,
                    whole: run.props.whole.into(),
                });
            }
        }
    }

    /// Leaves out the markers in objects among `pieces`: they are part of them.
    fn drop_markers_in(&mut self, pieces: &[Piece<'_>]) {
        let object = |piece: &&Piece<'_>| matches!(piece.kind, PieceKind::Object(_));
        let mut objects = pieces.iter().filter(object).peekable();
        self.markers.retain(|marker| {
            while objects
                .next_if(|object| object.file.end <= marker.span.start)
                .is_some()
            {}
            !objects
                .peek()
                .is_some_and(|object| object.file.contains(marker.span))
        });
    }

    /// The run that the byte `at` lies inside of.
    pub(super) fn run_at(&self, at: usize) -> Option<&Run<'a>> {
        let after = self.runs.partition_point(|run| run.span.start < at);
        let run = self.runs.get(after.checked_sub(1)?)?;
        (at < run.span.end).then_some(run)
    }

    /// The text element that the byte `at` lies in or at the edge of.
    pub(super) fn text_at(&self, at: usize) -> Option<TextElement> {
        let after = self.texts.partition_point(|text| text.span.start <= at);
        let text = self.texts.get(after.checked_sub(1)?)?;
        (at <= text.span.end).then_some(*text)
    }

    /// The bytes `file`, with the start of the run in which they begin and the end of that in which
    /// they end.
    fn code(&self, file: Span, part: Part<'_>, names: &Names) -> String {
        let slice = Span::new(file.start - part.start, file.end - part.start);
        let slice = part.text.get(slice.range()).unwrap_or_default();
        let run = names.run();
        let mut code = String::with_capacity(slice.len() + 2 * run.len() + "<></>".len());
        if let Some(begun) = self.run_at(file.start) {
            // What is not seen may differ when the run before has taken its place.
            let look = element(&begun.props.seen, names);
            code.extend(["<", run, ">", &look]);
        }
        code.push_str(slice);
        if self.run_at(file.end).is_some() {
            code.extend(["</", run, ">"]);
        }
        code
    }
}
