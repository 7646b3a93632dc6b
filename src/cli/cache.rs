//! The index of a large TMX file, kept so that the next run opens it at once.
//!
//! A TMX file has to be read from its first byte to its last before anything is found in it. So one of
//! more than a mebibyte is read once, and stored as `entente tm build` stores memories, with the place of
//! each unit and the notices of the reading besides: what a run says is the same to the byte with and
//! without the cache. It lies in the cache folder of the user and nowhere else:
//!
//! ```text
//! stores/9f3c…   a stored memory, named by a hash of the content of the TMX file and of how it was read
//! files/51e0…    which store a file has, and size, times and inode of that file: named by its path
//! ```
//!
//! A file with other size, times or inode is read to be hashed; if its content is that of a store, the
//! store serves, so a checkout in another folder costs one pass. A store is written beside its place
//! under a lock and renamed, and never changed: two runs at once do not disturb each other. What is
//! damaged or of another version is removed and made anew; where nothing can be written the memory is
//! read as if there were no cache. What nobody used for long is removed when a store is made.

use super::args::Global;
use super::exit::Failure;
use super::progress::Progress;
use super::{input, kind, output};
use entente::files::{self, Existing, Lock};
use entente::memory::store::{self, Store, StoreError, StoreErrorKind, StoreWriter};
use entente::memory::tmx::TmxReader;
use sha2::{Digest, Sha256};
use std::env;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_128};

/// Smallest file that is kept, in bytes: below, reading takes some hundredths of a second.
const LEAST: u64 = 1 << 20;

/// Most bytes of stores that are kept when one is made: some twenty memories of a million units.
const MOST_BYTES: u64 = 8 << 30;

/// How long a store that nobody uses is kept.
const MOST_UNUSED: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// How old the note of the last use may be.
const USE_NOTED: Duration = Duration::from_secs(24 * 60 * 60);

/// A file that changed this short before its store was noted may have changed again within one tick of
/// its clock (two seconds on FAT): only its content decides.
const TICK: Duration = Duration::from_secs(2);

/// Bytes that are read at a time.
const CHUNK: usize = 64 << 10;

/// The stores that this run opened.
static OPENED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The stored memory of the TMX file at `path`; `None` when it is to be read itself.
///
/// # Errors
/// When the file is refused: the failure is that of reading it.
pub(crate) fn store_of(path: &Path, global: &Global) -> Result<Option<Store>, Failure> {
    if global.no_cache || path == Path::new("-") {
        return Ok(None);
    }
    match path.metadata() {
        Ok(metadata) if metadata.is_file() && metadata.len() >= LEAST => {}
        _ => return Ok(None),
    }
    let name = input::name(path);
    let Some(folder) = global.cache_dir.clone().or_else(usual_folder) else {
        note(
            global,
            &name,
            "no cache folder is known; --cache-dir names one",
        );
        return Ok(None);
    };
    match (Cache { folder, global }).store_of(path, &name) {
        Ok(store) => Ok(Some(store)),
        Err(Stop::Refused(failure)) => Err(failure),
        Err(Stop::Cache(why)) => {
            note(global, &name, &why);
            Ok(None)
        }
    }
}

fn note(global: &Global, name: &str, why: &str) {
    if global.verbose {
        output::say(global, &format!("{name}: read without the cache: {why}"));
    }
}

/// Whether `failure` is damage of a cached store, which then is removed: the run can be made again.
pub(crate) fn removes_cause_of(failure: &Failure) -> bool {
    let Some(damaged) = &failure.damaged else {
        return false;
    };
    let opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    let owner = opened.iter().find(|store| damaged.starts_with(store));
    owner.is_some_and(|store| fs::remove_dir_all(store).is_ok())
}

/// `entente` in the folder where this system keeps caches of the user.
fn usual_folder() -> Option<PathBuf> {
    let absolute = |name: &str| {
        let folder = PathBuf::from(env::var_os(name)?);
        folder.is_absolute().then_some(folder)
    };
    let in_home = |inner: &str| absolute("HOME").map(|home| home.join(inner));
    let folder = match absolute("XDG_CACHE_HOME") {
        Some(folder) => Some(folder),
        None if cfg!(windows) => absolute("LOCALAPPDATA"),
        None if cfg!(target_os = "macos") => in_home("Library/Caches"),
        None => in_home(".cache"),
    };
    folder.map(|folder| folder.join("entente"))
}

/// Why there is no store.
enum Stop {
    /// The TMX file cannot be used, with or without a cache.
    Refused(Failure),
    /// The cache cannot be used.
    Cache(String),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Cache(error.to_string())
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Stop {
        Stop::Cache(match error.kind {
            StoreErrorKind::Busy => "another run is indexing it".to_owned(),
            _ => error.to_string(),
        })
    }
}

/// The cache folder and how this run reads files.
struct Cache<'a> {
    folder: PathBuf,
    global: &'a Global,
}

impl Cache<'_> {
    fn store_of(&self, path: &Path, name: &str) -> Result<Store, Stop> {
        let track = self.track(&path.canonicalize()?);
        let stamp = Stamp::of(&path.metadata()?);
        if let Some(known) = Track::read(&track).filter(|known| known.decides(&stamp, &track))
            && let Ok(store) = self.open(&known.store, name)
        {
            return Ok(store);
        }
        let content = Content::of(path)?;
        let id = self.id(&content);
        let store = match self.open(&id, name) {
            Ok(store) => store,
            Err(_) => self.make(path, name, &content, &id)?,
        };
        // A file that was written meanwhile is looked at anew by the next run.
        if Stamp::of(&path.metadata()?) == stamp {
            let _ = Track { stamp, store: id }.write(&track, name);
        }
        Ok(store)
    }

    /// Everything besides its content that what is read of a file depends on.
    fn reading(&self) -> String {
        let encoding = self.global.encoding.as_deref().unwrap_or_default();
        let (program, format) = (env!("CARGO_PKG_VERSION"), store::VERSION);
        format!("{program}\n{format}\n{encoding}\n")
    }

    fn track(&self, path: &Path) -> PathBuf {
        let key = [
            self.reading().as_bytes(),
            path.as_os_str().as_encoded_bytes(),
        ]
        .concat();
        let name = format!("{:032x}", xxh3_128(&key));
        self.folder.join(FILES).join(name)
    }

    fn id(&self, content: &Content) -> String {
        let hash = Sha256::new()
            .chain_update(self.reading())
            .chain_update(content.strong)
            .finalize();
        hash[..16]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    fn place(&self, id: &str) -> PathBuf {
        self.folder.join(STORES).join(id)
    }

    fn open(&self, id: &str, name: &str) -> Result<Store, StoreError> {
        let place = self.place(id);
        let store = Store::open(&place, name)?;
        note_use(&place);
        let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
        opened.push(place);
        Ok(store)
    }

    /// Reads the TMX file, which has `content`, and stores what it holds.
    fn make(&self, path: &Path, name: &str, content: &Content, id: &str) -> Result<Store, Stop> {
        let place = self.place(id);
        if place.exists() {
            // Whatever it is, it could not be opened.
            fs::remove_dir_all(&place)?;
        }
        make_folder(&self.folder.join(STORES))?;
        let refused = |failure: Failure| Stop::Refused(failure);
        let file = files::open(path).map_err(|error| refused(error.into()))?;
        let progress = Progress::of_bytes(&format!("indexing {name}"), content.size, self.global);
        let input = Watched {
            input: file,
            sum: Xxh3::new(),
            progress: &progress,
        };
        let options = kind::xml_options(self.global).map_err(refused)?;
        let mut input = BufReader::with_capacity(CHUNK, input);
        let mut reader =
            TmxReader::new(name, &mut input, options).map_err(|error| refused(error.into()))?;
        let writer = StoreWriter::create(&place, reader.header().clone(), Existing::Keep)?;
        let mut writer = writer.keeping_places();
        while let Some(unit) = reader.next_unit().map_err(|error| refused(error.into()))? {
            writer.unit(&unit)?;
        }
        writer.set_notices(reader.take_notices());
        drop(reader);
        progress.finish();
        if input.into_inner().sum.digest128() != content.weak {
            return Err(Stop::Cache("it was written while it was read".to_owned()));
        }
        writer.finish()?;
        sweep(&self.folder, id, SystemTime::now(), MOST_BYTES);
        Ok(self.open(id, name)?)
    }
}

/// The folder of stored memories.
const STORES: &str = "stores";

/// The folder of what is known of files.
const FILES: &str = "files";

/// Makes a folder that only its user looks into.
fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// What a file is known by without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    size: u64,
    /// Nanoseconds since 1970.
    modified: i128,
    /// When its inode last changed: a file that was written and set back has another one.
    changed: i128,
    inode: u64,
    device: u64,
}

impl Stamp {
    fn of(metadata: &Metadata) -> Stamp {
        let modified = metadata.modified().ok();
        let modified = modified.map_or(0, |time| match time.duration_since(UNIX_EPOCH) {
            Ok(after) => after.as_nanos() as i128,
            Err(before) => -(before.duration().as_nanos() as i128),
        });
        let mut stamp = Stamp {
            size: metadata.len(),
            modified,
            changed: 0,
            inode: 0,
            device: 0,
        };
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let second = i128::from(metadata.ctime()) * 1_000_000_000;
            stamp.changed = second + i128::from(metadata.ctime_nsec());
            stamp.inode = metadata.ino();
            stamp.device = metadata.dev();
        }
        stamp
    }
}

/// What is known of a file: its store, as long as its stamp is this.
#[derive(Debug, PartialEq, Eq)]
struct Track {
    stamp: Stamp,
    store: String,
}

/// Most bytes of such a note: a path may have four thousand.
const TRACK_LIMIT: u64 = 1 << 16;

impl Track {
    /// What the file `track` says; nothing when it is not as it was written.
    fn read(track: &Path) -> Option<Track> {
        let bytes = files::read(track, TRACK_LIMIT).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (held, sum) = text.trim_end().rsplit_once('\n')?;
        if u64::from_str_radix(sum, 16).ok()? != xxh3_64(held.as_bytes()) {
            return None;
        }
        let mut fields = held.lines().next()?.split(' ');
        let mut number = || fields.next()?.parse::<i128>().ok();
        let stamp = Stamp {
            size: u64::try_from(number()?).ok()?,
            modified: number()?,
            changed: number()?,
            inode: u64::try_from(number()?).ok()?,
            device: u64::try_from(number()?).ok()?,
        };
        let store = fields.next().filter(|store| is_ours(store))?.to_owned();
        Some(Track { stamp, store })
    }

    /// Writes the file `track`, with the name of what it is about for people.
    fn write(&self, track: &Path, name: &str) -> io::Result<()> {
        let Stamp {
            size,
            modified,
            changed,
            inode,
            device,
        } = self.stamp;
        let store = &self.store;
        let name = name.replace(['\n', '\r'], " ");
        let held = format!("{size} {modified} {changed} {inode} {device} {store}\n{name}");
        let sum = xxh3_64(held.as_bytes());
        make_folder(track.parent().unwrap_or(Path::new("")))?;
        let text = format!("{held}\n{sum:x}\n");
        let written = files::replace(track, text.as_bytes(), Existing::Replace);
        written.map_err(|error| io::Error::other(error.to_string()))
    }

    /// Whether a file with `stamp` is the one this says, without a look into it.
    fn decides(&self, stamp: &Stamp, track: &Path) -> bool {
        let noted = track.metadata().map(|metadata| Stamp::of(&metadata));
        let settled = |noted: Stamp| {
            let last = stamp.modified.max(stamp.changed);
            last + (TICK.as_nanos() as i128) < noted.modified
        };
        self.stamp == *stamp && noted.is_ok_and(settled)
    }
}

/// What a content is known by.
struct Content {
    size: u64,
    /// Nobody makes another content with it on purpose.
    strong: [u8; 32],
    /// Finds accidents, at the speed of memory.
    weak: u128,
}

impl Content {
    fn of(path: &Path) -> io::Result<Content> {
        let mut file = File::open(path)?;
        let (mut strong, mut weak) = (Sha256::new(), Xxh3::new());
        let mut size = 0;
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = file.read(&mut chunk)?;
            if read == 0 {
                break;
            }
            strong.update(&chunk[..read]);
            weak.update(&chunk[..read]);
            size += read as u64;
        }
        Ok(Content {
            size,
            strong: strong.finalize().into(),
            weak: weak.digest128(),
        })
    }
}

/// An input that is hashed and shows how far it was read.
struct Watched<'p> {
    input: File,
    sum: Xxh3,
    progress: &'p Progress,
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.sum.update(&buffer[..read]);
        self.progress.step(read);
        Ok(read)
    }
}

/// The file in a store whose time says when it was last used.
const LAST_USE: &str = "lock";

/// Notes that the store at `place` is used; on a medium that cannot be written nobody needs to know.
fn note_use(place: &Path) {
    let now = SystemTime::now();
    let path = place.join(LAST_USE);
    let noted = path.metadata().and_then(|metadata| metadata.modified());
    let recent = noted.is_ok_and(|noted| {
        now.duration_since(noted)
            .map_or(true, |passed| passed < USE_NOTED)
    });
    if !recent && let Ok(file) = OpenOptions::new().write(true).open(path) {
        let _ = file.set_modified(now);
    }
}

/// Whether an entry of the cache folder has a name as this module gives them.
fn is_ours(name: &str) -> bool {
    name.len() == 32
        && name
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Removes stores that were not used for long, the longest unused first while all are more than `most`
/// bytes, and what is known of files whose store is gone. `made` stays.
fn sweep(folder: &Path, made: &str, now: SystemTime, most: u64) {
    let mut stores: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
    for (name, path) in entries(&folder.join(STORES)) {
        let kept = name == made;
        if let Some(unfinished) = name.strip_prefix('.') {
            let id = unfinished.strip_suffix(".entente-new").unwrap_or_default();
            if is_ours(id) && unused(&path, now) > USE_NOTED && is_free(&path) {
                let _ = fs::remove_dir_all(path);
            }
        } else if is_ours(&name) && !kept {
            if unused(&path, now) > MOST_UNUSED {
                let _ = fs::remove_dir_all(path);
            } else {
                stores.push((last_use(&path), size(&path), path));
            }
        }
    }
    stores.sort();
    let mut all: u64 = stores.iter().map(|(_, size, _)| size).sum();
    all += size(&folder.join(STORES).join(made));
    for (_, size, path) in stores {
        if all <= most {
            break;
        }
        if fs::remove_dir_all(path).is_ok() {
            all -= size;
        }
    }
    for (name, path) in entries(&folder.join(FILES)) {
        let store = Track::read(&path).map(|track| folder.join(STORES).join(track.store));
        if is_ours(&name) && store.is_none_or(|store| !store.exists()) {
            let _ = fs::remove_file(path);
        }
    }
}

fn entries(folder: &Path) -> impl Iterator<Item = (String, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())))
}

fn last_use(store: &Path) -> SystemTime {
    let noted = store.join(LAST_USE).metadata();
    let noted = noted.and_then(|metadata| metadata.modified());
    noted.unwrap_or(UNIX_EPOCH)
}

fn unused(store: &Path, now: SystemTime) -> Duration {
    now.duration_since(last_use(store)).unwrap_or_default()
}

/// Whether no run writes the unfinished store.
fn is_free(store: &Path) -> bool {
    let lock = OpenOptions::new().write(true).open(store.join(LAST_USE));
    lock.map_or(true, |lock| Lock::take(lock).is_ok())
}

fn size(store: &Path) -> u64 {
    let files = entries(store).filter_map(|(_, path)| path.metadata().ok());
    files.map(|metadata| metadata.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store(folder: &Path, id: char, bytes: usize, days_ago: u64, now: SystemTime) -> String {
        let id = id.to_string().repeat(32);
        let place = folder.join(STORES).join(&id);
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join("segment-1"), vec![0; bytes]).unwrap();
        let lock = File::create(place.join(LAST_USE)).unwrap();
        lock.set_modified(now - Duration::from_secs(days_ago * 24 * 60 * 60))
            .unwrap();
        id
    }

    fn track(folder: &Path, name: char, store: &str) -> PathBuf {
        let path = folder.join(FILES).join(name.to_string().repeat(32));
        let stamp = Stamp::of(&folder.metadata().unwrap());
        let track = Track {
            stamp,
            store: store.to_owned(),
        };
        track.write(&path, "a.tmx").unwrap();
        path
    }

    fn left(folder: &Path, inner: &str) -> Vec<String> {
        let mut names: Vec<String> = entries(&folder.join(inner)).map(|(name, _)| name).collect();
        names.sort();
        names
    }

    #[test]
    fn what_nobody_uses_is_removed_the_longest_unused_first() {
        let folder = tempfile::tempdir().unwrap();
        let (folder, now) = (folder.path(), SystemTime::now());
        let made = store(folder, 'a', 100, 0, now);
        let recent = store(folder, 'b', 100, 1, now);
        let older = store(folder, 'c', 100, 10, now);
        store(folder, 'd', 100, 91, now);
        fs::write(folder.join(STORES).join("notes.txt"), "not ours").unwrap();
        let of_recent = track(folder, '1', &recent);
        let of_older = track(folder, '2', &older);
        sweep(folder, &made, now, 300);
        let all = [&made, &recent, &older, "notes.txt"];
        assert_eq!(left(folder, STORES), all);
        sweep(folder, &made, now, 299);
        assert_eq!(left(folder, STORES), [&made, &recent, "notes.txt"]);
        assert!(of_recent.exists() && !of_older.exists());
        sweep(folder, &made, now, 0);
        assert_eq!(
            left(folder, STORES),
            [&made, "notes.txt"],
            "what was just made stays"
        );
    }

    #[test]
    fn a_damaged_note_says_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = track(folder.path(), '1', &"a".repeat(32));
        let bytes = fs::read(&path).unwrap();
        assert_eq!(Track::read(&path).unwrap().store, "a".repeat(32));
        for at in 0..bytes.len() - 1 {
            let mut changed = bytes.clone();
            changed[at] ^= 4;
            fs::write(&path, changed).unwrap();
            assert_eq!(Track::read(&path), None, "byte {at}");
            fs::write(&path, &bytes[..at]).unwrap();
            assert_eq!(Track::read(&path), None, "cut at {at}");
        }
    }

    #[test]
    fn a_file_that_just_changed_is_looked_into() {
        let folder = tempfile::tempdir().unwrap();
        let path = track(folder.path(), '1', &"a".repeat(32));
        let known = Track::read(&path).unwrap();
        let stamp = known.stamp.clone();
        assert!(!known.decides(&stamp, &path), "both are of this moment");
        let later = SystemTime::now() + Duration::from_secs(10);
        let file = OpenOptions::new().write(true).open(&path).unwrap();
        file.set_modified(later).unwrap();
        assert!(known.decides(&stamp, &path));
        let longer = Stamp {
            size: stamp.size + 1,
            ..stamp
        };
        assert!(!known.decides(&longer, &path));
    }
}
