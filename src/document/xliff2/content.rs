//! The text of a `source` or `target` with its codes as tags.
//!
//! `pc`, and `sc` with its `ec` in the same text, are pairs; an end alone is half a pair; `ph` and a
//! character that XML cannot hold (`cp`) stand alone. Marks around text are transparent.

use super::checks::Pairs;
use super::names;
use super::tree::{Child, Id, Node, Space, Tree};
use crate::document::xliff::{Class, Numbers, map_text};
use crate::inline::{InlineTag, InlineText, SourceMap, TagKind, TagRole};
use crate::text::{Source, Span};
use std::collections::HashMap;

/// The content of the element `text`; `numbers` are those of its unit.
pub(super) fn read(tree: &Tree, source: &Source, text: Id, numbers: &mut Numbers) -> InlineText {
    let data = data_of(tree, text);
    let mut builder = Builder {
        tree,
        source,
        data,
        numbers,
        whole: InlineText::default(),
        map: SourceMap::default(),
        begun: HashMap::new(),
        pairs: Pairs::default(),
    };
    builder.children(text);
    builder.finish()
}

/// What `originalData` of the unit or match around `text` holds, by id.
fn data_of(tree: &Tree, text: Id) -> HashMap<&str, Id> {
    let mut found = HashMap::new();
    let mut around = tree[text].parent;
    while let Some(id) = around {
        for child in tree[id]
            .elements()
            .filter(|&child| tree[child].is("originalData"))
        {
            for data in tree[child].elements() {
                if let Some(own) = tree[data].get("id") {
                    found.entry(own).or_insert(data);
                }
            }
        }
        around = tree[id].parent.filter(|_| !tree[id].is("unit"));
    }
    found
}

struct Builder<'t, 'n> {
    tree: &'t Tree,
    source: &'t Source,
    data: HashMap<&'t str, Id>,
    numbers: &'n mut Numbers,
    whole: InlineText,
    map: SourceMap,
    /// Starts without an end so far: number and index of the tag, by id.
    begun: HashMap<&'t str, (u32, usize)>,
    pairs: Pairs<'t>,
}

impl<'t> Builder<'t, '_> {
    /// Reads what stands in `id`; elements lie in one another as deep as the reader of XML allows.
    fn children(&mut self, id: Id) {
        let tree = self.tree;
        for child in &tree[id].children {
            match child {
                Child::Text(text, file) => {
                    let at = self.whole.text.len();
                    self.whole.text.push_str(text);
                    map_text(&mut self.map, &self.whole.text, at, *file, self.source);
                }
                Child::Element(one) => self.element(*one),
            }
        }
    }

    fn element(&mut self, id: Id) {
        let node = &self.tree[id];
        let own = node.get("id").unwrap_or_default();
        let role = names::role(node.get("type"), node.get("subType"));
        match node.name.as_str() {
            _ if node.space != Space::Core => self.children(id),
            "ph" => {
                let number = self.numbers.of(Class::Alone, own);
                let code = self.code(node, "dataRef", node.whole);
                self.push(TagKind::Standalone, number, role, code, node.whole);
            }
            "cp" => {
                let hex = node.get("hex").unwrap_or_default();
                let number = self.numbers.of(Class::Alone, hex);
                let code = self.source.slice(node.whole).to_owned();
                self.push(
                    TagKind::Standalone,
                    number,
                    TagRole::Other,
                    code,
                    node.whole,
                );
            }
            "pc" => {
                let number = self.numbers.of(Class::Pair, own);
                let code = self.code(node, "dataRefStart", node.tag);
                self.push(TagKind::Open, number, role, code, node.tag);
                self.children(id);
                let end = end_tag(self.source, node);
                let code = self.code(node, "dataRefEnd", end);
                self.push(TagKind::Close, number, role, code, end);
            }
            "sc" => {
                let number = self.numbers.of(Class::Pair, own);
                self.begun.insert(own, (number, self.whole.tags.len()));
                self.pairs.start_of(node);
                let code = self.code(node, "dataRef", node.whole);
                self.push(TagKind::Open, number, role, code, node.whole);
            }
            "ec" => self.end(node),
            _ => self.children(id),
        }
    }

    fn end(&mut self, node: &'t Node) {
        let code = self.code(node, "dataRef", node.whole);
        let start = node
            .get("startRef")
            .or_else(|| self.pairs.start_of(node))
            .and_then(|start| self.begun.remove(start));
        let (kind, number, role) = match start {
            Some((number, index)) => (TagKind::Close, number, self.whole.tags[index].role),
            None => {
                let own = node.get("startRef").or(node.get("id")).unwrap_or_default();
                let role = names::role(node.get("type"), node.get("subType"));
                (TagKind::Isolated, self.numbers.of(Class::Half, own), role)
            }
        };
        self.push(kind, number, role, code, node.whole);
    }

    /// The code that `reference` of `node` names, else the element as it stands in `file`.
    fn code(&self, node: &Node, reference: &str, file: Span) -> String {
        let data = node.get(reference).and_then(|name| self.data.get(name));
        match data {
            Some(&data) => self.tree.text(data),
            None => self.source.slice(file).to_owned(),
        }
    }

    fn push(&mut self, kind: TagKind, pair: u32, role: TagRole, code: String, file: Span) {
        self.whole.tags.push(InlineTag {
            at: self.whole.text.len(),
            kind,
            pair,
            role,
            code,
            markup: None,
            file: Some(file),
        });
    }

    fn finish(mut self) -> InlineText {
        for (_, index) in self.begun.into_values() {
            self.whole.tags[index].kind = TagKind::Isolated;
        }
        self.whole.map = Some(self.map);
        self.whole
    }
}

/// The bytes of the end tag of `node`; empty for an element that is one tag.
fn end_tag(source: &Source, node: &Node) -> Span {
    let written = source.slice(node.whole);
    match written.rfind("</") {
        Some(at) if node.tag.end < node.whole.end => {
            Span::new(node.whole.start + at, node.whole.end)
        }
        _ => Span::empty(node.whole.end),
    }
}
