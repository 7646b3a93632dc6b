//! Megabytes of articles a second that one core reads and cuts into segments, and the memory it takes.
//!
//! `cargo bench --bench document` makes an article of its own in Markdown, in HTML and as a DOCX (the
//! same on every machine), in three languages, with headings, lists, tables, links, emphasis, code,
//! references and attributes as documentation has them, and with the runs, properties and ids that
//! Word writes. Times are CPU time of the thread, the best of seven, since whatever else the machine
//! does can only add to them. Reading gives the blocks with their texts; cutting adds the segments, by
//! the rules of English. Of a DOCX it begins at the archive; its size is that of its XML, and the time
//! to inflate that alone is shown beside. Memory is the peak of the whole process while the article is
//! read and cut, its own text included; the bound is 64 MiB and eight times the article.
//! `cargo bench --bench document -- docx` (or `md`, `html`) measures one format only.

mod timed;

use entente::document::package::{Archive, create, unpack};
use entente::document::read;
use entente::lang::Language;
use entente::segment::Article;
use entente::text::Source;
use std::hint::black_box;
use std::time::Duration;
use timed::timed;

/// Bytes of each article.
const BYTES: usize = 20_000_000;

/// How often each is read; the best time counts.
const RUNS: usize = 7;

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

const WORD: &str = "<w:p w14:paraId=\"{id}\" w:rsidR=\"{id}\" w:rsidRDefault=\"{id}\"><w:pPr><w:pStyle w:val=\"Heading1\"/><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr></w:pPr>\
    <w:bookmarkStart w:id=\"1\" w:name=\"_Toc{id}\"/><w:r w:rsidRPr=\"{id}\"><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr><w:t>{}</w:t></w:r><w:bookmarkEnd w:id=\"1\"/></w:p>\
    <w:p w14:paraId=\"{id}\" w:rsidR=\"{id}\" w:rsidRDefault=\"{id}\"><w:r><w:t xml:space=\"preserve\">{} </w:t></w:r><w:r w:rsidR=\"{id}\"><w:t xml:space=\"preserve\">{} See </w:t></w:r>\
    <w:hyperlink r:id=\"rId7\" w:history=\"1\"><w:r w:rsidRPr=\"{id}\"><w:rPr><w:rStyle w:val=\"Hyperlink\"/></w:rPr><w:t>the log</w:t></w:r></w:hyperlink>\
    <w:r><w:t xml:space=\"preserve\">. </w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r w:rsidRPr=\"{id}\"><w:rPr><w:b/><w:bCs/></w:rPr><w:t>Note</w:t></w:r><w:proofErr w:type=\"spellEnd\"/>\
    <w:r><w:t xml:space=\"preserve\">: {}</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"2\"/></w:r></w:p>\
    <w:p w14:paraId=\"{id}\" w:rsidR=\"{id}\"><w:pPr><w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>\
    <w:r><w:t xml:space=\"preserve\">{} R&amp;D </w:t></w:r><w:r w:rsidR=\"{id}\"><w:rPr><w:i/></w:rPr><w:t>{}</w:t></w:r></w:p>\
    <w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"4531\"/><w:gridCol w:w=\"4531\"/></w:tblGrid>\
    <w:tr w:rsidR=\"{id}\"><w:tc><w:tcPr><w:tcW w:w=\"4531\" w:type=\"dxa\"/></w:tcPr><w:p w14:paraId=\"{id}\" w:rsidR=\"{id}\"><w:r><w:t>{}</w:t></w:r></w:p></w:tc>\
    <w:tc><w:tcPr><w:tcW w:w=\"4531\" w:type=\"dxa\"/></w:tcPr><w:p w14:paraId=\"{id}\" w:rsidR=\"{id}\"><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";

fn main() {
    // Cargo adds `--bench` of its own.
    let asked: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let wanted = |name: &str| asked.is_empty() || asked.iter().any(|word| name.ends_with(word));
    for (name, chapter) in [("article.md", MARKDOWN), ("article.html", HTML)] {
        if wanted(name) {
            let text = article(chapter);
            let opened = || Source::new(name, text.clone());
            measured(name, text.len(), opened, |source| source);
        }
    }
    let name = "article.docx";
    if wanted(name) {
        let (archive, size) = word();
        measured(
            name,
            size,
            || (),
            |()| {
                let source = unpack(name, &archive).expect("an archive of a known format");
                source.expect("a whole one")
            },
        );
        let inflated = best(|| {
            let (took, part) =
                timed(|| Archive::open(&archive).and_then(|archive| archive.read(PART)));
            black_box(part.expect("the part is there"));
            took
        });
        let (mb, packed) = (size as f64 / 1e6, archive.len() as f64 / 1e6);
        let speed = speed(size, inflated);
        println!(
            "{name}: {mb:.1} MB of XML in an archive of {packed:.1} MB; inflated alone {speed:.0} MB/s"
        );
    }
}

/// Reads an article of that many bytes, cuts it, and prints what that takes.
///
/// Its text is there when the clock starts, or in what `unpacked` makes of it on the clock.
fn measured<T>(name: &str, bytes: usize, opened: impl Fn() -> T, unpacked: impl Fn(T) -> Source) {
    let english = Language::for_code("en").expect("English is known");
    let mut reading = Duration::MAX;
    let mut segments = 0;
    reset_peak();
    let whole = best(|| {
        let opened = opened();
        let (reads, document) = timed(|| read(unpacked(opened), None).expect("it is readable"));
        let (cut, article) = timed(|| Article::new(document, english));
        segments = black_box(article).segments.len();
        reading = reading.min(reads);
        reads + cut
    });
    println!(
        "{name}: {segments} segments; read {:.0} MB/s, read and cut {:.0} MB/s, peak {} (bound {} MiB)",
        speed(bytes, reading),
        speed(bytes, whole),
        peak(),
        64 + 8 * bytes / (1 << 20),
    );
}

/// The shortest of some runs.
fn best(run: impl FnMut() -> Duration) -> Duration {
    let runs = std::iter::repeat_with(run).take(RUNS);
    runs.min().unwrap_or_default()
}

/// Chapters until the article is long enough; each `{id}` is another.
fn article(chapter: &str) -> String {
    let mut text = String::new();
    let mut sentences = SENTENCES.iter().cycle();
    let mut id = 1_u32;
    while text.len() < BYTES {
        let mut parts = chapter.split('{');
        text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (kind, rest) = part.split_once('}').unwrap_or((part, ""));
            match kind {
                "" => text.push_str(sentences.next().expect("the sentences go round")),
                "id" => {
                    // As good as chance (Numerical Recipes, 7.1).
                    id = id.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    text.push_str(&format!("{id:08X}"));
                }
                other => text.push_str(&format!("{{{other}}}")),
            }
            text.push_str(rest);
        }
    }
    text
}

/// The part of a DOCX that holds its text.
const PART: &str = "word/document.xml";

/// A DOCX, and the bytes of its text.
fn word() -> (Vec<u8>, usize) {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let types = format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Override PartName=\"/{PART}\" ContentType=\"{kind}\"/></Types>"
    );
    let text = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"r\" \
         xmlns:w14=\"w14\"><w:body>{}</w:body></w:document>",
        article(WORD)
    );
    let parts: [(&str, &[u8]); 2] = [
        ("[Content_Types].xml", types.as_bytes()),
        (PART, text.as_bytes()),
    ];
    (
        create(&parts).expect("it is no larger than an archive may be"),
        text.len(),
    )
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
