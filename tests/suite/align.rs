//! What `align` promises: every segment in one pair, the right ones together, from either side.

use crate::run;
use entente::align::{Dictionary, SegmentPair, align, alignment};
use entente::document;
use entente::glossary::{Concept, Glossary, Term, TermStatus};
use entente::lang::{LangTag, Language};
use entente::memory::{Direction, Memory};
use entente::segment::Article;
use entente::text::{Place, Source};
use entente::xml::XmlOptions;
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

fn article(name: &str, text: &str, code: &str) -> Article {
    let document = document::read(Source::new(name, text), None).unwrap();
    Article::new(document, Language::for_code(code).unwrap())
}

fn pairs(source: &Article, target: &Article) -> Vec<SegmentPair> {
    align(source, target, &Dictionary::default())
}

/// `0 = 0`, `1 2 = 1`, `3 = -`: one line a pair.
fn written(pairs: &[SegmentPair]) -> String {
    let run = |run: &std::ops::Range<usize>| {
        let indexes: Vec<String> = run.clone().map(|index| index.to_string()).collect();
        if indexes.is_empty() {
            "-".to_owned()
        } else {
            indexes.join(" ")
        }
    };
    let lines = pairs.iter();
    lines
        .map(|pair| format!("{} = {}\n", run(&pair.source), run(&pair.target)))
        .collect()
}

/// A folder of `tests/data/align`: an article, its translation, and the pairs.
struct Case {
    name: String,
    source: Article,
    target: Article,
    expected: String,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/align");
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    folders.iter().map(|folder| case(folder)).collect()
}

fn case(folder: &Path) -> Case {
    let side = |prefix: &str| {
        let mut files = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let starts = |path: &PathBuf| {
            path.file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with(prefix)
        };
        let path = files.find(starts).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let code = name.split('.').nth(1).unwrap().to_owned();
        article(&name, &fs::read_to_string(&path).unwrap(), &code)
    };
    Case {
        name: folder.file_name().unwrap().to_str().unwrap().to_owned(),
        source: side("source."),
        target: side("target."),
        expected: fs::read_to_string(folder.join("pairs.txt")).unwrap(),
    }
}

#[test]
fn every_case_has_its_pairs() {
    let cases = cases();
    assert!(cases.len() >= 5);
    for case in cases {
        let found = written(&pairs(&case.source, &case.target));
        assert_eq!(found, case.expected, "{}", case.name);
    }
}

#[test]
fn from_the_other_side_the_same_belong_together() {
    let links = |pairs: &[SegmentPair], swapped: bool| {
        let both = pairs.iter().filter(|pair| pair.has_both()).map(|pair| {
            let (a, b) = (pair.source.clone(), pair.target.clone());
            let (a, b) = if swapped { (b, a) } else { (a, b) };
            (a.start, a.end, b.start, b.end)
        });
        let mut links: Vec<_> = both.collect();
        links.sort_unstable();
        links
    };
    for case in cases() {
        let there = links(&pairs(&case.source, &case.target), false);
        let back = links(&pairs(&case.target, &case.source), true);
        assert_eq!(there, back, "{}", case.name);
    }
}

#[test]
fn equal_code_blocks_answer_each_other() {
    let cases = cases();
    let guide = cases
        .iter()
        .find(|case| case.name.contains("code"))
        .unwrap();
    let found = alignment(&guide.source, &guide.target, &Dictionary::default());
    assert_eq!(found.blocks.len(), 2);
    for (a, b) in found.blocks {
        let text = |article: &Article, block: usize| {
            let span = article.document.blocks[block].span;
            article.document.source.slice(span).to_owned()
        };
        assert_eq!(text(&guide.source, a), text(&guide.target, b));
    }
}

#[test]
fn articles_that_do_not_belong_together_give_no_sure_pair() {
    let english = article(
        "a.txt",
        "The cat slept all day. Nobody came to see her, although it was her birthday. It rained.\n\n\
         In the evening the neighbours brought some fish, and everybody was happy again. Good!",
        "en",
    );
    let russian = article(
        "b.txt",
        "В 1998 году завод закрыли! Почему это произошло именно тогда, никто толком не знает.\n\n\
         Рабочие разъехались по разным городам. Дом культуры стоит пустой. Окна заколочены.",
        "ru",
    );
    let found = pairs(&english, &russian);
    assert!(found.iter().all(|pair| !pair.sure), "{found:?}");
}

#[test]
fn a_glossary_tells_which_words_answer_each_other() {
    // Two headings of equal length without a common letter, in changed order.
    let english = article("a.txt", "The old shuttle waits for us today.", "en");
    let russian = article("b.txt", "Старый челнок ждёт нас ещё сегодня.", "ru");
    let term = |text: &str, lang: &str| {
        let place = Place { line: 1, column: 1 };
        let term = Term::new(text, LangTag::parse(lang).unwrap(), place);
        Term {
            status: TermStatus::Preferred,
            ..term
        }
    };
    let glossary = Glossary {
        concepts: vec![Concept {
            id: "1".to_owned(),
            terms: vec![term("shuttle", "en"), term("челнок", "ru")],
            ..Concept::default()
        }],
        ..Glossary::default()
    };
    let tag = |code| LangTag::parse(code).unwrap();
    let direction = Direction::new(tag("en"), tag("ru"));
    let dictionary = Dictionary::new([], &[glossary], &direction).unwrap();
    let with = align(&english, &russian, &dictionary);
    let without = pairs(&english, &russian);
    assert!(with[0].score > without[0].score, "{with:?} {without:?}");
}

/// Sentences of a small vocabulary, so that much is alike.
fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "orbit",
        "орбита",
        "Juno",
        "12",
        "la",
        "sonde",
        "зонд",
        "3,5",
        "`code`",
        "# ",
        "- ",
        "—",
        "и",
    ]);
    let sentence = prop::collection::vec(word, 1..7).prop_map(|words| words.join(" ") + ". ");
    let block = prop::collection::vec(sentence, 1..4).prop_map(|sentences| sentences.concat());
    let fence = Just("```\nprobe send\n```".to_owned());
    let blocks = prop::collection::vec(prop_oneof![5 => block, 1 => fence], 0..12);
    blocks.prop_map(|blocks| blocks.join("\n\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_segment_is_in_exactly_one_pair(a in text(), b in text()) {
        let (a, b) = (article("a.md", &a, "en"), article("b.md", &b, "ru"));
        let found = pairs(&a, &b);
        let source: Vec<usize> = found.iter().flat_map(|pair| pair.source.clone()).collect();
        prop_assert_eq!(source, (0..a.segments.len()).collect::<Vec<_>>());
        let mut target: Vec<usize> = found.iter().flat_map(|pair| pair.target.clone()).collect();
        target.sort_unstable();
        prop_assert_eq!(target, (0..b.segments.len()).collect::<Vec<_>>());
        for pair in &found {
            prop_assert!(pair.score.is_finite());
            prop_assert!(!pair.source.is_empty() || !pair.target.is_empty());
            prop_assert!(pair.source.len() <= 3 && pair.target.len() <= 3);
        }
    }

    #[test]
    fn an_article_answers_itself(a in text()) {
        let (a, b) = (article("a.md", &a, "en"), article("b.md", &a, "en"));
        let found = pairs(&a, &b);
        prop_assert!(found.iter().all(|pair| pair.source == pair.target), "{:?}", found);
    }
}

fn entente(arguments: &[&str]) -> Output {
    let common = ["align", "--from", "en", "--to", "fr"];
    run::entente(common.iter().chain(arguments))
}

/// The two articles of the guide, and a folder to write to.
fn guide() -> (tempfile::TempDir, String, String) {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/align/guide-with-code-en-fr");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    (
        tempfile::tempdir().unwrap(),
        path("source.en.md"),
        path("target.fr.md"),
    )
}

#[test]
fn programs_get_spans_of_the_files() {
    let (_, source, target) = guide();
    let output = entente(&["--format", "jsonl", &source, &target]);
    assert!(output.status.success());
    let text = fs::read_to_string(&source).unwrap();
    let lines: Vec<serde_json::Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let span = &lines[0]["source"][0];
    let range = |index: usize| usize::try_from(span[index].as_u64().unwrap()).unwrap();
    assert!(text[range(0)..range(1)].contains("Send a command"));
    assert_eq!(
        lines.iter().filter(|line| line["kind"] == "code").count(),
        2
    );
    let alone = lines
        .iter()
        .filter(|line| line["target"].as_array().unwrap().is_empty());
    assert_eq!(alone.count(), 1);
    let starts: Vec<_> = lines
        .iter()
        .filter_map(|line| line["source"][0][0].as_u64())
        .collect();
    assert!(starts.is_sorted());
}

#[test]
fn people_get_two_columns() {
    let (_, source, target) = guide();
    let output = entente(&[&source, &target]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("Check the antenna."), "{text}");
    assert!(text.contains("│ Vérifiez l’antenne."), "{text}");
    assert!(
        text.lines().any(|line| line.starts_with("? ")),
        "a doubtful pair is marked: {text}"
    );
    assert!(String::from_utf8_lossy(&output.stderr).contains("without a partner: 1 in the source"));
}

#[test]
fn a_memory_holds_the_pairs_and_is_not_replaced() {
    let (folder, source, target) = guide();
    let path = folder.path().join("pairs.tmx");
    let name = path.to_str().unwrap();
    assert!(
        entente(&["--output", name, &source, &target])
            .status
            .success()
    );
    let bytes = fs::read(&path).unwrap();
    let memory = Memory::read(name.to_owned(), &bytes[..], XmlOptions::default()).unwrap();
    assert!(memory.units.len() >= 6);
    for unit in &memory.units {
        assert_eq!(
            (unit.props[0].kind.as_str(), unit.props[0].value.as_str()),
            ("x-origin", "alignment")
        );
        assert_eq!(unit.variants.len(), 2);
    }
    let again = entente(&["--output", name, &source, &target]);
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert!(
        entente(&["--force", "--output", name, &source, &target])
            .status
            .success()
    );
    assert_eq!(
        fs::read(&path).unwrap(),
        bytes,
        "the same bytes for the same articles"
    );
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let (folder, source, target) = guide();
    let tmx = folder.path().join("pairs.tmx");
    let tmx = tmx.to_str().unwrap();
    for arguments in [
        &["--format", "jsonl", "--output", tmx, &source, &target][..],
        &["--to", "de", &source, &target],
        &["-", "-"],
        &[&source, "missing.md"],
    ] {
        let arguments: Vec<&str> = arguments.to_vec();
        let output = if arguments[0] == "--to" {
            run::entente(["align", "--from", "en"].iter().chain(&arguments))
        } else {
            entente(&arguments)
        };
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
        assert_eq!(
            String::from_utf8_lossy(&output.stderr).lines().count(),
            1,
            "{arguments:?}"
        );
    }
    assert!(!Path::new(tmx).exists());
}
