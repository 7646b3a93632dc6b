//! XLIFF: files of other tools, what is refused, and that a draft reads back as it was written.
//!
//! A case of `tests/data/xliff` is a folder with `input.xlf` and `expected.jsonl`, a line for each
//! file, segment and notice. `UPDATE_EXPECTED=1 cargo test xliff` writes what is found now.

use entente::document::bilingual::{
    Alternative, Bilingual, BilingualFile, BilingualUnit, EmbeddedArticle, FillOrigin, State,
};
use entente::document::xliff::{read, write};
use entente::inline::{InlineTag, InlineText, TagKind, TagRole};
use entente::lang::LangTag;
use entente::text::{Source, Span};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn from_text(text: &str) -> Bilingual {
    read(Source::new("a.xlf", text)).unwrap()
}

/// A file with these units.
fn file(units: &str) -> String {
    format!(
        "<xliff version='1.2'>\n<file original='a.md' source-language='en' target-language='fr' \
         datatype='x-markdown'><body>\n{units}\n</body></file></xliff>"
    )
}

fn content(content: &InlineText) -> Value {
    let tags = content.tags.iter().map(|tag| {
        let kind = format!("{:?} {}", tag.kind, tag.pair);
        let role = format!("{:?}", tag.role);
        json!([tag.at, kind, role, tag.code])
    });
    let tags: Vec<Value> = tags.collect();
    if tags.is_empty() {
        json!(content.text)
    } else {
        json!([content.text, tags])
    }
}

fn unit(unit: &BilingualUnit) -> Value {
    let alternatives = unit.alternatives.iter().map(|other| {
        let source = other.source.as_ref().map(content);
        json!([other.score, other.origin, source, content(&other.target)])
    });
    json!({
        "unit": unit.id,
        "segment": unit.segment,
        "name": unit.name,
        "place": unit.place.unwrap().to_string(),
        "source": content(&unit.source),
        "target": unit.target.as_ref().map(content),
        "state": format!("{:?}", unit.state),
        "origin": unit.origin.as_ref().map(|origin| format!("{origin:?}")),
        "alternatives": alternatives.collect::<Vec<_>>(),
        "notes": unit.notes,
        "translate": unit.translate,
    })
}

fn described(bilingual: &Bilingual) -> String {
    let mut lines = Vec::new();
    for file in &bilingual.files {
        let article = file.article.as_ref();
        let languages = [&file.source_lang, &file.target_lang];
        let languages = languages.map(|lang| lang.as_ref().map(LangTag::as_str));
        lines.push(json!({
            "file": file.original,
            "languages": languages,
            "datatype": file.datatype,
            "article": article.map(|article| String::from_utf8_lossy(&article.bytes)),
            "intact": article.map(EmbeddedArticle::is_intact),
        }));
        let segments = file.units.iter().filter(|unit| !unit.ignorable);
        lines.extend(segments.map(unit));
    }
    let notices = bilingual.notices.iter();
    lines.extend(notices.map(|notice| json!({ "notice": notice.to_string() })));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[test]
fn files_of_other_tools_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/xliff");
    for entry in fs::read_dir(folder).unwrap() {
        let case = entry.unwrap().path();
        let text = fs::read_to_string(case.join("input.xlf")).unwrap();
        for text in [text.clone(), text.replace('\n', "\r\n")] {
            let found = described(&read(Source::new("input.xlf", text)).unwrap());
            let expected = case.join("expected.jsonl");
            if std::env::var_os("UPDATE_EXPECTED").is_some() {
                fs::write(&expected, &found).unwrap();
            }
            let expected = fs::read_to_string(expected).unwrap_or_default();
            assert_eq!(found, expected, "{}", case.display());
        }
    }
}

#[test]
fn every_character_knows_its_bytes_in_the_file() {
    let text = file(
        "<trans-unit id='1'><source>R&amp;D :\r\n<g id='1'>5 <x id='2'/>é</g><![CDATA[<&>]]></source></trans-unit>",
    );
    let bilingual = from_text(&text);
    let source = &bilingual.files[0].units[0].source;
    assert_eq!(source.text, "R&D :\n5 é<&>");
    let of = |plain: &str| {
        let at = source.text.find(plain).unwrap();
        let span = source.file_span(Span::new(at, at + plain.len()));
        bilingual.source.slice(span).to_owned()
    };
    assert_eq!(of("R"), "R");
    assert_eq!(of("&"), "&amp;");
    assert_eq!(of("D :"), "D :");
    assert_eq!(of("\n"), "\r\n");
    assert_eq!(of("5 "), "5 ");
    assert_eq!(of("é"), "é");
    assert_eq!(of("&>"), "&>");
    let tags = source.tags.iter();
    let tags: Vec<&str> = tags
        .map(|tag| bilingual.source.slice(tag.file.unwrap()))
        .collect();
    assert_eq!(tags, ["<g id='1'>", "<x id='2'/>", "</g>"]);
}

#[test]
fn what_is_another_format_is_refused_with_its_name() {
    let cases = [
        ("", "1:1: the file is empty"),
        ("<tmx/>", "1:1: the root element is <tmx>, not <xliff>"),
        (
            "<xliff version='3.0'/>",
            "1:1: XLIFF \"3.0\" is not read, only 1.0 to 2.2",
        ),
        (
            "\n <xliff version='1.2'></xliff>",
            "2:2: <xliff> has no <file>",
        ),
        (
            "<xliff version='1.2'>\n<file>",
            "2:7: the file ends inside <file>, opened at 2:1",
        ),
    ];
    for (text, expected) in cases {
        let error = read(Source::new("a.xlf", text)).unwrap_err();
        assert_eq!(error.to_string(), format!("a.xlf:{expected}"));
    }
}

#[test]
fn groups_of_any_depth_are_read_or_refused() {
    let deep = |depth: usize| {
        let inside = "<trans-unit id='1'><source>a</source></trans-unit>";
        file(&format!(
            "{}{inside}{}",
            "<group>".repeat(depth),
            "</group>".repeat(depth)
        ))
    };
    assert_eq!(from_text(&deep(200)).files[0].units.len(), 1);
    let error = read(Source::new("a.xlf", deep(50_000))).unwrap_err();
    assert!(error.to_string().contains("nested more than"), "{error}");
}

#[test]
fn the_texts_of_a_binary_are_units() {
    let text = file(
        "<group><bin-unit id='b' mime-type='image/png' translate='no'><bin-source>\
         <external-file href='a.png'/></bin-source>\
         <trans-unit id='1'><source>Open</source></trans-unit></bin-unit>\
         <trans-unit id='2'><source>Close</source></trans-unit></group>",
    );
    let units = &from_text(&text).files[0].units;
    let seen: Vec<_> = units
        .iter()
        .map(|unit| (&*unit.source.text, unit.translate))
        .collect();
    assert_eq!(seen, [("Open", false), ("Close", true)]);
}

#[test]
fn a_target_that_is_not_segmented_belongs_to_the_whole() {
    let text = file(
        "<trans-unit id='1'><source>A. B.</source>\
         <seg-source><mrk mtype='seg' mid='0'>A.</mrk> <mrk mtype='seg' mid='1'>B.</mrk></seg-source>\
         <target state='translated'>C.</target></trans-unit>",
    );
    let bilingual = from_text(&text);
    let units = &bilingual.files[0].units;
    assert_eq!(units.len(), 1);
    assert_eq!(units[0].source.text, "A. B.");
    assert_eq!(units[0].state, State::Translated);
    assert_eq!(bilingual.notices.len(), 1);
}

#[test]
fn a_machine_fill_is_never_called_approved() {
    let unit = |state, origin| BilingualUnit {
        id: "1-2".into(),
        source: InlineText::plain("On 12 May"),
        target: Some(InlineText::plain("Le 12 mai")),
        state,
        origin,
        translate: true,
        ..BilingualUnit::default()
    };
    let units = vec![
        unit(State::Translated, Some(FillOrigin::Exact)),
        unit(State::Translated, Some(FillOrigin::Context)),
        unit(State::Initial, Some(FillOrigin::Fuzzy)),
        unit(State::Initial, None),
    ];
    let text = String::from_utf8(write(&bilingual(units, None))).unwrap();
    for word in ["approved", "final", "signed-off", "leveraged"] {
        assert!(!text.contains(word), "{word}");
    }
    let states: Vec<&str> = text.split("<target xml:lang=\"fr\" ").skip(1).collect();
    let states: Vec<&str> = states
        .iter()
        .map(|rest| rest.split('>').next().unwrap())
        .collect();
    assert_eq!(
        states,
        [
            "state=\"translated\" state-qualifier=\"exact-match\"",
            "state=\"translated\" state-qualifier=\"id-match\"",
            "state=\"needs-adaptation\" state-qualifier=\"fuzzy-match\"",
            "state=\"needs-adaptation\"",
        ]
    );
}

fn bilingual(units: Vec<BilingualUnit>, article: Option<EmbeddedArticle>) -> Bilingual {
    let tag = |text| LangTag::parse(text).ok();
    let file = BilingualFile {
        original: "en/о \"Союзе\".md".into(),
        source_lang: tag("en"),
        target_lang: tag("fr"),
        datatype: "x-markdown".into(),
        article,
        units,
    };
    Bilingual {
        source: Source::new("", ""),
        version: "1.2".into(),
        files: vec![file],
        notices: Vec::new(),
    }
}

/// Content with tags that belong together: pairs that nest or not, and others.
fn any_content() -> impl Strategy<Value = InlineText> {
    let words = prop::sample::select(vec![
        "",
        "R&D ",
        "5 < 6 ]]>",
        " « é »\u{202F}",
        "ёж\r\n",
        "\t№\u{A0}7",
        "<b>",
    ]);
    let kinds = prop::sample::select(vec![TagKind::Open, TagKind::Standalone, TagKind::Isolated]);
    let codes = prop::sample::select(vec!["**", "](https://cnes.fr \"a\")", "<br/>", "", " & "]);
    let roles = prop::sample::select(vec![
        TagRole::Strong,
        TagRole::Emphasis,
        TagRole::Link,
        TagRole::Code,
        TagRole::Note,
        TagRole::Other,
    ]);
    prop::collection::vec((words, kinds, codes, roles, any::<bool>()), 0..6).prop_map(|parts| {
        let mut content = InlineText::default();
        let mut open: Vec<InlineTag> = Vec::new();
        let close = |content: &mut InlineText, tag: InlineTag| {
            content.tags.push(InlineTag {
                at: content.text.len(),
                kind: TagKind::Close,
                ..tag
            });
        };
        for (number, (words, kind, code, role, ends)) in (1..).zip(parts) {
            content.text.push_str(words);
            let tag = InlineTag {
                at: content.text.len(),
                kind,
                pair: number * 3,
                role,
                code: code.to_owned(),
                markup: None,
                file: None,
            };
            content.tags.push(tag.clone());
            if kind == TagKind::Open {
                open.push(tag);
            }
            if ends && !open.is_empty() {
                let tag = open.remove(0);
                close(&mut content, tag);
            }
        }
        for tag in open {
            close(&mut content, tag);
        }
        content
    })
}

fn any_unit() -> impl Strategy<Value = BilingualUnit> {
    let states = prop::sample::select(vec![
        State::Initial,
        State::Translated,
        State::Reviewed,
        State::Final,
    ]);
    let origins = prop::option::of(prop::sample::select(vec![
        FillOrigin::Context,
        FillOrigin::Exact,
        FillOrigin::Fuzzy,
        FillOrigin::Other("mt-suggestion".into()),
    ]));
    let alternatives = prop::collection::vec(
        (
            prop::option::of(0u8..=100),
            prop::option::of(any_content()),
            any_content(),
        ),
        0..3,
    );
    let notes = prop::collection::vec("[a-zé<& ]{0,8}", 0..2);
    (
        any_content(),
        prop::option::of(any_content()),
        states,
        origins,
        alternatives,
        notes,
        any::<bool>(),
    )
        .prop_map(
            |(source, target, state, origin, alternatives, notes, translate)| {
                let (state, origin) = match &target {
                    Some(_) => (state, origin),
                    None => (State::Initial, None),
                };
                let alternatives =
                    alternatives
                        .into_iter()
                        .map(|(score, source, target)| Alternative {
                            score,
                            origin: score.map(|_| "a \"b\".tmx".to_owned()),
                            source,
                            target,
                        });
                BilingualUnit {
                    id: "12-34".into(),
                    name: origin.as_ref().map(|_| "titre".into()),
                    source,
                    target,
                    state,
                    origin,
                    alternatives: alternatives.collect(),
                    notes,
                    translate,
                    ..BilingualUnit::default()
                }
            },
        )
}

fn bare(mut content: InlineText) -> InlineText {
    content.map = None;
    for tag in &mut content.tags {
        tag.file = None;
    }
    content
}

/// What was read, without where it was read.
fn without_places(unit: &BilingualUnit) -> String {
    let mut unit = unit.clone();
    unit.place = None;
    unit.slot = None;
    unit.source = bare(unit.source);
    unit.target = unit.target.map(bare);
    for other in &mut unit.alternatives {
        other.source = other.source.take().map(bare);
        other.target = bare(std::mem::take(&mut other.target));
    }
    format!("{unit:#?}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_draft_reads_back_as_it_was_written(
        units in prop::collection::vec(any_unit(), 0..4),
        article in prop::option::of(prop::collection::vec(any::<u8>(), 0..200)),
    ) {
        let draft = bilingual(units, article.map(EmbeddedArticle::new));
        let bytes = write(&draft);
        let back = from_text(std::str::from_utf8(&bytes).unwrap());
        prop_assert!(back.notices.is_empty(), "{:?}", back.notices);
        let (given, read) = (&draft.files[0], &back.files[0]);
        prop_assert_eq!(&given.original, &read.original);
        prop_assert_eq!(&given.article, &read.article);
        let given: Vec<String> = given.units.iter().map(without_places).collect();
        let read: Vec<String> = read.units.iter().map(without_places).collect();
        prop_assert_eq!(given, read);
        prop_assert_eq!(write(&back), bytes);
    }

    #[test]
    fn no_mutation_makes_the_reader_panic(
        at in any::<prop::sample::Index>(),
        what in prop::sample::select(vec!["<", ">", "&", "</g>", "<mrk mtype='seg'>", "\"", "é", "<ept id='1'/>"]),
        length in 0usize..12,
    ) {
        let mut text = include_str!("../data/xliff/matecat/input.xlf").to_owned();
        let mut at = at.index(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let mut end = (at + length).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        text.replace_range(at..end, what);
        if let Ok(bilingual) = read(Source::new("a.xlf", text)) {
            read(Source::new("b.xlf", String::from_utf8(write(&bilingual)).unwrap())).unwrap();
        }
    }

    #[test]
    fn no_prefix_is_a_file(at in any::<prop::sample::Index>()) {
        let text = include_str!("../data/xliff/weblate/input.xlf").trim_end();
        let mut at = at.index(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        prop_assert!(read(Source::new("a.xlf", &text[..at])).is_err());
    }
}
