//! Which language an article says it is in: by its front matter, and by its path.
//!
//! ```text
//! ---
//! lang: fr-CA          front matter: fr
//! ---
//! docs/fr/pannes.md    path: fr          docs/pannes.fr.md    path: fr
//! ```
//!
//! Only a warning hangs on it, so that a file that says nothing clear says nothing: of a path only
//! languages that entente knows are taken (`/to/` and `/it/` are folders more often than Tongan
//! and Italian).

use super::{LANGUAGES, LangTag};
use crate::text::Span;

/// A language that an article declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Primary subtag of the language: `fr`.
    pub code: String,
    /// Where in the text it stands; `None` when the path says it.
    pub span: Option<Span>,
}

/// What the article at `path` with this text declares: front matter first, else the path.
///
/// ```
/// use entente::lang::declared::declared;
///
/// let text = "---\ntitle: Pannes\nlang: fr\n---\nLa panne est brève.\n";
/// assert_eq!(declared("a.md", text).unwrap().code, "fr");
/// assert_eq!(declared("content/ru/index.md", "").unwrap().code, "ru");
/// assert!(declared("a.md", "lang: fr").is_none());
/// ```
pub fn declared(path: &str, text: &str) -> Option<Declared> {
    in_front_matter(text).or_else(|| {
        let code = in_path(path)?;
        Some(Declared { code, span: None })
    })
}

/// Lines of front matter that are looked at.
const MOST_LINES: usize = 200;

fn in_front_matter(text: &str) -> Option<Declared> {
    let mut at = 0;
    let mut fence = None;
    let mut found = None;
    for line in text.split_inclusive('\n').take(MOST_LINES) {
        let start = at;
        at += line.len();
        let content = line.trim_start_matches('\u{FEFF}').trim_end();
        let Some(open) = fence else {
            if !matches!(content, "---" | "+++") {
                return None;
            }
            fence = Some(content);
            continue;
        };
        if content == open {
            return found;
        }
        if let Some(value) = value(content)
            && found.is_none()
            && let Some(code) = language(value)
        {
            let offset = start + line.find(value)?;
            let span = Span::new(offset, offset + value.len());
            found = Some(Declared {
                code,
                span: Some(span),
            });
        }
    }
    None
}

/// The value of a line `lang: fr` or `language = "fr"`.
fn value(line: &str) -> Option<&str> {
    let rest = ["language", "lang"]
        .iter()
        .find_map(|key| line.strip_prefix(key))?;
    let value = rest.trim_start().strip_prefix([':', '='])?;
    let value = value.split(" #").next()?;
    let value = value.trim().trim_matches(['"', '\'']);
    Some(value).filter(|value| !value.is_empty())
}

/// The primary subtag of what `value` names: a tag, or the name of a language entente knows.
fn language(value: &str) -> Option<String> {
    let name = value.to_lowercase();
    let named = LANGUAGES
        .iter()
        .find(|language| language.names.contains(&name.as_str()));
    if let Some(language) = named {
        return Some(language.code.to_owned());
    }
    let tag = LangTag::parse(value).ok()?;
    // Longer primary subtags are reserved: `german` is a word.
    let code = tag.primary();
    (code.len() <= 3).then(|| code.to_owned())
}

/// The language a folder of `path` or the last but one ending of its file names; the file first.
fn in_path(path: &str) -> Option<String> {
    let mut parts = path.rsplit(['/', '\\']);
    let file = parts.next()?;
    let ending = file
        .rsplit('.')
        .nth(1)
        .filter(|_| file.matches('.').count() > 1);
    ending.into_iter().chain(parts).find_map(known)
}

/// The language of `fr`, `fr-CA` and `fr_CA`; `en-route` is a folder.
fn known(part: &str) -> Option<String> {
    let tag = LangTag::parse(part).ok()?;
    let region = &tag.as_str()[tag.primary().len()..];
    if !matches!(region.len(), 0 | 3) {
        return None;
    }
    let language = super::Language::for_tag(&tag)?;
    Some(language.code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(path: &str, text: &str) -> Option<String> {
        declared(path, text).map(|declared| declared.code)
    }

    #[test]
    fn a_path_that_names_no_known_language_says_nothing() {
        for path in [
            "",
            "-",
            "a.md",
            "fr",
            "docs/to/a.it.md",
            "fr.md",
            "en-route/a.md",
            "a/fr.x/b",
        ] {
            assert_eq!(code(path, ""), None, "{path}");
        }
    }

    #[test]
    fn front_matter_without_an_end_or_a_language_says_nothing() {
        for text in [
            "---\nlang: fr\n",
            "lang: fr\n",
            "---\nlanguages: fr\n---\n",
            "---\nlang:\n---\n",
        ] {
            assert_eq!(code("a.md", text), None, "{text}");
        }
    }

    #[test]
    fn folders_and_endings_name_a_language() {
        assert_eq!(code("docs/fr-CA/a.md", "").as_deref(), Some("fr"));
        assert_eq!(code("docs\\ru\\a.md", "").as_deref(), Some("ru"));
        assert_eq!(code("en/a.fr.md", "").as_deref(), Some("fr"));
    }

    #[test]
    fn front_matter_is_read_as_yaml_and_toml_write_it() {
        let span = |text: &str| {
            let found = declared("ru/a.md", text).unwrap();
            text[found.span.unwrap().range()].to_owned()
        };
        assert_eq!(
            span("\u{FEFF}---\r\nlang: \"fr-CA\"  # Québec\r\n---\r\n"),
            "fr-CA"
        );
        assert_eq!(span("+++\nlanguage = 'de'\n+++\n"), "de");
        assert_eq!(
            code("a.md", "---\nlanguage: French\n---\n").as_deref(),
            Some("fr")
        );
    }
}
