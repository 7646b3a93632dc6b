//! `entente check`: what is wrong with a translation, and what was looked at.

use super::args::{CheckArgs, Color, FailOn, Global, SeverityArg};
use super::articles::{self, Outcome, Plan, Resources};
use super::changes::Changes;
use super::exit::{Exit, Failure};
use super::fix::{Mendable, Mended, mend_one};
use super::kind::{self, Kind};
use super::memories::Named;
use super::reports::Reports;
use super::{accept, glossaries, input, memories, output};
use entente::align::{Dictionary, align};
use entente::check::{
    Finding, Fixed, Job, Judged, Judgement, Knowledge, KnownTargets, Severity, Terms, check,
    fix_bilingual, fix_document,
};
use entente::document::bilingual::{Bilingual, BilingualFile};
use entente::document::{self, po, xliff};
use entente::glossary::Glossary;
use entente::lang::LangTag;
use entente::memory::Direction;
use entente::report::{JudgedFile, ReportContext};
use entente::segment::Article;
use entente::text::Source;
use std::io::IsTerminal;
use std::path::Path;

/// Runs the command.
pub(crate) fn run(args: &CheckArgs, global: &Global) -> Result<Exit, Failure> {
    let reports = &Reports::new(args)?;
    let in_project = args.files.is_empty() || !global.project.config().articles.is_empty();
    match (&args.files[..], &args.lang) {
        ([file], None) if is_bilingual(file, global) => bilingual(file, reports, args, global),
        (_, None) if in_project && args.from.is_none() && args.to.is_none() => {
            project(reports, args, global)
        }
        ([target], Some(lang)) => text(target, lang, reports, args, global),
        ([source, target], None) => pair([source, target], reports, args, global),
        ([_], None) => Err(usage("one file needs --lang")),
        (_, Some(_)) => Err(usage("--lang takes one file")),
        (_, None) => Err(usage("two files at most")),
    }
}

/// Checks the articles of the project, those that are named or all.
fn project(reports: &Reports<'_>, args: &CheckArgs, global: &Global) -> Result<Exit, Failure> {
    let outcome = judge_project(args, global)?;
    let files: Vec<&Source> = outcome.files.iter().collect();
    let judged = outcome.judged.iter();
    let judged: Vec<JudgedFile<'_>> = judged
        .map(|&(ref name, judged)| JudgedFile { name, judged })
        .collect();
    let checked = Checked {
        judgement: &outcome.judgement,
        files: &files,
        judged: &judged,
        missing: &outcome.missing,
    };
    let exit = checked.conclude(reports, args, global)?;
    Ok(if outcome.refused { Exit::Refused } else { exit })
}

/// What there is to say of the project's articles, those that are named or all.
pub(crate) fn judge_project(args: &CheckArgs, global: &Global) -> Result<Outcome, Failure> {
    let plan = Plan::find(&global.project, &args.files)?;
    let glossaries = glossaries::read(&args.glossary, None, global)?;
    let memories = memories::open_for_all(&args.memory, &plan.directions, global)?;
    let directions = plan.directions.iter();
    let known: Vec<KnownTargets<'_>> = directions
        .map(|direction| KnownTargets::new(memories::sources(&memories), direction))
        .collect::<Result<_, _>>()?;
    let directions = plan.directions.iter();
    let dictionaries: Vec<Dictionary> = directions
        .map(|direction| Dictionary::new(memories::sources(&memories), &glossaries, direction))
        .collect::<Result<_, _>>()?;
    let resources = Resources {
        terms: &Terms::new(&glossaries, &plan.languages()),
        dictionaries: &dictionaries,
        known: &known,
    };
    if args.fix || args.diff {
        articles::mend_all(&plan, &resources, args, global)?;
    }
    let outcome = articles::judge(&plan, &resources, global);
    known.iter().try_for_each(KnownTargets::whole)?;
    notices(&glossaries, &memories, global);
    Ok(outcome)
}

/// Checks one text alone.
fn text(
    path: &Path,
    lang: &str,
    reports: &Reports<'_>,
    args: &CheckArgs,
    global: &Global,
) -> Result<Exit, Failure> {
    let language = input::language("--lang", lang)?;
    let lang = input::tag("--lang", lang)?;
    let glossaries = glossaries::read(&args.glossary, Some(&lang), global)?;
    glossaries::require(&glossaries, &lang)?;
    let article = input::article(path, language, global)?;
    let options = global.project.options(&[path]);
    let terms = Terms::new(&glossaries, &[language]);
    let knowledge = Knowledge {
        terms: Some(&terms),
        memory: None,
        profile: global.project.profile(&[path], language),
        options: Some(&options),
    };
    let judge = |article: &Article| Ok(check(&Job::of_text(article, knowledge)));
    notices(&glossaries, &[], global);
    let Mended {
        target, judgement, ..
    } = mend_one(article, judge, path, args, global)?;
    let files = [&target.document.source];
    Checked::new(&judgement, &files, &[whole(files[0], &judgement)]).conclude(reports, args, global)
}

/// Checks an article and its translation.
fn pair(
    [source_path, target_path]: [&Path; 2],
    reports: &Reports<'_>,
    args: &CheckArgs,
    global: &Global,
) -> Result<Exit, Failure> {
    let (Some(from), Some(to)) = (&args.from, &args.to) else {
        return Err(usage("an article and its translation need --from and --to"));
    };
    let languages = [
        input::language("--from", from)?,
        input::language("--to", to)?,
    ];
    let direction = Direction::new(input::tag("--from", from)?, input::tag("--to", to)?);
    let glossaries = glossaries::read(&args.glossary, None, global)?;
    glossaries::require(&glossaries, &direction.from)?;
    glossaries::require(&glossaries, &direction.to)?;
    let memories = memories::open(&args.memory, &direction, global)?;
    let known = KnownTargets::new(memories::sources(&memories), &direction)?;
    let source = input::article(source_path, languages[0], global)?;
    let target = input::article(target_path, languages[1], global)?;
    let dictionary = Dictionary::new(memories::sources(&memories), &glossaries, &direction)?;
    let options = global.project.options(&[source_path, target_path]);
    let terms = Terms::new(&glossaries, &languages);
    let knowledge = Knowledge {
        terms: Some(&terms),
        memory: Some(&known),
        profile: global
            .project
            .profile(&[source_path, target_path], languages[1]),
        options: Some(&options),
    };
    let judge = |target: &Article| {
        let pairs = align(&source, target, &dictionary);
        let judgement = check(&Job::of_articles(&source, target, &pairs, knowledge));
        known.whole()?;
        Ok(judgement)
    };
    notices(&glossaries, &memories, global);
    let Mended {
        target, judgement, ..
    } = mend_one(target, judge, target_path, args, global)?;
    let files = [&source.document.source, &target.document.source];
    Checked::new(&judgement, &files, &[whole(files[1], &judgement)]).conclude(reports, args, global)
}

/// Whether `path` is named like a bilingual file, is a review table, or is standard input.
fn is_bilingual(path: &Path, global: &Global) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    match ending {
        Some("xlf" | "xliff" | "po") => true,
        Some("docx") => is_table(path, global),
        _ => path == Path::new("-"),
    }
}

fn is_table(path: &Path, global: &Global) -> bool {
    kind::open(path, global).is_ok_and(|known| known.kind == Kind::Review)
}

/// Checks the units of a bilingual file.
fn bilingual(
    path: &Path,
    reports: &Reports<'_>,
    args: &CheckArgs,
    global: &Global,
) -> Result<Exit, Failure> {
    if (args.fix || args.diff) && is_table(path, global) {
        let name = input::name(path);
        let message = format!("{name}: a review table cannot be mended in place");
        return Err(Failure::new(message).with_help("mend it where it is edited, or its XLIFF"));
    }
    let file = input::bilingual(path, global)?;
    let direction = direction_of(&file, args)?;
    let (from, to) = (direction.from.as_str(), direction.to.as_str());
    let languages = [
        input::language("--from", from)?,
        input::language("--to", to)?,
    ];
    let glossaries = glossaries::read(&args.glossary, None, global)?;
    glossaries::require(&glossaries, &direction.from)?;
    glossaries::require(&glossaries, &direction.to)?;
    let memories = memories::open(&args.memory, &direction, global)?;
    let known = KnownTargets::new(memories::sources(&memories), &direction)?;
    let known = known.with_alternatives(&file);
    let options = global.project.options(&[path]);
    let terms = Terms::new(&glossaries, &languages);
    let knowledge = Knowledge {
        terms: Some(&terms),
        memory: Some(&known),
        profile: global.project.profile(&[path], languages[1]),
        options: Some(&options),
    };
    let judge = |file: &Bilingual| {
        let job = Job::of_bilingual(file, languages[0], languages[1], knowledge);
        let judgement = check(&job);
        known.whole()?;
        Ok(judgement)
    };
    output::notices(global, &file.notices);
    notices(&glossaries, &memories, global);
    let Mended {
        target, judgement, ..
    } = mend_one(file, judge, path, args, global)?;
    let files = [&target.source];
    Checked::new(&judgement, &files, &[whole(files[0], &judgement)]).conclude(reports, args, global)
}

/// The languages of a bilingual file: what was typed, else what its articles say.
fn direction_of(file: &Bilingual, args: &CheckArgs) -> Result<Direction, Failure> {
    let name = file.source.name();
    let said =
        |option: &str, typed: Option<&String>, of: fn(&BilingualFile) -> Option<&LangTag>| {
            if let Some(text) = typed {
                return input::tag(option, text);
            }
            let mut tags = file.files.iter().filter_map(of);
            let Some(first) = tags.next() else {
                let message = format!("{name}: it names no language for {option}; say {option}");
                return Err(Failure::new(message));
            };
            match tags.find(|tag| *tag != first) {
                None => Ok(first.clone()),
                Some(other) => Err(Failure::new(format!(
                    "{name}: it names \"{first}\" and \"{other}\" for {option}; say {option}"
                ))),
            }
        };
    let from = said("--from", args.from.as_ref(), |file| {
        file.source_lang.as_ref()
    })?;
    let to = said("--to", args.to.as_ref(), |file| file.target_lang.as_ref())?;
    Ok(Direction::new(from, to))
}

/// Says what the glossaries and memories got wrong, now that all input is accepted.
fn notices(glossaries: &[Glossary], memories: &[Named], global: &Global) {
    let of_glossaries = glossaries.iter().flat_map(|glossary| &glossary.notices);
    let of_memories = memories.iter().flat_map(Named::notices);
    output::notices(global, of_glossaries.chain(of_memories));
}

impl Mendable for Article {
    fn source(&self) -> &Source {
        &self.document.source
    }

    fn fixed(&self, findings: &[Finding]) -> Fixed {
        fix_document(&self.document, findings)
    }

    fn reread(&self, source: Source, global: &Global) -> Result<Article, Failure> {
        let document = document::read(source, Some(self.document.format.name()))?;
        let segmenter = global.project.segmenter(self.language);
        Ok(Article::cut(document, self.language, &segmenter))
    }
}

impl Mendable for Bilingual {
    fn source(&self) -> &Source {
        &self.source
    }

    fn fixed(&self, findings: &[Finding]) -> Fixed {
        fix_bilingual(self, findings)
    }

    fn reread(&self, source: Source, _: &Global) -> Result<Bilingual, Failure> {
        match self.files.first().is_some_and(|file| file.datatype == "po")
            && self.version.is_empty()
        {
            true => Ok(po::bilingual(source)?),
            false => Ok(xliff::read_any(&source)?),
        }
    }
}

fn usage(message: &str) -> Failure {
    Failure::new(message).with_help(
        "check an article and its translation with --from and --to, a bilingual file, \
         or one text with --lang",
    )
}

/// The one file that was judged.
fn whole<'a>(file: &'a Source, judgement: &Judgement) -> JudgedFile<'a> {
    JudgedFile {
        name: file.name(),
        judged: judgement.judged,
    }
}

/// What a run found, and where.
struct Checked<'a> {
    judgement: &'a Judgement,
    /// The files that findings name.
    files: &'a [&'a Source],
    /// Those that were judged.
    judged: &'a [JudgedFile<'a>],
    /// By the fingerprint of the finding, the translations that are missing.
    missing: &'a [(String, String)],
}

impl<'a> Checked<'a> {
    fn new(
        judgement: &'a Judgement,
        files: &'a [&'a Source],
        judged: &'a [JudgedFile<'a>],
    ) -> Checked<'a> {
        Checked {
            judgement,
            files,
            judged,
            missing: &[],
        }
    }

    /// Writes what was found and is not accepted, says what was looked at and whether there is
    /// something to mend.
    fn conclude(
        &self,
        reports: &Reports<'_>,
        args: &CheckArgs,
        global: &Global,
    ) -> Result<Exit, Failure> {
        let names: Vec<&str> = self.judged.iter().map(|file| file.name).collect();
        let mut judgement = accept::settle(self.judgement, &names, args, global)?;
        if let Some(revision) = &args.changed_since {
            self.keep_changed(revision, &mut judgement.findings, global)?;
        }
        let lowest = lowest_shown(args, global);
        let shown: Vec<&Finding> = judgement
            .findings
            .iter()
            .filter(|finding| finding.severity >= lowest)
            .collect();
        let fails_from = fails_from(args.fail_on);
        let context = ReportContext {
            files: self.files,
            judged: self.judged,
            fails_from,
            color: reports.on_stdout() && wants_color(global),
        };
        reports.write(&shown, &context)?;
        output::say(global, &summary(&judgement.findings));
        output::say(global, &judged(&judgement.judged));
        let mut severities = judgement.findings.iter().map(|finding| finding.severity);
        let fails = severities.any(|severity| fails_from.is_some_and(|lowest| severity >= lowest));
        Ok(if fails { Exit::Mend } else { Exit::Fine })
    }

    /// Leaves out what lies in segments that have not changed since `revision`.
    fn keep_changed(
        &self,
        revision: &str,
        findings: &mut Vec<Finding>,
        global: &Global,
    ) -> Result<(), Failure> {
        let changes = Changes::since(revision, global.project.folder())?;
        let mut touched = changes
            .touch(findings, self.files, self.missing)
            .into_iter();
        let loud = |findings: &[Finding]| {
            let loud = findings
                .iter()
                .filter(|finding| finding.severity > Severity::Info);
            loud.count()
        };
        let before = loud(findings);
        findings.retain(|_| touched.next() == Some(true));
        let left_out = before - loud(findings);
        if left_out > 0 {
            let what = counted(left_out, "finding");
            output::say(
                global,
                &format!("{what} in what has not changed since {revision}"),
            );
        }
        Ok(())
    }
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

fn fails_from(fail_on: Option<FailOn>) -> Option<Severity> {
    match fail_on.unwrap_or(FailOn::Error) {
        FailOn::Error => Some(Severity::Error),
        FailOn::Warning => Some(Severity::Warning),
        FailOn::Never => None,
    }
}

pub(crate) fn wants_color(global: &Global) -> bool {
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
