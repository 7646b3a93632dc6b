//! `link-differs`: a link, an image or a note leads elsewhere than in the source.
//!
//! How many links there are is the business of `tag-differs`; here each destination of the source
//! is sought among those of the translation, in any order and in any language
//! (`check::address`). What is left on both sides became one another, in their order.

use super::number_differs::at_most;
use crate::check::address::{Address, Likeness, destinations};
use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, PairView, Side};
use crate::inline::TagRole;
use hashbrown::{HashMap, HashSet};

/// The rule.
#[derive(Debug)]
pub(super) struct LinkDiffers;

static META: RuleMeta = RuleMeta {
    id: "link-differs",
    summary: "a link or an image leads elsewhere than in the source, or a note to another note",
    why: "A link that leads nowhere is found by readers, not by proof-readers. The destinations of \
          links and images must be those of the source, in any order; the page in the reader's \
          language is the same page (/en/ for /fr/, fr.wikipedia.org for en.wikipedia.org). \
          Another page of the same host, and an address one or two letters off, is a warning; \
          another host, and another place on the same page, may be meant and is information. Marks \
          of footnotes must name the same notes.",
    example: "wrong: [CNES](https://cnes.fr/history) -> [CNES](https://cnes.fr/histroy)\n\
              right: [CNES](https://cnes.fr/en/moon) -> [CNES](https://cnes.fr/fr/moon)",
    severity: Severity::Warning,
    fix: FixKind::None,
    since: RuleSet::R2026_2,
};

impl Rule for LinkDiffers {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for pair in &job.pairs {
            let Some((source, target)) = pair.translated() else {
                continue;
            };
            if source.tags.is_empty() || target.tags.is_empty() {
                continue;
            }
            let known: HashSet<String> = destinations(source).iter().map(Address::about).collect();
            let (from, to) = left_over(destinations(source), destinations(target));
            // Which became which is a guess when their numbers differ.
            let certain = from.len() == to.len();
            for (from, to) in from.into_iter().zip(to) {
                let severity = match from.likeness(&to) {
                    Likeness::Same => continue,
                    // Two links of the source lead to one page now.
                    _ if certain && from.is_page() && known.contains(&to.about()) => {
                        at_most(pair, Severity::Warning)
                    }
                    Likeness::Near if certain => at_most(pair, Severity::Warning),
                    _ => Severity::Info,
                };
                let message = format!(
                    "the link to \"{}\" leads to \"{}\"",
                    from.written, to.written
                );
                let discovery = Discovery::new(severity, from.about(), message);
                sink.report(pair, discovery.in_source(from.span).in_target(to.span));
            }
            notes(pair, source, target, sink);
        }
    }
}

/// The addresses of both sides that the other side has not, in their order; those of pages in the
/// reader's language stand in for each other.
pub(super) fn left_over<'s, 't>(
    from: Vec<Address<'s>>,
    to: Vec<Address<'t>>,
) -> (Vec<Address<'s>>, Vec<Address<'t>>) {
    let mut open: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, address) in to.iter().enumerate().rev() {
        open.entry(key(address)).or_default().push(index);
    }
    let mut used = vec![false; to.len()];
    let mut missing = Vec::new();
    for address in from {
        match open.get_mut(&key(&address)).and_then(Vec::pop) {
            Some(index) => used[index] = true,
            None => missing.push(address),
        }
    }
    let extra = to.into_iter().zip(used).filter(|(_, used)| !used);
    (missing, extra.map(|(address, _)| address).collect())
}

/// What two addresses of the same page share; a relative one has no host.
fn key(address: &Address<'_>) -> String {
    address.about()
}

/// Marks of footnotes that name other notes.
fn notes(pair: &PairView<'_>, source: &Side<'_>, target: &Side<'_>, sink: &mut Sink<'_>) {
    let [mut from, mut to] = [source, target].map(|side| {
        let notes = side.tags.iter().filter(|tag| tag.role == TagRole::Note);
        notes.map(|tag| tag.code.as_str()).collect::<Vec<_>>()
    });
    from.sort_unstable();
    to.sort_unstable();
    if from == to || from.len() != to.len() {
        return;
    }
    if let Some((before, after)) = from.iter().zip(&to).find(|(a, b)| a != b) {
        let message = format!("the mark of note \"{before}\" became \"{after}\"");
        let severity = at_most(pair, Severity::Warning);
        sink.report(pair, Discovery::new(severity, *before, message));
    }
}
