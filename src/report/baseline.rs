//! The baseline: findings that were looked at and accepted for good, one a line.
//!
//! `{"fingerprint":"v1:4a42d9e062eeb380","rule":"number-differs","file":"fr/a.md","message":"…","reason":"rounded on purpose"}`
//!
//! A finding is known by its fingerprint alone, so an entry holds when the article is renamed or the
//! sentence moves; rule, file and message are there for people. Lines are sorted by fingerprint:
//! the file has one form, and two branches that each accept something merge. An entry whose
//! finding is gone is dead and should be taken out before it hides a new fault.

use super::json;
use crate::check::Finding;
use crate::text::{Place, Source};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// An accepted finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// By what it is known.
    pub fingerprint: String,
    /// The rule that found it.
    pub rule: String,
    /// The file it was found in.
    pub file: String,
    /// What was said of it.
    pub message: String,
    /// Why it is right as it is.
    pub reason: String,
}

impl Accepted {
    /// `finding`, accepted for `reason`.
    pub fn new(finding: &Finding, reason: &str) -> Accepted {
        let place = finding.target.as_ref().or(finding.source.as_ref());
        Accepted {
            fingerprint: finding.fingerprint.clone(),
            rule: finding.rule.to_owned(),
            file: place.map_or(String::new(), |place| place.file.clone()),
            message: finding.message.clone(),
            reason: reason.to_owned(),
        }
    }
}

/// The accepted findings of a project, sorted by fingerprint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<String, Accepted>,
}

impl Baseline {
    /// Reads a baseline; blank lines are passed over.
    ///
    /// # Errors
    /// At the first line that is no accepted finding.
    pub fn read(source: &Source) -> Result<Baseline, BaselineError> {
        let entries: Vec<Accepted> = lines(source, "accepted finding")?;
        let keyed = entries
            .into_iter()
            .map(|entry| (entry.fingerprint.clone(), entry));
        Ok(Baseline {
            entries: keyed.collect(),
        })
    }

    /// Adds `accepted`, in place of an entry with its fingerprint.
    pub fn add(&mut self, accepted: Accepted) {
        self.entries.insert(accepted.fingerprint.clone(), accepted);
    }

    /// The entry of the finding with this fingerprint.
    pub fn get(&self, fingerprint: &str) -> Option<&Accepted> {
        self.entries.get(fingerprint)
    }

    /// The entries about one of `files` that no fingerprint of `present` has, sorted.
    pub fn dead<'b>(&'b self, files: &[&str], present: &[&str]) -> Vec<&'b Accepted> {
        let entries = self.entries.values();
        let dead = entries.filter(|entry| {
            files.contains(&entry.file.as_str()) && !present.contains(&entry.fingerprint.as_str())
        });
        dead.collect()
    }

    /// Takes out the entry with this fingerprint.
    pub fn remove(&mut self, fingerprint: &str) {
        self.entries.remove(fingerprint);
    }

    /// How many findings are accepted.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The file's bytes: the same for the same entries.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for entry in self.entries.values() {
            json::line(&mut out, entry).expect("an entry holds texts");
        }
        out
    }
}

/// The findings of a report in JSON Lines, each as it would be accepted, with no reason yet.
///
/// # Errors
/// At the first line that is no finding.
pub fn reported(source: &Source) -> Result<Vec<Accepted>, BaselineError> {
    let found: Vec<Reported> = lines(source, "finding of `entente check --format jsonl`")?;
    let accepted = found.into_iter().map(|found| Accepted {
        fingerprint: found.fingerprint,
        rule: found.rule,
        file: found
            .target
            .or(found.source)
            .map_or(String::new(), |place| place.file),
        message: found.message,
        reason: String::new(),
    });
    Ok(accepted.collect())
}

#[derive(Deserialize)]
struct Reported {
    rule: String,
    message: String,
    fingerprint: String,
    source: Option<ReportedPlace>,
    target: Option<ReportedPlace>,
}

#[derive(Deserialize)]
struct ReportedPlace {
    file: String,
}

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaselineError {
    /// The file.
    pub file: String,
    /// The line, and the column at which reading stopped.
    pub place: Place,
    /// What should stand there.
    pub expected: &'static str,
}

impl fmt::Display for BaselineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (file, Place { line, column }) = (&self.file, self.place);
        write!(f, "{file}:{line}:{column}: this is no {}", self.expected)
    }
}

impl std::error::Error for BaselineError {}

fn lines<T: for<'de> Deserialize<'de>>(
    source: &Source,
    expected: &'static str,
) -> Result<Vec<T>, BaselineError> {
    let text = source.text().trim_start_matches('\u{FEFF}');
    let lines = text.lines().enumerate();
    let filled = lines.filter(|(_, line)| !line.trim().is_empty());
    let read = filled.map(|(index, line)| {
        serde_json::from_str(line).map_err(|error| {
            // The parser counts bytes; people count characters.
            let before = line.floor_char_boundary(error.column().saturating_sub(1));
            BaselineError {
                file: source.name().to_owned(),
                place: Place {
                    line: index + 1,
                    column: line[..before].chars().count() + 1,
                },
                expected,
            }
        })
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(fingerprint: &str, file: &str) -> Accepted {
        Accepted {
            fingerprint: fingerprint.to_owned(),
            rule: "number-differs".to_owned(),
            file: file.to_owned(),
            message: "\"3\" became \"2\"".to_owned(),
            reason: "округлено".to_owned(),
        }
    }

    fn source(text: &str) -> Source {
        Source::decoded("b.jsonl", text.to_owned(), "UTF-8")
    }

    #[test]
    fn a_baseline_is_sorted_and_reads_as_it_was_written() {
        let mut baseline = Baseline::default();
        for fingerprint in ["v1:b", "v1:a", "v1:b"] {
            baseline.add(entry(fingerprint, "fr/a.md"));
        }
        let text = String::from_utf8(baseline.to_bytes()).unwrap();
        assert!(text.starts_with("{\"fingerprint\":\"v1:a\","), "{text}");
        assert_eq!(text.lines().count(), 2);
        assert_eq!(Baseline::read(&source(&text)), Ok(baseline));
    }

    #[test]
    fn only_an_entry_of_a_judged_file_can_be_dead() {
        let mut baseline = Baseline::default();
        baseline.add(entry("v1:a", "fr/a.md"));
        baseline.add(entry("v1:b", "fr/a.md"));
        baseline.add(entry("v1:c", "fr/c.md"));
        let dead = baseline.dead(&["fr/a.md"], &["v1:a"]);
        assert_eq!(dead, [&entry("v1:b", "fr/a.md")]);
    }

    #[test]
    fn a_line_that_is_no_entry_is_refused_with_its_place() {
        for (text, place) in [
            ("\n{}\n", (2, 2)),
            ("[1]", (1, 2)),
            ("<<<<<<< ours", (1, 1)),
        ] {
            let error = Baseline::read(&source(text)).unwrap_err();
            assert_eq!((error.place.line, error.place.column), place, "{text}");
        }
    }
}
