//! `space-stray`: two spaces stand where one belongs.

use crate::check::convention::{Fault, Faults, char_before, targets};
use crate::check::finding::Severity;
use crate::check::rule::{FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, Side};
use crate::text::Span;

/// The rule.
#[derive(Debug)]
pub(super) struct SpaceStray;

static META: RuleMeta = RuleMeta {
    id: "space-stray",
    summary: "two spaces stand where one belongs",
    why: "A doubled space is left over from an edit: a word went and both its spaces stayed, or a \
          no-break space was put beside the ordinary one. It is seen wherever white space is kept, \
          and memories and searches tell the texts apart. Two spaces after a full stop are a habit \
          of typists and left alone, as are line ends, tags between spaces, and code.",
    example: "wrong: la sonde  est partie\nright: la sonde est partie",
    severity: Severity::Warning,
    fix: FixKind::Safe,
    since: RuleSet::R2026_2,
};

impl Rule for SpaceStray {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let mut faults = Faults::default();
        for (pair, side) in targets(job) {
            for span in doubled(side) {
                let spaces = side.slice(span);
                let kept = spaces.chars().find(|c| *c != ' ').unwrap_or(' ');
                faults.faults.push(Fault {
                    pair: pair.index,
                    span,
                    about: String::new(),
                    message: format!("{} spaces stand where one belongs", spaces.chars().count()),
                    fix: Some(kept.to_string()),
                    safe: true,
                    severity: Severity::Warning,
                });
            }
        }
        faults.report(job, sink);
    }
}

fn doubled(side: &Side<'_>) -> Vec<Span> {
    let text = side.text.as_str();
    let mut found = Vec::new();
    let is_space = |c: char| matches!(c, ' ' | '\u{A0}' | '\u{202F}');
    let mut at = 0;
    while let Some(offset) = text[at..].find(is_space) {
        let start = at + offset;
        let length = text[start..].find(|c: char| !is_space(c));
        at = length.map_or(text.len(), |length| start + length);
        let span = Span::new(start, at);
        let several = text[span.range()].chars().nth(1).is_some();
        if !several || at == text.len() {
            continue;
        }
        let before = char_before(text, start);
        let stops =
            |c: char| c.is_whitespace() || matches!(c, '.' | '!' | '?' | '…' | '»' | '”' | ')');
        // The space before a mark and inside « » is the matter of other rules.
        let beside_mark =
            text[at..].starts_with([';', ':', '!', '?', ',', '.', '»']) || before == Some('«');
        let joins_lines = text[at..].starts_with(char::is_whitespace) || beside_mark;
        let has_tag = side.holds_tag(span) || side.holds_placeholder(start, at);
        if before.is_none_or(stops) || joins_lines || has_tag || side.is_protected(span) {
            continue;
        }
        found.push(span);
    }
    found
}
