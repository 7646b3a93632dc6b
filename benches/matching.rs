//! Queries a second through the exact index, against `strsim` over every unit, in one run.
//!
//! `cargo bench --bench matching [-- UNITS]` builds a memory of its own (100,000 units if nothing is
//! said; the same on every machine), searches it at several thresholds, and scans it in full for a
//! few of the same queries, checking that both find the same units. Times are CPU time of the one
//! thread where the system tells it (Linux), so that a busy machine changes little; the ratio is
//! the figure that travels. The same memory is then stored, opened and searched again. Last, a memory of
//! 3,000 units that differ in their numbers alone is searched for 3,000 more of their like: nine
//! million hits, of which five a segment are shown.
//!
//! `cargo bench --bench matching -- MEMORY SEGMENTS [FROM TO]` searches a memory that `entente tm build`
//! made for the lines of a file (English to French if nothing is said), twice: first as it was opened,
//! then with everything looked at once; and `strsim` scans it for some of them. MEMORY may also be a
//! text file with a source a line, which is stored first: so a memory of any size is made.

mod timed;

use entente::files::Existing;
use entente::inline::InlineText;
use entente::lang::LangTag;
use entente::matching::{MatchOptions, Matcher, MatcherOptions, MemorySource, Query, SearchCost};
use entente::memory::store::{Store, StoreWriter};
use entente::memory::{Direction, Memory, TranslationUnit, Variant};
use entente::token::normal::{Element, Sequence, comparison_text};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use timed::timed;

const QUERIES: usize = 20_000;
const SCANNED: usize = 20;
const WORDS: u64 = 30_000;

fn main() {
    // Cargo adds a flag of its own.
    let words = std::env::args().skip(1);
    let words: Vec<String> = words.filter(|word| !word.starts_with("--")).collect();
    if let [index, segments, languages @ ..] = &words[..] {
        return of_files(index, segments, languages);
    }
    let asked = words.first().and_then(|word| word.parse().ok());
    numbers_alone();
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

    drop(matcher);
    let folder = tempfile::tempdir().expect("a folder for the stored memory");
    let path = folder.path().join("memory");
    let (took, texts) = timed(|| store(&memories[0], &path));
    let bytes = bytes_of_index(&path, &memories[0]) / texts as f64;
    let seconds = took.as_secs_f64();
    println!("stored in {seconds:.2} s, {bytes:.0} bytes a text beside the units");
    let store = Store::open(&path, "memory").expect("what was stored opens");
    let sources = [MemorySource::Stored(&store)];
    let matcher = Matcher::over(sources, direction, &MatcherOptions::default()).expect("sound");
    let at_threshold = MatchOptions::default();
    search(&matcher, &queries, &at_threshold);
    let (took, found) = timed(|| search(&matcher, &queries, &at_threshold));
    let rate = QUERIES as f64 / took.as_secs_f64();
    println!("stored, threshold  70: {rate:9.0} queries/s, {found} matches shown");

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

/// Searches units that differ in numbers alone for more of their like.
fn numbers_alone() {
    const UNITS: usize = 3000;
    let sentence = |i: usize| {
        let (day, kilograms) = (1 + i % 28, 100 + i * 37 % 900);
        format!(
            "On {day} May {} flight {i} carried {kilograms} kg to the station.",
            1990 + i % 37
        )
    };
    let unit = |i| TranslationUnit {
        variants: vec![variant("en", sentence(i)), variant("fr", "x".to_owned())],
        ..TranslationUnit::default()
    };
    let memory = Memory {
        units: (0..UNITS).map(unit).collect(),
        ..Memory::default()
    };
    let queries: Vec<String> = (0..UNITS).map(|i| sentence(i + 1700)).collect();
    let folder = tempfile::tempdir().expect("a folder for the stored memory");
    let path = folder.path().join("memory");
    store(&memory, &path);
    let stored = Store::open(&path, "memory").expect("what was stored opens");
    let tag = |text| LangTag::parse(text).expect("a tag");
    let direction = Direction::new(tag("en"), tag("fr"));
    for (name, source) in [
        ("in memory", MemorySource::Read(&memory)),
        ("stored", MemorySource::Stored(&stored)),
    ] {
        let options = MatcherOptions::default();
        let matcher = Matcher::over([source], direction.clone(), &options).expect("sound");
        for threshold in [50, 70] {
            let options = MatchOptions {
                threshold,
                limit: 5,
            };
            let (took, found) = timed(|| search(&matcher, &queries, &options));
            println!(
                "{UNITS} units that differ in numbers alone, {name}, threshold {threshold}: {UNITS} segments \
                 in {:.2} s, {found} matches shown",
                took.as_secs_f64()
            );
        }
    }
}

fn store(memory: &Memory, path: &Path) -> usize {
    let header = memory.header.clone();
    let mut writer = StoreWriter::create(path, header, Existing::Keep).expect("a new folder");
    for unit in &memory.units {
        writer.unit(unit).expect("room on the disk");
    }
    writer.finish().expect("room on the disk");
    memory.units.iter().map(|unit| unit.variants.len()).sum()
}

/// Bytes of the stored memory without the texts themselves.
fn bytes_of_index(path: &Path, memory: &Memory) -> f64 {
    let files = std::fs::read_dir(path).expect("a folder");
    let lengths = files.map(|file| file.expect("a file").metadata().expect("a file").len());
    let all: u64 = lengths.sum();
    let variants = memory.units.iter().flat_map(|unit| &unit.variants);
    // A text with its length and language; what is empty of a unit and its variants takes a byte each.
    let texts: usize = variants
        .map(|variant| variant.content.text.len() + 1 + 3 + 4)
        .sum();
    let units = memory.units.len() * 5;
    all as f64 - (texts + units) as f64
}

/// Searches a stored memory, or one made of the lines of a file, for the lines of another.
fn of_files(memory: &str, segments: &str, languages: &[String]) {
    let code = |at: usize, usual| languages.get(at).map_or(usual, String::as_str);
    let tag = |at, usual| LangTag::parse(code(at, usual)).expect("a language tag");
    let folder = tempfile::tempdir().expect("a folder for the stored memory");
    let stored = folder.path().join("memory");
    let index = match Path::new(memory).is_file() {
        true => {
            let codes = [code(0, "en"), code(1, "fr")];
            let (took, units) = timed(|| store_lines(Path::new(memory), codes, &stored));
            println!("{units} lines stored in {:.1} s", took.as_secs_f64());
            stored.as_path()
        }
        false => Path::new(memory),
    };
    let segments = std::fs::read_to_string(segments).expect("a file of segments");
    let segments: Vec<&str> = segments.lines().collect();
    let direction = Direction::new(tag(0, "en"), tag(1, "fr"));
    let (took, store) = timed(|| Store::open(index, memory).expect("a built memory"));
    println!(
        "{} units, opened in {:.2} ms",
        store.counts().units,
        1e3 * took.as_secs_f64()
    );
    let sources = [MemorySource::Stored(&store)];
    let options = MatcherOptions::default();
    let (took, matcher) =
        timed(|| Matcher::over(sources, direction.clone(), &options).expect("sound"));
    println!("made ready in {:.2} ms", 1e3 * took.as_secs_f64());
    let mut at_70 = 0.0;
    for (round, threshold) in [("first", 70), ("then", 70), ("then", 50), ("then", 85)] {
        let options = MatchOptions {
            threshold,
            limit: 5,
        };
        let mut cost = SearchCost::default();
        let answer = |text: &&str| {
            let (took, found) =
                timed(|| matcher.matches_at_cost(&Query::text(text), &options, &mut cost));
            (took, found.expect("sound").len())
        };
        let answers: Vec<_> = segments.iter().map(answer).collect();
        let mut times: Vec<f64> = answers
            .iter()
            .map(|(took, _)| 1e6 * took.as_secs_f64())
            .collect();
        let first = times[0];
        let mean = times.iter().sum::<f64>() / times.len() as f64;
        times.sort_by(f64::total_cmp);
        let (middle, last) = (times[times.len() / 2], times[times.len() * 99 / 100]);
        let shown: usize = answers.iter().map(|(_, found)| found).sum();
        println!(
            "{round}, threshold {threshold}: {:.0} queries/s; us: first {first:.0}, mean {mean:.1}, \
             p50 {middle:.1}, p99 {last:.0}; {shown} matches shown; a query: {}",
            1e6 / mean,
            costs(&cost, segments.len())
        );
        if (round, threshold) == ("then", 70) {
            at_70 = 1e6 / mean;
        }
    }
    let scanned = scan_stored(&store, &direction, &segments);
    println!(
        "strsim, every unit: {scanned:.2} queries/s; index to strsim at 70: {:.0} to 1",
        at_70 / scanned
    );
}

/// Stores a unit for each line of the file `lines`: the line and a letter.
fn store_lines(lines: &Path, [from, to]: [&str; 2], path: &Path) -> usize {
    let header = Memory::default().header;
    let mut writer = StoreWriter::create(path, header, Existing::Keep).expect("a new folder");
    let lines = BufReader::new(File::open(lines).expect("a file of sources")).lines();
    let units = lines.map(|line| {
        let line = line.expect("UTF-8");
        let unit = TranslationUnit {
            variants: vec![variant(from, line), variant(to, "x".to_owned())],
            ..TranslationUnit::default()
        };
        writer.unit(&unit).expect("room on the disk");
    });
    let units = units.count();
    writer.finish().expect("room on the disk");
    units
}

/// Queries a second when each of `segments` is compared with every source of `store` by
/// `strsim::generic_levenshtein` over words as numbers; the words are made so beforehand.
fn scan_stored(store: &Store, direction: &Direction, segments: &[&str]) -> f64 {
    let mut known = HashMap::new();
    let mut numbers = |text: &str| -> Vec<u32> {
        let sequence = Sequence::of(&comparison_text(text));
        let words = sequence.iter().map(|element| match element {
            Element::Number(_) => 0,
            Element::Word(word) => {
                let next = known.len() as u32 + 1;
                *known.entry(word.to_owned()).or_insert(next)
            }
        });
        words.collect()
    };
    let mut sources = Vec::with_capacity(MemorySource::Stored(store).len());
    for unit in MemorySource::Stored(store).every(1) {
        let unit = unit.expect("sound");
        if let Some((source, _)) = direction.variants(&*unit) {
            sources.push(numbers(&unit.variants[source].content.text));
        }
    }
    let step = segments.len().div_ceil(SCANNED);
    let asked: Vec<Vec<u32>> = segments
        .iter()
        .step_by(step)
        .map(|text| numbers(text))
        .collect();
    let near = |query: &Vec<u32>| {
        let near = sources.iter().filter(|source| {
            let longer = query.len().max(source.len());
            let edits = strsim::generic_levenshtein(query, *source);
            100 * (longer - edits) >= 70 * longer
        });
        near.count()
    };
    let (took, _) = timed(|| std::hint::black_box(asked.iter().map(near).sum::<usize>()));
    asked.len() as f64 / took.as_secs_f64()
}

/// What each of `queries` cost on average.
fn costs(cost: &SearchCost, queries: usize) -> String {
    let each = |count: usize| count as f64 / queries as f64;
    format!(
        "{:.0} postings read, {:.1} candidates verified, {:.1} hits",
        each(cost.postings),
        each(cost.candidates),
        each(cost.hits)
    )
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

fn variant(lang: &str, text: String) -> Variant {
    Variant::new(
        LangTag::parse(lang).expect("a tag"),
        InlineText::plain(text),
    )
}

fn memory(sentences: &[Vec<u64>]) -> Memory {
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
