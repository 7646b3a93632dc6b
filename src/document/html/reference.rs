//! Character references: `&eacute;`, `&#233;`, `&#xE9;` and what they stand for.
//!
//! The rules are those of the HTML Standard, section 13.2.5.72: old names count without their
//! semicolon too (`&eacute`), in an attribute only when no letter, digit or `=` follows
//! (`?a=1&copy=2` is an address). Numbers 128–159 mean what they meant in windows-1252.

use super::names::{NAMES, WITHOUT_SEMICOLON};

/// Longest name, of `&CounterClockwiseContourIntegral;`.
const LONGEST_NAME: usize = 31;

/// Longest name that needs no semicolon: `&Aacute`.
const LONGEST_OLD_NAME: usize = 6;

/// Characters for the numbers 128–159, which pages of the nineties wrote for windows-1252.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// What a reference stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// A named one: one character or two.
    Named(&'static str),
    /// A numbered one.
    Character(char),
}

/// The reference at the start of `text`, which begins with `&`: what it means and its bytes.
///
/// `attribute` says that the text is the value of an attribute. Looks at no more than the name.
pub(super) fn read(text: &str, attribute: bool) -> Option<(Meant, usize)> {
    let rest = text.strip_prefix('&')?;
    if let Some(number) = rest.strip_prefix('#') {
        let (meant, length) = numbered(number)?;
        return Some((Meant::Character(meant), 2 + length));
    }
    let (meant, length) = named(rest, attribute)?;
    Some((Meant::Named(meant), 1 + length))
}

/// The number after `&#`, and its bytes with the semicolon.
fn numbered(text: &str) -> Option<(char, usize)> {
    let hexadecimal = text.starts_with(['x', 'X']);
    let (radix, mut length) = if hexadecimal { (16, 1) } else { (10, 0) };
    let first = length;
    let mut value = 0_u32;
    for c in text[length..].chars() {
        let Some(digit) = c.to_digit(radix) else {
            break;
        };
        value = value.saturating_mul(radix).saturating_add(digit);
        length += 1;
    }
    if length == first {
        return None;
    }
    let semicolon = usize::from(text[length..].starts_with(';'));
    Some((character(value), length + semicolon))
}

fn character(value: u32) -> char {
    match value {
        0 => char::REPLACEMENT_CHARACTER,
        128..=159 => WINDOWS_1252[value as usize - 128],
        _ => char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// The longest name at the start of `text`, and its bytes with the semicolon.
fn named(text: &str, attribute: bool) -> Option<(&'static str, usize)> {
    let name = text.bytes().take(LONGEST_NAME + 1);
    let length = name.take_while(u8::is_ascii_alphanumeric).count();
    if text[length..].starts_with(';')
        && let Some(meant) = meaning(&text[..length])
    {
        return Some((meant, length + 1));
    }
    let longest = length.min(LONGEST_OLD_NAME);
    let old = (2..=longest).rev().find(|&length| {
        let name = &text[..length];
        WITHOUT_SEMICOLON.binary_search(&name).is_ok()
    })?;
    let next = text.as_bytes().get(old);
    if attribute && next.is_some_and(|&next| next == b'=' || next.is_ascii_alphanumeric()) {
        return None;
    }
    Some((meaning(&text[..old])?, old))
}

fn meaning(name: &str) -> Option<&'static str> {
    let index = NAMES.binary_search_by_key(&name, |(name, _)| name).ok()?;
    Some(NAMES[index].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(reference: &str) -> Option<(String, usize)> {
        let (meant, length) = read(reference, false)?;
        let meant = match meant {
            Meant::Named(meant) => meant.to_owned(),
            Meant::Character(meant) => meant.to_string(),
        };
        Some((meant, length))
    }

    #[test]
    fn what_is_no_reference_stays_text() {
        for plain in [
            "& b", "&", "&;", "&#", "&#;", "&#x;", "&#xg", "&foo;", "&é;",
        ] {
            assert_eq!(text(plain), None, "{plain}");
        }
    }

    #[test]
    fn names_and_numbers_are_read() {
        let cases = [
            ("&eacute;t", "é", 8),
            ("&nbsp;", "\u{A0}", 6),
            ("&#233;", "é", 6),
            ("&#xe9 ", "é", 5),
            ("&#X2014;", "—", 8),
            ("&#150;", "–", 6),
            ("&#0;", "\u{FFFD}", 4),
            ("&#xD800;", "\u{FFFD}", 8),
            ("&#99999999999;", "\u{FFFD}", 14),
            ("&CounterClockwiseContourIntegral;", "∳", 33),
        ];
        for (reference, meant, length) in cases {
            assert_eq!(text(reference), Some((meant.to_owned(), length)));
        }
    }

    #[test]
    fn old_names_need_no_semicolon() {
        assert_eq!(text("&notit;"), Some(("¬".to_owned(), 4)));
        assert_eq!(text("&notin;"), Some(("∉".to_owned(), 7)));
        assert_eq!(text("&nbspun"), Some(("\u{A0}".to_owned(), 5)));
    }

    #[test]
    fn an_address_keeps_its_parameters() {
        assert_eq!(read("&copy=2", true), None);
        assert_eq!(read("&copyright", true), None);
        assert_eq!(read("&copy;", true), Some((Meant::Named("©"), 6)));
        assert_eq!(read("&copy ", true), Some((Meant::Named("©"), 5)));
    }

    #[test]
    fn both_tables_are_in_order() {
        assert!(NAMES.is_sorted_by(|a, b| a.0 < b.0));
        assert!(WITHOUT_SEMICOLON.is_sorted_by(|a, b| a < b));
        assert!(WITHOUT_SEMICOLON.iter().all(|name| meaning(name).is_some()));
    }
}
