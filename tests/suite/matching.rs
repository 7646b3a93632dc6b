//! What `matching` promises: the index loses nothing, every lost point has a name, order holds.

use entente::files::Existing;
use entente::inline::{InlineTag, InlineText, TagKind, TagRole};
use entente::lang::LangTag;
use entente::matching::distance::{characters, plain};
use entente::matching::{
    Match, MatchKind, MatchOptions, Matcher, MatcherOptions, MemorySource, Query,
};
use entente::memory::store::{Store, StoreWriter};
use entente::memory::{Direction, Memory, TranslationUnit, Variant};
use entente::token::normal::{Element, Sequence, comparison_text};
use proptest::prelude::*;
use std::cmp::Reverse;
use std::collections::HashMap;

fn tag(text: &str) -> LangTag {
    LangTag::parse(text).unwrap()
}

fn variant(lang: &str, content: InlineText) -> Variant {
    Variant {
        lang: Some(tag(lang)),
        attributes: Vec::new(),
        props: Vec::new(),
        notes: Vec::new(),
        content,
    }
}

fn unit(source: &str, target: &str) -> TranslationUnit {
    TranslationUnit {
        variants: vec![
            variant("en", InlineText::plain(source)),
            variant("fr", InlineText::plain(target)),
        ],
        ..TranslationUnit::default()
    }
}

fn memory(units: Vec<TranslationUnit>) -> Memory {
    Memory {
        units,
        ..Memory::default()
    }
}

fn of_sources(sources: &[&str]) -> Memory {
    memory(sources.iter().map(|source| unit(source, "x")).collect())
}

fn en_fr() -> Direction {
    Direction::new(tag("en"), tag("fr"))
}

fn options(threshold: u8, limit: usize) -> MatchOptions {
    MatchOptions { threshold, limit }
}

fn search(memories: &[Memory], query: &Query<'_>, options: &MatchOptions) -> Vec<Match> {
    let matcher = Matcher::new(memories, en_fr(), &MatcherOptions::default());
    matcher.matches(query, options).unwrap()
}

/// Score of `source` against `text`, searched alone.
fn score(text: &str, source: &str) -> Option<u8> {
    let memories = [of_sources(&[source])];
    let found = search(&memories, &Query::text(text), &options(1, 0));
    found.first().map(|found| found.score)
}

/// S by the letter of design section 3 and `strsim`, sharing with the library only the tokens.
fn plain_score(query: &str, source: &str) -> Option<u8> {
    let (query, source) = (comparison_text(query), comparison_text(source));
    let (a, b) = (Sequence::of(&query), Sequence::of(&source));
    let mut ids: HashMap<String, u32> = HashMap::new();
    let mut id = |element: Element<'_>| {
        let word = match element {
            Element::Number(_) => "#".to_owned(),
            Element::Word(word) => format!("w{word}"),
        };
        let next = ids.len() as u32;
        *ids.entry(word).or_insert(next)
    };
    let x: Vec<u32> = a.iter().map(&mut id).collect();
    let y: Vec<u32> = b.iter().map(&mut id).collect();
    if x.is_empty() || y.is_empty() {
        return None;
    }
    if query == source {
        return Some(100);
    }
    let more = |a: &Sequence, b: &Sequence| {
        let mut left: Vec<&str> = b.numbers().collect();
        a.numbers()
            .filter(
                |number| match left.iter().position(|other| other == number) {
                    Some(at) => {
                        left.swap_remove(at);
                        false
                    }
                    None => true,
                },
            )
            .count()
    };
    let numbers = more(&a, &b).max(more(&b, &a)).min(4);
    let longer = x.len().max(y.len());
    let words = 100 * (longer - plain(&x, &y)) / longer;
    Some(words.min(99).saturating_sub(numbers) as u8)
}

#[test]
fn the_bands_mean_what_they_say() {
    assert_eq!(score("The probe left.", "The probe left."), Some(100));
    assert_eq!(score("The probe left.", "the probe left!"), Some(99));
    assert_eq!(score("Le 12 mai, 3 vols", "Le 14 mai, 3 vols"), Some(98));
    assert_eq!(score("«Всё готово»", "Все\u{a0}готово."), Some(99));
    assert_eq!(score("The new probe left", "The probe left"), Some(75));
    assert_eq!(score("one two three", "four five six"), None);
}

#[test]
fn what_has_nothing_to_compare_matches_nothing() {
    assert_eq!(score("", ""), None);
    assert_eq!(score("\u{a0}", "Oui."), None);
    assert_eq!(score("Oui.", " "), None);
    assert_eq!(score("?!", "?!"), Some(100));
    assert_eq!(score("?!", "?"), Some(50));
    assert_eq!(score("12", "14"), Some(98));
}

#[test]
fn a_unit_without_the_pair_or_without_a_translation_is_not_found() {
    let mut other = unit("The probe left.", "x");
    other.variants[1].lang = Some(tag("ru"));
    let memories = [memory(vec![other, unit("The probe left.", " ")])];
    let found = search(&memories, &Query::text("The probe left."), &options(0, 0));
    assert!(found.is_empty());
}

#[test]
fn equal_scores_are_ordered_by_characters_then_date_then_place() {
    let dated = |source: &str, date: &str| {
        let mut unit = unit(source, "x");
        let attribute = ("changedate".to_owned(), date.to_owned());
        unit.variants[1].attributes.push(attribute);
        unit
    };
    let memories = [memory(vec![
        dated("The probes left", "20260101T000000Z"),
        unit("The probed left", "x"),
        dated("The probes left", "20260301T000000Z"),
        dated("The orbiter left", "20270101T000000Z"),
    ])];
    let found = search(&memories, &Query::text("The probe left"), &options(60, 3));
    let units: Vec<usize> = found.iter().map(|found| found.unit).collect();
    assert_eq!(units, [2, 0, 1]);
    assert!(characters("The probe left", "The orbiter left") > 1);
}

#[test]
fn context_ranks_first_and_exact_before_fuzzy() {
    let mut in_context = unit("Yes.", "Oui.");
    in_context.props.push(entente::memory::Prop {
        kind: "prev".into(),
        attributes: Vec::new(),
        value: "Ready?".into(),
    });
    let memories = [memory(vec![
        unit("Yes!", "Oui !"),
        unit("Yes.", "C’est cela."),
        in_context,
    ])];
    let query = Query::text("Yes.").between(Some("Ready?"), None);
    let found = search(&memories, &query, &options(70, 0));
    let kinds: Vec<MatchKind> = found.iter().map(|found| found.kind).collect();
    assert_eq!(
        kinds,
        [MatchKind::Context, MatchKind::Exact, MatchKind::Fuzzy]
    );
    assert_eq!(found[0].unit, 2);
}

#[test]
fn the_penalty_of_a_memory_keeps_an_exact_text_exact() {
    let memories = [of_sources(&["Yes."]), of_sources(&["Yes!"])];
    let penalties = MatcherOptions { penalties: vec![5] };
    let matcher = Matcher::new(&memories, en_fr(), &penalties);
    let found = matcher
        .matches(&Query::text("Yes."), &options(70, 0))
        .unwrap();
    assert_eq!((found[0].memory, found[0].score), (1, 99));
    assert_eq!((found[1].kind, found[1].score), (MatchKind::Exact, 95));
    let at_96 = matcher
        .matches(&Query::text("Yes."), &options(96, 0))
        .unwrap();
    assert_eq!(at_96.len(), 1, "the threshold is of the score");
}

#[test]
fn tags_count_between_documents_and_not_for_plain_text() {
    let mut bold = InlineText::plain("The probe left.");
    for (at, kind) in [(4, TagKind::Open), (9, TagKind::Close)] {
        bold.tags.push(InlineTag {
            at,
            kind,
            pair: 1,
            role: TagRole::Strong,
            code: "**".to_owned(),
            file: None,
            markup: None,
        });
    }
    let memories = [of_sources(&["The probe left."])];
    let found = search(&memories, &Query::content(&bold), &options(70, 0));
    assert_eq!((found[0].score, found[0].kind), (98, MatchKind::Exact));
    assert_eq!(found[0].penalties[0].reason, "tags");
    let found = search(&memories, &Query::text(&bold.text), &options(70, 0));
    assert_eq!(found[0].score, 100);
}

#[test]
fn one_segment_of_many_words_finds_its_like() {
    let long: Vec<String> = (0..5000).map(|i| format!("w{}", i * 31 % 997)).collect();
    let mut other = long.clone();
    other[400] = "another".to_owned();
    let memories = [of_sources(&[&long.join(" "), "w1 w2"])];
    let found = search(&memories, &Query::text(&other.join(" ")), &options(70, 0));
    assert_eq!((found.len(), found[0].score), (1, 99));
    assert_eq!(found[0].similarity.edits, 1);
}

#[test]
fn repeated_segments_are_answered_each_in_its_place() {
    let memories = [of_sources(&["Yes.", "No."])];
    let matcher = Matcher::new(&memories, en_fr(), &MatcherOptions::default());
    let queries = ["No.", "", "Yes.", "No."].map(Query::text);
    let answers = matcher.match_all(&queries, &options(70, 5)).unwrap();
    let units: Vec<Option<usize>> = answers
        .iter()
        .map(|found| found.first().map(|found| found.unit))
        .collect();
    assert_eq!(units, [Some(1), None, Some(0), Some(1)]);
}

/// Texts of a small vocabulary in which everything that the score treats apart occurs.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let word = prop::sample::select(vec![
        "the",
        "The",
        "probe",
        "left",
        "sonde",
        "зонд",
        "всё",
        "все",
        "ЁЛКА",
        "12",
        "14",
        "1,5",
        "Bion-M2",
        "—",
        "?",
        "(",
        "l’avion",
        "de",
        "e\u{301}te",
    ]);
    let short = prop::collection::vec(word.clone(), 0..9);
    let long = prop::collection::vec(word, 60..80);
    let text = prop_oneof![20 => short, 1 => long].prop_map(|words| words.join(" "));
    prop::collection::vec(text, 1..60)
}

proptest! {
    #[test]
    fn the_index_finds_what_a_full_scan_finds(
        sources in texts(),
        mut queries in texts(),
        threshold in prop_oneof![4 => 50u8..=100, 1 => 0u8..50],
    ) {
        queries.extend(sources.iter().take(8).map(|source| format!("{source} inconnu")));
        queries.extend(sources.iter().take(4).cloned());
        let units = sources.iter().map(|source| unit(source, "x")).collect();
        let memories = [memory(units)];
        let matcher = Matcher::new(&memories, en_fr(), &MatcherOptions::default());
        for text in queries.iter().take(20) {
            let mut expected: Vec<(u8, usize)> = (0..)
                .zip(&sources)
                .filter_map(|(unit, source)| Some((plain_score(text, source)?, unit)))
                .filter(|&(score, _)| score >= threshold)
                .collect();
            let found = matcher.matches(&Query::text(text), &options(threshold, 0)).unwrap();
            prop_assert!(found.is_sorted_by(|a, b| a.score >= b.score));
            let mut found: Vec<(u8, usize)> =
                found.iter().map(|found| (found.score, found.unit)).collect();
            expected.sort_unstable();
            found.sort_unstable();
            prop_assert_eq!(found, expected, "{:?} at {}", text, threshold);
        }
    }

    /// In memory and stored, whatever the limit: what is shown is the beginning of the whole list, and that
    /// is in the order of the definition.
    #[test]
    fn what_is_shown_is_the_first_of_all(
        sources in texts(),
        marks in prop::collection::vec((0usize..4, any::<bool>()), 60),
        queries in texts(),
        threshold in prop_oneof![3 => 50u8..=100, 1 => 0u8..50],
        limit in 0usize..7,
    ) {
        let dates = [None, Some("20240101T000000Z"), Some("20250101T000000Z"), Some("2025")];
        let attribute = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let made = |(source, &(date, aligned)): (&String, &(usize, bool))| {
            let mut unit = unit(source, "x");
            let target = &mut unit.variants[1].attributes;
            target.extend(dates[date].map(|date| attribute("changedate", date)));
            target.extend(aligned.then(|| attribute("creationid", "ALIGN!")));
            unit
        };
        let memory = memory(sources.iter().zip(&marks).map(made).collect());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m");
        let mut writer = StoreWriter::create(&path, memory.header.clone(), Existing::Keep).unwrap();
        memory.units.iter().for_each(|unit| writer.unit(unit).unwrap());
        writer.finish().unwrap();
        let store = Store::open(&path, "m").unwrap();
        let both = [MemorySource::Read(&memory), MemorySource::Stored(&store)]
            .map(|source| Matcher::over([source], en_fr(), &MatcherOptions::default()).unwrap());
        let near = sources.iter().take(9).map(|source| source.replace("12", "77"));
        for text in queries.iter().take(6).cloned().chain(near) {
            let key = |(unit, source): (usize, &String)| {
                let score = plain_score(&text, source)?;
                let score = score.saturating_sub(if marks[unit].1 { 3 } else { 0 });
                let ids = |text: &str| comparison_text(text).chars().map(u32::from).collect::<Vec<_>>();
                let edits = plain(&ids(&text), &ids(source));
                let date = dates[marks[unit].0].filter(|date| date.len() > 4);
                (score >= threshold).then_some((Reverse(score), edits, Reverse(date), unit))
            };
            let mut expected: Vec<_> = sources.iter().enumerate().filter_map(key).collect();
            expected.sort_unstable();
            let shown = if limit == 0 { expected.len() } else { limit };
            let expected: Vec<_> = expected.into_iter().take(shown).map(|key| (key.0.0, key.3)).collect();
            for matcher in &both {
                let found = matcher.matches(&Query::text(&text), &options(threshold, limit)).unwrap();
                let found: Vec<_> = found.iter().map(|found| (found.score, found.unit)).collect();
                prop_assert_eq!(&found, &expected, "{:?} at {}, {} shown", text, threshold, limit);
            }
        }
    }

    #[test]
    fn every_lost_point_has_a_name(query in texts(), sources in texts(), penalty in 0u8..120) {
        let units = sources.iter().map(|source| unit(source, "x")).collect();
        let memories = [memory(units)];
        let penalties = MatcherOptions { penalties: vec![penalty] };
        let matcher = Matcher::new(&memories, en_fr(), &penalties);
        for found in matcher.matches(&Query::text(&query[0]), &options(0, 0)).unwrap() {
            let lost: u32 = found.losses().iter().map(|loss| u32::from(loss.points)).sum();
            prop_assert_eq!(lost, 100 - u32::from(found.score));
        }
    }
}

#[test]
fn the_examples_of_the_documentation_are_true() {
    let page = include_str!("../../docs/matching.md");
    let table = page.split("### In three languages").nth(1).unwrap();
    let rows = table
        .lines()
        .map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let mut checked = 0;
    for row in rows.filter(|row| row.len() == 8 && row[3].parse::<usize>().is_ok()) {
        let memories = [of_sources(&[row[2]])];
        let found = &search(&memories, &Query::text(row[1]), &options(0, 1))[0];
        let losses = found.losses();
        let losses: Vec<String> = losses
            .iter()
            .map(|loss| format!("`{}` {}", loss.reason, loss.points))
            .collect();
        assert_eq!(
            row[3],
            found.similarity.longer.to_string(),
            "M of {}",
            row[1]
        );
        assert_eq!(
            row[4],
            found.similarity.edits.to_string(),
            "D of {}",
            row[1]
        );
        assert_eq!(
            row[5],
            found.similarity.words().to_string(),
            "F of {}",
            row[1]
        );
        assert_eq!(row[6], format!("{}: {}", found.score, losses.join(", ")));
        checked += 1;
    }
    assert!(checked >= 6);
}

mod command {
    //! `entente match` as it is typed.

    use std::fs;
    use std::process::Output;

    const MEMORY: &str = r#"<tmx version="1.4"><header srclang="en"/><body>
<tu tuid="probe"><tuv xml:lang="en"><seg>The probe left on 14 May.</seg></tuv>
  <tuv xml:lang="fr"><seg>La sonde est partie le 14 mai.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Everything is ready.</seg></tuv>
  <tuv xml:lang="fr"><seg>Tout est prêt.</seg></tuv></tu>
</body></tmx>"#;

    fn run(memory: &str, segments: &str, more: &[&str]) -> Output {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("m.tmx"), memory).unwrap();
        fs::write(folder.path().join("s.txt"), segments).unwrap();
        crate::run::command(["match", "--memory", "m.tmx", "--from", "en", "s.txt"])
            .current_dir(folder.path())
            .args(more)
            .output()
            .unwrap()
    }

    fn stdout(output: &Output) -> &str {
        std::str::from_utf8(&output.stdout).unwrap()
    }

    #[test]
    fn every_line_gets_an_object_in_order() {
        let segments = "Everything is\u{a0}ready.\r\n\nThe probe left on 12 May.\n";
        let output = run(MEMORY, segments, &["--to", "fr", "--format", "jsonl"]);
        assert_eq!(output.status.code(), Some(0));
        let lines: Vec<&str> = stdout(&output).lines().collect();
        assert_eq!(
            lines,
            [
                "{\"source\":\"Everything is\u{a0}ready.\",\"matches\":[{\"score\":100,\"kind\":\"exact\",\"source\":\"Everything is ready.\",\"target\":\"Tout est prêt.\",\"penalties\":[],\"memory\":\"m.tmx\",\"unit\":\"#2\"}]}",
                r#"{"source":"","matches":[]}"#,
                r#"{"source":"The probe left on 12 May.","matches":[{"score":98,"kind":"fuzzy","source":"The probe left on 14 May.","target":"La sonde est partie le 14 mai.","penalties":[{"reason":"numbers","points":1}],"memory":"m.tmx","unit":"probe","repair":{"target":"La sonde est partie le 12 mai.","edits":[{"start":23,"end":25,"old":"14","new":"12"}],"agreement":false}}]}"#,
            ]
        );
    }

    #[test]
    fn explain_shows_what_changed_and_what_it_cost() {
        let output = run(
            MEMORY,
            "The probe left on 12 May",
            &["--to", "fr", "--explain"],
        );
        let text = stdout(&output);
        assert!(
            text.contains("6 of 6 words kept: 100; -1 form, -1 numbers; score 98"),
            "{text}"
        );
        assert!(
            text.contains("The probe left on [-14-]{+12+} May[-.-]"),
            "{text}"
        );
    }

    #[test]
    fn a_memory_of_other_languages_is_refused_with_those_it_has() {
        let output = run(MEMORY, "Ready.", &["--to", "ru"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty());
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains("en (2), fr (2)"), "{error}");
    }

    #[test]
    fn an_empty_memory_is_fine() {
        let empty = r#"<tmx version="1.4"><header srclang="en"/><body/></tmx>"#;
        let output = run(empty, "Ready.\n", &["--to", "ru", "--format", "jsonl"]);
        assert_eq!(stdout(&output), "{\"source\":\"Ready.\",\"matches\":[]}\n");
    }

    #[test]
    fn output_is_the_same_for_any_number_of_threads() {
        let segments = "The probe left.\nEverything is set.\nThe probe left on 1 May.\n".repeat(50);
        let with = |threads| {
            let more = ["--to", "fr", "--threads", threads, "--threshold", "30"];
            run(MEMORY, &segments, &more).stdout
        };
        assert_eq!(with("1"), with("7"));
    }
}
