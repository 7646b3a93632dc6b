//! `entente accept`, and the baseline that `entente check` reads and writes.
//!
//! A finding can only be accepted while it is found: the command checks the project, or reads a report
//! that `entente check --format jsonl` has just made, and refuses a fingerprint that is not there. The
//! baseline is read and written under one lock, so that two runs at a time lose nothing.

use super::args::{AcceptArgs, CheckArgs, Command, Global};
use super::check::judge_project;
use super::exit::{Exit, Failure};
use super::{input, output};
use entente::check::{Judgement, Severity};
use entente::report::baseline::{Accepted, Baseline, BaselineError, reported};
use std::path::{Path, PathBuf};

/// Name of the baseline beside the settings.
const NAME: &str = "entente-baseline.jsonl";

/// The reason of what `--write-baseline` accepts.
const AS_FOUND: &str = "found when the baseline was written";

/// Runs the command.
pub(crate) fn run(args: &AcceptArgs, global: &Global) -> Result<Exit, Failure> {
    if args.reason.trim().is_empty() {
        return Err(Failure::new("--reason: a reason is missing"));
    }
    let in_project = !global.project.config().articles.is_empty();
    let (present, from) = match &args.findings {
        None if in_project => (of_project(global)?, "this project".to_owned()),
        file => {
            let file = file.as_deref().unwrap_or(Path::new("-"));
            let report = input::source(file, global)?;
            (reported(&report)?, report.name().to_owned())
        }
    };
    let mut accepted = Vec::new();
    for typed in &args.fingerprints {
        let finding = named(typed, &present, &from)?;
        accepted.push(Accepted {
            reason: args.reason.clone(),
            ..finding.clone()
        });
    }
    let path = path(args.baseline.as_deref(), global);
    update(&path, global, |baseline| {
        for entry in &accepted {
            baseline.add(entry.clone());
        }
    })?;
    for entry in &accepted {
        let Accepted { file, rule, .. } = entry;
        let line = format!("accepted: {file}: {rule}: {}", entry.message);
        output::say(global, &line);
    }
    Ok(Exit::Fine)
}

/// What the project's articles are found to have.
fn of_project(global: &Global) -> Result<Vec<Accepted>, Failure> {
    let mut command = Command::Check(CheckArgs::default());
    global.project.complete(&mut command);
    let Command::Check(args) = command else {
        return Ok(Vec::new());
    };
    let found = judge_project(&args, global)?.judgement.findings;
    Ok(found.iter().map(|one| Accepted::new(one, "")).collect())
}

/// The finding whose fingerprint is `typed`, or alone begins with it.
fn named<'p>(typed: &str, present: &'p [Accepted], report: &str) -> Result<&'p Accepted, Failure> {
    let mut found: Vec<&Accepted> = present
        .iter()
        .filter(|finding| finding.fingerprint.starts_with(typed))
        .collect();
    found.sort_by_key(|finding| (finding.fingerprint != typed, &finding.fingerprint));
    found.dedup_by_key(|finding| &finding.fingerprint);
    match found[..] {
        [one] => Ok(one),
        [first, ..] if first.fingerprint == typed => Ok(first),
        [] => Err(
            Failure::new(format!("{report}: it has no finding \"{typed}\""))
                .with_help("entente check … --format jsonl shows each finding's fingerprint"),
        ),
        [first, second, ..] => Err(Failure::new(format!(
            "\"{typed}\" begins more than one fingerprint: {}, {}",
            first.fingerprint, second.fingerprint
        ))),
    }
}

/// `judgement` of `files` without what the baseline accepts; says which entries are dead. With
/// `--write-baseline`, what is found is accepted first and dead entries are taken out.
pub(crate) fn settle(
    judgement: &Judgement,
    files: &[&str],
    args: &CheckArgs,
    global: &Global,
) -> Result<Judgement, Failure> {
    let path = path(args.baseline.as_deref(), global);
    let found = &judgement.findings;
    let present: Vec<&str> = found.iter().map(|f| f.fingerprint.as_str()).collect();
    if args.write_baseline {
        update(&path, global, |baseline| {
            let dead = baseline.dead(files, &present);
            let dead: Vec<String> = dead.iter().map(|e| e.fingerprint.clone()).collect();
            for fingerprint in dead {
                baseline.remove(&fingerprint);
            }
            for finding in found.iter().filter(|f| f.severity >= Severity::Warning) {
                if baseline.get(&finding.fingerprint).is_none() {
                    baseline.add(Accepted::new(finding, AS_FOUND));
                }
            }
        })?;
    }
    let Some(baseline) = baseline(args, global)? else {
        return Ok(judgement.clone());
    };
    let name = path.display();
    for entry in baseline.dead(files, &present) {
        let Accepted {
            fingerprint,
            rule,
            file,
            ..
        } = entry;
        let line = format!("{name}: {fingerprint} is dead: {file} has no such {rule} any more");
        output::say(global, &line);
    }
    let mut left = judgement.clone();
    left.findings
        .retain(|finding| baseline.get(&finding.fingerprint).is_none());
    let accepted = found.len() - left.findings.len();
    if accepted > 0 {
        output::say(global, &format!("{accepted} accepted by {name}"));
    }
    Ok(left)
}

/// What is accepted; `None` without a baseline.
pub(crate) fn baseline(args: &CheckArgs, global: &Global) -> Result<Option<Baseline>, Failure> {
    let path = path(args.baseline.as_deref(), global);
    if args.baseline.is_none() && !path.exists() {
        return Ok(None);
    }
    Ok(Some(Baseline::read(&input::source(&path, global)?)?))
}

/// The baseline that was named, or else the one beside the settings.
fn path(named: Option<&Path>, global: &Global) -> PathBuf {
    let own = global.project.config().baseline.as_deref().unwrap_or(NAME);
    named.map_or_else(|| global.project.folder().join(own), Path::to_owned)
}

/// Changes the baseline as a whole; nobody else writes it meanwhile.
fn update(path: &Path, global: &Global, change: impl FnOnce(&mut Baseline)) -> Result<(), Failure> {
    output::replace_while_reading(path, true, |out| {
        let mut baseline = match path.exists() {
            true => Baseline::read(&input::source(path, global)?).map_err(Failure::from)?,
            false => Baseline::default(),
        };
        change(&mut baseline);
        Ok(out.write_all(&baseline.to_bytes())?)
    })
}

impl From<BaselineError> for Failure {
    fn from(error: BaselineError) -> Failure {
        Failure::new(error.to_string())
    }
}
