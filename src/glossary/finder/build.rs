//! Entering the terms of a glossary: each word once with all its forms, each term as a path.
//!
//! A term has one path for its citation form, inflected by the rules of its language, one for each
//! form the glossary gives outright, and the looser spellings of compounds: `round-table` is also
//! found as `round table`.

use super::automaton::{Automaton, HYPHEN, Symbol};
use super::{Entry, TermFinder};
use crate::glossary::case::Shape;
use crate::glossary::concept::{Concept, Glossary, Term};
use crate::glossary::expansion::{self, Piece, pieces};
use crate::glossary::fold::{bare_initial, fold};
use crate::glossary::lexicon::Lexicon;
use crate::lang::forms::{Form, FormRules, Role};
use crate::lang::{LangTag, Language};
use hashbrown::HashMap;

/// Most words and marks of a term; longer ones are never found.
const LONGEST_TERM: usize = 64;

/// Fewest letters of each of two words that may be written as one.
const SOLID_PART: usize = 4;

/// Words already expanded, so that a word that many terms share is expanded once.
type Known = HashMap<(Box<str>, Role, Shape, bool), Symbol>;

/// Fills a finder.
pub(super) struct Builder<'g, 'l> {
    pub(super) finder: TermFinder<'g>,
    known: Known,
    /// The same for two words written as one.
    solids: HashMap<(Box<str>, Role), Symbol>,
    rules: Option<&'static FormRules>,
    lexicon: Option<&'l Lexicon>,
}

impl<'g, 'l> Builder<'g, 'l> {
    /// A builder for terms in `lang`, with the forms that `lexicon` adds.
    pub(super) fn new(lang: &LangTag, lexicon: Option<&'l Lexicon>) -> Builder<'g, 'l> {
        let rules = Language::for_tag(lang).map(|language| language.forms);
        Builder {
            finder: TermFinder {
                automaton: Automaton::default(),
                terms: Vec::new(),
                rules,
            },
            known: HashMap::new(),
            solids: HashMap::new(),
            rules,
            lexicon,
        }
    }

    /// Enters every pattern of `term`.
    pub(super) fn add(&mut self, glossary: &'g Glossary, concept: &'g Concept, term: &'g Term) {
        let entry = Entry {
            glossary,
            concept,
            term,
            explicit: None,
        };
        let index = self.entry(entry);
        self.pattern(&term.text, index, self.rules);
        let of_phrase = |_: &&Lexicon| pieces(&term.text).1.len() > 1;
        let added = self.lexicon.filter(of_phrase).into_iter();
        let added = added.flat_map(|lexicon| lexicon.phrases(&term.text));
        for (form, cells) in term.explicit_forms().chain(added) {
            let index = self.entry(Entry {
                explicit: Some(cells),
                ..entry
            });
            self.pattern(form, index, None);
        }
    }

    fn entry(&mut self, entry: Entry<'g>) -> u32 {
        let index = self.finder.terms.len() as u32;
        self.finder.terms.push(entry);
        index
    }

    /// Adds the pattern of `text`, inflected by `rules`, and its looser spellings.
    fn pattern(&mut self, text: &str, entry: u32, rules: Option<&'static FormRules>) {
        let (pieces, words) = pieces(text);
        if words.is_empty() || pieces.len() > LONGEST_TERM {
            return;
        }
        let term = self.finder.terms[entry as usize].term;
        let roles = expansion::roles(&words, &term.traits(), rules);
        let mut steps = Vec::with_capacity(pieces.len());
        for piece in &pieces {
            steps.push(match *piece {
                Piece::Hyphen => self.finder.automaton.add_mark(HYPHEN),
                Piece::Mark(mark) => self.finder.automaton.add_mark(mark),
                Piece::Word(word, index) => {
                    let shape = Shape::of(word, term.case_sensitive);
                    self.word(word, roles[index], shape, rules, words.len() == 1)
                }
            });
        }
        self.finder.automaton.add_path(&steps, entry);
        let loose = self.rules.is_some_and(|rules| rules.loose_compounds);
        if loose && !text.chars().any(char::is_uppercase) && term.case_sensitive != Some(true) {
            self.loose(&pieces, &steps, entry);
            if let Some(solid) = self.solid(&pieces, &roles) {
                self.finder.automaton.add_path(&[solid], entry);
            }
        }
    }

    /// `round-table` and `round table` are one term.
    fn loose(&mut self, pieces: &[Piece<'_>], steps: &[Symbol], entry: u32) {
        if pieces.contains(&Piece::Hyphen) {
            let words = pieces.iter().zip(steps);
            let open: Vec<Symbol> = words
                .filter(|(piece, _)| **piece != Piece::Hyphen)
                .map(|(_, step)| *step)
                .collect();
            self.finder.automaton.add_path(&open, entry);
        } else if let [Piece::Word(..), Piece::Word(..)] = pieces {
            let hyphen = self.finder.automaton.add_mark(HYPHEN);
            self.finder
                .automaton
                .add_path(&[steps[0], hyphen, steps[1]], entry);
        }
    }

    /// The two words of a compound written as one: `roundtable`, `flyby`, `téléopération`.
    ///
    /// Only where the first does not inflect; short words that stand apart are left, for together
    /// they may be another word (`a way`, `away`).
    fn solid(&mut self, pieces: &[Piece<'_>], roles: &[Role]) -> Option<Symbol> {
        let (first, last) = match *pieces {
            [Piece::Word(first, _), Piece::Hyphen, Piece::Word(last, _)] => (first, last),
            [Piece::Word(first, _), Piece::Word(last, _)] => (first, last),
            _ => return None,
        };
        let long = |word: &str| {
            word.chars().count() >= SOLID_PART && word.chars().all(char::is_alphabetic)
        };
        let apart = pieces.len() == 2 && !(long(first) && long(last));
        let &[Role::FIXED, role] = roles else {
            return None;
        };
        if apart || first.chars().count() + last.chars().count() < 2 * SOLID_PART - 2 {
            return None;
        }
        let key = (Box::from(format!("{first} {last}")), role);
        if let Some(&symbol) = self.solids.get(&key) {
            return Some(symbol);
        }
        let symbol = self.finder.automaton.new_word(last, Shape::Any);
        self.solids.insert(key, symbol);
        for mut form in expansion::word_forms(last, role, self.rules, None) {
            form.text.insert_str(0, &fold(first));
            self.surface(symbol, &form);
        }
        Some(symbol)
    }

    /// The symbol of a word in a role; its forms are entered once.
    fn word(
        &mut self,
        word: &str,
        role: Role,
        shape: Shape,
        rules: Option<&'static FormRules>,
        alone: bool,
    ) -> Symbol {
        let cited = match shape {
            Shape::Exact => Box::from(word),
            _ => fold(word).into_owned().into_boxed_str(),
        };
        let key = (cited, role, shape, alone);
        if let Some(&symbol) = self.known.get(&key) {
            return symbol;
        }
        let symbol = self.finder.automaton.new_word(word, shape);
        self.known.insert(key, symbol);
        let mut forms = expansion::word_forms(word, role, rules, self.lexicon);
        if let Some(rules) = rules.filter(|_| alone) {
            // «после» is no form of «посол» in any text; a term cited as such a word stays.
            let cited = fold(word);
            forms.retain(|form| {
                let folded = fold(&form.text);
                folded == cited || !rules.barred.contains(&folded.as_ref())
            });
        }
        for form in &forms {
            self.surface(symbol, form);
        }
        symbol
    }

    /// Lets `form` be read as `symbol`, without its first accent too where a capital may lack it.
    fn surface(&mut self, symbol: Symbol, form: &Form) {
        let folded = fold(&form.text);
        let respelt = self.rules.and_then(|rules| (rules.respell)(&folded));
        let automaton = &mut self.finder.automaton;
        if let Some(respelt) = respelt {
            automaton.add_reading(&respelt, symbol, form, false);
        }
        if let Some(bare) = bare_initial(&folded) {
            automaton.add_reading(&bare, symbol, form, true);
        }
        automaton.add_reading(&folded, symbol, form, false);
    }
}
