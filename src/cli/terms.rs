//! `entente terms`.

use super::args::{Global, TermsArgs};
use super::exit::{Exit, Failure};

/// Runs the command.
pub(crate) fn run(_args: &TermsArgs, _global: &Global) -> Result<Exit, Failure> {
    Err(Failure::new("terms is not built yet"))
}
