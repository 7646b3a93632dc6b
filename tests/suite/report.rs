//! The formats of `entente check`: the same few findings in each, as files a person can read.
//!
//! `UPDATE_EXPECTED=1 cargo test report` writes what is found now.
//! What depends on which rules there are (their documentation in SARIF, those that passed in JUnit)
//! is left out of the comparison and looked at by itself.

use entente::check::metas;
use entente::report::REPORTERS;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Output;

const GLOSSARY: &str = "tests/data/report/glossary.csv";
const SOURCE: &str = "tests/data/report/launch.en.md";
const TARGET: &str = "tests/data/report/launch.fr.md";

/// Runs `entente check` on the pair of articles, with `more` arguments.
fn check(more: &[&str]) -> Output {
    let pair = ["--from", "en", "--to", "fr", SOURCE, TARGET];
    run(&[&["--glossary", GLOSSARY], more, &pair].concat())
}

fn run(arguments: &[&str]) -> Output {
    crate::run::entente(["check"].iter().chain(arguments))
}

fn stdout(more: &[&str]) -> String {
    String::from_utf8(check(more).stdout).expect("reports are UTF-8")
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// What the report must be: `tests/data/report/expected.FORMAT`.
fn expected(format: &str) -> String {
    let file = path(&format!("tests/data/report/expected.{format}"));
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The report without what depends on the list of rules.
fn steady(format: &str, report: &str) -> String {
    match format {
        "sarif" => {
            let mut log: Value = serde_json::from_str(report).expect("SARIF is JSON");
            log["runs"][0]["tool"]["driver"] = Value::Null;
            for result in log["runs"][0]["results"].as_array_mut().expect("results") {
                result["ruleIndex"] = Value::Null;
            }
            serde_json::to_string_pretty(&log).expect("a value is JSON") + "\n"
        }
        "junit" => {
            let passed = |line: &&str| line.contains("<testcase") && line.ends_with("/>");
            let lines = report.lines().filter(|line| !passed(line));
            lines.map(without_count).collect::<Vec<_>>().join("\n") + "\n"
        }
        _ => report.to_owned(),
    }
}

/// `line` without its number of cases.
fn without_count(line: &str) -> String {
    match line.split_once(" tests=\"") {
        Some((before, after)) => {
            let rest = after.split_once('"').map_or("", |(_, rest)| rest);
            format!("{before}{rest}")
        }
        None => line.to_owned(),
    }
}

#[test]
fn the_same_findings_in_every_format() {
    for format in REPORTERS.iter().map(|reporter| reporter.name()) {
        let report = stdout(&["--format", format]);
        let found = steady(format, &report);
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::write(format!("tests/data/report/expected.{format}"), &found).expect("a file");
        }
        assert_eq!(found, expected(format), "{format}");
    }
}

#[test]
fn no_finding_is_a_whole_document() {
    let empty = |format: &str| {
        let alone = run(&["--lang", "en", "--format", format, SOURCE]);
        assert_eq!(alone.status.code(), Some(0), "{format}");
        String::from_utf8(alone.stdout).expect("reports are UTF-8")
    };
    for quiet in ["text", "jsonl", "github"] {
        assert_eq!(empty(quiet), "", "{quiet}");
    }
    assert_eq!(empty("gitlab"), "[]\n");
    assert!(empty("html").ends_with("</html>\n"));
    assert_eq!(empty("csv").lines().count(), 1);
    let junit = empty("junit");
    assert!(
        junit.contains("failures=\"0\"") && junit.contains(SOURCE),
        "{junit}"
    );
    let log: Value = serde_json::from_str(&empty("sarif")).expect("SARIF is JSON");
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
}

/// The properties that SARIF 2.1.0 requires, and those that code hosts ask for beside them.
#[test]
fn sarif_has_what_its_readers_require() {
    let log: Value = serde_json::from_str(&stdout(&["--format", "sarif"])).expect("SARIF is JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "entente");
    assert_eq!(driver["version"], env!("CARGO_PKG_VERSION"));
    let rules = driver["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), metas().count());
    for rule in rules {
        for property in ["shortDescription", "fullDescription", "help"] {
            let text = rule[property]["text"].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{rule}");
        }
        let level = rule["defaultConfiguration"]["level"].as_str();
        assert!(
            ["error", "warning", "note"].map(Some).contains(&level),
            "{rule}"
        );
    }
    let text = std::fs::read_to_string(path(TARGET)).expect("the translation is there");
    for result in run["results"].as_array().expect("results") {
        let index = result["ruleIndex"].as_u64().expect("an index");
        let index = usize::try_from(index).expect("a small index");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["message"]["text"].is_string());
        let fingerprints = result["partialFingerprints"].as_object();
        assert_eq!(fingerprints.map(serde_json::Map::len), Some(1));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], TARGET);
        assert_region_agrees(&place["region"], &text);
        let source = &result["relatedLocations"][0]["physicalLocation"];
        assert_eq!(source["artifactLocation"]["uri"], SOURCE);
    }
}

/// Bytes, characters, and lines with columns name one stretch of `text`.
fn assert_region_agrees(region: &Value, text: &str) {
    let number = |name: &str| {
        let number = region[name]
            .as_u64()
            .unwrap_or_else(|| panic!("{name}: {region}"));
        usize::try_from(number).expect("a small number")
    };
    let (start, length) = (number("byteOffset"), number("byteLength"));
    let meant = &text[start..start + length];
    let characters: Vec<char> = text.chars().collect();
    let (from, count) = (number("charOffset"), number("charLength"));
    assert_eq!(
        characters[from..from + count].iter().collect::<String>(),
        meant
    );
    assert_eq!(number("startLine"), number("endLine"));
    let line = text.lines().nth(number("startLine") - 1).expect("a line");
    let (first, last) = (number("startColumn") - 1, number("endColumn") - 1);
    assert_eq!(
        line.chars()
            .skip(first)
            .take(last - first)
            .collect::<String>(),
        meant
    );
}

#[test]
fn reports_stand_beside_standard_output_and_replace_earlier_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    let [sarif, junit] = ["a.sarif", "b.xml"].map(|name| folder.path().join(name));
    std::fs::write(&sarif, "an earlier report").expect("a file");
    let arguments = [
        format!("--report=sarif={}", sarif.display()),
        format!("--report=junit={}", junit.display()),
    ];
    let output = check(&[&arguments[0], &arguments[1], "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stdout, expected("jsonl").into_bytes());
    let read = |path: &Path| std::fs::read_to_string(path).expect("a report");
    assert_eq!(read(&sarif), stdout(&["--format", "sarif"]));
    assert_eq!(read(&junit), stdout(&["--format", "junit"]));
    let names = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(names, 2, "nothing else is left there");
}

#[test]
fn the_name_of_the_output_chooses_the_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("findings.csv");
    let name = file.to_str().expect("a UTF-8 path");
    let output = check(&["--output", name]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stdout, b"");
    assert_eq!(
        std::fs::read_to_string(&file).expect("a report"),
        expected("csv")
    );
    let again = check(&["--output", name]);
    assert_eq!(again.status.code(), Some(2), "an output is kept");
    let forced = check(&["--output", name, "--force"]);
    assert_eq!(forced.status.code(), Some(1));
    let contradiction = check(&["--output", name, "--force", "--format", "sarif"]);
    assert_eq!(contradiction.status.code(), Some(2));
}

#[test]
fn what_cannot_be_written_is_refused_before_the_work() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.json");
    let twice = format!("gitlab={}", file.display());
    let over_input = format!("csv={GLOSSARY}");
    let bad = [
        vec!["--format", "yaml"],
        vec!["--report", "sarif"],
        vec!["--report", "sarif=-"],
        vec!["--report", "yaml=a.yaml"],
        vec!["--report", &over_input],
        vec!["--report", &twice, "--report", &twice],
        vec!["--report", "csv=tests/data"],
    ];
    for more in bad {
        let output = check(&more);
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        assert_eq!(output.stdout, b"", "{more:?}");
        assert!(!file.exists(), "{more:?}");
    }
    assert!(path(GLOSSARY).is_file());
}

#[test]
fn junit_fails_what_fails_the_run() {
    let failures = |more: &[&str]| stdout(more).matches("<failure ").count();
    assert_eq!(failures(&["--format", "junit"]), 3);
    assert_eq!(failures(&["--format", "junit", "--fail-on", "warning"]), 4);
    assert_eq!(failures(&["--format", "junit", "--fail-on", "never"]), 0);
}
