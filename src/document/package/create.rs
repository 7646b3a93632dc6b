//! A new archive, the same bytes for the same parts: no clock, no name of a system.

use super::write::deflated;
use super::zip::{END, HEADER, RECORD};
use flate2::Crc;

/// The version of ZIP that is needed to read it: deflated entries, 2.0.
const VERSION: u16 = 20;

/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;

/// Deflated.
const METHOD: u16 = 8;

/// The first day that an archive can name.
const DATE: u16 = 1 << 5 | 1;

/// An archive of `parts`, name and content, in this order; `None` when it would be too large.
pub fn create(parts: &[(&str, &[u8])]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in parts {
        let header = u32::try_from(out.len()).ok()?;
        let data = deflated(content)?;
        let mut crc = Crc::new();
        crc.update(content);
        let mut fields = Vec::new();
        for short in [VERSION, FLAGS, METHOD, 0, DATE] {
            fields.extend(short.to_le_bytes());
        }
        for long in [
            crc.sum(),
            u32::try_from(data.len()).ok()?,
            u32::try_from(content.len()).ok()?,
        ] {
            fields.extend(long.to_le_bytes());
        }
        // The length of the name; no extra fields.
        fields.extend(u16::try_from(name.len()).ok()?.to_le_bytes());
        fields.extend([0; 2]);
        out.extend(HEADER.0);
        out.extend(&fields);
        out.extend(name.as_bytes());
        out.extend(data);
        directory.extend(RECORD.0);
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&fields);
        // No comment, on the first disk, without attributes.
        directory.extend([0; 10]);
        directory.extend(header.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = u32::try_from(out.len()).ok()?;
    let count = u16::try_from(parts.len()).ok()?.to_le_bytes();
    out.extend(&directory);
    out.extend(END.0);
    out.extend([0; 4]);
    out.extend(count);
    out.extend(count);
    out.extend(u32::try_from(directory.len()).ok()?.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::super::Archive;
    use super::*;

    #[test]
    fn what_is_created_is_read_with_every_check() {
        let parts: [(&str, &[u8]); 2] = [("a.xml", b"<a/>"), ("дом/б.xml", b"")];
        let bytes = create(&parts).unwrap();
        let archive = Archive::open(&bytes).unwrap();
        let names: Vec<&str> = archive.names().collect();
        assert_eq!(names, ["a.xml", "дом/б.xml"]);
        for (name, content) in parts {
            assert_eq!(archive.read(name).unwrap(), content);
        }
    }
}
