//! What a finished bilingual file teaches a memory.

use super::place;
use super::unit::{Memory, MemoryHeader, Prop, TranslationUnit, Variant};
use crate::document::bilingual::{Bilingual, BilingualFile, BilingualUnit, numbered_form};
use crate::document::po;
use crate::inline::InlineText;
use crate::text::{Notice, Place};

/// The property that says from which article a unit came.
const DOCUMENT: &str = "x-document";

/// The property that says under which key a unit stood; where the same text stands under the same key
/// again it is a context match.
const CONTEXT: &str = "x-context";

impl Memory {
    /// The finished segments of `bilingual`, a unit each.
    ///
    /// What is unfinished, has no text on one side or is not for a translator is left out. An
    /// article without a target language cannot be used; it is a notice.
    pub fn from_bilingual(bilingual: &Bilingual) -> Memory {
        let mut memory = Memory {
            name: bilingual.source.name().to_owned(),
            ..Memory::default()
        };
        let from = bilingual
            .files
            .iter()
            .find_map(|file| file.source_lang.as_ref());
        if let Some(from) = from {
            let srclang = ("srclang".to_owned(), from.as_str().to_owned());
            memory.header = MemoryHeader {
                attributes: vec![srclang],
                ..MemoryHeader::default()
            };
        }
        for file in &bilingual.files {
            match units(file) {
                Some(units) => memory.units.extend(units),
                None => memory.notices.push(unusable(bilingual, file)),
            }
        }
        memory
    }
}

fn unusable(bilingual: &Bilingual, file: &BilingualFile) -> Notice {
    let first = file.units.iter().find_map(|unit| unit.place);
    let what = format!(
        "\"{}\" does not give both its languages; its units were left out",
        file.original
    );
    let place = first.unwrap_or(Place { line: 1, column: 1 });
    Notice::new(bilingual.source.name(), place, what)
}

/// The units of one article; `None` when its languages are not known.
fn units(file: &BilingualFile) -> Option<impl Iterator<Item = TranslationUnit>> {
    let (from, to) = (file.source_lang.as_ref()?, file.target_lang.as_ref()?);
    let units = file
        .units
        .iter()
        .filter(|unit| unit.translate && unit.state.is_finished());
    Some(units.filter_map(|unit| {
        let source = Variant::new(from.clone(), text(&unit.source)?);
        let target = Variant::new(to.clone(), text(unit.target.as_ref()?)?);
        Some(TranslationUnit {
            props: document(file)
                .into_iter()
                .chain(context(file, unit))
                .collect(),
            variants: vec![source, target],
            place: unit.place,
            ..TranslationUnit::default()
        })
    }))
}

/// The content, if there is something in it.
fn text(content: &InlineText) -> Option<InlineText> {
    (!content.text.trim().is_empty()).then(|| content.clone())
}

fn document(file: &BilingualFile) -> Option<Prop> {
    let original = Some(&file.original).filter(|original| !original.is_empty());
    original.map(|original| prop(DOCUMENT, original))
}

/// Under which key the unit stands, as software formats name their texts; a form of a plural with its
/// number, for of `%d files` Russian has two translations that are both right.
fn context(file: &BilingualFile, unit: &BilingualUnit) -> Option<Prop> {
    let form = match &unit.segment {
        Some(form) if file.datatype == po::DATATYPE => form.parse().ok(),
        Some(_) => None,
        None => numbered_form(&unit.id).map(|(_, form)| form),
    };
    if let Some(form) = form {
        let key = po::plural_key(unit.name.as_deref(), form);
        return Some(prop(CONTEXT, &key));
    }
    let key = unit.key().filter(|key| place::is_key(key));
    key.map(|key| prop(CONTEXT, key))
}

fn prop(kind: &str, value: &str) -> Prop {
    Prop {
        kind: kind.to_owned(),
        attributes: Vec::new(),
        value: value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::xliff;
    use crate::text::Source;

    #[test]
    fn only_finished_text_becomes_memory() {
        let unit = |attributes: &str, target: &str| {
            format!(
                "<trans-unit {attributes}><source>The <x id=\"1\"/>probe</source>{target}</trans-unit>"
            )
        };
        let body = [
            unit(
                "id='1'",
                "<target state='translated'>La <x id='1'/>sonde</target>",
            ),
            unit(
                "id='2'",
                "<target state='needs-adaptation'>La sonde</target>",
            ),
            unit("id='3'", "<target state='final'> </target>"),
            unit(
                "id='4' translate='no'",
                "<target state='final'>La sonde</target>",
            ),
            unit("id='5'", ""),
        ];
        let body = body.concat();
        let file = format!(
            "<xliff version='1.2'><file original='a.md' source-language='en' \
             target-language='fr'><body>{body}</body></file>\
             <file original='b.md'><body>{body}</body></file></xliff>"
        );
        let bilingual = xliff::read(Source::new("a.xlf", file)).unwrap();
        let memory = Memory::from_bilingual(&bilingual);
        assert_eq!(memory.units.len(), 1);
        assert_eq!(memory.units[0].variants[1].content.text, "La sonde");
        assert_eq!(memory.units[0].variants[0].content.tags.len(), 1);
        assert_eq!(memory.header.source_lang().unwrap().as_str(), "en");
        assert_eq!(memory.notices.len(), 1);
    }
}
