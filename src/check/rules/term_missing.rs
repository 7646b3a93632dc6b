//! `term-missing`: a term of the source has no agreed term in the translation.
//!
//! A concept is asked for once a segment, however often the source names it: a pronoun may stand
//! for the second mention. Where the sentence before already named it, the whole mention may be a
//! pronoun, so the finding is a warning. A term that went to the neighbouring sentence is not
//! missing.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::terms::{entry, is_same_concept, usable};
use crate::check::view::{Job, PairView, Side};
use crate::glossary::TermOccurrence;

/// The rule.
#[derive(Debug)]
pub(super) struct TermMissing;

static META: RuleMeta = RuleMeta {
    id: "term-missing",
    summary: "a term of the glossary is not translated as agreed",
    why: "One thing, one name: readers and search engines lose the thread when an agency or a \
          rocket is called by two names. Where the source has a term, the translation must have a \
          preferred or admitted term of the same concept, in any inflected form. A second mention \
          may be a pronoun, unless the project asks for every mention. A concept without a term in the other language asks for nothing; a \
          do-not-translate name must stand letter by letter.",
    example: "wrong: the Guiana Space Centre -> le centre spatial de Guyane\n\
              right: the Guiana Space Centre -> au Centre spatial guyanais",
    severity: Severity::Error,
    fix: FixKind::None,
    since: RuleSet::R2026_1,
};

impl Rule for TermMissing {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let every_mention = job.options.is_some_and(|options| options.every_mention);
        for (index, pair) in job.pairs.iter().enumerate() {
            let Some((source, target)) = pair.translated() else {
                continue;
            };
            for (nth, found) in source.terms.iter().enumerate() {
                let same = |other: &&TermOccurrence<'_>| is_same_concept(other, found);
                let mentions = source.terms[..nth].iter().filter(same).count();
                let kept = is_kept(found, source, target);
                let uses = target.terms.iter().filter(same).count();
                let lacks = match every_mention {
                    true => mentions >= uses.max(usize::from(kept)),
                    false => mentions == 0 && !kept,
                };
                if lacks {
                    report(pair, target, found, severity(job, index, found), sink);
                }
            }
        }
    }
}

/// Whether the translation has the concept, or nothing is asked of it.
fn is_kept(found: &TermOccurrence<'_>, source: &Side<'_>, target: &Side<'_>) -> bool {
    if found.term.do_not_translate {
        let written = source.slice(found.span);
        return target.text.contains(&found.term.text) || target.text.contains(written);
    }
    let agreed = usable(found.concept, target.language);
    let uses = |other: &TermOccurrence<'_>| is_same_concept(other, found);
    agreed.is_empty()
        || target.terms.iter().any(uses)
        || agreed
            .iter()
            .any(|term| stands_as_it_is(&target.text, &term.text))
}

/// Whether `term` stands in `text` in its citation form, whatever its case: in a heading in
/// capitals, or inside a longer term.
fn stands_as_it_is(text: &str, term: &str) -> bool {
    let fold = |text: &str| text.to_lowercase().replace('ё', "е").replace('’', "'");
    let (text, term) = (fold(text), fold(term));
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(&term).any(|(at, found)| {
        let after = at + found.len();
        !letter(text[..at].chars().next_back()) && !letter(text[after..].chars().next())
    })
}

fn severity(job: &Job<'_>, index: usize, found: &TermOccurrence<'_>) -> Severity {
    let pair = &job.pairs[index];
    let neighbours = [index.checked_sub(1), index.checked_add(1)];
    let neighbours = neighbours.into_iter().flatten();
    let mut others = neighbours.filter_map(|index| job.pairs.get(index));
    let moved = others.any(|other| uses(&other.target, found) > uses(&other.source, found));
    let before = index.checked_sub(1).map(|before| &job.pairs[before]);
    let tolerant = job.options.is_none_or(|options| !options.every_mention);
    let named_before = tolerant && before.is_some_and(|pair| uses(&pair.target, found) > 0);
    match (pair.sure, moved, named_before) {
        // Perhaps it is another word that is written alike: `to launch`, not the launch.
        _ if found.unsure => Severity::Info,
        (_, true, _) => Severity::Info,
        (true, false, false) => Severity::Error,
        _ => Severity::Warning,
    }
}

fn uses(side: &Option<Side<'_>>, found: &TermOccurrence<'_>) -> usize {
    let terms = side.as_ref().map_or(&[][..], |side| &side.terms);
    let same = terms.iter().filter(|other| is_same_concept(other, found));
    same.count()
}

fn report(
    pair: &PairView<'_>,
    target: &Side<'_>,
    found: &TermOccurrence<'_>,
    severity: Severity,
    sink: &mut Sink<'_>,
) {
    let source = pair
        .source
        .as_ref()
        .map_or("", |side| side.slice(found.span));
    let agreed = usable(found.concept, target.language);
    let wanted = agreed.first().filter(|_| !found.term.do_not_translate);
    let wanted = wanted.map_or(found.term, |term| *term);
    let message = format!(
        "\"{source}\" asks for \"{}\", which is not in the translation",
        wanted.text
    );
    let mut discovery = Discovery::new(severity, found.concept.id.clone(), message);
    discovery.reference = Some(entry(found.glossary, wanted));
    sink.report(pair, discovery.in_source(found.span));
}
