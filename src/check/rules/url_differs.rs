//! `url-differs`: an address that readers see is not the source's.
//!
//! Addresses of pages and of mail and the numbers of papers (DOI) that stand in the text as
//! themselves. They are compared like the destinations of links (`check::address`).

use super::link_differs::left_over;
use super::number_differs::at_most;
use crate::check::address::{Likeness, destinations, visible};
use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::Job;

/// The rule.
#[derive(Debug)]
pub(super) struct UrlDiffers;

static META: RuleMeta = RuleMeta {
    id: "url-differs",
    summary: "an address of a page, of mail or of a paper is not the source's",
    why: "An address with one letter wrong is of no use. Addresses in the text must stand in the \
          translation as they do in the source, but for the language they name: /en/ may become \
          /fr/, en.wikipedia.org fr.wikipedia.org. One that became a link, or the destination of \
          one, is there. Code is left alone.",
    example: "wrong: Write to press@cnes.fr. -> Écrivez à presse@cnes.fr.\n\
              right: See https://example.org/en/moon. -> Voir https://example.org/fr/moon.",
    severity: Severity::Error,
    fix: FixKind::Candidates,
    since: RuleSet::R2026_2,
};

impl Rule for UrlDiffers {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for pair in &job.pairs {
            let Some((source, target)) = pair.translated() else {
                continue;
            };
            let (shown, there) = (visible(source), visible(target));
            if shown.is_empty() && there.is_empty() {
                continue;
            }
            let (missing, mut extra) = left_over(shown, there);
            let (missing, _) = left_over(missing, destinations(target));
            extra.reverse();
            for from in missing {
                let Some(to) = extra.pop() else {
                    let message = format!("\"{}\" is missing from the translation", from.written);
                    let severity = at_most(pair, Severity::Warning);
                    let discovery = Discovery::new(severity, from.about(), message);
                    sink.report(pair, discovery.in_source(from.span));
                    continue;
                };
                let severity = match from.likeness(&to) {
                    Likeness::Same => continue,
                    Likeness::Near => at_most(pair, Severity::Error),
                    Likeness::Localised | Likeness::Fragment => Severity::Info,
                    Likeness::Other => at_most(pair, Severity::Warning),
                };
                let message = format!("\"{}\" became \"{}\"", from.written, to.written);
                let mut discovery = Discovery::new(severity, from.about(), message);
                discovery.candidates = vec![from.written.to_owned()];
                sink.report(pair, discovery.in_source(from.span).in_target(to.span));
            }
        }
    }
}
