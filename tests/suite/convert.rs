//! `info` and `convert`, as command-line tests: each kind of file, and what is refused.

use crate::run::line as run;
use std::fs;

/// Runs the command in `folder`: its status, what it wrote to stdout and to stderr.
const TABLE: &str = "concept,lang,term,status\n\
    lv,en,launch vehicle,preferred\nlv,fr,« lanceur »,\nlv,ru,ракета-носитель,\n\
    orb,en,orbit,\norb,fr,orbite,\n";

#[test]
fn a_glossary_becomes_tbx_and_a_table_again() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("g.csv"), TABLE).unwrap();
    for step in [
        "g.csv --output g.tbx",
        "g.tbx --output h.csv",
        "h.csv --output h.tbx",
    ] {
        let (status, out, talk) = run(folder, &format!("convert {step}"));
        assert_eq!(
            (status, out.as_str(), talk.as_str()),
            (Some(0), "", ""),
            "{step}"
        );
    }
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(read("g.tbx").replace("g.csv", "h.csv"), read("h.tbx"));
    for (file, kind) in [("g.csv", "csv"), ("g.tbx", "tbx"), ("h.csv", "csv")] {
        let (_, info, _) = run(folder, &format!("info --format json {file}"));
        let expected = format!(
            "{{\"kind\":\"{kind}\",\"encoding\":\"UTF-8\",\"concepts\":2,\
             \"terms\":{{\"en\":2,\"fr\":2,\"ru\":1}},\"notices\":[]}}\n"
        );
        assert_eq!(info, expected, "{file}");
    }
}

#[test]
fn kinds_are_not_mixed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("g.csv"), TABLE).unwrap();
    fs::write(
        folder.join("m.tmx"),
        "<tmx version=\"1.4\"><header/><body/></tmx>",
    )
    .unwrap();
    fs::write(folder.join("t.xml"), "<TAGTABLE/>").unwrap();
    fs::write(folder.join("cut.xml"), "<TAGTABLE>\n<TAG>\n</TAGTABLE>").unwrap();
    for (step, word) in [
        ("g.csv --output g.tmx", "cannot be converted"),
        ("m.tmx --output m.csv", "cannot be converted"),
        ("m.tmx --output m.docx", "cannot be converted"),
        (
            "t.xml --output t.tmx",
            "t.xml:1:1: <TAGTABLE> is no file that entente reads",
        ),
        ("cut.xml --output t.tmx", "cut.xml:3:1: "),
        ("g.csv --force --output g.csv", "an input is never replaced"),
        ("none.csv --output x.tbx", "none.csv: "),
    ] {
        let (status, _, talk) = run(folder, &format!("convert {step}"));
        assert_eq!(status, Some(2), "{step}");
        assert!(talk.contains(word), "{step}: {talk}");
    }
    assert_eq!(
        fs::read_dir(folder).unwrap().count(),
        4,
        "nothing was written"
    );
}

#[test]
fn a_file_cut_short_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(
        folder.join("m.tmx"),
        "<tmx version=\"1.4\"><header/><body>\n<tu>",
    )
    .unwrap();
    let (status, _, talk) = run(folder, "convert m.tmx --output n.tmx");
    assert_eq!(status, Some(2));
    assert!(
        talk.starts_with("m.tmx:2:5: the file ends inside <tu>"),
        "{talk}"
    );
    assert_eq!(fs::read_dir(folder).unwrap().count(), 1);
}

#[test]
fn strict_makes_notices_count() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let draft = "<xliff version=\"1.2\"><file original=\"a\" source-language=\"en\"><body>\n\
        <trans-unit id=\"1\"/></body></file></xliff>";
    fs::write(folder.join("d.xlf"), draft).unwrap();
    let (status, info, _) = run(folder, "info d.xlf");
    assert_eq!(status, Some(0));
    assert!(
        info.contains("d.xlf:2:1: unit \"1\" has no source; it was left out"),
        "{info}"
    );
    let (status, _, _) = run(folder, "info --strict d.xlf");
    assert_eq!(status, Some(1));
}

/// What importers of TMX ask for (`docs/memory-format.md`): read by rules of their own, not by ours.
fn importable(tmx: &str, pair: bool) {
    assert!(
        tmx.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
        "{tmx}"
    );
    assert!(tmx.contains("<tmx version=\"1.4\""), "{tmx}");
    let header = &tmx[tmx.find("<header").unwrap()..tmx.find("<body").unwrap()];
    for name in [
        "creationtool",
        "creationtoolversion",
        "segtype",
        "o-tmf",
        "adminlang",
        "srclang",
        "datatype",
    ] {
        assert_eq!(
            header.matches(&format!(" {name}=\"")).count(),
            1,
            "{name}: {header}"
        );
    }
    let mut units: Vec<&str> = tmx.split("</tu>").collect();
    units.pop();
    assert!(units.len() > 2, "{tmx}");
    for unit in units {
        let variants: Vec<&str> = unit.split("<tuv xml:lang=\"").skip(1).collect();
        assert_eq!(variants.len(), unit.matches("<seg>").count(), "{unit}");
        assert!(!unit.contains(" lang=\""), "only xml:lang: {unit}");
        if pair {
            // Trados takes two languages, and the first for the source; the header says which it is.
            assert_eq!(variants.len(), 2, "{unit}");
            assert!(
                variants[0].starts_with("en") && header.contains("srclang=\"en\""),
                "{unit}"
            );
        }
        for variant in variants {
            let all = |start: &str| -> Vec<String> {
                let rest = variant.split(start).skip(1);
                rest.map(|rest| rest.split('"').next().unwrap().to_owned())
                    .collect()
            };
            let (mut opened, mut closed) = (all("<bpt i=\""), all("<ept i=\""));
            opened.sort();
            closed.sort();
            assert_eq!(opened, closed, "each pair has its number: {variant}");
            opened.dedup();
            assert_eq!(opened.len(), closed.len(), "once: {variant}");
            assert!(
                !variant.contains("<g ") && !variant.contains("<pc "),
                "{variant}"
            );
        }
    }
}

#[test]
fn other_tools_import_what_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let fine = |arguments: &str| {
        let (status, _, talk) = run(folder, arguments);
        assert_eq!(status, Some(0), "{arguments}: {talk}");
    };
    let omegat = "<tmx version=\"1.1\"><header creationtool=\"OmegaT\" creationtoolversion=\"6.0\" segtype=\"sentence\" \
        o-tmf=\"OmegaT TMX\" adminlang=\"EN-US\" srclang=\"en\" datatype=\"plaintext\"/><body>\
        <tu><prop type=\"prev\">Ready?</prop><tuv lang=\"en\"><seg>The &lt;f0&gt;probe&lt;/f0&gt; left.</seg></tuv>\
        <tuv lang=\"fr\" changeid=\"marie\" changedate=\"20200101T000000Z\"><seg>La &lt;f0&gt;sonde&lt;/f0&gt; est partie.</seg></tuv>\
        <tuv lang=\"ru\"><seg>Зонд улетел.</seg></tuv></tu></body></tmx>";
    let draft = "<xliff version=\"1.2\"><file original=\"a.md\" source-language=\"en\" target-language=\"fr\" \
        datatype=\"x\"><body><trans-unit id=\"1\" resname=\"menu.open\"><source>A <g id=\"1\">b</g> <x id=\"2\"/>c</source>\
        <target state=\"final\">Un <g id=\"1\">b</g> <x id=\"2\"/>c</target></trans-unit></body></file></xliff>";
    fs::write(folder.join("omegat.tmx"), omegat).unwrap();
    fs::write(folder.join("draft.xlf"), draft).unwrap();
    fs::write(folder.join("a.md"), "The *crew* sleeps. It **dreams**.\n").unwrap();
    fs::write(folder.join("b.md"), "L’*équipage* dort. Il **rêve**.\n").unwrap();
    fine("tm build omegat.tmx --output m");
    fine("tm add m draft.xlf --from en --to fr --pair a.md b.md");
    fine("convert m --output all.tmx");
    fine("convert m --from en --to fr --output pair.tmx");
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    importable(&read("all.tmx"), false);
    importable(&read("pair.tmx"), true);
    let pair = read("pair.tmx");
    for kept in [
        // OmegaT's tags stay the text that they were, and what a unit says of its place is kept.
        "La &lt;f0&gt;sonde&lt;/f0&gt; est partie.",
        "<prop type=\"prev\">Ready?</prop>",
        "changeid=\"marie\" changedate=\"20200101T000000Z\"",
        "<prop type=\"x-context\">menu.open</prop>",
    ] {
        assert!(pair.contains(kept), "{kept}: {pair}");
    }
    assert!(!pair.contains("Зонд") && read("all.tmx").contains("Зонд"));
}
