//! Which tags of a translation answer to which of its source, when nothing has said so yet.
//!
//! "See [the log] and [the mast]." may be « Voyez [le mât] et [le journal]. »: the first link of one
//! is the second of the other, and who takes them by their order sends the reader to the wrong page.
//! What tells them apart is, in this order, the label that a tool gave them for this (`x` of TMX),
//! their codes, which are the same in both languages, and a number that tools mostly keep (`i` of
//! TMX). Only what none of these tells apart is taken by its order.
//!
//! Source: TMX 1.4b, attributes `x` and `i`; of 428 units with several labelled tags in a corpus of
//! memories by many tools, 10 have them in another order in the translation.

use super::InlineText;
use super::seat::{Class, Unit, units};
use std::collections::HashMap;

/// What the tool that wrote a content calls its tags, one entry a tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Labels {
    /// Labels that match tags across languages.
    pub(crate) across: Vec<Option<u32>>,
    /// Numbers that only have a meaning in their own content.
    pub(crate) within: Vec<Option<u32>>,
}

/// Gives each tag of `target` the number of the tag of `source` to which it answers; one that answers
/// to none gets a number that no tag of `source` has.
///
/// Cost: nothing where there are no tags, else the product of the tags of both sides, up to
/// [`MOST`] of a class.
pub(crate) fn answer(source: (&InlineText, &Labels), target: (&mut InlineText, &Labels)) {
    if target.0.tags.is_empty() || is_in_step(source, (target.0, target.1)) {
        return;
    }
    let (from, to) = (units(source.0), units(target.0));
    let mut free = source.0.tags.iter().map(|tag| tag.pair).max().unwrap_or(0);
    let mut numbers: Vec<u32> = target.0.tags.iter().map(|tag| tag.pair).collect();
    for class in [Class::Pair, Class::Standalone, Class::Isolated] {
        let of = |units: &[Unit]| -> Vec<Unit> {
            let own = units.iter().filter(|unit| unit.class == class);
            own.copied().collect()
        };
        let (from, to) = (of(&from), of(&to));
        let answers = answers(source, (target.0, target.1), &from, &to);
        for (unit, answer) in to.iter().zip(answers) {
            let number = answer.map_or_else(
                || {
                    free = free.saturating_add(1);
                    free
                },
                |index| from[index].number,
            );
            numbers[unit.open] = number;
            numbers[unit.close] = number;
        }
    }
    for (tag, number) in target.0.tags.iter_mut().zip(numbers) {
        tag.pair = number;
    }
}

/// Whether the tags have the same numbers, labels and codes one by one, as nearly all have: then there is
/// nothing to tell.
fn is_in_step(source: (&InlineText, &Labels), target: (&InlineText, &Labels)) -> bool {
    let (from, to) = (&source.0.tags, &target.0.tags);
    let mut pairs = from.iter().zip(to);
    from.len() == to.len()
        && source.1 == target.1
        && pairs.all(|(a, b)| (a.kind, a.pair, &a.code) == (b.kind, b.pair, &b.code))
}

/// For each of `to`, all of one class, the index of the one of `from` to which it answers.
fn answers(
    source: (&InlineText, &Labels),
    target: (&InlineText, &Labels),
    from: &[Unit],
    to: &[Unit],
) -> Vec<Option<usize>> {
    let across = by_labels(&source.1.across, &target.1.across, from, to);
    if let Some(found) = across {
        return found.into_iter().map(Some).collect();
    }
    let mut found = Answers {
        from: from.iter().map(|_| None).collect(),
        to: to.iter().map(|_| None).collect(),
    };
    let within = |from: &Unit, to: &Unit| {
        let label = |labels: &[Option<u32>], unit: &Unit| labels.get(unit.open).copied().flatten();
        let (from, to) = (label(&source.1.within, from), label(&target.1.within, to));
        from.is_some() && from == to
    };
    let same = |a: &Unit, b: &Unit| code(source.0, a) == code(target.0, b);
    found.take(from, to, |a, b| same(a, b) && within(a, b));
    found.take(from, to, same);
    found.take(from, to, within);
    found.take(from, to, |_, _| true);
    found.to
}

/// The codes of a single tag, or of both ends of a pair.
fn code<'c>(content: &'c InlineText, unit: &Unit) -> (&'c str, &'c str) {
    let tags = &content.tags;
    (&tags[unit.open].code, &tags[unit.close].code)
}

/// The answers by labels; `None` unless each tag has one, those of a side differ, and both sides
/// have the same.
fn by_labels(
    source: &[Option<u32>],
    target: &[Option<u32>],
    from: &[Unit],
    to: &[Unit],
) -> Option<Vec<usize>> {
    if source.is_empty() || target.is_empty() {
        return None;
    }
    let mut known = HashMap::with_capacity(from.len());
    for (index, unit) in from.iter().enumerate() {
        let label = source.get(unit.open).copied().flatten()?;
        if known.insert(label, index).is_some() {
            return None;
        }
    }
    let found = to.iter().map(|unit| {
        let label = target.get(unit.open).copied().flatten()?;
        known.remove(&label)
    });
    let found: Vec<usize> = found.collect::<Option<_>>()?;
    known.is_empty().then_some(found)
}

/// What answers to what so far, by index on either side.
struct Answers {
    from: Vec<Option<usize>>,
    to: Vec<Option<usize>>,
}

impl Answers {
    /// Takes the first free one of `from` for each free one of `to` with which it agrees, in order.
    fn take(&mut self, from: &[Unit], to: &[Unit], agree: impl Fn(&Unit, &Unit) -> bool) {
        for (own, unit) in to.iter().enumerate().take(MOST) {
            if self.to[own].is_some() {
                continue;
            }
            let mut free = (0..from.len().min(MOST)).filter(|&index| self.from[index].is_none());
            if let Some(index) = free.find(|&index| agree(&from[index], unit)) {
                self.from[index] = Some(own);
                self.to[own] = Some(index);
            }
        }
    }
}

/// How many tags of a class are told apart; those beyond answer to none. No sentence has as many, and
/// each of them is compared with each.
const MOST: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::{InlineTag, TagKind, TagRole, marked};

    /// The numbers of the tags of `target` after they were told from those of `source`; a code or a
    /// label for each number of a content.
    fn numbers(
        source: (&str, &[(u32, &str, u32)]),
        target: (&str, &[(u32, &str, u32)]),
        across: bool,
    ) -> Vec<u32> {
        let read = |(text, tags): (&str, &[(u32, &str, u32)])| {
            let mut content = marked(text, TagRole::Link, "");
            let of = |tag: &InlineTag| tags.iter().find(|(number, ..)| *number == tag.pair);
            let labels = content
                .tags
                .iter()
                .map(|tag| of(tag).map(|(.., label)| *label));
            let labels: Vec<Option<u32>> = labels
                .map(|label| label.filter(|&label| label > 0))
                .collect();
            for tag in &mut content.tags {
                tag.code = of(tag).map_or(String::new(), |(_, code, _)| (*code).to_owned());
            }
            let labels = match across {
                true => Labels {
                    across: labels,
                    within: Vec::new(),
                },
                false => Labels {
                    across: Vec::new(),
                    within: labels,
                },
            };
            (content, labels)
        };
        let (source, of_source) = read(source);
        let (mut target, of_target) = read(target);
        answer((&source, &of_source), (&mut target, &of_target));
        let opening = target.tags.iter().filter(|tag| tag.kind != TagKind::Close);
        opening.map(|tag| tag.pair).collect()
    }

    const SOURCE: &str = "See {1}the log{/1} and {2}the mast{/2}.";
    const TARGET: &str = "Voyez {1}le mât{/1} et {2}le journal{/2}.";

    #[test]
    fn what_nothing_tells_apart_keeps_its_order() {
        let same = [(1, "<b>", 0), (2, "<b>", 0)];
        assert_eq!(numbers((SOURCE, &same), (TARGET, &same), true), [1, 2]);
        // A label twice, one label only, other labels.
        for labels in [
            [(1, "", 7), (2, "", 7)],
            [(1, "", 7), (2, "", 0)],
            [(1, "", 8), (2, "", 9)],
        ] {
            let source = [(1, "", 9), (2, "", 7)];
            assert_eq!(numbers((SOURCE, &source), (TARGET, &labels), true), [1, 2]);
        }
    }

    #[test]
    fn labels_codes_and_numbers_tell_tags_apart() {
        let (source, target) = (
            [(1, "<a>", 0), (2, "<b>", 0)],
            [(1, "<b>", 0), (2, "<a>", 0)],
        );
        assert_eq!(numbers((SOURCE, &source), (TARGET, &target), true), [2, 1]);
        for across in [true, false] {
            let (source, target) = ([(1, "", 4), (2, "", 9)], [(1, "", 9), (2, "", 4)]);
            assert_eq!(
                numbers((SOURCE, &source), (TARGET, &target), across),
                [2, 1]
            );
        }
        // A label says more than the code, the code more than a number of its own side.
        let (source, target) = (
            [(1, "<a>", 4), (2, "<b>", 9)],
            [(1, "<b>", 4), (2, "<a>", 9)],
        );
        assert_eq!(numbers((SOURCE, &source), (TARGET, &target), true), [1, 2]);
        assert_eq!(numbers((SOURCE, &source), (TARGET, &target), false), [2, 1]);
    }

    #[test]
    fn equal_codes_are_taken_in_order_among_themselves() {
        let source = (
            "{1}a{/1} {2}b{/2} {3}c{/3}",
            &[(1, "**", 0), (2, "[", 0), (3, "**", 0)][..],
        );
        let target = (
            "{1}B{/1} {2}A{/2} {3}C{/3}",
            &[(1, "[", 0), (2, "**", 0), (3, "**", 0)][..],
        );
        assert_eq!(numbers(source, target, true), [2, 1, 3]);
        // An address that differs is taken by what is left.
        let target = (
            "{1}B{/1} {2}A{/2} {3}C{/3}",
            &[(1, "[fr", 0), (2, "**", 0), (3, "**", 0)][..],
        );
        assert_eq!(numbers(source, target, true), [2, 1, 3]);
    }

    #[test]
    fn a_tag_that_answers_to_none_has_a_number_of_its_own() {
        let one = [(1, "", 0)];
        let found = numbers(("{1}a{/1} b", &one), ("{1}a{/1} {2}b{/2} {3/}", &one), true);
        assert_eq!(found, [1, 2, 3]);
    }
}
