//! Findings for the code-quality widget of a GitLab merge request: one JSON array.
//!
//! `{"description","check_name","fingerprint","severity","location":{"path","lines":{"begin","end"}}}`
//!
//! GitLab compares the fingerprints of two branches and keeps one finding of those that share one;
//! so a fingerprint that comes again (the same sentence in two files) gets a number.

use super::place::{advice, begin, end, main_and_other, path};
use super::{ReportContext, Reporter, json};
use crate::check::{Finding, Severity};
use hashbrown::HashMap;
use serde::Serialize;

/// The format.
pub(super) struct GitlabReporter;

impl Reporter for GitlabReporter {
    fn name(&self) -> &'static str {
        "gitlab"
    }

    fn report(&self, findings: &[&Finding], context: &ReportContext<'_>) -> Vec<u8> {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let mut issues = Vec::with_capacity(findings.len());
        for finding in findings {
            let times = seen.entry(&finding.fingerprint).or_default();
            *times += 1;
            issues.push(Issue::new(finding, *times, context));
        }
        let mut out = Vec::new();
        json::pretty(&mut out, &issues).expect("an issue holds texts and numbers");
        out
    }
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: IssueLocation<'a>,
}

#[derive(Serialize)]
struct IssueLocation<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl<'a> Issue<'a> {
    /// `times` says the how-manieth finding with this fingerprint it is, from 1.
    fn new(finding: &'a Finding, times: usize, context: &ReportContext<'_>) -> Issue<'a> {
        let (main, _) = main_and_other(finding);
        let advice = finding.fix.as_ref().map(advice);
        let advice = advice.map_or(String::new(), |advice| format!("; {advice}"));
        Issue {
            description: format!("{}{advice}", finding.message),
            check_name: finding.rule,
            fingerprint: match times {
                1 => finding.fingerprint.clone(),
                times => format!("{}-{times}", finding.fingerprint),
            },
            severity: severity(finding.severity),
            location: IssueLocation {
                path: main.map_or("", |main| path(&main.file)),
                lines: Lines {
                    begin: main.map_or(1, |main| begin(main, context).line),
                    end: main.map_or(1, |main| end(main, context).line),
                },
            },
        }
    }
}

/// GitLab's word: it has `info`, `minor`, `major`, `critical` and `blocker`.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
