//! `entente.toml`: what a project says once instead of on every command line.
//!
//! Every field is optional; a key nobody knows is refused with the nearest known one, because a
//! setting that is misspelt and silently ignored is worse than none. Paths are as written; whoever
//! reads the file takes them from the folder it lies in. What settings there are is said once, in
//! [`settings`]: the file is held against that table, and [`schema`] is written from it.
//!
//! ```
//! use entente::config::Config;
//! use entente::text::Source;
//!
//! let file = Source::new("entente.toml", "
//! memory = [\"tmx/space.tmx\"]
//! languages = { source = \"en\", targets = [\"fr\", \"ru\"] }
//!
//! [[articles]]
//! source = \"docs/{path}.md\"
//! target = \"i18n/{lang}/docs/{path}.md\"
//!
//! [abbreviations.fr]
//! never-ends = [\"réf\", \"chap\"]
//! ");
//! let config = Config::read(&file).unwrap();
//! assert_eq!(config.memory, ["tmx/space.tmx"]);
//! assert_eq!(config.articles[0].target.file("space/iss", "fr"), "i18n/fr/docs/space/iss.md");
//!
//! let error = Config::read(&Source::new("entente.toml", "memroy = []")).unwrap_err();
//! assert_eq!(error.to_string(), "entente.toml:1:1: \"memroy\" is not a setting; perhaps \"memory\"");
//! ```

mod pattern;
mod read;
mod schema;
mod settings;

pub use pattern::{Glob, Pattern};
pub use schema::schema;
pub use settings::{Kind, Setting, settings};

use crate::check::{Level, Options, RuleSet, metas};
use crate::lang::breaks::AbbreviationClass;
use crate::lang::typography::Profile;
use crate::lang::{LangTag, Language};
use crate::text::{Place, Source};
use read::{Reader, number};
use std::fmt;
use toml::de::{DeTable, DeValue};

/// The settings of a project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// Memories, used where the command line names none.
    pub memory: Vec<String>,
    /// Points that the matches of a memory lose, by its path.
    pub penalties: Vec<(String, u8)>,
    /// Glossaries, likewise.
    pub glossary: Vec<String>,
    /// The language that articles are written in.
    pub source: Option<LangTag>,
    /// The languages they are translated into.
    pub targets: Vec<LangTag>,
    /// Names that paths have for languages, where they are not the tag.
    pub aliases: Vec<(String, LangTag)>,
    /// Where articles lie.
    pub articles: Vec<ArticlePattern>,
    /// `error`, `warning` or `never`.
    pub fail_on: Option<String>,
    /// The file of accepted findings.
    pub baseline: Option<String>,
    /// The set of rules that is meant.
    pub rules: Option<RuleSet>,
    /// Lowest score that `match` shows.
    pub match_threshold: Option<u8>,
    /// Lowest score that `prefill` fills.
    pub fill_threshold: Option<u8>,
    /// How many times longer or shorter than usual a translation may be.
    pub length_ratio: Option<f64>,
    /// Whether a term is asked for at every mention.
    pub every_mention: bool,
    /// What holds for every article.
    pub style: Style,
    /// What holds for some articles, over it.
    pub overrides: Vec<(Vec<Glob>, Style)>,
    /// Abbreviations added to the lists of a language.
    pub abbreviations: Vec<Abbreviation>,
}

/// How articles are judged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Style {
    /// Ids of rules with their level.
    pub severity: Vec<(String, Level)>,
    /// Codes of languages with the name of their profile.
    pub typography: Vec<(String, String)>,
}

/// Where some of the articles and their translations lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticlePattern {
    /// Where the articles lie.
    pub source: Pattern,
    /// Where their translations lie.
    pub target: Pattern,
    /// The only languages they are translated into; empty for all of the project.
    pub languages: Vec<LangTag>,
    /// What is left out.
    pub exclude: Vec<Glob>,
    /// Whether every translation is due.
    pub due: bool,
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
            let message = error.message().lines().next().unwrap_or("not TOML");
            reader.error(error.span().unwrap_or(0..0), message)
        })?;
        reader.table(table.get_ref(), &settings(), 0, 0..0)?;
        let config = Config::of(table.get_ref());
        if let Some(name) = config.unknown_penalty() {
            let keys = table_at(table.get_ref(), "penalties").into_iter().flatten();
            let mut keys = keys.filter(|(key, _)| key.get_ref() == name);
            let span = keys.next().map_or(0..0, |(key, _)| key.span());
            let message = format!("\"{name}\" is none of the paths under \"memory\"");
            return Err(reader.error(span, message));
        }
        if !config.articles.is_empty() && config.source.is_none() {
            let at = table
                .get_ref()
                .iter()
                .find(|(key, _)| key.get_ref() == "articles");
            let span = at.map_or(0..0, |(key, _)| key.span());
            let message = "articles need their languages: \
                           languages = { source = \"en\", targets = [\"fr\"] }";
            return Err(reader.error(span, message));
        }
        Ok(config)
    }

    /// The settings in `table`, which the reader has accepted.
    fn of(table: &DeTable<'_>) -> Config {
        let part = |key| table_at(table, key);
        let of_languages = |key| part("languages").map(|table| texts(table, key));
        let threshold = |key| part("thresholds").and_then(|table| number_at(table, key));
        let aliases = part("languages").and_then(|table| table_at(table, "aliases"));
        Config {
            memory: texts(table, "memory"),
            penalties: part("penalties").map_or_else(Vec::new, penalties),
            glossary: texts(table, "glossary"),
            source: of_languages("source").and_then(|texts| tags(&texts).pop()),
            targets: of_languages("targets").map_or_else(Vec::new, |texts| tags(&texts)),
            aliases: aliases.map_or_else(Vec::new, |table| {
                let pairs = entries(table).into_iter();
                let pairs =
                    pairs.filter_map(|(name, tag)| Some((name, LangTag::parse(&tag).ok()?)));
                pairs.collect()
            }),
            articles: tables(table, "articles").filter_map(article).collect(),
            fail_on: texts(table, "fail-on").pop(),
            baseline: texts(table, "baseline").pop(),
            rules: texts(table, "rules")
                .pop()
                .and_then(|name| RuleSet::named(&name)),
            match_threshold: threshold("match").map(|score| score as u8),
            fill_threshold: threshold("fill").map(|score| score as u8),
            length_ratio: threshold("length-ratio"),
            every_mention: part("terms")
                .and_then(|table| value_at(table, "every-mention"))
                .is_some_and(|value| matches!(value, DeValue::Boolean(true))),
            style: Style::of(table),
            overrides: tables(table, "overrides")
                .map(|table| (globs(table, "paths"), Style::of(table)))
                .collect(),
            abbreviations: part("abbreviations").map_or_else(Vec::new, abbreviations),
        }
    }

    /// A penalty for what is no memory of the project.
    fn unknown_penalty(&self) -> Option<&str> {
        let names = self.penalties.iter().map(|(name, _)| name);
        let mut unknown = names.filter(|name| !self.memory.contains(name));
        unknown.next().map(String::as_str)
    }

    /// What paths call `lang`: its alias, else the tag itself.
    pub fn name_of<'c>(&'c self, lang: &'c LangTag) -> &'c str {
        let alias = self.aliases.iter().find(|(_, tag)| tag == lang);
        alias.map_or(lang.as_str(), |(name, _)| name)
    }

    /// How an article is judged of which `paths`, from the project's folder, are the files.
    pub fn options(&self, paths: &[&str]) -> Options {
        let mut options = Options::default();
        options.length_ratio = self.length_ratio;
        options.every_mention = self.every_mention;
        options.pinned = self.rules;
        for (id, level) in self.styles(paths).flat_map(|style| &style.severity) {
            if let Some(meta) = metas().find(|meta| meta.id == id) {
                options.set(meta, *level);
            }
        }
        options
    }

    /// The typography that such an article follows in `language`, if the project says.
    pub fn profile(&self, paths: &[&str], language: &Language) -> Option<&'static Profile> {
        let all = self.styles(paths).flat_map(|style| &style.typography);
        let (_, name) = all.filter(|(code, _)| code == language.code).last()?;
        language.typography.profile(name)
    }

    fn styles(&self, paths: &[&str]) -> impl Iterator<Item = &Style> {
        let fits = |globs: &[Glob]| {
            globs
                .iter()
                .any(|glob| paths.iter().any(|path| glob.matches(path)))
        };
        let own = self.overrides.iter().filter(move |(globs, _)| fits(globs));
        std::iter::once(&self.style).chain(own.map(|(_, style)| style))
    }
}

impl Style {
    fn of(table: &DeTable<'_>) -> Style {
        let part = |key| table_at(table, key).map_or_else(Vec::new, entries);
        let levels = part("severity").into_iter();
        Style {
            severity: levels
                .filter_map(|(id, level)| Some((id, Level::named(&level)?)))
                .collect(),
            typography: part("typography"),
        }
    }
}

fn article(table: &DeTable<'_>) -> Option<ArticlePattern> {
    let pattern = |key| Pattern::parse(&texts(table, key).pop()?, false).ok();
    Some(ArticlePattern {
        source: pattern("source")?,
        target: pattern("target")?,
        languages: tags(&texts(table, "languages")),
        exclude: globs(table, "exclude"),
        due: matches!(value_at(table, "due"), Some(DeValue::Boolean(true))),
    })
}

fn penalties(table: &DeTable<'_>) -> Vec<(String, u8)> {
    let all = table.iter().filter_map(|(key, value)| {
        let (points, _) = number(value.get_ref())?;
        Some((key.get_ref().to_string(), points as u8))
    });
    all.collect()
}

fn abbreviations(table: &DeTable<'_>) -> Vec<Abbreviation> {
    let mut all = Vec::new();
    for (code, _) in table {
        let code = code.get_ref().as_ref();
        let (Some(language), Some(lists)) = (Language::for_code(code), table_at(table, code))
        else {
            continue;
        };
        for (key, class) in CLASSES {
            all.extend(texts(lists, key).iter().map(|text| Abbreviation {
                language,
                class: *class,
                text: as_listed(text),
            }));
        }
    }
    all
}

fn value_at<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<&'t DeValue<'i>> {
    table.get(key).map(|value| value.get_ref())
}

fn table_at<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<&'t DeTable<'i>> {
    match value_at(table, key) {
        Some(DeValue::Table(table)) => Some(table),
        _ => None,
    }
}

fn tables<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> impl Iterator<Item = &'t DeTable<'i>> {
    let items = match value_at(table, key) {
        Some(DeValue::Array(items)) => Some(items),
        _ => None,
    };
    let items = items.into_iter().flat_map(|items| items.iter());
    items.filter_map(|item| match item.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => None,
    })
}

/// A text or a list of them.
fn texts(table: &DeTable<'_>, key: &str) -> Vec<String> {
    let text = |value: &DeValue<'_>| match value {
        DeValue::String(text) => Some(text.to_string()),
        _ => None,
    };
    match value_at(table, key) {
        Some(DeValue::Array(items)) => items
            .iter()
            .filter_map(|item| text(item.get_ref()))
            .collect(),
        Some(value) => text(value).into_iter().collect(),
        None => Vec::new(),
    }
}

fn entries(table: &DeTable<'_>) -> Vec<(String, String)> {
    let keys = table.iter().map(|(key, _)| key.get_ref().to_string());
    keys.filter_map(|key| Some((key.clone(), texts(table, &key).pop()?)))
        .collect()
}

fn number_at(table: &DeTable<'_>, key: &str) -> Option<f64> {
    Some(number(value_at(table, key)?)?.0)
}

fn globs(table: &DeTable<'_>, key: &str) -> Vec<Glob> {
    texts(table, key)
        .iter()
        .map(|text| Glob::new(text))
        .collect()
}

fn tags(texts: &[String]) -> Vec<LangTag> {
    texts
        .iter()
        .filter_map(|text| LangTag::parse(text).ok())
        .collect()
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
                "memory = \"a.tmx\"\n[penalties]\n\"b.tmx\" = 5",
                "3:1: \"b.tmx\" is none of the paths under \"memory\"",
            ),
            (
                "memory = \"a.tmx\"\npenalties = { \"a.tmx\" = 101 }",
                "2:25: a whole number from 0 to 100 is wanted",
            ),
            (
                "rules = \"2025.1\"",
                "1:9: \"2025.1\" is not one of 2026.1, 2026.2; perhaps \"2026.1\"",
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
    fn the_new_settings_are_held_to_their_kind() {
        for (text, error) in [
            (
                "[severity]\nnumber-difers = \"off\"",
                "2:1: \"number-difers\" is not a setting; perhaps \"number-differs\"",
            ),
            (
                "fail-on = \"warnings\"",
                "1:11: \"warnings\" is not one of error, warning, never; perhaps \"warning\"",
            ),
            (
                "languages = { source = \"de\", targets = [] }",
                "1:24: \"de\" is not a language entente knows (en, fr, ru)",
            ),
            (
                "[thresholds]\nmatch = 101",
                "2:9: a whole number from 0 to 100 is wanted",
            ),
            (
                "[[articles]]\nsource = \"docs/{path}.md\"\ntarget = \"fr/{path}.md\"",
                "3:10: \"fr/{path}.md\" needs {lang}: i18n/{lang}/{path}.md",
            ),
        ] {
            assert_eq!(read(text).unwrap_err(), format!("entente.toml:{error}"));
        }
    }

    #[test]
    fn the_last_override_that_fits_wins() {
        let config = read(
            "[severity]\nnumber-differs = \"warning\"\n\
             [[overrides]]\npaths = [\"docs/legal\"]\ntypography = { fr = \"eu\" }\n\
             severity = { number-differs = \"off\" }\n",
        )
        .unwrap();
        let french = Language::for_code("fr").unwrap();
        assert!(
            config
                .options(&["docs/legal/a.md"])
                .is_off("number-differs")
        );
        assert!(!config.options(&["docs/a.md"]).is_off("number-differs"));
        assert_eq!(
            config.profile(&["docs/legal/a.md"], french).unwrap().name,
            "eu"
        );
        assert!(config.profile(&["docs/a.md"], french).is_none());
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
