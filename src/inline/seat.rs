//! A target from the memory takes the tags of the article.
//!
//! The memory has `Le <1>CNES</1> observe` for `<1>CNES</1> is watching`; the article writes
//! `**CNES** is watching`. By kind and order the pair of the memory is the pair of the article, so
//! the draft is `Le **CNES** observe`. What cannot be seated one to one is not seated at all: a
//! lost link is worse than an unfilled sentence.

use super::{InlineTag, InlineText, TagKind};
use std::collections::HashMap;

/// `target` with the tags of `own` in place of its own, or `None` when they do not fit.
///
/// `own` is the content of the article's segment, `source` and `target` the two sides of the unit
/// from the memory. Pairs answer to pairs, standalone tags to standalone ones, halves to halves: in
/// the order of the source, whose numbers the target may use in another order. A target without
/// tags takes those that stand around the whole segment. Text between protected tags (code, an
/// address) must be that of the article.
pub fn seat(own: &InlineText, source: &InlineText, target: &InlineText) -> Option<InlineText> {
    let seated = if target.tags.is_empty() {
        around(own, target)?
    } else {
        in_order(own, source, target)?
    };
    keeps_protected(own, &seated).then_some(seated)
}

/// The whole of `target` between the tags that stand at the two ends of `own`.
fn around(own: &InlineText, target: &InlineText) -> Option<InlineText> {
    let mut tags = Vec::with_capacity(own.tags.len());
    for tag in &own.tags {
        let at = match tag.kind {
            TagKind::Open if tag.at == 0 => 0,
            TagKind::Close if tag.at == own.text.len() => target.text.len(),
            TagKind::Isolated if tag.at == 0 => 0,
            TagKind::Isolated if tag.at == own.text.len() => target.text.len(),
            _ => return None,
        };
        tags.push(moved(tag, at));
    }
    Some(InlineText {
        text: target.text.clone(),
        tags,
        map: None,
    })
}

/// Each tag of `target` replaced by the one of `own` that answers to it.
fn in_order(own: &InlineText, source: &InlineText, target: &InlineText) -> Option<InlineText> {
    let (own_units, target_units) = (units(own), units(target));
    let source_units = units(source);
    let same_numbers = is_renumbering(&source_units, &target_units);
    let mut seats: HashMap<(Class, u32), &Unit> = HashMap::new();
    for class in [Class::Pair, Class::Standalone, Class::Isolated] {
        let own: Vec<&Unit> = own_units
            .iter()
            .filter(|unit| unit.class == class)
            .collect();
        let order = if same_numbers {
            &source_units
        } else {
            &target_units
        };
        let theirs: Vec<&Unit> = order.iter().filter(|unit| unit.class == class).collect();
        let count = target_units
            .iter()
            .filter(|unit| unit.class == class)
            .count();
        if own.len() != theirs.len() || own.len() != count {
            return None;
        }
        seats.extend(
            theirs
                .iter()
                .zip(own)
                .map(|(their, own)| ((class, their.number), own)),
        );
    }
    let mut tags = Vec::with_capacity(target.tags.len());
    for tag in &target.tags {
        let unit = seats.get(&(Class::of(tag.kind), tag.pair))?;
        let index = if tag.kind == TagKind::Close {
            unit.close
        } else {
            unit.open
        };
        tags.push(moved(&own.tags[index], tag.at));
    }
    Some(InlineText {
        text: target.text.clone(),
        tags,
        map: None,
    })
}

fn moved(tag: &InlineTag, at: usize) -> InlineTag {
    InlineTag {
        at,
        file: None,
        ..tag.clone()
    }
}

/// What answers to what: a tag's kind without its half.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Pair,
    Standalone,
    Isolated,
}

impl Class {
    fn of(kind: TagKind) -> Class {
        match kind {
            TagKind::Open | TagKind::Close => Class::Pair,
            TagKind::Standalone => Class::Standalone,
            TagKind::Isolated => Class::Isolated,
        }
    }
}

/// A pair or a single tag of a content; a single one opens and closes with the same tag.
#[derive(Clone, Copy)]
pub(super) struct Unit {
    pub(super) class: Class,
    pub(super) number: u32,
    pub(super) open: usize,
    pub(super) close: usize,
}

/// Pairs and single tags in the order in which they begin.
pub(super) fn units(content: &InlineText) -> Vec<Unit> {
    let single = |(index, tag): (usize, &InlineTag)| {
        let class = Class::of(tag.kind);
        (class != Class::Pair).then_some(Unit {
            class,
            number: tag.pair,
            open: index,
            close: index,
        })
    };
    let pair = |(open, close): (usize, usize)| Unit {
        class: Class::Pair,
        number: content.tags[open].pair,
        open,
        close,
    };
    let mut units: Vec<Unit> = content.tags.iter().enumerate().filter_map(single).collect();
    units.extend(content.pairs().map(pair));
    units.sort_by_key(|unit| unit.open);
    units
}

/// Whether both sides use the same numbers, each once, so that the numbers say what answers to what.
fn is_renumbering(source: &[Unit], target: &[Unit]) -> bool {
    let numbers = |units: &[Unit]| {
        let mut numbers: Vec<(u32, bool)> = units
            .iter()
            .map(|unit| (unit.number, unit.class == Class::Pair))
            .collect();
        numbers.sort_unstable();
        numbers
    };
    let (source, target) = (numbers(source), numbers(target));
    source == target && source.windows(2).all(|two| two[0].0 != two[1].0)
}

/// Whether the text between protected tags is that of the article.
fn keeps_protected(own: &InlineText, seated: &InlineText) -> bool {
    let inside = |content: &InlineText| -> HashMap<u32, String> {
        let protected = |(open, close): (usize, usize)| {
            let (open, close) = (&content.tags[open], &content.tags[close]);
            let text = content.text.get(open.at..close.at)?;
            open.role
                .is_protected()
                .then(|| (open.pair, text.to_owned()))
        };
        content.pairs().filter_map(protected).collect()
    };
    inside(own) == inside(seated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::{TagRole, marked as content};

    fn codes(content: &InlineText) -> Vec<(usize, &str)> {
        content
            .tags
            .iter()
            .map(|tag| (tag.at, tag.code.as_str()))
            .collect()
    }

    #[test]
    fn a_missing_or_surplus_tag_is_not_seated() {
        let own = content("{1}CNES{/1} is {2/}there", TagRole::Strong, "*");
        let memory = content("{1}CNES{/1} is there", TagRole::Other, "m");
        let target = content("Le {1}CNES{/1} est là", TagRole::Other, "m");
        assert_eq!(seat(&own, &memory, &target), None);
        assert_eq!(seat(&InlineText::plain("CNES"), &memory, &target), None);
    }

    #[test]
    fn tags_are_taken_in_the_order_of_the_source() {
        let own = content("{7}ESA{/7} and {9}CNES{/9}", TagRole::Link, "*");
        let memory = content("{1}ESA{/1} and {2}CNES{/2}", TagRole::Other, "m");
        let target = content("{2}КНЕС{/2} и {1}ЕКА{/1}", TagRole::Other, "m");
        let seated = seat(&own, &memory, &target).unwrap();
        assert_eq!(seated.text, "КНЕС и ЕКА");
        assert_eq!(
            codes(&seated),
            [(0, "*9"), (8, "*/9"), (12, "*7"), (18, "*/7")]
        );
    }

    #[test]
    fn a_pair_around_the_segment_stays_around_it() {
        let own = content("{1}The probe is ready.{/1}", TagRole::Strong, "*");
        let target = InlineText::plain("Зонд готов.");
        let seated = seat(&own, &InlineText::plain("The probe is ready."), &target).unwrap();
        assert_eq!(codes(&seated), [(0, "*1"), (20, "*/1")]);
        let inside = content("The {1}probe{/1} is ready.", TagRole::Strong, "*");
        assert_eq!(seat(&inside, &target, &target), None);
    }

    #[test]
    fn code_must_stay_the_same() {
        let own = content("Call {1}lazy{/1}.", TagRole::Code, "`");
        let memory = content("Call {1}lazy{/1}.", TagRole::Code, "`");
        let right = content("Appelez {1}lazy{/1}.", TagRole::Code, "`");
        let wrong = content("Appelez {1}paresse{/1}.", TagRole::Code, "`");
        assert!(seat(&own, &memory, &right).is_some());
        assert_eq!(seat(&own, &memory, &wrong), None);
    }
}
