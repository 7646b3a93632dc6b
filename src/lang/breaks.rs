//! What the break engine asks of a language: its abbreviations by class and a few customs.
//!
//! An abbreviation is listed without its last full stop and without the spaces inside it: `т. д.`
//! stands as `т.д`, `av. J.-C.` as `av.J.-C`. One in lower case answers the capitalised spelling
//! too (`рис`, `Рис`); one with a capital answers only itself, so that `No` (number) is not `no`.
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
    /// A year or century after its number (`1957 г.`, `XIX в.`), which often opens a sentence and
    /// as often ends one; without a number it stands before a name (`г. Самара`).
    Dated,
    /// A unit after a figure, which takes no full stop of its own: `400 м.`, `40 kg.`; without a
    /// figure the next word decides.
    Unit,
}

/// Where sentences end in one language; see `segment` for how it is used.
#[derive(Debug)]
pub struct BreakData {
    /// Abbreviations by class, without the last full stop; the first list that names one counts.
    pub abbreviations: &'static [(AbbreviationClass, &'static [&'static str])],
    /// Words that, capitalised after an abbreviation, can only begin a sentence: `The`, `Он`,
    /// `Cependant`; lower case. One that ends in an apostrophe answers elided words.
    pub starters: &'static [&'static str],
    /// Starters that also begin surnames, so that they prove nothing after an initial: `Le`.
    pub particles: &'static [&'static str],
}

/// Abbreviations of names and firms in Latin script that texts of every language carry.
pub(crate) static INTERNATIONAL: &[(AbbreviationClass, &[&str])] = &[
    (
        AbbreviationClass::Either,
        &[
            "Inc", "Ltd", "Corp", "Co", "Cie", "Bros", "LLC", "PLC", "Plc", "GmbH", "Jr", "Sr",
            "Pty", "Pvt", "S.A", "S.A.S", "S.p.A", "S.L", "N.V", "B.V", "A.G", "Oy",
        ],
    ),
    (
        AbbreviationClass::Title,
        &["Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Ste", "Mgr"],
    ),
    (
        AbbreviationClass::Never,
        &["vs", "cf", "e.g", "i.e", "viz", "ibid", "op.cit", "loc.cit"],
    ),
    (
        AbbreviationClass::Reference,
        &["vol", "Vol", "fig", "Fig", "pp", "ed", "eds", "No", "Nos"],
    ),
    (AbbreviationClass::Closing, &["etc", "et.al", "al"]),
];
