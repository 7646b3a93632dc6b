//! Writing results: data to standard output or a file once it is whole, talk to stderr.

use super::args::Global;
use super::exit::{Failure, shortened};
use entente::document::{FORMATS, Format};
use entente::files::{self, Existing, FileErrorKind};
use entente::text::Notice;
use entente::text::escape::escape;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Most notices shown one by one; the rest are counted.
const NOTICES_SHOWN: usize = 20;

/// Bytes of data and lines of talk that this run has given out, and how many of each a run before it
/// had, which are not given out twice.
struct Given {
    data: AtomicUsize,
    lines: AtomicUsize,
}

static GIVEN: Given = Given::none();
static BEFORE: Given = Given::none();

impl Given {
    const fn none() -> Given {
        Given {
            data: AtomicUsize::new(0),
            lines: AtomicUsize::new(0),
        }
    }
}

/// Begins the same run anew: it gives out what this one did, and no more until it has.
pub(crate) fn repeat() {
    for (now, before) in [(&GIVEN.data, &BEFORE.data), (&GIVEN.lines, &BEFORE.lines)] {
        before.fetch_max(now.swap(0, Ordering::Relaxed), Ordering::Relaxed);
    }
}

/// Writes `bytes` to standard output.
pub(crate) fn data(bytes: &[u8]) -> Result<(), Failure> {
    let given = GIVEN.data.fetch_add(bytes.len(), Ordering::Relaxed);
    let before = BEFORE.data.load(Ordering::Relaxed).saturating_sub(given);
    let bytes = &bytes[before.min(bytes.len())..];
    let mut stdout = std::io::stdout().lock();
    let written = stdout.write_all(bytes).and_then(|()| stdout.flush());
    written.map_err(|error| Failure::output("standard output", &error))
}

/// Refuses an `output` that ends as files of another format do, when an article in `format` written there
/// could not be opened, or be taken for a bilingual file.
pub(crate) fn fits(output: Option<&Path>, format: &str) -> Result<(), Failure> {
    let ending = output.and_then(Path::extension);
    let ending = ending.and_then(|ending| ending.to_str());
    let ending = ending.unwrap_or_default().to_ascii_lowercase();
    let is_closed = |format: &&dyn Format| {
        format.package().is_some() || format.slots().is_some() || format.name() == "html"
    };
    let other = FORMATS
        .iter()
        .find(|format| format.extensions().contains(&ending.as_str()));
    let own = FORMATS.iter().find(|own| own.name() == format);
    let closed = other.is_some_and(is_closed) || own.is_some_and(is_closed);
    match other {
        Some(other) if closed && other.name() != format => Err(Failure::new(format!(
            "--output ends in \".{ending}\", but the article is {format}"
        ))),
        _ => Ok(()),
    }
}

/// Writes `bytes` to `output` if there is one (never over an input, over another file only when
/// `force`), else to standard output.
pub(crate) fn result(
    bytes: &[u8],
    output: Option<&Path>,
    force: bool,
    inputs: &[&Path],
) -> Result<(), Failure> {
    let Some(path) = output else {
        return data(bytes);
    };
    check(output, force, inputs)?;
    files::replace(path, bytes, existing(force)).map_err(Failure::from)
}

/// Why writing piece by piece stopped.
pub(crate) enum Stop {
    /// The output failed.
    Output(io::Error),
    /// What was to be written cannot be read.
    Input(Failure),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Output(error)
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        Stop::Input(failure)
    }
}

/// Writes `output` while its inputs are read; the file appears only when all of them were read
/// whole.
pub(crate) fn replace_while_reading(
    output: &Path,
    force: bool,
    write: impl FnOnce(&mut dyn Write) -> Result<(), Stop>,
) -> Result<(), Failure> {
    let mut refused = None;
    let written = files::replace_with(output, existing(force), |out| {
        write(out).map_err(|stop| match stop {
            Stop::Output(error) => error,
            Stop::Input(failure) => {
                refused = Some(failure);
                io::ErrorKind::InvalidData.into()
            }
        })
    });
    match refused {
        Some(failure) => Err(failure),
        None => written.map_err(Failure::from),
    }
}

/// What `--force` means for an existing file.
pub(crate) fn existing(force: bool) -> Existing {
    if force {
        Existing::Replace
    } else {
        Existing::Keep
    }
}

/// Refuses an `--output` that is one of the inputs, or that exists and may not be replaced: asked
/// before the work begins, so that nobody waits for nothing.
pub(crate) fn check(output: Option<&Path>, force: bool, inputs: &[&Path]) -> Result<(), Failure> {
    let Some(path) = output else { return Ok(()) };
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| PathBuf::from(path));
    if path.exists() && inputs.iter().any(|input| real(input) == real(path)) {
        return Err(
            Failure::new(format!("{}: an input is never replaced", path.display()))
                .with_help("name another file with --output"),
        );
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    if !folder.as_os_str().is_empty() && !folder.exists() {
        let (path, folder) = (path.display(), folder.display());
        return Err(Failure::new(format!(
            "{path}: there is no folder \"{folder}\""
        )));
    }
    if path.is_file() && !force {
        let kind = FileErrorKind::Exists;
        return Err(files::FileError {
            file: path.to_owned(),
            kind,
        }
        .into());
    }
    Ok(())
}

/// Says one line on stderr, escaped and not too long, unless `--quiet`.
pub(crate) fn say(global: &Global, line: &str) {
    if global.quiet {
        return;
    }
    let given = GIVEN.lines.fetch_add(1, Ordering::Relaxed);
    if given >= BEFORE.lines.load(Ordering::Relaxed) {
        let _ = writeln!(std::io::stderr().lock(), "{}", shortened(escape(line)));
    }
}

/// Says what the inputs got wrong: the first ones and a count.
pub(crate) fn notices<'n>(global: &Global, notices: impl IntoIterator<Item = &'n Notice>) {
    let mut hidden = 0;
    for (index, notice) in notices.into_iter().enumerate() {
        if index < NOTICES_SHOWN {
            say(global, &notice.to_string());
        } else {
            hidden += 1;
        }
    }
    if hidden > 0 {
        say(
            global,
            &format!("and {hidden} more notices: see `entente info --format json FILE`"),
        );
    }
}
