//! How Russian writes numbers, dates and units.

use crate::lang::numbers::NumberData;

pub(super) static NUMBERS: NumberData = NumberData { months: &[&[]; 12] };
