//! `segment-missing`: sentences of the source have no translation.
//!
//! A run of sentences without a partner is one finding. Between two sure pairs it is a warning, and
//! so are whole paragraphs beside one sure pair; where the alignment itself is in doubt it is
//! information; so it is where a neighbour's translation is long enough to hold the missing
//! sentence too.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, PairView, Side};
use hashbrown::HashSet;

/// The rule.
#[derive(Debug)]
pub(super) struct SegmentMissing;

static META: RuleMeta = RuleMeta {
    id: "segment-missing",
    summary: "a sentence of the source has no translation",
    why: "A sentence that was dropped is invisible in the translation alone. The articles are \
          aligned sentence by sentence; what has no partner on the other side between two sure \
          pairs is reported once for each run. Translators may join and split sentences: that is \
          seen and no fault.",
    example: "wrong: It flew. It landed. It was found. -> Elle a volé. On l’a retrouvée.\n\
              right: It flew. It landed. It was found. -> Elle a volé, s’est posée, et on l’a retrouvée.",
    severity: Severity::Warning,
    fix: FixKind::None,
    since: RuleSet::R2026_1,
};

impl Rule for SegmentMissing {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        if job.source.is_none() {
            return;
        }
        let usual = usual_ratio(job);
        let translated = job.pairs.iter().filter(|pair| pair.target.is_some());
        let translated: HashSet<&str> = translated.filter_map(source_text).collect();
        for (at, length) in runs(job, Lonely::Source) {
            let run = &job.pairs[at..at + length];
            // A title that the front matter repeats.
            let mut texts = run.iter().filter_map(source_text);
            let repeated = texts.all(|text| translated.contains(text));
            let sure = !repeated && !is_short(run) && !is_absorbed(job, at, length, usual);
            report(job, (at, length), sure, sink);
        }
    }
}

/// Which side of a pair is missing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lonely {
    No,
    Source,
    Target,
}

fn kind(pair: &PairView<'_>) -> Lonely {
    match (&pair.source, &pair.target) {
        (Some(_), None) => Lonely::Source,
        (None, Some(_)) => Lonely::Target,
        _ => Lonely::No,
    }
}

/// Where runs of pairs begin that have only one side, and their lengths.
pub(super) fn runs(job: &Job<'_>, lonely: Lonely) -> Vec<(usize, usize)> {
    let mut at = 0;
    let mut found = Vec::new();
    for run in job.pairs.chunk_by(|a, b| kind(a) == kind(b)) {
        if kind(&run[0]) == lonely {
            found.push((at, run.len()));
        }
        at += run.len();
    }
    found
}

/// Whether a pair with one side says something there.
pub(super) fn says(pair: &PairView<'_>) -> bool {
    let side = pair.source.as_ref().or(pair.target.as_ref());
    side.is_some_and(|side| side.words().next().is_some())
}

/// `a sentence has`, `3 sentences have`.
pub(super) fn sentences(run: &[PairView<'_>]) -> String {
    match run.iter().filter(|pair| says(pair)).count() {
        1 => "a sentence has".to_owned(),
        count => format!("{count} sentences have"),
    }
}

fn report(job: &Job<'_>, (at, length): (usize, usize), gone: bool, sink: &mut Sink<'_>) {
    let run = &job.pairs[at..at + length];
    let Some(first) = run.iter().find(|pair| says(pair)) else {
        return;
    };
    let before = at.checked_sub(1).is_none_or(|index| job.pairs[index].sure);
    let after = job.pairs.get(at + length).is_none_or(|pair| pair.sure);
    let sure = (before && after) || (is_whole(run) && (before || after));
    let severity = match sure && gone {
        true => Severity::Warning,
        false => Severity::Info,
    };
    let message = format!("{} no translation", sentences(run));
    sink.report(first, Discovery::new(severity, "", message));
}

/// Characters from which on one sentence inside a paragraph is missed when it is not there: the
/// sense of a shorter one (`Look at this example.`) was often put into its neighbour.
const LONG: f64 = 45.0;

/// Whether the run is one short sentence inside a paragraph.
fn is_short(run: &[PairView<'_>]) -> bool {
    let source = run.first().and_then(|pair| pair.source.as_ref());
    let short = source.is_some_and(|source| characters(source) < LONG);
    run.len() == 1 && short && !is_whole(run)
}

fn source_text<'p>(pair: &'p PairView<'_>) -> Option<&'p str> {
    pair.source.as_ref().map(|source| source.text.trim())
}

/// Share of a missing text that a neighbour's translation must have over before we take it to
/// hold that text too: half, because joined sentences say some words only once.
const ABSORBED: f64 = 0.5;

/// Characters of translation for one of the source, in this article.
fn usual_ratio(job: &Job<'_>) -> f64 {
    let all = job.pairs.iter().filter_map(lengths);
    let total = all.fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
    total.1 / f64::max(total.0, 1.0)
}

fn lengths(pair: &PairView<'_>) -> Option<(f64, f64)> {
    let both = pair.source.as_ref().zip(pair.target.as_ref());
    both.map(|(source, target)| (characters(source), characters(target)))
}

/// Whether a neighbour's translation is so much longer than usual in this article that the run of
/// lonely sources was probably joined to it.
fn is_absorbed(job: &Job<'_>, at: usize, length: usize, usual: f64) -> bool {
    let run = job.pairs[at..at + length].iter();
    let missing: f64 = run
        .filter_map(|pair| pair.source.as_ref())
        .map(characters)
        .sum();
    let neighbours = [at.checked_sub(1), Some(at + length)];
    let mut neighbours = neighbours
        .into_iter()
        .flatten()
        .filter_map(|index| job.pairs.get(index));
    neighbours.any(|pair| {
        lengths(pair)
            .is_some_and(|(source, target)| target - usual * source >= ABSORBED * usual * missing)
    })
}

/// Length of a side in characters.
fn characters(side: &Side<'_>) -> f64 {
    side.text.chars().count() as f64
}

/// Whether a run of lonely sides is whole paragraphs.
fn is_whole(run: &[PairView<'_>]) -> bool {
    let side = |pair: Option<&PairView<'_>>| {
        let side = pair.and_then(|pair| pair.source.as_ref().or(pair.target.as_ref()));
        side.map_or((false, false), |side| side.edges)
    };
    side(run.first()).0 && side(run.last()).1
}
