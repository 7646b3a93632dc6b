//! Alignment: which sentences of an article and of its translation belong together.
//!
//! `check` and memories stand on this: a wrong pair is a false alarm of every rule at once. Nothing
//! is paired by its number. One dynamic program goes over both articles whole and weighs, for every
//! pair that could be, three kinds of evidence (`score`): where it stands (blocks, headings, list
//! items, cells), how long it is, and what it shares (`anchor`): words of one root after folding
//! to bare Latin, names, numbers, code, addresses. Translators merge and split, so a pair is a run
//! of one to three segments on either side; what has no partner stays alone.
//!
//! The program runs twice: words that met in the first turn's pairs are anchors in the second
//! (`learn`), with those of a memory or glossary if there is one. Paragraphs that changed places
//! are found in a second look (`leftover`). How sure a pair is comes from what every other way
//! would cost (`margin`).
//!
//! ```
//! use entente::align::{Dictionary, align};
//! use entente::document;
//! use entente::lang::Language;
//! use entente::segment::Article;
//! use entente::text::Source;
//!
//! let read = |name: &str, text: &str, code: &str| {
//!     let document = document::read(Source::new(name, text), None).unwrap();
//!     Article::new(document, Language::for_code(code).unwrap())
//! };
//! let english = read("a.txt", "Juno sent 3 images. The orbit is stable.", "en");
//! let russian = read("b.txt", "Зонд Juno прислал 3 снимка, и орбита стабильна.", "ru");
//! let pairs = align(&english, &russian, &Dictionary::default());
//! assert_eq!((&pairs[0].source, &pairs[0].target), (&(0..2), &(0..1)));
//! ```
//!
//! What this does not do: judge the translation, or align words.

mod anchor;
mod band;
mod dictionary;
mod evidence;
mod item;
mod latin;
mod learn;
mod leftover;
mod margin;
mod program;
mod score;
mod units;
mod vocabulary;

pub use dictionary::Dictionary;
pub use units::{memory, previous};

use crate::segment::Article;
use band::Band;
use evidence::Evidence;
use item::Item;
use program::{Program, Step};
use score::Scorer;
use std::ops::Range;
use vocabulary::Vocabulary;

/// A pair is sure only when every way without it is worse by this.
///
/// On the development half of the bench 88 % of the pairs are, and 1 in 700 of them is wrong.
const SURE_MARGIN: f64 = 5.0;
/// A pair is sure only when length and anchors do not speak against it by more than this.
const SURE_SCORE: f64 = -3.0;
/// No pair is sure when the pairs score less than this in the mean: then the two articles do not
/// belong together, and the best of bad ways is still bad.
///
/// On the bench articles and their translations have 3.2 and more, articles and other translations
/// at most 2.0, nine in ten of them less than 0.7. Short texts have less than long ones.
const LEAST_MEAN: f64 = 1.0;

/// A run of source segments and the run of target segments that translates it.
///
/// One of the runs may be empty: a segment without a partner. The empty run then says where the
/// partner would stand.
#[derive(Clone, Debug, PartialEq)]
pub struct SegmentPair {
    /// Indexes of the source segments.
    pub source: Range<usize>,
    /// Indexes of the target segments.
    pub target: Range<usize>,
    /// How well the two agree in length and anchors, in log-odds: 0 and above speaks for the pair,
    /// free translations lie below. 0 for a segment without a partner; always finite.
    pub score: f64,
    /// Whether the pair (or that there is none) is sure enough for findings that fail a build.
    pub sure: bool,
}

impl SegmentPair {
    /// Whether there are segments on both sides.
    pub fn has_both(&self) -> bool {
        !self.source.is_empty() && !self.target.is_empty()
    }
}

/// The pairs of two articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// Every segment of either side in exactly one pair, in the order of the source; a target
    /// segment without a partner stands where it is missing in the source.
    pub pairs: Vec<SegmentPair>,
    /// Indexes of blocks of code and markup that answer each other.
    pub blocks: Vec<(usize, usize)>,
}

/// The segments of `source` and `target` in pairs: see [`Alignment::pairs`]. Without a dictionary
/// the pairs still stand; with one fewer are wrong.
pub fn align(source: &Article, target: &Article, dictionary: &Dictionary) -> Vec<SegmentPair> {
    alignment(source, target, dictionary).pairs
}

/// The pairs of two articles, those of code and markup included.
///
/// The same articles give the same pairs on every machine. Costs O(n·b), time and memory, n the
/// segments of the source and b the width of the band, at most 301 where the articles go evenly.
pub fn alignment(source: &Article, target: &Article, dictionary: &Dictionary) -> Alignment {
    let mut vocabulary = Vocabulary::default();
    let mut a = item::items(source, &mut vocabulary);
    let mut b = item::items(target, &mut vocabulary);
    learn::from_dictionary(&mut a, &mut b, dictionary, &mut vocabulary);

    let first = scorer(&a, &b, &vocabulary, score::USUAL);
    let band = Band::along_anchors(&a, &b, &first.evidence);
    let pairs = pairs_of_segments(&first, &Program::over_all(&first, band).steps());
    let usual = first.usual_shares(&pairs);
    learn::from_pairs(&mut a, &mut b, &pairs, &mut vocabulary);

    let second = scorer(&a, &b, &vocabulary, usual);
    let band = Band::along_pairs(a.len(), b.len(), &pairs);
    let program = Program::over_all(&second, band);
    let mut steps = program.steps();
    margin::set(&program, &mut steps);
    leftover::pair(&second, &mut steps);
    finish(&second, steps)
}

fn scorer<'a>(
    source: &'a [Item],
    target: &'a [Item],
    vocabulary: &Vocabulary,
    usual: evidence::Shares,
) -> Scorer<'a> {
    Scorer::new(
        source,
        target,
        Evidence::new(source, target, vocabulary),
        usual,
    )
}

/// The pairs of a way that are not fixed blocks.
fn pairs_of_segments(scorer: &Scorer<'_>, steps: &[Step]) -> Vec<(Range<usize>, Range<usize>)> {
    let pairs = steps.iter().filter(|step| step.is_pair());
    pairs
        .filter(|step| !scorer.source[step.source.start].is_fixed())
        .map(|step| (step.source.clone(), step.target.clone()))
        .collect()
}

/// From steps over items to pairs of segments and of blocks.
fn finish(scorer: &Scorer<'_>, mut steps: Vec<Step>) -> Alignment {
    steps.sort_by_key(|step| {
        (
            step.source.start,
            !step.source.is_empty(),
            step.target.start,
        )
    });
    let before = [scorer.source, scorer.target].map(segments_before);
    let mut found = Alignment::default();
    for step in steps {
        let (source, target) = (
            &scorer.source[step.source.clone()],
            &scorer.target[step.target.clone()],
        );
        if source.iter().chain(target).any(Item::is_fixed) {
            if let ([source], [target]) = (source, target) {
                found.blocks.push((source.block, target.block));
            }
            continue;
        }
        let score = if step.is_pair() {
            scorer.content(step.source.clone(), step.target.clone())
        } else {
            0.0
        };
        let segments =
            |side: usize, items: &Range<usize>| before[side][items.start]..before[side][items.end];
        found.pairs.push(SegmentPair {
            source: segments(0, &step.source),
            target: segments(1, &step.target),
            score,
            sure: step.margin >= SURE_MARGIN && score >= SURE_SCORE,
        });
    }
    if mean_score(&found.pairs) < LEAST_MEAN {
        found.pairs.iter_mut().for_each(|pair| pair.sure = false);
    }
    found
}

/// The mean score of the pairs with both sides; 0 without any.
fn mean_score(pairs: &[SegmentPair]) -> f64 {
    let scores: Vec<f64> = pairs
        .iter()
        .filter(|pair| pair.has_both())
        .map(|pair| pair.score)
        .collect();
    scores.iter().sum::<f64>() / scores.len().max(1) as f64
}

/// How many segments lie before each item, and in all.
fn segments_before(items: &[Item]) -> Vec<usize> {
    let mut before = vec![0];
    for item in items {
        before.push(before[before.len() - 1] + usize::from(!item.is_fixed()));
    }
    before
}
