//! Megabytes of articles a second that one core reads and cuts into segments, and the memory it takes.
//!
//! `cargo bench --bench document` makes an article of its own in Markdown and in HTML (the same on
//! every machine), in three languages, with headings, lists, tables, links, emphasis, code,
//! references and attributes as documentation has them. Times are CPU time where the system tells
//! it (Linux), the middle one of five. Reading gives the blocks with their texts; cutting adds the
//! segments, by the rules of English. Memory is the peak of the whole process while the article is
//! read and cut, its own text included; the bound is 64 MiB and eight times the article.

mod timed;

use entente::document::read;
use entente::lang::Language;
use entente::segment::Article;
use entente::text::Source;
use std::hint::black_box;
use std::time::Duration;
use timed::timed;

/// Bytes of each article.
const BYTES: usize = 20_000_000;

/// How often each is read; the middle time counts.
const RUNS: usize = 5;

const SENTENCES: &[&str] = &[
    "The relay woke at dawn, and Dr. Lund read its first packet aloud.",
    "Nothing in the log for Oct. 3 explains the 12.5 degree drift (see Fig. 4).",
    "Le journal du 3 oct. n’explique pas la dérive de 12,5 degrés (voir fig. 4).",
    "Gloves, ropes, lamps, etc. are kept in locker No. 5 near the hatch.",
    "В журнале за 3 окт. 1961 г. нет объяснения сдвигу на 12,5 градуса (см. рис. 4).",
    "The mast is 40 m high, and no lamp stands on it.",
];

/// What stands around the sentences of a chapter, `{}` for each.
const MARKDOWN: &str = "## {} {#part}\n\n{} {} See [the **log**](log.md \"Log\") and `wake()`.\n{}\n\n\
    - {}\n- *Note:* {}\n  {}\n\n> {}\n\n| Day | Packets |\n|---|---|\n| {} | 12 |\n| {} | 7 |\n\n\
    ```rust\nlet packet = relay.wake();\n```\n\n{} {} R&amp;D, footnote.[^1]\n\n";

const HTML: &str = "<section class=\"chapter wide\" id=\"part\">\n<h2 id=\"log\">{}</h2>\n\
    <p class=\"lead\">{} {} See <a href=\"log.html?a=1&amp;b=2\" class=\"link\">the <b>log</b></a>\n    and <code>wake()</code>. {}</p>\n\
    <ul class=\"list\">\n  <li>{}</li>\n  <li><em>Note:</em> {} {}\n</ul>\n<blockquote><p>{}</p></blockquote>\n\
    <table>\n<tr><th>Day</th><th>Packets</th></tr>\n<tr><td>{}</td><td>12</td></tr>\n<tr><td>{}</td><td>7</td></tr>\n</table>\n\
    <img src=\"mast.png\" alt=\"The mast at noon\" width=\"640\" height=\"480\">\n\
    <pre><code class=\"language-rust\">let packet = relay.wake();</code></pre>\n\
    <p>{}&nbsp;{} R&amp;D &mdash; end.</p>\n<script>window.part = 1;</script>\n</section>\n";

fn main() {
    for (name, chapter) in [("article.md", MARKDOWN), ("article.html", HTML)] {
        let text = article(chapter);
        let english = Language::for_code("en").expect("English is known");
        let bytes = text.len();
        let mut reading = Vec::new();
        let mut cutting = Vec::new();
        let mut segments = 0;
        reset_peak();
        for _ in 0..RUNS {
            let source = Source::new(name, text.clone());
            let (took, document) = timed(|| read(source, None).expect("it is readable"));
            reading.push(took);
            let (took, article) = timed(|| Article::new(document, english));
            cutting.push(took);
            segments = black_box(article).segments.len();
        }
        let (read, cut) = (middle(reading), middle(cutting));
        println!(
            "{name}: {segments} segments; read {:.0} MB/s, read and cut {:.0} MB/s, peak {} (bound {} MiB)",
            speed(bytes, read),
            speed(bytes, read + cut),
            peak(),
            64 + 8 * bytes / (1 << 20),
        );
    }
}

/// Chapters until the article is long enough.
fn article(chapter: &str) -> String {
    let mut text = String::new();
    let mut sentences = SENTENCES.iter().cycle();
    while text.len() < BYTES {
        let mut parts = chapter.split("{}");
        text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            text.push_str(sentences.next().expect("the sentences go round"));
            text.push_str(part);
        }
    }
    text
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn speed(bytes: usize, took: Duration) -> f64 {
    bytes as f64 / 1e6 / took.as_secs_f64()
}

/// Begins to count the peak of memory anew, where the system can (Linux).
fn reset_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// The peak of resident memory, where the system tells it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<usize>().ok());
    kilobytes.map_or("not told".to_owned(), |size| format!("{} MiB", size / 1024))
}
