//! Built memories: all of a unit comes back, matches are those of the TMX, damage never passes.

use crate::run::line as run;
use entente::lang::LangTag;
use entente::matching::{MatchOptions, Matcher, MatcherOptions, Query};
use entente::memory::store::{StoreReader, StoreWriter};
use entente::memory::tmx::write;
use entente::memory::{Counts, Direction, Memory};
use entente::xml::XmlOptions;
use proptest::prelude::*;
use std::fs;
use std::io::Cursor;
use std::path::Path;

/// A memory with everything that a TMX file can say.
const SAMPLE: &str = r#"<?xml version="1.0"?>
<tmx version="1.4"><header srclang="en" datatype="html" creationtool="Тест"><note>Space</note>
<prop type="x-subject" x-more="1">Спутники</prop><ude name="u" base="x"><map unicode="x1" ent="e"/></ude></header><body>
<tu tuid="g-114" changedate="20240512T101500Z"><prop type="x-context">a</prop><note xml:lang="fr">À vérifier</note>
<tuv xml:lang="EN-US" creationid="ann"><prop type="x-prev">Liftoff.</prop><seg>The <bpt i="1" type="bold">&lt;b&gt;</bpt>probe<ept i="1">&lt;/b&gt;</ept> sent 3&#xA0;images<ph x="2"/>.</seg></tuv>
<tuv xml:lang="fr"><seg>La <hi>sonde</hi> a envoyé 3&#xA0;images.</seg></tuv>
<tuv xml:lang="ru"><seg>Зонд прислал три снимка, ещё <it pos="begin">&lt;i&gt;</it>два.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg></seg></tuv><tuv xml:lang="not a tag"><seg>?</seg></tuv></tu>
<tu/>
</body></tmx>"#;

fn read(bytes: &[u8]) -> Memory {
    Memory::read("a.tmx", bytes, XmlOptions::default()).unwrap()
}

fn tmx(memory: &Memory) -> String {
    String::from_utf8(write(memory, Vec::new()).unwrap()).unwrap()
}

fn stored(memory: &Memory) -> Vec<u8> {
    let mut writer = StoreWriter::new(Vec::new(), memory.header.clone()).unwrap();
    for unit in &memory.units {
        writer.unit(unit).unwrap();
    }
    writer.finish().unwrap()
}

fn verified(file: &[u8]) -> Result<Counts, String> {
    let reader = StoreReader::new("a.entente", Cursor::new(file));
    let counts = reader.and_then(StoreReader::verify);
    counts.map_err(|error| error.to_string())
}

#[test]
fn everything_of_a_tmx_comes_back() {
    let memory = read(SAMPLE.as_bytes());
    let again = Memory::read_stored("a.entente", Cursor::new(stored(&memory))).unwrap();
    assert_eq!(again.header, memory.header);
    assert_eq!(again.units.len(), memory.units.len());
    for (number, (unit, mut expected)) in (1..).zip(again.units.iter().zip(memory.units)) {
        assert_eq!(unit.place.unwrap().line, number, "its number for a line");
        expected.place = unit.place;
        for variant in &mut expected.variants {
            variant.content.map = None;
            variant
                .content
                .tags
                .iter_mut()
                .for_each(|tag| tag.file = None);
        }
        assert_eq!(format!("{unit:?}"), format!("{expected:?}"));
    }
}

#[test]
fn a_memory_without_units_is_one() {
    let counts = verified(&stored(&Memory::default())).unwrap();
    assert_eq!(counts, Counts::default());
}

#[test]
fn no_flipped_bit_and_no_cut_passes() {
    let file = stored(&read(SAMPLE.as_bytes()));
    assert!(verified(&file).is_ok());
    for at in 0..file.len() {
        assert!(verified(&file[..at]).is_err(), "cut at {at}");
        for bit in 0..8 {
            let mut file = file.clone();
            file[at] ^= 1 << bit;
            assert!(verified(&file).is_err(), "bit {bit} of byte {at}");
        }
    }
    for tail in [&b"\0"[..], &file] {
        assert!(verified(&[&file, tail].concat()).is_err());
    }
}

#[test]
fn each_refusal_says_what_is_wrong() {
    let file = stored(&read(SAMPLE.as_bytes()));
    let changed = |at: usize, byte: u8| {
        let mut file = file.clone();
        file[at] = byte;
        verified(&file).unwrap_err()
    };
    for (message, expected) in [
        (
            verified(b"").unwrap_err(),
            "this is no memory that entente built",
        ),
        (changed(0, b'<'), "this is no memory that entente built"),
        (
            changed(8, 2),
            "format version 2, this entente reads version 1",
        ),
        (changed(15, 1), "damaged between bytes 0 and 16"),
        (changed(16, 9), "damaged between bytes 16 and "),
        (verified(&file[..99]).unwrap_err(), "cut short"),
        (verified(&file[..9]).unwrap_err(), "cut short"),
    ] {
        assert!(message.starts_with("a.entente: "), "{message}");
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn many_blocks_keep_the_order() {
    let mut memory = read(SAMPLE.as_bytes());
    let unit = memory.units[0].clone();
    memory.units = (0..3000).map(|_| unit.clone()).collect();
    for (number, unit) in memory.units.iter_mut().enumerate() {
        unit.id = Some(number.to_string());
    }
    let file = stored(&memory);
    assert!(file.len() > 1 << 20, "several blocks of 256 KiB");
    let again = Memory::read_stored("a.entente", Cursor::new(&file)).unwrap();
    assert_eq!(tmx(&again), tmx(&memory));
    assert_eq!(verified(&file).unwrap().units, 3000);
}

const WORDS: [&str; 10] = [
    "la",
    "sonde",
    "Роскосмос",
    "ещё",
    "12",
    "1\u{A0}234",
    "<b>",
    "&amp;",
    "«",
    "l’orbite",
];

fn sentence() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(prop::sample::select(&WORDS[..]), 0..9);
    words.prop_map(|words| words.join(" "))
}

/// A TMX file of units in one or two of three languages.
fn tmx_file() -> impl Strategy<Value = String> {
    let lang = || prop::sample::select(&["en", "fr", "FR-ca", "ru"][..]);
    let variants = prop::collection::vec((lang(), sentence()), 1..4);
    prop::collection::vec(variants, 0..20).prop_map(|units| {
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let variant = |(lang, text): &(&str, String)| {
            let text = escape(text);
            format!("<tuv xml:lang=\"{lang}\"><seg>{text}<ph>&lt;br/&gt;</ph></seg></tuv>")
        };
        let unit = |variants: &Vec<_>| variants.iter().map(variant).collect::<String>();
        let units: String = units
            .iter()
            .map(|variants| format!("<tu>{}</tu>", unit(variants)))
            .collect();
        format!("<tmx version=\"1.4\"><header srclang=\"en\"/><body>{units}</body></tmx>")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_stored_memory_matches_as_its_tmx_does(
        file in tmx_file(),
        queries in prop::collection::vec(sentence(), 1..5),
        threshold in prop::sample::select(&[0u8, 50, 70, 100][..]),
    ) {
        let memory = read(file.as_bytes());
        let again = Memory::read_stored("a.tmx", Cursor::new(stored(&memory))).unwrap();
        prop_assert_eq!(tmx(&again), tmx(&memory));
        let (memory, again) = ([memory], [again]);
        for (from, to) in [("en", "fr"), ("fr", "en"), ("ru", "fr-CA")] {
            let tag = |text| LangTag::parse(text).unwrap();
            let direction = Direction::new(tag(from), tag(to));
            let matcher = |memories| {
                Matcher::new(memories, direction.clone(), &MatcherOptions::default())
            };
            let (of_tmx, of_store) = (matcher(&memory), matcher(&again));
            for query in &queries {
                let query = Query::text(query);
                let options = MatchOptions { threshold, limit: 0 };
                let expected = of_tmx.matches(&query, &options);
                prop_assert_eq!(
                    format!("{:?}", of_store.matches(&query, &options)),
                    format!("{:?}", expected)
                );
            }
        }
    }
}

/// Runs the command in `folder`: its status, what it wrote to stdout and to stderr.
fn fine(folder: &Path, arguments: &str) -> String {
    let (status, out, talk) = run(folder, arguments);
    assert_eq!(status, Some(0), "{arguments}: {talk}");
    out
}

#[test]
fn a_built_memory_serves_where_its_tmx_does() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("a.tmx"), SAMPLE).unwrap();
    fs::write(folder.join("s.txt"), "The probe sent 4 images.\n\n").unwrap();
    fine(folder, "tm build a.tmx --output a.idx");
    fine(folder, "tm verify a.idx");
    let counts = |file| {
        let json = fine(folder, &format!("info --format json {file}"));
        let from = json.find("\"units\"").unwrap();
        let to = json.find(",\"notices\"").unwrap();
        json[from..to].to_owned()
    };
    assert_eq!(counts("a.idx"), counts("a.tmx"));
    let matches = |file| {
        let search = "match --format jsonl --from en --to ru --explain s.txt --memory";
        fine(folder, &format!("{search} {file}")).replace(file, "")
    };
    assert!(matches("a.tmx").contains("Зонд"), "{}", matches("a.tmx"));
    assert_eq!(matches("a.idx"), matches("a.tmx"));
    fine(folder, "convert a.idx --output b.tmx");
    fine(folder, "convert a.tmx --output c.tmx");
    let file = |name| fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(file("b.tmx"), file("c.tmx"));
    fine(folder, "tm build a.idx b.tmx --output both.idx");
    assert!(fine(folder, "info both.idx").contains("units      6\n"));
    fine(folder, "tm merge a.tmx both.idx --output d.tmx");
    assert_eq!(file("d.tmx"), file("c.tmx"), "equal units once");
}

#[test]
fn what_a_header_said_goes_with_the_units() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for lang in ["fr", "ru"] {
        let file = format!(
            "<tmx version=\"1.4\"><header srclang=\"{lang}\"/><body><tu><tuv xml:lang=\"{lang}\">\
             <seg>Мир</seg></tuv></tu></body></tmx>"
        );
        fs::write(folder.join(format!("{lang}.tmx")), file).unwrap();
    }
    fine(folder, "tm merge fr.tmx ru.tmx --output all.tmx");
    let all = fs::read_to_string(folder.join("all.tmx")).unwrap();
    assert_eq!(all.matches("srclang=\"fr\"").count(), 1, "{all}");
    assert!(all.contains("<tu srclang=\"ru\">"), "{all}");
}

#[test]
fn what_is_refused_leaves_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("a.tmx"), SAMPLE).unwrap();
    fs::write(folder.join("cut.tmx"), &SAMPLE[..SAMPLE.len() - 20]).unwrap();
    fine(folder, "tm build a.tmx --output a.idx");
    let old = fs::read(folder.join("a.idx")).unwrap();
    fs::write(folder.join("cut.idx"), &old[..old.len() - 1]).unwrap();
    let mut flipped = old.clone();
    flipped[40] ^= 1;
    fs::write(folder.join("flipped.idx"), flipped).unwrap();
    for (arguments, expected) in [
        ("tm build a.tmx --output a.idx", "a.idx: the file exists"),
        (
            "tm build a.idx --output a.idx --force",
            "a.idx: an input is never replaced",
        ),
        ("tm build a.tmx cut.tmx --output a.idx --force", "cut.tmx:"),
        (
            "tm build flipped.idx --output a.idx --force",
            "flipped.idx: the memory is damaged",
        ),
        (
            "tm merge a.tmx cut.idx --output a.idx --force",
            "cut.idx: the memory was cut short",
        ),
        (
            "tm verify flipped.idx",
            "flipped.idx: the memory is damaged between bytes 16 and",
        ),
        (
            "tm verify a.tmx",
            "a.tmx: this is no memory that entente built",
        ),
        ("tm verify -", "standard input"),
        (
            "terms --lang fr --glossary a.idx a.tmx",
            "a.idx: this is a memory, not a glossary",
        ),
        ("info cut.idx", "cut.idx: the memory was cut short"),
        (
            "convert flipped.idx --output b.tmx",
            "flipped.idx: the memory is damaged",
        ),
        (
            "match --memory flipped.idx --from en --to fr a.tmx",
            "flipped.idx: the memory is damaged",
        ),
    ] {
        let (status, out, talk) = run(folder, arguments);
        assert_eq!((status, out.as_str()), (Some(2), ""), "{arguments}");
        assert!(
            talk.contains(expected) && talk.lines().count() == 1,
            "{talk}"
        );
    }
    assert_eq!(fs::read(folder.join("a.idx")).unwrap(), old);
    assert_eq!(
        fs::read_dir(folder).unwrap().count(),
        5,
        "nothing is left beside"
    );
}
