//! Which units are the same unit, so that one can be an update of the other.
//!
//! Two units are the same when their source contents are equal (language, text, tags with their codes),
//! what they say of their place is (neighbours, key), and they are in the same languages. Their
//! translations may differ: then the later change date says which of them holds.

use super::layout::{Stored, put_text};
use crate::lang::LangTag;
use crate::memory::place::is_place;
use crate::memory::{TranslationUnit, Variant};
use xxhash_rust::xxh3::xxh3_64;

/// The bytes that are equal for units that are the same, in a memory whose sources are in `lang`.
pub(super) fn key(unit: &TranslationUnit, lang: Option<&LangTag>) -> Vec<u8> {
    let mut bytes = Vec::new();
    put_key(unit, lang, &mut bytes);
    bytes
}

/// Appends the key of `unit`.
pub(super) fn put_key(unit: &TranslationUnit, lang: Option<&LangTag>, bytes: &mut Vec<u8>) {
    let source = unit.variants.get(source(unit, lang));
    if let Some(source) = source {
        source.lang.put(bytes);
        put_content(source, bytes);
    }
    let of_source = source.map_or(&[][..], |source| &source.props);
    let props = unit.props.iter().chain(of_source);
    for prop in props.filter(|prop| is_place(&prop.kind)) {
        prop.kind.put(bytes);
        prop.value.put(bytes);
    }
    let mut langs: Vec<&str> = unit
        .variants
        .iter()
        .filter_map(Variant::written_lang)
        .collect();
    langs.sort_unstable();
    langs.iter().for_each(|lang| put_text(lang, bytes));
}

/// The number that a key is looked up by; others may have it, too.
pub(super) fn hash(key: &[u8]) -> u32 {
    (xxh3_64(key) >> 32) as u32
}

/// Whether every content is equal in units that are the same.
pub(super) fn says_the_same(a: &TranslationUnit, b: &TranslationUnit) -> bool {
    contents(a) == contents(b)
}

fn contents(unit: &TranslationUnit) -> Vec<(Option<&str>, Vec<u8>)> {
    let content = |variant: &Variant| {
        let mut bytes = Vec::new();
        put_content(variant, &mut bytes);
        bytes
    };
    let variants = unit.variants.iter();
    let mut contents: Vec<_> = variants
        .map(|variant| (variant.written_lang(), content(variant)))
        .collect();
    contents.sort_unstable();
    contents
}

/// The variant that was translated: the one in the language that the unit names, or else its memory, or
/// the first.
fn source(unit: &TranslationUnit, lang: Option<&LangTag>) -> usize {
    let own = unit.attributes.iter().find(|(name, _)| name == "srclang");
    let own = own.map(|(_, lang)| LangTag::parse(lang).ok());
    let named = own.as_ref().map_or(lang, Option::as_ref);
    let rank = |variant: &Variant| named?.answered_by(variant.lang.as_ref()?);
    let numbered = unit.variants.iter().enumerate();
    let answers = numbered.filter_map(|(number, variant)| Some((rank(variant)?, number)));
    answers.min().map_or(0, |(_, number)| number)
}

fn put_content(variant: &Variant, bytes: &mut Vec<u8>) {
    variant.content.text.put(bytes);
    for tag in &variant.content.tags {
        tag.at.put(bytes);
        tag.kind.put(bytes);
        tag.code.put(bytes);
    }
}
