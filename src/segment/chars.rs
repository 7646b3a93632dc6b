//! The classes of characters that decide where sentences end.

use crate::text::chars::is_alphabetic;

/// Whether `c` closes a sentence.
pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '‽' | '⁇' | '⁈' | '⁉' | '。' | '！' | '？'
    )
}

/// Whether `c` asks or exclaims.
pub(super) fn is_loud(c: char) -> bool {
    matches!(c, '!' | '?' | '‽' | '⁇' | '⁈' | '⁉' | '！' | '？')
}

/// Whether `c` closes a quotation or a bracket, the straight quotes aside.
pub(super) fn is_closer(c: char) -> bool {
    matches!(
        c,
        '»' | '›' | '”' | '’' | '“' | '‘' | ')' | ']' | '}' | '〉' | '」'
    )
}

/// Whether `c` opens a quotation or a bracket, or stands like an opener before a sentence.
pub(super) fn is_opener(c: char) -> bool {
    matches!(
        c,
        '«' | '‹'
            | '“'
            | '„'
            | '‘'
            | '‚'
            | '‟'
            | '"'
            | '\''
            | '('
            | '['
            | '{'
            | '¿'
            | '¡'
            | '*'
            | '_'
    )
}

/// Whether `c` is a dash that stands between clauses or before speech.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '-' | '―' | '−')
}

/// Whether `c` ends a line.
pub(super) fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether `c` is no ink: white space, a byte-order mark, a zero-width space.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}')
}

/// Whether `c` is a vowel of one of the three languages, in lower case.
pub(super) fn is_vowel(c: char) -> bool {
    matches!(
        c,
        'a' | 'e'
            | 'i'
            | 'o'
            | 'u'
            | 'y'
            | 'à'
            | 'â'
            | 'ä'
            | 'æ'
            | 'é'
            | 'è'
            | 'ê'
            | 'ë'
            | 'î'
            | 'ï'
            | 'ô'
            | 'ö'
            | 'œ'
            | 'ù'
            | 'û'
            | 'ü'
            | 'ÿ'
            | 'á'
            | 'í'
            | 'ó'
            | 'ú'
            | 'ã'
            | 'õ'
            | 'å'
            | 'ø'
            | 'а'
            | 'е'
            | 'ё'
            | 'и'
            | 'о'
            | 'у'
            | 'ы'
            | 'э'
            | 'ю'
            | 'я'
            | 'і'
            | 'ї'
            | 'є'
    ) || !is_alphabetic(c)
}

/// Whether `c` is a superscript digit, as note marks are.
pub(super) fn is_superscript(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

/// Whether `c` is an emoji or a part of one; those after a mark belong to the sentence it closes.
pub(super) fn is_emoji(c: char) -> bool {
    matches!(
        c,
        '\u{2600}'..='\u{27BF}' | '\u{2B50}'..='\u{2B55}' | '\u{FE0E}'..='\u{FE0F}' | '\u{200D}'
            | '\u{1F1E6}'..='\u{1F1FF}' | '\u{1F300}'..='\u{1FAFF}'
    )
}

/// Whether `word` is a Roman numeral; the look-alike Cyrillic letters count.
pub(super) fn is_roman(word: &str) -> bool {
    !word.is_empty()
        && word.chars().all(|c| {
            matches!(
                c,
                'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M' | 'Х' | 'І' | 'С' | 'М'
            )
        })
}
