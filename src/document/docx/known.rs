//! Properties that were read before.
//!
//! Word gives each run and each paragraph its properties anew, and in a whole document there are a few
//! dozen of them: `<w:rPr><w:lang w:val="fr-FR"/></w:rPr>` stands there a thousand times. What was read
//! once is not read again where the same bytes stand. That changes nothing in what is refused: the
//! bytes from the start tag of an element to its end tag are well-formed in one place if they are in another,
//! and these were read to the end.

use crate::xml::{Begun, Read, SliceReader};
use hashbrown::HashMap;
use memchr::memmem::Finder;

/// Most properties that are kept, and their longest bytes: a hostile file has no two alike.
const MOST: usize = 1024;
const LONGEST: usize = 2048;

/// What properties of one element say, by their bytes.
pub(super) struct Known<'a, T> {
    end: Finder<'static>,
    known: HashMap<&'a str, (Read, T)>,
}

impl<'a, T> Known<'a, T> {
    /// Nothing yet, of elements that end with the tag `end`.
    pub(super) fn ending(end: &str) -> Self {
        Known {
            end: Finder::new(end).into_owned(),
            known: HashMap::new(),
        }
    }

    /// Skips the element whose start was read last and gives what it says, if that is known; else
    /// nothing is read.
    pub(super) fn skip(&self, xml: &mut SliceReader<'a>) -> Option<&T> {
        let (read, said) = self.known.get(xml.until(&self.end, LONGEST)?)?;
        xml.pass(read).then_some(said)
    }

    /// Says that the element that was `begun`, and ended with the last event, says `said`.
    pub(super) fn add(&mut self, xml: &SliceReader<'a>, begun: Begun, said: T) {
        if self.known.len() < MOST
            && let Some((bytes, read)) = xml.read_since(begun)
            && bytes.len() <= LONGEST
        {
            self.known.insert(bytes, (read, said));
        }
    }
}
