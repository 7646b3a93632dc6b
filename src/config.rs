//! `entente.toml`: what a project says once instead of on every command line.
//!
//! Every field is optional; a key nobody knows is refused with the nearest known one, because a
//! setting that is misspelt and silently ignored is worse than none. Paths are as written; whoever
//! reads the file takes them from the folder it lies in.
//!
//! ```
//! use entente::config::Config;
//! use entente::text::Source;
//!
//! let file = Source::new("entente.toml", "
//! memory = [\"tmx/space.tmx\"]
//! glossary = [\"glossaries/space.csv\"]
//!
//! [abbreviations.fr]
//! never-ends = [\"réf\", \"chap\"]
//! ");
//! let config = Config::read(&file).unwrap();
//! assert_eq!(config.memory, ["tmx/space.tmx"]);
//!
//! let error = Config::read(&Source::new("entente.toml", "memroy = []")).unwrap_err();
//! assert_eq!(error.to_string(), "entente.toml:1:1: \"memroy\" is not a setting; perhaps \"memory\"");
//! ```

use crate::lang::breaks::AbbreviationClass;
use crate::lang::{LANGUAGES, Language};
use crate::matching::distance::characters;
use crate::text::{Place, Source};
use std::fmt;
use std::ops::Range;
use std::path::{Component, Path};
use toml::de::{DeTable, DeValue};

/// The settings of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Memories, used where the command line names none.
    pub memory: Vec<String>,
    /// Glossaries, likewise.
    pub glossary: Vec<String>,
    /// Abbreviations added to the lists of a language.
    pub abbreviations: Vec<Abbreviation>,
}

/// An abbreviation of the project's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abbreviation {
    /// The language in whose texts it stands.
    pub language: &'static Language,
    /// What a full stop after it means.
    pub class: AbbreviationClass,
    /// The abbreviation without spaces and without its last full stop.
    pub text: String,
}

/// A settings file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The file.
    pub file: String,
    /// Where.
    pub place: Place,
    /// What is wrong, one line.
    pub message: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.place, self.message)
    }
}

impl std::error::Error for ConfigError {}

/// Most bytes of a settings file: a real one has a few thousand.
const SIZE_LIMIT: usize = 1 << 20;

/// The keys at the top.
const KEYS: &[&str] = &["memory", "glossary", "abbreviations"];

/// The classes of abbreviations a project may add to, by key.
const CLASSES: &[(&str, AbbreviationClass)] = &[
    ("never-ends", AbbreviationClass::Never),
    ("before-number", AbbreviationClass::BeforeNumber),
    ("may-end", AbbreviationClass::Either),
];

impl Config {
    /// The settings in `file`.
    ///
    /// # Errors
    /// At the first thing that is no TOML, no setting, or not of the setting's kind.
    pub fn read(file: &Source) -> Result<Config, ConfigError> {
        let reader = Reader { file };
        if file.text().len() > SIZE_LIMIT {
            return Err(reader.error(0..0, "the file is too large for settings"));
        }
        let text = file.text().strip_prefix('\u{FEFF}').unwrap_or(file.text());
        let table = DeTable::parse(text).map_err(|error| {
            let message = error
                .message()
                .lines()
                .next()
                .unwrap_or("not TOML")
                .to_owned();
            reader.error(error.span().unwrap_or(0..0), message)
        })?;
        let mut config = Config::default();
        for (key, value) in table.get_ref() {
            match key.get_ref().as_ref() {
                "memory" => config.memory = reader.paths(value.get_ref(), value.span())?,
                "glossary" => config.glossary = reader.paths(value.get_ref(), value.span())?,
                "abbreviations" => {
                    config.abbreviations = reader.abbreviations(value.get_ref(), value.span())?;
                }
                other => return Err(reader.unknown(other, KEYS, key.span())),
            }
        }
        Ok(config)
    }
}

/// Turns values into settings, and what is wrong into a place.
struct Reader<'a> {
    file: &'a Source,
}

impl Reader<'_> {
    fn error(&self, span: Range<usize>, message: impl Into<String>) -> ConfigError {
        let mark = if self.file.text().starts_with('\u{FEFF}') {
            '\u{FEFF}'.len_utf8()
        } else {
            0
        };
        ConfigError {
            file: self.file.name().to_owned(),
            place: self.file.place(span.start + mark),
            message: message.into(),
        }
    }

    fn unknown(&self, key: &str, known: &[&str], span: Range<usize>) -> ConfigError {
        let nearest = known.iter().min_by_key(|known| characters(key, known));
        let hint = nearest.map_or(String::new(), |known| format!("; perhaps \"{known}\""));
        self.error(span, format!("\"{key}\" is not a setting{hint}"))
    }

    /// A list of texts, or one text.
    fn texts(&self, value: &DeValue<'_>, span: Range<usize>) -> Result<Vec<String>, ConfigError> {
        let wrong = |span| self.error(span, "a list of texts is wanted, such as [\"a.tmx\"]");
        match value {
            DeValue::String(text) => Ok(vec![text.to_string()]),
            DeValue::Array(items) => items
                .iter()
                .map(|item| match item.get_ref() {
                    DeValue::String(text) => Ok(text.to_string()),
                    _ => Err(wrong(item.span())),
                })
                .collect(),
            _ => Err(wrong(span)),
        }
    }

    /// Paths that stay in the folder of the settings: a file that came with a stranger's change
    /// must not make us read, and quote, what lies elsewhere.
    fn paths(&self, value: &DeValue<'_>, span: Range<usize>) -> Result<Vec<String>, ConfigError> {
        let paths = self.texts(value, span.clone())?;
        match paths.iter().find(|path| leads_out(path)) {
            None => Ok(paths),
            Some(path) => {
                let message = format!(
                    "\"{path}\" leads out of the project's folder; name it on the command line"
                );
                Err(self.error(span, message))
            }
        }
    }

    fn abbreviations(
        &self,
        value: &DeValue<'_>,
        span: Range<usize>,
    ) -> Result<Vec<Abbreviation>, ConfigError> {
        let codes: Vec<&str> = LANGUAGES.iter().map(|language| language.code).collect();
        let mut all = Vec::new();
        for (code, lists) in self.table(value, span)? {
            let name = code.get_ref().as_ref();
            let unknown = || self.unknown(name, &codes, code.span());
            let language = Language::for_code(name).ok_or_else(unknown)?;
            for (key, list) in self.table(lists.get_ref(), lists.span())? {
                let name = key.get_ref().as_ref();
                let keys: Vec<&str> = CLASSES.iter().map(|(key, _)| *key).collect();
                let class = CLASSES.iter().find(|(key, _)| *key == name);
                let (_, class) = class.ok_or_else(|| self.unknown(name, &keys, key.span()))?;
                let texts = self.texts(list.get_ref(), list.span())?;
                all.extend(texts.iter().map(|text| Abbreviation {
                    language,
                    class: *class,
                    text: as_listed(text),
                }));
            }
        }
        Ok(all)
    }

    fn table<'t, 'i>(
        &self,
        value: &'t DeValue<'i>,
        span: Range<usize>,
    ) -> Result<&'t DeTable<'i>, ConfigError> {
        match value {
            DeValue::Table(table) => Ok(table),
            _ => Err(self.error(span, "a table is wanted, such as [abbreviations.fr]")),
        }
    }
}

/// Whether a path names something outside the folder it is taken from.
fn leads_out(path: &str) -> bool {
    let mut depth = 0_usize;
    for part in Path::new(path).components() {
        match part {
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
            Component::ParentDir if depth > 0 => depth -= 1,
            _ => return true,
        }
    }
    false
}

/// The spelling of the lists: no spaces, no last full stop.
fn as_listed(text: &str) -> String {
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    joined.strip_suffix('.').unwrap_or(&joined).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, String> {
        Config::read(&Source::new("entente.toml", text)).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        for (text, error) in [
            (
                "memory = 3",
                "1:10: a list of texts is wanted, such as [\"a.tmx\"]",
            ),
            (
                "\nglosary = []",
                "2:1: \"glosary\" is not a setting; perhaps \"glossary\"",
            ),
            (
                "memory = [\"a\", 1]",
                "1:16: a list of texts is wanted, such as [\"a.tmx\"]",
            ),
            (
                "[abbreviations.de]",
                "1:16: \"de\" is not a setting; perhaps \"en\"",
            ),
            (
                "[abbreviations.fr]\nnever = []",
                "2:1: \"never\" is not a setting; perhaps \"never-ends\"",
            ),
            (
                "abbreviations = 1",
                "1:17: a table is wanted, such as [abbreviations.fr]",
            ),
        ] {
            assert_eq!(
                read(text).unwrap_err(),
                format!("entente.toml:{error}"),
                "{text}"
            );
        }
        for text in ["a = ", "memory = []\nmemory = []", "memory = \"", "= 1"] {
            assert!(
                read(text).unwrap_err().starts_with("entente.toml:"),
                "{text}"
            );
        }
    }

    #[test]
    fn paths_stay_in_the_project() {
        for path in ["../a.tmx", "/etc/passwd", "tm/../../a.tmx"] {
            let error = read(&format!("glossary = \"{path}\"")).unwrap_err();
            assert!(error.contains("leads out"), "{error}");
        }
        assert!(read("glossary = \"terms/../space.csv\"").is_ok());
    }

    #[test]
    fn an_empty_file_sets_nothing() {
        assert_eq!(read("").unwrap(), Config::default());
        assert_eq!(read("\u{FEFF}# Réglages\n").unwrap(), Config::default());
    }

    #[test]
    fn abbreviations_are_kept_as_the_lists_have_them() {
        let config = read("[abbreviations.ru]\nmay-end = [\"и пр.\", \"рис\"]").unwrap();
        let texts: Vec<&str> = config
            .abbreviations
            .iter()
            .map(|a| a.text.as_str())
            .collect();
        assert_eq!(texts, ["ипр", "рис"]);
        assert_eq!(config.abbreviations[0].language.code, "ru");
    }
}
