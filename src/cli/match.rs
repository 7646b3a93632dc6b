//! `entente match`: for each line of a file the nearest units of the memories.

use super::args::{Global, ListFormat, MatchArgs};
use super::exit::{Exit, Failure};
use super::memories::Named;
use super::timings::Timings;
use super::{input, memories, output};
use entente::matching::{
    DiffPart, Match, MatchKind, MatchOptions, Matcher, MatcherOptions, Penalty, Query, word_diff,
};
use entente::repair::{Edit, Repair, repair};
use entente::report::draft::RepairLine;
use entente::report::json;
use entente::text::escape::escape;
use serde::Serialize;

/// What people call a context match.
const CONTEXT_SCORE: u8 = 101;

/// Lowest score that is shown when neither the command line nor the project says.
const THRESHOLD: u8 = 70;

/// Runs the command.
pub(crate) fn run(args: &MatchArgs, global: &Global) -> Result<Exit, Failure> {
    let direction = input::direction(&args.languages)?;
    if args.memory.is_empty() {
        return Err(Failure::new("no memory is named")
            .with_help("name one with --memory, or in entente.toml"));
    }
    let mut timings = Timings::start(global);
    let memories = memories::open(&args.memory, &direction, global)?;
    timings.step("memories read");
    let source = input::source(&args.segments, global)?;
    output::notices(global, memories.iter().flat_map(Named::notices));
    let text = source.text();
    let segments: Vec<&str> = text
        .strip_prefix('\u{FEFF}')
        .unwrap_or(text)
        .lines()
        .collect();
    let options = MatcherOptions {
        penalties: global.project.penalties(&args.memory),
    };
    let matcher = Matcher::over(memories::sources(&memories), direction, &options)?;
    timings.step("memories indexed");
    let queries: Vec<Query<'_>> = segments.iter().map(|text| Query::text(text)).collect();
    let options = MatchOptions {
        threshold: args.threshold.unwrap_or(THRESHOLD),
        limit: args.limit,
    };
    let answers = matcher.match_all(&queries, &options)?;
    timings.step("segments matched");
    let printer = Printer {
        matcher: &matcher,
        explain: args.explain,
    };
    let mut out = Vec::new();
    for (segment, matches) in segments.iter().zip(&answers) {
        match args.format {
            ListFormat::Jsonl => json::line(&mut out, &printer.line(segment, matches))
                .map_err(|error| Failure::new(error.to_string()))?,
            ListFormat::Text => out.extend(printer.text(segment, matches).into_bytes()),
        }
    }
    output::data(&out)?;
    timings.step("matches printed");
    timings.print(global);
    Ok(Exit::Fine)
}

/// One segment as programs read it.
#[derive(Serialize)]
struct Line<'a> {
    source: &'a str,
    matches: Vec<MatchLine<'a>>,
}

#[derive(Serialize)]
struct MatchLine<'a> {
    score: u8,
    kind: &'static str,
    source: &'a str,
    target: &'a str,
    penalties: Vec<PenaltyLine>,
    memory: &'a str,
    unit: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    repair: Option<RepairLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<Explanation<'a>>,
}

#[derive(Serialize)]
struct PenaltyLine {
    reason: &'static str,
    points: u8,
}

/// How a score came about.
#[derive(Serialize)]
struct Explanation<'a> {
    /// *D*, *M* and *F* of the score's definition.
    edits: usize,
    longer: usize,
    words: u8,
    /// Every point between 100 and the score.
    losses: Vec<PenaltyLine>,
    /// From the source of the unit to the segment.
    diff: Vec<DiffLine<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum DiffLine<'a> {
    Equal { equal: &'a str },
    Change { old: &'a str, new: &'a str },
}

struct Printer<'m> {
    matcher: &'m Matcher<'m>,
    explain: bool,
}

impl Printer<'_> {
    fn line<'a>(&'a self, segment: &'a str, matches: &'a [Match]) -> Line<'a> {
        let matches = matches.iter().map(|found| self.match_line(segment, found));
        Line {
            source: segment,
            matches: matches.collect(),
        }
    }

    fn match_line<'a>(&'a self, segment: &'a str, found: &'a Match) -> MatchLine<'a> {
        let (source, target) = self.texts(found);
        MatchLine {
            score: found.score,
            kind: found.kind.name(),
            source,
            target,
            penalties: penalty_lines(&found.penalties),
            memory: self.matcher.memory_name(found),
            unit: self.matcher.unit_name(found),
            repair: repair(segment, found, self.matcher).map(|repair| RepairLine::new(&repair)),
            explain: self.explain.then(|| Explanation {
                edits: found.similarity.edits,
                longer: found.similarity.longer,
                words: found.similarity.words(),
                losses: penalty_lines(&found.losses()),
                diff: diff_lines(source, segment),
            }),
        }
    }

    fn texts<'a>(&'a self, found: &'a Match) -> (&'a str, &'a str) {
        let unit = self.matcher.unit(found);
        let text = |index: usize| unit.variants[index].content.text.as_str();
        (text(found.source), text(found.target))
    }

    /// The segment, and below it its matches with their translations.
    fn text(&self, segment: &str, matches: &[Match]) -> String {
        let mut out = format!("{}\n", one_line(segment));
        if matches.is_empty() {
            out.push_str("    –  no match\n");
        }
        for found in matches {
            let (source, target) = self.texts(found);
            let score = match found.kind {
                MatchKind::Context => CONTEXT_SCORE,
                _ => found.score,
            };
            let memory = one_line(self.matcher.memory_name(found));
            let unit = one_line(&self.matcher.unit_name(found));
            out.push_str(&format!("  {score:3}  {}\n", one_line(target)));
            out.push_str(&format!("       {}  ({memory} {unit})\n", one_line(source)));
            if let Some(repair) = repair(segment, found, self.matcher) {
                out.push_str(&repaired(&repair));
            }
            if self.explain {
                out.push_str(&explained(segment, source, found));
            } else if !found.penalties.is_empty() {
                out.push_str(&format!("       {}\n", points(&found.penalties)));
            }
        }
        out.push('\n');
        out
    }
}

/// The translation with the segment's numbers, for people.
fn repaired(repair: &Repair) -> String {
    let edit = |edit: &Edit| {
        let new = &repair.target.text[edit.span.range()];
        format!("{} → {}", one_line(&edit.old), one_line(new))
    };
    let edits: Vec<String> = repair.edits.iter().map(edit).collect();
    let agreement = match repair.agreement {
        true => "; words beside may have to agree",
        false => "",
    };
    let (target, edits) = (one_line(&repair.target.text), edits.join(", "));
    format!("    ⇒  {target}\n       numbers carried over: {edits}{agreement}\n")
}

/// How the score came about, for people.
fn explained(segment: &str, source: &str, found: &Match) -> String {
    let near = &found.similarity;
    let kept = near.longer - near.edits;
    let mut out = format!(
        "       {kept} of {} words kept: {}; ",
        near.longer,
        near.words()
    );
    let losses = found.losses();
    if losses.is_empty() {
        out.push_str("nothing differs");
    } else {
        out.push_str(&points(&losses));
    }
    out.push_str(&format!("; score {}\n", found.score));
    if found.similarity.equal_text {
        return out;
    }
    let parts = word_diff(source, segment);
    out.push_str(&format!(
        "       {}\n",
        one_line(&marked(source, segment, &parts))
    ));
    out
}

/// Losses as `-1 form, -2 numbers`.
fn points(losses: &[Penalty]) -> String {
    let named = |loss: &Penalty| format!("-{} {}", loss.points, loss.reason);
    losses.iter().map(named).collect::<Vec<_>>().join(", ")
}

/// The segment with what changed since the unit's source, as `wdiff` writes it:
/// `left on [-14-]{+12+} May`.
fn marked(old: &str, new: &str, parts: &[DiffPart]) -> String {
    let mut out = String::new();
    let mut end = 0;
    for part in parts {
        if part.new.start > end {
            out.push_str(&new[end..part.new.start]);
        } else if !out.is_empty() && starts_word(old, part.old.start) {
            out.push(' ');
        }
        let (gone, come) = (&old[part.old.range()], &new[part.new.range()]);
        if part.equal {
            out.push_str(come);
        } else {
            if !gone.is_empty() {
                out.push_str(&format!("[-{gone}-]"));
            }
            if !come.is_empty() {
                out.push_str(&format!("{{+{come}+}}"));
            }
        }
        end = part.new.end.max(end);
    }
    out
}

/// Whether white space stands before byte `at`.
fn starts_word(text: &str, at: usize) -> bool {
    text[..at].ends_with(char::is_whitespace)
}

fn diff_lines<'a>(old: &'a str, new: &'a str) -> Vec<DiffLine<'a>> {
    let line = |part: DiffPart| {
        let (old, new) = (&old[part.old.range()], &new[part.new.range()]);
        if part.equal {
            DiffLine::Equal { equal: new }
        } else {
            DiffLine::Change { old, new }
        }
    };
    word_diff(old, new).into_iter().map(line).collect()
}

fn penalty_lines(penalties: &[Penalty]) -> Vec<PenaltyLine> {
    let line = |penalty: &Penalty| PenaltyLine {
        reason: penalty.reason,
        points: penalty.points,
    };
    penalties.iter().map(line).collect()
}

/// `text` on one line, white space as single spaces, safe for a terminal.
fn one_line(text: &str) -> String {
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" ")).to_string()
}
