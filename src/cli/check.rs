//! `entente check`.

use super::args::{CheckArgs, Global};
use super::exit::{Exit, Failure};

/// Runs the command.
pub(crate) fn run(_args: &CheckArgs, _global: &Global) -> Result<Exit, Failure> {
    Err(Failure::new("check is not built yet"))
}
