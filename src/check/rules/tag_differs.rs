//! `tag-differs`: links, images, notes or code of the source are not in the translation.
//!
//! What carries meaning is counted: links, images, notes and code. Emphasis and line breaks are a
//! matter of each language's custom and only information.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, Sink};
use crate::check::view::{Job, PairView, Side};
use crate::inline::TagRole;

/// The rule.
#[derive(Debug)]
pub(super) struct TagDiffers;

static META: RuleMeta = RuleMeta {
    id: "tag-differs",
    summary: "links, images, notes, code or other tags are not those of the source",
    why: "A lost link or note is lost for the reader. Tags are compared by their kind and their \
          number in each segment, never by their native code: a link may lead to a page in the \
          reader's language. Emphasis and line breaks differ by custom and are information only.",
    example: "wrong: See [CNES](https://cnes.fr). -> Voir le CNES.\n\
              right: See [CNES](https://cnes.fr). -> Voir le [CNES](https://cnes.fr/fr).",
    severity: Severity::Error,
    fix: FixKind::None,
};

/// The kinds that are counted, their names, and whether they carry meaning.
const KINDS: [(TagRole, &str, bool); 8] = [
    (TagRole::Link, "link", true),
    (TagRole::Autolink, "address", true),
    (TagRole::Image, "image", true),
    (TagRole::Note, "note", true),
    (TagRole::Code, "code span", true),
    (TagRole::Other, "tag", true),
    (TagRole::Strong, "strong emphasis", false),
    (TagRole::Emphasis, "emphasis", false),
];

impl Rule for TagDiffers {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for pair in &job.pairs {
            let Some((source, target)) = pair.translated() else {
                continue;
            };
            for (role, name, matters) in KINDS {
                let count = |side: &Side| side.count_tags(|tag| tag.role == role);
                let (before, after) = (count(source), count(target));
                if before != after {
                    let severity = severity(pair, role, matters, before, after);
                    let message =
                        format!("{} became {}", counted(before, name), counted(after, name));
                    sink.report(pair, Discovery::new(severity, name, message));
                }
            }
        }
    }
}

fn severity(
    pair: &PairView,
    role: TagRole,
    matters: bool,
    before: usize,
    after: usize,
) -> Severity {
    // A word that the author typed as code may be said again by a pronoun, or be typed as code
    // once more: only when none is left has something gone.
    let all_code_gone = after == 0 || role != TagRole::Code;
    match pair.sure {
        true if matters && after < before && all_code_gone => Severity::Warning,
        _ => Severity::Info,
    }
}

fn counted(count: usize, name: &str) -> String {
    match count {
        0 => format!("no {name}"),
        1 => format!("1 {name}"),
        _ => format!("{count} × {name}"),
    }
}
