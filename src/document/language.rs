//! What an article says of its own language, and saying the other one in a draft.
//!
//! `<html lang="en">`, `lang: en` in the front matter: in a translated article such a tag would
//! make browsers hyphenate and read aloud by the wrong rules. Only tags of the article's language
//! are changed, so a quotation in a third one keeps its own.

use super::Splice;
use crate::lang::LangTag;
use crate::text::Span;

/// The tags at `spans` of `text` that say `from`, with `to` in their place.
///
/// A tag written with an underscore (`en_US`) keeps that spelling; what is no tag stays.
pub(super) fn marks(text: &str, spans: Vec<Span>, from: &LangTag, to: &LangTag) -> Vec<Splice> {
    let said = |span: Span| {
        let own = &text[span.range()];
        let tag = LangTag::parse(own).ok()?;
        let new = if own.contains('_') {
            to.as_str().replace('-', "_")
        } else {
            to.as_str().to_owned()
        };
        (tag.primary() == from.primary()).then_some(Splice { span, text: new })
    };
    spans.into_iter().filter_map(said).collect()
}

#[cfg(test)]
mod tests {
    use crate::document::{in_language, read};
    use crate::lang::LangTag;
    use crate::text::Source;

    /// A draft `text` of an English article, said to be French.
    fn french(name: &str, text: &str) -> String {
        let document = read(Source::new(name, "before"), None).unwrap();
        let tag = |tag| LangTag::parse(tag).unwrap();
        in_language(&document, text.to_owned(), &tag("en"), &tag("fr-CA"))
    }

    #[test]
    fn other_languages_and_other_places_stay() {
        for (name, text) in [
            ("a.html", "<html lang=\"de\"><p>Un"),
            ("a.html", "<p lang=en>Quote</p>"),
            ("a.html", "<a hreflang=en lang=en>English</a>"),
            (
                "a.html",
                "<!-- <html lang=en> --><script>'<html lang=en>'</script>",
            ),
            ("a.html", "<meta name=author content=en>"),
            ("a.md", "lang: en\n"),
            ("a.md", "---\ntitle: lang: en\nlanguages: en\n---\n"),
            ("a.md", "---\nlang: [en, de]\n---\n"),
            ("a.txt", "lang: en\n"),
        ] {
            assert_eq!(french(name, text), text);
        }
    }

    #[test]
    fn the_language_of_the_article_is_said() {
        assert_eq!(
            french(
                "a.html",
                "<!doctype html><html lang=en-US xml:lang='EN'><body lang=\"en\">"
            ),
            "<!doctype html><html lang=fr-CA xml:lang='fr-CA'><body lang=\"fr-CA\">"
        );
        assert_eq!(
            french(
                "a.html",
                "<meta http-equiv=Content-Language content=en><main lang=en>"
            ),
            "<meta http-equiv=Content-Language content=fr-CA><main lang=fr-CA>"
        );
        assert_eq!(
            french(
                "a.md",
                "---\ntitle: Un\nlang: en # here\nlocale: 'en_US'\n---\n"
            ),
            "---\ntitle: Un\nlang: fr-CA # here\nlocale: 'fr_CA'\n---\n"
        );
        assert_eq!(
            french("a.md", "+++\r\nlanguage = \"en\"\r\n+++\r\n"),
            "+++\r\nlanguage = \"fr-CA\"\r\n+++\r\n"
        );
    }

    #[test]
    fn an_article_that_was_not_filled_says_what_it_said() {
        let text = "<html lang=en><p>One";
        let document = read(Source::new("a.html", text), None).unwrap();
        let tag = |tag| LangTag::parse(tag).unwrap();
        let same = in_language(&document, text.to_owned(), &tag("en"), &tag("ru"));
        assert_eq!(same, text);
    }
}
