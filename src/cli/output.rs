//! Writing results: standard output at once when it is whole, talk on stderr.

use super::args::Global;
use super::exit::Failure;
use entente::text::escape::escape;
use std::io::Write;

/// Writes `bytes` to standard output.
pub(crate) fn data(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    let written = stdout.write_all(bytes).and_then(|()| stdout.flush());
    written.map_err(|error| Failure::output("standard output", &error))
}

/// Says one line on stderr, escaped, unless `--quiet`.
pub(crate) fn say(global: &Global, line: &str) {
    if !global.quiet {
        let _ = writeln!(std::io::stderr().lock(), "{}", escape(line));
    }
}
