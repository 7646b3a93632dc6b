//! Where articles lie: `docs/{path}.md`, and `docs/drafts/**` for what is left out.
//!
//! A [`Pattern`] names a file by two variables: `{path}`, any folders and name, and `{lang}`, the
//! folder or suffix of a language. With the language known it is plain text around one gap, so
//! matching is cutting off both ends. A [`Glob`] only says yes or no: `*` is anything but `/`,
//! `**` anything, `?` one character; one that matches a folder matches all that lies in it.

/// A path with `{path}` and perhaps `{lang}` in it, `/` between folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// Reads a pattern; the error says what is wrong with it.
    ///
    /// # Errors
    /// Without exactly one `{path}`, with other braces, or when the language has no place in a
    /// pattern that `needs_lang`.
    pub fn parse(text: &str, needs_lang: bool) -> Result<Pattern, String> {
        if text.matches("{path}").count() != 1 {
            return Err(format!("\"{text}\" needs one {{path}}: docs/{{path}}.md"));
        }
        let bare = text.replace("{path}", "").replace("{lang}", "");
        if bare.contains(['{', '}']) {
            return Err(format!(
                "\"{text}\": only {{path}} and {{lang}} stand for something"
            ));
        }
        if needs_lang && !text.contains("{lang}") {
            return Err(format!(
                "\"{text}\" needs {{lang}}: i18n/{{lang}}/{{path}}.md"
            ));
        }
        Ok(Pattern(text.strip_prefix("./").unwrap_or(text).to_owned()))
    }

    /// The pattern as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What `{path}` stands for when `file` is one of `lang`; `None` when it is not.
    pub fn path_of<'f>(&self, file: &'f str, lang: &str) -> Option<&'f str> {
        let own = self.0.replace("{lang}", lang);
        let (before, after) = own.split_once("{path}")?;
        let path = file.strip_prefix(before)?.strip_suffix(after)?;
        (!path.is_empty()).then_some(path)
    }

    /// The file of `lang` for `path`.
    pub fn file(&self, path: &str, lang: &str) -> String {
        self.0.replace("{lang}", lang).replace("{path}", path)
    }

    /// The folder in which all files of `lang` lie, without a last `/`; empty for the project's.
    pub fn folder(&self, lang: &str) -> String {
        let own = self.0.replace("{lang}", lang);
        let before = own.split("{path}").next().unwrap_or_default();
        before
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder)
            .to_owned()
    }
}

/// A path with wildcards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob(String);

impl Glob {
    /// Takes any text: what is no wildcard stands for itself.
    pub fn new(text: &str) -> Glob {
        let text = text.strip_prefix("./").unwrap_or(text);
        Glob(text.strip_suffix('/').unwrap_or(text).to_owned())
    }

    /// Whether `path`, or a folder it lies in, is meant. Costs O(n·m) for each folder.
    pub fn matches(&self, path: &str) -> bool {
        let ends = path.match_indices('/').map(|(at, _)| at);
        let mut starts = ends.chain([path.len()]).map(|end| &path[..end]);
        starts.any(|part| whole(&self.0, part))
    }
}

/// Whether `pattern` is all of `text`: the set of places in the pattern that the text can have
/// reached, moved on character by character.
fn whole(pattern: &str, text: &str) -> bool {
    let tokens = tokens(pattern);
    let mut reached = vec![false; tokens.len() + 1];
    reached[0] = true;
    skip(&tokens, &mut reached);
    for c in text.chars() {
        let mut next = vec![false; tokens.len() + 1];
        for (at, token) in tokens.iter().enumerate().filter(|(at, _)| reached[*at]) {
            match token {
                Token::Any => next[at] = true,
                Token::InName => next[at] |= c != '/',
                Token::One => next[at + 1] |= c != '/',
                Token::Char(own) => next[at + 1] |= c == *own,
            }
        }
        skip(&tokens, &mut next);
        reached = next;
    }
    reached[tokens.len()]
}

/// Wildcards may stand for nothing.
fn skip(tokens: &[Token], reached: &mut [bool]) {
    for (at, token) in tokens.iter().enumerate() {
        if reached[at] && matches!(token, Token::Any | Token::InName) {
            reached[at + 1] = true;
        }
    }
}

enum Token {
    Any,
    InName,
    One,
    Char(char),
}

fn tokens(pattern: &str) -> Vec<Token> {
    let mut chars = pattern.chars().peekable();
    let mut tokens = Vec::new();
    while let Some(c) = chars.next() {
        tokens.push(match c {
            '*' if chars.next_if_eq(&'*').is_some() => {
                // `**/a` is `a` too.
                chars.next_if_eq(&'/');
                Token::Any
            }
            '*' => Token::InName,
            '?' => Token::One,
            c => Token::Char(c),
        });
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_gives_the_path_and_takes_it() {
        let pattern = Pattern::parse("i18n/{lang}/docs/{path}.md", true).unwrap();
        assert_eq!(pattern.path_of("i18n/fr/docs/a/b.md", "fr"), Some("a/b"));
        assert_eq!(pattern.path_of("i18n/ru/docs/a/b.md", "fr"), None);
        assert_eq!(pattern.file("a/b", "ru"), "i18n/ru/docs/a/b.md");
        assert_eq!(pattern.folder("fr"), "i18n/fr/docs");
        let suffix = Pattern::parse("content/{path}.{lang}.md", true).unwrap();
        assert_eq!(suffix.path_of("content/a.fr.md", "fr"), Some("a"));
        assert_eq!(suffix.folder("fr"), "content");
    }

    #[test]
    fn a_pattern_without_its_variables_is_refused() {
        for text in ["docs/a.md", "{path}/{path}", "{name}/{path}.md"] {
            assert!(Pattern::parse(text, false).is_err(), "{text}");
        }
        assert!(Pattern::parse("docs/{path}.md", true).is_err());
    }

    #[test]
    fn globs_keep_to_a_folder_unless_they_are_doubled() {
        for (glob, path, matches) in [
            ("docs/*.md", "docs/a.md", true),
            ("docs/*.md", "docs/b/a.md", false),
            ("docs/**/a.md", "docs/b/c/a.md", true),
            ("docs/**/a.md", "docs/a.md", true),
            ("docs/drafts", "docs/drafts/é/a.md", true),
            ("docs/draft", "docs/drafts/a.md", false),
            ("docs/?.md", "docs/ё.md", true),
            ("**", "any/thing", true),
        ] {
            assert_eq!(Glob::new(glob).matches(path), matches, "{glob} {path}");
        }
    }
}
