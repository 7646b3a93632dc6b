//! Finding the terms of a glossary in a text.
//!
//! The whole glossary of one language becomes one automaton over words. A word of a term stands for
//! all its forms; a table leads from each form to the words it may be a form of, with the cells
//! in which it is. A walk from a word of the text follows the terms as long as their words agree,
//! that is, share a cell: «космическими аппаратами» does, «космическими аппарата» does not.
//!
//! The longest match from each word wins and nothing inside another match is reported. Between the
//! words of a term the text may have spaces, no-break spaces, one line end and quotation marks,
//! nothing else: no word or number is ever skipped. Cost: one look-up a word of text and a walk
//! where a term begins; the number of terms does not matter.

mod around;
mod automaton;
mod build;
mod surfaces;
mod walk;
mod words;

use super::case::in_case_of;
use super::concept::{Concept, Glossary, Term};
use super::lexicon::Lexicon;
use super::transfer::transfer;
use crate::lang::forms::{CellSet, FormRules};
use crate::lang::{LangTag, Language};
use crate::text::Span;
use automaton::Automaton;
use build::Builder;
use walk::Walker;
use words::WordOrMark;

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
    /// Every cell its form can stand in: all for a term that does not inflect, none for a form
    /// that the glossary gives without saying where it stands.
    pub cells: CellSet,
    /// Those of the cells in which the rules would write this form; none for a rare variant.
    pub likely: CellSet,
    /// The words around it make it doubtful that this is the term and not a word that is written
    /// alike (`to launch` where the term is the noun).
    pub unsure: bool,
}

impl TermOccurrence<'_> {
    /// The cells to think of first: the likely ones, else all.
    ///
    /// «аппарата» is the genitive; the accusative only if the thing were animate, which a glossary
    /// seldom says.
    pub fn best_cells(&self) -> CellSet {
        if self.likely.is_empty() {
            self.cells
        } else {
            self.likely
        }
    }

    /// What `term` looks like where this stands, written `written` in the text: each distinct form
    /// that [`transfer`] gives, with the capital of a sentence's start or of a headline.
    pub fn instead(&self, written: &str, term: &Term, language: &Language) -> Vec<String> {
        let forms = transfer(self.best_cells(), term, language);
        let cased = forms.into_iter();
        let mut cased: Vec<String> = cased
            .map(|form| in_case_of(&self.term.text, written, form))
            .collect();
        cased.dedup();
        cased
    }
}

/// Finds every term of some glossaries in one language.
#[derive(Debug)]
pub struct TermFinder<'g> {
    automaton: Automaton,
    /// What ends at its nodes, by number.
    terms: Vec<Entry<'g>>,
    /// The rules of the language, if entente knows it.
    rules: Option<&'static FormRules>,
}

/// A term as one of its patterns leads to it.
#[derive(Clone, Copy, Debug)]
struct Entry<'g> {
    glossary: &'g Glossary,
    concept: &'g Concept,
    term: &'g Term,
    /// The pattern is a form the glossary gives outright, for these cells.
    explicit: Option<CellSet>,
}

impl<'g> TermFinder<'g> {
    /// A finder of all terms of `glossaries` whose language answers `lang`.
    ///
    /// Terms of a language entente does not know are found in their citation form only.
    pub fn new(glossaries: &[&'g Glossary], lang: &LangTag) -> TermFinder<'g> {
        TermFinder::with(None, glossaries, lang)
    }

    /// The same with the forms that a user's lexicon adds.
    pub fn with(
        lexicon: Option<&Lexicon>,
        glossaries: &[&'g Glossary],
        lang: &LangTag,
    ) -> TermFinder<'g> {
        let mut builder = Builder::new(lang, lexicon);
        let answers = |term: &&Term| lang.answered_by(&term.lang).is_some();
        let concepts = glossaries.iter().flat_map(|glossary| &glossary.concepts);
        let terms = concepts.flat_map(|concept| &concept.terms);
        builder
            .finder
            .automaton
            .reserve(terms.filter(answers).count());
        for &glossary in glossaries {
            for concept in &glossary.concepts {
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
        let words = words::read(text);
        let mut walker = Walker::new(self, text, &words);
        let mut found = Vec::new();
        // Index after the last word of the matches so far: what ends before it lies inside one.
        let mut covered = 0;
        for (at, word) in words.iter().enumerate() {
            if word.kind != WordOrMark::Word || word.is_part_of_address {
                continue;
            }
            let end = walker.walk(at);
            if end > covered && walker.report(at, &mut found) {
                covered = end;
            }
        }
        found
    }
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
        let text = "Round-tables on re entry and reentry, a roundtable; memoranda of \
                    understanding; the memorandum's end.";
        let expected = [
            "rt=Round-tables",
            "re=re entry",
            "re=reentry",
            "rt=roundtable",
            "mou=memoranda of understanding",
        ];
        assert_eq!(found(table, "en", text), expected);
    }

    /// What is found, unsure ones with a question mark.
    fn judged(term: &str, lang: &str, text: &str) -> Vec<String> {
        let lang = LangTag::parse(lang).unwrap();
        let table = format!("concept,term,pos\nc,{term},noun\n");
        let glossary = read_glossary(&Source::new("g.csv", table), Some(&lang)).unwrap();
        let finder = TermFinder::new(&[&glossary], &lang);
        let mark = |hit: &TermOccurrence<'_>| if hit.unsure { "?" } else { "" };
        let show = |hit: TermOccurrence<'_>| format!("{}{}", &text[hit.span.range()], mark(&hit));
        finder.find(text).into_iter().map(show).collect()
    }

    #[test]
    fn words_around_tell_a_noun_from_a_verb() {
        for (term, lang, text, expected) in [
            (
                "launch",
                "en",
                "The launch was fine after two launches.",
                "launch launches",
            ),
            (
                "launch",
                "en",
                "They will launch it; he launches satellites.",
                "",
            ),
            ("launch", "en", "They plan to launch the probe.", ""),
            ("launch", "en", "France wants to launch in May.", "launch?"),
            ("launch", "en", "Launch the rocket now.", "Launch?"),
            ("launch", "en", "We give access to launches.", "launches"),
            ("crew", "en", "Can crew members see it?", "crew?"),
            ("porte", "fr", "Il porte une croix et ne porte rien.", ""),
            (
                "porte",
                "fr",
                "Une porte s'ouvre ; on la porte.",
                "porte porte?",
            ),
            (
                "cour",
                "fr",
                "au cours de l'été, les cours royales",
                "cours",
            ),
            ("est", "fr", "Il est à l'est de Paris, elle est là.", "est"),
            (
                "accord",
                "fr",
                "Ils signent un accord, d'accord ?",
                "accord accord",
            ),
            ("сталь", "ru", "Они стали из стали.", "стали? стали"),
            (
                "пора",
                "ru",
                "До сих пор и с той поры; пора спать.",
                "пор поры пора?",
            ),
            (
                "путь",
                "ru",
                "Обменялись путём переписки, долгим путём.",
                "путём? путём",
            ),
        ] {
            assert_eq!(judged(term, lang, text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn names_and_terms_of_several_words_are_not_doubted() {
        assert_eq!(
            judged("Vulcain", "fr", "Elle, Vulcain, et qui d'autre"),
            ["Vulcain"]
        );
        assert_eq!(
            judged("launch pad", "en", "They will launch pad 39."),
            ["launch pad"]
        );
        assert_eq!(
            judged("boîte", "fr", "Deux boites et une boîte."),
            ["boites", "boîte"]
        );
        assert_eq!(judged("sûr", "fr", "Sur la table"), [""; 0]);
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
