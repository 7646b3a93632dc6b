//! `entente check --changed-since REV`: what changed in the files since a branch was taken.
//!
//! Git says which files differ from the merge base of the revision and the current commit, what is not
//! committed yet included; the lines are compared here, so that a file that only moved has not
//! changed. A finding counts when the segment it lies in was touched on either side. A segment beside
//! a line that was taken out was touched too.

use super::exit::Failure;
use super::git::{git, output};
use entente::check::{
    ARTICLE_MISSING, ARTICLE_OUTDATED, ARTICLE_UNTRANSLATED, Finding, Location, UNREADABLE,
};
use entente::document;
use entente::text::decode::decode;
use entente::text::{Source, Span};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// The changes of a repository since a revision.
#[derive(Debug)]
pub(crate) struct Changes {
    root: PathBuf,
    /// The commit that the files are compared with.
    base: String,
    /// Files that are there, with the name each had then, from the root.
    changed: HashMap<PathBuf, Option<String>>,
    /// Files that were taken away.
    gone: HashSet<PathBuf>,
}

impl Changes {
    /// Those since `revision`, in the repository that `folder` lies in.
    pub(crate) fn since(revision: &str, folder: &Path) -> Result<Changes, Failure> {
        if revision.starts_with('-') || revision.is_empty() {
            return Err(Failure::new(format!(
                "--changed-since: \"{revision}\" is not a revision"
            )));
        }
        let root = text(git(folder).args(["rev-parse", "--show-toplevel"]))
            .map_err(|_| Failure::new("--changed-since: this is no git repository"))?;
        let root = PathBuf::from(root);
        let commit = format!("{revision}^{{commit}}");
        let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
        let unknown = |what: &str| {
            Failure::new(format!(
                "--changed-since: {what} \"{revision}\"; in CI fetch the whole history \
                 (fetch-depth: 0)"
            ))
        };
        let commit = text(git(folder).args(verify).arg(&commit))
            .map_err(|_| unknown("git knows no revision"))?;
        let base = text(git(folder).args(["merge-base", &commit, "HEAD"]))
            .map_err(|_| unknown("this branch has no commit in common with"))?;
        let mut changes = Changes {
            root,
            base,
            changed: HashMap::new(),
            gone: HashSet::new(),
        };
        changes.compare()?;
        Ok(changes)
    }

    fn compare(&mut self) -> Result<(), Failure> {
        let differing = output(
            git(&self.root)
                .args(["diff", "--name-status", "-z", "-M"])
                .args(["--no-ext-diff", "--no-textconv", "--ignore-submodules"])
                .args([&self.base, "--"]),
        )?;
        let differing = String::from_utf8_lossy(&differing);
        for (now, then) in statuses(&differing) {
            if let Some(now) = now {
                let then = then.map(str::to_owned);
                self.changed.insert(self.root.join(now), then);
            }
            let gone = then.filter(|then| now != Some(then));
            self.gone.extend(gone.map(|then| self.root.join(then)));
        }
        let new = git(&self.root)
            .args(["ls-files", "--others", "--exclude-standard", "-z"])
            .output();
        let new = new.map(|output| output.stdout).unwrap_or_default();
        for name in String::from_utf8_lossy(&new).split_terminator('\0') {
            self.changed.insert(self.root.join(name), None);
        }
        Ok(())
    }

    /// Whether something in `file`, named from the current directory, changed, or it was taken away.
    pub(crate) fn has(&self, file: &str) -> bool {
        let path = absolute(Path::new(file));
        self.changed.contains_key(&path) || self.gone.contains(&path)
    }

    /// The spans of `source` that changed; none when it is as it was.
    fn spans(&self, source: &Source) -> Vec<Span> {
        let whole = || vec![Span::new(0, source.text().len())];
        let Some(then) = self.changed.get(&absolute(Path::new(source.name()))) else {
            return Vec::new();
        };
        let Some(then) = then else { return whole() };
        let object = format!("{}:{then}", self.base);
        let Ok(old) = output(git(&self.root).args(["cat-file", "blob", &object])) else {
            return whole();
        };
        let page = document::declared_encoding(source.name(), None, &old);
        match decode(source.name(), old, page) {
            Ok(old) => touched(old.text(), source.text()),
            Err(_) => whole(),
        }
    }

    /// Which of `findings` in `files` lie in what changed.
    ///
    /// `missing` has for a fingerprint the file that is missing: it may have been taken away.
    pub(crate) fn touch(
        &self,
        findings: &[Finding],
        files: &[&Source],
        missing: &[(String, String)],
    ) -> Vec<bool> {
        let mut known: HashMap<&str, Vec<Span>> = HashMap::new();
        let mut is_touched = |place: &Location| {
            let spans = match known.get(place.file.as_str()) {
                Some(spans) => spans,
                None => {
                    let Some(&file) = files.iter().find(|file| file.name() == place.file) else {
                        return false;
                    };
                    known.entry(file.name()).or_insert_with(|| self.spans(file))
                }
            };
            let Span { start, end } = place.segment;
            spans.iter().any(|span| match start == end {
                // A gap is touched by what stands beside it.
                true => span.start <= start && start <= span.end,
                false => span.start < end && start < span.end,
            })
        };
        let of_articles = [
            ARTICLE_MISSING.id,
            ARTICLE_OUTDATED.id,
            ARTICLE_UNTRANSLATED.id,
            UNREADABLE.id,
        ];
        let mut touches = |finding: &Finding| {
            let mut places = [&finding.source, &finding.target].into_iter().flatten();
            match of_articles.contains(&finding.rule) {
                true => {
                    let missing = missing
                        .iter()
                        .filter(|(known, _)| *known == finding.fingerprint);
                    let mut missing = missing.map(|(_, file)| file.as_str());
                    missing.any(|file| self.has(file)) || places.any(|place| self.has(&place.file))
                }
                false => places.any(&mut is_touched),
            }
        };
        findings.iter().map(&mut touches).collect()
    }
}

/// A path as git's are compared with: from the root of the file system, links followed.
fn absolute(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    // A file that is gone: its folder may still be there.
    let folder = path.parent().map(|folder| match folder.as_os_str() {
        empty if empty.is_empty() => Path::new("."),
        _ => folder,
    });
    let folder = folder.and_then(|folder| folder.canonicalize().ok());
    match (folder, path.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

fn text(command: &mut std::process::Command) -> Result<String, Failure> {
    let bytes = output(command)?;
    Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
}

/// The files of `git diff --name-status -z`: each with its name now and then.
fn statuses(text: &str) -> Vec<(Option<&str>, Option<&str>)> {
    let mut parts = text.split_terminator('\0');
    let mut files = Vec::new();
    while let (Some(status), Some(name)) = (parts.next(), parts.next()) {
        files.push(match status.chars().next() {
            Some('A') => (Some(name), None),
            Some('D') => (None, Some(name)),
            Some('R' | 'C') => (parts.next(), Some(name)),
            _ => (Some(name), Some(name)),
        });
    }
    files
}

/// Most words of changed lines that are compared one by one; in more all of them count as changed.
const MOST_WORDS: usize = 20_000;

/// What `new` has and `old` has not, to the word, and the words beside what is gone, as spans of
/// `new`.
fn touched(old: &str, new: &str) -> Vec<Span> {
    let lines = differences(old, new, |text| text.split_inclusive('\n').collect());
    let mut spans = Vec::new();
    for (before, now) in lines {
        let words = |text: &'_ str| text.split_inclusive(char::is_whitespace).count();
        let (was, is) = (&old[before.range()], &new[now.range()]);
        if was.is_empty() || is.is_empty() || words(was) + words(is) > MOST_WORDS {
            spans.push(now);
            continue;
        }
        let within = differences(was, is, |text| {
            text.split_inclusive(char::is_whitespace).collect()
        });
        spans.extend(within.into_iter().map(|(_, span)| span.shift(now.start)));
    }
    spans
}

/// Where two texts differ, in parts as `split` makes them: the span of each, in the new one with the
/// parts on both sides where nothing of it is left.
fn differences<'t>(
    old: &'t str,
    new: &'t str,
    split: impl Fn(&'t str) -> Vec<&'t str>,
) -> Vec<(Span, Span)> {
    let parts = [split(old), split(new)];
    let starts = parts.each_ref().map(|parts| {
        let mut starts = vec![0];
        for part in parts {
            starts.push(starts[starts.len() - 1] + part.len());
        }
        starts
    });
    // White space is not content: git may change line ends on the way.
    let bare = parts
        .each_ref()
        .map(|parts| parts.iter().map(|part| part.trim_end()).collect::<Vec<_>>());
    let operations = capture_diff_slices(Algorithm::Myers, &bare[0], &bare[1]);
    let differing = operations
        .iter()
        .filter(|operation| !matches!(operation, DiffOp::Equal { .. }));
    let spans = differing.map(|operation| {
        let (before, mut now) = (operation.old_range(), operation.new_range());
        if now.is_empty() {
            now = now.start.saturating_sub(1)..(now.end + 1).min(bare[1].len());
        }
        (
            Span::new(starts[0][before.start], starts[0][before.end]),
            Span::new(starts[1][now.start], starts[1][now.end]),
        )
    });
    spans.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn touched_text<'n>(old: &str, new: &'n str) -> Vec<&'n str> {
        let spans = touched(old, new).into_iter();
        spans.map(|span| &new[span.range()]).collect()
    }

    #[test]
    fn what_is_as_it_was_is_not_touched() {
        assert_eq!(touched_text("a\nb\n", "a\nb\n"), [""; 0]);
        assert_eq!(touched_text("a\r\nb\r\n", "a\nb\n"), [""; 0]);
        assert_eq!(touched_text("", ""), [""; 0]);
    }

    #[test]
    fn lines_that_changed_and_neighbours_of_the_gone_are() {
        assert_eq!(touched_text("a\nb\nc\n", "a\nB\nc\n"), ["B\n"]);
        assert_eq!(touched_text("One. Two.\n", "One. Three.\n"), ["Three.\n"]);
        assert_eq!(touched_text("a\nb\nc\n", "a\nc\n"), ["a\nc\n"]);
        assert_eq!(touched_text("a\nb", "a"), ["a"]);
        assert_eq!(touched_text("", "a\n"), ["a\n"]);
        assert_eq!(touched_text("a\n", ""), [""]);
    }

    #[test]
    fn names_then_and_now() {
        let text = "M\0docs/é b.md\0A\0new.md\0D\0old.md\0R087\0from.md\0to.md\0";
        let files = [
            (Some("docs/é b.md"), Some("docs/é b.md")),
            (Some("new.md"), None),
            (None, Some("old.md")),
            (Some("to.md"), Some("from.md")),
        ];
        assert_eq!(statuses(text), files);
        assert_eq!(statuses(""), []);
    }
}
