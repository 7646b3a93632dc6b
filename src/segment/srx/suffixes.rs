//! Which rules are worth asking at a place, by the text before it.
//!
//! A language may have hundreds of exceptions such as `\bprof\.`. Nearly all name the text they
//! end in, so that a look at the last bytes before a place leaves a handful: after `M. ` only
//! those that end in `M.`, and those that end in no fixed text.

use hashbrown::HashMap;
use regex_syntax::hir::Hir;
use regex_syntax::hir::literal::{ExtractKind, Extractor};

/// Longest text that is compared, in bytes.
const LONGEST: usize = 16;

/// Numbers by the text they end in.
#[derive(Debug, Default)]
pub(super) struct Suffixes {
    always: Vec<u32>,
    by_text: HashMap<Box<[u8]>, Vec<u32>>,
    /// Lengths of the texts, each once.
    lengths: Vec<usize>,
}

impl Suffixes {
    /// Adds `number`, whose pattern this is; `None` when nothing is known of its end.
    pub(super) fn add(&mut self, number: u32, hir: Option<&Hir>) {
        let Some(texts) = hir.and_then(texts) else {
            self.always.push(number);
            return;
        };
        for text in texts {
            if !self.lengths.contains(&text.len()) {
                self.lengths.push(text.len());
            }
            self.by_text.entry(text).or_default().push(number);
        }
    }

    /// Puts into `found` the numbers that may speak after `before`, in order.
    pub(super) fn candidates(&self, before: &str, found: &mut Vec<u32>) {
        found.clear();
        found.extend_from_slice(&self.always);
        let before = before.as_bytes();
        for &length in &self.lengths {
            let Some(start) = before.len().checked_sub(length) else {
                continue;
            };
            if let Some(numbers) = self.by_text.get(&before[start..]) {
                found.extend_from_slice(numbers);
            }
        }
        found.sort_unstable();
        found.dedup();
    }
}

/// The texts one of which every match of `hir` ends in, none of them empty.
fn texts(hir: &Hir) -> Option<Vec<Box<[u8]>>> {
    let mut extractor = Extractor::new();
    extractor.kind(ExtractKind::Suffix);
    let mut found = extractor.extract(hir);
    found.keep_last_bytes(LONGEST);
    found.dedup();
    let texts = found.literals()?;
    let texts = texts.iter().map(|text| Box::from(text.as_bytes()));
    let texts: Vec<Box<[u8]>> = texts.collect();
    texts.iter().all(|text| !text.is_empty()).then_some(texts)
}

#[cfg(test)]
mod tests {
    use super::super::pattern::parse;
    use super::*;

    #[test]
    fn only_rules_that_end_so_are_asked() {
        let mut suffixes = Suffixes::default();
        let patterns = ["\\bM\\.", "(?i)\\bmm?e\\.", "[.?!]+", "\\w+", "", "a|b\\."];
        for (number, pattern) in (0..).zip(patterns) {
            suffixes.add(number, Some(&parse(pattern).unwrap()));
        }
        suffixes.add(6, None);
        let mut found = Vec::new();
        for (before, expected) in [
            ("Voir M.", &[0, 2, 3, 4, 6][..]),
            ("MME.", &[1, 2, 3, 4, 6]),
            ("la", &[3, 4, 5, 6]),
            ("", &[3, 4, 6]),
        ] {
            suffixes.candidates(before, &mut found);
            assert_eq!(found, expected, "{before}");
        }
    }
}
