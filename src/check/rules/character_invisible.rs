//! `character-invisible`: a character that nobody sees stands in the text.
//!
//! Zero-width spaces and joiners, marks of writing direction, soft hyphens and control characters.
//! What has a use is left alone: joiners between the parts of an emoji, the word joiner, U+FE0F.

use crate::check::convention::{Fault, Faults, char_at, char_before, targets};
use crate::check::finding::Severity;
use crate::check::rule::{FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::Job;
use crate::text::Span;

/// The rule.
#[derive(Debug)]
pub(super) struct CharacterInvisible;

static META: RuleMeta = RuleMeta {
    id: "character-invisible",
    summary: "an invisible character stands in the text",
    why: "A zero-width space inside a word hides it from searches and glossaries and breaks it at \
          odd places; an override of the writing direction can make readers see another text than \
          the machine does (CVE-2021-42574); a control character is nothing that a text has. Such \
          characters come with text copied from web pages and office files. Joiners inside emoji \
          and the word joiner have a use and are left alone; a soft hyphen is information.",
    example: "wrong: le cos<U+200B>modrome\nright: le cosmodrome",
    severity: Severity::Error,
    fix: FixKind::Safe,
    since: RuleSet::R2026_2,
};

impl Rule for CharacterInvisible {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let mut faults = Faults::default();
        for (pair, side) in targets(job) {
            for (at, c) in side.text.char_indices() {
                let span = Span::new(at, at + c.len_utf8());
                let Some((name, severity)) = invisible(&side.text, span, c) else {
                    continue;
                };
                if side.is_protected(span) {
                    continue;
                }
                let code = u32::from(c);
                faults.faults.push(Fault {
                    pair: pair.index,
                    span,
                    about: format!("U+{code:04X}"),
                    message: format!("{name} (U+{code:04X}) stands in the text"),
                    fix: Some(String::new()),
                    safe: severity > Severity::Info,
                    severity,
                });
            }
        }
        faults.report(job, sink);
    }
}

/// What `c` at `span` is called, and how bad it is, if it cannot be seen and has no use there.
fn invisible(text: &str, span: Span, c: char) -> Option<(&'static str, Severity)> {
    if matches!(c, ' '..='~' | '\n' | '\r' | '\t' | 'А'..='я') {
        return None;
    }
    let beside_letters = || {
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric());
        is_letter(char_before(text, span.start)) || is_letter(char_at(text, span.end))
    };
    match c {
        '\u{200B}' => Some(("a zero-width space", Severity::Warning)),
        '\u{FEFF}' => Some(("a byte order mark", Severity::Warning)),
        '\u{200C}' | '\u{200D}' if beside_letters() => {
            Some(("a zero-width joiner", Severity::Warning))
        }
        '\u{200E}' | '\u{200F}' => Some(("a mark of the writing direction", Severity::Warning)),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            Some(("a change of the writing direction", Severity::Error))
        }
        '\u{AD}' => Some(("a soft hyphen", Severity::Info)),
        c if c.is_control() => Some(("a control character", Severity::Error)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_joiner_inside_an_emoji_has_a_use() {
        let emoji = "👩\u{200D}🚀";
        assert!(invisible(emoji, Span::new(4, 7), '\u{200D}').is_none());
        assert!(invisible("ко\u{200D}т", Span::new(4, 7), '\u{200D}').is_some());
    }
}
