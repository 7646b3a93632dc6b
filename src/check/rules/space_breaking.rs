//! `space-breaking`: an ordinary space stands where a line must not break.

use crate::check::convention::{Fault, Faults, targets, word_before};
use crate::check::finding::Severity;
use crate::check::rule::{FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, Side};
use crate::lang::typography::{NO_BREAK, Together};
use crate::text::Span;

/// The rule.
#[derive(Debug)]
pub(super) struct SpaceBreaking;

static META: RuleMeta = RuleMeta {
    id: "space-breaking",
    summary: "an ordinary space lets a line break where it must not",
    why: "M.\u{A0}Dupont, С.\u{A0}П.\u{A0}Королёв, г.\u{A0}Москва, и\u{A0}т.\u{A0}д., 200\u{A0}км and \
          a dash after its word stand on one line (Lexique of the Imprimerie nationale; Мильчин, \
          Чельцова). Few texts for the screen are set with such care, so this is information only; \
          the fix is safe and mends all of them.",
    example: "wrong (ru): С. П. Королёв, 200 км (with ordinary spaces)\n\
              right (ru): С.\u{A0}П.\u{A0}Королёв, 200\u{A0}км",
    severity: Severity::Info,
    fix: FixKind::Safe,
    since: RuleSet::R2026_2,
};

impl Rule for SpaceBreaking {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let mut faults = Faults::default();
        for (pair, side) in targets(job) {
            if side.language.typography.together.is_empty() || job.profile_of(side).consistent {
                continue;
            }
            for span in breaking(side) {
                let after = side.text[span.end..].split_whitespace().next();
                let before = word_before(&side.text, span.start);
                faults.faults.push(Fault {
                    pair: pair.index,
                    span,
                    about: format!("{before} {}", after.unwrap_or_default()),
                    message: format!(
                        "a line may break between \"{before}\" and \"{}\"",
                        after.unwrap_or_default()
                    ),
                    fix: Some(NO_BREAK.to_owned()),
                    safe: true,
                    severity: Severity::Info,
                });
            }
        }
        faults.report(job, sink);
    }
}

/// The ordinary spaces of `side` that keep together what stands around them.
fn breaking(side: &Side<'_>) -> Vec<Span> {
    let text = side.text.as_str();
    let spaces = text.match_indices(' ').map(|(at, _)| Span::new(at, at + 1));
    let single = spaces.filter(|space| {
        let around = [
            text[..space.start].chars().next_back(),
            text[space.end..].chars().next(),
        ];
        around.iter().all(|c| c.is_some_and(|c| !c.is_whitespace()))
    });
    single
        .filter(|space| {
            let before = word_before(text, space.start).trim_start_matches(['(', '«', '“', '„']);
            let rest = &text[space.end..];
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let mut together = side.language.typography.together.iter();
            let kept = together.any(|kind| stands_together(kind, before, &rest[..end]));
            kept && !side.is_protected(*space)
        })
        .collect()
}

fn stands_together(kind: &Together, before: &str, after: &str) -> bool {
    let capital = || after.starts_with(char::is_uppercase);
    let bare = after.trim_end_matches([',', ';', ':', ')', '»', '!', '?']);
    let is = |word: &str| bare == word || bare.strip_suffix('.') == Some(word);
    match kind {
        Together::BeforeName(word) => before == *word && capital(),
        Together::AfterNumber(word) => before.ends_with(|c: char| c.is_ascii_digit()) && is(word),
        Together::Words(first, second) => before == *first && is(second),
        Together::Initials => {
            let mut chars = before.chars().rev();
            let initial = chars.next() == Some('.')
                && chars.next().is_some_and(char::is_uppercase)
                && chars
                    .next()
                    .is_none_or(|c| matches!(c, '.' | '-' | '\u{A0}'));
            initial && capital()
        }
        Together::BeforeDash(dash) => after == *dash && before.ends_with(char::is_alphanumeric),
    }
}
