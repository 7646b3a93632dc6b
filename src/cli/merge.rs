//! `entente merge`.

use super::args::{Global, MergeArgs};
use super::exit::{Exit, Failure};

/// Runs the command.
pub(crate) fn run(_args: &MergeArgs, _global: &Global) -> Result<Exit, Failure> {
    Err(Failure::new("merge is not built yet"))
}
