//! `tm search`: words in any form, in memories of either kind, as many as are asked for.

use crate::run::{entente, text};

const MEMORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tmx/space.tmx");

/// The ids of the units, and the exit status.
fn found(more: &[&str]) -> (Vec<String>, Option<i32>) {
    let fixed = ["tm", "search", "--format", "jsonl"];
    let output = entente(fixed.iter().chain(more));
    let ids = text(&output.stdout).lines().map(|line| {
        let unit: serde_json::Value = serde_json::from_str(line).unwrap();
        unit["unit"].as_str().unwrap().to_owned()
    });
    (ids.collect(), output.status.code())
}

#[test]
fn what_cannot_be_searched_is_refused() {
    for (args, said) in [
        (&["--memory", MEMORY, "--regex", "("][..], "\"(\": "),
        (
            &["--memory", MEMORY, "--regex", "a", "b"],
            "takes one expression",
        ),
        (&["--memory", MEMORY, " "], "there is no word"),
        (&["--memory", "none.tmx", "a"], "none.tmx"),
        (&["a"], "no memory is named"),
    ] {
        let output = entente([&["tm", "search"][..], args].concat());
        assert_eq!(
            (output.status.code(), text(&output.stdout)),
            (Some(2), ""),
            "{args:?}"
        );
        assert!(
            text(&output.stderr).contains(said),
            "{}",
            text(&output.stderr)
        );
    }
}

#[test]
fn a_built_memory_gives_the_same_units() {
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("space.entente");
    let index = index.to_str().unwrap();
    let built = entente(["tm", "build", MEMORY, "--output", index]);
    assert_eq!(built.status.code(), Some(0));
    for words in [
        &["ракета-носитель"][..],
        &["lanceur", "Kourou"],
        &["--regex", "[0-9]{4}"],
    ] {
        let of = |memory: &str| found(&[&["--limit", "0", "--memory", memory], words].concat());
        let (ids, exit) = of(MEMORY);
        assert!(ids.len() > 1 && exit == Some(0), "{words:?}");
        assert_eq!(of(index).0, ids, "{words:?}");
    }
}

#[test]
fn a_limit_and_a_language_narrow_it() {
    let all = found(&["--memory", MEMORY, "--limit", "0", "Kourou"]).0;
    let two = found(&["--memory", MEMORY, "--limit", "2", "Kourou"]).0;
    assert_eq!(two, all[..2]);
    assert_eq!(
        found(&["--memory", MEMORY, "--lang", "ru", "Kourou"]).0,
        [""; 0]
    );
    assert_eq!(
        found(&["--memory", MEMORY, "nowhere-at-all"]),
        (vec![], Some(0))
    );
}
