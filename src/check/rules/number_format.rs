//! `number-format`: a number is written as another language writes it.
//!
//! `1.5 км` is a decimal of English in a Russian text. Versions and codes look the same, so a point
//! or comma is judged only where a unit or `million` follows; groups of digits are judged where
//! they cannot be anything else.

use crate::check::convention::{Fault, Faults, targets};
use crate::check::finding::Severity;
use crate::check::rule::{FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, Side};
use crate::lang::typography::Profile;
use crate::text::Span;
use crate::token::number::{NumberValue, Strength};

/// The rule.
#[derive(Debug)]
pub(super) struct NumberFormat;

static META: RuleMeta = RuleMeta {
    id: "number-format",
    summary: "a number is not written as the language writes it",
    why: "French and Russian have a decimal comma and group thousands with a no-break space, \
          English has a decimal point and commas; an ordinary space lets a line part the number. \
          A decimal mark is judged only before a unit or a word such as million, since 1.5 alone \
          may be a version; a missing group only from five digits on and before a unit. Years, \
          telephone numbers and code are left alone (ISO 80000-1, 7.3; Lexique of the Imprimerie \
          nationale; ГОСТ 8.417–2002).",
    example: "wrong (fr): 1.5 km, 1,234,567 habitants\n\
              right (fr): 1,5\u{A0}km, 1\u{202F}234\u{202F}567 habitants",
    severity: Severity::Warning,
    fix: FixKind::Safe,
    since: RuleSet::R2026_2,
};

impl Rule for NumberFormat {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let mut faults = Faults::default();
        for (pair, side) in targets(job) {
            let profile = job.profile_of(side);
            if profile.consistent {
                continue;
            }
            for written in written(&side.text) {
                let Some(right) = rewritten(side, written, profile) else {
                    continue;
                };
                let shown = side.slice(written);
                faults.faults.push(Fault {
                    pair: pair.index,
                    span: written,
                    about: shown.to_owned(),
                    message: message(shown, &right),
                    fix: Some(right),
                    safe: !side.holds_tag(written),
                    severity: Severity::Warning,
                });
            }
        }
        faults.report(job, sink);
    }
}

/// What a person cannot see is said in words.
fn message(shown: &str, right: &str) -> String {
    let digits = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
    };
    if shown.contains(' ') && digits(shown) == digits(right) {
        return format!("a line may part \"{shown}\"; no-break spaces group its digits");
    }
    format!("\"{shown}\" is written \"{right}\" in this language")
}

/// Stretches of `text` that are digits with `.`, `,` and single spaces between them.
fn written(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + offset;
        let mut end = start;
        let mut chars = text[start..].char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let next = chars.peek().map(|(_, c)| *c);
            let joins = matches!(c, '.' | ',' | ' ' | '\u{A0}' | '\u{202F}');
            if !(c.is_ascii_digit() || joins && next.is_some_and(|c| c.is_ascii_digit())) {
                break;
            }
            end = start + offset + c.len_utf8();
        }
        at = end;
        let before = text[..start].chars().next_back();
        let after = text[end..].chars().next();
        let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '+' | '#' | '.');
        if !before.is_some_and(part) && !after.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            found.push(Span::new(start, end));
        }
    }
    found
}

/// `span` of `side` as its language writes it, if that is another way.
fn rewritten(side: &Side<'_>, span: Span, profile: &Profile) -> Option<String> {
    let text = side.slice(span);
    if side.is_protected(span) || text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() < 5 {
        return None;
    }
    let comma = side.language.numbers.decimal_mark == ',';
    let (own, foreign) = if comma { (',', '.') } else { ('.', ',') };
    let counted = || side.numbers.iter().any(|number| counts(side, number, span));
    if let Some((whole, fraction)) = text.split_once(foreign) {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let decimal = digits(whole) && digits(fraction) && fraction.len() != 3;
        if decimal && whole.len() <= 4 && counted() {
            return Some(format!("{whole}{own}{fraction}"));
        }
    }
    let group = profile.groups.first()?;
    let (whole, fraction) = match text.split_once(own) {
        Some((whole, fraction)) if comma && !fraction.contains(',') => (whole, Some(fraction)),
        _ => (text, None),
    };
    let is_spaced = whole.contains(' ') && is_grouped(whole, ' ');
    let is_foreign =
        comma && fraction.is_none() && text.matches(',').count() > 1 && is_grouped(text, ',');
    let is_bare = whole.len() >= 5 && whole.bytes().all(|byte| byte.is_ascii_digit()) && counted();
    if !(is_spaced || is_foreign || is_bare && !whole.starts_with('0')) {
        return None;
    }
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let mut right = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            right.push_str(group);
        }
        right.push(digit);
    }
    right.extend(fraction.map(|fraction| format!("{own}{fraction}")));
    Some(right)
}

/// Whether `text` is one to three digits and then groups of three after `mark`.
fn is_grouped(text: &str, mark: char) -> bool {
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let well = (1..=3).contains(&first.len()) && digits(first) && !first.starts_with('0');
    well && groups.all(|group| group.len() == 3 && digits(group))
}

/// Whether `number` is the one at `span` and counts something: it has a unit or a word such as
/// million after it. A time is no such number.
fn counts(side: &Side<'_>, number: &NumberValue, span: Span) -> bool {
    let here = number.span.start <= span.start && span.end <= number.span.end;
    let scaled = || {
        let rest = side.slice(Span::new(span.end.min(number.span.end), number.span.end));
        rest.chars().any(char::is_alphabetic)
    };
    let timed = matches!(number.unit, Some("h" | "min" | "d" | "a"));
    here && number.strength == Strength::Digits && !timed && (number.unit.is_some() || scaled())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_with_marks_between_them_are_one_number() {
        let text = "12 345,6 km, v1.5, 2020-01, 16.";
        let shown: Vec<&str> = written(text)
            .iter()
            .map(|span| &text[span.range()])
            .collect();
        assert_eq!(shown, ["12 345,6", "2020", "16"]);
    }

    #[test]
    fn only_groups_of_three_are_groups() {
        assert!(is_grouped("1 234 567", ' ') && is_grouped("12,345", ','));
        assert!(!is_grouped("8 800 555 35", ' ') && !is_grouped("1961 500", ' '));
        assert!(!is_grouped("012 345", ' '));
    }
}
