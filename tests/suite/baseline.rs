//! Findings that are accepted for good stay accepted, and only those.

use crate::run::line;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const SOURCE: &str =
    "# The probe\n\nThe probe sent 3 images to the station.\n\nIt flew for 14 days.\n";
const TARGET: &str =
    "# La sonde\n\nLa sonde a envoyé 2 images à la station.\n\nElle a volé 15 jours.\n";
const CHECK: &str = "check --from en --to fr a.en.md a.fr.md --format jsonl";

/// An article in which two numbers differ.
fn article() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), SOURCE, TARGET);
    folder
}

fn write(folder: &Path, source: &str, target: &str) {
    fs::write(folder.join("a.en.md"), source).unwrap();
    fs::write(folder.join("a.fr.md"), target).unwrap();
}

/// The fingerprints of the numbers that differ, and what the run said.
fn numbers(folder: &Path) -> (Vec<String>, String) {
    let (_, out, talk) = line(folder, CHECK);
    let numbers = out
        .lines()
        .filter(|line| line.contains("\"number-differs\""));
    let found = numbers.map(|line| {
        let (_, after) = line.split_once("\"fingerprint\":\"").unwrap();
        after.split('"').next().unwrap().to_owned()
    });
    (found.collect(), talk)
}

fn accept(folder: &Path, fingerprint: &str) -> (Option<i32>, String, String) {
    let (_, out, _) = line(folder, CHECK);
    fs::write(folder.join("found.jsonl"), out).unwrap();
    let command = format!("accept {fingerprint} --reason rounded --findings found.jsonl");
    line(folder, &command)
}

#[test]
fn what_is_accepted_stays_so_through_moves_and_edits_around_it() {
    let folder = article();
    let folder = folder.path();
    let (found, _) = numbers(folder);
    assert_eq!(found.len(), 2);
    let (status, _, talk) = accept(folder, &found[0]);
    assert_eq!(status, Some(0), "{talk}");
    assert_eq!(numbers(folder).0, found[1..]);

    let inserted = [SOURCE, TARGET].map(|text| text.to_owned());
    let source = inserted[0].replace("# The probe\n", "# The probe\n\nAll is well today.\n");
    let target = inserted[1].replace("# La sonde\n", "# La sonde\n\nTout va bien aujourd’hui.\n");
    write(folder, &source, &target);
    assert_eq!(numbers(folder).0, found[1..], "a paragraph before it");

    let source = "# The probe\n\nIt flew for 14 days.\n\nThe probe sent 3 images to the station.\n";
    let target =
        "# La sonde\n\nElle a volé 15 jours.\n\nLa sonde a envoyé 2 images à la station.\n";
    write(folder, source, target);
    assert_eq!(numbers(folder).0, found[1..], "moved");
}

#[test]
fn an_entry_whose_finding_is_gone_is_reported_as_dead() {
    let folder = article();
    let folder = folder.path();
    let (found, _) = numbers(folder);
    accept(folder, &found[0]);
    write(folder, SOURCE, &TARGET.replace("2 images", "3 images"));
    let (left, talk) = numbers(folder);
    assert_eq!(left, found[1..]);
    assert!(talk.contains(&format!("{} is dead", found[0])), "{talk}");
    line(folder, &format!("{CHECK} --write-baseline"));
    let (left, talk) = numbers(folder);
    assert!(left.is_empty() && !talk.contains("is dead"), "{talk}");
}

#[test]
fn a_written_baseline_lets_the_run_pass_until_something_new_is_wrong() {
    let folder = article();
    let folder = folder.path();
    assert_eq!(line(folder, CHECK).0, Some(1));
    assert_eq!(
        line(folder, &format!("{CHECK} --write-baseline")).0,
        Some(0)
    );
    assert_eq!(line(folder, CHECK).0, Some(0));
    write(
        folder,
        &format!("{SOURCE}\nThe crew saw 7 stars.\n"),
        &format!("{TARGET}\nL’équipage a vu 8 étoiles.\n"),
    );
    assert_eq!(line(folder, CHECK).0, Some(1));
}

#[test]
fn what_is_not_found_cannot_be_accepted() {
    let folder = article();
    let folder = folder.path();
    for unknown in ["v1:0000000000000000", "v1:", "v2:"] {
        let (status, out, talk) = accept(folder, unknown);
        assert_eq!((status, out.as_str()), (Some(2), ""), "{talk}");
        assert_eq!(talk.lines().count(), 1, "{talk}");
    }
    assert!(!folder.join("entente-baseline.jsonl").exists());
    fs::write(folder.join("entente-baseline.jsonl"), "<<<<<<< ours\n").unwrap();
    let (status, out, talk) = line(folder, CHECK);
    assert_eq!((status, out.as_str()), (Some(2), ""));
    assert!(talk.starts_with("entente-baseline.jsonl:1:1: "), "{talk}");
}
