//! `punctuation-differs`: a sentence asks no more, or another mark ends it.
//!
//! Languages end their sentences alike but for taste: an English order has no exclamation mark, a
//! French list item a semicolon. A question that became a statement is a change of meaning; every
//! other change of the last mark is information.

use super::number_differs::at_most;
use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, Side};
use crate::document::BlockKind;
use crate::text::Span;
use crate::text::chars::is_quote;

/// The rule.
#[derive(Debug)]
pub(super) struct PunctuationDiffers;

static META: RuleMeta = RuleMeta {
    id: "punctuation-differs",
    summary: "the mark at the end of a sentence is not the source's",
    why: "A question that became a statement says the opposite of what was meant. Where the \
          source ends with a question mark the translation must ask too, somewhere in the \
          sentence; headings may ask or tell. Exclamation marks, dots, colons and semicolons differ by language and taste; where one \
          was lost, that is information. Closing quotes and brackets after the mark do not count.",
    example: "wrong: Why did it fail? -> Pourquoi elle a échoué.\n\
              right: Look here. -> Regardez ici !",
    severity: Severity::Warning,
    fix: FixKind::None,
    since: RuleSet::R2026_2,
};

impl Rule for PunctuationDiffers {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for pair in &job.pairs {
            let Some((source, target)) = pair.translated() else {
                continue;
            };
            if source.segments != target.segments || !says(source) || !says(target) {
                continue;
            }
            let (from, to) = (last_mark(source), last_mark(target));
            if from.0 == to.0 {
                continue;
            }
            let asks = |side: &Side<'_>| side.text.contains('?');
            let severity = match (from.0, to.0) {
                (Mark::Question, _) if !asks(target) && !is_heading(source) => {
                    at_most(pair, Severity::Warning)
                }
                _ => Severity::Info,
            };
            let message = format!(
                "the sentence ends with {} in the source and with {} here",
                from.0.name(),
                to.0.name()
            );
            let discovery = Discovery::new(severity, from.0.name(), message);
            sink.report(pair, discovery.in_source(from.1).in_target(to.1));
        }
    }
}

/// A heading may ask or tell.
fn is_heading(side: &Side<'_>) -> bool {
    matches!(side.block, Some(BlockKind::Heading(_) | BlockKind::Value))
}

fn says(side: &Side<'_>) -> bool {
    side.words().next().is_some()
}

/// What a sentence ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Question,
    Exclamation,
    Ellipsis,
    Colon,
    Semicolon,
    /// A full stop, or none: headings and items differ by taste.
    Stop,
}

impl Mark {
    fn name(self) -> &'static str {
        match self {
            Mark::Question => "a question mark",
            Mark::Exclamation => "an exclamation mark",
            Mark::Ellipsis => "an ellipsis",
            Mark::Colon => "a colon",
            Mark::Semicolon => "a semicolon",
            Mark::Stop => "a full stop or nothing",
        }
    }
}

/// The mark at the end, under closing quotes and brackets, and where it stands.
fn last_mark(side: &Side<'_>) -> (Mark, Span) {
    let closing =
        |c: char| c.is_whitespace() || is_quote(c) || matches!(c, ')' | ']' | '*' | '_' | '\'');
    let text = side.text.trim_end_matches(closing);
    let marks = text.len()
        - text
            .trim_end_matches(['?', '!', '.', '…', ':', ';', ','])
            .len();
    let tail = &text[text.len() - marks..];
    let mark = match tail {
        _ if tail.contains('?') => Mark::Question,
        _ if tail.contains('!') => Mark::Exclamation,
        _ if tail.contains('…') || tail.contains("...") => Mark::Ellipsis,
        _ if tail.ends_with(':') => Mark::Colon,
        _ if tail.ends_with(';') => Mark::Semicolon,
        _ => Mark::Stop,
    };
    let start = match marks {
        0 => text.char_indices().next_back().map_or(0, |(at, _)| at),
        _ => text.len() - marks,
    };
    (mark, Span::new(start, text.len()))
}
