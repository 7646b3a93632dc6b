//! Built memories: all of a unit comes back, matches are those of the TMX, damage never passes.

use crate::run::line as run;
use entente::files::Existing;
use entente::lang::LangTag;
use entente::matching::{Match, MatchOptions, Matcher, MatcherOptions, MemorySource, Query};
use entente::memory::store::{Added, Store, StoreAdder, StoreWriter};
use entente::memory::tmx::write;
use entente::memory::{Counts, Direction, Memory, TranslationUnit};
use entente::xml::XmlOptions;
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

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

/// Writes `memory` to `name` in `folder`.
fn store(memory: &Memory, folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    let header = memory.header.clone();
    let mut writer = StoreWriter::create(&path, header, Existing::Replace).unwrap();
    for unit in &memory.units {
        writer.unit(unit).unwrap();
    }
    assert_eq!(writer.finish().unwrap(), memory.units.len() as u64);
    path
}

fn verified(path: &Path) -> Result<Counts, String> {
    let store = Store::open(path, "a.entente").map_err(|error| error.to_string())?;
    store.verify().map_err(|error| error.to_string())?;
    Ok(store.counts().clone())
}

/// The memory that is stored at `path`.
fn read_back(path: &Path) -> Memory {
    Memory::of_store(&Store::open(path, "a.tmx").unwrap()).unwrap()
}

/// The files of a stored memory that hold something.
fn files(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| path.metadata().unwrap().len() > 0)
        .collect();
    paths.sort();
    paths
}

#[test]
fn everything_of_a_tmx_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let memory = read(SAMPLE.as_bytes());
    let again = read_back(&store(&memory, folder.path(), "a"));
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
    let folder = tempfile::tempdir().unwrap();
    let path = store(&Memory::default(), folder.path(), "a");
    assert_eq!(verified(&path), Ok(Counts::default()));
}

#[test]
fn a_writer_that_is_dropped_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let memory = read(SAMPLE.as_bytes());
    let begun = |existing| {
        let path = folder.path().join("a");
        let mut writer = StoreWriter::create(&path, memory.header.clone(), existing).unwrap();
        writer.unit(&memory.units[0]).unwrap();
    };
    begun(Existing::Keep);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let path = store(&memory, folder.path(), "a");
    let before = files(&path);
    begun(Existing::Replace);
    assert_eq!(files(&path), before);
    assert!(verified(&path).is_ok());
    let kept = StoreWriter::create(&path, memory.header.clone(), Existing::Keep);
    assert!(kept.unwrap_err().to_string().ends_with("was not replaced"));
}

#[test]
fn two_writers_do_not_mix() {
    let folder = tempfile::tempdir().unwrap();
    let memory = read(SAMPLE.as_bytes());
    let create = |name: &str| {
        let path = folder.path().join(name);
        StoreWriter::create(&path, memory.header.clone(), Existing::Replace)
    };
    store(&memory, folder.path(), "there");
    for name in ["there", "new"] {
        let first = create(name).unwrap();
        let second = create(name).unwrap_err();
        assert!(second.to_string().contains("another run"), "{second}");
        first.finish().unwrap();
        // A process that another test is just starting holds the lock for a moment, too.
        let again = || create(name).inspect_err(|_| std::thread::sleep(Duration::from_millis(5)));
        assert!(
            (0..400).any(|_| again().is_ok()),
            "the lock goes with its writer"
        );
    }
}

#[test]
fn a_reader_keeps_the_memory_that_it_opened() {
    let folder = tempfile::tempdir().unwrap();
    let memory = read(SAMPLE.as_bytes());
    let path = store(&memory, folder.path(), "a");
    let open = Store::open(&path, "a").unwrap();
    store(&Memory::default(), folder.path(), "a");
    assert_eq!(files(&path).len(), 1, "the old segment is gone");
    open.verify().unwrap();
    assert_eq!(open.units().count(), memory.units.len());
    assert_eq!(verified(&path), Ok(Counts::default()));
}

#[test]
fn no_flipped_bit_and_no_cut_passes() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(&read(SAMPLE.as_bytes()), folder.path(), "a");
    assert!(verified(&path).is_ok());
    for file in files(&path) {
        let sound = fs::read(&file).unwrap();
        for at in 0..sound.len() {
            let mut changed = sound.clone();
            changed[at] ^= 1 << (at % 8);
            fs::write(&file, changed).unwrap();
            assert!(verified(&path).is_err(), "a bit of byte {at} of {file:?}");
            if at % 7 == 0 {
                fs::write(&file, &sound[..at]).unwrap();
                assert!(verified(&path).is_err(), "{file:?} cut at {at}");
            }
        }
        for tail in [&b"\0"[..], &sound] {
            fs::write(&file, [&sound, tail].concat()).unwrap();
            assert!(verified(&path).is_err());
        }
        fs::write(&file, sound).unwrap();
    }
    assert!(verified(&path).is_ok());
}

#[test]
fn a_segment_of_another_memory_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut memory = read(SAMPLE.as_bytes());
    let one = store(&memory, folder.path(), "one");
    memory.units.reverse();
    let other = store(&memory, folder.path(), "other");
    fs::copy(other.join("segment-1"), one.join("segment-1")).unwrap();
    let refused = verified(&one).unwrap_err();
    assert!(
        refused.ends_with("segment-1: this file belongs to another memory"),
        "{refused}"
    );
    fs::remove_file(one.join("segment-1")).unwrap();
    let refused = verified(&one).unwrap_err();
    assert!(
        refused.ends_with("segment-1: there is no such file"),
        "{refused}"
    );
}

#[test]
fn each_refusal_says_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(&read(SAMPLE.as_bytes()), folder.path(), "a");
    let refusal = |file: &str, change: &dyn Fn(&mut Vec<u8>)| {
        let file = path.join(file);
        let sound = fs::read(&file).unwrap();
        let mut changed = sound.clone();
        change(&mut changed);
        fs::write(&file, changed).unwrap();
        let refused = verified(&path).unwrap_err();
        fs::write(&file, sound).unwrap();
        refused
    };
    for (message, expected) in [
        (
            refusal("manifest", &|bytes| bytes[0] = b'<'),
            "a/manifest: this is no memory that entente built",
        ),
        (
            refusal("manifest", &|bytes| bytes[8] = 9),
            "a: the memory is of format version 9, this entente reads version 5; build it again",
        ),
        (
            refusal("manifest", &|bytes| bytes[40] ^= 1),
            "a/manifest: the memory is damaged between bytes 0 and ",
        ),
        (
            refusal("segment-1", &|bytes| bytes[8] = 1),
            "a/segment-1: the memory is of format version 1",
        ),
        (
            refusal("segment-1", &|bytes| bytes[15] = 1),
            "a/segment-1: the memory is damaged between bytes 0 and 16",
        ),
        (
            refusal("segment-1", &|bytes| bytes[16] = 9),
            "a/segment-1: the memory is damaged between bytes 0 and ",
        ),
        (
            refusal("segment-1", &|bytes| bytes.truncate(99)),
            "a/segment-1: the memory was cut short",
        ),
    ] {
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn a_memory_of_version_1_is_to_be_built_again() {
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("old.entente");
    fs::write(&old, b"\x89entente\x01\0\0\0\0\0\0\0 and more").unwrap();
    let refused = verified(&old).unwrap_err();
    assert!(refused.contains("version 1"), "{refused}");
    assert!(
        refused.ends_with("build it again with `entente tm build`"),
        "{refused}"
    );
    let path = store(&Memory::default(), folder.path(), "a");
    let refused = verified(&path.join("manifest")).unwrap_err();
    assert!(refused.ends_with("name the folder it is in"), "{refused}");
}

#[test]
fn damage_is_an_error_of_the_search_that_meets_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(&read(SAMPLE.as_bytes()), folder.path(), "a");
    let file = path.join("segment-1");
    let mut bytes = fs::read(&file).unwrap();
    bytes[20] ^= 1;
    fs::write(&file, bytes).unwrap();
    let open = Store::open(&path, "a").unwrap();
    let tag = |text| LangTag::parse(text).unwrap();
    let direction = Direction::new(tag("en"), tag("fr"));
    let matcher = Matcher::over([(&open).into()], direction, &MatcherOptions::default());
    // All is in one block here, so that opening the index meets it.
    let refused = matcher.unwrap_err().to_string();
    assert!(
        refused.contains("a/segment-1: the memory is damaged"),
        "{refused}"
    );
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
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_stored_memory_matches_as_its_tmx_does(
        file in tmx_file(),
        queries in prop::collection::vec(sentence(), 1..5),
        threshold in prop::sample::select(&[0u8, 50, 70, 100][..]),
    ) {
        let memory = read(file.as_bytes());
        let folder = tempfile::tempdir().unwrap();
        let path = store(&memory, folder.path(), "a");
        prop_assert_eq!(tmx(&read_back(&path)), tmx(&memory));
        let again = Store::open(&path, "a.tmx").unwrap();
        for (from, to) in [("en", "fr"), ("fr", "en"), ("ru", "fr-CA")] {
            let tag = |text| LangTag::parse(text).unwrap();
            let direction = Direction::new(tag(from), tag(to));
            let matcher = |memory| {
                Matcher::over([memory], direction.clone(), &MatcherOptions::default()).unwrap()
            };
            let of_tmx = matcher(MemorySource::Read(&memory));
            let of_store = matcher(MemorySource::Stored(&again));
            for query in &queries {
                let query = Query::text(query);
                let options = MatchOptions { threshold, limit: 0 };
                let expected = of_tmx.matches(&query, &options).unwrap();
                let found = of_store.matches(&query, &options).unwrap();
                prop_assert_eq!(&found, &expected);
                for (found, expected) in found.iter().zip(&expected) {
                    prop_assert_eq!(of_store.source(found), of_tmx.source(expected));
                    prop_assert_eq!(of_store.target(found), of_tmx.target(expected));
                }
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
fn a_translation_is_judged_by_a_built_memory_as_by_its_tmx() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let units = [
        (
            "The first flight was a success.",
            "Le premier vol a été un succès.",
            "",
            "",
        ),
        (
            "The flight was short.",
            "Le vol a été de courte durée.",
            "",
            "",
        ),
    ];
    fs::write(folder.join("a.tmx"), dated(&units)).unwrap();
    fs::write(
        folder.join("a.md"),
        "The second flight was a success.\n\nThe flight was short.\n",
    )
    .unwrap();
    fs::write(
        folder.join("b.md"),
        "Le premier vol a été un succès.\n\nLe vol a été de courte durée.\n",
    )
    .unwrap();
    fine(folder, "tm build a.tmx --output a.idx");
    let both = |command: &str| {
        let answer = |memory: &str| {
            let (_, out, talk) = run(
                folder,
                &format!("{command} --from en --to fr --memory {memory} a.md b.md"),
            );
            // Where the unit stands is not the same.
            let lines = out.lines().filter(|line| !line.contains("see: "));
            lines.map(|line| format!("{line}\n")).collect::<String>() + &talk
        };
        let (of_tmx, of_index) = (answer("a.tmx"), answer("a.idx"));
        assert_eq!(of_index, of_tmx);
        of_tmx
    };
    let found = both("check");
    assert_eq!(found.matches("fuzzy-unedited").count(), 1, "{found}");
    assert!(both("align --format jsonl").contains("score"));
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
fn what_is_refused_leaves_the_old_memory() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("a.tmx"), SAMPLE).unwrap();
    fs::write(folder.join("cut.tmx"), &SAMPLE[..SAMPLE.len() - 20]).unwrap();
    fs::create_dir(folder.join("other")).unwrap();
    for name in ["a.idx", "cut.idx", "flipped.idx"] {
        fine(folder, &format!("tm build a.tmx --output {name}"));
    }
    let old = fs::read(folder.join("a.idx/segment-1")).unwrap();
    fs::write(folder.join("cut.idx/segment-1"), &old[..old.len() - 1]).unwrap();
    let mut flipped = old.clone();
    flipped[40] ^= 1;
    fs::write(folder.join("flipped.idx/segment-1"), flipped).unwrap();
    for (arguments, expected) in [
        ("tm build a.tmx --output a.idx", "a.idx: the memory exists"),
        (
            "tm build a.tmx --output other",
            "other: this is no memory that could be replaced",
        ),
        (
            "tm build a.idx --output a.tmx --force",
            "a.tmx: this is no memory that could be replaced",
        ),
        (
            "tm build a.idx --output a.idx --force",
            "a.idx: an input is never replaced",
        ),
        ("tm build a.tmx cut.tmx --output a.idx --force", "cut.tmx:"),
        ("tm build cut.tmx --output new.idx", "cut.tmx:"),
        (
            "tm build flipped.idx --output a.idx --force",
            "flipped.idx/segment-1: the memory is damaged",
        ),
        (
            "tm merge a.tmx cut.idx --output b.tmx",
            "cut.idx/segment-1: the memory was cut short",
        ),
        (
            "tm verify flipped.idx",
            "flipped.idx/segment-1: the memory is damaged between bytes 0 and",
        ),
        (
            "tm verify a.tmx",
            "a.tmx: this is no memory that entente built",
        ),
        (
            "tm verify other",
            "other: this is no memory that entente built",
        ),
        ("tm verify -", "standard input"),
        (
            "terms --lang fr --glossary a.idx a.tmx",
            "a.idx: this is a memory, not a glossary",
        ),
        (
            "info cut.idx",
            "cut.idx/segment-1: the memory was cut short",
        ),
        (
            "convert flipped.idx --output b.tmx",
            "flipped.idx/segment-1: the memory is damaged",
        ),
        (
            "match --memory flipped.idx --from en --to fr a.tmx",
            "flipped.idx/segment-1: the memory is damaged",
        ),
        (
            "match --memory a.idx --from en --to de a.tmx",
            "a.idx: no unit has both \"en\" and \"de\"; it holds en",
        ),
    ] {
        let (status, out, talk) = run(folder, arguments);
        assert_eq!((status, out.as_str()), (Some(2), ""), "{arguments}: {talk}");
        assert!(
            talk.contains(expected) && talk.lines().count() == 1,
            "{arguments}: {talk}"
        );
    }
    assert_eq!(fs::read(folder.join("a.idx/segment-1")).unwrap(), old);
    fine(folder, "tm verify a.idx");
    let left: Vec<_> = fs::read_dir(folder).unwrap().collect();
    assert_eq!(left.len(), 6, "nothing is left beside: {left:?}");
}

/// A TMX of English-French units: source, translation, change date, id.
fn dated(units: &[(&str, &str, &str, &str)]) -> String {
    let unit = |&(source, target, date, id): &(&str, &str, &str, &str)| {
        let attribute = |name, value: &str| match value {
            "" => String::new(),
            value => format!(" {name}=\"{value}\""),
        };
        let (date, id) = (attribute("changedate", date), attribute("tuid", id));
        format!(
            "<tu{id}{date}><tuv xml:lang=\"en\"><seg>{source}</seg></tuv>\
             <tuv xml:lang=\"fr\"><seg>{target}</seg></tuv></tu>"
        )
    };
    let units: String = units.iter().map(unit).collect();
    format!("<tmx version=\"1.4\"><header srclang=\"en\"/><body>{units}</body></tmx>")
}

/// Adds the units of `tmx` to the memory at `path`.
fn add(path: &Path, tmx: &str) -> Added {
    let mut adder = StoreAdder::open(path).unwrap();
    for unit in &read(tmx.as_bytes()).units {
        adder.add(unit).unwrap();
    }
    let added = adder.finish().unwrap();
    verified(path).unwrap();
    added
}

/// The translations in a memory by their numbers.
fn translations(path: &Path) -> Vec<(u32, String)> {
    let store = Store::open(path, "a").unwrap();
    let units = store.units().map(|unit| unit.unwrap());
    let text = |unit: TranslationUnit| unit.variants[1].content.text.clone();
    units.map(|(number, unit)| (number, text(unit))).collect()
}

#[test]
fn the_later_translation_of_a_unit_holds() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = ("20250101T000000Z", "20260101T000000Z");
    let path = store(
        &read(
            dated(&[
                ("The probe left.", "La sonde partit.", old, ""),
                ("It is silent.", "Elle se tait.", new, ""),
                ("Liftoff!", "Décollage !", "", ""),
            ])
            .as_bytes(),
        ),
        folder.path(),
        "a",
    );
    let added = add(
        &path,
        &dated(&[
            ("The probe left.", "La sonde est partie.", new, ""),
            ("It is silent.", "Elle est muette.", old, ""),
            ("Liftoff!", "Décollage !", "", ""),
            ("It is back.", "Elle est de retour.", "", ""),
        ]),
    );
    let expected = Added {
        deleted: 0,
        new: 1,
        updated: 1,
        equal: 1,
        older: 1,
    };
    assert_eq!(added, expected);
    let texts = ["La sonde est partie.", "Elle se tait.", "Décollage !"];
    let texts = [&texts[..], &["Elle est de retour."]].concat();
    let numbered: Vec<(u32, String)> = (0..).zip(texts.iter().map(|t| t.to_string())).collect();
    assert_eq!(translations(&path), numbered, "each keeps its number");
}

#[test]
fn what_nobody_decided_is_kept_beside() {
    let folder = tempfile::tempdir().unwrap();
    let date = "20260101T000000Z";
    let path = store(
        &read(dated(&[("Open", "Ouvrir", date, "menu")]).as_bytes()),
        folder.path(),
        "a",
    );
    let added = add(
        &path,
        &dated(&[
            ("Open", "Ouvert", "", "menu"),
            ("Open", "Ouverte", "20270101T000000Z", "door"),
            ("Open", "Ouvrez", date, "menu"),
        ]),
    );
    assert_eq!((added.new, added.updated), (3, 0));
    let of_one_file = add(
        &path,
        &dated(&[
            ("Shut", "Fermer", date, ""),
            ("Shut", "Fermer", date, ""),
            ("Shut", "Fermez", "20280101T000000Z", ""),
        ]),
    );
    assert_eq!((of_one_file.new, of_one_file.equal), (1, 1));
    assert_eq!(of_one_file.updated, 1);
    assert_eq!(translations(&path).len(), 5);
}

#[test]
fn a_third_language_makes_another_unit() {
    let folder = tempfile::tempdir().unwrap();
    let path = store(&read(SAMPLE.as_bytes()), folder.path(), "a");
    let again = SAMPLE.replace("20240512T101500Z", "20260101T000000Z");
    assert_eq!(add(&path, &again).updated, 1);
    let cut = again.find("<tuv xml:lang=\"ru\">").unwrap()..again.find("<tu><tuv").unwrap();
    let mut bilingual = again;
    bilingual.replace_range(cut, "</tu>");
    assert_eq!(
        add(&path, &bilingual).new,
        1,
        "the Russian must not be lost"
    );
}

#[test]
fn an_adder_that_is_dropped_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let memory = read(SAMPLE.as_bytes());
    let path = store(&memory, folder.path(), "a");
    let before = fs::read(path.join("manifest")).unwrap();
    let mut adder = StoreAdder::open(&path).unwrap();
    let busy = StoreAdder::open(&path).unwrap_err().to_string();
    assert!(
        busy.ends_with("another run is writing this memory"),
        "{busy}"
    );
    adder
        .add(&read(dated(&[("a", "b", "", "")]).as_bytes()).units[0])
        .unwrap();
    drop(adder);
    assert_eq!(fs::read(path.join("manifest")).unwrap(), before);
    fs::write(path.join("segment-9"), "left by a run that was killed").unwrap();
    add(&path, &dated(&[("a", "b", "", "")]));
    assert!(!path.join("segment-9").exists());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    /// Built at once or in any number of steps, it is the same memory.
    #[test]
    fn a_memory_that_grew_answers_as_one_that_was_built(
        sources in prop::collection::vec(sentence(), 1..60),
        steps in prop::collection::vec(1usize..20, 1..6),
        threshold in prop::sample::select(&[0u8, 50, 70, 100][..]),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let numbered: Vec<(String, String)> = (0..)
            .zip(&sources)
            .map(|(number, source)| (source.replace(['<', '&'], ""), format!("x{number}")))
            .collect();
        let units: Vec<_> = numbered
            .iter()
            .map(|(source, target)| (source.as_str(), target.as_str(), "", ""))
            .collect();
        let whole = store(&read(dated(&units).as_bytes()), folder.path(), "whole");
        let grown = store(&read(dated(&[]).as_bytes()), folder.path(), "grown");
        let mut rest = &units[..];
        for step in steps.iter().cycle() {
            let (now, later) = rest.split_at(rest.len().min(*step));
            add(&grown, &dated(now));
            rest = later;
            if rest.is_empty() {
                break;
            }
        }
        let (whole, grown) = (Store::open(&whole, "a").unwrap(), Store::open(&grown, "a").unwrap());
        prop_assert_eq!(grown.counts(), whole.counts());
        let tag = |text| LangTag::parse(text).unwrap();
        let matcher = |store| {
            let direction = Direction::new(tag("en"), tag("fr"));
            let memories = [MemorySource::Stored(store)];
            Matcher::over(memories, direction, &MatcherOptions::default()).unwrap()
        };
        let (of_whole, of_grown) = (matcher(&whole), matcher(&grown));
        for (source, ..) in &units {
            let query = Query::text(source);
            let options = MatchOptions { threshold, limit: 0 };
            let expected = of_whole.matches(&query, &options).unwrap();
            let found = of_grown.matches(&query, &options).unwrap();
            let key = |found: &Match| (found.score, found.unit, found.target);
            let found: Vec<_> = found.iter().map(key).collect();
            let expected: Vec<_> = expected.iter().map(key).collect();
            prop_assert_eq!(found, expected);
        }
    }
}

#[test]
fn a_memory_grows_by_tmx_and_by_finished_drafts() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("a.tmx"), dated(&[("One.", "Un.", "", "")])).unwrap();
    fs::write(folder.join("b.tmx"), dated(&[("Two.", "Deux.", "", "")])).unwrap();
    let unit = |id, state, source, target| {
        format!(
            "<trans-unit id=\"{id}\" approved=\"{state}\"><source>{source}</source>\
             <target state=\"{}\">{target}</target></trans-unit>",
            if state == "yes" {
                "final"
            } else {
                "needs-translation"
            }
        )
    };
    let units = [
        unit(1, "yes", "Three.", "Trois."),
        unit(2, "no", "Four.", "Quatre."),
    ];
    let draft = format!(
        "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file \
         original=\"n.md\" source-language=\"en\" target-language=\"fr\" datatype=\"plaintext\">\
         <body>{}</body></file></xliff>",
        units.concat()
    );
    fs::write(folder.join("c.xlf"), draft).unwrap();
    fine(folder, "tm build a.tmx --output m");
    let (status, _, talk) = run(folder, "tm add m b.tmx c.xlf a.tmx");
    assert_eq!(status, Some(0), "{talk}");
    assert_eq!(talk, "m: 2 new units, 0 updated, 1 equal, 0 older\n");
    assert!(fine(folder, "info m").contains("units      3\n"));
    fine(folder, "tm verify m");
    fs::write(folder.join("s.txt"), "Three.\n").unwrap();
    let found = fine(
        folder,
        "match --memory m --from en --to fr --format jsonl s.txt",
    );
    assert!(
        found.contains("\"Trois.\"") && found.contains("\"#3\""),
        "{found}"
    );
    for (arguments, expected) in [
        (
            "tm add a.tmx b.tmx",
            "a.tmx: this is no memory that entente built",
        ),
        ("tm add m missing.tmx", "missing.tmx: there is no such file"),
        ("tm add none b.tmx", "none: there is no such file"),
    ] {
        let (status, out, talk) = run(folder, arguments);
        assert_eq!((status, out.as_str()), (Some(2), ""), "{arguments}: {talk}");
        assert!(talk.contains(expected), "{talk}");
    }
    assert!(
        fine(folder, "info m").contains("units      3\n"),
        "nothing was added"
    );

    let pair = [
        (
            "d.txt",
            "Roscosmos launched the probe on 14 May 2021. It carried 12 cameras.\n",
        ),
        (
            "e.txt",
            "Roscosmos a lancé la sonde le 14 mai 2021. Elle portait 12 caméras.\n",
        ),
    ];
    for (name, text) in pair {
        fs::write(folder.join(name), text).unwrap();
    }
    fine(folder, "tm add m --from en --to fr --pair d.txt e.txt");
    assert!(
        fine(folder, "info m").contains("units      5\n"),
        "two sentences were paired"
    );
    fine(folder, "tm verify m");
}

#[test]
fn what_is_deleted_is_gone_from_every_answer() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let units = [
        ("The probe left.", "La sonde est partie.", "", "a1"),
        ("The probe left.", "La sonde a quitté.", "", "a2"),
        ("The probe called.", "La sonde a appelé.", "", "a3"),
        ("The probe slept.", "La sonde a dormi.", "", ""),
        ("The crew slept.", "L’équipage a dormi.", "", ""),
    ];
    fs::write(folder.join("a.tmx"), dated(&units)).unwrap();
    fs::write(folder.join("s.txt"), "The probe left.\nThe crew slept.\n").unwrap();
    fine(folder, "tm build a.tmx --output m");
    let talk = |arguments: &str| {
        let (status, _, talk) = run(folder, arguments);
        assert_eq!(status, Some(0), "{arguments}: {talk}");
        talk
    };
    let matches = || {
        fine(
            folder,
            "match --memory m --from en --to fr --format jsonl --limit 0 s.txt",
        )
    };
    assert!(matches().contains("a quitté") && matches().contains("est partie"));
    // One translation of two, by what it says; another, by its number; what is not there is counted.
    let gone = [
        units[1],
        ("The probe left.", "La sonde était partie.", "", ""),
    ];
    fs::write(folder.join("gone.tmx"), dated(&gone)).unwrap();
    let said = talk("tm add m --delete gone.tmx --delete-unit #5");
    assert!(
        said.contains("m: 2 deleted, 1 to be deleted were not there"),
        "{said}"
    );
    assert!(!matches().contains("a quitté") && matches().contains("est partie"));
    assert!(!matches().contains("équipage"));
    let said = talk("tm verify m");
    assert!(
        said.contains("m: 3 units") && said.contains("still in its files: 2"),
        "{said}"
    );
    assert!(fine(folder, "info m").contains("units      3\n"));
    assert_eq!(
        fine(folder, "tm search --memory m dormi").lines().next(),
        Some("m #4")
    );
    fine(folder, "convert m --output left.tmx");
    let left = fs::read_to_string(folder.join("left.tmx")).unwrap();
    assert!(!left.contains("a quitté") && left.contains("a3"), "{left}");
    // By id; and with it most of the segment, which is written anew without them.
    let said = talk("tm add m --delete-unit a3");
    assert!(said.contains("m: 1 deleted"), "{said}");
    assert_eq!(talk("tm verify m"), "m: 2 units, all as written\n");
    assert_eq!(
        fine(folder, "tm search --memory m dormi").lines().next(),
        Some("m #4")
    );
    // What was deleted can come back, under a new number.
    talk("tm add m gone.tmx");
    assert!(matches().contains("a quitté") && matches().contains("était partie"));
    assert!(fine(folder, "tm search --memory m était").starts_with("m #7\n"));
    for unit in ["a1", "#4", "#6", "#7"] {
        talk(&format!("tm add m --delete-unit {unit}"));
    }
    assert_eq!(talk("tm verify m"), "m: 0 units, all as written\n");
    for (arguments, expected) in [
        ("tm add m --delete-unit #1", "m: there is no unit \"#1\""),
        (
            "tm add m --delete-unit a3 a.tmx",
            "m: there is no unit \"a3\"",
        ),
        (
            "tm add m --delete none.tmx",
            "none.tmx: there is no such file",
        ),
    ] {
        let (status, _, talk) = run(folder, arguments);
        assert_eq!(status, Some(2), "{arguments}");
        assert!(talk.contains(expected), "{talk}");
    }
    assert_eq!(
        talk("tm verify m"),
        "m: 0 units, all as written\n",
        "nothing was added"
    );
}

#[test]
fn the_clock_never_dates_a_unit() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let write = |name: &str, target: &str, date: &str| {
        fs::write(
            folder.join(name),
            dated(&[("The probe left.", target, date, "")]),
        )
        .unwrap();
    };
    let unit = |memory: &str| {
        fine(
            folder,
            &format!("convert --force {memory} --output out.tmx"),
        );
        let tmx = fs::read_to_string(folder.join("out.tmx")).unwrap();
        tmx[tmx.find("<tu").unwrap()..].to_owned()
    };
    write("a.tmx", "La sonde partit.", "");
    fine(folder, "tm build a.tmx --output plain");
    assert!(!unit("plain").contains("date"), "{}", unit("plain"));
    fine(
        folder,
        "tm build a.tmx --output m --date 2020-05-04 --user jean",
    );
    let made = "creationdate=\"20200504T000000Z\" creationid=\"jean\"";
    assert!(unit("m").contains(made), "{}", unit("m"));
    // Equal: not dated anew. Other: what has no date is of the day that is said.
    let (_, _, talk) = run(folder, "tm add m --date 2021-01-01 a.tmx");
    assert!(talk.contains("0 updated, 1 equal"), "{talk}");
    write("b.tmx", "La sonde est partie.", "");
    let (_, _, talk) = run(folder, "tm add m --date 2021-01-01 --user marie b.tmx");
    assert!(talk.contains("1 updated"), "{talk}");
    let updated = unit("m");
    assert!(
        updated.contains("La sonde est partie.") && updated.contains(made),
        "{updated}"
    );
    assert!(
        updated.contains("changedate=\"20210101T000000Z\" changeid=\"marie\""),
        "{updated}"
    );
    // A date of its own holds, whatever is said.
    write("c.tmx", "La sonde partait.", "20190101T000000Z");
    let (_, _, talk) = run(folder, "tm add m --date 2022-01-01 c.tmx");
    assert!(talk.contains("1 older"), "{talk}");
    let mut epoch = crate::run::command(["tm", "build", "a.tmx", "--output", "epoch"]);
    epoch.current_dir(folder).env("SOURCE_DATE_EPOCH", "86400");
    assert!(epoch.status().unwrap().success());
    assert!(
        unit("epoch").contains("creationdate=\"19700102T000000Z\""),
        "{}",
        unit("epoch")
    );
    for arguments in [
        "tm add m --date yesterday a.tmx",
        "tm add m --user jean a.tmx",
    ] {
        assert_eq!(run(folder, arguments).0, Some(2), "{arguments}");
    }
}

#[test]
fn a_memory_of_many_languages_is_written_for_two() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("a.tmx"), SAMPLE).unwrap();
    fine(folder, "tm build a.tmx --output m");
    for source in ["a.tmx", "m"] {
        fine(
            folder,
            &format!("convert {source} --from ru --to en --output {source}.pair.tmx"),
        );
        let info = fine(folder, &format!("info --format json {source}.pair.tmx"));
        assert!(info.contains("\"pairs\":{\"ru-en-US\":1}"), "{info}");
        assert!(info.contains("\"units\":1"), "{info}");
        let tmx = fs::read_to_string(folder.join(format!("{source}.pair.tmx"))).unwrap();
        assert!(tmx.contains("srclang=\"ru\""), "{tmx}");
        assert!(
            tmx.find("Зонд") < tmx.find("probe"),
            "the source first: {tmx}"
        );
    }
    let (status, out, talk) = run(folder, "convert m --from ru --to de --output x.tmx");
    assert_eq!((status, out.as_str()), (Some(2), ""));
    assert!(
        talk.contains("no unit has both \"ru\" and \"de\""),
        "{talk}"
    );
    assert!(!folder.join("x.tmx").exists());
    assert_eq!(run(folder, "convert m --from ru --output x.tmx").0, Some(2));
}
