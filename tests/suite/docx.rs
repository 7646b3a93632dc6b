//! DOCX as an article: what is refused, what is read, and that writing keeps every other byte.

use crate::office::{
    W, accented, archive, cut, docx, docx_with, fills, part, pseudo_translated, read,
};
use crate::run;
use entente::document::package::{Archive, encode, unpack};
use entente::document::{Block, BlockKind, Document, Fill, fill, same_structure};
use entente::inline::InlineText;
use entente::text::Span;
use proptest::prelude::*;
use std::fs;

fn article(body: &str) -> Document {
    read("a.docx", &docx(body)).expect("a whole document")
}

fn refusal(body: &str) -> String {
    read("a.docx", &docx(body))
        .expect_err("refused")
        .to_string()
}

/// Kind and text of each block.
fn blocks(document: &Document) -> Vec<(BlockKind, &str)> {
    let all = document.blocks.iter();
    all.map(|block| (block.kind, block.content.text.as_str()))
        .collect()
}

/// Text and tags of the first block, a tag as `[code]`.
fn inline(body: &str) -> String {
    shown(&article(body).blocks[0])
}

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

const P: BlockKind = BlockKind::Paragraph;

#[test]
fn tracked_changes_are_refused_with_their_paragraph() {
    let first = "<w:p><w:r><w:t>Le 12 mai.</w:t></w:r></w:p>";
    let changes = [
        "<w:p><w:ins w:id=\"1\"><w:r><w:t>La sonde.</w:t></w:r></w:ins></w:p>",
        "<w:p><w:r><w:t>La </w:t></w:r><w:del w:id=\"1\"><w:r><w:delText>x</w:delText></w:r></w:del></w:p>",
        "<w:p><w:moveFrom w:id=\"1\"><w:r><w:t>La sonde.</w:t></w:r></w:moveFrom></w:p>",
        "<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t>La sonde.</w:t></w:r></w:p>",
        "<w:tbl><w:tr><w:trPr><w:ins w:id=\"1\"/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    ];
    for change in changes {
        let said = refusal(&format!("{first}{change}"));
        assert_eq!(
            said,
            "a.docx:word/document.xml:2:1: a tracked change: accept or reject all changes, then save",
            "{change}"
        );
    }
}

#[test]
fn a_change_of_format_is_no_change_of_text() {
    let body = "<w:p><w:r><w:rPr><w:b/><w:rPrChange w:id=\"1\"><w:rPr/></w:rPrChange></w:rPr>\
                <w:t>La sonde</w:t></w:r></w:p>";
    assert_eq!(inline(body), "La sonde");
}

#[test]
fn xml_that_is_not_well_formed_is_refused_in_its_part() {
    let said = refusal("<w:p><w:r>\n<w:t>R&D</w:t></w:r></w:p>");
    assert_eq!(
        said,
        "a.docx:word/document.xml:3:7: \"&\" begins no reference; write \"&amp;\""
    );
    let entity = "<!DOCTYPE w [<!ENTITY e \"x\">]>";
    let document = format!(
        "{entity}<w:document {W}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
    );
    let whole = docx("");
    let types = part(&whole, "[Content_Types].xml");
    let bytes = archive(&[
        ("[Content_Types].xml", &types),
        ("word/document.xml", &document),
    ]);
    assert!(
        read("a.docx", &bytes)
            .unwrap_err()
            .message
            .contains("is not expanded")
    );
}

#[test]
fn archives_that_are_not_whole_are_refused() {
    let whole = docx("<w:p><w:r><w:t>Un.</w:t></w:r></w:p>");
    let types = part(&whole, "[Content_Types].xml");
    let document = part(&whole, "word/document.xml");
    let said = |bytes: &[u8]| read("a.docx", bytes).expect_err("refused").message;

    let cut = &whole[..whole.len() - 30];
    assert!(said(cut).contains("cut short"), "{}", said(cut));
    assert!(said(b"PK\x05\x06").contains("cut short"));
    let twice = archive(&[
        ("[Content_Types].xml", &types),
        ("word/document.xml", &document),
        ("WORD/document.xml", &document),
    ]);
    assert!(said(&twice).contains("twice"), "{}", said(&twice));
    let none = archive(&[("[Content_Types].xml", &types)]);
    assert!(said(&none).contains("there is no \"word/document.xml\""));

    let at = |pattern: &[u8], from: usize| {
        let found = whole[from..]
            .windows(pattern.len())
            .position(|window| window == pattern);
        from + found.expect("in the archive")
    };
    let header = at(b"word/document.xml", 0) - 30;
    let record = at(b"word/document.xml", header + 31) - 46;
    let changed = |places: &[(usize, u8)]| {
        let mut bytes = whole.clone();
        places.iter().for_each(|&(at, value)| bytes[at] ^= value);
        said(&bytes)
    };
    assert!(changed(&[(record + 16, 1)]).contains("checksum"));
    assert!(changed(&[(record + 24, 1)]).contains("size"));
    assert!(changed(&[(record + 8, 1)]).contains("encrypted"));
    assert!(changed(&[(record + 10, 4)]).contains("method"));
    assert!(changed(&[(header + 30, 4)]).contains("otherwise"));
    assert!(changed(&[(record + 42, 1)]).contains("does not lie"));
}

#[test]
fn a_bomb_is_not_inflated() {
    let blank = " ".repeat(8 << 20);
    let bytes = docx(&format!("<w:p><w:r><w:t>Un.</w:t></w:r></w:p>{blank}"));
    let said = read("a.docx", &bytes).unwrap_err().message;
    assert!(said.contains("100 times"), "{said}");
    // One that nobody reads does no harm.
    let bytes = docx_with(
        "<w:p><w:r><w:t>Un.</w:t></w:r></w:p>",
        &[("word/x.xml", "none", &blank)],
    );
    assert_eq!(read("a.docx", &bytes).unwrap().blocks.len(), 1);
}

#[test]
fn what_is_no_docx_is_none() {
    assert!(unpack("a.docx", b"plain text").is_none());
    assert!(unpack("a.docx", &archive(&[("a.txt", "text")])).is_none());
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.docx"), "plain text").unwrap();
    let (status, out, err) = run::line(folder.path(), "segment --lang fr a.docx");
    assert_eq!((status, out.as_str()), (Some(2), ""));
    assert!(err.starts_with("a.docx:1:1: this is no DOCX file"), "{err}");
    fs::write(folder.path().join("b.docx"), docx("<w:p/>")).unwrap();
    let (status, _, err) = run::line(
        folder.path(),
        "segment --lang fr --format-in markdown b.docx",
    );
    assert_eq!(status, Some(2));
    assert!(err.contains("this is a docx file"), "{err}");
}

#[test]
fn runs_that_look_the_same_are_one_text() {
    let body = "<w:p w:rsidR=\"0A\"><w:bookmarkStart w:id=\"0\" w:name=\"x\"/>\
        <w:r w:rsidR=\"01\"><w:t xml:space=\"preserve\">La </w:t></w:r><w:proofErr w:type=\"spellStart\"/>\
        <w:r><w:rPr><w:lang w:val=\"fr-FR\"/></w:rPr><w:t>son</w:t></w:r><w:bookmarkEnd w:id=\"0\"/>\
        <w:r><w:lastRenderedPageBreak/><w:t>de</w:t></w:r></w:p>";
    assert_eq!(inline(body), "La sonde");
}

#[test]
fn what_a_whole_paragraph_has_is_no_tag() {
    let bold = "<w:rPr><w:b/><w:sz w:val=\"28\"/></w:rPr>";
    let body = format!(
        "<w:p><w:r>{bold}<w:t xml:space=\"preserve\">Le </w:t></w:r>\
         <w:r><w:rPr><w:b/><w:i/><w:sz w:val=\"28\"/></w:rPr><w:t>КНЕС</w:t></w:r>\
         <w:r>{bold}<w:t xml:space=\"preserve\"> est là.</w:t></w:r></w:p>"
    );
    assert_eq!(
        inline(&body),
        "Le [<w:rPr><w:i/></w:rPr>]КНЕС[</w:rPr>] est là."
    );
    // A space that is bold by accident is no tag either; one that is underlined is.
    let space = |look: &str| {
        format!(
            "<w:p><w:r><w:t>Le</w:t></w:r><w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\"> </w:t></w:r>\
             <w:r><w:t>CNES</w:t></w:r></w:p>"
        )
    };
    assert_eq!(inline(&space("<w:b/>")), "Le CNES");
    assert!(inline(&space("<w:u w:val=\"single\"/>")).contains("<w:u"));
}

#[test]
fn a_link_is_one_pair_and_its_look_belongs_to_it() {
    let look = "<w:rPr><w:rStyle w:val=\"Lien\"/></w:rPr>";
    let body = format!(
        "<w:p><w:r><w:t xml:space=\"preserve\">Voir </w:t></w:r><w:hyperlink r:id=\"rId4\">\
         <w:r>{look}<w:t>le </w:t></w:r><w:r>{look}<w:t>site</w:t></w:r></w:hyperlink>\
         <w:r><w:t>.</w:t></w:r></w:p>"
    );
    let body = body.replace("<w:t>le ", "<w:t xml:space=\"preserve\">le ");
    assert_eq!(
        inline(&body),
        format!("Voir [<w:hyperlink r:id=\"rId4\">{look}]le site[</w:hyperlink>].")
    );
    let field = |code: &str| {
        format!(
            "<w:p><w:r><w:t xml:space=\"preserve\">Page </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
             <w:r><w:instrText> {code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\
             <w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>.</w:t></w:r></w:p>"
        )
    };
    let page = article(&field("PAGEREF x"));
    assert_eq!(page.blocks[0].content.text, "Page .");
    assert_eq!(page.blocks[0].content.tags.len(), 1);
    let link = article(&field("HYPERLINK \"https://cnes.fr\""));
    assert_eq!(link.blocks[0].content.text, "Page 7.");
    assert_eq!(link.blocks[0].content.tags.len(), 2);
}

#[test]
fn a_property_over_several_paragraphs_is_left_alone() {
    let text = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let texts = |code: &str| {
        let code = format!("<w:r><w:instrText> {code} </w:instrText></w:r>");
        let link = format!(
            "{}<w:r><w:instrText>HYPERLINK</w:instrText></w:r>{}{}{}",
            mark("begin"),
            mark("separate"),
            text("deux"),
            mark("end")
        );
        let document = article(&format!(
            "<w:p>{}{}{code}{}{}</w:p><w:p>{link}</w:p><w:p>{}{}{}</w:p><w:p>{}</w:p>",
            text("Avant."),
            mark("begin"),
            mark("separate"),
            text("Un"),
            text("trois"),
            mark("end"),
            text("Après."),
            text("Fin.")
        ));
        let all = document
            .blocks
            .iter()
            .filter(|block| block.is_translatable());
        all.map(|block| block.content.text.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(texts("COMMENTS \\* FirstCap"), ["Avant.", "Après.", "Fin."]);
    let contents = texts("TOC \\o \"1-3\"");
    assert_eq!(contents, ["Avant.Un", "deux", "troisAprès.", "Fin."]);
}

#[test]
fn breaks_part_words_and_hyphens_join_them() {
    let body = "<w:p><w:r><w:t>Nom :</w:t><w:tab/><w:t>Gagarine</w:t><w:br/>\
        <w:t>КОСПАС</w:t><w:noBreakHyphen/><w:t>САРСАТ</w:t></w:r></w:p>";
    let document = article(body);
    let text = &document.blocks[0].content.text;
    let words: Vec<&str> = text.split_whitespace().collect();
    assert_eq!(words, ["Nom", ":", "Gagarine", "КОСПАС\u{2011}САРСАТ"]);
    assert_eq!(document.blocks[0].content.tags.len(), 2);
}

#[test]
fn white_space_counts_where_the_file_says_so() {
    assert_eq!(inline("<w:p><w:r><w:t>\n  Un \n</w:t></w:r></w:p>"), "Un");
    let kept =
        "<w:p><w:r><w:t xml:space=\"preserve\">« </w:t></w:r><w:r><w:t>Un »</w:t></w:r></w:p>";
    assert_eq!(inline(kept), "« Un »");
}

#[test]
fn white_space_at_the_ends_of_a_look_is_no_part_of_it_however_it_is_cut() {
    let run = |look: &str, texts: &[&str]| {
        let text = |text: &&str| format!("<w:t xml:space=\"preserve\">{text}</w:t>");
        let texts: String = texts.iter().map(text).collect();
        format!("<w:r>{look}{texts}</w:r>")
    };
    let italic = "<w:rPr><w:i/></w:rPr>";
    let of = |texts: &[&str]| {
        let around = |text: &str| run("", &[text]);
        let (before, after) = (around("La"), around("part."));
        inline(&format!("<w:p>{before}{}{after}</w:p>", run(italic, texts)))
    };
    let expected = "La [<w:rPr><w:i/></w:rPr>]sonde[</w:rPr>] part.";
    assert_eq!(of(&[" sonde "]), expected);
    assert_eq!(of(&[" ", "sonde", " "]), expected);
    assert_eq!(of(&[" son", "de "]), expected);
}

#[test]
fn wrapped_lines_and_sections_of_cdata_are_text() {
    let body = "<w:p><w:r><w:t>Un début\r\nici. Une fin\r\nlà.</w:t></w:r></w:p><w:p><w:r><w:t><![CDATA[R&D <ici>. Et là.]]></w:t></w:r></w:p>";
    let article = cut(article(body));
    let texts: Vec<Vec<&str>> = (0..4).map(|index| words(article.text(index))).collect();
    assert_eq!(
        texts.concat().join(" "),
        "Un début ici. Une fin là. R&D <ici>. Et là."
    );
    assert!(
        article
            .segments
            .windows(2)
            .all(|pair| pair[0].span.end <= pair[1].span.start)
    );
    let made = fill(&article.document, &fills(&article, |_| true));
    assert_eq!(made.left_out, [2, 3]);
}

/// Styles as a French Word calls them, and a list that its style makes.
fn styles() -> String {
    let style = |id: &str, name: &str, more: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{more}</w:style>"
        )
    };
    format!(
        "<w:styles {W}>{}{}{}{}{}</w:styles>",
        style(
            "Titre1",
            "heading 1",
            "<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>"
        ),
        style("Section", "Section", "<w:basedOn w:val=\"Titre1\"/>"),
        style("Citation", "Quote", ""),
        style(
            "Puces",
            "List Bullet",
            "<w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr>"
        ),
        style("Boucle", "loop", "<w:basedOn w:val=\"Boucle\"/>"),
    )
}

#[test]
fn kinds_come_from_styles_lists_and_tables() {
    let p = |style: &str, more: &str, text: &str| {
        let style = match style {
            "" => String::new(),
            id => format!("<w:pStyle w:val=\"{id}\"/>"),
        };
        format!("<w:p><w:pPr>{style}{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let list = "<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"2\"/></w:numPr>";
    let no_list = "<w:numPr><w:numId w:val=\"0\"/></w:numPr>";
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", p("", "", text));
    let body = [
        p("Titre1", "", "Résultats"),
        p("Section", "", "Essais"),
        p("", "<w:outlineLvl w:val=\"2\"/>", "Détails"),
        p("Citation", "", "Поехали!"),
        p("Puces", "", "Un"),
        p("Puces", no_list, "Hors liste"),
        p("", list, "Deux"),
        p("Boucle", "", "Texte"),
        format!(
            "<w:tbl><w:tr>{}<w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc>{}</w:tr></w:tbl>",
            cell("A1"),
            p("", "", "A2"),
            cell("C2"),
        ),
    ]
    .concat();
    let bytes = docx_with(&body, &[("word/styles.xml", "styles", &styles())]);
    let document = read("a.docx", &bytes).unwrap();
    let cell = |row, column| BlockKind::TableCell { row, column };
    assert_eq!(
        blocks(&document),
        [
            (BlockKind::Heading(1), "Résultats"),
            (BlockKind::Heading(1), "Essais"),
            (BlockKind::Heading(3), "Détails"),
            (BlockKind::Quote, "Поехали!"),
            (BlockKind::ListItem(1), "Un"),
            (P, "Hors liste"),
            (BlockKind::ListItem(2), "Deux"),
            (P, "Texte"),
            (cell(0, 0), "A1"),
            (cell(0, 1), ""),
            (cell(1, 0), "A2"),
            (cell(1, 2), "C2"),
        ]
    );
}

#[test]
fn a_text_box_cuts_its_paragraph() {
    let inner = "<w:txbxContent><w:p><w:r><w:t>Encadré.</w:t></w:r></w:p></w:txbxContent>";
    let body = format!(
        "<w:p><w:r><w:t>Avant.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{inner}</wps:txbx>\
         </w:drawing></mc:Choice><mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>\
         <w:r><w:t>Après.</w:t></w:r></w:p>"
    );
    let document = article(&body);
    assert_eq!(
        blocks(&document),
        [(P, "Avant."), (P, "Encadré."), (P, "Après.")]
    );
    assert!(document.blocks.is_sorted_by_key(|block| block.span));
}

/// A document with something of everything.
fn rich() -> Vec<u8> {
    let bold = |text: &str| {
        format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let plain = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let tight = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let note =
        "<w:r><w:rPr><w:rStyle w:val=\"Appel\"/></w:rPr><w:footnoteReference w:id=\"2\"/></w:r>";
    let comment = "<w:commentRangeStart w:id=\"7\"/>";
    let comment_end = "<w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r>";
    let inner =
        "<w:txbxContent><w:p><w:r><w:t>Une encadrée &amp; amère.</w:t></w:r></w:p></w:txbxContent>";
    let body = [
        format!("<w:p><w:pPr><w:pStyle w:val=\"Titre1\"/></w:pPr>{}</w:p>", tight("Essais en orbite")),
        format!(
            "<w:p>{}{}<w:bookmarkStart w:id=\"1\" w:name=\"b\"/>{}{}<w:bookmarkEnd w:id=\"1\"/>{}</w:p>",
            plain("La sonde du "),
            bold("CNES"),
            plain(" a quitté l’orbite le 12 mai."),
            note,
            plain(" Elle a envoyé 3 images ")
        ),
        format!("<w:p>{}{comment}{}{}{comment_end}</w:p>", bold("Attention. "), plain("Le carburant reste "), bold("dangereux.")),
        format!(
            "<w:p>{}<w:hyperlink r:id=\"rId4\"><w:r><w:rPr><w:rStyle w:val=\"Lien\"/></w:rPr><w:t>le rapport. La</w:t></w:r>\
             <w:r><w:rPr><w:rStyle w:val=\"Lien\"/></w:rPr><w:t xml:space=\"preserve\"> fin</w:t></w:r></w:hyperlink>{}</w:p>",
            plain("Voir "),
            plain(" arrive."),
        ),
        "<w:p><w:r><w:t>Nom :</w:t><w:tab/><w:t>Gagarine</w:t><w:br/><w:t>Né en 1934. Mort en 1968.</w:t></w:r></w:p>".to_owned(),
        format!("<w:p>{}<w:r><w:pict>{inner}</w:pict><w:t>après elle.</w:t></w:r></w:p>", tight("Avant elle.")),
        format!("<w:p><w:sdt><w:sdtPr><w:id w:val=\"5\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>{}</w:p>", plain("Le champ"), plain(" rempli &lt;bien&gt;.")),
        format!("<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>", tight("Vol"), tight("Date")),
    ]
    .concat();
    let notes = format!(
        "<w:footnotes {W}><w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
         <w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote></w:footnotes>",
        plain(" D’après l’agence.")
    );
    let header = format!("<w:hdr {W}><w:p>{}</w:p></w:hdr>", tight("Rapport annuel"));
    docx_with(
        &body,
        &[
            ("word/styles.xml", "styles", &styles()),
            ("word/header1.xml", "header", &header),
            ("word/footnotes.xml", "footnotes", &notes),
        ],
    )
}

#[test]
fn without_fills_the_file_is_the_same() {
    let bytes = rich();
    let document = read("a.docx", &bytes).unwrap();
    let made = fill(&document, &[]);
    assert_eq!(encode(&document.source, &made.text), Some(bytes));
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[test]
fn a_pseudo_translation_keeps_the_structure() {
    let bytes = rich();
    let article = cut(read("a.docx", &bytes).unwrap());
    let count = article.segments.len();
    assert!(count > 15, "{count}");
    let choices: Vec<Box<dyn Fn(usize) -> bool>> = vec![
        Box::new(|_| true),
        Box::new(|index| index % 2 == 0),
        Box::new(|index| index % 2 == 1),
        Box::new(|index| index % 3 == 0),
    ];
    for chosen in choices {
        let asked = fills(&article, &chosen);
        let made = fill(&article.document, &asked);
        assert_eq!(made.left_out, Vec::<usize>::new(), "{}", made.text);
        let written = encode(&article.document.source, &made.text).expect("an archive");
        let again = cut(read("a.docx", &written).unwrap());
        assert!(same_structure(&article.document, &again.document));
        assert_eq!(again.segments.len(), count, "{}", made.text);
        for index in 0..count {
            let before = article.content(index);
            let expected = match chosen(index) {
                true => accented(&before),
                false => before,
            };
            assert_eq!(
                words(again.text(index)),
                words(&expected.text),
                "{}",
                made.text
            );
        }
    }
}

#[test]
fn every_other_part_is_copied_and_marks_are_kept() {
    let bytes = rich();
    let article = cut(read("a.docx", &bytes).unwrap());
    let asked = fills(&article, |_| true);
    let made = fill(&article.document, &asked);
    let written = encode(&article.document.source, &made.text).unwrap();
    let document = part(&written, "word/document.xml");
    for kept in [
        "<w:bookmarkStart w:id=\"1\" w:name=\"b\"/>",
        "<w:bookmarkEnd w:id=\"1\"/>",
        "<w:commentRangeStart w:id=\"7\"/>",
        "<w:commentRangeEnd w:id=\"7\"/>",
        "<w:r><w:commentReference w:id=\"7\"/></w:r>",
        "<w:footnoteReference w:id=\"2\"/>",
        "<w:sectPr/></w:body></w:document>",
    ] {
        assert_eq!(document.matches(kept).count(), 1, "{kept} in {document}");
    }
    let names = |bytes: &[u8]| -> Vec<String> {
        let archive = Archive::open(bytes).unwrap();
        archive.names().map(str::to_owned).collect()
    };
    assert_eq!(names(&bytes), names(&written));
    // The compressed bytes of the picture stand in both files.
    let whole = archive(&[("word/media/photo.bin", "\u{1}\u{2} not text")]);
    let entry = &whole[..whole.len() - 22 - 46 - "word/media/photo.bin".len()];
    let holds = |bytes: &[u8]| bytes.windows(entry.len()).any(|window| window == entry);
    assert!(holds(&bytes) && holds(&written));
}

#[test]
fn a_target_with_other_tags_leaves_the_source() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">Voir </w:t></w:r><w:hyperlink r:id=\"r\"><w:r><w:t>ici. Ou</w:t></w:r>\
                </w:hyperlink><w:r><w:t xml:space=\"preserve\"> là.</w:t></w:r></w:p><w:p><w:r><w:t>Fin.</w:t></w:r></w:p>";
    let article = cut(article(body));
    let mut asked = fills(&article, |_| true);
    // Half of a link that is lost would leave XML that no one can read.
    asked[0].content.tags.clear();
    let made = fill(&article.document, &asked);
    assert!(made.left_out.contains(&0), "{:?}", made.left_out);
    assert!(!made.left_out.contains(&(asked.len() - 1)));
    assert!(made.text.contains("Fin."));
}

#[test]
fn a_target_may_lose_a_look_and_change_the_order() {
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>CNES</w:t></w:r><w:r><w:t xml:space=\"preserve\"> is watching </w:t></w:r>\
                <w:r><w:rPr><w:i/></w:rPr><w:t>Bion</w:t></w:r></w:p>";
    let document = article(body);
    let own = &document.blocks[0].content;
    let mut target = InlineText::plain("Bion est observé par le CNES");
    let at = |tag: usize, at: usize| entente::inline::InlineTag {
        at,
        ..own.tags[tag].clone()
    };
    target.tags = vec![at(2, 0), at(3, 4), at(0, 25), at(1, 29)];
    let asked = Fill {
        block: 0,
        plain: Span::new(0, own.text.len()),
        content: target,
        mark: Some(87),
    };
    let made = fill(&document, &[asked]);
    assert!(made.left_out.is_empty(), "{}", made.text);
    let written = "<w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">Bion</w:t></w:r>\
                   <w:r><w:t xml:space=\"preserve\"> est observé par le </w:t></w:r>\
                   <w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">CNES</w:t></w:r>\
                   <w:r><w:t xml:space=\"preserve\">⟦87⟧</w:t></w:r>";
    assert!(made.text.contains(written), "{}", made.text);
}

#[test]
fn segments_say_their_part_and_findings_their_paragraph() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let body = |image: &str| {
        docx(&format!(
            "<w:p><w:r><w:t>The probe.</w:t></w:r></w:p><w:p/>\
             <w:p><w:r><w:t xml:space=\"preserve\">It sent </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{image} images.</w:t></w:r></w:p>"
        ))
    };
    fs::write(path("en.docx"), body("3")).unwrap();
    fs::write(
        path("fr.docx"),
        docx(
            "<w:p><w:r><w:t>La sonde.</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">Elle a envoyé </w:t></w:r>\
             <w:r><w:rPr><w:b/></w:rPr><w:t>2 images.</w:t></w:r></w:p>",
        ),
    )
    .unwrap();
    let (status, out, _) = run::line(folder.path(), "segment --lang en en.docx");
    assert_eq!(status, Some(0));
    let document = part(&body("3"), "word/document.xml");
    for line in out.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["part"], "word/document.xml");
        let [start, end] = ["start", "end"].map(|key| line[key].as_u64().unwrap() as usize);
        assert_eq!(line["text"], document[start..end]);
    }
    let (status, out, err) = run::line(
        folder.path(),
        "check --fail-on warning --from en --to fr en.docx fr.docx",
    );
    assert_eq!(status, Some(1), "{err}");
    assert!(
        out.starts_with("fr.docx:word/document.xml:2:15: warning[number-differs]"),
        "{out}"
    );
    assert!(out.contains("Elle a envoyé 2 images."), "{out}");
    assert!(!out.contains("<w:"), "{out}");
    let (_, out, _) = run::line(
        folder.path(),
        "check --from en --to fr --format jsonl en.docx fr.docx",
    );
    let finding: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    assert_eq!(finding["target"]["part"], "word/document.xml");
    assert_eq!(finding["target"]["line"], 2);
}

/// A memory of one sentence.
const MEMORY: &str = "<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" segtype=\"sentence\" \
    o-tmf=\"t\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/><body><tu>\
    <tuv xml:lang=\"en\"><seg>The <hi>CNES</hi> probe sent 3 images &amp; a log.</seg></tuv>\
    <tuv xml:lang=\"fr\"><seg>La sonde du <hi>CNES</hi> a envoyé 3 images &amp; un journal.</seg></tuv>\
    </tu></body></tmx>";

#[test]
fn a_draft_is_filled_in_place_and_comes_back_from_xliff() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">The </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>CNES</w:t></w:r>\
        <w:r><w:t xml:space=\"preserve\"> probe sent 3 images &amp; a log. It works.</w:t></w:r></w:p>";
    fs::write(path("m.tmx"), MEMORY).unwrap();
    fs::write(path("a.docx"), docx(body)).unwrap();
    let ran = |line: &str| {
        let (status, out, err) = run::line(folder.path(), line);
        assert_eq!(status, Some(0), "{line}: {err}");
        out
    };
    ran("prefill --memory m.tmx --from en --to fr --output draft.docx a.docx");
    let filled = part(&fs::read(path("draft.docx")).unwrap(), "word/document.xml");
    let expected = "La sonde du </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">CNES</w:t></w:r>\
        <w:r><w:t xml:space=\"preserve\"> a envoyé 3 images &amp; un journal. It works.</w:t></w:r></w:p>";
    assert!(filled.contains(expected), "{filled}");

    ran("prefill --memory m.tmx --from en --to fr --output draft.xlf a.docx");
    ran("merge draft.xlf --output merged.docx");
    let merged = fs::read(path("merged.docx")).unwrap();
    assert_eq!(part(&merged, "word/document.xml"), filled);

    let empty = MEMORY.replace("sent 3", "lost 8").replace("log", "map");
    fs::write(path("m.tmx"), empty).unwrap();
    ran("prefill --memory m.tmx --from en --to fr --output same.docx a.docx");
    assert_eq!(fs::read(path("same.docx")).unwrap(), docx(body));
    let out = ran("prefill --memory m.tmx --from en --to fr --format jsonl a.docx");
    assert!(out.contains("\"part\":\"word/document.xml\""), "{out}");
}

#[test]
fn a_draft_says_its_language_and_an_unfilled_one_is_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let body = "<w:p><w:r><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr><w:t xml:space=\"preserve\">The </w:t></w:r>\
        <w:r><w:rPr><w:b/><w:lang w:val=\"en-GB\"/></w:rPr><w:t>CNES</w:t></w:r><w:r><w:t xml:space=\"preserve\"> probe sent 3 images &amp; a log.</w:t></w:r></w:p>\
        <w:p><w:r><w:rPr><w:lang w:val=\"ru-RU\"/></w:rPr><w:t>Поехали!</w:t></w:r></w:p>";
    let styles = format!(
        "<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-US\" w:eastAsia=\"en-US\"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>"
    );
    let bytes = docx_with(body, &[("word/styles.xml", "styles", &styles)]);
    fs::write(path("a.docx"), &bytes).unwrap();
    fs::write(path("m.tmx"), MEMORY).unwrap();
    let typed = "prefill --memory m.tmx --from en --to fr --output fr.docx a.docx";
    assert_eq!(run::line(folder.path(), typed).0, Some(0));
    let draft = fs::read(path("fr.docx")).unwrap();
    let styles = part(&draft, "word/styles.xml");
    assert!(
        styles.contains("w:val=\"fr-FR\" w:eastAsia=\"en-US\""),
        "{styles}"
    );
    let document = part(&draft, "word/document.xml");
    assert!(
        document.contains("ru-RU") && !document.contains("en-GB"),
        "{document}"
    );

    fs::write(
        path("m.tmx"),
        MEMORY.replace("sent 3", "lost 8").replace("log", "map"),
    )
    .unwrap();
    let typed = "prefill --memory m.tmx --from en --to fr --output same.docx a.docx";
    assert_eq!(run::line(folder.path(), typed).0, Some(0));
    assert_eq!(fs::read(path("same.docx")).unwrap(), bytes);
}

#[test]
fn a_fix_is_written_into_the_archive() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.docx");
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">La sonde est </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>prête</w:t></w:r>\
        <w:r><w:t xml:space=\"preserve\"> ; elle part \"demain\".</w:t></w:r></w:p>";
    fs::write(&path, docx(body)).unwrap();
    let (_, out, _) = run::line(folder.path(), "check --lang fr --diff a.docx");
    assert!(
        out.contains("\n-La sonde est prête ; elle part \"demain\".\n"),
        "{out}"
    );
    assert_eq!(fs::read(&path).unwrap(), docx(body));
    let (_, _, err) = run::line(folder.path(), "check --lang fr --fix a.docx");
    assert!(err.contains("mended"), "{err}");
    let document = part(&fs::read(&path).unwrap(), "word/document.xml");
    assert!(
        document.contains("<w:rPr><w:b/></w:rPr><w:t>prête</w:t>"),
        "{document}"
    );
    assert!(
        document.contains("\u{202f}; elle part «\u{a0}demain\u{a0}»."),
        "{document}"
    );
}

/// One piece of a paragraph, and whether a link may hold it.
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
    ];
    let looks = [
        "",
        "<w:rPr><w:b/></w:rPr>",
        "<w:rPr><w:i/><w:lang w:val=\"fr-FR\"/></w:rPr>",
        "<w:rPr><w:lang w:val=\"en-GB\"/></w:rPr>",
        "<w:rPr><w:b/><w:u w:val=\"single\"/></w:rPr>",
    ];
    let insides = [
        "<w:tab/>",
        "<w:br/>",
        "<w:noBreakHyphen/>",
        "<w:lastRenderedPageBreak/>",
        "<w:footnoteReference w:id=\"2\"/>",
        "<w:drawing><a:p><a:r><a:t>x</a:t></a:r></a:p></w:drawing>",
    ];
    let betweens = [
        "<w:bookmarkStart w:id=\"1\" w:name=\"b\"/>",
        "<w:bookmarkEnd w:id=\"1\"/>",
        "<w:proofErr w:type=\"spellEnd\"/>",
        "<w:r><w:commentReference w:id=\"1\"/></w:r>",
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Elle est là.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
    ];
    let text = proptest::sample::select(texts.to_vec())
        .prop_map(|text| format!("<w:t xml:space=\"preserve\">{text}</w:t>"));
    let bare =
        proptest::sample::select(texts.to_vec()).prop_map(|text| format!("<w:t>{text}</w:t>"));
    let inside = proptest::sample::select(insides.to_vec()).prop_map(str::to_owned);
    let content = proptest::collection::vec(prop_oneof![4 => text, 1 => bare, 1 => inside], 1..4);
    let run = (proptest::sample::select(looks.to_vec()), content)
        .prop_map(|(look, content)| format!("<w:r>{look}{}</w:r>", content.concat()));
    let between = proptest::sample::select(betweens.to_vec()).prop_map(str::to_owned);
    prop_oneof![5 => run, 1 => between]
}

/// A paragraph of pieces, some of them in links.
fn paragraph() -> impl Strategy<Value = String> {
    let pieces = || proptest::collection::vec(piece(), 1..5).prop_map(|pieces| pieces.concat());
    let around = [
        "<w:hyperlink r:id=\"r\">",
        "<w:smartTag w:element=\"e\">",
        "<w:sdt><w:sdtPr/><w:sdtContent>",
    ];
    let ends = ["</w:hyperlink>", "</w:smartTag>", "</w:sdtContent></w:sdt>"];
    let link = (0..3_usize, pieces())
        .prop_map(move |(kind, inside)| format!("{}{inside}{}", around[kind], ends[kind]));
    let stretches = proptest::collection::vec(prop_oneof![2 => pieces(), 1 => link], 1..4);
    stretches.prop_map(|stretches| format!("<w:p>{}</w:p>", stretches.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_paragraph_takes_a_pseudo_translation(paragraphs in proptest::collection::vec(paragraph(), 1..3), step in 1..4_usize) {
        let bytes = docx(&paragraphs.concat());
        let chosen = |index: usize| index.is_multiple_of(step);
        let result = pseudo_translated("a.docx", &bytes, chosen);
        prop_assert!(result.is_ok(), "{}", result.unwrap_err());
        let article = cut(read("a.docx", &bytes).unwrap());
        prop_assert!(article.segments.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        let source = &article.document.source;
        let made = fill(&article.document, &fills(&article, chosen));
        for mark in ["<w:bookmarkStart", "<w:bookmarkEnd", "<w:commentReference", "<w:drawing>", "<m:oMath>", "<w:pict>"] {
            prop_assert_eq!(source.text().matches(mark).count(), made.text.matches(mark).count(), "{}: {}", mark, made.text);
        }
    }
}

const DRAWING: &str =
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"";

/// A picture in a run, with these attributes.
fn picture(attributes: &str) -> String {
    format!(
        "<w:r><w:drawing><wp:inline {DRAWING}><wp:docPr id=\"1\" name=\"Image 1\"{attributes}/></wp:inline></w:drawing></w:r>"
    )
}

#[test]
fn alternative_texts_are_blocks_and_stay_where_their_picture_is() {
    let body = format!(
        "<w:p><w:r><w:t xml:space=\"preserve\">Avant </w:t></w:r>{}<w:r><w:t xml:space=\"preserve\"> après.</w:t></w:r></w:p>\
         <w:p>{}{}</w:p>",
        picture(
            " descr=\"Le lanceur &amp; sa &quot;tour&quot;.&#10;La nuit.\" title = 'Pas de tir'"
        ),
        picture(" descr=\"C:\\pad 1.PNG\""),
        picture(" descr=\"\" title=\"http://a.b/c\""),
    );
    let document = article(&body);
    let value = BlockKind::Value;
    assert_eq!(
        blocks(&document),
        [
            (P, "Avant  après."),
            (P, ""),
            (value, "Le lanceur & sa \"tour\".\nLa nuit."),
            (value, "Pas de tir"),
        ]
    );
    let asked = [
        (2, "L’«été» & <\"hiver\">"),
        (3, "L'aire"),
        (0, "Before  after."),
    ];
    let fills = asked.map(|(block, text)| {
        let own = &document.blocks[block].content;
        let mut content = InlineText::plain(text);
        content.tags = own.tags.clone();
        content.tags.iter_mut().for_each(|tag| tag.at = 7);
        Fill {
            block,
            plain: Span::new(0, own.text.len()),
            content,
            mark: (block == 3).then_some(76),
        }
    });
    let made = fill(&document, &fills);
    assert_eq!(made.left_out, [0; 0]);
    let written = encode(&document.source, &made.text).unwrap();
    let xml = part(&written, "word/document.xml");
    let expected = " descr=\"L’«été» &amp; &lt;&quot;hiver&quot;&gt;\" title = 'L&#39;aire⟦76⟧'/>";
    assert!(xml.contains(expected) && xml.contains("pad 1.PNG"), "{xml}");
    assert!(!xml.contains("entente:alt"), "{xml}");

    // Not twice, whatever a translator did to its tag.
    let own = &document.blocks[0].content;
    let mut content = InlineText::plain("Before after.");
    content.tags = [own.tags.clone(), own.tags.clone()].concat();
    content.tags.iter_mut().for_each(|tag| tag.at = 6);
    let twice = Fill {
        block: 0,
        plain: Span::new(0, own.text.len()),
        content,
        mark: None,
    };
    assert_eq!(fill(&document, &[twice]).left_out, [0]);
}

#[test]
fn what_is_no_alternative_text_is_left_where_it_is() {
    for run in [
        picture(" descr=\"a & b\""),
        picture(" descr=\"entente:alt:1; words\""),
        format!(
            "<w:r><!-- {} --><w:t>Un</w:t></w:r>",
            picture(" descr='Un mot'").replace("--", "")
        ),
        "<w:r><w:t>&lt;wp:docPr descr='Un mot'/></w:t></w:r>".to_owned(),
        picture(" descr=\"&#1;mot\""),
    ] {
        let bytes = docx(&format!("<w:p>{run}</w:p>"));
        match read("a.docx", &bytes) {
            Err(error) => assert!(error.to_string().contains("document.xml"), "{error}"),
            Ok(document) => {
                let values = document.blocks.iter();
                let values = values.filter(|block| block.kind == BlockKind::Value);
                assert_eq!(values.count(), 0, "{run}");
                assert_eq!(
                    encode(&document.source, document.source.text()),
                    Some(bytes)
                );
            }
        }
    }
}

#[test]
fn a_comment_of_word_silences_a_rule_for_its_paragraph() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let text = |text: &str, more: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r>{more}</w:p>");
    let two = |more: &str, numbers: [u8; 2]| {
        text(&format!("Il y a {} images ici.", numbers[0]), more)
            + &text(&format!("Il y a {} sons ici.", numbers[1]), "")
    };
    let comments = format!(
        "<w:comments {W}><w:comment w:id=\"7\" w:author=\"Éd\"><w:p><w:r><w:t>Entente\u{A0}: </w:t></w:r>\
         <w:r><w:t>ignore=number-differs</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let anchor = "<w:r><w:commentReference w:id=\"7\"/></w:r>";
    let part = [("word/comments.xml", "comments", comments.as_str())];
    fs::write(
        path("en.docx"),
        docx(&two("", [3, 4]).replace("Il y a", "There are")),
    )
    .unwrap();
    fs::write(path("fr.docx"), docx_with(&two(anchor, [2, 5]), &part)).unwrap();
    let check = "check --from en --to fr --format jsonl en.docx fr.docx";
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
    // One that silences nothing is reported.
    fs::write(path("fr.docx"), docx_with(&two(anchor, [3, 4]), &part)).unwrap();
    let (_, out, _) = run::line(folder.path(), check);
    assert!(out.contains("ignore-unused"), "{out}");
}
