//! What a rule is: its documentation and its judgement.
//!
//! A rule is one file under `rules/` and one line in [`super::RULES`]. It reads the [`Job`] and
//! tells the [`Sink`] what it found; the sink adds places and fingerprints. A rule that is unsure
//! says info or nothing: one false alarm costs more trust than ten misses.

use super::finding::{Finding, Fix, Location, Reference, Severity};
use super::marks::Silence;
use super::view::{Job, PairView, Side};
use crate::text::Span;

/// One check.
pub trait Rule: Sync {
    /// What the rule says of itself.
    fn meta(&self) -> &'static RuleMeta;

    /// Judges `job` and reports to `sink`, in the order of its pairs.
    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>);
}

/// A rule's own documentation, as `entente rules NAME` prints it.
#[derive(Debug)]
pub struct RuleMeta {
    /// Its id: kebab-case, noun then fault.
    pub id: &'static str,
    /// One line: what it finds.
    pub summary: &'static str,
    /// Why that matters, and what the rule leaves alone; whole sentences.
    pub why: &'static str,
    /// A case it reports, and how it is mended.
    pub example: &'static str,
    /// How bad its findings are at most.
    pub severity: Severity,
    /// What its fixes are like.
    pub fix: FixKind,
    /// The set it came with.
    pub since: RuleSet,
}

/// The rules of a release. A project pins one, so that what is newer tells and fails nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleSet {
    /// Terms, numbers, tags, what is missing or untranslated.
    R2026_1,
    /// Typography, structure, names, addresses and units; the whole project.
    R2026_2,
}

impl RuleSet {
    /// All of them, the newest last.
    pub const ALL: &'static [RuleSet] = &[RuleSet::R2026_1, RuleSet::R2026_2];

    /// Its name in settings: `2026.1`.
    pub fn name(self) -> &'static str {
        match self {
            RuleSet::R2026_1 => "2026.1",
            RuleSet::R2026_2 => "2026.2",
        }
    }

    /// The set called `name`.
    pub fn named(name: &str) -> Option<RuleSet> {
        RuleSet::ALL.iter().copied().find(|set| set.name() == name)
    }
}

/// Whether a rule's findings come with a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixKind {
    /// None: a person must look.
    None,
    /// Candidates to choose from.
    Candidates,
    /// Some may be applied unseen.
    Safe,
}

/// What a rule has found, before it has a place in a file.
#[derive(Debug)]
pub struct Discovery {
    /// How bad it is.
    pub severity: Severity,
    /// One line that stands alone in a log.
    pub message: String,
    /// The place in the source text, if one is meant; else the whole text.
    pub source: Option<Span>,
    /// The place in the target text, if one is meant; else the whole text.
    pub target: Option<Span>,
    /// A glossary or memory entry it rests on.
    pub reference: Option<Reference>,
    /// What may stand at `target` instead, the likeliest first.
    pub candidates: Vec<String>,
    /// What the candidates replace, where it is not `target` itself: an article before it too.
    pub replaced: Option<Span>,
    /// Whether the first candidate may be applied unseen: it is the only one, and nothing else in
    /// the sentence has to change with it.
    pub safe: bool,
    /// The concept or value it is about: part of the fingerprint.
    pub about: String,
}

impl Discovery {
    /// A discovery of `severity` about a concept or value, with its message.
    pub fn new(
        severity: Severity,
        about: impl Into<String>,
        message: impl Into<String>,
    ) -> Discovery {
        Discovery {
            severity,
            message: message.into(),
            source: None,
            target: None,
            reference: None,
            candidates: Vec::new(),
            replaced: None,
            safe: false,
            about: about.into(),
        }
    }

    /// The same, at `span` of the source text.
    pub fn in_source(mut self, span: Span) -> Discovery {
        self.source = Some(span);
        self
    }

    /// The same, at `span` of the target text.
    pub fn in_target(mut self, span: Span) -> Discovery {
        self.target = Some(span);
        self
    }

    /// The same, mended by `text` in place of `span` of the target text; a person has to look.
    pub fn with_fix(mut self, span: Span, text: impl Into<String>) -> Discovery {
        self.replaced = Some(span);
        self.candidates = vec![text.into()];
        self
    }

    /// The same; its fix may be applied unseen.
    pub fn safe(mut self) -> Discovery {
        self.safe = true;
        self
    }
}

/// Bytes of a segment by which its findings are known: a segment of a megabyte with ten thousand
/// findings must not be kept ten thousand times.
const KNOWN_BY: usize = 4096;

fn known_by(text: &str) -> &str {
    &text[..text.floor_char_boundary(KNOWN_BY)]
}

/// Where rules report to.
#[derive(Debug)]
pub struct Sink<'a> {
    job: &'a Job<'a>,
    rule: &'static RuleMeta,
    found: Vec<Found>,
    /// Which of the target's silencing comments have silenced something.
    used: Vec<bool>,
}

/// A finding that still waits for the number that tells it from its equals.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) finding: Finding,
    /// Where it is sorted: findings of one place in the order of the rules.
    pub(super) order: Order,
    /// What its fingerprint is made of, but for the n-th.
    pub(super) key: [String; 3],
}

/// The pair and the byte of the target, by which findings are sorted.
pub(super) type Order = (usize, usize);

impl<'a> Sink<'a> {
    pub(super) fn new(job: &'a Job<'a>, rule: &'static RuleMeta, used: Vec<bool>) -> Sink<'a> {
        Sink {
            job,
            rule,
            found: Vec::new(),
            used,
        }
    }

    /// A sink for one rule that is run by itself; its findings are not to be had.
    pub fn alone(job: &'a Job<'a>, rule: &'static RuleMeta) -> Sink<'a> {
        Sink::new(job, rule, vec![false; job.target.silences.len()])
    }

    pub(super) fn into_parts(self) -> (Vec<Found>, Vec<bool>) {
        (self.found, self.used)
    }

    /// The silencing comments of the target that have silenced nothing so far.
    pub fn unused_silences(&self) -> Vec<Silence> {
        let silences = self.job.target.silences.iter().zip(&self.used);
        silences
            .filter(|(_, used)| !**used)
            .map(|(silence, _)| silence.clone())
            .collect()
    }

    /// Whether a comment silences the rule at `span` of the target file; it has been of use then.
    pub(super) fn is_silenced(&mut self, span: Span) -> bool {
        let mut silenced = false;
        for (silence, used) in self.job.target.silences.iter().zip(&mut self.used) {
            let here = silence.reach.overlaps(span) || silence.reach.contains(span);
            if silence.rule == self.rule.id && here {
                *used = true;
                silenced = true;
            }
        }
        silenced
    }

    /// Reports a discovery in `pair`.
    pub fn report(&mut self, pair: &PairView<'_>, discovery: Discovery) {
        let source = self.job.source.as_ref().zip(pair.source.as_ref());
        let source = source.map(|(file, side)| location(file.name, side, discovery.source));
        let target = match &pair.target {
            Some(side) => Some(location(self.job.target.name, side, discovery.target)),
            None => self.gap_before(pair.index),
        };
        let replaced = discovery
            .replaced
            .zip(pair.target.as_ref())
            .map(|(span, side)| side.locate(span));
        let order = (
            pair.index,
            target.as_ref().map_or(0, |place| place.span.start),
        );
        let anchor = pair.source.as_ref().or(pair.target.as_ref());
        let text = anchor.map_or("", |side| known_by(&side.text)).to_owned();
        let places = Places {
            source,
            target,
            replaced,
        };
        self.push(discovery, order, places, text);
    }

    /// Reports a discovery at bytes of the target file, in no pair.
    pub fn report_at(&mut self, span: Span, around: &str, discovery: Discovery) {
        let target = Location {
            file: self.job.target.name.to_owned(),
            span,
            segment: span,
        };
        let order = (self.pair_at(span.start), span.start);
        let places = Places {
            source: None,
            target: Some(target),
            replaced: None,
        };
        self.push(discovery, order, places, around.to_owned());
    }

    /// The place in the target where a pair without one would stand: after the pair before it.
    fn gap_before(&self, index: usize) -> Option<Location> {
        let before = self.job.pairs[..index].iter().rev();
        let side = before.filter_map(|pair| pair.target.as_ref()).next();
        let gap = Span::empty(side.map_or(0, |side| side.place().end));
        Some(Location {
            file: self.job.target.name.to_owned(),
            span: gap,
            segment: gap,
        })
    }

    /// Index of the last pair whose target begins at or before byte `at` of the file.
    fn pair_at(&self, at: usize) -> usize {
        let starts = self.job.pairs.iter().filter_map(|pair| {
            let side = pair.target.as_ref()?;
            Some((side.place().start, pair.index))
        });
        let before = starts.filter(|(start, _)| *start <= at);
        before.max().map_or(0, |(_, index)| index)
    }

    fn push(&mut self, discovery: Discovery, order: Order, places: Places, text: String) {
        let Places {
            source,
            target,
            replaced,
        } = places;
        if target
            .as_ref()
            .is_some_and(|place| self.is_silenced(place.span))
        {
            return;
        }
        let fix = target.as_ref().and_then(|target| {
            let any = !discovery.candidates.is_empty();
            any.then_some(Fix {
                span: replaced.unwrap_or(target.span),
                safe: discovery.safe && discovery.candidates.len() == 1,
                candidates: discovery.candidates,
            })
        });
        let own = discovery.severity;
        let options = self.job.options;
        let severity = options.map_or(own, |options| options.severity(self.rule, own));
        let finding = Finding {
            rule: self.rule.id,
            severity,
            message: discovery.message,
            source,
            target,
            reference: discovery.reference,
            fix,
            fingerprint: String::new(),
        };
        let key = [self.rule.id.to_owned(), discovery.about, text];
        self.found.push(Found {
            finding,
            order,
            key,
        });
    }
}

/// Where a discovery lies in its files.
struct Places {
    source: Option<Location>,
    target: Option<Location>,
    /// Bytes of the target file that its fix replaces, where they are not `target`.
    replaced: Option<Span>,
}

fn location(file: &str, side: &Side<'_>, span: Option<Span>) -> Location {
    let segment = side.place();
    Location {
        file: file.to_owned(),
        span: span.map_or(segment, |span| side.locate(span)),
        segment,
    }
}
