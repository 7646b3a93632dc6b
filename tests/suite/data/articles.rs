//! The sample articles: clean translations that `check` is silent about, and mistakes to seed into
//! them that it must find, each by its rule and on its line.

use super::{article, article_names, article_path, root};
use entente::lang::LANGUAGES;
use std::collections::BTreeSet;
use std::path::Path;

/// One line of `faults.jsonl`: a mistake to seed into a clean translation.
struct Fault {
    id: String,
    lang: String,
    find: String,
    replace: String,
    rule: String,
}

fn faults() -> Vec<Fault> {
    let lines = article("faults/faults.jsonl");
    let fault = |line: &str| {
        let object: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| object[name].as_str().unwrap().to_owned();
        Fault {
            id: field("id"),
            lang: field("lang"),
            find: field("find"),
            replace: field("replace"),
            rule: field("rule"),
        }
    };
    lines.lines().map(fault).collect()
}

const FAULT_RULES: [&str; 8] = [
    "draft-mark-left",
    "number-differs",
    "segment-missing",
    "tag-differs",
    "term-altered",
    "term-forbidden",
    "term-missing",
    "untranslated",
];

#[test]
fn seeded_faults_fit_their_article_and_cover_the_rules() {
    for lang in ["fr", "ru"] {
        let text = article(&format!("cooperation.{lang}.md"));
        let faults: Vec<Fault> = faults().into_iter().filter(|f| f.lang == lang).collect();
        assert_eq!(faults.len(), 22, "{lang}");
        for fault in &faults {
            assert_eq!(text.matches(&fault.find).count(), 1, "{}", fault.id);
            assert_ne!(fault.find, fault.replace, "{}", fault.id);
        }
        let rules: BTreeSet<&str> = faults.iter().map(|fault| fault.rule.as_str()).collect();
        let missing = FAULT_RULES.iter().find(|rule| !rules.contains(*rule));
        assert_eq!(missing, None, "{lang}");
    }
}

/// What `check` says of the article at `source` and a translation `target` of it, as JSON lines.
fn findings(from: &str, to: &str, source: &Path, target: &Path) -> Vec<serde_json::Value> {
    let output = crate::run::bare()
        .args([
            "check",
            "--quiet",
            "--format",
            "jsonl",
            "--fail-on",
            "never",
        ])
        .arg("--glossary")
        .arg(root().join("glossaries/space.csv"))
        .args(["--from", from, "--to", to])
        .args([source, target])
        .output()
        .unwrap();
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{message}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let object = |line: &str| serde_json::from_str(line).unwrap();
    lines.lines().map(object).collect()
}

#[test]
fn check_has_nothing_to_say_about_the_clean_articles() {
    for (source, target) in [(0, 1), (0, 2), (1, 2), (1, 0), (2, 0), (2, 1)] {
        let (from, to) = (LANGUAGES[source], LANGUAGES[target]);
        for (source, target) in article_names(from).iter().zip(article_names(to)) {
            let found = findings(
                from.code,
                to.code,
                &article_path(source),
                &article_path(&target),
            );
            assert!(found.is_empty(), "{source} to {target}: {found:#?}");
        }
    }
}

/// The faults of `faults` that `check` does not report by their rule and on their line in `text`.
fn missed<'f>(lang: &str, text: &str, faults: &'f [Fault]) -> Vec<&'f str> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("article.md");
    let clean = article(&format!("cooperation.{lang}.md"));
    std::fs::write(&file, text).unwrap();
    let found = findings("en", lang, &article_path("cooperation.en.md"), &file);
    let is_missed = |fault: &&Fault| {
        let before = clean.split(&fault.find).next().unwrap();
        let line = before.matches('\n').count() + 1;
        !found.iter().any(|finding| {
            finding["rule"] == fault.rule.as_str() && finding["target"]["line"] == line
        })
    };
    let missed = faults.iter().filter(is_missed);
    missed.map(|fault| fault.id.as_str()).collect()
}

#[test]
fn check_finds_every_seeded_fault_alone_and_among_the_others() {
    for lang in ["fr", "ru"] {
        let clean = article(&format!("cooperation.{lang}.md"));
        let faults: Vec<Fault> = faults().into_iter().filter(|f| f.lang == lang).collect();
        for fault in faults.chunks(1) {
            let text = clean.replace(&fault[0].find, &fault[0].replace);
            assert_eq!(missed(lang, &text, fault), [""; 0], "{lang}");
        }
        let all = faults.iter().fold(clean, |text, fault| {
            text.replace(&fault.find, &fault.replace)
        });
        assert_eq!(missed(lang, &all, &faults), [""; 0], "{lang}, all at once");
    }
}
