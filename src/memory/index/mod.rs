//! The index of one direction of a memory: finds every unit that can reach a score, and few others.
//!
//! Nearest sentences are usually found by something approximate, a ranking of shared words, and
//! some are lost. This index is exact: [`Index::candidates`] gives every unit whose *F* (design
//! section 3: `⌊100·(M−D)/M⌋` over comparison sequences) can be at least a threshold of 50 or more,
//! and the bounds that leave the others out are theorems, not guesses. They all follow from one
//! thing: of two sequences of lengths `m` and `n`, the longer `M`, with `F ≥ t`, at least `⌈t·M/100⌉`
//! elements are *matched*, equal and in the same order.
//!
//! - **Length**: so many cannot match unless `⌈t·m/100⌉ ≤ n ≤ ⌊100·m/t⌋`.
//! - **Prefix**: let both sides be sorted by one order, rarest word first. Before the rarest matched
//!   word stand unmatched ones only, at most `m − ⌈t·m/100⌉` in the query and `n − ⌈t·n/100⌉` in the
//!   unit. So it is among the first `m − ⌈t·m/100⌉ + 1` of the query and the first
//!   `n − ⌈50·n/100⌉ + 1` of the unit: only those words of a unit are indexed, only those of a query
//!   looked up. The lists of common words all but vanish.
//! - **Position**: a match of word `i` of the query with word `j` of the unit costs at least
//!   `|i−j| + |(m−i)−(n−j)|` edits.
//! - **Signature**: words fall into 64 buckets; a bucket that only one side fills holds a word that
//!   must be edited away.
//!
//! Everything is flat arrays, with the units renumbered by (length, order), so that a window of
//! lengths is one range of units and of every list; a posting carries position and signature, so that
//! turning a unit away touches no other memory. The layout is that of a file that can be mapped.
//!
//! Below 50 there is no index: [`Index::window`] gives all units of fitting length. What is not done
//! here is the distance itself and all that makes a score of it: that is `matching`.

mod build;
mod search;
mod vocabulary;

pub use build::Index;
pub use search::{Candidates, IndexQuery};
pub use vocabulary::{UNKNOWN, Vocabulary};

/// Lowest threshold that the index serves: below, half of two segments may differ, and one pair in
/// two shares a common word; a full scan is then no slower.
pub const LOWEST_THRESHOLD: u8 = 50;

/// Elements that must match in a sequence of `length` for a score of `threshold`:
/// `⌈threshold·length/100⌉`.
pub fn least_matched(threshold: u8, length: usize) -> usize {
    (usize::from(threshold) * length).div_ceil(100)
}

/// Edits that a pair whose longer side has `longer` elements may have for a score of `threshold`.
pub fn most_edits(threshold: u8, longer: usize) -> usize {
    usize::from(100 - threshold.min(100)) * longer / 100
}
