//! Shelves: one memory each, held in memory or stored, with its indexes.
//!
//! A TMX file was read whole: its shelf borrows the units and indexes those that serve the direction.
//! A stored memory brings indexes of all its texts, one for each segment of its folder, and its units
//! are looked at in the file where they stand, and taken from it only when they are shown. The search is
//! the same for both: an index gives the texts that may be near, and a shelf what their units say.

use super::penalty::{self, Losses};
use super::query::{Query, TagCounts};
use super::{Match, context};
use crate::inline::InlineText;
use crate::memory::index::{Damage, Index, IndexDraft, Text};
use crate::memory::store::{StoreError, UnitRecord};
use crate::memory::text_tags::told_apart;
use crate::memory::{
    ChangeDate, Direction, Memory, MemorySource, TranslationUnit, UnitView, VariantView,
    change_date,
};
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

/// Where a text stands in a shelf.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The number of the index.
    pub(super) volume: usize,
    /// The entry there.
    pub(super) entry: u32,
}

/// What ranks a unit.
#[derive(Debug)]
pub(super) struct Look<'m> {
    /// The variant that was searched.
    pub(super) source: usize,
    /// Its text, tags that its memory writes as text told apart.
    pub(super) text: Cow<'m, str>,
    /// Its tags, likewise.
    pub(super) tags: TagCounts,
    /// What the unit loses by its origin.
    pub(super) losses: Losses,
}

impl Look<'_> {
    fn tell_apart(&mut self, content: &InlineText) {
        if let Cow::Owned(apart) = told_apart(content) {
            self.tags = TagCounts::of(&apart);
            self.text = Cow::Owned(apart.text);
        }
    }
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

    /// Looks at the unit of a text where it stands, by way of `record`; `None` if another
    /// of its variants serves `direction`, or the unit was replaced.
    pub(super) fn look(
        &self,
        place: Place,
        direction: &Direction,
        record: &mut UnitRecord<'m>,
    ) -> Result<Option<Look<'m>>, StoreError> {
        let text = self.text(place)?;
        match self.source {
            MemorySource::Read(memory) => {
                let unit = &memory.units[text.unit as usize];
                let Some(mut look) = self.look_at(unit, text.variant, direction) else {
                    return Ok(None);
                };
                let content = &unit.variants[look.source].content;
                look.text = Cow::Borrowed(&content.text);
                if self.may_hold_tags(&content.text) {
                    look.tell_apart(content);
                }
                Ok(Some(look))
            }
            MemorySource::Stored(store) => {
                let segment = self.indexes[place.volume].segment;
                if !store.read_record(segment, text.unit, record)? {
                    return Ok(None);
                }
                let Some(mut look) = self.look_at(record, text.variant, direction) else {
                    return Ok(None);
                };
                let text = record.variants()[look.source].stored_text();
                look.text = Cow::Borrowed(text);
                if self.may_hold_tags(text) {
                    let Some(whole) = self.take(place, direction)? else {
                        return Ok(None);
                    };
                    look.tell_apart(&whole.unit.unit().variants[look.source].content);
                }
                Ok(Some(look))
            }
        }
    }

    fn look_at<U: UnitView>(
        &self,
        unit: &U,
        variant: u16,
        direction: &Direction,
    ) -> Option<Look<'m>> {
        let (source, target) = direction.translated(unit)?;
        (source == usize::from(variant)).then(|| Look {
            source,
            text: Cow::Borrowed(""),
            tags: TagCounts::of_kinds(unit.variants()[source].tags()),
            losses: penalty::of_unit(unit, (source, target), direction, self.penalty),
        })
    }

    /// The text at a place, by way of `record`; `None` if its unit must be looked at for it, or was
    /// replaced.
    pub(super) fn source_text(
        &self,
        place: Place,
        record: &mut UnitRecord<'m>,
    ) -> Result<Option<&'m str>, StoreError> {
        let text = self.text(place)?;
        let variant = usize::from(text.variant);
        let found = match self.source {
            MemorySource::Read(memory) => {
                let variants = &memory.units[text.unit as usize].variants;
                variants
                    .get(variant)
                    .map(|variant| variant.content.text.as_str())
            }
            MemorySource::Stored(store) => {
                let segment = self.indexes[place.volume].segment;
                if !store.read_record(segment, text.unit, record)? {
                    return Ok(None);
                }
                let variants = record.variants();
                variants.get(variant).map(|variant| variant.stored_text())
            }
        };
        Ok(found.filter(|text| !self.may_hold_tags(text)))
    }

    fn may_hold_tags(&self, text: &str) -> bool {
        self.tags_as_text && text.contains('<')
    }

    fn text(&self, place: Place) -> Result<Text, StoreError> {
        let volume = &self.indexes[place.volume];
        let text = volume.index.text(place.entry);
        text.map_err(|damage| self.error(volume, damage))
    }

    /// Whether the unit that was just looked at says that its text stood where `query` stands.
    pub(super) fn is_same_place(
        &self,
        place: Place,
        source: usize,
        query: &Query<'_>,
        record: &UnitRecord<'m>,
    ) -> Result<bool, StoreError> {
        Ok(match self.source {
            MemorySource::Read(memory) => {
                let unit = self.text(place)?.unit;
                context::is_same_place(query, &memory.units[unit as usize], source)
            }
            MemorySource::Stored(_) => context::is_same_place(query, record, source),
        })
    }

    /// When the unit of an entry was last changed, and its number in the memory.
    pub(super) fn dated(
        &self,
        place: Place,
        direction: &Direction,
        record: &mut UnitRecord<'m>,
    ) -> Result<(Option<ChangeDate>, usize), StoreError> {
        let text = self.text(place)?;
        Ok(match self.source {
            MemorySource::Read(memory) => {
                let number = text.unit as usize;
                (dated(&memory.units[number], direction), number)
            }
            MemorySource::Stored(store) => {
                let segment = self.indexes[place.volume].segment;
                store.read_record(segment, text.unit, record)?;
                let ordinal = store.ordinal(segment, text.unit)?;
                (dated(record, direction), ordinal as usize)
            }
        })
    }

    /// Takes the unit of an entry from its memory; `None` where a [`look`](Self::look) at it gives none.
    pub(super) fn take(
        &self,
        place: Place,
        direction: &Direction,
    ) -> Result<Option<Found<'m>>, StoreError> {
        let text = self.text(place)?;
        let (unit, ordinal) = match self.source {
            MemorySource::Read(memory) => {
                let number = text.unit as usize;
                (Held::Borrowed(&memory.units[number]), number)
            }
            MemorySource::Stored(store) => {
                let segment = self.indexes[place.volume].segment;
                let Some((ordinal, unit)) = store.unit(segment, text.unit)? else {
                    return Ok(None);
                };
                (Held::Taken(Box::new(unit)), ordinal as usize)
            }
        };
        let serving = direction.translated(unit.unit());
        Ok(serving.map(|(source, target)| Found {
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

fn dated<U: UnitView>(unit: &U, direction: &Direction) -> Option<ChangeDate> {
    let (_, target) = direction.translated(unit)?;
    change_date(unit, target)
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
