//! What shared anchors say: how rare each is in this pair of articles, and which runs share which.
//!
//! An anchor that stands in one sentence of a hundred says much, one that stands in every third
//! says nothing: its weight is its kind's, times the logarithm of how rare it is. Two runs of
//! segments share the sum of the weights of the anchors that both have.
//!
//! For the program these sums are needed for one source run and many target runs at a time. They
//! are gathered anchor by anchor from the places where the anchor occurs, so that the cost is that
//! of what is shared and not of all that is compared.

use super::item::Item;
use super::vocabulary::{Kind, Vocabulary, set};
use std::ops::Range;

/// Longest run of segments on one side of a pair.
pub(super) const LONGEST: usize = 3;

/// Scores are whole multiples of this part: their sums are exact, in any order, so that the same
/// articles give the same pairs everywhere and from either side.
const GRAIN: f64 = 1024.0;

/// Added to the frequency of an anchor, so that one that occurs once is not infinitely surer than
/// one that occurs twice.
const FREQUENCY_OFFSET: f64 = 0.5;

/// `score` rounded to a multiple of the grain.
pub(super) fn exact(score: f64) -> f64 {
    (score * GRAIN).round() / GRAIN
}

/// What an anchor of this kind counts, times the logarithm of its rarity.
///
/// Chosen together on the development half of the alignment bench; most overlap, and leaving out
/// any but `Root` changes F1 by less than half a point.
fn kind_weight(kind: Kind) -> f64 {
    match kind {
        // The author's own word for what answers what.
        Kind::Name => 3.0,
        Kind::Code | Kind::Address => 1.5,
        Kind::Number => 1.2,
        Kind::Mark => 0.9,
        Kind::Strong => 0.7,
        Kind::Root | Kind::Consonants => 0.6,
        // Weak, because one word learned makes the same pair look right again.
        Kind::Learned => 0.3,
        Kind::Dictionary => 0.5,
        // Fixed blocks are compared whole; the anchor only guides the band.
        Kind::Fixed => 0.0,
    }
}

/// Classes of anchors by how dependably a translation keeps them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Kept as they are, nearly always.
    Exact,
    /// Kept when the languages happen to have the same word.
    Loose,
    /// Made by ourselves: nothing is missed where they are missing.
    Added,
}

fn class(kind: Kind) -> Class {
    match kind {
        Kind::Number | Kind::Code | Kind::Address => Class::Exact,
        Kind::Learned | Kind::Dictionary => Class::Added,
        _ => Class::Loose,
    }
}

/// A sum of weights for each class whose absence says something.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Shares {
    pub(super) exact: f64,
    pub(super) loose: f64,
}

/// The weight of each anchor in one pair of articles.
#[derive(Debug)]
pub(super) struct Evidence {
    weights: Vec<f64>,
    classes: Vec<Class>,
    /// How many source items have each anchor.
    in_source: Vec<usize>,
    /// Which target items have it.
    in_target: Vec<Vec<usize>>,
    /// The weight of all anchors of each item.
    source_totals: Vec<Shares>,
    target_totals: Vec<Shares>,
}

impl Evidence {
    /// Weighs the anchors of both sides.
    pub(super) fn new(source: &[Item], target: &[Item], vocabulary: &Vocabulary) -> Evidence {
        let anchors = vocabulary.anchors();
        let mut in_source = vec![0; anchors.len()];
        let mut in_target = vec![Vec::new(); anchors.len()];
        for id in source.iter().flat_map(|item| &item.anchors) {
            in_source[*id as usize] += 1;
        }
        for (index, item) in target.iter().enumerate() {
            for &id in &item.anchors {
                in_target[id as usize].push(index);
            }
        }
        let size = source.len().max(target.len()) as f64 + 1.0;
        let classes = anchors.map(|(kind, _)| class(kind)).collect();
        let weights = vocabulary
            .anchors()
            .enumerate()
            .map(|(id, (kind, strength))| {
                let frequency = in_source[id].max(in_target[id].len()) as f64;
                let rarity = (size / (frequency + FREQUENCY_OFFSET)).ln().max(0.0);
                exact(kind_weight(kind) * strength * rarity)
            });
        let mut evidence = Evidence {
            weights: weights.collect(),
            classes,
            in_source,
            in_target,
            source_totals: Vec::new(),
            target_totals: Vec::new(),
        };
        let totals = |items: &[Item]| {
            items
                .iter()
                .map(|item| evidence.sum(&item.anchors))
                .collect()
        };
        (evidence.source_totals, evidence.target_totals) = (totals(source), totals(target));
        evidence
    }

    fn sum(&self, anchors: &[u32]) -> Shares {
        let mut sum = Shares::default();
        for &id in anchors {
            let weight = self.weights[id as usize];
            match self.classes[id as usize] {
                Class::Exact => sum.exact += weight,
                Class::Loose => sum.loose += weight,
                Class::Added => {}
            }
        }
        sum
    }

    /// What the two runs would share if they said the same in the same words.
    ///
    /// Loose anchors are missed only where both sides have some; a number or a code span is missed
    /// wherever one side has it.
    pub(super) fn possible(&self, source: Range<usize>, target: Range<usize>) -> Shares {
        let total = |totals: &[Shares]| {
            totals.iter().fold(Shares::default(), |sum, item| Shares {
                exact: sum.exact + item.exact,
                loose: sum.loose + item.loose,
            })
        };
        let (a, b) = (
            total(&self.source_totals[source]),
            total(&self.target_totals[target]),
        );
        Shares {
            exact: (a.exact + b.exact) / 2.0,
            loose: a.loose.min(b.loose),
        }
    }

    /// What the two runs do share, by class.
    pub(super) fn found(&self, source: &[Item], target: &[Item]) -> Shares {
        let other = anchors_of(target);
        let both = anchors_of(source);
        let both: Vec<u32> = both
            .into_iter()
            .filter(|id| other.binary_search(id).is_ok())
            .collect();
        self.sum(&both)
    }

    /// Fills `shared[b - 1][j - columns.start]` with the weight of what the source run shares with
    /// the `b` target items from `j` on.
    ///
    /// Costs the occurrences, among the columns, of the anchors of the run.
    pub(super) fn shared(
        &self,
        run: &[Item],
        columns: Range<usize>,
        shared: &mut [Vec<f64>; LONGEST],
    ) {
        for row in shared.iter_mut() {
            row.clear();
            row.resize(columns.len(), 0.0);
        }
        for id in anchors_of(run) {
            let weight = self.weights[id as usize];
            let places = &self.in_target[id as usize];
            if weight == 0.0 {
                continue;
            }
            let from = places.partition_point(|&place| place < columns.start);
            // A target run that has the anchor twice shares it once.
            let mut free = columns.start;
            for &place in &places[from..] {
                if place >= columns.end + LONGEST - 1 {
                    break;
                }
                for (more, row) in shared.iter_mut().enumerate() {
                    let begin = place.saturating_sub(more).max(free);
                    for column in begin..(place + 1).min(columns.end) {
                        row[column - columns.start] += weight;
                    }
                }
                free = place + 1;
            }
        }
    }

    /// The weight of what the two runs share.
    pub(super) fn shared_by(&self, source: &[Item], target: Range<usize>) -> f64 {
        let mut shared = Default::default();
        self.shared(source, target.start..target.start + 1, &mut shared);
        shared[target.len() - 1][0]
    }

    /// The one target item that has this anchor, if the anchor occurs once on either side.
    pub(super) fn only_place(&self, id: u32) -> Option<usize> {
        match (
            self.in_source[id as usize],
            self.in_target[id as usize].as_slice(),
        ) {
            (1, &[place]) => Some(place),
            _ => None,
        }
    }
}

/// The anchors of a run, sorted, each once.
fn anchors_of(run: &[Item]) -> Vec<u32> {
    set(run.iter().flat_map(|item| item.anchors.iter().copied()))
}
