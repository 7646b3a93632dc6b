//! Holding a file against the settings: every key known, every value of its kind, else a place.

use super::settings::{Kind, Setting};
use super::{ConfigError, Pattern};
use crate::lang::{LANGUAGES, LangTag, Language};
use crate::matching::distance::characters;
use crate::text::Source;
use std::ops::Range;
use std::path::{Component, Path};
use toml::de::{DeTable, DeValue};

/// Finds what is wrong in a file, with its place.
pub(super) struct Reader<'a> {
    pub(super) file: &'a Source,
}

impl Reader<'_> {
    pub(super) fn error(&self, span: Range<usize>, message: impl Into<String>) -> ConfigError {
        let text = self.file.text();
        let mark = text.len() - text.trim_start_matches('\u{FEFF}').len();
        ConfigError {
            file: self.file.name().to_owned(),
            place: self.file.place(span.start + mark),
            message: message.into(),
        }
    }

    /// Refuses a key of `table` that is none of `settings`, a value of another kind, or the lack
    /// of one of the first `required`.
    pub(super) fn table(
        &self,
        table: &DeTable<'_>,
        settings: &[Setting],
        required: usize,
        span: Range<usize>,
    ) -> Result<(), ConfigError> {
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            match settings.iter().find(|setting| setting.key == name) {
                Some(setting) => self.value(value.get_ref(), &setting.kind, value.span())?,
                None => return Err(self.unknown(name, settings, key.span())),
            }
        }
        match settings[..required]
            .iter()
            .find(|setting| !table.contains_key(setting.key))
        {
            None => Ok(()),
            Some(setting) => Err(self.error(span, format!("\"{}\" is missing here", setting.key))),
        }
    }

    fn unknown(&self, key: &str, settings: &[Setting], span: Range<usize>) -> ConfigError {
        let keys = settings.iter().map(|setting| setting.key);
        let hint = nearest(key, keys);
        self.error(span, format!("\"{key}\" is not a setting{hint}"))
    }

    fn value(
        &self,
        value: &DeValue<'_>,
        kind: &Kind,
        span: Range<usize>,
    ) -> Result<(), ConfigError> {
        match (kind, value) {
            (Kind::Table(settings, required), DeValue::Table(table)) => {
                self.table(table, settings, *required, span)
            }
            (Kind::Map(kind), DeValue::Table(table)) => {
                let mut values = table.iter().map(|(_, value)| value);
                values.try_for_each(|value| self.value(value.get_ref(), kind, value.span()))
            }
            (Kind::List(settings, required), DeValue::Array(items)) => {
                items.iter().try_for_each(|item| match item.get_ref() {
                    DeValue::Table(table) => self.table(table, settings, *required, item.span()),
                    _ => Err(self.error(item.span(), wanted(kind))),
                })
            }
            (Kind::Texts | Kind::Paths | Kind::Languages, DeValue::Array(items)) => {
                items.iter().try_for_each(|item| match item.get_ref() {
                    DeValue::String(text) => self.text(text, kind, item.span()),
                    _ => Err(self.error(item.span(), wanted(kind))),
                })
            }
            (Kind::Flag, DeValue::Boolean(_)) => Ok(()),
            (Kind::Number(least, most, is_whole), value) => match number(value) {
                Some((number, whole))
                    if (whole || !is_whole) && (*least..=*most).contains(&number) =>
                {
                    Ok(())
                }
                _ => Err(self.error(span, wanted(kind))),
            },
            (kind, DeValue::String(text)) => self.text(text, kind, span),
            (kind, _) => Err(self.error(span, wanted(kind))),
        }
    }

    /// A text that has to be of `kind`, or one of a list that is.
    fn text(&self, text: &str, kind: &Kind, span: Range<usize>) -> Result<(), ConfigError> {
        let wrong = match kind {
            Kind::Text | Kind::Texts => None,
            Kind::Path | Kind::Paths => outside(text),
            Kind::Language | Kind::Languages => unknown_language(text),
            Kind::Pattern(needs_lang) => match Pattern::parse(text, *needs_lang) {
                Ok(_) => outside(text),
                Err(message) => Some(message),
            },
            Kind::Choice(names) => (!names.contains(&text)).then(|| {
                let hint = nearest(text, names.iter().copied());
                format!("\"{text}\" is not one of {}{hint}", names.join(", "))
            }),
            _ => Some(wanted(kind)),
        };
        wrong.map_or(Ok(()), |message| Err(self.error(span, message)))
    }
}

fn nearest<'k>(key: &str, known: impl Iterator<Item = &'k str>) -> String {
    let nearest = known.min_by_key(|known| characters(key, known));
    nearest.map_or(String::new(), |known| format!("; perhaps \"{known}\""))
}

/// What would have been right.
fn wanted(kind: &Kind) -> String {
    match kind {
        Kind::Flag => "true or false is wanted".to_owned(),
        Kind::Text | Kind::Path | Kind::Pattern(_) => "a text is wanted".to_owned(),
        Kind::Texts | Kind::Paths => "a list of texts is wanted, such as [\"a.tmx\"]".to_owned(),
        Kind::Language => "a language is wanted, such as \"fr\"".to_owned(),
        Kind::Languages => "a list of languages is wanted, such as [\"fr\"]".to_owned(),
        Kind::Number(least, most, true) => {
            format!("a whole number from {least} to {most} is wanted")
        }
        Kind::Number(least, most, false) => format!("a number from {least} to {most} is wanted"),
        Kind::Choice(names) => format!("one of {} is wanted", names.join(", ")),
        Kind::Table(..) | Kind::Map(_) => {
            "a table is wanted, such as [abbreviations.fr]".to_owned()
        }
        Kind::List(..) => "a list of tables is wanted, such as [[articles]]".to_owned(),
    }
}

/// The value of a number, and whether it is whole.
pub(super) fn number(value: &DeValue<'_>) -> Option<(f64, bool)> {
    match value {
        DeValue::Integer(number) => {
            let number = i64::from_str_radix(number.as_str(), number.radix()).ok()?;
            Some((number as f64, true))
        }
        DeValue::Float(number) => Some((number.as_str().parse().ok()?, false)),
        _ => None,
    }
}

fn unknown_language(text: &str) -> Option<String> {
    match LangTag::parse(text) {
        Err(error) => Some(error.to_string()),
        Ok(tag) if Language::for_tag(&tag).is_some() => None,
        Ok(_) => {
            let codes: Vec<&str> = LANGUAGES.iter().map(|language| language.code).collect();
            let codes = codes.join(", ");
            Some(format!(
                "\"{text}\" is not a language entente knows ({codes})"
            ))
        }
    }
}

/// Why a path cannot be used: a file that came with a stranger's change must not make us read, and
/// quote, what lies elsewhere.
fn outside(path: &str) -> Option<String> {
    leads_out(path).then(|| {
        format!("\"{path}\" leads out of the project's folder; name it on the command line")
    })
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
