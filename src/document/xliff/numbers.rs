//! Numbers of tags for the ids that a unit gives them.
//!
//! An id is any string (`1`, `g0`, `mtc_1`), a tag's number is what its target is found by. The
//! source comes first and gives each of its ids a number, the id itself where it is one; the target
//! takes the numbers of the same ids. A placeholder and a pair may have the same id in a source,
//! and have two numbers then.

use std::collections::{HashMap, HashSet};

/// Elements that count their ids by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::document) enum Class {
    /// `g`, `bx` and `ex`, `bpt` and `ept`.
    Pair,
    /// `x`, `ph`.
    Alone,
    /// `it`.
    Half,
}

/// The numbers given out in one unit.
#[derive(Debug, Default)]
pub(in crate::document) struct Numbers {
    known: HashMap<(Class, String), u32>,
    used: HashSet<u32>,
    last: u32,
    sealed: bool,
}

impl Numbers {
    /// Says that the source was read: an id it has means the tag it has, whatever the element.
    pub(in crate::document) fn seal(&mut self) {
        self.sealed = true;
    }

    /// The number of the tag with this id.
    pub(in crate::document) fn of(&mut self, class: Class, id: &str) -> u32 {
        let known = |class| self.known.get(&(class, id.to_owned())).copied();
        let other = || {
            let classes = [Class::Pair, Class::Alone, Class::Half];
            classes.into_iter().find_map(known)
        };
        let found = known(class).or_else(|| if self.sealed { other() } else { None });
        if let Some(number) = found {
            return number;
        }
        let own = id
            .parse()
            .ok()
            .filter(|number: &u32| number.to_string() == id);
        let number = own
            .filter(|number| !self.used.contains(number))
            .unwrap_or_else(|| self.next());
        self.used.insert(number);
        self.known.insert((class, id.to_owned()), number);
        number
    }

    /// The lowest number from the last one on that no tag has.
    fn next(&mut self) -> u32 {
        loop {
            self.last = self.last.wrapping_add(1);
            if !self.used.contains(&self.last) {
                return self.last;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_is_a_number_keeps_it() {
        let mut numbers = Numbers::default();
        assert_eq!(numbers.of(Class::Pair, "7"), 7);
        assert_eq!(numbers.of(Class::Alone, "mtc_1"), 1);
        assert_eq!(numbers.of(Class::Alone, "07"), 2);
        assert_eq!(numbers.of(Class::Alone, "99999999999"), 3);
    }

    #[test]
    fn a_target_finds_the_tag_whatever_the_element() {
        let mut numbers = Numbers::default();
        let (pair, alone) = (numbers.of(Class::Pair, "1"), numbers.of(Class::Alone, "1"));
        let half = numbers.of(Class::Half, "3");
        assert_ne!(pair, alone);
        numbers.seal();
        assert_eq!(numbers.of(Class::Alone, "1"), alone);
        assert_eq!(numbers.of(Class::Pair, "1"), pair);
        assert_eq!(numbers.of(Class::Alone, "3"), half);
    }
}
