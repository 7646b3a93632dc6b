//! Pieces of a paragraph put together: one text, its tags, and where each lies in the file.
//!
//! Tags are made of the looks of runs and of what stands around them. A pair for a look never
//! crosses the edge of a link, and it ends after its last text, before what follows without text:
//! so the same content comes out whatever way a program has cut its runs.

use super::names::Names;
use super::paragraph::{Layout, Piece, PieceKind, ink, is_xml_space, map_text};
use crate::inline::{InlineTag, InlineText, SourceMap, TagKind, TagRole};
use crate::text::Span;
use std::collections::HashSet;

/// Content while it is put together.
pub(super) struct Content<'a> {
    layout: &'a Layout<'a>,
    pieces: &'a [Piece<'a>],
    code: &'a dyn Fn(Span) -> String,
    names: &'a Names,
    /// The last piece of text that is seen.
    last_ink: usize,
    /// How each piece of text looks.
    classes: Vec<usize>,
    partners: Vec<Option<usize>>,
    out: InlineText,
    map: SourceMap,
    pairs: u32,
    /// How text without a tag looks here: in the paragraph, and in each link around.
    bases: Vec<usize>,
    open: Option<Look>,
    /// Looks that are on text that is seen, in order.
    inked: Vec<u32>,
}

/// A pair around text of another look, while it is open.
struct Look {
    class: usize,
    pair: u32,
    role: TagRole,
    /// Where its end belongs: among the tags, in the text, and its bytes.
    tag: usize,
    at: usize,
    file: Span,
}

impl<'a> Content<'a> {
    pub(super) fn new(
        layout: &'a Layout<'a>,
        pieces: &'a [Piece<'a>],
        code: &'a dyn Fn(Span) -> String,
        names: &'a Names,
    ) -> Content<'a> {
        Content {
            layout,
            pieces,
            code,
            names,
            last_ink: pieces
                .iter()
                .rposition(|piece| ink(piece).is_some())
                .unwrap_or(0),
            classes: looks(layout, pieces),
            partners: partners(pieces),
            out: InlineText::default(),
            map: SourceMap::default(),
            pairs: 0,
            bases: vec![0],
            open: None,
            inked: Vec::new(),
        }
    }

    pub(super) fn build(mut self) -> InlineText {
        let mut links = Vec::new();
        let lengths = self.pieces.iter().map(|piece| match &piece.kind {
            PieceKind::Text { text, .. } => text.len(),
            _ => 0,
        });
        self.out.text.reserve_exact(lengths.sum());
        for (index, piece) in self.pieces.iter().enumerate() {
            match &piece.kind {
                PieceKind::Text {
                    text,
                    verbatim,
                    run,
                } => {
                    self.text(index, text, *verbatim, *run);
                }
                PieceKind::Open(role) => {
                    self.close_look();
                    let base = self.bases.last().copied().unwrap_or(0);
                    let inner = self.partners[index].and_then(|end| self.look_of(index, end));
                    let inner = inner.unwrap_or(base);
                    let mut code = (self.code)(piece.file);
                    if inner != base {
                        code.push_str(&self.layout.classes[inner].code);
                    }
                    self.bases.push(inner);
                    self.pairs += 1;
                    links.push((self.pairs, *role));
                    let kind = match self.partners[index] {
                        Some(_) => TagKind::Open,
                        None => TagKind::Isolated,
                    };
                    self.tag(kind, self.pairs, *role, code, piece.file);
                }
                PieceKind::Close => {
                    self.close_look();
                    let code = (self.code)(piece.file);
                    match links.pop() {
                        Some((pair, role)) => {
                            self.bases.pop();
                            self.tag(TagKind::Close, pair, role, code, piece.file);
                        }
                        None => {
                            self.pairs += 1;
                            let role = TagRole::Other;
                            self.tag(TagKind::Isolated, self.pairs, role, code, piece.file);
                        }
                    }
                }
                PieceKind::Object(role) => self.object(*role, piece.file),
                PieceKind::Field(_) | PieceKind::Comment => {
                    self.object(TagRole::Other, piece.file);
                }
            }
        }
        self.close_look();
        self.finished()
    }

    fn text(&mut self, index: usize, text: &str, verbatim: bool, run: usize) {
        if text.is_empty() {
            return;
        }
        let file = self.pieces[index].file;
        let class = self.classes[index];
        let base = self.bases.last().copied().unwrap_or(0);
        if self.open.as_ref().is_some_and(|look| look.class != class) {
            self.close_look();
        }
        let span = self.layout.runs[run].span;
        if self.open.is_none() && class != base {
            let before = index
                .checked_sub(1)
                .map_or(0, |last| self.pieces[last].file.end);
            let opened = Span::new(before.max(span.start).min(file.start), file.start);
            let look = &self.layout.classes[class];
            let role = self.layout.runs[run].props.role(&look.besides);
            let code = match look.code.is_empty() {
                // Plain text in a link that looks otherwise.
                true => format!("<{}/>", self.names.with("rPr")),
                false => look.code.clone(),
            };
            self.pairs += 1;
            self.tag(TagKind::Open, self.pairs, role, code, opened);
            self.open = Some(Look {
                class,
                pair: self.pairs,
                role,
                tag: self.out.tags.len(),
                at: self.out.text.len(),
                file: Span::empty(file.start),
            });
        }
        let plain = self.out.text.len();
        self.out.text.push_str(text);
        map_text(&mut self.map, plain, text, verbatim, file);
        let next = self.pieces.get(index + 1);
        let next = next.map_or(usize::MAX, |piece| piece.file.start);
        let seen = ink(&self.pieces[index]).is_some();
        if let Some(look) = &mut self.open {
            if seen {
                self.inked.push(look.pair);
            }
            // White space after its last text is no part of it, unless it shows there; at the end of
            // the paragraph there is none.
            if seen || (index < self.last_ink && self.layout.runs[run].props.on_spaces) {
                look.tag = self.out.tags.len();
                look.at = self.out.text.len();
                look.file = Span::new(file.end, span.end.min(next).max(file.end));
            }
        }
    }

    /// Ends the pair that is open after its last text.
    fn close_look(&mut self) {
        let Some(look) = self.open.take() else {
            return;
        };
        let close = InlineTag {
            at: look.at,
            kind: TagKind::Close,
            pair: look.pair,
            role: look.role,
            code: self.names.look_end().to_owned(),
            markup: None,
            file: Some(look.file),
        };
        self.out.tags.insert(look.tag, close);
    }

    fn object(&mut self, role: TagRole, file: Span) {
        self.pairs += 1;
        let code = (self.code)(file);
        if role != TagRole::Break {
            return self.tag(TagKind::Standalone, self.pairs, role, code, file);
        }
        if !self.out.text.is_empty() {
            self.blank(" ", file.start);
        }
        self.tag(TagKind::Standalone, self.pairs, role, code, file);
        self.blank("\n", file.end);
    }

    /// White space that the file has not, at `at`.
    fn blank(&mut self, space: &str, at: usize) {
        let plain = self.out.text.len();
        self.out.text.push_str(space);
        let plain = Span::new(plain, plain + space.len());
        self.map.push_opaque(plain, Span::empty(at));
    }

    fn tag(&mut self, kind: TagKind, pair: u32, role: TagRole, code: String, file: Span) {
        self.out.tags.push(InlineTag {
            at: self.out.text.len(),
            kind,
            pair,
            role,
            code,
            markup: None,
            file: Some(file),
        });
    }

    /// How all text between the pieces `open` and `close` looks, if it looks the same.
    fn look_of(&self, open: usize, close: usize) -> Option<usize> {
        let inside = (open + 1..close).filter(|&index| ink(&self.pieces[index]).is_some());
        let mut looks = inside.map(|index| self.classes[index]);
        let first = looks.next()?;
        looks.all(|look| look == first).then_some(first)
    }

    /// The content, without white space at its end.
    fn finished(mut self) -> InlineText {
        let length = self.out.text.trim_end_matches(is_xml_space).len();
        if length < self.out.text.len() {
            self.out.text.truncate(length);
            self.map = self.map.part(Span::new(0, length));
            for tag in &mut self.out.tags {
                tag.at = tag.at.min(length);
            }
            // A look of white space that is gone.
            let ends = |tag: &InlineTag| tag.kind == TagKind::Close && tag.at == length;
            let name = self.names.look_end();
            let gone: HashSet<u32> = self
                .out
                .tags
                .iter()
                .filter(|tag| ends(tag) && tag.code == name)
                .map(|tag| tag.pair)
                .filter(|pair| self.inked.binary_search(pair).is_err())
                .collect();
            self.out.tags.retain(|tag| !gone.contains(&tag.pair));
        }
        self.out.map = Some(self.map);
        self.out
    }
}

/// How each piece of text looks; white space on which it does not show looks as what is beside it.
fn looks(layout: &Layout<'_>, pieces: &[Piece<'_>]) -> Vec<usize> {
    let mut looks = vec![0; pieces.len()];
    let mut last = None;
    // Pieces of white space after an edge, which look as the text to come.
    let mut waiting = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        match &piece.kind {
            PieceKind::Text { run, .. } => {
                let run = &layout.runs[*run];
                looks[index] = run.class;
                if ink(piece).is_some() || run.props.on_spaces {
                    last = Some(run.class);
                    waiting
                        .drain(..)
                        .for_each(|before: usize| looks[before] = run.class);
                } else {
                    match last {
                        Some(class) => looks[index] = class,
                        None => waiting.push(index),
                    }
                }
            }
            PieceKind::Open(_) | PieceKind::Close => {
                last = None;
                waiting.clear();
            }
            _ => {}
        }
    }
    looks
}

/// For each piece that opens or closes, the index of the other.
fn partners(pieces: &[Piece<'_>]) -> Vec<Option<usize>> {
    let mut partners = vec![None; pieces.len()];
    let mut open = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece.kind {
            PieceKind::Open(_) => open.push(index),
            PieceKind::Close => {
                if let Some(opened) = open.pop() {
                    partners[opened] = Some(index);
                    partners[index] = Some(opened);
                }
            }
            _ => {}
        }
    }
    partners
}
