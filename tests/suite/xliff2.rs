//! XLIFF 2: what the standard demands, what is read, and that what is written holds to it.

use entente::document::bilingual::{Alternative, Bilingual, BilingualFile, BilingualUnit};
use entente::document::bilingual::{EmbeddedArticle, FillOrigin, State};
use entente::document::{xliff, xliff2};
use entente::inline::{InlineTag, InlineText, TagKind, TagRole};
use entente::lang::LangTag;
use entente::memory::Memory;
use entente::text::{Notice, Source};
use proptest::prelude::*;

/// A file with these units.
fn file(units: &str) -> String {
    let spaces: String = [
        "matches",
        "glossary",
        "metadata",
        "validation",
        "sizerestriction",
    ]
    .iter()
    .zip(["mtc", "gls", "mda", "val", "slr"])
    .map(|(name, prefix)| format!(" xmlns:{prefix}=\"urn:oasis:names:tc:xliff:{name}:2.0\""))
    .collect();
    format!(
        "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\"{spaces} xmlns:my=\"urn:my\" \
         version=\"2.1\" srcLang=\"en\" trgLang=\"ru\">\n<file id=\"f1\">{units}</file></xliff>"
    )
}

fn read(text: &str) -> Result<Bilingual, String> {
    xliff2::read(Source::new("a.xlf", text)).map_err(|error| error.to_string())
}

#[test]
fn a_file_that_breaks_the_standard_is_refused_at_its_element() {
    let cases = include_str!("../data/xliff2/invalid.txt");
    let mut seen = 0;
    for case in cases
        .split("\n---\n")
        .filter(|case| !case.trim().is_empty())
    {
        let (expected, unit) = case
            .trim_start()
            .split_once('\n')
            .expect("a message, a unit");
        let error = read(&file(unit)).expect_err(unit);
        assert!(
            error.ends_with(expected),
            "{error}\nshould be {expected}\n{unit}"
        );
        let place = error.strip_prefix("a.xlf:").unwrap_or_default();
        assert!(place.starts_with(|c: char| c.is_ascii_digit()), "{error}");
        seen += 1;
    }
    assert!(seen >= 30, "{seen} cases were read");
}

#[test]
fn a_file_that_only_looks_wrong_is_read() {
    for unit in [
        // An end in another segment than its start.
        "<unit id='1'><segment><source><sc id='1'/>a</source></segment>\
         <segment><source>b<ec startRef='1'/></source></segment></unit>",
        // Attributes and elements of somebody's own, and what version 1.2 had.
        "<unit id='1' my:a='b' approved='yes'><my:e id='1'/><segment><source>a</source></segment></unit>",
        // A sequence that keeps its order.
        "<unit id='1'><segment><source><ph id='1' canReorder='firstNo' canCopy='no' canDelete='no'/>\
         <ph id='2' canReorder='no' canCopy='no' canDelete='no'/></source></segment></unit>",
        // Notes after the segments, an id with a space.
        "<unit id='a b'><segment><source>a</source></segment><notes><note>n</note></notes></unit>",
        // A comment that refers to its note.
        "<unit id='1'><notes><note id='n1'>x</note></notes><segment>\
         <source><mrk id='m' type='comment' ref='#n=n1'>a</mrk></source></segment></unit>",
    ] {
        read(&file(unit)).unwrap_or_else(|error| panic!("{error}\n{unit}"));
    }
}

#[test]
fn states_tags_and_matches_are_read() {
    let unit = "<unit id='u1' name='key'><mtc:matches><mtc:match ref='#s1' similarity='87.5' origin='m.tmx'>\
        <source>One probe</source><target>Один зонд</target></mtc:match></mtc:matches>\
        <notes><note>Look &amp; see</note></notes>\
        <originalData><data id='d1'>**</data></originalData>\
        <segment id='s1' state='reviewed'><source>A <pc id='1' type='fmt' subType='xlf:b' dataRefStart='d1' \
        dataRefEnd='d1'>probe</pc><ph id='2'/></source><target><pc id='1' type='fmt' subType='xlf:b' \
        dataRefStart='d1' dataRefEnd='d1'>Зонд</pc><ph id='2'/></target></segment>\
        <ignorable><source> </source></ignorable>\
        <segment id='s2'><source>Two</source></segment></unit>";
    let file = read(&file(unit)).unwrap().files.remove(0);
    let [first, between, second] = &file.units[..] else {
        panic!("three parts")
    };
    assert_eq!(
        (first.state, second.state),
        (State::Reviewed, State::Initial)
    );
    assert!(between.ignorable && !between.translate);
    assert_eq!(first.notes, ["Look & see"]);
    let tags: Vec<(TagKind, TagRole, &str)> = first
        .source
        .tags
        .iter()
        .map(|tag| (tag.kind, tag.role, tag.code.as_str()))
        .collect();
    assert_eq!(tags[0], (TagKind::Open, TagRole::Strong, "**"));
    assert_eq!(tags[2].2, "<ph id='2'/>");
    let target = first.target.as_ref().unwrap();
    assert_eq!(target.tags[0].pair, first.source.tags[0].pair);
    assert_eq!(
        (first.alternatives[0].score, second.alternatives.len()),
        (Some(87), 0)
    );
}

#[test]
fn units_that_share_an_id_are_read_and_said() {
    let unit = "<unit id='1'><segment><source>a</source></segment></unit>";
    let read = read(&file(&format!("{unit}\n{unit}"))).unwrap();
    assert_eq!(read.files[0].units.len(), 2);
    let said: Vec<String> = read.notices.iter().map(Notice::to_string).collect();
    assert_eq!(said, ["a.xlf:3:1: a second unit with the id \"1\""]);
}

/// What is said of a file that is read.
fn said(text: &str) -> Vec<String> {
    let read = read(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    read.notices.iter().map(Notice::to_string).collect()
}

#[test]
fn what_nobody_can_misread_is_read_and_said() {
    for (unit, expected) in [
        // Some tools put a heading of theirs in place of a number.
        (
            "<unit id='1' slr:sizeRestriction='Character Limits'><segment><source>a</source></segment></unit>",
            &[
                "a.xlf:2:15: sizeRestriction=\"Character Limits\" is no range: \"90\", \"0,90\", \"5,*\"",
            ][..],
        ),
        // One place is left for the only target.
        (
            "<unit id='1'><segment><source>a</source><target order='7'>b</target></segment></unit>",
            &[],
        ),
    ] {
        assert_eq!(said(&file(unit)), expected, "{unit}");
    }
    let skeleton = file("<skeleton href='a.skl'>a</skeleton>");
    assert_eq!(
        said(&skeleton),
        ["a.xlf:2:15: a <skeleton> with \"href\" is empty; what it holds is left alone"]
    );
}

#[test]
fn a_profile_of_ones_own_has_restrictions_of_its_own() {
    let unit =
        "<unit id='1' slr:sizeRestriction='5 lines'><segment><source>a</source></segment></unit>";
    let with = |profile: &str| {
        let profiles = format!("<slr:profiles generalProfile='{profile}'/>");
        read(&file(&format!("{profiles}{unit}"))).map(|read| read.notices.len())
    };
    assert_eq!(with("acme:lines"), Ok(0));
    for standard in ["xliff:codepoints", ""] {
        let error = with(standard).expect_err(standard);
        assert!(
            error.contains("sizeRestriction=\"5 lines\" is no range"),
            "{error}"
        );
    }
}

#[test]
fn a_segment_in_two_other_languages_is_left_alone() {
    let segment = |from: &str, to: &str| {
        format!("<segment><source{from}>Köd</source><target{to}>ضباب</target></segment>")
    };
    let (from, to) = (" xml:lang='hu'", " xml:lang='ar'");
    let stranger = format!("<unit id='1'>{}</unit>", segment(from, to));
    let own = "<unit id='2'><segment state='final'><source>Fog</source><target>Туман</target></segment></unit>";
    let text = file(&format!("{stranger}{own}"));
    assert_eq!(
        said(&text),
        ["a.xlf:2:37: in hu, which is not the language of <xliff>: left alone"]
    );
    let draft = read(&text).unwrap();
    let translate: Vec<bool> = draft.files[0]
        .units
        .iter()
        .map(|unit| unit.translate)
        .collect();
    assert_eq!(translate, [false, true]);
    assert_eq!(Memory::from_bilingual(&draft).units.len(), 1);
    // One text that says so contradicts the file.
    for segment in [
        segment(from, ""),
        segment("", to),
        segment(from, " xml:lang='ru'"),
    ] {
        let error = read(&file(&format!("<unit id='1'>{segment}</unit>"))).expect_err(&segment);
        assert!(error.ends_with("is not that of <xliff>"), "{error}");
    }
}

#[test]
fn a_template_may_lack_what_is_not_there_yet() {
    let root = |attributes: &str, inside: &str| {
        format!(
            "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" {attributes}>{inside}</xliff>"
        )
    };
    let template = "version='2.0' srcLang=''";
    for inside in [
        "",
        "<file id='f'><skeleton/></file>",
        "<file id='f'><unit id='1'><segment/></unit></file>",
        "<file id='f'><unit id='1'><segment><target>b</target></segment><ignorable/></unit></file>",
        "<file id='f'><unit id='1'><segment><source><ec/></source></segment></unit></file>",
        "<file id='f'><unit id='1'><segment state='final' subState='x'><source>a</source></segment></unit></file>",
    ] {
        let note = "a.xlf:1:1: no source language, or no version: read as a template, which may lack things";
        assert_eq!(said(&root(template, inside)), [note], "{inside}");
        assert_eq!(
            said(&root("version='VERSION' srcLang='en' trgLang='ru'", inside)),
            [note]
        );
        read(&root("version='2.0' srcLang='en' trgLang='ru'", inside)).expect_err(inside);
    }
    // What contradicts itself is wrong in a template too.
    for inside in [
        "<file id='f'/><file id='f'/>",
        "<file id='f'><unit id='1'><segment><source><ec startRef='7'/></source></segment></unit></file>",
        "<file id='f'><unit id='1'><segment state='done'/></unit></file>",
    ] {
        read(&root(template, inside)).expect_err(inside);
    }
    let unit = "<file id='f'><unit id='1'><segment><target>b</target></segment></unit></file>";
    let draft = read(&root(template, unit)).unwrap();
    let unit = &draft.files[0].units[0];
    assert_eq!((unit.source.text.as_str(), unit.translate), ("", false));
    assert_eq!(
        unit.target.as_ref().map(|target| target.text.as_str()),
        Some("b")
    );
}

#[test]
fn codes_that_share_a_rid_are_a_pair() {
    let unit = "<unit id='1'><segment><source>A <sc id='b1' rid='b'/>probe<ec id='b2' rid='b'/></source>\
        <target><sc id='b1' rid='b'/>Зонд<ec id='b2' rid='b'/></target></segment></unit>";
    let unit = read(&file(unit)).unwrap().files.remove(0).units.remove(0);
    let target = unit.target.unwrap();
    for tags in [&unit.source.tags, &target.tags] {
        let kinds: Vec<(TagKind, u32)> = tags.iter().map(|tag| (tag.kind, tag.pair)).collect();
        assert_eq!(kinds, [(TagKind::Open, 1), (TagKind::Close, 1)]);
    }
}

fn tag(at: usize, kind: TagKind, pair: u32, code: &str) -> InlineTag {
    InlineTag {
        at,
        kind,
        pair,
        role: TagRole::Other,
        code: code.to_owned(),
        markup: None,
        file: None,
    }
}

/// A draft of one unit with these texts.
fn draft(source: InlineText, target: InlineText, state: State) -> Bilingual {
    let lang = |tag| LangTag::parse(tag).ok();
    let unit = BilingualUnit {
        id: "120-155".into(),
        alternatives: vec![Alternative {
            score: Some(83),
            origin: Some("m & n.tmx".into()),
            source: Some(source.clone()),
            target: target.clone(),
        }],
        source,
        target: Some(target),
        state,
        origin: Some(FillOrigin::Fuzzy),
        notes: vec!["look".into()],
        translate: true,
        ..BilingualUnit::default()
    };
    Bilingual {
        source: Source::new("", ""),
        version: "2.1".into(),
        files: vec![BilingualFile {
            original: "a.md".into(),
            source_lang: lang("en"),
            target_lang: lang("fr"),
            datatype: "x-markdown".into(),
            article: Some(EmbeddedArticle::new(b"# A\n".to_vec())),
            units: vec![unit],
        }],
        notices: Vec::<Notice>::new(),
    }
}

#[test]
fn what_is_written_holds_to_the_standard_and_reads_back() {
    let content = InlineText {
        text: "A bold word, a break".into(),
        tags: vec![
            tag(2, TagKind::Open, 1, "**"),
            tag(2, TagKind::Open, 2, "<i>"),
            tag(6, TagKind::Close, 2, "</i>"),
            tag(6, TagKind::Close, 1, "**"),
            tag(13, TagKind::Standalone, 1, "<br/>"),
            tag(20, TagKind::Isolated, 4, "</a>"),
        ],
        map: None,
    };
    let given = draft(content.clone(), content, State::Initial);
    let bytes = xliff2::write(&given);
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.contains("state=\"initial\" subState=\"entente:fuzzy\""),
        "{text}"
    );
    assert!(text.contains("ref=\"#s\" similarity=\"83.0\""), "{text}");
    let read = read(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let (old, new) = (&given.files[0], &read.files[0]);
    assert_eq!(new.article, old.article);
    assert_eq!(new.datatype, "x-markdown");
    let (old, new) = (&old.units[0], &new.units[0]);
    assert_eq!(
        (&new.id, new.state, &new.origin),
        (&old.id, old.state, &old.origin)
    );
    let shape = |text: &InlineText| -> Vec<(usize, TagKind, String)> {
        let tags = text.tags.iter();
        tags.map(|tag| (tag.at, tag.kind, tag.code.clone()))
            .collect()
    };
    assert_eq!(shape(&new.source), shape(&old.source));
    assert_eq!(shape(new.target.as_ref().unwrap()), shape(&old.source));
    assert_eq!(new.alternatives[0].score, Some(83));
    assert_eq!(new.alternatives[0].target.text, old.source.text);
}

proptest! {
    /// Any text with any tags is written as a valid file and read as it was.
    #[test]
    fn random_drafts_read_back(
        text in "[ -~éя\n]{1,40}",
        places in proptest::collection::vec((0usize..41, 0u32..4, 0u8..4), 0..8),
    ) {
        let mut tags: Vec<InlineTag> = Vec::new();
        let mut places = places;
        places.sort();
        let mut open: Vec<u32> = Vec::new();
        for (number, (at, _, kind)) in places.iter().enumerate() {
            let mut at = (*at).min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let number = number as u32 + 10;
            match kind {
                0 => {
                    open.push(number);
                    tags.push(tag(at, TagKind::Open, number, "<b>"));
                }
                1 if !open.is_empty() => {
                    // Sometimes the pairs cross.
                    let pair = open.remove(number as usize % open.len());
                    tags.push(tag(at, TagKind::Close, pair, "</b>"));
                }
                2 => tags.push(tag(at, TagKind::Standalone, number, "<br/>")),
                _ => tags.push(tag(at, TagKind::Isolated, number, "</u>")),
            }
        }
        for pair in open {
            tags.push(tag(text.len(), TagKind::Close, pair, "</b>"));
        }
        let content = InlineText { text, tags, map: None };
        let bytes = xliff2::write(&draft(content.clone(), content.clone(), State::Translated));
        let read = read(&String::from_utf8(bytes).unwrap());
        let read = read.map_err(TestCaseError::fail)?;
        let found = &read.files[0].units[0].source;
        prop_assert_eq!(&found.text, &content.text);
        let shape = |text: &InlineText| -> Vec<(usize, TagKind)> {
            text.tags.iter().map(|tag| (tag.at, tag.kind)).collect()
        };
        prop_assert_eq!(shape(found), shape(&content));
    }
}

#[test]
fn either_version_is_told_by_its_root() {
    let old = "<xliff version='1.2'><file original='a' source-language='en' datatype='plaintext'>\
        <body><trans-unit id='1'><source>A</source></trans-unit></body></file></xliff>";
    for text in [
        old.to_owned(),
        file("<unit id='1'><segment><source>A</source></segment></unit>"),
    ] {
        let read = xliff::read_any(&Source::new("a.xlf", text.as_str())).unwrap();
        assert_eq!(read.files[0].units[0].source.text, "A");
    }
}
