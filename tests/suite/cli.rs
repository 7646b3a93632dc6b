//! What the command line promises: exits, where output goes, help, the same bytes for any number of
//! threads.

use crate::run::{code, command, entente, text};
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

/// The subcommands as the help lists them.
fn subcommands() -> Vec<String> {
    let help = entente(["--help"]);
    let listed = text(&help.stdout)
        .split("Commands:\n")
        .nth(1)
        .expect("commands are listed");
    let names = listed.lines().take_while(|line| line.starts_with("  "));
    let names = names.filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

const MEMORY: &str = "tmx/space.tmx";
const GLOSSARY: &str = "glossaries/space.csv";
const ARTICLE: &str = "tests/data/articles/cooperation.en.md";

#[test]
fn every_subcommand_has_help_with_an_example() {
    let names = subcommands();
    assert!(names.len() > 10, "{names:?}");
    for name in names.iter().filter(|name| *name != "man") {
        let help = entente([name, "--help"]);
        assert_eq!(code(&help), 0, "{name}");
        let shown = format!("entente {name}");
        let examples = text(&help.stdout)
            .split("Example")
            .nth(1)
            .unwrap_or_default();
        assert!(examples.contains(&shown), "{name} shows an example");
    }
}

#[test]
fn a_wrong_command_line_is_exit_2_with_nothing_on_stdout() {
    let cases: &[&[&str]] = &[
        &[],
        &["frobnicate"],
        &["segment"],
        &["segment", "--lang", "klingon", ARTICLE],
        &[
            "match",
            "--memory",
            MEMORY,
            "--from",
            "en",
            "--to",
            "fr",
            "--threshold",
            "101",
            ARTICLE,
        ],
        &[
            "match",
            "--memory",
            MEMORY,
            "--from",
            "en",
            "--to",
            "fr",
            "--threshold",
            "-1",
            ARTICLE,
        ],
        &[
            "prefill", "--from", "en", "--to", "fr", "--format", "xliff", "--output", "x.jsonl",
            ARTICLE,
        ],
        &["check", ARTICLE, ARTICLE],
        &["rules", "no-such-rule"],
        &["segment", "--encoding", "klingon", ARTICLE],
    ];
    for args in cases {
        let output = entente(*args);
        assert_eq!(code(&output), 2, "{args:?}: {}", text(&output.stderr));
        assert!(output.stdout.is_empty(), "{args:?}");
        assert!(!output.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn an_unreadable_input_is_one_line_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.into_os_string().into_string().unwrap()
    };
    let latin = write("a.md", b"Une \xE9tape.\n");
    let tmx = write("cut.tmx", b"<tmx version=\"1.4\"><header/><body><tu>");
    let csv = write("bad.csv", b"concept,lang,term\ncnes,fr,CNES,extra\n");
    let cases: &[(&[&str], &str)] = &[
        (&["segment", "--lang", "fr", &latin], "a.md:1:5: "),
        (
            &[
                "match", "--memory", &tmx, "--from", "en", "--to", "fr", ARTICLE,
            ],
            "cut.tmx:1:39: ",
        ),
        (
            &[
                "prefill", "--memory", &tmx, "--from", "en", "--to", "fr", ARTICLE,
            ],
            "cut.tmx:1:39: ",
        ),
        (
            &["terms", "--glossary", &csv, "--lang", "fr", ARTICLE],
            "bad.csv:2:",
        ),
        (&["info", &tmx], "cut.tmx:1:39: "),
    ];
    for (args, place) in cases {
        let output = entente(*args);
        let said = text(&output.stderr);
        assert_eq!(code(&output), 2, "{args:?}: {said}");
        assert!(output.stdout.is_empty(), "{args:?}");
        assert!(said.contains(place), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

#[test]
fn output_is_the_same_for_any_number_of_threads() {
    let prefill = [
        "prefill", "--memory", MEMORY, "--from", "en", "--to", "ru", "--fill", "75", "--format",
        "jsonl", ARTICLE,
    ];
    let target = "tests/data/articles/cooperation.ru.md";
    let check = [
        "check",
        "--glossary",
        GLOSSARY,
        "--from",
        "en",
        "--to",
        "ru",
        ARTICLE,
        target,
    ];
    for args in [&prefill[..], &check[..]] {
        let one = command(args).args(["--threads", "1"]).output().unwrap();
        let many = command(args).args(["--threads", "8"]).output().unwrap();
        assert_eq!(code(&one), 0, "{}", text(&one.stderr));
        assert_eq!(one.stdout, many.stdout);
        assert_eq!(one.stderr, many.stderr);
    }
}

#[test]
fn an_existing_output_and_an_input_are_never_replaced_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("a.md");
    std::fs::copy(
        Path::new(env!("CARGO_MANIFEST_DIR")).join(ARTICLE),
        &article,
    )
    .unwrap();
    let (article, draft) = (article.to_str().unwrap(), folder.path().join("draft.md"));
    let draft = draft.to_str().unwrap();
    let prefill = |output: &str, more: &[&str]| {
        let args = [
            "prefill", "--memory", MEMORY, "--from", "en", "--to", "fr", article,
        ];
        code(
            &command(args)
                .args(["--output", output])
                .args(more)
                .output()
                .unwrap(),
        )
    };
    assert_eq!(prefill(draft, &[]), 0);
    let first = std::fs::read(draft).unwrap();
    assert_eq!(prefill(draft, &[]), 2, "the second run refuses");
    assert_eq!(prefill(draft, &["--force"]), 0);
    assert_eq!(std::fs::read(draft).unwrap(), first);
    let before = std::fs::read(article).unwrap();
    assert_eq!(
        prefill(article, &["--force"]),
        2,
        "an input is never replaced"
    );
    assert_eq!(std::fs::read(article).unwrap(), before);
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let mut child = command([
        "match", "--memory", MEMORY, "--from", "en", "--to", "fr", "-",
    ])
    .stdin(Stdio::piped())
    .stdout(Stdio::piped())
    .stderr(Stdio::piped())
    .spawn()
    .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let _ = stdin.write_all(
        "The seminar was organized by GIFAS.\n"
            .repeat(2000)
            .as_bytes(),
    );
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 0);
    assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
}

#[test]
fn completions_and_the_manual_name_every_subcommand() {
    let completions = entente(["completions", "bash"]);
    let manual = entente(["man"]);
    for name in subcommands() {
        assert!(text(&completions.stdout).contains(&name), "{name}");
        assert!(
            text(&manual.stdout).contains(&format!("entente\\-{name}")),
            "{name}"
        );
    }
}

#[test]
fn a_glossary_without_the_language_names_those_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fr.csv");
    std::fs::write(
        &path,
        "concept;lang;term\nlauncher;en;launcher\nlauncher;fr;lanceur\n",
    )
    .unwrap();
    let output = entente([
        "terms",
        "--glossary",
        path.to_str().unwrap(),
        "--lang",
        "ru",
        ARTICLE,
    ]);
    assert_eq!(code(&output), 2);
    let said = text(&output.stderr);
    assert!(said.contains("en, fr"), "{said}");
}

#[test]
fn a_glossary_as_a_french_spreadsheet_saves_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lexique.csv");
    let table =
        b"concept;lang;term;status\r\nm;fr;m\xE9moire;preferred\r\nm;en;memory;preferred\r\n";
    std::fs::write(&path, table).unwrap();
    let article = folder.path().join("a.txt");
    std::fs::write(&article, "Les mémoires sont pleines.\n").unwrap();
    let (glossary, article) = (path.to_str().unwrap(), article.to_str().unwrap());
    let args = [
        "terms",
        "--format",
        "jsonl",
        "--glossary",
        glossary,
        "--lang",
        "fr",
        article,
    ];
    let refused = entente(args);
    assert_eq!(code(&refused), 2);
    assert!(
        text(&refused.stderr).contains("windows-1252"),
        "the likely encoding is named"
    );
    let read = command(args)
        .args(["--encoding", "windows-1252"])
        .output()
        .unwrap();
    assert_eq!(code(&read), 0, "{}", text(&read.stderr));
    assert!(text(&read.stdout).contains("mémoires"));
}

#[test]
fn a_project_names_its_memories_and_abbreviations_once() {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::copy(root.join(MEMORY), folder.path().join("own.tmx")).unwrap();
    let settings = "memory = \"own.tmx\"\n[abbreviations.fr]\nnever-ends = [\"labo.\"]\n";
    std::fs::write(folder.path().join("entente.toml"), settings).unwrap();
    let inside = folder.path().join("articles");
    std::fs::create_dir(&inside).unwrap();
    std::fs::write(
        inside.join("a.txt"),
        "Le labo. Curie est ouvert. Il ferme à midi.\n",
    )
    .unwrap();
    let run = |args: &[&str]| command(args).current_dir(&inside).output().unwrap();

    let cut = run(&["segment", "--lang", "fr", "a.txt"]);
    assert_eq!(
        text(&cut.stdout).lines().count(),
        2,
        "{}",
        text(&cut.stdout)
    );
    let found = run(&[
        "match", "--from", "en", "--to", "fr", "--format", "jsonl", "a.txt",
    ]);
    assert_eq!(
        code(&found),
        0,
        "the memory of the project is found: {}",
        text(&found.stderr)
    );

    std::fs::write(folder.path().join("entente.toml"), "memroy = []\n").unwrap();
    let refused = run(&["segment", "--lang", "fr", "a.txt"]);
    assert_eq!(code(&refused), 2);
    let said = text(&refused.stderr);
    assert!(
        said.contains("entente.toml:1:1: \"memroy\" is not a setting; perhaps \"memory\""),
        "{said}"
    );
}

#[test]
fn no_findings_says_what_was_judged() {
    let target = "tests/data/articles/cooperation.fr.md";
    let args = [
        "check",
        "--glossary",
        GLOSSARY,
        "--from",
        "en",
        "--to",
        "fr",
        ARTICLE,
        target,
    ];
    let output = entente(args);
    assert_eq!(code(&output), 0);
    assert!(output.stdout.is_empty());
    assert!(
        text(&output.stderr).contains("judged: "),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn format_in_decides_instead_of_the_ending() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("note.txt"),
        "# Essais\n\nLa *sonde* est prête.\n",
    )
    .unwrap();
    let typed = "segment --lang fr --format-in markdown note.txt";
    let (status, markdown, _) = crate::run::line(folder.path(), typed);
    assert_eq!(status, Some(0));
    assert!(
        markdown.starts_with(r#"{"text":"Essais","start":2,"end":8"#),
        "{markdown}"
    );
    let typed = "segment --lang fr --format-in word note.txt";
    let (status, out, err) = crate::run::line(folder.path(), typed);
    assert_eq!((status, out.as_str()), (Some(2), ""));
    assert!(err.contains("there are plain, markdown"), "{err}");
}

#[test]
fn a_foreign_file_is_refused_whatever_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let parts = [
        ("[Content_Types].xml", "<Types/>"),
        ("xl/workbook.xml", "<x/>"),
    ];
    std::fs::write(folder.path().join("a.md"), crate::office::archive(&parts)).unwrap();
    std::fs::write(folder.path().join("b.txt"), "%PDF-1.7\n%text\n").unwrap();
    for (file, what) in [("a.md", "XLSX"), ("b.txt", "a PDF is no article")] {
        for command in ["segment --lang en", "terms --lang en --glossary g.csv"] {
            std::fs::write(folder.path().join("g.csv"), "concept,en\n1,probe\n").unwrap();
            let (status, out, err) = crate::run::line(folder.path(), &format!("{command} {file}"));
            assert_eq!((status, out.as_str()), (Some(2), ""), "{command}: {err}");
            assert!(
                err.starts_with(&format!("{file}:1:1: ")) && err.contains(what),
                "{err}"
            );
        }
    }
}

#[test]
fn xml_of_another_kind_is_no_plain_text() {
    let folder = tempfile::tempdir().unwrap();
    let xml = |root: &str| {
        format!(
            "\u{FEFF}<?xml version=\"1.0\"?>\n<!-- {} -->\n{root}",
            "x".repeat(900)
        )
    };
    let flat =
        "<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"/>";
    for (file, root, what) in [
        ("a.fodt", flat, "a flat OpenDocument file is no article"),
        (
            "m.tmx",
            "<tmx version=\"1.4\"><body/></tmx>",
            "a translation memory is no article",
        ),
        (
            "book.dita",
            "<topic id=\"a\"><title>Un</title></topic>",
            "an XML file of another kind is no article",
        ),
    ] {
        std::fs::write(folder.path().join(file), xml(root)).unwrap();
        let (status, out, err) =
            crate::run::line(folder.path(), &format!("segment --lang en {file}"));
        assert_eq!((status, out.as_str()), (Some(2), ""));
        assert_eq!(err, format!("{file}:1:1: {what}\n"));
        let typed = format!("segment --lang en --format-in plain {file}");
        assert_eq!(crate::run::line(folder.path(), &typed).0, Some(0));
    }
    for (file, root) in [
        ("a.md", "<rss/>"),
        ("a.page", "<html><p>Un</p></html>"),
        ("a.txt", "no root"),
    ] {
        std::fs::write(folder.path().join(file), xml(root)).unwrap();
        let (status, _, err) =
            crate::run::line(folder.path(), &format!("segment --lang en {file}"));
        assert_eq!(status, Some(0), "{err}");
    }
}

#[test]
fn a_bilingual_file_without_one_language_says_which_it_names() {
    let folder = tempfile::tempdir().unwrap();
    let file = |target: &str| {
        format!(
            "<file original=\"a\" source-language=\"en\"{target} datatype=\"plaintext\"><body/></file>"
        )
    };
    let draft = |files: &str| {
        format!(
            "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">{files}</xliff>"
        )
    };
    let two = file(" target-language=\"fr\"") + &file(" target-language=\"ru\"");
    for (name, files, said) in [
        (
            "none.xlf",
            file(""),
            "it names no language for --to; say --to",
        ),
        (
            "two.xlf",
            two,
            "it names \"fr\" and \"ru\" for --to; say --to",
        ),
    ] {
        std::fs::write(folder.path().join(name), draft(&files)).unwrap();
        let (status, _, talk) = crate::run::line(folder.path(), &format!("check {name}"));
        assert_eq!((status, talk), (Some(2), format!("{name}: {said}\n")));
    }
}
