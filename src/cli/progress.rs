//! How far a long run is: one line on a terminal's stderr, from the second second on.

use super::args::Global;
use entente::text::escape::escape;
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long a run says nothing: most are done by then.
const PATIENCE: Duration = Duration::from_secs(1);

/// A count that is shown while it grows.
pub(crate) struct Progress {
    /// What is said before the share that is done; nothing for a count of articles.
    what: String,
    total: usize,
    done: AtomicUsize,
    began: Instant,
    /// Whether somebody looks.
    shown: bool,
}

impl Progress {
    /// A count of `total` articles; silent with `--quiet` and where stderr is no terminal.
    pub(crate) fn new(total: usize, global: &Global) -> Progress {
        Progress {
            what: String::new(),
            total,
            done: AtomicUsize::new(0),
            began: Instant::now(),
            shown: !global.quiet && std::io::stderr().is_terminal(),
        }
    }

    /// How much of `total` bytes was read, in percent behind `what`.
    pub(crate) fn of_bytes(what: &str, total: u64, global: &Global) -> Progress {
        Progress {
            what: escape(what),
            ..Progress::new(usize::try_from(total).unwrap_or(usize::MAX), global)
        }
    }

    /// `more` are done.
    pub(crate) fn step(&self, more: usize) {
        let before = self.done.fetch_add(more, Ordering::Relaxed);
        if !self.shown || self.began.elapsed() <= PATIENCE {
            return;
        }
        let (done, total) = (before + more, self.total);
        let percent = |done: usize| (100 * done as u128 / total.max(1) as u128).min(100);
        let mut stderr = std::io::stderr().lock();
        let _ = match (self.what.as_str(), percent(done)) {
            ("", _) => write!(stderr, "\r{done} of {total} articles"),
            (_, share) if share == percent(before) => Ok(()),
            (what, share) => write!(stderr, "\r{what}: {share} %"),
        };
    }

    /// Takes the line away.
    pub(crate) fn finish(&self) {
        if self.shown && self.began.elapsed() > PATIENCE {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
        }
    }
}
