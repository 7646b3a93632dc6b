//! The characters of XML 1.0: which may occur at all, which make names, which are white space.

/// Whether `c` may occur in an XML 1.0 document (production 2, Char).
pub(crate) fn is_xml_char(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => true,
        '\0'..='\x1F' | '\u{FFFE}' | '\u{FFFF}' => false,
        _ => true,
    }
}

/// Whether `byte` is white space of XML (production 3): no-break spaces are text.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// The same of a character.
pub(super) fn is_space_char(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// `text` without XML white space at either end.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_space_char)
}

/// Length in bytes of the name (production 5) at the start of `text`; 0 when there is none.
pub(super) fn name_length(text: &str) -> usize {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if is_name_start(first) => {}
        _ => return 0,
    }
    // Names are nearly always letters of ASCII and a colon.
    let is_letter = |byte: &u8| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b':');
    let rest = chars.as_str();
    let letters = rest.bytes().take_while(is_letter).count();
    let rest = &rest[letters..];
    let others = rest.find(|c| !is_name_char(c)).unwrap_or(rest.len());
    text.len() - rest.len() + others
}

fn is_name_start(c: char) -> bool {
    matches!(c,
        'a'..='z' | 'A'..='Z' | '_' | ':'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_where_it_must() {
        assert_eq!(name_length("xml:lang=\"fr\""), 8);
        assert_eq!(name_length("единица>"), 14);
        assert_eq!(name_length("1a"), 0);
        assert_eq!(name_length(""), 0);
    }

    #[test]
    fn control_characters_are_no_xml() {
        assert!(!is_xml_char('\u{8}') && !is_xml_char('\0') && !is_xml_char('\u{FFFE}'));
        assert!(is_xml_char('\u{202F}') && is_xml_char('\u{85}') && is_xml_char('\u{1F680}'));
    }

    #[test]
    fn a_no_break_space_is_text() {
        assert_eq!(trim(" \n\u{A0}\t"), "\u{A0}");
    }
}
