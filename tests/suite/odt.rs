//! OpenDocument texts as articles: what is refused, what is read, and that writing keeps the rest.

use crate::office::{accented, archive, cut, fills, part, pseudo_translated, read};
use crate::run;
use entente::document::package::{Archive, encode, unpack};
use entente::document::{Block, BlockKind, Document, Fill, fill, same_structure};
use entente::inline::InlineText;
use proptest::prelude::*;
use std::fs;

const NAMES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
    xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\"";

/// Bold, an id of an editing session, a language, a paragraph in the style of titles.
const STYLES: &str = "<office:automatic-styles>\
    <style:style style:name=\"B\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\" style:font-weight-complex=\"bold\"/></style:style>\
    <style:style style:name=\"N\" style:family=\"text\"><style:text-properties officeooo:rsid=\"0001\" fo:language=\"fr\"/></style:style>\
    <style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"Title\"/>\
    </office:automatic-styles>";

pub(crate) fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content {NAMES}>{STYLES}<office:body><office:text>{body}\
         </office:text></office:body></office:document-content>"
    );
    let styles = format!(
        "<office:document-styles {NAMES}><office:automatic-styles/><office:master-styles><style:master-page style:name=\"S\">\
         <style:header><text:p>Rapport annuel</text:p></style:header></style:master-page></office:master-styles></office:document-styles>"
    );
    archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
        ("styles.xml", &styles),
        ("Pictures/p.bin", "\u{1}\u{2} not text"),
        ("META-INF/manifest.xml", "<manifest/>"),
    ])
}

fn article(body: &str) -> Document {
    read("a.odt", &odt(body)).expect("a whole document")
}

fn blocks(document: &Document) -> Vec<(BlockKind, &str)> {
    let all = document.blocks.iter();
    all.map(|block| (block.kind, block.content.text.as_str()))
        .collect()
}

/// Text and tags of a block, a tag as `[code]`.
fn shown(block: &Block) -> String {
    let content = &block.content;
    let mut out = String::new();
    let mut at = 0;
    for tag in &content.tags {
        out += &content.text[at..tag.at];
        out += &format!("[{}]", tag.code);
        at = tag.at;
    }
    out + &content.text[at..]
}

fn inline(body: &str) -> String {
    shown(&article(body).blocks[0])
}

#[test]
fn tracked_changes_are_refused_with_their_paragraph() {
    let region = |what: &str| {
        format!(
            "<text:tracked-changes><text:changed-region text:id=\"c1\"><text:{what}/></text:changed-region></text:tracked-changes>\
             <text:p>Le 12 mai.</text:p><text:p>La <text:change-start text:change-id=\"c1\"/>sonde<text:change-end text:change-id=\"c1\"/>.</text:p>"
        )
    };
    for what in ["insertion", "deletion"] {
        let said = read("a.odt", &odt(&region(what))).unwrap_err().to_string();
        assert_eq!(
            said,
            "a.odt:content.xml:2:1: a tracked change: accept or reject all changes, then save"
        );
    }
    assert_eq!(
        article(&region("format-change")).blocks[1].content.text,
        "La sonde."
    );
}

#[test]
fn what_cannot_be_read_whole_is_refused() {
    let said = |body: &str| read("a.odt", &odt(body)).unwrap_err().to_string();
    assert!(
        said("<text:p>R&D</text:p>").contains("content.xml:2:"),
        "{}",
        said("<text:p>R&D</text:p>")
    );
    assert!(said("<text:p><?entente 1?></text:p>").contains("ours alone"));
    let locked = archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", "\u{8}"),
        (
            "META-INF/manifest.xml",
            "<m><manifest:encryption-data/></m>",
        ),
    ]);
    assert!(
        read("a.odt", &locked)
            .unwrap_err()
            .message
            .contains("password")
    );
    let sheet = archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", "<x/>"),
    ]);
    assert!(unpack("a.ods", &sheet).is_none());
}

#[test]
fn spans_that_show_nothing_are_none_and_white_space_is_as_odf_says() {
    let body = "<text:p>\n  La <text:span text:style-name=\"N\">son</text:span>de <text:span text:style-name=\"B\">du\n CNES</text:span>\
        <text:s text:c=\"2\"/>part<text:soft-page-break/>.<text:bookmark text:name=\"b\"/>\n</text:p>";
    assert_eq!(
        inline(body),
        "La sonde [<text:span text:style-name=\"B\">]du CNES[</text:span>]  part."
    );
}

#[test]
fn wrapped_lines_and_sections_of_cdata_are_text() {
    let document = article(
        "<text:p>Un début\r\n\t\tici. Une fin\r\n là.</text:p><text:p><![CDATA[R&D <ici>. Et là.]]></text:p>",
    );
    let article = cut(document);
    let texts: Vec<&str> = (0..4).map(|index| article.text(index)).collect();
    assert_eq!(
        texts,
        ["Un début ici.", "Une fin là.", "R&D <ici>.", "Et là."]
    );
    assert!(
        article
            .segments
            .windows(2)
            .all(|pair| pair[0].span.end <= pair[1].span.start)
    );
    let made = fill(&article.document, &fills(&article, |_| true));
    assert_eq!(made.left_out, [2, 3]);
    assert!(
        made.text.contains("Un début ici. Unéé fin là."),
        "{}",
        made.text
    );
}

#[test]
fn kinds_come_from_elements_and_styles() {
    let body = "<text:h text:outline-level=\"2\">Essais</text:h><text:p text:style-name=\"P1\">Titre</text:p>\
        <text:p text:style-name=\"Quotations\">Поехали!</text:p><text:p/>\
        <text:list><text:list-item><text:p>Un</text:p><text:list><text:list-item><text:p>Deux</text:p></text:list-item></text:list></text:list-item></text:list>\
        <table:table><table:table-row><table:table-cell><text:p>A1</text:p><text:p>encore</text:p></table:table-cell>\
        <table:table-cell table:number-columns-repeated=\"2\"><text:p/></table:table-cell><table:table-cell><text:p>D1</text:p></table:table-cell></table:table-row></table:table>\
        <text:p>Nom :<text:tab/>Gagarine<text:line-break/>né en 1934</text:p>";
    let document = article(body);
    let cell = |column| BlockKind::TableCell { row: 0, column };
    assert_eq!(
        blocks(&document),
        [
            (BlockKind::Heading(2), "Essais"),
            (BlockKind::Heading(1), "Titre"),
            (BlockKind::Quote, "Поехали!"),
            (BlockKind::ListItem(1), "Un"),
            (BlockKind::ListItem(2), "Deux"),
            (cell(0), "A1"),
            (BlockKind::Paragraph, "encore"),
            (cell(1), ""),
            (cell(3), "D1"),
            (BlockKind::Paragraph, "Nom : \nGagarine \nné en 1934"),
            (BlockKind::Paragraph, "Rapport annuel"),
        ]
    );
}

#[test]
fn a_note_is_a_tag_in_its_sentence_and_a_part_of_its_own() {
    let note = "<text:note text:id=\"f1\"><text:note-citation>1</text:note-citation><text:note-body><text:p>D’après le CNES.</text:p></text:note-body></text:note>";
    let document = article(&format!(
        "<text:p>La sonde{note} part.</text:p><text:p>Fin.</text:p>"
    ));
    assert_eq!(
        blocks(&document),
        [
            (BlockKind::Paragraph, "La sonde part."),
            (BlockKind::Paragraph, "Fin."),
            (BlockKind::Footnote, "D’après le CNES."),
            (BlockKind::Paragraph, "Rapport annuel"),
        ]
    );
    assert_eq!(document.blocks[0].content.tags.len(), 1);
    let note = document
        .source
        .part_at(document.blocks[2].span.start)
        .unwrap();
    assert_eq!(note.name, "content.xml#1");
}

/// A document with something of everything.
fn rich() -> Vec<u8> {
    let note = |id: u8, text: &str| {
        format!(
            "<text:note text:id=\"f{id}\"><text:note-citation>{id}</text:note-citation><text:note-body><text:p>{text}</text:p></text:note-body></text:note>"
        )
    };
    let bold = |text: &str| format!("<text:span text:style-name=\"B\">{text}</text:span>");
    let noise = |text: &str| format!("<text:span text:style-name=\"N\">{text}</text:span>");
    let comment = "<office:annotation><text:p>Vraiment ?</text:p></office:annotation>";
    let boxed = "<draw:frame><draw:text-box><text:p>Une encadrée &amp; amère.</text:p></draw:text-box></draw:frame>";
    odt(&[
        "<text:h text:outline-level=\"1\">Essais en orbite</text:h>".to_owned(),
        format!("<text:p>La sonde du {}{} a quitté l’orbite.{comment} Elle a envoyé 3 images{} hier.</text:p>", bold("CNES"), note(1, "D’après elle. Et elle seule."), note(2, "Lu hier.")),
        format!("<text:p>{}La fin {}</text:p>", noise("Le début. La su"), bold(&format!("appro{}che. Encore", noise("...")))),
        format!("<text:p>Voir <text:a xlink:href=\"u\">le {} ici. Ou</text:a> là.<text:bookmark-start text:name=\"b\"/> Et<text:bookmark-end text:name=\"b\"/> encore.</text:p>", bold("rapport")),
        "<text:p>Nom :<text:tab/>Gagarine<text:line-break/>Né en 1934. Mort<text:s text:c=\"3\"/>en 1968.</text:p>".to_owned(),
        format!("<text:p>Avant elle.{boxed} Après elle.</text:p>{boxed}"),
        format!("<text:p>{}{}</text:p>", bold("Attention. "), bold("Danger.")),
        "<text:p><text:span text:style-name=\"B\"><text:bookmark text:name=\"z\"/></text:span>Marque là.</text:p>".to_owned(),
    ].concat())
}

#[test]
fn without_fills_the_file_is_the_same() {
    let bytes = rich();
    let document = read("a.odt", &bytes).unwrap();
    let made = fill(&document, &[]);
    assert_eq!(encode(&document.source, &made.text), Some(bytes));
}

#[test]
fn a_pseudo_translation_keeps_the_structure() {
    let bytes = rich();
    let article = cut(read("a.odt", &bytes).unwrap());
    let count = article.segments.len();
    assert!(count > 20, "{count}");
    for step in 1..=4 {
        let chosen = |index: usize| index.is_multiple_of(step);
        let made = fill(&article.document, &fills(&article, chosen));
        assert_eq!(made.left_out, Vec::<usize>::new(), "{}", made.text);
        let written = encode(&article.document.source, &made.text).expect("an archive");
        let again = cut(read("a.odt", &written).unwrap());
        assert!(same_structure(&article.document, &again.document));
        assert_eq!(again.segments.len(), count, "{}", made.text);
        for index in 0..count {
            let before = article.content(index);
            let expected = match chosen(index) {
                true => accented(&before),
                false => before,
            };
            assert_eq!(again.text(index), expected.text, "{}", made.text);
        }
        let content = part(&written, "content.xml");
        for kept in [
            "office:annotation>",
            "bookmark-start",
            "bookmark-end",
            "text:name=\"z\"",
            "note-citation>1<",
            "<text:s text:c=\"",
        ] {
            assert!(content.contains(kept), "{kept} in {content}");
        }
        assert_eq!(content.matches("text:name=\"z\"").count(), 1);
        assert!(!content.contains("<?entente"));
        let names = |bytes: &[u8]| {
            Archive::open(bytes)
                .unwrap()
                .names()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&bytes), names(&written));
    }
}

#[test]
fn notes_may_change_their_order_and_never_stand_twice() {
    let note = |id: u8| {
        format!(
            "<text:note text:id=\"f{id}\"><text:note-body><text:p>Note {id}.</text:p></text:note-body></text:note>"
        )
    };
    let document = article(&format!(
        "<text:p>Un{} deux{} trois.</text:p>",
        note(1),
        note(2)
    ));
    let own = document.blocks[0].content.clone();
    let asked = |tags: [usize; 2]| {
        let mut content = InlineText::plain("One two three.");
        content.tags = vec![own.tags[tags[0]].clone(), own.tags[tags[1]].clone()];
        content.tags[0].at = 3;
        content.tags[1].at = 7;
        Fill {
            block: 0,
            plain: entente::text::Span::new(0, own.text.len()),
            content,
            mark: Some(76),
        }
    };
    let made = fill(&document, &[asked([1, 0])]);
    assert!(made.left_out.is_empty(), "{}", made.text);
    let written = encode(&document.source, &made.text).unwrap();
    let content = part(&written, "content.xml");
    let expected = format!("One{} two{} three.⟦76⟧</text:p>", note(2), note(1));
    assert!(content.contains(&expected), "{content}");
    assert_eq!(fill(&document, &[asked([1, 1])]).left_out, [0]);
}

#[test]
fn an_odt_is_segmented_and_checked_like_any_article() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("en.odt"),
        odt("<text:p>The probe sent 3 images.</text:p>"),
    )
    .unwrap();
    fs::write(
        folder.path().join("fr.odt"),
        odt("<text:p>La sonde a envoyé 2 images.</text:p>"),
    )
    .unwrap();
    let (status, out, _) = run::line(folder.path(), "segment --lang en en.odt");
    assert_eq!(status, Some(0));
    assert!(
        out.starts_with("{\"part\":\"content.xml\",\"text\":\"The probe sent 3 images.\""),
        "{out}"
    );
    let (_, out, err) = run::line(folder.path(), "check --from en --to fr en.odt fr.odt");
    assert!(out.contains("fr.odt:content.xml:1:19: "), "{out}{err}");
}

/// One piece of a paragraph.
fn piece() -> impl Strategy<Value = String> {
    let texts = [
        "La",
        " ",
        "sonde",
        " est là. ",
        "é",
        "R&amp;D ",
        "Поехали! ",
        "a.",
        "  ",
        "12",
        "«\u{A0}e\u{A0}»",
        "<text:s text:c=\"2\"/>",
    ];
    let betweens = [
        "<text:tab/>",
        "<text:line-break/>",
        "<text:soft-page-break/>",
        "<text:bookmark-start text:name=\"b\"/>",
        "<text:bookmark-end text:name=\"b\"/>",
        "<office:annotation><text:p>Vraiment ?</text:p></office:annotation>",
        "<text:note text:id=\"f\"><text:note-citation>1</text:note-citation><text:note-body><text:p>Elle est là.</text:p></text:note-body></text:note>",
        "<draw:frame><draw:text-box><text:p>Une encadrée.</text:p></draw:text-box></draw:frame>",
        "<text:page-number text:select-page=\"current\">2</text:page-number>",
    ];
    let looks = ["", "B", "N", "unknown"];
    let text = || proptest::collection::vec(proptest::sample::select(texts.to_vec()), 1..4);
    let run = (proptest::sample::select(looks.to_vec()), text()).prop_map(|(look, text)| {
        let text = text.concat();
        match look {
            "" => text,
            look => format!("<text:span text:style-name=\"{look}\">{text}</text:span>"),
        }
    });
    let between = proptest::sample::select(betweens.to_vec()).prop_map(str::to_owned);
    prop_oneof![5 => run, 1 => between]
}

/// A paragraph of pieces, some of them in links.
fn paragraph() -> impl Strategy<Value = String> {
    let pieces = || proptest::collection::vec(piece(), 1..5).prop_map(|pieces| pieces.concat());
    let link = pieces().prop_map(|inside| format!("<text:a xlink:href=\"u\">{inside}</text:a>"));
    let stretches = proptest::collection::vec(prop_oneof![2 => pieces(), 1 => link], 1..4);
    stretches.prop_map(|stretches| format!("<text:p>{}</text:p>", stretches.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_paragraph_takes_a_pseudo_translation(paragraphs in proptest::collection::vec(paragraph(), 1..3), step in 1..4_usize) {
        let bytes = odt(&paragraphs.concat());
        let chosen = |index: usize| index.is_multiple_of(step);
        let result = pseudo_translated("a.odt", &bytes, chosen);
        prop_assert!(result.is_ok(), "{}", result.unwrap_err());
        let article = cut(read("a.odt", &bytes).unwrap());
        let made = fill(&article.document, &fills(&article, chosen));
        for mark in ["text:bookmark-start", "text:bookmark-end", "<office:annotation>", "<text:note ", "<draw:frame>", "<text:page-number"] {
            prop_assert_eq!(article.document.source.text().matches(mark).count(), made.text.matches(mark).count(), "{}: {}", mark, made.text);
        }
    }
}

#[test]
fn titles_and_descriptions_of_pictures_are_blocks() {
    let document = article(
        "<text:p>Avant <draw:frame><draw:image/><svg:title>Lanceur</svg:title><svg:desc>Le lanceur  &amp;\n  sa tour</svg:desc></draw:frame> après.</text:p>\
         <draw:frame><svg:desc>Une page</svg:desc></draw:frame>",
    );
    let value = BlockKind::Value;
    let found: Vec<_> = blocks(&document)
        .into_iter()
        .filter(|(kind, _)| *kind == value)
        .collect();
    assert_eq!(
        found,
        [
            (value, "Une page"),
            (value, "Lanceur"),
            (value, "Le lanceur & sa tour")
        ]
    );
    let fills: Vec<Fill> = (0..document.blocks.len())
        .filter(|&block| document.blocks[block].kind == value)
        .map(|block| Fill {
            block,
            plain: entente::text::Span::new(0, document.blocks[block].content.text.len()),
            content: InlineText::plain("Un  <mot> & deux"),
            mark: None,
        })
        .collect();
    let made = fill(&document, &fills);
    let written = encode(&document.source, &made.text).unwrap();
    let xml = part(&written, "content.xml");
    let text = "Un  &lt;mot&gt; &amp; deux";
    assert_eq!(
        (
            xml.matches(&format!("<svg:desc>{text}</svg:desc>")).count(),
            made.left_out.len()
        ),
        (2, 0),
        "{xml}"
    );
}

#[test]
fn a_comment_of_libreoffice_silences_a_rule_for_its_paragraph() {
    let folder = tempfile::tempdir().unwrap();
    let two = |numbers: [u8; 2], remark: &str| {
        odt(&format!(
            "<text:p>Il y a {} images{remark} ici.</text:p><text:p>Il y a {} sons ici.</text:p>",
            numbers[0], numbers[1]
        ))
    };
    let remark = "<office:annotation><dc:creator xmlns:dc=\"urn:dc\">Éd</dc:creator><text:p>\
        <text:span text:style-name=\"B\">Entente\u{A0}: ignore=number-differs</text:span></text:p></office:annotation>";
    fs::write(folder.path().join("en.odt"), two([3, 4], "")).unwrap();
    fs::write(folder.path().join("fr.odt"), two([2, 5], remark)).unwrap();
    let check = "check --from en --to fr --format jsonl en.odt fr.odt";
    let (_, out, _) = run::line(folder.path(), check);
    assert_eq!(
        out.matches("\"rule\":\"number-differs\"").count(),
        1,
        "{out}"
    );
    assert!(
        !out.contains("ignore-unused") && out.contains("\"line\":2"),
        "{out}"
    );
}
