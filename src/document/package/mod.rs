//! Packages: articles that are archives of XML parts, DOCX and ODT; the only door to flate2.
//!
//! A format of packages says which parts of an archive hold text ([`Package::parts`]). They are read
//! as one text ([`text::parts`](crate::text::parts)), so that blocks, segments and fills are spans as
//! in any other article, and the archive itself stays with the [`Source`]. Written back, the parts
//! that changed are compressed anew and every other byte is copied; without a change it is the file
//! itself.
//!
//! Nothing is ever extracted, and no part but those is inflated.

mod create;
pub(super) mod language;
pub(super) mod office;
mod write;
mod zip;

pub use create::create;
pub use zip::Archive;

use super::{DocumentError, FORMATS};
use crate::text::parts::{Container, push_part};
use crate::text::{Place, Source, Span, decode};
use crate::xml::{self, XmlOptions};
use memchr::memchr;
use std::borrow::Cow;

/// A format whose files are archives.
pub trait Package {
    /// Names of the parts that hold text, in the order in which they are read; `None` when the
    /// archive is of another format.
    ///
    /// # Errors
    /// With what is wrong, when the archive is of this format but not whole.
    fn parts(&self, archive: &Archive<'_>) -> Result<Option<Vec<String>>, String>;

    /// The part called `name` as it is read: one, or several where texts stand in one another.
    ///
    /// # Errors
    /// With what is wrong, when that cannot be told.
    fn unfold<'t>(
        &self,
        name: &str,
        text: Cow<'t, str>,
    ) -> Result<Vec<(String, Cow<'t, str>)>, String> {
        Ok(vec![(name.to_owned(), text)])
    }

    /// The parts of the archive, by name, that the parts of `source` were taken from; `None` when they
    /// no longer fit together.
    fn fold(&self, source: &Source) -> Option<Vec<(String, String)>> {
        let parts = source.parts();
        Some(
            parts
                .map(|part| (part.name.to_owned(), part.text.to_owned()))
                .collect(),
        )
    }
}

/// The text of the package in `bytes`, called `name` in messages; `None` when the bytes are no
/// archive, or one of no format that is read.
///
/// # Errors
/// When the archive or a part of it cannot be read whole and true.
pub fn unpack(name: &str, bytes: &[u8]) -> Option<Result<Source, DocumentError>> {
    if !bytes.starts_with(b"PK\x03\x04") && !bytes.starts_with(b"PK\x05\x06") {
        return None;
    }
    unpacked(name, bytes)
        .map_err(|message| refused(name, message))
        .transpose()
}

fn unpacked(name: &str, bytes: &[u8]) -> Result<Option<Source>, String> {
    let archive = Archive::open(bytes)?;
    for format in FORMATS {
        let Some(package) = format.package() else {
            continue;
        };
        let Some(parts) = package.parts(&archive)? else {
            continue;
        };
        let mut text = String::new();
        for part in parts {
            let (content, _) = part_text(&archive, &part)?;
            if part.contains('\0') || memchr(0, content.as_bytes()).is_some() {
                return Err(format!("\"{part}\" holds a NUL character"));
            }
            for (name, content) in package.unfold(&part, content.into())? {
                push_part(&mut text, &name, content);
            }
        }
        let container = Container {
            bytes: bytes.to_vec(),
            format: format.name(),
        };
        return Ok(Some(Source::of_parts(name, text, container)));
    }
    Ok(None)
}

/// How a piece of text of a part is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// As it reads, but for its line ends.
    AsItIs,
    /// As a reference: one thing, whatever its length.
    Reference,
    /// As it reads, between the marks of a CDATA section; nothing is written there.
    Cdata,
}

/// How the piece of text `raw` is written, and where in it the text itself stands.
pub(super) fn written(raw: &str) -> (Written, Span) {
    const CDATA: (&str, &str) = ("<![CDATA[", "]]>");
    if raw.starts_with('&') {
        return (Written::Reference, Span::new(0, raw.len()));
    }
    if raw.starts_with(CDATA.0) && raw.len() >= CDATA.0.len() + CDATA.1.len() {
        let inside = Span::new(CDATA.0.len(), raw.len() - CDATA.1.len());
        return (Written::Cdata, inside);
    }
    (Written::AsItIs, Span::new(0, raw.len()))
}

/// The decoded text of the part called `name`, and its encoding.
pub(super) fn part_text(
    archive: &Archive<'_>,
    name: &str,
) -> Result<(String, &'static str), String> {
    let bytes = archive.read(name)?;
    xml::decode_text(name, bytes, XmlOptions::default()).map_err(|error| error.to_string())
}

/// The file of which `source` is the text, with `text` in its place.
///
/// `None` when the encoding of the file lacks a letter of it, or the archive cannot take it.
pub fn encode(source: &Source, text: &str) -> Option<Vec<u8>> {
    let Some(container) = source.container() else {
        return decode::encode(text, source.encoding());
    };
    // The text of `source` may be a draft already.
    let original = unpack(source.name(), &container.bytes)?.ok()?;
    if text == original.text() {
        return Some(container.bytes.clone());
    }
    let archive = Archive::open(&container.bytes).ok()?;
    let format = FORMATS
        .iter()
        .find(|format| format.name() == container.format)?;
    let package = format.package()?;
    let old = package.fold(&original)?;
    let whole = package.fold(&source.with_text(text))?;
    if old.len() != whole.len() {
        return None;
    }
    let mut changed = Vec::new();
    for ((name, old), (new_name, new)) in old.iter().zip(&whole) {
        if name != new_name {
            return None;
        }
        if old != new {
            let encoding = part_text(&archive, name).ok()?.1;
            changed.push((name.clone(), decode::encode(new, encoding)?));
        }
    }
    let bytes = write::write(&archive, &changed)?;
    // What was written is read again before anyone relies on it.
    let again = unpack(source.name(), &bytes)?.ok()?;
    (package.fold(&again)? == whole).then_some(bytes)
}

/// An error about the file as a whole.
pub(super) fn refused(name: &str, message: String) -> DocumentError {
    DocumentError {
        file: name.to_owned(),
        place: Place { line: 1, column: 1 },
        message,
    }
}
