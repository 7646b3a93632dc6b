//! `unit-differs`: a number kept its value and changed or lost its unit.
//!
//! Units are compared by an international name (`km/h` is `км/ч`), so any spelling of the language
//! will do. Nothing is converted: 5 miles that became 8 km are a matter of `number-differs`. A unit
//! that was dropped is reported only where it is one that nobody leaves out, and where no word of
//! the translation names it.

use super::number_differs::{about, at_most, became};
use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, PairView, Side};
use crate::lang::numbers::UNITS_OF_TIME;
use crate::token::number::{NumberValue, Strength, names_unit};

/// The rule.
#[derive(Debug)]
pub(super) struct UnitDiffers;

static META: RuleMeta = RuleMeta {
    id: "unit-differs",
    summary: "a number has another unit or currency than in the source, or none",
    why: "20 km and 20 m are the same number and not the same distance. Units and currencies are \
          compared by what they mean, so km/h is км/ч and five per cent is 5 %. A unit that is \
          gone altogether is reported when it measures something (km, kg, °C, %, €); times and \
          one-letter units are left alone, because people say them in other ways.",
    example: "wrong: 20 km from the town -> à 20 m de la ville\n\
              right: 28,000 km/h -> 28 000 км/ч",
    severity: Severity::Error,
    fix: FixKind::None,
    since: RuleSet::R2026_2,
};

impl Rule for UnitDiffers {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for pair in &job.pairs {
            let Some((source, target)) = pair.translated() else {
                continue;
            };
            for &(from, to) in &pair.numbers.units {
                let (from, to) = (&source.numbers[from], &target.numbers[to]);
                let severity = at_most(pair, severity(from, to));
                sink.report(pair, became(source, target, from, to, severity));
            }
            dropped(pair, source, target, sink);
        }
    }
}

/// One time for another may be the same said otherwise (`30 days`, `a month of 30`).
fn severity(from: &NumberValue, to: &NumberValue) -> Severity {
    let is_time =
        |number: &NumberValue| number.unit.is_none_or(|unit| UNITS_OF_TIME.contains(&unit));
    match is_time(from) || is_time(to) {
        true => Severity::Warning,
        false => Severity::Error,
    }
}

/// Units of `source` that the same number of `target` has lost.
fn dropped(pair: &PairView<'_>, source: &Side<'_>, target: &Side<'_>, sink: &mut Sink<'_>) {
    for number in &source.numbers {
        let Some(unit) = number.unit.filter(|unit| is_kept(unit, number)) else {
            continue;
        };
        let mut same = target.numbers.iter().filter(|other| other.agrees(number));
        let Some(other) = same.next() else { continue };
        let bare = other.unit.is_none() && other.strength == Strength::Digits;
        if !bare || same.next().is_some() || names_unit(&target.text, target.language, unit) {
            continue;
        }
        let severity = at_most(pair, Severity::Warning);
        let what = source.slice(number.span).trim();
        let message = format!("\"{what}\" has lost its unit");
        let discovery = Discovery::new(severity, about(number), message);
        sink.report(pair, discovery.in_source(number.span).in_target(other.span));
    }
}

/// Whether a translation has to keep `unit`: it is no time and no letter that may be something
/// else (`1961 г.`).
fn is_kept(unit: &str, number: &NumberValue) -> bool {
    let letter = unit.chars().count() == 1 && unit != "%";
    number.strength == Strength::Digits && !letter && !UNITS_OF_TIME.contains(&unit)
}
