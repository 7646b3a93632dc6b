//! Git, by its command line: without a shell, and with the options that keep a repository's settings
//! from running anything.

use super::exit::Failure;
use std::path::Path;
use std::process::{Command, Stdio};

/// A git command in `folder`, the current one if it is empty.
pub(crate) fn git(folder: &Path) -> Command {
    let here = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let mut command = Command::new("git");
    command
        .args(["-c", "log.showSignature=false"])
        .args(["-c", "core.fsmonitor=false"])
        .current_dir(here)
        .stdin(Stdio::null());
    command
}

/// What `command` prints; the error is what git says, or that there is none.
pub(crate) fn output(command: &mut Command) -> Result<Vec<u8>, Failure> {
    let output = command
        .output()
        .map_err(|error| Failure::new(format!("git cannot be run: {error}")))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().next().unwrap_or("it failed");
    Err(Failure::new(format!(
        "git: {}",
        line.trim_start_matches("fatal: ")
    )))
}
