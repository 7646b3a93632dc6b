//! TMX 1.4, written: the same bytes for the same memory.
//!
//! Everything that was read is written back: attributes in their order, properties, notes, inline
//! elements as they were. Tags of articles, which come from no TMX, become `bpt`, `ept`, `ph` and
//! `it` around their code. Header attributes that the standard requires and nobody gave are added.

use super::super::unit::LANG;
use super::super::{Memory, MemoryHeader, Note, Prop, TranslationUnit, Variant};
use crate::inline::{InlineTag, InlineText, TagKind, TagRole};
use crate::lang::LangTag;
use crate::xml::XmlWriter;
use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

/// Writes a memory; wrap files in a `BufWriter`.
///
/// # Errors
/// When `out` fails.
pub fn write<W: Write>(memory: &Memory, out: W) -> io::Result<W> {
    let mut writer = TmxWriter::new(out, &memory.header)?;
    for unit in &memory.units {
        writer.unit(unit)?;
    }
    writer.finish()
}

/// A TMX file that is written unit by unit.
#[derive(Debug)]
pub struct TmxWriter<W> {
    xml: XmlWriter<W>,
}

/// Header attributes that TMX 1.4b requires, and what they are when nobody says.
const REQUIRED: [(&str, &str); 7] = [
    ("creationtool", "entente"),
    ("creationtoolversion", env!("CARGO_PKG_VERSION")),
    ("segtype", "sentence"),
    ("o-tmf", "unknown"),
    ("adminlang", "en"),
    ("srclang", "*all*"),
    ("datatype", "unknown"),
];

/// What a required header attribute is when nobody says.
pub(in crate::memory) fn usual(name: &str) -> Option<&'static str> {
    let found = REQUIRED.iter().find(|(required, _)| *required == name);
    found.map(|(_, value)| *value)
}

impl<W: Write> TmxWriter<W> {
    /// Begins a file with `header`.
    ///
    /// # Errors
    /// When `out` fails.
    pub fn new(out: W, header: &MemoryHeader) -> io::Result<TmxWriter<W>> {
        let mut xml = XmlWriter::new(out);
        xml.declaration()?;
        xml.start("tmx")?;
        xml.attribute("version", "1.4")?;
        xml.attributes(&header.root)?;
        xml.start("header")?;
        xml.attributes(&header.attributes)?;
        for (name, value) in REQUIRED {
            if header.get(name).is_none() {
                xml.attribute(name, value)?;
            }
        }
        let mut writer = TmxWriter { xml };
        writer.notes_and_props(&header.notes, &header.props)?;
        for definition in &header.definitions {
            writer.xml.line(definition)?;
        }
        writer.xml.end()?;
        writer.xml.start("body")?;
        Ok(writer)
    }

    /// Writes one unit.
    ///
    /// # Errors
    /// When the output fails.
    pub fn unit(&mut self, unit: &TranslationUnit) -> io::Result<()> {
        self.xml.start("tu")?;
        self.xml.optional("tuid", unit.id.as_deref())?;
        self.xml.attributes(&unit.attributes)?;
        self.notes_and_props(&unit.notes, &unit.props)?;
        let mut numbers = Numbers::default();
        for variant in &unit.variants {
            self.variant(variant, &mut numbers)?;
        }
        self.xml.end()
    }

    /// Ends the file and gives the output back, flushed.
    ///
    /// # Errors
    /// When the output fails.
    pub fn finish(self) -> io::Result<W> {
        self.xml.finish()
    }

    fn notes_and_props(&mut self, notes: &[Note], props: &[Prop]) -> io::Result<()> {
        for note in notes {
            self.xml.start_text("note")?;
            self.xml.attributes(&note.attributes)?;
            self.xml.text(&note.text)?;
            self.xml.end()?;
        }
        for prop in props {
            self.xml.start_text("prop")?;
            self.xml.attribute("type", &prop.kind)?;
            self.xml.attributes(&prop.attributes)?;
            self.xml.text(&prop.value)?;
            self.xml.end()?;
        }
        Ok(())
    }

    fn variant(&mut self, variant: &Variant, numbers: &mut Numbers) -> io::Result<()> {
        self.xml.start("tuv")?;
        if variant.get(LANG).is_none() {
            let lang = variant.lang.as_ref().map(LangTag::as_str);
            self.xml.optional(LANG, lang)?;
        }
        self.xml.attributes(&variant.attributes)?;
        self.notes_and_props(&variant.notes, &variant.props)?;
        self.xml.start_text("seg")?;
        self.content(&variant.content, numbers)?;
        self.xml.end()?;
        self.xml.end()
    }

    fn content(&mut self, content: &InlineText, numbers: &mut Numbers) -> io::Result<()> {
        let as_read = is_whole(&content.tags);
        numbers.used.clear();
        let mut done = 0;
        for tag in &content.tags {
            let at = tag.at.clamp(done, content.text.len());
            self.xml.text(&content.text[done..at])?;
            done = at;
            match &tag.markup {
                Some(markup) if as_read => self.xml.markup(markup)?,
                _ => self.tag(tag, numbers.of(tag))?,
            }
        }
        self.xml.text(&content.text[done..])
    }

    /// Writes a tag that comes from no TMX file.
    fn tag(&mut self, tag: &InlineTag, number: u32) -> io::Result<()> {
        let number = number.to_string();
        let number = number.as_str();
        let kind = kind_of(tag.role);
        match tag.kind {
            TagKind::Open => {
                self.xml.start_text("bpt")?;
                self.xml.attribute("i", number)?;
                self.xml.attribute("x", number)?;
                self.xml.optional("type", kind)?;
            }
            TagKind::Close => {
                self.xml.start_text("ept")?;
                self.xml.attribute("i", number)?;
            }
            TagKind::Standalone => {
                self.xml.start_text("ph")?;
                self.xml.attribute("x", number)?;
                self.xml.optional("type", kind)?;
            }
            TagKind::Isolated => {
                let ends = tag.code.starts_with("</") || tag.code.starts_with(']');
                self.xml.start_text("it")?;
                let pos = if ends { "end" } else { "begin" };
                self.xml.attribute("pos", pos)?;
                self.xml.attribute("x", number)?;
                self.xml.optional("type", kind)?;
            }
        }
        self.xml.text(&tag.code)?;
        self.xml.end()
    }
}

/// The `type` of TMX (1.4b) for a role.
fn kind_of(role: TagRole) -> Option<&'static str> {
    match role {
        TagRole::Strong => Some("bold"),
        TagRole::Emphasis => Some("italic"),
        TagRole::Link | TagRole::Autolink => Some("link"),
        TagRole::Image => Some("image"),
        TagRole::Note => Some("fnote"),
        TagRole::Break => Some("lb"),
        TagRole::Strikethrough | TagRole::Code | TagRole::Other => None,
    }
}

/// Numbers of the tags of one unit: 1, 2, … in the order in which they begin in its first variant. A
/// tag of another variant that answers to one of these has its number.
#[derive(Default)]
struct Numbers {
    /// By what identifies a tag, both ends of a pair by the opening one.
    known: HashMap<(TagKind, u32), u32>,
    /// Those in the variant that is being written.
    used: HashSet<u32>,
    last: u32,
}

impl Numbers {
    fn of(&mut self, tag: &InlineTag) -> u32 {
        let kind = match tag.kind {
            TagKind::Close => TagKind::Open,
            kind => kind,
        };
        let known = self.known.get(&(kind, tag.pair)).copied();
        match known {
            Some(number) if tag.kind == TagKind::Close || self.used.insert(number) => number,
            // Not yet seen, or seen in this variant already.
            _ => {
                self.last += 1;
                self.used.insert(self.last);
                self.known.insert((kind, tag.pair), self.last);
                self.last
            }
        }
    }
}

/// Whether all tags keep the element they were read from and these fit together: content that was
/// cut in the middle of a `hi` cannot be written as it was.
fn is_whole(tags: &[InlineTag]) -> bool {
    let mut open = Vec::new();
    for tag in tags {
        let Some(markup) = &tag.markup else {
            return false;
        };
        if let Some(name) = markup.strip_prefix("</") {
            if open.pop() != name.strip_suffix('>') {
                return false;
            }
        } else if !is_element(markup) {
            open.push(name(markup));
        }
    }
    open.is_empty()
}

/// Whether `markup` is an element with its end, not a start tag alone.
fn is_element(markup: &str) -> bool {
    let ended = markup
        .rsplit_once("</")
        .is_some_and(|(_, end)| end.strip_suffix('>') == Some(name(markup)));
    ended || markup.ends_with("/>")
}

/// The name in a start tag.
fn name(markup: &str) -> &str {
    let name = markup.strip_prefix('<').unwrap_or(markup);
    let end = name.find([' ', '/', '>']).unwrap_or(name.len());
    &name[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(at: usize, kind: TagKind, pair: u32, code: &str, markup: Option<&str>) -> InlineTag {
        InlineTag {
            at,
            kind,
            pair,
            role: TagRole::Strong,
            code: code.to_owned(),
            markup: markup.map(str::to_owned),
            file: None,
        }
    }

    fn segment(text: &str, tags: Vec<InlineTag>) -> String {
        let content = InlineText {
            tags,
            ..InlineText::plain(text)
        };
        let variant = Variant::new(LangTag::parse("ru").unwrap(), content);
        let unit = TranslationUnit {
            variants: vec![variant],
            ..TranslationUnit::default()
        };
        let memory = Memory {
            units: vec![unit],
            ..Memory::default()
        };
        let written = String::from_utf8(write(&memory, Vec::new()).unwrap()).unwrap();
        let (_, rest) = written.split_once("<seg>").unwrap();
        rest.split_once("</seg>").unwrap().0.to_owned()
    }

    #[test]
    fn half_of_a_highlight_is_no_markup() {
        let cut = tag(0, TagKind::Isolated, 1, "", Some("<hi type=\"bold\">"));
        let expected = "<it pos=\"begin\" x=\"1\" type=\"bold\"/>Союз";
        assert_eq!(segment("Союз", vec![cut]), expected);
    }

    #[test]
    fn tags_of_an_article_are_wrapped() {
        let tags = vec![
            tag(0, TagKind::Open, 7, "**", None),
            tag(8, TagKind::Close, 7, "**", None),
            tag(8, TagKind::Standalone, 9, "<br/>", None),
        ];
        let expected = "<bpt i=\"1\" x=\"1\" type=\"bold\">**</bpt>Союз<ept i=\"1\">**</ept>\
                        <ph x=\"2\" type=\"bold\">&lt;br/&gt;</ph>";
        assert_eq!(segment("Союз", tags), expected);
    }

    #[test]
    fn a_tag_has_one_number_in_both_languages() {
        let content = |text: &str, pairs: [u32; 2]| {
            let [a, b] = pairs;
            InlineText {
                tags: vec![
                    tag(0, TagKind::Open, a, "[", None),
                    tag(2, TagKind::Close, a, "]", None),
                    tag(2, TagKind::Standalone, b, "-", None),
                ],
                ..InlineText::plain(text)
            }
        };
        let variant =
            |lang, pairs| Variant::new(LangTag::parse(lang).unwrap(), content("ab", pairs));
        let unit = TranslationUnit {
            variants: vec![
                variant("en", [7, 3]),
                variant("fr", [7, 3]),
                variant("ru", [3, 7]),
            ],
            ..TranslationUnit::default()
        };
        let memory = Memory {
            units: vec![unit],
            ..Memory::default()
        };
        let written = String::from_utf8(write(&memory, Vec::new()).unwrap()).unwrap();
        let numbers = written.split(" x=\"").skip(1);
        let numbers: Vec<&str> = numbers
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        assert_eq!(numbers, ["1", "2", "1", "2", "3", "4"]);
    }

    #[test]
    fn what_is_a_whole_element_is_seen() {
        assert!(is_element("<ph/>") && is_element("<ph x='1'>a</ph>"));
        assert!(!is_element("<hi>") && !is_element("<hi x=\"&lt;/hi\">"));
    }
}
