//! French plurals and feminines that no rule gives.

/// The singular and its plurals; the first plural is the usual one.
#[rustfmt::skip] // a list to read
pub(super) const IRREGULAR: &[(&str, &[&str])] = &[
    ("œil", &["yeux"]), ("oeil", &["yeux"]), ("ciel", &["cieux", "ciels"]),
    ("aïeul", &["aïeux", "aïeuls"]), ("monsieur", &["messieurs"]), ("madame", &["mesdames"]),
    ("mademoiselle", &["mesdemoiselles"]), ("maximum", &["maximums", "maxima"]),
    ("minimum", &["minimums", "minima"]), ("optimum", &["optimums", "optima"]),
    ("erratum", &["errata", "erratums"]), ("stratum", &["strata"]),
    ("quantum", &["quanta", "quantums"]), ("barman", &["barmans", "barmen"]),
    ("bonhomme", &["bonshommes"]), ("gentilhomme", &["gentilshommes"]), ("tout", &["tous"]),
    ("scénario", &["scénarios", "scénarii"]), ("média", &["médias"]),
    ("match", &["matchs", "matches"]), ("sandwich", &["sandwichs", "sandwiches"]),
    ("final", &["finaux", "finals"]), ("idéal", &["idéaux", "idéals"]),
];

/// Words in -al with the plural in -als.
#[rustfmt::skip] // a list to read
pub(super) const IN_ALS: &[&str] = &[
    "aval", "bal", "banal", "bancal", "cal", "carnaval", "cérémonial", "chacal", "choral", "étal",
    "fatal", "festival", "natal", "naval", "pal", "récital", "régal", "santal", "val", "glacial",
    "mistral", "narval", "serval", "tonal", "causal", "jovial",
];

/// Words in -ail with the plural in -aux.
#[rustfmt::skip] // a list to read
pub(super) const IN_AUX: &[&str] = &[
    "bail", "corail", "émail", "soupirail", "travail", "vantail", "vitrail",
];

/// Words in -ou with the plural in -oux.
#[rustfmt::skip] // a list to read
pub(super) const IN_OUX: &[&str] = &[
    "bijou", "caillou", "chou", "genou", "hibou", "joujou", "pou",
];

/// Words in -eu and -au with the plural in -s.
pub(super) const IN_US: &[&str] = &["pneu", "bleu", "landau", "sarrau", "émeu"];

/// Endings of masculine adjectives with those of their feminines, the usual one first; the longest
/// ending that fits counts.
#[rustfmt::skip] // a list to read
pub(super) const FEMININES: &[(&str, &[&str])] = &[
    ("e", &["e"]), ("if", &["ive"]), ("euf", &["euve"]), ("eux", &["euse"]),
    ("teur", &["trice", "teuse"]), ("eur", &["euse", "eure"]), ("er", &["ère"]),
    ("el", &["elle"]), ("eil", &["eille"]), ("ien", &["ienne"]), ("éen", &["éenne"]),
    ("on", &["onne"]), ("et", &["ète", "ette"]), ("ic", &["ique"]), ("blanc", &["blanche"]),
    ("sec", &["sèche"]), ("ong", &["ongue"]), ("eau", &["elle"]), ("gu", &["guë", "güe"]),
    ("gros", &["grosse"]), ("bas", &["basse"]), ("gras", &["grasse"]), ("doux", &["douce"]),
    ("roux", &["rousse"]), ("faux", &["fausse"]), ("fou", &["folle"]), ("mou", &["molle"]),
    ("vieux", &["vieille"]), ("nul", &["nulle"]),
];
