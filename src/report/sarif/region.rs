//! Places as SARIF has them: an encoded URI, lines and columns from 1, offsets from 0.

use super::super::ReportContext;
use super::super::place::path;
use crate::check::Location;
use crate::text::{Place, Source, Span};
use serde::Serialize;
use std::fmt::Write;

/// A file and a region of it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

impl PhysicalLocation {
    /// A place of which only line and column are known.
    pub(super) fn at(file: &str, place: Place) -> PhysicalLocation {
        PhysicalLocation {
            artifact_location: ArtifactLocation::new(file),
            region: Region {
                start_line: place.line,
                start_column: place.column,
                ..Region::default()
            },
        }
    }
}

/// A file as a URI.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactLocation {
    uri: String,
    /// Relative names count from the root of the checkout.
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

impl ArtifactLocation {
    pub(super) fn new(file: &str) -> ArtifactLocation {
        let encoded = encoded(path(file));
        if file.starts_with('/') {
            ArtifactLocation {
                uri: format!("file://{encoded}"),
                uri_base_id: None,
            }
        } else {
            ArtifactLocation {
                uri: encoded,
                uri_base_id: Some("%SRCROOT%"),
            }
        }
    }
}

/// A region of a file; its end lies after its last character.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    start_line: usize,
    start_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    char_offset: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    char_length: Option<usize>,
    /// Only where the file is UTF-8: offsets in a decoded text are not the file's.
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_offset: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_length: Option<usize>,
}

/// The files with what turns their bytes into characters.
pub(super) struct Regions<'a> {
    files: Vec<(&'a Source, Characters<'a>)>,
}

impl<'a> Regions<'a> {
    pub(super) fn new(context: &ReportContext<'a>) -> Regions<'a> {
        let files = context.files.iter().copied();
        Regions {
            files: files
                .map(|file| (file, Characters::new(file.text())))
                .collect(),
        }
    }

    pub(super) fn physical(&self, location: &Location) -> PhysicalLocation {
        PhysicalLocation {
            artifact_location: ArtifactLocation::new(&location.file),
            region: self.region(&location.file, location.span),
        }
    }

    /// Whether text can be put into `file` where a region says.
    pub(super) fn is_text(&self, file: &str) -> bool {
        let known = self.files.iter().find(|(known, _)| known.name() == file);
        known.is_none_or(|(known, _)| known.parts().next().is_none())
    }

    /// The region of `span`; the start of the file when that is not at hand.
    pub(super) fn region(&self, file: &str, span: Span) -> Region {
        let Some((file, characters)) = self.files.iter().find(|(known, _)| known.name() == file)
        else {
            return Region {
                start_line: 1,
                start_column: 1,
                ..Region::default()
            };
        };
        let (start, end) = (file.place(span.start), file.place(span.end));
        let [from, to] = [span.start, span.end].map(|at| characters.before(at));
        if file.part_at(span.start).is_some() {
            // Of a package no viewer can count bytes or characters.
            return Region {
                start_line: start.line,
                start_column: start.column,
                ..Region::default()
            };
        }
        let bytes = (file.encoding() == "UTF-8").then_some(span);
        Region {
            start_line: start.line,
            start_column: start.column,
            end_line: Some(end.line),
            end_column: Some(end.column),
            char_offset: Some(from),
            char_length: Some(to.saturating_sub(from)),
            byte_offset: bytes.map(|span| span.start),
            byte_length: bytes.map(|span| span.end.saturating_sub(span.start)),
        }
    }
}

/// How many characters of a text lie before a byte, a byte-order mark not counted.
struct Characters<'a> {
    text: &'a str,
    /// Characters before each multiple of [`STEP`] bytes.
    counts: Vec<usize>,
}

/// Bytes that are counted anew for each place; a file has a count stored for every so many.
const STEP: usize = 4096;

impl<'a> Characters<'a> {
    fn new(text: &'a str) -> Characters<'a> {
        let mut counts = vec![0];
        for chunk in text.as_bytes().chunks(STEP) {
            let before = counts.last().copied().unwrap_or_default();
            counts.push(before + characters(chunk));
        }
        Characters { text, counts }
    }

    fn before(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let rest = &self.text.as_bytes()[at / STEP * STEP..at];
        let mark = usize::from(at > 0 && self.text.starts_with('\u{FEFF}'));
        self.counts[at / STEP] + characters(rest) - mark
    }
}

/// Characters that begin in `bytes`.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// `path` with every byte encoded that a URI gives another meaning to (RFC 3986, 2.3).
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_encoded_byte_for_byte() {
        assert_eq!(
            encoded("ru/День 1.md"),
            "ru/%D0%94%D0%B5%D0%BD%D1%8C%201.md"
        );
        assert_eq!(encoded("a:b?c#d%.md"), "a%3Ab%3Fc%23d%25.md");
    }

    #[test]
    fn characters_are_counted_alike_near_and_far() {
        let text = format!("\u{FEFF}{}", "ёж 🛰 ".repeat(2000));
        let counter = Characters::new(&text);
        assert_eq!(counter.before(0), 0);
        for (index, (at, _)) in text.char_indices().skip(1).enumerate() {
            assert_eq!(counter.before(at), index);
        }
        assert_eq!(counter.before(text.len()), text.chars().count() - 1);
    }
}
