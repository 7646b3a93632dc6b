//! `entente forms`.

use super::args::{FormsArgs, Global};
use super::exit::{Exit, Failure};

/// Runs the command.
pub(crate) fn run(_args: &FormsArgs, _global: &Global) -> Result<Exit, Failure> {
    Err(Failure::new("forms is not built yet"))
}
