//! Findings for people: a line that stands alone in a log, then both sides with carets.
//!
//! ```text
//! article.fr.md:3:41: error[number-differs]: "3" became "2"
//!   |
//! 3 | La sonde a envoyé 2 images.
//!   |                   ^
//!   source: article.en.md:3:38
//!   |
//! 3 | The probe sent 3 images.
//!   |                ^
//!   fingerprint: v1:5a0e8a1b5b0f0a11
//! ```

use super::place::{advice, located, main_and_other};
use super::snippet::snippet;
use super::{ReportContext, Reporter};
use crate::check::{Finding, Location, Severity};
use crate::text::escape::escape;
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

/// The format.
pub(super) struct TextReporter;

impl Reporter for TextReporter {
    fn name(&self) -> &'static str {
        "text"
    }

    fn report(&self, findings: &[&Finding], context: &ReportContext<'_>) -> Vec<u8> {
        let mut out = String::new();
        for (index, finding) in findings.iter().enumerate() {
            if index > 0 {
                out.push('\n');
            }
            // Writing to a String cannot fail.
            let _ = write_finding(&mut out, finding, context);
        }
        out.into_bytes()
    }
}

fn write_finding(
    out: &mut String,
    finding: &Finding,
    context: &ReportContext<'_>,
) -> std::fmt::Result {
    let (main, other) = main_and_other(finding);
    let style = if context.color {
        style(finding.severity)
    } else {
        Style::new()
    };
    let place = main.map_or(String::new(), |main| {
        format!("{}: ", shown_place(main, context))
    });
    writeln!(
        out,
        "{place}{style}{}[{}]{style:#}: {}",
        finding.severity.name(),
        finding.rule,
        escape(&finding.message)
    )?;
    if let Some(main) = main {
        write_snippet(out, main, context)?;
    }
    if let Some(source) = other {
        writeln!(out, "  source: {}", shown_place(source, context))?;
        write_snippet(out, source, context)?;
    }
    if let Some(reference) = &finding.reference {
        let file = escape(&reference.file);
        writeln!(out, "  see: {file}:{}", reference.place)?;
    }
    if let Some(fix) = &finding.fix {
        writeln!(out, "  help: {}", advice(fix))?;
    }
    writeln!(out, "  fingerprint: {}", finding.fingerprint)
}

fn write_snippet(
    out: &mut String,
    location: &Location,
    context: &ReportContext<'_>,
) -> std::fmt::Result {
    match context.file(&location.file) {
        Some(file) => writeln!(out, "{}", snippet(file, location.span, context.color)),
        None => Ok(()),
    }
}

/// `file:line:column`, escaped.
fn shown_place(location: &Location, context: &ReportContext<'_>) -> String {
    format!(
        "{}:{}",
        escape(&location.file),
        escape(&located(location, context))
    )
}

fn style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Cyan,
    };
    color.on_default().bold()
}
