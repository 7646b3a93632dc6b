//! The elements of a file as a tree, namespaces resolved.
//!
//! Most of what XLIFF 2 demands is about elements far from one another: an id is unique in its
//! unit, an `ec` names an `sc`, a note is referred to from inside a text. So the file, which is
//! never large, is held whole; readers and checks walk it by index.

use crate::text::{Place, Source, Span};
use crate::xml::{XmlError, XmlEvent, XmlOptions, XmlReader};
use std::collections::HashMap;

/// A vocabulary that XLIFF 2 knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Space {
    /// XLIFF itself.
    Core,
    /// Translation candidates.
    Matches,
    /// Terms of a unit.
    Glossary,
    /// Metadata.
    Metadata,
    /// Resource data.
    Resources,
    /// Size and length restriction.
    Size,
    /// Validation.
    Validation,
    /// Change tracking.
    Changes,
    /// Format style.
    Style,
    /// Internationalization Tag Set.
    Its,
    /// `xml:space`, `xml:lang`.
    Xml,
    /// An attribute without a prefix.
    None,
    /// Anybody's own.
    Other,
}

/// How the names of the vocabularies begin; versions 2.0 to 2.2 share them.
const SPACES: [(&str, Space); 10] = [
    ("urn:oasis:names:tc:xliff:document:2", Space::Core),
    ("urn:oasis:names:tc:xliff:matches:2", Space::Matches),
    ("urn:oasis:names:tc:xliff:glossary:2", Space::Glossary),
    ("urn:oasis:names:tc:xliff:metadata:2", Space::Metadata),
    ("urn:oasis:names:tc:xliff:resourcedata:2", Space::Resources),
    ("urn:oasis:names:tc:xliff:sizerestriction:2", Space::Size),
    ("urn:oasis:names:tc:xliff:validation:2", Space::Validation),
    ("urn:oasis:names:tc:xliff:changetracking:2", Space::Changes),
    ("urn:oasis:names:tc:xliff:fs:2", Space::Style),
    ("http://www.w3.org/2005/11/its", Space::Its),
];

impl Space {
    fn of(uri: &str) -> Space {
        let known = SPACES.iter().find(|(start, _)| uri.starts_with(start));
        known.map_or(Space::Other, |(_, space)| *space)
    }
}

/// Index of an element; 0 is the root.
pub(super) type Id = usize;

/// The elements of a file.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// One element.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) space: Space,
    /// Name without its prefix.
    pub(super) name: String,
    pub(super) attributes: Vec<Attribute>,
    pub(super) children: Vec<Child>,
    pub(super) parent: Option<Id>,
    pub(super) place: Place,
    /// The start tag, and the whole element.
    pub(super) tag: Span,
    pub(super) whole: Span,
}

#[derive(Debug)]
pub(super) struct Attribute {
    pub(super) space: Space,
    pub(super) name: String,
    pub(super) value: String,
}

/// What stands in an element.
#[derive(Debug)]
pub(super) enum Child {
    Element(Id),
    /// A piece of text, and its bytes.
    Text(String, Span),
}

impl Node {
    /// The value of the attribute of XLIFF's own called `name`.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.get_in(Space::None, name)
    }

    /// The value of an attribute of another vocabulary.
    pub(super) fn get_in(&self, space: Space, name: &str) -> Option<&str> {
        let is = |one: &&Attribute| one.space == space && one.name == name;
        let found = self.attributes.iter().find(is);
        found.map(|attribute| attribute.value.as_str())
    }

    /// Whether it is XLIFF's own element `name`.
    pub(super) fn is(&self, name: &str) -> bool {
        self.space == Space::Core && self.name == name
    }

    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = Id> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(id) => Some(*id),
            Child::Text(..) => None,
        })
    }

    /// Whether it holds text that is not white space.
    pub(super) fn holds_text(&self) -> bool {
        self.children.iter().any(|child| match child {
            Child::Text(text, _) => !text.trim().is_empty(),
            Child::Element(_) => false,
        })
    }
}

impl std::ops::Index<Id> for Tree {
    type Output = Node;

    fn index(&self, id: Id) -> &Node {
        &self.nodes[id]
    }
}

impl Tree {
    /// Reads `source`, whose root must be `<xliff>`.
    pub(super) fn read(source: &Source) -> Result<Tree, XmlError> {
        let mut xml = XmlReader::from_source(source, XmlOptions::default());
        let mut tree = Tree::default();
        let mut open: Vec<Id> = Vec::new();
        // What each prefix means, innermost last.
        let mut prefixes: HashMap<String, Vec<(usize, Space)>> = HashMap::new();
        loop {
            let depth = open.len();
            match xml.read()? {
                XmlEvent::Start(tag) => {
                    for (name, value) in tag.iter() {
                        let prefix = match name.strip_prefix("xmlns") {
                            Some("") => "",
                            Some(rest) if rest.starts_with(':') => &rest[1..],
                            _ => continue,
                        };
                        let meanings = prefixes.entry(prefix.to_owned()).or_default();
                        meanings.push((depth, Space::of(value)));
                    }
                    let attributes = tag.iter().filter(|(name, _)| !name.starts_with("xmlns"));
                    let attributes = attributes.map(|(name, value)| {
                        let (space, name) = resolve(name, &prefixes, Space::None);
                        Attribute {
                            space,
                            name,
                            value: value.to_owned(),
                        }
                    });
                    let attributes = attributes.collect();
                    let (space, name) = resolve(tag.name(), &prefixes, Space::Other);
                    let span = xml.span();
                    let node = Node {
                        space,
                        name,
                        attributes,
                        children: Vec::new(),
                        parent: open.last().copied(),
                        place: xml.place(),
                        tag: span,
                        whole: span,
                    };
                    open.push(tree.add(node));
                }
                XmlEvent::End(_) => {
                    let end = xml.span();
                    if let Some(id) = open.pop() {
                        let node = &mut tree.nodes[id];
                        node.whole = node.whole.join(end);
                    }
                    let depth = open.len();
                    for meanings in prefixes.values_mut() {
                        while meanings.last().is_some_and(|(at, _)| *at >= depth) {
                            meanings.pop();
                        }
                    }
                }
                XmlEvent::Text(text) => {
                    let text = text.to_owned();
                    let span = xml.span();
                    if let Some(&id) = open.last() {
                        tree.nodes[id].children.push(Child::Text(text, span));
                    }
                }
                XmlEvent::Finish => return Ok(tree),
                _ => {}
            }
        }
    }

    fn add(&mut self, node: Node) -> Id {
        let id = self.nodes.len();
        if let Some(parent) = node.parent {
            self.nodes[parent].children.push(Child::Element(id));
        }
        self.nodes.push(node);
        id
    }

    /// Whether the file is a template that somebody fills in later: it names no source language, or
    /// has a word in place of the version. What is not there yet is not missing in it.
    pub(super) fn is_template(&self) -> bool {
        let root = &self[0];
        let is_number = |version: &str| version.starts_with(|c: char| c.is_ascii_digit());
        root.get("srcLang") == Some("") || !root.get("version").is_some_and(is_number)
    }

    /// Every element, in file order.
    pub(super) fn all(&self) -> std::ops::Range<Id> {
        0..self.nodes.len()
    }

    /// The elements in `id`, deep, in file order, without itself.
    pub(super) fn inside(&self, id: Id) -> std::ops::Range<Id> {
        let end = self.nodes[id].whole.end;
        let last = self.nodes[id + 1..].partition_point(|node| node.tag.start < end);
        id + 1..id + 1 + last
    }

    /// The nearest element above `id`, or itself, that is XLIFF's own `name`.
    pub(super) fn above(&self, id: Id, name: &str) -> Option<Id> {
        std::iter::successors(Some(id), |&id| self[id].parent).find(|&id| self[id].is(name))
    }

    /// All text in `id`.
    pub(super) fn text(&self, id: Id) -> String {
        let mut text = String::new();
        let own = std::iter::once(id).chain(self.inside(id));
        for child in own.flat_map(|id| &self[id].children) {
            if let Child::Text(piece, _) = child {
                text.push_str(piece);
            }
        }
        text
    }
}

/// The vocabulary and local name of `name`; without a prefix an attribute is of none, an element
/// of the default one.
fn resolve(
    name: &str,
    prefixes: &HashMap<String, Vec<(usize, Space)>>,
    unknown: Space,
) -> (Space, String) {
    let meaning = |prefix: &str| {
        let meanings = prefixes.get(prefix)?;
        meanings.last().map(|(_, space)| *space)
    };
    match name.split_once(':') {
        Some(("xml", local)) => (Space::Xml, local.to_owned()),
        Some((prefix, local)) => (meaning(prefix).unwrap_or(Space::Other), local.to_owned()),
        None if unknown == Space::None => (Space::None, name.to_owned()),
        None => (meaning("").unwrap_or(unknown), name.to_owned()),
    }
}
