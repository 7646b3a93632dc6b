//! `entente check --fix` and `--diff`: the safe fixes of a translation, applied or shown.
//!
//! A fix can bring another to light, so the file is judged again after each round, until a round
//! changes nothing. A second run therefore finds nothing to do. The file is replaced as a whole, in
//! its own encoding, and only when something changed.

use super::args::{CheckArgs, Global};
use super::exit::Failure;
use super::{accept, output};
use entente::check::{Finding, Fixed, Judgement};
use entente::document::package;
use entente::files::{self, Existing};
use entente::text::Source;
use similar::TextDiff;
use std::path::Path;

/// Most rounds: a fix of a fix of a fix is as far as real texts go.
const ROUNDS: usize = 8;

/// Lines of context around a change in a diff.
const CONTEXT: usize = 3;

/// What can be judged and mended: an article, or a bilingual file.
pub(crate) trait Mendable: Sized {
    /// Its file.
    fn source(&self) -> &Source;

    /// The safe fixes of `findings`, applied.
    fn fixed(&self, findings: &[Finding]) -> Fixed;

    /// The same with another text.
    fn reread(&self, source: Source, global: &Global) -> Result<Self, Failure>;
}

/// What is left when the fixes are in.
pub(crate) struct Mended<T> {
    /// The mended file, or the file itself without `--fix`.
    pub(crate) target: T,
    /// What is found in it.
    pub(crate) judgement: Judgement,
    /// How many fixes went in, or would.
    pub(crate) applied: usize,
}

/// [`mend`] for the one file that was named: says so when there is nothing to mend.
pub(crate) fn mend_one<T: Mendable>(
    target: T,
    judge: impl Fn(&T) -> Result<Judgement, Failure>,
    path: &Path,
    args: &CheckArgs,
    global: &Global,
) -> Result<Mended<T>, Failure> {
    let mended = mend(target, judge, path, args, global)?;
    if (args.fix || args.diff) && mended.applied == 0 {
        output::say(global, "nothing to mend that is safe unseen");
    }
    Ok(mended)
}

/// Judges `target`, with `--fix` or `--diff` as often as there is something to mend, and writes the
/// file or shows the diff.
pub(crate) fn mend<T: Mendable>(
    target: T,
    judge: impl Fn(&T) -> Result<Judgement, Failure>,
    path: &Path,
    args: &CheckArgs,
    global: &Global,
) -> Result<Mended<T>, Failure> {
    let judgement = judge(&target)?;
    if !args.fix && !args.diff {
        return Ok(Mended {
            target,
            judgement,
            applied: 0,
        });
    }
    if args.fix && path == Path::new("-") {
        return Err(Failure::new("-: standard input cannot be mended in place")
            .with_help("--diff shows what would change"));
    }
    let accepted = accept::baseline(args, global)?;
    // What was accepted is right as it is.
    let unaccepted = |judgement: &Judgement| {
        let mut left = judgement.clone();
        left.findings.retain(|finding| {
            let baseline = accepted.as_ref();
            baseline.is_none_or(|baseline| baseline.get(&finding.fingerprint).is_none())
        });
        left
    };
    let (mut found, mut last) = (judgement.clone(), None);
    let mut applied = 0;
    for _ in 0..ROUNDS {
        let current: &T = last.as_ref().unwrap_or(&target);
        let fixed = current.fixed(&unaccepted(&found).findings);
        if fixed.applied == 0 {
            break;
        }
        applied += fixed.applied;
        let old = current.source();
        let source = old.with_text(fixed.text);
        let next = current.reread(source, global)?;
        found = judge(&next)?;
        last = Some(next);
    }
    let Some(mended) = last else {
        say_left(&unaccepted(&judgement), target.source(), global);
        return Ok(Mended {
            target,
            judgement,
            applied,
        });
    };
    if args.diff {
        output::data(diff(target.source(), mended.source()).as_bytes())?;
        say_mended(mended.source(), applied, "would be mended", global);
        say_left(&unaccepted(&found), mended.source(), global);
        return Ok(Mended {
            target,
            judgement,
            applied,
        });
    }
    let source = mended.source();
    let bytes = package::encode(source, source.text()).ok_or_else(|| {
        let what = format!(
            "{}: {} has no letters for a fix",
            source.name(),
            source.encoding()
        );
        Failure::new(what).with_help("save the file as UTF-8 first")
    })?;
    files::replace(path, &bytes, Existing::Replace)?;
    say_mended(source, applied, "mended", global);
    say_left(&unaccepted(&found), source, global);
    Ok(Mended {
        target: mended,
        judgement: found,
        applied,
    })
}

/// What changed, as `diff -u` says it.
fn diff(old: &Source, new: &Source) -> String {
    let (before, after) = (old.readable(), new.readable());
    let diff = TextDiff::from_lines(&*before, &*after);
    let mut unified = diff.unified_diff();
    unified
        .context_radius(CONTEXT)
        .header(old.name(), new.name());
    unified.to_string()
}

/// Says how many fixes went in.
fn say_mended(source: &Source, applied: usize, did: &str, global: &Global) {
    let places = if applied == 1 { "place" } else { "places" };
    output::say(
        global,
        &format!("{}: {applied} {places} {did}", source.name()),
    );
}

/// Says which fixes are left for a person to choose.
fn say_left(found: &Judgement, source: &Source, global: &Global) {
    for finding in &found.findings {
        let Some(fix) = &finding.fix else { continue };
        let place = source.locate(fix.span.start);
        let candidates: Vec<String> = fix
            .candidates
            .iter()
            .map(|text| format!("\"{text}\""))
            .collect();
        let line = format!(
            "{}:{place}: not mended: {}, choose {}",
            source.name(),
            finding.rule,
            candidates.join(" or ")
        );
        output::say(global, &line);
    }
}
