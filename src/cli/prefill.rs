//! `entente prefill`.

use super::args::{Global, PrefillArgs};
use super::exit::{Exit, Failure};

/// Runs the command.
pub(crate) fn run(_args: &PrefillArgs, _global: &Global) -> Result<Exit, Failure> {
    Err(Failure::new("prefill is not built yet"))
}
