//! Alignment: which sentences of an article and of its translation belong together.

use std::ops::Range;

/// A run of source segments and the run of target segments that translates it.
///
/// Either may be empty: a segment without a partner.
#[derive(Clone, Debug, PartialEq)]
pub struct SegmentPair {
    /// Indexes of the source segments.
    pub source: Range<usize>,
    /// Indexes of the target segments.
    pub target: Range<usize>,
    /// How well the two agree; 0 and above is trustworthy.
    pub score: f64,
    /// Whether the pair is sure enough for findings that fail a build.
    pub sure: bool,
}
