//! How a run ends: 0 fine, 1 there is something to mend, 2 it could not be done.

use entente::files::FileErrorKind;
use entente::memory::store::StoreErrorKind;
use entente::text::escape::escape;
use entente::xml::XmlErrorKind;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The end of a run that did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0.
    Fine,
    /// 1: findings, or an unfinished draft.
    Mend,
    /// 2 after some of several articles were done and others refused, each already reported.
    Refused,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Fine => 0,
            Exit::Mend => 1,
            Exit::Refused => 2,
        })
    }
}

/// Why a run could not do its work: one line `FILE:LINE:COLUMN: what`, perhaps with help.
#[derive(Debug, Default)]
pub(crate) struct Failure {
    message: String,
    help: Option<String>,
    /// Whoever read our output has gone: nothing to say, nothing failed.
    quiet: bool,
    /// The file of a stored memory that is not as it was written.
    pub(super) damaged: Option<PathBuf>,
}

impl Failure {
    /// A failure with its one line.
    pub(crate) fn new(message: impl Into<String>) -> Failure {
        Failure {
            message: message.into(),
            ..Failure::default()
        }
    }

    /// The same failure with a line that says what to do; shown on a terminal only.
    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Failure {
        self.help = Some(help.into());
        self
    }

    /// Output that could not be written: a closed pipe is no failure, a full disk is.
    pub(crate) fn output(name: &str, error: &std::io::Error) -> Failure {
        let quiet = error.kind() == std::io::ErrorKind::BrokenPipe;
        Failure {
            quiet,
            ..Failure::new(format!("{name}: output was lost: {error}"))
        }
    }

    /// Prints the failure on stderr and gives its exit status.
    pub(crate) fn report(&self) -> ExitCode {
        if self.quiet {
            return ExitCode::SUCCESS;
        }
        let _ = self.print();
        ExitCode::from(2)
    }

    /// Prints the failure on stderr.
    pub(crate) fn print(&self) -> std::io::Result<()> {
        let mut stderr = std::io::stderr().lock();
        writeln!(stderr, "{}", shortened(escape(&self.message)))?;
        if let Some(help) = &self.help
            && std::io::stderr().is_terminal()
        {
            writeln!(stderr, "  help: {}", escape(help))?;
        }
        Ok(())
    }
}

/// Longest error line in bytes: a name or value from a file may be of any length.
const MESSAGE_LIMIT: usize = 2000;

/// Bytes of a longer line that are kept at its end: the end of a path, and what is wrong with it.
const MESSAGE_TAIL: usize = 500;

/// The line, its middle left out when it is too long.
pub(super) fn shortened(line: String) -> String {
    if line.len() <= MESSAGE_LIMIT {
        return line;
    }
    let boundary = |at: usize| {
        (0..=at)
            .rev()
            .find(|&at| line.is_char_boundary(at))
            .unwrap_or(0)
    };
    let head = boundary(MESSAGE_LIMIT - MESSAGE_TAIL);
    let tail = boundary(line.len() - MESSAGE_TAIL);
    format!("{} … {}", &line[..head], &line[tail..])
}

/// Help and version go to stdout with 0, errors to stderr with 2.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    if error.use_stderr() {
        // What was typed is echoed, and may hold anything.
        let text = error.render().to_string();
        let mut stderr = std::io::stderr().lock();
        for line in text.lines() {
            let _ = writeln!(stderr, "{}", shortened(escape(line)));
        }
        return ExitCode::from(2);
    }
    match error.print().and_then(|()| std::io::stdout().flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => Failure::output("standard output", &error).report(),
    }
}

impl From<entente::memory::store::StoreError> for Failure {
    fn from(error: entente::memory::store::StoreError) -> Failure {
        let mut failure = Failure::new(error.to_string());
        failure.damaged = Some(PathBuf::from(error.file));
        match error.kind {
            StoreErrorKind::Exists => failure.with_help("--force replaces it"),
            StoreErrorKind::Busy => failure.with_help("try again when it is done"),
            StoreErrorKind::Foreign
            | StoreErrorKind::Cut
            | StoreErrorKind::Mixed
            | StoreErrorKind::Damaged(_) => {
                failure.with_help("`entente tm build` makes it again from its memories")
            }
            _ => failure,
        }
    }
}

impl From<entente::document::DocumentError> for Failure {
    fn from(error: entente::document::DocumentError) -> Failure {
        Failure::new(error.to_string())
    }
}

impl From<entente::files::FileError> for Failure {
    fn from(error: entente::files::FileError) -> Failure {
        let failure = Failure::new(error.to_string());
        match error.kind {
            FileErrorKind::Exists => failure.with_help("--force replaces it"),
            FileErrorKind::Device => failure.with_help("`-` reads standard input"),
            _ => failure,
        }
    }
}

impl From<entente::text::decode::DecodeError> for Failure {
    fn from(error: entente::text::decode::DecodeError) -> Failure {
        // The likely encoding is part of the line: in a CI log there is no second one.
        match error.likely {
            Some(name) => Failure::new(format!("{error}; if it is {name}, say --encoding {name}")),
            None => Failure::new(error.to_string()),
        }
    }
}

impl From<entente::xml::XmlError> for Failure {
    fn from(error: entente::xml::XmlError) -> Failure {
        let undeclared = matches!(error.kind, XmlErrorKind::Byte(Some(_), "UTF-8"));
        let failure = Failure::new(error.to_string());
        if undeclared {
            failure.with_help("if the file is in a code page, name it: --encoding windows-1252")
        } else {
            failure
        }
    }
}

impl From<entente::segment::srx::SrxError> for Failure {
    fn from(error: entente::segment::srx::SrxError) -> Failure {
        Failure::new(error.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Failure {
        Failure::new(format!("the result cannot be written as JSON: {error}"))
    }
}

impl From<entente::config::ConfigError> for Failure {
    fn from(error: entente::config::ConfigError) -> Failure {
        Failure::new(error.to_string())
    }
}

impl From<entente::lang::LangTagError> for Failure {
    fn from(error: entente::lang::LangTagError) -> Failure {
        Failure::new(error.to_string())
    }
}
