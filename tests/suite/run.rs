//! How the tests run the binary: one way for every module.
//!
//! Paths count from the root of the crate, or from the folder that is named. What is printed has
//! to be UTF-8; a run that ends by a signal has no status and fails the test that asks for it.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output};

/// `entente`, which keeps nothing in the cache of whoever runs the tests.
pub(crate) fn bare() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_entente"));
    let cache = concat!(env!("CARGO_TARGET_TMPDIR"), "/cache");
    command.env("XDG_CACHE_HOME", cache);
    command
}

/// `entente` with `arguments`, from the root of the crate.
pub(crate) fn command<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = bare();
    command
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// What a run of `entente` with `arguments` came to.
pub(crate) fn entente<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Output {
    command(arguments)
        .output()
        .expect("the binary of this build runs")
}

/// Status, standard output and standard error of a run.
pub(crate) fn texts(output: Output) -> (Option<i32>, String, String) {
    let text = |bytes| String::from_utf8(bytes).expect("what is printed is UTF-8");
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// The same of `arguments`, which are parted by white space, in `folder`.
pub(crate) fn line(folder: &Path, arguments: &str) -> (Option<i32>, String, String) {
    let mut command = command(arguments.split_whitespace());
    let output = command.current_dir(folder).output();
    texts(output.expect("the binary of this build runs"))
}

/// What was printed, as text.
pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("what is printed is UTF-8")
}

/// The status of a run.
pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().expect("the run ends by exit")
}
