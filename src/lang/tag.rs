//! Language tags (BCP 47) as memories and glossaries write them.
//!
//! `FR_ca`, `fr-CA` and `fr-ca` are one [`LangTag`]. A tag that is asked for is answered by itself,
//! else by the bare language, else by any region of it; whether entente knows the language is
//! another question ([`Language`](super::Language)). The only door to `oxilangtag`.

use std::fmt;

/// A well-formed language tag in its usual case: `fr`, `en-GB`, `sr-Latn-RS`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LangTag(String);

/// Text that is no language tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LangTagError {
    text: String,
}

impl fmt::Display for LangTagError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = crate::text::escape::escape(&self.text);
        write!(
            f,
            "\"{text}\" is not a language tag such as \"fr\" or \"en-GB\""
        )
    }
}

impl std::error::Error for LangTagError {}

impl LangTag {
    /// Reads a tag; capitals and `_` for `-` are accepted, as real memories write them.
    ///
    /// # Errors
    /// When the text is no well-formed BCP 47 tag.
    pub fn parse(text: &str) -> Result<LangTag, LangTagError> {
        let dashed = text.trim().replace('_', "-");
        match oxilangtag::LanguageTag::parse_and_normalize(&dashed) {
            Ok(tag) => Ok(LangTag(tag.into_inner())),
            Err(_) => Err(LangTagError {
                text: text.to_owned(),
            }),
        }
    }

    /// The tag in its usual case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary subtag, lower case: `fr` of `fr-CA`.
    pub fn primary(&self) -> &str {
        primary(&self.0)
    }

    /// How well `self`, asked for, is answered by `offered`: 0 the same tag, 1 the bare language,
    /// 2 another region or script of the same language; `None` when the languages differ.
    ///
    /// OmegaT's order, and that of design section 3, step 7.
    pub fn answered_by(&self, offered: &LangTag) -> Option<u8> {
        self.answered_by_text(&offered.0)
    }

    /// The same for a tag that is written in its usual case.
    pub fn answered_by_text(&self, offered: &str) -> Option<u8> {
        if self.0 == offered {
            Some(0)
        } else if self.primary() != primary(offered) {
            None
        } else if is_bare(offered) {
            Some(1)
        } else {
            Some(2)
        }
    }
}

/// The primary subtag of a tag.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Whether a tag names a language and nothing else.
pub fn is_bare(tag: &str) -> bool {
    !tag.contains('-')
}

impl fmt::Display for LangTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for LangTag {
    type Err = LangTagError;

    fn from_str(text: &str) -> Result<LangTag, LangTagError> {
        LangTag::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> LangTag {
        LangTag::parse(text).unwrap()
    }

    #[test]
    fn capitals_and_underscores_are_read() {
        assert_eq!(tag("EN-US").as_str(), "en-US");
        assert_eq!(tag("ru_RU").as_str(), "ru-RU");
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for text in ["", "---", "français", "e", "en us"] {
            assert!(LangTag::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn the_same_tag_answers_before_the_bare_language_before_a_region() {
        assert_eq!(tag("fr-CA").answered_by(&tag("fr-CA")), Some(0));
        assert_eq!(tag("fr-CA").answered_by(&tag("fr")), Some(1));
        assert_eq!(tag("fr").answered_by(&tag("fr-FR")), Some(2));
        assert_eq!(tag("fr").answered_by(&tag("frr")), None);
    }
}
