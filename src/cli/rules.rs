//! `entente rules`.

use super::args::{Global, RulesArgs};
use super::exit::{Exit, Failure};

/// Runs the command.
pub(crate) fn run(_args: &RulesArgs, _global: &Global) -> Result<Exit, Failure> {
    Err(Failure::new("rules is not built yet"))
}
