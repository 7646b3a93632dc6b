//! Translations that a memory has for other sentences.
//!
//! A fill from a similar sentence that nobody edited is a target equal to that of a unit whose
//! source is not this source. Texts are compared by their words and numbers, folded; quotes,
//! dashes and spaces do not make a sentence another one.

use super::finding::Reference;
use crate::document::bilingual::Bilingual;
use crate::memory::index::{Candidates, Index, IndexQuery};
use crate::memory::store::{Store, StoreError};
use crate::memory::text_tags::told_apart;
use crate::memory::{Direction, Memory, MemorySource, TranslationUnit};
use crate::text::Place;
use crate::token::normal::{Element, Sequence, comparison_text};
use hashbrown::HashMap;
use std::sync::{Mutex, PoisonError};

/// Fewest words of a translation that two sentences do not share by chance: `See also` is
/// «См. также» for many a source.
const FEWEST_WORDS: usize = 4;

/// Share of words, in percent, that two sources must have in common for one to be a fuzzy match
/// of the other: half, the lowest score at which alternatives are offered.
const SIMILAR: usize = 50;

/// The targets of some memories in one direction, with the sources they belong to.
///
/// Memories that were read are gone through once; of a stored one only what is asked for is read.
#[derive(Debug, Default)]
pub struct KnownTargets<'m> {
    memories: Vec<Targets<'m>>,
    /// The first damage that a look into a stored memory met.
    damage: Mutex<Option<StoreError>>,
}

/// The targets of one memory.
#[derive(Debug)]
enum Targets<'m> {
    Held(HashMap<Vec<String>, Vec<KnownUnit>>),
    Stored(StoredTargets<'m>),
}

/// A stored memory and its indexes of texts in the target language, each with its segment.
#[derive(Debug)]
struct StoredTargets<'m> {
    store: &'m Store,
    direction: Direction,
    indexes: Vec<(usize, Index)>,
}

/// A unit of a memory, as far as it matters here.
#[derive(Clone, Debug)]
pub struct KnownUnit {
    /// Its source text.
    pub source: String,
    /// Where it stands.
    pub place: Reference,
}

impl<'m> KnownTargets<'m> {
    /// The targets of all units of `memories` that serve `direction`.
    ///
    /// # Errors
    /// When what a stored memory says of its indexes is damaged.
    pub fn new(
        memories: impl IntoIterator<Item = MemorySource<'m>>,
        direction: &Direction,
    ) -> Result<KnownTargets<'m>, StoreError> {
        let targets = memories.into_iter().map(|memory| match memory {
            MemorySource::Read(memory) => Ok(Targets::Held(held(memory, direction))),
            MemorySource::Stored(store) => Ok(Targets::Stored(StoredTargets {
                store,
                direction: direction.clone(),
                indexes: store.indexes(direction.to.primary())?,
            })),
        });
        let memories: Result<_, StoreError> = targets.collect();
        Ok(KnownTargets {
            memories: memories?,
            ..KnownTargets::default()
        })
    }

    /// The alternatives that a bilingual file offers for its units, besides what is known.
    pub fn with_alternatives(mut self, file: &Bilingual) -> KnownTargets<'m> {
        let mut offered = HashMap::new();
        for unit in file.files.iter().flat_map(|article| &article.units) {
            for alternative in &unit.alternatives {
                let Some(source) = &alternative.source else {
                    continue;
                };
                let place = Reference {
                    file: file.source.name().to_owned(),
                    place: unit.place.unwrap_or(START),
                };
                add(&mut offered, &source.text, &alternative.target.text, place);
            }
        }
        self.memories.push(Targets::Held(offered));
        self
    }

    /// The unit with this `target` and a similar source, when none has this `source`.
    ///
    /// A stored memory that is damaged where it had to be looked at counts as one without such a
    /// unit, until [`whole`](Self::whole) is asked.
    pub fn other_source(&self, source: &str, target: &str) -> Option<KnownUnit> {
        let sought = words(target);
        if sought.len() < FEWEST_WORDS {
            return None;
        }
        let mut units = Vec::new();
        for memory in &self.memories {
            match memory {
                Targets::Held(by_target) => {
                    units.extend(by_target.get(&sought).into_iter().flatten().cloned());
                }
                Targets::Stored(stored) => match stored.units(target, &sought) {
                    Ok(found) => units.extend(found),
                    Err(error) => {
                        let mut damage = self.damage.lock().unwrap_or_else(PoisonError::into_inner);
                        damage.get_or_insert(error);
                    }
                },
            }
        }
        let asked = words(source);
        if units.iter().any(|unit| words(&unit.source) == asked) {
            return None;
        }
        units
            .into_iter()
            .find(|unit| common(&words(&unit.source), &asked) >= SIMILAR)
    }

    /// Asked when everything was judged: whether what was judged by is as it was written.
    ///
    /// # Errors
    /// The first damage that was met.
    pub fn whole(&self) -> Result<(), StoreError> {
        let mut damage = self.damage.lock().unwrap_or_else(PoisonError::into_inner);
        damage.take().map_or(Ok(()), Err)
    }
}

/// Where a unit without a place is said to stand.
const START: Place = Place { line: 1, column: 1 };

/// The units of a memory that was read, by their targets.
fn held(memory: &Memory, direction: &Direction) -> HashMap<Vec<String>, Vec<KnownUnit>> {
    let tags_as_text = memory.header.writes_tags_as_text();
    let mut by_target = HashMap::new();
    for unit in &memory.units {
        if let Some((source, target)) = direction.variants(unit) {
            let text = |variant| visible(unit, variant, tags_as_text);
            let place = reference(&memory.name, unit);
            add(&mut by_target, &text(source), &text(target), place);
        }
    }
    by_target
}

/// Adds the translation of `source`, unless it is of too few words to tell anything.
fn add(
    by_target: &mut HashMap<Vec<String>, Vec<KnownUnit>>,
    source: &str,
    target: &str,
    place: Reference,
) {
    let words = words(target);
    if words.len() >= FEWEST_WORDS {
        by_target.entry(words).or_default().push(KnownUnit {
            source: source.to_owned(),
            place,
        });
    }
}

impl StoredTargets<'_> {
    /// The units whose target has the words `sought`, those of `target`, by their numbers.
    fn units(&self, target: &str, sought: &[String]) -> Result<Vec<KnownUnit>, StoreError> {
        let tags_as_text = self.store.header().writes_tags_as_text();
        let sequence = Sequence::of(&comparison_text(target));
        let (mut query, mut candidates) = (IndexQuery::default(), Candidates::default());
        let mut tokens = Vec::new();
        let mut units = Vec::new();
        for &(segment, ref index) in &self.indexes {
            let damaged = |damage| self.store.damaged(segment, damage);
            query.read(&sequence, index).map_err(damaged)?;
            let found = index.candidates(&query, EQUAL, &mut candidates);
            found.map_err(damaged)?;
            for &entry in &candidates.entries {
                index.read_tokens(entry, &mut tokens).map_err(damaged)?;
                if tokens != query.tokens() {
                    continue;
                }
                let text = index.text(entry).map_err(damaged)?;
                let Some((ordinal, unit)) = self.store.unit(segment, text.unit)? else {
                    continue;
                };
                let Some((from, to)) = self.direction.variants(&unit) else {
                    continue;
                };
                let visible = |variant| visible(&unit, variant, tags_as_text);
                if to == usize::from(text.variant) && words(&visible(to)) == sought {
                    let known = KnownUnit {
                        source: visible(from),
                        place: reference(self.store.name(), &unit),
                    };
                    units.push((ordinal, known));
                }
            }
        }
        units.sort_by_key(|(ordinal, _)| *ordinal);
        Ok(units.into_iter().map(|(_, unit)| unit).collect())
    }
}

/// The threshold of texts whose words are equal.
const EQUAL: u8 = 100;

/// The text of a variant without the tags that its tool wrote into it.
fn visible(unit: &TranslationUnit, variant: usize, tags_as_text: bool) -> String {
    let content = &unit.variants[variant].content;
    match tags_as_text {
        true => told_apart(content).text.clone(),
        false => content.text.clone(),
    }
}

fn reference(memory: &str, unit: &TranslationUnit) -> Reference {
    Reference {
        file: memory.to_owned(),
        place: unit.place.unwrap_or(START),
    }
}

/// The words and numbers of `text`, folded as they are compared, numbers as they are written.
fn words(text: &str) -> Vec<String> {
    let sequence = Sequence::of(&comparison_text(text));
    let written = sequence.iter().map(|element| match element {
        Element::Number(text) | Element::Word(text) => text.to_owned(),
    });
    written.collect()
}

/// Words that `a` and `b` share, in percent of the longer.
fn common(a: &[String], b: &[String]) -> usize {
    let mut left: Vec<&String> = b.iter().collect();
    let mut shared = 0;
    for word in a {
        if let Some(index) = left.iter().position(|other| *other == word) {
            left.swap_remove(index);
            shared += 1;
        }
    }
    100 * shared / a.len().max(b.len()).max(1)
}
