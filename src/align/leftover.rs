//! A second look: paragraphs that changed places.

use super::item::Item;
use super::program::{Step, align_part};
use super::score::Scorer;
use super::weights::w;
use std::ops::Range;

/// How far apart, in items, two leftovers may lie.
const REACH: usize = 30;

pub(super) fn recover(scorer: &Scorer<'_>, steps: &mut Vec<Step>) {
    let (n, m) = (scorer.source.len(), scorer.target.len());
    let mut free = [vec![false; n], vec![false; m]];
    for step in steps.iter() {
        if step.target.is_empty() {
            free[0][step.source.start] = true;
        } else if step.source.is_empty() {
            free[1][step.target.start] = true;
        }
    }
    let source_runs = runs(scorer.source, &free[0]);
    let target_runs = runs(scorer.target, &free[1]);
    let mut found = Vec::new();
    for a in &source_runs {
        for b in &target_runs {
            if (a.start * m / n.max(1)).abs_diff(b.start) > REACH {
                continue;
            }
            let (sum, part) = align_part(scorer, a.clone(), b.clone());
            let pairs = part
                .iter()
                .filter(|step| !step.source.is_empty() && !step.target.is_empty());
            let shared: f64 = pairs
                .map(|step| {
                    scorer
                        .evidence
                        .shared_by(&scorer.source[step.source.clone()], step.target.clone())
                })
                .sum();
            let fixed = a.len() == 1 && scorer.source[a.start].segment.is_none();
            if sum > w().left_v && (shared > w().left_m || fixed) {
                found.push((sum, a.clone(), b.clone(), part));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (_, a, b, part) in found {
        if free[0][a.clone()].iter().all(|&free| free)
            && free[1][b.clone()].iter().all(|&free| free)
        {
            free[0][a.clone()].fill(false);
            free[1][b.clone()].fill(false);
            steps.retain(|step| {
                let lost = step.target.is_empty() && a.contains(&step.source.start)
                    || step.source.is_empty() && b.contains(&step.target.start);
                !lost
            });
            steps.extend(part);
        }
    }
}

fn runs(items: &[Item], free: &[bool]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for index in (0..items.len()).filter(|&index| free[index]) {
        match runs.last_mut() {
            Some(run) if run.end == index && !items[index].first => run.end += 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}
