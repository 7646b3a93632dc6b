//! What XLIFF 2 demands across elements: ids, references, pairs of codes, languages, states.
//!
//! From the constraints of the core (XLIFF 2.1, section 4), in the order in which the specification
//! has the elements. The first one that does not hold refuses the file: a tool that goes on would
//! give a translation to the wrong place. What known writers get wrong and nobody can misread is
//! read and said: units that share an id, codes that are paired by a `rid`, as in version 1.2, a
//! segment in two other languages. A template ([`Tree::is_template`]) lacks what is not there yet.

use super::fragment;
use super::schema::{Fault, is_prefixed};
use super::tree::{Id, Node, Space, Tree};
use std::collections::{HashMap, HashSet};

/// Holds the file against the constraints; what is wrong and harmless is handed out.
pub(super) fn check(tree: &Tree) -> Result<Vec<Fault>, Fault> {
    let root = &tree[0];
    let mut harmless = Vec::new();
    unique(
        tree,
        root.elements().filter(|&id| tree[id].is("file")),
        "file",
    )?;
    for file in root.elements() {
        for name in ["group", "unit"] {
            let named = tree.inside(file).filter(|&id| tree[id].is(name));
            harmless.extend(same_ids(tree, named, name));
        }
        check_file(tree, file, &mut harmless)?;
    }
    Ok(harmless)
}

/// That no two of `elements` have the same id.
fn unique(tree: &Tree, elements: impl Iterator<Item = Id>, what: &str) -> Result<(), Fault> {
    same_ids(tree, elements, what).next().map_or(Ok(()), Err)
}

/// Each of `elements` that has the id of one before it.
fn same_ids(
    tree: &Tree,
    elements: impl Iterator<Item = Id>,
    what: &str,
) -> impl Iterator<Item = Fault> {
    let mut seen = HashSet::new();
    elements.filter_map(move |id| {
        let own = tree[id].get("id").filter(|own| !own.is_empty())?;
        let said = || format!("a second {what} with the id \"{own}\"");
        (!seen.insert(own)).then(|| Fault::new(id, said()))
    })
}

fn check_file(tree: &Tree, file: Id, harmless: &mut Vec<Fault>) -> Result<(), Fault> {
    foreign_ids(tree, file)?;
    for id in std::iter::once(file).chain(tree.inside(file)) {
        let node = &tree[id];
        match node.name.as_str() {
            _ if node.space != Space::Core => {}
            "skeleton" => harmless.extend(skeleton(tree, id)?),
            "notes" => unique(tree, node.elements(), "note")?,
            "note" => note(tree, id)?,
            "group" => foreign_ids(tree, id)?,
            "unit" => {
                foreign_ids(tree, id)?;
                harmless.extend(unit(tree, id)?);
            }
            _ => {}
        }
    }
    Ok(())
}

/// A skeleton is here or elsewhere. One that is both says nothing about the texts.
fn skeleton(tree: &Tree, id: Id) -> Result<Option<Fault>, Fault> {
    let node = &tree[id];
    let full = node.holds_text() || node.elements().next().is_some();
    match (node.get("href"), full) {
        (None, false) if !tree.is_template() => {
            Err(Fault::new(id, "an empty <skeleton> needs \"href\""))
        }
        (Some(_), true) => Ok(Some(Fault::new(
            id,
            "a <skeleton> with \"href\" is empty; what it holds is left alone",
        ))),
        _ => Ok(None),
    }
}

/// That ids of elements of other vocabularies that stand directly in `id` are unique there.
fn foreign_ids(tree: &Tree, id: Id) -> Result<(), Fault> {
    let mut seen = HashSet::new();
    for child in tree[id].elements() {
        if tree[child].space != Space::Other {
            continue;
        }
        for one in std::iter::once(child).chain(tree.inside(child)) {
            let node = &tree[one];
            let own = node.get("id").or(node.get_in(Space::Xml, "id"));
            if let Some(own) = own
                && !seen.insert(own)
            {
                return Err(Fault::new(
                    one,
                    format!("a second element with the id \"{own}\""),
                ));
            }
        }
    }
    Ok(())
}

/// A note that refers to something refers to something that is there.
fn note(tree: &Tree, id: Id) -> Result<(), Fault> {
    match tree[id].get("ref") {
        Some(reference) => fragment::check(tree, id, reference),
        None => Ok(()),
    }
}

/// Codes that are paired by a `rid`: the standard knows none, but writers that came from version 1.2
/// go on to use it.
#[derive(Default)]
pub(super) struct Pairs<'t> {
    /// The `id` of each start, by its `rid`.
    starts: HashMap<&'t str, &'t str>,
}

impl<'t> Pairs<'t> {
    /// Takes the next code; for an `ec` without `startRef` that has the `rid` of a start, its id.
    pub(super) fn start_of(&mut self, node: &'t Node) -> Option<&'t str> {
        let rid = node.get("rid")?;
        match (node.name.as_str(), node.get("startRef")) {
            ("sc", _) => {
                self.starts.insert(rid, node.get("id").unwrap_or_default());
                None
            }
            ("ec", None) => self.starts.remove(rid),
            _ => None,
        }
    }
}

/// The ids of one unit.
struct Unit<'t> {
    tree: &'t Tree,
    id: Id,
    /// `data` by id.
    data: HashMap<&'t str, Id>,
    /// What stands in the sources, and in the targets, by id.
    sides: [HashMap<&'t str, Id>; 2],
}

fn unit(tree: &Tree, id: Id) -> Result<Vec<Fault>, Fault> {
    // A match inside the unit has data of its own.
    let lists = tree[id]
        .elements()
        .filter(|&one| tree[one].is("originalData"));
    let data: Vec<Id> = lists.flat_map(|list| tree[list].elements()).collect();
    unique(tree, data.iter().copied(), "data")?;
    let mut unit = Unit {
        tree,
        id,
        data: data
            .into_iter()
            .filter_map(|one| Some((tree[one].get("id")?, one)))
            .collect(),
        sides: [HashMap::new(), HashMap::new()],
    };
    unit.collect()?;
    let harmless = unit.languages()?;
    unit.orders()?;
    let parts: Vec<Id> = tree[id].elements().collect();
    for &part in &parts {
        unit.state(part)?;
    }
    for side in SIDES {
        let texts = parts.iter().flat_map(|&part| tree[part].elements());
        let texts = texts.filter(|&text| tree[text].is(side));
        let codes: Vec<Id> = texts.flat_map(|text| tree.inside(text)).collect();
        unit.pairs(&codes)?;
        unit.reordering(&codes)?;
        for &code in &codes {
            unit.code(code)?;
        }
    }
    unit.corresponding()?;
    Ok(harmless)
}

/// The language that the text `id` says it is in, when it is not that of the file. An empty one is
/// none, and nothing can differ from it.
fn other_language(tree: &Tree, id: Id) -> Option<&str> {
    let of_root = match tree[id].name.as_str() {
        "source" if tree[id].space == Space::Core => "srcLang",
        "target" if tree[id].space == Space::Core => "trgLang",
        _ => return None,
    };
    let of_file = tree[0].get(of_root).filter(|own| !own.is_empty())?;
    let said = tree[id].get_in(Space::Xml, "lang")?;
    (!said.eq_ignore_ascii_case(of_file)).then_some(said)
}

/// Whether both texts of the segment `id` say that they are in other languages than the file. One
/// alone contradicts the file; both are a pair of their own, which nobody can take for the file's.
pub(super) fn is_stranger(tree: &Tree, id: Id) -> bool {
    let texts = tree[id]
        .elements()
        .filter(|&text| other_language(tree, text).is_some());
    tree[id].is("segment") && texts.count() == SIDES.len()
}

/// Names of the two texts of a segment.
const SIDES: [&str; 2] = ["source", "target"];

/// Why the two ends of a code must agree, and on what.
const SHARED: [&str; 4] = ["canCopy", "canDelete", "canOverlap", "canReorder"];

impl<'t> Unit<'t> {
    /// Takes every id; each is unique among the sources, and among the targets.
    fn collect(&mut self) -> Result<(), Fault> {
        let tree = self.tree;
        // What a module holds, a match for example, has ids of its own.
        let parts = tree[self.id]
            .elements()
            .filter(|&part| tree[part].space == Space::Core);
        for one in parts.flat_map(|part| std::iter::once(part).chain(tree.inside(part))) {
            let node = &tree[one];
            let Some(own) = node.get("id").filter(|_| node.space == Space::Core) else {
                continue;
            };
            let sides: &[usize] = match node.name.as_str() {
                "segment" | "ignorable" => &[0, 1],
                "ph" | "pc" | "sc" | "ec" | "mrk" | "sm" => match tree.above(one, "target") {
                    Some(_) => &[1],
                    None => &[0],
                },
                _ => continue,
            };
            for &side in sides {
                if self.sides[side].insert(own, one).is_some() {
                    let what = format!("a second id \"{own}\" in the unit");
                    return Err(Fault::new(one, what));
                }
            }
        }
        Ok(())
    }

    /// Texts are in the languages of the file, which must name the target's where there is one.
    /// Handed out are the segments that are in two others.
    fn languages(&self) -> Result<Vec<Fault>, Fault> {
        let tree = self.tree;
        let mut strangers = Vec::new();
        for one in tree.inside(self.id) {
            let node = &tree[one];
            if node.is("target") && tree[0].get("trgLang").is_none() && !tree.is_template() {
                return Err(Fault::new(one, "<xliff> needs \"trgLang\" for this target"));
            }
            let Some(said) = other_language(tree, one) else {
                continue;
            };
            if !node.parent.is_some_and(|part| is_stranger(tree, part)) {
                let what = format!("the language of <{}> is not that of <xliff>", node.name);
                return Err(Fault::new(one, what));
            }
            if node.is("source") {
                let what = format!("in {said}, which is not the language of <xliff>: left alone");
                strangers.push(Fault::new(one, what));
            }
        }
        Ok(strangers)
    }

    /// Places of targets in the unit are numbers of its parts, each once; where there is one part,
    /// there is one place.
    fn orders(&self) -> Result<(), Fault> {
        let tree = self.tree;
        let parts: Vec<Id> = tree[self.id]
            .elements()
            .filter(|&part| tree[part].is("segment") || tree[part].is("ignorable"))
            .collect();
        if parts.len() < 2 {
            return Ok(());
        }
        let mut taken = HashSet::new();
        for (number, &part) in parts.iter().enumerate() {
            let target = tree[part].elements().find(|&text| tree[text].is("target"));
            let Some(target) = target else { continue };
            let order = tree[target]
                .get("order")
                .and_then(|order| order.parse().ok());
            let order: usize = order.unwrap_or(number + 1);
            if order > parts.len() || !taken.insert(order) {
                return Err(Fault::new(
                    target,
                    format!("no other text may be number {order}"),
                ));
            }
        }
        Ok(())
    }

    fn state(&self, part: Id) -> Result<(), Fault> {
        let node = &self.tree[part];
        match node.get("subState") {
            Some(_) if node.get("state").is_none() => {
                Err(Fault::new(part, "\"subState\" needs \"state\""))
            }
            // A template has words in place of values.
            Some(_) if self.tree.is_template() => Ok(()),
            Some(sub) if !is_prefixed(sub) || sub.starts_with("xlf:") => {
                let what = format!("subState=\"{sub}\" is not \"prefix:value\"");
                Err(Fault::new(part, what))
            }
            _ => Ok(()),
        }
    }

    /// Every `ec` and `em` has its start before it, and they agree; an `sc` its end, unless isolated.
    fn pairs(&self, codes: &[Id]) -> Result<(), Fault> {
        let mut open: HashMap<&str, Id> = HashMap::new();
        let mut ended: HashSet<&str> = HashSet::new();
        let mut pairs = Pairs::default();
        for &code in codes {
            let node = &self.tree[code];
            let isolated = node.get("isolated") == Some("yes");
            if let Some(start) = pairs.start_of(node) {
                ended.insert(start);
                continue;
            }
            match (node.name.as_str(), node.get("id"), node.get("startRef")) {
                ("sc" | "sm", Some(own), _) => {
                    open.insert(own, code);
                }
                ("ec", None, Some(_)) if isolated => {
                    return Err(Fault::new(
                        code,
                        "an isolated <ec> has an \"id\", no \"startRef\"",
                    ));
                }
                ("ec", Some(_), None) if !isolated => {
                    return Err(Fault::new(code, "an <ec> with an \"id\" is isolated"));
                }
                ("ec", Some(_), Some(_)) => {
                    return Err(Fault::new(code, "an <ec> has an \"id\" or a \"startRef\""));
                }
                ("ec", None, None) if !self.tree.is_template() => {
                    return Err(Fault::new(
                        code,
                        "an <ec> needs an \"id\" or a \"startRef\"",
                    ));
                }
                (name @ ("ec" | "em"), _, Some(start)) => {
                    let begin = if name == "ec" { "sc" } else { "sm" };
                    let found = open.get(start).copied();
                    let Some(found) = found.filter(|&one| self.tree[one].is(begin)) else {
                        let what = format!("no <{begin} id=\"{start}\"> before this <{name}>");
                        return Err(Fault::new(code, what));
                    };
                    if !ended.insert(start) {
                        return Err(Fault::new(code, format!("a second end of \"{start}\"")));
                    }
                    self.ends_agree(found, code)?;
                }
                _ => {}
            }
        }
        for &code in codes {
            let node = &self.tree[code];
            let own = node.get("id").unwrap_or_default();
            let isolated = node.get("isolated") == Some("yes");
            let has_end = ended.contains(own);
            match node.name.as_str() {
                "sc" if isolated && has_end => {
                    return Err(Fault::new(code, "an isolated <sc> has no <ec>"));
                }
                "sc" if !isolated && !has_end => {
                    return Err(Fault::new(code, "an <sc> without its <ec> is isolated"));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn ends_agree(&self, start: Id, end: Id) -> Result<(), Fault> {
        let (first, last) = (&self.tree[start], &self.tree[end]);
        if !last.is("ec") {
            return Ok(());
        }
        for name in SHARED {
            let of = |node: &'t Node| node.get(name).unwrap_or("yes");
            // What begins a sequence is `firstNo` at its start and `no` at its end.
            let same = of(first) == of(last)
                || (name == "canReorder" && (of(first), of(last)) == ("firstNo", "no"));
            if !same {
                return Err(Fault::new(
                    end,
                    format!("\"{name}\" differs from that of its <sc>"),
                ));
            }
        }
        for name in ["dir", "type", "subType"] {
            if last
                .get(name)
                .is_some_and(|value| first.get(name) != Some(value))
            {
                return Err(Fault::new(
                    end,
                    format!("\"{name}\" is said by the <sc> alone"),
                ));
            }
        }
        Ok(())
    }

    /// A code that may not be moved stands in a sequence, whose first says `firstNo`; what is in
    /// one can be neither copied nor deleted.
    fn reordering(&self, codes: &[Id]) -> Result<(), Fault> {
        let mut in_sequence = false;
        for &code in codes {
            let node = &self.tree[code];
            let Some(reorder) = node.get("canReorder").filter(|_| node.space == Space::Core) else {
                continue;
            };
            match reorder {
                "firstNo" => in_sequence = true,
                "no" if !in_sequence => {
                    return Err(Fault::new(
                        code,
                        "canReorder=\"no\" without a \"firstNo\" before it",
                    ));
                }
                "no" => {}
                _ => continue,
            }
            if node.get("canCopy") != Some("no") || node.get("canDelete") != Some("no") {
                let what = "a code that may not be moved has canCopy=\"no\" and canDelete=\"no\"";
                return Err(Fault::new(code, what));
            }
        }
        Ok(())
    }

    fn code(&self, id: Id) -> Result<(), Fault> {
        let node = &self.tree[id];
        if node.space != Space::Core {
            return Ok(());
        }
        for name in ["dataRef", "dataRefStart", "dataRefEnd"] {
            let Some(data) = node.get(name) else { continue };
            if !self.data.contains_key(data) {
                return Err(Fault::new(
                    id,
                    format!("{name}=\"{data}\" is no data of the unit"),
                ));
            }
            if node.get("copyOf").is_some() {
                return Err(Fault::new(id, "a copy has the data of what it copies"));
            }
        }
        if let Some(base) = node.get("copyOf") {
            let known = self.sides.iter().filter_map(|ids| ids.get(base));
            if !known.clone().any(|&one| self.tree[one].name == node.name) {
                return Err(Fault::new(
                    id,
                    format!("copyOf=\"{base}\" is no code of the unit"),
                ));
            }
        }
        let ends = node.is("ec") && node.get("isolated") != Some("yes");
        if ends && node.get_in(Space::Style, "fs").is_some() {
            return Err(Fault::new(id, "the style of a code is said by its <sc>"));
        }
        kind(id, node)?;
        if matches!(node.name.as_str(), "mrk" | "sm") {
            self.mark(id)?;
        }
        Ok(())
    }

    fn mark(&self, id: Id) -> Result<(), Fault> {
        let node = &self.tree[id];
        let (value, reference) = (node.get("value"), node.get("ref"));
        if let Some(reference) = reference {
            fragment::check(self.tree, id, reference)?;
        }
        match (node.get("type"), value, reference) {
            (Some("comment"), Some(_), Some(_)) => {
                Err(Fault::new(id, "a comment has a \"value\" or a \"ref\""))
            }
            (Some("comment"), None, None) => {
                Err(Fault::new(id, "a comment needs a \"value\" or a \"ref\""))
            }
            (Some("comment"), None, Some(reference)) => {
                let note = fragment::note_of(self.tree, self.id, reference);
                note.map(|_| ())
                    .ok_or_else(|| Fault::new(id, "a comment refers to a note of its unit"))
            }
            _ => Ok(()),
        }
    }

    /// A code of a target that has the id of a source's code is that code; what may not be deleted
    /// is there; a sequence keeps its order.
    fn corresponding(&self) -> Result<(), Fault> {
        let [sources, targets] = &self.sides;
        let mut in_order: Vec<(&str, Id)> = targets.iter().map(|(own, id)| (*own, *id)).collect();
        in_order.sort_by_key(|(_, id)| *id);
        for &(own, target) in &in_order {
            let Some(&source) = sources.get(own) else {
                continue;
            };
            let (a, b) = (&self.tree[source], &self.tree[target]);
            let pair = |node: &Node| matches!(node.name.as_str(), "pc" | "sc");
            let mark = |node: &Node| matches!(node.name.as_str(), "mrk" | "sm");
            let same = a.name == b.name || (pair(a) && pair(b)) || (mark(a) && mark(b));
            let differs = [
                "type",
                "subType",
                "translate",
                "canDelete",
                "canCopy",
                "canReorder",
            ]
            .iter()
            .find(|name| a.get(name) != b.get(name));
            if !same {
                let what = format!("\"{own}\" is a <{}> in the source", a.name);
                return Err(Fault::new(target, what));
            }
            if let Some(name) = differs.filter(|_| a.is(&b.name)) {
                let what = format!("\"{name}\" differs from that of \"{own}\" in the source");
                return Err(Fault::new(target, what));
            }
        }
        let [source, target] = SIDES.map(|side| self.sequences(side));
        for (own, id) in in_order {
            let moved = source
                .get(own)
                .zip(target.get(own))
                .is_some_and(|(old, new)| old != new);
            if moved {
                return Err(Fault::new(id, format!("\"{own}\" may not be moved")));
            }
        }
        Ok(())
    }

    /// For each code that may not be moved, the one before it in its sequence and the codes
    /// around it.
    fn sequences(&self, side: &str) -> HashMap<&'t str, (Option<&'t str>, Vec<&'t str>)> {
        let tree = self.tree;
        let mut found = HashMap::new();
        let mut before = None;
        for code in tree.inside(self.id) {
            let node = &tree[code];
            if tree.above(code, side).is_none() {
                continue;
            }
            let Some(own) = node.get("id") else { continue };
            match node.get("canReorder") {
                Some("firstNo") => {
                    found.insert(own, (None, around(tree, code)));
                    before = Some(own);
                }
                Some("no") => {
                    found.insert(own, (before, around(tree, code)));
                    before = Some(own);
                }
                _ => {}
            }
        }
        found
    }
}

/// Ids of the `pc` around a code that may not be moved themselves.
fn around(tree: &Tree, code: Id) -> Vec<&str> {
    let parents = std::iter::successors(tree[code].parent, |&id| tree[id].parent);
    let fixed = parents.filter(|&id| tree[id].is("pc") && tree[id].get("canReorder").is_some());
    fixed.filter_map(|id| tree[id].get("id")).collect()
}

/// Subtypes that XLIFF has itself, with the type each belongs to.
const SUBTYPES: [(&str, &str); 6] = [
    ("xlf:lb", "fmt"),
    ("xlf:pb", "fmt"),
    ("xlf:b", "fmt"),
    ("xlf:i", "fmt"),
    ("xlf:u", "fmt"),
    ("xlf:var", "ui"),
];

/// A subtype needs its type, and XLIFF's own ones the right one.
fn kind(id: Id, node: &Node) -> Result<(), Fault> {
    let Some(sub) = node.get("subType") else {
        return Ok(());
    };
    let Some(kind) = node.get("type") else {
        return Err(Fault::new(id, "\"subType\" needs \"type\""));
    };
    let own = SUBTYPES
        .iter()
        .any(|(name, of)| *name == sub && *of == kind);
    let right = own || (is_prefixed(sub) && !sub.starts_with("xlf:"));
    match right {
        true => Ok(()),
        false => Err(Fault::new(
            id,
            format!("subType=\"{sub}\" does not go with type=\"{kind}\""),
        )),
    }
}
