//! Marks in a file that speak to entente: draft marks and silencing comments.
//!
//! A draft marks each fill that is not certain: `<!-- entente: 87 -->` where the format has
//! comments, `⟦87⟧` where it has none. An author silences a rule for the next block with
//! `<!-- entente: ignore=number-differs -->`. Marks in code are text about entente, not marks.
//! Costs one pass over the file.

use super::view::overlaps;
use crate::text::Span;

/// A mark that says that a fill is unfinished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its bytes in the file.
    pub span: Span,
    /// The score it gives, 0–101.
    pub score: u8,
}

/// A comment that silences a rule for the block after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// Its bytes in the file.
    pub span: Span,
    /// The rule's id.
    pub rule: String,
    /// The bytes of the file that it silences.
    pub reach: Span,
}

/// The marks of a draft in `text`, outside `code`, whose spans are in order and lie apart.
pub(super) fn draft_marks(text: &str, code: &[Span]) -> Vec<Mark> {
    let comments = between(text, "<!--", "-->")
        .into_iter()
        .filter_map(|(span, inside)| {
            let score = inside.trim().strip_prefix("entente:")?;
            Some((span, score.trim()))
        });
    let jsx = between(text, "{/*", "*/}")
        .into_iter()
        .filter_map(|(span, inside)| {
            let score = inside.trim().strip_prefix("entente:")?;
            Some((span, score.trim()))
        });
    let brackets = between(text, "⟦", "⟧");
    let mut marks: Vec<Mark> = comments
        .chain(jsx)
        .chain(brackets)
        .filter_map(|(span, score)| {
            Some(Mark {
                span,
                score: read_score(score)?,
            })
        })
        .filter(|mark| !overlaps(code, mark.span))
        .collect();
    marks.sort_by_key(|mark| mark.span);
    marks
}

/// The silencing comments of `text` outside `code`, each reaching over the next of `blocks`.
pub(super) fn silences(text: &str, code: &[Span], blocks: &[Span]) -> Vec<Silence> {
    let mut silences = Vec::new();
    let comments = between(text, "<!--", "-->").into_iter();
    for (span, inside) in comments.chain(between(text, "{/*", "*/}")) {
        if overlaps(code, span) {
            continue;
        }
        let reach = reach(span, blocks);
        silences.extend(ignored(inside).map(|rule| Silence {
            span,
            rule: rule.to_owned(),
            reach,
        }));
    }
    silences.sort_by_key(|silence| silence.span);
    silences
}

/// The silences that `notes` to the translator of a unit ask for; the unit's target is at `target`.
pub(super) fn silences_of_unit(notes: &[String], target: Span) -> impl Iterator<Item = Silence> {
    let lines = notes.iter().flat_map(|note| note.lines());
    let rules = lines.flat_map(ignored);
    rules.map(move |rule| Silence {
        span: target,
        rule: rule.to_owned(),
        reach: target,
    })
}

/// The silences that `remarks` beside a text ask for, each reaching over the block that it is anchored in
/// or else the next of `blocks`.
pub(super) fn silences_of_remarks(remarks: &[(Span, String)], blocks: &[Span]) -> Vec<Silence> {
    let mut silences = Vec::new();
    for (span, text) in remarks {
        let rules = text.lines().flat_map(ignored);
        silences.extend(rules.map(|rule| Silence {
            span: *span,
            rule: rule.to_owned(),
            reach: reach(*span, blocks),
        }));
    }
    silences
}

/// The rules that a comment `entente: ignore=RULE,RULE` names; none in another comment.
///
/// Office programs make the first letter a capital one and, in French, put a space before the colon.
fn ignored(comment: &str) -> impl Iterator<Item = &str> {
    const NAME: &str = "entente";
    let comment = comment.trim();
    let rules = comment
        .get(..NAME.len())
        .filter(|name| name.eq_ignore_ascii_case(NAME))
        .and_then(|name| comment[name.len()..].trim_start().strip_prefix(':'))
        .and_then(|rest| rest.trim_start().strip_prefix("ignore="));
    let rules = rules.unwrap_or_default().split(',').map(str::trim);
    rules.filter(|rule| !rule.is_empty())
}

/// The block that holds the comment, or else the next one.
fn reach(comment: Span, blocks: &[Span]) -> Span {
    let holds = blocks.iter().find(|block| block.contains(comment));
    let next = || blocks.iter().find(|block| block.start >= comment.end);
    holds
        .or_else(next)
        .copied()
        .unwrap_or(Span::empty(comment.end))
}

/// Every stretch of `text` from an `open` to the next `close`, and what stands between.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<(Span, &'a str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(open).map(|offset| at + offset) {
        let inside = start + open.len();
        let Some(length) = text[inside..].find(close) else {
            break;
        };
        let end = inside + length + close.len();
        found.push((Span::new(start, end), &text[inside..inside + length]));
        at = end;
    }
    found
}

/// A score as marks have it: one to three digits.
fn read_score(text: &str) -> Option<u8> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|&score| digits && score <= 101)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_both_kinds_are_found() {
        let text = "Le CNES. <!-- entente: 87 --> Une sonde.⟦ 9⟧⟦76⟧ {/* entente: 80 */}";
        let scores: Vec<u8> = draft_marks(text, &[])
            .iter()
            .map(|mark| mark.score)
            .collect();
        assert_eq!(scores, [87, 76, 80]);
    }

    #[test]
    fn a_mark_in_code_is_text() {
        let text = "Écrivez `⟦87⟧` ici.";
        let code = [Span::new(9, 19)];
        assert!(draft_marks(text, &code).is_empty());
        assert_eq!(draft_marks(text, &[]).len(), 1);
    }

    #[test]
    fn an_unclosed_comment_is_no_mark() {
        assert!(draft_marks("<!-- entente: 87", &[]).is_empty());
        assert!(draft_marks("⟦x⟧ ⟦⟧ ⟦300⟧", &[]).is_empty());
    }

    #[test]
    fn a_comment_silences_the_next_block() {
        let text = "<!-- entente: ignore=number-differs, tag-differs -->\n\nTrois vols.\n";
        let blocks = [Span::new(54, 65)];
        let found = silences(text, &[], &blocks);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].rule, "number-differs");
        assert_eq!(found[1].reach, blocks[0]);
    }

    #[test]
    fn a_comment_may_look_as_an_office_program_makes_it() {
        for text in [
            "Entente\u{A0}: ignore=tag-differs",
            "entente:ignore= tag-differs ",
        ] {
            assert_eq!(ignored(text).collect::<Vec<_>>(), ["tag-differs"], "{text}");
        }
        for text in [
            "ententes: ignore=a",
            "entent",
            "entente ignore=a",
            "é: ignore=a",
        ] {
            assert_eq!(ignored(text).next(), None, "{text}");
        }
    }
}
