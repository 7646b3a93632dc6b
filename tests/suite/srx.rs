//! Users' segmentation rules: the cases of `tests/data/segment/srx`, and what is refused.

use crate::run;
use entente::lang::LangTag;
use entente::segment::srx::Srx;
use entente::xml::XmlOptions;
use proptest::prelude::*;
use serde::Deserialize;

/// One line of the case file: a text with `⏐` where the rules of `file` break.
#[derive(Deserialize)]
struct Case {
    file: String,
    lang: String,
    cut: String,
}

fn folder() -> String {
    format!("{}/tests/data/segment/srx", env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str, text: &str) -> Result<Srx, String> {
    Srx::read(name, text.as_bytes(), XmlOptions::default()).map_err(|error| error.to_string())
}

/// `text` with `⏐` where the rules of `srx` for `lang` break.
fn cut(srx: &Srx, lang: &str, text: &str) -> String {
    let rules = srx.rules_for(&LangTag::parse(lang).unwrap()).unwrap();
    let mut cut = String::new();
    let mut at = 0;
    for found in rules
        .decisions(text)
        .unwrap()
        .iter()
        .filter(|found| found.breaks)
    {
        cut.push_str(&text[at..found.mark.end]);
        cut.push('⏐');
        at = found.mark.end;
    }
    cut + &text[at..]
}

#[test]
fn every_case_is_cut_where_it_says() {
    let cases = std::fs::read_to_string(folder() + "/cases.jsonl").unwrap();
    for line in cases.lines() {
        let case: Case = serde_json::from_str(line).unwrap();
        let text = std::fs::read_to_string(format!("{}/{}", folder(), case.file)).unwrap();
        let srx = read(&case.file, &text).unwrap();
        assert_eq!(
            cut(&srx, &case.lang, &case.cut.replace('⏐', "")),
            case.cut,
            "{line}"
        );
    }
}

/// A file of these rules, each `break`, before and after, for every language.
fn file(rules: &[(&str, &str, &str)]) -> String {
    let rules: Vec<String> = rules
        .iter()
        .map(|(breaks, before, after)| {
            format!(
                "<rule break=\"{breaks}\">\n<beforebreak>{before}</beforebreak>\n  \
                 <afterbreak>{after}</afterbreak></rule>"
            )
        })
        .collect();
    format!(
        "<srx version=\"2.0\"><header cascade=\"no\"/><body><languagerules>\
         <languagerule languagerulename=\"All\">{}</languagerule></languagerules><maprules>\
         <languagemap languagepattern=\".*\" languagerulename=\"All\"/></maprules></body></srx>",
        rules.join("\n")
    )
}

#[test]
fn what_cannot_be_honoured_is_refused_by_rule_and_reason() {
    let long = "a".repeat(70_000);
    for (before, message) in [
        (
            "(a",
            "a.srx:5:1: rule 2 of \"All\": pattern \"(a\": unclosed group",
        ),
        (
            "\\q",
            "a.srx:5:1: rule 2 of \"All\": pattern \"\\q\": \"\\q\" is not known",
        ),
        ("[z-a]", "invalid character class range"),
        ("\\p{InCyrillic}", "Unicode property not found"),
        ("(?&lt;=a", "rule 2 of \"All\""),
        (long.as_str(), "it has more than 65536 bytes"),
        ("&x;", "entity"),
    ] {
        let text = file(&[("yes", "\\.", "\\s"), ("no", before, "\\s")]);
        let error = read("a.srx", &text).unwrap_err();
        assert!(error.contains(message), "{before:.20}: {error}");
        assert_eq!(error.lines().count(), 1);
    }
    let error = read("a.srx", &file(&[("maybe", "", "")])).unwrap_err();
    assert!(
        error.contains("rule 1 of \"All\": break is \"maybe\""),
        "{error}"
    );
    assert!(
        read("a.srx", "<tmx/>")
            .unwrap_err()
            .contains("<tmx>, not <srx>")
    );
    assert!(read("a.srx", &file(&[])[..60]).is_err());
}

#[test]
fn a_language_without_rules_is_refused_with_the_maps() {
    let text = file(&[]).replace(".*", "EN.*");
    let srx = read("a.srx", &text).unwrap();
    assert!(srx.rules_for(&LangTag::parse("en-GB").unwrap()).is_ok());
    let error = srx.rules_for(&LangTag::parse("fr").unwrap()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a.srx:1:1: no rules for \"fr\"; the maps are \"EN.*\""
    );
}

#[test]
fn a_map_to_no_rules_is_told() {
    let text = file(&[]).replace("rulename=\"All\"/>", "rulename=\"Al\"/>");
    let srx = read("a.srx", &text).unwrap();
    assert!(
        srx.notices[0]
            .to_string()
            .contains("there are no rules \"Al\"")
    );
    assert!(srx.rules_for(&LangTag::parse("en").unwrap()).is_err());
}

/// The same, slow and plain: at each place the first rule whose two sides fit speaks; what a break
/// rule matches before its place must lie in the segment under way.
fn cut_slowly(rules: &[(&str, &str, &str)], text: &str) -> String {
    let mut cut = String::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let speaks = rules.iter().find(|(breaks, before, after)| {
            let from = if *breaks == "yes" { start } else { 0 };
            text[from..at].ends_with(&before.replace('\\', "")) && text[at..].starts_with(after)
        });
        if at > 0 && speaks.is_some_and(|rule| rule.0 == "yes") {
            cut.push('⏐');
            start = at;
        }
        cut.push(c);
    }
    cut
}

proptest! {
    #[test]
    fn the_first_rule_that_speaks_wins(
        rules in proptest::collection::vec(
            (
                proptest::sample::select(vec!["yes", "no"]),
                proptest::sample::select(vec!["", "a", "b", "é", "ab", "\\.", "a\\.", "éa"]),
                proptest::sample::select(vec!["", "a", "é", " ", " a"]),
            ),
            0..8,
        ),
        parts in proptest::collection::vec(
            proptest::sample::select(vec!["a", "b", "é", ".", " "]), 0..30),
    ) {
        let text = parts.concat();
        let srx = read("a.srx", &file(&rules)).unwrap();
        prop_assert_eq!(cut(&srx, "en", &text), cut_slowly(&rules, &text));
    }
}

fn entente(arguments: &[&str]) -> (i32, String, String) {
    let (status, out, talk) = run::texts(run::entente(arguments));
    (status.unwrap(), out, talk)
}

#[test]
fn an_article_is_cut_by_the_rules_and_says_why() {
    let temporary = tempfile::tempdir().unwrap();
    let article = temporary.path().join("a.md");
    std::fs::write(&article, "Angalia M. Juma.*Un.* Deux `a. b` cf. 2.\n").unwrap();
    let article = article.to_string_lossy().into_owned();
    let rules = folder() + "/cascade.srx";
    let arguments = [
        "segment", "--srx", &rules, "--lang", "fr", "--why", "--format", "text",
    ];
    let (exit, out, err) = entente(&[&arguments[..], &[&article]].concat());
    assert_eq!(
        (exit, out.as_str(), err.as_str()),
        (
            0,
            "Angalia M. Juma.*Un.*\n    \
             goes on after \"M.\": rule 2 of \"French\" (line 12)\n    \
             ends after \"Juma.Un.\": rule 1 of \"Default\" (line 20)\n\
             Deux `a. b` cf. 2.\n    \
             goes on after \"cf.\": rule 1 of \"French\" (line 11)\n    \
             ends after \"2.\": end\n",
            ""
        )
    );
}

#[test]
fn tags_at_a_break_go_where_the_file_says() {
    let temporary = tempfile::tempdir().unwrap();
    let article = temporary.path().join("a.md");
    std::fs::write(&article, "<b>Раз.</b>Два.<i>Три.</i>\n").unwrap();
    let article = article.to_string_lossy().into_owned();
    let texts = |file: &str| {
        let rules = format!("{}/{file}", folder());
        let arguments = [
            "segment", "--srx", &rules, "--lang", "ru", "--format", "text",
        ];
        entente(&[&arguments[..], &[&article]].concat()).1
    };
    assert_eq!(texts("old.srx"), "<b>Раз.\n</b>Два.<i>\nТри.</i>\n");
}

#[test]
fn info_counts_lists_rules_and_maps() {
    let (exit, out, _) = entente(&["info", &(folder() + "/old.srx"), "--format", "json"]);
    assert_eq!(
        (exit, out.as_str()),
        (
            0,
            "{\"kind\":\"srx\",\"version\":\"1.0\",\"encoding\":\"UTF-8\",\
             \"languagerules\":2,\"rules\":3,\"maps\":2,\"notices\":[]}\n"
        )
    );
}

#[test]
fn a_rule_file_that_is_none_is_refused_before_the_article_is_read() {
    let rules = folder() + "/cases.jsonl";
    let (exit, out, err) = entente(&["segment", "--srx", &rules, "no-such-article"]);
    assert_eq!((exit, out.as_str()), (2, ""));
    assert!(err.contains("cases.jsonl:1:1"), "{err}");
}
