//! `segment-missing`: sentences of the source have no translation.
//!
//! A run of sentences without a partner is one finding. Between two sure pairs it is a warning, and
//! so are whole paragraphs beside one sure pair; where the alignment itself is in doubt, and for
//! sentences that the translation has over, it is information.

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
        Lonely::Source if sure => (Severity::Warning, "no translation"),
        Lonely::Source => (Severity::Info, "no translation"),
        _ => (Severity::Info, "no source"),
    };
    sink.report(
        first,
        Discovery::new(severity, "", format!("{sentences} {what}")),
    );
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
