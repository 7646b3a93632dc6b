//! `ignore-unused`: a comment silences a rule that has nothing to say there.
//!
//! It stands last in the registry: only then has every other rule had its say.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::rules::{RULES, rule};
use crate::check::view::Job;
use crate::matching::distance;

/// The rule.
#[derive(Debug)]
pub(super) struct IgnoreUnused;

static META: RuleMeta = RuleMeta {
    id: "ignore-unused",
    summary: "an `entente: ignore=` comment that silences nothing",
    why: "A comment silences a rule for the block after it. When the text is mended or the rule \
          renamed the comment stays, and would one day hide a real fault.",
    example: "wrong: <!-- entente: ignore=number-differs --> before a block whose numbers are right\n\
              right: no comment",
    severity: Severity::Warning,
    fix: FixKind::None,
    since: RuleSet::R2026_1,
};

impl Rule for IgnoreUnused {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, _: &Job<'_>, sink: &mut Sink<'_>) {
        for silence in sink.unused_silences() {
            let message = match rule(&silence.rule) {
                Some(_) => format!("nothing to ignore here: {} is silent anyway", silence.rule),
                None => unknown(&silence.rule),
            };
            let discovery = Discovery::new(Severity::Warning, silence.rule.clone(), message);
            sink.report_at(silence.span, "", discovery);
        }
    }
}

/// Longest word that may be a rule's id misspelt; any is shorter by far.
const LONGEST: usize = 64;

/// What is said of a rule that does not exist, with the nearest that does: no more than a third of
/// its letters may be wrong.
fn unknown(id: &str) -> String {
    let said = format!("there is no rule \"{id}\" to ignore");
    if id.len() > LONGEST {
        return said;
    }
    let ids = RULES.iter().map(|rule| rule.meta().id);
    let nearest = ids.min_by_key(|known| distance::characters(id, known));
    match nearest.filter(|known| distance::characters(id, known) <= known.len() / 3) {
        Some(known) => format!("{said}; the nearest is \"{known}\""),
        None => said,
    }
}

#[cfg(test)]
mod tests {
    use super::unknown;

    #[test]
    fn the_nearest_rule_is_named_and_a_far_one_is_not() {
        let said = unknown("numbers-differ");
        assert!(
            said.ends_with("the nearest is \"number-differs\""),
            "{said}"
        );
        assert_eq!(unknown("x"), "there is no rule \"x\" to ignore");
    }
}
