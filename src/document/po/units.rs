//! A catalog as a bilingual file: each entry a unit, each form of a plural one of its own.

use super::catalog::{Catalog, Entry, Message};
use super::read;
use crate::document::DocumentError;
use crate::document::bilingual::{Bilingual, BilingualFile, BilingualUnit, State};
use crate::lang::LangTag;
use crate::text::{Notice, Source};

/// What a catalog calls its kind.
pub(crate) const DATATYPE: &str = "po";

/// The entries of the catalog in `source` with their translations.
///
/// The languages are what the header says; a source language is nearly never among it, and English
/// is what the manual of gettext asks for. The first form of a plural
/// belongs to `msgid`, all others to `msgid_plural`; a plural with other than the forms that the header
/// promises is a notice.
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
    let notices = notices(&catalog, &source);
    Ok(Bilingual {
        source,
        version: String::new(),
        files: vec![file],
        notices,
    })
}

/// The key by which a memory tells form `form` of a plural under `context` from its other forms.
pub(crate) fn plural_key(context: Option<&str>, form: usize) -> String {
    match context {
        Some(context) => format!("{context} plural {form}"),
        None => format!("plural {form}"),
    }
}

fn units(catalog: &Catalog, source: &Source) -> Vec<BilingualUnit> {
    let mut units = Vec::with_capacity(catalog.entries.len());
    for entry in &catalog.entries {
        for (form, translation) in entry.translations.iter().enumerate() {
            let message = answered(catalog, entry, form, translation);
            units.push(unit(entry, form, message, translation, source));
        }
    }
    units
}

/// The text that a form of `entry` translates.
///
/// The first form of Russian says 1, 21 and 31, that of French 0 and 1: where `msgid` is `One file` it
/// may have the number that only `msgid_plural` has, and answers that one then, as `msgfmt` has it.
fn answered<'e>(
    catalog: &Catalog,
    entry: &'e Entry,
    form: usize,
    translation: &Message,
) -> &'e Message {
    let Some(plural) = &entry.plural else {
        return &entry.id;
    };
    let counts = |message: &Message| message.value.contains(['%', '{']);
    let counts_as_plural = !counts(&entry.id) && counts(plural) && counts(translation);
    match form {
        0 if catalog.forms != Some(1) && !counts_as_plural => &entry.id,
        _ => plural,
    }
}

/// Plurals with more or fewer forms than the header promises.
fn notices(catalog: &Catalog, source: &Source) -> Vec<Notice> {
    let Some(forms) = catalog.forms else {
        return Vec::new();
    };
    let plurals = catalog
        .entries
        .iter()
        .filter(|entry| entry.plural.is_some());
    let odd = plurals.filter(|entry| entry.translations.len() != forms);
    odd.map(|entry| {
        let count = entry.translations.len();
        let message = format!("this plural has {count} of the {forms} forms the header promises");
        Notice::new(source.name(), source.place(entry.start), message)
    })
    .collect()
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
