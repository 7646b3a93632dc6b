//! Megabytes of plain text a second that one core cuts into segments.
//!
//! `cargo bench --bench segment` makes a text of its own in each language (the same on every
//! machine), full of abbreviations, figures, quotations and soft wraps, and cuts it paragraph by
//! paragraph. Times are CPU time where the system tells it (Linux); the pass that only counts full
//! stops in the same bytes is run beside it, and so is the sentence breaking of `icu_segmenter`
//! (UAX 29, which knows no abbreviations), so that the ratio travels between machines.

mod timed;

use entente::lang::LANGUAGES;
use entente::segment::Segmenter;
use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;
use std::hint::black_box;
use std::time::Duration;
use timed::timed;

/// Bytes of text in each language.
const BYTES: usize = 20_000_000;

/// Sentences in a paragraph.
const PARAGRAPH: usize = 6;

const ENGLISH: &[&str] = &[
    "The relay woke at dawn, and Dr. Lund read its first packet aloud.",
    "Nothing in the log for Oct. 3 explains the 12.5 degree drift (see Fig. 4).",
    "“Did the seal hold?” asked the pilot of the U.S. crew.",
    "Gloves, ropes, lamps, etc. are kept in locker No. 5 near the hatch.",
    "The mast is 40 m.",
];
const FRENCH: &[&str] = &[
    "Le relais s’est réveillé à l’aube, et M. Lund a lu son premier message.",
    "Le journal du 3 oct. n’explique pas la dérive de 12,5 degrés (voir fig. 4).",
    "« Le joint a-t-il tenu ? » demanda la pilote de l’équipage.",
    "Les gants, cordes, lampes, etc. sont au no. 5, près du sas.",
    "Le mât mesure 40 m.",
];
const RUSSIAN: &[&str] = &[
    "Ретранслятор проснулся на рассвете, и проф. Лунин прочёл первый пакет вслух.",
    "В журнале за 3 окт. 1961 г. нет объяснения сдвигу на 12,5 градуса (см. рис. 4).",
    "«Шов выдержал?» — спросил пилот у К. П. Зимина.",
    "Перчатки, тросы, лампы и т. д. лежат в шкафу № 5 у люка.",
    "Высота мачты — 40 м.",
];

fn main() {
    for language in LANGUAGES {
        let sentences = match language.code {
            "fr" => FRENCH,
            "ru" => RUSSIAN,
            _ => ENGLISH,
        };
        let paragraphs = paragraphs(sentences);
        let bytes: usize = paragraphs.iter().map(String::len).sum();
        let segmenter = Segmenter::new(language);
        let (took, segments) = timed(|| {
            let cut = |text: &String| black_box(segmenter.segments(text)).count();
            paragraphs.iter().map(cut).sum::<usize>()
        });
        let (bare, stops) = timed(|| {
            let stops =
                |text: &String| black_box(text).bytes().filter(|&byte| byte == b'.').count();
            paragraphs.iter().map(stops).sum::<usize>()
        });
        let icu = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
        let (peer, edges) = timed(|| {
            let cut = |text: &String| icu.segment_str(black_box(text)).count();
            paragraphs.iter().map(cut).sum::<usize>()
        });
        let rate = |took: Duration| bytes as f64 / 1e6 / took.as_secs_f64().max(1e-9);
        println!(
            "{}: {:6.1} MB/s, {segments} segments; icu_segmenter {:.1} MB/s, {edges} edges: \
             {:.2} times as fast; counting {stops} full stops: {:.0} MB/s",
            language.code,
            rate(took),
            rate(peer),
            rate(took) / rate(peer).max(1e-9),
            rate(bare)
        );
    }
}

/// Paragraphs of `sentences` in changing order, every third one wrapped.
fn paragraphs(sentences: &[&str]) -> Vec<String> {
    let mut made = Vec::new();
    let (mut bytes, mut turn) = (0, 0);
    while bytes < BYTES {
        let words: Vec<&str> = (0..PARAGRAPH)
            .map(|index| sentences[(turn + index * (turn % 3 + 1)) % sentences.len()])
            .collect();
        let mut text = words.join(" ");
        if turn % 3 == 0 {
            text = text.replace(", ", ",\n");
        }
        bytes += text.len();
        turn += 1;
        made.push(text);
    }
    made
}
