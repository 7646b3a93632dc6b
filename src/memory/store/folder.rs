//! The folder of a memory while it is written.
//!
//! One writer at a time: the empty file `lock` is locked by the system, which frees it when the writer
//! is gone, whatever ended it. New segments get new names; then the manifest is replaced; then what it
//! no longer names is removed. A new memory is made beside its place and renamed into it. A writer
//! that was stopped leaves segments that no manifest names, and the next one removes them.

use super::manifest::{Manifest, file_name, is_segment};
use super::{MANIFEST, StoreError, StoreErrorKind};
use crate::files::{self, Existing, Lock};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

/// The file that a writer holds locked.
const LOCK: &str = "lock";

/// A folder that is being written, until [`publish`](Self::publish).
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// Where it goes when it is done, for a new memory.
    place: Option<PathBuf>,
    /// What it was before.
    pub(super) before: Manifest,
    published: bool,
    _lock: Lock,
}

impl Folder {
    /// The folder of a memory that is there and is to be changed.
    pub(super) fn standing(path: &Path) -> Result<Folder, StoreError> {
        // What is no memory gets no lock; and only under the lock nobody changes it.
        super::read_manifest(path)?;
        let lock = lock(path)?;
        let before = super::read_manifest(path)?;
        let folder = Folder {
            path: path.to_owned(),
            place: None,
            before,
            published: false,
            _lock: lock,
        };
        folder.sweep(&folder.before);
        Ok(folder)
    }

    /// The folder of a memory that is to be made at `path`, or made anew there.
    pub(super) fn new(path: &Path, existing: Existing) -> Result<Folder, StoreError> {
        let refuse = |kind| Err(StoreError::new(path.display().to_string(), kind));
        match (path.metadata(), existing) {
            (Err(_), _) => Folder::beside(path),
            (Ok(metadata), _) if !metadata.is_dir() => match existing {
                Existing::Keep => refuse(StoreErrorKind::Exists),
                Existing::Replace => refuse(StoreErrorKind::InTheWay),
            },
            (Ok(_), _) if !path.join(MANIFEST).exists() => refuse(StoreErrorKind::InTheWay),
            (Ok(_), Existing::Keep) => refuse(StoreErrorKind::Exists),
            (Ok(_), Existing::Replace) => {
                let lock = lock(path)?;
                // A damaged memory may be replaced; then the numbers of its segments say which are
                // free.
                let before = super::read_manifest(path).unwrap_or_else(|_| Manifest {
                    next_segment: free_number(path),
                    ..Manifest::default()
                });
                Ok(Folder {
                    path: path.to_owned(),
                    place: None,
                    before,
                    published: false,
                    _lock: lock,
                })
            }
        }
    }

    fn beside(path: &Path) -> Result<Folder, StoreError> {
        let temporary = files::temporary(path)
            .ok_or_else(|| StoreError::new(path.display().to_string(), StoreErrorKind::InTheWay))?;
        let made = fs::create_dir(&temporary);
        if let Err(error) = made
            && !temporary.is_dir()
        {
            return Err(StoreError::io(path, error));
        }
        let folder = Folder {
            _lock: lock(&temporary)?,
            path: temporary,
            place: Some(path.to_owned()),
            before: Manifest::default(),
            published: false,
        };
        // A run that was stopped may have come as far as its manifest.
        let _ = fs::remove_file(folder.path.join(MANIFEST));
        folder.sweep(&folder.before);
        Ok(folder)
    }

    /// What messages call it.
    pub(super) fn name(&self) -> String {
        let path = self.place.as_ref().unwrap_or(&self.path);
        path.display().to_string()
    }

    /// Makes the file of segment `number`.
    pub(super) fn create(&self, number: u64) -> Result<File, StoreError> {
        let path = self.segment(number);
        File::create_new(&path).map_err(|error| StoreError::io(&path, error))
    }

    /// The path of segment `number`.
    pub(super) fn segment(&self, number: u64) -> PathBuf {
        self.path.join(file_name(number))
    }

    /// Makes `manifest` the memory; its segments are on the disk.
    pub(super) fn publish(mut self, manifest: &Manifest) -> Result<(), StoreError> {
        let flush = |path: &Path| {
            let flushed = files::flush_folder(path);
            flushed.map_err(|error| StoreError::io(path, error))
        };
        flush(&self.path)?;
        let bytes = manifest.bytes();
        files::replace(&self.path.join(MANIFEST), &bytes, Existing::Replace)?;
        if let Some(place) = &self.place {
            fs::rename(&self.path, place).map_err(|error| StoreError::io(place, error))?;
            self.published = true;
            return flush(place.parent().unwrap_or(Path::new("")));
        }
        self.published = true;
        self.sweep(manifest);
        Ok(())
    }

    /// Removes segments that `manifest` does not name. A failure only leaves them for the next run.
    fn sweep(&self, manifest: &Manifest) {
        let named: Vec<String> = manifest
            .segments
            .iter()
            .map(|line| line.file_name())
            .collect();
        for name in names(&self.path) {
            if is_segment(&name) && !named.contains(&name) {
                let _ = fs::remove_file(self.path.join(name));
            }
        }
    }
}

impl Drop for Folder {
    /// Removes what was written and not published.
    fn drop(&mut self) {
        if self.published {
            return;
        }
        if self.place.is_some() {
            let _ = fs::remove_dir_all(&self.path);
        } else if let Ok(standing) = super::read_manifest(&self.path) {
            self.sweep(&standing);
        }
    }
}

fn names(folder: &Path) -> impl Iterator<Item = String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok())
}

/// A number above that of every segment in the folder.
fn free_number(folder: &Path) -> u64 {
    let numbers = names(folder).filter_map(|name| {
        let number = name.rsplit('-').next()?;
        number.parse::<u64>().ok().filter(|_| is_segment(&name))
    });
    numbers.max().map_or(1, |last| last.saturating_add(1))
}

fn lock(folder: &Path) -> Result<Lock, StoreError> {
    let path = folder.join(LOCK);
    let mut options = OpenOptions::new();
    let opened = options.write(true).create(true).truncate(false).open(&path);
    let file = opened.map_err(|error| StoreError::io(&path, error))?;
    Lock::take(file).map_err(|refused| match refused {
        TryLockError::WouldBlock => {
            StoreError::new(folder.display().to_string(), StoreErrorKind::Busy)
        }
        TryLockError::Error(error) => StoreError::io(&path, error),
    })
}
