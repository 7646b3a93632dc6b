//! What `segment` promises: the cases of `tests/data/segment`, and that segments and gaps rebuild
//! the text whatever it is.

use entente::lang::{LANGUAGES, Language};
use entente::segment::Segmenter;
use serde::Deserialize;

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
