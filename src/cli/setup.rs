//! Threads, completions, the manual page.

use super::args::{Cli, Global};
use super::exit::{Exit, Failure};
use super::output;
use clap::CommandFactory;

/// Most threads a run may use: more only cost memory.
const MOST_THREADS: usize = 64;

/// Sets up rayon's pool as `--threads` or `RAYON_NUM_THREADS` ask, 1 to 64.
pub(crate) fn threads(global: &Global) -> Result<(), Failure> {
    let variable = std::env::var("RAYON_NUM_THREADS")
        .ok()
        .and_then(|text| text.parse().ok());
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let asked = global.threads.or(variable).filter(|&threads| threads > 0);
    let threads = asked.unwrap_or_else(cores).clamp(1, MOST_THREADS);
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()
        .map_err(|error| Failure::new(format!("--threads: {error}")))
}

/// Prints completions for `shell`.
pub(crate) fn completions(shell: clap_complete::Shell) -> Result<Exit, Failure> {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "entente", &mut out);
    output::data(&out)?;
    Ok(Exit::Fine)
}

/// Prints the manual page.
pub(crate) fn man() -> Result<Exit, Failure> {
    let mut out = Vec::new();
    clap_mangen::Man::new(Cli::command())
        .render(&mut out)
        .map_err(|error| Failure::output("standard output", &error))?;
    output::data(&out)?;
    Ok(Exit::Fine)
}
