//! A piece of a file with carets under what is meant: the one door to `annotate-snippets`.
//!
//! A paragraph of an article is one long line, so only a window around the place is shown, cut at
//! words. Everything is escaped before it is drawn: a line of a file never reaches a terminal or a
//! CI log as it is.

use crate::text::escape::escape;
use crate::text::{Source, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::borrow::Cow;

/// Characters shown before the place: enough to know the sentence again.
const BEFORE: usize = 36;

/// Characters shown of the place and after it: with [`BEFORE`] a line of a usual terminal.
const AFTER: usize = 60;

/// Width at which the drawing would be cut; escaped text can be six times as long.
const WIDTH: usize = 8 * (BEFORE + AFTER);

/// The words around a place, each part escaped and on one line.
pub(super) struct Window {
    pub(super) before: String,
    pub(super) meant: String,
    pub(super) after: String,
}

impl Window {
    /// What stands around `span` on the line of `file` on which it begins.
    pub(super) fn new(file: &Source, span: Span) -> Window {
        let line = file.line_at(span.start);
        let from = span.start.clamp(line.start, line.end);
        let to = span.end.clamp(from, line.end);
        // In a file of parts this is the paragraph as a reader sees it.
        let [before, meant, after] = [
            Span::new(line.start, from),
            Span::new(from, to),
            Span::new(to, line.end),
        ]
        .map(|span| file.visible(span));
        let text = format!("{before}{meant}{after}");
        let text = text.as_str();
        let start = before.len();
        let end = start + meant.len();
        let (first, last) = (window_start(text, start), window_end(text, start));
        let end = end.min(last).max(start);
        let more = if last < text.len() { "…" } else { "" };
        Window {
            before: ellipsis(first > 0, &text[first..start]),
            meant: one_line(&text[start..end]),
            after: format!("{}{more}", one_line(&text[end..last])),
        }
    }
}

/// The line of `file` on which `span` begins, with carets under the span.
pub(super) fn snippet(file: &Source, span: Span, color: bool) -> String {
    let Window {
        before,
        meant,
        after,
    } = Window::new(file, span);
    let carets = before.len()..before.len() + meant.len();
    let drawn = format!("{before}{meant}{after}");
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let snippet = Snippet::source(Cow::Owned(drawn))
        .line_start(file.place(span.start).line)
        .annotation(AnnotationKind::Primary.span(carets));
    let group = Group::with_level(Level::WARNING).element(snippet);
    let drawing = renderer.term_width(WIDTH).render(&[group]);
    // Escaped piece by piece, a command of a CI runner may still stand across two pieces.
    drawing
        .replace("##[", "\\u{23}#[")
        .replace("##vso[", "\\u{23}#vso[")
}

fn ellipsis(cut: bool, text: &str) -> String {
    let dots = if cut { "…" } else { "" };
    format!("{dots}{}", one_line(text))
}

/// `text` escaped, its tabs as spaces so that the carets stand where they should.
fn one_line(text: &str) -> String {
    escape(&text.replace('\t', " "))
}

/// Where the window begins: [`BEFORE`] characters earlier, at the start of a word.
fn window_start(text: &str, start: usize) -> usize {
    let mut back = text[..start].char_indices().rev();
    let Some((far, _)) = back.nth(BEFORE) else {
        return 0;
    };
    let space = text[far..start].find(' ').map(|offset| far + offset + 1);
    space.unwrap_or(far)
}

/// Where the window ends: [`AFTER`] characters later, at the end of a word.
fn window_end(text: &str, start: usize) -> usize {
    let Some((far, _)) = text[start..].char_indices().nth(AFTER) else {
        return text.len();
    };
    let far = start + far;
    let space = text[start..far].rfind(' ').map(|offset| start + offset);
    space.filter(|&end| end > start).unwrap_or(far)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, meant: &str) -> String {
        let file = Source::new("a.md", text);
        let start = text.find(meant).unwrap();
        snippet(&file, Span::new(start, start + meant.len()), false)
    }

    #[test]
    fn carets_stand_under_the_characters() {
        let lines = drawn("\n\nЗонд передал 2 снимка.", "2 снимка");
        let mut lines = lines.lines().skip(1);
        let (text, carets) = (lines.next().unwrap(), lines.next().unwrap());
        assert_eq!(text, "3 | Зонд передал 2 снимка.");
        assert_eq!(carets, "  |              ^^^^^^^^");
    }

    #[test]
    fn a_long_line_is_cut_at_words() {
        let text = format!("{}ici{}", "avant ".repeat(40), " après".repeat(40));
        let drawing = drawn(&text, "ici");
        let line = drawing.lines().nth(1).unwrap();
        assert!(line.chars().count() < 110, "{line}");
        assert!(
            line.contains("…avant") && line.ends_with("après…"),
            "{line}"
        );
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        let drawing = drawn("\u{1B}[2Jsonde ##[group]", "sonde #");
        assert!(
            !drawing.contains('\u{1B}') && !drawing.contains("##["),
            "{drawing}"
        );
    }

    #[test]
    fn a_place_over_several_lines_shows_its_first() {
        let drawing = drawn("un\r\ndeux trois\r\nquatre", "deux trois\r\nquatre");
        assert!(drawing.contains("2 | deux trois"), "{drawing}");
    }
}
