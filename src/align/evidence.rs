//! What shared anchors say: how rare each is in this article, and which runs share which.

use super::anchor::{Kind, Vocabulary};
use super::item::Item;
use super::weights::w;
use hashbrown::HashMap;
use std::ops::Range;

/// Longest run of segments on one side of a pair.
pub(super) const LONGEST: usize = 3;

/// Scores are whole multiples of this: their sums are exact, in any order and on any machine.
const GRAIN: f64 = 1.0 / 1024.0;

/// `score` rounded to a multiple of the grain.
pub(super) fn exact(score: f64) -> f64 {
    (score / GRAIN).round() * GRAIN
}

/// The weight of each anchor in one pair of articles.
#[derive(Debug)]
pub(super) struct Evidence {
    weights: Vec<f64>,
    /// For each anchor the target items that have it.
    occurrences: Vec<Vec<usize>>,
    /// What each item could share, all its anchors found again.
    source_total: Vec<f64>,
    target_total: Vec<f64>,
}

impl Evidence {
    pub(super) fn new(source: &[Item], target: &[Item], vocabulary: &Vocabulary) -> Evidence {
        let kinds = vocabulary.kinds();
        let found = [source, target].map(|items| frequencies(items, kinds.len()));
        let size = source.len().max(target.len()) as f64 + 1.0;
        let weight = |id: usize| {
            let most = found[0][id].max(found[1][id]) as f64;
            exact(
                kind_weight(kinds[id])
                    * vocabulary.strength(id)
                    * (size / (most + w().dfp)).ln().max(0.0),
            )
        };
        let weights: Vec<f64> = (0..kinds.len()).map(weight).collect();
        let mut occurrences = vec![Vec::new(); kinds.len()];
        for (index, item) in target.iter().enumerate() {
            for &id in &item.anchors {
                if weights[id as usize] > 0.0 && found[0][id as usize] > 0 {
                    occurrences[id as usize].push(index);
                }
            }
        }
        let total = |items: &[Item]| {
            items
                .iter()
                .map(|item| {
                    let given = item.anchors.iter().map(|&id| id as usize);
                    given
                        .filter(|&id| !matches!(kinds[id], Kind::Learned | Kind::Dictionary))
                        .map(|id| weights[id])
                        .sum()
                })
                .collect()
        };
        Evidence {
            source_total: total(source),
            target_total: total(target),
            weights,
            occurrences,
        }
    }

    /// What the two runs could share at most.
    pub(super) fn possible(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        let source: f64 = self.source_total[source].iter().sum();
        let target: f64 = self.target_total[target].iter().sum();
        source.min(target)
    }

    /// Fills `shared[b - 1][j - columns.start]` with the weight of the anchors that the source run
    /// shares with the `b` target items from `j` on.
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
        let mut anchors: Vec<u32> = run.iter().flat_map(|item| &item.anchors).copied().collect();
        anchors.sort_unstable();
        anchors.dedup();
        for id in anchors {
            let weight = self.weights[id as usize];
            let places = &self.occurrences[id as usize];
            let from = places.partition_point(|&place| place < columns.start);
            let mut free = [columns.start; LONGEST];
            for &place in &places[from..] {
                if place >= columns.end + LONGEST - 1 {
                    break;
                }
                for (longer, row) in shared.iter_mut().enumerate() {
                    let begin = place.saturating_sub(longer).max(free[longer]);
                    let end = (place + 1).min(columns.end);
                    for column in begin..end {
                        row[column - columns.start] += weight;
                    }
                    free[longer] = place + 1;
                }
            }
        }
    }

    /// The weight of the anchors that the two runs share.
    pub(super) fn shared_by(&self, run: &[Item], target: Range<usize>) -> f64 {
        let mut shared = Default::default();
        self.shared(run, target.start..target.start + 1, &mut shared);
        shared[target.len() - 1][0]
    }

    pub(super) fn occurrences(&self, id: u32) -> &[usize] {
        &self.occurrences[id as usize]
    }
}

fn frequencies(items: &[Item], anchors: usize) -> Vec<u32> {
    let mut found = vec![0; anchors];
    for item in items {
        for &id in &item.anchors {
            found[id as usize] += 1;
        }
    }
    found
}

fn kind_weight(kind: Kind) -> f64 {
    let w = w();
    match kind {
        Kind::Name => w.k_name,
        Kind::Code => w.k_code,
        Kind::Address => w.k_addr,
        Kind::Strong => w.k_strong,
        Kind::Number => w.k_num,
        Kind::Mark => w.k_mark,
        Kind::Root => w.k_root,
        Kind::Consonants => w.k_cons,
        Kind::Acronym => w.k_acr,
        Kind::Learned => w.k_learn,
        Kind::Dictionary => w.k_dict,
        Kind::Fixed => w.k_fixed,
    }
}

/// Adds an anchor for every two words that met in at least two of the `pairs` and seldom elsewhere.
pub(super) fn learn(
    source: &mut [Item],
    target: &mut [Item],
    pairs: &[(Range<usize>, Range<usize>)],
    vocabulary: &mut Vocabulary,
) {
    let words = |items: &[Item], run: &Range<usize>| {
        let mut words: Vec<u32> = items[run.clone()]
            .iter()
            .flat_map(|item| &item.words)
            .copied()
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    let mut in_source: HashMap<u32, u32> = HashMap::new();
    let mut in_target: HashMap<u32, u32> = HashMap::new();
    let mut together: HashMap<(u32, u32), u32> = HashMap::new();
    for (a, b) in pairs {
        let (a, b) = (words(source, a), words(target, b));
        for &x in &a {
            *in_source.entry(x).or_default() += 1;
            for &y in &b {
                *together.entry((x, y)).or_default() += 1;
            }
        }
        for &y in &b {
            *in_target.entry(y).or_default() += 1;
        }
    }
    let w = w();
    let mut learned: Vec<(u32, u32)> = together
        .iter()
        .filter(|&(&(x, y), &count)| {
            let (x, y) = (in_source[&x], in_target[&y]);
            count as f64 >= w.learn_min
                && f64::from(x) <= w.learn_ratio * f64::from(count)
                && f64::from(y) <= w.learn_ratio * f64::from(count)
                && 4 * x.max(y) < pairs.len() as u32
        })
        .map(|(&pair, _)| pair)
        .collect();
    learned.sort_unstable();
    let mut of_source: HashMap<u32, Vec<u32>> = HashMap::new();
    let mut of_target: HashMap<u32, Vec<u32>> = HashMap::new();
    for (x, y) in learned {
        let id = vocabulary.fresh(Kind::Learned);
        of_source.entry(x).or_default().push(id);
        of_target.entry(y).or_default().push(id);
    }
    for (items, of) in [(source, of_source), (target, of_target)] {
        for item in items.iter_mut().filter(|item| item.segment.is_some()) {
            for word in &item.words {
                if let Some(ids) = of.get(word) {
                    item.anchors.extend_from_slice(ids);
                }
            }
            item.anchors.sort_unstable();
        }
    }
}
