//! Where the findings of `entente check` go: one format to standard output or `--output`, and as
//! many `--report FORMAT=FILE` as are asked for beside it.
//!
//! Everything that can be refused is refused before the work begins. A report replaces the one an
//! earlier run left, as a CI job expects; an input is never replaced.

use super::args::CheckArgs;
use super::exit::Failure;
use super::output;
use entente::check::Finding;
use entente::files::{self, Existing};
use entente::report::{REPORTERS, ReportContext, Reporter, reporter};
use std::path::{Path, PathBuf};

/// What is written where.
pub(crate) struct Reports<'a> {
    args: &'a CheckArgs,
    /// The format of standard output or `--output`.
    main: &'static dyn Reporter,
    beside: Vec<(&'static dyn Reporter, PathBuf)>,
}

impl<'a> Reports<'a> {
    /// What `args` ask for.
    pub(crate) fn new(args: &'a CheckArgs) -> Result<Reports<'a>, Failure> {
        let reports = Reports {
            args,
            main: main_format(args)?,
            beside: args
                .report
                .iter()
                .map(|typed| one(typed))
                .collect::<Result<_, _>>()?,
        };
        let inputs = reports.inputs();
        output::check(args.output.as_deref(), args.force, &inputs)?;
        let mut taken: Vec<&Path> = args.output.as_deref().into_iter().collect();
        for (_, path) in &reports.beside {
            output::check(Some(path), true, &inputs)?;
            if taken.contains(&path.as_path()) {
                let name = path.display();
                return Err(Failure::new(format!("{name}: named for two reports")));
            }
            taken.push(path);
        }
        Ok(reports)
    }

    /// Whether people may see the findings on standard output.
    pub(crate) fn on_stdout(&self) -> bool {
        self.args.output.is_none()
    }

    /// Writes every report; standard output comes last, since whoever reads it may have gone.
    pub(crate) fn write(
        &self,
        findings: &[&Finding],
        context: &ReportContext<'_>,
    ) -> Result<(), Failure> {
        let plain = ReportContext {
            color: false,
            ..*context
        };
        for (format, path) in &self.beside {
            files::replace(path, &format.report(findings, &plain), Existing::Replace)?;
        }
        if self.args.diff {
            // Standard output has the diff.
            return Ok(());
        }
        let bytes = self.main.report(findings, context);
        let output = self.args.output.as_deref();
        output::result(&bytes, output, self.args.force, &self.inputs())
    }

    fn inputs(&self) -> Vec<&'a Path> {
        let CheckArgs {
            files,
            glossary,
            memory,
            ..
        } = self.args;
        let inputs = files.iter().chain(glossary).chain(memory);
        inputs.map(PathBuf::as_path).collect()
    }
}

/// The format that `--format` names or the ending of `--output` promises; text without either.
fn main_format(args: &CheckArgs) -> Result<&'static dyn Reporter, Failure> {
    let asked = args.format.as_deref();
    let ending = args.output.as_ref().and_then(|path| path.extension());
    let ending = ending.map(|ending| ending.to_ascii_lowercase());
    let promised = ending.as_ref().and_then(|ending| ending.to_str());
    // Other formats are JSON or XML of many kinds: their endings promise nothing.
    let promised = promised.filter(|name| ["jsonl", "sarif", "csv", "html"].contains(name));
    match (asked, promised, &args.output) {
        (Some(asked), Some(promised), Some(path)) if asked != promised => {
            Err(Failure::new(format!(
                "{}: the name asks for another format than --format",
                path.display()
            )))
        }
        _ => format(asked.or(promised).unwrap_or("text")),
    }
}

/// Reads `FORMAT=FILE`.
fn one(typed: &str) -> Result<(&'static dyn Reporter, PathBuf), Failure> {
    let (name, file) = typed.split_once('=').unwrap_or((typed, ""));
    let format = format(name)?;
    if file.is_empty() || file == "-" {
        return Err(
            Failure::new(format!("--report \"{typed}\": a file is missing"))
                .with_help("--report sarif=entente.sarif; --format says what standard output gets"),
        );
    }
    Ok((format, PathBuf::from(file)))
}

fn format(name: &str) -> Result<&'static dyn Reporter, Failure> {
    reporter(name).ok_or_else(|| {
        let names: Vec<&str> = REPORTERS.iter().map(|format| format.name()).collect();
        Failure::new(format!("\"{name}\" is no format of a report"))
            .with_help(format!("one of {}", names.join(", ")))
    })
}
