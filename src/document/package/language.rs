//! The language that a package says its text is in, in the words of office programs.
//!
//! They speak of a language and a country (`fr-FR`), for spelling, hyphenation and the voice of a
//! screen reader. A tag without a region gets that of the largest press in the language.

use crate::document::Splice;
use crate::lang::LangTag;
use crate::text::Span;

/// The country of a language whose tag names none.
const COUNTRIES: [(&str, &str); 3] = [("en", "US"), ("fr", "FR"), ("ru", "RU")];

/// Language and country of `tag`.
pub(in crate::document) fn locale(tag: &LangTag) -> (&str, Option<&str>) {
    let language = tag.primary();
    let is_region =
        |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_uppercase());
    let region = tag.as_str().split('-').skip(1).find(is_region);
    let usual = || COUNTRIES.iter().find(|(own, _)| *own == language);
    (
        language,
        region.or_else(|| usual().map(|(_, country)| *country)),
    )
}

/// Whether `value` (`en`, `en-GB`) is of the language of `tag`.
pub(in crate::document) fn is_of(value: &str, tag: &LangTag) -> bool {
    let language = value.split(['-', '_']).next().unwrap_or_default();
    language.eq_ignore_ascii_case(tag.primary())
}

/// `value` in place of that of the attribute `name`, without its prefix, in `element`, a start tag
/// that stands at `start`; `None` when it has no such attribute.
pub(in crate::document) fn with_attribute(
    element: &str,
    start: usize,
    name: &str,
    value: &str,
) -> Option<Splice> {
    let mut at = element.find(|c: char| c.is_whitespace())?;
    loop {
        let equals = at + element[at..].find('=')?;
        let own = element[at..equals].trim();
        let quoted = equals + 1 + element[equals + 1..].find(['"', '\''])?;
        let quote = element[quoted..].chars().next()?;
        let end = quoted + 1 + element[quoted + 1..].find(quote)?;
        if own.rsplit(':').next() == Some(name) {
            return Some(Splice {
                span: Span::new(start + quoted + 1, start + end),
                text: value.to_owned(),
            });
        }
        at = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_gets_a_country() {
        let of = |tag: &str| {
            let tag = LangTag::parse(tag).unwrap();
            let (language, country) = locale(&tag);
            format!("{language} {country:?}")
        };
        assert_eq!(of("fr"), "fr Some(\"FR\")");
        assert_eq!(of("fr-CA"), "fr Some(\"CA\")");
        assert_eq!(of("la"), "la None");
    }

    #[test]
    fn the_value_of_one_attribute_changes() {
        let element = "<w:lang w:eastAsia='a=\"b' w:val = \"en-US\"/>";
        let made = with_attribute(element, 10, "val", "fr-FR").unwrap();
        assert_eq!(&element[made.span.start - 10..made.span.end - 10], "en-US");
        assert!(with_attribute(element, 0, "bidi", "x").is_none());
        assert!(with_attribute("<w:lang/>", 0, "val", "x").is_none());
    }
}
