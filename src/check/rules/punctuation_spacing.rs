//! `punctuation-spacing`: the space before `;` `:` `!` `?` `,` `.` is not the profile's.
//!
//! A mark counts only where a sentence has it: after a word, a sign or a closing mark, and before
//! white space or the end. So times (`16:15`), ratios (`16 : 9`), addresses, `::`, `:smile:`, `!=`
//! and `.gitignore` are left alone.

use crate::check::convention::{
    Site, char_at, char_before, is_code_like, judge, space_before, targets, word_before,
};
use crate::check::finding::Severity;
use crate::check::rule::{FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, Side};
use crate::lang::typography::{NONE, Norm, Profile};
use crate::text::Span;

/// The rule.
#[derive(Debug)]
pub(super) struct PunctuationSpacing;

static META: RuleMeta = RuleMeta {
    id: "punctuation-spacing",
    summary: "the space before a punctuation mark is not the profile's",
    why: "French sets a narrow no-break space before ; ! ? and a no-break space before : (Lexique \
          of the Imprimerie nationale; U+00A0 and U+202F are both tolerated), in the profile eu \
          none, in fr-ca before : alone. An ordinary space lets the line break there, so that it \
          begins with a mark. English and Russian have no space there. Hours, ratios, addresses \
          and code are left alone. An article that follows another convention throughout has one \
          finding, the rest is information.",
    example: "wrong (fr): Trois vols: deux réussites; un échec !\n\
              right (fr): Trois vols\u{A0}: deux réussites\u{202F}; un échec\u{202F}!",
    severity: Severity::Warning,
    fix: FixKind::Safe,
    since: RuleSet::R2026_2,
};

impl Rule for PunctuationSpacing {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let mut sites = Vec::new();
        let mut consistent = false;
        for (pair, side) in targets(job) {
            let profile = job.profile_of(side);
            consistent = profile.consistent;
            sites.extend(sites_in(pair.index, side, profile));
        }
        judge(sites, consistent).report(job, sink);
    }
}

fn sites_in(pair: usize, side: &Side<'_>, profile: &Profile) -> Vec<Site> {
    let mut sites = Vec::new();
    for (at, mark) in side.text.char_indices() {
        if !mark.is_ascii_punctuation() {
            continue;
        }
        let Some((class, norm)) = norm_of(profile, mark) else {
            continue;
        };
        let Some((space, form)) = space_before_mark(side, at, mark) else {
            continue;
        };
        // A right mark of a language that sets none before any says nothing of its customs.
        if form == NONE && norm.accepted == [NONE] && !profile.consistent {
            continue;
        }
        let joined = space.is_empty();
        sites.push(Site {
            pair,
            span: if joined {
                Span::new(at, at + mark.len_utf8())
            } else {
                space
            },
            class,
            norm,
            form,
            around: (
                String::new(),
                if joined {
                    mark.to_string()
                } else {
                    String::new()
                },
            ),
            place: format!("before \"{mark}\""),
            safe: !side.holds_tag(space),
        });
    }
    sites
}

fn norm_of(profile: &Profile, mark: char) -> Option<(u8, Norm)> {
    let mut classes = (0_u8..).zip(profile.marks);
    classes.find_map(|(class, (marks, norm))| marks.contains(mark).then_some((class, *norm)))
}

/// The space before the mark at `at`, if that is punctuation of a sentence.
fn space_before_mark(side: &Side<'_>, at: usize, mark: char) -> Option<(Span, &'static str)> {
    let text = side.text.as_str();
    let end = at + mark.len_utf8();
    let next = char_at(text, end);
    if !ends_after(mark, next) || side.is_protected(Span::new(at, end)) {
        return None;
    }
    let (space, form) = space_before(text, at)?;
    let before = char_before(text, space.start)?;
    if !carries_mark(before) || side.holds_placeholder(space.start, at) {
        return None;
    }
    let is_code = side.is_protected(Span::new(space.start - before.len_utf8(), space.start));
    let word = word_before(text, space.start);
    if !is_code && is_code_like(word) {
        return None;
    }
    // A ratio: `16 : 9`.
    let after = text[end..].trim_start().chars().next();
    let is_ratio = before.is_ascii_digit() && after.is_some_and(|c| c.is_ascii_digit());
    if mark == ':' && !space.is_empty() && is_ratio {
        return None;
    }
    Some((space, form))
}

/// Whether what follows `mark` lets it end a word or a sentence; `:)` is a face.
fn ends_after(mark: char, next: Option<char>) -> bool {
    match next {
        None => true,
        Some(c) if c.is_whitespace() => true,
        Some('»' | '”' | '"' | ']' | '“') => true,
        Some(')') => !matches!(mark, ':' | ';'),
        Some('!' | '?' | '.' | '…') => matches!(mark, '!' | '?'),
        _ => false,
    }
}

/// Whether a mark after `c` belongs to a sentence.
fn carries_mark(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ')' | ']' | '»' | '”' | '’' | '"' | '%' | '€' | '°' | '“')
}
