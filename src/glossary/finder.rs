//! Finding the terms of a glossary in a text.
//!
//! The whole glossary of one language becomes one automaton over words. A word of a term stands for
//! all its forms; a table leads from each form to the words it may be a form of, with the cells
//! in which it is. A walk from a word of the text follows the terms as long as their words agree,
//! that is, share a cell: «космическими аппаратами» does, «космическими аппарата» does not.
//!
//! The longest match from each word wins and nothing inside another match is reported. Between the words of a
//! term the text may have spaces, no-break spaces, one line end and quotation marks, nothing else:
//! no word or number is ever skipped. Cost: one look-up a word of text and a walk where a term
//! begins; the number of terms does not matter.

use super::case::{Shape, recase};
use super::concept::{Concept, Glossary, Term};
use super::expansion::{self, Piece, pieces};
use super::fold::{bare_initial, fold};
use crate::lang::forms::{CellSet, Form, FormRules, Role};
use crate::lang::{LangTag, Language};
use crate::text::Span;
use crate::text::chars::{is_apostrophe, is_dash, is_quote};
use crate::token::{TokenKind, tokens};
use hashbrown::HashMap;

/// Most words and marks of a term; longer ones are never found.
const LONGEST_TERM: usize = 64;

/// A term in a text.
#[derive(Clone, Copy, Debug)]
pub struct TermOccurrence<'g> {
    /// The glossary it is from.
    pub glossary: &'g Glossary,
    /// Its concept.
    pub concept: &'g Concept,
    /// The term.
    pub term: &'g Term,
    /// Its bytes in the text.
    pub span: Span,
    /// The cells its form can stand in: all for a term that does not inflect, none for a form the
    /// glossary gives outright.
    pub cells: CellSet,
}

/// Finds every term of some glossaries in one language.
#[derive(Debug)]
pub struct TermFinder<'g> {
    /// Folded form → the words it can be a form of.
    surfaces: HashMap<String, Vec<Reading>>,
    /// Words of terms: how their letters must look.
    symbols: Vec<Looks>,
    /// Marks of terms.
    marks: HashMap<char, u32>,
    /// The automaton: node and symbol → node.
    edges: HashMap<(u32, u32), u32>,
    /// Node → terms that end there.
    ends: HashMap<u32, Vec<u32>>,
    terms: Vec<Entry<'g>>,
    nodes: u32,
}

#[derive(Clone, Copy, Debug)]
struct Entry<'g> {
    glossary: &'g Glossary,
    concept: &'g Concept,
    term: &'g Term,
    /// The pattern is a form the glossary gives outright.
    explicit: bool,
}

/// One word of which a text's word may be a form.
#[derive(Clone, Copy, Debug)]
struct Reading {
    symbol: u32,
    cells: CellSet,
    /// The form lacks the accent of its first letter, as capitals may (`Etat`).
    bare: bool,
}

#[derive(Clone, Debug)]
struct Looks {
    shape: Shape,
    /// The word as cited, for [`Shape::Exact`].
    cited: Option<Box<str>>,
}

/// Words already expanded, so that a word that many terms share is expanded once.
type Known = HashMap<(Box<str>, Role, Shape, bool), u32>;

/// A step of a term: a word's symbol or a mark.
type Step = u32;

const ROOT: u32 = 0;
/// The hyphen between two words, as a mark.
const HYPHEN: char = '-';

impl<'g> TermFinder<'g> {
    /// A finder of all terms of `glossaries` whose language answers `lang`.
    ///
    /// Terms of a language entente does not know are found in their citation form only.
    pub fn new(glossaries: &[&'g Glossary], lang: &LangTag) -> TermFinder<'g> {
        let mut builder = Builder {
            finder: TermFinder {
                surfaces: HashMap::new(),
                symbols: Vec::new(),
                marks: HashMap::new(),
                edges: HashMap::new(),
                ends: HashMap::new(),
                terms: Vec::new(),
                nodes: 1,
            },
            known: HashMap::new(),
            rules: Language::for_tag(lang).map(|language| language.forms),
        };
        for &glossary in glossaries {
            for concept in &glossary.concepts {
                let answers = |term: &&Term| lang.answered_by(&term.lang).is_some();
                for term in concept.terms.iter().filter(answers) {
                    builder.add(glossary, concept, term);
                }
            }
        }
        builder.finder
    }

    /// Whether no term can be found: the glossaries have none in the language.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The terms in `text` in order, none inside another; two may overlap (`open source` and
    /// `source code`), and two concepts that share a form share its span.
    pub fn find(&self, text: &str) -> Vec<TermOccurrence<'g>> {
        let words = read(text);
        let mut walker = Walker {
            finder: self,
            text,
            words: &words,
            best: 0,
            ends: Vec::new(),
            states: Vec::new(),
            next: Vec::new(),
        };
        let mut found = Vec::new();
        // Index after the last word of the matches so far: what ends before it lies inside one.
        let mut covered = 0;
        for (at, word) in words.iter().enumerate() {
            if word.kind != WordOrMark::Word || word.is_part_of_address {
                continue;
            }
            walker.walk(at);
            if walker.best > covered {
                covered = walker.best;
                walker.report(at, &mut found);
            }
        }
        found
    }
}

/// Fills the finder.
struct Builder<'g> {
    finder: TermFinder<'g>,
    known: Known,
    rules: Option<&'static FormRules>,
}

impl<'g> Builder<'g> {
    fn add(&mut self, glossary: &'g Glossary, concept: &'g Concept, term: &'g Term) {
        let entry = Entry {
            glossary,
            concept,
            term,
            explicit: false,
        };
        let index = self.entry(entry);
        self.pattern(&term.text, index, self.rules);
        if !term.forms.is_empty() {
            let index = self.entry(Entry {
                explicit: true,
                ..entry
            });
            for form in &term.forms {
                self.pattern(form, index, None);
            }
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
                Piece::Hyphen => self.mark(HYPHEN),
                Piece::Mark(mark) => self.mark(mark),
                Piece::Word(word, index) => {
                    let shape = Shape::of(word, term.case_sensitive);
                    self.word(word, roles[index], shape, rules, words.len() == 1)
                }
            });
        }
        self.path(&steps, entry);
        let loose = self.rules.is_some_and(|rules| rules.loose_compounds);
        if loose && !text.chars().any(char::is_uppercase) && term.case_sensitive != Some(true) {
            self.loose(&pieces, &steps, entry);
        }
    }

    /// `round-table` and `round table` are one term; `roundtable` is left to the glossary.
    fn loose(&mut self, pieces: &[Piece<'_>], steps: &[Step], entry: u32) {
        if pieces.contains(&Piece::Hyphen) {
            let words = pieces.iter().zip(steps);
            let open: Vec<Step> = words
                .filter(|(piece, _)| **piece != Piece::Hyphen)
                .map(|(_, step)| *step)
                .collect();
            self.path(&open, entry);
        } else if let [Piece::Word(..), Piece::Word(..)] = pieces {
            let hyphen = self.mark(HYPHEN);
            self.path(&[steps[0], hyphen, steps[1]], entry);
        }
    }

    fn mark(&mut self, mark: char) -> Step {
        if let Some(&symbol) = self.finder.marks.get(&mark) {
            return symbol;
        }
        let symbol = self.symbol(Looks {
            shape: Shape::Any,
            cited: None,
        });
        self.finder.marks.insert(mark, symbol);
        symbol
    }

    fn symbol(&mut self, looks: Looks) -> Step {
        self.finder.symbols.push(looks);
        self.finder.symbols.len() as u32 - 1
    }

    /// The symbol of a word in a role; its forms are entered once.
    fn word(
        &mut self,
        word: &str,
        role: Role,
        shape: Shape,
        rules: Option<&'static FormRules>,
        alone: bool,
    ) -> Step {
        let cited = match shape {
            Shape::Exact => Box::from(word),
            _ => fold(word).into_owned().into_boxed_str(),
        };
        let key = (cited, role, shape, alone);
        if let Some(&symbol) = self.known.get(&key) {
            return symbol;
        }
        let symbol = self.symbol(Looks {
            shape,
            cited: (shape == Shape::Exact).then(|| Box::from(word)),
        });
        self.known.insert(key, symbol);
        let mut forms = expansion::word_forms(word, role, rules);
        if let Some(rules) = rules.filter(|_| alone) {
            // «после» is no form of «посол» in any text; a term cited as such a word stays.
            let cited = fold(word);
            forms.retain(|form| {
                let folded = fold(&form.text);
                folded == cited || !rules.barred.contains(&folded.as_ref())
            });
        }
        for form in forms {
            self.surface(symbol, form);
        }
        symbol
    }

    fn surface(&mut self, symbol: u32, form: Form) {
        let folded = fold(&form.text);
        if let Some(bare) = bare_initial(&folded) {
            self.reading(&bare, symbol, form.cells, true);
        }
        self.reading(&folded, symbol, form.cells, false);
    }

    fn reading(&mut self, folded: &str, symbol: u32, cells: CellSet, bare: bool) {
        let readings = self.finder.surfaces.entry_ref(folded).or_default();
        let same = |reading: &&mut Reading| reading.symbol == symbol && reading.bare == bare;
        match readings.iter_mut().find(same) {
            Some(reading) => reading.cells = reading.cells.or(cells),
            None => readings.push(Reading {
                symbol,
                cells,
                bare,
            }),
        }
    }

    fn path(&mut self, steps: &[Step], entry: u32) {
        let mut node = ROOT;
        for &step in steps {
            let nodes = &mut self.finder.nodes;
            node = *self.finder.edges.entry((node, step)).or_insert_with(|| {
                *nodes += 1;
                *nodes - 1
            });
        }
        let ends = self.finder.ends.entry(node).or_default();
        if !ends.contains(&entry) {
            ends.push(entry);
        }
    }
}

/// A word or mark of a text, ready for look-up.
#[derive(Debug)]
struct TextWord<'t> {
    span: Span,
    kind: WordOrMark,
    folded: std::borrow::Cow<'t, str>,
    /// A term may not go from the word before to this one: a blank line or a tab stands between.
    broken: bool,
    /// It is a part of `name@cnes.fr` or `www.cnes.fr`.
    is_part_of_address: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WordOrMark {
    Word,
    Quote,
    Mark(char),
    /// A dash that is no hyphen: a space beside it.
    Dash,
}

/// The words and marks of `text`.
fn read(text: &str) -> Vec<TextWord<'_>> {
    let mut words: Vec<TextWord<'_>> = Vec::new();
    let mut end = 0;
    for token in tokens(text) {
        let span = token.span;
        let piece = &text[span.range()];
        let gap = &text[end..span.start];
        let broken = gap.contains('\t') || gap.matches('\n').count() > 1;
        end = span.end;
        let kind = match piece.chars().next() {
            _ if token.kind != TokenKind::Punct => WordOrMark::Word,
            Some(mark) if is_apostrophe(mark) => WordOrMark::Mark('\''),
            Some(mark) if is_quote(mark) => WordOrMark::Quote,
            Some(mark) if is_dash(mark) => match is_tight(text, span) {
                true => WordOrMark::Mark(HYPHEN),
                false => WordOrMark::Dash,
            },
            Some(mark) => WordOrMark::Mark(mark),
            None => continue,
        };
        let folded = match kind {
            WordOrMark::Word => fold(piece),
            _ => std::borrow::Cow::Borrowed(""),
        };
        words.push(TextWord {
            span,
            kind,
            folded,
            broken,
            is_part_of_address: kind == WordOrMark::Word && in_address(text, span),
        });
    }
    words
}

/// Whether no space stands on either side of the mark at `span`.
fn is_tight(text: &str, span: Span) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    word(text[..span.start].chars().next_back()) && word(text[span.end..].chars().next())
}

/// Whether `@`, or a full stop with a letter right behind it, joins the word at `span` to another.
fn in_address(text: &str, span: Span) -> bool {
    let mut before = text[..span.start].chars().rev();
    let mut after = text[span.end..].chars();
    let joins = |mark: Option<char>, next: Option<char>| match mark {
        Some('@') => true,
        Some('.') => next.is_some_and(char::is_alphanumeric),
        _ => false,
    };
    joins(before.next(), before.next()) || joins(after.next(), after.next())
}

/// One walk through the automaton at a time.
struct Walker<'f, 'g, 't> {
    finder: &'f TermFinder<'g>,
    text: &'t str,
    words: &'f [TextWord<'t>],
    /// Index after the last word of the longest match, 0 for none.
    best: usize,
    /// Terms that end there, with their cells.
    ends: Vec<(u32, CellSet)>,
    states: Vec<(u32, CellSet)>,
    next: Vec<(u32, CellSet)>,
}

impl<'g> Walker<'_, 'g, '_> {
    /// Finds the longest match that begins at the word `start`.
    fn walk(&mut self, start: usize) {
        self.best = 0;
        self.ends.clear();
        self.states.clear();
        self.states.push((ROOT, CellSet::ALL));
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
    }

    /// Follows every edge that `word` allows.
    fn step(&mut self, word: &TextWord<'_>) {
        self.next.clear();
        match word.kind {
            WordOrMark::Word => {
                let readings = self.finder.surfaces.get(word.folded.as_ref());
                for reading in readings.into_iter().flatten() {
                    self.follow(word, reading);
                }
            }
            WordOrMark::Mark(mark) => {
                if let Some(&symbol) = self.finder.marks.get(&mark) {
                    for &(node, cells) in &self.states {
                        if let Some(&to) = self.finder.edges.get(&(node, symbol)) {
                            self.next.push((to, cells));
                        }
                    }
                }
            }
            WordOrMark::Quote | WordOrMark::Dash => {}
        }
        std::mem::swap(&mut self.states, &mut self.next);
    }

    fn follow(&mut self, word: &TextWord<'_>, reading: &Reading) {
        let looks = &self.finder.symbols[reading.symbol as usize];
        let text = &self.text[word.span.range()];
        let mut fits = None;
        for &(node, cells) in &self.states {
            let cells = cells.and(reading.cells);
            if cells.is_empty() {
                continue;
            }
            if let Some(&to) = self.finder.edges.get(&(node, reading.symbol)) {
                if *fits.get_or_insert_with(|| fits_shape(text, word, reading, looks)) {
                    self.next.push((to, cells));
                } else {
                    return;
                }
            }
        }
    }

    fn note_ends(&mut self, after: usize) {
        for &(node, cells) in &self.states {
            for &entry in self.finder.ends.get(&node).into_iter().flatten() {
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

    /// One occurrence a concept: the term whose letters are nearest to the text's.
    fn report(&mut self, start: usize, found: &mut Vec<TermOccurrence<'g>>) {
        let span = self.with_quotes(start, self.best);
        let text = &self.text[span.range()];
        let finder = self.finder;
        let rank = |entry: u32| {
            let entry = &finder.terms[entry as usize];
            (
                shares_capitals(text, &entry.term.text),
                entry.term.status.is_allowed(),
                !entry.explicit,
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
            found.push(TermOccurrence {
                glossary: entry.glossary,
                concept: entry.concept,
                term: entry.term,
                span,
                cells: if entry.explicit { CellSet::NONE } else { cells },
            });
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

fn fits_shape(text: &str, word: &TextWord<'_>, reading: &Reading, looks: &Looks) -> bool {
    if reading.bare && !text.starts_with(char::is_uppercase) {
        return false;
    }
    match &looks.cited {
        Some(cited) => recase(cited, &word.folded) == text,
        None => looks.shape.fits(text),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::read as read_glossary;
    use crate::text::Source;

    /// What is found: `concept=text`, in order.
    fn found(table: &str, lang: &str, text: &str) -> Vec<String> {
        let lang = LangTag::parse(lang).unwrap();
        let glossary = read_glossary(&Source::new("g.csv", table), Some(&lang)).unwrap();
        let finder = TermFinder::new(&[&glossary], &lang);
        let show =
            |hit: TermOccurrence<'_>| format!("{}={}", hit.concept.id, &text[hit.span.range()]);
        finder.find(text).into_iter().map(show).collect()
    }

    const RUSSIAN: &str = "concept,term,pos,gender\n\
        rc,Роскосмос,proper noun,m\nsoyuz,Союз,proper noun,m\nlv,ракета-носитель,noun,f\n\
        bion,«Бион-М» № 2,proper noun,m\nsar,поиск и спасание,noun,m\nsc,космический аппарат,noun,m\n\
        year,последний год,noun,m\namb,посол,noun,m\nmcc,ЦУП,noun,m\nflight,полёт,noun,m\n";

    #[test]
    fn look_alikes_are_not_found() {
        for text in [
            "Союзники и союз художников.",
            "Полетать и полететь – не одно и то же.",
            "После старта всё было тихо.",
            "Цуп и цупа – не слова.",
            "Последние 150 лет и последний, пятый год.",
            "Космический центр, аппарат и космическими аппарата.",
            "Роскоcмос с латинской буквой.",
            "Пишите на Союз@example.org.",
            "",
        ] {
            assert_eq!(found(RUSSIAN, "ru", text), [""; 0], "{text}");
        }
    }

    #[test]
    fn every_form_is_found_where_its_words_agree() {
        let text = "С Роскосмосом и ЦУПом: два космических аппарата, пуск ракеты-носителя «Союз», \
                    службы поиска\u{A0}и спасания; полеты прекращены.";
        assert_eq!(
            found(RUSSIAN, "ru", text),
            [
                "rc=Роскосмосом",
                "mcc=ЦУПом",
                "sc=космических аппарата",
                "lv=ракеты-носителя",
                "soyuz=Союз",
                "sar=поиска\u{A0}и спасания",
                "flight=полеты",
            ]
        );
    }

    #[test]
    fn quotation_marks_belong_to_the_name_they_stand_in() {
        assert_eq!(
            found(RUSSIAN, "ru", "на «Бионе-М» № 2."),
            ["bion=«Бионе-М» № 2"]
        );
        assert_eq!(found(RUSSIAN, "ru", "на Бионе-М №2."), ["bion=Бионе-М №2"]);
    }

    #[test]
    fn a_blank_line_ends_a_term_and_a_soft_wrap_does_not() {
        assert_eq!(
            found(RUSSIAN, "ru", "космический\nаппарат"),
            ["sc=космический\nаппарат"]
        );
        assert_eq!(found(RUSSIAN, "ru", "космический\n\nаппарат"), [""; 0]);
    }

    #[test]
    fn the_longest_term_wins_and_holds_the_others() {
        let table = "concept,term,status\ncs,Cospas-Sarsat,preferred\nc,COSPAS,deprecated\n\
                     os,open source,\nsc,source code,\n";
        let text = "Cospas-Sarsat was COSPAS; open source code.";
        let expected = [
            "cs=Cospas-Sarsat",
            "c=COSPAS",
            "os=open source",
            "sc=source code",
        ];
        assert_eq!(found(table, "en", text), expected);
        assert_eq!(found(table, "en", "COSPAS-SARSAT"), ["cs=COSPAS-SARSAT"]);
    }

    #[test]
    fn french_articles_stand_outside_and_plurals_agree() {
        let table = "concept;term\nag;agence spatiale\nei;étage inférieur\nsd;signal de détresse\n\
                     st;État\n";
        let text =
            "L’agence spatiale, l'étage inférieur, des signaux de détresse, l’Etat, un etat.";
        let expected = [
            "ag=agence spatiale",
            "ei=étage inférieur",
            "sd=signaux de détresse",
            "st=Etat",
        ];
        assert_eq!(found(table, "fr", text), expected);
        assert_eq!(found(table, "fr", "une agence spatiaux"), [""; 0]);
    }

    #[test]
    fn english_compounds_are_open_or_joined() {
        let table = "concept,term\nrt,round table\nre,re-entry\nmou,memorandum of understanding\n";
        let text = "Round-tables on re entry and memoranda of understanding; the memorandum's end.";
        let expected = [
            "rt=Round-tables",
            "re=re entry",
            "mou=memoranda of understanding",
        ];
        assert_eq!(found(table, "en", text), expected);
    }

    #[test]
    fn forms_the_glossary_gives_add_to_the_rules() {
        let table = "concept,term,forms\nk,Комета,Кометища|с Кометой\n";
        assert_eq!(
            found(table, "ru", "Кометы и Кометища"),
            ["k=Кометы", "k=Кометища"]
        );
    }

    #[test]
    fn of_two_concepts_the_one_written_alike_is_told() {
        let table = "concept,term,gender\ns,Союз,m\nu,союз,m\n";
        assert_eq!(
            found(table, "ru", "к союзу и к Союзу"),
            ["u=союзу", "s=Союзу"]
        );
    }

    #[test]
    fn cells_are_those_the_words_share() {
        let lang = LangTag::parse("ru").unwrap();
        let glossary = read_glossary(&Source::new("g.csv", RUSSIAN), Some(&lang)).unwrap();
        let finder = TermFinder::new(&[&glossary], &lang);
        let hits = finder.find("космическим аппаратам");
        let cells: Vec<String> = hits[0].cells.iter().map(|cell| cell.to_string()).collect();
        assert_eq!(cells, ["dative plural"]);
    }
}
