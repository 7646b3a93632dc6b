//! Bytes to text, strictly, and back.
//!
//! A byte-order mark decides; without one the bytes must be UTF-8. Only bytes that are not are
//! read in the encoding the user names, for files that neither are Unicode nor say what they are.
//! Nothing is guessed and nothing replaced: a byte that cannot be read is refused with its place,
//! and the refusal names the encoding that looks likely. The byte-order mark stays in the text as
//! U+FEFF, so that offsets count it and [`encode`] writes it again.

use super::Span;
use super::source::{Place, Source};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::fmt;

/// The encoding of an input that is not Unicode, as the user names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodePage(&'static Encoding);

impl CodePage {
    /// The encoding with this name, by the labels of the WHATWG: `windows-1252`, `cp1251`,
    /// `koi8-r`, `latin1`; `None` when there is none.
    pub fn for_name(name: &str) -> Option<CodePage> {
        Encoding::for_label_no_replacement(name.as_bytes()).map(CodePage)
    }

    /// Its standard name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

/// Bytes that are not the text they should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The file, as the user named it.
    pub file: String,
    /// Where the first unreadable byte stands, counted in the text before it.
    pub place: Place,
    /// What is wrong there.
    pub kind: DecodeErrorKind,
    /// The encoding the file seems to have, when there is a likely one.
    pub likely: Option<&'static str>,
}

/// What is wrong with the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// A byte that cannot stand there in this encoding.
    Byte(u8, &'static str),
    /// The file ends inside a character.
    Truncated(&'static str),
    /// A NUL character: no text holds one.
    Nul,
    /// UTF-32, which no translation tool writes.
    Utf32,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.place)?;
        match self.kind {
            DecodeErrorKind::Byte(byte, encoding) => {
                write!(f, "byte 0x{byte:02X} is not {encoding}")
            }
            DecodeErrorKind::Truncated(encoding) => {
                write!(f, "the file ends inside a character of {encoding}")
            }
            DecodeErrorKind::Nul => f.write_str("a NUL character: this is not a text file"),
            DecodeErrorKind::Utf32 => f.write_str("UTF-32 is not read; save the file as UTF-8"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// The text of `bytes`, called `name` in messages; `fallback` is used only when the bytes have no
/// byte-order mark and are not UTF-8.
///
/// # Errors
/// At the first byte that cannot be read, and at a NUL character.
pub fn decode(
    name: &str,
    bytes: Vec<u8>,
    fallback: Option<CodePage>,
) -> Result<Source, DecodeError> {
    let fail = |text: &str, kind, likely| {
        let place = Source::new("", text).place(text.len());
        DecodeError {
            file: name.to_owned(),
            place,
            kind,
            likely,
        }
    };
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Err(fail("", DecodeErrorKind::Utf32, None));
    }
    let marked = [(UTF_16LE, b"\xFF\xFE"), (UTF_16BE, b"\xFE\xFF")];
    let marked = marked.iter().find(|(_, mark)| bytes.starts_with(*mark));
    let (text, encoding) = if let Some(&(encoding, _)) = marked {
        let text = decode_as(encoding, &bytes).map_err(|(text, kind)| fail(&text, kind, None))?;
        (text, encoding)
    } else {
        match (String::from_utf8(bytes), fallback) {
            // UTF-16 without a mark is often valid UTF-8 full of NULs.
            (Ok(text), Some(page)) if text.contains('\0') => {
                let text = decode_as(page.0, text.as_bytes())
                    .map_err(|(text, kind)| fail(&text, kind, None))?;
                (text, page.0)
            }
            (Ok(text), _) => (text, UTF_8),
            (Err(error), Some(page)) => {
                let text = decode_as(page.0, error.as_bytes())
                    .map_err(|(text, kind)| fail(&text, kind, None))?;
                (text, page.0)
            }
            (Err(error), None) => {
                let good = error.utf8_error().valid_up_to();
                let bytes = error.as_bytes();
                let text = String::from_utf8_lossy(&bytes[..good]);
                let kind = match error.utf8_error().error_len() {
                    Some(_) => DecodeErrorKind::Byte(bytes[good], "UTF-8"),
                    None => DecodeErrorKind::Truncated("UTF-8"),
                };
                return Err(fail(&text, kind, likely(bytes)));
            }
        }
    };
    if let Some(at) = text.find('\0') {
        return Err(fail(
            &text[..at],
            DecodeErrorKind::Nul,
            likely(text.as_bytes()),
        ));
    }
    Ok(Source::decoded(name, text, encoding.name()))
}

/// The bytes of `text` in the encoding a source of that name had; `None` when the encoding lacks a
/// character of it.
pub fn encode(text: &str, encoding: &str) -> Option<Vec<u8>> {
    let encoding = Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8);
    if encoding == UTF_16LE {
        return Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
    }
    if encoding == UTF_16BE {
        return Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
    }
    let (bytes, _, lost) = encoding.encode(text);
    (!lost).then(|| bytes.into_owned())
}

/// Whether the encoding called `encoding` has the character `c`.
pub fn holds(encoding: &str, c: char) -> bool {
    let page = Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8);
    if page.output_encoding() == UTF_8 {
        return true;
    }
    let (_, _, lost) = page.encode(c.encode_utf8(&mut [0; 4]));
    !lost
}

/// Decodes without replacement; on failure the text before the bad byte and what is wrong.
fn decode_as(
    encoding: &'static Encoding,
    bytes: &[u8],
) -> Result<String, (String, DecodeErrorKind)> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::new();
    let mut read = 0;
    loop {
        let room = decoder
            .max_utf8_buffer_length(bytes.len() - read)
            .unwrap_or(bytes.len());
        text.reserve(room.max(MIN_ROOM));
        let (result, took) =
            decoder.decode_to_string_without_replacement(&bytes[read..], &mut text, true);
        read += took;
        match result {
            DecoderResult::InputEmpty => return Ok(text),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, beyond) => {
                let at = read.saturating_sub(usize::from(length) + usize::from(beyond));
                let kind = match bytes.get(at) {
                    Some(_) if read >= bytes.len() && bytes.len() - at < 2 && encoding != UTF_8 => {
                        DecodeErrorKind::Truncated(encoding.name())
                    }
                    Some(&byte) => DecodeErrorKind::Byte(byte, encoding.name()),
                    None => DecodeErrorKind::Truncated(encoding.name()),
                };
                return Err((text, kind));
            }
        }
    }
}

/// Room kept for the last characters of a text, whatever the decoder's own estimate.
const MIN_ROOM: usize = 64;

/// The encoding that bytes which are not UTF-8 seem to have.
///
/// NULs at every other place are UTF-16. Of the two code pages of our languages, Cyrillic text is
/// runs of high bytes while in French one stands alone between ASCII letters.
fn likely(bytes: &[u8]) -> Option<&'static str> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let nuls = |rest| {
        sample
            .iter()
            .skip(rest)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let (even, odd) = (nuls(0), nuls(1));
    if even.max(odd) * 4 > sample.len() {
        return Some(if odd > even { "UTF-16LE" } else { "UTF-16BE" });
    }
    let high = |byte: &u8| *byte >= 0xC0;
    let pairs = sample
        .windows(2)
        .filter(|pair| pair.iter().all(high))
        .count();
    let all = sample.iter().filter(|byte| high(byte)).count();
    if all == 0 {
        None
    } else if pairs * 2 > all {
        Some("windows-1251")
    } else {
        Some("windows-1252")
    }
}

/// Bytes looked at to name a likely encoding.
const SAMPLE: usize = 1 << 16;

/// Code pages that UTF-8 is taken for on the way, and the fewest letters of each that prove it.
const TAKEN_FOR: &[(&Encoding, usize)] = &[
    (encoding_rs::WINDOWS_1252, 1),
    (encoding_rs::WINDOWS_1251, 2),
];

/// Stretches of `text` that are UTF-8 read as another code page, with what they should read.
///
/// `Ã©` is the two bytes of `é` read as windows-1252. A stretch counts only if it decodes to
/// accented Latin letters, Cyrillic letters or typographic marks; two Cyrillic letters at least,
/// since two letters alone may stand together by chance. Costs one pass over what is not ASCII.
pub fn misread(text: &str) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c: char| !c.is_ascii()) {
        let start = at + offset;
        let mut attempts = TAKEN_FOR.iter();
        let hit = attempts.find_map(|(page, fewest)| misread_as(page, &text[start..], *fewest));
        match hit {
            Some((length, right)) => {
                at = start + length;
                found.push((Span::new(start, at), right));
            }
            None => at = start + text[start..].chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

/// How far `text` begins with UTF-8 read as `page`, and what it should read.
fn misread_as(page: &'static Encoding, text: &str, fewest: usize) -> Option<(usize, String)> {
    let mut right = String::new();
    let mut rest = text;
    let mut sure = false;
    while let Some((length, c)) = misread_char(page, rest) {
        right.push(c);
        rest = &rest[length..];
        sure |= matches!(c, '\u{2010}'..='\u{20AC}' | '№');
    }
    let cyrillic = right.chars().any(super::chars::is_cyrillic);
    let fewest = if cyrillic { fewest.max(2) } else { fewest };
    (sure || !right.is_empty() && right.chars().count() >= fewest)
        .then(|| (text.len() - rest.len(), right))
}

/// The character whose UTF-8 bytes are the first of `text` in `page`, and how long they are there.
fn misread_char(page: &'static Encoding, text: &str) -> Option<(usize, char)> {
    let mut bytes = Vec::with_capacity(4);
    for (at, c) in text.char_indices().take(3) {
        let mut one = [0; 4];
        let (byte, _, lost) = page.encode(c.encode_utf8(&mut one));
        if lost || c.is_ascii() {
            return None;
        }
        bytes.extend_from_slice(&byte);
        if let Ok(right) = std::str::from_utf8(&bytes) {
            let right = right.chars().next()?;
            let ours = matches!(right, '\u{A0}'..='\u{FF}' | 'Œ' | 'œ' | '№')
                || matches!(right, 'А'..='я' | 'Ё' | 'ё' | '\u{2010}'..='\u{20AC}');
            return ours.then_some((at + c.len_utf8(), right));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Source, DecodeError> {
        decode("a.txt", bytes.to_vec(), None)
    }

    fn page(name: &str) -> Option<CodePage> {
        CodePage::for_name(name)
    }

    #[test]
    fn a_wrong_byte_is_refused_with_its_place_and_the_likely_encoding() {
        let error = read(b"Bonjour\nl'\xE9quipe").unwrap_err();
        assert_eq!(error.to_string(), "a.txt:2:3: byte 0xE9 is not UTF-8");
        assert_eq!(error.likely, Some("windows-1252"));
        let cyrillic = encode("Союз и Прогресс", "windows-1251").unwrap();
        assert_eq!(read(&cyrillic).unwrap_err().likely, Some("windows-1251"));
    }

    #[test]
    fn overlong_and_surrogate_bytes_are_no_utf8() {
        for bytes in [
            &b"a\xC0\xAF"[..],
            b"a\xED\xA0\x80",
            b"a\xF8\x88\x80\x80\x80",
            b"a\x80",
        ] {
            assert_eq!(read(bytes).unwrap_err().place.column, 2, "{bytes:X?}");
        }
    }

    #[test]
    fn a_file_cut_inside_a_character_is_refused() {
        let error = read("né".as_bytes().split_last().unwrap().1).unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::Truncated("UTF-8"));
        let error = read(b"\xFF\xFEa\0b").unwrap_err();
        assert_eq!(error.kind, DecodeErrorKind::Truncated("UTF-16LE"));
        let error = read(b"\xFF\xFEa\0\0\xD8b\0").unwrap_err();
        assert!(matches!(error.kind, DecodeErrorKind::Byte(..)), "{error}");
    }

    #[test]
    fn a_nul_is_refused_and_utf16_named() {
        let bytes: Vec<u8> = "text".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let error = read(&bytes).unwrap_err();
        assert_eq!(
            (error.kind, error.likely),
            (DecodeErrorKind::Nul, Some("UTF-16LE"))
        );
    }

    #[test]
    fn the_named_encoding_is_for_what_is_not_unicode() {
        let source = decode("a", "où".into(), page("windows-1252")).unwrap();
        assert_eq!((source.text(), source.encoding()), ("où", "UTF-8"));
        let source = decode("a", b"o\xF9".to_vec(), page("windows-1252")).unwrap();
        assert_eq!((source.text(), source.encoding()), ("où", "windows-1252"));
        let bytes: Vec<u8> = "text".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode("a", bytes, page("utf-16le")).unwrap().text(), "text");
    }

    #[test]
    fn marks_stay_and_are_written_again() {
        for (text, encoding) in [
            ("\u{FEFF}ёж\r\n", "UTF-8"),
            ("\u{FEFF}ёж\r\n", "UTF-16LE"),
            ("\u{FEFF}ёж 🚀", "UTF-16BE"),
        ] {
            let bytes = encode(text, encoding).unwrap();
            let source = read(&bytes).unwrap();
            assert_eq!((source.text(), source.encoding()), (text, encoding));
            assert_eq!(encode(source.text(), source.encoding()).unwrap(), bytes);
        }
    }

    #[test]
    fn a_code_page_that_lacks_a_letter_is_told() {
        assert_eq!(encode("ёж", "windows-1252"), None);
    }

    #[test]
    fn utf32_is_refused_by_name() {
        assert_eq!(
            read(b"\xFF\xFE\0\0a\0\0\0").unwrap_err().kind,
            DecodeErrorKind::Utf32
        );
    }

    #[test]
    fn long_files_decode_whole() {
        let text = "Ракета взлетела. ".repeat(10_000);
        let bytes = encode(&text, "windows-1251").unwrap();
        assert_eq!(decode("a", bytes, page("cp1251")).unwrap().text(), text);
    }

    #[test]
    fn text_read_as_another_code_page_is_put_right() {
        let as_1252 = |text: &str| {
            encoding_rs::WINDOWS_1252
                .decode(text.as_bytes())
                .0
                .into_owned()
        };
        let as_1251 = |text: &str| {
            encoding_rs::WINDOWS_1251
                .decode(text.as_bytes())
                .0
                .into_owned()
        };
        let right = |text: &str| {
            let found = misread(text).into_iter();
            found.map(|(_, right)| right).collect::<Vec<_>>()
        };
        assert_eq!(right(&as_1252("début à l’aube")), ["é", "à", "’"]);
        assert_eq!(right(&as_1252("пуск")), ["пуск"]);
        assert_eq!(right(&as_1251("пуск № 5")), ["пуск", "№"]);
    }

    #[test]
    fn what_only_looks_garbled_is_left_alone() {
        for text in [
            "Ångström",
            "ESPAÑA",
            "« FINALITÉ»",
            "«СССР»",
            "Р», С», В°",
            "São Paulo",
            "РЎ",
        ] {
            assert_eq!(misread(text), [], "{text}");
        }
    }
}
