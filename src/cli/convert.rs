//! `entente convert`.

use super::args::{ConvertArgs, Global};
use super::exit::{Exit, Failure};

/// Runs the command.
pub(crate) fn run(_args: &ConvertArgs, _global: &Global) -> Result<Exit, Failure> {
    Err(Failure::new("convert is not built yet"))
}
