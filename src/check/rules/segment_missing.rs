//! `segment-missing`: sentences of the source have no translation.
//!
//! A run of sentences without a partner is one finding. Between two sure pairs it is a warning, and
//! so are whole paragraphs beside one sure pair; where the alignment itself is in doubt, and for
//! sentences that the translation has over, it is information; so it is where a neighbour's
//! translation is long enough to hold the missing sentence too.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, Sink};
use crate::check::view::{Job, PairView, Side};
use crate::token::{TokenKind, tokens};

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
};

impl Rule for SegmentMissing {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        if job.source.is_none() {
            return;
        }
        let mut at = 0;
        while at < job.pairs.len() {
            let lonely = kind(&job.pairs[at]);
            let run = job.pairs[at..].iter();
            let length = run.take_while(|pair| kind(pair) == lonely).count().max(1);
            if lonely != Lonely::No {
                report(job, at, length, lonely, sink);
            }
            at += length;
        }
    }
}

/// Which side of a pair is missing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lonely {
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

fn report(job: &Job<'_>, at: usize, length: usize, lonely: Lonely, sink: &mut Sink<'_>) {
    let run = &job.pairs[at..at + length];
    let says = |pair: &&PairView<'_>| {
        pair.source
            .as_ref()
            .or(pair.target.as_ref())
            .is_some_and(has_words)
    };
    let count = run.iter().filter(says).count();
    let Some(first) = run.iter().find(says) else {
        return;
    };
    let before = at.checked_sub(1).is_none_or(|index| job.pairs[index].sure);
    let after = job.pairs.get(at + length).is_none_or(|pair| pair.sure);
    let sure = (before && after) || (is_whole(run) && (before || after));
    let sentences = if count == 1 {
        "a sentence has".to_owned()
    } else {
        format!("{count} sentences have")
    };
    let (severity, what) = match lonely {
        Lonely::Source if sure && !is_absorbed(job, at, length) => {
            (Severity::Warning, "no translation")
        }
        Lonely::Source => (Severity::Info, "no translation"),
        _ => (Severity::Info, "no source"),
    };
    sink.report(
        first,
        Discovery::new(severity, "", format!("{sentences} {what}")),
    );
}

/// Share of a missing text that a neighbour's translation must have over before we take it to
/// hold that text too: half, because joined sentences say some words only once.
const ABSORBED: f64 = 0.5;

/// Whether a neighbour's translation is so much longer than usual in this article that the run of
/// lonely sources was probably joined to it.
fn is_absorbed(job: &Job<'_>, at: usize, length: usize) -> bool {
    let lengths = |pair: &PairView<'_>| {
        let both = pair.source.as_ref().zip(pair.target.as_ref());
        both.map(|(source, target)| (characters(source), characters(target)))
    };
    let all = job.pairs.iter().filter_map(lengths);
    let total = all.fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
    let usual = total.1 / f64::max(total.0, 1.0);
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

/// Whether the side says something outside code.
fn has_words(side: &Side<'_>) -> bool {
    tokens(&side.text).any(|token| token.kind == TokenKind::Word && !side.is_protected(token.span))
}
