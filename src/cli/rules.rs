//! `entente rules`: the checks, and each one's own documentation.

use super::args::{Global, RulesArgs};
use super::exit::{Exit, Failure};
use super::output;
use entente::check::{FixKind, RuleMeta, metas};
use std::fmt::Write;

/// Runs the command.
pub(crate) fn run(args: &RulesArgs, _global: &Global) -> Result<Exit, Failure> {
    let text = match &args.name {
        None => list(),
        Some(name) => match metas().find(|rule| rule.id == name) {
            Some(rule) => page(rule),
            None => return Err(unknown(name)),
        },
    };
    output::data(text.as_bytes())?;
    Ok(Exit::Fine)
}

fn unknown(name: &str) -> Failure {
    let ids: Vec<&str> = metas().map(|rule| rule.id).collect();
    Failure::new(format!("there is no rule \"{name}\""))
        .with_help(format!("one of {}", ids.join(", ")))
}

/// One line a rule.
fn list() -> String {
    let width = metas().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut out = String::new();
    for meta in metas() {
        let severity = meta.severity.name();
        let _ = writeln!(out, "{:width$}  {severity:7}  {}", meta.id, meta.summary);
    }
    out
}

/// What a rule says of itself.
fn page(meta: &RuleMeta) -> String {
    let mut out = format!("{}: {}\n\n", meta.id, meta.summary);
    out.push_str(&wrapped(meta.why));
    let (severity, since) = (meta.severity.name(), meta.since.name());
    let _ = write!(out, "\nSeverity: up to {severity}. Since: {since}.");
    out.push_str(match meta.fix {
        FixKind::None => " Fix: by hand.\n",
        FixKind::Candidates => " Fix: candidates are given; choose one.\n",
        FixKind::Safe => {
            " Fix: `entente check --fix` applies what is safe; else candidates are given.\n"
        }
    });
    out.push_str("\nExample:\n");
    for line in meta.example.lines() {
        let _ = writeln!(out, "  {line}");
    }
    let _ = write!(
        out,
        "\nSilence it for the next block with a comment: <!-- entente: ignore={} -->\n",
        meta.id
    );
    out
}

/// Columns of a page of text.
const PAGE_WIDTH: usize = 80;

/// `text` in lines of at most [`PAGE_WIDTH`] characters, broken between words.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split(' ') {
        let width = word.chars().count();
        if column > 0 && column + 1 + width > PAGE_WIDTH {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
    }
    out.push('\n');
    out
}
