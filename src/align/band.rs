//! The stretch of target items that the program looks at for each source item.

use super::evidence::Evidence;
use super::item::Item;
use std::ops::Range;

/// Fewest items looked at on either side.
const NARROWEST: usize = 45;
/// The band is this part of the article, on either side.
const PART: usize = 6;
/// Most items looked at on either side: beyond, a long article would cost quadratic time.
const WIDEST: usize = 150;

/// For each source position the target positions that may stand beside it.
#[derive(Debug)]
pub(super) struct Band {
    rows: Vec<Range<usize>>,
    offsets: Vec<usize>,
}

impl Band {
    /// The band of a pair of articles, along the anchors that occur once on both sides.
    pub(super) fn new(source: &[Item], target: &[Item], evidence: &Evidence) -> Band {
        let (n, m) = (source.len(), target.len());
        let half = (n.max(m) / PART).clamp(NARROWEST, WIDEST);
        let guide = guide(source, evidence);
        let mut points = vec![(0, 0)];
        points.extend(
            guide
                .into_iter()
                .filter(|&(i, j)| i > 0 && j > 0 && i < n && j < m),
        );
        points.push((n, m));
        let mut middle = vec![0; n + 1];
        for two in points.windows(2) {
            let ((i, j), (k, l)) = (two[0], two[1]);
            for row in i..=k {
                middle[row] = j + (l - j) * (row - i) / (k - i).max(1);
            }
        }
        middle[n] = m;
        let rows = (0..=n)
            .map(|row| {
                let next = middle[(row + 1).min(n)];
                middle[row].saturating_sub(half)..(next + half).min(m) + 1
            })
            .collect();
        Band::of_rows(rows)
    }

    /// Every position beside every other: for short stretches.
    pub(super) fn whole(n: usize, m: usize) -> Band {
        Band::of_rows(vec![0..m + 1; n + 1])
    }

    fn of_rows(rows: Vec<Range<usize>>) -> Band {
        let mut offsets = Vec::with_capacity(rows.len() + 1);
        let mut sum = 0;
        for row in &rows {
            offsets.push(sum);
            sum += row.len();
        }
        offsets.push(sum);
        Band { rows, offsets }
    }

    pub(super) fn row(&self, row: usize) -> Range<usize> {
        self.rows[row].clone()
    }

    /// Cells in all rows.
    pub(super) fn cells(&self) -> usize {
        self.offsets[self.rows.len()]
    }

    /// Where the cell lies among all, if the band holds it.
    pub(super) fn cell(&self, row: usize, column: usize) -> Option<usize> {
        let columns = self.rows.get(row)?;
        columns
            .contains(&column)
            .then(|| self.offsets[row] + column - columns.start)
    }
}

/// The longest chain of anchors that occur once on both sides, in order on both.
fn guide(source: &[Item], evidence: &Evidence) -> Vec<(usize, usize)> {
    let mut once: hashbrown::HashMap<u32, u32> = hashbrown::HashMap::new();
    for item in source {
        for &id in &item.anchors {
            *once.entry(id).or_default() += 1;
        }
    }
    let mut points = Vec::new();
    for (index, item) in source.iter().enumerate() {
        for &id in &item.anchors {
            if let (&[place], 1) = (evidence.occurrences(id), once[&id]) {
                points.push((index, place));
            }
        }
    }
    points.sort_unstable_by_key(|&(i, j)| (i, std::cmp::Reverse(j)));
    points.dedup();
    longest_rising(&points)
}

/// The longest run of `points` that rises strictly in both coordinates; O(n log n).
fn longest_rising(points: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(points.len());
    for (index, &(_, column)) in points.iter().enumerate() {
        let length = tails.partition_point(|&tail| points[tail].1 < column);
        before.push(length.checked_sub(1).map(|shorter| tails[shorter]));
        if length == tails.len() {
            tails.push(index);
        } else {
            tails[length] = index;
        }
    }
    let mut chain = Vec::new();
    let mut at = tails.last().copied();
    while let Some(index) = at {
        chain.push(points[index]);
        at = before[index];
    }
    chain.reverse();
    chain
}
