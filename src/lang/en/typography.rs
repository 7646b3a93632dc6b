//! English typography.
//!
//! `standard` asks only for what British and American houses share: no space before marks, and one
//! kind of quotation mark, dash and percent spacing in one article. `eu`: *Interinstitutional
//! style guide*, part four: a no-break space before `%` and `°C`, curly quotation marks.

use crate::lang::typography::{NARROW, NO_BREAK, NONE, Norm, Profile, QuoteStyle, Typography};

const UNITS: &[&str] = &[
    "km", "kg", "cm", "km/h", "m/s", "km²", "m²", "m³", "kW", "MW", "kWh", "GHz", "MHz", "kHz",
];

const STANDARD: Profile = Profile {
    name: "standard",
    authority: "what British and American houses share",
    consistent: false,
    marks: &[(";!?:,.", Norm::only(&[NONE]))],
    quotes: QuoteStyle {
        outer: &[('“', '”'), ('"', '"')],
        free: true,
        inner: ('‘', '’'),
        inside: Norm::one_of(&[NONE, NO_BREAK, NARROW]),
    },
    dash: Norm::one_of(&["—", "–", "-", "--"]),
    range: None,
    signs: &[
        (&["%", "°C", "°F"], Norm::one_of(&[NONE, NO_BREAK, NARROW])),
        (UNITS, Norm::one_of(&[NO_BREAK, NARROW, NONE])),
    ],
    before_number: &[],
    groups: &[],
    spaced_hour: false,
};

pub(super) static TYPOGRAPHY: Typography = Typography {
    profiles: &[
        STANDARD,
        Profile {
            name: "eu",
            authority: "Interinstitutional style guide, part four",
            quotes: QuoteStyle {
                outer: &[('“', '”')],
                free: false,
                ..STANDARD.quotes
            },
            signs: &[
                (&["%", "°C"], Norm::only(&[NO_BREAK, NARROW])),
                (UNITS, Norm::only(&[NO_BREAK, NARROW])),
            ],
            ..STANDARD
        },
        Profile {
            name: "consistent",
            authority: "the article itself",
            consistent: true,
            ..STANDARD
        },
    ],
    capitals: &[],
    first_letter: None,
    notations: &[],
    ordinals: &[],
    together: &[],
    particles: &[],
    dotted: None,
    dotted_pairs: &[],
    small_words: &[
        "the", "of", "and", "is", "to", "in", "that", "for", "with", "are", "this", "it", "was",
        "as", "be", "by", "from", "you", "your", "have", "has", "not", "which", "can", "were",
    ],
};
