//! Typography: how a language sets its marks, quotation marks, dashes and numbers.
//!
//! Authorities conflict, so a house follows a [`Profile`] of its language: `imprimerie-nationale`
//! asks for a narrow no-break space before `;`, `eu` for none. Every language also has the profile
//! `consistent`, which takes from each article what it does most often and reports only what
//! mixes. What holds in every house (`Etat` is `État`) is beside the profiles in [`Typography`].
//!
//! Everything here is data; the rules under `check` that read it know no language.
//!
//! ```
//! use entente::lang::Language;
//!
//! let french = Language::for_code("fr").unwrap();
//! assert_eq!(french.typography.default_profile().name, "imprimerie-nationale");
//! assert!(french.typography.profile("eu").is_some());
//! assert!(french.typography.profile("chicago").is_none());
//! ```

/// A space that breaks: what most keyboards give.
pub const SPACE: &str = " ";
/// The no-break space.
pub const NO_BREAK: &str = "\u{A0}";
/// The narrow no-break space.
pub const NARROW: &str = "\u{202F}";
/// No space at all.
pub const NONE: &str = "";

/// Which of several ways to write one thing are right.
#[derive(Clone, Copy, Debug)]
pub struct Norm {
    /// What may stand there; the first is what a fix writes.
    pub accepted: &'static [&'static str],
    /// Whether any will do that the article keeps to: the commonest in it is right then.
    pub free: bool,
}

impl Norm {
    /// Only these are right.
    pub const fn only(accepted: &'static [&'static str]) -> Norm {
        let free = false;
        Norm { accepted, free }
    }

    /// Any of these is right, but one article keeps to one.
    pub const fn one_of(accepted: &'static [&'static str]) -> Norm {
        let free = true;
        Norm { accepted, free }
    }
}

/// Quotation marks and the spaces inside them.
#[derive(Clone, Copy, Debug)]
pub struct QuoteStyle {
    /// Opening and closing marks that may stand outermost; the first are what a fix writes.
    pub outer: &'static [(char, char)],
    /// Whether any of `outer` will do that the article keeps to.
    pub free: bool,
    /// The marks of a quotation inside another.
    pub inner: (char, char),
    /// What stands inside « and ».
    pub inside: Norm,
}

/// One house's conventions for a language.
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    /// Its name in settings: `imprimerie-nationale`.
    pub name: &'static str,
    /// Where its rules come from.
    pub authority: &'static str,
    /// Whether the article itself is the norm: what it does most often is right.
    pub consistent: bool,
    /// What stands before punctuation: the marks and their norm.
    pub marks: &'static [(&'static str, Norm)],
    /// Quotation marks.
    pub quotes: QuoteStyle,
    /// The dash between words that have spaces around them.
    pub dash: Norm,
    /// What stands between the two ends of a range in digits, without spaces.
    pub range: Option<&'static str>,
    /// What stands between a number and a sign or unit glued to it or set apart.
    pub signs: &'static [(&'static [&'static str], Norm)],
    /// What stands after a sign that a number follows: `№ 5`.
    pub before_number: &'static [(&'static str, Norm)],
    /// What groups thousands from five digits on; empty when the profile does not say.
    pub groups: &'static [&'static str],
    /// Whether a time is `16 h 15`, not `16h15`.
    pub spaced_hour: bool,
}

/// What entente knows of a language's typography.
#[derive(Debug)]
pub struct Typography {
    /// Its profiles, the default first.
    pub profiles: &'static [Profile],
    /// Words whose capital lost its accent, and how they are written: `Etat`, `État`.
    pub capitals: &'static [(&'static str, &'static str)],
    /// Words that make a first `A` a preposition when they follow it, and the letter it is then.
    pub first_letter: Option<(&'static str, &'static str, &'static [&'static str])>,
    /// Notations, what they should be, and whether that is wrong in every house.
    pub notations: &'static [(&'static str, &'static str, bool)],
    /// Endings of digits that are wrong, and the right ones: `2ème`, `2e`.
    pub ordinals: &'static [(&'static str, &'static str)],
    /// Words that no line may part: the word before a space and what follows it.
    pub together: &'static [Together],
    /// Particles that a hyphen joins to their word without spaces: `кто-то`.
    pub particles: &'static [&'static str],
    /// Letters that are one letter to readers who leave out its dots: `е`, `ё`.
    pub dotted: Option<(char, char)>,
    /// Words that are two words by those letters: `все` and `всё`.
    pub dotted_pairs: &'static [&'static str],
    /// The commonest small words, by which a sentence is known to be of the language.
    pub small_words: &'static [&'static str],
}

/// Two things that stand on one line.
#[derive(Clone, Copy, Debug)]
pub enum Together {
    /// A word and any capitalised one after it: `M.` and `Dupont`.
    BeforeName(&'static str),
    /// A number and this word after it: `1998` and `г.`.
    AfterNumber(&'static str),
    /// This word and the next: `и` and `т.`.
    Words(&'static str, &'static str),
    /// An initial (`С.`) and the name or initial after it.
    Initials,
    /// A word and the dash after it.
    BeforeDash(&'static str),
}

impl Typography {
    /// The profile that is followed when none is asked for.
    pub fn default_profile(&self) -> &'static Profile {
        &self.profiles[0]
    }

    /// The profile called `name`.
    pub fn profile(&self, name: &str) -> Option<&'static Profile> {
        self.profiles.iter().find(|profile| profile.name == name)
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::LANGUAGES;

    #[test]
    fn every_language_has_a_profile_that_only_asks_for_consistency() {
        for language in LANGUAGES {
            let consistent = language.typography.profile("consistent").unwrap();
            assert!(consistent.consistent, "{}", language.code);
            assert!(!language.typography.default_profile().consistent);
        }
    }

    #[test]
    fn small_words_are_of_one_language_and_lower_case() {
        for language in LANGUAGES {
            for word in language.typography.small_words {
                assert_eq!(*word, word.to_lowercase());
                let others = LANGUAGES.iter().filter(|other| *other != language);
                for other in others {
                    assert!(!other.typography.small_words.contains(word), "{word}");
                }
            }
        }
    }
}
