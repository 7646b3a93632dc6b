//! `bracket-unpaired`: a bracket opens and does not close, or the other way round.
//!
//! Judged over the whole block, because a bracket may hold several sentences. What the source does
//! too, marks of lists (`a)`), faces (`:)`) and half-open intervals (`[0, 1)`) are left alone.

use crate::check::finding::Severity;
use crate::check::nesting::{Around, Lone, Part, blocks, lone_marks};
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::Job;

/// The rule.
#[derive(Debug)]
pub(super) struct BracketUnpaired;

static META: RuleMeta = RuleMeta {
    id: "bracket-unpaired",
    summary: "a bracket has no partner in its paragraph",
    why: "A bracket that was never closed makes readers look for the end of a thought. Round, \
          square and curly brackets of a paragraph must pair; a bracket may hold several \
          sentences. Marks of lists (a), faces, half-open intervals and code are left alone, and \
          so is a paragraph whose source does the same.",
    example: "wrong: La sonde (lancée en mai est arrivée.\nright: La sonde (lancée en mai) est arrivée.",
    severity: Severity::Warning,
    fix: FixKind::None,
    since: RuleSet::R2026_2,
};

impl Rule for BracketUnpaired {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for block in blocks(job) {
            let lone = lone_marks(
                block,
                |pair| pair.target.as_ref().filter(|_| !pair.untranslated),
                part,
                is_bracket,
            );
            if lone.is_empty()
                || !lone_marks(block, |pair| pair.source.as_ref(), part, is_bracket).is_empty()
            {
                continue;
            }
            for Lone {
                pair,
                span,
                mark,
                opens,
            } in lone
            {
                let what = if opens {
                    "is not closed"
                } else {
                    "was not opened"
                };
                let message = format!("the bracket \"{mark}\" {what}");
                let discovery = Discovery::new(Severity::Warning, mark, message);
                sink.report(&block[pair], discovery.in_target(span));
            }
        }
    }
}

fn part(mark: char) -> Option<Part> {
    Some(match mark {
        // `[0, 1)` is an interval, so either closes either.
        '(' => Part::Opens(&[')', ']']),
        '[' => Part::Opens(&[']', ')']),
        '{' => Part::Opens(&['}']),
        ')' | ']' | '}' => Part::Closes,
        _ => return None,
    })
}

/// Letters and digits that the mark of a list has at most: `a)`, `12)`, `iii)`.
const LIST_MARK: usize = 3;

/// Whether the bracket is one of the text: no face, no mark of a list.
fn is_bracket(around: Around<'_>, any_open: bool) -> bool {
    let Around {
        before,
        mark,
        after,
    } = around;
    let eyes = |c: char| matches!(c, ':' | ';' | '=');
    let looks = before.trim_end_matches(['-', '^', mark]).ends_with(eyes);
    let face = looks && !after.starts_with(char::is_alphanumeric);
    // `)))` at the end of a merry sentence.
    let merry = after.starts_with(mark) || before.ends_with(mark);
    let closes_nothing = mark == ')' && !any_open && (merry || is_list_mark(before));
    !face && !closes_nothing
}

/// Whether what stands before a round bracket is the mark of a list: `a`, `12`, `iii`.
fn is_list_mark(before: &str) -> bool {
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':');
    let word = before.rsplit(ends).next().unwrap_or("");
    let letters = word.chars().count();
    let counts = |c: char| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x');
    letters == 1 && word.chars().all(char::is_alphanumeric)
        || (1..=LIST_MARK).contains(&letters) && word.chars().all(counts)
}
