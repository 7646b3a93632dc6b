//! What a project promises: articles found by their patterns, judged together, one finding for the
//! state of an article, the same bytes for any number of threads.

use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// Long enough for its sentences to be paired surely.
const EN: &str = "\
    # Orders\n\
    \n\
    The probe sent 3 images on Monday. It is far from the Earth now.\n\
    \n\
    In 2019 the agency CNES built 12 cameras in Toulouse. Each camera weighs 45 kg.\n\
    \n\
    - Roscosmos launched the probe on 14 May 2021.\n\
    - The flight to Mars takes 210 days.\n\
    \n\
    ## The crew\n\
    \n\
    Anna Kikina leads a team of 8 engineers. They work in Moscow and in Paris. Their budget is 250 million euros.\n\
    \n\
    The next probe, Bion-M2, will fly in 2027. It will carry 75 mice.\n\
    ";
const FR: &str = "\
    # Ordres\n\
    \n\
    La sonde a envoyé 3 images lundi. Elle est maintenant loin de la Terre.\n\
    \n\
    En 2019, l’agence CNES a construit 12 caméras à Toulouse. Chaque caméra pèse 45 kg.\n\
    \n\
    - Roscosmos a lancé la sonde le 14 mai 2021.\n\
    - Le vol vers Mars dure 210 jours.\n\
    \n\
    ## L’équipe\n\
    \n\
    Anna Kikina dirige une équipe de 8 ingénieurs. Ils travaillent à Moscou et à Paris. Leur budget est de 250 millions d’euros.\n\
    \n\
    La prochaine sonde, Bion-M2, volera en 2027. Elle emportera 75 souris.\n\
    ";
const FR_WRONG: &str = "\
    # Ordres\n\
    \n\
    La sonde a envoyé 2 images lundi. Elle est maintenant loin de la Terre.\n\
    \n\
    En 2019, l’agence CNES a construit 12 caméras à Toulouse. Chaque caméra pèse 45 kg.\n\
    \n\
    - Roscosmos a lancé la sonde le 14 mai 2021.\n\
    - Le vol vers Mars dure 210 jours.\n\
    \n\
    ## L’équipe\n\
    \n\
    Anna Kikina dirige une équipe de 8 ingénieurs. Ils travaillent à Moscou et à Paris. Leur budget est de 250 millions d’euros.\n\
    \n\
    La prochaine sonde, Bion-M2, volera en 2027. Elle emportera 75 souris.\n\
    ";

/// A folder of these files.
fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = crate::run::bare();
    command.args(args).current_dir(folder).output().unwrap()
}

/// Rule and file of each finding, and the exit status.
fn findings(folder: &Path, args: &[&str]) -> (Vec<(String, String)>, i32) {
    let output = run(folder, &[&["check", "--format", "jsonl"], args].concat());
    let text = String::from_utf8(output.stdout).unwrap();
    let found = text.lines().map(|line| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let side = if value["target"].is_null() {
            "source"
        } else {
            "target"
        };
        let file = value[side]["file"].as_str().unwrap_or_default();
        (value["rule"].as_str().unwrap().to_owned(), file.to_owned())
    });
    (found.collect(), output.status.code().unwrap())
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(rule, file): &(&str, &str)| ((*rule).to_owned(), (*file).to_owned());
    expected.iter().map(owned).collect()
}

fn settings(source: &str, target: &str) -> String {
    format!(
        "languages = {{ source = \"en\", targets = [\"fr\"] }}\n\
         [[articles]]\nsource = \"{source}\"\ntarget = \"{target}\"\n"
    )
}

#[test]
fn the_layouts_of_site_generators_are_found() {
    for (source, target, article, translation) in [
        (
            "content/{lang}/{path}.md",
            "content/{lang}/{path}.md",
            "content/en/a/b.md",
            "content/fr/a/b.md",
        ),
        (
            "content/{path}.md",
            "content/{path}.{lang}.md",
            "content/a/b.md",
            "content/a/b.fr.md",
        ),
        (
            "docs/{path}",
            "i18n/{lang}/docusaurus-plugin-content-docs/current/{path}",
            "docs/a/b.mdx",
            "i18n/fr/docusaurus-plugin-content-docs/current/a/b.mdx",
        ),
        (
            "_posts/{path}.md",
            "{lang}/_posts/{path}.md",
            "_posts/2026-01-02-a.md",
            "fr/_posts/2026-01-02-a.md",
        ),
    ] {
        let settings = settings(source, target);
        let files = [
            ("entente.toml", settings.as_str()),
            (article, EN),
            (translation, FR_WRONG),
        ];
        let folder = project(&files);
        let expected = pairs(&[("number-differs", translation)]);
        assert_eq!(findings(folder.path(), &[]), (expected, 1), "{source}");

        std::fs::write(folder.path().join(translation), FR).unwrap();
        assert_eq!(findings(folder.path(), &[]), (Vec::new(), 0), "{source}");

        std::fs::remove_file(folder.path().join(translation)).unwrap();
        let expected = pairs(&[("article-missing", article)]);
        assert_eq!(findings(folder.path(), &[]), (expected, 0), "{source}");
    }
}

#[test]
fn an_unreadable_article_is_a_finding_and_the_others_are_done() {
    let settings = settings("docs/{path}.md", "{lang}/{path}.md");
    let folder = project(&[
        ("entente.toml", &settings),
        ("docs/a.md", EN),
        ("docs/b.md", EN),
        ("fr/b.md", FR_WRONG),
        ("docs/c.md", EN),
        ("fr/c.md", EN),
    ]);
    std::fs::create_dir_all(folder.path().join("fr")).unwrap();
    std::fs::write(folder.path().join("fr/a.md"), b"caf\xe9").unwrap();
    let expected = [
        ("unreadable", "fr/a.md"),
        ("number-differs", "fr/b.md"),
        ("article-untranslated", "fr/c.md"),
    ];
    assert_eq!(findings(folder.path(), &[]), (pairs(&expected), 2));
    assert_eq!(
        findings(folder.path(), &["docs/b.md"]),
        (pairs(&expected[1..2]), 1)
    );
    assert_eq!(
        findings(folder.path(), &["fr/c.md"]),
        (pairs(&expected[2..]), 0)
    );
    assert_eq!(findings(folder.path(), &["fr/none.md"]), (Vec::new(), 2));

    let due = format!("{settings}due = true\n[severity]\nnumber-differs = \"off\"\n");
    std::fs::write(folder.path().join("entente.toml"), due).unwrap();
    assert_eq!(findings(folder.path(), &["docs/b.md"]), (Vec::new(), 0));
    assert_eq!(
        findings(folder.path(), &["fr/c.md"]),
        (pairs(&expected[2..]), 1)
    );
}

#[test]
fn one_sentence_is_translated_alike_in_every_article() {
    let settings = settings("docs/{path}.md", "{lang}/{path}.md");
    let other = FR.replace("loin de la Terre", "à distance de la Terre");
    let folder = project(&[
        ("entente.toml", &settings),
        ("docs/a.md", EN),
        ("fr/a.md", FR),
        ("docs/b.md", EN),
        ("fr/b.md", &other),
        ("docs/c.md", EN),
        ("fr/c.md", FR),
    ]);
    let expected = pairs(&[("target-inconsistent", "fr/b.md")]);
    assert_eq!(findings(folder.path(), &[]), (expected, 0));
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let settings = settings("docs/{path}.md", "{lang}/{path}.md");
    let names: Vec<[String; 2]> = (0..40)
        .map(|n| [format!("docs/{n}.md"), format!("fr/{n}.md")])
        .collect();
    let mut files = vec![("entente.toml", settings.as_str())];
    for (n, [source, target]) in names.iter().enumerate() {
        files.push((source, EN));
        files.push((target, if n % 3 == 0 { FR_WRONG } else { FR }));
    }
    let folder = project(&files);
    let with = |threads| run(folder.path(), &["check", "--threads", threads]);
    let (one, eight) = (with("1"), with("8"));
    assert!(one.stdout.len() > 1000);
    assert_eq!((one.stdout, one.stderr), (eight.stdout, eight.stderr));
}

#[test]
fn a_source_that_was_committed_later_makes_its_translation_outdated() {
    let settings = settings("docs/{path}.md", "{lang}/{path}.md");
    let folder = project(&[
        ("entente.toml", &settings),
        ("docs/a.md", EN),
        ("fr/a.md", FR_WRONG),
    ]);
    let git = |args: &[&str], date: &str| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@example.org"]);
        command.args(args).current_dir(folder.path());
        command.env("GIT_COMMITTER_DATE", date).output()
    };
    let (first, later) = ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");
    if !git(&["init", "-q"], first).is_ok_and(|output| output.status.success()) {
        return;
    }
    git(&["add", "."], first).unwrap();
    git(&["commit", "-qm", "first"], first).unwrap();
    assert_eq!(
        findings(folder.path(), &[]).0,
        pairs(&[("number-differs", "fr/a.md")])
    );
    std::fs::write(folder.path().join("docs/a.md"), format!("{EN}\nMore.\n")).unwrap();
    git(&["commit", "-qam", "later"], later).unwrap();
    assert_eq!(
        findings(folder.path(), &[]).0,
        pairs(&[("article-outdated", "fr/a.md")])
    );
}

#[test]
fn the_published_schema_is_that_of_the_reader() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/entente.schema.json");
    let published = std::fs::read_to_string(path).unwrap();
    let schema = entente::config::schema();
    serde_json::from_str::<serde_json::Value>(&schema).expect("the schema is JSON");
    assert!(
        published == schema,
        "docs/entente.schema.json is not current"
    );
}

#[test]
fn a_project_may_ask_for_a_term_at_every_mention() {
    let source = EN.replace("It is far", "The probe is far");
    let settings = settings("docs/{path}.md", "{lang}/{path}.md");
    let glossary = "concept,en,fr\nprobe,probe,sonde\n";
    let folder = project(&[
        ("entente.toml", &format!("glossary = \"g.csv\"\n{settings}")),
        ("g.csv", glossary),
        ("docs/a.md", &source),
        ("fr/a.md", FR),
    ]);
    // «Elle» stands for the second mention.
    assert_eq!(findings(folder.path(), &["--fail-on", "error"]).1, 0);
    let strict = format!("glossary = \"g.csv\"\n{settings}[terms]\nevery-mention = true\n");
    std::fs::write(folder.path().join("entente.toml"), strict).unwrap();
    let expected = pairs(&[("term-missing", "fr/a.md")]);
    assert_eq!(
        findings(folder.path(), &["--fail-on", "error"]),
        (expected, 1)
    );
}

#[test]
fn a_finding_accepted_in_one_article_stays_accepted_in_the_project() {
    let settings = settings("docs/{path}.md", "{lang}/{path}.md");
    let folder = project(&[
        (
            "entente.toml",
            &format!("baseline = \"accepted.jsonl\"\n{settings}"),
        ),
        ("docs/a.md", EN),
        ("fr/a.md", FR_WRONG),
    ]);
    assert_eq!(findings(folder.path(), &[]).1, 1);
    let written = run(folder.path(), &["check", "--write-baseline"]);
    assert_eq!(written.status.code(), Some(0), "{written:?}");
    assert!(folder.path().join("accepted.jsonl").exists());
    assert_eq!(findings(folder.path(), &[]), (Vec::new(), 0));
    // What was mended is said to be dead.
    std::fs::write(folder.path().join("fr/a.md"), FR).unwrap();
    let mended = run(folder.path(), &["check"]);
    let talk = String::from_utf8(mended.stderr).unwrap();
    assert!(talk.contains("is dead"), "{talk}");
}

#[test]
fn init_writes_what_check_then_reads() {
    let folder = project(&[
        ("docs/a.md", EN),
        ("i18n/fr/docs/a.md", FR_WRONG),
        ("glossaries/g.csv", "concept,en,fr\nprobe,probe,sonde\n"),
    ]);
    let dry = run(folder.path(), &["init", "--dry-run"]);
    assert_eq!(dry.status.code(), Some(0));
    assert!(!folder.path().join("entente.toml").exists());
    assert_eq!(run(folder.path(), &["init"]).status.code(), Some(0));
    let written = std::fs::read(folder.path().join("entente.toml")).unwrap();
    assert_eq!(written, dry.stdout);
    let expected = pairs(&[("number-differs", "i18n/fr/docs/a.md")]);
    assert_eq!(findings(folder.path(), &[]), (expected, 1));
    // What is there is not replaced unasked.
    assert_eq!(run(folder.path(), &["init"]).status.code(), Some(2));
    assert_eq!(
        run(folder.path(), &["init", "--force"]).status.code(),
        Some(0)
    );
}

#[test]
fn the_project_says_the_languages_where_the_command_line_is_silent() {
    let one = settings("en/{path}.md", "{lang}/{path}.md");
    let two = one.replace("[\"fr\"]", "[\"fr\", \"ru\"]");
    for (settings, args, exit) in [
        (&one, &["align"][..], 0),
        (&two, &["align"], 2),
        (&two, &["align", "--to", "fr"], 0),
        (&String::new(), &["align", "--to", "fr"], 2),
    ] {
        let files = [
            ("entente.toml", settings.as_str()),
            ("a.md", EN),
            ("b.md", FR),
        ];
        let folder = project(&files);
        let output = run(folder.path(), &[args, &["a.md", "b.md"]].concat());
        assert_eq!(
            output.status.code(),
            Some(exit),
            "{settings}{args:?} {output:?}"
        );
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(exit == 2, said.contains(" LANG is missing"), "{said}");
    }
}
