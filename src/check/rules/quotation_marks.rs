//! `quotation-marks`: the marks of a quotation, or the spaces inside them, are not the profile's.
//!
//! Opening and closing marks are paired over a whole block, since a quotation may hold several
//! sentences. Only pairs are judged: a lone `"` may be an inch, a lone `»` an arrow. A pair is two
//! faults with a fix each, the second as information, so that a long quotation is told once.

use crate::check::convention::{
    Fault, Faults, Site, char_at, char_before, judge, space_after, space_before, targets,
};
use crate::check::finding::Severity;
use crate::check::rule::{FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, Side};
use crate::lang::typography::{NONE, Profile};
use crate::text::Span;

/// The rule.
#[derive(Debug)]
pub(super) struct QuotationMarks;

static META: RuleMeta = RuleMeta {
    id: "quotation-marks",
    summary: "quotation marks, or the spaces inside them, are not the profile's",
    why: "French quotes with « » and a no-break space inside them (profile eu: none), “ ” for a \
          quotation within; Russian with «…» and „…“ within, no spaces; English with one kind in \
          one article (Lexique of the Imprimerie nationale; Мильчин, Чельцова; the EU style \
          guides). Marks that open or close nothing, inches and strings of code are left alone. An \
          article that uses another kind throughout has one finding, the rest is information.",
    example: "wrong (fr): le module \"Nauka\"\nright (fr): le module «\u{A0}Nauka\u{A0}»",
    severity: Severity::Warning,
    fix: FixKind::Safe,
    since: RuleSet::R2026_2,
};

impl Rule for QuotationMarks {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let quotations = quotations(job);
        let Some((_, first)) = targets(job).next() else {
            return;
        };
        let profile = job.profile_of(first);
        let mut faults = glyphs(job, &quotations, profile);
        let spaces = judge(spaces(job, &quotations, profile), profile.consistent);
        faults.right += spaces.right;
        faults.faults.extend(spaces.faults);
        faults.faults.sort_by_key(|fault| (fault.pair, fault.span));
        faults.report(job, sink);
    }
}

/// A quotation mark in its place.
#[derive(Clone, Copy, Debug)]
struct Mark {
    pair: usize,
    span: Span,
    glyph: char,
}

/// Two marks that belong together.
#[derive(Clone, Copy, Debug)]
struct Quotation {
    open: Mark,
    close: Mark,
    /// How many quotations it lies in.
    depth: usize,
}

impl Quotation {
    fn glyphs(&self) -> (char, char) {
        (self.open.glyph, self.close.glyph)
    }
}

/// The quotations of the article, in the order in which they close.
fn quotations(job: &Job<'_>) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Vec<Mark> = Vec::new();
    for (pair, side) in targets(job) {
        if side.edges.0 {
            open.clear();
        }
        for (at, glyph) in side.text.char_indices() {
            if !matches!(glyph, '"' | '«' | '»' | '“' | '”' | '„') {
                continue;
            }
            let span = Span::new(at, at + glyph.len_utf8());
            if side.is_protected(span) {
                continue;
            }
            let mark = Mark {
                pair: pair.index,
                span,
                glyph,
            };
            let last = open.last().copied();
            match role(&side.text, mark, last.map(|mark| mark.glyph)) {
                Role::Open => open.push(mark),
                Role::Close => {
                    open.pop();
                    found.extend(last.map(|open_mark| Quotation {
                        open: open_mark,
                        close: mark,
                        depth: open.len(),
                    }));
                }
                Role::Neither => {}
            }
        }
    }
    found.retain(|quotation| !is_code(job, quotation));
    found
}

enum Role {
    Open,
    Close,
    Neither,
}

/// What `mark` does, `last` being the glyph of the innermost open quotation.
fn role(text: &str, mark: Mark, last: Option<char>) -> Role {
    let before = char_before(text, mark.span.start);
    let after = char_at(text, mark.span.end);
    let closes = |opening: &[char]| last.is_some_and(|last| opening.contains(&last));
    match mark.glyph {
        '«' | '„' => Role::Open,
        '»' if closes(&['«']) => Role::Close,
        '”' if closes(&['“', '„']) => Role::Close,
        '“' if closes(&['„']) => Role::Close,
        '“' => Role::Open,
        '"' if closes(&['"']) && before.is_some_and(|c| !c.is_whitespace()) => Role::Close,
        '"' if before.is_none_or(may_precede) && after.is_some_and(|c| !c.is_whitespace()) => {
            Role::Open
        }
        _ => Role::Neither,
    }
}

/// Whether a quotation may begin after `c`.
fn may_precede(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '(' | '[' | '«' | '“' | '„' | '—' | '–' | '’' | '\'' | '/'
        )
}

/// Whether what is quoted is no text: a string of code, a number, a sign.
fn is_code(job: &Job<'_>, quotation: &Quotation) -> bool {
    if quotation.open.glyph != '"' || quotation.open.pair != quotation.close.pair {
        return false;
    }
    let side = job.pairs[quotation.open.pair].target.as_ref();
    let inside = Span::new(quotation.open.span.end, quotation.close.span.start);
    let text = side.map_or("", |side| side.slice(inside));
    text.contains(['{', '}', '<', '>', '=', '\\', '_']) || !text.contains(char::is_alphabetic)
}

/// Whether words of the source stand in the curly marks of their own language, as a translator's note
/// gives them: « rendu » (“rendering”).
fn is_of_source(job: &Job<'_>, quotation: &Quotation) -> bool {
    let Quotation { open, close, .. } = quotation;
    let pair = &job.pairs[open.pair];
    let (Some(source), Some(target)) = (&pair.source, &pair.target) else {
        return false;
    };
    if open.pair != close.pair || quotation.glyphs() != ('“', '”') {
        return false;
    }
    let inside = target
        .slice(Span::new(open.span.end, close.span.start))
        .trim();
    // A name is a word of both languages, and has the marks of the text it stands in.
    let is_common = inside.starts_with(char::is_lowercase);
    is_common && source.language != target.language && source.text.contains(inside)
}

/// The quotations whose marks are not the profile's.
fn glyphs(job: &Job<'_>, quotations: &[Quotation], profile: &Profile) -> Faults {
    let style = &profile.quotes;
    let free = profile.consistent || style.free;
    let commonest = commonest(quotations);
    let mut faults = Faults::default();
    for quotation in quotations {
        let (wanted, severity) = match (free, commonest) {
            (true, Some((own, severity))) if quotation.depth == 0 => (own, severity),
            (false, _) if quotation.depth == 0 => (style.outer[0], Severity::Warning),
            (false, _) => (style.inner, Severity::Warning),
            _ => continue,
        };
        let glyphs = quotation.glyphs();
        let nested = quotation.depth > 0;
        let right = glyphs == wanted
            || !free && style.outer.contains(&glyphs)
            || nested && glyphs.0 != '"' && glyphs.0 != '„';
        if right {
            faults.right += 1;
            continue;
        }
        if is_of_source(job, quotation) {
            continue;
        }
        let inside = match wanted.0 {
            '«' => style.inside.accepted[0],
            _ => NONE,
        };
        let message = format!(
            "{}…{} as quotation marks; {}{inside}…{inside}{} belong there",
            glyphs.0, glyphs.1, wanted.0, wanted.1
        );
        let fault = |mark: Mark, severity: Severity, opens: bool| {
            let side = job.pairs[mark.pair].target.as_ref()?;
            let (span, fix) = match opens {
                true => (
                    with_space_after(side, mark.span),
                    format!("{}{inside}", wanted.0),
                ),
                false => (
                    with_space_before(side, mark.span),
                    format!("{inside}{}", wanted.1),
                ),
            };
            Some(Fault {
                pair: mark.pair,
                span,
                about: format!("{}{}", glyphs.0, glyphs.1),
                message: message.clone(),
                fix: Some(fix),
                // A straight mark may need an escape in the file's format.
                safe: wanted.0 != '"',
                severity,
            })
        };
        faults.faults.extend(fault(quotation.open, severity, true));
        faults
            .faults
            .extend(fault(quotation.close, Severity::Info, false));
    }
    faults
}

/// The marks that outermost quotations have most often; `None` when two kinds are as common.
fn commonest(quotations: &[Quotation]) -> Option<((char, char), Severity)> {
    let mut counts: Vec<((char, char), usize)> = Vec::new();
    for quotation in quotations.iter().filter(|quotation| quotation.depth == 0) {
        let glyphs = quotation.glyphs();
        match counts.iter_mut().find(|(known, _)| *known == glyphs) {
            Some((_, count)) => *count += 1,
            None => counts.push((glyphs, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let (glyphs, most) = *counts.first()?;
    let next = counts.get(1).map_or(0, |(_, count)| *count);
    let severity = match most >= 2 * next {
        true => Severity::Warning,
        false => Severity::Info,
    };
    (most > next).then_some((glyphs, severity))
}

fn with_space_after(side: &Side<'_>, mark: Span) -> Span {
    match space_after(&side.text, mark.end) {
        Some((space, _)) if !side.holds_tag(mark.join(space)) => mark.join(space),
        _ => mark,
    }
}

fn with_space_before(side: &Side<'_>, mark: Span) -> Span {
    match space_before(&side.text, mark.start) {
        Some((space, _)) if !side.holds_tag(space.join(mark)) => space.join(mark),
        _ => mark,
    }
}

/// The spaces inside « and » of the pairs.
fn spaces(job: &Job<'_>, quotations: &[Quotation], profile: &Profile) -> Vec<Site> {
    let norm = profile.quotes.inside;
    let mut sites = Vec::new();
    for quotation in quotations.iter().filter(|it| it.glyphs() == ('«', '»')) {
        for (mark, opens) in [(quotation.open, true), (quotation.close, false)] {
            let Some(side) = &job.pairs[mark.pair].target else {
                continue;
            };
            let space = match opens {
                true => space_after(&side.text, mark.span.end),
                false => space_before(&side.text, mark.span.start),
            };
            let Some((space, form)) = space else { continue };
            let lonely = match opens {
                true => char_at(&side.text, space.end).is_none_or(|c| c == '»'),
                false => char_before(&side.text, space.start).is_none_or(|c| c == '«'),
            };
            let right = form == NONE && norm.accepted == [NONE] && !profile.consistent;
            if lonely || right || side.holds_placeholder(space.start, space.end) {
                continue;
            }
            let joined = space.is_empty();
            let glyph = mark.glyph.to_string();
            let around = match (joined, opens) {
                (true, true) => (glyph, String::new()),
                (true, false) => (String::new(), glyph),
                (false, _) => (String::new(), String::new()),
            };
            sites.push(Site {
                pair: mark.pair,
                span: if joined { mark.span } else { space },
                class: 0,
                norm,
                form,
                around,
                place: if opens { "after «" } else { "before »" }.to_owned(),
                safe: !side.holds_tag(space),
            });
        }
    }
    sites
}
