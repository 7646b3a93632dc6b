//! Text from files, made safe for terminals and CI logs.
//!
//! A file's text, and a file's name, may hold what a terminal or a CI runner would obey: escape
//! sequences, carriage returns that hide what stood before, marks that turn the direction of
//! reading, `::error::` at the start of a line, `##[command]` anywhere. [`escape`] is the one
//! function through which all such text passes before it is printed for people; JSON and the
//! other reports have each their own.
//!
//! `"a\u{1B}[31mb"` becomes `a\u{1b}[31mb`; letters, accents and no-break spaces stay.

use std::fmt::Write;

/// `text` with every character that a terminal or a CI runner could obey made visible.
///
/// Line ends are made visible too: the result is always one line. Tabs stay.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if let Some(rest) = text.trim_start().strip_prefix("::") {
        // Our own lines never begin with two colons, so a fragment may not either.
        push(&mut out, &text[..text.len() - rest.len() - 2]);
        out.push_str("\\u{3a}:");
        push(&mut out, rest);
    } else {
        push(&mut out, text);
    }
    out
}

fn push(out: &mut String, text: &str) {
    for (at, c) in text.char_indices() {
        let starts_command =
            c == '#' && (text[at..].starts_with("##[") || text[at..].starts_with("##vso["));
        if is_unsafe(c) || starts_command {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
}

/// Whether a terminal or log viewer may obey `c` instead of showing it: control characters, line
/// and paragraph separators, and the marks and overrides of direction.
fn is_unsafe(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{2028}' | '\u{2029}')
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_are_shown_and_not_obeyed() {
        assert_eq!(escape("a\u{1B}[31mb\r\n"), "a\\u{1b}[31mb\\u{d}\\u{a}");
        assert_eq!(escape("\u{9B}2J"), "\\u{9b}2J");
    }

    #[test]
    fn direction_overrides_are_shown() {
        assert_eq!(escape("Союз\u{202E}2"), "Союз\\u{202e}2");
    }

    #[test]
    fn commands_of_ci_runners_are_broken() {
        assert_eq!(escape("::error::x"), "\\u{3a}:error::x");
        assert_eq!(escape("  ::add-mask::x"), "  \\u{3a}:add-mask::x");
        assert_eq!(escape("see ##[group]"), "see \\u{23}#[group]");
    }

    #[test]
    fn ordinary_text_stays() {
        for text in [
            "« CNES »\u{A0}: 1\u{202F}234",
            "«Союз» № 2 — ёж",
            "a::b # ## c\td",
        ] {
            assert_eq!(escape(text), text);
        }
    }
}
