//! Findings as JUnit XML, which every CI server reads: one suite a file, one case a finding.
//!
//! A finding that fails the run is a `<failure>`; one that does not (a warning, unless the run is
//! told to fail on it) is a case that passes and says what was found in `<system-out>`, so that the
//! server's verdict and the exit status are the same. A rule that found nothing is a case that
//! passed.

use super::place::{advice, begin, located, main_and_other, path};
use super::{ReportContext, Reporter};
use crate::check::{Finding, metas};
use crate::text::escape::escape;
use crate::xml::XmlWriter;
use std::io;

/// The format.
pub(super) struct JunitReporter;

impl Reporter for JunitReporter {
    fn name(&self) -> &'static str {
        "junit"
    }

    fn report(&self, findings: &[&Finding], context: &ReportContext<'_>) -> Vec<u8> {
        let suites = suites(findings, context);
        written(&suites, context).expect("memory can be written to")
    }
}

/// The findings of one file.
struct Suite<'a> {
    file: &'a str,
    findings: Vec<&'a Finding>,
}

/// One suite for each file that was judged or has a finding.
fn suites<'a>(findings: &[&'a Finding], context: &ReportContext<'a>) -> Vec<Suite<'a>> {
    let empty = |file: &'a str| Suite {
        file,
        findings: Vec::new(),
    };
    let mut suites: Vec<Suite<'a>> = context.judged.iter().map(|file| empty(file.name)).collect();
    for finding in findings.iter().copied() {
        let (main, _) = main_and_other(finding);
        let file = main.map_or("", |main| main.file.as_str());
        match suites.iter_mut().find(|suite| suite.file == file) {
            Some(suite) => suite.findings.push(finding),
            None => suites.push(Suite {
                file,
                findings: vec![finding],
            }),
        }
    }
    suites
}

impl Suite<'_> {
    /// Rules that found nothing here.
    fn passed(&self) -> impl Iterator<Item = &'static str> {
        let rules = metas().map(|rule| rule.id);
        rules.filter(|rule| !self.findings.iter().any(|found| found.rule == *rule))
    }

    /// How many cases there are, and how many of them failed.
    fn counts(&self, context: &ReportContext<'_>) -> [usize; 2] {
        let failed = self.findings.iter().filter(|found| fails(found, context));
        [self.findings.len() + self.passed().count(), failed.count()]
    }
}

fn fails(finding: &Finding, context: &ReportContext<'_>) -> bool {
    let from = context.fails_from;
    from.is_some_and(|lowest| finding.severity >= lowest)
}

fn written(suites: &[Suite<'_>], context: &ReportContext<'_>) -> io::Result<Vec<u8>> {
    let mut xml = XmlWriter::new(Vec::new());
    xml.declaration()?;
    xml.start("testsuites")?;
    let counts = suites.iter().map(|suite| suite.counts(context));
    let total = counts.fold([0, 0], |[all, failed], [a, f]| [all + a, failed + f]);
    write_head(&mut xml, "entente", total)?;
    for suite in suites {
        xml.start("testsuite")?;
        write_head(&mut xml, &escape(path(suite.file)), suite.counts(context))?;
        for finding in &suite.findings {
            write_finding(&mut xml, finding, context)?;
        }
        for rule in suite.passed() {
            write_case(&mut xml, suite.file, rule)?;
            xml.end()?;
        }
        xml.end()?;
    }
    xml.finish()
}

fn write_head(
    xml: &mut XmlWriter<Vec<u8>>,
    name: &str,
    [tests, failures]: [usize; 2],
) -> io::Result<()> {
    xml.attribute("name", name)?;
    xml.attribute("tests", &tests.to_string())?;
    xml.attribute("failures", &failures.to_string())?;
    xml.attribute("errors", "0")
}

/// Opens a case; the caller closes it.
fn write_case(xml: &mut XmlWriter<Vec<u8>>, file: &str, name: &str) -> io::Result<()> {
    let file = escape(path(file));
    xml.start("testcase")?;
    xml.attribute("classname", &file)?;
    xml.attribute("name", name)?;
    xml.attribute("file", &file)
}

fn write_finding(
    xml: &mut XmlWriter<Vec<u8>>,
    finding: &Finding,
    context: &ReportContext<'_>,
) -> io::Result<()> {
    let message = escape(&finding.message);
    let (main, other) = main_and_other(finding);
    let file = main.map_or("", |main| main.file.as_str());
    write_case(xml, file, &format!("{}: {message}", finding.rule))?;
    if let Some(main) = main {
        xml.attribute("line", &begin(main, context).line.to_string())?;
    }
    if fails(finding, context) {
        xml.start_text("failure")?;
        xml.attribute("type", finding.severity.name())?;
        xml.attribute("message", &message)?;
    } else {
        xml.start_text("system-out")?;
    }
    let severity = finding.severity.name();
    let mut lines = vec![format!("{severity}[{}]: {message}", finding.rule)];
    for (side, location) in [("at", main), ("source", other)] {
        let shown =
            location.map(|location| (escape(&location.file), escape(&located(location, context))));
        lines.extend(shown.map(|(file, place)| format!("{side}: {file}:{place}")));
    }
    let fix = finding.fix.as_ref();
    lines.extend(fix.map(|fix| format!("help: {}", advice(fix))));
    lines.push(format!("fingerprint: {}", finding.fingerprint));
    xml.text(&lines.join("\n"))?;
    xml.end()?;
    xml.end()
}
