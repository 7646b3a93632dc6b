//! The band: the stretch of target items that the program looks at for each source item.
//!
//! Comparing all with all would cost quadratic time. True pairs lie near a line from the beginning
//! of both articles to their end; the line bends where a chapter is missing. It is found from the
//! anchors that occur once on either side, of which the longest chain in the same order is taken.
//! The band follows it with a sixth of the article on either side, in long articles with less.

use super::evidence::Evidence;
use super::item::Item;
use std::ops::Range;

/// Fewest items on either side of the line: short articles are looked at whole.
const NARROWEST: usize = 45;
/// The band is this part of the article, on either side of the line.
const PART: usize = 6;
/// Most items on either side of the line: from here on the cost is linear.
const WIDEST: usize = 150;

/// For each source position, the target positions that may stand beside it.
#[derive(Debug)]
pub(super) struct Band {
    rows: Vec<Range<usize>>,
    /// Cells in the rows before each row, and in all.
    before: Vec<usize>,
}

impl Band {
    /// The band along the lone anchors of `source` and `target`.
    pub(super) fn along_anchors(source: &[Item], target: &[Item], evidence: &Evidence) -> Band {
        let (n, m) = (source.len(), target.len());
        let half = (n.max(m) / PART).clamp(NARROWEST, WIDEST);
        Band::along(n, m, &chain(source, evidence), half)
    }

    /// The band along pairs that were found, narrow: they are a better line than anchors.
    pub(super) fn along_pairs(n: usize, m: usize, pairs: &[(Range<usize>, Range<usize>)]) -> Band {
        let points: Vec<_> = pairs.iter().map(|(a, b)| (a.start, b.start)).collect();
        Band::along(n, m, &points, NARROWEST)
    }

    fn along(n: usize, m: usize, points: &[(usize, usize)], half: usize) -> Band {
        let line = line(n, m, points);
        // A row reaches on to where the next begins, so that the line may jump.
        let rows = (0..=n).map(|row| {
            let next = line[(row + 1).min(n)];
            line[row].saturating_sub(half)..(next + half).min(m) + 1
        });
        Band::from_rows(rows.collect())
    }

    /// The band that holds everything: for short stretches.
    pub(super) fn whole(n: usize, m: usize) -> Band {
        Band::from_rows(vec![0..m + 1; n + 1])
    }

    fn from_rows(rows: Vec<Range<usize>>) -> Band {
        let mut before = vec![0];
        for row in &rows {
            before.push(before[before.len() - 1] + row.len());
        }
        Band { rows, before }
    }

    /// The target positions of a source position.
    pub(super) fn row(&self, row: usize) -> Range<usize> {
        self.rows[row].clone()
    }

    /// How many cells the band has; the last is the end of both sides.
    pub(super) fn cells(&self) -> usize {
        self.before[self.rows.len()]
    }

    /// The number of a cell, if it lies in the band.
    pub(super) fn cell(&self, row: usize, column: usize) -> Option<usize> {
        let columns = self.rows.get(row)?;
        let inside = columns.contains(&column);
        inside.then(|| self.before[row] + column - columns.start)
    }
}

/// For each source position the target position on the line through `points`.
fn line(n: usize, m: usize, points: &[(usize, usize)]) -> Vec<usize> {
    let mut line = vec![m; n + 1];
    let inner = points
        .iter()
        .filter(|&&(row, column)| row > 0 && column > 0);
    let (mut row, mut column) = (0, 0);
    for &(next_row, next_column) in inner.chain([&(n, m)]) {
        let (rows, columns) = (next_row - row, next_column - column);
        for step in 0..rows {
            line[row + step] = column + columns * step / rows;
        }
        (row, column) = (next_row, next_column);
    }
    line
}

/// The longest chain of anchors that occur once on either side, rising on both.
fn chain(source: &[Item], evidence: &Evidence) -> Vec<(usize, usize)> {
    let mut points = Vec::new();
    for (row, item) in source.iter().enumerate() {
        let places = item
            .anchors
            .iter()
            .filter_map(|&id| evidence.only_place(id));
        points.extend(places.map(|column| (row, column)));
    }
    // Of the points of one row, the last column first: a chain then takes at most one.
    points.sort_unstable_by_key(|&(row, column)| (row, std::cmp::Reverse(column)));
    longest_rising(&points)
}

/// The longest chain of `points`, sorted by row, whose columns rise strictly; O(n log n).
fn longest_rising(points: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The point with the lowest column that ends a chain of each length.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(points.len());
    for (index, &(_, column)) in points.iter().enumerate() {
        let length = ends.partition_point(|&end| points[end].1 < column);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut chain: Vec<_> = std::iter::successors(ends.last().copied(), |&index| before[index])
        .map(|index| points[index])
        .collect();
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_out_of_order_are_left_out_of_the_chain() {
        let points = [(1, 9), (2, 2), (3, 3), (4, 1), (5, 5)];
        assert_eq!(longest_rising(&points), [(2, 2), (3, 3), (5, 5)]);
        assert_eq!(longest_rising(&[(1, 3), (1, 2)]), [(1, 2)]);
        assert!(longest_rising(&[]).is_empty());
    }

    #[test]
    fn the_line_goes_through_the_points_and_ends_at_the_end() {
        assert_eq!(line(4, 8, &[(2, 6)]), [0, 3, 6, 7, 8]);
        assert_eq!(line(0, 5, &[]), [5]);
        assert_eq!(line(3, 0, &[]), [0, 0, 0, 0]);
    }

    #[test]
    fn every_row_touches_the_next_and_the_last_cell_is_the_end() {
        for (n, m) in [(0, 0), (0, 400), (400, 0), (3, 900), (900, 3), (2000, 1900)] {
            let band = Band::along(n, m, &[], NARROWEST);
            assert_eq!(band.cell(n, m), Some(band.cells() - 1));
            let touches = |row: usize| band.row(row).contains(&band.row(row + 1).start);
            assert!((0..n).all(touches), "{n} {m}");
        }
        let band = Band::whole(2, 3);
        assert_eq!(band.cell(2, 3), Some(band.cells() - 1));
        assert_eq!(band.cell(2, 4), None);
        assert_eq!(band.cell(3, 0), None);
    }
}
