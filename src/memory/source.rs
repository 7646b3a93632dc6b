//! A memory that is asked: read from TMX, or stored and opened.

use super::store::{Store, StoreError};
use super::{Memory, TranslationUnit};
use std::borrow::Cow;

/// A memory that is searched: read from TMX, or stored and opened.
#[derive(Clone, Copy, Debug)]
pub enum MemorySource<'m> {
    /// All its units, in memory.
    Read(&'m Memory),
    /// A stored one, of which only what is found is read.
    Stored(&'m Store),
}

impl<'m> From<&'m Memory> for MemorySource<'m> {
    fn from(memory: &'m Memory) -> MemorySource<'m> {
        MemorySource::Read(memory)
    }
}

impl<'m> From<&'m Store> for MemorySource<'m> {
    fn from(store: &'m Store) -> MemorySource<'m> {
        MemorySource::Stored(store)
    }
}

impl<'m> MemorySource<'m> {
    /// How many units it has.
    pub fn len(self) -> usize {
        match self {
            MemorySource::Read(memory) => memory.units.len(),
            MemorySource::Stored(store) => {
                usize::try_from(store.counts().units).unwrap_or(usize::MAX)
            }
        }
    }

    /// Whether it has no unit.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Every `step`th of its units, beginning with the first; those between are not read. A stored
    /// memory gives an error where it is damaged.
    ///
    /// # Panics
    /// When `step` is 0.
    pub fn every(
        self,
        step: usize,
    ) -> Box<dyn Iterator<Item = Result<Cow<'m, TranslationUnit>, StoreError>> + 'm> {
        match self {
            MemorySource::Read(memory) => {
                let units = memory.units.iter().step_by(step);
                Box::new(units.map(|unit| Ok(Cow::Borrowed(unit))))
            }
            MemorySource::Stored(store) => {
                let units = store.units().step_by(step);
                Box::new(units.map(|unit| unit.map(|(_, unit)| Cow::Owned(unit))))
            }
        }
    }
}
