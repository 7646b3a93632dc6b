//! `entente check`: what is wrong with a translation, and what was looked at.

use super::args::{CheckArgs, Color, FailOn, Global, ListFormat, SeverityArg};
use super::exit::{Exit, Failure};
use super::{input, output};
use entente::align::{AlignOptions, align};
use entente::check::{Finding, Job, Judged, Judgement, Knowledge, Severity, check};
use entente::document;
use entente::lang::Language;
use entente::report::{ReportContext, reporter};
use entente::segment::Article;
use entente::text::Source;
use std::io::IsTerminal;
use std::path::Path;

/// Runs the command.
pub(crate) fn run(args: &CheckArgs, global: &Global) -> Result<Exit, Failure> {
    let knowledge = Knowledge::default();
    match (&args.files[..], &args.lang) {
        ([target], Some(lang)) => {
            let article = article(target, input::language("--lang", lang)?, global)?;
            let job = Job::of_text(&article, knowledge);
            conclude(&check(&job), &[&article.document.source], args, global)
        }
        ([source, target], None) => {
            let (from, to) = languages(args)?;
            let source = article(source, from, global)?;
            let target = article(target, to, global)?;
            let pairs = align(&source, &target, &AlignOptions::default());
            let job = Job::of_articles(&source, &target, &pairs, knowledge);
            let files = [&source.document.source, &target.document.source];
            conclude(&check(&job), &files, args, global)
        }
        ([_], None) => Err(usage("one file needs --lang")),
        (_, Some(_)) => Err(usage("--lang takes one file")),
        (_, None) => Err(usage("two files at most")),
    }
}

fn usage(message: &str) -> Failure {
    Failure::new(message).with_help(
        "check an article and its translation with --from and --to, a bilingual file, \
         or one text with --lang",
    )
}

/// The languages of an article and its translation.
fn languages(args: &CheckArgs) -> Result<(&'static Language, &'static Language), Failure> {
    let (Some(from), Some(to)) = (&args.from, &args.to) else {
        return Err(usage("an article and its translation need --from and --to"));
    };
    Ok((
        input::language("--from", from)?,
        input::language("--to", to)?,
    ))
}

fn article(path: &Path, language: &'static Language, global: &Global) -> Result<Article, Failure> {
    let source = input::source(path, global)?;
    Ok(Article::new(document::read(source, None)?, language))
}

/// Prints what was found and what was judged; says whether there is something to mend.
fn conclude(
    judgement: &Judgement,
    files: &[&Source],
    args: &CheckArgs,
    global: &Global,
) -> Result<Exit, Failure> {
    let lowest = lowest_shown(args, global);
    let shown: Vec<&Finding> = judgement
        .findings
        .iter()
        .filter(|finding| finding.severity >= lowest)
        .collect();
    let format = match args.format {
        ListFormat::Text => "text",
        ListFormat::Jsonl => "jsonl",
    };
    let reporter = reporter(format).expect("every format of the command has its reporter");
    let context = ReportContext {
        files,
        color: wants_color(global),
    };
    output::data(&reporter.report(&shown, &context))?;
    output::say(global, &summary(&judgement.findings));
    output::say(global, &judged(&judgement.judged));
    let fails = judgement
        .findings
        .iter()
        .any(|finding| fails(args.fail_on, finding.severity));
    Ok(if fails { Exit::Mend } else { Exit::Fine })
}

fn lowest_shown(args: &CheckArgs, global: &Global) -> Severity {
    match args.severity {
        Some(SeverityArg::Error) => Severity::Error,
        Some(SeverityArg::Warning) => Severity::Warning,
        Some(SeverityArg::Info) => Severity::Info,
        None if global.verbose => Severity::Info,
        None => Severity::Warning,
    }
}

fn fails(fail_on: FailOn, severity: Severity) -> bool {
    match fail_on {
        FailOn::Error => severity >= Severity::Error,
        FailOn::Warning => severity >= Severity::Warning,
        FailOn::Never => false,
    }
}

fn wants_color(global: &Global) -> bool {
    let allowed = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    match global.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => allowed && std::io::stdout().is_terminal(),
    }
}

/// How many findings of each severity there are.
fn summary(findings: &[Finding]) -> String {
    let count = |severity| {
        let of_severity = findings
            .iter()
            .filter(|finding| finding.severity == severity);
        of_severity.count()
    };
    let parts = [
        counted(count(Severity::Error), "error"),
        counted(count(Severity::Warning), "warning"),
        format!("{} info", count(Severity::Info)),
    ];
    parts.join(", ")
}

/// What was looked at, so that no findings mean something.
fn judged(judged: &Judged) -> String {
    let terms = counted(judged.terms, "term occurrence");
    let numbers = counted(judged.numbers, "number");
    let segments = match judged.pairs {
        0 => counted(judged.segments, "segment"),
        pairs => format!("{} ({} sure)", counted(pairs, "segment pair"), judged.sure),
    };
    format!("judged: {segments}, {terms}, {numbers}")
}

fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}
