//! Shelves: one memory each, held in memory or stored, with its indexes.
//!
//! A TMX file was read whole: its shelf borrows the units and indexes those that serve the direction.
//! A stored memory brings indexes of all its texts, one for each segment of its folder, and its units
//! are taken from the file only when they are found. The search is the same for both: an index gives
//! the texts that may be near, and a shelf the unit of a text that was near indeed.

use super::Match;
use crate::inline::InlineText;
use crate::memory::index::{Damage, Index, IndexDraft, Text};
use crate::memory::store::StoreError;
use crate::memory::text_tags::told_apart;
use crate::memory::{Direction, Memory, MemorySource, TranslationUnit};
use crate::token::normal::comparison_text;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// One memory, indexed for one direction.
#[derive(Debug)]
pub(super) struct Shelf<'m> {
    source: MemorySource<'m>,
    /// The index of each segment; one for a memory that was read.
    pub(super) indexes: Vec<Volume>,
    tags_as_text: bool,
    pub(super) penalty: u8,
}

/// The texts of one segment in the language of the sources.
#[derive(Debug)]
pub(super) struct Volume {
    pub(super) index: Index,
    /// The number of the segment.
    segment: usize,
}

/// A unit that was found, with the variants that serve the direction.
#[derive(Debug)]
pub(super) struct Found<'m> {
    pub(super) unit: Held<'m>,
    /// Its number in the memory.
    pub(super) ordinal: usize,
    pub(super) source: usize,
    pub(super) target: usize,
    tags_as_text: bool,
}

/// A unit of a memory that was read, or one that was taken from a stored one.
#[derive(Debug)]
pub(super) enum Held<'m> {
    Borrowed(&'m TranslationUnit),
    Taken(Box<TranslationUnit>),
}

impl Held<'_> {
    pub(super) fn unit(&self) -> &TranslationUnit {
        match self {
            Held::Borrowed(unit) => unit,
            Held::Taken(unit) => unit,
        }
    }
}

impl Found<'_> {
    /// Its source content, tags that its memory writes as text told apart.
    pub(super) fn content(&self) -> Cow<'_, InlineText> {
        self.apart(self.source)
    }

    fn apart(&self, variant: usize) -> Cow<'_, InlineText> {
        let content = &self.unit.unit().variants[variant].content;
        if self.tags_as_text {
            told_apart(content)
        } else {
            Cow::Borrowed(content)
        }
    }

    /// What a match of this unit carries with it.
    pub(super) fn carried(self) -> Carried {
        let apart = |variant| match self.apart(variant) {
            Cow::Owned(content) => Some(content),
            Cow::Borrowed(_) => None,
        };
        let (source, target) = (apart(self.source), apart(self.target));
        let unit = match self.unit {
            Held::Borrowed(_) => None,
            Held::Taken(unit) => Some(unit),
        };
        let anything = unit.is_some() || source.is_some() || target.is_some();
        Carried(anything.then(|| {
            Arc::new(Content {
                unit,
                source,
                target,
            })
        }))
    }
}

/// What a match holds of its unit because no memory holds it so: the unit of a stored memory, contents
/// whose tags were told apart. It says nothing that the match's numbers do not say.
#[derive(Clone, Default)]
pub(super) struct Carried(Option<Arc<Content>>);

struct Content {
    unit: Option<Box<TranslationUnit>>,
    source: Option<InlineText>,
    target: Option<InlineText>,
}

impl PartialEq for Carried {
    fn eq(&self, _: &Carried) -> bool {
        true
    }
}

impl Eq for Carried {}

impl fmt::Debug for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

impl<'m> Shelf<'m> {
    pub(super) fn new(
        source: MemorySource<'m>,
        direction: &Direction,
        penalty: u8,
    ) -> Result<Shelf<'m>, StoreError> {
        Ok(match source {
            MemorySource::Read(memory) => Shelf {
                source,
                indexes: indexes(memory, direction)
                    .into_iter()
                    .map(|index| Volume { index, segment: 0 })
                    .collect(),
                tags_as_text: memory.header.writes_tags_as_text(),
                penalty,
            },
            MemorySource::Stored(store) => {
                let indexes = store.indexes(direction.from.primary())?.into_iter();
                let volume = |(segment, index)| Volume { index, segment };
                Shelf {
                    source,
                    indexes: indexes.map(volume).collect(),
                    tags_as_text: store.header().writes_tags_as_text(),
                    penalty,
                }
            }
        })
    }

    /// The name of the memory.
    pub(super) fn name(&self) -> &'m str {
        match self.source {
            MemorySource::Read(memory) => &memory.name,
            MemorySource::Stored(store) => store.name(),
        }
    }

    /// The error that damage in segment `volume` is.
    pub(super) fn error(&self, volume: &Volume, damage: Damage) -> StoreError {
        match self.source {
            MemorySource::Stored(store) => store.damaged(volume.segment, damage),
            MemorySource::Read(memory) => StoreError::damaged(memory.name.clone(), damage),
        }
    }

    /// The unit of `text`, if `text` is the one of its variants that serves `direction` and the unit
    /// was not replaced.
    pub(super) fn fetch(
        &self,
        volume: &Volume,
        text: Text,
        direction: &Direction,
    ) -> Result<Option<Found<'m>>, StoreError> {
        let (unit, ordinal) = match self.source {
            MemorySource::Read(memory) => {
                let number = text.unit as usize;
                (Held::Borrowed(&memory.units[number]), number)
            }
            MemorySource::Stored(store) => match store.unit(volume.segment, text.unit)? {
                Some((ordinal, unit)) => (Held::Taken(Box::new(unit)), ordinal as usize),
                None => return Ok(None),
            },
        };
        let serving = direction.translated(unit.unit());
        Ok(serving
            .filter(|&(source, _)| source == usize::from(text.variant))
            .map(|(source, target)| Found {
                unit,
                ordinal,
                source,
                target,
                tags_as_text: self.tags_as_text,
            }))
    }

    /// The unit of a match of this shelf.
    pub(super) fn unit<'a>(&'a self, found: &'a Match) -> &'a TranslationUnit {
        let carried = found.carried.0.as_ref();
        match (
            carried.and_then(|carried| carried.unit.as_deref()),
            self.source,
        ) {
            (Some(unit), _) => unit,
            (None, MemorySource::Read(memory)) => &memory.units[found.unit],
            (None, MemorySource::Stored(_)) => {
                unreachable!("a match of a stored memory carries its unit")
            }
        }
    }

    /// The source side of a match of this shelf.
    pub(super) fn source<'a>(&'a self, found: &'a Match) -> &'a InlineText {
        let carried = found.carried.0.as_ref();
        let apart = carried.and_then(|carried| carried.source.as_ref());
        apart.unwrap_or_else(|| &self.unit(found).variants[found.source].content)
    }

    /// The translation of a match of this shelf.
    pub(super) fn target<'a>(&'a self, found: &'a Match) -> &'a InlineText {
        let carried = found.carried.0.as_ref();
        let apart = carried.and_then(|carried| carried.target.as_ref());
        apart.unwrap_or_else(|| &self.unit(found).variants[found.target].content)
    }
}

/// The texts of `memory` that serve `direction`, in as many indexes as they need.
fn indexes(memory: &Memory, direction: &Direction) -> Vec<Index> {
    let tags_as_text = memory.header.writes_tags_as_text();
    let mut indexes = Vec::new();
    let mut draft = IndexDraft::default();
    for (number, unit) in (0..).zip(&memory.units) {
        let Some((source, _)) = direction.translated(unit) else {
            continue;
        };
        // Units of more variants than that are no translations.
        let Ok(variant) = u16::try_from(source) else {
            continue;
        };
        let content = &unit.variants[source].content;
        let text = Text {
            unit: number,
            variant,
        };
        if draft.is_full(content.text.len()) {
            indexes.push(std::mem::take(&mut draft).finish());
        }
        if tags_as_text {
            draft.push(text, &comparison_text(&told_apart(content).text));
        } else {
            draft.push(text, &comparison_text(&content.text));
        }
    }
    indexes.push(draft.finish());
    indexes
}
