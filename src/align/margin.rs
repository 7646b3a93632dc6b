//! How sure each step is: what every other way would cost.
//!
//! The score of a pair says how well two sentences agree, not whether two others would agree as
//! well. Short steps of a procedure, paragraphs about one name, shifted by one, look alike. So the
//! program is run from the end too. The best way through a move is the best to its cell, the move,
//! and the best from there; for each segment the best way is taken on which its partner is
//! altogether another one, and the *margin* of a step is how much the least of these loses.
//!
//! Measured on the development half of the bench, the margin parts right from wrong better than the
//! score: at an equal share of wrong pairs it keeps half as many doubtful ones.

use super::program::{Program, Step};
use super::score::Row;
use std::ops::Range;

/// No margin is larger: where there is no other way, the step is as sure as can be.
const MOST: f64 = 1000.0;

/// The best sum, for each item of one side, of the ways on which its partner is another.
struct Others<'s> {
    partners: Vec<&'s Range<usize>>,
    best: Vec<f64>,
}

impl Others<'_> {
    fn look(&mut self, items: Range<usize>, partner: &Range<usize>, sum: f64) {
        for item in items {
            if sum > self.best[item] && are_apart(self.partners[item], partner) {
                self.best[item] = sum;
            }
        }
    }
}

/// Whether no link is in both: of two gaps none is apart from the other.
fn are_apart(a: &Range<usize>, b: &Range<usize>) -> bool {
    if a.is_empty() || b.is_empty() {
        return a.is_empty() != b.is_empty();
    }
    a.end <= b.start || b.end <= a.start
}

/// Sets the margin of each of `steps`, the best way of `program`, which must be over all items.
pub(super) fn set(program: &Program<'_>, steps: &mut [Step]) {
    let way = steps.to_vec();
    let mut of_source = others(program.source.len(), &way, |step| {
        (&step.source, &step.target)
    });
    let mut of_target = others(program.target.len(), &way, |step| {
        (&step.target, &step.source)
    });
    let cells = program.band.cells();
    let mut rest = vec![f64::NEG_INFINITY; cells];
    rest[cells - 1] = 0.0;
    let mut scratch = Row::default();
    let mut moves = Vec::new();
    for row in (0..=program.source.len()).rev() {
        moves.clear();
        program.moves(row, &mut scratch, |found| moves.push(found));
        // From right to left: a gap of the target leads to a cell of the same row.
        for found in moves.iter().rev() {
            let on = rest[found.to] + found.score;
            rest[found.from] = rest[found.from].max(on);
            let through = program.best[found.from] + on;
            let source = row..row + found.source;
            let target = found.column..found.column + found.target;
            of_source.look(source.clone(), &target, through);
            of_target.look(target, &source, through);
        }
    }
    for step in steps {
        let source = step.source.clone().map(|item| of_source.best[item]);
        let target = step.target.clone().map(|item| of_target.best[item]);
        let other = source.chain(target).fold(f64::NEG_INFINITY, f64::max);
        step.margin = (program.total() - other).min(MOST);
    }
}

fn others<'s>(
    items: usize,
    way: &'s [Step],
    sides: impl Fn(&'s Step) -> (&'s Range<usize>, &'s Range<usize>),
) -> Others<'s> {
    const NONE: &Range<usize> = &(0..0);
    let mut partners = vec![NONE; items];
    for (own, partner) in way.iter().map(sides) {
        for item in own.clone() {
            partners[item] = partner;
        }
    }
    Others {
        partners,
        best: vec![f64::NEG_INFINITY; items],
    }
}
