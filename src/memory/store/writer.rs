//! Writing a stored memory, unit by unit.

use super::folder::Folder;
use super::manifest::{Manifest, SegmentLine};
use super::segment::SegmentWriter;
use super::{StoreError, StoreErrorKind};
use crate::files::Existing;
use crate::lang::LangTag;
use crate::memory::{MemoryHeader, TranslationUnit};
use crate::text::Notice;
use std::fs::File;
use std::path::Path;

/// A stored memory that is written unit by unit.
///
/// Until [`finish`](Self::finish) nothing is at its place, or the old memory; one that is dropped
/// before leaves nothing.
pub struct StoreWriter {
    folder: Folder,
    manifest: Manifest,
    source: Option<LangTag>,
    segment: Option<SegmentWriter<File>>,
    keeps_places: bool,
}

impl std::fmt::Debug for StoreWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoreWriter")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl StoreWriter {
    /// Begins the memory `path` with `header`.
    ///
    /// # Errors
    /// When there is one and `existing` says to keep it, another run writes it, something else has its
    /// name, or the system refuses.
    pub fn create(
        path: &Path,
        header: MemoryHeader,
        existing: Existing,
    ) -> Result<StoreWriter, StoreError> {
        let folder = Folder::new(path, existing)?;
        Ok(StoreWriter {
            manifest: Manifest {
                next_segment: folder.before.next_segment.max(1),
                header: header.clone(),
                ..Manifest::default()
            },
            folder,
            source: header.source_lang(),
            segment: None,
            keeps_places: false,
        })
    }

    /// Keeps the place of each unit: for a memory that stands for the file it was read from. A memory
    /// that lives on its own has numbers for places.
    pub fn keeping_places(mut self) -> StoreWriter {
        self.keeps_places = true;
        self
    }

    /// Keeps what the reading of the file had to say; the file is called as the memory when it is
    /// opened.
    pub fn set_notices(&mut self, notices: Vec<Notice>) {
        let notices = notices.into_iter();
        let notices = notices.map(|notice| (notice.place, notice.message));
        self.manifest.notices = notices.collect();
    }

    /// Writes one unit.
    ///
    /// # Errors
    /// When the output fails.
    pub fn unit(&mut self, unit: &TranslationUnit) -> Result<(), StoreError> {
        if self
            .segment
            .as_ref()
            .is_some_and(|segment| segment.is_full(unit))
        {
            self.end_segment()?;
        }
        let number = self.manifest.next_segment;
        let ordinal = next_ordinal(&mut self.manifest, &self.folder)?;
        let error = |error| StoreError::io(&self.folder.segment(number), error);
        let segment = match &mut self.segment {
            Some(segment) => segment,
            none => {
                let file = self.folder.create(number)?;
                none.insert(SegmentWriter::new(file, &self.manifest.header).map_err(error)?)
            }
        };
        let place = unit.place.filter(|_| self.keeps_places);
        segment.unit(ordinal, unit, place).map_err(error)?;
        self.manifest.counts.add(unit, self.source.as_ref());
        Ok(())
    }

    fn end_segment(&mut self) -> Result<(), StoreError> {
        if let Some(segment) = self.segment.take() {
            end_segment(segment, &mut self.manifest, &self.folder)?;
        }
        Ok(())
    }

    /// Ends the memory and puts it at its place; gives back how many units it has.
    ///
    /// # Errors
    /// When the output fails.
    pub fn finish(mut self) -> Result<u64, StoreError> {
        self.end_segment()?;
        self.folder.publish(&self.manifest)?;
        Ok(self.manifest.counts.units)
    }
}

/// Takes the next number of a unit.
pub(super) fn next_ordinal(manifest: &mut Manifest, folder: &Folder) -> Result<u32, StoreError> {
    let ordinal = u32::try_from(manifest.next_ordinal);
    match ordinal {
        Ok(ordinal) if ordinal < u32::MAX => {
            manifest.next_ordinal += 1;
            Ok(ordinal)
        }
        _ => Err(StoreError::new(folder.name(), StoreErrorKind::Full)),
    }
}

/// Brings a segment to the disk and enters it into the manifest under its next number.
pub(super) fn end_segment(
    segment: SegmentWriter<File>,
    manifest: &mut Manifest,
    folder: &Folder,
) -> Result<(), StoreError> {
    let number = manifest.next_segment;
    let ended = segment.finish().and_then(|(file, identity)| {
        file.sync_all()?;
        Ok(identity)
    });
    let identity = ended.map_err(|error| StoreError::io(&folder.segment(number), error))?;
    manifest.segments.push(SegmentLine {
        number,
        identity,
        replaced: Vec::new(),
    });
    manifest.next_segment += 1;
    Ok(())
}
