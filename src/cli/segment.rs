//! `entente segment`.

use super::args::{Global, SegmentArgs};
use super::exit::{Exit, Failure};

/// Runs the command.
pub(crate) fn run(_args: &SegmentArgs, _global: &Global) -> Result<Exit, Failure> {
    Err(Failure::new("segment is not built yet"))
}
