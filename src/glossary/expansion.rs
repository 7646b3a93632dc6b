//! A term taken apart, and put together again in any form.
//!
//! `«Бион-М» № 2` is the words Бион, М and 2 with marks between them; the rules of the language
//! say that only the first inflects. From this come all forms of the term by case and number
//! ([`Expansion::forms`]), and the cells that a form can stand for ([`Expansion::cells_of`]).

use super::case::recase;
use super::concept::Term;
use super::fold::fold;
use super::lexicon::Lexicon;
use crate::lang::Language;
use crate::lang::forms::{Cell, CellSet, Form, FormRules, PhraseWord, Role, Traits};
use crate::text::chars::{is_apostrophe, is_dash, is_quote};
use crate::token::{TokenKind, tokens};

/// Most accepted forms of a term that are listed for one cell.
const MOST_VARIANTS: usize = 12;

/// One word or mark of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A word, with its index among the words of the term.
    Word(&'a str, usize),
    /// A hyphen between two words.
    Hyphen,
    /// Any other visible character but quotation marks; an apostrophe is always `'`.
    Mark(char),
}

/// The pieces of `text`, its words as the rules ask for them. Quotation marks are no pieces.
pub(super) fn pieces(text: &str) -> (Vec<Piece<'_>>, Vec<PhraseWord<'_>>) {
    let mut pieces = Vec::new();
    let mut words: Vec<PhraseWord<'_>> = Vec::new();
    let mut quotes = 0usize;
    let mut end = 0;
    for token in tokens(text) {
        let piece = &text[token.span.range()];
        let tight = token.span.start == end;
        end = token.span.end;
        if token.kind != TokenKind::Punct {
            let hyphenated = tight && pieces.last() == Some(&Piece::Hyphen);
            pieces.push(Piece::Word(piece, words.len()));
            words.push(PhraseWord {
                text: piece,
                hyphenated,
                quoted: quotes % 2 == 1,
            });
            continue;
        }
        match piece.chars().next() {
            Some(mark) if is_quote(mark) && !is_apostrophe(mark) => quotes += 1,
            Some(mark) if is_apostrophe(mark) => pieces.push(Piece::Mark('\'')),
            Some(mark) if is_dash(mark) => pieces.push(Piece::Hyphen),
            Some(mark) => pieces.push(Piece::Mark(mark)),
            None => {}
        }
    }
    (pieces, words)
}

/// The role of each word: by the rules of the language, or unchanged without any.
pub(super) fn roles(
    words: &[PhraseWord<'_>],
    traits: &Traits,
    rules: Option<&FormRules>,
) -> Vec<Role> {
    rules.map_or_else(
        || vec![Role::FIXED; words.len()],
        |rules| (rules.roles)(words, traits),
    )
}

/// The forms of one word in lower case, with those that `lexicon` adds.
pub(super) fn word_forms(
    word: &str,
    role: Role,
    rules: Option<&FormRules>,
    lexicon: Option<&Lexicon>,
) -> Vec<Form> {
    let lower = word.to_lowercase();
    let Some(rules) = rules else {
        return vec![Form::unchanged(lower)];
    };
    let mut forms = (rules.inflect)(&lower, role);
    if let Some(lexicon) = lexicon {
        lexicon.extend(&lower, role, &mut forms);
    }
    forms
}

/// A term with all forms of all its words.
#[derive(Debug)]
pub struct Expansion {
    /// What stands before each word, and the word's forms in their own case.
    words: Vec<(String, Vec<Form>)>,
    tail: String,
    /// Forms of the whole term that are given outright, with their cells.
    given: Vec<(String, CellSet)>,
}

impl Expansion {
    /// Expands the term `text` by the rules of `language`.
    pub fn new(text: &str, traits: &Traits, language: &Language) -> Expansion {
        Expansion::with(None, text, traits, language)
    }

    /// The same with the forms that a user's lexicon adds.
    pub fn with(
        lexicon: Option<&Lexicon>,
        text: &str,
        traits: &Traits,
        language: &Language,
    ) -> Expansion {
        let rules = Some(language.forms);
        let (_, words) = pieces(text);
        let roles = roles(&words, traits, rules);
        let mut from = 0;
        let mut expanded = Vec::with_capacity(words.len());
        for (word, role) in words.iter().zip(roles) {
            let start = text[from..].find(word.text).map_or(from, |at| from + at);
            let mut forms = word_forms(word.text, role, rules, lexicon);
            for form in &mut forms {
                form.text = recase(word.text, &form.text);
            }
            expanded.push((text[from..start].to_owned(), forms));
            from = start + word.text.len();
        }
        Expansion {
            words: expanded,
            tail: text[from..].to_owned(),
            given: lexicon
                .filter(|_| words.len() > 1)
                .into_iter()
                .flat_map(|lexicon| lexicon.phrases(text))
                .map(|(form, cells)| (form.to_owned(), cells))
                .collect(),
        }
    }

    /// Expands `term` with what its glossary says of it; a form it gives for a cell is the one
    /// written there.
    pub fn of(term: &Term, language: &Language) -> Expansion {
        let given = term.explicit_forms();
        let given = given
            .map(|(form, cells)| (form.to_owned(), cells))
            .collect();
        Expansion {
            given,
            ..Expansion::new(&term.text, &term.traits(), language)
        }
    }

    /// The cells in which the term has a form.
    pub fn cells(&self) -> CellSet {
        let of_word = |forms: &[Form]| {
            forms
                .iter()
                .fold(CellSet::NONE, |cells, form| cells.or(form.cells))
        };
        let shared = self
            .words
            .iter()
            .fold(CellSet::ALL, |cells, (_, forms)| cells.and(of_word(forms)));
        let given = self.given.iter();
        given.fold(shared, |cells, (_, own)| cells.or(*own))
    }

    /// Every cell that `text` can stand for as a form of the term, without regard to case and ё;
    /// none when it is no form of it.
    pub fn cells_of(&self, text: &str) -> CellSet {
        let text = fold(text);
        let is_text = |form: &String| fold(form) == text;
        let cells = self.cells().iter();
        cells
            .filter(|&cell| self.accepted(cell).iter().any(is_text))
            .collect()
    }

    /// Whether no word of the term changes.
    pub fn is_unchanged(&self) -> bool {
        self.given.is_empty()
            && self.cells() == CellSet::ALL
            && self.words.iter().all(|(_, forms)| forms.len() == 1)
    }

    /// The form that stands in `cell`: the one given for it, else the one the rules write.
    pub fn form(&self, cell: Cell) -> Option<String> {
        let mut given = self.given.iter();
        if let Some((form, _)) = given.find(|(_, cells)| cells.contains(cell)) {
            return Some(form.clone());
        }
        let mut text = String::new();
        for (before, forms) in &self.words {
            let likely = forms.iter().find(|form| form.likely.contains(cell));
            let form = likely.or_else(|| forms.iter().find(|form| form.cells.contains(cell)))?;
            text.push_str(before);
            text.push_str(&form.text);
        }
        text.push_str(&self.tail);
        Some(text)
    }

    /// Every form accepted in `cell`, the one that is written first; at most a dozen.
    pub fn accepted(&self, cell: Cell) -> Vec<String> {
        let given = self.given.iter().filter(|(_, cells)| cells.contains(cell));
        let mut texts: Vec<String> = given.map(|(form, _)| form.clone()).collect();
        for text in self.by_rules(cell) {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts.truncate(MOST_VARIANTS);
        texts
    }

    /// The forms whose words share `cell`.
    fn by_rules(&self, cell: Cell) -> Vec<String> {
        let mut texts = vec![String::new()];
        for (before, forms) in &self.words {
            let mut here: Vec<&Form> = forms
                .iter()
                .filter(|form| form.cells.contains(cell))
                .collect();
            here.sort_by_key(|form| !form.likely.contains(cell));
            let longer = texts.iter().flat_map(|text| {
                here.iter()
                    .map(move |form| format!("{text}{before}{}", form.text))
            });
            texts = longer.take(MOST_VARIANTS).collect();
        }
        texts.iter_mut().for_each(|text| text.push_str(&self.tail));
        texts
    }

    /// The cells that have a form, in the order of the grammars, each with its forms.
    pub fn forms(&self) -> Vec<(Cell, Vec<String>)> {
        let cells = self.cells().iter();
        cells
            .map(|cell| (cell, self.accepted(cell)))
            .filter(|(_, forms)| !forms.is_empty())
            .collect()
    }

    /// Forms that are accepted, the glossary does not say in which cells.
    pub fn placeless(&self) -> impl Iterator<Item = &str> {
        let given = self.given.iter().filter(|(_, cells)| cells.is_empty());
        given.map(|(form, _)| form.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LangTag;
    use crate::lang::forms::{Case, Number};
    use crate::text::Place;

    fn form(text: &str, lang: &str, cell: Cell) -> Option<String> {
        let language = Language::for_code(lang).unwrap();
        Expansion::new(text, &Traits::default(), language).form(cell)
    }

    #[test]
    fn phrases_inflect_where_the_grammar_says() {
        let ins = Cell::new(Case::Instrumental, Number::Singular);
        let gen_pl = Cell::new(Case::Genitive, Number::Plural);
        for (term, cell, expected) in [
            (
                "дистанционное зондирование Земли",
                ins,
                "дистанционным зондированием Земли",
            ),
            ("ракета-носитель", gen_pl, "ракет-носителей"),
            ("«Бион-М» № 2", ins, "«Бионом-М» № 2"),
            ("поиск и спасание", ins, "поиском и спасанием"),
            ("космодром Байконур", ins, "космодромом Байконур"),
            (
                "Ракетно-космический центр «Прогресс»",
                ins,
                "Ракетно-космическим центром «Прогресс»",
            ),
            (
                "меморандум о взаимопонимании",
                ins,
                "меморандумом о взаимопонимании",
            ),
            ("пресс-релиз", gen_pl, "пресс-релизов"),
            ("Ростов-на-Дону", ins, "Ростовом-на-Дону"),
            (
                "Министерство промышленности и торговли",
                ins,
                "Министерством промышленности и торговли",
            ),
            ("Олимпийские игры", gen_pl, "Олимпийских игр"),
            ("данные телеметрии", gen_pl, "данных телеметрии"),
            (
                "искусственный спутник Земли",
                gen_pl,
                "искусственных спутников Земли",
            ),
        ] {
            assert_eq!(form(term, "ru", cell).as_deref(), Some(expected), "{term}");
        }
    }

    #[test]
    fn names_of_places_and_people_agree() {
        let ins = Cell::new(Case::Instrumental, Number::Singular);
        let acc = Cell::new(Case::Accusative, Number::Singular);
        for (term, cell, expected) in [
            ("Берингов пролив", ins, "Беринговым проливом"),
            ("Ахиллесова пята", acc, "Ахиллесову пяту"),
            ("Баренцево море", ins, "Баренцевым морем"),
            ("Остров сокровищ", ins, "Островом сокровищ"),
            ("Основа ракеты", ins, "Основой ракеты"),
            ("Валентина Терешкова", acc, "Валентину Терешкову"),
            ("Юрий Алексеевич Гагарин", acc, "Юрия Алексеевича Гагарина"),
            ("Елена Ковач", ins, "Еленой Ковач"),
            ("разгонный блок «Фрегат»", acc, "разгонный блок «Фрегат»"),
        ] {
            let expansion = russian(term, &[]);
            assert_eq!(expansion.form(cell).as_deref(), Some(expected), "{term}");
            assert_eq!(expansion.accepted(cell)[0], expected, "{term}");
        }
        let both = russian("разгонный блок", &[]);
        assert!(both.cells_of("разгонный блока").is_empty());
    }

    #[test]
    fn french_and_english_have_numbers() {
        let plural = Cell::number(Number::Plural);
        for (lang, term, expected) in [
            ("fr", "accord-cadre", "accords-cadres"),
            ("fr", "débris spatial", "débris spatiaux"),
            ("fr", "signal de détresse", "signaux de détresse"),
            ("fr", "lance-missile", "lance-missiles"),
            ("fr", "arc-en-ciel", "arcs-en-ciel"),
            ("fr", "vol habité", "vols habités"),
            ("fr", "recherche et sauvetage", "recherches et sauvetages"),
            ("fr", "va-et-vient", "va-et-vient"),
            ("fr", "station sol", "stations sol"),
            ("fr", "moteur Vulcain", "moteurs Vulcain"),
            ("en", "space agency", "space agencies"),
            (
                "en",
                "memorandum of understanding",
                "memoranda of understanding",
            ),
            ("en", "spacecraft", "spacecraft"),
            ("en", "fly-by", "fly-bys"),
            ("en", "payload", "payloads"),
            ("en", "Bion-M2", "Bion-M2"),
            ("en", "space debris", "space debris"),
            ("en", "kilometre per hour", "kilometres per hour"),
            ("en", "director general", "directors general"),
            ("en", "major general", "major generals"),
            ("en", "human", "humans"),
        ] {
            assert_eq!(
                form(term, lang, plural).as_deref(),
                Some(expected),
                "{term}"
            );
        }
    }

    #[test]
    fn a_term_without_words_has_no_forms() {
        assert_eq!(
            form("", "ru", Cell::number(Number::Plural)).as_deref(),
            Some("")
        );
    }

    fn russian(text: &str, forms: &[&str]) -> Expansion {
        let place = Place { line: 1, column: 1 };
        let mut term = Term::new(text, LangTag::parse("ru").unwrap(), place);
        term.forms = forms.iter().map(|form| (*form).to_owned()).collect();
        Expansion::of(&term, Language::for_code("ru").unwrap())
    }

    #[test]
    fn a_form_tells_its_cells() {
        let cells = |term: &str, form: &str| {
            let cells = russian(term, &[]).cells_of(form);
            let names: Vec<String> = cells.iter().map(|cell| cell.to_string()).collect();
            names.join(", ")
        };
        assert_eq!(
            cells("орбитальная станция", "Орбитальными станциями"),
            "instrumental plural"
        );
        assert_eq!(
            cells("орбитальная станция", "орбитальной станции"),
            "genitive singular, dative singular, prepositional singular"
        );
        assert_eq!(cells("орбитальная станция", "орбитальная станции"), "");
    }

    #[test]
    fn a_form_given_for_a_cell_is_written_there() {
        let cell = Cell::new(Case::Genitive, Number::Plural);
        let year = russian("сутки", &["суток-то=gen.pl", "сутошных"]);
        assert_eq!(year.form(cell).as_deref(), Some("суток-то"));
        assert_eq!(year.accepted(cell)[0], "суток-то");
        assert!(year.accepted(cell).len() > 1, "the rules' form is accepted");
        assert_eq!(year.placeless().collect::<Vec<_>>(), ["сутошных"]);
    }
}
