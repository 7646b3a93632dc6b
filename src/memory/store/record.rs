//! A unit in its stored form, of which only what is asked for is read.
//!
//! [`UnitRecord::read`] walks through the bytes once: it finds where everything stands, and that it
//! all stands within the record. Texts and languages are then slices of the mapped file; attributes,
//! properties and tags are read when they are looked at. Nothing is allocated after the first unit.

use super::layout::Stored;
use crate::inline::TagKind;
use crate::memory::{UnitView, VariantView};

/// A unit that stands in the mapped file of its memory.
#[derive(Debug, Default)]
pub struct UnitRecord<'s> {
    attributes: List<'s>,
    props: List<'s>,
    variants: Vec<VariantRecord<'s>>,
}

/// One variant of a [`UnitRecord`].
#[derive(Clone, Copy, Debug)]
pub struct VariantRecord<'s> {
    lang: Option<&'s str>,
    attributes: List<'s>,
    props: List<'s>,
    text: &'s str,
    tags: List<'s>,
}

/// A list in its stored form: how many items, and their bytes with whatever stands behind them.
#[derive(Clone, Copy, Debug, Default)]
struct List<'s> {
    items: usize,
    bytes: &'s [u8],
}

impl<'s> UnitRecord<'s> {
    /// Makes `self` the unit that `bytes` are; `None` when they are none.
    pub(super) fn read(&mut self, bytes: &'s [u8]) -> Option<()> {
        let mut rest = bytes;
        self.variants.clear();
        skip_list(&mut rest, skip_text)?;
        self.attributes = skip_list(&mut rest, skip_pair)?;
        self.props = skip_list(&mut rest, skip_prop)?;
        skip_list(&mut rest, skip_note)?;
        for _ in 0..length(&mut rest)? {
            self.variants.push(VariantRecord::take(&mut rest)?);
        }
        // The place that may be kept: line and column.
        skip_list(&mut rest, |rest| length(rest).and(length(rest)).map(drop))?;
        rest.is_empty().then_some(())
    }
}

impl<'s> VariantRecord<'s> {
    /// The text without tags, for as long as the memory is open.
    pub fn stored_text(&self) -> &'s str {
        self.text
    }

    fn take(input: &mut &'s [u8]) -> Option<VariantRecord<'s>> {
        let lang = match length(input)? {
            0 => None,
            1 => Some(text(input)?),
            _ => return None,
        };
        let attributes = skip_list(input, skip_pair)?;
        let props = skip_list(input, skip_prop)?;
        skip_list(input, skip_note)?;
        Some(VariantRecord {
            lang,
            attributes,
            props,
            text: text(input)?,
            tags: skip_list(input, skip_tag)?,
        })
    }
}

/// A number that counts what follows; nearly all are one byte.
#[inline]
fn length(input: &mut &[u8]) -> Option<usize> {
    match input {
        [byte @ ..0x80, rest @ ..] => {
            let length = usize::from(*byte);
            *input = rest;
            Some(length)
        }
        _ => Stored::take(input),
    }
}

fn bytes<'s>(input: &mut &'s [u8]) -> Option<&'s [u8]> {
    let length = length(input)?;
    input.split_off(..length)
}

fn text<'s>(input: &mut &'s [u8]) -> Option<&'s str> {
    std::str::from_utf8(bytes(input)?).ok()
}

fn skip_text(input: &mut &[u8]) -> Option<()> {
    bytes(input).map(drop)
}

fn skip_pair(input: &mut &[u8]) -> Option<()> {
    skip_text(input)?;
    skip_text(input)
}

fn skip_prop(input: &mut &[u8]) -> Option<()> {
    skip_text(input)?;
    skip_list(input, skip_pair)?;
    skip_text(input)
}

fn skip_note(input: &mut &[u8]) -> Option<()> {
    skip_list(input, skip_pair)?;
    skip_text(input)
}

fn skip_tag(input: &mut &[u8]) -> Option<()> {
    for _ in ["at", "kind", "pair", "role"] {
        length(input)?;
    }
    skip_text(input)?;
    skip_list(input, skip_text).map(drop)
}

/// Goes behind a list, each item of which `skip` goes behind.
#[inline]
fn skip_list<'s>(
    input: &mut &'s [u8],
    skip: impl Fn(&mut &'s [u8]) -> Option<()>,
) -> Option<List<'s>> {
    let items = length(input)?;
    let list = List {
        items,
        bytes: input,
    };
    (0..items).try_for_each(|_| skip(input))?;
    Some(list)
}

impl<'s> List<'s> {
    /// What `take` reads of each item; [`UnitRecord::read`] has been behind all of them.
    fn iter<T>(self, take: impl Fn(&mut &'s [u8]) -> Option<T>) -> impl Iterator<Item = T> {
        let mut rest = self.bytes;
        (0..self.items).map_while(move |_| take(&mut rest))
    }

    fn pairs(self) -> impl Iterator<Item = (&'s str, &'s str)> {
        self.iter(|input| Some((text(input)?, text(input)?)))
    }

    fn props(self) -> impl Iterator<Item = (&'s str, &'s str)> {
        self.iter(|input| {
            let kind = text(input)?;
            skip_list(input, skip_pair)?;
            Some((kind, text(input)?))
        })
    }

    fn tags(self) -> impl Iterator<Item = TagKind> {
        self.iter(|input| {
            let mut tag = *input;
            skip_tag(input)?;
            length(&mut tag)?;
            TagKind::take(&mut tag)
        })
    }
}

impl<'s> UnitView for UnitRecord<'s> {
    type Variant = VariantRecord<'s>;

    fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.pairs()
    }

    fn props(&self) -> impl Iterator<Item = (&str, &str)> {
        self.props.props()
    }

    fn variants(&self) -> &[VariantRecord<'s>] {
        &self.variants
    }
}

impl VariantView for VariantRecord<'_> {
    fn lang(&self) -> Option<&str> {
        self.lang
    }

    fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.pairs()
    }

    fn props(&self) -> impl Iterator<Item = (&str, &str)> {
        self.props.props()
    }

    fn text(&self) -> &str {
        self.text
    }

    fn tags(&self) -> impl Iterator<Item = TagKind> {
        self.tags.tags()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::{InlineTag, InlineText, TagRole};
    use crate::lang::LangTag;
    use crate::memory::{Note, Prop, TranslationUnit, Variant};
    use crate::text::Place;

    /// A unit in which every field says something, longer than one byte can count in one place.
    fn full() -> TranslationUnit {
        let pair = |name: &str| (name.to_owned(), "20260301T000000Z".to_owned());
        let prop = |kind: &str, value: &str| Prop {
            kind: kind.to_owned(),
            attributes: vec![pair("o-encoding")],
            value: value.to_owned(),
        };
        let note = Note {
            attributes: vec![pair("xml:lang")],
            text: "vérifié".to_owned(),
        };
        let tag = |at, kind| InlineTag {
            at,
            kind,
            pair: 1,
            role: TagRole::Strong,
            code: "**".to_owned(),
            markup: Some("<bpt i=\"1\">**</bpt>".to_owned()),
            file: None,
        };
        let variant = |lang: Option<&str>, text: String| Variant {
            lang: lang.map(|lang| LangTag::parse(lang).unwrap()),
            attributes: vec![pair("changedate"), pair("creationid")],
            props: vec![prop("x-origin", "mt"), prop("x", "")],
            notes: vec![note.clone()],
            content: InlineText {
                tags: vec![tag(0, TagKind::Open), tag(2, TagKind::Close)],
                ..InlineText::plain(text)
            },
        };
        TranslationUnit {
            id: Some("g-114".to_owned()),
            attributes: vec![pair("creationdate")],
            props: vec![prop("prev", "Готово?")],
            notes: vec![note.clone(), note.clone()],
            variants: vec![
                variant(Some("fr-CA"), "La sonde se tait. ".repeat(20)),
                variant(None, "ёлка".to_owned()),
            ],
            place: Some(Place {
                line: 812,
                column: 5,
            }),
        }
    }

    fn seen(unit: &impl UnitView) -> Vec<String> {
        let mut seen: Vec<String> = Vec::new();
        let both = |(a, b): (&str, &str)| format!("{a}={b}");
        seen.extend(unit.attributes().map(both));
        seen.extend(unit.props().map(both));
        for variant in unit.variants() {
            seen.extend(variant.lang().map(str::to_owned));
            seen.extend(variant.attributes().map(both));
            seen.extend(variant.props().map(both));
            seen.push(variant.text().to_owned());
            seen.extend(variant.tags().map(|kind| format!("{kind:?}")));
        }
        seen
    }

    #[test]
    fn a_record_says_what_its_unit_says() {
        for unit in [full(), TranslationUnit::default()] {
            let mut bytes = Vec::new();
            unit.put(&mut bytes);
            unit.place.put(&mut bytes);
            let mut record = UnitRecord::default();
            record.read(&bytes).unwrap();
            assert_eq!(seen(&record), seen(&unit));
        }
    }

    #[test]
    fn a_record_that_is_cut_or_goes_on_is_none() {
        let mut bytes = Vec::new();
        full().put(&mut bytes);
        full().place.put(&mut bytes);
        for end in 0..bytes.len() {
            assert!(UnitRecord::default().read(&bytes[..end]).is_none(), "{end}");
        }
        bytes.push(0);
        assert!(UnitRecord::default().read(&bytes).is_none());
    }
}
