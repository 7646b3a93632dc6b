//! The home data: `glossaries/space.csv`, `tmx/space.tmx` and the sample articles are whole,
//! consistent and true to each other, so that the first command of the README can be trusted.

use entente::lang::{LANGUAGES, Language};
use entente::memory::{Memory, TranslationUnit, Variant};
use entente::segment::Segmenter;
use entente::token::number;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn glossary_path() -> PathBuf {
    root().join("glossaries/space.csv")
}

/// A row of the glossary as a map from column to cell.
type Row = HashMap<String, String>;

fn glossary_rows() -> Vec<Row> {
    csv::Reader::from_path(glossary_path())
        .unwrap()
        .deserialize()
        .collect::<Result<_, _>>()
        .unwrap()
}

fn memory() -> Memory {
    let bytes = std::fs::read(root().join("tmx/space.tmx")).unwrap();
    Memory::read("space.tmx", bytes.as_slice(), Default::default()).unwrap()
}

fn article(name: &str) -> String {
    std::fs::read_to_string(root().join("tests/data/articles").join(name)).unwrap()
}

/// The variants of a unit beside their languages, in the order of `LANGUAGES`.
fn variants(unit: &TranslationUnit) -> Vec<(&'static Language, &Variant)> {
    let find = |language: &Language| {
        let is_it = |variant: &&Variant| {
            let lang = variant.lang.as_ref();
            lang.is_some_and(|tag| tag.as_str() == language.code)
        };
        unit.variants.iter().find(is_it)
    };
    LANGUAGES
        .iter()
        .filter_map(|&language| Some((language, find(language)?)))
        .collect()
}

/// Runs `judge` on every unit and panics with all it has to say.
fn each_unit(judge: impl Fn(&TranslationUnit) -> Vec<String>) {
    let complaints: Vec<String> = memory().units.iter().flat_map(judge).collect();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn every_concept_has_one_preferred_term_in_each_language() {
    let mut preferred: HashMap<(String, String), usize> = HashMap::new();
    let mut concepts = HashSet::new();
    for row in glossary_rows() {
        concepts.insert(row["concept"].clone());
        let key = (row["concept"].clone(), row["lang"].clone());
        *preferred.entry(key).or_default() += usize::from(row["status"] == "preferred");
    }
    assert!(concepts.len() >= 75, "{} concepts", concepts.len());
    for concept in &concepts {
        for language in LANGUAGES {
            let count = preferred.get(&(concept.clone(), language.code.to_owned()));
            assert_eq!(count, Some(&1), "{concept} in {}", language.code);
        }
    }
}

#[test]
fn no_term_stands_in_two_places_of_the_glossary() {
    let mut seen = HashMap::new();
    for row in glossary_rows() {
        let key = (row["lang"].clone(), row["term"].clone());
        if let Some(other) = seen.insert(key, row["concept"].clone()) {
            panic!("\"{}\" in {other} and {}", row["term"], row["concept"]);
        }
    }
}

#[test]
fn the_memory_is_read_without_notices_and_every_unit_is_whole() {
    let memory = memory();
    assert!(memory.notices.is_empty(), "{:?}", memory.notices);
    assert!(memory.units.len() >= 320, "{} units", memory.units.len());
    each_unit(|unit| {
        let variants = variants(unit);
        let whole = variants.len() == LANGUAGES.len() && unit.variants.len() == LANGUAGES.len();
        let filled = variants.iter().all(|(_, variant)| {
            let text = &variant.content.text;
            !text.is_empty() && text.trim() == text
        });
        let complaint = format!("{:?} is not whole", unit.place);
        if whole && filled {
            Vec::new()
        } else {
            vec![complaint]
        }
    });
}

#[test]
fn no_unit_and_no_id_stands_twice() {
    let mut texts = HashSet::new();
    let mut ids = HashSet::new();
    for unit in memory().units {
        let text: Vec<String> = variants(&unit)
            .iter()
            .map(|(_, variant)| variant.content.text.clone())
            .collect();
        assert!(texts.insert(text.clone()), "{text:?} stands twice");
        if let Some(id) = unit.id {
            assert!(ids.insert(id.clone()), "{id} stands twice");
        }
    }
}

#[test]
fn some_sources_have_several_targets() {
    let mut targets: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for unit in memory().units {
        let texts = variants(&unit);
        let (source, target) = (&texts[0].1.content.text, &texts[1].1.content.text);
        let entry = targets.entry(source.clone()).or_default();
        entry.insert(target.clone());
    }
    let ambiguous = targets.values().filter(|found| found.len() > 1).count();
    assert!((3..=10).contains(&ambiguous), "{ambiguous} sources");
}

#[test]
fn the_three_variants_of_a_unit_have_the_same_tags() {
    let tags = |variant: &Variant| {
        let mut kinds: Vec<String> = (variant.content.tags.iter())
            .map(|tag| format!("{:?} {:?}", tag.kind, tag.role))
            .collect();
        kinds.sort();
        kinds
    };
    each_unit(|unit| {
        let variants = variants(unit);
        let first = tags(variants[0].1);
        let differs = variants.iter().any(|(_, variant)| tags(variant) != first);
        let complaint = format!("{:?}: tags differ", variants[0].1.content.text);
        differs.then_some(complaint).into_iter().collect()
    });
    let tagged = memory().units;
    let tagged = tagged
        .iter()
        .filter(|unit| !unit.variants[0].content.tags.is_empty());
    assert!(tagged.count() >= 35);
}

#[test]
fn the_three_variants_of_a_unit_have_the_same_numbers() {
    each_unit(|unit| {
        let variants = variants(unit);
        let values: Vec<_> = variants
            .iter()
            .map(|(language, variant)| number::values(&variant.content.text, language))
            .collect();
        let mut complaints = Vec::new();
        for (source, target) in [(0, 1), (0, 2), (1, 2), (1, 0), (2, 0), (2, 1)] {
            if !number::compare(&values[source], &values[target]).is_equal() {
                let (from, to) = (variants[source].1, variants[target].1);
                complaints.push(format!("{:?} {:?}", from.content.text, to.content.text));
            }
        }
        complaints
    });
}

#[test]
fn a_unit_is_one_sentence_in_each_language() {
    let segmenters: Vec<Segmenter> = LANGUAGES.iter().map(|&l| Segmenter::new(l)).collect();
    each_unit(|unit| {
        let pairs = variants(unit).into_iter().zip(&segmenters);
        let several = pairs.filter_map(|((_, variant), segmenter)| {
            let text = &variant.content.text;
            (segmenter.segments(text).count() != 1).then(|| format!("{text:?} is several"))
        });
        several.collect()
    });
}

/// What a typesetter of `language` would mark in `text`.
fn typography_faults(language: &Language, text: &str) -> Vec<&'static str> {
    let mut faults = vec![("'", "typewriter apostrophe"), ("\"", "typewriter quote")];
    match language.code {
        "fr" => faults.extend([
            (" ;", "plain space before ;"),
            (" :", "plain space before :"),
            (" !", "plain space before !"),
            (" ?", "plain space before ?"),
            ("« ", "plain space after «"),
            (" »", "plain space before »"),
            ("“", "English quote"),
        ]),
        "ru" => faults.extend([
            (" —", "plain space before the dash"),
            (" - ", "hyphen for a dash"),
            ("№ ", "plain space after №"),
            ("“", "English quote"),
        ]),
        _ => faults.extend([("«", "French quote"), (" %", "space before %")]),
    }
    let found = faults.into_iter().filter(|(mark, _)| text.contains(mark));
    found.map(|(_, fault)| fault).collect()
}

#[test]
fn memory_and_articles_are_set_as_their_languages_ask() {
    assert_eq!(
        typography_faults(&entente::lang::fr::FRENCH, "Bravo !"),
        ["plain space before !"]
    );
    each_unit(|unit| {
        let mut complaints = Vec::new();
        for (language, variant) in variants(unit) {
            for fault in typography_faults(language, &variant.content.text) {
                complaints.push(format!("{:?}: {fault}", variant.content.text));
            }
        }
        complaints
    });
    for (language, name) in LANGUAGES.iter().flat_map(|language| {
        let names = ["cooperation.*.md", "rescue.*.txt"];
        names.map(|name| (language, name.replace('*', language.code)))
    }) {
        for line in article(&name).lines() {
            assert_eq!(typography_faults(language, line), [""; 0], "{name}: {line}");
        }
    }
}

#[test]
fn the_memory_is_written_back_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.tmx");
    let original = root().join("tmx/space.tmx");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_entente"))
        .args(["convert", "--quiet", "--output"])
        .args([&copy, &original])
        .status()
        .unwrap();
    assert!(status.success());
    assert_eq!(
        std::fs::read(copy).unwrap(),
        std::fs::read(original).unwrap()
    );
}

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
        assert_eq!(faults.len(), 10, "{lang}");
        for fault in &faults {
            assert_eq!(text.matches(&fault.find).count(), 1, "{}", fault.id);
            assert_ne!(fault.find, fault.replace, "{}", fault.id);
        }
        let rules: BTreeSet<&str> = faults.iter().map(|fault| fault.rule.as_str()).collect();
        assert_eq!(Vec::from_iter(rules), FAULT_RULES, "{lang}");
    }
}
