//! `tag-order`: a tag of the translation stands in another one than in the source, or crosses it.
//!
//! Languages put words in another order, and their tags go with them: that is fine. But what stands
//! inside a link, a component or another pair belongs to it, and pairs that cross or close before
//! they open make a page that no browser reads as meant. Things are sought on the other side by
//! what they are called there (`check::things`).

use super::number_differs::at_most;
use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::things::{Crossing, Thing, named, things};
use crate::check::view::{Job, PairView, Side};
use crate::inline::{InlineTag, TagKind, TagRole};
use hashbrown::{HashMap, HashSet};

/// The rule.
#[derive(Debug)]
pub(super) struct TagOrder;

static META: RuleMeta = RuleMeta {
    id: "tag-order",
    summary: "tags cross, close before they open, or stand in another tag than in the source",
    why: "A picture that slipped out of its link can no longer be clicked, and pairs that cross \
          break the page. In a bilingual file tags are known by their numbers: pairs that cross \
          or close before they open are an error unless the source has them so, a tag that \
          went into another pair or out of it is a warning. In an article that holds for links, \
          images, code and elements; emphasis goes with the custom of a language and is \
          information. Another order of words and their tags is always right, and so is a note \
          before or after the mark of a sentence.",
    example: "wrong: [![Map](map.png) The pads](pads.md) -> ![Carte](map.png) [Les pas](pads.md)\n\
              right: [![Map](map.png) The pads](pads.md) -> [Les pas ![Carte](map.png)](pads.md)",
    severity: Severity::Error,
    fix: FixKind::None,
    since: RuleSet::R2026_2,
};

impl Rule for TagOrder {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for pair in &job.pairs {
            let Some((source, target)) = pair.translated() else {
                continue;
            };
            if source.tags.len() < 2 || target.tags.len() < 2 {
                continue;
            }
            // What the source does with its tags the translation may do too.
            let Ok(from) = things(source) else { continue };
            if job.numbered && halves(pair, (source, &from), target, sink) {
                continue;
            }
            match things(target) {
                Err(crossing) => {
                    // A browser bears with pairs that cross in a page.
                    let worst = match job.numbered {
                        true => Severity::Error,
                        false => Severity::Warning,
                    };
                    crossed(pair, target, (crossing, worst), sink);
                }
                Ok(to) => {
                    let sides = [(source, &from[..]), (target, &to[..])];
                    moved(pair, sides, job.numbered, sink);
                }
            }
        }
    }
}

/// Pairs of the source whose halves stand in the wrong order in the target: each is read as a tag
/// that has no other half there. Whether there is one.
fn halves(
    pair: &PairView<'_>,
    (source, from): (&Side<'_>, &[Thing]),
    target: &Side<'_>,
    sink: &mut Sink<'_>,
) -> bool {
    let mut lone: HashMap<u32, usize> = HashMap::new();
    let isolated = |tag: &&InlineTag| tag.kind == TagKind::Isolated;
    for tag in target.tags.iter().filter(isolated) {
        *lone.entry(tag.pair).or_default() += 1;
    }
    let pairs = from.iter().filter(|thing| thing.tag != thing.close);
    let backwards = pairs
        .map(|thing| &source.tags[thing.tag])
        .find(|tag| lone.get(&tag.pair).is_some_and(|&halves| halves > 1));
    if let Some(tag) = backwards {
        let message = format!("{} is closed before it is opened", says(tag, true));
        let severity = at_most(pair, Severity::Error);
        sink.report(pair, Discovery::new(severity, key(tag), message));
    }
    backwards.is_some()
}

fn crossed(
    pair: &PairView<'_>,
    target: &Side<'_>,
    (crossing, worst): (Crossing, Severity),
    sink: &mut Sink<'_>,
) {
    let [first, second] = [crossing.first, crossing.second].map(|tag| &target.tags[tag]);
    let [one, other] = [first, second].map(|tag| says(tag, true));
    let message = format!("{one} is closed while {other} in it is still open");
    let severity = at_most(pair, worst);
    sink.report(pair, Discovery::new(severity, key(first), message));
}

/// Things that stand in another pair than in the source, as far as both are on both sides.
fn moved(
    pair: &PairView<'_>,
    [(source, from), (target, to)]: [(&Side<'_>, &[Thing]); 2],
    numbered: bool,
    sink: &mut Sink<'_>,
) {
    let names = [named(source, from, numbered), named(target, to, numbered)];
    // Which thing of the target each of the source is.
    let mut answers: Vec<Option<usize>> = vec![None; from.len()];
    for (name, place) in &names[0] {
        if let (Some(own), Some(Some(other))) = (place, names[1].get(name)) {
            answers[*own] = Some(*other);
        }
    }
    let known: HashSet<usize> = answers.iter().copied().flatten().collect();
    for (index, thing) in from.iter().enumerate() {
        let Some(answer) = answers[index] else {
            continue;
        };
        let around = |things: &[Thing], start: &Thing, known: &dyn Fn(usize) -> bool| {
            let mut parent = start.parent;
            while let Some(at) = parent.filter(|&at| !known(at)) {
                parent = things[at].parent;
            }
            parent
        };
        let before = around(from, thing, &|at| answers[at].is_some());
        let after = around(to, &to[answer], &|at| known.contains(&at));
        if before.and_then(|at| answers[at]) == after {
            continue;
        }
        let role = source.tags[thing.tag].role;
        // Out of the pair it stood in, else into one in which it did not stand.
        let (outer, message) = match before {
            Some(at) => (&source.tags[from[at].tag], "stands outside"),
            None => {
                let Some(at) = after else { continue };
                (&target.tags[to[at].tag], "stands inside")
            }
        };
        let edge = match (before, after) {
            (Some(at), None) => {
                let partner = answers[at].map(|at| &to[at]);
                is_edge(source, &from[at], thing)
                    && partner.is_some_and(|other| is_edge(target, other, &to[answer]))
            }
            (None, Some(at)) => {
                let partner = answers.iter().position(|&other| other == Some(at));
                is_edge(target, &to[at], &to[answer])
                    && partner.is_some_and(|other| is_edge(source, &from[other], thing))
            }
            _ => false,
        };
        let Some(severity) = severity(numbered, outer.role, role, edge) else {
            continue;
        };
        let tag = &source.tags[thing.tag];
        let message = format!(
            "{} {message} {}",
            says(tag, numbered),
            says(outer, numbered)
        );
        let discovery = Discovery::new(at_most(pair, severity), key(tag), message);
        let discovery = discovery.in_source(thing.span);
        sink.report(pair, discovery.in_target(to[answer].span));
    }
}

/// Whether nothing a reader sees stands between `thing` and one of the ends of `pair`.
fn is_edge(side: &Side<'_>, pair: &Thing, thing: &Thing) -> bool {
    let ends = [pair.span.start, pair.span.end];
    let things = [thing.span.start, thing.span.end];
    let blank = |a: usize, b: usize| {
        let between = side.text.get(a.min(b)..a.max(b));
        between.is_some_and(|text| text.trim().is_empty())
    };
    ends.iter()
        .any(|&end| things.iter().any(|&at| blank(end, at)))
}

/// How bad it is that a thing of the role `inner` changed its place to a pair of the role `outer`;
/// `edge` where it only crossed the end of it.
fn severity(numbered: bool, outer: TagRole, inner: TagRole, edge: bool) -> Option<Severity> {
    let custom = |role| {
        matches!(
            role,
            TagRole::Emphasis | TagRole::Strong | TagRole::Strikethrough
        )
    };
    let clicked = outer == TagRole::Link && inner == TagRole::Image;
    match (outer, inner) {
        (_, TagRole::Note) => None,
        _ if edge && !clicked => None,
        _ if numbered => Some(Severity::Warning),
        (_, TagRole::Break) => None,
        (outer, inner) if custom(outer) || custom(inner) => Some(Severity::Info),
        _ => Some(Severity::Warning),
    }
}

/// What a tag is known by in a fingerprint.
fn key(tag: &InlineTag) -> String {
    format!("{:?} {}", tag.role, tag.code)
}

/// Characters of a code that a message shows.
const SHOWN: usize = 40;

/// What a tag is called in a message: `tag 2 "<x id="2"/>"`, `the link`.
fn says(tag: &InlineTag, numbered: bool) -> String {
    let what = tag.role.name();
    if !numbered && tag.role != TagRole::Other {
        return what.to_owned();
    }
    let end = tag.code.char_indices().nth(SHOWN).map(|(at, _)| at);
    let code = match end {
        Some(end) => format!("{}…", &tag.code[..end]),
        None => tag.code.clone(),
    };
    match numbered {
        true => format!("{what} {} \"{code}\"", tag.pair),
        false => format!("{what} \"{code}\""),
    }
}
