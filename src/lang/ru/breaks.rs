//! Where Russian sentences end.

use crate::lang::breaks::BreakData;

pub(super) static BREAKS: BreakData = BreakData {
    never_ends: &[],
    may_end: &[],
};
