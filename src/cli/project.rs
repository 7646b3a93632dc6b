//! The project a run belongs to: the `entente.toml` above the current directory, or the one
//! `--config` names, and what it says where the command line is silent.

use super::args::{Command, FailOn, Global, LanguagesArgs, TmArgs, TmCommand};
use super::exit::Failure;
use super::input;
use clap::ValueEnum;
use entente::check::Options;
use entente::config::Config;
use entente::lang::typography::Profile;
use entente::lang::{LangTag, Language};
use entente::segment::Segmenter;
use std::path::{Path, PathBuf};

/// Name of the settings file.
const NAME: &str = "entente.toml";

/// The settings that hold for a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Project {
    config: Config,
    /// The folder of the settings file, from which its paths are taken.
    folder: PathBuf,
}

impl Project {
    /// The project of this run; one without settings when there is no file.
    pub(crate) fn find(global: &Global) -> Result<Project, Failure> {
        let Some(path) = global.config.clone().or_else(above) else {
            return Ok(Project::default());
        };
        let config = Config::read(&input::source(&path, global)?)?;
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Project { config, folder })
    }

    /// Fills in the memories and glossaries that the command line does not name.
    pub(crate) fn complete(&self, command: &mut Command) {
        match command {
            Command::Match(args) if args.threshold.is_none() => {
                args.threshold = self.config.match_threshold;
            }
            Command::Prefill(args) if args.fill.is_none() => args.fill = self.config.fill_threshold,
            Command::Check(args) if args.fail_on.is_none() => {
                let named = self.config.fail_on.as_deref();
                args.fail_on = named.and_then(|name| FailOn::from_str(name, false).ok());
            }
            _ => {}
        }
        let languages = match command {
            Command::Match(args) => Some(&mut args.languages),
            Command::Prefill(args) => Some(&mut args.languages),
            Command::Align(args) => Some(&mut args.languages),
            _ => None,
        };
        if let Some(LanguagesArgs { from, to }) = languages {
            let text = |tag: &LangTag| tag.as_str().to_owned();
            let (source, targets) = (self.config.source.as_ref(), &self.config.targets);
            *from = from.take().or_else(|| source.map(text));
            let only = targets.first().filter(|_| targets.len() == 1);
            *to = to.take().or_else(|| only.map(text));
        }
        let (memory, glossary) = match command {
            Command::Match(args) => (Some(&mut args.memory), None),
            Command::Prefill(args) => (Some(&mut args.memory), Some(&mut args.glossary)),
            Command::Align(args) => (Some(&mut args.memory), Some(&mut args.glossary)),
            Command::Check(args) => (Some(&mut args.memory), Some(&mut args.glossary)),
            Command::Terms(args) => (None, Some(&mut args.glossary)),
            Command::Tm(TmArgs {
                command: TmCommand::Search(args),
            }) => (Some(&mut args.memory), None),
            _ => (None, None),
        };
        for (named, own) in [
            (memory, &self.config.memory),
            (glossary, &self.config.glossary),
        ] {
            if let Some(named) = named.filter(|named| named.is_empty()) {
                named.extend(own.iter().map(|path| self.folder.join(path)));
            }
        }
    }

    /// Points that the matches of the memories at `paths` lose, as the settings say.
    pub(crate) fn penalties(&self, paths: &[PathBuf]) -> Vec<u8> {
        let penalty = |path: &PathBuf| {
            let own = self.own(path);
            let mut all = self.config.penalties.iter();
            all.find(|(name, _)| *name == own)
                .map_or(0, |(_, points)| *points)
        };
        paths.iter().map(penalty).collect()
    }

    /// What the settings file says.
    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    /// The folder of the settings; empty, which is the current one, without any.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The path of `file`, one of the project, from the current directory.
    pub(crate) fn path(&self, file: &str) -> PathBuf {
        match (self.folder.as_os_str().is_empty(), file) {
            (true, "") => PathBuf::from("."),
            _ => self.folder.join(file),
        }
    }

    /// `path`, taken from the current directory, as a path from the project's folder.
    fn own(&self, path: &Path) -> String {
        let folder = self.path("").canonicalize();
        let full = path.canonicalize();
        let inner = match (&full, &folder) {
            (Ok(full), Ok(folder)) => full.strip_prefix(folder).unwrap_or(path),
            _ => path,
        };
        inner.to_string_lossy().into_owned()
    }

    /// How an article is judged of which `files`, as typed, are the source and the translation.
    pub(crate) fn options(&self, files: &[&Path]) -> Options {
        let own: Vec<String> = files.iter().map(|path| self.own(path)).collect();
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        self.config.options(&own)
    }

    /// The typography that such an article follows in `language`, if the project says.
    pub(crate) fn profile(&self, files: &[&Path], language: &Language) -> Option<&'static Profile> {
        let own: Vec<String> = files.iter().map(|path| self.own(path)).collect();
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        self.config.profile(&own, language)
    }

    /// The segmenter of `language` with the project's own abbreviations.
    pub(crate) fn segmenter(&self, language: &'static Language) -> Segmenter {
        let own = self.config.abbreviations.iter();
        let own = own.filter(|entry| entry.language == language);
        Segmenter::new(language).with_abbreviations(own.map(|e| (e.class, e.text.clone())))
    }
}

/// The nearest settings file above the current directory.
fn above() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let depth = here
        .ancestors()
        .position(|folder| folder.join(NAME).is_file())?;
    // Named from the current directory, as people type paths and as CI annotates them.
    Some(PathBuf::from("../".repeat(depth)).join(NAME))
}
