//! Folding for comparison.
