//! `entente check` of a whole project: every article against each of its translations, in
//! parallel, the results in the order of the patterns and paths.
//!
//! Glossaries and memories are read once. An article that cannot be read gets its line on stderr
//! and a finding, the others are done, and the run ends with exit 2. An article that is missing,
//! not translated or out of date is one finding; no other rule speaks there.

use super::args::{CheckArgs, Global};
use super::commits::Commits;
use super::exit::Failure;
use super::fix::mend;
use super::input;
use super::progress::Progress;
use super::project::Project;
use entente::align::{Dictionary, align};
use entente::check::{
    ARTICLE_MISSING, ARTICLE_OUTDATED, ARTICLE_UNTRANSLATED, Finding, Job, Judged, Judgement,
    Knowledge, KnownTargets, Options, RuleMeta, Severity, Shared, Terms, UNREADABLE, article_state,
    check, is_untranslated_article,
};
use entente::config::{ArticlePattern, Config};
use entente::document::FORMATS;
use entente::lang::{LangTag, Language};
use entente::memory::Direction;
use entente::segment::Article;
use entente::text::Source;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// An article and the translations it should have, by their paths from the project's folder.
pub(crate) struct Planned {
    source: String,
    targets: Vec<PlannedTarget>,
}

struct PlannedTarget {
    file: String,
    direction: usize,
    due: bool,
}

/// The articles of a project, found in its folder.
pub(crate) struct Plan {
    articles: Vec<Planned>,
    /// The language pairs; `direction` is an index of them.
    pub(crate) directions: Vec<Direction>,
}

/// What a run over a project came to.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) judgement: Judgement,
    /// The files that findings name.
    pub(crate) files: Vec<Source>,
    /// The translations that were judged, by name, with how much was looked at.
    pub(crate) judged: Vec<(String, Judged)>,
    /// By the fingerprint of the finding, the translations that are missing.
    pub(crate) missing: Vec<(String, String)>,
    /// Whether some article could not be read.
    pub(crate) refused: bool,
    shared: Shared,
}

/// What all articles are judged by.
pub(crate) struct Resources<'a> {
    pub(crate) terms: &'a Terms<'a>,
    /// What glossaries and memories pair in each direction.
    pub(crate) dictionaries: &'a [Dictionary],
    /// What the memories know in each direction.
    pub(crate) known: &'a [KnownTargets<'a>],
}

impl Plan {
    /// The articles that the project's patterns find, only those of `only` (files or folders,
    /// sources or translations, as typed) unless it is empty.
    pub(crate) fn find(project: &Project, only: &[PathBuf]) -> Result<Plan, Failure> {
        let config = project.config();
        let Some(source) = &config.source else {
            return Err(Failure::new("this project has no articles")
                .with_help("`entente init` writes an entente.toml that says where they lie"));
        };
        let directions: Vec<Direction> = config
            .targets
            .iter()
            .map(|target| Direction::new(source.clone(), target.clone()))
            .collect();
        let mut plan = Plan {
            articles: Vec::new(),
            directions,
        };
        let mut seen = BTreeSet::new();
        for pattern in &config.articles {
            for file in sources(project, pattern, source)? {
                if seen.insert(file.clone()) {
                    plan.add(file, pattern, config);
                }
            }
        }
        plan.restrict(project, only)?;
        Ok(plan)
    }

    /// The languages of all of it.
    pub(crate) fn languages(&self) -> Vec<&'static Language> {
        let tags = self
            .directions
            .iter()
            .flat_map(|pair| [&pair.from, &pair.to]);
        let codes: BTreeSet<&str> = tags.map(LangTag::primary).collect();
        codes.into_iter().filter_map(Language::for_code).collect()
    }

    fn add(&mut self, source: String, pattern: &ArticlePattern, config: &Config) {
        let from = config
            .source
            .as_ref()
            .map_or("", |lang| config.name_of(lang));
        let Some(path) = pattern.source.path_of(&source, from) else {
            return;
        };
        let directions = self.directions.iter().enumerate();
        let wanted = directions.filter(|(_, direction)| {
            pattern.languages.is_empty() || pattern.languages.contains(&direction.to)
        });
        let targets = wanted.map(|(index, direction)| PlannedTarget {
            file: pattern.target.file(path, config.name_of(&direction.to)),
            direction: index,
            due: pattern.due,
        });
        let targets = targets.collect();
        self.articles.push(Planned { source, targets });
    }

    /// Keeps what is named.
    fn restrict(&mut self, project: &Project, only: &[PathBuf]) -> Result<(), Failure> {
        if only.is_empty() {
            return Ok(());
        }
        let mut used = vec![false; only.len()];
        let mut is_named = |file: &str| {
            let path = project.path(file);
            let mut any = false;
            for (named, used) in only.iter().zip(&mut used) {
                let fits = under(&path, named);
                *used |= fits;
                any |= fits;
            }
            any
        };
        for article in &mut self.articles {
            if !is_named(&article.source) {
                article.targets.retain(|target| is_named(&target.file));
            }
        }
        self.articles.retain(|article| !article.targets.is_empty());
        match used.iter().position(|used| !used) {
            None => Ok(()),
            Some(index) => {
                let name = only[index].display();
                Err(Failure::new(format!("{name}: no article of the project"))
                    .with_help("the patterns under [[articles]] in entente.toml say what is one"))
            }
        }
    }
}

/// Whether `path` is `named` or lies in it, both taken from the current directory.
fn under(path: &Path, named: &Path) -> bool {
    let plain = |path: &Path| -> PathBuf {
        let parts = path.components();
        parts
            .filter(|part| *part != std::path::Component::CurDir)
            .collect()
    };
    match (path.canonicalize(), named.canonicalize()) {
        (Ok(path), Ok(named)) => path.starts_with(named),
        _ => plain(path).starts_with(plain(named)),
    }
}

/// The articles that `pattern` finds, sorted.
fn sources(
    project: &Project,
    pattern: &ArticlePattern,
    lang: &LangTag,
) -> Result<Vec<String>, Failure> {
    let config = project.config();
    let name = config.name_of(lang);
    let mut files = Vec::new();
    walk(project, &pattern.source.folder(name), &mut files)?;
    let others: Vec<&str> = config
        .targets
        .iter()
        .map(|lang| config.name_of(lang))
        .collect();
    files.retain(|file| {
        pattern.source.path_of(file, name).is_some()
            && is_article(file)
            && !pattern.exclude.iter().any(|glob| glob.matches(file))
            // `a.fr.md` answers `{path}.md` too, and is the translation of `a.md`.
            && !others.iter().any(|lang| pattern.target.path_of(file, lang).is_some())
    });
    files.sort();
    Ok(files)
}

fn is_article(file: &str) -> bool {
    let ending = Path::new(file)
        .extension()
        .and_then(|ending| ending.to_str());
    let ending = ending.map(str::to_ascii_lowercase).unwrap_or_default();
    let formats = FORMATS.iter().filter(|format| format.slots().is_none());
    formats
        .flat_map(|format| format.extensions())
        .any(|own| *own == ending)
}

/// Adds the files in `folder` and the folders in it; hidden ones and links are left out.
fn walk(project: &Project, folder: &str, files: &mut Vec<String>) -> Result<(), Failure> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let path = project.path(&folder);
        let failed = |error: std::io::Error| Failure::new(format!("{}: {error}", path.display()));
        for entry in std::fs::read_dir(&path).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?;
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|name| !name.starts_with('.')) else {
                continue;
            };
            let inner = if folder.is_empty() {
                name.to_owned()
            } else {
                format!("{folder}/{name}")
            };
            if kind.is_dir() && name != "node_modules" {
                folders.push(inner);
            } else if kind.is_file() {
                files.push(inner);
            }
        }
    }
    Ok(())
}

/// Judges every article of `plan`.
pub(crate) fn judge(plan: &Plan, resources: &Resources<'_>, global: &Global) -> Outcome {
    let commits = Commits::of(global.project.folder());
    let progress = Progress::new(plan.articles.len(), global);
    let run = Run {
        plan,
        resources,
        commits,
        global,
    };
    let articles = plan.articles.par_iter().map(|article| {
        let outcome = run.article(article);
        progress.step(1);
        outcome
    });
    let outcomes: Vec<(Outcome, Vec<Failure>)> = articles.collect();
    progress.finish();
    let mut all = Outcome::default();
    for (outcome, failures) in outcomes {
        for failure in failures {
            all.refused = true;
            let _ = failure.print();
        }
        all.append(outcome);
    }
    let shared = all.shared.findings();
    all.judgement.findings.extend(shared);
    all
}

/// Mends the translations of `plan`, or shows how, one after the other. What cannot be read, is
/// missing or not translated is left to [`judge`].
pub(crate) fn mend_all(
    plan: &Plan,
    resources: &Resources<'_>,
    args: &CheckArgs,
    global: &Global,
) -> Result<(), Failure> {
    let run = Run {
        plan,
        resources,
        commits: Commits::of(global.project.folder()),
        global,
    };
    for article in &plan.articles {
        let mut source = None;
        for target in &article.targets {
            if run.unread_state(article, target).is_some() {
                continue;
            }
            let path = global.project.path(&target.file);
            let read = |file: &str, lang: &LangTag| run.read(file, lang).ok();
            let direction = run.direction(target);
            let Some(translation) = read(&target.file, &direction.to) else {
                continue;
            };
            if source.is_none() {
                source = read(&article.source, &direction.from);
            }
            let Some(source) = &source else { break };
            let options = run.config().options(&[&article.source, &target.file]);
            let job = |translation| run.job(article, target, [source, translation], &options);
            if is_untranslated_article(&job(&translation)) {
                continue;
            }
            let judge = |translation: &Article| {
                let judgement = check(&run.job(article, target, [source, translation], &options));
                resources.known[target.direction].whole()?;
                Ok(judgement)
            };
            mend(translation, judge, &path, args, global)?;
        }
    }
    Ok(())
}

impl Outcome {
    fn append(&mut self, other: Outcome) {
        self.judgement.findings.extend(other.judgement.findings);
        add(&mut self.judgement.judged, other.judgement.judged);
        self.files.extend(other.files);
        self.judged.extend(other.judged);
        self.missing.extend(other.missing);
        self.shared.append(other.shared);
    }
}

fn add(all: &mut Judged, one: Judged) {
    all.segments += one.segments;
    all.pairs += one.pairs;
    all.sure += one.sure;
    all.untranslated += one.untranslated;
    all.missing += one.missing;
    all.terms += one.terms;
    all.numbers += one.numbers;
}

struct Run<'a> {
    plan: &'a Plan,
    resources: &'a Resources<'a>,
    commits: Commits,
    global: &'a Global,
}

impl Run<'_> {
    /// Judges the translations of one article.
    fn article(&self, article: &Planned) -> (Outcome, Vec<Failure>) {
        let (mut outcome, mut failures) = (Outcome::default(), Vec::new());
        let mut source = None;
        for target in &article.targets {
            let options = self.config().options(&[&article.source, &target.file]);
            if let Some((rule, severity, message)) = self.unread_state(article, target) {
                let finding = self.state(rule, severity, message, article, target, &options);
                if rule.id == ARTICLE_MISSING.id {
                    let missing = finding.iter();
                    let missing =
                        missing.map(|found| (found.fingerprint.clone(), self.name(&target.file)));
                    outcome.missing.extend(missing);
                }
                outcome.judgement.findings.extend(finding);
                continue;
            }
            let source = match &source {
                Some(source) => source,
                None => match self.read(&article.source, &self.direction(target).from) {
                    Ok(read) => source.insert(read),
                    Err(failure) => {
                        // Said once for the article, whatever its languages.
                        let file = Some(self.name(&article.source));
                        let found = unreadable([file.as_deref(), None], &article.source, &options);
                        outcome.judgement.findings.extend(found);
                        failures.push(failure);
                        return (outcome, failures);
                    }
                },
            };
            match self.read(&target.file, &self.direction(target).to) {
                Ok(read) => self.pair(article, target, source, read, &options, &mut outcome),
                Err(failure) => {
                    let files = [self.name(&article.source), self.name(&target.file)];
                    let files = [Some(files[0].as_str()), Some(files[1].as_str())];
                    outcome
                        .judgement
                        .findings
                        .extend(unreadable(files, &target.file, &options));
                    failures.push(failure);
                }
            }
        }
        outcome
            .files
            .extend(source.map(|source| source.document.source));
        (outcome, failures)
    }

    fn job<'j>(
        &'j self,
        article: &Planned,
        target: &PlannedTarget,
        [source, translation]: [&'j Article; 2],
        options: &'j Options,
    ) -> Job<'j> {
        let dictionary = &self.resources.dictionaries[target.direction];
        let pairs = align(source, translation, dictionary);
        let files = [article.source.as_str(), &target.file];
        let knowledge = Knowledge {
            terms: Some(self.resources.terms),
            memory: Some(&self.resources.known[target.direction]),
            profile: self.config().profile(&files, translation.language),
            options: Some(options),
        };
        Job::of_articles(source, translation, &pairs, knowledge)
    }

    fn pair(
        &self,
        article: &Planned,
        target: &PlannedTarget,
        source: &Article,
        translation: Article,
        options: &Options,
        outcome: &mut Outcome,
    ) {
        let job = self.job(article, target, [source, &translation], options);
        let judgement = if is_untranslated_article(&job) && !options.is_off(ARTICLE_UNTRANSLATED.id)
        {
            let message = format!("this translation is still in \"{}\"", source.language.code);
            let severity = due(target);
            let rule = &ARTICLE_UNTRANSLATED;
            let finding = self.state(rule, severity, message, article, target, options);
            Judgement {
                findings: finding.into_iter().collect(),
                ..Judgement::default()
            }
        } else {
            outcome.shared.append(Shared::of(&job, options));
            check(&job)
        };
        outcome.judgement.findings.extend(judgement.findings);
        add(&mut outcome.judgement.judged, judgement.judged);
        outcome
            .judged
            .push((self.name(&target.file), judgement.judged));
        outcome.files.push(translation.document.source);
    }

    /// What is wrong with a translation before it is read.
    fn unread_state(
        &self,
        article: &Planned,
        target: &PlannedTarget,
    ) -> Option<(&'static RuleMeta, Severity, String)> {
        if !self.global.project.path(&target.file).exists() {
            let message = format!("{} is missing", self.name(&target.file));
            return Some((&ARTICLE_MISSING, due(target), message));
        }
        let [source, own] = [&article.source, &target.file].map(|file| self.commits.last(file));
        (own? < source?).then(|| {
            let message = "the source was committed after this translation".to_owned();
            (&ARTICLE_OUTDATED, Severity::Warning, message)
        })
    }

    fn state(
        &self,
        rule: &'static RuleMeta,
        severity: Severity,
        message: String,
        article: &Planned,
        target: &PlannedTarget,
        options: &Options,
    ) -> Option<Finding> {
        let [source, own] = [&article.source, &target.file].map(|file| self.name(file));
        let is_there = rule.id != ARTICLE_MISSING.id;
        let files = [Some(source.as_str()), is_there.then_some(own.as_str())];
        article_state(rule, severity, message, files, &target.file, options)
    }

    fn config(&self) -> &Config {
        self.global.project.config()
    }

    fn direction(&self, target: &PlannedTarget) -> &Direction {
        &self.plan.directions[target.direction]
    }

    fn name(&self, file: &str) -> String {
        input::name(&self.global.project.path(file))
    }

    /// Reads an article; a link or an alias must not make us read, and quote, what lies elsewhere.
    fn read(&self, file: &str, lang: &LangTag) -> Result<Article, Failure> {
        let language = input::language("languages", lang.as_str())?;
        let project = &self.global.project;
        let path = project.path(file);
        if let (Ok(real), Ok(folder)) = (path.canonicalize(), project.path("").canonicalize())
            && !real.starts_with(folder)
        {
            let name = self.name(file);
            return Err(Failure::new(format!(
                "{name}: leads out of the project's folder"
            )));
        }
        input::article(&path, language, self.global)
    }
}

fn due(target: &PlannedTarget) -> Severity {
    if target.due {
        Severity::Error
    } else {
        Severity::Warning
    }
}

fn unreadable(files: [Option<&str>; 2], about: &str, options: &Options) -> Option<Finding> {
    let message = "this file cannot be read and was not judged";
    article_state(&UNREADABLE, Severity::Error, message, files, about, options)
}
