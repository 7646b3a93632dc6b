//! What can be typed after `entente tm`: the commands that keep memories.

use super::{LanguagesArgs, ListFormat};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Keep translation memories
#[derive(Debug, Args)]
#[command(after_help = "Example: entente tm build tmx/space.tmx --output space.entente")]
pub(crate) struct TmArgs {
    #[command(subcommand)]
    pub(crate) command: TmCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TmCommand {
    Build(TmBuildArgs),
    Add(TmAddArgs),
    Merge(TmMergeArgs),
    Verify(TmVerifyArgs),
    Search(TmSearchArgs),
}

/// Find the units in which words stand, in any of their forms
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  entente tm search --memory tmx/space.tmx ракета-носитель
  entente tm search --memory tmx/space.tmx --lang fr \"station orbitale\" équipage
  entente tm search --memory tmx/space.tmx --regex \"Bion-M ?[12]\"")]
pub(crate) struct TmSearchArgs {
    /// Memories, TMX or built; may be given several times [default: those of the project]
    #[arg(long, value_name = "FILE")]
    pub(crate) memory: Vec<PathBuf>,
    /// Only in texts of this language
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: Option<String>,
    /// The one argument is a regular expression; (?i) ignores case
    #[arg(long)]
    pub(crate) regex: bool,
    /// Most units shown; 0 shows all
    #[arg(long, value_name = "COUNT", default_value_t = 50)]
    pub(crate) limit: usize,
    /// text for people, jsonl for programs
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ListFormat,
    /// Words or quoted phrases; all of them must stand in one text
    #[arg(required = true, value_name = "WORDS")]
    pub(crate) words: Vec<String>,
}

/// When and by whom units were made that do not say so; the clock is never asked.
#[derive(Debug, Args)]
pub(crate) struct StampArgs {
    /// Date of units that have none, as 2026-11-24 or 20261124T093000Z [default: SOURCE_DATE_EPOCH, else
    /// they stay without]
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<String>,
    /// Who made them
    #[arg(long, value_name = "NAME", requires = "date")]
    pub(crate) user: Option<String>,
}

/// Make a checked, indexed folder of memories, which opens at once
#[derive(Debug, Args)]
#[command(after_help = "Example: entente tm build tmx/space.tmx --output space.entente")]
pub(crate) struct TmBuildArgs {
    /// Memories, TMX or built; their units follow each other
    #[arg(required = true, value_name = "MEMORY")]
    pub(crate) memories: Vec<PathBuf>,
    /// The new folder
    #[arg(long, value_name = "INDEX")]
    pub(crate) output: PathBuf,
    /// Replace --output if it exists
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) stamp: StampArgs,
}

/// Add units to a built memory: new ones, and updates by their change date; or take units out
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  entente tm add space.entente article.ru.xlf
  entente tm add space.entente --date 2026-11-24 --user marie article.ru.xlf
  entente tm add space.entente --delete wrong.tmx --delete-unit launchers-004 --delete-unit \"#17\"")]
pub(crate) struct TmAddArgs {
    /// A memory that tm build made
    #[arg(value_name = "INDEX")]
    pub(crate) index: PathBuf,
    /// Memories, TMX or built, and the finished segments of XLIFF and PO files
    #[arg(required_unless_present_any = ["pair", "delete", "delete_unit"], value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Take out, before anything is added, the units of these memories, TMX or built: those with the same
    /// source, place and translations
    #[arg(long, value_name = "FILE")]
    pub(crate) delete: Vec<PathBuf>,
    /// Take out the units with this id, or the one with this number, as match and tm search show it:
    /// launchers-004, #17
    #[arg(long, value_name = "UNIT")]
    pub(crate) delete_unit: Vec<String>,
    #[command(flatten)]
    pub(crate) stamp: StampArgs,
    /// An article and its translation, whose sentences are paired; what is not sure is marked as aligned
    #[arg(long, num_args = 2, value_names = ["SOURCE", "TARGET"])]
    pub(crate) pair: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) languages: LanguagesArgs,
}

/// Write the units of several memories as one TMX, equal ones once
#[derive(Debug, Args)]
#[command(after_help = "Example: entente tm merge space.tmx rockets.tmx --output all.tmx")]
pub(crate) struct TmMergeArgs {
    /// Memories, TMX or built; where units are equal in everything, the first is kept
    #[arg(required = true, value_name = "MEMORY")]
    pub(crate) memories: Vec<PathBuf>,
    /// The new TMX file
    #[arg(long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Replace --output if it exists
    #[arg(long)]
    pub(crate) force: bool,
}

/// Check every byte of a built memory
#[derive(Debug, Args)]
#[command(after_help = "Example: entente tm verify space.entente")]
pub(crate) struct TmVerifyArgs {
    /// A memory that tm build made
    #[arg(value_name = "INDEX")]
    pub(crate) index: PathBuf,
}
