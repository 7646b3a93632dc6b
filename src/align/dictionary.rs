//! Words that answer each other in memories and glossaries: read once, asked for every pair of
//! articles.
//!
//! Two words that stand together in units of a memory, and seldom apart, are a pair; so is each
//! word of a short term with each word of its translations. Nobody aligns words here: a pair is a
//! hint that two sentences belong together, and no more.

use super::anchor::stems;
use super::learn::LONGEST_LESSON;
use super::vocabulary::{Vocabulary, set};
use crate::glossary::{Concept, Glossary, TermStatus};
use crate::lang::LangTag;
use crate::memory::store::StoreError;
use crate::memory::{Direction, MemorySource};
use hashbrown::HashMap;

/// Units in which two words must have met: once is chance.
const MET: u32 = 2;
/// Most units of a memory that are read; more of the same memory are taken evenly.
const UNITS: usize = 60_000;
/// Least share of the units with either word that have both.
const DICE: f64 = 0.2;
/// Strength of a pair of words from a term: a term of several words pairs each with each.
const TERM_STRENGTH: f64 = 0.5;
/// Longest term, in words, that is taken apart.
const TERM_WORDS: usize = 3;

/// The words that memories and glossaries pair in one direction; empty by default.
///
/// ```
/// use entente::align::Dictionary;
/// use entente::glossary;
/// use entente::lang::LangTag;
/// use entente::memory::Direction;
/// use entente::text::Source;
///
/// let table = Source::new("g.csv", "concept,lang,term\n1,en,shuttle\n1,ru,челнок\n");
/// let glossary = glossary::read(&table, None)?;
/// let tag = |code| LangTag::parse(code).unwrap();
/// let direction = Direction::new(tag("en"), tag("ru"));
/// let dictionary = Dictionary::new([], &[glossary], &direction)?;
/// assert_eq!(dictionary.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    source: Words,
    target: Words,
    /// By the number of a source word: target words, and how strongly they are paired, 0 to 1.
    pairs: Vec<Vec<(u32, f64)>>,
}

impl Dictionary {
    /// What `memories` and `glossaries` pair in `direction`.
    ///
    /// Costs O(U·w²) for U units of w words a side, of each memory at most 60,000 units, and holds
    /// only the pairs that were chosen.
    ///
    /// # Errors
    /// When a stored memory is damaged where it was read.
    pub fn new<'m>(
        memories: impl IntoIterator<Item = MemorySource<'m>>,
        glossaries: &[Glossary],
        direction: &Direction,
    ) -> Result<Dictionary, StoreError> {
        let mut dictionary = Dictionary::default();
        let mut units = Vec::new();
        for memory in memories {
            for unit in memory.every(memory.len() / UNITS + 1) {
                let unit = unit?;
                if let Some((a, b)) = direction.variants(&*unit) {
                    let text = |index: usize| &unit.variants[index].content.text;
                    let words = [dictionary.source.of(text(a)), dictionary.target.of(text(b))];
                    units.push(words);
                }
            }
        }
        dictionary.pairs = chosen(&units, dictionary.source.len(), dictionary.target.len());
        let concepts = glossaries.iter().flat_map(|glossary| &glossary.concepts);
        for concept in concepts {
            dictionary.add(concept, direction);
        }
        Ok(dictionary)
    }

    /// How many pairs of words it has.
    pub fn len(&self) -> usize {
        self.pairs.iter().map(Vec::len).sum()
    }

    /// Whether it has no pair.
    pub fn is_empty(&self) -> bool {
        self.pairs.iter().all(Vec::is_empty)
    }

    /// Each word of a term with each word of its translations.
    fn add(&mut self, concept: &Concept, direction: &Direction) {
        let words = |lang: &LangTag, known: &mut Words| {
            let terms = concept.terms.iter().filter(|term| {
                let used = matches!(term.status, TermStatus::Preferred | TermStatus::Admitted);
                used && lang.answered_by(&term.lang).is_some()
            });
            let words = terms.map(|term| known.of(&term.text));
            set(words.filter(|words| words.len() <= TERM_WORDS).flatten())
        };
        let from = words(&direction.from, &mut self.source);
        let to = words(&direction.to, &mut self.target);
        self.pairs.resize_with(self.source.len(), Vec::new);
        for x in from {
            let pairs = to.iter().map(|&y| (y, TERM_STRENGTH));
            self.pairs[x as usize].extend(pairs);
        }
    }

    /// The pairs of which `vocabulary` has both words, as its numbers, in order.
    pub(super) fn known(&self, vocabulary: &Vocabulary) -> Vec<(u32, u32, f64)> {
        let mut known = Vec::new();
        for (text, x) in vocabulary.words() {
            let Some(pairs) = self.source.number(text).and_then(|own| self.pairs.get(own)) else {
                continue;
            };
            for &(own, strength) in pairs {
                let y = vocabulary.known_word(self.target.text(own));
                known.extend(y.map(|y| (x, y, strength)));
            }
        }
        known.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
        known
    }
}

/// By the number of a source word, the target words that it meets in `units` and is seldom without.
fn chosen(units: &[[Vec<u32>; 2]], sources: usize, targets: usize) -> Vec<Vec<(u32, f64)>> {
    let mut with: Vec<Vec<u32>> = vec![Vec::new(); sources];
    let mut occurrences = vec![0u32; targets];
    for (number, [source, target]) in units.iter().enumerate() {
        for &x in source {
            with[x as usize].push(number as u32);
        }
        for &y in target {
            occurrences[y as usize] += 1;
        }
    }
    let is_lesson = |unit: &[Vec<u32>; 2]| unit.iter().all(|side| side.len() <= LONGEST_LESSON);
    let mut met = vec![0u32; targets];
    let choose = |units_of_x: &Vec<u32>| {
        let lessons = units_of_x.iter().map(|&unit| &units[unit as usize]);
        let mut words: Vec<u32> = Vec::new();
        for [_, target] in lessons.filter(|unit| is_lesson(unit)) {
            for &y in target {
                if met[y as usize] == 0 {
                    words.push(y);
                }
                met[y as usize] += 1;
            }
        }
        words.sort_unstable();
        let pairs = words.into_iter().filter_map(|y| {
            let together = std::mem::take(&mut met[y as usize]);
            let apart = units_of_x.len() as u32 + occurrences[y as usize];
            let dice = 2.0 * f64::from(together) / f64::from(apart);
            (together >= MET && dice > DICE).then_some((y, dice))
        });
        pairs.collect()
    };
    with.iter().map(choose).collect()
}

/// Words by number.
#[derive(Clone, Debug, Default)]
struct Words {
    numbers: HashMap<String, u32>,
    texts: Vec<String>,
}

impl Words {
    /// The numbers of the words of `text`, sorted, each once.
    fn of(&mut self, text: &str) -> Vec<u32> {
        set(stems(text).map(|word| self.add(word)))
    }

    fn add(&mut self, word: String) -> u32 {
        if let Some(&number) = self.numbers.get(&word) {
            return number;
        }
        let number = self.texts.len() as u32;
        self.texts.push(word.clone());
        self.numbers.insert(word, number);
        number
    }

    fn number(&self, word: &str) -> Option<usize> {
        self.numbers.get(word).map(|&number| number as usize)
    }

    fn text(&self, number: u32) -> &str {
        &self.texts[number as usize]
    }

    fn len(&self) -> usize {
        self.texts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::InlineText;
    use crate::memory::{Memory, TranslationUnit, Variant};

    fn memory(units: &[(&str, &str)]) -> Memory {
        let variant = |code: &str, text: &str| {
            Variant::new(LangTag::parse(code).unwrap(), InlineText::plain(text))
        };
        let units = units.iter().map(|(en, ru)| TranslationUnit {
            variants: vec![variant("en", en), variant("ru", ru)],
            ..TranslationUnit::default()
        });
        Memory {
            units: units.collect(),
            ..Memory::default()
        }
    }

    fn pairs(units: &[(&str, &str)]) -> Vec<(String, String)> {
        let tag = |code| LangTag::parse(code).unwrap();
        let direction = Direction::new(tag("en"), tag("ru"));
        let memory = memory(units);
        let dictionary = Dictionary::new([MemorySource::Read(&memory)], &[], &direction).unwrap();
        let each = dictionary.pairs.iter().enumerate();
        let each = each.flat_map(|(x, pairs)| pairs.iter().map(move |&(y, _)| (x as u32, y)));
        each.map(|(x, y)| {
            let text = |words: &Words, number| words.text(number).to_owned();
            (text(&dictionary.source, x), text(&dictionary.target, y))
        })
        .collect()
    }

    #[test]
    fn one_meeting_is_chance() {
        assert_eq!(pairs(&[("The probe", "Зонд")]), []);
        assert_eq!(pairs(&[]), []);
    }

    #[test]
    fn words_that_meet_again_are_a_pair() {
        let found = pairs(&[
            ("The probe sleeps", "Зонд спит"),
            ("A probe calls", "Зонд зовёт"),
            ("Some ship waits", "Корабль ждёт"),
        ]);
        assert_eq!(found, [("probe".to_owned(), "зонд".to_owned())]);
    }
}
