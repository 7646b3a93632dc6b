//! The score of one pair: structure, length, anchors.

use super::evidence::{Evidence, LONGEST, exact};
use super::item::Item;
use super::weights::w;
use crate::document::BlockKind;
use std::ops::Range;

/// How many items a move takes on either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) source: usize,
    pub(super) target: usize,
}

/// The pairs that translators make; others are so rare that allowing them does harm.
pub(super) const SHAPES: [Shape; 6] = [
    Shape {
        source: 1,
        target: 1,
    },
    Shape {
        source: 2,
        target: 1,
    },
    Shape {
        source: 1,
        target: 2,
    },
    Shape {
        source: 2,
        target: 2,
    },
    Shape {
        source: 3,
        target: 1,
    },
    Shape {
        source: 1,
        target: 3,
    },
];

/// Scores of every shape for one source item and a stretch of target items.
#[derive(Default)]
pub(super) struct Row {
    /// By shape, then by column; minus infinity where the pair is impossible.
    pub(super) scores: [Vec<f64>; SHAPES.len()],
    shared: [Vec<f64>; LONGEST],
}

/// What scores the pairs of two articles.
pub(super) struct Scorer<'a> {
    pub(super) source: &'a [Item],
    pub(super) target: &'a [Item],
    pub(super) evidence: Evidence,
    /// Share of what two sentences could have in common that true pairs do have in common.
    pub(super) usual: f64,
    pub(super) source_blocks: Vec<usize>,
    pub(super) target_blocks: Vec<usize>,
    log_ratio: f64,
    source_log: [Vec<f64>; LONGEST],
    target_log: [Vec<f64>; LONGEST],
}

impl<'a> Scorer<'a> {
    pub(super) fn new(
        source: &'a [Item],
        target: &'a [Item],
        evidence: Evidence,
        usual: f64,
    ) -> Scorer<'a> {
        Scorer {
            log_ratio: log_total(target) - log_total(source),
            source_blocks: block_lengths(source),
            target_blocks: block_lengths(target),
            source_log: log_lengths(source),
            target_log: log_lengths(target),
            source,
            target,
            evidence,
            usual,
        }
    }

    /// Scores the pairs that begin at source item `from` and a target item of `columns`.
    pub(super) fn row(&self, from: usize, columns: Range<usize>, row: &mut Row) {
        for scores in &mut row.scores {
            scores.clear();
            scores.resize(columns.len(), f64::NEG_INFINITY);
        }
        for count in 1..=LONGEST {
            let source = from..from + count;
            if source.end > self.source.len() {
                break;
            }
            self.evidence.shared(
                &self.source[source.clone()],
                columns.clone(),
                &mut row.shared,
            );
            for (shape, scores) in SHAPES.iter().zip(&mut row.scores) {
                if shape.source != count {
                    continue;
                }
                for column in columns.clone() {
                    let target = column..column + shape.target;
                    if target.end > self.target.len() {
                        break;
                    }
                    let at = column - columns.start;
                    let shared = row.shared[shape.target - 1][at];
                    scores[at] = self.score(source.clone(), target, shared);
                }
            }
        }
    }

    fn score(&self, source: Range<usize>, target: Range<usize>, shared: f64) -> f64 {
        let (a, b) = (&self.source[source.clone()], &self.target[target.clone()]);
        if a.iter().chain(b).any(|item| item.segment.is_none()) {
            return if a.len() + b.len() == 2
                && a[0].kind == b[0].kind
                && a[0].segment == b[0].segment
            {
                likeness(&a[0], &b[0])
            } else {
                f64::NEG_INFINITY
            };
        }
        structure(a, b) + self.content_given(source, target, shared)
    }

    /// Log-odds that the two runs say the same, by length and anchors.
    pub(super) fn content(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        let shared = self
            .evidence
            .shared_by(&self.source[source.clone()], target.clone());
        self.content_given(source, target, shared)
    }

    fn content_given(&self, source: Range<usize>, target: Range<usize>, shared: f64) -> f64 {
        let w = w();
        let a = self.source_log[source.len() - 1][source.start];
        let b = self.target_log[target.len() - 1][target.start];
        let off = b - a - self.log_ratio;
        let typical = ((a + b) / 2.0).exp();
        let spread = w.var * w.var + w.noise / (typical + w.smooth);
        let length = w.len * (1.0 - (off * off / spread).min(w.cap));
        let lack = w.lack * self.usual * self.evidence.possible(source, target);
        exact(length + shared - lack)
    }
}

/// Items of the block that begins with each item; 1 where none begins.
fn block_lengths(items: &[Item]) -> Vec<usize> {
    let mut lengths = vec![1; items.len()];
    let mut end = items.len();
    for index in (0..items.len()).rev() {
        if items[index].last {
            end = index + 1;
        }
        if items[index].first {
            lengths[index] = end - index;
        }
    }
    lengths
}

fn log_total(items: &[Item]) -> f64 {
    let length: usize = items
        .iter()
        .filter(|item| item.segment.is_some())
        .map(|item| item.length)
        .sum();
    ((length + 1) as f64).ln()
}

fn log_lengths(items: &[Item]) -> [Vec<f64>; LONGEST] {
    std::array::from_fn(|longer| {
        items
            .windows(longer + 1)
            .map(|run| {
                let length: usize = run.iter().map(|item| item.length).sum();
                (length as f64 + w().smooth).ln()
            })
            .collect()
    })
}

/// What the places of two runs in their articles say.
fn structure(a: &[Item], b: &[Item]) -> f64 {
    let w = w();
    let many = match (a.len(), b.len()) {
        (1, 1) => 0.0,
        (2, 2) => w.two,
        (1, 2) | (2, 1) => w.many,
        _ => w.triple,
    };
    let edge = |x: bool, y: bool| match (x, y) {
        (true, true) => w.both,
        (false, false) => 0.0,
        _ => w.one,
    };
    let borders = |run: &[Item]| {
        run.windows(2)
            .filter(|two| two[0].block != two[1].block)
            .count() as f64
    };
    let mut sum = many;
    sum += edge(a[0].first, b[0].first) + edge(a[a.len() - 1].last, b[b.len() - 1].last);
    sum += w.cross * (borders(a) + borders(b));
    let mut worst: f64 = 0.0;
    for x in a {
        for y in b {
            worst = worst.min(kinds(x.kind, y.kind));
        }
    }
    sum + worst
}

fn kinds(a: BlockKind, b: BlockKind) -> f64 {
    use BlockKind::{Heading, ListItem, TableCell};
    let w = w();
    match (a, b) {
        (TableCell { column: x, .. }, TableCell { column: y, .. }) if x == y => 0.0,
        _ if a == b => 0.0,
        (Heading(_), Heading(_)) => w.level,
        (ListItem(_), ListItem(_)) => w.level / 2.0,
        (Heading(_), _) | (_, Heading(_)) => w.kind,
        _ => w.level,
    }
}

/// How like two fixed blocks are, by the words they share; equal ones are as sure as can be.
fn likeness(a: &Item, b: &Item) -> f64 {
    let equal = a.anchors == b.anchors;
    if a.words.is_empty() && b.words.is_empty() {
        return if equal { 6.0 } else { -3.0 };
    }
    if equal {
        return 12.0;
    }
    let common = a
        .words
        .iter()
        .filter(|word| b.words.binary_search(word).is_ok())
        .count();
    let all = a.words.len() + b.words.len() - common;
    exact(12.0 * common as f64 / all as f64 - 3.0)
}
