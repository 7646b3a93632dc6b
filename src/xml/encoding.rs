//! Which encoding an XML file is in, by its first bytes (XML 1.0, appendix F).
//!
//! A byte-order mark decides; then NULs around the first `<`, as UTF-16 has them; then the name in
//! the XML declaration; then letters beyond ASCII that are UTF-8, which no text in a code page is by
//! chance; then the name the user gave; then UTF-8. Whether the declared name agrees
//! with what was found is judged when the declaration is read, where its place is known.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes of the file that are looked at: a memory shows letters of its languages in them.
pub(super) const HEAD: usize = 16 << 10;

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Detected {
    /// How the bytes are to be decoded.
    pub(super) encoding: &'static Encoding,
    /// Bytes of the byte-order mark.
    pub(super) mark: usize,
    /// Whether the file declares itself ASCII: a byte above 0x7F is a fault then.
    pub(super) ascii: bool,
    /// Whether the bytes are UTF-32, which nobody writes.
    pub(super) utf32: bool,
}

/// The encoding of a file that begins with `head`; `fallback` is for files that do not say.
pub(super) fn detect(head: &[u8], fallback: Option<&'static Encoding>) -> Detected {
    let found = |encoding, mark| Detected {
        encoding,
        mark,
        ascii: false,
        utf32: false,
    };
    match head {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Detected {
            utf32: true,
            ..found(UTF_8, 4)
        },
        [0xEF, 0xBB, 0xBF, ..] => found(UTF_8, 3),
        [0xFF, 0xFE, ..] => found(UTF_16LE, 2),
        [0xFE, 0xFF, ..] => found(UTF_16BE, 2),
        [b'<', 0, _, 0, ..] => found(UTF_16LE, 0),
        [0, b'<', 0, _, ..] => found(UTF_16BE, 0),
        _ => match declared(head) {
            Some(label) => Detected {
                ascii: is_ascii(label),
                ..found(
                    of_label(label)
                        .filter(|encoding| encoding.is_ascii_compatible())
                        .unwrap_or(UTF_8),
                    0,
                )
            },
            None if is_utf8(head) => found(UTF_8, 0),
            None => found(fallback.unwrap_or(UTF_8), 0),
        },
    }
}

/// Whether `head` has letters beyond ASCII and all are UTF-8; its end may cut one.
fn is_utf8(head: &[u8]) -> bool {
    let valid = match std::str::from_utf8(head) {
        Ok(_) => head,
        Err(error) if error.error_len().is_none() => &head[..error.valid_up_to()],
        Err(_) => return false,
    };
    !valid.is_ascii()
}

/// Whether a file decoded as `real` may declare the encoding `label`; `None` when nobody knows it.
pub(super) fn agrees(label: &str, real: &'static Encoding) -> Option<bool> {
    let declared = of_label(label.as_bytes())?;
    let either = label.eq_ignore_ascii_case("utf-16") && !real.is_ascii_compatible();
    Some(declared == real || either)
}

/// The encoding with this name; those that stand for "no encoding" in the WHATWG's list are none.
fn of_label(label: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(label).filter(|&found| found != encoding_rs::X_USER_DEFINED)
}

fn is_ascii(label: &[u8]) -> bool {
    label.eq_ignore_ascii_case(b"us-ascii") || label.eq_ignore_ascii_case(b"ascii")
}

/// The encoding named in an XML declaration at the start of `head`.
fn declared(head: &[u8]) -> Option<&[u8]> {
    let declaration = head.strip_prefix(b"<?xml")?;
    let end = declaration.windows(2).position(|pair| pair == b"?>")?;
    let declaration = &declaration[..end];
    let name = b"encoding";
    let at = declaration
        .windows(name.len())
        .position(|window| window == name)?;
    let rest = declaration[at + name.len()..].trim_ascii_start();
    let rest = rest.strip_prefix(b"=")?.trim_ascii_start();
    let (&quote, value) = rest.split_first()?;
    let end = value.iter().position(|&byte| byte == quote)?;
    matches!(quote, b'"' | b'\'').then_some(&value[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{WINDOWS_1251, WINDOWS_1252};

    fn name(head: &[u8]) -> &'static str {
        detect(head, None).encoding.name()
    }

    #[test]
    fn a_mark_outranks_the_declaration() {
        assert_eq!(
            name(b"\xEF\xBB\xBF<?xml version='1.0' encoding='windows-1251'?>"),
            "UTF-8"
        );
        assert_eq!(name(b"\xFF\xFE<\0t\0"), "UTF-16LE");
        assert_eq!(name(b"\0<\0?"), "UTF-16BE");
    }

    #[test]
    fn the_declaration_outranks_the_user() {
        let head = b"<?xml version=\"1.0\" encoding = 'Windows-1251' ?><tmx/>";
        assert_eq!(detect(head, Some(WINDOWS_1252)).encoding, WINDOWS_1251);
        assert_eq!(detect(b"<tmx/>", Some(WINDOWS_1252)).encoding, WINDOWS_1252);
        // The name is for files that are not Unicode.
        let (utf8, page) = ("<tmx>Зонд", b"<tmx>\xC7\xEE\xED\xE4");
        assert_eq!(detect(utf8.as_bytes(), Some(WINDOWS_1251)).encoding, UTF_8);
        assert_eq!(
            detect(&utf8.as_bytes()[..8], Some(WINDOWS_1251)).encoding,
            UTF_8
        );
        assert_eq!(detect(page, Some(WINDOWS_1251)).encoding, WINDOWS_1251);
    }

    #[test]
    fn ascii_bytes_are_not_utf_16_whatever_they_say() {
        let head = b"<?xml version='1.0' encoding='UTF-16'?>";
        assert_eq!(name(head), "UTF-8");
        assert_eq!(agrees("UTF-16", UTF_8), Some(false));
        assert_eq!(agrees("utf-16", UTF_16BE), Some(true));
        assert_eq!(agrees("x-foo", UTF_8), None);
    }
}
