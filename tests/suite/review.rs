//! The review table: out as a page or a DOCX, edited, and back in as an article.

use crate::office::{archive, docx, part};
use crate::prefill::{ARTICLE, Desk, MEMORY};
use crate::run;
use entente::document::package::Archive;
use std::fs;

const DOCUMENT: &str = "word/document.xml";

impl Desk {
    /// A desk with the table `d.docx` of the article.
    fn with_table() -> Desk {
        let desk = Desk::new();
        let prefill = format!("{PREFILL} --format review --output d.docx a.md");
        desk.ends(0, &prefill);
        desk
    }

    fn table(&self) -> String {
        part(&fs::read(self.path("d.docx")).unwrap(), DOCUMENT)
    }

    /// Writes `e.docx`: the table with another document, its draft in a part of another number.
    fn edited(&self, document: &str) {
        let bytes = fs::read(self.path("d.docx")).unwrap();
        let names: Vec<String> = Archive::open(&bytes)
            .unwrap()
            .names()
            .map(str::to_owned)
            .collect();
        let parts: Vec<(String, String)> = names
            .into_iter()
            .rev()
            .map(|name| {
                let content = match name.as_str() {
                    DOCUMENT => document.to_owned(),
                    other => part(&bytes, other),
                };
                (name.replace("item1.xml", "item12.xml"), content)
            })
            .collect();
        let parts: Vec<(&str, &str)> = parts
            .iter()
            .map(|(name, part)| (&name[..], &part[..]))
            .collect();
        fs::write(self.path("e.docx"), archive(&parts)).unwrap();
    }
}

const PREFILL: &str = "prefill --memory m.tmx --from en --to fr";

/// The rows of a table as they are written, the head first.
fn rows(document: &str) -> Vec<&str> {
    let rows = document.split_inclusive("</w:tr>");
    let rows = rows.filter_map(|row| Some(&row[row.find("<w:tr>")?..]));
    rows.collect()
}

/// `row` with `text` as the only text of the cell `cell`, as Word would have it.
fn with_cell(row: &str, cell: usize, text: &str) -> String {
    let mut cells: Vec<String> = row.split_inclusive("</w:tc>").map(str::to_owned).collect();
    let text: String = text
        .split('|')
        .map(|run| format!("<w:r w:rsidR=\"00A1\"><w:t xml:space=\"preserve\">{run}</w:t></w:r><w:proofErr w:type=\"spellStart\"/>"))
        .collect();
    let paragraph = format!(
        "<w:p w:rsidR=\"00A2\"><w:bookmarkStart w:id=\"1\" w:name=\"x\"/>{text}<w:bookmarkEnd w:id=\"1\"/></w:p></w:tc>"
    );
    let start = cells[cell].find("<w:p>").unwrap();
    cells[cell].replace_range(start.., &paragraph);
    cells.concat()
}

#[test]
fn an_untouched_table_is_the_article_with_its_certain_fills() {
    let desk = Desk::with_table();
    let (merged, talk) = desk.ends(0, "merge d.docx");
    let (document, _) = desk.ends(0, &format!("{PREFILL} a.md"));
    assert_eq!(merged, document);
    assert!(merged.contains("Personne n’a été blessé."));
    assert!(
        talk.contains("d.docx:4:1: the translation is not finished: \"It sent 3 images to CNES.\""),
        "{talk}"
    );
    assert!(
        talk.ends_with("translated: 2, left in the source language: 4\n"),
        "{talk}"
    );
    desk.ends(1, "merge --complete d.docx");
}

#[test]
fn an_edited_table_becomes_the_translated_article() {
    let desk = Desk::with_table();
    let table = desk.table();
    let rows = rows(&table);
    assert_eq!(rows.len(), 7);
    assert!(rows[4].contains("It sent 3 images to "), "{}", rows[4]);
    let edited = table
        .replace(rows[1], &with_cell(rows[1], 2, "Déc|ol|lage"))
        .replace(rows[2], &with_cell(rows[2], 2, "La sonde"))
        .replace(
            rows[4],
            &with_cell(
                rows[4],
                2,
                "Au &lt;|1>CNES&lt;/1>, elle a transmis 3\u{A0}images.",
            ),
        )
        // Sorted otherwise.
        .replace(rows[5], "")
        .replace(
            rows[6],
            &format!("{}{}", rows[6], with_cell(rows[5], 2, "Le tir a échoué.")),
        );
    desk.edited(&edited);
    let (merged, talk) = desk.ends(0, "merge --complete e.docx");
    assert_eq!(
        merged,
        "---\ntitle: Décollage\n---\n\n# La sonde\n\n\
         Le 12 mai, la sonde de **Roscosmos** a quitté l’orbite. \
         Au [CNES](https://cnes.fr), elle a transmis 3\u{A0}images.\n\n\
         * Le tir a échoué.\n* Personne n’a été blessé.\n"
    );
    assert_eq!(talk, "translated: 6, left in the source language: 0\n");
}

#[test]
fn a_word_in_the_last_cell_says_that_a_fill_is_good() {
    let desk = Desk::with_table();
    let table = desk.table();
    let rows = rows(&table);
    desk.edited(&table.replace(rows[4], &with_cell(rows[4], 3, "OK")));
    let (merged, _) = desk.ends(0, "merge e.docx");
    assert!(
        merged.contains("Elle a envoyé 3 images au [CNES](https://cnes.fr)."),
        "{merged}"
    );
    desk.edited(&table.replace(rows[6], &with_cell(rows[6], 3, "open")));
    let (merged, _) = desk.ends(0, "merge e.docx");
    assert!(merged.contains("* Nobody was hurt."), "{merged}");
}

#[test]
fn damaged_rows_are_told_and_leave_their_source() {
    let desk = Desk::with_table();
    let table = desk.table();
    let rows = rows(&table);
    let twice = format!("{}{}", rows[5], with_cell(rows[5], 2, "Le tir a échoué."));
    let edited = table
        .replace(rows[1], "")
        .replace(rows[2], &rows[2].replacen("<w:tc>", "<w:tc/><w:tc>", 1))
        .replace(
            rows[3],
            &with_cell(
                rows[3],
                2,
                "Le 12 mai, la sonde de &lt;1>Roscosmos a quitté l’orbite.",
            ),
        )
        .replace(
            rows[4],
            &with_cell(&with_cell(rows[4], 2, "Une image."), 1, "One."),
        )
        .replace(rows[5], &twice)
        .replace(rows[6], &with_cell(rows[6], 0, "six"));
    desk.edited(&edited);
    let (merged, talk) = desk.ends(0, "merge e.docx");
    assert_eq!(merged, ARTICLE);
    assert_eq!(
        talk,
        "e.docx:1:1: 2 rows without the number of a segment; they were left out\n\
         e.docx:4:1: the source was changed in the table; the article keeps its own\n\
         e.docx:1:1: its row is not in the table: \"Lift-off\"\n\
         e.docx:2:1: its row is not in the table: \"The probe\"\n\
         e.docx:3:1: the mark </1> is missing: \"On 12 May, the Roscosmos probe left orbit.\"\n\
         e.docx:4:1: the mark <1> is missing: \"It sent 3 images to CNES.\"\n\
         e.docx:5:1: its number stands in two rows that differ: \"The launch failed.\"\n\
         e.docx:6:1: its row is not in the table: \"Nobody was hurt.\"\n\
         translated: 0, left in the source language: 6\n"
    );
    desk.ends(1, "merge --complete e.docx");
}

#[test]
fn tracked_changes_are_read_as_accepted_and_said() {
    let desk = Desk::with_table();
    let table = desk.table();
    let rows = rows(&table);
    let tracked = with_cell(rows[6], 2, "Personne|XX.").replace(
        "<w:r w:rsidR=\"00A1\"><w:t xml:space=\"preserve\">XX.</w:t></w:r>",
        "<w:del w:id=\"7\"><w:r><w:delText>, hélas</w:delText></w:r></w:del>\
         <w:ins w:id=\"8\"><w:r><w:t xml:space=\"preserve\"> n’est blessé.</w:t></w:r></w:ins>\
         <w:r><w:commentReference w:id=\"1\"/></w:r>",
    );
    desk.edited(&table.replace(rows[6], &tracked));
    let (merged, talk) = desk.ends(0, "merge e.docx");
    assert!(merged.contains("* Personne n’est blessé.\n"), "{merged}");
    assert!(
        talk.starts_with("e.docx:1:1: 2 tracked changes were read as accepted\n"),
        "{talk}"
    );
}

#[test]
fn a_draft_comes_back_in_every_format_of_articles() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("m.tmx"), MEMORY).unwrap();
    let run = "<w:r><w:rPr><w:b/></w:rPr><w:t>Roscosmos</w:t></w:r>";
    let body = format!(
        "<w:p><w:r><w:t xml:space=\"preserve\">On 12 May, the </w:t></w:r>{run}<w:r><w:t xml:space=\"preserve\"> \
         probe left orbit. Nobody was hurt.</w:t></w:r></w:p><w:p><w:r><w:t>Open.</w:t></w:r></w:p>"
    );
    fs::write(path("a.docx"), docx(&body)).unwrap();
    fs::write(
        path("a.odt"),
        crate::odt::odt("<text:p>Nobody was hurt.</text:p><text:p>Open.</text:p>"),
    )
    .unwrap();
    for (name, text) in [
        ("a.md", ARTICLE),
        (
            "a.mdx",
            "Nobody was hurt.\n\n<B/> It **stays**.\n\n`<1>` is no tag: write [2].\n",
        ),
        (
            "a.html",
            "<p>On 12 May, the <b>Roscosmos</b> probe left orbit. Nobody&nbsp;was hurt.<p>Nobody was hurt.<br>Open.",
        ),
        (
            "a.txt",
            "Nobody was hurt.\r\n\r\nOn 12 May, the\r\nRoscosmos probe left orbit. \"A\tb\".\r\n",
        ),
    ] {
        fs::write(path(name), text).unwrap();
    }
    for name in ["a.md", "a.mdx", "a.html", "a.txt", "a.docx", "a.odt"] {
        let ran = |line: &str| {
            let (status, out, err) = run::line(folder.path(), line);
            assert_eq!(status, Some(0), "{line}: {err}");
            out
        };
        let own = format!("document-{name}");
        ran(&format!("{PREFILL} --output {own} {name}"));
        let document = fs::read(path(&own)).unwrap();
        assert_ne!(document, fs::read(path(name)).unwrap(), "{name} was filled");
        for (format, draft) in [
            ("review", "d.docx"),
            ("xliff", "d.xlf"),
            ("xliff2", "d2.xlf"),
        ] {
            ran(&format!(
                "{PREFILL} --format {format} --force --output {draft} {name}"
            ));
            ran(&format!("merge {draft} --force --output merged-{name}"));
            let merged = fs::read(path(&format!("merged-{name}"))).unwrap();
            assert_eq!(merged, document, "{name} as {format}");
        }
        let typed = format!("check --fail-on never --from en --to fr {name} merged-{name}");
        let (status, out, err) = run::line(folder.path(), &typed);
        assert_eq!(status, Some(0), "{out}{err}");
        for rule in ["tag-differs", "structure-differs", "segment-missing"] {
            assert!(!out.contains(rule), "{name}: {out}");
        }
        // The same bytes each time.
        let first = fs::read(path("d.docx")).unwrap();
        ran(&format!(
            "{PREFILL} --format review --force --threads 1 --output d.docx {name}"
        ));
        assert_eq!(fs::read(path("d.docx")).unwrap(), first);
    }
}

#[test]
fn the_ending_says_which_table_and_a_contradiction_is_refused() {
    let desk = Desk::with_table();
    let refused = |arguments: &str, what: &str| {
        let (out, talk) = desk.ends(2, arguments);
        assert_eq!(out, "");
        assert_eq!(talk, format!("{what}\n"), "{arguments}");
    };
    let needs = "--format review needs --output with the ending .docx or .html";
    refused(&format!("{PREFILL} --format review a.md"), needs);
    refused(
        &format!("{PREFILL} --format review --output x.odt a.md"),
        needs,
    );
    refused(
        &format!("{PREFILL} --output x.docx a.md"),
        "--output ends in \".docx\", but the article is markdown",
    );
    refused(
        &format!("{PREFILL} --format document --output x.html a.md"),
        "--output ends in \".html\", but the article is markdown",
    );
    fs::write(desk.path("a.po"), "msgid \"a\"\nmsgstr \"\"\n").unwrap();
    refused(
        &format!("{PREFILL} --format review --output x.docx a.po"),
        "a.po: this is a bilingual file already",
    );
    fs::write(
        desk.path("plain.docx"),
        docx("<w:p><w:r><w:t>Un.</w:t></w:r></w:p>"),
    )
    .unwrap();
    refused(
        "merge plain.docx",
        "plain.docx:1:1: no draft is inside: it was made or saved by another program",
    );
    assert!(!desk.path("x.docx").exists() && !desk.path("x.html").exists());
}

#[test]
fn a_page_shows_the_rows_with_their_languages_and_marks() {
    let desk = Desk::with_table();
    desk.ends(
        0,
        &format!("{PREFILL} --format review --output d.html a.md"),
    );
    let page = fs::read_to_string(desk.path("d.html")).unwrap();
    let row = "<tr id=\"s4\" class=\"unfinished\"><td class=\"number\">4</td><td lang=\"en\">It sent 3 images to \
        <span class=\"mark\" translate=\"no\">&lt;1&gt;</span>CNES<span class=\"mark\" translate=\"no\">&lt;/1&gt;</span>.</td>\
        <td lang=\"fr\">Elle a envoyé 3 images au <span class=\"mark\" translate=\"no\">&lt;1&gt;</span>CNES\
        <span class=\"mark\" translate=\"no\">&lt;/1&gt;</span>.</td><td class=\"state\">to edit<br>98 m.tmx</td></tr>\n";
    assert!(page.contains(row), "{page}");
    assert_eq!(page.matches("<tr id").count(), 6);
}

#[test]
fn an_edited_table_is_checked_and_becomes_a_memory() {
    let desk = Desk::with_table();
    let table = desk.table();
    let rows = rows(&table);
    desk.edited(&table.replace(
        rows[4],
        &with_cell(rows[4], 2, "Elle a envoyé 2 images au &lt;1>CNES&lt;/1>."),
    ));
    let (out, _) = desk.ends(0, "check --fail-on never e.docx");
    assert!(out.contains("e.docx:4:41: error[number-differs]"), "{out}");
    let (_, talk) = desk.ends(2, "check --fix e.docx");
    assert!(
        talk.contains("a review table cannot be mended in place"),
        "{talk}"
    );
    desk.ends(0, "convert e.docx --output e.tmx");
    let memory = fs::read_to_string(desk.path("e.tmx")).unwrap();
    assert!(memory.contains("Elle a envoyé 2 images au "), "{memory}");
    let (out, _) = desk.ends(0, "info e.docx");
    assert!(out.starts_with("e.docx\n  kind       review\n"), "{out}");
}
