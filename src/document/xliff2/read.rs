//! Reading XLIFF 2: the file as a tree, held to the standard, its segments as units of ours.

use super::schema::Fault;
use super::tree::{Id, Node, Space, Tree};
use super::{checks, content, modules, names, schema};
use crate::document::bilingual::{
    Alternative, Bilingual, BilingualFile, BilingualUnit, EmbeddedArticle,
};
use crate::document::xliff::Numbers;
use crate::lang::LangTag;
use crate::text::{Notice, Source, Span};
use crate::xml::{XmlError, XmlErrorKind, XmlOptions, XmlReader};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The bilingual file that `source` holds.
///
/// # Errors
/// When it is not well-formed XML, not XLIFF 2.0 to 2.2, or breaks a constraint of the standard or
/// of one of its modules: at the element that does.
pub fn read(source: Source) -> Result<Bilingual, XmlError> {
    let tree = Tree::read(&source)?;
    let error = |fault: Fault| XmlError {
        file: source.name().to_owned(),
        place: tree[fault.id].place,
        kind: XmlErrorKind::Content(fault.what),
    };
    if !tree[0].is("xliff") {
        return Err(error(Fault::new(0, "the root is not <xliff> of XLIFF 2")));
    }
    schema::check(&tree).map_err(error)?;
    let mut harmless = checks::check(&tree).map_err(error)?;
    harmless.extend(modules::check(&tree).map_err(error)?);
    if tree.is_template() {
        let what = "no source language, or no version: read as a template, which may lack things";
        harmless.push(Fault::new(0, what));
    }
    harmless.sort_by_key(|fault| fault.id);
    let files = tree[0].elements().map(|id| file(&tree, &source, id));
    let (version, files) = (
        tree[0].get("version").unwrap_or_default().to_owned(),
        files.collect(),
    );
    let notice = |fault: Fault| Notice::new(source.name(), tree[fault.id].place, fault.what);
    let notices = harmless.into_iter().map(notice).collect();
    Ok(Bilingual {
        source,
        version,
        files,
        notices,
    })
}

/// Whether the root of `source` is that of XLIFF 2, by its namespace or else by its version.
pub fn is_xliff2(source: &Source) -> bool {
    let mut xml = XmlReader::from_source(source, XmlOptions::default());
    let Ok(root) = xml.root() else { return false };
    let second = "urn:oasis:names:tc:xliff:document:2";
    let spaces = root.iter().filter(|(name, _)| name.starts_with("xmlns"));
    let mut spaces = spaces.map(|(_, uri)| uri);
    let by_version = root
        .get("version")
        .is_some_and(|version| version.starts_with("2."));
    by_version || spaces.any(|uri| uri.starts_with(second))
}

/// The attribute in which entente notes the digest of the article inside.
pub(super) const DIGEST: &str = "sha256";

/// The attribute in which entente notes the format of the article.
pub(super) const DATATYPE: &str = "datatype";

fn file(tree: &Tree, source: &Source, id: Id) -> BilingualFile {
    let (root, node) = (&tree[0], &tree[id]);
    let language = |name| root.get(name).and_then(|tag| LangTag::parse(tag).ok());
    let own = |name: &str| node.get_in(Space::Other, name).map(str::to_owned);
    let skeleton = node.elements().find(|&child| tree[child].is("skeleton"));
    let encoded = skeleton.map(|skeleton| tree.text(skeleton));
    let sha256 = own(DIGEST);
    let article = encoded.filter(|_| sha256.is_some()).and_then(|mut text| {
        text.retain(|c| !c.is_ascii_whitespace());
        let bytes = STANDARD.decode(text).ok()?;
        Some(EmbeddedArticle { bytes, sha256 })
    });
    let units = tree.inside(id).filter(|&one| tree[one].is("unit"));
    BilingualFile {
        original: node.get("original").unwrap_or_default().to_owned(),
        source_lang: language("srcLang"),
        target_lang: language("trgLang"),
        datatype: own(DATATYPE).unwrap_or_default(),
        article,
        units: units.flat_map(|one| unit(tree, source, one)).collect(),
    }
}

/// The segments of the unit `id`.
fn unit(tree: &Tree, source: &Source, id: Id) -> Vec<BilingualUnit> {
    let node = &tree[id];
    let mut numbers = Numbers::default();
    let notes = node.elements().filter(|&child| tree[child].is("notes"));
    let notes: Vec<String> = notes
        .flat_map(|notes| tree[notes].elements())
        .map(|note| tree.text(note))
        .collect();
    let segments = node.elements();
    let segments: Vec<Id> = segments
        .filter(|&child| tree[child].is("segment") || tree[child].is("ignorable"))
        .collect();
    let own_id = node.get("id").unwrap_or_default().to_owned();
    if segments.is_empty() {
        return vec![BilingualUnit::without_segments(own_id, node.place)];
    }
    let mut units = Vec::with_capacity(segments.len());
    for (number, &segment) in segments.iter().enumerate() {
        let own = &tree[segment];
        let text = |name: &str| own.elements().find(|&child| tree[child].is(name));
        let [from, to] = ["source", "target"].map(text);
        let slot = match (from, to) {
            (_, Some(to)) => Some(tree[to].whole),
            (Some(from), None) => Some(Span::empty(tree[from].whole.end)),
            (None, None) => None,
        };
        let original = from.map(|from| content::read(tree, source, from, &mut numbers));
        numbers.seal();
        let target = to.map(|to| content::read(tree, source, to, &mut numbers));
        let name = own
            .get("id")
            .map_or_else(|| (number + 1).to_string(), str::to_owned);
        units.push(BilingualUnit {
            id: own_id.clone(),
            segment: (segments.len() > 1).then_some(name),
            name: node.get("name").map(str::to_owned),
            source: original.unwrap_or_default(),
            state: match target {
                Some(_) => names::state(own.get("state")),
                None => names::state(None),
            },
            target,
            origin: own.get("subState").map(names::origin),
            alternatives: alternatives(tree, source, node, own.get("id"), segments.len() == 1),
            notes: notes.clone(),
            translate: own.is("segment")
                && from.is_some()
                && !checks::is_stranger(tree, segment)
                && is_translatable(tree, id),
            ignorable: own.is("ignorable"),
            place: Some(node.place),
            slot,
            ..BilingualUnit::default()
        });
    }
    units
}

/// Whether the unit is for a translator: what it, or the nearest thing around it, says.
fn is_translatable(tree: &Tree, id: Id) -> bool {
    let around = std::iter::successors(Some(id), |&one| tree[one].parent);
    let said = around.filter_map(|one| tree[one].get("translate")).next();
    said != Some("no")
}

/// What a memory offered for the segment with this id, or for the only one.
fn alternatives(
    tree: &Tree,
    source: &Source,
    unit: &Node,
    segment: Option<&str>,
    only: bool,
) -> Vec<Alternative> {
    let lists = unit
        .elements()
        .filter(|&child| tree[child].space == Space::Matches && tree[child].name == "matches");
    let matches = lists.flat_map(|list| tree[list].elements());
    let own = matches.filter(|&one| {
        let reference = tree[one]
            .get("ref")
            .and_then(|reference| reference.strip_prefix('#'));
        only || (reference.is_some() && reference == segment)
    });
    own.filter_map(|one| {
        let node = &tree[one];
        let mut numbers = Numbers::default();
        let mut text = |name: &str| {
            let text = node.elements().find(|&child| tree[child].is(name))?;
            let content = content::read(tree, source, text, &mut numbers);
            numbers.seal();
            Some(content)
        };
        let from = text("source");
        let target = text("target")?;
        let score = node
            .get("similarity")
            .and_then(|score| score.parse::<f64>().ok());
        Some(Alternative {
            score: score.map(|score| score.clamp(0.0, 100.0) as u8),
            origin: node.get("origin").map(str::to_owned),
            source: from,
            target,
        })
    })
    .collect()
}
