//! `dash-style`: a hyphen stands for a dash, or a hyphen or range has spaces it should not have.
//!
//! A dash between words has white space on both sides in the text; a sum (`5 - 3`), a single letter
//! on each side and options of commands are left alone.

use crate::check::convention::{
    Fault, Site, char_before, is_code_like, judge, space_after, space_before, targets, word_before,
};
use crate::check::finding::Severity;
use crate::check::rule::{FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, Side};
use crate::lang::typography::{NONE, Profile};
use crate::text::Span;
use crate::text::chars::is_dash;

/// The rule.
#[derive(Debug)]
pub(super) struct DashStyle;

static META: RuleMeta = RuleMeta {
    id: "dash-style",
    summary: "a hyphen stands where a dash belongs, or the other way round",
    why: "Russian sets — between words and no other dash, with spaces; a range in digits is 15–20 \
          without spaces, and the particles -то, -либо, -нибудь take none either (Мильчин, \
          Чельцова; Правила русской орфографии). French sets – or —, never a hyphen. English \
          houses differ: one article keeps to one dash. Sums, options of commands and code are \
          left alone. An article that does otherwise throughout has one finding.",
    example: "wrong (ru): «Союз» - это ракета\nright (ru): «Союз» — это ракета",
    severity: Severity::Warning,
    fix: FixKind::Safe,
    since: RuleSet::R2026_2,
};

impl Rule for DashStyle {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let (mut sites, mut others) = (Vec::new(), Vec::new());
        let mut consistent = false;
        for (pair, side) in targets(job) {
            let profile = job.profile_of(side);
            consistent = profile.consistent;
            for dash in dashes(&side.text) {
                if side.is_protected(dash) {
                    continue;
                }
                match judge_dash(side, dash, profile) {
                    Some(Dash::Between(form)) => sites.push(Site {
                        pair: pair.index,
                        span: dash,
                        class: 0,
                        norm: profile.dash,
                        form,
                        around: (String::new(), String::new()),
                        place: "between words".to_owned(),
                        safe: !side.holds_tag(dash),
                    }),
                    Some(Dash::Wrong { span, message, fix }) => others.push(Fault {
                        pair: pair.index,
                        span,
                        about: side.slice(span).to_owned(),
                        message,
                        fix: Some(fix),
                        safe: !side.holds_tag(span),
                        severity: Severity::Warning,
                    }),
                    None => {}
                }
            }
        }
        let mut faults = judge(sites, consistent);
        faults.faults.extend(others);
        faults.faults.sort_by_key(|fault| (fault.pair, fault.span));
        faults.report(job, sink);
    }
}

/// What a dash of a text is.
enum Dash {
    /// One between words, by its form.
    Between(&'static str),
    /// One whose spaces are wrong.
    Wrong {
        span: Span,
        message: String,
        fix: String,
    },
}

/// The dashes and hyphens of `text`; `--` is one.
fn dashes(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is_dash(*c)) {
        let span = Span::new(at, at + c.len_utf8());
        match found.last_mut() {
            Some(last) if last.end == at => last.end = span.end,
            _ => found.push(span),
        }
    }
    found
}

fn judge_dash(side: &Side<'_>, dash: Span, profile: &Profile) -> Option<Dash> {
    let text = side.text.as_str();
    let (before, form_before) = space_before(text, dash.start)?;
    let (after, form_after) = space_after(text, dash.end)?;
    let left = char_before(text, before.start)?;
    let rest = &text[after.end..];
    let right = rest.chars().next()?;
    let form = match &text[dash.range()] {
        "-" => "-",
        "--" => "--",
        "–" => "–",
        "—" => "—",
        _ => return None,
    };
    let spaced = (form_before != NONE, form_after != NONE);
    let numbers = left.is_ascii_digit() && right.is_ascii_digit();
    match spaced {
        (true, true) if numbers => {
            let range = profile.range.filter(|_| matches!(form, "–" | "—"))?;
            let span = before.join(after);
            let message = format!("a range with spaces; \"{range}\" stands without them");
            let fix = range.to_owned();
            is_year_or_count(text, before.start, rest).then_some(Dash::Wrong { span, message, fix })
        }
        (true, true) => {
            let word = word_before(text, before.start);
            let next = rest.split_whitespace().next().unwrap_or_default();
            let single = |word: &str| word.chars().count() == 1 && word.is_ascii();
            let code = is_code_like(word)
                && !side.is_protected(Span::new(before.start - 1, before.start))
                || next.starts_with(['-', '=', '>'])
                || single(word) && single(next);
            (!code && !matches!(left, '(' | '[' | '|' | '*')).then_some(Dash::Between(form))
        }
        (true, false) | (false, true) if form == "-" && left.is_alphabetic() => {
            let word = &rest[..rest
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(rest.len())];
            let particle = side.language.typography.particles.contains(&word);
            let fix = "-".to_owned();
            let message = format!("\"-{word}\" is joined to its word without spaces");
            let span = before.join(after);
            particle.then_some(Dash::Wrong { span, message, fix })
        }
        _ => None,
    }
}

/// Whether the numbers on both sides are whole ones that a range has: not `1 – 2 = -1`.
fn is_year_or_count(text: &str, end: usize, rest: &str) -> bool {
    let before = word_before(text, end);
    let after = rest.split_whitespace().next().unwrap_or_default();
    let digits = |word: &str| {
        let word = word.trim_matches(|c: char| matches!(c, '(' | ')' | ',' | '.' | ';' | ':'));
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let equals = rest.split_whitespace().nth(1) == Some("=");
    digits(before) && digits(after) && !equals
}
