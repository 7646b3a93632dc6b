//! The archive around a document: its directory, and the parts that are asked for.
//!
//! The archives of office programs are a small part of ZIP: stored or deflated entries on one disk.
//! That much is read here, strictly, because two readers that disagree about an archive are how one
//! document shows two faces: entries may not overlap, two may not have one name, each must be called
//! the same in its own header, and its size and checksum must be true. Nothing is ever written to
//! a disk, so names that lead out of a folder lead nowhere.
//!
//! Only the parts asked for are inflated, each to at most [`RATIO`] times its compressed size and
//! [`LIMIT`] bytes.
//!
//! Source: PKWARE APPNOTE 6.3, sections 4.3 (records), 4.4 (fields), 4.5 (extra fields).

use flate2::bufread::DeflateDecoder;
use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::collections::HashSet;
use std::io::Read;
use std::ops::Range;

/// Most bytes of one part, as of any article.
const LIMIT: usize = crate::files::TEXT_LIMIT as usize;

/// Most bytes that one compressed byte may become. The XML of real documents shrinks to a tenth, at
/// best to a thirtieth; a bomb to a thousandth.
const RATIO: usize = 100;

/// Bytes to which a part may be inflated whatever the ratio: a page of one repeated line is no bomb.
const SMALL: usize = 1 << 20;

/// Bytes of room for the marks that a part gets when it is read as one of several.
const MARKS: usize = 256;

/// What an entry of the directory begins with, and how long it is without its names.
pub(super) const RECORD: (&[u8], usize) = (b"PK\x01\x02", 46);

/// The header before the data of an entry.
pub(super) const HEADER: (&[u8], usize) = (b"PK\x03\x04", 30);

/// The end of the directory.
pub(super) const END: (&[u8], usize) = (b"PK\x05\x06", 22);

/// An extra field with sizes of 64 bits.
pub(super) const ZIP64: u16 = 1;

/// An archive that was opened.
#[derive(Debug)]
pub struct Archive<'a> {
    pub(super) bytes: &'a [u8],
    /// In the order of the directory.
    pub(super) entries: Vec<Entry>,
    /// Where the record of the end begins; the directory ends there.
    pub(super) end: usize,
}

/// One file in an archive.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    /// Its record in the directory.
    pub(super) record: Range<usize>,
    /// Where its own header begins.
    pub(super) header: usize,
    /// Its bytes as they are stored.
    pub(super) data: Range<usize>,
    /// Where the next entry or the directory begins.
    pub(super) next: usize,
    pub(super) method: u16,
    flags: u16,
    crc: u32,
    size: u64,
}

/// The two bytes at `at`, the lower first.
pub(super) fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes([two[0], two[1]]))
}

/// The four bytes at `at`, the lowest first.
pub(super) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(short(bytes, at)?) | u32::from(short(bytes, at.checked_add(2)?)?) << 16)
}

const CUT: &str = "the archive is cut short or damaged: its directory cannot be read";

impl<'a> Archive<'a> {
    /// The archive in `bytes`.
    ///
    /// # Errors
    /// With what is wrong, when the directory cannot be read whole and true. The parts themselves
    /// are not looked at.
    pub fn open(bytes: &'a [u8]) -> Result<Archive<'a>, String> {
        let end = find_end(bytes).ok_or(CUT)?;
        let field = |at| long(bytes, end + at).map(|value| value as usize).ok_or(CUT);
        let count = short(bytes, end + 10).ok_or(CUT)?;
        let (size, start) = (field(12)?, field(16)?);
        if count == u16::MAX || start == u32::MAX as usize {
            return Err("an archive with sizes of 64 bits (ZIP64) is not read".to_owned());
        }
        if start.checked_add(size) != Some(end) {
            return Err(CUT.to_owned());
        }
        let mut entries = Vec::with_capacity(usize::from(count));
        let mut at = start;
        for _ in 0..count {
            let entry = entry(bytes, at, end).ok_or(CUT)?;
            at = entry.record.end;
            entries.push(entry);
        }
        if at != end {
            return Err(CUT.to_owned());
        }
        let mut archive = Archive {
            bytes,
            entries,
            end,
        };
        archive.lay_out(start)?;
        Ok(archive)
    }

    /// Finds where the data of each entry lies; entries stand one after another from the first byte
    /// to the directory at `directory`.
    fn lay_out(&mut self, directory: usize) -> Result<(), String> {
        let mut names = HashSet::new();
        let twice = self
            .entries
            .iter()
            .find(|entry| !names.insert(entry.name.to_ascii_lowercase()));
        if let Some(entry) = twice {
            return Err(format!("the archive holds \"{}\" twice", entry.name));
        }
        let mut order: Vec<usize> = (0..self.entries.len()).collect();
        order.sort_by_key(|&index| self.entries[index].header);
        let first = order.first().map(|&index| self.entries[index].header);
        if first.is_some_and(|first| first != 0) {
            return Err("other bytes stand before the archive".to_owned());
        }
        for (position, &index) in order.iter().enumerate() {
            let next = order.get(position + 1);
            let next = next.map_or(directory, |&next| self.entries[next].header);
            let entry = &mut self.entries[index];
            let data = data_of(self.bytes, entry).filter(|data| data.end <= next);
            let wrong = || format!("\"{}\" does not lie where the archive says", entry.name);
            entry.data = data.ok_or_else(wrong)?;
            entry.next = next;
        }
        Ok(())
    }

    /// Names of all parts, in the order of the directory.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// Whether there is a part called `name`.
    pub fn holds(&self, name: &str) -> bool {
        self.names().any(|own| own == name)
    }

    /// The part called `name`, inflated.
    ///
    /// # Errors
    /// With what is wrong: no such part, encrypted, too large, not what its checksum says.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let found = self.entries.iter().find(|entry| entry.name == name);
        let entry = found.ok_or_else(|| format!("there is no \"{name}\" in the archive"))?;
        let fail = |what: &str| Err(format!("\"{name}\" {what}"));
        let own = entry.header + HEADER.1;
        if self.bytes.get(own..own + name.len()) != Some(name.as_bytes()) {
            return fail("is called otherwise in its own header");
        }
        if entry.flags & 1 != 0 {
            return fail("is encrypted: save the document without a password");
        }
        let data = &self.bytes[entry.data.clone()];
        let limit = (data.len().saturating_mul(RATIO)).clamp(SMALL, LIMIT);
        let mut out = Vec::with_capacity((entry.size as usize).min(limit) + MARKS);
        let read = match entry.method {
            0 => data
                .take(limit as u64 + 1)
                .read_to_end(&mut out)
                .map(|_| ()),
            8 => inflate(data, limit, &mut out),
            other => {
                return fail(&format!(
                    "is compressed by a method ({other}) that is not read"
                ));
            }
        };
        if read.is_err() {
            return fail("is damaged: it cannot be inflated");
        }
        if out.len() > limit {
            return fail(&format!(
                "would be more than {RATIO} times its size in the archive, or {} MiB",
                LIMIT >> 20
            ));
        }
        let mut crc = Crc::new();
        crc.update(&out);
        if out.len() as u64 != entry.size || crc.sum() != entry.crc {
            return fail("is damaged: its size or checksum is not what the archive says");
        }
        Ok(out)
    }
}

/// Inflates `data` to the end of `out`, to one byte more than `limit` at most.
fn inflate(data: &[u8], limit: usize, out: &mut Vec<u8>) -> std::io::Result<()> {
    // At once, into the room that is there; nearly always that is what it takes.
    let mut whole = Decompress::new(false);
    if let Ok(Status::StreamEnd) = whole.decompress_vec(data, out, FlushDecompress::Finish) {
        return Ok(());
    }
    out.clear();
    let piecewise = DeflateDecoder::new(data);
    piecewise.take(limit as u64 + 1).read_to_end(out)?;
    Ok(())
}

/// Where the record of the end begins: it is followed by a comment, and that by nothing.
fn find_end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END.1)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    (first..=last).rev().find(|&at| {
        let comment = short(bytes, at + 20).map(usize::from);
        bytes[at..].starts_with(END.0) && comment == Some(last - at)
    })
}

/// The entry whose record is at `at` in the directory, which ends at `end`.
fn entry(bytes: &[u8], at: usize, end: usize) -> Option<Entry> {
    let record = bytes.get(at..end)?;
    if !record.starts_with(RECORD.0) {
        return None;
    }
    let two = |at| short(record, at);
    let four = |at| long(record, at);
    let (name, extra, comment) = (two(28)?, two(30)?, two(32)?);
    let names = RECORD.1 + usize::from(name);
    let extras = record.get(names..names + usize::from(extra))?;
    let length = names + extras.len() + usize::from(comment);
    record.get(..length)?;
    let (mut stored, mut size) = (u64::from(four(20)?), u64::from(four(24)?));
    let header = four(42)?;
    if header == u32::MAX {
        return None;
    }
    if let Some(wide) = extra_field(extras, ZIP64) {
        let mut wide = wide.chunks_exact(8);
        let mut next = || {
            let eight = wide.next()?.try_into().ok()?;
            Some(u64::from_le_bytes(eight))
        };
        for value in [&mut size, &mut stored] {
            if *value == u64::from(u32::MAX) {
                *value = next()?;
            }
        }
    }
    Some(Entry {
        name: String::from_utf8_lossy(&record[RECORD.1..names]).into_owned(),
        record: at..at + length,
        header: header as usize,
        data: 0..usize::try_from(stored).ok()?,
        next: 0,
        method: two(10)?,
        flags: two(8)?,
        crc: four(16)?,
        size,
    })
}

/// The content of the extra field `id` in `extras`.
fn extra_field(extras: &[u8], id: u16) -> Option<&[u8]> {
    extra_fields(extras).find_map(|(own, field)| (own == id).then_some(&field[4..]))
}

/// The extra fields in `extras`, each with its id and whole.
pub(super) fn extra_fields(extras: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = extras;
    std::iter::from_fn(move || {
        let (id, length) = (short(rest, 0)?, short(rest, 2)?);
        let field = rest.get(..4 + usize::from(length))?;
        rest = &rest[field.len()..];
        Some((id, field))
    })
}

/// The bytes of `entry`, after its own header.
fn data_of(bytes: &[u8], entry: &Entry) -> Option<Range<usize>> {
    let header = bytes.get(entry.header..)?;
    if !header.starts_with(HEADER.0) {
        return None;
    }
    let names = usize::from(short(header, 26)?) + usize::from(short(header, 28)?);
    let start = entry.header + HEADER.1 + names;
    let end = start.checked_add(entry.data.len())?;
    Some(start..end)
}
