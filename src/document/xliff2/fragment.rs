//! References to places of the file: `#f=f1/u=tu1/n=n2`.
//!
//! A reference is `#`, selectors divided by `/`, the file before the group before the unit, and
//! at most one leaf at the end: a note (`n=`), data (`d=`), a code of a target (`t=`), something of a
//! module (`gls=g1`), or, without a prefix, a segment or a code of a source (XLIFF 2.1, section 4.4).
//! A leading `/` begins at the file, otherwise at what the reference stands in.

use super::schema::{Fault, is_token};
use super::tree::{Id, Node, Space, Tree};

/// Checks `reference`, which stands on `at`; what is no fragment refers out of the file.
pub(super) fn check(tree: &Tree, at: Id, reference: &str) -> Result<(), Fault> {
    let Some(fragment) = reference.strip_prefix('#') else {
        return Ok(());
    };
    match resolve(tree, at, fragment) {
        Some(_) => Ok(()),
        None => Err(Fault::new(
            at,
            format!("\"{reference}\" refers to nothing in the file"),
        )),
    }
}

/// The note of `unit` that `reference` names.
pub(super) fn note_of(tree: &Tree, unit: Id, reference: &str) -> Option<Id> {
    let fragment = reference.strip_prefix('#')?;
    let found = resolve(tree, unit, fragment)?;
    let note = tree[found].is("note");
    (note && tree.above(found, "unit") == Some(unit)).then_some(found)
}

/// The segment, mark or code that `reference`, standing on `at`, names.
pub(super) fn text_of(tree: &Tree, at: Id, reference: &str) -> Option<Id> {
    resolve(tree, at, reference.strip_prefix('#')?)
}

/// What one selector asks for.
enum Selector<'f> {
    /// An element on the way: `file`, `group`, `unit`.
    Step(&'static str, &'f str),
    Leaf(Leaf<'f>),
}

enum Leaf<'f> {
    Note(&'f str),
    Data(&'f str),
    /// A code of a target.
    Target(&'f str),
    /// Something of a module.
    Module(Space, &'f str),
    /// Something of a vocabulary that is not known here.
    Foreign,
    /// A segment, or a code of a source.
    Text(&'f str),
}

/// Prefixes of modules (their registered ones).
const MODULES: [(&str, Space); 6] = [
    ("mtc", Space::Matches),
    ("gls", Space::Glossary),
    ("mda", Space::Metadata),
    ("res", Space::Resources),
    ("ctr", Space::Changes),
    ("val", Space::Validation),
];

fn selector(text: &str) -> Option<Selector<'_>> {
    let Some((prefix, id)) = text.split_once('=') else {
        return is_token(text).then_some(Selector::Leaf(Leaf::Text(text)));
    };
    if !is_token(id) {
        return None;
    }
    Some(match prefix {
        "f" => Selector::Step("file", id),
        "g" => Selector::Step("group", id),
        "u" => Selector::Step("unit", id),
        "n" => Selector::Leaf(Leaf::Note(id)),
        "d" => Selector::Leaf(Leaf::Data(id)),
        "t" => Selector::Leaf(Leaf::Target(id)),
        _ => match MODULES.iter().find(|(name, _)| *name == prefix) {
            Some((_, space)) => Selector::Leaf(Leaf::Module(*space, id)),
            // A prefix of one letter is XLIFF's own, and this is none of those.
            None if prefix.len() < 2 || !is_token(prefix) => return None,
            None => Selector::Leaf(Leaf::Foreign),
        },
    })
}

/// The element that `fragment` names, seen from `at`.
fn resolve(tree: &Tree, at: Id, fragment: &str) -> Option<Id> {
    let (mut here, selectors) = match fragment.strip_prefix('/') {
        Some(rest) => (0, rest),
        None => (scope(tree, at), fragment),
    };
    let mut steps = 0;
    let mut selectors = selectors.split('/').peekable();
    while let Some(text) = selectors.next() {
        match selector(text)? {
            Selector::Step(name, id) => {
                let rank = 1 + ["file", "group", "unit"]
                    .iter()
                    .position(|one| *one == name)?;
                // The file before the group before the unit, each once.
                if rank <= steps {
                    return None;
                }
                steps = rank;
                let from = match name {
                    "file" => 0,
                    _ => tree.above(here, "file")?,
                };
                here = named(tree, from, id, |node| node.is(name))?;
            }
            Selector::Leaf(leaf) => {
                return selectors.peek().is_none().then(|| find(tree, here, leaf))?;
            }
        }
    }
    Some(here)
}

/// The unit, group or file that `at` stands in.
fn scope(tree: &Tree, at: Id) -> Id {
    let scopes = ["unit", "group", "file"];
    let found = scopes.into_iter().find_map(|name| tree.above(at, name));
    found.unwrap_or(0)
}

fn named(tree: &Tree, from: Id, id: &str, is: impl Fn(&Node) -> bool) -> Option<Id> {
    let mut inside = tree.inside(from);
    inside.find(|&one| is(&tree[one]) && tree[one].get("id") == Some(id))
}

fn find(tree: &Tree, here: Id, leaf: Leaf<'_>) -> Option<Id> {
    let in_target = |node: Id| tree.above(node, "target").is_some();
    let in_match = |node: Id| {
        let around = std::iter::successors(tree[node].parent, |&id| tree[id].parent);
        around
            .into_iter()
            .any(|id| tree[id].space == Space::Matches)
    };
    let is_text = |node: &Node| {
        let names = ["segment", "ignorable", "ph", "pc", "sc", "ec", "mrk", "sm"];
        node.space == Space::Core && names.contains(&node.name.as_str())
    };
    match leaf {
        Leaf::Note(id) => named(tree, here, id, |node| node.is("note")),
        Leaf::Data(id) => named(tree, here, id, |node| node.is("data")),
        Leaf::Module(space, id) => named(tree, here, id, |node| node.space == space),
        Leaf::Foreign => Some(here),
        Leaf::Text(id) | Leaf::Target(id) => {
            let target = matches!(leaf, Leaf::Target(_));
            let mut inside = tree.inside(here);
            inside.find(|&one| {
                let node = &tree[one];
                let own = is_text(node) && node.get("id") == Some(id) && in_target(one) == target;
                own && !in_match(one)
            })
        }
    }
}
