//! `entente align`.

use super::args::{AlignArgs, Global};
use super::exit::{Exit, Failure};

/// Runs the command.
pub(crate) fn run(_args: &AlignArgs, _global: &Global) -> Result<Exit, Failure> {
    Err(Failure::new("align is not built yet"))
}
