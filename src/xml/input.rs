//! Bytes of a file to checked UTF-8, a chunk at a time, with line and column.
//!
//! [`Input`] is what quick-xml reads from. It decodes, makes one `\n` of each line end (XML 1.0,
//! 2.11), refuses characters that XML does not allow, and counts lines and columns of whatever the
//! parser consumes: after each event the place is that of the next one. A fault is kept until the
//! text before it was consumed, so its place is exact. Memory is one chunk, whatever the file.

use super::chars::is_xml_char;
use super::encoding::{Detected, HEAD, detect};
use super::error::XmlErrorKind;
use crate::text::Place;
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use std::io::{self, BufRead, Read};

/// Bytes decoded at a time: enough that the calls do not show, small against any file.
const CHUNK: usize = 64 * 1024;

/// The byte-order mark in decoded text.
const MARK: &str = "\u{FEFF}";

/// Decoded, checked text of a file, as a `BufRead`.
pub(super) struct Input<R> {
    raw: R,
    /// First bytes of the file, read to find its encoding, and how many of them are used.
    head: Vec<u8>,
    head_used: usize,
    decoder: Option<Decoder>,
    detected: Option<Detected>,
    fallback: Option<&'static Encoding>,
    /// Decoded text, how much of it is consumed, and of how much `place` knows.
    buffer: Vec<u8>,
    used: usize,
    placed: usize,
    /// Where in the buffer the second byte of a line end was left out, and how many are consumed.
    dropped: Vec<usize>,
    dropped_used: usize,
    /// A carriage return that ended the last chunk: what it is depends on the next.
    held_return: bool,
    /// Last byte of the chunk before.
    previous: u8,
    started: bool,
    ended: bool,
    fault: Option<XmlErrorKind>,
    place: Place,
    /// Bytes of the decoded file that are consumed, its own line ends and mark counted.
    offset: usize,
    /// The encoding a text had before it was decoded elsewhere.
    decoded_from: Option<&'static Encoding>,
    /// Bytes consumed since the event began, and the most there may be.
    event: usize,
    limit: usize,
}

impl<R: BufRead> Input<R> {
    /// The text of `raw`; `limit` is the most bytes that one event may have.
    pub(super) fn new(raw: R, fallback: Option<&'static Encoding>, limit: usize) -> Input<R> {
        Input {
            raw,
            head: Vec::new(),
            head_used: 0,
            decoder: None,
            detected: None,
            fallback,
            buffer: Vec::new(),
            used: 0,
            placed: 0,
            dropped: Vec::new(),
            dropped_used: 0,
            held_return: false,
            previous: 0,
            started: false,
            ended: false,
            fault: None,
            place: Place { line: 1, column: 1 },
            offset: 0,
            decoded_from: None,
            event: 0,
            limit,
        }
    }

    /// The same for a file that was `encoding` and is decoded already.
    pub(super) fn decoded(text: R, encoding: &'static Encoding, limit: usize) -> Input<R> {
        Input {
            decoded_from: Some(encoding),
            ..Input::new(text, Some(UTF_8), limit)
        }
    }

    /// Place of the first character that is not yet consumed.
    pub(super) fn place(&mut self) -> Place {
        advance(&mut self.place, &self.buffer[self.placed..self.used]);
        self.placed = self.used;
        self.place
    }

    /// What is decoded and not yet consumed; nothing when the next chunk must be read.
    pub(super) fn decoded_ahead(&self) -> &[u8] {
        &self.buffer[self.used..]
    }

    /// Offset of that character in the decoded file.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// Bytes of the byte-order mark in the decoded file; 0 until something was read.
    pub(super) fn mark(&self) -> usize {
        match &self.detected {
            Some(detected) if detected.mark > 0 => MARK.len(),
            _ => 0,
        }
    }

    /// The encoding of the bytes; UTF-8 until something was read.
    pub(super) fn encoding(&self) -> &'static Encoding {
        self.detected.map_or(UTF_8, |detected| detected.encoding)
    }

    /// The fault that the last failed read was about.
    pub(super) fn take_fault(&mut self) -> Option<XmlErrorKind> {
        self.fault.take()
    }

    /// Begins a new event: its bytes are counted from here.
    pub(super) fn begin_event(&mut self) {
        self.event = 0;
    }

    /// Reads the first bytes, finds the encoding, sets up the decoder.
    fn open(&mut self) -> io::Result<()> {
        let raw = self.raw.by_ref();
        raw.take(HEAD as u64).read_to_end(&mut self.head)?;
        let detected = match self.decoded_from {
            Some(_) => detect(self.head.get(..MARK.len()).unwrap_or(&[]), None),
            None => detect(&self.head, self.fallback),
        };
        self.head_used = detected.mark.min(self.head.len());
        if detected.utf32 {
            self.fault = Some(XmlErrorKind::Utf32);
        }
        self.decoder = Some(detected.encoding.new_decoder_without_bom_handling());
        self.detected = Some(Detected {
            encoding: self.decoded_from.unwrap_or(detected.encoding),
            ..detected
        });
        self.offset = self.mark();
        Ok(())
    }

    /// Decodes the next chunk into the empty buffer.
    fn refill(&mut self) -> io::Result<()> {
        if self.decoder.is_none() {
            self.open()?;
        }
        self.place();
        self.buffer.clear();
        (self.used, self.placed) = (0, 0);
        self.dropped.clear();
        self.dropped_used = 0;
        while self.buffer.is_empty() && !self.ended && self.fault.is_none() {
            self.decode_chunk()?;
            self.check();
        }
        Ok(())
    }

    fn decode_chunk(&mut self) -> io::Result<()> {
        let from_head = self.head_used < self.head.len();
        let bytes = if from_head {
            &self.head[self.head_used..]
        } else {
            fill(&mut self.raw)?
        };
        let bytes = &bytes[..bytes.len().min(CHUNK)];
        let last = bytes.is_empty();
        let (Some(decoder), Some(detected)) = (&mut self.decoder, self.detected) else {
            return Ok(());
        };
        let wide = detected
            .ascii
            .then(|| bytes.iter().position(|byte| !byte.is_ascii()));
        let wide = wide.flatten();
        let readable = &bytes[..wide.unwrap_or(bytes.len())];
        let room = decoder.max_utf8_buffer_length_without_replacement(readable.len());
        let held = usize::from(std::mem::take(&mut self.held_return));
        self.buffer.clear();
        self.buffer.resize(held + room.unwrap_or(4 * CHUNK), b'\r');
        let out = &mut self.buffer[held..];
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(readable, out, last);
        self.buffer.truncate(held + written);
        match (result, wide) {
            (DecoderResult::Malformed(length, beyond), _) => {
                let at = read.checked_sub(usize::from(length) + usize::from(beyond));
                let byte = at.and_then(|at| bytes.get(at)).unwrap_or(&self.previous);
                let byte = (!last).then_some(*byte);
                self.fault = Some(XmlErrorKind::Byte(byte, detected.encoding.name()));
            }
            (_, Some(at)) => self.fault = Some(XmlErrorKind::Byte(Some(bytes[at]), "US-ASCII")),
            (_, None) => self.ended = last,
        }
        self.previous = bytes.last().copied().unwrap_or(self.previous);
        if from_head {
            self.head_used += read;
        } else {
            self.raw.consume(read);
        }
        Ok(())
    }

    /// Makes `\n` of line ends and cuts the buffer at the first character that may not be there.
    fn check(&mut self) {
        if !self.started && !self.buffer.is_empty() {
            self.started = self.check_start();
        }
        if self.buffer.last() == Some(&b'\r') && !self.ended && self.fault.is_none() {
            self.held_return = true;
            self.buffer.pop();
        }
        if self.buffer.chunks(STRIDE).all(is_plain) {
            return;
        }
        let (mut to, mut from) = (0, 0);
        while from < self.buffer.len() {
            let rest = &self.buffer[from..];
            let run = rest.iter().position(|byte| !is_plain(&[*byte]));
            let run = run.unwrap_or(rest.len());
            self.buffer.copy_within(from..from + run, to);
            (from, to) = (from + run, to + run);
            let Some(&byte) = self.buffer.get(from) else {
                break;
            };
            let rest = &self.buffer[from..];
            if byte == b'\r' {
                let pair = rest.starts_with(b"\r\n");
                self.buffer[to] = b'\n';
                if pair {
                    self.dropped.push(to + 1);
                }
                from += 1 + usize::from(pair);
            } else if let Some(number) = forbidden(rest) {
                self.fault = Some(XmlErrorKind::Character(number));
                break;
            } else {
                self.buffer[to] = byte;
                from += 1;
            }
            to += 1;
        }
        self.buffer.truncate(to);
    }

    /// Looks at the first characters; false while there is nothing but white space.
    fn check_start(&mut self) -> bool {
        if self.buffer.starts_with(MARK.as_bytes()) {
            self.refuse(0, XmlErrorKind::SecondMark);
            return true;
        }
        let blank = |byte: &u8| byte.is_ascii_whitespace();
        let Some(at) = self.buffer.iter().position(|byte| !blank(byte)) else {
            return false;
        };
        if self.buffer[at] != b'<' && forbidden(&self.buffer[at..]).is_none() {
            let what = kind_of(&self.buffer[at..]);
            self.refuse(at, XmlErrorKind::NotXml(what));
        }
        true
    }

    fn refuse(&mut self, at: usize, kind: XmlErrorKind) {
        self.buffer.truncate(at);
        self.fault = Some(kind);
    }
}

/// The next bytes of `raw`, none at its end.
fn fill<R: BufRead>(raw: &mut R) -> io::Result<&[u8]> {
    // Asked twice because a buffer cannot be returned out of a loop that may ask again.
    while let Err(error) = raw.fill_buf() {
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    raw.fill_buf()
}

/// Bytes looked at without a branch: the compiler makes a few vector instructions of them.
const STRIDE: usize = 64;

/// Whether no byte of `bytes` needs a closer look: no control character, line end to mend or
/// first byte of U+F000–FFFF.
fn is_plain(bytes: &[u8]) -> bool {
    bytes.iter().fold(true, |plain, &byte| {
        plain & ((byte >= 0x20) | (byte == b'\n') | (byte == b'\t')) & (byte != 0xEF)
    })
}

/// Where in `text`, from `from` on, the first character stands that is a carriage return or that XML
/// does not allow; the end of the text when there is none.
pub(super) fn plain_until(text: &[u8], from: usize) -> usize {
    let mut at = from;
    for chunk in text[from..].chunks(STRIDE) {
        if !is_plain(chunk) {
            let refused = |&at: &usize| text[at] == b'\r' || forbidden(&text[at..]).is_some();
            if let Some(found) = (at..at + chunk.len()).find(refused) {
                return found;
            }
        }
        at += chunk.len();
    }
    text.len()
}

/// The number of the character at the start of `text` if XML does not allow it.
fn forbidden(text: &[u8]) -> Option<u32> {
    match text {
        [0xEF, 0xBF, 0xBE, ..] => Some(0xFFFE),
        [0xEF, 0xBF, 0xBF, ..] => Some(0xFFFF),
        [byte, ..] if byte.is_ascii() && !is_xml_char(char::from(*byte)) => Some(u32::from(*byte)),
        _ => None,
    }
}

/// What a file that is not XML seems to be, by the start of its text.
fn kind_of(text: &[u8]) -> &'static str {
    match text {
        [b'{', ..] | [b'[', ..] => "JSON, it seems",
        _ if text.starts_with(b"version https://git-lfs") => {
            "a Git LFS pointer: fetch the file itself with `git lfs pull`"
        }
        _ if text.starts_with(b"PK") => "a zip archive, it seems",
        _ => "plain text: it does not begin with \"<\"",
    }
}

impl<R: BufRead> Read for Input<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(out.len());
        out[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Input<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.used == self.buffer.len() {
            if self.event > self.limit {
                self.fault = Some(XmlErrorKind::Size(self.limit));
            }
            if self.fault.is_none() && !self.ended {
                self.refill()?;
            }
            if self.used == self.buffer.len() && self.fault.is_some() {
                return Err(io::ErrorKind::InvalidData.into());
            }
        }
        Ok(&self.buffer[self.used..])
    }

    fn consume(&mut self, amount: usize) {
        let end = (self.used + amount).min(self.buffer.len());
        let dropped = self.dropped[self.dropped_used..].iter();
        let dropped = dropped.take_while(|&&at| at <= end).count();
        self.dropped_used += dropped;
        self.offset += end - self.used + dropped;
        self.event += end - self.used;
        self.used = end;
    }
}

/// Bytes whose count fits into one byte, so that the compiler counts in lanes of one.
const COUNTED: usize = 128;

/// How many of `bytes` are as `is` says.
fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    let counts = bytes.chunks(COUNTED).map(|chunk| {
        let count: u8 = chunk.iter().map(|&byte| u8::from(is(byte))).sum();
        usize::from(count)
    });
    counts.sum()
}

/// Moves `place` over `text`, whose lines end with `\n`; columns count characters.
pub(super) fn advance(place: &mut Place, text: &[u8]) {
    let mut rest = text;
    // Most of what is consumed at once has no line end, and counting is quicker than looking for one.
    let lines = count(text, |byte| byte == b'\n');
    if lines > 0
        && let Some(end) = text.iter().rposition(|&byte| byte == b'\n')
    {
        place.line += lines;
        place.column = 1;
        rest = &text[end + 1..];
    }
    place.column += count(rest, |byte| byte & 0xC0 != 0x80);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole text, or the fault and its place.
    fn read(bytes: &[u8]) -> Result<String, (Place, XmlErrorKind)> {
        let small = io::BufReader::with_capacity(3, bytes);
        let mut input = Input::new(small, None, usize::MAX);
        let mut text = Vec::new();
        loop {
            let length = match input.fill_buf() {
                Ok([]) => return Ok(String::from_utf8(text).expect("decoded text")),
                Ok(part) => {
                    text.extend_from_slice(part);
                    part.len()
                }
                Err(_) => {
                    let kind = input.take_fault().expect("a fault was kept");
                    return Err((input.place(), kind));
                }
            };
            input.consume(length);
        }
    }

    fn utf16(text: &str) -> Vec<u8> {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xFF, 0xFE].into_iter().chain(units).collect()
    }

    #[test]
    fn a_bad_byte_has_its_place() {
        let place = Place { line: 2, column: 3 };
        let kind = XmlErrorKind::Byte(Some(0xE9), "UTF-8");
        assert_eq!(read(b"<a>\nd\xC3\xA9\xE9but</a>"), Err((place, kind)));
    }

    #[test]
    fn a_file_that_ends_inside_a_character_says_so() {
        let mut bytes = utf16("<a>Ёлка</a>");
        bytes.pop();
        let (place, kind) = read(&bytes).unwrap_err();
        assert_eq!(kind, XmlErrorKind::Byte(None, "UTF-16LE"));
        assert_eq!(
            place,
            Place {
                line: 1,
                column: 11
            }
        );
    }

    #[test]
    fn every_line_end_is_one() {
        assert_eq!(
            read(b"<a>\r\nb\rc\n\r\n</a>\r").unwrap(),
            "<a>\nb\nc\n\n</a>\n"
        );
    }

    #[test]
    fn utf_16_reads_like_utf_8() {
        let text = "<a>« Союз »\u{202F}! 🚀</a>";
        assert_eq!(read(&utf16(text)).unwrap(), text);
        assert_eq!(read(text.as_bytes()).unwrap(), text);
    }

    #[test]
    fn control_characters_and_non_characters_are_refused() {
        let (place, kind) = read("<a>é\u{8}</a>".as_bytes()).unwrap_err();
        assert_eq!((place.column, kind), (5, XmlErrorKind::Character(8)));
        let (place, kind) = read("<a>\n\u{FFFE}".as_bytes()).unwrap_err();
        assert_eq!((place.line, kind), (2, XmlErrorKind::Character(0xFFFE)));
        assert!(read("<a>\u{F8FF}\u{FFFD}</a>".as_bytes()).is_ok());
    }

    #[test]
    fn what_is_not_xml_is_named() {
        let (place, kind) = read(b"  {\"a\": 1}").unwrap_err();
        assert_eq!(place.column, 3);
        assert!(kind.to_string().contains("JSON"));
        let (_, kind) = read(b"404: Not Found").unwrap_err();
        assert!(kind.to_string().contains("plain text"));
        let (_, kind) = read("\u{FEFF}\u{FEFF}<a/>".as_bytes()).unwrap_err();
        assert_eq!(kind, XmlErrorKind::SecondMark);
    }

    #[test]
    fn a_declared_code_page_is_decoded_and_ascii_means_ascii() {
        let declared = b"<?xml version='1.0' encoding='windows-1251'?><a>\xD1\xEE\xFE\xE7</a>";
        assert!(read(declared).unwrap().ends_with("<a>Союз</a>"));
        let ascii = b"<?xml version='1.0' encoding='us-ascii'?><a>\xE9</a>";
        let (place, kind) = read(ascii).unwrap_err();
        assert_eq!(place.column, 45);
        assert_eq!(kind, XmlErrorKind::Byte(Some(0xE9), "US-ASCII"));
    }
}
