//! A second look at what was left over: paragraphs that changed places.
//!
//! The program goes forward on both sides, so of two exchanged paragraphs it pairs one and leaves
//! the other over, twice: once in either article. Here the stretches left over on the one side are
//! tried against those on the other, outside the band and the order, and the best are taken.

use super::item::Item;
use super::program::{Program, Step};
use super::score::Scorer;
use std::ops::Range;

/// How far apart, in items, the two may lie: exchanged paragraphs are near each other.
const REACH: usize = 30;
/// Most pairs of items compared for one pair of stretches.
const MOST_CELLS: usize = 10_000;
/// What a pair of stretches must be better by than being left over.
const LEAST_SCORE: f64 = 2.0;
/// What it must share besides: length alone proves nothing here.
const LEAST_SHARED: f64 = 4.0;

/// Two stretches that may belong together.
struct Exchange {
    source: Range<usize>,
    target: Range<usize>,
    total: f64,
    steps: Vec<Step>,
}

/// Pairs leftovers of `steps` with each other, where they agree.
pub(super) fn pair(scorer: &Scorer<'_>, steps: &mut Vec<Step>) {
    let mut free_source = vec![false; scorer.source.len()];
    let mut free_target = vec![false; scorer.target.len()];
    for step in steps.iter().filter(|step| !step.is_pair()) {
        free_source[step.source.clone()].fill(true);
        free_target[step.target.clone()].fill(true);
    }
    let mut found = exchanges(
        scorer,
        &stretches(scorer.source, &free_source),
        &stretches(scorer.target, &free_target),
    );
    found.sort_by(|a, b| b.total.total_cmp(&a.total));
    let mut new = Vec::new();
    for exchange in found {
        let source = &mut free_source[exchange.source];
        let target = &mut free_target[exchange.target];
        if source.iter().chain(target.iter()).all(|&free| free) {
            source.fill(false);
            target.fill(false);
            new.extend(exchange.steps);
        }
    }
    steps.retain(|step| {
        let left =
            |range: &Range<usize>, free: &[bool]| free[range.clone()].iter().all(|&free| free);
        step.is_pair() || (left(&step.source, &free_source) && left(&step.target, &free_target))
    });
    steps.extend(new);
}

/// Runs of free items that do not cross the border of a block.
fn stretches(items: &[Item], free: &[bool]) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for (index, item) in items.iter().enumerate().filter(|&(index, _)| free[index]) {
        match stretches.last_mut() {
            Some(last) if last.end == index && !item.first => last.end += 1,
            _ => stretches.push(index..index + 1),
        }
    }
    stretches
}

fn exchanges(
    scorer: &Scorer<'_>,
    source: &[Range<usize>],
    target: &[Range<usize>],
) -> Vec<Exchange> {
    let mut found = Vec::new();
    for a in source {
        // Where the stretch would lie in the target if both articles went evenly.
        let place = a.start * scorer.target.len() / scorer.source.len().max(1);
        let near = target.partition_point(|b| b.start + REACH < place);
        for b in target[near..]
            .iter()
            .take_while(|b| b.start <= place + REACH)
        {
            if a.len() * b.len() <= MOST_CELLS {
                found.extend(exchange(scorer, a.clone(), b.clone()));
            }
        }
    }
    found
}

fn exchange(scorer: &Scorer<'_>, source: Range<usize>, target: Range<usize>) -> Option<Exchange> {
    let program = Program::over_part(scorer, source.clone(), target.clone());
    let total = program.total();
    if total <= LEAST_SCORE {
        return None;
    }
    let steps = program.steps();
    let shared: f64 = steps
        .iter()
        .filter(|step| step.is_pair())
        .map(|step| {
            let run = &scorer.source[step.source.clone()];
            scorer.evidence.shared_by(run, step.target.clone())
        })
        .sum();
    let fixed = scorer.source[source.start].is_fixed();
    (fixed || shared > LEAST_SHARED).then_some(Exchange {
        source,
        target,
        total,
        steps,
    })
}
