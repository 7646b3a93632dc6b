//! What the rules of typography promise about their fixes, over random text.

use entente::check::{Finding, FixKind, Job, Knowledge, check, rule};
use entente::document;
use entente::lang::Language;
use entente::lang::typography::Profile;
use entente::segment::Article;
use entente::text::{Source, Span};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Pieces that random articles are made of: what rules look for, and what they must leave alone.
const PIECES: &[&str] = &[
    "mot",
    "Etat",
    "A partir",
    "слово",
    "Cлово",
    "её",
    "ее",
    "the",
    "word",
    "1998",
    "12 345",
    "1.5 km",
    "1.5 км",
    "5%",
    "5 %",
    "20°C",
    "16h15",
    "№5",
    "№ 5",
    "§ 3",
    "200 км",
    "2ème",
    "5-ый",
    "etc...",
    "М. Горький",
    "M. Dupont",
    ";",
    ":",
    "!",
    "?",
    ",",
    ".",
    "…",
    "?...",
    "\"",
    "\"",
    "«",
    "»",
    "“",
    "”",
    "„",
    "-",
    "--",
    "–",
    "—",
    "кто -то",
    "15 – 20",
    "(",
    ")",
    "’",
    "'",
    "l'eau",
    "l’air",
    "`code :`",
    "*mot*",
    "**слово**",
    "https://a.org/b:c",
    "16:15",
    "::",
    " ",
    " ",
    " ",
    " ",
    " ",
    "  ",
    "\u{A0}",
    "\u{202F}",
    "\u{200B}",
    "e\u{301}",
    "Ã©",
    "\n",
    "\n\n",
    "[lien](https://a.org)",
    "&nbsp;",
    "&amp;",
    "<br/>",
    "😀",
    "AT&T",
    "x = 5 - 3",
];

fn article(text: &str, language: &'static Language) -> Article {
    let source = Source::new("a.md", text);
    let document = document::read(source, Some("markdown")).expect("Markdown is always readable");
    Article::new(document, language)
}

/// The findings of `text` whose rules have safe fixes for a text alone.
fn findings(text: &str, language: &'static Language, profile: &'static Profile) -> Vec<Finding> {
    let knowledge = Knowledge {
        profile: Some(profile),
        ..Knowledge::default()
    };
    let judgement = check(&Job::of_text(&article(text, language), knowledge));
    let typographic =
        |finding: &Finding| rule(finding.rule).is_some_and(|rule| rule.meta().fix == FixKind::Safe);
    judgement.findings.into_iter().filter(typographic).collect()
}

/// `text` with its safe fixes applied, of two that change the same bytes the first.
fn mended(text: &str, findings: &[Finding]) -> String {
    let mut edits: Vec<(Span, &str)> = findings
        .iter()
        .filter_map(|finding| finding.fix.as_ref().filter(|fix| fix.safe))
        .map(|fix| (fix.span, fix.candidates[0].as_str()))
        .collect();
    edits.sort();
    let mut out = String::new();
    let mut end = 0;
    for (span, new) in edits {
        if span.start >= end {
            out.push_str(&text[end..span.start]);
            out.push_str(new);
            end = span.end;
        }
    }
    out + &text[end..]
}

/// Rounds after which nothing may be left to fix: one fix may stand in the way of another.
const ROUNDS: usize = 4;

fn by_rule(findings: &[Finding]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.rule).or_default() += 1;
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn safe_fixes_leave_nothing_to_fix_and_create_nothing(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 1..30),
        language in 0..3_usize,
        profile in 0..4_usize,
    ) {
        let language = entente::lang::LANGUAGES[language];
        let profiles = language.typography.profiles;
        let profile = &profiles[profile % profiles.len()];
        let text = format!("Un {}", pieces.concat());
        let before = findings(&text, language, profile);
        let mut fixed = mended(&text, &before);
        for _ in 1..ROUNDS {
            fixed = mended(&fixed, &findings(&fixed, language, profile));
        }
        let after = findings(&fixed, language, profile);
        let safe = after.iter().find(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safe));
        prop_assert_eq!(safe, None, "{:?} became {:?}", text, fixed);
        let (counts, most) = (by_rule(&after), by_rule(&before));
        for (rule, count) in counts {
            let had = most.get(rule).copied().unwrap_or(0);
            prop_assert!(count <= had, "{} in {:?}, which was {:?}", rule, fixed, text);
        }
    }
}
