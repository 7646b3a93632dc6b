//! The forms of all words, each with what it can be read as.
//!
//! A glossary of 50,000 concepts has half a million forms, so they lie end to end in one text, and
//! the readings of a form are a chain through one list: no form has memory of its own.

use super::automaton::Reading;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// Folded form → the words it can be a form of.
#[derive(Debug, Default)]
pub(super) struct Surfaces {
    text: String,
    table: HashTable<Surface>,
    chain: Vec<Link>,
    hasher: DefaultHashBuilder,
}

#[derive(Clone, Copy, Debug)]
struct Surface {
    start: u32,
    len: u32,
    /// The first and the last link of its chain.
    first: u32,
    last: u32,
}

#[derive(Clone, Copy, Debug)]
struct Link {
    reading: Reading,
    /// [`END`] after the last.
    next: u32,
}

/// Bytes of a form, about.
const USUAL_BYTES: usize = 16;

/// No link follows.
const END: u32 = u32::MAX;

impl Surfaces {
    /// Makes room for so many forms.
    pub(super) fn reserve(&mut self, forms: usize) {
        let (text, hasher) = (&self.text, &self.hasher);
        let rehash = |surface: &Surface| hasher.hash_one(surface.of(text));
        self.table.reserve(forms, rehash);
        self.chain.reserve(forms);
        self.text.reserve(USUAL_BYTES * forms);
    }

    /// Lets `form` be read as `reading` too; the cells of one with the same symbol are joined.
    ///
    /// Past four gigabytes of forms nothing more is taken in.
    pub(super) fn add(&mut self, form: &str, reading: Reading) {
        let (Ok(start), Ok(len)) = (u32::try_from(self.text.len()), u32::try_from(form.len()))
        else {
            return;
        };
        let link = self.chain.len() as u32;
        let hash = self.hasher.hash_one(form);
        let text = &self.text;
        let same = |surface: &Surface| surface.of(text) == form;
        let chain = &mut self.chain;
        if let Some(surface) = self.table.find_mut(hash, same) {
            if !join(chain, surface.first, &reading) {
                chain[surface.last as usize].next = link;
                surface.last = link;
                chain.push(Link { reading, next: END });
            }
            return;
        }
        self.text.push_str(form);
        chain.push(Link { reading, next: END });
        let surface = Surface {
            start,
            len,
            first: link,
            last: link,
        };
        let (text, hasher) = (&self.text, &self.hasher);
        let rehash = |surface: &Surface| hasher.hash_one(surface.of(text));
        self.table.insert_unique(hash, surface, rehash);
    }

    /// What `form` can be read as, in the order of adding.
    pub(super) fn readings(&self, form: &str) -> impl Iterator<Item = &Reading> {
        let hash = self.hasher.hash_one(form);
        let same = |surface: &Surface| surface.of(&self.text) == form;
        let mut next = self
            .table
            .find(hash, same)
            .map_or(END, |surface| surface.first);
        std::iter::from_fn(move || {
            let link = self.chain.get(next as usize)?;
            next = link.next;
            Some(&link.reading)
        })
    }
}

impl Surface {
    fn of(self, text: &str) -> &str {
        let start = self.start as usize;
        text.get(start..start + self.len as usize).unwrap_or("")
    }
}

/// Joins the cells of `reading` to those of its symbol in the chain from `at`; whether it is there.
fn join(chain: &mut [Link], mut at: u32, reading: &Reading) -> bool {
    while let Some(link) = chain.get_mut(at as usize) {
        let known = &mut link.reading;
        if known.symbol == reading.symbol && known.bare == reading.bare {
            known.cells = known.cells.or(reading.cells);
            known.likely = known.likely.or(reading.likely);
            return true;
        }
        at = link.next;
    }
    false
}
