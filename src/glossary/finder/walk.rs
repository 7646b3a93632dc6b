//! Walking from a word of a text to the ends of the longest terms that begin there.
//!
//! A walk holds every node it may be in with the cells its words share so far; where these run out
//! the walk ends: after «космическими» (instrumental plural) no «аппарата» (genitive singular)
//! follows. Of the terms that end at the same word, the ones written like the text are reported.

use super::around;
use super::automaton::{Node, ROOT, Reading};
use super::words::{TextWord, WordOrMark};
use super::{TermFinder, TermOccurrence};
use crate::glossary::concept::Term;
use crate::lang::context::Judgement;
use crate::lang::forms::CellSet;
use crate::text::Span;

/// One walk through the automaton at a time.
pub(super) struct Walker<'f, 'g, 't> {
    finder: &'f TermFinder<'g>,
    text: &'t str,
    words: &'f [TextWord<'t>],
    /// Index after the last word of the longest match, 0 for none.
    best: usize,
    /// Terms that end there, with their cells.
    ends: Vec<(u32, Cells)>,
    states: Vec<(Node, Cells)>,
    next: Vec<(Node, Cells)>,
}

/// The cells that the words of a walk share so far.
#[derive(Clone, Copy)]
struct Cells {
    all: CellSet,
    /// Those in which the rules would write every word so.
    likely: CellSet,
}

impl Cells {
    const ALL: Cells = Cells {
        all: CellSet::ALL,
        likely: CellSet::ALL,
    };

    fn or(self, other: Cells) -> Cells {
        Cells {
            all: self.all.or(other.all),
            likely: self.likely.or(other.likely),
        }
    }
}

impl<'f, 'g, 't> Walker<'f, 'g, 't> {
    pub(super) fn new(
        finder: &'f TermFinder<'g>,
        text: &'t str,
        words: &'f [TextWord<'t>],
    ) -> Walker<'f, 'g, 't> {
        Walker {
            finder,
            text,
            words,
            best: 0,
            ends: Vec::new(),
            states: Vec::new(),
            next: Vec::new(),
        }
    }

    /// Finds the longest match that begins at the word `start`; the index after its last word, 0
    /// for none.
    pub(super) fn walk(&mut self, start: usize) -> usize {
        self.best = 0;
        self.ends.clear();
        self.states.clear();
        self.states.push((ROOT, Cells::ALL));
        for at in start..self.words.len() {
            let word = &self.words[at];
            if at > start && word.broken {
                break;
            }
            if at > start && word.kind == WordOrMark::Quote {
                continue;
            }
            self.step(word);
            if self.states.is_empty() {
                break;
            }
            self.note_ends(at + 1);
        }
        self.best
    }

    /// Follows every edge that `word` allows.
    fn step(&mut self, word: &TextWord<'_>) {
        self.next.clear();
        match word.kind {
            WordOrMark::Word => {
                for reading in self.finder.automaton.readings(&word.folded) {
                    self.follow(word, reading);
                }
            }
            WordOrMark::Mark(mark) => self.follow_mark(mark),
            WordOrMark::Quote | WordOrMark::Dash => {}
        }
        std::mem::swap(&mut self.states, &mut self.next);
    }

    fn follow(&mut self, word: &TextWord<'_>, reading: &Reading) {
        let automaton = &self.finder.automaton;
        let text = &self.text[word.span.range()];
        // The letters are looked at only where a term goes on, which is rare, and once.
        let mut fits = None;
        for &(node, cells) in &self.states {
            let cells = Cells {
                all: cells.all.and(reading.cells),
                likely: cells.likely.and(reading.likely),
            };
            if cells.all.is_empty() {
                continue;
            }
            if let Some(to) = automaton.next(node, reading.symbol) {
                if *fits.get_or_insert_with(|| automaton.fits(reading, text, &word.folded)) {
                    self.next.push((to, cells));
                } else {
                    return;
                }
            }
        }
    }

    fn follow_mark(&mut self, mark: char) {
        let automaton = &self.finder.automaton;
        let Some(symbol) = automaton.mark(mark) else {
            return;
        };
        for &(node, cells) in &self.states {
            if let Some(to) = automaton.next(node, symbol) {
                self.next.push((to, cells));
            }
        }
    }

    /// Keeps the terms that end before the word `after`, if none longer is known.
    fn note_ends(&mut self, after: usize) {
        for &(node, cells) in &self.states {
            for &entry in self.finder.automaton.ends(node) {
                if after > self.best {
                    self.best = after;
                    self.ends.clear();
                }
                match self.ends.iter_mut().find(|(other, _)| *other == entry) {
                    Some((_, known)) => *known = known.or(cells),
                    None => self.ends.push((entry, cells)),
                }
            }
        }
    }

    /// One occurrence a concept: the term whose letters are nearest to the text's. Whether there is
    /// one: where the words around exclude it there is none.
    pub(super) fn report(&mut self, start: usize, found: &mut Vec<TermOccurrence<'g>>) -> bool {
        let span = self.with_quotes(start, self.best);
        let text = &self.text[span.range()];
        let finder = self.finder;
        let rank = |entry: u32| {
            let entry = &finder.terms[entry as usize];
            (
                shares_capitals(text, &entry.term.text),
                entry.term.status.is_allowed(),
                entry.explicit.is_none(),
            )
        };
        self.ends
            .sort_by_key(|&(entry, _)| std::cmp::Reverse(rank(entry)));
        let nearest = self.ends.first().map(|&(entry, _)| rank(entry).0);
        let first = found.len();
        for &(index, cells) in &self.ends {
            let entry = finder.terms[index as usize];
            let told = found[first..]
                .iter()
                .any(|other| std::ptr::eq(other.concept, entry.concept));
            if told || Some(rank(index).0) != nearest {
                continue;
            }
            let judgement = self.judgement(start, entry.term, cells.all);
            if judgement == Judgement::Other {
                continue;
            }
            found.push(TermOccurrence {
                glossary: entry.glossary,
                concept: entry.concept,
                term: entry.term,
                span,
                cells: entry.explicit.unwrap_or(cells.all),
                likely: entry.explicit.unwrap_or(cells.likely),
                unsure: judgement == Judgement::Unsure,
            });
        }
        found.len() > first
    }

    /// What the words around say of a term of one word; a longer one is not doubted.
    fn judgement(&self, start: usize, term: &Term, cells: CellSet) -> Judgement {
        match self.finder.rules {
            Some(rules) if self.best == start + 1 => {
                around::judge(rules, self.words, start, self.text, (term, cells))
            }
            _ => Judgement::Term,
        }
    }

    /// The span of the words, with the other half of a quotation that begins or ends inside.
    fn with_quotes(&self, start: usize, after: usize) -> Span {
        let mut span = self.words[start].span.join(self.words[after - 1].span);
        let inside = &self.words[start..after];
        let quotes = inside
            .iter()
            .filter(|word| word.kind == WordOrMark::Quote)
            .count();
        if quotes % 2 == 0 {
            return span;
        }
        let touches = |word: &&TextWord<'_>, edge: usize| {
            word.kind == WordOrMark::Quote && (word.span.start == edge || word.span.end == edge)
        };
        let before = start.checked_sub(1).and_then(|index| self.words.get(index));
        let behind = self.words.get(after);
        if let Some(quote) = behind.filter(|word| touches(word, span.end)) {
            span = span.join(quote.span);
        } else if let Some(quote) = before.filter(|word| touches(word, span.start)) {
            span = span.join(quote.span);
        }
        span
    }
}

/// Whether `text` begins with a capital exactly if `term` does.
fn shares_capitals(text: &str, term: &str) -> bool {
    let capital = |text: &str| {
        text.chars()
            .find(|c| c.is_alphabetic())
            .is_some_and(char::is_uppercase)
    };
    capital(text) == capital(term)
}
