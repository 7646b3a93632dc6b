//! Concordance: the units of a memory in which a word or a phrase stands, in any of its forms.
//!
//! A translator who looks up «ракета-носитель» wants «ракеты-носителя» too. So each phrase is read as
//! a term whose grammar is not known, inflected by the rules of the variant's language, and found as
//! terms are. In a language that entente does not know it is found as it was typed, in any case. Of
//! several phrases all must stand in one variant. Where a phrase has a space or a hyphen between two words
//! the text may have the other. What words cannot say, a regular expression can.
//!
//! ```
//! use entente::inline::InlineText;
//! use entente::lang::LangTag;
//! use entente::matching::concordance::{Concordance, Phrases};
//! use entente::memory::{TranslationUnit, Variant};
//!
//! let text = |lang, text| Variant::new(LangTag::parse(lang).unwrap(), InlineText::plain(text));
//! let unit = TranslationUnit {
//!     variants: vec![
//!         text("en", "Both launchers are ready."),
//!         text("ru", "Обе ракеты-носителя готовы."),
//!     ],
//!     ..TranslationUnit::default()
//! };
//! let phrases = Phrases::new(["ракета-носитель"]);
//! let hits = Concordance::of_forms(&phrases).find(&unit, None);
//! assert_eq!(hits.len(), 1);
//! assert_eq!(&unit.variants[hits[0].variant].content.text[hits[0].spans[0].range()], "ракеты-носителя");
//! ```

use crate::glossary::{Concept, Glossary, Term, TermFinder};
use crate::lang::{LANGUAGES, LangTag};
use crate::memory::TranslationUnit;
use crate::segment::srx::Expression;
use crate::text::{Place, Span};

/// The tag of a language that is not known.
const UNDETERMINED: &str = "und";

/// Words and phrases to look for, each as a term of every language.
#[derive(Clone, Debug)]
pub struct Phrases(Vec<Glossary>);

impl Phrases {
    /// Each of `phrases` in every language; blank ones are left out.
    pub fn new<'t>(phrases: impl IntoIterator<Item = &'t str>) -> Phrases {
        let phrases = phrases.into_iter().map(str::trim);
        let phrases = phrases.filter(|phrase| !phrase.is_empty());
        Phrases(phrases.map(as_glossary).collect())
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn as_glossary(phrase: &str) -> Glossary {
    let words: Vec<&str> = phrase
        .split([' ', '-'])
        .filter(|word| !word.is_empty())
        .collect();
    let mut spellings = vec![phrase.to_owned()];
    for other in [words.join(" "), words.join("-")] {
        if !spellings.contains(&other) {
            spellings.push(other);
        }
    }
    let term = |code: &str, spelling: &str| {
        let lang = LangTag::parse(code).ok()?;
        let mut term = Term::new(spelling, lang, Place { line: 1, column: 1 });
        term.case_sensitive = Some(false);
        Some(term)
    };
    let terms = codes().flat_map(|code| {
        let spellings = spellings.iter();
        spellings.filter_map(move |spelling| term(code, spelling))
    });
    Glossary {
        concepts: vec![Concept {
            terms: terms.collect(),
            ..Concept::default()
        }],
        ..Glossary::default()
    }
}

fn codes() -> impl Iterator<Item = &'static str> {
    let known = LANGUAGES.iter().map(|language| language.code);
    known.chain([UNDETERMINED])
}

/// A search that was made ready once for all units.
#[derive(Debug)]
pub struct Concordance<'p>(Search<'p>);

#[derive(Debug)]
enum Search<'p> {
    /// For each language a finder for each phrase.
    Forms(Vec<(&'static str, Vec<TermFinder<'p>>)>),
    Expression(Expression),
}

/// A variant in which everything that was looked for stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its index in the unit.
    pub variant: usize,
    /// Where, in its text: never empty, in order.
    pub spans: Vec<Span>,
}

impl<'p> Concordance<'p> {
    /// Looks for all of `phrases` in any of their forms.
    pub fn of_forms(phrases: &'p Phrases) -> Concordance<'p> {
        let languages = codes().filter_map(|code| {
            let lang = LangTag::parse(code).ok()?;
            let finders = phrases.0.iter();
            let finders = finders.map(|glossary| TermFinder::new(&[glossary], &lang));
            Some((code, finders.collect()))
        });
        Concordance(Search::Forms(languages.collect()))
    }

    /// Looks for what matches a regular expression.
    pub fn of_expression(expression: Expression) -> Concordance<'static> {
        Concordance(Search::Expression(expression))
    }

    /// The variants of `unit`, only those whose language answers `lang` if it is given, in which all
    /// of it stands. Costs one pass over their texts for each phrase.
    pub fn find(&self, unit: &TranslationUnit, lang: Option<&LangTag>) -> Vec<Hit> {
        let asked = |own: Option<&LangTag>| {
            lang.is_none_or(|lang| own.is_some_and(|own| lang.answered_by(own).is_some()))
        };
        let variants = unit.variants.iter().enumerate();
        let hits = variants.filter_map(|(index, variant)| {
            if !asked(variant.lang.as_ref()) {
                return None;
            }
            let spans = self.spans(&variant.content.text, variant.lang.as_ref());
            (!spans.is_empty()).then_some(Hit {
                variant: index,
                spans,
            })
        });
        hits.collect()
    }

    /// Where it stands in `text`; nothing unless all of it does.
    fn spans(&self, text: &str, lang: Option<&LangTag>) -> Vec<Span> {
        let languages = match &self.0 {
            Search::Expression(expression) => return expression.find_all(text),
            Search::Forms(languages) => languages,
        };
        let code = lang.map_or(UNDETERMINED, LangTag::primary);
        let own = languages.iter().find(|(known, _)| *known == code);
        let Some((_, finders)) = own.or_else(|| languages.last()) else {
            return Vec::new();
        };
        let mut spans = Vec::new();
        for finder in finders {
            let found = finder.find(text);
            if found.is_empty() {
                return Vec::new();
            }
            spans.extend(found.into_iter().map(|found| found.span));
        }
        spans.sort_unstable();
        spans.dedup();
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::InlineText;
    use crate::memory::Variant;

    fn unit(texts: &[(&str, &str)]) -> TranslationUnit {
        let variant = |&(lang, text): &(&str, &str)| {
            Variant::new(LangTag::parse(lang).unwrap(), InlineText::plain(text))
        };
        TranslationUnit {
            variants: texts.iter().map(variant).collect(),
            ..TranslationUnit::default()
        }
    }

    fn found(phrases: &[&str], texts: &[(&str, &str)]) -> Vec<String> {
        let phrases = Phrases::new(phrases.iter().copied());
        let unit = unit(texts);
        let hits = Concordance::of_forms(&phrases).find(&unit, None);
        let texts = hits.iter().flat_map(|hit| {
            let text = &unit.variants[hit.variant].content.text;
            hit.spans.iter().map(|span| text[span.range()].to_owned())
        });
        texts.collect()
    }

    #[test]
    fn a_space_or_a_hyphen_may_part_the_words() {
        let texts = [
            (
                "ru",
                "Два ракеты-носителя, ракета носитель и носитель ракеты.",
            ),
            ("en", "A follow-up is a follow up."),
        ];
        let russian = ["ракеты-носителя", "ракета носитель"];
        assert_eq!(found(&["ракета носитель"], &texts), russian);
        assert_eq!(found(&["ракета-носитель"], &texts), russian);
        assert_eq!(found(&["follow up"], &texts), ["follow-up", "follow up"]);
        assert_eq!(found(&["носитель-ракеты"], &texts), ["носитель ракеты"]);
    }

    #[test]
    fn what_only_looks_alike_is_not_found() {
        assert_eq!(
            found(&["лес"], &[("ru", "Лестница ведёт наверх.")]),
            [""; 0]
        );
        assert_eq!(found(&["sas"], &[("fr", "Sa sœur est là.")]), [""; 0]);
        assert_eq!(found(&["port"], &[("en", "Ports and airports")]), ["Ports"]);
        assert_eq!(found(&[], &[("en", "Ports")]), [""; 0]);
        assert_eq!(found(&[" "], &[("en", "Ports")]), [""; 0]);
    }

    #[test]
    fn all_phrases_must_stand_in_one_variant() {
        let texts = [
            ("en", "The crew left the station."),
            ("fr", "L’équipage a quitté la station."),
        ];
        assert_eq!(found(&["crew", "station"], &texts), ["crew", "station"]);
        assert_eq!(found(&["crew", "équipage"], &texts), [""; 0]);
        assert_eq!(found(&["the station"], &texts), ["the station"]);
    }

    #[test]
    fn forms_are_found_in_any_case() {
        let russian = [("ru", "ЭКИПАЖИ двух орбитальных станций")];
        assert_eq!(found(&["экипаж"], &russian), ["ЭКИПАЖИ"]);
        assert_eq!(
            found(&["орбитальная станция"], &russian),
            ["орбитальных станций"]
        );
        assert_eq!(found(&["cnes"], &[("fr", "Le CNES répond.")]), ["CNES"]);
        assert_eq!(found(&["Sonde"], &[("de", "Die Sonde ruft.")]), ["Sonde"]);
    }

    #[test]
    fn an_expression_finds_letters() {
        let unit = unit(&[("en", "Bion-M2 and Bion-M1"), ("ru", "«Бион-М» № 2")]);
        let search = Concordance::of_expression(Expression::new(r"Bion-M\d").unwrap());
        let hits = search.find(&unit, None);
        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].spans, [Span::new(0, 7), Span::new(12, 19)]);
        let russian = LangTag::parse("ru").unwrap();
        assert!(search.find(&unit, Some(&russian)).is_empty());
        assert!(Expression::new("(").is_err());
        let empty = Concordance::of_expression(Expression::new("x*").unwrap());
        assert!(
            empty.find(&unit, None).is_empty(),
            "an empty match shows nothing"
        );
    }
}
