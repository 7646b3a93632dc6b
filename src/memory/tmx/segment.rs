//! What is inside a `seg`: text and inline elements.
//!
//! `bpt`, `ept`, `ph`, `it` and `ut` hold code of the tool that wrote them; each becomes one tag
//! that keeps its element whole. `hi` (and `sub` directly in a segment, as TMX 1.1 allows, and any
//! element nobody knows) marks text and becomes a pair of tags around it. Nothing recurses.

use crate::inline::{InlineTag, InlineText, Labels, TagKind, TagRole};
use crate::xml::{Tag, XmlError, XmlEvent, XmlReader};
use std::collections::HashMap;
use std::io::BufRead;

/// A segment that was read.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) content: InlineText,
    /// What the tool calls the tags.
    pub(super) labels: Labels,
    /// What does not fit together, if something does not: `<ept i="2"> without <bpt>`.
    pub(super) flaw: Option<String>,
}

/// Reads the content of the `seg` whose start was read last.
pub(super) fn read<R: BufRead>(xml: &mut XmlReader<R>) -> Result<Segment, XmlError> {
    let mut builder = Builder::default();
    loop {
        let code = match xml.read()? {
            XmlEvent::Text(text) => {
                builder.content.text.push_str(text);
                continue;
            }
            XmlEvent::Start(tag) => Code::of(&tag),
            XmlEvent::End(name) if !builder.open.is_empty() => {
                builder.close(format!("</{name}>"));
                continue;
            }
            XmlEvent::End(_) | XmlEvent::Finish => return Ok(builder.finish()),
            _ => continue,
        };
        match code {
            Some(code) => {
                let (markup, text) = xml.element_markup()?;
                builder.code(code, markup, text);
            }
            None => builder.open(&xml.tag()),
        }
    }
}

/// What one code element says of itself.
struct Code {
    form: Form,
    /// `i` of `bpt` and `ept`.
    number: String,
    /// `x`, which matches codes across the languages of a unit.
    across: Option<u32>,
    role: TagRole,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Begin,
    End,
    Alone,
    Isolated,
}

impl Code {
    /// The code element that begins with `tag`; `None` when the tag marks text.
    fn of(tag: &Tag<'_>) -> Option<Code> {
        let form = match tag.local_name() {
            "bpt" => Form::Begin,
            "ept" => Form::End,
            "ph" | "ut" => Form::Alone,
            "it" => Form::Isolated,
            _ => return None,
        };
        Some(Code {
            form,
            number: tag.get("i").unwrap_or_default().to_owned(),
            across: label(tag),
            role: tag.get("type").map_or(TagRole::Other, role),
        })
    }
}

/// The `x` of a tag, where it is a number.
fn label(tag: &Tag<'_>) -> Option<u32> {
    tag.get("x").and_then(|label| label.parse().ok())
}

/// The role that a `type` of TMX (1.4b, `type`) names, as far as we know one.
fn role(kind: &str) -> TagRole {
    match kind {
        "bold" => TagRole::Strong,
        "italic" => TagRole::Emphasis,
        "link" => TagRole::Link,
        "image" => TagRole::Image,
        "fnote" => TagRole::Note,
        "lb" => TagRole::Break,
        _ => TagRole::Other,
    }
}

#[derive(Default)]
struct Builder {
    content: InlineText,
    labels: Labels,
    /// Tags of elements around text that are open.
    open: Vec<usize>,
    /// Tags of `bpt` elements without their `ept`, by `i`.
    begun: HashMap<String, Vec<usize>>,
    pairs: u32,
    flaw: Option<String>,
}

impl Builder {
    fn next_pair(&mut self) -> u32 {
        self.pairs = self.pairs.saturating_add(1);
        self.pairs
    }

    fn push(&mut self, kind: TagKind, pair: u32, role: TagRole, code: String, markup: String) {
        self.content.tags.push(InlineTag {
            at: self.content.text.len(),
            kind,
            pair,
            role,
            code,
            markup: Some(markup),
            file: None,
        });
    }

    /// A code element, read whole.
    fn code(&mut self, code: Code, markup: String, text: String) {
        let within = code.number.parse().ok();
        let begun = match code.form {
            Form::End => self.begun.get_mut(&code.number).and_then(Vec::pop),
            _ => None,
        };
        let (kind, pair) = match (code.form, begun) {
            (Form::Begin, _) => {
                let index = self.content.tags.len();
                self.begun.entry(code.number).or_default().push(index);
                (TagKind::Open, self.next_pair())
            }
            (Form::End, Some(index)) => (TagKind::Close, self.content.tags[index].pair),
            (Form::End, None) => {
                let flaw = format!("<ept i=\"{}\"> has no <bpt>", code.number);
                self.flaw.get_or_insert(flaw);
                (TagKind::Isolated, self.next_pair())
            }
            (Form::Alone, _) => (TagKind::Standalone, self.next_pair()),
            (Form::Isolated, _) => (TagKind::Isolated, self.next_pair()),
        };
        let role = match begun {
            Some(index) => self.content.tags[index].role,
            None => code.role,
        };
        self.labels.across.push(code.across);
        self.labels.within.push(within);
        self.push(kind, pair, role, text, markup);
    }

    /// The start of an element around text.
    fn open(&mut self, tag: &Tag<'_>) {
        let role = tag.get("type").map_or(TagRole::Other, role);
        let mut markup = String::new();
        tag.push_start(&mut markup);
        self.open.push(self.content.tags.len());
        self.labels.across.push(label(tag));
        self.labels.within.push(None);
        let pair = self.next_pair();
        self.push(TagKind::Open, pair, role, String::new(), markup);
    }

    /// The end of an element around text.
    fn close(&mut self, markup: String) {
        if let Some(index) = self.open.pop() {
            let (pair, role) = (self.content.tags[index].pair, self.content.tags[index].role);
            self.labels.across.push(None);
            self.labels.within.push(None);
            self.push(TagKind::Close, pair, role, String::new(), markup);
        }
    }

    fn finish(mut self) -> Segment {
        let mut alone: Vec<usize> = self.begun.values().flatten().copied().collect();
        alone.sort_unstable();
        if let Some(&first) = alone.first() {
            let number = self.begun.iter().find(|(_, tags)| tags.contains(&first));
            let number = number.map_or("", |(number, _)| number);
            let flaw = format!("<bpt i=\"{number}\"> has no <ept>");
            self.flaw.get_or_insert(flaw);
        }
        for index in alone {
            self.content.tags[index].kind = TagKind::Isolated;
        }
        Segment {
            content: self.content,
            labels: self.labels,
            flaw: self.flaw,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::XmlOptions;

    fn segment(seg: &str) -> Segment {
        let file = format!("<seg>{seg}</seg>");
        let mut xml = XmlReader::new("a.tmx", file.as_bytes(), XmlOptions::default());
        xml.root().unwrap();
        read(&mut xml).unwrap()
    }

    fn tags(segment: &Segment) -> Vec<(usize, TagKind, u32, &str)> {
        let tags = segment.content.tags.iter();
        tags.map(|tag| (tag.at, tag.kind, tag.pair, tag.code.as_str()))
            .collect()
    }

    #[test]
    fn an_end_without_a_beginning_stands_alone_and_is_told() {
        let read = segment("a<ept i=\"1\">&lt;/b&gt;</ept>b<bpt i=\"2\"/>c");
        assert_eq!(read.flaw.as_deref(), Some("<ept i=\"1\"> has no <bpt>"));
        assert_eq!(read.content.text, "abc");
        let kinds: Vec<_> = read.content.tags.iter().map(|tag| tag.kind).collect();
        assert_eq!(kinds, [TagKind::Isolated, TagKind::Isolated]);
    }

    #[test]
    fn code_is_no_text_and_hi_is_transparent() {
        let read = segment(
            "Le <hi type=\"bold\">CNES</hi><ph x=\"1\">{0<sub>mot</sub>}</ph> <bpt i=\"1\" type=\"link\">[</bpt>ici<ept i=\"1\">]</ept>",
        );
        assert_eq!(read.content.text, "Le CNES ici");
        assert_eq!(
            tags(&read),
            [
                (3, TagKind::Open, 1, ""),
                (7, TagKind::Close, 1, ""),
                (7, TagKind::Standalone, 2, "{0mot}"),
                (8, TagKind::Open, 3, "["),
                (11, TagKind::Close, 3, "]"),
            ]
        );
        let markup: Vec<_> = read
            .content
            .tags
            .iter()
            .filter_map(|tag| tag.markup.as_deref())
            .collect();
        assert_eq!(markup[0], "<hi type=\"bold\">");
        assert_eq!(markup[2], "<ph x=\"1\">{0<sub>mot</sub>}</ph>");
        assert_eq!(read.content.tags[4].role, TagRole::Link);
        assert_eq!(read.flaw, None);
    }

    #[test]
    fn codes_may_overlap() {
        let read = segment("<bpt i='1'/>a<bpt i='2'/>b<ept i='1'/>c<ept i='2'/>");
        let pairs: Vec<_> = read.content.tags.iter().map(|tag| tag.pair).collect();
        assert_eq!(pairs, [1, 2, 1, 2]);
        assert_eq!(read.flaw, None);
    }
}
