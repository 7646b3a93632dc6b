//! `entente info`.

use super::args::{Global, InfoArgs};
use super::exit::{Exit, Failure};

/// Runs the command.
pub(crate) fn run(_args: &InfoArgs, _global: &Global) -> Result<Exit, Failure> {
    Err(Failure::new("info is not built yet"))
}
