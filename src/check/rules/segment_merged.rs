//! `segment-merged`: sentences were joined or split in translation.
//!
//! That is a translator's right and no fault; an editor who compares sentence by sentence, or makes
//! a memory of the two articles, wants to know where.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::Job;

/// The rule.
#[derive(Debug)]
pub(super) struct SegmentMerged;

static META: RuleMeta = RuleMeta {
    id: "segment-merged",
    summary: "several sentences became fewer, or one became several",
    why: "Translators join and split sentences, and are right to. A memory made of such a pair has \
          it as one unit, and whoever compares the texts sentence by sentence loses the thread \
          here; so it is said, as information.",
    example: "wrong: It flew. It landed. -> Elle a volé et s’est posée.\n\
              right: It flew. It landed. -> Elle a volé. Elle s’est posée.",
    severity: Severity::Info,
    fix: FixKind::None,
    since: RuleSet::R2026_2,
};

impl Rule for SegmentMerged {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for pair in &job.pairs {
            let Some((source, target)) = pair.translated() else {
                continue;
            };
            if source.segments != target.segments {
                let message = format!(
                    "{} became {}",
                    counted(source.segments),
                    counted(target.segments)
                );
                sink.report(pair, Discovery::new(Severity::Info, "", message));
            }
        }
    }
}

fn counted(count: usize) -> String {
    match count {
        1 => "1 sentence".to_owned(),
        _ => format!("{count} sentences"),
    }
}
