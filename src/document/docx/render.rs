//! Text with tags, written as runs in place of bytes of a paragraph.
//!
//! What is replaced may begin in the middle of a `w:t` of one run and end in that of another. The
//! new runs take over in the state the first is in and hand over in the state the last needs, so
//! every byte around them stays. Marks of bookmarks and comments among the replaced bytes are kept:
//! those that begin something before the new text, the others after it.

use super::names::Names;
use super::paragraph::{Layout, is_xml_space};
use crate::document::package::office::{mark, markers_in, unbroken};
use crate::document::{Block, Passage};
use crate::inline::{InlineTag, TagKind};
use crate::text::{Source, Span};
use crate::xml::{escape, is_xml_char};

/// More tags than any real paragraph has; one with more is not written in.
const MOST_TAGS: usize = 4096;

/// Where the writer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Between runs.
    Outside,
    /// In a run that looks like this class, between its elements.
    Run(usize),
    /// In a `w:t` of such a run.
    Text(usize),
}

/// Writes one passage.
struct Writer<'a> {
    layout: &'a Layout<'a>,
    names: &'a Names,
    out: String,
    state: State,
    /// Whether white space at the ends of the `w:t` that is open counts.
    preserve: bool,
}

/// What stands in the file for `passage` of `block`; `None` when it cannot be written there.
pub(super) fn render(
    source: &Source,
    (block, layout): (&Block, &Layout<'_>),
    passage: &Passage<'_>,
    names: &Names,
) -> Option<String> {
    let content = passage.content;
    if layout.fixed
        || block.content.tags.len() > MOST_TAGS
        || !content.text.chars().all(is_xml_char)
    {
        return None;
    }
    let own = block
        .content
        .tags
        .iter()
        .filter(|tag| tag.file.is_some_and(|file| passage.span.contains(file)));
    if balance(own, names) != balance(content.tags.iter(), names) {
        return None;
    }
    let (first, last) = (
        state(layout, passage.span.start),
        state(layout, passage.span.end),
    );
    let element = layout.text_at(passage.span.start);
    let mut writer = Writer {
        layout,
        names,
        out: String::new(),
        state: first,
        preserve: element.is_none_or(|element| element.preserve),
    };
    let markers = || markers_in(&layout.markers, passage.span);
    for marker in markers().filter(|marker| marker.opens) {
        writer.object(source.slice(marker.span));
    }
    let mut looks = writer.looks_at(block, passage.span.start);
    let look = |looks: &[usize]| looks.last().copied().unwrap_or(0);
    let (mut done, mut before) = (0, None);
    for tag in &content.tags {
        let text = content.text.get(done..tag.at)?;
        writer.text(unbroken(text, before, Some(tag.role)), look(&looks));
        (done, before) = (tag.at, Some(tag.role));
        writer.tag(tag, &mut looks);
    }
    let mut rest = content.text.get(done..)?.to_owned();
    if let Some(score) = passage.mark {
        rest.push_str(&mark(score));
    }
    writer.text(unbroken(&rest, before, None), look(&looks));
    for marker in markers().filter(|marker| !marker.opens) {
        writer.object(source.slice(marker.span));
    }
    // What follows may be white space that counts only in its own `w:t`.
    let ends = layout.text_at(passage.span.end);
    let same = element.map(|element| element.span) == ends.map(|element| element.span);
    writer.preserve |= same;
    writer.hand_over(last);
    Some(writer.out)
}

/// Whether `tag` is of the look of its text, not an element of its own.
fn is_look(tag: &InlineTag, names: &Names) -> bool {
    let name = names.with("rPr");
    let code = tag.code.trim_start_matches(['<', '/']);
    let rest = code.strip_prefix(name.as_str());
    rest.is_some_and(|rest| rest.starts_with(['>', '/', ' ']))
}

/// The elements around runs that `tags` close without having opened them, and leave open.
fn balance<'t>(
    tags: impl Iterator<Item = &'t InlineTag>,
    names: &Names,
) -> (Vec<&'t str>, Vec<&'t str>) {
    let (mut closed, mut open) = (Vec::new(), Vec::new());
    let mut pairs = Vec::new();
    for tag in tags.filter(|tag| !is_look(tag, names) && tag.kind != TagKind::Standalone) {
        if !ends(tag) {
            open.push(tag.code.as_str());
            pairs.push(tag.pair);
        } else if pairs.last() == Some(&tag.pair) {
            open.pop();
            pairs.pop();
        } else {
            closed.push(tag.code.as_str());
        }
    }
    (closed, open)
}

/// Whether `tag` ends a pair: a half says it by its code.
fn ends(tag: &InlineTag) -> bool {
    match tag.kind {
        TagKind::Close => true,
        TagKind::Isolated => tag.code.starts_with("</") || is_field_end(&tag.code),
        _ => false,
    }
}

/// Whether `code` is the last mark of a field.
fn is_field_end(code: &str) -> bool {
    code.contains("fldCharType=\"end\"") && !code.contains("fldCharType=\"begin\"")
}

/// Where a writer is at the byte `at`.
fn state(layout: &Layout<'_>, at: usize) -> State {
    let Some(run) = layout.run_at(at) else {
        return State::Outside;
    };
    match layout.text_at(at) {
        Some(_) => State::Text(run.class),
        None => State::Run(run.class),
    }
}

impl Writer<'_> {
    /// How text looks at the byte `at`, after each tag that is open there.
    fn looks_at(&self, block: &Block, at: usize) -> Vec<usize> {
        let mut looks = vec![0];
        let before = block.content.tags.iter().take_while(|tag| {
            // A pair that begins right here without a byte of its own is written anew.
            let begins = |start| tag.kind == TagKind::Open && start == at;
            let before = |file: Span| file.end <= at && !begins(file.start);
            tag.file.is_some_and(before)
        });
        before.for_each(|tag| self.follow(tag, &mut looks));
        looks
    }

    /// What `tag` makes of the looks.
    fn follow(&self, tag: &InlineTag, looks: &mut Vec<usize>) {
        if tag.kind == TagKind::Standalone {
            return;
        }
        if ends(tag) {
            if looks.len() > 1 {
                looks.pop();
            }
            return;
        }
        let (_, inner) = self.split(&tag.code);
        let class = match is_look(tag, self.names) {
            true => self.class(&tag.code).unwrap_or(0),
            false => inner
                .and_then(|code| self.class(code))
                .or(looks.last().copied())
                .unwrap_or(0),
        };
        looks.push(class);
    }

    /// The class whose tag has this code.
    fn class(&self, code: &str) -> Option<usize> {
        let classes = &self.layout.classes;
        classes.iter().position(|class| class.code == code)
    }

    /// The code of a link without the look of its text, and that look.
    fn split<'c>(&self, code: &'c str) -> (&'c str, Option<&'c str>) {
        let looks = self.layout.classes.iter().skip(1);
        let mut own = looks.filter(|class| code.len() > class.code.len());
        let found = own.find(|class| code.ends_with(&class.code));
        match found {
            // A field ends with a whole run, which may hold such an element but not end with it.
            Some(class) => {
                let (element, look) = code.split_at(code.len() - class.code.len());
                (element, Some(look))
            }
            None => (code, None),
        }
    }

    fn tag(&mut self, tag: &InlineTag, looks: &mut Vec<usize>) {
        self.follow(tag, looks);
        if is_look(tag, self.names) {
            return;
        }
        let code = match tag.kind == TagKind::Standalone || ends(tag) {
            true => tag.code.as_str(),
            false => self.split(&tag.code).0,
        };
        self.object(code);
    }

    /// Writes `text` so that it looks like `class`.
    fn text(&mut self, text: &str, class: usize) {
        if text.is_empty() {
            return;
        }
        let own = self.state == State::Text(class);
        // At the start of a `w:t` that does not keep it, white space would be lost.
        let lost = !self.preserve && self.out.is_empty() && text.starts_with(is_xml_space);
        if !own || lost {
            self.enter(class);
            self.open_text();
        }
        escape(&mut self.out, text, false);
    }

    /// Writes elements that stand between runs.
    fn object(&mut self, code: &str) {
        self.leave();
        self.out.push_str(code);
    }

    /// Begins a run that looks like `class`, or stays in one, outside its text.
    fn enter(&mut self, class: usize) {
        match self.state {
            State::Text(own) if own == class => self.close_text(),
            State::Run(own) if own == class => {}
            _ => {
                self.leave();
                let whole = &self.layout.classes[class].whole;
                let run = format!("<{}>{whole}", self.names.with("r"));
                self.out.push_str(&run);
                self.state = State::Run(class);
            }
        }
    }

    fn open_text(&mut self) {
        if let State::Run(class) = self.state {
            let text = format!("<{} xml:space=\"preserve\">", self.names.with("t"));
            self.out.push_str(&text);
            self.state = State::Text(class);
            self.preserve = true;
        }
    }

    fn close_text(&mut self) {
        let State::Text(class) = self.state else {
            return;
        };
        let end = format!("</{}>", self.names.with("t"));
        self.state = State::Run(class);
        let kept = self.out.trim_end_matches(is_xml_space).len();
        if self.preserve || kept == self.out.len() {
            self.out.push_str(&end);
            return;
        }
        // White space at the end of a `w:t` that does not keep it gets one that does.
        let space = self.out.split_off(kept);
        self.out.push_str(&end);
        self.open_text();
        self.out.push_str(&space);
        self.out.push_str(&end);
        self.state = State::Run(class);
    }

    fn leave(&mut self) {
        self.close_text();
        if let State::Run(_) = self.state {
            self.out.push_str(&format!("</{}>", self.names.with("r")));
            self.state = State::Outside;
        }
    }

    /// Leaves the file in the state that what follows needs.
    fn hand_over(&mut self, state: State) {
        match state {
            State::Outside => self.leave(),
            State::Run(class) => self.enter(class),
            State::Text(class) if self.state == State::Text(class) && self.preserve => {}
            State::Text(class) => {
                self.enter(class);
                self.open_text();
            }
        }
    }
}
