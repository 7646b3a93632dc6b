//! How far a long run is: one line on a terminal's stderr, from the second second on.

use super::args::Global;
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long a run says nothing: most are done by then.
const PATIENCE: Duration = Duration::from_secs(1);

/// A count that is shown while it grows.
pub(crate) struct Progress {
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
            total,
            done: AtomicUsize::new(0),
            began: Instant::now(),
            shown: !global.quiet && std::io::stderr().is_terminal(),
        }
    }

    /// One more is done.
    pub(crate) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.shown && self.began.elapsed() > PATIENCE {
            let _ = write!(
                std::io::stderr().lock(),
                "\r{done} of {} articles",
                self.total
            );
        }
    }

    /// Takes the line away.
    pub(crate) fn finish(&self) {
        if self.shown && self.began.elapsed() > PATIENCE {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
        }
    }
}
