//! `apostrophe-style`: an article has both kinds of apostrophe.

use crate::check::convention::{Fault, Site, char_at, char_before, judge, targets};
use crate::check::finding::Severity;
use crate::check::rule::{FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::Job;
use crate::lang::typography::Norm;
use crate::text::Span;

/// The rule.
#[derive(Debug)]
pub(super) struct ApostropheStyle;

static META: RuleMeta = RuleMeta {
    id: "apostrophe-style",
    summary: "an article has both straight and curly apostrophes",
    why: "Print has the curly apostrophe (U+2019), keyboards give the straight one, and text pasted \
          from elsewhere brings the other kind into an article. Either will do; where one of them \
          is clearly the custom of the article the other is information. It is no safe fix, since \
          a straight apostrophe may belong to code or a placeholder.",
    example: "wrong (fr): l’équipage, d’abord, l’orbite, qu'il\n\
              right (fr): l’équipage, d’abord, l’orbite, qu’il",
    severity: Severity::Info,
    fix: FixKind::Candidates,
    since: RuleSet::R2026_2,
};

const NORM: Norm = Norm::one_of(&["’", "'"]);

impl Rule for ApostropheStyle {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let mut sites = Vec::new();
        for (pair, side) in targets(job) {
            for (at, c) in side.text.match_indices(['\'', '’']) {
                let span = Span::new(at, at + c.len());
                let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
                let inside =
                    letter(char_before(&side.text, at)) && letter(char_at(&side.text, span.end));
                if inside && !side.is_protected(span) {
                    sites.push(Site {
                        pair: pair.index,
                        span,
                        class: 0,
                        norm: NORM,
                        form: if c == "'" { "'" } else { "’" },
                        around: (String::new(), String::new()),
                        place: "as an apostrophe".to_owned(),
                        safe: false,
                    });
                }
            }
        }
        let mut faults = judge(sites, false);
        faults.faults = faults
            .faults
            .into_iter()
            .filter(|fault| fault.severity == Severity::Warning)
            .map(|fault| Fault {
                severity: Severity::Info,
                ..fault
            })
            .collect();
        faults.report(job, sink);
    }
}
