//! The home data: `glossaries/space.csv` and `tmx/space.tmx` are whole, consistent and true to each
//! other, so that the first command of the README can be trusted.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

const LANGUAGES: [&str; 3] = ["en", "fr", "ru"];

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
        for lang in LANGUAGES {
            let count = preferred.get(&(concept.clone(), lang.to_owned()));
            assert_eq!(count, Some(&1), "{concept} in {lang}");
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
