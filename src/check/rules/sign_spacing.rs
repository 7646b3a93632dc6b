//! `sign-spacing`: the space between a number and `%`, `€`, `°C`, `км`, `№` or `h` is not the
//! profile's.

use crate::check::convention::{Fault, Site, char_at, char_before, judge, space_after, targets};
use crate::check::finding::Severity;
use crate::check::rule::{FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, Side};
use crate::lang::typography::{Norm, Profile};
use crate::text::Span;

/// The rule.
#[derive(Debug)]
pub(super) struct SignSpacing;

static META: RuleMeta = RuleMeta {
    id: "sign-spacing",
    summary: "the space between a number and its sign or unit is not the profile's",
    why: "A number and what it counts are two words that no line may part: 20\u{A0}°C, 5\u{A0}km, \
          №\u{A0}5 (SI brochure, 5.4.3; ГОСТ 8.417–2002; Lexique of the Imprimerie nationale, which \
          also sets 16\u{A0}h\u{A0}15). On 5 % against 5% Russian and English houses differ: one \
          article keeps to one. An ordinary space is a fault before signs and № in French and \
          Russian. Names such as 10px or 5G and code are left alone.",
    example: "wrong (fr): 20°C, 5%, 16h15\nright (fr): 20\u{A0}°C, 5\u{A0}%, 16\u{A0}h\u{A0}15",
    severity: Severity::Warning,
    fix: FixKind::Safe,
    since: RuleSet::R2026_2,
};

/// Classes of signs before a number begin here.
const BEFORE_NUMBER: u8 = 100;

impl Rule for SignSpacing {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let (mut sites, mut hours) = (Vec::new(), Vec::new());
        let mut consistent = false;
        for (pair, side) in targets(job) {
            let profile = job.profile_of(side);
            consistent = profile.consistent;
            for digits in numbers(side) {
                sites.extend(sign_after(side, digits, profile).map(|site| Site {
                    pair: pair.index,
                    ..site
                }));
                if profile.spaced_hour && !consistent {
                    hours.extend(hour(side, digits).map(|fault| Fault {
                        pair: pair.index,
                        ..fault
                    }));
                }
                sites.extend(sign_before(side, digits, profile).map(|site| Site {
                    pair: pair.index,
                    ..site
                }));
            }
        }
        let mut faults = judge(sites, consistent);
        faults.faults.extend(hours);
        faults.faults.sort_by_key(|fault| (fault.pair, fault.span));
        faults.report(job, sink);
    }
}

/// Runs of digits that are numbers by themselves, not parts of a name or of code.
fn numbers(side: &Side<'_>) -> Vec<Span> {
    let text = side.text.as_str();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + offset;
        let length = text[start..].find(|c: char| !c.is_ascii_digit());
        at = length.map_or(text.len(), |length| start + length);
        let before = char_before(text, start);
        let part = |c: char| c.is_alphabetic() || matches!(c, '_' | '/' | '#' | '@' | '&' | '=');
        let span = Span::new(start, at);
        if !before.is_some_and(part) && !side.is_protected(span) {
            found.push(span);
        }
    }
    found
}

fn sign_after(side: &Side<'_>, digits: Span, profile: &Profile) -> Option<Site> {
    let text = side.text.as_str();
    let (space, form) = space_after(text, digits.end)?;
    let rest = &text[space.end..];
    let first = rest.chars().next().filter(|c| !c.is_ascii_digit())?;
    let mut classes = (0_u8..).zip(profile.signs);
    let (class, sign, norm) = classes.find_map(|(class, (signs, norm))| {
        let sign = signs.iter().find(|sign| has_sign(rest, sign))?;
        Some((class, *sign, *norm))
    })?;
    let protected = side.is_protected(Span::new(space.start, space.end + first.len_utf8()));
    // Before a unit in letters an ordinary space is the matter of `space-breaking`.
    let letters = sign.starts_with(char::is_alphabetic);
    if protected || letters && !space.is_empty() {
        return None;
    }
    let joined = space.is_empty();
    let end = space.end + first.len_utf8();
    Some(Site {
        pair: 0,
        span: if joined {
            Span::new(space.end, end)
        } else {
            space
        },
        class,
        norm,
        form,
        around: (
            String::new(),
            if joined {
                first.to_string()
            } else {
                String::new()
            },
        ),
        place: format!("before \"{sign}\""),
        safe: !side.holds_tag(space) && !side.holds_placeholder(space.start, space.end),
    })
}

/// Whether `text` begins with `sign` and that ends there.
fn has_sign(text: &str, sign: &str) -> bool {
    let rest = text.strip_prefix(sign);
    rest.is_some_and(|rest| {
        !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '²' | '³' | '_' | '{'))
    })
}

fn sign_before(side: &Side<'_>, digits: Span, profile: &Profile) -> Option<Site> {
    let text = side.text.as_str();
    let head = text[..digits.start].trim_end();
    let mut signs = (BEFORE_NUMBER..).zip(profile.before_number);
    let (class, sign, norm): (u8, &str, Norm) = signs.find_map(|(class, (sign, norm))| {
        let before = head.strip_suffix(sign)?;
        let apart = !before.ends_with(char::is_alphanumeric);
        apart.then_some((class, *sign, *norm))
    })?;
    let (space, form) = space_after(text, head.len())?;
    let last = sign.chars().next_back()?;
    let joined = space.is_empty();
    let start = head.len() - last.len_utf8();
    Some(Site {
        pair: 0,
        span: if joined {
            Span::new(start, head.len())
        } else {
            space
        },
        class,
        norm,
        form,
        around: (
            if joined {
                last.to_string()
            } else {
                String::new()
            },
            String::new(),
        ),
        place: format!("after \"{sign}\""),
        safe: !side.holds_tag(space),
    })
}

/// `16h15` and `16h`, where the language sets `16 h 15`.
fn hour(side: &Side<'_>, digits: Span) -> Option<Fault> {
    let text = side.text.as_str();
    let hours: u8 = text[digits.range()].parse().ok()?;
    let rest = text[digits.end..].strip_prefix('h')?;
    let length = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let minutes = &rest[..length];
    let well = hours <= 24 && (minutes.is_empty() || minutes.len() == 2 && minutes < "60");
    let end = digits.end + 1 + length;
    let next = char_at(text, end);
    let is_name = next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '_' | '-'));
    let before = char_before(text, digits.start);
    if !well || is_name || before.is_some_and(|c| matches!(c, '-' | ':' | '.' | ',')) {
        return None;
    }
    let span = Span::new(digits.start, end);
    let right = match minutes {
        "" => format!("{hours}\u{A0}h"),
        _ => format!("{}\u{A0}h\u{A0}{minutes}", &text[digits.range()]),
    };
    Some(Fault {
        pair: 0,
        span,
        about: text[span.range()].to_owned(),
        message: format!("\"{}\" is set \"{right}\"", &text[span.range()]),
        fix: Some(right),
        safe: !side.holds_tag(span) && !side.is_protected(span),
        severity: Severity::Warning,
    })
}
