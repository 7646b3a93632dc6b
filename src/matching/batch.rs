//! Many segments at once: each different one searched once, on all threads, the answers in order.

use super::{Match, MatchOptions, Matcher, Query};
use crate::memory::store::StoreError;
use hashbrown::HashMap;
use hashbrown::hash_map::Entry;
use rayon::prelude::*;

impl Matcher<'_> {
    /// The matches of each of `queries`, in their order; the same for any number of threads.
    ///
    /// Repeated segments are searched once.
    ///
    /// # Errors
    /// As [`Matcher::matches`].
    pub fn match_all(
        &self,
        queries: &[Query<'_>],
        options: &MatchOptions,
    ) -> Result<Vec<Vec<Match>>, StoreError> {
        let (distinct, which) = distinct(queries);
        let answers: Result<Vec<Vec<Match>>, StoreError> = distinct
            .par_iter()
            .map(|query| self.matches(query, options))
            .collect();
        let answers = answers?;
        let answers = which.iter().map(|&answer| answers[answer].clone());
        Ok(answers.collect())
    }
}

/// The different queries in order of appearance, and for each query which of them it is.
fn distinct<'a, 'q>(queries: &'a [Query<'q>]) -> (Vec<&'a Query<'q>>, Vec<usize>) {
    let mut distinct = Vec::new();
    let mut numbers: HashMap<&Query<'_>, usize> = HashMap::new();
    let which = queries.iter().map(|query| match numbers.entry(query) {
        Entry::Occupied(number) => *number.get(),
        Entry::Vacant(vacant) => {
            distinct.push(query);
            *vacant.insert(distinct.len() - 1)
        }
    });
    let which = which.collect();
    (distinct, which)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_segment_is_one_query() {
        let queries = ["Oui.", "Non.", " Oui. ", "Oui !"].map(Query::text);
        let (distinct, which) = distinct(&queries);
        assert_eq!((distinct.len(), which), (3, vec![0, 1, 0, 2]));
    }
}
