//! `number-differs`: a number, date or time of the source became another, or was lost.
//!
//! Values are compared, not characters (`token::number`). A number that the neighbouring sentence
//! has too many went there; that is no fault. Digits against digits are wrong for readers; a
//! number that only one side has may be an editor's choice, so small ones are a warning.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, PairView, Side};
use crate::text::Span;
use crate::token::number::{NumberValue, Reading, Strength};
use hashbrown::HashSet;
use std::collections::VecDeque;

/// The rule.
#[derive(Debug)]
pub(super) struct NumberDiffers;

static META: RuleMeta = RuleMeta {
    id: "number-differs",
    summary: "a number, date or time is not the source's",
    why: "A wrong figure is the fault readers notice last and remember longest. Numbers are \
          compared by value across the three languages: 1,234.5 is 1 234,5, 12 April 1961 is \
          12 апреля 1961 г., 16:15 is 16 h 15, XXI век is the 21st century, 1.5 million is \
          1,5 млн. A day of the week may be left out but not become another. Numbers in words excuse (two kilograms may become 2 кг) and never accuse. \
          Code and addresses are left alone, and so is a number that moved to the next sentence.",
    example: "wrong: The probe sent 3 images. -> La sonde a envoyé 2 images.\n\
              right: The probe sent 3 images. -> La sonde a envoyé trois images.",
    severity: Severity::Error,
    fix: FixKind::None,
    since: RuleSet::R2026_1,
};

impl Rule for NumberDiffers {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for (index, pair) in job.pairs.iter().enumerate() {
            let Some((source, target)) = pair.translated() else {
                continue;
            };
            if pair.numbers.missing.is_empty() && pair.numbers.extra.is_empty() {
                continue;
            }
            let around = Around::new(&job.pairs, index);
            let missing: Vec<&NumberValue> = pair
                .numbers
                .missing
                .iter()
                .map(|&number| &source.numbers[number])
                .filter(|number| !around.extra.has(number))
                .collect();
            let extra: Vec<&NumberValue> = pair
                .numbers
                .extra
                .iter()
                .map(|&number| &target.numbers[number])
                .filter(|number| !around.missing.has(number))
                .collect();
            report(pair, source, target, missing, extra, sink);
        }
    }
}

/// What the pairs before and after have over.
#[derive(Default)]
struct Around<'a> {
    missing: Values<'a>,
    extra: Values<'a>,
}

impl<'a> Around<'a> {
    fn new(pairs: &'a [PairView<'a>], index: usize) -> Around<'a> {
        let mut around = Around::default();
        let neighbours = [index.checked_sub(1), index.checked_add(1)];
        for pair in neighbours
            .into_iter()
            .flatten()
            .filter_map(|at| pairs.get(at))
        {
            around
                .missing
                .add(pair.source.as_ref(), &pair.numbers.missing);
            around.extra.add(pair.target.as_ref(), &pair.numbers.extra);
        }
        around
    }
}

/// What some numbers may mean.
#[derive(Default)]
struct Values<'a>(HashSet<&'a Reading>);

impl<'a> Values<'a> {
    fn add(&mut self, side: Option<&'a Side<'a>>, indexes: &[usize]) {
        let Some(side) = side else { return };
        let numbers = indexes.iter().map(|&index| &side.numbers[index]);
        self.0.extend(numbers.flat_map(|number| &number.readings));
    }

    fn has(&self, number: &NumberValue) -> bool {
        number
            .readings
            .iter()
            .any(|reading| self.0.contains(reading))
    }
}

fn report(
    pair: &PairView<'_>,
    source: &Side<'_>,
    target: &Side<'_>,
    missing: Vec<&NumberValue>,
    extra: Vec<&NumberValue>,
    sink: &mut Sink<'_>,
) {
    // Of each kind, those that nothing has become yet.
    let mut over: [VecDeque<&NumberValue>; KINDS] = Default::default();
    for number in extra {
        over[kind(number)].push_back(number);
    }
    for number in missing {
        match over[kind(number)].pop_front() {
            Some(other) => {
                let severity = at_most(pair, Severity::Error);
                sink.report(pair, became(source, target, number, other, severity));
            }
            None if number.strength == Strength::Digits => {
                let message = format!(
                    "\"{}\" is missing from the translation",
                    shown(source, number.span)
                );
                let discovery = Discovery::new(one_sided(pair, number), about(number), message);
                sink.report(pair, discovery.in_source(number.span));
            }
            None => {}
        }
    }
    for number in over
        .into_iter()
        .flatten()
        .filter(|number| number.strength == Strength::Digits)
    {
        let message = format!("\"{}\" is not in the source", shown(target, number.span));
        let discovery = Discovery::new(one_sided(pair, number), about(number), message);
        sink.report(pair, discovery.in_target(number.span));
    }
}

pub(super) fn became(
    source: &Side<'_>,
    target: &Side<'_>,
    from: &NumberValue,
    to: &NumberValue,
    severity: Severity,
) -> Discovery {
    let (before, after) = (shown(source, from.span), shown(target, to.span));
    let message = format!("\"{before}\" became \"{after}\"");
    Discovery::new(severity, about(from), message)
        .in_source(from.span)
        .in_target(to.span)
}

/// The number as a message shows it.
fn shown<'t>(side: &'t Side<'_>, span: Span) -> &'t str {
    side.slice(span).trim()
}

/// How many kinds of number there are.
const KINDS: usize = 3;

/// Which numbers one may have become: a month another month, a day of the week another.
fn kind(number: &NumberValue) -> usize {
    match number.readings[..] {
        [Reading::Month(_)] => 1,
        [Reading::Weekday(_)] => 2,
        _ => 0,
    }
}

/// A severity in a pair that is not sure is one step less.
pub(super) fn at_most(pair: &PairView<'_>, severity: Severity) -> Severity {
    match severity {
        _ if pair.sure => severity,
        Severity::Error => Severity::Warning,
        _ => Severity::Info,
    }
}

/// A number that one side alone has: nought and one have many other words (`reset`, `a`), a figure
/// of two digits and more is seldom dropped on purpose.
fn one_sided(pair: &PairView<'_>, number: &NumberValue) -> Severity {
    let smallest = number.readings.iter().filter_map(|reading| match reading {
        Reading::Number(value) => value.as_integer(),
        _ => None,
    });
    match (pair.sure, smallest.min()) {
        (false, _) | (true, Some(0 | 1)) => Severity::Info,
        (true, Some(2..=9)) => Severity::Warning,
        (true, _) => Severity::Error,
    }
}

/// The value as the fingerprint names it.
pub(super) fn about(number: &NumberValue) -> String {
    match number.readings.first() {
        Some(Reading::Number(value)) => value.to_string(),
        Some(Reading::Month(month)) => format!("month {month}"),
        Some(Reading::Weekday(day)) => format!("day {day}"),
        Some(Reading::Time(minutes)) => format!("minute {minutes}"),
        Some(Reading::Code(code)) => code.clone(),
        None => String::new(),
    }
}
