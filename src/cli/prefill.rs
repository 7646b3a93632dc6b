//! `entente prefill`: an article becomes a draft.

use super::args::{DraftFormat, Global, LanguagesArgs, PrefillArgs};
use super::exit::{Exit, Failure};
use super::memories::Named;
use super::timings::Timings;
use super::{glossaries, input, memories, output};
use entente::align::{self, Dictionary};
use entente::check::{Job, Knowledge, Severity, Terms, check};
use entente::document::{Document, package, review, xliff, xliff2};
use entente::glossary::Glossary;
use entente::lang::{LangTag, Language};
use entente::matching::{Match, Matcher, MatcherOptions};
use entente::memory::{Direction, Memory};
use entente::prefill::{self, Draft, DraftSegment, PrefillOptions, bands};
use entente::report::draft::{self as report, DraftLine};
use entente::segment::Article;
use std::path::Path;

/// Runs the command.
pub(crate) fn run(args: &PrefillArgs, global: &Global) -> Result<Exit, Failure> {
    let mut timings = Timings::start(global);
    let mut inputs: Vec<&Path> = vec![&args.article];
    inputs.extend(
        args.memory
            .iter()
            .chain(&args.glossary)
            .chain(&args.previous)
            .map(|path| path.as_path()),
    );
    output::check(args.output.as_deref(), args.force, &inputs)?;
    output::check(args.sidecar.as_deref(), args.force, &inputs)?;

    let document = input::document(&args.article, global)?;
    let format = format(args, &document)?;
    let direction = direction(&args.languages, &document)?;
    let language = input::language("--from", direction.from.as_str())?;
    let glossaries = glossaries(args, &direction, global)?;
    let article = input::cut(document, language, global);
    timings.step("read and cut the article");
    if format == DraftFormat::Document {
        own_format(&article, args)?;
    }
    let as_bilingual = matches!(
        format,
        DraftFormat::Xliff | DraftFormat::Xliff2 | DraftFormat::Review
    );
    if as_bilingual && article.document.format.slots().is_some() {
        let name = input::name(&args.article);
        let message = format!("{name}: this is a bilingual file already");
        return Err(Failure::new(message).with_help("--format document fills it in place"));
    }
    let mut memories = memories::open(&args.memory, &direction, global)?;
    timings.step("read the memories");
    let mut old_pair = None;
    if let [old_source, old_target] = &args.previous[..] {
        let (old, said) = previous(old_source, old_target, &direction, global)?;
        memories.insert(0, Named::Read(old));
        old_pair = Some(said);
        timings.step("pair the old article with its translation");
    }
    let penalties = MatcherOptions {
        penalties: [
            // What is taken over from the old translation loses nothing.
            vec![0; memories.len() - args.memory.len()],
            global.project.penalties(&args.memory),
        ]
        .concat(),
    };
    let matcher = Matcher::over(memories::sources(&memories), direction.clone(), &penalties)?;
    timings.step("index them");
    let article = prefill::join_entries(article, &matcher)?;
    let mut draft = prefill::prefill(&article, &matcher, &options(args.fill, format))?;
    timings.step("match and decide");
    let page = ending(args) == "html";
    let bytes = written(&article, &mut draft, &matcher, &glossaries, (format, page))?;
    let of_memories = memories.iter().flat_map(Named::notices);
    let of_glossaries = glossaries.iter().flat_map(|glossary| &glossary.notices);
    output::notices(global, of_memories.chain(of_glossaries));
    output::result(&bytes, args.output.as_deref(), args.force, &inputs)?;
    if let Some(sidecar) = &args.sidecar {
        let lines = jsonl(&article, &draft, &matcher)?;
        output::result(&lines, Some(sidecar), args.force, &inputs)?;
    }
    timings.step("write the draft");
    if let Some(said) = old_pair {
        say_previous(&article, &draft, &said, global);
    }
    talk(&article, &draft, &matcher, global);
    if let Some(language) = Language::for_tag(&direction.to) {
        say_terms(&article, &draft, &glossaries, language, global);
    }
    timings.print(global);
    Ok(Exit::Fine)
}

/// The format `--format` or the ending of `--output` names; that both differ is a mistake.
///
/// Of a bilingual `document` a draft is a file of its own kind, so `.xlf` names no other.
fn format(args: &PrefillArgs, document: &Document) -> Result<DraftFormat, Failure> {
    let ending = ending(args);
    let is_bilingual = document.format.slots().is_some();
    let named = match ending.as_str() {
        "xlf" | "xliff" if !is_bilingual => Some(DraftFormat::Xliff),
        "jsonl" => Some(DraftFormat::Jsonl),
        _ => None,
    };
    match (args.format, named) {
        (Some(DraftFormat::Review), _) => match ending.as_str() {
            "docx" | "html" => Ok(DraftFormat::Review),
            _ => Err(
                Failure::new("--format review needs --output with the ending .docx or .html")
                    .with_help("a DOCX can be edited and merged, a page read and printed"),
            ),
        },
        (Some(DraftFormat::Xliff2), Some(DraftFormat::Xliff)) => Ok(DraftFormat::Xliff2),
        (Some(asked), Some(named)) if asked != named => Err(Failure::new(format!(
            "--format and the ending \".{ending}\" of --output contradict each other"
        ))),
        (asked, named) => Ok(asked.or(named).unwrap_or(DraftFormat::Document)),
    }
}

/// The ending of `--output`, lower case.
fn ending(args: &PrefillArgs) -> String {
    let ending = args.output.as_deref().and_then(Path::extension);
    let ending = ending.and_then(|ending| ending.to_str());
    ending.unwrap_or_default().to_ascii_lowercase()
}

/// Refuses an `--output` whose ending is not that of a draft in the article's own format.
fn own_format(article: &Article, args: &PrefillArgs) -> Result<(), Failure> {
    let fits = output::fits(args.output.as_deref(), article.document.format.name());
    fits.map_err(|failure| match ending(args).as_str() {
        "docx" | "html" => {
            failure.with_help("--format review makes a table of it, as .docx or .html")
        }
        "xlf" | "xliff" | "sdlxliff" => {
            failure.with_help("--format xliff makes a draft of that kind")
        }
        _ => failure,
    })
}

/// The article as it was and its translation, as a memory called after the translation, and what is
/// said of it.
fn previous(
    source: &Path,
    target: &Path,
    direction: &Direction,
    global: &Global,
) -> Result<(Memory, String), Failure> {
    let (from, to) = (&direction.from, &direction.to);
    let article = |path, tag: &LangTag, option| {
        let language = input::language(option, tag.as_str())?;
        let article = input::article(path, language, global)?;
        match article.document.format.slots() {
            None => Ok(article),
            Some(_) => Err(Failure::new(format!(
                "{}: --previous takes articles, and this is a bilingual file; `entente convert` makes \
                 a memory of it",
                input::name(path)
            ))),
        }
    };
    let (source, target) = (
        article(source, from, "--from")?,
        article(target, to, "--to")?,
    );
    let pairs = align::align(&source, &target, &Dictionary::default());
    let mut memory = align::previous((&source, from), (&target, to), &pairs);
    memory.name = target.document.source.name().to_owned();
    let both = pairs.iter().filter(|pair| pair.has_both());
    let said = format!(
        "{} and {}: {} of {} segments in pairs",
        source.document.source.name(),
        target.document.source.name(),
        both.map(|pair| pair.source.len()).sum::<usize>(),
        source.segments.len()
    );
    Ok((memory, said))
}

/// Says what the old article and its translation gave: `said`, and how many segments were found in it.
fn say_previous(article: &Article, draft: &Draft, said: &str, global: &Global) {
    let is_old = |found: &Match| found.memory == 0;
    let segments = draft.segments.iter();
    let found = segments
        .filter(|segment| segment.matches.iter().any(is_old))
        .count();
    let help = match found {
        0 => "; --previous takes the old article first and its translation second",
        _ => "",
    };
    let name = article.document.source.name();
    output::say(
        global,
        &format!("{said}, {found} segments of {name} found{help}"),
    );
}

fn options(fill: Option<u8>, format: DraftFormat) -> PrefillOptions {
    let usual = match format {
        DraftFormat::Document => PrefillOptions::for_document(),
        _ => PrefillOptions::for_bilingual(),
    };
    PrefillOptions {
        fill: fill.unwrap_or(usual.fill),
        ..usual
    }
}

/// The languages that were asked for; a bilingual article says what was not, and it refuses others.
fn direction(asked: &LanguagesArgs, document: &Document) -> Result<Direction, Failure> {
    let Some(slots) = document.format.slots() else {
        return input::direction(asked);
    };
    let [from, to] = slots.languages(document);
    let only = |tags: &[LangTag]| match tags {
        [first, rest @ ..] if rest.iter().all(|tag| tag == first) => Some(first.to_string()),
        _ => None,
    };
    let asked = input::direction(&LanguagesArgs {
        from: asked.from.clone().or_else(|| only(&from)),
        to: asked.to.clone().or_else(|| only(&to)),
    })?;
    for (what, declared, asked) in [
        ("sources", from, &asked.from),
        ("translations", to, &asked.to),
    ] {
        let other = declared.iter().find(|tag| tag.primary() != asked.primary());
        if let Some(other) = other {
            let name = document.source.name();
            let message = format!("{name}: its {what} are in \"{other}\", not in \"{asked}\"");
            return Err(Failure::new(message));
        }
    }
    Ok(asked)
}

/// The draft in `format`, as bytes of the file; a review table as a page, or else as a DOCX.
fn written(
    article: &Article,
    draft: &mut Draft,
    matcher: &Matcher<'_>,
    glossaries: &[Glossary],
    (format, page): (DraftFormat, bool),
) -> Result<Vec<u8>, Failure> {
    let direction = matcher.direction();
    let source = &article.document.source;
    let encoded = |text: &str| {
        package::encode(source, text).ok_or_else(|| {
            let message = format!(
                "{}: {} has no letters for this draft",
                source.name(),
                source.encoding()
            );
            Failure::new(message).with_help("save the article as UTF-8 first")
        })
    };
    match format {
        DraftFormat::Document => encoded(&prefill::document::write(article, draft, direction)),
        DraftFormat::Xliff | DraftFormat::Xliff2 | DraftFormat::Review => {
            let original = encoded(source.text())?;
            let languages = (&direction.from, &direction.to);
            let bilingual =
                prefill::bilingual::write(article, draft, matcher, languages, glossaries, original);
            Ok(match format {
                DraftFormat::Xliff2 => xliff2::write(&bilingual),
                DraftFormat::Review if page => review::write_html(&bilingual).into_bytes(),
                DraftFormat::Review => review::write_docx(&bilingual).ok_or_else(|| {
                    Failure::new(format!("{}: too large for a DOCX", source.name()))
                })?,
                _ => xliff::write(&bilingual),
            })
        }
        DraftFormat::Jsonl => jsonl(article, draft, matcher),
    }
}

fn jsonl(article: &Article, draft: &Draft, matcher: &Matcher<'_>) -> Result<Vec<u8>, Failure> {
    let lines = draft.segments.iter().enumerate().map(|(index, segment)| {
        let place = article
            .document
            .source
            .in_part(article.segments[index].span);
        DraftLine::new(article.text(index), place, segment, matcher)
    });
    Ok(report::lines(lines)?)
}

/// The glossaries, each of which must know both languages.
fn glossaries(
    args: &PrefillArgs,
    direction: &Direction,
    global: &Global,
) -> Result<Vec<Glossary>, Failure> {
    let read = glossaries::read(&args.glossary, None, global)?;
    if !read.is_empty() {
        input::language("--to", direction.to.as_str())?;
        glossaries::require(&read, &direction.from)?;
        glossaries::require(&read, &direction.to)?;
    }
    Ok(read)
}

/// Says which fills break the glossary, at the place of their source: a memory is older than the
/// terms agreed last.
fn say_terms(
    article: &Article,
    draft: &Draft,
    glossaries: &[Glossary],
    to: &'static Language,
    global: &Global,
) {
    if glossaries.is_empty() {
        return;
    }
    let fills = draft.segments.iter().enumerate();
    let fills = fills.filter_map(|(index, segment)| {
        let fill = segment.fill.as_ref().ok()?;
        Some((index, fill.target.clone()))
    });
    let terms = Terms::new(glossaries, &[article.language, to]);
    let knowledge = Knowledge {
        terms: Some(&terms),
        ..Knowledge::default()
    };
    let judgement = check(&Job::of_fills(article, fills, to, knowledge));
    let about_terms = judgement
        .findings
        .iter()
        .filter(|finding| finding.rule.starts_with("term-") && finding.severity > Severity::Info);
    let mut count = 0;
    for finding in about_terms {
        count += 1;
        let source = &article.document.source;
        let place = finding
            .source
            .as_ref()
            .map(|at| source.locate(at.span.start));
        let place = place.map_or(String::new(), |place| format!(":{place}"));
        let (name, severity) = (source.name(), finding.severity.name());
        let message = &finding.message;
        output::say(
            global,
            &format!("{name}{place}: {severity}[{}]: {message}", finding.rule),
        );
    }
    let terms = judgement.judged.terms;
    output::say(
        global,
        &format!("terms in the fills: {terms} seen, {count} to mend"),
    );
}

/// Says what was filled: a line a segment with `-v`, always the table by match band.
fn talk(article: &Article, draft: &Draft, matcher: &Matcher<'_>, global: &Global) {
    if global.verbose {
        for (index, segment) in draft.segments.iter().enumerate() {
            output::say(global, &line(article, index, segment, matcher));
        }
    }
    output::say(global, "matches       segments    words   filled  to edit");
    for (band, count) in bands::count(article, draft) {
        if count.segments > 0 {
            let line = format!(
                "{:<12} {:>9} {:>8} {:>8} {:>8}",
                band.name(),
                count.segments,
                count.words,
                count.filled,
                count.unfinished
            );
            output::say(global, &line);
        }
    }
    let internal = bands::internal(article, draft);
    if !internal.is_empty() {
        output::say(
            global,
            "of these nearer to an earlier segment of the article:",
        );
    }
    for (band, count) in internal {
        let (segments, words) = (count.segments, count.words);
        output::say(
            global,
            &format!("{:<12} {segments:>9} {words:>8}", band.name()),
        );
    }
}

/// One segment: where, its score, what was done and from which unit.
fn line(article: &Article, index: usize, segment: &DraftSegment, matcher: &Matcher<'_>) -> String {
    let source = &article.document.source;
    let place = source.locate(article.segments[index].span.start);
    let best = segment.matches.first();
    let score = best.map_or("  –".to_owned(), shown_score);
    let did = match &segment.fill {
        Ok(fill) => format!(
            "{} fill, {}",
            fill.kind.name(),
            origin(&fill.origin, matcher)
        ),
        Err(reason) => match best {
            Some(best) => format!("open: {}, {}", reason.describe(), origin(best, matcher)),
            None => format!("open: {}", reason.describe()),
        },
    };
    let text = shortened(article.text(index));
    format!("{}:{place}: {score}  {text}  [{did}]", source.name())
}

/// 101 is how people call an exact match in context.
fn shown_score(found: &Match) -> String {
    let context = found.kind == entente::matching::MatchKind::Context;
    let score = if context { 101 } else { u16::from(found.score) };
    format!("{score:>3}")
}

fn origin(found: &Match, matcher: &Matcher<'_>) -> String {
    let unit = matcher.unit(found);
    let name = unit
        .id
        .as_ref()
        .map_or(format!("{}", found.unit + 1), |id| format!("\"{id}\""));
    format!("{} {name}", matcher.memory_name(found))
}

/// Characters of a segment shown in a line of talk.
const SHOWN: usize = 48;

fn shortened(text: &str) -> String {
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = words.char_indices().nth(SHOWN) {
        words.truncate(cut);
        words.push('…');
    }
    words
}
