//! What `token` promises.

use entente::lang::Language;
use entente::token::number::{NumberValue, compare, values};

/// The rows of a table: no comments, `~` and `^` as the spaces they stand for.
fn rows(table: &str) -> Vec<Vec<String>> {
    let rows = table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    rows.map(|line| {
        let line = line.replace('~', "\u{A0}").replace('^', "\u{202F}");
        line.split('\t').map(str::to_owned).collect()
    })
    .collect()
}

fn language(code: &str) -> &'static Language {
    Language::for_code(code).expect("a table names languages that entente knows")
}

#[test]
fn numbers_are_equal_by_value_across_languages() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("../data/token/numbers-equal.tsv")) {
        let source = values(&row[1], language(&row[0]));
        let target = values(&row[3], language(&row[2]));
        for (one, other) in [(&source, &target), (&target, &source)] {
            let found = compare(one, other);
            if !found.is_equal() {
                wrong.push(format!("{row:?}\n  {found:?}\n  {source:?}\n  {target:?}"));
                break;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn numbers_that_differ_are_named() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("../data/token/numbers-differ.tsv")) {
        let source = values(&row[1], language(&row[0]));
        let target = values(&row[3], language(&row[2]));
        let found = compare(&source, &target);
        let missing = named(&row[1], &source, &found.missing);
        let extra = named(&row[3], &target, &found.extra);
        let expected = (row[4].clone(), row.get(5).cloned().unwrap_or_default());
        if (missing.clone(), extra.clone()) != expected {
            wrong.push(format!("{row:?}: missing {missing:?}, extra {extra:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn named(text: &str, numbers: &[NumberValue], indexes: &[usize]) -> String {
    let names: Vec<&str> = indexes
        .iter()
        .map(|&index| &text[numbers[index].span.range()])
        .collect();
    names.join("|")
}

proptest::proptest! {
    #[test]
    fn any_text_can_be_read(text in "[0-9.,:/ \u{A0}hчpm$%IVXХ½²eй«№-]{0,24}|\\PC{0,24}") {
        for code in ["en", "fr", "ru"] {
            let found = values(&text, language(code));
            for value in &found {
                assert!(!value.readings.is_empty() && !text[value.span.range()].is_empty());
            }
            assert!(compare(&found, &found).is_equal());
        }
    }
}
