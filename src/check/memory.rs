//! Translations that a memory has for other sentences.
//!
//! A fill from a similar sentence that nobody edited is a target equal to that of a unit whose
//! source is not this source. Texts are compared by their words and numbers, folded; quotes,
//! dashes and spaces do not make a sentence another one.

use super::finding::Reference;
use crate::document::bilingual::Bilingual;
use crate::memory::{Direction, Memory};
use crate::text::Place;
use crate::token::{TokenKind, tokens};
use hashbrown::HashMap;

/// Fewest words of a translation that two sentences do not share by chance: `See also` is
/// «См. также» for many a source.
const FEWEST_WORDS: usize = 4;

/// Share of words, in percent, that two sources must have in common for one to be a fuzzy match
/// of the other: half, the lowest score at which alternatives are offered.
const SIMILAR: usize = 50;

/// The targets of some memories in one direction, with the sources they belong to.
#[derive(Debug, Default)]
pub struct KnownTargets {
    by_target: HashMap<Vec<String>, Vec<KnownUnit>>,
}

/// A unit of a memory, as far as it matters here.
#[derive(Clone, Debug)]
pub struct KnownUnit {
    /// Its source text.
    pub source: String,
    /// Where it stands.
    pub place: Reference,
}

impl KnownTargets {
    /// The targets of all units of `memories` that serve `direction`.
    pub fn new(memories: &[Memory], direction: &Direction) -> KnownTargets {
        let mut known = KnownTargets::default();
        for memory in memories {
            for unit in &memory.units {
                let Some((source, target)) = direction.variants(unit) else {
                    continue;
                };
                let place = Reference {
                    file: memory.name.clone(),
                    place: unit.place.unwrap_or(Place { line: 1, column: 1 }),
                };
                let text = |variant: usize| &unit.variants[variant].content.text;
                known.add(text(source), text(target), place);
            }
        }
        known
    }

    /// The alternatives that a bilingual file offers for its units, besides what is known.
    pub fn with_alternatives(mut self, file: &Bilingual) -> KnownTargets {
        for unit in file.files.iter().flat_map(|article| &article.units) {
            for alternative in &unit.alternatives {
                let Some(source) = &alternative.source else {
                    continue;
                };
                let place = Reference {
                    file: file.source.name().to_owned(),
                    place: unit.place.unwrap_or(Place { line: 1, column: 1 }),
                };
                self.add(&source.text, &alternative.target.text, place);
            }
        }
        self
    }

    /// Adds the translation of `source`, unless it is of too few words to tell anything.
    fn add(&mut self, source: &str, target: &str, place: Reference) {
        let words = words(target);
        if words.len() >= FEWEST_WORDS {
            self.by_target.entry(words).or_default().push(KnownUnit {
                source: source.to_owned(),
                place,
            });
        }
    }

    /// The unit with this `target` and a similar source, when none has this `source`.
    pub fn other_source(&self, source: &str, target: &str) -> Option<&KnownUnit> {
        let units = self.by_target.get(&words(target))?;
        let asked = words(source);
        if units.iter().any(|unit| words(&unit.source) == asked) {
            return None;
        }
        units
            .iter()
            .find(|unit| common(&words(&unit.source), &asked) >= SIMILAR)
    }
}

/// The words and numbers of `text`, folded.
fn words(text: &str) -> Vec<String> {
    tokens(text)
        .filter(|token| token.kind != TokenKind::Punct)
        .map(|token| text[token.span.range()].to_lowercase().replace('ё', "е"))
        .collect()
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
