//! `term-inconsistent`: one thing is called by two names in one text.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::terms::{entry, usable};
use crate::check::view::{Job, PairView, Side};
use crate::glossary::{Concept, Term, TermOccurrence, TermStatus};
use hashbrown::HashMap;

/// The rule.
#[derive(Debug)]
pub(super) struct TermInconsistent;

static META: RuleMeta = RuleMeta {
    id: "term-inconsistent",
    summary: "two terms of the glossary for one thing in one text",
    why: "Each of the two may be right by itself; together they make a reader ask whether there are \
          two things. The rarer one is reported once, at its first place; where both are as \
          frequent, the one that the glossary does not prefer. An abbreviation and its long form \
          belong together, and where the source changes its word too, the translation may.",
    example: "wrong: Le lanceur est arrivé. … Le véhicule de lancement sera vidangé.\n\
              right: Le lanceur est arrivé. … Le lanceur sera vidangé.",
    severity: Severity::Warning,
    fix: FixKind::None,
    since: RuleSet::R2026_2,
};

/// The uses of one concept in the order of the text.
struct Uses<'j, 'g> {
    concept: &'g Concept,
    found: Vec<(&'j PairView<'g>, &'j TermOccurrence<'g>)>,
}

impl Rule for TermInconsistent {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for uses in uses(job, |pair| pair.target.as_ref()) {
            let Some((rare, often)) = mixed(&uses.found) else {
                continue;
            };
            let source = uses_of(job, uses.concept);
            if mixed(&source).is_some() {
                continue;
            }
            report(&uses, rare, often, sink);
        }
    }
}

/// The allowed terms on one side of the job, by concept.
fn uses<'j, 'g>(
    job: &'j Job<'g>,
    side: fn(&'j PairView<'g>) -> Option<&'j Side<'g>>,
) -> Vec<Uses<'j, 'g>> {
    let mut numbers: HashMap<*const Concept, usize> = HashMap::new();
    let mut all: Vec<Uses<'j, 'g>> = Vec::new();
    for pair in job.pairs.iter().filter(|pair| !pair.untranslated) {
        let terms = side(pair).map_or(&[][..], |side| &side.terms);
        for found in terms.iter().filter(|found| counts(found)) {
            let concept: *const Concept = found.concept;
            let number = *numbers.entry(concept).or_insert_with(|| {
                all.push(Uses {
                    concept: found.concept,
                    found: Vec::new(),
                });
                all.len() - 1
            });
            all[number].found.push((pair, found));
        }
    }
    all
}

/// Whether the use of a term says how the thing is called.
fn counts(found: &TermOccurrence<'_>) -> bool {
    found.term.status.is_allowed() && !found.unsure && !is_abbreviation(found.term)
}

/// How the source calls the thing.
fn uses_of<'j, 'g>(
    job: &'j Job<'g>,
    concept: &Concept,
) -> Vec<(&'j PairView<'g>, &'j TermOccurrence<'g>)> {
    let all = uses(job, |pair| pair.source.as_ref()).into_iter();
    let mut own = all.filter(|uses| std::ptr::eq(uses.concept, concept));
    own.next().map_or_else(Vec::new, |uses| uses.found)
}

/// Whether a term is written in capitals, as abbreviations are.
fn is_abbreviation(term: &Term) -> bool {
    let mut letters = term.text.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() > 1 && letters.all(char::is_uppercase)
}

/// The rarest and the most frequent of the terms, when there is more than one noun among them.
fn mixed<'g>(found: &[(&PairView<'g>, &TermOccurrence<'g>)]) -> Option<(&'g Term, &'g Term)> {
    let mut counted: Vec<(&'g Term, usize)> = Vec::new();
    for (_, one) in found {
        match counted
            .iter_mut()
            .find(|(term, _)| std::ptr::eq(*term, one.term))
        {
            Some((_, count)) => *count += 1,
            None => counted.push((one.term, 1)),
        }
    }
    // An adjective stands beside its noun, not for it.
    let kind = counted.first()?.0.part_of_speech;
    counted.retain(|(term, _)| term.part_of_speech == kind);
    let preference = |term: &Term| term.status == TermStatus::Preferred;
    let often = counted
        .iter()
        .max_by_key(|(term, count)| (*count, preference(term)))?
        .0;
    let others = counted
        .iter()
        .filter(|(term, _)| !std::ptr::eq(*term, often));
    let rare = others
        .min_by_key(|(term, count)| (*count, preference(term)))?
        .0;
    Some((rare, often))
}

fn report<'g>(uses: &Uses<'_, 'g>, rare: &'g Term, often: &'g Term, sink: &mut Sink<'_>) {
    let count = |term: &Term| {
        let same = uses
            .found
            .iter()
            .filter(|(_, one)| std::ptr::eq(one.term, term));
        same.count()
    };
    let first = uses
        .found
        .iter()
        .find(|(_, one)| std::ptr::eq(one.term, rare));
    let Some((pair, found)) = first else { return };
    let Some(target) = &pair.target else { return };
    let (few, many) = (count(rare), count(often));
    let message = format!(
        "\"{}\" ({few} here) and \"{}\" ({many} here) are one thing: keep to one",
        rare.text, often.text
    );
    let mut discovery = Discovery::new(Severity::Warning, uses.concept.id.clone(), message);
    discovery.reference = Some(entry(found.glossary, rare));
    let wanted = usable(uses.concept, target.language).into_iter();
    let wanted = wanted.filter(|term| std::ptr::eq(*term, often));
    let discovery =
        crate::check::replace::replacement(found, wanted, target, discovery.in_target(found.span));
    sink.report(
        pair,
        Discovery {
            safe: false,
            ..discovery
        },
    );
}
