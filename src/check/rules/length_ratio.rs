//! `length-ratio`: a translation is far too short or too long for its source.
//!
//! What is usual is measured in the article itself, once it has enough pairs; else it is what the
//! two languages take for the same text. Only a clear outlier is a warning: three times as long as
//! usual, or a third of it.

use super::number_differs::at_most;
use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, PairView, Side};

/// The rule.
#[derive(Debug)]
pub(super) struct LengthRatio;

static META: RuleMeta = RuleMeta {
    id: "length-ratio",
    summary: "the translation is far too short or too long for its source",
    why: "Half a sentence that was forgotten shows in no word, only in the length. What length is \
          usual is measured in the article, or known of the two languages (French runs a sixth \
          longer than English). A translation of a long sentence that is shorter than a third of \
          that, or more than three times longer, is a warning. Short texts are left alone.",
    example: "wrong: The ship left the pad at dawn and came back after three days. -> Départ.\n\
              right: Please note that this is only a draft. -> Ce n’est qu’un projet.",
    severity: Severity::Warning,
    fix: FixKind::None,
    since: RuleSet::R2026_2,
};

/// Letters of the longer side from which on lengths say something.
const LONG: usize = 60;

/// Letters that the longer side must have over at least, whatever the ratio.
const OVER: f64 = 40.0;

/// How many times longer or shorter than usual is an outlier: the published translations that we
/// measured stay within 2.2.
const OUTLIER: f64 = 3.0;

/// Pairs from which on an article has its own usual ratio.
const ENOUGH: usize = 8;

impl Rule for LengthRatio {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let measured: Vec<Option<(usize, usize)>> = job.pairs.iter().map(lengths).collect();
        let usual = usual(job, &measured);
        let asked = job.options.and_then(|options| options.length_ratio);
        let outlier = asked.unwrap_or(OUTLIER);
        for (pair, lengths) in job.pairs.iter().zip(measured) {
            let Some((source, target)) = lengths else {
                continue;
            };
            if source.max(target) < LONG || source == 0 {
                continue;
            }
            let (source, target) = (source as f64, target as f64);
            let expected = source * usual;
            let ratio = target / expected;
            if (target - expected).abs() < OVER || (1.0 / outlier..=outlier).contains(&ratio) {
                continue;
            }
            let what = if ratio < 1.0 { "short" } else { "long" };
            let message = format!("too {what}: {target} letters for {source}");
            sink.report(
                pair,
                Discovery::new(at_most(pair, Severity::Warning), what, message),
            );
        }
    }
}

/// Letters of the two sides outside code.
fn lengths(pair: &PairView<'_>) -> Option<(usize, usize)> {
    let (source, target) = pair.translated()?;
    Some((letters(source), letters(target)))
}

fn letters(side: &Side<'_>) -> usize {
    side.words().map(|(_, word)| word.chars().count()).sum()
}

/// Letters of translation for one of the source: the article's own median, else the languages'.
fn usual(job: &Job<'_>, measured: &[Option<(usize, usize)>]) -> f64 {
    let mut ratios: Vec<f64> = measured
        .iter()
        .flatten()
        .filter(|(source, target)| source.min(target) >= &(LONG / 2))
        .map(|&(source, target)| target as f64 / source as f64)
        .collect();
    if ratios.len() >= ENOUGH {
        ratios.sort_unstable_by(f64::total_cmp);
        return ratios[ratios.len() / 2];
    }
    let both = job.pairs.iter().find_map(PairView::translated);
    both.map_or(1.0, |(source, target)| {
        target.language.usage.breadth / source.language.usage.breadth
    })
}
