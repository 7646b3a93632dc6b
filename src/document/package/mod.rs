//! Packages: articles that are archives of XML parts, DOCX and ODT; the only door to flate2.
//!
//! A format of packages says which parts of an archive hold text ([`Package::parts`]). They are read
//! as one text ([`text::parts`](crate::text::parts)), so that blocks, segments and fills are spans as
//! in any other article, and the archive itself stays with the [`Source`]. Written back, the parts
//! that changed are compressed anew and every other byte is copied; without a change it is the file
//! itself.
//!
//! Nothing is ever extracted, and no part but those is inflated.

mod write;
mod zip;

pub use zip::Archive;

use super::{DocumentError, FORMATS};
use crate::text::parts::{Container, push_part};
use crate::text::{Place, Source, decode};
use crate::xml::{self, XmlOptions};

/// A format whose files are archives.
pub trait Package {
    /// Names of the parts that hold text, in the order in which they are read; `None` when the
    /// archive is of another format.
    ///
    /// # Errors
    /// With what is wrong, when the archive is of this format but not whole.
    fn parts(&self, archive: &Archive<'_>) -> Result<Option<Vec<String>>, String>;
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
            let content = part_text(&archive, &part)?;
            if part.contains('\0') || content.text().contains('\0') {
                return Err(format!("\"{part}\" holds a NUL character"));
            }
            push_part(&mut text, &part, content.text());
        }
        let container = Container {
            bytes: bytes.to_vec(),
            format: format.name(),
        };
        return Ok(Some(Source::of_parts(name, text, container)));
    }
    Ok(None)
}

/// The decoded text of the part called `name`.
fn part_text(archive: &Archive<'_>, name: &str) -> Result<Source, String> {
    let bytes = archive.read(name)?;
    xml::decode(name, bytes, XmlOptions::default()).map_err(|error| error.to_string())
}

/// The file of which `source` is the text, with `text` in its place.
///
/// `None` when the encoding of the file lacks a letter of it, or the archive cannot take it.
pub fn encode(source: &Source, text: &str) -> Option<Vec<u8>> {
    let Some(container) = source.container() else {
        return decode::encode(text, source.encoding());
    };
    if text == source.text() {
        return Some(container.bytes.clone());
    }
    let archive = Archive::open(&container.bytes).ok()?;
    let new = Source::new("", text);
    let mut changed = Vec::new();
    for (old, new) in source.parts().zip(new.parts()) {
        if old.name != new.name {
            return None;
        }
        if old.text != new.text {
            let encoding = part_text(&archive, old.name).ok()?.encoding();
            changed.push((old.name.to_owned(), decode::encode(new.text, encoding)?));
        }
    }
    if source.parts().count() != new.parts().count() {
        return None;
    }
    let bytes = write::write(&archive, &changed)?;
    // What was written is read again before anyone relies on it.
    let again = unpack(source.name(), &bytes)?.ok()?;
    (again.text() == text).then_some(bytes)
}

/// An error about the file as a whole.
pub(super) fn refused(name: &str, message: String) -> DocumentError {
    DocumentError {
        file: name.to_owned(),
        place: Place { line: 1, column: 1 },
        message,
    }
}
