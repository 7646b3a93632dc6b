//! Findings as annotations of a GitHub pull request: workflow commands, which need no token.
//!
//! `::error file=docs/fr/launch.md,line=3,col=19,title=number-differs::"3 images" became "2 images"`
//!
//! The host shows ten annotations of a kind for each step and drops the rest without a word. So
//! errors come first, no more than it shows is sent, and one plain line counts the others.

use super::place::{advice, begin, main_and_other, path};
use super::{ReportContext, Reporter};
use crate::check::{Finding, Severity};
use crate::text::escape::escape;
use std::fmt::Write;

/// Annotations of one kind that the host shows for one step.
const SHOWN: usize = 10;

/// Each severity, the worst first, with its command and how it is counted.
const KINDS: [(Severity, &str, &str); 3] = [
    (Severity::Error, "error", "errors"),
    (Severity::Warning, "warning", "warnings"),
    (Severity::Info, "notice", "notices"),
];

/// The format.
pub(super) struct GithubReporter;

impl Reporter for GithubReporter {
    fn name(&self) -> &'static str {
        "github"
    }

    fn report(&self, findings: &[&Finding], context: &ReportContext<'_>) -> Vec<u8> {
        let mut out = String::new();
        let mut hidden = Vec::new();
        for (severity, command, plural) in KINDS {
            let of_kind = findings.iter().filter(|found| found.severity == severity);
            let mut count = 0;
            for finding in of_kind {
                count += 1;
                if count <= SHOWN {
                    write_command(&mut out, command, finding, context);
                }
            }
            if count > SHOWN {
                hidden.push(format!("{plural}: {}", count - SHOWN));
            }
        }
        if !hidden.is_empty() {
            let counts = hidden.join(", ");
            let _ = writeln!(out, "entente: more than the host shows; left out {counts}");
        }
        out.into_bytes()
    }
}

fn write_command(out: &mut String, command: &str, finding: &Finding, context: &ReportContext<'_>) {
    // Writing to a String cannot fail.
    let _ = write!(out, "::{command} ");
    if let (Some(main), _) = main_and_other(finding) {
        let place = begin(main, context);
        let file = property(path(&main.file));
        let _ = write!(out, "file={file},line={},col={},", place.line, place.column);
    }
    let mut said = message(&finding.message);
    if let Some(fix) = &finding.fix {
        let _ = write!(said, "%0A{}", percent(&advice(fix)));
    }
    let _ = writeln!(out, "title={}::{said}", finding.rule);
}

/// A message: the runner decodes `%25`, `%0D` and `%0A` in it.
fn message(text: &str) -> String {
    percent(&escape(text))
}

/// A property: it ends at a comma or a colon too.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

fn percent(text: &str) -> String {
    // Line ends were made visible before: only the sign itself is left.
    text.replace('%', "%25")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Location;
    use crate::text::Span;

    fn finding(severity: Severity, message: &str) -> Finding {
        Finding {
            rule: "number-differs",
            severity,
            message: message.to_owned(),
            source: None,
            target: Some(Location {
                file: "./fr/a,b:c.md".to_owned(),
                span: Span::new(0, 1),
                segment: Span::new(0, 1),
            }),
            reference: None,
            fix: None,
            fingerprint: "v1:0".to_owned(),
        }
    }

    fn reported(findings: &[Finding]) -> String {
        let findings: Vec<&Finding> = findings.iter().collect();
        let bytes = GithubReporter.report(&findings, &ReportContext::default());
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn what_the_runner_would_read_as_its_own_is_encoded() {
        let out = reported(&[finding(Severity::Error, "50 %\n::error::x, y")]);
        assert_eq!(
            out,
            "::error file=fr/a%2Cb%3Ac.md,line=1,col=1,title=number-differs::50 %25\\u{a}::error::x, y\n"
        );
    }

    #[test]
    fn errors_come_first_and_the_rest_is_counted() {
        let mut findings = vec![finding(Severity::Warning, "w"); 12];
        findings.push(finding(Severity::Error, "e"));
        let out = reported(&findings);
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines.len(), 1 + SHOWN + 1);
        assert!(lines[0].starts_with("::error "), "{}", lines[0]);
        assert_eq!(
            lines[11],
            "entente: more than the host shows; left out warnings: 2"
        );
    }
}
