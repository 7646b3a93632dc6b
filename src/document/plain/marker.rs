//! Signs on a line of plain text: what begins a block, what ends a sentence.

use crate::text::chars;

/// Words that open a chapter heading, before its number.
const CHAPTER_WORDS: &[&str] = &[
    "chapter",
    "section",
    "part",
    "appendix",
    "annex",
    "article",
    "chapitre",
    "partie",
    "annexe",
    "titre",
    "глава",
    "раздел",
    "часть",
    "приложение",
    "статья",
];

/// What stands at the start of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// A list item's bullet.
    Bullet(char),
    Number,
    /// The dash of a dialogue, or of a list.
    Dash(char),
    Quote,
    Heading(u8),
}

/// Whether `line` ends with a closed sentence, note marks (`[3]`, `¹`, a draft's `⟦87⟧`) and quotes
/// after its mark.
pub(super) fn is_closed(line: &str) -> bool {
    let closers = |c: char| {
        chars::is_quote(c) || matches!(c, ')' | ']' | ' ' | '\u{A0}' | '\u{202F}' | '¹' | '²' | '³')
    };
    let mut line = line;
    while let Some(text) = before_note(line) {
        line = text;
    }
    line.trim_end_matches(closers)
        .ends_with(['.', '!', '?', '…'])
}

/// `line` without the bracketed number at its end.
fn before_note(line: &str) -> Option<&str> {
    let inside = line.strip_suffix([']', '⟧'])?;
    let text = inside.trim_end_matches(|c: char| c.is_ascii_digit());
    text.strip_suffix(['[', '⟦'])
}

/// The marker at the start of `line` and its length with the space after it.
pub(super) fn marker(line: &str) -> Option<(Marker, usize)> {
    let first = line.chars().next()?;
    let rest = &line[first.len_utf8()..];
    let gap = rest.len() - rest.trim_start().len();
    let spaced = gap > 0 && gap < rest.len();
    let length = first.len_utf8() + gap;
    match first {
        '-' | '*' | '+' | '•' | '▪' | '◦' if spaced => Some((Marker::Bullet(first), length)),
        '—' | '–' | '―' if spaced => Some((Marker::Dash(first), length)),
        '>' if gap < rest.len() => Some((Marker::Quote, length)),
        '#' => hashes(line),
        _ => number(line).map(|length| (Marker::Number, length)),
    }
}

fn hashes(line: &str) -> Option<(Marker, usize)> {
    let level = line.len() - line.trim_start_matches('#').len();
    let rest = &line[level..];
    let gap = rest.len() - rest.trim_start().len();
    let level_number = u8::try_from(level).ok().filter(|level| *level <= 6)?;
    (gap > 0 && gap < rest.len()).then_some((Marker::Heading(level_number), level + gap))
}

/// Length of `1. `, `12) `, `a) `, `(б) ` at the start of `line`.
fn number(line: &str) -> Option<usize> {
    let inside = line.strip_prefix('(').unwrap_or(line);
    let digits = inside.len()
        - inside
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .len();
    let letter = inside
        .chars()
        .next()
        .filter(|c| c.is_alphabetic())
        .map_or(0, char::len_utf8);
    let rest = match digits {
        1..=3 => inside[digits..].strip_prefix(['.', ')'])?,
        0 if letter > 0 => inside[letter..].strip_prefix(')')?,
        _ => return None,
    };
    let gap = rest.len() - rest.trim_start().len();
    (gap > 0 && gap < rest.len()).then(|| line.len() - rest.len() + gap)
}

/// `Chapter 4. Thermal control`, `Глава 2. Питание`: a chapter word and its number.
pub(super) fn is_chapter(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let word = words.next().unwrap_or_default().to_lowercase();
    let number = words
        .next()
        .unwrap_or_default()
        .trim_end_matches(['.', ':']);
    CHAPTER_WORDS.contains(&word.as_str())
        && !number.is_empty()
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | 'I' | 'V' | 'X' | 'L'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest(line: &str) -> Option<&str> {
        marker(line).map(|(_, length)| &line[length..])
    }

    #[test]
    fn words_and_numbers_of_a_sentence_are_no_markers() {
        for line in [
            "1991. Nobody",
            "1.5 kg",
            "-5 °C",
            "№ 2",
            "#tag",
            "я) ",
            "a) ",
            "--",
            "М. Дюпон",
        ] {
            assert_eq!(rest(line), None, "{line}");
        }
    }

    #[test]
    fn markers_of_three_languages_are_known() {
        assert_eq!(rest("12) Serrer"), Some("Serrer"));
        assert_eq!(rest("б) выждать"), Some("выждать"));
        assert_eq!(rest("(a) wait"), Some("wait"));
        assert_eq!(rest("•\u{A0}Маховики"), Some("Маховики"));
        assert_eq!(rest("—\u{A0}Да"), Some("Да"));
        assert_eq!(rest(">quoted"), Some("quoted"));
    }

    #[test]
    fn notes_and_quotes_may_follow_the_end_of_a_sentence() {
        for line in [
            "It is cold.[1][2]",
            "«Где?»",
            "Vraiment\u{A0}!\u{A0}»",
            "Готов.⟦87⟧",
            "So.¹",
        ] {
            assert!(is_closed(line), "{line}");
        }
        for line in ["see [1]", "the «Бион»", "in 1991", ""] {
            assert!(!is_closed(line), "{line}");
        }
    }

    #[test]
    fn a_chapter_needs_its_number() {
        assert!(is_chapter("Chapter 4. Thermal control") && is_chapter("Глава IV"));
        assert!(!is_chapter("Part of the crew left") && !is_chapter("Section"));
    }
}
