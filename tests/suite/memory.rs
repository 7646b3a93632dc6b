//! TMX: the dialects of real files, what is refused and where, and that nothing is lost.

use entente::memory::tmx::{TmxReader, write};
use entente::memory::{Memory, TranslationUnit};
use entente::xml::XmlOptions;
use proptest::prelude::*;

fn read(bytes: &[u8]) -> Memory {
    Memory::read("a.tmx", bytes, XmlOptions::default()).unwrap()
}

fn refused(bytes: &[u8]) -> String {
    let error = Memory::read("a.tmx", bytes, XmlOptions::default()).unwrap_err();
    error.to_string()
}

fn written(memory: &Memory) -> String {
    String::from_utf8(write(memory, Vec::new()).unwrap()).unwrap()
}

/// Language and text of each variant.
fn texts(unit: &TranslationUnit) -> Vec<(&str, &str)> {
    let variants = unit.variants.iter();
    variants
        .map(|variant| {
            let lang = variant.lang.as_ref().map_or("", |tag| tag.as_str());
            (lang, variant.content.text.as_str())
        })
        .collect()
}

fn file(body: &str) -> String {
    format!("<tmx version=\"1.4\">\n<header srclang=\"en\"/>\n<body>\n{body}\n</body>\n</tmx>\n")
}

#[test]
fn tmx_1_1_names_languages_otherwise() {
    let memory = read(
        b"<!DOCTYPE tmx SYSTEM \"tmx11.dtd\">\n<tmx version=\"1.1\"><header srclang=\"EN-US\" \
          creationtool=\"x\"/><body><tu><tuv lang=\"EN-US\"><seg>Liftoff</seg></tuv>\
          <tuv lang=\"FR_ca\"><seg>D&#xE9;collage</seg></tuv></tu></body></tmx>",
    );
    assert_eq!(
        texts(&memory.units[0]),
        [("en-US", "Liftoff"), ("fr-CA", "Décollage")]
    );
    assert_eq!(memory.header.version.as_deref(), Some("1.1"));
    assert!(memory.notices.is_empty(), "{:?}", memory.notices);
    let written = written(&memory);
    assert!(written.contains("<tuv xml:lang=\"EN-US\">"), "{written}");
    assert!(written.contains("<tmx version=\"1.4\">"), "{written}");
}

#[test]
fn both_levels_of_omegat_give_the_same_text() {
    let level_1 =
        "<tu><tuv xml:lang=\"en\"><seg>The &lt;f0&gt;probe&lt;/f0&gt; left.</seg></tuv></tu>";
    let level_2 = "<tu><tuv xml:lang=\"en\"><seg>The <bpt i=\"0\" x=\"0\">&lt;f0&gt;</bpt>probe\
                   <ept i=\"0\">&lt;/f0&gt;</ept> left.</seg></tuv></tu>";
    let memory = read(file(&format!("{level_1}{level_2}")).as_bytes());
    let tagged = &memory.units[1].variants[0].content;
    assert_eq!(tagged.text, "The probe left.");
    assert_eq!(tagged.tags[0].code, "<f0>");
    // What was written as text stays text in the memory; the matcher tells it from tags.
    assert_eq!(
        memory.units[0].variants[0].content.text,
        "The <f0>probe</f0> left."
    );
    assert!(written(&memory).contains("<bpt i=\"0\" x=\"0\">&lt;f0&gt;</bpt>"));
}

#[test]
fn encodings_are_obeyed() {
    let text = file(
        "<tu><tuv xml:lang=\"fr\"><seg>« Où ? »\u{A0}5 €</seg></tuv>\
         <tuv xml:lang=\"en\"><seg>“Where?”</seg></tuv></tu>",
    );
    let expected = read(text.as_bytes());
    let utf16 = format!("<?xml version=\"1.0\" encoding=\"utf-16\"?>\n{text}");
    let big = utf16.encode_utf16().flat_map(u16::to_be_bytes);
    let little = utf16.encode_utf16().flat_map(u16::to_le_bytes);
    let windows = format!("<?xml version='1.0' encoding='windows-1252'?>\n{text}");
    let windows = windows.chars().map(|c| match c {
        '€' => 0x80,
        '“' => 0x93,
        '”' => 0x94,
        other => u8::try_from(other).unwrap(),
    });
    let files: [Vec<u8>; 4] = [
        [0xFE, 0xFF].into_iter().chain(big).collect(),
        [0xFF, 0xFE].into_iter().chain(little).collect(),
        windows.collect(),
        [0xEF, 0xBB, 0xBF].into_iter().chain(text.bytes()).collect(),
    ];
    for (bytes, name) in files
        .iter()
        .zip(["UTF-16BE", "UTF-16LE", "windows-1252", "UTF-8"])
    {
        assert_eq!(
            texts(&read(bytes).units[0]),
            texts(&expected.units[0]),
            "{name}"
        );
        let reader = TmxReader::new("a.tmx", &bytes[..], XmlOptions::default()).unwrap();
        assert_eq!(reader.encoding(), name);
    }
}

#[test]
fn what_a_tool_adds_is_written_back() {
    let text = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4" xmlns:my="urn:example:my">
  <header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="y" adminlang="en" srclang="*all*" datatype="xml" my:job="7">
    <note>Checked by « A &amp; B »</note>
    <prop type="x-client" xml:lang="ru">Роскосмос</prop>
  </header>
  <body>
    <tu tuid="a&lt;1" my:rank="3" changedate="20240512T101500Z">
      <note o-encoding="utf-8">to be asked</note>
      <prop type="x-domain">orbits</prop>
      <tuv xml:lang="EN-us" creationid="ann" my:seen="yes">
        <prop type="x-state">checked</prop>
        <seg>  On <hi type="bold">12 <ph x="1"/>May</hi><it pos="begin" x="2">&lt;i&gt;</it>: 5 &lt; 6</seg>
      </tuv>
      <tuv xml:lang="ru">
        <seg>12 мая</seg>
      </tuv>
    </tu>
  </body>
</tmx>
"#;
    let memory = read(text.as_bytes());
    assert!(memory.notices.is_empty(), "{:?}", memory.notices);
    assert_eq!(written(&memory), text);
}

#[test]
fn a_bad_unit_is_told_with_its_place_and_the_file_goes_on() {
    let good = "<tu tuid=\"4\"><tuv xml:lang=\"en\"><seg>a</seg></tuv><tuv xml:lang=\"fr\"><seg>b</seg></tuv></tu>";
    let text = file(&format!(
        "<tu tuid=\"1\"/>\n\
         <tu tuid=\"2\"><tuv><seg>a</seg></tuv>\n<tuv xml:lang=\"???\"><seg>b</seg></tuv></tu>\n\
         <tu tuid=\"3\"><tuv xml:lang=\"en\"><seg>a</seg></tuv><tuv xml:lang=\"fr\"><seg> </seg></tuv></tu>\n\
         <note>stray</note>{good}"
    ));
    let memory = read(text.as_bytes());
    let notices: Vec<String> = memory.notices.iter().map(ToString::to_string).collect();
    assert_eq!(
        notices,
        [
            "a.tmx:4:1: unit \"1\" has no text; nothing can be filled from it",
            "a.tmx:5:14: a text of unit \"2\" gives no language; it is never matched",
            "a.tmx:6:1: a text of unit \"2\" gives \"???\", which is no language tag; it is never matched",
            "a.tmx:7:51: unit \"3\" has no text for \"fr\"",
            "a.tmx:8:1: <note> is no unit; it was left out",
        ]
    );
    assert_eq!(
        texts(memory.units.last().unwrap()),
        [("en", "a"), ("fr", "b")]
    );
}

#[test]
fn a_malformed_file_is_refused_whole_at_its_place() {
    let unit = |inside: &str| {
        file(&format!(
            "<tu><tuv xml:lang=\"en\"><seg>{inside}</seg></tuv></tu>"
        ))
    };
    let seg = "4:29";
    let cases: Vec<(Vec<u8>, String)> = vec![
        (vec![], "1:1: the file is empty".into()),
        (
            b"404: Not Found".to_vec(),
            "1:1: this is not XML but ".into(),
        ),
        (
            b"version https://git-lfs.github.com/spec/v1\n".to_vec(),
            "1:1: this is not XML but ".into(),
        ),
        (
            b"<xliff/>".to_vec(),
            "1:1: the root element is <xliff>, not <tmx>".into(),
        ),
        (
            b"<tmx>\n<header/></tmx>".to_vec(),
            "1:1: <tmx> has no <body>".into(),
        ),
        (
            file("<tu>").into_bytes(),
            "5:1: </body> where </tu> should be".into(),
        ),
        (
            file("</tu>").into_bytes(),
            "4:1: </tu> where </body> should be".into(),
        ),
        (
            unit("R & D").into_bytes(),
            "4:31: \"&\" begins no reference".into(),
        ),
        (
            unit("caf&eacute;").into_bytes(),
            "4:32: entity \"&eacute;\"".into(),
        ),
        (
            unit("&#8;").into_bytes(),
            format!("{seg}: \"&#8;\" names no character"),
        ),
        (unit("a\u{8}").into_bytes(), "4:30: character U+0008".into()),
        (unit("]]>").into_bytes(), format!("{seg}: \"]]>\" in text")),
        (
            unit("<ph x=1/>").into_bytes(),
            "4:35: the value of attribute \"x\"".into(),
        ),
        (
            unit("<ph x='1' x='2'/>").into_bytes(),
            "4:39: attribute \"x\" is given twice".into(),
        ),
        (
            unit("<ph x='<'/>").into_bytes(),
            "4:36: \"<\" in an attribute value".into(),
        ),
        (unit("<!-- a -- b -->").into_bytes(), "4:".into()),
        (
            [unit("x").as_bytes(), b"<tmx/>"].concat(),
            "7:1: <tmx> after the end of the root".into(),
        ),
        (
            [unit("x").as_bytes(), b"tail"].concat(),
            "7:1: text outside the root element".into(),
        ),
        (
            [unit("x").as_bytes(), b"\0\0"].concat(),
            "7:1: character U+0000".into(),
        ),
        (
            format!("\n<?xml version='1.0'?>{}", unit("x")).into_bytes(),
            "2:1: the XML declaration must be".into(),
        ),
        (
            unit("x").replace("x<", "\u{FFFF}<").into_bytes(),
            format!("{seg}: character U+FFFF"),
        ),
        (
            unit("x")
                .into_bytes()
                .into_iter()
                .map(|b| if b == b'x' { 0xE9 } else { b })
                .collect(),
            "1:4: byte 0xE9 is not UTF-8".into(),
        ),
    ];
    for (bytes, expected) in cases {
        let shown = String::from_utf8_lossy(&bytes).into_owned();
        let error = refused(&bytes);
        let expected = format!("a.tmx:{expected}");
        assert!(error.starts_with(&expected), "{shown}\n{error}\n{expected}");
    }
}

#[test]
fn units_come_one_by_one() {
    let text = file(&"<tu><tuv xml:lang=\"en\"><seg>a</seg></tuv><tuv xml:lang=\"fr\"><seg>b</seg></tuv></tu>\n".repeat(3));
    let cut = &text.as_bytes()[..text.len() - 30];
    let mut reader = TmxReader::new("a.tmx", cut, XmlOptions::default()).unwrap();
    assert_eq!(reader.header().source_lang().unwrap().as_str(), "en");
    for _ in 0..2 {
        assert!(reader.next_unit().unwrap().is_some());
    }
    assert!(
        reader.next_unit().is_err(),
        "the end of a cut file is an error"
    );
}

const SAMPLE: &str = include_str!("../data/memory/sample.tmx");

#[test]
fn a_memory_reads_back_as_it_was_written() {
    let memory = read(SAMPLE.as_bytes());
    let once = written(&memory);
    let again = read(once.as_bytes());
    assert_eq!(memory.header.props, again.header.props);
    assert_eq!(memory.units.len(), again.units.len());
    for (one, other) in memory.units.iter().zip(&again.units) {
        let unplaced = |unit: &TranslationUnit| {
            let unit = TranslationUnit {
                place: None,
                ..unit.clone()
            };
            format!("{unit:?}")
        };
        assert_eq!(unplaced(one), unplaced(other));
    }
    assert_eq!(written(&again), once);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_prefix_is_a_memory(at in any::<prop::sample::Index>()) {
        let sample = SAMPLE.trim_end().as_bytes();
        let cut = &sample[..at.index(sample.len())];
        prop_assert!(Memory::read("a.tmx", cut, XmlOptions::default()).is_err());
    }

    #[test]
    fn no_mutation_makes_the_reader_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0usize..20), 1..4),
    ) {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        for (at, byte, length) in changes {
            let at = at.index(bytes.len());
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, [byte]);
        }
        if let Ok(memory) = Memory::read("a.tmx", &bytes[..], XmlOptions::default()) {
            read(written(&memory).as_bytes());
        }
    }
}
