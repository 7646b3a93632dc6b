//! What the term rules promise of sentences: right ones are left alone, however they inflect, wrong
//! ones get their finding and exactly the fix that a translator would make.

use entente::check::{Finding, Fix, Job, Knowledge, Severity, Terms, check};
use entente::document;
use entente::glossary::{self, Glossary};
use entente::lang::{LANGUAGES, Language};
use entente::segment::Article;
use entente::text::Source;
use std::path::PathBuf;

/// The pairs of languages that have a file of sentences.
const PAIRS: [&str; 3] = ["en-fr", "en-ru", "fr-ru"];

/// Sentence pairs that each of them has at least.
const LEAST: usize = 50;

/// A sentence with its translation, and what is to be found in it.
struct Case {
    name: String,
    languages: [&'static Language; 2],
    texts: [String; 2],
    expected: Vec<String>,
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/check/terms")
        .join(name)
}

fn data(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn cases(pair: &str) -> Vec<Case> {
    let text = data(&format!("{pair}.cases"));
    text.split("== ").skip(1).map(read_case).collect()
}

fn read_case(case: &str) -> Case {
    let mut lines = case.lines().filter(|line| !line.is_empty());
    let head = lines.next().expect("a case has a head").to_owned();
    let codes = head.split(' ').next().unwrap_or_default();
    let (from, to) = codes.split_once('-').expect("a case says its direction");
    let mut next = || lines.next().expect("a case has two sentences").to_owned();
    let texts = [next(), next()];
    let expected = lines.map(|line| line.strip_prefix("> ").expect("a line of what is found"));
    Case {
        languages: [from, to].map(|code| Language::for_code(code).expect("a known language")),
        texts,
        expected: expected.map(str::to_owned).collect(),
        name: head,
    }
}

fn article(name: &str, text: &str, language: &'static Language) -> Article {
    let source = Source::new(name, text);
    let document = document::read(source, Some("markdown")).expect("Markdown is always readable");
    Article::new(document, language)
}

fn findings(case: &Case, glossaries: &[Glossary]) -> Vec<Finding> {
    let [source, target] = [0, 1].map(|index| {
        let name = ["source.md", "target.md"][index];
        article(name, &case.texts[index], case.languages[index])
    });
    let pair = entente::align::SegmentPair {
        source: 0..source.segments.len(),
        target: 0..target.segments.len(),
        score: 1.0,
        sure: true,
    };
    let terms = Terms::new(glossaries, LANGUAGES);
    let knowledge = Knowledge {
        terms: Some(&terms),
        ..Knowledge::default()
    };
    let job = Job::of_articles(&source, &target, &[pair], knowledge);
    let mut found = check(&job).findings;
    found.retain(|one| one.severity >= Severity::Warning && is_about_terms(one.rule));
    found
}

fn is_about_terms(rule: &str) -> bool {
    rule.starts_with("term-") || rule == "name-altered"
}

/// A finding as the files of sentences write it: `term-forbidden: la fusée -> le lanceur (safe)`.
fn written(finding: &Finding, target: &str) -> String {
    let Some(fix) = &finding.fix else {
        return finding.rule.to_owned();
    };
    let Fix {
        span,
        candidates,
        safe,
    } = fix;
    let safe = if *safe { " (safe)" } else { "" };
    let old = &target[span.range()];
    format!(
        "{}: {old} -> {}{safe}",
        finding.rule,
        candidates.join(" | ")
    )
}

#[test]
fn each_sentence_has_the_findings_and_fixes_that_it_should() {
    let source = Source::new("glossary.csv", data("glossary.csv"));
    let glossary = glossary::read(&source, None).expect("the glossary of the sentences is whole");
    assert!(glossary.notices.is_empty(), "{:?}", glossary.notices);
    let glossaries = [glossary];
    let mut bad = Vec::new();
    for case in PAIRS.iter().flat_map(|pair| cases(pair)) {
        let found = findings(&case, &glossaries);
        let found: Vec<String> = found
            .iter()
            .map(|one| written(one, &case.texts[1]))
            .collect();
        if found != case.expected {
            bad.push(format!(
                "{}\n    {}\n    found {found:#?}",
                case.name, case.texts[1]
            ));
        }
    }
    assert!(bad.is_empty(), "{} wrong:\n{}", bad.len(), bad.join("\n"));
}

#[test]
fn there_are_enough_sentences_of_both_kinds_and_directions() {
    for pair in PAIRS {
        let cases = cases(pair);
        let wrong = cases
            .iter()
            .filter(|case| !case.expected.is_empty())
            .count();
        assert!(cases.len() >= LEAST, "{pair}: {}", cases.len());
        assert!(
            wrong >= LEAST / 3 && cases.len() - wrong >= LEAST / 3,
            "{pair}: {wrong}"
        );
        let forth = cases
            .iter()
            .filter(|case| case.name.starts_with(pair))
            .count();
        assert!(
            forth >= LEAST / 3 && cases.len() - forth >= LEAST / 3,
            "{pair}: {forth}"
        );
    }
}

#[test]
fn the_translation_of_an_article_is_mended_in_place_and_only_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let source = "\u{FEFF}The launch vehicle is ready.\r\n";
    let target = "\u{FEFF}Le véhicule de lancement est *prêt*.\r\n";
    std::fs::write(file("a.en.md"), source).unwrap();
    std::fs::write(file("a.fr.md"), target).unwrap();
    let run = |option: &str| {
        let options = ["check", option, "--from", "en", "--to", "fr", "--glossary"];
        let files = [path("glossary.csv"), file("a.en.md"), file("a.fr.md")];
        let options = options.map(PathBuf::from).into_iter();
        crate::run::entente(options.chain(files))
    };
    let now = || std::fs::read_to_string(file("a.fr.md")).unwrap();
    let shown = String::from_utf8(run("--diff").stdout).unwrap();
    assert!(
        shown.contains("+Le lanceur") || shown.contains("+\u{FEFF}Le lanceur"),
        "{shown}"
    );
    assert_eq!(now(), target, "--diff changes nothing");
    let mended = "\u{FEFF}Le lanceur est *prêt*.\r\n";
    for _ in 0..2 {
        assert_eq!(run("--fix").status.code(), Some(0));
        assert_eq!(now(), mended);
    }
    assert_eq!(std::fs::read_to_string(file("a.en.md")).unwrap(), source);
}
