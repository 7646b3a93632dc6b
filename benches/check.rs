//! What a check costs: a thousand articles against their translations, step by step, and which rules
//! take how much of it.
//!
//! `cargo bench --bench check` cuts, aligns and judges the project's own articles in all six
//! directions, over and over, with its glossary. All times are CPU time of one thread where the system
//! tells it (Linux). The asked-for figure is 3 s for 1,000 pairs of 20 sentences; the last column is
//! scaled to that.

mod timed;

use entente::align::{Dictionary, align};
use entente::check::{Job, Judgement, Knowledge, RULES, Sink, Terms, check};
use entente::document;
use entente::glossary;
use entente::lang::{LANGUAGES, LangTag, Language};
use entente::memory::Direction;
use entente::segment::Article;
use entente::text::Source;
use std::hint::black_box;
use std::time::Duration;
use timed::timed;

/// Rounds over all pairs.
const ROUNDS: usize = 40;

/// Articles in all three languages, without language and ending.
const ARTICLES: [(&str, &str); 3] = [
    ("tests/data/articles/cooperation", "md"),
    ("tests/data/articles/rescue", "txt"),
    ("tests/data/check/right/telescope", "md"),
];

/// Sentences of an article in the figure that is asked for.
const SENTENCES: f64 = 20.0;

fn read(name: &str) -> String {
    let path = format!("{}/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn cut(name: &str, language: &'static Language) -> Article {
    let document = document::read(Source::new(name, read(name)), None).expect("an article");
    Article::new(document, language)
}

/// Time by step: cutting, aligning, reading for the rules, judging.
#[derive(Default)]
struct Steps([Duration; 4]);

fn main() {
    let table = Source::new("space.csv", read("glossaries/space.csv"));
    let glossaries = [glossary::read(&table, None).expect("the glossary")];
    let (loading, terms) = timed(|| Terms::new(&glossaries, LANGUAGES));
    let mut steps = Steps::default();
    let mut rules: Vec<Duration> = vec![Duration::ZERO; RULES.len()];
    let (mut pairs, mut segments, mut findings) = (0usize, 0usize, 0usize);
    for _ in 0..ROUNDS {
        for (article, ending) in ARTICLES {
            for from in LANGUAGES {
                for to in LANGUAGES.iter().filter(|to| *to != from) {
                    let name =
                        |language: &Language| format!("{article}.{}.{ending}", language.code);
                    let direction = [from, to].map(|l| LangTag::parse(l.code).expect("a tag"));
                    let [a, b] = direction;
                    let dictionary =
                        Dictionary::new([], &glossaries, &Direction::new(a, b)).unwrap();
                    let (took, [source, target]) =
                        timed(|| [from, to].map(|language| cut(&name(language), language)));
                    steps.0[0] += took;
                    let (took, aligned) = timed(|| align(&source, &target, &dictionary));
                    steps.0[1] += took;
                    let knowledge = Knowledge {
                        terms: Some(&terms),
                        ..Knowledge::default()
                    };
                    let (took, job) =
                        timed(|| Job::of_articles(&source, &target, &aligned, knowledge));
                    steps.0[2] += took;
                    let (
                        took,
                        Judgement {
                            findings: found,
                            judged,
                        },
                    ) = timed(|| check(&job));
                    steps.0[3] += took;
                    pairs += 1;
                    segments += judged.pairs;
                    findings += found.len();
                    for (rule, spent) in RULES.iter().zip(&mut rules) {
                        let mut sink = Sink::alone(&job, rule.meta());
                        let (took, ()) = timed(|| rule.check(&job, &mut sink));
                        black_box(sink);
                        *spent += took;
                    }
                }
            }
        }
    }
    let scale = 1000.0 * SENTENCES / segments as f64;
    println!("{pairs} pairs of articles, {segments} pairs of segments, {findings} findings");
    println!("glossary made ready: {:.1} ms", loading.as_secs_f64() * 1e3);
    let names = [
        "cut both articles",
        "align them",
        "read for the rules",
        "judge",
    ];
    for (name, took) in names.iter().zip(steps.0) {
        println!(
            "{name:20} {:6.2} s for 1,000 pairs of 20 sentences",
            took.as_secs_f64() * scale
        );
    }
    let all: Duration = steps.0.iter().sum();
    println!("{:20} {:6.2} s", "all", all.as_secs_f64() * scale);
    let mut named: Vec<_> = RULES.iter().map(|rule| rule.meta().id).zip(rules).collect();
    named.sort_by_key(|(_, took)| std::cmp::Reverse(*took));
    for (id, took) in named.iter().take(12) {
        println!("  {id:24} {:6.3} s", took.as_secs_f64() * scale);
    }
}
