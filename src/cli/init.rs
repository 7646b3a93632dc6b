//! `entente init`: a settings file for what lies in the current folder.
//!
//! Languages are seen in the names of folders (`content/fr/…`, `i18n/fr/…`) and of files
//! (`guide.fr.md`); where a translation has its source elsewhere, the two are known by the end of
//! their paths. What is found is written, what is not stands there as a comment.

use super::args::{Global, InitArgs};
use super::exit::{Exit, Failure};
use super::output;
use entente::check::RuleSet;
use entente::config::Config;
use entente::lang::{LangTag, Language};
use entente::text::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Name of the settings file.
const NAME: &str = "entente.toml";

/// Files looked at, and folders within one another: a project has fewer.
const MOST_FILES: usize = 50_000;
const DEEPEST: usize = 12;

/// Endings of articles.
const ARTICLES: [&str; 5] = ["md", "mdx", "markdown", "txt", "text"];

/// Folders without articles of the project's own.
const FOREIGN: [&str; 6] = ["node_modules", "target", "vendor", "build", "dist", "venv"];

/// Most patterns that are written.
const MOST_PATTERNS: usize = 4;

/// Runs the command.
pub(crate) fn run(args: &InitArgs, global: &Global) -> Result<Exit, Failure> {
    let path = Path::new(NAME);
    if !args.dry_run {
        output::check(Some(path), args.force, &[])?;
    }
    let mut files = Vec::new();
    walk(Path::new("."), "", 0, &mut files);
    files.sort();
    let found = Found::of(&files);
    let text = found.settings();
    // What is written must be read.
    Config::read(&Source::new(NAME, text.as_str()))?;
    if args.dry_run {
        output::data(text.as_bytes())?;
        return Ok(Exit::Fine);
    }
    output::result(text.as_bytes(), Some(path), args.force, &[])?;
    let patterns = found.patterns.len();
    output::say(
        global,
        &format!(
            "{NAME}: {patterns} article patterns, {} memories, {} glossaries",
            found.memories.len(),
            found.glossaries.len()
        ),
    );
    Ok(Exit::Fine)
}

/// Collects the files in `folder`, which is `name` from the project's.
fn walk(folder: &Path, name: &str, depth: usize, files: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let (Ok(kind), Some(own)) = (
            entry.file_type(),
            entry.file_name().to_str().map(str::to_owned),
        ) else {
            continue;
        };
        if own.starts_with('.') || files.len() >= MOST_FILES {
            continue;
        }
        let inner = if name.is_empty() {
            own.clone()
        } else {
            format!("{name}/{own}")
        };
        if kind.is_dir() && depth < DEEPEST && !FOREIGN.contains(&own.as_str()) {
            walk(&entry.path(), &inner, depth + 1, files);
        } else if kind.is_file() {
            files.push(inner);
        }
    }
}

/// What a folder holds.
#[derive(Default)]
struct Found {
    source: Option<String>,
    targets: BTreeSet<String>,
    /// Source and target patterns, the most frequent first.
    patterns: Vec<(String, String)>,
    memories: Vec<String>,
    glossaries: Vec<String>,
}

/// An article whose path names its language.
struct Named<'f> {
    language: String,
    /// The path with `{lang}` for the language.
    general: String,
    file: &'f str,
}

impl Found {
    fn of(files: &[String]) -> Found {
        let mut found = Found::default();
        for file in files {
            let ending = ending(file);
            if matches!(ending, "tmx" | "entente") {
                found.memories.push(file.clone());
            } else if ending == "tbx" || (matches!(ending, "csv" | "tsv") && is_glossary(file)) {
                found.glossaries.push(file.clone());
            }
        }
        let articles: Vec<&str> = files
            .iter()
            .map(String::as_str)
            .filter(|file| ARTICLES.contains(&ending(file)))
            .collect();
        let named: Vec<Named<'_>> = articles.iter().filter_map(|file| named(file)).collect();
        let mut groups: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for one in &named {
            groups
                .entry(&one.general)
                .or_default()
                .insert(&one.language);
        }
        let both = groups.values().filter(|languages| languages.len() > 1);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        both.flatten()
            .for_each(|language| *counts.entry(language).or_default() += 1);
        // English, if it is there, is what most sites are written in.
        let often = counts
            .iter()
            .max_by_key(|(language, count)| (language.starts_with("en"), **count));
        let source = often.map_or("en", |(language, _)| language);
        let mut patterns: BTreeMap<(String, String), usize> = BTreeMap::new();
        for one in named.iter().filter(|one| one.language != source) {
            let pair = match groups[one.general.as_str()].contains(source) {
                true => {
                    let pattern = pattern_of(&one.general);
                    Some((pattern.clone(), pattern))
                }
                false => elsewhere(one, &articles),
            };
            if let Some(pair) = pair {
                *patterns.entry(pair).or_default() += 1;
                found.targets.insert(one.language.clone());
            }
        }
        let mut patterns: Vec<_> = patterns.into_iter().collect();
        patterns.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        patterns.truncate(MOST_PATTERNS);
        found.patterns = patterns.into_iter().map(|(pair, _)| pair).collect();
        found.source = (!found.patterns.is_empty()).then(|| source.to_owned());
        found
    }

    /// The settings file, with comments.
    fn settings(&self) -> String {
        let mut out =
            "# What this project says to entente once: docs/configuration.md has all settings.\n\n"
                .to_owned();
        out.push_str(&list("memory", &self.memories, "tmx/project.tmx"));
        out.push_str(&list(
            "glossary",
            &self.glossaries,
            "glossaries/project.csv",
        ));
        let newest = RuleSet::ALL.last().map_or("", |set| set.name());
        let pin = format!("rules = {}", quoted(newest));
        out.push_str(&format!("{pin:32}# what newer rules find is information\n"));
        out.push_str("# fail-on = \"error\"            # or \"warning\", \"never\"\n\n");
        match &self.source {
            Some(source) => {
                let targets: Vec<String> = self.targets.iter().map(|tag| quoted(tag)).collect();
                out.push_str(&format!(
                    "[languages]\nsource = {}\ntargets = [{}]\n",
                    quoted(source),
                    targets.join(", ")
                ));
            }
            None => {
                out.push_str("# [languages]\n# source = \"en\"\n# targets = [\"fr\", \"ru\"]\n")
            }
        }
        for (source, target) in &self.patterns {
            out.push_str(&format!(
                "\n[[articles]]\nsource = {}\ntarget = {}\n",
                quoted(source),
                quoted(target)
            ));
        }
        if self.patterns.is_empty() {
            out.push_str("\n# [[articles]]\n# source = \"docs/{path}.md\"\n# target = \"i18n/{lang}/docs/{path}.md\"\n");
        }
        out.push_str(
            "\n# [severity]                    # off, info, warning, error\n# length-ratio = \"off\"\n\n\
             # [typography]                  # `entente rules` and docs/typography.md\n# fr = \"imprimerie-nationale\"\n",
        );
        out
    }
}

fn list(key: &str, files: &[String], example: &str) -> String {
    if files.is_empty() {
        return format!("# {key} = [{}]\n", quoted(example));
    }
    let files: Vec<String> = files.iter().map(|file| quoted(file)).collect();
    format!("{key} = [{}]\n", files.join(", "))
}

/// `text` as TOML writes a text.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out + "\""
}

fn ending(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// Whether a table is a glossary by the name of its file or folder.
fn is_glossary(file: &str) -> bool {
    let lower = file.to_lowercase();
    ["glossar", "terms", "terminolog"]
        .iter()
        .any(|word| lower.contains(word))
}

/// The language that a path names, in a folder or before the ending of the file.
fn named(file: &str) -> Option<Named<'_>> {
    let parts: Vec<&str> = file.split('/').collect();
    let (name, folders) = parts.split_last()?;
    let known = |text: &str| {
        let tag = LangTag::parse(text).ok()?;
        Language::for_tag(&tag).map(|_| tag.as_str().to_owned())
    };
    let with = |index: usize, part: &str| {
        let mut general = parts.clone();
        general[index] = part;
        general.join("/")
    };
    for (index, folder) in folders.iter().enumerate() {
        if let Some(language) = known(folder) {
            return Some(Named {
                language,
                general: with(index, "{lang}"),
                file,
            });
        }
    }
    let (stem, ending) = name.rsplit_once('.')?;
    let (stem, suffix) = stem.rsplit_once('.')?;
    let language = known(suffix)?;
    let general = format!("{stem}.{{lang}}.{ending}");
    Some(Named {
        language,
        general: with(parts.len() - 1, &general),
        file,
    })
}

/// `general` with `{path}` for what follows the language, or for the name before it.
fn pattern_of(general: &str) -> String {
    let ending = ending(general);
    match general.split_once("{lang}/") {
        Some((before, _)) => format!("{before}{{lang}}/{{path}}.{ending}"),
        None => {
            let folder = general.rsplit_once('/').map_or("", |(folder, _)| folder);
            // The folders that all such files lie in cannot be known from one: the first.
            match folder.split('/').next() {
                Some(first) if !first.is_empty() => format!("{first}/{{path}}.{{lang}}.{ending}"),
                _ => format!("{{path}}.{{lang}}.{ending}"),
            }
        }
    }
}

/// The patterns of a translation whose source lies elsewhere, by the longest end of their paths.
fn elsewhere(one: &Named<'_>, articles: &[&str]) -> Option<(String, String)> {
    let ending = ending(one.file);
    let suffixed = one.general.contains(".{lang}.");
    if suffixed {
        // `guide.fr.md` beside `guide.md`.
        let source = one.general.replace(".{lang}.", ".");
        let target = pattern_of(&one.general);
        let beside = articles.contains(&source.as_str());
        return beside.then(|| (target.replace(".{lang}.", "."), target));
    }
    let own: Vec<&str> = one.general.split('/').collect();
    let common = |file: &str| {
        let parts: Vec<&str> = file.split('/').collect();
        let ends = own.iter().rev().zip(parts.iter().rev());
        ends.take_while(|(a, b)| a == b).count()
    };
    let others = articles.iter().filter(|file| named(file).is_none());
    let source = others
        .max_by_key(|file| common(file))
        .filter(|file| common(file) > 0)?;
    let parts: Vec<&str> = source.split('/').collect();
    // At least one folder of the source is kept: `{path}` alone would be every file.
    let path = common(source).min(parts.len() - usize::from(parts.len() > 1));
    let pattern = |parts: &[&str]| {
        let folder = parts[..parts.len() - path].join("/");
        let slash = if folder.is_empty() { "" } else { "/" };
        format!("{folder}{slash}{{path}}.{ending}")
    };
    Some((pattern(&parts), pattern(&own)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(files: &[&str]) -> Vec<(String, String)> {
        let files: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
        Found::of(&files).patterns
    }

    #[test]
    fn the_layouts_of_site_generators_are_known() {
        for (files, source, target) in [
            (
                &["content/en/a/b.md", "content/fr/a/b.md"][..],
                "content/{lang}/{path}.md",
                "content/{lang}/{path}.md",
            ),
            (
                &["content/a/b.md", "content/a/b.fr.md"],
                "content/{path}.md",
                "content/{path}.{lang}.md",
            ),
            (
                &[
                    "docs/a/b.mdx",
                    "i18n/fr/docusaurus-plugin-content-docs/current/a/b.mdx",
                ],
                "docs/{path}.mdx",
                "i18n/{lang}/docusaurus-plugin-content-docs/current/{path}.mdx",
            ),
            (
                &["_posts/a.md", "fr/_posts/a.md"],
                "_posts/{path}.md",
                "{lang}/_posts/{path}.md",
            ),
        ] {
            assert_eq!(
                patterns(files),
                [(source.to_owned(), target.to_owned())],
                "{files:?}"
            );
        }
        assert!(patterns(&["docs/a.md", "README.md", "docs/fr.md"]).is_empty());
    }

    #[test]
    fn whatever_is_found_is_a_settings_file() {
        let files = [
            "tmx/a \"b\".tmx",
            "glossaries/x.csv",
            "data.csv",
            "content/en/a.md",
            "content/fr-CA/a.md",
        ];
        let files: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
        for files in [&files[..], &[]] {
            let text = Found::of(files).settings();
            Config::read(&Source::new(NAME, text.as_str()))
                .unwrap_or_else(|error| panic!("{error}\n{text}"));
        }
        let found = Found::of(&files);
        assert_eq!(found.memories, ["tmx/a \"b\".tmx"]);
        assert_eq!(found.glossaries, ["glossaries/x.csv"]);
        assert!(found.targets.contains("fr-CA"));
    }
}
