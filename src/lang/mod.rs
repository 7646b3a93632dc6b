//! Languages: tags, and what entente knows of English, French and Russian.
//!
//! A [`LangTag`] names any language (BCP 47); `fr` is answered by `fr-CA`. A [`Language`] is a
//! record of what one language needs: where sentences end, how numbers and dates look, how words
//! inflect. Everything language-specific is data and small functions in that language's own
//! folder; the code that uses it stays language-free.
//!
//! ```
//! use entente::lang::{LangTag, Language};
//!
//! let canadian = LangTag::parse("FR_ca").unwrap();
//! assert_eq!(canadian.as_str(), "fr-CA");
//! assert_eq!(Language::for_tag(&canadian).unwrap().code, "fr");
//! ```

pub mod breaks;
pub mod context;
pub mod declared;
pub mod detect;
pub mod en;
pub mod forms;
pub mod fr;
pub mod joints;
mod number_forms;
pub mod numbers;
pub mod ru;
mod tag;
pub mod typography;
pub mod usage;

pub use tag::{LangTag, LangTagError, is_bare};

/// What entente knows of one language.
#[derive(Debug)]
pub struct Language {
    /// ISO 639-1 code: `en`, `fr`, `ru`.
    pub code: &'static str,
    /// Names under which a glossary column may be headed, lower case, the English one first.
    pub names: &'static [&'static str],
    /// Where sentences end.
    pub breaks: &'static breaks::BreakData,
    /// How numbers, dates and units are written.
    pub numbers: &'static numbers::NumberData,
    /// How a glossary word inflects.
    pub forms: &'static forms::FormRules,
    /// What the word before a term becomes when the term is replaced.
    pub joints: &'static joints::JointRules,
    /// How its marks, quotation marks, dashes and numbers are set.
    pub typography: &'static typography::Typography,
    /// Its little words, and how wide it runs.
    pub usage: &'static usage::UsageData,
}

/// Every language entente knows. A new one is one folder and one line here.
pub static LANGUAGES: &[&Language] = &[&en::ENGLISH, &fr::FRENCH, &ru::RUSSIAN];

impl Language {
    /// The language that answers `tag`, if entente knows it: `en-GB` is answered by English.
    pub fn for_tag(tag: &LangTag) -> Option<&'static Language> {
        Language::for_code(tag.primary())
    }

    /// The language with this primary subtag, lower case.
    pub fn for_code(code: &str) -> Option<&'static Language> {
        LANGUAGES
            .iter()
            .copied()
            .find(|language| language.code == code)
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Language) -> bool {
        self.code == other.code
    }
}

impl Eq for Language {}
