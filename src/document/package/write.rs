//! An archive with other content in some of its parts.
//!
//! Every other entry is copied as it lies there, compressed bytes, header, extra fields and all, in
//! the order in which they lie; the directory keeps its own order. A changed part keeps its name,
//! time and place; its sizes are in its header, so a descriptor after the data is dropped.

use super::zip::{Archive, Entry, HEADER, ZIP64, extra_fields, long, short};
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::io::Write;

/// Flags that no longer hold of a part that was written anew: how hard it was compressed, and that
/// its sizes come after the data.
const STALE: u16 = 0b1110;

/// What is said of a changed part.
struct Sizes {
    crc: u32,
    stored: u32,
    size: u32,
}

/// The archive with `changed` in place of the parts of that name; `None` when a part is not there
/// or too large.
pub(super) fn write(archive: &Archive<'_>, changed: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let mut order: Vec<&Entry> = archive.entries.iter().collect();
    order.sort_by_key(|entry| entry.header);
    let known = |name: &String| archive.holds(name);
    if !changed.iter().all(|(name, _)| known(name)) {
        return None;
    }
    let mut out = Vec::with_capacity(archive.bytes.len());
    let mut headers = Vec::with_capacity(order.len());
    let mut sizes = Vec::with_capacity(order.len());
    for entry in order {
        headers.push((entry.header, u32::try_from(out.len()).ok()?));
        match changed.iter().find(|(name, _)| *name == entry.name) {
            Some((_, content)) => {
                sizes.push((entry.header, add(&mut out, archive, entry, content)?))
            }
            None => out.extend_from_slice(&archive.bytes[entry.header..entry.next]),
        }
    }
    let start = u32::try_from(out.len()).ok()?;
    for entry in &archive.entries {
        let at = headers
            .binary_search_by_key(&entry.header, |(old, _)| *old)
            .ok()?;
        let new = sizes.iter().find(|(header, _)| *header == entry.header);
        let new = new.map(|(_, sizes)| sizes);
        add_record(
            &mut out,
            &archive.bytes[entry.record.clone()],
            headers[at].1,
            new,
        )?;
    }
    let size = u32::try_from(out.len()).ok()? - start;
    let mut end = archive.bytes[archive.end..].to_vec();
    end[12..16].copy_from_slice(&size.to_le_bytes());
    end[16..20].copy_from_slice(&start.to_le_bytes());
    out.extend_from_slice(&end);
    Some(out)
}

/// Appends `entry` with other `content`.
fn add(out: &mut Vec<u8>, archive: &Archive<'_>, entry: &Entry, content: &[u8]) -> Option<Sizes> {
    let stored = match entry.method {
        8 => deflated(content)?,
        _ => content.to_vec(),
    };
    let mut crc = Crc::new();
    crc.update(content);
    let sizes = Sizes {
        crc: crc.sum(),
        stored: u32::try_from(stored.len()).ok()?,
        size: u32::try_from(content.len()).ok()?,
    };
    let header = &archive.bytes[entry.header..entry.data.start];
    let names = HEADER.1 + usize::from(short(header, 26)?);
    let extras = narrow(&header[names..]);
    let mut fixed = header[..HEADER.1].to_vec();
    put(&mut fixed, 6, 14, &sizes)?;
    fixed[28..30].copy_from_slice(&u16::try_from(extras.len()).ok()?.to_le_bytes());
    out.extend_from_slice(&fixed);
    out.extend_from_slice(&header[HEADER.1..names]);
    out.extend_from_slice(&extras);
    out.extend_from_slice(&stored);
    Some(sizes)
}

/// Appends a record of the directory: its entry lies at `header` now and has these `sizes`.
fn add_record(out: &mut Vec<u8>, record: &[u8], header: u32, sizes: Option<&Sizes>) -> Option<()> {
    let mut fixed = record[..46].to_vec();
    fixed[42..46].copy_from_slice(&header.to_le_bytes());
    let Some(sizes) = sizes else {
        out.extend_from_slice(&fixed);
        out.extend_from_slice(&record[46..]);
        return Some(());
    };
    let names = 46 + usize::from(short(record, 28)?);
    let end = names + usize::from(short(record, 30)?);
    let extras = narrow(&record[names..end]);
    put(&mut fixed, 8, 16, sizes)?;
    fixed[30..32].copy_from_slice(&u16::try_from(extras.len()).ok()?.to_le_bytes());
    out.extend_from_slice(&fixed);
    out.extend_from_slice(&record[46..names]);
    out.extend_from_slice(&extras);
    out.extend_from_slice(&record[end..]);
    Some(())
}

/// Writes `sizes` at `at` and clears what no longer holds of the flags at `flags`.
fn put(fixed: &mut [u8], flags: usize, at: usize, sizes: &Sizes) -> Option<()> {
    let kept = short(fixed, flags)? & !STALE;
    fixed[flags..flags + 2].copy_from_slice(&kept.to_le_bytes());
    for (place, value) in [
        (at, sizes.crc),
        (at + 4, sizes.stored),
        (at + 8, sizes.size),
    ] {
        fixed[place..place + 4].copy_from_slice(&value.to_le_bytes());
    }
    debug_assert_eq!(long(fixed, at), Some(sizes.crc));
    Some(())
}

/// `extras` without sizes of 64 bits, which would be the old ones.
fn narrow(extras: &[u8]) -> Vec<u8> {
    let kept = extra_fields(extras).filter(|(id, _)| *id != ZIP64);
    kept.flat_map(|(_, field)| field).copied().collect()
}

pub(super) fn deflated(content: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).ok()?;
    encoder.finish().ok()
}
