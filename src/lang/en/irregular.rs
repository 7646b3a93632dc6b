//! English nouns whose plural no rule gives.

/// The singular and its plurals; the first plural is the usual one.
#[rustfmt::skip] // a list to read
pub(super) const IRREGULAR: &[(&str, &[&str])] = &[
    ("man", &["men"]), ("woman", &["women"]), ("child", &["children"]),
    ("spokesperson", &["spokespeople", "spokespersons"]),
    ("salesperson", &["salespeople", "salespersons"]), ("person", &["persons"]),
    ("foot", &["feet"]), ("tooth", &["teeth"]), ("goose", &["geese"]), ("mouse", &["mice"]),
    ("louse", &["lice"]), ("ox", &["oxen"]), ("die", &["dice", "dies"]),
    ("penny", &["pence", "pennies"]), ("datum", &["data"]), ("medium", &["media", "mediums"]),
    ("bacterium", &["bacteria"]), ("memorandum", &["memoranda", "memorandums"]),
    ("spectrum", &["spectra", "spectrums"]), ("stratum", &["strata"]),
    ("symposium", &["symposia", "symposiums"]), ("maximum", &["maxima", "maximums"]),
    ("minimum", &["minima", "minimums"]), ("optimum", &["optima", "optimums"]),
    ("quantum", &["quanta"]), ("curriculum", &["curricula", "curriculums"]),
    ("equilibrium", &["equilibria", "equilibriums"]), ("aquarium", &["aquariums", "aquaria"]),
    ("erratum", &["errata"]), ("addendum", &["addenda"]),
    ("consortium", &["consortia", "consortiums"]),
    ("millennium", &["millennia", "millenniums"]), ("momentum", &["momenta", "momentums"]),
    ("continuum", &["continua"]), ("forum", &["forums", "fora"]), ("criterion", &["criteria"]),
    ("phenomenon", &["phenomena"]), ("perihelion", &["perihelia"]), ("aphelion", &["aphelia"]),
    ("automaton", &["automata", "automatons"]), ("polyhedron", &["polyhedra"]),
    ("nucleus", &["nuclei"]), ("radius", &["radii", "radiuses"]), ("stimulus", &["stimuli"]),
    ("focus", &["foci", "focuses"]), ("locus", &["loci"]), ("cactus", &["cacti", "cactuses"]),
    ("fungus", &["fungi"]), ("torus", &["tori"]), ("syllabus", &["syllabi", "syllabuses"]),
    ("alumnus", &["alumni"]), ("corpus", &["corpora"]), ("genus", &["genera"]),
    ("opus", &["opuses", "opera"]), ("apparatus", &["apparatus", "apparatuses"]),
    ("index", &["indices", "indexes"]), ("matrix", &["matrices", "matrixes"]),
    ("appendix", &["appendices", "appendixes"]), ("vertex", &["vertices"]),
    ("vortex", &["vortices", "vortexes"]), ("apex", &["apices", "apexes"]),
    ("axis", &["axes"]), ("antenna", &["antennas", "antennae"]),
    ("formula", &["formulas", "formulae"]), ("nebula", &["nebulae", "nebulas"]),
    ("supernova", &["supernovae", "supernovas"]), ("nova", &["novae", "novas"]),
    ("larva", &["larvae"]), ("alga", &["algae"]), ("schema", &["schemata", "schemas"]),
    ("stigma", &["stigmata", "stigmas"]), ("plateau", &["plateaus", "plateaux"]),
    ("bureau", &["bureaus", "bureaux"]), ("quiz", &["quizzes"]), ("knife", &["knives"]),
    ("life", &["lives"]), ("wife", &["wives"]), ("leaf", &["leaves"]), ("loaf", &["loaves"]),
    ("half", &["halves"]), ("self", &["selves"]), ("shelf", &["shelves"]),
    ("calf", &["calves"]), ("wolf", &["wolves"]), ("thief", &["thieves"]), ("elf", &["elves"]),
    ("sheaf", &["sheaves"]), ("scarf", &["scarves", "scarfs"]), ("hoof", &["hooves", "hoofs"]),
    ("dwarf", &["dwarfs", "dwarves"]), ("wharf", &["wharves", "wharfs"]),
    ("hero", &["heroes"]), ("echo", &["echoes"]), ("potato", &["potatoes"]),
    ("tomato", &["tomatoes"]), ("torpedo", &["torpedoes"]), ("veto", &["vetoes"]),
    ("cargo", &["cargoes", "cargos"]), ("volcano", &["volcanoes", "volcanos"]),
    ("embargo", &["embargoes"]), ("tornado", &["tornadoes", "tornados"]),
    ("zero", &["zeros", "zeroes"]), ("mosquito", &["mosquitoes"]), ("domino", &["dominoes"]),
    ("gas", &["gases", "gasses"]), ("bus", &["buses", "busses"]), ("yes", &["yeses"]),
    ("ephemeris", &["ephemerides"]), ("ganglion", &["ganglia"]), ("hypha", &["hyphae"]),
    ("genius", &["geniuses", "genii"]), ("octopus", &["octopuses"]),
    ("terminus", &["termini", "terminuses"]), ("nimbus", &["nimbi", "nimbuses"]),
    ("referendum", &["referendums", "referenda"]), ("ovum", &["ova"]),
    ("desideratum", &["desiderata"]), ("codex", &["codices"]),
    ("helix", &["helices", "helixes"]), ("cortex", &["cortices"]),
    ("vertebra", &["vertebrae"]), ("lacuna", &["lacunae", "lacunas"]),
    ("corrigendum", &["corrigenda"]), ("hypothesis", &["hypotheses"]),
    ("ourself", &["ourselves"]),
];

/// Nouns that are their own plural.
#[rustfmt::skip] // a list to read
pub(super) const UNCHANGED: &[&str] = &[
    "aircraft", "spacecraft", "rotorcraft", "hovercraft", "watercraft", "series", "species",
    "means", "headquarters", "sheep", "fish", "deer", "offspring", "crossroads", "barracks",
    "hertz", "gigahertz", "megahertz", "kilohertz", "lux", "siemens", "news", "physics",
    "optics", "mathematics", "information", "chassis", "corps", "rendezvous", "salmon",
    "debris", "chaos", "shrimp", "trout", "bison", "swine", "gallows", "innings", "samurai",
];

/// Nouns in -man that are no kind of man.
pub(super) const NOT_MEN: &[&str] = &["human", "german", "roman", "talisman", "ottoman", "shaman"];

/// Adjectives that stand after the noun they belong to: `secretaries general`.
pub(super) const POSTPOSED: &[&str] = &["general", "elect", "emeritus", "laureate", "designate"];

/// Offices whose holder may be `general`; a `major general` is a general.
#[rustfmt::skip] // a list to read
pub(super) const OFFICES: &[&str] = &[
    "attorney", "auditor", "commissioner", "consul", "director", "governor", "inspector",
    "postmaster", "procurator", "secretary", "solicitor", "surgeon",
];
