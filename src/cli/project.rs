//! The project a run belongs to: the `entente.toml` above the current directory, or the one
//! `--config` names, and what it says where the command line is silent.

use super::args::{Command, Global};
use super::exit::Failure;
use super::input;
use entente::config::Config;
use entente::lang::Language;
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
        let (memory, glossary) = match command {
            Command::Match(args) => (Some(&mut args.memory), None),
            Command::Prefill(args) => (Some(&mut args.memory), Some(&mut args.glossary)),
            Command::Align(args) => (Some(&mut args.memory), Some(&mut args.glossary)),
            Command::Check(args) => (Some(&mut args.memory), Some(&mut args.glossary)),
            Command::Terms(args) => (None, Some(&mut args.glossary)),
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

    /// The folder of the settings; empty, which is the current one, without any.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
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
    let mut files = here.ancestors().map(|folder| folder.join(NAME));
    files.find(|path| path.is_file())
}
