//! `check --fix` and `--diff`: what is safe goes in, once, and nothing else changes.

use std::fs;
use std::process::Output;

const GLOSSARY: &str = "concept,lang,term,status,pos,gender\n\
    sat,en,satellite,preferred,noun,\nsat,en,artificial moon,deprecated,noun,\n\
    lv,fr,lanceur,preferred,noun,m\nlv,fr,engin lanceur,deprecated,noun,m\n\
    lv,fr,fusée porteuse,deprecated,noun,f\n\
    st,ru,орбитальная станция,preferred,noun,f\nst,ru,орбитальная платформа,deprecated,noun,f\n";

/// A folder with the glossary and one file.
struct Desk(tempfile::TempDir);

impl Desk {
    fn with(name: &str, bytes: impl AsRef<[u8]>) -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("g.csv"), GLOSSARY).expect("a file");
        fs::write(folder.path().join(name), bytes).expect("a file");
        Desk(folder)
    }

    fn run(&self, arguments: &str) -> Output {
        crate::run::bare()
            .current_dir(self.0.path())
            .args(["check", "--glossary", "g.csv"])
            .args(arguments.split_whitespace())
            .output()
            .expect("the command runs")
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.path().join(name)).expect("a file")
    }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn what_is_safe_goes_in_and_a_second_run_changes_nothing() {
    let desk = Desk::with(
        "a.md",
        "# Plan\r\n\r\n- An **artificial moon** and `artificial moon`.\r\n",
    );
    let output = desk.run("--lang en --fix a.md");
    assert_eq!(
        output.status.code(),
        Some(1),
        "the bold one is left: {output:?}"
    );
    assert!(text(&output.stderr).contains("not mended: term-forbidden, choose \"A satellite\""));

    let desk = Desk::with(
        "a.md",
        "\u{FEFF}- An artificial moon; *one* artificial moon.\r\n",
    );
    let output = desk.run("--lang en --fix a.md");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let mended = "\u{FEFF}- A satellite; *one* satellite.\r\n";
    assert_eq!(text(&desk.bytes("a.md")), mended);
    let output = desk.run("--lang en --fix a.md");
    assert!(text(&output.stderr).contains("nothing to mend that is safe unseen"));
    assert_eq!(text(&desk.bytes("a.md")), mended);
}

#[test]
fn a_fix_that_others_must_agree_with_is_not_applied_unseen() {
    let article = "La fusée porteuse est prête. Le vol de l’engin lanceur est prévu.\n";
    let desk = Desk::with("a.md", article);
    let output = desk.run("--lang fr --fix a.md");
    assert_eq!(output.status.code(), Some(1));
    let expected = "La fusée porteuse est prête. Le vol du lanceur est prévu.\n";
    assert_eq!(text(&desk.bytes("a.md")), expected);
    assert!(text(&output.stderr).contains("not mended: term-forbidden, choose \"Le lanceur\""));
}

#[test]
fn a_diff_shows_what_would_change_and_changes_nothing() {
    let article = "Один.\n\nРечь об орбитальной платформе.\n";
    let desk = Desk::with("a.md", article);
    let output = desk.run("--lang ru --diff a.md");
    assert_eq!(output.status.code(), Some(1));
    let expected = "--- a.md\n+++ a.md\n@@ -1,3 +1,3 @@\n Один.\n \n\
        -Речь об орбитальной платформе.\n+Речь об орбитальной станции.\n";
    assert_eq!(text(&output.stdout), expected);
    assert_eq!(text(&desk.bytes("a.md")), article);
    // The article by standard input can be shown, never mended.
    assert_eq!(desk.run("--lang ru --fix -").status.code(), Some(2));
}

#[test]
fn a_file_keeps_its_encoding() {
    let russian = windows_1251("Речь об орбитальной платформе.\n");
    let desk = Desk::with("a.txt", &russian);
    let output = desk.run("--lang ru --encoding windows-1251 --fix a.txt");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let expected = windows_1251("Речь об орбитальной станции.\n");
    assert_eq!(desk.bytes("a.txt"), expected);
}

/// `text` in windows-1251: Cyrillic letters stand there in their order.
fn windows_1251(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        'А'..='я' => (c as u32 - 'А' as u32 + 0xC0) as u8,
        c => c as u8,
    };
    text.chars().map(byte).collect()
}

#[test]
fn targets_of_a_bilingual_file_are_mended_in_place() {
    let file = "<xliff version=\"1.2\"><file original=\"a\" source-language=\"ru\" target-language=\"en\" \
        datatype=\"plaintext\"><body><trans-unit id=\"1\"><source>Спутник &amp; луна</source>\
        <target state=\"translated\">An artificial moon &amp; more</target></trans-unit></body></file></xliff>";
    let desk = Desk::with("a.xlf", file);
    let output = desk.run("--fix a.xlf");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let expected = file.replace("An artificial moon", "A satellite");
    assert_eq!(text(&desk.bytes("a.xlf")), expected);
}

/// A project of two articles, each with a space before `kg` where a line may break.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = "languages = { source = \"en\", targets = [\"fr\"] }\n\
        [[articles]]\nsource = \"en/{path}.md\"\ntarget = \"fr/{path}.md\"\n"
        .replace("fr/", "{lang}/");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write("entente.toml", &settings);
    for (name, mass) in [("a", 45), ("b", 62)] {
        let en = format!("The camera weighs {mass} kg. It was built in Toulouse.\n");
        let fr = format!("La caméra pèse {mass} kg. Elle a été construite à Toulouse.\n");
        write(&format!("en/{name}.md"), &en);
        write(&format!("fr/{name}.md"), &fr);
    }
    folder
}

fn check(folder: &tempfile::TempDir, arguments: &str) -> Output {
    let mut command = crate::run::bare();
    let command = command.args(arguments.split_whitespace());
    command
        .current_dir(folder.path())
        .output()
        .expect("it runs")
}

#[test]
fn a_whole_project_is_mended_but_for_what_was_accepted() {
    let folder = project();
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a file");
    let found = check(&folder, "check -v --format jsonl");
    let fingerprints: Vec<String> = text(&found.stdout)
        .lines()
        .filter_map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
            Some(value["fingerprint"].as_str()?.to_owned())
        })
        .collect();
    assert_eq!(fingerprints.len(), 2, "{found:?}");

    let shown = check(&folder, "check --diff");
    let diff = text(&shown.stdout);
    assert!(
        diff.contains("+++ fr/a.md") && diff.contains("+La caméra pèse 62\u{A0}kg."),
        "{diff}"
    );
    assert!(read("fr/a.md").contains("45 kg"), "a diff changes nothing");

    let accepted = check(
        &folder,
        &format!("accept {} --reason kept", fingerprints[1]),
    );
    assert_eq!(accepted.status.code(), Some(0), "{accepted:?}");
    let mended = check(&folder, "check --fix");
    assert_eq!(mended.status.code(), Some(0), "{mended:?}");
    assert!(read("fr/a.md").contains("45\u{A0}kg"), "{mended:?}");
    assert!(read("fr/b.md").contains("62 kg"), "accepted as it is");
    let before = read("fr/a.md");
    let again = check(&folder, "check --fix");
    assert_eq!(read("fr/a.md"), before);
    assert!(!text(&again.stderr).contains("mended"), "{again:?}");
}
