//! What the break engine asks of a language: its abbreviations by class and a few customs.
//!
//! An abbreviation is listed without its last full stop and without the spaces inside it: `т. д.`
//! stands as `т.д`, `av. J.-C.` as `av.J.-C`. One in lower case answers the capitalised spelling
//! too (`рис`, `Рис`), but no further capitals: `н.э` is an era and `Н. Э.` are initials. One with
//! a capital answers only itself, so that `No` (number) is not `no`. A list is one string, its
//! entries parted by white space.
//! The class says what may follow the full stop; how it is used is told in `segment`.

/// What a full stop after an abbreviation means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AbbreviationClass {
    /// Stands before a word it belongs to and never ends a sentence: `e.g.`, `см.`, `c.-à-d.`.
    Never,
    /// Stands before a name and never ends a sentence: `Mr.`, `M.`, `проф.`.
    Title,
    /// Stands before a number, letter or name; only a word that can but start a sentence shows
    /// that it ended one: `Fig.`, `рис.`, `p.`.
    Reference,
    /// An abbreviation only before a number, else an ordinary word: `no.`, `art.`, `sec.`.
    BeforeNumber,
    /// Stands at the end of an enumeration or after a figure: before a capital the sentence ends:
    /// `etc.`, `и т. д.`, `руб.`.
    Closing,
    /// Stands inside and at the end alike; the next word decides: `Inc.`, `Jr.`, `St.`, `обл.`.
    Either,
    /// Ends a date and so either its sentence or the phrase that opens one: `av. J.-C.`, `н. э.`.
    Era,
    /// A year or century after its number (`1957 г.`, `XIX в.`), used like an era; without a number
    /// it stands before a name (`г. Самара`).
    Dated,
}

/// Where sentences end in one language; see `segment` for how it is used.
#[derive(Debug)]
pub struct BreakData {
    /// Abbreviations by class, without the last full stop; the first list that names one counts.
    pub abbreviations: &'static [(AbbreviationClass, &'static str)],
    /// Units, lower case: after a figure they take no full stop of their own, whatever else they
    /// abbreviate (`400 м.`, `3 s.`).
    pub units: &'static str,
    /// Words that, capitalised after an abbreviation, can only begin a sentence: `The`, `Он`,
    /// `Cependant`; lower case. One that ends in an apostrophe answers elided words.
    pub starters: &'static str,
    /// Words with which a date opens a sentence (`In 331 B.C. Alexander`), lower case.
    pub date_openers: &'static str,
    /// Starters that also begin surnames, so that they prove nothing after an initial: `Le`.
    pub particles: &'static str,
}

/// Abbreviations in Latin script that texts of every language carry; a language's own come first.
pub(crate) static INTERNATIONAL: &[(AbbreviationClass, &str)] = &[
    (
        AbbreviationClass::Either,
        "
        Inc Ltd Corp Co Cie Bros LLC PLC GmbH Jr Sr Pty Pvt S.A S.A.S S.p.A S.L N.V B.V A.G Oy
        Univ Dept",
    ),
    (
        AbbreviationClass::Title,
        "Mr Mrs Ms Dr Prof St Ste Mgr Lt Col Gen Capt",
    ),
    (
        AbbreviationClass::Never,
        "vs cf e.g i.e viz op.cit loc.cit P.S PS P.P.S N.B NB P.-S",
    ),
    (AbbreviationClass::Reference, "Vol Fig pp p ed eds No Nos"),
    (AbbreviationClass::Closing, "etc et.al al ibid"),
];

#[cfg(test)]
mod tests {
    use crate::lang::LANGUAGES;
    use std::collections::HashSet;

    #[test]
    fn an_entry_stands_in_one_list_of_its_language() {
        for language in LANGUAGES {
            let mut seen = HashSet::new();
            let twice: Vec<&str> = language
                .breaks
                .abbreviations
                .iter()
                .flat_map(|(_, entries)| entries.split_whitespace())
                .filter(|entry| !seen.insert(*entry))
                .collect();
            assert!(twice.is_empty(), "{}: {}", language.code, twice.join(" "));
        }
    }

    #[test]
    fn entries_leave_out_the_last_full_stop() {
        for language in LANGUAGES {
            for (_, entries) in language.breaks.abbreviations {
                let dotted = entries
                    .split_whitespace()
                    .find(|entry| entry.ends_with('.'));
                assert_eq!(dotted, None, "{}", language.code);
            }
        }
    }

    #[test]
    fn starters_and_units_are_in_small_letters() {
        for language in LANGUAGES {
            let data = language.breaks;
            for list in [data.units, data.starters, data.particles, data.date_openers] {
                assert_eq!(list, list.to_lowercase(), "{}", language.code);
            }
        }
    }
}
