//! The numbers of two texts side by side, as multisets by value.
//!
//! Partners are sought from the surest to the loosest: free-standing digits with the same unit,
//! then without regard to it, then digits inside names, then number words, then the parts of a
//! time or of spaced groups. A value that the other side has, only fewer times, is excused: a
//! pronoun may stand for it. What is left over on either side is what differs.

use super::{NumberValue, Reading, Strength};
use hashbrown::{HashMap, HashSet};

/// What differs between the numbers of two texts; indexes into the lists that were compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Source numbers without a partner in the target.
    pub missing: Vec<usize>,
    /// Target numbers without a partner in the source.
    pub extra: Vec<usize>,
    /// Partners whose units differ, both being known.
    pub units: Vec<(usize, usize)>,
}

impl Comparison {
    /// Whether nothing differs.
    pub fn is_equal(&self) -> bool {
        self.missing.is_empty() && self.extra.is_empty() && self.units.is_empty()
    }
}

/// Compares the numbers of a `source` and a `target`.
///
/// Costs the sum of the two lengths.
pub fn compare(source: &[NumberValue], target: &[NumberValue]) -> Comparison {
    let mut table = Table {
        source,
        target,
        source_has: readings(source),
        target_has: readings(target),
        source_done: source.iter().map(is_excuse).collect(),
        target_done: target.iter().map(is_excuse).collect(),
        units: Vec::new(),
    };
    table.pair(|a, b| same_strength(a, b) && units_agree(a, b));
    table.pair(same_strength);
    table.pair(|_, _| true);
    table.excuse();
    table.excuse_parts();
    let missing = left(&table.source_done);
    let extra = left(&table.target_done);
    Comparison {
        missing: accusing(&missing, source, extra.is_empty()),
        extra: accusing(&extra, target, missing.is_empty()),
        units: table.units,
    }
}

/// Digits inside a name accuse only where the other side has something in their place: `MP3` may
/// well become `audio`.
fn accusing(left: &[usize], values: &[NumberValue], other_is_empty: bool) -> Vec<usize> {
    let counts = |&index: &usize| !other_is_empty || values[index].strength == Strength::Digits;
    left.iter().copied().filter(counts).collect()
}

fn is_excuse(value: &NumberValue) -> bool {
    value.strength == Strength::Spelled
}

fn same_strength(a: &NumberValue, b: &NumberValue) -> bool {
    a.strength == b.strength
}

fn units_agree(a: &NumberValue, b: &NumberValue) -> bool {
    a.unit == b.unit || a.unit.is_none() || b.unit.is_none() || is_one_moment(a, b)
}

/// Whether two clocks of different zones show the same moment: 13:00 UTC, 16:00 МСК.
fn is_one_moment(a: &NumberValue, b: &NumberValue) -> bool {
    let mut moments = a
        .readings
        .iter()
        .filter(|reading| matches!(reading, Reading::Code(_)));
    moments.any(|moment| b.readings.contains(moment))
}

fn left(done: &[bool]) -> Vec<usize> {
    (0..done.len()).filter(|&index| !done[index]).collect()
}

struct Table<'a> {
    source: &'a [NumberValue],
    target: &'a [NumberValue],
    source_has: Readings<'a>,
    target_has: Readings<'a>,
    source_done: Vec<bool>,
    target_done: Vec<bool>,
    units: Vec<(usize, usize)>,
}

/// Where each reading stands in a text.
type Readings<'a> = HashMap<&'a Reading, Vec<usize>>;

fn readings(values: &[NumberValue]) -> Readings<'_> {
    let mut readings = Readings::new();
    for (index, value) in values.iter().enumerate() {
        for reading in &value.readings {
            readings.entry(reading).or_default().push(index);
        }
    }
    readings
}

/// How many numbers of one value are looked at for a partner: more of one value are a table, in
/// which any partner is as good as the next.
const MOST_TRIED: usize = 32;

impl Table<'_> {
    /// Gives each open source number the first open target number that agrees and passes `test`.
    fn pair(&mut self, test: impl Fn(&NumberValue, &NumberValue) -> bool) {
        // Of each reading, how many places from the first on are done.
        let mut begun: HashMap<&Reading, usize> = HashMap::new();
        for (i, a) in self.source.iter().enumerate() {
            if self.source_done[i] {
                continue;
            }
            let mut found = None;
            for reading in &a.readings {
                let places = self.target_has.get(reading).map_or(&[][..], Vec::as_slice);
                let first = begun.entry(reading).or_default();
                while places.get(*first).is_some_and(|&j| self.target_done[j]) {
                    *first += 1;
                }
                let tried = places[*first..].iter().take(MOST_TRIED);
                let fits = |&&j: &&usize| !self.target_done[j] && test(a, &self.target[j]);
                let here = tried.copied().find(|j| fits(&j));
                found = found.into_iter().chain(here).min();
            }
            if let Some(j) = found {
                self.source_done[i] = true;
                self.target_done[j] = true;
                if !units_agree(a, &self.target[j]) {
                    self.units.push((i, j));
                }
            }
        }
    }

    /// Excuses what the other side has anywhere, in digits or words.
    fn excuse(&mut self) {
        let has = |readings: &Readings<'_>, value: &NumberValue| {
            value
                .readings
                .iter()
                .any(|read| readings.contains_key(read))
        };
        for (done, a) in self.source_done.iter_mut().zip(self.source) {
            *done = *done || has(&self.target_has, a);
        }
        for (done, b) in self.target_done.iter_mut().zip(self.target) {
            *done = *done || has(&self.source_has, b);
        }
    }

    /// Excuses a number all of whose parts the other side has, and those parts.
    fn excuse_parts(&mut self) {
        by_parts(
            self.source,
            &mut self.source_done,
            &self.target_has,
            &mut self.target_done,
        );
        by_parts(
            self.target,
            &mut self.target_done,
            &self.source_has,
            &mut self.source_done,
        );
    }
}

fn by_parts(
    whole: &[NumberValue],
    whole_done: &mut [bool],
    other_has: &Readings<'_>,
    other_done: &mut [bool],
) {
    let mut excused: HashSet<&Reading> = HashSet::new();
    for (done, value) in whole_done.iter_mut().zip(whole) {
        if *done || value.parts.is_empty() {
            continue;
        }
        if value.parts.iter().all(|part| other_has.contains_key(part)) {
            *done = true;
            excused.extend(&value.parts);
        }
    }
    for part in excused {
        for &index in &other_has[part] {
            other_done[index] = true;
        }
    }
}
