//! The dynamic program: the best sequence of pairs and gaps through both articles.
//!
//! A *cell* is a position in both articles; a *move* leads from one cell to a later one by a pair
//! or by a gap. A gap is one item without a partner, or a whole block, which costs less than its
//! items one by one: paragraphs are dropped and added as wholes. The best sum of moves to each cell
//! is kept, and the way is read backwards from the end of both.
//!
//! Costs O(cells of the band): time and memory.

use super::band::Band;
use super::item::Item;
use super::score::{Row, SHAPES, Scorer};
use std::ops::Range;

/// An item without a partner.
const GAP: f64 = -3.0;
/// Each further item of a block that has no partner as a whole.
const GAP_MORE: f64 = -1.0;

/// One step of a way: a pair, or an item without a partner, the other range then being empty and
/// saying where the item is missing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    pub(super) source: Range<usize>,
    pub(super) target: Range<usize>,
    /// By how much every way is worse that makes none of this step's links.
    pub(super) margin: f64,
}

impl Step {
    fn new(source: Range<usize>, target: Range<usize>) -> Step {
        let margin = 0.0;
        Step {
            source,
            target,
            margin,
        }
    }

    /// Whether the step has items on both sides.
    pub(super) fn is_pair(&self) -> bool {
        !self.source.is_empty() && !self.target.is_empty()
    }
}

/// How a cell was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reached {
    Not,
    /// By a pair of this shape.
    Pair(u8),
    Gap,
    BlockGap,
    TargetGap,
    TargetBlockGap,
}

/// A move from the cell at `column` of a row, taking items of either side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Move {
    pub(super) column: usize,
    pub(super) source: usize,
    pub(super) target: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) score: f64,
    reached: Reached,
}

/// The program over a stretch of both articles, filled in.
#[derive(Debug)]
pub(super) struct Program<'a> {
    pub(super) scorer: &'a Scorer<'a>,
    pub(super) source: Range<usize>,
    pub(super) target: Range<usize>,
    pub(super) band: Band,
    /// The best sum of moves to each cell.
    pub(super) best: Vec<f64>,
    reached: Vec<Reached>,
    source_blocks: Vec<usize>,
    target_blocks: Vec<usize>,
}

impl<'a> Program<'a> {
    /// Runs the program over all items, inside `band`.
    pub(super) fn over_all(scorer: &'a Scorer<'a>, band: Band) -> Program<'a> {
        Program::run(scorer, 0..scorer.source.len(), 0..scorer.target.len(), band)
    }

    /// Runs the program over a stretch of both sides, each with each.
    pub(super) fn over_part(
        scorer: &'a Scorer<'a>,
        source: Range<usize>,
        target: Range<usize>,
    ) -> Program<'a> {
        let band = Band::whole(source.len(), target.len());
        Program::run(scorer, source, target, band)
    }

    fn run(
        scorer: &'a Scorer<'a>,
        source: Range<usize>,
        target: Range<usize>,
        band: Band,
    ) -> Program<'a> {
        let mut program = Program {
            best: vec![f64::NEG_INFINITY; band.cells()],
            reached: vec![Reached::Not; band.cells()],
            source_blocks: block_lengths(&scorer.source[source.clone()]),
            target_blocks: block_lengths(&scorer.target[target.clone()]),
            scorer,
            source,
            target,
            band,
        };
        program.fill();
        program
    }

    fn fill(&mut self) {
        let mut scratch = Row::default();
        let (mut best, mut reached) = (
            std::mem::take(&mut self.best),
            std::mem::take(&mut self.reached),
        );
        best[0] = 0.0;
        for row in 0..=self.source.len() {
            self.moves(row, &mut scratch, |found| {
                let sum = best[found.from] + found.score;
                if sum > best[found.to] {
                    best[found.to] = sum;
                    reached[found.to] = found.reached;
                }
            });
        }
        (self.best, self.reached) = (best, reached);
    }

    /// The best sum of moves from beginning to end.
    pub(super) fn total(&self) -> f64 {
        self.best[self.band.cells() - 1]
    }

    /// Calls `visit` with every move from the cells of `row`, by column.
    pub(super) fn moves(&self, row: usize, scratch: &mut Row, mut visit: impl FnMut(Move)) {
        let columns = self.band.row(row);
        let (n, m) = (self.source.len(), self.target.len());
        let in_target = |column: usize| self.target.start + column.min(m);
        if row < n {
            let range = in_target(columns.start)..in_target(columns.end);
            self.scorer.row(self.source.start + row, range, scratch);
        }
        for (at, column) in columns.enumerate() {
            let Some(from) = self.band.cell(row, column) else {
                continue;
            };
            let mut offer = |source: usize, target: usize, score: f64, reached: Reached| {
                if let Some(to) = self.band.cell(row + source, column + target) {
                    visit(Move {
                        column,
                        source,
                        target,
                        from,
                        to,
                        score,
                        reached,
                    });
                }
            };
            if row < n && column < m {
                for (number, shape) in (0..).zip(SHAPES) {
                    let score = scratch.scores[usize::from(number)][at];
                    let inside = row + shape.source <= n && column + shape.target <= m;
                    if inside && score > f64::NEG_INFINITY {
                        offer(shape.source, shape.target, score, Reached::Pair(number));
                    }
                }
            }
            if let Some(&block) = self.source_blocks.get(row) {
                offer(1, 0, GAP, Reached::Gap);
                if block > 1 {
                    offer(block, 0, gap(block), Reached::BlockGap);
                }
            }
            if let Some(&block) = self.target_blocks.get(column) {
                offer(0, 1, GAP, Reached::TargetGap);
                if block > 1 {
                    offer(0, block, gap(block), Reached::TargetBlockGap);
                }
            }
        }
    }

    /// The steps of the best way, in order.
    pub(super) fn steps(&self) -> Vec<Step> {
        let (mut row, mut column) = (self.source.len(), self.target.len());
        let mut steps = Vec::new();
        while row > 0 || column > 0 {
            let reached = self.band.cell(row, column).map(|cell| self.reached[cell]);
            let (source, target) = match reached.unwrap_or(Reached::Not) {
                Reached::Pair(number) => {
                    let shape = SHAPES[usize::from(number)];
                    (shape.source, shape.target)
                }
                Reached::BlockGap => (since_first(&self.source_items()[..row]), 0),
                Reached::TargetBlockGap => (0, since_first(&self.target_items()[..column])),
                Reached::TargetGap => (0, 1),
                Reached::Gap => (1, 0),
                // Every cell of the band can be reached by gaps; this only makes the loop end.
                Reached::Not => (row.min(1), usize::from(row == 0)),
            };
            let (i, j) = (self.source.start + row, self.target.start + column);
            if source > 0 && target > 0 {
                steps.push(Step::new(i - source..i, j - target..j));
            } else {
                steps.extend((1..=source).map(|back| Step::new(i - back..i - back + 1, j..j)));
                steps.extend((1..=target).map(|back| Step::new(i..i, j - back..j - back + 1)));
            }
            row -= source;
            column -= target;
        }
        steps.reverse();
        steps
    }

    fn source_items(&self) -> &'a [Item] {
        &self.scorer.source[self.source.clone()]
    }

    fn target_items(&self) -> &'a [Item] {
        &self.scorer.target[self.target.clone()]
    }
}

/// The cost of a block of so many items without a partner.
fn gap(items: usize) -> f64 {
    GAP + GAP_MORE * (items - 1) as f64
}

/// For each item that begins a block the length of the block inside `items`; else 1.
fn block_lengths(items: &[Item]) -> Vec<usize> {
    let mut lengths = vec![1; items.len()];
    let mut end = items.len();
    for (index, item) in items.iter().enumerate().rev() {
        if item.last {
            end = index + 1;
        }
        if item.first {
            lengths[index] = end - index;
        }
    }
    lengths
}

/// How many items lie behind, back to the last that begins a block.
fn since_first(items: &[Item]) -> usize {
    let first = items.iter().rposition(|item| item.first);
    items.len() - first.unwrap_or(0)
}
