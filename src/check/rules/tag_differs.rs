//! `tag-differs`: links, images, notes or code of the source are not in the translation.
//!
//! What carries meaning is counted: links, images, notes, code and strong emphasis; one that is
//! gone is a warning. Common emphasis is a matter of each language's custom and only information,
//! as is whatever the translation has over.
//!
//! In a unit of a bilingual file each tag has a number, and counting is not enough: a tag that stands
//! twice may hide one that is missing.

use super::number_differs::at_most;
use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, PairView, Side};
use crate::inline::{InlineTag, TagKind, TagRole};

/// The rule.
#[derive(Debug)]
pub(super) struct TagDiffers;

static META: RuleMeta = RuleMeta {
    id: "tag-differs",
    summary: "links, images, notes, code or other tags are not those of the source",
    why: "A lost link or note is lost for the reader. Tags are compared by their kind and their \
          number in each segment, never by their native code: a link may lead to a page in the \
          reader's language. In a bilingual file each tag of the source must be there by its own \
          number. Code that was said in words instead, common \
          emphasis, and whatever the translation has over are information only.",
    example: "wrong: See [CNES](https://cnes.fr). -> Voir le CNES.\n\
              right: See [CNES](https://cnes.fr). -> Voir le [CNES](https://cnes.fr/fr).",
    severity: Severity::Warning,
    fix: FixKind::None,
    since: RuleSet::R2026_1,
};

/// The kinds that are counted, and their names. Emphasis is looked at apart.
const KINDS: [(TagRole, &str); 6] = [
    (TagRole::Link, "link"),
    (TagRole::Autolink, "address"),
    (TagRole::Image, "image"),
    (TagRole::Note, "note"),
    (TagRole::Code, "code span"),
    (TagRole::Other, "tag"),
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
            for (role, name) in KINDS {
                let (before, after) = (count(source, role), count(target, role));
                let lost = after < before
                    && match role {
                        TagRole::Code => is_unmarked(source, target),
                        // Components at the edge of a text are layout, not part of it.
                        TagRole::Other => inner(target) < inner(source),
                        _ => true,
                    };
                report(pair, (before, after), name, lost, sink);
                if job.numbered && before == after {
                    exchanged(pair, [source, target], role, name, sink);
                }
            }
            emphasis(pair, source, target, sink);
        }
    }
}

/// Tags of `role`, as many as in the source, of which one has another's number.
fn exchanged(
    pair: &PairView<'_>,
    sides: [&Side<'_>; 2],
    role: TagRole,
    name: &str,
    sink: &mut Sink<'_>,
) {
    let [from, to] = sides.map(|side| {
        let tags = side.tags.iter().filter(|tag| tag.role == role);
        let mut tags: Vec<&InlineTag> = tags.filter(|tag| tag.kind != TagKind::Close).collect();
        tags.sort_by_key(|tag| tag.pair);
        tags
    });
    let is_in = |tags: &[&InlineTag], number| {
        let found = tags.binary_search_by_key(&number, |tag| tag.pair);
        found.is_ok()
    };
    let Some(missing) = from.iter().find(|tag| !is_in(&to, tag.pair)) else {
        return;
    };
    // As many as there were, and one is missing: another stands twice or is new.
    let twice = to.windows(2).find(|two| two[0].pair == two[1].pair);
    let new = to.iter().find(|tag| !is_in(&from, tag.pair));
    let instead = match (new, twice) {
        (Some(tag), _) => format!("\"{}\" is new", tag.code),
        (None, Some(two)) => format!("\"{}\" stands twice", two[0].code),
        (None, None) => return,
    };
    let message = format!("the {name} \"{}\" is missing, {instead}", missing.code);
    let severity = at_most(pair, Severity::Warning);
    sink.report(pair, Discovery::new(severity, &missing.code, message));
}

fn count(side: &Side<'_>, role: TagRole) -> usize {
    side.count_tags(|tag| tag.role == role)
}

/// Tags without a role of their own that stand inside the text.
fn inner(side: &Side<'_>) -> usize {
    let (first, last) = (
        side.text.len() - side.text.trim_start().len(),
        side.text.trim_end().len(),
    );
    side.count_tags(|tag| tag.role == TagRole::Other && tag.at > first && tag.at < last)
}

/// Whether code of the source stands in the target as common text; code that may be a common word
/// (`return`, `alert`) is one there. Code that is not there at all
/// may have been said in words, and repeated code by a pronoun: that is the translator's business.
fn is_unmarked(source: &Side<'_>, target: &Side<'_>) -> bool {
    if count(target, TagRole::Code) > 0 {
        return false;
    }
    let code = source.protected.iter().map(|span| source.slice(*span));
    let words = |text: &str| {
        let name = |c: char| c.is_uppercase() || !c.is_alphanumeric() && !c.is_whitespace();
        text.chars().any(char::is_alphabetic) && text.chars().skip(1).any(name)
    };
    code.into_iter()
        .any(|code| words(code) && target.text.contains(code))
}

/// Strong emphasis that became plain text is a loss; what became common emphasis, or is common
/// emphasis, differs by custom.
fn emphasis(pair: &PairView<'_>, source: &Side<'_>, target: &Side<'_>, sink: &mut Sink<'_>) {
    let roles = [TagRole::Strong, TagRole::Emphasis];
    let [strong, common] = roles.map(|role| (count(source, role), count(target, role)));
    // One of two may have become one with the other, and common emphasis stand for strong.
    let lost = strong.0 > 0 && strong.1 == 0 && common.1 == 0;
    report(pair, strong, "strong emphasis", lost, sink);
    report(pair, common, "emphasis", false, sink);
}

fn report(
    pair: &PairView<'_>,
    (before, after): (usize, usize),
    name: &str,
    lost: bool,
    sink: &mut Sink<'_>,
) {
    if before == after {
        return;
    }
    let severity = match pair.sure && lost {
        true => Severity::Warning,
        false => Severity::Info,
    };
    let message = format!("{} became {}", counted(before, name), counted(after, name));
    sink.report(pair, Discovery::new(severity, name, message));
}

fn counted(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}"),
        1 => format!("1 {what}"),
        _ => format!("{count} × {what}"),
    }
}
