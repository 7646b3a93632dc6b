//! The settings, said once: what the reader checks a file against, and what the JSON Schema is
//! written from.

use crate::check::{Level, RuleSet, metas};
use crate::lang::LANGUAGES;

/// One setting.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Its key.
    pub key: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// One sentence: what it does.
    pub about: &'static str,
}

/// What a setting holds.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Yes or no.
    Flag,
    /// Any text.
    Text,
    /// A text or a list of texts.
    Texts,
    /// A path in the project's folder.
    Path,
    /// Such a path or a list of them.
    Paths,
    /// A language that entente knows, with or without a region.
    Language,
    /// A list of such languages.
    Languages,
    /// A path with `{path}`; the flag says whether `{lang}` must be in it too.
    Pattern(bool),
    /// A number from the first to the second, whole when the flag says so.
    Number(f64, f64, bool),
    /// One of these texts.
    Choice(Vec<&'static str>),
    /// A table of these settings, of which the first so many are required.
    Table(Vec<Setting>, usize),
    /// A list of such tables.
    List(Vec<Setting>, usize),
    /// A table of keys of the project's own, all with such a value.
    Map(Box<Kind>),
}

fn setting(key: &'static str, kind: Kind, about: &'static str) -> Setting {
    Setting { key, kind, about }
}

/// The settings at the top of the file.
pub fn settings() -> Vec<Setting> {
    vec![
        setting(
            "memory",
            Kind::Paths,
            "Memories, used where the command line names none; of equal matches the first one's wins.",
        ),
        setting(
            "penalties",
            Kind::Map(Box::new(Kind::Number(0.0, 100.0, true))),
            "Points that every match of a memory loses, by its path under `memory`.",
        ),
        setting(
            "glossary",
            Kind::Paths,
            "Glossaries, used where the command line names none.",
        ),
        setting("languages", languages(), "The languages of the project."),
        setting(
            "articles",
            articles(),
            "Where articles and their translations lie.",
        ),
        setting(
            "fail-on",
            Kind::Choice(vec!["error", "warning", "never"]),
            "The severity from which on `check` exits with 1.",
        ),
        setting(
            "baseline",
            Kind::Path,
            "The file of findings that were accepted.",
        ),
        setting(
            "rules",
            Kind::Choice(RuleSet::ALL.iter().map(|set| set.name()).collect()),
            "The set of rules that is meant: what a newer rule finds is information.",
        ),
        setting("terms", terms(), "How terms are asked for."),
        setting(
            "thresholds",
            thresholds(),
            "Figures from which on something counts.",
        ),
        setting(
            "severity",
            severity(),
            "How bad the findings of a rule are.",
        ),
        setting(
            "typography",
            typography(),
            "The typography profile of a language.",
        ),
        setting(
            "overrides",
            overrides(),
            "Other settings for some articles; the last that fits wins.",
        ),
        setting(
            "abbreviations",
            abbreviations(),
            "Abbreviations of the project's own.",
        ),
    ]
}

fn languages() -> Kind {
    let about = "Folders or suffixes that are named otherwise than their language: \
                 `cyrillic = \"ru\"`.";
    let fields = vec![
        setting(
            "source",
            Kind::Language,
            "The language that articles are written in.",
        ),
        setting(
            "targets",
            Kind::Languages,
            "The languages they are translated into.",
        ),
        setting("aliases", Kind::Map(Box::new(Kind::Language)), about),
    ];
    Kind::Table(fields, 2)
}

fn articles() -> Kind {
    let due = "Whether every translation is due: a missing or untranslated one is an error then.";
    let fields = vec![
        setting(
            "source",
            Kind::Pattern(false),
            "Where the articles lie: `docs/{path}.md`.",
        ),
        setting(
            "target",
            Kind::Pattern(true),
            "Where their translations lie: `{lang}/{path}.md`.",
        ),
        setting("languages", Kind::Languages, "Only these languages."),
        setting(
            "exclude",
            Kind::Texts,
            "Articles left out: `docs/drafts/**`.",
        ),
        setting("due", Kind::Flag, due),
    ];
    Kind::List(fields, 2)
}

fn terms() -> Kind {
    let every = "Whether `term-missing` asks for a term at every mention, with no pronoun for it.";
    Kind::Table(vec![setting("every-mention", Kind::Flag, every)], 0)
}

fn thresholds() -> Kind {
    let score = |least| Kind::Number(least, 100.0, true);
    let ratio = "How many times longer or shorter than usual a translation may be.";
    let fields = vec![
        setting("match", score(0.0), "Lowest score that `match` shows."),
        setting("fill", score(1.0), "Lowest score that `prefill` fills."),
        setting("length-ratio", Kind::Number(1.1, 100.0, false), ratio),
    ];
    Kind::Table(fields, 0)
}

fn severity() -> Kind {
    let levels = || Kind::Choice(Level::NAMES.to_vec());
    let fields = metas().map(|rule| setting(rule.id, levels(), rule.summary));
    Kind::Table(fields.collect(), 0)
}

fn typography() -> Kind {
    let fields = LANGUAGES.iter().map(|language| {
        let profiles = language.typography.profiles.iter();
        let names = profiles.map(|profile| profile.name).collect();
        setting(
            language.code,
            Kind::Choice(names),
            "The house this language follows.",
        )
    });
    Kind::Table(fields.collect(), 0)
}

fn overrides() -> Kind {
    let fields = vec![
        setting(
            "paths",
            Kind::Texts,
            "Sources or translations: `docs/legal/**`.",
        ),
        setting("severity", severity(), "As at the top."),
        setting("typography", typography(), "As at the top."),
    ];
    Kind::List(fields, 1)
}

fn abbreviations() -> Kind {
    let lists = || {
        let fields = vec![
            setting(
                "never-ends",
                Kind::Texts,
                "No sentence ends after these: `réf`.",
            ),
            setting(
                "before-number",
                Kind::Texts,
                "Nor after these when a number follows.",
            ),
            setting("may-end", Kind::Texts, "A sentence may end after these."),
        ];
        Kind::Table(fields, 0)
    };
    let about = "Written without their last full stop.";
    let fields = LANGUAGES
        .iter()
        .map(|language| setting(language.code, lists(), about));
    Kind::Table(fields.collect(), 0)
}
