//! From hits to matches: which of the texts that are near are shown, and in which order.
//!
//! A [`Hit`] is a text of which the index says how near its words are, and in how many numbers it
//! differs. Of its unit nothing was looked at yet; what that may say (tags, penalties) only costs
//! points. So each hit has a highest [`Rank`] that it can reach, hits are looked at by falling highest
//! rank, and once as many matches as are shown rank higher than all that is left can, nothing of the
//! rest is looked at. What is looked at is looked at where it stands (`UnitView`); only what is shown is
//! taken from its memory.
//!
//! Order is that of design section 3, step 6: context, score, the fewest edits over the characters of
//! the comparison texts, the later change date, the order of the memories and of their units. Edits
//! over characters are counted for what may tie at a place that is shown, and only up to those of the
//! last that is shown so far; dates are read for what ties even then.
//!
//! Three thousand units that differ in one number, searched for one more of their like with a limit
//! of five, have three thousand hits of 98: all tie, most are turned away after a few characters, and
//! five are taken from the memory.

use super::characters::CharacterDistance;
use super::matcher::Matcher;
use super::penalty::Losses;
use super::query::Query;
use super::shelf::{Look, Place, Shelf};
use super::similarity::Similarity;
use super::{Match, MatchKind, MatchOptions};
use crate::memory::store::{StoreError, UnitRecord};
use crate::token::normal::comparison_text;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What matches are ordered by first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    pub(super) context: bool,
    pub(super) score: u8,
}

/// A text that is near, before its unit was looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    /// The number of the memory.
    pub(super) shelf: u32,
    /// The number of the index there, and of the entry.
    pub(super) volume: u32,
    pub(super) entry: u32,
    /// How near it is, as a [`Similarity`] says; there may be millions of hits, so in few bytes.
    pub(super) edits: u32,
    pub(super) longer: u32,
    pub(super) numbers: u32,
    /// No match that comes of it ranks higher.
    pub(super) highest: Rank,
}

impl Hit {
    /// What is known of how near it is without a look at its unit.
    fn similarity(&self) -> Similarity {
        Similarity {
            edits: self.edits as usize,
            longer: self.longer as usize,
            equal_text: false,
            numbers: self.numbers as usize,
            tags: 0,
        }
    }
}

/// A hit of which is known how it ranks.
#[derive(Debug)]
pub(super) struct Judged<'m> {
    hit: Hit,
    rank: Rank,
    equal_text: bool,
    tags: u32,
    losses: Losses,
    text: Cow<'m, str>,
    /// Edits between the characters, if they were counted.
    edits: Option<usize>,
}

/// The edits of the nearest so far, as many as can be shown.
struct Nearest {
    missing: usize,
    /// The furthest on top.
    edits: BinaryHeap<usize>,
}

impl Nearest {
    fn new(missing: usize) -> Nearest {
        Nearest {
            missing,
            edits: BinaryHeap::new(),
        }
    }

    /// What has more edits is not shown.
    fn most(&self) -> usize {
        match self.edits.peek() {
            Some(&furthest) if self.edits.len() == self.missing => furthest,
            _ => usize::MAX,
        }
    }

    fn push(&mut self, edits: usize) {
        self.edits.push(edits);
        if self.edits.len() > self.missing {
            self.edits.pop();
        }
    }
}

/// Working space of a judgement.
#[derive(Debug, Default)]
pub(super) struct Bench<'m> {
    pub(super) record: UnitRecord<'m>,
    judged: Vec<Judged<'m>>,
    characters: CharacterDistance,
    /// Whether `characters` are those of the query: most queries never need them.
    is_loaded: bool,
}

impl Bench<'_> {
    /// The edits of characters between `query` and `text`, if they are at most `most`.
    fn edits(&mut self, query: &Query<'_>, text: &str, most: usize) -> Option<usize> {
        if !self.is_loaded {
            self.characters.load(&query.text);
            self.is_loaded = true;
        }
        self.characters.within(&comparison_text(text), most)
    }
}

/// The judgement of the hits of one query.
pub(super) struct Judge<'j, 'm> {
    pub(super) matcher: &'j Matcher<'m>,
    pub(super) query: &'j Query<'j>,
    pub(super) options: &'j MatchOptions,
}

impl<'m> Judge<'_, 'm> {
    /// The matches that `hits` are, in order, as many as are asked for.
    pub(super) fn matches(
        &self,
        hits: &[Hit],
        bench: &mut Bench<'m>,
    ) -> Result<Vec<Match>, StoreError> {
        let shown = match self.options.limit {
            0 => usize::MAX,
            limit => limit,
        };
        bench.judged.clear();
        bench.is_loaded = false;
        let mut next = hits.iter().map(|hit| hit.highest).max();
        while let Some(highest) = next {
            let above = bench.judged.iter().filter(|judged| judged.rank > highest);
            let missing = shown.saturating_sub(above.count());
            if missing == 0 {
                break;
            }
            let group = hits.iter().filter(|hit| hit.highest == highest);
            self.judge(group, highest, missing, bench)?;
            let rest = hits.iter().filter(|hit| hit.highest < highest);
            next = rest.map(|hit| hit.highest).max();
        }
        let order = self.order(shown, bench)?;
        let judged = order.into_iter().map(|at| &bench.judged[at]);
        judged
            .filter_map(|judged| self.taken(judged).transpose())
            .collect()
    }

    /// Looks at hits that rank `highest` at most, of which at most `missing` are shown.
    ///
    /// Once so many have that rank, one with more edits than all of them is not shown, whatever its unit
    /// says.
    fn judge<'h>(
        &self,
        group: impl Iterator<Item = &'h Hit> + Clone,
        highest: Rank,
        missing: usize,
        bench: &mut Bench<'m>,
    ) -> Result<(), StoreError> {
        let many = group.clone().nth(missing).is_some();
        let mut nearest = Nearest::new(missing);
        for hit in group {
            let mut edits = None;
            if many {
                let (shelf, place) = self.place(hit);
                if let Some(text) = shelf.source_text(place, &mut bench.record)? {
                    edits = bench.edits(self.query, text, nearest.most());
                    if edits.is_none() {
                        continue;
                    }
                }
            }
            let Some(judged) = self.look(*hit, &mut bench.record)? else {
                continue;
            };
            if judged.rank.score < self.options.threshold {
                continue;
            }
            if judged.rank == highest {
                edits.into_iter().for_each(|edits| nearest.push(edits));
            }
            bench.judged.push(Judged { edits, ..judged });
        }
        Ok(())
    }

    /// The memory of a hit, and where it stands there.
    fn place(&self, hit: &Hit) -> (&Shelf<'m>, Place) {
        let shelf = &self.matcher.shelves[hit.shelf as usize];
        let place = Place {
            volume: hit.volume as usize,
            entry: hit.entry,
        };
        (shelf, place)
    }

    /// Looks at the unit of `hit`; `None` if another variant serves the direction, or it was replaced.
    fn look(
        &self,
        hit: Hit,
        record: &mut UnitRecord<'m>,
    ) -> Result<Option<Judged<'m>>, StoreError> {
        let (shelf, place) = self.place(&hit);
        let direction = self.matcher.direction();
        let Some(look) = shelf.look(place, direction, record)? else {
            return Ok(None);
        };
        let Look { text, losses, .. } = &look;
        let same_words = hit.edits == 0 && hit.numbers == 0;
        let similarity = Similarity {
            equal_text: same_words && comparison_text(text) == self.query.text,
            tags: self
                .query
                .tags
                .map_or(0, |tags| tags.difference(&look.tags)),
            ..hit.similarity()
        };
        let context = similarity.is_equal()
            && self.query.has_place()
            && shelf.is_same_place(place, look.source, self.query, record)?;
        let rank = Rank {
            context,
            score: losses.from(similarity.score()),
        };
        debug_assert!(rank <= hit.highest, "{rank:?} of {hit:?}");
        Ok(Some(Judged {
            hit,
            rank,
            equal_text: similarity.equal_text,
            tags: similarity.tags as u32,
            losses: look.losses,
            text: look.text,
            edits: None,
        }))
    }

    /// The first `shown` of what was judged, in order.
    fn order(&self, shown: usize, bench: &mut Bench<'m>) -> Result<Vec<usize>, StoreError> {
        let rank = |at: &usize| Reverse(bench.judged[*at].rank);
        let mut ranked: Vec<usize> = (0..bench.judged.len()).collect();
        ranked.sort_by_key(rank);
        let ties: Vec<&[usize]> = ranked.chunk_by(|a, b| rank(a) == rank(b)).collect();
        let mut order = Vec::new();
        for ties in ties {
            let missing = shown - order.len();
            if missing == 0 {
                break;
            }
            if let [only] = ties {
                order.push(*only);
                continue;
            }
            order.extend(self.nearest(ties, missing, bench)?);
        }
        Ok(order)
    }

    /// Of matches that tie in rank the first `missing`, in order.
    fn nearest(
        &self,
        ties: &[usize],
        missing: usize,
        bench: &mut Bench<'m>,
    ) -> Result<Vec<usize>, StoreError> {
        let mut nearest = Nearest::new(missing);
        let mut near = Vec::new();
        for &at in ties {
            let found = match bench.judged[at].edits {
                Some(edits) => Some(edits),
                None => {
                    let text = bench.judged[at].text.clone();
                    bench.edits(self.query, &text, nearest.most())
                }
            };
            if let Some(edits) = found {
                near.push((edits, at));
                nearest.push(edits);
            }
        }
        near.retain(|&(edits, _)| edits <= nearest.most());
        let mut keyed = Vec::with_capacity(near.len());
        for (edits, at) in near {
            let hit = bench.judged[at].hit;
            let (shelf, place) = self.place(&hit);
            let direction = self.matcher.direction();
            let (date, ordinal) = shelf.dated(place, direction, &mut bench.record)?;
            keyed.push((edits, Reverse(date), hit.shelf, ordinal, at));
        }
        keyed.sort_unstable();
        keyed.truncate(missing);
        Ok(keyed.into_iter().map(|(.., at)| at).collect())
    }

    /// The match that is shown, with its unit.
    fn taken(&self, judged: &Judged<'m>) -> Result<Option<Match>, StoreError> {
        let Judged { hit, rank, .. } = judged;
        let similarity = Similarity {
            equal_text: judged.equal_text,
            tags: judged.tags as usize,
            ..hit.similarity()
        };
        let kind = match (similarity.equal_text, rank.context) {
            (false, _) => MatchKind::Fuzzy,
            (true, false) => MatchKind::Exact,
            (true, true) => MatchKind::Context,
        };
        let (shelf, place) = self.place(hit);
        let Some(unit) = shelf.take(place, self.matcher.direction())? else {
            return Ok(None);
        };
        let mut penalties = similarity.penalties();
        penalties.extend(judged.losses.penalties(similarity.score()));
        Ok(Some(Match {
            kind,
            score: rank.score,
            similarity,
            penalties,
            memory: hit.shelf as usize,
            unit: unit.ordinal,
            source: unit.source,
            target: unit.target,
            carried: unit.carried(),
        }))
    }
}
