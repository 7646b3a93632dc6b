//! Findings as SARIF 2.1.0, which code hosts and editors read: one run, with the rules' own
//! documentation.
//!
//! Places are in the translation, and the sentence of the source is a related location. Columns
//! and character offsets count code points, as `columnKind` says; byte offsets are given where the
//! file's own bytes are at hand. What stands in `[…](…)` would be a link in a message, so the
//! brackets of such text are escaped (SARIF 2.1.0, 3.11.6).

mod region;

use super::place::{advice, main_and_other};
use super::{ReportContext, Reporter, json};
use crate::check::{Finding, Fix, Location, Reference, RuleMeta, Severity, metas};
use region::{ArtifactLocation, PhysicalLocation, Region, Regions};
use serde::Serialize;

/// Where the schema lies; viewers choose their reader by it.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The format.
pub(super) struct SarifReporter;

impl Reporter for SarifReporter {
    fn name(&self) -> &'static str {
        "sarif"
    }

    fn report(&self, findings: &[&Finding], context: &ReportContext<'_>) -> Vec<u8> {
        let regions = Regions::new(context);
        let results = findings.iter();
        let log = Log {
            schema: SCHEMA,
            version: "2.1.0",
            runs: [Run {
                tool: Tool {
                    driver: Driver::new(),
                },
                column_kind: "unicodeCodePoints",
                results: results.map(|found| result(found, &regions)).collect(),
            }],
        };
        let mut out = Vec::new();
        json::pretty(&mut out, &log).expect("a log holds texts and numbers");
        out
    }
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<SarifResult<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<ReportingDescriptor>,
}

impl Driver {
    fn new() -> Driver {
        Driver {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            rules: metas().map(descriptor).collect(),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReportingDescriptor {
    id: &'static str,
    short_description: Message,
    full_description: Message,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

fn descriptor(meta: &RuleMeta) -> ReportingDescriptor {
    ReportingDescriptor {
        id: meta.id,
        short_description: Message::new(meta.summary),
        full_description: Message::new(meta.why),
        help: Help {
            text: format!("{}\n\n{}", meta.why, meta.example),
            markdown: format!("{}\n\n```text\n{}\n```\n", meta.why, meta.example),
        },
        default_configuration: Configuration {
            level: level(meta.severity),
        },
    }
}

#[derive(Serialize)]
struct Message {
    text: String,
}

impl Message {
    fn new(text: &str) -> Message {
        Message {
            text: without_links(text),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: Vec<SarifLocation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<SarifLocation>,
    partial_fingerprints: Fingerprints<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SarifFix>,
}

#[derive(Serialize)]
struct Fingerprints<'a> {
    #[serde(rename = "ententeFingerprint/v1")]
    first: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifLocation {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

fn result<'a>(finding: &'a Finding, regions: &Regions<'_>) -> SarifResult<'a> {
    let (main, other) = main_and_other(finding);
    let message = match &finding.fix {
        Some(fix) => Message::new(&format!("{}; {}", finding.message, advice(fix))),
        None => Message::new(&finding.message),
    };
    let rules = &mut metas();
    SarifResult {
        rule_id: finding.rule,
        rule_index: rules.position(|rule| rule.id == finding.rule),
        level: level(finding.severity),
        message,
        locations: main
            .map(|main| SarifLocation {
                id: None,
                physical_location: regions.physical(main),
                message: None,
            })
            .into_iter()
            .collect(),
        related_locations: related(other, finding.reference.as_ref(), regions),
        partial_fingerprints: Fingerprints {
            first: &finding.fingerprint,
        },
        fixes: main
            .filter(|main| regions.is_text(&main.file))
            .zip(finding.fix.as_ref())
            .map_or(Vec::new(), |(main, fix)| fixes(main, fix, regions)),
    }
}

/// The sentence of the source, and the entry a finding rests on.
fn related(
    source: Option<&Location>,
    reference: Option<&Reference>,
    regions: &Regions<'_>,
) -> Vec<SarifLocation> {
    let source = source.map(|source| (regions.physical(source), "the source text"));
    let entry = reference.map(|entry| {
        let place = PhysicalLocation::at(&entry.file, entry.place);
        (place, "the entry it rests on")
    });
    let places = source.into_iter().chain(entry);
    let numbered = places.enumerate();
    let located = numbered.map(|(index, (place, what))| SarifLocation {
        id: Some(index + 1),
        physical_location: place,
        message: Some(Message::new(what)),
    });
    located.collect()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix {
    description: Message,
    artifact_changes: [ArtifactChange; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: ArtifactLocation,
    replacements: [Replacement; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Content,
}

#[derive(Serialize)]
struct Content {
    text: String,
}

/// One fix for each candidate: a viewer offers them as alternatives. What is markup in some format
/// is no fix, since a viewer inserts it as it is.
fn fixes(main: &Location, fix: &Fix, regions: &Regions<'_>) -> Vec<SarifFix> {
    let plain = |text: &&String| !text.contains(['<', '&']);
    let candidates = fix.candidates.iter().filter(plain);
    let offered = candidates.map(|text| SarifFix {
        description: Message::new(&format!("write \"{text}\"")),
        artifact_changes: [ArtifactChange {
            artifact_location: ArtifactLocation::new(&main.file),
            replacements: [Replacement {
                deleted_region: regions.region(&main.file, fix.span),
                inserted_content: Content { text: text.clone() },
            }],
        }],
    });
    offered.collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// `text` in which nothing is a link: a file's text may hold `[see](https://…)`.
fn without_links(text: &str) -> String {
    if !text.contains("](") {
        return text.to_owned();
    }
    let text = text.replace('\\', "\\\\");
    text.replace('[', "\\[").replace(']', "\\]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_file_is_no_link() {
        assert_eq!(without_links("[x](http://a)"), "\\[x\\](http://a)");
        assert_eq!(without_links("[sic] «Союз»"), "[sic] «Союз»");
    }
}
