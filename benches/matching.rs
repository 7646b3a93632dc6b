//! Queries a second through the exact index, against `strsim` over every unit, in one run.
//!
//! `cargo bench --bench matching [-- UNITS]` builds a memory of its own (100,000 units if nothing is
//! said; the same on every machine), searches it at several thresholds, and scans it in full for a
//! few of the same queries, checking that both find the same units. Times are CPU time of the one
//! thread where the system tells it (Linux), so that a busy machine changes little; the ratio is
//! the figure that travels.

mod timed;

use entente::inline::InlineText;
use entente::lang::LangTag;
use entente::matching::{MatchOptions, Matcher, MatcherOptions, Query};
use entente::memory::{Direction, Memory, TranslationUnit, Variant};
use timed::timed;

const QUERIES: usize = 20_000;
const SCANNED: usize = 20;
const WORDS: u64 = 30_000;

fn main() {
    let asked = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let mut random = Random(7);
    let sentences = sentences(asked.unwrap_or(100_000), &mut random);
    let queries: Vec<String> = (0..QUERIES)
        .map(|_| query(&sentences, &mut random))
        .collect();
    let memories = [memory(&sentences)];
    let tag = |text| LangTag::parse(text).expect("a tag");
    let direction = Direction::new(tag("en"), tag("fr"));

    let (built, matcher) =
        timed(|| Matcher::new(&memories, direction.clone(), &MatcherOptions::default()));
    println!(
        "{} units indexed in {:.2} s",
        sentences.len(),
        built.as_secs_f64()
    );
    let mut at_70 = 0.0;
    for threshold in [50, 60, 70, 80, 90, 100] {
        let options = MatchOptions {
            threshold,
            limit: 5,
        };
        let (took, found) = timed(|| search(&matcher, &queries, &options));
        let rate = QUERIES as f64 / took.as_secs_f64();
        println!("index, threshold {threshold:3}: {rate:9.0} queries/s, {found} matches shown");
        if threshold == 70 {
            at_70 = rate;
        }
    }

    let (took, scanned) = timed(|| scan(&sentences, &queries[..SCANNED]));
    let rate = SCANNED as f64 / took.as_secs_f64();
    let all = MatchOptions {
        threshold: 70,
        limit: 0,
    };
    let found = search(&matcher, &queries[..SCANNED], &all);
    assert_eq!(found, scanned, "the index and the full scan find the same");
    println!("strsim, every unit:  {rate:9.1} queries/s, the same {scanned} matches");
    println!("index to strsim at 70: {:.0} to 1", at_70 / rate);
}

fn search(matcher: &Matcher<'_>, queries: &[String], options: &MatchOptions) -> usize {
    let queries = queries.iter().map(|text| Query::text(text));
    queries
        .map(|query| matcher.matches(&query, options).expect("in memory").len())
        .sum()
}

/// Units that reach 70 by the plain distance; the sentences have no number, so S is F or 100.
fn scan(sentences: &[Vec<u64>], queries: &[String]) -> usize {
    let ids = |text: &String| -> Vec<u64> {
        text.split(' ')
            .map(|word| word[1..].parse().expect("a word of the bench"))
            .collect()
    };
    let reaches = |query: &Vec<u64>, sentence: &Vec<u64>| {
        let longer = query.len().max(sentence.len());
        let edits = strsim::generic_levenshtein(query, sentence);
        100 * (longer - edits) >= 70 * longer
    };
    let queries = queries.iter().map(ids);
    queries
        .map(|query| {
            sentences
                .iter()
                .filter(|sentence| reaches(&query, sentence))
                .count()
        })
        .sum()
}

/// Sentences of 3 to 20 words, a third of them near an earlier one, as in real memories.
fn sentences(count: usize, random: &mut Random) -> Vec<Vec<u64>> {
    let mut sentences: Vec<Vec<u64>> = Vec::with_capacity(count);
    while sentences.len() < count {
        let near = !sentences.is_empty() && random.below(3) == 0;
        let sentence = if near {
            let earlier = sentences[random.below(sentences.len() as u64) as usize].clone();
            edited(earlier, random)
        } else {
            let length = 3 + random.below(9) + random.below(9);
            (0..length).map(|_| random.word()).collect()
        };
        sentences.push(sentence);
    }
    sentences
}

/// Two in three near a unit, the others made of its words alone.
fn query(sentences: &[Vec<u64>], random: &mut Random) -> String {
    let near = sentences[random.below(sentences.len() as u64) as usize].clone();
    let mut words = edited(near, random);
    if random.below(3) == 0 {
        words.iter_mut().for_each(|word| *word = random.word());
    }
    text(&words)
}

fn edited(mut words: Vec<u64>, random: &mut Random) -> Vec<u64> {
    for _ in 0..random.below(3) {
        let at = random.below(words.len() as u64) as usize;
        match random.below(3) {
            0 if words.len() > 1 => drop(words.remove(at)),
            1 => words.insert(at, random.word()),
            _ => words[at] = random.word(),
        }
    }
    words
}

fn text(words: &[u64]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("w{word}")).collect();
    words.join(" ")
}

fn memory(sentences: &[Vec<u64>]) -> Memory {
    let variant = |lang, text: String| Variant {
        lang: Some(LangTag::parse(lang).expect("a tag")),
        attributes: Vec::new(),
        props: Vec::new(),
        notes: Vec::new(),
        content: InlineText::plain(text),
    };
    let unit = |words: &Vec<u64>| TranslationUnit {
        variants: vec![variant("en", text(words)), variant("fr", "x".to_owned())],
        ..TranslationUnit::default()
    };
    Memory {
        units: sentences.iter().map(unit).collect(),
        ..Memory::default()
    }
}

/// SplitMix64: small, the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// A word by Zipf's law: half of all running words are among the few hundred commonest.
    fn word(&mut self) -> u64 {
        let share = self.next() as f64 / u64::MAX as f64;
        (WORDS as f64).powf(share) as u64
    }
}
