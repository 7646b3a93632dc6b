//! When each file of a project was last committed, by one `git log` for all of them.
//!
//! Without git, outside a repository or for files it does not know there is no answer, and so no
//! finding: a check must not depend on where a checkout came from.

use super::git::{git, output};
use std::collections::HashMap;
use std::path::Path;

/// Before a commit's time in what git is asked to print; no path begins with it.
const COMMIT: char = '\u{1}';

/// Times of the last commits, in seconds since 1970.
#[derive(Debug, Default)]
pub(crate) struct Commits(HashMap<String, i64>);

impl Commits {
    /// Those of the files in `folder`.
    pub(crate) fn of(folder: &Path) -> Commits {
        log(folder).map_or_else(Commits::default, |text| Commits(parsed(&text)))
    }

    /// That of `file`, a path from the folder.
    pub(crate) fn last(&self, file: &str) -> Option<i64> {
        self.0.get(file).copied()
    }
}

/// What git says of every commit.
fn log(folder: &Path) -> Option<String> {
    let mut command = git(folder);
    command
        .args([
            "log",
            "--format=%x01%ct",
            "--name-only",
            "--no-renames",
            "-z",
        ])
        .args(["--relative", "--no-ext-diff", "--no-textconv", "--", "."]);
    let bytes = output(&mut command).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The newest commit comes first, so the first time that is seen with a path is its last.
fn parsed(text: &str) -> HashMap<String, i64> {
    let mut times = HashMap::new();
    let mut time = None;
    for part in text.split('\0') {
        let part = part.trim_start_matches('\n');
        if let Some(seconds) = part.strip_prefix(COMMIT) {
            time = seconds.trim().parse().ok();
        } else if let (false, Some(time)) = (part.is_empty(), time) {
            times.entry(part.to_owned()).or_insert(time);
        }
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_commit_of_a_path_counts() {
        let times = parsed("\u{1}30\0\ndocs/é b.md\0\u{1}20\0\ndocs/é b.md\0docs/c.md\0");
        assert_eq!(times["docs/é b.md"], 30);
        assert_eq!(times["docs/c.md"], 20);
        assert_eq!(times.len(), 2);
    }
}
