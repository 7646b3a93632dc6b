//! A finished draft goes home: what a translator did to it, and what is said of it.

use crate::prefill::Desk;
use std::fs;

const ARTICLE: &str = "# The probe\n\nIt left **orbit**. It sent images.\n\n- Nobody was hurt.\n";

/// A desk with `d.xlf`, the draft of [`ARTICLE`] with every source as its translation, in `*`.
fn desk() -> (Desk, String) {
    let desk = Desk::new();
    fs::write(desk.path("a.md"), ARTICLE).unwrap();
    desk.ends(
        0,
        "prefill --from en --to fr --previous a.md a.md --output d.xlf a.md",
    );
    let mut draft = String::new();
    for line in desk.text("d.xlf").lines() {
        draft += line;
        draft += "\n";
        if let Some(source) = line.trim().strip_prefix("<source xml:lang=\"en\">") {
            draft += "<target state=\"translated\">* ";
            draft += &source.replace("</source>", "</target>\n");
        }
    }
    fs::write(desk.path("d.xlf"), &draft).unwrap();
    (desk, draft)
}

/// The unit of `draft` whose source holds `text`.
fn unit<'d>(draft: &'d str, text: &str) -> &'d str {
    let units = draft
        .split_inclusive("</trans-unit>\n")
        .map(|unit| &unit[unit.find("      <trans-unit").unwrap_or(unit.len())..]);
    units
        .into_iter()
        .find(|unit| unit.contains(text))
        .expect("the draft has such a unit")
}

const MERGE: &str = "merge --complete --force --output a.fr.md d.xlf";

#[test]
fn a_unit_that_is_gone_is_no_finished_translation() {
    let (desk, draft) = desk();
    desk.ends(0, MERGE);
    fs::write(
        desk.path("d.xlf"),
        draft.replace(unit(&draft, "It sent images"), ""),
    )
    .unwrap();
    let (_, talk) = desk.ends(1, MERGE);
    assert_eq!(
        talk,
        "d.xlf: no unit of the draft has this text of the article (a.md:3:20): \"It sent images.\"\n\
         translated: 3, left in the source language: 1\n"
    );
    // And so for a draft without any.
    let from = draft.find("      <trans-unit").unwrap();
    let to = draft.rfind("    </body>").unwrap();
    let none = format!("{}{}", &draft[..from], &draft[to..]);
    fs::write(desk.path("d.xlf"), none).unwrap();
    let (_, talk) = desk.ends(1, MERGE);
    assert!(talk.contains("left in the source language: 3"), "{talk}");
}

#[test]
fn of_a_doubled_unit_the_first_is_taken_and_the_other_said() {
    let (desk, draft) = desk();
    let own = unit(&draft, "Nobody");
    fs::write(
        desk.path("d.xlf"),
        draft.replace(own, &format!("{own}{own}")),
    )
    .unwrap();
    let (_, talk) = desk.ends(0, MERGE);
    assert_eq!(talk, "translated: 4, left in the source language: 0\n");
    let other = own.replace("* Nobody", "Personne");
    fs::write(
        desk.path("d.xlf"),
        draft.replace(own, &format!("{own}{other}")),
    )
    .unwrap();
    let (_, talk) = desk.ends(1, MERGE);
    let first = draft[..draft.find(own).unwrap()].lines().count() + 1;
    let second = first + own.lines().count();
    assert_eq!(
        talk,
        format!(
            "d.xlf:{second}:7: line {first} has another translation of this text, which was taken; \
             delete one of the two units: \"Nobody was hurt.\"\n\
             translated: 4, left in the source language: 1\n"
        )
    );
}

#[test]
fn spaces_around_a_translation_are_no_part_of_it() {
    for (name, article) in [
        ("a.html", "<p>It left orbit.</p>\n"),
        ("a.md", "It left orbit.\n"),
        ("a.txt", "It left orbit.\n"),
        ("a.md", "---\ntitle: \"It left orbit.\"\n---\n"),
    ] {
        for space in [" ", "\n  ", "\u{A0}", "&#9;"] {
            let desk = Desk::new();
            fs::write(desk.path(name), article).unwrap();
            desk.ends(
                0,
                &format!("prefill --memory m.tmx --from en --to fr --output d.xlf {name}"),
            );
            let target = format!("</source><target>{space}Parti.{space}</target>");
            let draft = desk.text("d.xlf").replace("</source>", &target);
            fs::write(desk.path("d.xlf"), draft).unwrap();
            desk.ends(0, &format!("merge --complete --output fr-{name} d.xlf"));
            assert_eq!(
                desk.text(&format!("fr-{name}")),
                article.replace("It left orbit.", "Parti."),
                "{name} {space:?}"
            );
        }
    }
}

#[test]
fn a_tag_that_was_dropped_is_said() {
    let (desk, draft) = desk();
    let start = draft
        .find("<target state=\"translated\">* It left")
        .unwrap();
    let end = start + draft[start..].find("</target>").unwrap();
    let bare = format!(
        "{}<target state=\"translated\">Partie.{}",
        &draft[..start],
        &draft[end..]
    );
    fs::write(desk.path("d.xlf"), &bare).unwrap();
    let (_, talk) = desk.ends(0, MERGE);
    let line = bare[..start].lines().count() - 1;
    assert_eq!(
        talk,
        format!(
            "d.xlf:{line}:7: written without the strong emphasis that its source has: \"It left orbit.\"\n\
             translated: 4, left in the source language: 0\n"
        )
    );
    assert!(desk.text("a.fr.md").contains("Partie. * It sent"));
}

#[test]
fn a_result_is_not_called_what_it_is_not() {
    let (desk, _) = desk();
    for output in ["a.docx", "a.odt", "a.html", "a.po", "a.xlf"] {
        let (_, talk) = desk.ends(2, &format!("merge --output {output} d.xlf"));
        let ending = output.split_once('.').unwrap().1;
        let said = format!("--output ends in \".{ending}\", but the article is markdown");
        assert!(talk.starts_with(&said), "{talk}");
        assert!(!desk.path(output).exists());
    }
    desk.ends(
        2,
        "prefill --memory m.tmx --from en --to fr --output b.po a.md",
    );
    desk.ends(0, "merge --output a.txt d.xlf");
}

#[test]
fn what_cannot_be_merged_says_what_to_do() {
    let (desk, draft) = desk();
    let says = |what: &str| {
        let (_, talk) = desk.ends(2, MERGE);
        assert_eq!(talk.trim_end(), what);
    };
    let id = unit(&draft, "Nobody").split('"').nth(1).unwrap();
    let line = draft[..draft.find(unit(&draft, "Nobody")).unwrap()]
        .lines()
        .count()
        + 1;
    fs::write(desk.path("d.xlf"), draft.replace(id, "row4")).unwrap();
    says(&format!(
        "d.xlf:{line}:7: the unit's id \"row4\" is not one that entente gave (bytes of the article, like \"120-184\")"
    ));
    fs::write(desk.path("d.xlf"), draft.replace(id, "0-3")).unwrap();
    says(&format!(
        "d.xlf:{line}:7: no text of the article stands at the bytes \"0-3\" that the unit's id names"
    ));
    let file = &draft[draft.find("<file").unwrap()..draft.find("</xliff>").unwrap()];
    fs::write(
        desk.path("d.xlf"),
        draft.replace("</xliff>", &format!("{file}</xliff>")),
    )
    .unwrap();
    says("d.xlf: holds 2 articles, and merge makes one; keep one <file> of it");
    let end = draft.find("</internal-file>").unwrap();
    let broken = format!("{}!{}", &draft[..end], &draft[end..]);
    fs::write(desk.path("d.xlf"), broken).unwrap();
    let (_, talk) = desk.ends(2, MERGE);
    assert!(talk.contains("the article inside is not base64"), "{talk}");
    desk.ends(0, "merge --source a.md --output b.md d.xlf");
    let (_, talk) = desk.ends(2, "merge --output c.md a.md");
    assert!(
        talk.starts_with("a.md: this is an article (markdown), not a draft of one"),
        "{talk}"
    );
}

#[test]
fn whatever_prefill_cuts_merge_finds_again() {
    // The white space before the segment is of one piece with its first word: code over two lines.
    for article in [
        "> Un\n> >`\n>   deux après `>` fin.\n",
        "Un `\n deux ` trois.\n",
        "`  un\ndeux` trois. Quatre.\n",
    ] {
        let desk = Desk::new();
        fs::write(desk.path("a.md"), article).unwrap();
        desk.ends(
            0,
            "prefill --from fr --to en --previous a.md a.md --output d.xlf a.md",
        );
        desk.ends(0, "merge --output b.md d.xlf");
        assert_eq!(desk.text("b.md"), article);
    }
}
