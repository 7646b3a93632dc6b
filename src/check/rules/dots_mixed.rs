//! `dots-mixed`: an article writes one word with ё here and with е there.

use crate::check::convention::{Fault, Faults, targets};
use crate::check::finding::Severity;
use crate::check::rule::{FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::Job;
use crate::text::Span;
use hashbrown::{HashMap, HashSet};

/// The rule.
#[derive(Debug)]
pub(super) struct DotsMixed;

static META: RuleMeta = RuleMeta {
    id: "dots-mixed",
    summary: "one word is written with ё here and with е there",
    why: "Both ё throughout and ё only where it is needed are right (Правила русской орфографии, \
          2006), but one article keeps to one of them: a reader who sees её and ее takes one for a \
          slip. Words that are two words by their dots (все and всё, узнаем and узнаём) are left \
          alone. The rarer spelling of each word is reported once, with the other as candidate.",
    example: "wrong (ru): её орбита… ее высота\nright (ru): её орбита… её высота",
    severity: Severity::Warning,
    fix: FixKind::Candidates,
    since: RuleSet::R2026_2,
};

/// The places of one word with and without its dots.
#[derive(Debug, Default)]
struct Spellings {
    with: Vec<(usize, Span)>,
    without: Vec<(usize, Span)>,
}

impl Rule for DotsMixed {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let Some((_, first)) = targets(job).next() else {
            return;
        };
        let data = first.language.typography;
        let Some((bare, dotted)) = data.dotted else {
            return;
        };
        let fold = |word: &str| {
            let word = word.to_lowercase();
            word.replace(dotted, bare.encode_utf8(&mut [0; 4]))
        };
        let dots = |word: &str| word.chars().any(|c| c.to_lowercase().eq([dotted]));
        let mut dotted_words: HashSet<String> = HashSet::new();
        for (_, side) in targets(job) {
            let words = side.words().filter(|(_, word)| dots(word));
            dotted_words.extend(words.map(|(_, word)| fold(word)));
        }
        dotted_words.retain(|word| !data.dotted_pairs.contains(&word.as_str()));
        if dotted_words.is_empty() {
            return;
        }
        let mut spellings: HashMap<String, Spellings> = HashMap::new();
        for (pair, side) in targets(job) {
            for (span, word) in side.words() {
                let folded = fold(word);
                if !dotted_words.contains(&folded) {
                    continue;
                }
                let of_word = spellings.entry(folded).or_default();
                match dots(word) {
                    true => of_word.with.push((pair.index, span)),
                    false => of_word.without.push((pair.index, span)),
                }
            }
        }
        let mut faults = Faults::default();
        let mixed = spellings.into_values();
        for word in mixed.filter(|word| !word.without.is_empty()) {
            let (rare, usual) = match word.with.len() >= word.without.len() {
                true => (&word.without, &word.with),
                false => (&word.with, &word.without),
            };
            let at = |(pair, span): (usize, Span)| {
                let side = job.pairs[pair].target.as_ref();
                side.map_or("", |side| side.slice(span))
            };
            let (here, there) = (at(rare[0]), at(usual[0]));
            faults.faults.push(Fault {
                pair: rare[0].0,
                span: rare[0].1,
                about: there.to_lowercase(),
                message: format!(
                    "\"{here}\" here ({} in all), \"{there}\" elsewhere ({})",
                    rare.len(),
                    usual.len()
                ),
                fix: Some(there.to_owned()),
                safe: false,
                severity: Severity::Warning,
            });
        }
        faults.faults.sort_by_key(|fault| (fault.pair, fault.span));
        faults.report(job, sink);
    }
}
