//! The manifest: which segments are the memory, and what it holds.
//!
//! The one file of the folder that is ever replaced, and what makes a change whole: until the new
//! manifest has its name the memory is the old one, afterwards the new one. It is small, read at every
//! opening, and under one checksum.

use super::layout::{Fixed, Stored};
use super::segment::Identity;
use super::{HEAD, StoreErrorKind, VERSION, number};
use crate::memory::index::Damage;
use crate::memory::{Counts, MemoryHeader};
use crate::text::Place;
use xxhash_rust::xxh3::xxh3_64;

/// What a manifest begins with; the first byte is no text in any encoding.
pub const MAGIC: [u8; 8] = *b"\x89entente";

/// Bytes of the checksum at the end.
const SUM: usize = 8;

#[derive(Clone, Debug, Default)]
pub(super) struct Manifest {
    pub(super) header: MemoryHeader,
    pub(super) counts: Counts,
    /// The number of the next segment; no number is used twice.
    pub(super) next_segment: u64,
    /// The number of the next unit; no number is used twice.
    pub(super) next_ordinal: u64,
    /// The segments, as they were written.
    pub(super) segments: Vec<SegmentLine>,
    /// What the reading of the file had to say of it, for a memory that stands for a file.
    pub(super) notices: Vec<(Place, String)>,
}

/// What the manifest says of a segment.
#[derive(Clone, Debug, Default)]
pub(super) struct SegmentLine {
    pub(super) number: u64,
    pub(super) identity: Identity,
    /// Its units that were replaced since, rising.
    pub(super) replaced: Vec<u32>,
}

impl SegmentLine {
    /// Units that are still in the memory.
    pub(super) fn live(&self) -> u64 {
        self.identity.units - self.replaced.len() as u64
    }

    /// Its name in the folder.
    pub(super) fn file_name(&self) -> String {
        file_name(self.number)
    }
}

const PREFIX: &str = "segment-";

/// The name of segment `number` in the folder.
pub(super) fn file_name(number: u64) -> String {
    format!("{PREFIX}{number}")
}

/// Whether a file of this name is a segment.
pub(super) fn is_segment(name: &str) -> bool {
    let number = name.strip_prefix(PREFIX);
    number.is_some_and(|number| number.parse::<u64>().is_ok())
}

impl Stored for SegmentLine {
    fn put(&self, out: &mut Vec<u8>) {
        self.number.put(out);
        self.identity.length.put(out);
        self.identity.units.put(out);
        Fixed(self.identity.seal).put(out);
        self.replaced.put(out);
    }

    fn take(input: &mut &[u8]) -> Option<SegmentLine> {
        let number = Stored::take(input)?;
        let length = Stored::take(input)?;
        let units = Stored::take(input)?;
        let Fixed(seal) = Stored::take(input)?;
        let line = SegmentLine {
            number,
            identity: Identity {
                length,
                seal,
                units,
            },
            replaced: Stored::take(input)?,
        };
        let rising = line.replaced.is_sorted_by(|a, b| a < b);
        let last = line.replaced.last().copied();
        let inside = last.is_none_or(|last| u64::from(last) < line.identity.units);
        (rising && inside).then_some(line)
    }
}

impl Manifest {
    /// The bytes of the file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = super::head(MAGIC).to_vec();
        self.header.put(&mut bytes);
        self.counts.put(&mut bytes);
        self.next_segment.put(&mut bytes);
        self.next_ordinal.put(&mut bytes);
        self.segments.put(&mut bytes);
        self.notices.put(&mut bytes);
        let sum = xxh3_64(&bytes);
        bytes.extend(sum.to_le_bytes());
        bytes
    }

    /// Reads the bytes of the file.
    pub(super) fn read(bytes: &[u8]) -> Result<Manifest, StoreErrorKind> {
        super::check_head(bytes, MAGIC, VERSION)?;
        let Some(end) = bytes.len().checked_sub(SUM).filter(|end| *end >= HEAD) else {
            return Err(StoreErrorKind::Cut);
        };
        let (held, sum) = bytes.split_at(end);
        let damaged = || {
            StoreErrorKind::Damaged(Damage {
                bytes: 0..bytes.len() as u64,
            })
        };
        if xxh3_64(held) != number(sum) {
            return Err(damaged());
        }
        let mut rest = &held[HEAD..];
        let manifest = Manifest::take(&mut rest).filter(|_| rest.is_empty());
        manifest.filter(Manifest::is_coherent).ok_or_else(damaged)
    }

    fn take(input: &mut &[u8]) -> Option<Manifest> {
        Some(Manifest {
            header: Stored::take(input)?,
            counts: Stored::take(input)?,
            next_segment: Stored::take(input)?,
            next_ordinal: Stored::take(input)?,
            segments: Stored::take(input)?,
            notices: Stored::take(input)?,
        })
    }

    /// Whether the segments hold as many units as were counted, and all of them before the next ones.
    fn is_coherent(&self) -> bool {
        let mut lines = self.segments.iter();
        let live = lines.try_fold(0u64, |sum, line| sum.checked_add(line.live()));
        let numbers = self.segments.iter().map(|line| line.number);
        live == Some(self.counts.units)
            && self.next_ordinal >= self.counts.units
            && self.next_ordinal <= u64::from(u32::MAX)
            && numbers.max().is_none_or(|last| last < self.next_segment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(counted: u64, replaced: Vec<u32>) -> Manifest {
        Manifest {
            counts: Counts {
                units: counted,
                ..Counts::default()
            },
            next_segment: 2,
            next_ordinal: 3,
            segments: vec![SegmentLine {
                number: 1,
                identity: Identity {
                    length: 900,
                    seal: 7,
                    units: 3,
                },
                replaced,
            }],
            ..Manifest::default()
        }
    }

    #[test]
    fn right_checksums_do_not_make_wrong_counts_right() {
        assert!(Manifest::read(&manifest(3, vec![]).bytes()).is_ok());
        assert!(Manifest::read(&manifest(2, vec![1]).bytes()).is_ok());
        for (counted, replaced) in [
            (2, vec![]),
            (3, vec![1]),
            (1, vec![1, 1]),
            (1, vec![2, 1]),
            (2, vec![3]),
        ] {
            let bytes = manifest(counted, replaced).bytes();
            assert!(Manifest::read(&bytes).is_err(), "{counted}");
        }
        let mut reused = manifest(3, vec![]);
        reused.next_segment = 1;
        assert!(Manifest::read(&reused.bytes()).is_err());
    }

    #[test]
    fn every_cut_and_every_flipped_bit_is_seen() {
        let bytes = manifest(2, vec![1]).bytes();
        for at in 0..bytes.len() {
            assert!(Manifest::read(&bytes[..at]).is_err(), "cut at {at}");
            for bit in 0..8 {
                let mut changed = bytes.clone();
                changed[at] ^= 1 << bit;
                assert!(Manifest::read(&changed).is_err(), "bit {bit} of byte {at}");
            }
        }
        assert!(Manifest::read(&[&bytes[..], &[0]].concat()).is_err());
    }

    #[test]
    fn only_numbered_segments_are_segments() {
        assert!(is_segment("segment-12"));
        for name in ["segment-", "segment-x", "manifest", "lock", "a-segment-1"] {
            assert!(!is_segment(name), "{name}");
        }
    }
}
