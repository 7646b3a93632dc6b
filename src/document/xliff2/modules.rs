//! What the modules of XLIFF 2 demand (XLIFF 2.1, section 5).
//!
//! Translation candidates, glossaries, metadata, resource data, change tracking, size restriction
//! and validation: each in a few lines, for files that break a module are refused as others are.

use super::fragment;
use super::schema::{Fault, is_prefixed, is_token, own};
use super::tree::{Id, Node, Space, Tree};
use std::collections::HashSet;

/// Holds the elements and attributes of modules against their constraints; what is wrong and
/// harmless is handed out.
pub(super) fn check(tree: &Tree) -> Result<Vec<Fault>, Fault> {
    let mut harmless = Vec::new();
    for id in tree.all() {
        let node = &tree[id];
        harmless.extend(size(tree, id)?);
        match (node.space, node.name.as_str()) {
            (Space::Matches, "matches") => unique(tree, id, &["match"])?,
            (Space::Matches, "match") => candidate(tree, id, node)?,
            (Space::Glossary, "glossary") => unique(tree, id, &["glossEntry", "translation"])?,
            (Space::Glossary, "glossEntry") => entry(tree, id, node)?,
            (Space::Metadata, _) => metadata(tree, id, node)?,
            (Space::Resources, _) => resource(tree, id, node)?,
            (Space::Changes, "revisions") => revisions(tree, id, node)?,
            (Space::Validation, "rule") => rule(id, node)?,
            _ => {}
        }
    }
    Ok(harmless)
}

/// That no two elements in `id` that are called so have the same id.
fn unique(tree: &Tree, id: Id, names: &[&str]) -> Result<(), Fault> {
    let space = tree[id].space;
    let mut seen = HashSet::new();
    for one in tree.inside(id) {
        let node = &tree[one];
        let counts = node.space == space && names.contains(&node.name.as_str());
        let own = node.get("id").filter(|_| counts);
        if let Some(own) = own
            && !seen.insert(own)
        {
            return Err(Fault::new(
                one,
                format!("a second id \"{own}\" in <{}>", tree[id].name),
            ));
        }
    }
    Ok(())
}

/// What a candidate may be.
const CANDIDATES: [&str; 7] = ["am", "mt", "icm", "idm", "tb", "tm", "other"];

fn candidate(tree: &Tree, id: Id, node: &Node) -> Result<(), Fault> {
    let Some(reference) = node.get("ref") else {
        return Err(Fault::new(id, "<match> needs the attribute \"ref\""));
    };
    if fragment::text_of(tree, id, reference).is_none() {
        let what = format!("ref=\"{reference}\" names no text of the unit; it begins with \"#\"");
        return Err(Fault::new(id, what));
    }
    let kind = node.get("type");
    if let Some(kind) = kind.filter(|kind| !CANDIDATES.contains(kind)) {
        return Err(Fault::new(
            id,
            format!("type=\"{kind}\" is no kind of match"),
        ));
    }
    if let Some(sub) = node.get("subType")
        && (kind.is_none() || !is_prefixed(sub))
    {
        return Err(Fault::new(
            id,
            "\"subType\" is \"prefix:value\" and needs \"type\"",
        ));
    }
    for name in ["similarity", "matchQuality", "matchSuitability"] {
        if let Some(value) = node.get(name).filter(|value| !is_percentage(value)) {
            return Err(Fault::new(
                id,
                format!("{name}=\"{value}\" is not from 0 to 100"),
            ));
        }
    }
    if node.get_in(Space::Xml, "lang").is_some() {
        return Err(Fault::new(id, "<match> has no attribute \"xml:lang\""));
    }
    for name in ["source", "target"] {
        if !node.elements().any(|child| tree[child].is(name)) {
            return Err(Fault::new(id, format!("<match> needs <{name}>")));
        }
    }
    Ok(())
}

fn is_percentage(value: &str) -> bool {
    let digits = value
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    digits
        && value
            .parse()
            .is_ok_and(|number: f64| (0.0..=100.0).contains(&number))
}

fn entry(tree: &Tree, id: Id, node: &Node) -> Result<(), Fault> {
    let has = |name: &str| {
        let mut children = node.elements();
        children.any(|child| tree[child].space == Space::Glossary && tree[child].name == name)
    };
    if !has("term") {
        return Err(Fault::new(id, "<glossEntry> needs <term>"));
    }
    if !has("translation") && !has("definition") {
        return Err(Fault::new(
            id,
            "<glossEntry> needs <translation> or <definition>",
        ));
    }
    match node.get("ref") {
        Some(reference) => fragment::check(tree, id, reference),
        None => Ok(()),
    }
}

fn metadata(tree: &Tree, id: Id, node: &Node) -> Result<(), Fault> {
    if let Some(own) = node.get("id").filter(|own| !is_token(own)) {
        return Err(Fault::new(id, format!("id=\"{own}\" is no name token")));
    }
    match node.name.as_str() {
        "metadata" => unique(tree, id, &["metaGroup"]),
        "metaGroup" => match node.get("appliesTo") {
            None | Some("source" | "target" | "ignorable") => Ok(()),
            Some(other) => Err(Fault::new(
                id,
                format!("appliesTo=\"{other}\" is not allowed"),
            )),
        },
        "meta" if node.get("type").is_none() => {
            Err(Fault::new(id, "<meta> needs the attribute \"type\""))
        }
        _ => Ok(()),
    }
}

fn resource(tree: &Tree, id: Id, node: &Node) -> Result<(), Fault> {
    if node.name == "resourceData" {
        return unique(tree, id, &["resourceItem", "resourceItemRef"]);
    }
    let of_root = match node.name.as_str() {
        "source" => "srcLang",
        "target" => "trgLang",
        _ => return Ok(()),
    };
    let full = node.holds_text() || node.elements().next().is_some();
    if full == node.get("href").is_some() {
        let what = format!("<{}> has \"href\" if it is empty, and only then", node.name);
        return Err(Fault::new(id, what));
    }
    // An empty language is none, and nothing can differ from it.
    let root = tree[0].get(of_root).filter(|root| !root.is_empty());
    let said = node.get_in(Space::Xml, "lang").zip(root);
    match said.is_none_or(|(said, root)| said.eq_ignore_ascii_case(root)) {
        true => Ok(()),
        false => Err(Fault::new(
            id,
            format!("the language of <{}> is not that of <xliff>", node.name),
        )),
    }
}

fn revisions(tree: &Tree, id: Id, node: &Node) -> Result<(), Fault> {
    let (Some(applies), Some(track)) = (node.get("appliesTo"), node.parent) else {
        return Err(Fault::new(
            id,
            "<revisions> needs the attribute \"appliesTo\"",
        ));
    };
    let enclosing = tree[track].parent.unwrap_or(0);
    let named = |reference: &str| {
        let mut inside = tree.inside(enclosing);
        inside.find(|&one| tree[one].get("id") == Some(reference) && tree[one].space == Space::Core)
    };
    let target = match node.get("ref") {
        // Neither a source nor a target has an id that could be named.
        Some(reference) if tree.is_template() || matches!(applies, "source" | "target") => {
            named(reference)
        }
        Some(reference) => {
            let Some(found) = named(reference) else {
                return Err(Fault::new(
                    id,
                    format!("ref=\"{reference}\" names nothing here"),
                ));
            };
            Some(found)
        }
        None => {
            let inside = tree.inside(enclosing);
            let several =
                inside.filter(|&one| tree[one].is(applies) && tree[one].get("id").is_some());
            if several.count() > 1 {
                return Err(Fault::new(
                    id,
                    format!("which <{applies}>? \"ref\" is needed"),
                ));
            }
            None
        }
    };
    let Some(target) = target else { return Ok(()) };
    for item in tree.inside(id).filter(|&one| tree[one].name == "item") {
        let property = tree[item].get("property").unwrap_or_default();
        let known = property == "content" || own(&tree[target]).any(|one| one.name == property);
        if !known && tree[target].is(applies) {
            let what = format!("\"{property}\" is neither \"content\" nor an attribute there");
            return Err(Fault::new(item, what));
        }
    }
    Ok(())
}

/// Attributes of which a rule has exactly one.
const RULES: [&str; 4] = ["isPresent", "isNotPresent", "startsWith", "endsWith"];

fn rule(id: Id, node: &Node) -> Result<(), Fault> {
    let own = RULES.iter().filter(|name| node.get(name).is_some()).count();
    let custom = node.attributes.iter().any(|one| one.space == Space::Other);
    match own + usize::from(custom) {
        1 => Ok(()),
        _ => Err(Fault::new(
            id,
            format!("<rule> has exactly one of {}", RULES.join(", ")),
        )),
    }
}

/// Sizes: one information an element, none on the end of a code, restrictions as their profile has
/// them. A restriction that names no number restricts nothing: there are tools that put a heading of
/// theirs there ("Character Limits").
fn size(tree: &Tree, id: Id) -> Result<Option<Fault>, Fault> {
    let node = &tree[id];
    let get = |name| node.get_in(Space::Size, name);
    let (info, reference) = (get("sizeInfo"), get("sizeInfoRef"));
    if info.is_some() && reference.is_some() {
        return Err(Fault::new(
            id,
            "\"sizeInfo\" and \"sizeInfoRef\" exclude each other",
        ));
    }
    let end = node.is("ec") && node.get("isolated") != Some("yes");
    if end && (info.is_some() || reference.is_some()) {
        return Err(Fault::new(id, "the size of a code is said by its <sc>"));
    }
    let mut harmless = None;
    for (name, profile) in RESTRICTIONS {
        let of_profile = |value: &&str| !is_range(value) && is_of_the_standard(tree, id, profile);
        let Some(value) = get(name).filter(of_profile) else {
            continue;
        };
        let what = format!("{name}=\"{value}\" is no range: \"90\", \"0,90\", \"5,*\"");
        match value.contains(|c: char| c.is_ascii_digit()) {
            true => return Err(Fault::new(id, what)),
            false => harmless = Some(Fault::new(id, what)),
        }
    }
    Ok(harmless)
}

/// Attributes that restrict a size, each with the one of `profiles` that says how it is written.
const RESTRICTIONS: [(&str, &str); 2] = [
    ("sizeRestriction", "generalProfile"),
    ("storageRestriction", "storageProfile"),
];

/// Whether restrictions at `id` are written as the standard has it: no profile of somebody's own
/// stands in the file.
fn is_of_the_standard(tree: &Tree, id: Id, profile: &str) -> bool {
    let file = tree.above(id, "file").unwrap_or(0);
    let profiles = tree[file]
        .elements()
        .filter(|&one| tree[one].space == Space::Size && tree[one].name == "profiles");
    let mut said = profiles.filter_map(|one| tree[one].get(profile));
    said.all(|name| name.is_empty() || name.starts_with("xliff:"))
}

fn is_range(value: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match value.split_once(',') {
        Some((least, most)) => number(least.trim()) && (most.trim() == "*" || number(most.trim())),
        None => value == "*" || number(value),
    }
}
