//! Classes of characters that several parts of entente ask for.
//!
//! Here so that they agree: what the segmenter takes for a quotation mark, the finder of terms and
//! the comparison of glyphs take for one too. What only one part asks stays with that part.

/// Whether `c` is a letter of the Latin script.
pub fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (c.is_alphabetic()
            && matches!(c, '\u{AA}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}'))
}

/// Whether `c` is a letter of the Cyrillic script.
pub fn is_cyrillic(c: char) -> bool {
    c.is_alphabetic()
        && matches!(c, '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{2DE0}'..='\u{2DFF}' | '\u{A640}'..='\u{A69F}')
}

/// `c.is_alphabetic()`; the letters of our languages are told without a search in its tables.
pub fn is_alphabetic(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | 'А'..='я' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' => true,
        '\0'..='\u{7F}' => false,
        _ => c.is_alphabetic(),
    }
}

/// `c.is_alphanumeric()`; the letters of our languages are told without a search in its tables.
pub fn is_alphanumeric(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | 'А'..='я' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' => {
            true
        }
        '\0'..='\u{7F}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// Bytes of the letter at the start of `text`, which is UTF-8, if it is one of ASCII, of Latin-1 or of
/// U+0400–U+047F: letters that are told without being decoded, and have one length in both cases.
pub(crate) fn first_letter(text: &[u8]) -> usize {
    match text {
        [b'a'..=b'z' | b'A'..=b'Z', ..] => 1,
        [0xC3, second, ..] => 2 * usize::from(!matches!(second, 0x97 | 0xB7)),
        [0xD0 | 0xD1, ..] => 2,
        _ => 0,
    }
}

/// The same of the letter at the end of `text`.
pub(crate) fn last_letter(text: &[u8]) -> usize {
    match text {
        [.., b'a'..=b'z' | b'A'..=b'Z'] => 1,
        [.., 0xC3, second] => 2 * usize::from(!matches!(second, 0x97 | 0xB7)),
        [.., 0xD0 | 0xD1, _] => 2,
        _ => 0,
    }
}

/// Latin letters and the Cyrillic ones that look the same.
pub const TWINS: &[(char, char)] = &[
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('o', 'о'),
    ('p', 'р'),
    ('x', 'х'),
    ('y', 'у'),
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('k', 'к'),
    ('i', 'і'),
    ('I', 'І'),
    ('s', 'ѕ'),
    ('S', 'Ѕ'),
    ('j', 'ј'),
    ('J', 'Ј'),
    ('ë', 'ё'),
    ('Ë', 'Ё'),
];

/// The Latin letter that looks like the Cyrillic `c`.
pub fn latin_twin(c: char) -> Option<char> {
    let pair = TWINS.iter().find(|(_, cyrillic)| *cyrillic == c);
    pair.map(|(latin, _)| *latin)
}

/// The Cyrillic letter that looks like the Latin `c`.
pub fn cyrillic_twin(c: char) -> Option<char> {
    let pair = TWINS.iter().find(|(latin, _)| *latin == c);
    pair.map(|(_, cyrillic)| *cyrillic)
}

/// Whether `c` is an apostrophe as people type it: `'` or `’` (also the letter U+02BC).
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2BC}')
}

/// Whether `c` is a dash or hyphen glyph, the minus sign included.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Whether `c` is a quotation mark of any of the three languages.
pub fn is_quote(c: char) -> bool {
    matches!(c, '"' | '«' | '»' | '‹' | '›' | '\u{2018}'..='\u{201F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_told_without_the_tables_are_those_of_the_tables() {
        for c in '\0'..'\u{3000}' {
            assert_eq!(is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn letters_told_by_their_bytes_are_letters() {
        for c in '\0'..='\u{1FFF}' {
            let text = c.to_string();
            let told = c.is_ascii_alphabetic()
                || matches!(c, '\u{C0}'..='\u{FF}' if c.is_alphabetic())
                || matches!(c, '\u{400}'..='\u{47F}');
            let length = if told { c.len_utf8() } else { 0 };
            assert!(!told || c.is_alphabetic());
            assert_eq!(first_letter(text.as_bytes()), length, "{c:?}");
            assert_eq!(last_letter(format!("é{c}").as_bytes()), length, "{c:?}");
            if told {
                assert!(
                    c.to_lowercase().all(|small| small.len_utf8() == length),
                    "{c:?}"
                );
            }
        }
    }

    #[test]
    fn look_alike_letters_differ_in_script() {
        assert!(is_latin('c') && !is_cyrillic('c'));
        assert!(is_cyrillic('с') && !is_latin('с'));
        assert!(is_latin('é') && is_cyrillic('ё'));
        for (latin, cyrillic) in TWINS {
            assert!(is_latin(*latin) && is_cyrillic(*cyrillic), "{latin}");
            assert_eq!(cyrillic_twin(*latin).and_then(latin_twin), Some(*latin));
        }
    }
}
