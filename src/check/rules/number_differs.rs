//! `number-differs`: a number, date or time of the source became another, or was lost.
//!
//! Values are compared, not characters (`token::number`). A number that the neighbouring sentence
//! has too many went there; that is no fault. Digits against digits are wrong for readers; a
//! number that only one side has may be an editor's choice, so small ones are a warning.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, Sink};
use crate::check::view::{Job, PairView, Side};
use crate::text::Span;
use crate::token::number::{Comparison, NumberValue, Reading, Strength, compare};

/// The rule.
#[derive(Debug)]
pub(super) struct NumberDiffers;

static META: RuleMeta = RuleMeta {
    id: "number-differs",
    summary: "a number, date, time or unit is not the source's",
    why: "A wrong figure is the fault readers notice last and remember longest. Numbers are \
          compared by value across the three languages: 1,234.5 is 1 234,5, 12 April 1961 is \
          12 апреля 1961 г., 16:15 is 16 h 15, XXI век is the 21st century, 1.5 million is \
          1,5 млн. Numbers in words excuse (two kilograms may become 2 кг) and never accuse. \
          Code and addresses are left alone, and so is a number that moved to the next sentence.",
    example: "wrong: The probe sent 3 images. -> La sonde a envoyé 2 images.\n\
              right: The probe sent 3 images. -> La sonde a envoyé trois images.",
    severity: Severity::Error,
    fix: FixKind::None,
};

impl Rule for NumberDiffers {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let compared: Vec<Comparison> = job.pairs.iter().map(compare_pair).collect();
        for (index, pair) in job.pairs.iter().enumerate() {
            let Some((source, target)) = pair.translated() else {
                continue;
            };
            let around = Around::new(&job.pairs, &compared, index);
            let missing: Vec<&NumberValue> = compared[index]
                .missing
                .iter()
                .map(|&number| &source.numbers[number])
                .filter(|number| !around.extra_has(number))
                .collect();
            let extra: Vec<&NumberValue> = compared[index]
                .extra
                .iter()
                .map(|&number| &target.numbers[number])
                .filter(|number| !around.missing_has(number))
                .collect();
            report(pair, source, target, missing, extra, sink);
            for &(from, to) in &compared[index].units {
                let (from, to) = (&source.numbers[from], &target.numbers[to]);
                let severity = at_most(pair, Severity::Warning);
                sink.report(pair, became(source, target, from, to, severity));
            }
        }
    }
}

/// What differs in a pair; all numbers of a side that stands alone are over.
fn compare_pair(pair: &PairView<'_>) -> Comparison {
    let none: &[NumberValue] = &[];
    let source = pair.source.as_ref().map_or(none, |side| &side.numbers);
    let target = pair.target.as_ref().map_or(none, |side| &side.numbers);
    if pair.untranslated {
        return Comparison::default();
    }
    compare(source, target)
}

/// What the pairs before and after have over.
struct Around<'a> {
    missing: Vec<&'a NumberValue>,
    extra: Vec<&'a NumberValue>,
}

impl<'a> Around<'a> {
    fn new(pairs: &'a [PairView<'a>], compared: &[Comparison], index: usize) -> Around<'a> {
        let mut around = Around {
            missing: Vec::new(),
            extra: Vec::new(),
        };
        let neighbours = [index.checked_sub(1), index.checked_add(1)];
        for other in neighbours.into_iter().flatten() {
            let (Some(pair), Some(found)) = (pairs.get(other), compared.get(other)) else {
                continue;
            };
            if let Some(side) = &pair.source {
                around
                    .missing
                    .extend(found.missing.iter().map(|&i| &side.numbers[i]));
            }
            if let Some(side) = &pair.target {
                around
                    .extra
                    .extend(found.extra.iter().map(|&i| &side.numbers[i]));
            }
        }
        around
    }

    fn extra_has(&self, number: &NumberValue) -> bool {
        self.extra.iter().any(|other| other.agrees(number))
    }

    fn missing_has(&self, number: &NumberValue) -> bool {
        self.missing.iter().any(|other| other.agrees(number))
    }
}

fn report(
    pair: &PairView<'_>,
    source: &Side<'_>,
    target: &Side<'_>,
    missing: Vec<&NumberValue>,
    mut extra: Vec<&NumberValue>,
    sink: &mut Sink<'_>,
) {
    for number in missing {
        let like = extra
            .iter()
            .position(|other| is_month(other) == is_month(number));
        match like {
            Some(index) => {
                let other = extra.remove(index);
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
    for number in extra
        .into_iter()
        .filter(|number| number.strength == Strength::Digits)
    {
        let message = format!("\"{}\" is not in the source", shown(target, number.span));
        let discovery = Discovery::new(one_sided(pair, number), about(number), message);
        sink.report(pair, discovery.in_target(number.span));
    }
}

fn became(
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

fn is_month(number: &NumberValue) -> bool {
    matches!(number.readings[..], [Reading::Month(_)])
}

/// A severity in a pair that is not sure is one step less.
fn at_most(pair: &PairView<'_>, severity: Severity) -> Severity {
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
fn about(number: &NumberValue) -> String {
    match number.readings.first() {
        Some(Reading::Number(value)) => value.to_string(),
        Some(Reading::Month(month)) => format!("month {month}"),
        Some(Reading::Time(minutes)) => format!("minute {minutes}"),
        Some(Reading::Code(code)) => code.clone(),
        None => String::new(),
    }
}
