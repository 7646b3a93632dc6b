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
