//! The way of an article: draft, translator, article again, as the commands do it.

use crate::run;
use std::fs;
use std::path::PathBuf;
use std::process::Output;

pub(crate) const ARTICLE: &str = "---\ntitle: Lift-off\n---\n\n# The probe\n\n\
    On 12 May, the **Roscosmos** probe left orbit. It sent 3 images to [CNES](https://cnes.fr).\n\n\
    * The launch failed.\n* Nobody was hurt.\n";

pub(crate) const MEMORY: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="en"/><body>
<tu tuid="1"><tuv xml:lang="en"><seg>On 12 May, the <bpt i="1">&lt;b&gt;</bpt>Roscosmos<ept i="1">&lt;/b&gt;</ept> probe left orbit.</seg></tuv>
<tuv xml:lang="fr"><seg>Le 12 mai, la sonde de <bpt i="1">&lt;b&gt;</bpt>Roscosmos<ept i="1">&lt;/b&gt;</ept> a quitté l’orbite.</seg></tuv></tu>
<tu tuid="2"><tuv xml:lang="en"><seg>It sent 2 images to <bpt i="1">&lt;a&gt;</bpt>CNES<ept i="1">&lt;/a&gt;</ept>.</seg></tuv>
<tuv xml:lang="fr"><seg>Elle a envoyé 2 images au <bpt i="1">&lt;a&gt;</bpt>CNES<ept i="1">&lt;/a&gt;</ept>.</seg></tuv></tu>
<tu tuid="3"><tuv xml:lang="en"><seg>Nobody was hurt.</seg></tuv><tuv xml:lang="fr"><seg>Personne n’a été blessé.</seg></tuv></tu>
</body></tmx>
"#;

/// A folder with the article and the memory, and the commands run in it.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub(crate) fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.md"), ARTICLE).unwrap();
        fs::write(folder.path().join("m.tmx"), MEMORY).unwrap();
        Desk { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn run(&self, arguments: &str) -> Output {
        run::command(arguments.split_whitespace())
            .current_dir(self.folder.path())
            .output()
            .unwrap()
    }

    /// Runs a command that must end with `status`; what it wrote to stdout and stderr.
    pub(crate) fn ends(&self, status: i32, arguments: &str) -> (String, String) {
        let (code, out, talk) = run::texts(self.run(arguments));
        assert_eq!(code, Some(status), "{arguments}\n{out}{talk}");
        (out, talk)
    }

    /// A draft `d.xlf` of the article.
    fn draft(&self) -> String {
        self.ends(
            0,
            "prefill --memory m.tmx --from en --to fr --output d.xlf a.md",
        );
        self.text("d.xlf")
    }

    /// The draft as a translator leaves it who did everything.
    pub(crate) fn finished(&self) -> String {
        let mut draft = self.draft();
        for (source, target) in [
            ("Lift-off", "Décollage"),
            ("The probe", "La sonde"),
            ("The launch failed.", "Le tir a échoué."),
        ] {
            let source = format!("<source xml:lang=\"en\">{source}</source>");
            assert_eq!(draft.matches(&source).count(), 1);
            let both = format!("{source}\n<target state=\"translated\">{target}</target>");
            draft = draft.replace(&source, &both);
        }
        draft
            .replace("state=\"needs-adaptation\"", "state=\"translated\"")
            // The number was carried over, and the unit is still one to be confirmed.
            .replace("Elle a envoyé 3 images", "Elle a transmis 3 images")
    }
}

pub(crate) const TRANSLATION: &str = "---\ntitle: Décollage\n---\n\n# La sonde\n\n\
    Le 12 mai, la sonde de **Roscosmos** a quitté l’orbite. \
    Elle a transmis 3 images au [CNES](https://cnes.fr).\n\n\
    * Le tir a échoué.\n* Personne n’a été blessé.\n";

#[test]
fn a_finished_draft_is_the_translated_article() {
    let desk = Desk::new();
    fs::write(desk.path("d2.xlf"), desk.finished()).unwrap();
    desk.ends(0, "merge --complete --output a.fr.md d2.xlf");
    assert_eq!(desk.text("a.fr.md"), TRANSLATION);
    // With the article at hand, and without it inside, it is the same.
    let (start, rest) = desk
        .text("d2.xlf")
        .split_once("<skl>")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    let bare = format!("{start}{}", rest.split_once("</skl>").unwrap().1);
    fs::write(desk.path("d3.xlf"), bare).unwrap();
    let (out, _) = desk.ends(0, "merge --complete --source a.md d3.xlf");
    assert_eq!(out, TRANSLATION);
    let (_, talk) = desk.ends(2, "merge d3.xlf");
    assert_eq!(talk, "d3.xlf: the article is not inside the file\n");
}

#[test]
fn an_untouched_draft_is_the_article_with_its_certain_fills() {
    let desk = Desk::new();
    desk.draft();
    let (merged, talk) = desk.ends(0, "merge d.xlf");
    let (document, _) = desk.ends(0, "prefill --memory m.tmx --from en --to fr a.md");
    assert_eq!(merged, document);
    assert!(talk.contains("the translation is not finished: \"It sent 3 images to CNES.\""));
    let filled = ARTICLE
        .replace(
            "On 12 May, the **Roscosmos** probe left orbit.",
            "Le 12 mai, la sonde de **Roscosmos** a quitté l’orbite.",
        )
        .replace("Nobody was hurt.", "Personne n’a été blessé.");
    assert_eq!(document, filled);
}

#[test]
fn nothing_is_written_while_a_unit_is_unfinished() {
    let desk = Desk::new();
    let finished = desk.finished();
    for (name, text) in [
        (
            "state",
            finished.replacen(
                "state=\"translated\" state-q",
                "state=\"needs-adaptation\" state-q",
                1,
            ),
        ),
        (
            "unknown",
            finished.replacen("state=\"translated\" state-q", "state=\"done\" state-q", 1),
        ),
        (
            "open",
            finished.replace("<target state=\"translated\">La sonde</target>", ""),
        ),
        (
            "tag",
            finished.replacen(
                "exact-match\">",
                "exact-match\"><ph id=\"77\">&lt;br></ph>",
                1,
            ),
        ),
    ] {
        fs::write(desk.path("d2.xlf"), text).unwrap();
        let (out, talk) = desk.ends(1, "merge --complete --output never.md d2.xlf");
        assert_eq!(out, "", "{name}");
        assert!(
            talk.contains("left in the source language: 1"),
            "{name}: {talk}"
        );
        assert!(!desk.path("never.md").exists(), "{name}");
    }
}

#[test]
fn an_emptied_translation_stands_empty() {
    let desk = Desk::new();
    let finished = desk.finished();
    let start = finished.find("Elle a transmis").unwrap();
    let end = start + finished[start..].find("</target>").unwrap();
    let emptied = format!("{}{}", &finished[..start], &finished[end..]);
    fs::write(desk.path("d2.xlf"), emptied).unwrap();
    let (out, _) = desk.ends(0, "merge --complete d2.xlf");
    assert!(out.contains("a quitté l’orbite."), "{out}");
    assert!(!out.contains("It sent") && !out.contains("CNES"), "{out}");
}

#[test]
fn a_draft_that_a_tool_has_cut_into_segments_comes_back_whole() {
    let desk = Desk::new();
    let mut cut = desk.finished();
    for element in ["source", "target"] {
        let text = if element == "source" {
            "The launch failed."
        } else {
            "Le tir a échoué."
        };
        let (head, tail) = text.split_at(text.rfind(' ').unwrap());
        let name = if element == "source" {
            "seg-source"
        } else {
            element
        };
        let marked = format!(
            "<mrk mtype=\"seg\" mid=\"0\">{head}</mrk> <mrk mtype=\"seg\" mid=\"1\">{}</mrk></{name}>",
            tail.trim_start()
        );
        let whole = format!("{text}</{element}>");
        cut = match element {
            "source" => cut.replacen(&whole, &format!("{whole}<seg-source>{marked}"), 1),
            _ => cut.replace(&whole, &marked),
        };
    }
    fs::write(desk.path("d2.xlf"), cut).unwrap();
    let (info, _) = desk.ends(0, "info --format json d2.xlf");
    assert!(info.contains("\"units\":6,\"segments\":7,"), "{info}");
    let (out, _) = desk.ends(0, "merge --complete d2.xlf");
    assert_eq!(out, TRANSLATION);
}

#[test]
fn another_article_is_refused() {
    let desk = Desk::new();
    let draft = desk.draft();
    fs::write(desk.path("b.md"), ARTICLE.replace("12 May", "13 May")).unwrap();
    let (_, talk) = desk.ends(2, "merge --source b.md d.xlf");
    assert_eq!(
        talk,
        "d.xlf: the article is not the one this file was made from\n"
    );
    // The same for the one inside, when a tool has damaged it.
    let line = draft.lines().find(|line| line.starts_with("LS0t")).unwrap();
    fs::write(desk.path("d2.xlf"), draft.replace(line, "")).unwrap();
    let (out, talk) = desk.ends(2, "merge d2.xlf");
    assert_eq!(
        (out.as_str(), talk.as_str()),
        (
            "",
            "d2.xlf: the article is not the one this file was made from\n"
        )
    );
    let (_, talk) = desk.ends(2, "merge --source nowhere.md d.xlf");
    assert!(talk.starts_with("nowhere.md: "), "{talk}");
}

#[test]
fn a_draft_never_replaces_what_is_there_unless_told() {
    let desk = Desk::new();
    let draft = desk.draft();
    let (_, talk) = desk.ends(
        2,
        "prefill --memory m.tmx --from en --to fr --output d.xlf a.md",
    );
    assert!(talk.starts_with("d.xlf: "), "{talk}");
    desk.ends(
        2,
        "prefill --memory m.tmx --from en --to fr --force --output a.md a.md",
    );
    desk.ends(
        2,
        "prefill --memory m.tmx --from en --to fr --force --format document --output m.tmx a.md",
    );
    assert_eq!(desk.text("a.md"), ARTICLE);
    assert_eq!(desk.text("m.tmx"), MEMORY);
    desk.ends(
        0,
        "prefill --memory m.tmx --from en --to fr --force --output d.xlf a.md",
    );
    assert_eq!(desk.text("d.xlf"), draft, "the same bytes again");
    desk.ends(2, "merge --output d.xlf d.xlf");
    desk.ends(
        2,
        "prefill --memory m.tmx --from en --to fr --format document --output e.xlf a.md",
    );
    assert!(!desk.path("e.xlf").exists());
}

#[test]
fn a_memory_in_utf_16_fills_the_same() {
    let desk = Desk::new();
    let text = MEMORY.replace("UTF-8", "UTF-16");
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    fs::write(desk.path("u.tmx"), bytes).unwrap();
    let arguments = "prefill --from en --to fr a.md --memory";
    let (utf8, _) = desk.ends(0, &format!("{arguments} m.tmx"));
    let (utf16, _) = desk.ends(0, &format!("{arguments} u.tmx"));
    assert_eq!(utf8, utf16);
}

#[test]
fn a_windows_article_comes_back_in_its_own_bytes() {
    let desk = Desk::new();
    fs::write(
        desk.path("w.md"),
        b"Le caf\xE9 ferme.\r\n\r\nNobody was hurt.\r\n",
    )
    .unwrap();
    let draft =
        "prefill --encoding windows-1252 --memory m.tmx --from en --to fr --output w.xlf w.md";
    desk.ends(0, draft);
    desk.ends(0, "merge --encoding windows-1252 --output w.fr.md w.xlf");
    let merged = fs::read(desk.path("w.fr.md")).unwrap();
    assert_eq!(
        merged,
        b"Le caf\xE9 ferme.\r\n\r\nPersonne n\x92a \xE9t\xE9 bless\xE9.\r\n"
    );
}

#[test]
fn a_glossary_as_french_excel_saves_it_checks_the_fills() {
    let desk = Desk::new();
    let glossary = b"concept;lang;term;status\r\n1;en;probe;\r\n1;fr;sonde spatiale europ\xE9enne;preferred\r\n1;fr;sonde;deprecated\r\n";
    fs::write(desk.path("g.csv"), glossary).unwrap();
    let arguments =
        "prefill --encoding windows-1252 --memory m.tmx --from en --to fr a.md --glossary g.csv";
    let (_, talk) = desk.ends(0, arguments);
    assert!(talk.contains("\"sonde\" is deprecated"), "{talk}");
    assert!(talk.contains("sonde spatiale européenne"), "{talk}");
}

#[test]
fn a_damaged_memory_gives_no_draft() {
    let desk = Desk::new();
    fs::write(desk.path("m.tmx"), &MEMORY[..MEMORY.len() - 40]).unwrap();
    let (out, talk) = desk.ends(2, "prefill --memory m.tmx --from en --to fr a.md");
    assert_eq!(out, "");
    assert!(
        talk.starts_with("m.tmx:7:107: the file ends inside <seg>"),
        "{talk}"
    );
}

#[test]
fn finished_segments_become_a_memory() {
    let desk = Desk::new();
    fs::write(desk.path("d2.xlf"), desk.finished()).unwrap();
    let (info, _) = desk.ends(0, "info --format json d2.xlf");
    assert!(
        info.contains("\"units\":6,\"segments\":6,\"targets\":6,\"finished\":6"),
        "{info}"
    );
    desk.ends(0, "convert d2.xlf --output next.tmx");
    let arguments = "prefill --memory next.tmx --from en --to fr --output a.fr.md a.md";
    desk.ends(0, arguments);
    assert_eq!(desk.text("a.fr.md"), TRANSLATION);
}

const CATALOG: &str = "# Notes\nmsgid \"\"\nmsgstr \"Language: fr\\nPlural-Forms: nplurals=2; plural=n>1;\\n\"\n\n\
    #: a.c:1\nmsgid \"\"\n\"Nobody \"\n\"was hurt.\"\nmsgstr \"\"\n\n\
    #, c-format\nmsgid \"Nobody was hurt. It sent 4 images to CNES.\"\nmsgstr \"\"\n\n\
    msgid \"Nobody was hurt. Nothing else.\"\nmsgstr \"\"\n\n\
    msgctxt \"log\"\nmsgid \"It sent 2 images.\"\nmsgstr \"Il a envoyé 3 images.\"\n\n\
    #~ msgid \"Nobody was hurt.\"\n#~ msgstr \"\"\n";

#[test]
fn a_catalog_is_filled_in_its_own_places() {
    let desk = Desk::new();
    fs::write(desk.path("a.po"), CATALOG).unwrap();
    let bare = [
        "<bpt i=\"1\">&lt;a&gt;</bpt>",
        "<ept i=\"1\">&lt;/a&gt;</ept>",
    ];
    let memory = bare
        .iter()
        .fold(MEMORY.to_owned(), |memory, tag| memory.replace(tag, ""));
    fs::write(desk.path("m.tmx"), memory).unwrap();
    let command = "prefill --memory m.tmx --from en --to fr";
    let (out, _) = desk.ends(0, &format!("{command} a.po"));
    let one = CATALOG.replacen(
        "was hurt.\"\nmsgstr \"\"",
        "was hurt.\"\nmsgstr \"Personne n’a été blessé.\"",
        1,
    );
    assert_eq!(out, one);
    // An entry of two sentences is filled whole, and what was carried over is fuzzy.
    let (out, talk) = desk.ends(0, &format!("{command} --fill 75 -v a.po"));
    let two = one.replacen(
        "#, c-format\nmsgid \"Nobody was hurt. It sent 4 images to CNES.\"\nmsgstr \"\"",
        "#, fuzzy, c-format\nmsgid \"Nobody was hurt. It sent 4 images to CNES.\"\n\
         msgstr \"Personne n’a été blessé. Elle a envoyé 4 images au CNES.\"",
        1,
    );
    assert_eq!(out, two);
    assert!(
        talk.contains("open: another sentence of the entry is open"),
        "{talk}"
    );
    assert!(talk.contains("open: translated already"), "{talk}");
    desk.ends(2, &format!("{command} --format xliff a.po"));
}

#[test]
fn a_catalog_is_checked_and_converted_by_its_finished_entries() {
    let desk = Desk::new();
    fs::write(desk.path("a.po"), CATALOG).unwrap();
    let (out, _) = desk.ends(1, "check --format jsonl a.po");
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(out.contains("\"rule\":\"number-differs\""), "{out}");
    let (out, _) = desk.ends(0, "info --format json a.po");
    assert!(
        out.contains(
            "\"kind\":\"po\",\"encoding\":\"UTF-8\",\"entries\":4,\"translated\":1,\"fuzzy\":0"
        ),
        "{out}"
    );
    desk.ends(0, "convert a.po --output a.tmx");
    let memory = desk.text("a.tmx");
    assert!(memory.contains("Il a envoyé 3 images.") && !memory.contains("hurt"));
}

#[test]
fn a_catalog_in_its_declared_charset_comes_back_in_it() {
    let desk = Desk::new();
    let text = b"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=windows-1251\\n\"\n\n\
        # \xE7\xE0\xEC\xE5\xF2\xEA\xE0\nmsgid \"Ready.\"\nmsgstr \"\"\n";
    fs::write(desk.path("a.po"), text).unwrap();
    let memory = MEMORY
        .replace("Nobody was hurt.", "Ready.")
        .replace("xml:lang=\"fr\"", "xml:lang=\"ru\"")
        .replace("Personne n’a été blessé.", "Готово.");
    fs::write(desk.path("m.tmx"), memory).unwrap();
    let output = desk.run("prefill --memory m.tmx --from en --to ru a.po");
    assert_eq!(output.status.code(), Some(0));
    let expected = b"msgstr \"\xC3\xEE\xF2\xEE\xE2\xEE.\"\n";
    assert!(output.stdout.ends_with(expected));
}

/// The same two units in both versions of XLIFF, one with a target and one without.
fn bilingual(version: u8) -> String {
    let units = [
        ("1", "Nobody was hurt.", ""),
        ("2", "It is <g id=\"1\">ready</g>.", ""),
        ("3", "Nobody was hurt.", "<target>fait</target>"),
    ];
    let units: String = units
        .iter()
        .map(|(id, source, target)| match version {
            1 => format!("  <trans-unit id=\"{id}\">\n    <source>{source}</source>{target}\n  </trans-unit>\n"),
            _ => {
                let source = source.replace("<g ", "<pc ").replace("</g>", "</pc>");
                format!("  <unit id=\"{id}\"><segment>\n    <source>{source}</source>{target}\n  </segment></unit>\n")
            }
        })
        .collect();
    match version {
        1 => format!(
            "<xliff version=\"1.2\"><file original=\"a\" source-language=\"en\" target-language=\"fr\" \
             datatype=\"plaintext\"><body>\n{units}</body></file></xliff>\n"
        ),
        _ => format!(
            "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\" srcLang=\"en\" \
             trgLang=\"fr\"><file id=\"f\">\n{units}</file></xliff>\n"
        ),
    }
}

#[test]
fn a_bilingual_file_is_filled_in_place() {
    let desk = Desk::new();
    let command = "prefill --memory m.tmx --from en --to fr";
    for version in [1, 2] {
        let text = bilingual(version);
        fs::write(desk.path("a.xlf"), &text).unwrap();
        let (out, _) = desk.ends(0, &format!("{command} a.xlf"));
        let source = "<source>Nobody was hurt.</source>\n";
        let filled = "Personne n’a été blessé.</target>\n";
        let expected = match version {
            1 => text.replacen(
                source,
                &format!("{source}    <target state=\"translated\" state-qualifier=\"exact-match\">{filled}"),
                1,
            ),
            _ => text
                .replacen(source, &format!("{source}    <target>{filled}"), 1)
                .replacen("<segment>", "<segment state=\"translated\">", 1),
        };
        assert_eq!(out, expected);
        // Nothing to fill: the same bytes.
        fs::write(desk.path("b.xlf"), text.replace("hurt", "there")).unwrap();
        let (out, _) = desk.ends(0, &format!("{command} b.xlf"));
        assert_eq!(out, text.replace("hurt", "there"));
        desk.ends(2, &format!("{command} --format xliff2 a.xlf"));
    }
}

#[test]
fn a_draft_in_xliff_2_becomes_the_article_again() {
    let desk = Desk::new();
    desk.ends(
        0,
        "prefill --memory m.tmx --from en --to fr --format xliff2 --output d.xlf a.md",
    );
    let (merged, _) = desk.ends(0, "merge d.xlf");
    let (document, _) = desk.ends(0, "prefill --memory m.tmx --from en --to fr a.md");
    assert_eq!(merged, document);
    // The agreed terms of a source travel with it, and what may be written for them.
    fs::write(desk.path("g.csv"), "concept,en,fr\nprobe,probe,sonde\n").unwrap();
    let with_terms = "prefill --memory m.tmx --glossary g.csv --from en --to fr --format xliff2 \
        --output t.xlf a.md";
    desk.ends(0, with_terms);
    let text = desk.text("t.xlf");
    assert_eq!(
        text.matches("<gls:term>probe</gls:term>").count(),
        2,
        "{text}"
    );
    assert_eq!(
        text.matches("<gls:translation>sonde</gls:translation>")
            .count(),
        2
    );
    assert_eq!(desk.ends(0, "merge t.xlf").0, document);
    let (info, _) = desk.ends(0, "info --format json d.xlf");
    assert!(
        info.contains("\"version\":\"2.1\"")
            && info.contains("\"units\":6,\"segments\":6,\"targets\":3"),
        "{info}"
    );
}

#[test]
fn a_changed_article_takes_over_what_did_not_change() {
    let desk = Desk::new();
    let old = "# The launch\n\nThe crew is well. Nobody was hurt. The launch of *Juno* was put off.\n\n\
        The next one is in May. Nobody was hurt.\n";
    let translation = "# Le lancement\n\nL’équipage va bien. Personne n’a été blessé. \
        Le lancement de *Juno* a été reporté.\n\nLe prochain aura lieu en mai. Il n’y a pas de blessés.\n";
    fs::write(desk.path("old.en.md"), old).unwrap();
    fs::write(desk.path("old.fr.md"), translation).unwrap();
    // A sentence is new, one is changed, the sections have changed places.
    let new = "# The launch\n\nThe next one is in May. Nobody was hurt.\n\n\
        The crew is well. Nobody was hurt. The launch of *Juno* was put off again. It rains.\n";
    fs::write(desk.path("a.md"), new).unwrap();
    let command = "prefill --from en --to fr --previous old.en.md old.fr.md";
    let (out, talk) = desk.ends(0, &format!("{command} -v --sidecar a.jsonl a.md"));
    let expected = "# Le lancement\n\nLe prochain aura lieu en mai. Nobody was hurt.\n\n\
        L’équipage va bien. Nobody was hurt. The launch of *Juno* was put off again. It rains.\n";
    assert_eq!(out, expected, "{talk}");
    assert!(
        talk.contains("several translations of the same text"),
        "{talk}"
    );
    let sidecar = desk.text("a.jsonl");
    assert_eq!(sidecar.lines().count(), 7);
    assert!(
        sidecar
            .lines()
            .next()
            .unwrap()
            .contains("\"memory\":\"old.fr.md\"")
    );
    // Between the same neighbours each of the two translations has its place.
    fs::write(
        desk.path("b.md"),
        old.replace("The next one is in May.", "The next one is in June."),
    )
    .unwrap();
    let (out, talk) = desk.ends(0, &format!("{command} b.md"));
    assert!(
        out.contains("L’équipage va bien. Personne n’a été blessé. Le lancement"),
        "{out}{talk}"
    );
    desk.ends(2, &format!("{command} --sidecar a.jsonl a.md"));
    desk.ends(
        2,
        "prefill --from en --to fr --previous old.en.md missing.md a.md",
    );
}

#[test]
fn a_text_under_the_same_key_is_a_context_match() {
    let desk = Desk::new();
    let catalog = |verb: &str, state: &str| {
        let entry = |key: &str, target: &str| {
            format!("msgctxt \"{key}\"\nmsgid \"Open\"\nmsgstr \"{target}\"\n\n")
        };
        format!(
            "msgid \"\"\nmsgstr \"Language: ru\\n\"\n\n{}{}",
            entry("menu.open", verb),
            entry("door.state", state)
        )
    };
    fs::write(desk.path("old.po"), catalog("Открыть", "Открыто")).unwrap();
    fs::write(desk.path("new.po"), catalog("", "")).unwrap();
    desk.ends(0, "convert --encoding utf-8 old.po --output keys.tmx");
    let memory = desk.text("keys.tmx");
    assert!(
        memory.contains("<prop type=\"x-context\">menu.open</prop>"),
        "{memory}"
    );
    let (out, _) = desk.ends(0, "prefill --memory keys.tmx --from en --to ru new.po");
    assert_eq!(out, catalog("Открыть", "Открыто"), "each under its own key");
    let (out, _) = desk.ends(
        0,
        "prefill --format jsonl --memory keys.tmx --from en --to ru new.po",
    );
    assert_eq!(out.matches("\"state\":\"context\"").count(), 2, "{out}");
    // Without keys the two translations are rivals.
    let keyless = memory.replace("x-context", "x-other");
    fs::write(desk.path("keyless.tmx"), keyless).unwrap();
    let (out, _) = desk.ends(0, "prefill --memory keyless.tmx --from en --to ru new.po");
    assert_eq!(out, catalog("", ""));
}

#[test]
fn a_unit_keeps_the_key_it_had_in_xliff() {
    let desk = Desk::new();
    let draft = |verb: &str, state: &str| {
        let unit = |key: &str, target: &str| {
            let target = match target {
                "" => String::new(),
                text => format!("<target state=\"translated\">{text}</target>"),
            };
            format!("<trans-unit {key}><source>Open</source>{target}</trans-unit>\n")
        };
        format!(
            "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file \
             original=\"a\" source-language=\"en\" target-language=\"ru\" datatype=\"plaintext\">\
             <body>\n{}{}</body></file></xliff>\n",
            unit("id=\"menu.open\"", verb),
            unit("id=\"7\" resname=\"door.state\"", state)
        )
    };
    fs::write(desk.path("old.xlf"), draft("Открыть", "Открыто")).unwrap();
    fs::write(desk.path("new.xlf"), draft("", "")).unwrap();
    desk.ends(0, "convert old.xlf --output keys.tmx");
    let memory = desk.text("keys.tmx");
    // As Okapi writes it, too.
    fs::write(
        desk.path("okapi.tmx"),
        memory.replace("x-context", "Txt::GroupName"),
    )
    .unwrap();
    for name in ["keys.tmx", "okapi.tmx"] {
        let command = format!("prefill --memory {name} --from en --to ru new.xlf");
        let (out, _) = desk.ends(0, &command);
        let targets: Vec<&str> = ["Открыть", "Открыто"]
            .into_iter()
            .filter(|text| out.contains(&format!(">{text}</target>")))
            .collect();
        assert_eq!(targets, ["Открыть", "Открыто"], "{out}");
    }
}

/// A memory of these pairs, English and French.
fn french(pairs: &[(&str, &str)]) -> String {
    let unit = |(en, fr): &(&str, &str)| {
        format!(
            "<tu><tuv xml:lang=\"en\"><seg>{en}</seg></tuv><tuv xml:lang=\"fr\"><seg>{fr}</seg></tuv></tu>\n"
        )
    };
    let units: String = pairs.iter().map(unit).collect();
    format!(
        "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" \
         o-tmf=\"t\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/><body>\n{units}</body></tmx>\n"
    )
}

#[test]
fn a_trados_file_is_filled_segment_by_segment() {
    let desk = Desk::new();
    let file = |targets: [&str; 3], segments: [&str; 3]| {
        let marks = |texts: [&str; 3]| {
            let mark = |(index, text): (usize, &str)| match text {
                "" => format!("<mrk mtype=\"seg\" mid=\"{}\" />", index + 1),
                text => format!("<mrk mtype=\"seg\" mid=\"{}\">{text}</mrk>", index + 1),
            };
            let marks: Vec<String> = texts.into_iter().enumerate().map(mark).collect();
            format!("<g id=\"9\">{}</g>", marks.join(" "))
        };
        let sources = [
            "The crew sleeps.",
            "The probe sent 3 images.",
            "Nobody was hurt.",
        ];
        format!(
            "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" \
             xmlns:sdl=\"http://sdl.com/FileTypes/SdlXliff/1.0\"><file original=\"a.docx\" \
             source-language=\"en-US\" target-language=\"fr-FR\" datatype=\"x-sdlfilterframework2\"><body>\
             <trans-unit id=\"1\"><source><g id=\"9\">{}</g></source><seg-source>{}</seg-source>\
             <target>{}</target><sdl:seg-defs>{}</sdl:seg-defs></trans-unit></body></file></xliff>\n",
            sources.join(" "),
            marks(sources),
            marks(targets),
            segments.concat()
        )
    };
    let open = [
        "<sdl:seg id=\"1\" origin=\"not-translated\" />",
        "<sdl:seg id=\"2\" />",
        "<sdl:seg id=\"3\" conf=\"Draft\" />",
    ];
    fs::write(desk.path("a.sdlxliff"), file([""; 3], open)).unwrap();
    let memory = french(&[
        ("The crew sleeps.", "L’équipage dort."),
        ("The probe sent 12 images.", "La sonde a envoyé 12 images."),
    ]);
    fs::write(desk.path("m.tmx"), memory).unwrap();
    // The file says its languages.
    let (out, _) = desk.ends(0, "prefill --memory m.tmx --fill 75 a.sdlxliff");
    let done = [
        "<sdl:seg id=\"1\" origin=\"tm\" conf=\"Translated\"/>",
        "<sdl:seg id=\"2\" conf=\"Draft\"/>",
        open[2],
    ];
    let texts = ["L’équipage dort.", "La sonde a envoyé 3 images.", ""];
    assert_eq!(out, file(texts, done));
}

#[test]
fn a_bilingual_article_says_its_language_and_takes_no_other() {
    let desk = Desk::new();
    let memory = french(&[("The crew sleeps.", "L’équipage dort.")]);
    fs::write(desk.path("m.tmx"), memory).unwrap();
    let two = |language: &str, rest: &str| {
        format!(
            "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\" srcLang=\"en\"{language}>\
             <file id=\"f\"><unit id=\"u\"><segment canResegment=\"no\"{rest}</segment></unit></file></xliff>\n"
        )
    };
    let one = |language: &str, rest: &str| {
        format!(
            "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file original=\"a\" \
             source-language=\"en\" datatype=\"plaintext\"{language}><body><trans-unit id=\"u\"{rest}</trans-unit>\
             </body></file></xliff>\n"
        )
    };
    let source = "><source>The crew sleeps.</source>";
    let cases = [
        (
            two("", source),
            two(
                " trgLang=\"fr-CA\"",
                " state=\"translated\"><source>The crew sleeps.</source><target>L’équipage dort.</target>",
            ),
        ),
        (
            one("", source),
            one(
                " target-language=\"fr-CA\"",
                "><source>The crew sleeps.</source><target state=\"translated\" state-qualifier=\"exact-match\">L’équipage dort.</target>",
            ),
        ),
        (
            one(" target-language=\"\"", source),
            one(
                " target-language=\"fr-CA\"",
                "><source>The crew sleeps.</source><target state=\"translated\" state-qualifier=\"exact-match\">L’équipage dort.</target>",
            ),
        ),
    ];
    for (open, filled) in cases {
        let filled = filled.replace(
            "canResegment=\"no\" state=\"translated\"",
            "state=\"translated\" canResegment=\"no\"",
        );
        fs::write(desk.path("a.xlf"), &open).unwrap();
        let command = "prefill --memory m.tmx --from en --to fr-CA a.xlf";
        assert_eq!(desk.ends(0, command).0, filled);
        // A region is no other language; what nothing was found for stays as it was.
        fs::write(desk.path("a.xlf"), open.replace("crew", "men")).unwrap();
        assert_eq!(desk.ends(0, command).0, open.replace("crew", "men"));
    }
    fs::write(desk.path("de.xlf"), two(" trgLang=\"de\"", source)).unwrap();
    fs::write(
        desk.path("fr.po"),
        "msgid \"\"\nmsgstr \"X-Source-Language: fr\\n\"\n\nmsgid \"a\"\nmsgstr \"\"\n",
    )
    .unwrap();
    for (name, what) in [
        ("de.xlf", "its translations are in \"de\", not in \"fr-CA\""),
        ("fr.po", "its sources are in \"fr\", not in \"en\""),
    ] {
        let command = format!("prefill --memory m.tmx --from en --to fr-CA {name}");
        let (_, talk) = desk.ends(2, &command);
        assert!(talk.contains(what), "{talk}");
    }
}

#[test]
fn a_title_inside_a_sentence_is_filled_where_its_tag_stands() {
    let desk = Desk::new();
    let article = "See [the log](l.md \"The log of the relay\") and ![the mast](m.png 'The mast at noon').\n\n\
        Nobody read [it](l.md \"The log of the relay\").\n";
    fs::write(desk.path("t.md"), article).unwrap();
    let pair = |id: u8, text: &str| {
        format!("<bpt i=\"{id}\" x=\"{id}\">[</bpt>{text}<ept i=\"{id}\">]</ept>")
    };
    let (log, mast) = (pair(1, "the log"), pair(2, "the mast"));
    let (journal, mat) = (pair(1, "le journal"), pair(2, "le mât"));
    let unit = |en: &str, fr: &str| {
        format!(
            "<tu><tuv xml:lang=\"en\"><seg>{en}</seg></tuv><tuv xml:lang=\"fr\"><seg>{fr}</seg></tuv></tu>"
        )
    };
    let units = [
        unit(
            &format!("See {log} and {mast}."),
            &format!("Voyez {mat} et {journal}."),
        ),
        unit(
            "The log of the relay",
            "Le journal dit \u{AB}\u{A0}du \"relais\"\u{A0}\u{BB}",
        ),
        unit("The mast at noon", "Le mât d'été"),
    ];
    let memory = format!(
        "<tmx version=\"1.4\"><header srclang=\"en\"/><body>{}</body></tmx>",
        units.concat()
    );
    fs::write(desk.path("t.tmx"), memory).unwrap();
    let made = "Voyez ![le mât](m.png 'Le mât d\\'été') et [le journal](l.md \"Le journal dit \
        \u{AB}\u{A0}du \\\"relais\\\"\u{A0}\u{BB}\").\n\nNobody read [it](l.md \"Le journal dit \
        \u{AB}\u{A0}du \\\"relais\\\"\u{A0}\u{BB}\").\n";
    desk.ends(
        0,
        "prefill --memory t.tmx --from en --to fr --output fr.md t.md",
    );
    assert_eq!(desk.text("fr.md"), made);
    // The same by way of a translation tool.
    for draft in ["d.xlf", "d.docx"] {
        let prefill = format!("prefill --memory t.tmx --from en --to fr --output {draft} t.md");
        let review = if draft == "d.xlf" {
            ""
        } else {
            " --format review"
        };
        desk.ends(0, &format!("{prefill}{review}"));
        desk.ends(0, &format!("merge {draft} --output {draft}.md"));
        assert_eq!(desk.text(&format!("{draft}.md")), made, "{draft}");
    }
    // A title that nobody translated is found.
    fs::write(
        desk.path("t.md"),
        "Nobody read [it](l.md \"The log of the relay\").\n",
    )
    .unwrap();
    fs::write(
        desk.path("fr.md"),
        "Personne ne l’a [lu](l.md \"The log of the relay\").\n",
    )
    .unwrap();
    let (found, _) = desk.ends(1, "check --from en --to fr t.md fr.md");
    assert!(found.contains("fr.md:1:28: error[untranslated]"), "{found}");
}

#[test]
fn links_that_change_places_keep_their_addresses() {
    let desk = Desk::new();
    let article = "See [the log](log.md) and [the mast](mast.md).\n";
    let translated = "Voyez [le mât](mast.md) et [le journal](log.md).\n";
    fs::write(desk.path("t.md"), article).unwrap();
    let pair = |attributes: &str, code: &str, text: &str| {
        let i = &attributes[..5];
        format!("<bpt {attributes}>{code}</bpt>{text}<ept {i}>{code}</ept>")
    };
    let unit = |[log, mast]: [&str; 2], [mat, journal]: [&str; 2], codes: [&str; 4]| {
        format!(
            "<tmx version=\"1.4\"><header srclang=\"en\"/><body><tu><tuv xml:lang=\"en\"><seg>See {} and {}.</seg></tuv>\
             <tuv xml:lang=\"fr\"><seg>Voyez {} et {}.</seg></tuv></tu></body></tmx>",
            pair(log, codes[0], "the log"),
            pair(mast, codes[1], "the mast"),
            pair(mat, codes[2], "le mât"),
            pair(journal, codes[3], "le journal"),
        )
    };
    let prefill = "prefill --from en --to fr --format document";
    for memory in [
        // What says so: a label for it, the codes, the number of the pair.
        unit(
            ["i='1' x='7'", "i='2' x='8'"],
            ["i='1' x='8'", "i='2' x='7'"],
            [""; 4],
        ),
        unit(["i='1'", "i='2'"], ["i='1'", "i='2'"], ["a", "b", "b", "a"]),
        unit(["i='1'", "i='2'"], ["i='2'", "i='1'"], [""; 4]),
    ] {
        fs::write(desk.path("t.tmx"), &memory).unwrap();
        desk.ends(
            0,
            &format!("{prefill} --memory t.tmx --force --output t.fr.md t.md"),
        );
        assert_eq!(desk.text("t.fr.md"), translated, "{memory}");
    }
    // The same by way of a draft that becomes a memory, of an older version, of a pair of articles.
    desk.ends(
        0,
        "prefill --from en --to fr --memory t.tmx --output d.xlf t.md",
    );
    desk.ends(0, "convert d.xlf --output draft.tmx");
    desk.ends(
        0,
        &format!("{prefill} --memory draft.tmx --force --output t.fr.md t.md"),
    );
    assert_eq!(desk.text("t.fr.md"), translated);
    fs::write(desk.path("old.fr.md"), translated).unwrap();
    desk.ends(
        0,
        "align --from en --to fr --output pair.tmx t.md old.fr.md",
    );
    for memory in ["--previous t.md old.fr.md", "--memory pair.tmx --fill 90"] {
        desk.ends(
            0,
            &format!("{prefill} {memory} --force --output t.fr.md t.md"),
        );
        let draft = desk.text("t.fr.md").replace("<!-- entente: 97 -->", "");
        assert_eq!(draft, translated, "{memory}");
    }
}

#[test]
fn what_an_article_says_twice_is_counted_apart() {
    let desk = Desk::new();
    let article = "The probe sent 3 images.\n\nThe crew sleeps.\n\nThe probe sent 12 images.\n\n\
                   The crew sleeps.\n\nNobody was hurt at all.\n";
    fs::write(desk.path("twice.md"), article).unwrap();
    fs::write(desk.path("m.tmx"), MEMORY).unwrap();
    let command = "prefill --memory m.tmx --from en --to fr twice.md";
    let (_, talk) = desk.ends(0, command);
    let (bands, internal) = talk
        .split_once("of these nearer to an earlier segment")
        .unwrap();
    assert!(bands.contains("repetitions          1        3"), "{talk}");
    assert_eq!(
        internal.trim_start_matches(" of the article:\n"),
        "95–99                1        5\n",
        "{talk}"
    );
    let (out, _) = desk.ends(0, &command.replace("prefill", "prefill --format jsonl"));
    let lines: Vec<&str> = out.lines().collect();
    assert!(
        lines[2].contains("\"internal\":{\"segment\":0,\"score\":98}"),
        "{}",
        lines[2]
    );
    assert!(
        lines[3].contains("\"repeats\":1") && !lines[3].contains("internal"),
        "{}",
        lines[3]
    );
    assert_eq!(out.matches("\"internal\"").count(), 1, "{out}");
}

#[test]
fn spaces_around_a_remembered_translation_are_no_part_of_it() {
    let desk = Desk::new();
    fs::write(desk.path("a.html"), "<p>Nobody was hurt.</p>\n").unwrap();
    for space in [" ", "\n   ", "\u{A0}"] {
        let memory = MEMORY.replace(
            "<seg>Personne n’a été blessé.</seg>",
            &format!("<seg>{space}Personne n’a été blessé.{space}</seg>"),
        );
        fs::write(desk.path("m.tmx"), memory).unwrap();
        let (out, _) = desk.ends(0, "prefill --memory m.tmx --from en --to fr a.html");
        assert_eq!(out, "<p>Personne n’a été blessé.</p>\n");
    }
}

#[test]
fn an_old_translation_that_answers_nothing_is_said() {
    let desk = Desk::new();
    fs::write(desk.path("old.md"), "# The probe\n\nNobody was hurt.\n").unwrap();
    fs::write(
        desk.path("old.fr.md"),
        "# La sonde\n\nPersonne n’a été blessé.\n",
    )
    .unwrap();
    fs::write(desk.path("empty.md"), "").unwrap();
    let run = |old: &str| {
        let command = format!("prefill --from en --to fr --previous {old} a.md");
        desk.ends(0, &command).1
    };
    let talk = run("old.md old.fr.md");
    assert!(
        talk.starts_with(
            "old.md and old.fr.md: 2 of 2 segments in pairs, 2 segments of a.md found\n"
        ),
        "{talk}"
    );
    let swapped = run("old.fr.md old.md");
    assert!(
        swapped.starts_with(
            "old.fr.md and old.md: 2 of 2 segments in pairs, 0 segments of a.md found; \
             --previous takes the old article first and its translation second\n"
        ),
        "{swapped}"
    );
    let nothing = run("old.md empty.md");
    assert!(
        nothing.starts_with("old.md and empty.md: 0 of 2 segments in pairs, 0 segments"),
        "{nothing}"
    );
}

#[test]
fn a_bilingual_file_is_filled_into_an_output_of_its_own_name() {
    let desk = Desk::new();
    let file = "<xliff version=\"1.2\"><file original=\"a\" source-language=\"en\" target-language=\"fr\" datatype=\"plaintext\"><body>\
        <trans-unit id=\"1\"><source>Nobody was hurt.</source><target/></trans-unit></body></file></xliff>";
    fs::write(desk.path("in.xlf"), file).unwrap();
    fs::write(desk.path("in.po"), CATALOG).unwrap();
    let filled = file.replace(
        "<target/>",
        "<target state=\"translated\" state-qualifier=\"exact-match\">Personne n’a été blessé.</target>",
    );
    for more in ["", "--format document "] {
        for output in ["out.xlf", "out.xliff"] {
            desk.ends(
                0,
                &format!("prefill --force --memory m.tmx {more}--output {output} in.xlf"),
            );
            assert_eq!(desk.text(output), filled);
        }
    }
    let refused = |line: &str, what: &str| {
        let (_, talk) = desk.ends(
            2,
            &format!("prefill --memory m.tmx --from en --to fr {line}"),
        );
        assert!(talk.contains(what), "{talk}");
    };
    refused(
        "--format xliff2 --output b.xlf in.xlf",
        "this is a bilingual file already",
    );
    refused(
        "--output b.xlf in.po",
        "--output ends in \".xlf\", but the article is po",
    );
    refused(
        "--output b.po in.xlf",
        "--output ends in \".po\", but the article is xliff",
    );
    refused("--output b.jsonl --format document in.xlf", "contradict");
    desk.ends(0, "prefill --memory m.tmx --output c.jsonl in.xlf");
}

#[test]
fn what_is_no_memory_and_no_old_article_says_what_to_do() {
    let desk = Desk::new();
    fs::write(desk.path("old.po"), CATALOG).unwrap();
    desk.draft();
    let says = |line: &str, what: &str| {
        let (_, talk) = desk.ends(2, &format!("prefill --from en --to fr {line} a.md"));
        assert_eq!(talk, format!("{what}\n"));
    };
    says(
        "--memory old.po",
        "old.po: a PO catalog is no memory; `entente convert` makes one of what is finished in it",
    );
    says(
        "--memory d.xlf",
        "d.xlf: an XLIFF file is no memory; `entente convert` makes one of what is finished in it",
    );
    says(
        "--previous a.md d.xlf",
        "d.xlf: --previous takes articles, and this is a bilingual file; `entente convert` makes a memory of it",
    );
    says(
        "--memory m.tmx --output gone/a.fr.md",
        "gone/a.fr.md: there is no folder \"gone\"",
    );
    let (_, talk) = desk.ends(2, "merge --output gone/a.fr.md d.xlf");
    assert_eq!(talk, "gone/a.fr.md: there is no folder \"gone\"\n");
}
