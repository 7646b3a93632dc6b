//! What `segment` promises: the cases of `tests/data/segment`, and that segments and gaps rebuild
//! the text whatever it is.

use crate::run;
use entente::document;
use entente::lang::{LANGUAGES, Language};
use entente::segment::{Article, Segmenter};
use entente::text::{Source, Span};
use proptest::prelude::*;
use serde::Deserialize;
use std::io::Write;
use std::process::Stdio;

/// One line of a case file: a text with `⏐` where a segment ends.
#[derive(Deserialize)]
struct Case {
    rule: String,
    cut: String,
}

fn cut(language: &Language, text: &str) -> Vec<String> {
    let segmenter = Segmenter::new(language);
    let pieces = segmenter.segments(text);
    pieces
        .map(|piece| text[piece.span.range()].to_owned())
        .collect()
}

#[test]
fn every_case_is_cut_where_it_says() {
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        let path = format!(
            "{}/tests/data/segment/{}.jsonl",
            env!("CARGO_MANIFEST_DIR"),
            language.code
        );
        let lines = std::fs::read_to_string(path).unwrap();
        assert!(lines.lines().count() >= 40, "{}", language.code);
        for line in lines.lines() {
            let case: Case = serde_json::from_str(line).unwrap();
            let want: Vec<&str> = case.cut.split('⏐').map(str::trim).collect();
            let got = cut(language, &case.cut.replace('⏐', ""));
            if got != want {
                let code = language.code;
                wrong.push(format!(
                    "{code} {}:\n  want {want:?}\n  got  {got:?}",
                    case.rule
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Texts made of what segmentation trips over.
fn awkward() -> impl Strategy<Value = String> {
    let parts = [
        "Il",
        "т. е.",
        "г",
        "1957",
        " ",
        "\n",
        "\r\n",
        "\n\n",
        ".",
        "…",
        "?!",
        "«",
        "»",
        "\"",
        "’",
        "(",
        ")",
        "[3]",
        "M.",
        "U.S.",
        "— ",
        "\u{A0}",
        "\u{202F}",
        "\u{FEFF}",
        "é",
        "ё",
        "🚀",
        "1) ",
        "http://a.b/c.d",
        "\u{2028}",
        "e\u{301}",
        "word",
        "а",
        "Он",
        "The",
        "*",
        "[...]",
        ",",
    ];
    proptest::collection::vec(proptest::sample::select(parts.to_vec()), 0..40)
        .prop_map(|parts| parts.concat())
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}')
}

proptest! {
    #[test]
    fn segments_and_gaps_rebuild_the_text(text in prop_oneof![awkward(), any::<String>()]) {
        for language in LANGUAGES {
            let segmenter = Segmenter::new(language);
            let mut rebuilt = String::new();
            let mut at = 0;
            for piece in segmenter.segments(&text) {
                let gap = &text[at..piece.span.start];
                prop_assert!(gap.chars().all(is_blank));
                let ink = &text[piece.span.range()];
                prop_assert!(!ink.is_empty() && ink.trim() == ink);
                rebuilt.push_str(gap);
                rebuilt.push_str(ink);
                at = piece.span.end;
            }
            prop_assert!(text[at..].chars().all(is_blank));
            rebuilt.push_str(&text[at..]);
            prop_assert_eq!(rebuilt, text.as_str());
        }
    }

    #[test]
    fn an_article_is_cut_in_order_and_on_characters(text in prop_oneof![awkward(), any::<String>()]) {
        for name in ["a.md", "a.txt"] {
            let document = document::read(Source::new(name, text.as_str()), None).unwrap();
            let article = Article::new(document, Language::for_code("fr").unwrap());
            let mut at = 0;
            for segment in &article.segments {
                let Span { start, end } = segment.span;
                prop_assert!(at <= start && start < end, "{at} {start} {end}");
                prop_assert!(text.get(start..end).is_some());
                at = end;
            }
        }
    }
}

#[test]
fn decisions_name_the_entry_that_made_them() {
    let segmenter = Segmenter::new(Language::for_code("ru").unwrap());
    let text = "Груз, т. е. вода, см. рис. 4. Он готов.";
    let told: Vec<String> = segmenter
        .decisions(text, &[])
        .map(|found| format!("{} {}", found.breaks, found.reason))
        .collect();
    assert_eq!(
        told,
        [
            "false lowercase-next",
            "false lowercase-next",
            "false lowercase-next",
            "false abbreviation \"рис.\" (Reference)",
            "true mark",
        ]
    );
}

fn article(name: &str, text: &str, code: &str) -> Article {
    let document = document::read(Source::new(name, text), None).unwrap();
    Article::new(document, Language::for_code(code).unwrap())
}

fn written(article: &Article) -> Vec<&str> {
    let source = &article.document.source;
    article
        .segments
        .iter()
        .map(|segment| source.slice(segment.span))
        .collect()
}

#[test]
fn a_segment_takes_its_tags_along() {
    let article = article(
        "a.md",
        "*Le sas est clos.* **L’air** est [bon](a.html). Sortez.\n",
        "fr",
    );
    assert_eq!(
        written(&article),
        [
            "*Le sas est clos.*",
            "**L’air** est [bon](a.html).",
            "Sortez."
        ]
    );
    assert_eq!(article.text(1), "L’air est bon.");
    assert_eq!(article.content(1).tags.len(), 4);
}

#[test]
fn a_heading_is_one_segment_and_code_ends_none() {
    let text = "# Глава 4. Тепловой режим\n\nВызов `a. B` прост. Он краток.\n";
    assert_eq!(
        written(&article("a.md", text, "ru")),
        [
            "Глава 4. Тепловой режим",
            "Вызов `a. B` прост.",
            "Он краток."
        ]
    );
}

fn entente(arguments: &[&str], stdin: &[u8]) -> (i32, String, String) {
    let mut child = run::command(["segment"].iter().chain(arguments))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(stdin).unwrap();
    let (status, out, talk) = run::texts(child.wait_with_output().unwrap());
    (status.unwrap(), out, talk)
}

#[test]
fn offsets_count_the_byte_order_mark() {
    let (exit, out, _) = entente(&["--lang", "fr", "-"], "\u{FEFF}Oui. Non.\n".as_bytes());
    assert_eq!(
        (exit, out.as_str()),
        (
            0,
            "{\"text\":\"Oui.\",\"start\":3,\"end\":7}\n{\"text\":\"Non.\",\"start\":8,\"end\":12}\n"
        )
    );
}

#[test]
fn utf_16_says_so_and_the_language_is_found() {
    let text = "\u{FEFF}Первый пакет был пуст. Второй тоже.";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (exit, out, _) = entente(&["-"], &bytes);
    let first = out.lines().next().unwrap();
    assert_eq!(exit, 0);
    assert_eq!(out.lines().count(), 2);
    assert!(
        first.ends_with("\"start\":3,\"end\":43,\"encoding\":\"UTF-16LE\"}"),
        "{first}"
    );
}

#[test]
fn a_bad_article_stops_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let name = |file: &str| folder.path().join(file).to_string_lossy().into_owned();
    let (good, bad) = (name("good.txt"), name("bad.txt"));
    std::fs::write(&good, "One. Two.").unwrap();
    std::fs::write(&bad, b"One.\xFF").unwrap();
    let (exit, out, err) = entente(&["--lang", "en", &bad, &good], b"");
    assert_eq!(exit, 2);
    assert_eq!(out.lines().count(), 2, "{out}");
    assert!(out.starts_with(&format!("{{\"file\":\"{good}\"")), "{out}");
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(err.contains(&format!("{bad}:1:5: ")), "{err}");
}

#[test]
fn an_unknown_language_is_refused() {
    let (exit, out, err) = entente(&["--lang", "de", "-"], b"Ja.");
    assert_eq!((exit, out.as_str()), (2, ""));
    assert!(err.contains("\"de\""), "{err}");
    assert_eq!(entente(&["-"], "Όχι. Ναι.".as_bytes()).0, 2);
    assert_eq!(entente(&["-"], b"1969. 1970.").0, 0);
}

#[test]
fn every_place_that_was_decided_is_told_with_its_reason() {
    let text = "Пуск видел Ф. Д. Ильин, см. рис. 4 за 1957 г. Завод молчал.\n";
    let (exit, out, _) = entente(&["--why", "--lang", "ru", "-"], text.as_bytes());
    assert_eq!(exit, 0);
    assert_eq!(
        out,
        r#"{"text":"Пуск видел Ф. Д. Ильин, см. рис. 4 за 1957 г.","start":0,"end":69,"reason":"abbreviation \"г.\" (Dated)","inside":[{"start":22,"end":23,"reason":"initial"},{"start":26,"end":27,"reason":"initial"},{"start":44,"end":45,"reason":"lowercase-next"},{"start":52,"end":53,"reason":"abbreviation \"рис.\" (Reference)"}]}
{"text":"Завод молчал.","start":70,"end":94,"reason":"end"}
"#
    );
    let arguments = ["--why", "--lang", "ru", "--format", "text", "-"];
    let (_, out, _) = entente(&arguments, text.as_bytes());
    assert_eq!(
        out,
        r#"Пуск видел Ф. Д. Ильин, см. рис. 4 за 1957 г.
    goes on after "Ф.": initial
    goes on after "Д.": initial
    goes on after "см.": lowercase-next
    goes on after "рис.": abbreviation "рис." (Reference)
    ends after "г.": abbreviation "г." (Dated)
Завод молчал.
    ends after "молчал.": end
"#
    );
}

#[test]
fn a_declared_language_that_is_not_the_text_s_is_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::create_dir(path("fr")).unwrap();
    let english = "The valve was closed at noon. The crew left the station.\n";
    let french = "La vanne était fermée à midi. L’équipage a quitté la station.\n";
    let cases = [
        ("fr/a.md", english.to_owned(), "the path says \"fr\""),
        (
            "b.ru.md",
            format!("---\nlang: fr\n---\n\n{english}"),
            "the front matter says \"fr\"",
        ),
        ("fr/c.md", french.to_owned(), ""),
        ("d.md", english.to_owned(), ""),
    ];
    for (name, text, warning) in cases {
        std::fs::write(path(name), text).unwrap();
        let name = path(name).to_string_lossy().into_owned();
        let (exit, out, err) = entente(&[&name], b"");
        assert_eq!((exit, out.lines().count()), (0, 2), "{name}: {err}");
        assert_eq!(
            err.lines().count(),
            usize::from(!warning.is_empty()),
            "{name}: {err}"
        );
        assert!(err.contains(warning), "{name}: {err}");
        // Who says the language is not asked about it.
        assert_eq!(entente(&["--lang", "en", &name], b"").2, "", "{name}");
    }
}
