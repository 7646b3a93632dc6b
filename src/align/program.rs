//! The dynamic program: the best sequence of pairs and gaps through both articles.

use super::band::Band;
use super::item::Item;
use super::score::{Row, SHAPES, Scorer};
use super::weights::w;
use std::ops::Range;

/// One step of the best way: a pair, or a gap where one of the runs is empty.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    pub(super) source: Range<usize>,
    pub(super) target: Range<usize>,
    /// By how much every way is worse on which none of this step's links is made.
    pub(super) margin: f64,
}

/// One move from a cell, as it is kept in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    None,
    Pair(u8),
    Gap,
    GapTarget,
    Block,
    BlockTarget,
}

struct Area<'a> {
    scorer: &'a Scorer<'a>,
    source: Range<usize>,
    target: Range<usize>,
    band: Band,
}

/// The best way through all items, with margins.
pub(super) fn align(scorer: &Scorer<'_>, band: Band) -> (f64, Vec<Step>) {
    let area = Area {
        source: 0..scorer.source.len(),
        target: 0..scorer.target.len(),
        scorer,
        band,
    };
    let (best, moves) = area.forward();
    let mut steps = area.trace(&moves);
    area.margins(&best, &mut steps);
    (best[area.end()], steps)
}

/// The best way through a stretch of both sides, without margins.
pub(super) fn align_part(
    scorer: &Scorer<'_>,
    source: Range<usize>,
    target: Range<usize>,
) -> (f64, Vec<Step>) {
    let area = Area {
        band: Band::whole(source.len(), target.len()),
        scorer,
        source,
        target,
    };
    let (best, moves) = area.forward();
    (best[area.end()], area.trace(&moves))
}

impl Area<'_> {
    fn end(&self) -> usize {
        self.band.cells() - 1
    }

    /// Calls `visit` with every move from the cells of `row`: its kind, the cell it starts from,
    /// the cell it leads to, the items it takes, its score.
    fn moves(
        &self,
        row: usize,
        scratch: &mut Row,
        mut visit: impl FnMut(Move, usize, usize, Shape, f64),
    ) {
        let columns = self.band.row(row);
        let (n, m) = (self.source.len(), self.target.len());
        let from = self.source.start + row;
        if row < n {
            let first = self.target.start + columns.start;
            let last = (self.target.start + columns.end).min(self.target.end);
            self.scorer.row(from, first..last.max(first), scratch);
        }
        let block = (row < n).then(|| self.scorer.source_blocks[from].min(n - row));
        for column in columns.clone() {
            let Some(cell) = self.band.cell(row, column) else {
                continue;
            };
            let mut offer = |kind: Move, a: usize, b: usize, score: f64| {
                if let Some(to) = self.band.cell(row + a, column + b) {
                    visit(kind, cell, to, (column, a, b), score);
                }
            };
            if row < n && column < m {
                let at = column - columns.start;
                for (index, shape) in SHAPES.iter().enumerate() {
                    if row + shape.source <= n && column + shape.target <= m {
                        let score = scratch.scores[index][at];
                        if score > f64::NEG_INFINITY {
                            offer(Move::Pair(index as u8), shape.source, shape.target, score);
                        }
                    }
                }
            }
            if let Some(block) = block {
                offer(Move::Gap, 1, 0, w().gap);
                if block > 1 {
                    offer(Move::Block, block, 0, gap_of(block));
                }
            }
            if column < m {
                offer(Move::GapTarget, 0, 1, w().gap);
                let block = self.scorer.target_blocks[self.target.start + column].min(m - column);
                if block > 1 {
                    offer(Move::BlockTarget, 0, block, gap_of(block));
                }
            }
        }
    }

    fn forward(&self) -> (Vec<f64>, Vec<Move>) {
        let mut best = vec![f64::NEG_INFINITY; self.band.cells()];
        let mut moves = vec![Move::None; self.band.cells()];
        let mut scratch = Row::default();
        best[0] = 0.0;
        for row in 0..=self.source.len() {
            self.moves(row, &mut scratch, |kind, from, to, _, score| {
                let sum = best[from] + score;
                if sum > best[to] {
                    best[to] = sum;
                    moves[to] = kind;
                }
            });
        }
        (best, moves)
    }

    fn trace(&self, moves: &[Move]) -> Vec<Step> {
        let (mut row, mut column) = (self.source.len(), self.target.len());
        let mut steps = Vec::new();
        while row > 0 || column > 0 {
            let cell = self
                .band
                .cell(row, column)
                .expect("the way stays in the band");
            let (a, b) = match moves[cell] {
                Move::Pair(shape) => (SHAPES[shape as usize].source, SHAPES[shape as usize].target),
                Move::Gap => (1, 0),
                Move::GapTarget => (0, 1),
                Move::Block => (
                    block_before(&self.scorer.source[..self.source.start + row]),
                    0,
                ),
                Move::BlockTarget => (
                    0,
                    block_before(&self.scorer.target[..self.target.start + column]),
                ),
                Move::None => unreachable!("every cell on the way was reached by a move"),
            };
            let (i, j) = (self.source.start + row, self.target.start + column);
            if a > 0 && b > 0 {
                steps.push(Step {
                    source: i - a..i,
                    target: j - b..j,
                    margin: 0.0,
                });
            } else {
                for k in (0..a).rev() {
                    steps.push(Step {
                        source: i - a + k..i - a + k + 1,
                        target: j..j,
                        margin: 0.0,
                    });
                }
                for k in (0..b).rev() {
                    steps.push(Step {
                        source: i..i,
                        target: j - b + k..j - b + k + 1,
                        margin: 0.0,
                    });
                }
            }
            row -= a;
            column -= b;
        }
        steps.reverse();
        steps
    }

    /// Runs the program from the end and says of each step how much the ways without it lose.
    fn margins(&self, best: &[f64], steps: &mut [Step]) {
        let (n, m) = (self.source.len(), self.target.len());
        let mut of_source: Vec<Range<usize>> = vec![0..0; n];
        let mut of_target: Vec<Range<usize>> = vec![0..0; m];
        for step in steps.iter() {
            for i in step.source.clone() {
                of_source[i] = step.target.clone();
            }
            for j in step.target.clone() {
                of_target[j] = step.source.clone();
            }
        }
        let disjoint = |x: &Range<usize>, y: &Range<usize>| {
            if x.is_empty() || y.is_empty() {
                x.is_empty() != y.is_empty()
            } else {
                x.end <= y.start || y.end <= x.start
            }
        };
        let mut other_source = vec![f64::NEG_INFINITY; n];
        let mut other_target = vec![f64::NEG_INFINITY; m];
        let mut rest = vec![f64::NEG_INFINITY; self.band.cells()];
        let end = self.end();
        rest[end] = 0.0;
        let mut scratch = Row::default();
        let mut found = Vec::new();
        for row in (0..=n).rev() {
            found.clear();
            self.moves(row, &mut scratch, |_, from, to, shape, score| {
                found.push((from, to, shape, score))
            });
            for &(from, to, (column, a, b), score) in found.iter().rev() {
                let sum = rest[to] + score;
                rest[from] = rest[from].max(sum);
                let through = best[from] + sum;
                let (s, t) = (row..row + a, column..column + b);
                for i in s.clone() {
                    if through > other_source[i] && disjoint(&of_source[i], &t) {
                        other_source[i] = through;
                    }
                }
                for j in t {
                    if through > other_target[j] && disjoint(&of_target[j], &s) {
                        other_target[j] = through;
                    }
                }
            }
        }
        for step in steps {
            let others = step.source.clone().map(|i| other_source[i]);
            let others = others.chain(step.target.clone().map(|j| other_target[j]));
            let other = others.fold(f64::NEG_INFINITY, f64::max);
            step.margin = (best[end] - other).min(MOST_MARGIN);
        }
    }
}

const MOST_MARGIN: f64 = 1000.0;

type Shape = (usize, usize, usize);

fn gap_of(items: usize) -> f64 {
    w().gap + w().gapgo * (items - 1) as f64
}

fn block_before(items: &[Item]) -> usize {
    let block = items[items.len() - 1].block;
    items
        .iter()
        .rev()
        .take_while(|item| item.block == block)
        .count()
}
