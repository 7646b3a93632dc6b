//! The automaton over words: what a finder knows once all terms are entered.
//!
//! A word of a term is a *symbol* that stands for all its forms; a *reading* leads from a form to a
//! symbol, with the cells in which it is. Terms that begin with the same words share nodes:
//! `launch pad` and `launch vehicle` part after `launch`. Nothing here knows how forms are made.

use super::surfaces::Surfaces;
use crate::glossary::case::{Shape, recase};
use crate::lang::forms::{CellSet, Form};
use hashbrown::HashMap;

/// A word of terms in a role, or a mark.
pub(super) type Symbol = u32;
/// A state of the automaton.
pub(super) type Node = u32;

/// Where every walk begins.
pub(super) const ROOT: Node = 0;
/// New forms that a term brings, about: Russian ones more, English ones fewer.
const USUAL_FORMS: usize = 8;
/// The hyphen between two words, as a mark.
pub(super) const HYPHEN: char = '-';

/// Forms, symbols and the paths of terms; what ends where is a number of the caller's.
#[derive(Debug, Default)]
pub(super) struct Automaton {
    /// Folded form → the words it can be a form of.
    surfaces: Surfaces,
    /// Symbol → how its letters must look.
    symbols: Vec<Looks>,
    /// Marks of terms.
    marks: HashMap<char, Symbol>,
    edges: HashMap<(Node, Symbol), Node>,
    /// Node → terms that end there.
    ends: HashMap<Node, Vec<u32>>,
    /// The node made last.
    last: Node,
}

/// One word of which a text's word may be a form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub(super) symbol: Symbol,
    pub(super) cells: CellSet,
    /// The cells in which the rules would write it.
    pub(super) likely: CellSet,
    /// The form lacks the accent of its first letter, as capitals may (`Etat`).
    pub(super) bare: bool,
}

/// How a word of a term is written.
#[derive(Clone, Debug)]
struct Looks {
    shape: Shape,
    /// The word as cited, for [`Shape::Exact`].
    cited: Option<Box<str>>,
}

impl Automaton {
    /// Makes room for so many terms, so that a large glossary is not moved about while it grows.
    pub(super) fn reserve(&mut self, terms: usize) {
        self.edges.reserve(2 * terms);
        self.ends.reserve(terms);
        self.symbols.reserve(terms);
        self.surfaces.reserve(USUAL_FORMS * terms);
    }

    /// A new symbol for the word `cited`, as yet without forms.
    pub(super) fn new_word(&mut self, cited: &str, shape: Shape) -> Symbol {
        self.symbol(Looks {
            shape,
            cited: (shape == Shape::Exact).then(|| Box::from(cited)),
        })
    }

    /// The symbol of `mark`, a new one if it has none yet.
    pub(super) fn add_mark(&mut self, mark: char) -> Symbol {
        if let Some(&symbol) = self.marks.get(&mark) {
            return symbol;
        }
        let symbol = self.symbol(Looks {
            shape: Shape::Any,
            cited: None,
        });
        self.marks.insert(mark, symbol);
        symbol
    }

    fn symbol(&mut self, looks: Looks) -> Symbol {
        self.symbols.push(looks);
        self.symbols.len() as u32 - 1
    }

    /// Lets the form `folded` be read as `symbol` in the cells of `form`.
    pub(super) fn add_reading(&mut self, folded: &str, symbol: Symbol, form: &Form, bare: bool) {
        let reading = Reading {
            symbol,
            cells: form.cells,
            likely: form.likely,
            bare,
        };
        self.surfaces.add(folded, reading);
    }

    /// Lets `term` end after `steps`.
    pub(super) fn add_path(&mut self, steps: &[Symbol], term: u32) {
        let mut node = ROOT;
        for &step in steps {
            let last = &mut self.last;
            node = *self.edges.entry((node, step)).or_insert_with(|| {
                *last += 1;
                *last
            });
        }
        let ends = self.ends.entry(node).or_default();
        // The paths of one term are added one after another.
        if ends.last() != Some(&term) {
            ends.push(term);
        }
    }

    /// What the form `folded` can be read as.
    pub(super) fn readings(&self, folded: &str) -> impl Iterator<Item = &Reading> {
        self.surfaces.readings(folded)
    }

    /// The symbol of `mark`, if any term has it.
    pub(super) fn mark(&self, mark: char) -> Option<Symbol> {
        self.marks.get(&mark).copied()
    }

    /// The node to which `symbol` leads from `node`.
    pub(super) fn next(&self, node: Node, symbol: Symbol) -> Option<Node> {
        self.edges.get(&(node, symbol)).copied()
    }

    /// The terms that end at `node`.
    pub(super) fn ends(&self, node: Node) -> &[u32] {
        self.ends.get(&node).map_or(&[], Vec::as_slice)
    }

    /// Whether the letters of `text`, which folds to `folded`, look as `reading` wants them.
    pub(super) fn fits(&self, reading: &Reading, text: &str, folded: &str) -> bool {
        if reading.bare && !text.starts_with(char::is_uppercase) {
            return false;
        }
        let looks = &self.symbols[reading.symbol as usize];
        match &looks.cited {
            Some(cited) => recase(cited, folded) == text,
            None => looks.shape.fits(text),
        }
    }
}
