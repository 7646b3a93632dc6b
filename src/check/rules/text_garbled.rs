//! `text-garbled`: letters were read in the wrong encoding on their way here.
//!
//! UTF-8 that was taken for windows-1252 turns `é` into `Ã©`, taken for windows-1251 turns `я` into
//! `СЏ`. So characters are put back into the bytes they came from: if those are UTF-8 of a letter or
//! mark of our languages, the text was garbled, and that letter is the fix. A letter that is lost
//! for good is U+FFFD.

use crate::check::convention::{Fault, Faults, targets};
use crate::check::finding::Severity;
use crate::check::rule::{FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::Job;
use crate::text::Span;
use crate::text::decode::misread;

/// The rule.
#[derive(Debug)]
pub(super) struct TextGarbled;

static META: RuleMeta = RuleMeta {
    id: "text-garbled",
    summary: "letters were garbled by a wrong encoding",
    why: "Text that passed through a program with the wrong encoding reads d\u{c3}\u{a9}but for début or \
          \u{d0}\u{bf}\u{d1}\u{83}\u{d1}\u{81}\u{d0}\u{ba} for пуск; \u{FFFD} stands where a letter was lost for good. A stretch is \
          reported only if its characters, put back into bytes, are exactly the UTF-8 of letters \
          or marks of English, French or Russian, so Ångström and ESPAÑA are left alone.",
    example: "wrong: le d\u{c3}\u{a9}but\nright: le début",
    severity: Severity::Error,
    fix: FixKind::Safe,
    since: RuleSet::R2026_2,
};

impl Rule for TextGarbled {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let mut faults = Faults::default();
        for (pair, side) in targets(job) {
            if side.text.is_ascii() {
                continue;
            }
            let lost = side.text.match_indices('\u{FFFD}');
            let lost = lost.map(|(at, mark)| (Span::new(at, at + mark.len()), None));
            let garbled = misread(&side.text);
            let garbled = garbled.into_iter().map(|(span, text)| (span, Some(text)));
            for (span, fix) in lost.chain(garbled) {
                if side.is_protected(span) || side.holds_tag(span) {
                    continue;
                }
                let message = match &fix {
                    Some(fix) => format!(
                        "\"{}\" is \"{fix}\" read in the wrong encoding",
                        side.slice(span)
                    ),
                    None => "a letter was lost here (U+FFFD)".to_owned(),
                };
                faults.faults.push(Fault {
                    pair: pair.index,
                    span,
                    about: side.slice(span).to_owned(),
                    message,
                    safe: fix.is_some(),
                    fix,
                    severity: Severity::Error,
                });
            }
        }
        faults.report(job, sink);
    }
}
