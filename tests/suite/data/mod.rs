//! The home data: `glossaries/space.csv`, `tmx/space.tmx` and the sample articles are whole,
//! consistent and true to each other, so that the first command of the README can be trusted.

mod articles;

use entente::glossary::{self, Glossary, TermFinder, TermStatus};
use entente::lang::{LANGUAGES, LangTag, Language};
use entente::memory::{Memory, TranslationUnit, Variant};
use entente::segment::Segmenter;
use entente::text::Source;
use entente::token::number;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn glossary() -> Glossary {
    let text = std::fs::read_to_string(root().join("glossaries/space.csv")).unwrap();
    glossary::read(&Source::new("space.csv", text), None).unwrap()
}

/// A finder for each of `LANGUAGES`, in their order.
fn finders(glossary: &Glossary) -> Vec<TermFinder<'_>> {
    let finder = |language: &&Language| {
        let tag = LangTag::parse(language.code).unwrap();
        TermFinder::new(&[glossary], &tag)
    };
    LANGUAGES.iter().map(finder).collect()
}

fn memory() -> Memory {
    let bytes = std::fs::read(root().join("tmx/space.tmx")).unwrap();
    Memory::read("space.tmx", bytes.as_slice(), Default::default()).unwrap()
}

fn article(name: &str) -> String {
    std::fs::read_to_string(root().join("tests/data/articles").join(name)).unwrap()
}

fn article_path(name: &str) -> PathBuf {
    root().join("tests/data/articles").join(name)
}

fn article_names(language: &Language) -> [String; 2] {
    ["cooperation.*.md", "rescue.*.txt"].map(|name| name.replace('*', language.code))
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
    let glossary = glossary();
    assert!(glossary.notices.is_empty(), "{:?}", glossary.notices);
    assert!(glossary.concepts.len() >= 75);
    for concept in &glossary.concepts {
        for language in LANGUAGES {
            let preferred = concept.terms.iter().filter(|term| {
                term.lang.as_str() == language.code && term.status == TermStatus::Preferred
            });
            assert_eq!(preferred.count(), 1, "{} in {}", concept.id, language.code);
        }
    }
}

#[test]
fn every_term_is_found_whole_and_with_its_own_status() {
    let glossary = glossary();
    let finders = finders(&glossary);
    let mut wrong = Vec::new();
    for concept in &glossary.concepts {
        for term in &concept.terms {
            let index = LANGUAGES.iter().position(|l| l.code == term.lang.as_str());
            let found = finders[index.unwrap()].find(&term.text);
            let itself = found.iter().all(|occurrence| {
                occurrence.concept.id == concept.id
                    && occurrence.term.status.is_allowed() == term.status.is_allowed()
                    && occurrence.span.len() == term.text.len()
            });
            if found.is_empty() || !itself {
                let found: Vec<&str> = found.iter().map(|o| o.term.text.as_str()).collect();
                wrong.push(format!("{} as {found:?}", term.text));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn memory_and_articles_hold_no_forbidden_term() {
    let glossary = glossary();
    let finders = finders(&glossary);
    let forbidden = |index: usize, text: &str| -> Vec<String> {
        let found = finders[index].find(text).into_iter();
        let forbidden = found.filter(|occurrence| !occurrence.term.status.is_allowed());
        forbidden
            .map(|occurrence| format!("{text:?} has \"{}\"", occurrence.term.text))
            .collect()
    };
    assert_eq!(forbidden(1, "le lanceur Soyuz").len(), 1);
    each_unit(|unit| {
        let variants = variants(unit).into_iter().enumerate();
        variants
            .flat_map(|(index, (_, variant))| forbidden(index, &variant.content.text))
            .collect()
    });
    for (index, language) in LANGUAGES.iter().enumerate() {
        for name in article_names(language) {
            for line in article(&name).lines() {
                assert_eq!(forbidden(index, line), [""; 0], "{name}");
            }
        }
    }
}

/// The one unit that was translated before the glossary existed, so that a draft has a finding.
const OLD_UNIT: &str = "launchers-018";

#[test]
fn a_term_in_one_variant_of_a_unit_is_in_the_others() {
    let glossary = glossary();
    let finders = finders(&glossary);
    each_unit(|unit| {
        let variants = variants(unit);
        let concepts: Vec<BTreeSet<&str>> = variants
            .iter()
            .zip(&finders)
            .map(|((_, variant), finder)| {
                let found = finder.find(&variant.content.text).into_iter();
                found
                    .map(|occurrence| occurrence.concept.id.as_str())
                    .collect()
            })
            .collect();
        let agree = concepts.iter().all(|found| *found == concepts[0]);
        let is_old = unit.id.as_deref() == Some(OLD_UNIT);
        let complaint = format!("{:?}: {concepts:?}", variants[0].1.content.text);
        if agree == is_old {
            vec![complaint]
        } else {
            Vec::new()
        }
    });
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
    for language in LANGUAGES {
        for name in article_names(language) {
            for line in article(&name).lines() {
                assert_eq!(typography_faults(language, line), [""; 0], "{name}: {line}");
            }
        }
    }
}

#[test]
fn the_memory_is_written_back_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.tmx");
    let original = root().join("tmx/space.tmx");
    let status = crate::run::bare()
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
