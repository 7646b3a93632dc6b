//! What can be typed: clap types and their help texts, nothing else.

mod tm;

pub(crate) use tm::{
    StampArgs, TmAddArgs, TmArgs, TmBuildArgs, TmCommand, TmMergeArgs, TmSearchArgs, TmVerifyArgs,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Translation memory and terminology for English, French and Russian articles.
#[derive(Debug, Parser)]
#[command(
    name = "entente",
    version,
    max_term_width = 100,
    arg_required_else_help = true
)]
#[command(
    after_help = "Exit status: 0 fine, 1 there is something to mend, 2 usage or input error."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
pub(crate) struct Global {
    /// Colour on terminals
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    /// Threads to use, 1 to 64 [default: RAYON_NUM_THREADS, else one a core]
    #[arg(long, global = true, value_name = "N")]
    pub(crate) threads: Option<usize>,
    /// Say less on stderr
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Say more on stderr
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
    /// Print how long each step took, in CPU time, on stderr
    #[arg(long, global = true)]
    pub(crate) timings: bool,
    /// Keep the indexes of TMX files over 1 MiB in this folder [default: entente in the user's cache
    /// folder]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) cache_dir: Option<PathBuf>,
    /// Keep no index of TMX files, and use none
    #[arg(long, global = true, conflicts_with = "cache_dir")]
    pub(crate) no_cache: bool,
    /// Settings of the project [default: the nearest entente.toml above the current directory]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The settings found, once the command line is read.
    #[arg(skip)]
    pub(crate) project: super::project::Project,
    /// Encoding of input that is not Unicode and does not say so: windows-1252, windows-1251, …
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// Format of the articles, whatever their names: plain, markdown, mdx, html, po, xliff, docx, odt
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) format_in: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Segment(SegmentArgs),
    Match(MatchArgs),
    Prefill(PrefillArgs),
    Merge(MergeArgs),
    Align(AlignArgs),
    Terms(TermsArgs),
    Forms(FormsArgs),
    Check(CheckArgs),
    Accept(AcceptArgs),
    Tm(TmArgs),
    Info(InfoArgs),
    Convert(ConvertArgs),
    Rules(RulesArgs),
    Init(InitArgs),
    Completions(CompletionsArgs),
    /// Print the manual page
    Man,
}

/// Cut articles into sentences
#[derive(Debug, Args)]
#[command(after_help = "Example: entente segment --lang fr article.fr.md")]
pub(crate) struct SegmentArgs {
    /// Language of the articles [default: found from the text]
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: Option<String>,
    /// Cut by the rules of this SRX file; --lang may then be any language
    #[arg(long, value_name = "FILE")]
    pub(crate) srx: Option<PathBuf>,
    /// Say for each place where a segment could end which rule or list entry decided it
    #[arg(long)]
    pub(crate) why: bool,
    /// text for people, jsonl for programs
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    pub(crate) format: ListFormat,
    /// Articles; - is standard input
    #[arg(required = true, value_name = "ARTICLE")]
    pub(crate) articles: Vec<PathBuf>,
}

/// Formats of commands that print a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    Text,
    Jsonl,
}

/// Find what is nearest to each segment in a memory
#[derive(Debug, Args)]
#[command(
    after_help = "Example: entente match --memory tmx/space.tmx --from en --to fr --explain segments.txt"
)]
pub(crate) struct MatchArgs {
    /// Memories (TMX, or made by tm build); may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) memory: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) languages: LanguagesArgs,
    /// Lowest score shown, 0 to 100 [default: 70]
    #[arg(long, value_name = "SCORE", allow_negative_numbers = true, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) threshold: Option<u8>,
    /// Most matches a segment, 0 for all
    #[arg(
        long,
        value_name = "N",
        default_value_t = 5,
        allow_negative_numbers = true
    )]
    pub(crate) limit: usize,
    /// Show how each score came about
    #[arg(long)]
    pub(crate) explain: bool,
    /// text for people, jsonl for programs
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ListFormat,
    /// One segment a line, plain text; - is standard input
    #[arg(value_name = "SEGMENTS")]
    pub(crate) segments: PathBuf,
}

/// Turn an article into a draft in which what was translated before is filled in
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  entente prefill --memory tmx/space.tmx --from en --to fr --output draft.fr.md article.en.md\n  entente prefill --previous old.en.md old.fr.md --from en --to fr --output article.fr.md article.en.md\n  entente prefill --memory tmx/space.tmx --fill 75 --output done.sdlxliff job.sdlxliff"
)]
pub(crate) struct PrefillArgs {
    /// Memories (TMX, or made by tm build); may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) memory: Vec<PathBuf>,
    /// The article before it was changed, and its translation: what did not change is taken over
    #[arg(long, num_args = 2, value_names = ["OLD_SOURCE", "OLD_TARGET"])]
    pub(crate) previous: Vec<PathBuf>,
    /// Glossaries (CSV, TSV, TBX) that the fills are checked against
    #[arg(long, value_name = "FILE")]
    pub(crate) glossary: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) languages: LanguagesArgs,
    /// Fill from this score on [default: 100, and 75 in bilingual formats]
    #[arg(long, value_name = "SCORE", allow_negative_numbers = true, value_parser = clap::value_parser!(u8).range(1..=100))]
    pub(crate) fill: Option<u8>,
    /// document: the article's own format; xliff: XLIFF 1.2; xliff2: XLIFF 2.1; review: a table for people, --output ends in .docx or .html [default: from the name of --output]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<DraftFormat>,
    /// Write the draft here instead of to standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write for each segment where its fill came from, as JSON Lines
    #[arg(long, value_name = "FILE")]
    pub(crate) sidecar: Option<PathBuf>,
    /// Replace --output and --sidecar if they exist
    #[arg(long)]
    pub(crate) force: bool,
    /// The article; - is standard input
    #[arg(value_name = "ARTICLE")]
    pub(crate) article: PathBuf,
}

/// Formats of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DraftFormat {
    Document,
    Xliff,
    Xliff2,
    Review,
    Jsonl,
}

/// Turn a finished draft, XLIFF or review table, back into an article
#[derive(Debug, Args)]
#[command(after_help = "Example: entente merge --complete --output article.fr.md draft.xlf")]
pub(crate) struct MergeArgs {
    /// The article the draft was made from, if it is not inside the draft
    #[arg(long, value_name = "FILE")]
    pub(crate) source: Option<PathBuf>,
    /// Exit 1 and write nothing while a segment is unfinished
    #[arg(long)]
    pub(crate) complete: bool,
    /// Write the article here instead of to standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Replace --output if it exists
    #[arg(long)]
    pub(crate) force: bool,
    /// The draft: an XLIFF file, or a review table as Word or LibreOffice saved it
    #[arg(value_name = "DRAFT")]
    pub(crate) draft: PathBuf,
}

/// The languages that a command goes between.
#[derive(Clone, Debug, Args)]
pub(crate) struct LanguagesArgs {
    /// Language of the source [default: that of the project]
    #[arg(long, value_name = "LANG")]
    pub(crate) from: Option<String>,
    /// Language of the translation [default: that of the project, if it has only one]
    #[arg(long, value_name = "LANG")]
    pub(crate) to: Option<String>,
}

/// Pair the sentences of an article with those of its translation
#[derive(Debug, Args)]
#[command(
    after_help = "Example: entente align --from en --to fr --output pair.tmx article.en.md article.fr.md"
)]
pub(crate) struct AlignArgs {
    #[command(flatten)]
    pub(crate) languages: LanguagesArgs,
    /// Memories that may help as dictionaries
    #[arg(long, value_name = "FILE")]
    pub(crate) memory: Vec<PathBuf>,
    /// Glossaries that may help as dictionaries
    #[arg(long, value_name = "FILE")]
    pub(crate) glossary: Vec<PathBuf>,
    /// text for people, jsonl for programs, tmx for a memory [default: from the name of --output, else text]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<AlignFormat>,
    /// Write the pairs here; a name that ends in .tmx makes a memory
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Replace --output if it exists
    #[arg(long)]
    pub(crate) force: bool,
    /// The article
    #[arg(value_name = "SOURCE")]
    pub(crate) source: PathBuf,
    /// Its translation
    #[arg(value_name = "TARGET")]
    pub(crate) target: PathBuf,
}

/// Formats of an alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AlignFormat {
    Text,
    Jsonl,
    Tmx,
}

/// Find the terms of a glossary in articles, or count them
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  entente terms --glossary glossaries/space.csv --lang ru article.ru.md
  entente terms --stats --glossary glossaries/space.csv --lang ru articles/*.ru.md")]
pub(crate) struct TermsArgs {
    /// Glossaries (CSV, TSV, TBX); may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) glossary: Vec<PathBuf>,
    /// Language of the articles
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: String,
    /// Count instead: which concepts occur, under which terms, in which forms
    #[arg(long)]
    pub(crate) stats: bool,
    /// Forms to add to those of the rules: lines of lemma, tab, form, and cells as gen.pl if known
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Option<PathBuf>,
    /// text for people; jsonl (an object a line) or json (one object) for programs
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: TermsFormat,
    /// Articles; - is standard input
    #[arg(required = true, value_name = "ARTICLE")]
    pub(crate) articles: Vec<PathBuf>,
}

/// Formats of `terms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TermsFormat {
    Text,
    Jsonl,
    Json,
}

/// Show every inflected form under which a term is accepted
#[derive(Debug, Args)]
#[command(after_help = "Example: entente forms --lang ru ракета-носитель")]
pub(crate) struct FormsArgs {
    /// Language of the terms
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: String,
    /// text for people, jsonl for programs
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ListFormat,
    /// Part of speech of the terms: noun, proper noun, adjective, verb
    #[arg(long, value_name = "POS")]
    pub(crate) pos: Option<String>,
    /// Gender of their heads: m, f, n
    #[arg(long, value_name = "GENDER")]
    pub(crate) gender: Option<String>,
    /// Number of the citation forms: sg, or pl for plural only
    #[arg(long, value_name = "NUMBER")]
    pub(crate) number: Option<String>,
    /// Whether their heads are animate: yes, no
    #[arg(long, value_name = "YES")]
    pub(crate) animate: Option<String>,
    /// Forms to add to those of the rules: lines of lemma, tab, form, and cells as gen.pl if known
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Option<PathBuf>,
    /// Rows of kind, term, gender, animacy, case and number instead: one form a line; - is
    /// standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) tsv: Option<PathBuf>,
    /// Terms in their citation form
    #[arg(
        required_unless_present = "tsv",
        conflicts_with = "tsv",
        value_name = "TERM"
    )]
    pub(crate) terms: Vec<String>,
}

/// Check a translation: terms, numbers, tags, what is missing or left untranslated
#[derive(Debug, Default, Args)]
#[command(after_help = "Examples:
  entente check --glossary glossaries/space.csv --from en --to fr article.en.md article.fr.md
  entente check --glossary glossaries/space.csv draft.xlf
  entente check --glossary glossaries/space.csv --lang ru article.ru.md
  entente check                       the whole project, as entente.toml says
  entente check docs/guide            what of the project lies there
  entente check --changed-since origin/main   only what a pull request touches
  entente check --report sarif=entente.sarif --report junit=entente.xml draft.xlf")]
pub(crate) struct CheckArgs {
    /// Glossaries (CSV, TSV, TBX); may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) glossary: Vec<PathBuf>,
    /// Memories, to find fills that were left unedited
    #[arg(long, value_name = "FILE")]
    pub(crate) memory: Vec<PathBuf>,
    /// Language of the article
    #[arg(long, value_name = "LANG", requires = "to")]
    pub(crate) from: Option<String>,
    /// Language of the translation
    #[arg(long, value_name = "LANG")]
    pub(crate) to: Option<String>,
    /// Language of a text that is checked alone
    #[arg(long, value_name = "LANG", conflicts_with_all = ["from", "to"])]
    pub(crate) lang: Option<String>,
    /// Exit 1 from this severity on [default: error]
    #[arg(long, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<FailOn>,
    /// Lowest severity shown [default: warning; info with -v]
    #[arg(long, value_name = "SEVERITY")]
    pub(crate) severity: Option<SeverityArg>,
    /// text for people; jsonl, sarif, github, gitlab, junit, csv or html for others [default: from the
    /// name of --output, else text]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<String>,
    /// Write a report to a file beside standard output; may be given several times
    #[arg(long, value_name = "FORMAT=FILE")]
    pub(crate) report: Vec<String>,
    /// Write the findings here instead of to standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Apply the fixes that are safe unseen to the translation, in place
    #[arg(long)]
    pub(crate) fix: bool,
    /// Show what --fix would change as a unified diff, and change nothing
    #[arg(long)]
    pub(crate) diff: bool,
    /// Findings that were accepted for good [default: entente-baseline.jsonl beside entente.toml]
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Accept the errors and warnings of this run, and drop what is accepted and no longer found
    #[arg(long, conflicts_with_all = ["fix", "diff"])]
    pub(crate) write_baseline: bool,
    /// Only what lies in segments that changed on either side since this branch left REV, the files
    /// that are not committed included; CI must have fetched the history (fetch-depth: 0)
    #[arg(long, value_name = "REV", conflicts_with_all = ["fix", "diff", "write_baseline"])]
    pub(crate) changed_since: Option<String>,
    /// Replace --output if it exists
    #[arg(long)]
    pub(crate) force: bool,
    /// An article and its translation, or one bilingual file, or one text with --lang; without
    /// --from and --lang articles or folders of the project, all of it when none is named
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SeverityArg {
    Error,
    Warning,
    Info,
}

/// Accept findings for good: they are right as they are
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  entente accept v1:4a42 --reason \"rounded on purpose\"
  entente check --from en --to fr a.en.md a.fr.md --format jsonl | entente accept --findings - v1:4a42 --reason \"a pun\"")]
pub(crate) struct AcceptArgs {
    /// Fingerprints as reports show them, or their beginnings
    #[arg(required = true, value_name = "FINGERPRINT")]
    pub(crate) fingerprints: Vec<String>,
    /// Why the translation is right
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// What entente check --format jsonl has found; - is standard input [default: the project is
    /// checked; without articles in entente.toml standard input]
    #[arg(long, value_name = "FILE")]
    pub(crate) findings: Option<PathBuf>,
    /// The baseline [default: entente-baseline.jsonl beside entente.toml]
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
}

/// Say what a file is and what it holds
#[derive(Debug, Args)]
#[command(after_help = "Example: entente info tmx/space.tmx")]
pub(crate) struct InfoArgs {
    /// Exit 1 when the file has notices
    #[arg(long)]
    pub(crate) strict: bool,
    /// text for people, json for programs
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: InfoFormat,
    /// A memory, a glossary or a draft
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InfoFormat {
    Text,
    Json,
}

/// Convert between formats: TBX and CSV, XLIFF, PO or a built memory to TMX
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  entente convert --output space.tbx glossaries/space.csv
  entente convert --from en --to fr --output space.en-fr.tmx space.entente")]
pub(crate) struct ConvertArgs {
    /// The new file; its ending says the format
    #[arg(long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Replace --output if it exists
    #[arg(long)]
    pub(crate) force: bool,
    /// Of a memory only what is translated from this language, in two languages: some tools import
    /// nothing else
    #[arg(long, value_name = "LANG", requires = "to")]
    pub(crate) from: Option<String>,
    /// The other of the two languages
    #[arg(long, value_name = "LANG", requires = "from")]
    pub(crate) to: Option<String>,
    /// A memory, a glossary or a draft
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// List the rules of check, or print one rule's documentation
#[derive(Debug, Args)]
#[command(after_help = "Example: entente rules number-differs")]
pub(crate) struct RulesArgs {
    /// Id of a rule
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

/// Write an entente.toml for what lies in the current folder
#[derive(Debug, Args)]
#[command(after_help = "Example: entente init --dry-run")]
pub(crate) struct InitArgs {
    /// Print it and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Replace the entente.toml that is there
    #[arg(long)]
    pub(crate) force: bool,
}

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "Example: entente completions bash > /etc/bash_completion.d/entente")]
pub(crate) struct CompletionsArgs {
    /// bash, zsh, fish, elvish or powershell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}
