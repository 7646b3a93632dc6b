//! `entente match`.

use super::args::{Global, MatchArgs};
use super::exit::{Exit, Failure};

/// Runs the command.
pub(crate) fn run(_args: &MatchArgs, _global: &Global) -> Result<Exit, Failure> {
    Err(Failure::new("match is not built yet"))
}
