//! Checks: what is wrong with a translation, found by rules.
//!
//! A [`Job`] is what is judged in one go: an article with its translation, a bilingual file, or
//! one text alone. [`check`] runs every rule of [`RULES`] over it and gives the findings in the
//! order of the target, each with a fingerprint by which it is known tomorrow.
//!
//! `The probe sent 3 images.` against `La sonde a envoyé 2 images.` gives one error,
//! `number-differs`: "3" became "2".
//!
//! Only pairs that surely belong together give errors; what is unsure is information or nothing,
//! because one false alarm costs more trust than ten misses. A comment `entente: ignore=RULE`
//! silences a rule for the next block. A rule changes nothing, its fix is an offer;
//! [`fix_document`] and [`fix_bilingual`] take those that are safe.

mod address;
mod convention;
mod finding;
mod fingerprint;
mod fix;
mod job;
mod marks;
mod memory;
mod names;
mod nesting;
mod options;
mod project;
mod replace;
mod rule;
mod rules;
mod terms;
mod things;
mod view;

pub use finding::{Finding, Fix, Location, Reference, Severity};
pub use fix::{Fixed, fix_bilingual, fix_document};
pub use job::Knowledge;
pub use marks::{Mark, Silence};
pub use memory::{KnownTargets, KnownUnit};
pub use options::{Level, Options};
pub use project::{
    ARTICLE_MISSING, ARTICLE_OUTDATED, ARTICLE_UNTRANSLATED, PROJECT_RULES, Shared, UNREADABLE,
    article_state, is_untranslated_article, metas,
};
pub use rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
pub use rules::{RULES, rule};
pub use terms::Terms;
pub use view::{FileView, Job, PairView, Side, Table};

use rule::Found;

/// What a job came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// What was found, in the order of the target file; without a place there, of the source's.
    pub findings: Vec<Finding>,
    /// What was looked at.
    pub judged: Judged,
}

/// How much was looked at: zero findings say little without it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// Segments of the target.
    pub segments: usize,
    /// Pairs of source and target.
    pub pairs: usize,
    /// Pairs that surely belong together.
    pub sure: usize,
    /// Pairs of which the target is still the source.
    pub untranslated: usize,
    /// Segments of the source without a target.
    pub missing: usize,
    /// Occurrences of terms of the glossaries, on both sides.
    pub terms: usize,
    /// Numbers, on both sides.
    pub numbers: usize,
}

/// Runs every rule over `job` that its options do not put off.
pub fn check(job: &Job<'_>) -> Judgement {
    let mut found: Vec<Found> = Vec::new();
    let is_off = |id: &str| job.options.is_some_and(|options| options.is_off(id));
    let is_elsewhere = |id: &str| PROJECT_RULES.iter().any(|rule| rule.id == id);
    let silences = job.target.silences.iter();
    let mut used: Vec<bool> = silences
        .map(|silence| is_off(&silence.rule) || is_elsewhere(&silence.rule))
        .collect();
    for rule in RULES.iter().filter(|rule| !is_off(rule.meta().id)) {
        let mut sink = Sink::new(job, rule.meta(), used);
        rule.check(job, &mut sink);
        let (discovered, silenced) = sink.into_parts();
        found.extend(discovered);
        used = silenced;
    }
    drop_consequences(&mut found);
    found.sort_by_key(|found| found.order);
    fingerprint::stamp(&mut found);
    Judgement {
        findings: found.into_iter().map(|found| found.finding).collect(),
        judged: judged(job),
    }
}

/// Rules that say why a term is missing: then it is not reported as missing too.
const REASONS: [&str; 3] = ["term-altered", "name-altered", "term-untranslated"];

/// A name that is misspelt is also missing: said once is enough.
fn drop_consequences(found: &mut Vec<Found>) {
    let about = |found: &Found| {
        let [_, about, _] = &found.key;
        (found.order.0, about.clone())
    };
    let reasons = found
        .iter()
        .filter(|one| REASONS.contains(&one.finding.rule));
    let explained: Vec<_> = reasons.map(about).collect();
    found.retain(|one| one.finding.rule != "term-missing" || !explained.contains(&about(one)));
}

fn judged(job: &Job<'_>) -> Judged {
    let mut judged = Judged::default();
    for pair in &job.pairs {
        let sides = [&pair.source, &pair.target].into_iter().flatten();
        for side in sides {
            judged.terms += side.terms.len();
            judged.numbers += side.numbers.len();
        }
        let both = usize::from(pair.source.is_some() && pair.target.is_some());
        judged.segments += usize::from(pair.target.is_some());
        judged.pairs += both;
        judged.sure += both * usize::from(pair.sure);
        judged.untranslated += usize::from(pair.untranslated);
        judged.missing += usize::from(pair.source.is_some() && pair.target.is_none());
    }
    judged
}
