//! The command line: what was typed becomes library calls, results become output and an exit.
//!
//! Stdout is data, stderr is talk. A command computes first and prints when its result is whole,
//! so that refused input leaves nothing on stdout.

mod accept;
mod align;
mod args;
mod articles;
mod cache;
mod changes;
mod check;
mod commits;
mod convert;
mod exit;
mod fix;
mod forms;
mod git;
mod glossaries;
mod info;
mod init;
mod input;
mod kind;
mod r#match;
mod memories;
mod merge;
mod output;
mod prefill;
mod progress;
mod project;
mod reports;
mod rules;
mod search;
mod segment;
mod setup;
mod terms;
mod timings;
mod tm;

use args::{Cli, Command};
use clap::Parser;
use exit::{Exit, Failure};
use project::Project;
use std::process::ExitCode;

/// Parses the command line, runs the command, gives the exit status.
pub(crate) fn main() -> ExitCode {
    let mut cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return exit::usage(&error),
    };
    match prepare(&mut cli).and_then(|()| run_with_cache(&mut cli)) {
        Ok(exit) => exit.into(),
        Err(failure) => failure.report(),
    }
}

fn prepare(cli: &mut Cli) -> Result<(), Failure> {
    cli.global.project = Project::find(&cli.global)?;
    cli.global.project.complete(&mut cli.command);
    setup::threads(&cli.global)
}

/// Runs the command, again when a cached index was damaged: first with a new one, then with none.
fn run_with_cache(cli: &mut Cli) -> Result<Exit, Failure> {
    for no_cache in [cli.global.no_cache, true] {
        match run(cli) {
            Err(failure) if cache::removes_cause_of(&failure) => {
                input::repeat();
                output::repeat();
                cli.global.no_cache = no_cache;
            }
            outcome => return outcome,
        }
    }
    run(cli)
}

fn run(cli: &Cli) -> Result<Exit, Failure> {
    let global = &cli.global;
    match &cli.command {
        Command::Segment(args) => segment::run(args, global),
        Command::Match(args) => r#match::run(args, global),
        Command::Prefill(args) => prefill::run(args, global),
        Command::Merge(args) => merge::run(args, global),
        Command::Align(args) => align::run(args, global),
        Command::Terms(args) => terms::run(args, global),
        Command::Forms(args) => forms::run(args, global),
        Command::Check(args) => check::run(args, global),
        Command::Accept(args) => accept::run(args, global),
        Command::Tm(args) => tm::run(args, global),
        Command::Info(args) => info::run(args, global),
        Command::Convert(args) => convert::run(args, global),
        Command::Rules(args) => rules::run(args, global),
        Command::Init(args) => init::run(args, global),
        Command::Completions(args) => setup::completions(args.shell),
        Command::Man => setup::man(),
    }
}
