//! XLIFF as an article: its sources are the blocks, its empty targets the places of a draft.
//!
//! What a translation tool left open is filled in place: the bytes of the new target go where it
//! stands, all others stay as they are. A target that holds something is never replaced. A unit of
//! version 1 whose source is cut into marked segments gets its target in the same marks; those without a
//! fill stay empty in it.
//!
//! What needs no second look is `translated`, what does is `needs-adaptation` in version 1 and stays
//! `initial` in version 2: unfinished in every tool.

use super::segments;
use crate::document::bilingual::{Bilingual, BilingualUnit, numbered_form};
use crate::document::{
    Block, BlockKind, Care, Document, DocumentError, Format, PluralForm, Slot, Slots, Splice,
    Target, Written, po, splice, xliff, xliff2,
};
use crate::inline::InlineText;
use crate::lang::LangTag;
use crate::text::{Source, Span};
use crate::xml::{XmlError, XmlEvent, XmlOptions, XmlReader, escape};
use std::collections::{BTreeMap, HashMap};

/// The format, of any version.
#[derive(Debug)]
pub(in crate::document) struct Xliff;

impl Format for Xliff {
    fn name(&self) -> &'static str {
        "xliff"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xlf", "xliff", "sdlxliff"]
    }

    fn blocks(&self, source: &Source) -> Result<Vec<Block>, DocumentError> {
        let file = read(source).map_err(|error| DocumentError {
            file: error.file,
            place: error.place,
            message: error.kind.to_string(),
        })?;
        Ok(units(&file).map(|(unit, span)| block(unit, span)).collect())
    }

    fn render(&self, _: Slot<'_>, _: &InlineText, _: Care) -> Option<String> {
        None
    }

    fn mark(&self, _: BlockKind, _: u8) -> String {
        String::new()
    }

    fn slots(&self) -> Option<&dyn Slots> {
        Some(self)
    }
}

impl Slots for Xliff {
    fn translated(&self, document: &Document) -> Vec<bool> {
        let Ok(file) = read(&document.source) else {
            return Vec::new();
        };
        units(&file).map(|(unit, _)| has_target(unit)).collect()
    }

    fn languages(&self, document: &Document) -> [Vec<LangTag>; 2] {
        let files = read(&document.source).map_or_else(|_| Vec::new(), |file| file.files);
        let (from, to) = files
            .into_iter()
            .map(|file| (file.source_lang, file.target_lang))
            .unzip::<_, _, Vec<_>, Vec<_>>();
        [from, to].map(|tags| tags.into_iter().flatten().collect())
    }

    fn forms(&self, document: &Document) -> Vec<PluralForm> {
        let [_, declared] = self.languages(document);
        let blocks = document.blocks.iter().enumerate();
        let numbered: Vec<(usize, &str, usize)> = blocks
            .filter_map(|(block, unit)| {
                let (base, form) = numbered_form(unit.name.as_deref()?)?;
                Some((block, base, form))
            })
            .collect();
        let groups = numbered.chunk_by(|(_, one, _), (_, other, _)| one == other);
        let forms = groups.flat_map(|group| {
            let last = po::plural_form(declared.first().cloned(), group.len());
            group.iter().map(move |&(block, _, form)| PluralForm {
                block,
                form,
                is_own: true,
                needs_key: form > 0 && Some(form) != last,
                key: po::plural_key(None, form),
            })
        });
        forms.collect()
    }

    fn write(&self, document: &Document, targets: &[Target], to: &LangTag) -> Written {
        let all = || targets.iter().map(|target| target.block).collect();
        let as_it_was = |left_out| Written {
            text: document.source.text().to_owned(),
            left_out,
        };
        let Ok(file) = read(&document.source) else {
            return as_it_was(all());
        };
        let units: Vec<&BilingualUnit> = units(&file).map(|(unit, _)| unit).collect();
        let mut left_out = Vec::new();
        let mut splices = Vec::new();
        // Whether each unit should read as finished.
        let mut finished: HashMap<usize, bool> = HashMap::new();
        let mut shared: BTreeMap<Span, HashMap<usize, &Target>> = BTreeMap::new();
        for target in targets {
            let unit = units.get(target.block).filter(|unit| !has_target(unit));
            if let Some(place) = unit.and_then(|unit| unit.shared) {
                let fills = shared.entry(place.target).or_default();
                fills.insert(target.block, target);
                continue;
            }
            match unit.and_then(|unit| Some((unit.slot?, element(&document.source, unit, target)?)))
            {
                Some((span, text)) => {
                    splices.extend(state_of_segment(&document.source, span, target));
                    splices.push(Splice { span, text });
                    finished.insert(target.block, target.finished);
                }
                None => left_out.push(target.block),
            }
        }
        for (span, fills) in shared {
            match segments::splices(&document.source, &units, span, &fills) {
                Some((own, done)) => {
                    finished.extend(done);
                    splices.extend(own);
                }
                None => left_out.extend(fills.keys()),
            }
        }
        left_out.sort_unstable();
        if !splices.is_empty() {
            splices.extend(languages(&document.source, to));
        }
        splices.sort_by_key(|splice| splice.span.start);
        let text = splice(document.source.text(), &splices);
        match reads_back(&file, &text, targets, &finished) {
            true => Written { text, left_out },
            false => as_it_was(all()),
        }
    }
}

/// The bilingual file in `source`, of version 1 or 2.
///
/// # Errors
/// As those of [`xliff::read`] and [`xliff2::read`].
pub fn read(source: &Source) -> Result<Bilingual, XmlError> {
    match xliff2::is_xliff2(source) {
        true => xliff2::read(source.clone()),
        false => xliff::read(source.clone()),
    }
}

/// The units that are for a translator, each with the bytes of its source.
fn units(file: &Bilingual) -> impl Iterator<Item = (&BilingualUnit, Span)> {
    let all = file.files.iter().flat_map(|article| &article.units);
    all.filter(|unit| unit.translate && !unit.ignorable)
        .filter_map(|unit| Some((unit, unit.source.file_extent()?)))
}

fn block(unit: &BilingualUnit, span: Span) -> Block {
    Block {
        kind: BlockKind::Paragraph,
        span,
        content: unit.source.clone(),
        name: unit.key().map(str::to_owned),
    }
}

pub(super) fn has_target(unit: &BilingualUnit) -> bool {
    let target = unit.target.as_ref();
    target.is_some_and(|target| !target.text.trim().is_empty() || !target.tags.is_empty())
}

/// Where the file does not say in which language its translations are, that it is `to`.
fn languages(source: &Source, to: &LangTag) -> Vec<Splice> {
    let (element, attribute) = match xliff2::is_xliff2(source) {
        true => ("xliff", "trgLang"),
        false => ("file", "target-language"),
    };
    let mut splices = Vec::new();
    let mut xml = XmlReader::from_source(source, XmlOptions::default());
    let mut prefix: Option<String> = None;
    loop {
        let given = match xml.read() {
            Ok(XmlEvent::Start(tag)) => {
                let root = || tag.name().trim_end_matches("xliff").to_owned();
                let prefix = prefix.get_or_insert_with(root);
                if tag.name().strip_prefix(prefix.as_str()) != Some(element) {
                    continue;
                }
                tag.get(attribute).map(str::is_empty)
            }
            Ok(XmlEvent::Finish) | Err(_) => break,
            Ok(_) => continue,
        };
        let span = xml.span();
        let tag = source.slice(span);
        let (start, end) = match given {
            Some(false) => continue,
            None => {
                let end = tag.trim_end_matches(['>', '/']).trim_end().len();
                (end, end)
            }
            Some(true) => {
                let after = tag.split_once(attribute).map_or("", |(_, after)| after);
                let value = after.find(['"', '\'']).map_or(0, |at| at + 2);
                let end = tag.len() - after.len() + value;
                (tag[..end].rfind(attribute).unwrap_or(end), end)
            }
        };
        let space = if start == end { " " } else { "" };
        splices.push(Splice {
            span: Span::new(span.start + start, span.start + end),
            text: format!("{space}{attribute}=\"{}\"", to.as_str()),
        });
    }
    splices
}

/// The element of a new target.
fn element(source: &Source, unit: &BilingualUnit, target: &Target) -> Option<String> {
    let slot = unit.slot?;
    let name = target_name(source, slot)?;
    let mut out = String::new();
    if slot.is_empty() {
        out.push_str(indentation(source, unit.source.file_extent()?.start));
    }
    out.push_str(&format!("<{name}{}>", state(source, target)));
    content(&mut out, source, unit, target)?;
    out.push_str(&format!("</{name}>"));
    Some(out)
}

/// Writes the content of a new target of `unit`, with the tags of its source as they stand there.
pub(super) fn content(
    out: &mut String,
    source: &Source,
    unit: &BilingualUnit,
    target: &Target,
) -> Option<()> {
    let own = &unit.source.tags;
    let mut done = 0;
    for tag in &target.content.tags {
        escape(out, target.content.text.get(done..tag.at)?, false);
        let mut own = own.iter();
        let own =
            own.find(|own| (own.pair, own.kind) == (tag.pair, tag.kind) && own.code == tag.code)?;
        out.push_str(source.slice(own.file?));
        done = tag.at;
    }
    escape(out, &target.content.text[done..], false);
    Some(())
}

/// What the target is called where its slot is: `target`, or `xlf:target` beside `xlf:source`.
pub(super) fn target_name(source: &Source, slot: Span) -> Option<String> {
    let written = source.slice(slot);
    let beside = match written.strip_prefix('<') {
        Some(own) => own
            .split(|c: char| c.is_whitespace() || c == '>' || c == '/')
            .next()?,
        None => {
            let before = source.text()[..slot.start].strip_suffix('>')?;
            before.rsplit(['<', '/']).next()?.trim_end()
        }
    };
    let prefix = beside.rsplit_once(':').map(|(prefix, _)| prefix);
    Some(prefix.map_or_else(|| "target".to_owned(), |prefix| format!("{prefix}:target")))
}

/// The state of a target of version 1; in version 2 it is said by the segment.
fn state(source: &Source, target: &Target) -> &'static str {
    match (xliff2::is_xliff2(source), target.finished) {
        (true, _) => "",
        (false, true) => " state=\"translated\" state-qualifier=\"exact-match\"",
        (false, false) => " state=\"needs-adaptation\" state-qualifier=\"fuzzy-match\"",
    }
}

/// The state that the segment around `slot` gets in version 2 for a finished target.
fn state_of_segment(source: &Source, slot: Span, target: &Target) -> Option<Splice> {
    if !target.finished || !xliff2::is_xliff2(source) {
        return None;
    }
    let text = source.text();
    // Not the end of `canResegment`.
    let mut found = text[..slot.start].rmatch_indices("segment");
    let (start, _) = found.find(|&(at, _)| text[..at].ends_with(['<', ':']))?;
    let tag = &text[start..slot.start];
    let tag = &tag[..tag.find('>')?];
    for given in ["state=\"initial\"", "state='initial'"] {
        if let Some(at) = tag.find(given) {
            return Some(Splice {
                span: Span::new(start + at, start + at + given.len()),
                text: "state=\"translated\"".to_owned(),
            });
        }
    }
    let end = start + "segment".len();
    (!tag.contains("state")).then(|| Splice {
        span: Span::empty(end),
        text: " state=\"translated\"".to_owned(),
    })
}

/// The line end and white space before the source that begins at `at`, to go before its target.
pub(super) fn indentation(source: &Source, at: usize) -> &str {
    let text = source.text();
    let Some(tag) = text[..at]
        .rfind("<")
        .filter(|&tag| text[tag..at].contains("source"))
    else {
        return "";
    };
    let before = &text[..tag];
    let white = before.trim_end_matches([' ', '\t', '\n', '\r']);
    let space = &before[white.len()..];
    // The last line end and what follows it.
    space.rfind('\n').map_or("", |at| {
        let from = if space[..at].ends_with('\r') {
            at - 1
        } else {
            at
        };
        &space[from..]
    })
}

/// Whether `text` reads as the file with those of `targets` in place of which `finished` says how far
/// they should be.
fn reads_back(
    file: &Bilingual,
    text: &str,
    targets: &[Target],
    finished: &HashMap<usize, bool>,
) -> bool {
    let Ok(again) = read(&Source::new(file.source.name(), text)) else {
        return false;
    };
    let (old, new): (Vec<_>, Vec<_>) = (units(file).collect(), units(&again).collect());
    let same = |(a, b): (&(&BilingualUnit, Span), &(&BilingualUnit, Span))| {
        a.0.source.text == b.0.source.text && a.0.id == b.0.id
    };
    let in_place = |target: &Target| {
        let Some(&finished) = finished.get(&target.block) else {
            return true;
        };
        let unit = new.get(target.block).map(|(unit, _)| *unit);
        let found = unit.and_then(|unit| unit.target.as_ref());
        found.is_some_and(|found| {
            found.text == target.content.text && found.tags.len() == target.content.tags.len()
        }) && unit.is_some_and(|unit| unit.state.is_finished() == finished)
    };
    old.len() == new.len() && old.iter().zip(&new).all(same) && targets.iter().all(in_place)
}
