//! What `docs/ci.md`, the action and the hook tell a host to run does run, in a repository laid
//! out as they say.

use crate::run::line;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Files that hold command lines.
const FILES: &[&str] = &["docs/ci.md", "action.yml", ".pre-commit-hooks.yaml"];

/// What a host puts in the place of its variables.
const VARIABLES: &[(&str, &str)] = &[
    ("\"$SARIF\"", "entente.sarif"),
    ("$ARGS", "--changed-since origin/main"),
    ("${{ github.base_ref }}", "main"),
];

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The lines of a text of YAML or Markdown, each folded block (`>-`) as one line.
fn logical_lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut folded = None;
    for line in text.lines() {
        let inside = folded.is_some_and(|outer| indent(line) > outer && !line.trim().is_empty());
        match lines.last_mut() {
            Some(last) if inside => {
                *last += " ";
                *last += line.trim();
            }
            _ => {
                let head = line.trim_end().strip_suffix(">-");
                folded = head.map(|_| indent(line));
                lines.push(head.unwrap_or(line).trim().to_owned());
            }
        }
    }
    lines
}

/// The arguments of `entente` on a line, if it runs it. `args:` of the action and of the hook stand
/// for those of `entente check`.
fn arguments(line: &str) -> Option<String> {
    let line = line.strip_prefix("- ").unwrap_or(line).trim();
    let keys = ["run:", "entry:"];
    let line = keys
        .iter()
        .find_map(|key| line.strip_prefix(key))
        .unwrap_or(line)
        .trim();
    let given = match line.strip_prefix("args:") {
        Some("") | None => line.strip_prefix("entente ")?.to_owned(),
        Some(list) => format!("check {}", list.replace(['[', ']', ','], " ")),
    };
    let filled = VARIABLES
        .iter()
        .fold(given, |text, (name, value)| text.replace(name, value));
    Some(filled)
}

/// Every command line of `name`.
fn commands(name: &str) -> Vec<String> {
    logical_lines(&read(name))
        .iter()
        .filter_map(|line| arguments(line))
        .collect()
}

/// What `entente init` would write, more or less.
const SETTINGS: &str = "glossary = \"glossaries/space.csv\"\n\
    languages = { source = \"en\", targets = [\"fr\", \"ru\"] }\n\
    [[articles]]\nsource = \"docs/en/{path}.md\"\ntarget = \"docs/{lang}/{path}.md\"\n";

/// A repository as the documentation has it: articles in three languages, a glossary and settings, on
/// a branch that left `origin/main`.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let copy = |from: &str, to: &str| {
        let to = folder.path().join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(Path::new(ROOT).join(from), to).unwrap();
    };
    for code in ["en", "fr", "ru"] {
        let article = format!("tests/data/articles/cooperation.{code}.md");
        copy(&article, &format!("docs/{code}/launch.md"));
    }
    copy("glossaries/space.csv", "glossaries/space.csv");
    fs::write(folder.path().join("entente.toml"), SETTINGS).unwrap();
    let steps = "init -q|add .|commit -qm first|update-ref refs/remotes/origin/main HEAD";
    for step in steps.split('|') {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=t", "-c", "user.email=t@example.org"])
            .args(step.split(' '));
        let output = git.current_dir(folder.path()).output().unwrap();
        assert!(output.status.success(), "git {step}: {output:?}");
    }
    folder
}

#[test]
fn every_command_line_runs_and_writes_what_it_names() {
    for name in FILES {
        let commands = commands(name);
        assert!(!commands.is_empty(), "{name} has no command line");
        for command in &commands {
            let folder = repository();
            let (status, _, talk) = line(folder.path(), command);
            assert_eq!(status, Some(0), "{name}: entente {command}\n{talk}");
            let words = command.split_whitespace();
            for (_, report) in words.filter_map(|word| word.split_once('=')) {
                let report = folder.path().join(report);
                assert!(report.is_file(), "{name}: entente {command}: no {report:?}");
            }
        }
    }
}

#[test]
fn files_that_a_host_is_to_read_are_those_that_a_command_writes() {
    let text = read("docs/ci.md");
    let written: Vec<String> = commands("docs/ci.md");
    let read_by_host = ["sarif_file:", "codequality:", "junit:"];
    for line in text.lines().map(str::trim) {
        let named = read_by_host.iter().find_map(|key| line.strip_prefix(key));
        if let Some(file) = named.map(str::trim) {
            let ending = format!("={file}");
            let by_default = read("action.yml").contains(&format!("default: {file}"));
            let one = |word: &str| word.ends_with(&ending);
            let by_command = written.iter().any(|line| line.split_whitespace().any(one));
            assert!(by_default || by_command, "{line}");
        }
    }
}

#[test]
fn no_input_of_the_action_becomes_text_of_a_script() {
    let action = read("action.yml");
    let inputs = action.lines().filter(|line| line.contains("${{ inputs."));
    for line in inputs {
        let key = line.trim().split(':').next().unwrap_or_default();
        let as_data = ["value", "working-directory", "ARGS", "SARIF"].contains(&key);
        assert!(as_data, "{line}");
    }
    let asks = ["GITHUB_TOKEN", "secrets."]
        .iter()
        .any(|word| action.contains(word));
    assert!(!asks, "the action needs no token");
}
