//! What `check --changed-since` promises: only findings in segments that changed since the branch was
//! taken, whichever side changed, committed or not; what git does not know is refused.

use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const SETTINGS: &str = "\
    languages = { source = \"en\", targets = [\"fr\"] }\n\
    [[articles]]\nsource = \"en/{path}.md\"\ntarget = \"{lang}/{path}.md\"\n";

const EN: &str = "\
    # The tug\n\
    \n\
    The tug carried 12 antennas to the station in 2019. Its crew of 4 slept in shifts.\n\
    \n\
    Anna Kikina steered it for 30 minutes on 5 October. The dock at the Zarya module was free.\n\
    \n\
    Next year the tug will fly with 800 kg of oxygen. Paris and Moscow share the bill.\n";

/// Two numbers were wrong before the branch was taken.
const FR: &str = "\
    # Le remorqueur\n\
    \n\
    Le remorqueur a livré 13 antennes à la station en 2019. Son équipage de 4 dormait par quarts.\n\
    \n\
    Anna Kikina l’a piloté pendant 30 minutes le 5 octobre. Le port du module Zarya était libre.\n\
    \n\
    L’an prochain, le remorqueur volera avec 900 kg d’oxygène. Paris et Moscou partagent la note.\n";

fn git(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new("git");
    command
        .args(["-c", "user.name=t", "-c", "user.email=t@example.org"])
        .args(args)
        .current_dir(folder);
    let output = command.output().expect("git is there");
    assert!(output.status.success(), "{args:?} {output:?}");
    output
}

/// A repository with a branch `main` of one commit and a branch `work` at it.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "entente.toml", SETTINGS);
    write(folder.path(), "en/tug.md", EN);
    write(folder.path(), "fr/tug.md", FR);
    git(folder.path(), &["init", "-q", "-b", "main"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "first"]);
    git(folder.path(), &["checkout", "-qb", "work"]);
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn check(folder: &Path, args: &[&str]) -> (Vec<String>, i32, String) {
    let mut command = crate::run::bare();
    let command = command.args(["check", "--format", "jsonl"]).args(args);
    let output = command.current_dir(folder).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let found = text.lines().map(|line| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let message = value["message"].as_str().unwrap();
        format!("{}: {message}", value["rule"].as_str().unwrap())
    });
    let said = String::from_utf8(output.stderr).unwrap();
    (found.collect(), output.status.code().unwrap(), said)
}

const THIRTEEN: &str = "number-differs: \"12\" became \"13\"";
const NINE_HUNDRED: &str = "number-differs: \"800 kg\" became \"900 kg\"";

#[test]
fn what_has_not_changed_is_left_out() {
    let folder = repository();
    let (all, exit, _) = check(folder.path(), &[]);
    assert_eq!(
        (&all[..], exit),
        (&[THIRTEEN.to_owned(), NINE_HUNDRED.to_owned()][..], 1)
    );
    let (found, exit, said) = check(folder.path(), &["--changed-since", "main"]);
    assert_eq!((&found[..], exit), (&[][..], 0));
    assert!(
        said.contains("2 findings in what has not changed since main"),
        "{said}"
    );
}

#[test]
fn a_change_on_either_side_counts() {
    let folder = repository();
    write(
        folder.path(),
        "en/tug.md",
        &EN.replace("in 2019", "in May 2019"),
    );
    let (found, exit, _) = check(folder.path(), &["--changed-since", "main"]);
    assert!(
        found.contains(&THIRTEEN.to_owned()) && exit == 1,
        "{found:?}"
    );
    assert!(!found.contains(&NINE_HUNDRED.to_owned()), "{found:?}");

    write(folder.path(), "en/tug.md", EN);
    write(folder.path(), "fr/tug.md", &FR.replace("volera", "partira"));
    git(folder.path(), &["commit", "-qam", "second"]);
    let (found, ..) = check(folder.path(), &["--changed-since", "main"]);
    assert_eq!(found, [NINE_HUNDRED]);
    // The two sentences share a line, not a segment.
    let other = FR.replace("la note", "les frais");
    write(folder.path(), "fr/tug.md", &other);
    let (found, ..) = check(folder.path(), &["--changed-since", "main"]);
    assert_eq!(found, [""; 0]);
}

#[test]
fn what_the_main_branch_did_meanwhile_does_not_count() {
    let folder = repository();
    git(folder.path(), &["checkout", "-q", "main"]);
    write(folder.path(), "fr/tug.md", &FR.replace("13", "14"));
    git(folder.path(), &["commit", "-qam", "on main"]);
    git(folder.path(), &["checkout", "-q", "work"]);
    assert_eq!(
        check(folder.path(), &["--changed-since", "main"]).0,
        [""; 0]
    );
}

#[test]
fn a_move_is_no_change_and_a_new_file_is_all_change() {
    let folder = repository();
    for side in ["en", "fr"] {
        git(
            folder.path(),
            &["mv", &format!("{side}/tug.md"), &format!("{side}/boat.md")],
        );
    }
    assert_eq!(
        check(folder.path(), &["--changed-since", "main"]).0,
        [""; 0]
    );
    write(folder.path(), "en/tug.md", EN);
    write(folder.path(), "fr/tug.md", FR);
    assert_eq!(
        check(folder.path(), &["--changed-since", "main"]).0,
        [THIRTEEN, NINE_HUNDRED]
    );
}

#[test]
fn a_translation_that_was_taken_away_is_missing() {
    let folder = repository();
    write(
        folder.path(),
        "en/new.md",
        "# A page that nobody translated\n",
    );
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "second"]);
    git(folder.path(), &["branch", "-f", "main"]);
    assert_eq!(
        check(folder.path(), &["--changed-since", "main"]).0,
        [""; 0]
    );
    std::fs::remove_file(folder.path().join("fr/tug.md")).unwrap();
    let (found, ..) = check(folder.path(), &["--changed-since", "main"]);
    assert_eq!(found, ["article-missing: fr/tug.md is missing"]);
}

#[test]
fn an_unknown_revision_is_refused() {
    let folder = repository();
    for revision in ["nowhere", "--output=x", ""] {
        let option = format!("--changed-since={revision}");
        let (found, exit, said) = check(folder.path(), &[&option]);
        assert_eq!((found.len(), exit), (0, 2), "{revision}");
        assert!(said.contains("--changed-since: "), "{said}");
    }
    let (.., said) = check(folder.path(), &["--changed-since", "nowhere"]);
    assert!(said.contains("fetch-depth: 0"), "{said}");

    let bare = tempfile::tempdir().unwrap();
    write(bare.path(), "entente.toml", SETTINGS);
    write(bare.path(), "en/tug.md", EN);
    let (_, exit, said) = check(bare.path(), &["--changed-since", "main"]);
    assert_eq!(exit, 2);
    assert!(said.contains("no git repository"), "{said}");
}
