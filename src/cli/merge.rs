//! `entente merge`: a finished bilingual file becomes an article.

use super::args::{Global, MergeArgs};
use super::exit::{Exit, Failure};
use super::{input, output};
use entente::document::{FORMATS, package};
use entente::files::{self, TEXT_LIMIT};
use entente::prefill::{MergeError, Merged, merge};
use std::path::Path;

/// Runs the command.
pub(crate) fn run(args: &MergeArgs, global: &Global) -> Result<Exit, Failure> {
    let mut inputs: Vec<&Path> = vec![&args.draft];
    inputs.extend(args.source.as_deref());
    output::check(args.output.as_deref(), args.force, &inputs)?;
    let name = input::name(&args.draft);
    draft_only(&args.draft, &name)?;
    let bilingual = input::bilingual(&args.draft, global)?;
    let [file] = bilingual.files.as_slice() else {
        let count = bilingual.files.len();
        return Err(Failure::new(format!(
            "{name}: holds {count} articles, and merge makes one; keep one <file> of it"
        )));
    };
    let given = args
        .source
        .as_deref()
        .map(|path| files::read(path, TEXT_LIMIT))
        .transpose()?;
    let merged = merge(file, given, input::code_page(global)?);
    let merged = merged.map_err(|error| {
        // What was left out of the file may be why.
        output::notices(global, &bilingual.notices);
        refused(&name, &error)
    })?;
    output::fits(args.output.as_deref(), merged.format)?;
    output::notices(global, &bilingual.notices);
    talk(&name, &merged, global);
    if args.complete && !merged.unfinished.is_empty() {
        return Ok(Exit::Mend);
    }
    let bytes = package::encode(&merged.article, &merged.text).ok_or_else(|| {
        let encoding = merged.article.encoding();
        Failure::new(format!(
            "{name}: {encoding}, the article's encoding, lacks letters of it"
        ))
    })?;
    output::result(&bytes, args.output.as_deref(), args.force, &inputs)?;
    Ok(Exit::Fine)
}

fn refused(name: &str, error: &MergeError) -> Failure {
    let place = match error {
        MergeError::Unit {
            place: Some(place), ..
        } => format!(":{place}"),
        _ => String::new(),
    };
    let failure = Failure::new(format!("{name}{place}: {error}"));
    match error {
        MergeError::NoArticle => failure.with_help("name the article with --source"),
        MergeError::OtherArticle => {
            failure.with_help("name the article as it was when the draft was made with --source")
        }
        MergeError::Unit { .. } => failure.with_help(
            "merge takes the drafts that `entente prefill` made; give the unit its old id, or delete it",
        ),
        MergeError::Catalog => failure.with_help("`entente prefill` fills what is open in it"),
        _ => failure,
    }
}

/// Refuses what is called like an article.
fn draft_only(draft: &Path, name: &str) -> Result<(), Failure> {
    let ending = draft.extension().and_then(|ending| ending.to_str());
    let ending = ending.unwrap_or_default().to_ascii_lowercase();
    let mut formats = FORMATS
        .iter()
        .filter(|format| format.slots().is_none() && format.name() != "docx");
    match formats.find(|format| format.extensions().contains(&ending.as_str())) {
        Some(format) => Err(Failure::new(format!(
            "{name}: this is an article ({}), not a draft of one",
            format.name()
        ))
        .with_help(
            "merge takes what `entente prefill` made with --format xliff, xliff2 or review",
        )),
        None => Ok(()),
    }
}

/// Most unfinished units shown one by one; the rest are counted.
const SHOWN: usize = 20;

fn talk(name: &str, merged: &Merged, global: &Global) {
    for unit in merged.bare.iter().chain(&merged.unfinished).take(SHOWN) {
        let place = unit
            .place
            .map_or(String::new(), |place| format!(":{place}"));
        let reason = unit.reason.describe();
        let source: Vec<&str> = unit.source.split_whitespace().collect();
        let source = source.join(" ");
        output::say(global, &format!("{name}{place}: {reason}: \"{source}\""));
    }
    let (written, left) = (merged.written, merged.unfinished.len());
    let all = left + merged.bare.len();
    if all > SHOWN {
        output::say(global, &format!("and {} more", all - SHOWN));
    }
    output::say(
        global,
        &format!("translated: {written}, left in the source language: {left}"),
    );
}
