//! Bilingual files filled in place: every open text of a random file, and nothing else.
//!
//! Each open text gets a translation that differs from it in every letter, with its tags in place. The
//! file is read again: it has the same texts, each translation is the one that was meant, what was
//! translated before is as it was, and without translations not a byte differs.

use entente::document::bilingual::{Bilingual, BilingualUnit};
use entente::document::{Document, Target, po, read, xliff};
use entente::inline::InlineText;
use entente::lang::LangTag;
use entente::text::Source;
use proptest::prelude::*;
use std::fmt::Write;

/// A text of a unit, its codes numbered from `first`.
fn marked(pieces: &[u8], first: usize, version: u8) -> String {
    let mut out = String::new();
    for (id, piece) in (first..).zip(pieces) {
        let (pair, ph) = match version {
            1 => (("<g id=\"", "</g>"), "<x id=\""),
            _ => (("<pc id=\"", "</pc>"), "<ph id=\""),
        };
        match piece % 8 {
            0 => out.push_str("relay "),
            1 => out.push_str("&amp; "),
            2 => out.push_str("&#xE9;t&lt;b> "),
            3 => write!(out, "{}{id}\">mast</{} ", pair.0, &pair.1[2..]).unwrap(),
            4 => write!(out, "{ph}{id}\"/>").unwrap(),
            5 if version == 1 => write!(
                out,
                "<bpt id=\"{id}\">&lt;i&gt;</bpt>log <ept id=\"{id}\">&lt;/i&gt;</ept>"
            )
            .unwrap(),
            6 if version == 1 => write!(out, "<ph id=\"{id}\">&lt;br/&gt;</ph>").unwrap(),
            _ => out.push_str("мачта "),
        }
    }
    out + "end."
}

/// What a random unit holds.
#[derive(Clone, Debug)]
struct Unit {
    segments: Vec<Vec<u8>>,
    /// How its target stands there.
    target: u8,
    cut: bool,
}

fn any_unit() -> impl Strategy<Value = Unit> {
    let segment = proptest::collection::vec(any::<u8>(), 0..6);
    let segments = proptest::collection::vec(segment, 1..4);
    (segments, any::<u8>(), any::<bool>()).prop_map(|(segments, target, cut)| Unit {
        segments,
        target,
        cut,
    })
}

fn xliff_1(units: &[Unit]) -> String {
    let mut out = "<?xml version=\"1.0\"?>\n<xliff version=\"1.2\"><file original=\"a\" source-language=\"en\" \
        target-language=\"fr\" datatype=\"html\"><body>\n"
        .to_owned();
    for (number, unit) in units.iter().enumerate() {
        let segments = unit.segments.iter().enumerate();
        let texts: Vec<String> = segments
            .map(|(index, pieces)| marked(pieces, 1 + index * 10, 1))
            .collect();
        let mark = |inside: &dyn Fn(usize) -> String| {
            let marks: Vec<String> = (0..texts.len())
                .map(|mid| format!("<mrk mtype=\"seg\" mid=\"{mid}\">{}</mrk>", inside(mid)))
                .collect();
            marks.join(" ")
        };
        writeln!(
            out,
            "<trans-unit id=\"u{number}\">\n  <source>{}</source>",
            texts.join(" ")
        )
        .unwrap();
        if unit.cut {
            writeln!(
                out,
                "  <seg-source>{}</seg-source>",
                mark(&|mid| texts[mid].clone())
            )
            .unwrap();
        }
        match unit.target % 5 {
            0 => {}
            1 => out.push_str("  <target/>\n"),
            2 => out.push_str("  <target state='new' note=\">\"></target>\n"),
            3 if unit.cut => {
                let inside = |mid: usize| match mid {
                    0 => "fait".to_owned(),
                    _ => String::new(),
                };
                writeln!(
                    out,
                    "  <target state=\"needs-translation\">{}</target>",
                    mark(&inside)
                )
                .unwrap();
            }
            _ => out.push_str("  <target state=\"final\">fait</target>\n"),
        }
        out.push_str("</trans-unit>\n");
    }
    out + "</body></file></xliff>\n"
}

fn xliff_2(units: &[Unit]) -> String {
    let mut out =
        "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"en\" \
        trgLang=\"fr\"><file id=\"f\">\n"
            .to_owned();
    for (number, unit) in units.iter().enumerate() {
        writeln!(out, "<unit id=\"u{number}\">").unwrap();
        for (index, pieces) in unit.segments.iter().enumerate() {
            let text = marked(pieces, 1 + index * 10, 2);
            let (state, target) = match (unit.target as usize + index) % 4 {
                0 => ("", ""),
                1 => (" state=\"initial\"", "<target/>"),
                2 => ("", "<target></target>"),
                _ => (" state=\"final\"", "<target>fait</target>"),
            };
            writeln!(
                out,
                "<segment id=\"s{index}\"{state}>\n <source>{text}</source>{target}\n</segment>"
            )
            .unwrap();
            if unit.cut {
                out.push_str("<ignorable><source> </source></ignorable>\n");
            }
        }
        out.push_str("</unit>\n");
    }
    out + "</file></xliff>\n"
}

fn catalog(units: &[Unit], forms: usize) -> String {
    let mut out = format!(
        "msgid \"\"\nmsgstr \"\"\n\"Language: ru\\n\"\n\"Plural-Forms: nplurals={forms}; plural=0;\\n\"\n\n"
    );
    for (number, unit) in units.iter().enumerate() {
        let text: String = unit
            .segments
            .concat()
            .iter()
            .map(|piece| match piece % 6 {
                0 => "relay ",
                1 => "\\\"log\\\" ",
                2 => "мачта ",
                3 => "\\n",
                4 => "\"\r\n\"",
                _ => "%d ",
            })
            .collect();
        if unit.cut {
            writeln!(out, "#, c-format\nmsgctxt \"menu {number}\"").unwrap();
        }
        writeln!(out, "msgid \"{number} {text}\"").unwrap();
        let done = if unit.target % 3 == 0 { "fait" } else { "" };
        if unit.target % 2 == 0 {
            writeln!(out, "msgid_plural \"{number} many {text}\"").unwrap();
            for form in 0..forms {
                writeln!(out, "msgstr[{form}] \"{done}\"").unwrap();
            }
        } else {
            writeln!(out, "msgstr \"{done}\"").unwrap();
        }
        out.push('\n');
    }
    out
}

/// `content` with every letter another one of the same length, its tags in place.
fn turned(content: &InlineText) -> InlineText {
    let turn = |c: char| match c {
        'a'..='z' => char::from(b'z' - (c as u8 - b'a')),
        'а'..='я' => 'ж',
        c => c,
    };
    InlineText {
        text: content.text.chars().map(turn).collect(),
        tags: content.tags.clone(),
        map: None,
    }
}

/// What went wrong when each open text of `text` was filled with other letters; how many there were
/// and how many stayed open.
pub(crate) fn filled(name: &str, text: &str, finished: bool) -> Result<(usize, usize), String> {
    let open = |text: &str| read(Source::new(name, text), None).map_err(|error| error.to_string());
    let document = open(text)?;
    let slots = document.format.slots().ok_or("no bilingual format")?;
    let [_, declared] = slots.languages(&document);
    let to = declared
        .first()
        .cloned()
        .unwrap_or(LangTag::parse("ru").unwrap());
    if slots.write(&document, &[], &to).text != text {
        return Err("other bytes although nothing was filled".to_owned());
    }
    let translated = slots.translated(&document);
    let targets: Vec<Target> = document
        .blocks
        .iter()
        .enumerate()
        .filter(|(index, block)| !translated[*index] && block.is_translatable())
        .map(|(block, source)| Target {
            block,
            form: None,
            content: turned(&source.content),
            finished,
        })
        .collect();
    let written = slots.write(&document, &targets, &to);
    let left = written.left_out;
    let again = open(&written.text)?;
    let texts = |document: &Document| -> Vec<InlineText> {
        let blocks = document.blocks.iter();
        blocks
            .map(|block| InlineText {
                map: None,
                ..block.content.clone()
            })
            .collect()
    };
    let (before, after) = (texts(&document), texts(&again));
    let same = before
        .iter()
        .zip(&after)
        .all(|(a, b)| a.text == b.text && a.tags.len() == b.tags.len());
    if before.len() != after.len() || !same {
        return Err("other sources".to_owned());
    }
    let again = slots.translated(&again);
    let asked =
        |block: usize| !left.contains(&block) && targets.iter().any(|target| target.block == block);
    if let Some(block) = (0..again.len()).find(|&block| asked(block) && !again[block]) {
        return Err(format!("block {block} is still open"));
    }
    let catalog = document.format.name() == "po";
    let files = |text: &str| -> Result<Bilingual, String> {
        let source = Source::new(name, text);
        match catalog {
            true => po::bilingual(source).map_err(|error| error.to_string()),
            false => xliff::read_any(&source).map_err(|error| error.to_string()),
        }
    };
    let (old, new) = (files(text)?, files(&written.text)?);
    let units = |file: &Bilingual| -> Vec<BilingualUnit> {
        let units = file.files.iter().flat_map(|file| file.units.clone());
        units.filter(is_for_a_translator).collect()
    };
    for (index, (old, new)) in units(&old).iter().zip(&units(&new)).enumerate() {
        let text = |unit: &BilingualUnit| unit.target.clone().unwrap_or_default().text;
        let (had, has, meant) = (text(old), text(new), turned(&old.source).text);
        let right = match catalog {
            // Blocks are the sources of a catalog and units its translations, and the second form of
            // three has no source of its own.
            true => has == had || had.trim().is_empty() && has == meant,
            false if !asked(index) => has == had,
            false => has == meant,
        };
        if !right {
            return Err(format!("{meant:?} reads as {has:?}"));
        }
    }
    Ok((targets.len(), left.len()))
}

fn is_for_a_translator(unit: &BilingualUnit) -> bool {
    unit.translate && !unit.ignorable && unit.source.file_extent().is_some()
}

/// All were filled.
fn whole(result: Result<(usize, usize), String>) -> Result<(), String> {
    match result? {
        (_, 0) => Ok(()),
        (all, left) => Err(format!("{left} of {all} left out")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn every_open_text_of_any_file_is_filled(
        units in proptest::collection::vec(any_unit(), 1..5),
        finished in any::<bool>(),
    ) {
        let one = xliff_1(&units);
        prop_assert_eq!(whole(filled("a.xlf", &one, finished)), Ok(()), "{}", one);
        let two = xliff_2(&units);
        prop_assert_eq!(whole(filled("a.xlf", &two, finished)), Ok(()), "{}", two);
    }

    #[test]
    fn every_open_entry_of_any_catalog_is_filled(
        units in proptest::collection::vec(any_unit(), 1..5),
        forms in 1_usize..4,
        finished in any::<bool>(),
    ) {
        // Of one form the language's own is taken; two are those of a header written for English.
        let text = catalog(&units, forms);
        prop_assert_eq!(whole(filled("a.po", &text, finished)), Ok(()), "{}", text);
    }
}
