//! The score of one pair, in log-odds: where it stands, how long it is, what it shares.
//!
//! - *Structure*: both sides begin or end a block together, or not; borders and headings inside.
//! - *Length*: the logarithm of the ratio of the two lengths, against the ratio of the articles.
//! - *Anchors*: what is shared, less a part of what such a pair usually shares and this one does
//!   not. Without the last, a dropped and an inserted sentence would be taken for a pair.
//!
//! The constants were chosen together on the development half of the alignment bench (102 articles;
//! `docs/alignment.md` has the figures). Differences of half a point of F1 there are noise, so they
//! are round.

use super::evidence::{Evidence, LONGEST, Shares, exact};
use super::item::Item;
use crate::document::BlockKind;
use std::ops::Range;

/// How many items a pair takes on either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) source: usize,
    pub(super) target: usize,
}

/// The pairs that translators make; others are so rare that allowing them does harm.
pub(super) const SHAPES: [Shape; 6] = {
    const fn shape(source: usize, target: usize) -> Shape {
        Shape { source, target }
    }
    [
        shape(1, 1),
        shape(2, 1),
        shape(1, 2),
        shape(2, 2),
        shape(3, 1),
        shape(1, 3),
    ]
};

/// Two sentences made one, or one made two.
const MERGED: f64 = -4.0;
/// Two sentences that were cut anew into two.
const RECUT: f64 = -6.0;
/// Three sentences made one, or one made three.
const MERGED_THREE: f64 = -7.0;

/// Both sides begin their block, or both end it.
const BOTH_AT_EDGE: f64 = 0.8;
/// One side begins or ends its block and the other does not: less than a bonus lost, because a
/// sentence added at an end must not push its neighbour out of its pair.
const ONE_AT_EDGE: f64 = -0.6;
/// A border between blocks inside one side.
const BORDER_INSIDE: f64 = -4.0;
/// A heading against what is none.
const HEADING_AGAINST_TEXT: f64 = -6.0;
/// Headings of two levels, a list item against a paragraph, cells of two columns.
const OTHER_KIND: f64 = -3.0;
/// List items of two depths.
const OTHER_DEPTH: f64 = -1.5;

/// What one deviation of the length counts.
const LENGTH_WEIGHT: f64 = 0.7;
/// Deviation of the log ratio between true pairs of long sentences.
const LENGTH_SPREAD: f64 = 0.2;
/// What a short sentence adds to the variance, divided by its length.
const LENGTH_NOISE: f64 = 2.5;
/// Added to each length: two letters against four say nothing.
const LENGTH_OFFSET: f64 = 4.0;
/// Deviations beyond count no more: some sentences are translated by a summary.
const MOST_DEVIATION: f64 = 20.0;

/// How much of what a pair usually shares is missed where it is not shared.
const LACK: f64 = 0.4;

/// Two fixed blocks that are equal.
const EQUAL_FIXED: f64 = 12.0;
/// Two equal fixed blocks without a word: rules are all equal.
const EQUAL_WORDLESS: f64 = 6.0;
/// Two fixed blocks without a common word.
const OTHER_FIXED: f64 = -3.0;

/// Share of what two sentences could share that true pairs do share, by class of anchors.
///
/// The values a first turn starts from; the second takes those that the first found. Bounds keep
/// an article of a few sentences from learning that nothing is ever shared.
pub(super) const USUAL: Shares = Shares {
    exact: 0.6,
    loose: 0.12,
};
const USUAL_EXACT: std::ops::RangeInclusive<f64> = 0.1..=1.0;
const USUAL_LOOSE: std::ops::RangeInclusive<f64> = 0.03..=0.6;

/// Scores of every shape, for pairs that begin at one source item.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// By shape, then by target item; minus infinity where the pair cannot be.
    pub(super) scores: [Vec<f64>; SHAPES.len()],
    shared: [Vec<f64>; LONGEST],
}

/// What scores the pairs of two articles.
#[derive(Debug)]
pub(super) struct Scorer<'a> {
    pub(super) source: &'a [Item],
    pub(super) target: &'a [Item],
    pub(super) evidence: Evidence,
    usual: Shares,
    log_ratio: f64,
    /// Of each run the logarithm and the square root of its length.
    source_logs: [Vec<f64>; LONGEST],
    target_logs: [Vec<f64>; LONGEST],
    source_roots: [Vec<f64>; LONGEST],
    target_roots: [Vec<f64>; LONGEST],
}

impl<'a> Scorer<'a> {
    /// A scorer for which true pairs share `usual` of what they could.
    pub(super) fn new(
        source: &'a [Item],
        target: &'a [Item],
        evidence: Evidence,
        usual: Shares,
    ) -> Scorer<'a> {
        Scorer {
            log_ratio: log_of_all(target) - log_of_all(source),
            source_logs: of_lengths(source, f64::ln),
            target_logs: of_lengths(target, f64::ln),
            source_roots: of_lengths(source, f64::sqrt),
            target_roots: of_lengths(target, f64::sqrt),
            source,
            target,
            evidence,
            usual,
        }
    }

    /// Scores the pairs that begin at source item `from` and at each target item of `columns`.
    pub(super) fn row(&self, from: usize, columns: Range<usize>, row: &mut Row) {
        for scores in &mut row.scores {
            scores.clear();
            scores.resize(columns.len(), f64::NEG_INFINITY);
        }
        for length in 1..=LONGEST.min(self.source.len() - from) {
            let source = from..from + length;
            self.evidence.shared(
                &self.source[source.clone()],
                columns.clone(),
                &mut row.shared,
            );
            let shapes = SHAPES.iter().zip(&mut row.scores);
            for (shape, scores) in shapes.filter(|(shape, _)| shape.source == length) {
                let last = (columns.end + shape.target).min(self.target.len() + 1);
                for column in columns.start..last.saturating_sub(shape.target) {
                    let at = column - columns.start;
                    let shared = row.shared[shape.target - 1][at];
                    scores[at] = self.score(source.clone(), column..column + shape.target, shared);
                }
            }
        }
    }

    fn score(&self, source: Range<usize>, target: Range<usize>, shared: f64) -> f64 {
        let (a, b) = (&self.source[source.clone()], &self.target[target.clone()]);
        if a.iter().chain(b).any(Item::is_fixed) {
            return fixed(a, b);
        }
        exact(structure(a, b) + self.content_given(source, target, shared))
    }

    /// What length and anchors say for the two runs, without their places in the articles.
    pub(super) fn content(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        let shared = self
            .evidence
            .shared_by(&self.source[source.clone()], target.clone());
        exact(self.content_given(source, target, shared))
    }

    fn content_given(&self, source: Range<usize>, target: Range<usize>, shared: f64) -> f64 {
        let a = self.source_logs[source.len() - 1][source.start];
        let b = self.target_logs[target.len() - 1][target.start];
        let off = b - a - self.log_ratio;
        let typical_length = self.source_roots[source.len() - 1][source.start]
            * self.target_roots[target.len() - 1][target.start];
        let variance =
            LENGTH_SPREAD * LENGTH_SPREAD + LENGTH_NOISE / (typical_length + LENGTH_OFFSET);
        let length = LENGTH_WEIGHT * (1.0 - (off * off / variance).min(MOST_DEVIATION));
        let possible = self.evidence.possible(source, target);
        let usual = self.usual.loose * possible.loose + self.usual.exact * possible.exact;
        length + shared - LACK * usual
    }

    /// The part of what they could share that `pairs` do share, for a next turn.
    pub(super) fn usual_shares(&self, pairs: &[(Range<usize>, Range<usize>)]) -> Shares {
        let (mut found, mut possible) = (Shares::default(), Shares::default());
        for (a, b) in pairs {
            let shares = self
                .evidence
                .found(&self.source[a.clone()], &self.target[b.clone()]);
            found.exact += shares.exact;
            found.loose += shares.loose;
            let shares = self.evidence.possible(a.clone(), b.clone());
            possible.exact += shares.exact;
            possible.loose += shares.loose;
        }
        let part = |found: f64, possible: f64, default: f64| {
            if possible > 0.0 {
                found / possible
            } else {
                default
            }
        };
        let exact = part(found.exact, possible.exact, USUAL.exact);
        let loose = part(found.loose, possible.loose, USUAL.loose);
        Shares {
            exact: exact.clamp(*USUAL_EXACT.start(), *USUAL_EXACT.end()),
            loose: loose.clamp(*USUAL_LOOSE.start(), *USUAL_LOOSE.end()),
        }
    }
}

/// The logarithm of the length of all segments.
fn log_of_all(items: &[Item]) -> f64 {
    let segments = items.iter().filter(|item| !item.is_fixed());
    let length: usize = segments.map(|item| item.length).sum();
    ((length + 1) as f64).ln()
}

/// `of` the lengths of all runs, by length of run and first item.
fn of_lengths(items: &[Item], of: impl Fn(f64) -> f64) -> [Vec<f64>; LONGEST] {
    std::array::from_fn(|more| {
        let runs = items.windows(more + 1);
        runs.map(|run| {
            let length: usize = run.iter().map(|item| item.length).sum();
            of(length as f64 + LENGTH_OFFSET)
        })
        .collect()
    })
}

/// What the places of two runs in their articles say.
fn structure(a: &[Item], b: &[Item]) -> f64 {
    let merged = match (a.len(), b.len()) {
        (1, 1) => 0.0,
        (2, 2) => RECUT,
        (1, 2) | (2, 1) => MERGED,
        _ => MERGED_THREE,
    };
    let edge = |x: bool, y: bool| match (x, y) {
        (true, true) => BOTH_AT_EDGE,
        (false, false) => 0.0,
        _ => ONE_AT_EDGE,
    };
    let borders = |run: &[Item]| run.iter().skip(1).filter(|item| item.first).count() as f64;
    let kinds = a
        .iter()
        .flat_map(|x| b.iter().map(|y| kinds(x.kind, y.kind)));
    merged
        + edge(a[0].first, b[0].first)
        + edge(a[a.len() - 1].last, b[b.len() - 1].last)
        + BORDER_INSIDE * (borders(a) + borders(b))
        + kinds.fold(0.0, f64::min)
}

/// What it costs that a block of one kind answers one of another.
fn kinds(a: BlockKind, b: BlockKind) -> f64 {
    use BlockKind::{Heading, ListItem, TableCell};
    match (a, b) {
        _ if a == b => 0.0,
        (TableCell { column: x, .. }, TableCell { column: y, .. }) if x == y => 0.0,
        (ListItem(_), ListItem(_)) => OTHER_DEPTH,
        (Heading(_), Heading(_)) => OTHER_KIND,
        (Heading(_), _) | (_, Heading(_)) => HEADING_AGAINST_TEXT,
        _ => OTHER_KIND,
    }
}

/// The score of two runs of which one holds a fixed block: only two such blocks of a kind pair, the
/// better the more words they share.
fn fixed(a: &[Item], b: &[Item]) -> f64 {
    let ([a], [b]) = (a, b) else {
        return f64::NEG_INFINITY;
    };
    if a.kind != b.kind || a.is_fixed() != b.is_fixed() {
        return f64::NEG_INFINITY;
    }
    let equal = a.anchors == b.anchors;
    let common = a
        .words
        .iter()
        .filter(|word| b.words.binary_search(word).is_ok())
        .count();
    let all = a.words.len() + b.words.len() - common;
    match (equal, all) {
        (true, 0) => EQUAL_WORDLESS,
        (true, _) => EQUAL_FIXED,
        (false, 0) => OTHER_FIXED,
        (false, _) => exact(OTHER_FIXED + EQUAL_FIXED * common as f64 / all as f64),
    }
}
