//! The table as a DOCX: a package of the fewest parts that Word opens.
//!
//! The elements stand in the order that the schemas of ECMA-376 ask for, since Word calls anything
//! else damaged. Marks of tags are locked (they can be moved, not changed), grey and not spelled; source
//! and translation have styles of their own that say their languages.

use super::marks::{Marks, Piece};
use super::rows::{Row, instructions, rows};
use super::{DRAFT, NUMBER};
use crate::document::bilingual::{Bilingual, BilingualFile};
use crate::document::package::create;
use crate::document::package::language::locale;
use crate::document::xliff;
use crate::lang::LangTag;
use crate::xml::XmlWriter;
use std::io;

type Writer = XmlWriter<Vec<u8>>;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The id of the part with the draft among those of its kind, any one.
const ITEM_ID: &str = "{5B8E1F0A-6D0B-4C53-9A3E-2F6C1D7E4A90}";

/// Widths of the columns in twentieths of a point; together the page between its margins.
const WIDTHS: [&str; 4] = ["740", "6150", "6150", "1526"];

/// The DOCX of `bilingual`, which holds one article; `None` when it would be too large for an archive.
pub fn write(bilingual: &Bilingual) -> Option<Vec<u8>> {
    let file = bilingual.files.first()?;
    let draft = xliff::write(bilingual);
    let parts = parts(file).expect("a vector takes whatever is written to it");
    let item = format!("{}1{}", DRAFT.0, DRAFT.1);
    let mut all: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, part)| (*name, &part[..]))
        .collect();
    all.push((&item, &draft));
    create(&all)
}

fn parts(file: &BilingualFile) -> io::Result<Vec<(&'static str, Vec<u8>)>> {
    let relations = |of: &[(&str, &str)]| relationships(of);
    Ok(vec![
        ("[Content_Types].xml", content_types()?),
        (
            "_rels/.rels",
            relations(&[("officeDocument", "word/document.xml")])?,
        ),
        ("word/document.xml", document(file)?),
        ("word/styles.xml", styles(file)?),
        (
            "word/_rels/document.xml.rels",
            relations(&[
                ("styles", "styles.xml"),
                ("customXml", "../customXml/item1.xml"),
            ])?,
        ),
        ("customXml/itemProps1.xml", item_properties()?),
        (
            "customXml/_rels/item1.xml.rels",
            relations(&[("customXmlProps", "itemProps1.xml")])?,
        ),
    ])
}

fn new() -> io::Result<Writer> {
    let mut xml = XmlWriter::new(Vec::new());
    xml.declaration()?;
    Ok(xml)
}

/// An element without content.
fn empty(xml: &mut Writer, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    xml.text_element(name, attributes, "")
}

fn content_types() -> io::Result<Vec<u8>> {
    const KIND: &str = "application/vnd.openxmlformats-";
    let mut xml = new()?;
    xml.start("Types")?;
    xml.attribute("xmlns", &format!("{PACKAGE}/content-types"))?;
    for (extension, kind) in [
        ("rels", format!("{KIND}package.relationships+xml")),
        ("xml", "application/xml".to_owned()),
    ] {
        empty(
            &mut xml,
            "Default",
            &[("Extension", extension), ("ContentType", &kind)],
        )?;
    }
    for (part, kind) in [
        (
            "/word/document.xml",
            "officedocument.wordprocessingml.document.main+xml",
        ),
        (
            "/word/styles.xml",
            "officedocument.wordprocessingml.styles+xml",
        ),
        (
            "/customXml/itemProps1.xml",
            "officedocument.customXmlProperties+xml",
        ),
    ] {
        let kind = format!("{KIND}{kind}");
        empty(
            &mut xml,
            "Override",
            &[("PartName", part), ("ContentType", &kind)],
        )?;
    }
    xml.finish()
}

fn relationships(of: &[(&str, &str)]) -> io::Result<Vec<u8>> {
    let mut xml = new()?;
    xml.start("Relationships")?;
    xml.attribute("xmlns", &format!("{PACKAGE}/relationships"))?;
    for ((kind, target), number) in of.iter().zip(1..) {
        let (id, kind) = (
            format!("rId{number}"),
            format!("{OFFICE}/relationships/{kind}"),
        );
        let attributes = [("Id", &id[..]), ("Type", &kind), ("Target", target)];
        empty(&mut xml, "Relationship", &attributes)?;
    }
    xml.finish()
}

fn item_properties() -> io::Result<Vec<u8>> {
    let mut xml = new()?;
    xml.start("ds:datastoreItem")?;
    xml.attribute("ds:itemID", ITEM_ID)?;
    xml.attribute("xmlns:ds", &format!("{OFFICE}/customXml"))?;
    xml.start("ds:schemaRefs")?;
    empty(&mut xml, "ds:schemaRef", &[("ds:uri", xliff::NAMESPACE)])?;
    xml.finish()
}

/// The languages of the two columns as Word writes them.
fn languages(file: &BilingualFile) -> [Option<String>; 2] {
    let word = |tag: &LangTag| match locale(tag) {
        (language, Some(country)) => format!("{language}-{country}"),
        (language, None) => language.to_owned(),
    };
    [&file.source_lang, &file.target_lang].map(|tag| tag.as_ref().map(word))
}

fn styles(file: &BilingualFile) -> io::Result<Vec<u8>> {
    let mut xml = new()?;
    xml.start("w:styles")?;
    xml.attribute("xmlns:w", WORD)?;
    xml.start("w:docDefaults")?;
    xml.start("w:rPrDefault")?;
    xml.start("w:rPr")?;
    let fonts = ["w:ascii", "w:hAnsi", "w:cs"].map(|attribute| (attribute, "Calibri"));
    empty(&mut xml, "w:rFonts", &fonts)?;
    empty(&mut xml, "w:sz", &[("w:val", "21")])?;
    empty(&mut xml, "w:szCs", &[("w:val", "21")])?;
    empty(&mut xml, "w:lang", &[("w:val", "en-US")])?;
    xml.end()?;
    xml.end()?;
    xml.end()?;
    let [source, target] = languages(file);
    let styles: [(&str, &str, &[Look<'_>]); 6] = [
        ("paragraph", "Normal", &[]),
        ("paragraph", "Title", &[Look::Bold, Look::Size("30")]),
        ("paragraph", "Number", &[Look::Unspelled, Look::Grey]),
        ("paragraph", "Source", &[Look::Language(source.as_deref())]),
        ("paragraph", "Target", &[Look::Language(target.as_deref())]),
        ("character", "Mark", &[Look::Unspelled, Look::Grey]),
    ];
    for (kind, name, looks) in styles {
        xml.start("w:style")?;
        xml.attribute("w:type", kind)?;
        xml.optional("w:default", (name == "Normal").then_some("1"))?;
        xml.attribute("w:styleId", name)?;
        empty(&mut xml, "w:name", &[("w:val", name)])?;
        if kind == "paragraph" && name != "Normal" {
            empty(&mut xml, "w:basedOn", &[("w:val", "Normal")])?;
        }
        if name == "Normal" {
            xml.start("w:pPr")?;
            empty(
                &mut xml,
                "w:spacing",
                &[("w:before", "40"), ("w:after", "40")],
            )?;
            xml.end()?;
        }
        if !looks.is_empty() {
            xml.start("w:rPr")?;
            looks.iter().try_for_each(|look| look.write(&mut xml))?;
            xml.end()?;
        }
        xml.end()?;
    }
    xml.finish()
}

/// A property of text; several are given in the order of the schema, which is this one.
enum Look<'a> {
    Bold,
    Unspelled,
    Grey,
    Size(&'a str),
    Language(Option<&'a str>),
}

impl Look<'_> {
    fn write(&self, xml: &mut Writer) -> io::Result<()> {
        match self {
            Look::Bold => empty(xml, "w:b", &[]),
            Look::Unspelled => empty(xml, "w:noProof", &[]),
            Look::Grey => empty(xml, "w:color", &[("w:val", "6E6E6E")]),
            Look::Size(size) => {
                empty(xml, "w:sz", &[("w:val", size)])?;
                empty(xml, "w:szCs", &[("w:val", size)])
            }
            Look::Language(Some(tag)) => empty(xml, "w:lang", &[("w:val", tag)]),
            Look::Language(None) => Ok(()),
        }
    }
}

fn document(file: &BilingualFile) -> io::Result<Vec<u8>> {
    let mut xml = new()?;
    xml.start("w:document")?;
    xml.attribute("xmlns:w", WORD)?;
    xml.start("w:body")?;
    let name = file.original.rsplit(['/', '\\']).next().unwrap_or_default();
    text_paragraph(&mut xml, "Title", name)?;
    for line in instructions(file) {
        text_paragraph(&mut xml, "Normal", &line)?;
    }
    table(&mut xml, file)?;
    text_paragraph(&mut xml, "Normal", "")?;
    xml.start("w:sectPr")?;
    let page = [
        ("w:w", "16838"),
        ("w:h", "11906"),
        ("w:orient", "landscape"),
    ];
    empty(&mut xml, "w:pgSz", &page)?;
    let sides =
        ["top", "right", "bottom", "left", "header", "footer"].map(|side| format!("w:{side}"));
    xml.start("w:pgMar")?;
    for side in sides {
        xml.attribute(&side, "1136")?;
    }
    xml.attribute("w:gutter", "0")?;
    xml.finish()
}

fn table(xml: &mut Writer, file: &BilingualFile) -> io::Result<()> {
    xml.start("w:tbl")?;
    xml.start("w:tblPr")?;
    empty(xml, "w:tblW", &[("w:w", "0"), ("w:type", "auto")])?;
    xml.start("w:tblBorders")?;
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let line = [
            ("w:val", "single"),
            ("w:sz", "4"),
            ("w:space", "0"),
            ("w:color", "A0A0A0"),
        ];
        empty(xml, &format!("w:{side}"), &line)?;
    }
    xml.end()?;
    empty(xml, "w:tblLayout", &[("w:type", "fixed")])?;
    xml.end()?;
    xml.start("w:tblGrid")?;
    for width in WIDTHS {
        empty(xml, "w:gridCol", &[("w:w", width)])?;
    }
    xml.end()?;
    head(xml, file)?;
    let marks = Marks::of(&file.units);
    for row in rows(file) {
        self::row(xml, &row, marks)?;
    }
    xml.end()
}

fn head(xml: &mut Writer, file: &BilingualFile) -> io::Result<()> {
    let tag = |tag: &Option<LangTag>, or: &str| {
        let tag = tag.as_ref().map(|tag| tag.as_str().to_owned());
        tag.unwrap_or_else(|| or.to_owned())
    };
    let titles = [
        NUMBER.to_owned(),
        tag(&file.source_lang, "source"),
        tag(&file.target_lang, "target"),
        "state".to_owned(),
    ];
    xml.start("w:tr")?;
    xml.start("w:trPr")?;
    empty(xml, "w:cantSplit", &[])?;
    empty(xml, "w:tblHeader", &[])?;
    xml.end()?;
    for (title, width) in titles.iter().zip(WIDTHS) {
        cell(xml, width, Some("E3E9EF"))?;
        text_paragraph(xml, "Number", title)?;
        xml.end()?;
    }
    xml.end()
}

fn row(xml: &mut Writer, row: &Row<'_>, marks: Marks) -> io::Result<()> {
    let shade = Some("F3F3F3");
    xml.start("w:tr")?;
    cell(xml, WIDTHS[0], shade)?;
    text_paragraph(xml, "Number", &row.number.to_string())?;
    xml.end()?;
    cell(xml, WIDTHS[1], shade)?;
    paragraph(xml, "Source", &row.source, marks)?;
    xml.end()?;
    cell(xml, WIDTHS[2], None)?;
    paragraph(xml, "Target", &row.target, marks)?;
    xml.end()?;
    cell(
        xml,
        WIDTHS[3],
        if row.unfinished {
            Some("FDF2D0")
        } else {
            shade
        },
    )?;
    text_paragraph(xml, "Number", row.state)?;
    if !row.origin.is_empty() {
        text_paragraph(xml, "Number", &row.origin)?;
    }
    xml.end()?;
    xml.end()
}

/// Begins a cell.
fn cell(xml: &mut Writer, width: &str, shade: Option<&str>) -> io::Result<()> {
    xml.start("w:tc")?;
    xml.start("w:tcPr")?;
    empty(xml, "w:tcW", &[("w:w", width), ("w:type", "dxa")])?;
    if let Some(colour) = shade {
        let shading = [("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)];
        empty(xml, "w:shd", &shading)?;
    }
    xml.end()
}

fn text_paragraph(xml: &mut Writer, style: &str, text: &str) -> io::Result<()> {
    let pieces = [Piece::Text(text)];
    let none = Marks::of(&[]);
    paragraph(xml, style, &pieces, none)
}

fn paragraph(xml: &mut Writer, style: &str, pieces: &[Piece<'_>], marks: Marks) -> io::Result<()> {
    xml.start("w:p")?;
    xml.start("w:pPr")?;
    empty(xml, "w:pStyle", &[("w:val", style)])?;
    xml.end()?;
    for piece in pieces {
        match piece {
            Piece::Text("") => {}
            Piece::Text(text) => run(xml, None, &text.replace(['\t', '\n', '\r'], " "))?,
            Piece::Tag(tag, number) => {
                xml.start("w:sdt")?;
                xml.start("w:sdtPr")?;
                empty(xml, "w:lock", &[("w:val", "contentLocked")])?;
                xml.end()?;
                xml.start("w:sdtContent")?;
                run(xml, Some("Mark"), &marks.mark(tag, *number))?;
                xml.end()?;
                xml.end()?;
            }
        }
    }
    xml.end()
}

fn run(xml: &mut Writer, style: Option<&str>, text: &str) -> io::Result<()> {
    xml.start("w:r")?;
    if let Some(style) = style {
        xml.start("w:rPr")?;
        empty(xml, "w:rStyle", &[("w:val", style)])?;
        xml.end()?;
    }
    xml.text_element("w:t", &[("xml:space", "preserve")], text)?;
    xml.end()
}
