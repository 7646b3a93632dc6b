//! Alignment: which sentences of an article and of its translation belong together.

mod anchor;
mod band;
mod evidence;
mod item;
mod latin;
mod leftover;
mod program;
mod score;
mod weights;

use crate::glossary::Glossary;
use crate::memory::Memory;
use crate::segment::Article;
use anchor::Vocabulary;
use band::Band;
use evidence::Evidence;
use score::Scorer;
use std::ops::Range;

/// A run of source segments and the run of target segments that translates it.
///
/// Either may be empty: a segment without a partner.
#[derive(Clone, Debug, PartialEq)]
pub struct SegmentPair {
    /// Indexes of the source segments.
    pub source: Range<usize>,
    /// Indexes of the target segments.
    pub target: Range<usize>,
    /// How well the two agree; 0 and above is trustworthy.
    pub score: f64,
    /// Whether the pair is sure enough for findings that fail a build.
    pub sure: bool,
}

/// What may help an alignment: without any it still stands, with some fewer pairs are wrong.
#[derive(Clone, Debug, Default)]
pub struct AlignOptions<'a> {
    /// Memories, as dictionaries of words.
    pub memories: Vec<&'a Memory>,
    /// Glossaries, likewise.
    pub glossaries: Vec<&'a Glossary>,
}

/// The pairs of two articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// Every segment of either side, in exactly one pair, in the order of the source.
    pub pairs: Vec<SegmentPair>,
    /// Blocks without text for a translator that answer each other.
    pub blocks: Vec<(usize, usize)>,
}

/// The segments of `source` and `target` in pairs: each in exactly one, in the order of the source.
pub fn align(source: &Article, target: &Article, options: &AlignOptions<'_>) -> Vec<SegmentPair> {
    alignment(source, target, options).pairs
}

/// As [`align`], with the blocks of code and markup that answer each other.
pub fn alignment(source: &Article, target: &Article, _options: &AlignOptions<'_>) -> Alignment {
    let mut vocabulary = Vocabulary::default();
    let mut s = item::items(source, &mut vocabulary);
    let mut t = item::items(target, &mut vocabulary);
    let mut usual = weights::w().rho;
    let turns = weights::w().turns as usize;
    let mut turn = 0;
    loop {
        turn += 1;
        let evidence = Evidence::new(&s, &t, &vocabulary);
        let band = Band::new(&s, &t, &evidence);
        let mut scorer = Scorer::new(&s, &t, evidence, usual);
        let (_, mut steps) = program::align(&scorer, band);
        let good: Vec<_> = steps
            .iter()
            .filter(|step| {
                !step.source.is_empty()
                    && !step.target.is_empty()
                    && s[step.source.start].segment.is_some()
                    && step.margin > weights::w().learn_margin
            })
            .map(|step| (step.source.clone(), step.target.clone()))
            .collect();
        usual = usual_share(&scorer, &good);
        if turn < turns {
            evidence::learn(&mut s, &mut t, &good, &mut vocabulary);
            continue;
        }
        scorer.usual = usual;
        leftover::recover(&scorer, &mut steps);
        return finish(&scorer, steps);
    }
}

/// A pair is sure when every way without it is worse by this.
const SURE_MARGIN: f64 = 5.0;
/// A pair is sure when length and anchors do not speak against it by more than this.
const SURE_SCORE: f64 = -2.0;

fn usual_share(scorer: &Scorer<'_>, pairs: &[(Range<usize>, Range<usize>)]) -> f64 {
    let mut shares: Vec<f64> = pairs
        .iter()
        .map(|(a, b)| {
            let possible = scorer.evidence.possible(a.clone(), b.clone());
            scorer
                .evidence
                .shared_by(&scorer.source[a.clone()], b.clone())
                / possible.max(1e-9)
        })
        .collect();
    if shares.is_empty() {
        return weights::w().rho;
    }
    shares.sort_by(f64::total_cmp);
    shares[shares.len() / 2].clamp(0.03, 0.6)
}

fn finish(scorer: &Scorer<'_>, mut steps: Vec<program::Step>) -> Alignment {
    let mut out = Alignment::default();
    steps.sort_by_key(|step| {
        (
            step.source.start,
            !step.source.is_empty(),
            step.target.start,
        )
    });
    let place = |items: &[item::Item], run: &Range<usize>| {
        let at = items[..run.start]
            .iter()
            .filter_map(|i| i.segment)
            .last()
            .map_or(0, |s| s + 1);
        at..at + run.len()
    };
    for step in steps {
        let fixed = scorer.source[step.source.clone()]
            .iter()
            .chain(&scorer.target[step.target.clone()])
            .any(|i| i.segment.is_none());
        if fixed {
            if !step.source.is_empty() && !step.target.is_empty() {
                out.blocks.push((
                    scorer.source[step.source.start].block,
                    scorer.target[step.target.start].block,
                ));
            }
            continue;
        }
        let both = !step.source.is_empty() && !step.target.is_empty();
        let score = if both {
            scorer.content(step.source.clone(), step.target.clone())
        } else {
            0.0
        };
        out.pairs.push(SegmentPair {
            source: place(scorer.source, &step.source),
            target: place(scorer.target, &step.target),
            score,
            sure: step.margin >= SURE_MARGIN && score >= SURE_SCORE,
        });
    }
    out
}
