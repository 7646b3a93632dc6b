//! A catalog as a bilingual file: each entry a unit, each form of a plural one of its own.

use super::catalog::{Catalog, Entry, Message};
use super::read;
use crate::document::DocumentError;
use crate::document::bilingual::{Bilingual, BilingualFile, BilingualUnit, State};
use crate::lang::LangTag;
use crate::text::Source;

/// What a catalog calls its kind.
pub(crate) const DATATYPE: &str = "po";

/// The entries of the catalog in `source` with their translations.
///
/// The languages are what the header says; a source language is nearly never among it, and English
/// is what the manual of gettext asks for. The first form of a plural
/// belongs to `msgid`, all others to `msgid_plural`.
///
/// # Errors
/// As [`super::read()`].
pub fn bilingual(source: Source) -> Result<Bilingual, DocumentError> {
    let catalog = read::read(&source)?;
    let english = || LangTag::parse("en").ok();
    let file = BilingualFile {
        original: source.name().to_owned(),
        source_lang: catalog.source_language.clone().or_else(english),
        target_lang: catalog.language.clone(),
        datatype: DATATYPE.to_owned(),
        units: units(&catalog, &source),
        ..BilingualFile::default()
    };
    Ok(Bilingual {
        source,
        version: String::new(),
        files: vec![file],
        notices: Vec::new(),
    })
}

fn units(catalog: &Catalog, source: &Source) -> Vec<BilingualUnit> {
    let mut units = Vec::with_capacity(catalog.entries.len());
    for entry in &catalog.entries {
        let plural = entry.plural.as_ref().unwrap_or(&entry.id);
        for (form, translation) in entry.translations.iter().enumerate() {
            let message = if form == 0 { &entry.id } else { plural };
            units.push(unit(entry, form, message, translation, source));
        }
    }
    units
}

fn unit(
    entry: &Entry,
    form: usize,
    message: &Message,
    translation: &Message,
    source: &Source,
) -> BilingualUnit {
    let empty = translation.value.is_empty();
    BilingualUnit {
        id: entry.id.value.clone(),
        segment: entry.plural.as_ref().map(|_| form.to_string()),
        name: entry.context.as_ref().map(|context| context.value.clone()),
        source: message.content(),
        target: (!empty).then(|| translation.content()),
        state: match empty || entry.fuzzy {
            true => State::Initial,
            false => State::Translated,
        },
        notes: entry.notes.clone(),
        translate: true,
        place: Some(source.place(entry.start)),
        ..BilingualUnit::default()
    }
}
