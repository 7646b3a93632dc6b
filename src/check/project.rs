//! What only shows in a whole project: the state of an article, and sentences that two articles
//! have in common.
//!
//! An article that is missing, not translated, or older than its source is one finding, not a
//! hundred. [`Shared`] takes the sure pairs of every article and says where one sentence became
//! two, or two became one. These rules have no job of their own, so they are no [`super::RULES`];
//! their documentation and severities are as those of the others.

use super::finding::{Finding, Location, Severity};
use super::fingerprint;
use super::options::Options;
use super::rule::{FixKind, Found, RuleMeta, RuleSet};
use super::rules::RULES;
use super::view::{Job, PairView, Side};
use crate::lang::Language;
use crate::text::Span;
use crate::token::TokenKind;
use hashbrown::HashMap;

const fn state(
    id: &'static str,
    summary: &'static str,
    why: &'static str,
    example: &'static str,
    severity: Severity,
) -> RuleMeta {
    RuleMeta {
        id,
        summary,
        why,
        example,
        severity,
        fix: FixKind::None,
        since: RuleSet::R2026_2,
    }
}

/// An article that has no translation.
pub static ARTICLE_MISSING: RuleMeta = state(
    "article-missing",
    "an article has no translation in one of the project's languages",
    "Readers of that language meet a gap or the original. It is an error where entente.toml says \
     that translations are due (`due = true`), else a warning.",
    "wrong: docs/start.md is there, i18n/fr/docs/start.md is not",
    Severity::Error,
);

/// A translation that is still the source.
pub static ARTICLE_UNTRANSLATED: RuleMeta = state(
    "article-untranslated",
    "a translation is still in the language of its source",
    "A copy that waits for its translator is one finding; what else is wrong in it would only say \
     the same again. Nearly all of its text must be that of the source. It is an error where \
     entente.toml says that translations are due (`due = true`), else a warning.",
    "wrong: i18n/fr/docs/start.md is a copy of docs/start.md",
    Severity::Error,
);

/// A translation that is older than its source.
pub static ARTICLE_OUTDATED: RuleMeta = state(
    "article-outdated",
    "the source was committed after its translation",
    "What changed in the source since is not in the translation. Git is asked for the last commit \
     of each; without git, or for files it does not know, nothing is said.",
    "wrong: docs/start.md was committed in May, i18n/fr/docs/start.md last in March",
    Severity::Warning,
);

/// A file that cannot be read.
pub static UNREADABLE: RuleMeta = state(
    "unreadable",
    "an article cannot be read",
    "It is not judged, the others are; the run ends with exit 2.",
    "wrong: an article in an encoding that is not Unicode",
    Severity::Error,
);

static TARGET_INCONSISTENT: RuleMeta = state(
    "target-inconsistent",
    "one sentence is translated in two ways",
    "Readers take two wordings for two things. Of the translations of one sentence in the whole \
     project the commonest stands, the others are reported. Sentences of fewer than three words \
     are left out: a heading may well need another word in another place.",
    "wrong: Save your changes first. -> Enregistrez d’abord. / Sauvegardez d’abord.",
    Severity::Warning,
);

static SOURCE_INCONSISTENT: RuleMeta = state(
    "source-inconsistent",
    "two sentences have one translation",
    "The sources may say the same in two ways, or a translation may have lost a difference. Only \
     worth a look: it is information.",
    "wrong: Save your changes. / Keep your changes. -> Enregistrez vos modifications.",
    Severity::Info,
);

/// The rules that judge a project and no single article.
pub static PROJECT_RULES: &[&RuleMeta] = &[
    &ARTICLE_MISSING,
    &ARTICLE_UNTRANSLATED,
    &ARTICLE_OUTDATED,
    &UNREADABLE,
    &TARGET_INCONSISTENT,
    &SOURCE_INCONSISTENT,
];

/// What every rule says of itself, those of a project last.
pub fn metas() -> impl Iterator<Item = &'static RuleMeta> {
    let of_articles = RULES.iter().map(|rule| rule.meta());
    of_articles.chain(PROJECT_RULES.iter().copied())
}

/// The one finding about an article in such a state; `None` when the rule is off. `about` is its
/// path in the project, by which the finding is known tomorrow.
pub fn article_state(
    rule: &'static RuleMeta,
    severity: Severity,
    message: impl Into<String>,
    [source, target]: [Option<&str>; 2],
    about: &str,
    options: &Options,
) -> Option<Finding> {
    if options.is_off(rule.id) {
        return None;
    }
    let begin = |file: &str| Location {
        file: file.to_owned(),
        span: Span::empty(0),
        segment: Span::empty(0),
    };
    let finding = Finding {
        rule: rule.id,
        severity: options.severity(rule, severity),
        message: message.into(),
        source: source.map(begin),
        target: target.map(begin),
        reference: None,
        fix: None,
        fingerprint: String::new(),
    };
    stamped(vec![(finding, about.to_owned(), String::new())]).pop()
}

fn stamped(findings: Vec<(Finding, String, String)>) -> Vec<Finding> {
    let found = findings.into_iter().map(|(finding, about, text)| Found {
        key: [finding.rule.to_owned(), about, text],
        order: (0, 0),
        finding,
    });
    let mut found: Vec<Found> = found.collect();
    fingerprint::stamp(&mut found);
    found.into_iter().map(|found| found.finding).collect()
}

/// Share of an article's letters, in percent, that must be left as they were for it to count as
/// untranslated: names and code stay in any translation, and a first heading may be done.
const UNTRANSLATED: usize = 80;

/// Whether the translation of `job` is still its source.
pub fn is_untranslated_article(job: &Job<'_>) -> bool {
    let letters = |pair: &PairView<'_>| pair.source.as_ref().map_or(0, |side| side.text.len());
    let paired = job.pairs.iter().filter(|pair| pair.target.is_some());
    let all: usize = paired.clone().map(letters).sum();
    let left: usize = paired.filter(|pair| pair.untranslated).map(letters).sum();
    all > 0 && left * 100 >= all * UNTRANSLATED
}

/// Words from which on a sentence is one that two articles should translate alike.
const FEWEST_WORDS: usize = 3;

/// Characters of a sentence that a message quotes.
const QUOTED: usize = 60;

/// The sentences of a project, article by article.
#[derive(Debug, Default)]
pub struct Shared {
    pairs: Vec<SharedPair>,
}

#[derive(Debug)]
struct SharedPair {
    language: &'static Language,
    /// Folded words and texts of both sides, the translation last.
    sides: [SharedSide; 2],
    /// The rules that a comment silences here, or the article's options put off.
    options: Options,
}

#[derive(Debug)]
struct SharedSide {
    words: String,
    text: String,
    place: Location,
}

impl Shared {
    /// The sentences of one article, judged by `options`.
    pub fn of(job: &Job<'_>, options: &Options) -> Shared {
        let pairs = job.pairs.iter().filter(|pair| pair.sure);
        let shared = pairs.filter_map(|pair| {
            let (source, target) = pair.translated()?;
            Some(SharedPair {
                language: target.language,
                sides: [
                    shared_side(source, job.source.as_ref()?.name)?,
                    shared_side(target, job.target.name)?,
                ],
                options: options.clone(),
            })
        });
        let mut shared = Shared {
            pairs: shared.collect(),
        };
        shared.silence(job);
        shared
    }

    /// Leaves out what a comment silences; one comment about either rule is enough for the pair.
    fn silence(&mut self, job: &Job<'_>) {
        let ids = [TARGET_INCONSISTENT.id, SOURCE_INCONSISTENT.id];
        let silences = job.target.silences.iter();
        let silences: Vec<Span> = silences
            .filter(|silence| ids.contains(&silence.rule.as_str()))
            .map(|silence| silence.reach)
            .collect();
        self.pairs.retain(|pair| {
            !silences
                .iter()
                .any(|reach| reach.overlaps(pair.sides[1].place.span))
        });
    }

    /// Those of `other`, after these.
    pub fn append(&mut self, other: Shared) {
        self.pairs.extend(other.pairs);
    }

    /// Where one sentence became two, then where two became one. Time and memory O(n).
    pub fn findings(&self) -> Vec<Finding> {
        let mut found = self.differing(0, &TARGET_INCONSISTENT);
        found.extend(self.differing(1, &SOURCE_INCONSISTENT));
        stamped(found)
    }

    /// The pairs that are alike on one side and not as most on the other.
    fn differing(&self, alike: usize, rule: &RuleMeta) -> Vec<(Finding, String, String)> {
        let mut groups: HashMap<(&str, &str), Vec<&SharedPair>> = HashMap::new();
        for pair in &self.pairs {
            let key = (pair.language.code, pair.sides[alike].words.as_str());
            groups.entry(key).or_default().push(pair);
        }
        let mut found = Vec::new();
        for pair in &self.pairs {
            let key = (pair.language.code, pair.sides[alike].words.as_str());
            // The group is taken at its first pair: findings come in the order of the project.
            let Some(group) = groups.remove(&key) else {
                continue;
            };
            let usual = commonest(&group, 1 - alike);
            let others = group.iter().filter(|pair| {
                pair.sides[1 - alike].words != usual.sides[1 - alike].words
                    && !pair.options.is_off(rule.id)
            });
            found.extend(others.map(|other| difference(other, usual, alike, rule)));
        }
        found
    }
}

fn shared_side(side: &Side<'_>, file: &str) -> Option<SharedSide> {
    let kept = side
        .tokens
        .iter()
        .filter(|token| token.kind != TokenKind::Punct);
    let words = side
        .tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Word);
    if words.count() < FEWEST_WORDS {
        return None;
    }
    let texts: Vec<&str> = kept.map(|token| &side.text[token.span.range()]).collect();
    Some(SharedSide {
        words: texts.join(" ").to_lowercase().replace('ё', "е"),
        text: side.text.clone(),
        place: Location {
            file: file.to_owned(),
            span: side.place(),
            segment: side.place(),
        },
    })
}

/// The first of the pairs whose `side` most of the group share.
fn commonest<'p>(group: &[&'p SharedPair], side: usize) -> &'p SharedPair {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for pair in group {
        *counts.entry(&pair.sides[side].words).or_default() += 1;
    }
    let most = counts.values().max().copied().unwrap_or_default();
    let is_usual = |pair: &&&SharedPair| counts[pair.sides[side].words.as_str()] == most;
    group.iter().find(is_usual).unwrap_or(&group[0])
}

fn difference(
    pair: &SharedPair,
    usual: &SharedPair,
    alike: usize,
    rule: &RuleMeta,
) -> (Finding, String, String) {
    let [source, target] = &pair.sides;
    let other = &usual.sides[1 - alike];
    let what = match alike {
        0 => "the same sentence is translated",
        _ => "another sentence has the same translation:",
    };
    let message = format!("{what} \"{}\" in {}", quoted(&other.text), other.place.file);
    let finding = Finding {
        rule: if alike == 0 {
            TARGET_INCONSISTENT.id
        } else {
            SOURCE_INCONSISTENT.id
        },
        severity: pair.options.severity(rule, rule.severity),
        message,
        source: Some(source.place.clone()),
        target: Some(target.place.clone()),
        reference: None,
        fix: None,
        fingerprint: String::new(),
    };
    (finding, pair.sides[1].words.clone(), source.text.clone())
}

fn quoted(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let all = words.join(" ");
    if all.chars().count() <= QUOTED {
        return all;
    }
    while words
        .iter()
        .map(|word| word.chars().count() + 1)
        .sum::<usize>()
        > QUOTED
        && words.len() > 1
    {
        words.pop();
    }
    let head: String = words.join(" ").chars().take(QUOTED).collect();
    format!("{head} …")
}
