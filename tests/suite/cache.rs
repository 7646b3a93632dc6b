//! The index of a large TMX file that is kept between runs: never seen in an answer, never believed
//! when it is not what was written.

use crate::run;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

/// Words of the made units; neighbouring units share most of them.
const WORDS: &[(&str, &str)] = &[
    ("probe", "sonde"),
    ("orbit", "orbite"),
    ("engine", "moteur"),
    ("crew", "équipage"),
    ("station", "station"),
    ("image", "image"),
    ("signal", "signal"),
];

/// A file of more than a mebibyte, with something for a notice in it.
fn large(last: &str) -> String {
    let mut body = String::new();
    for number in 0..6200usize {
        let word = |place: usize| WORDS[(number / 7usize.pow(place as u32)) % WORDS.len()];
        let [a, b, c] = [0, 1, 2].map(word);
        let tag = if number % 5 == 0 {
            "<ph x=\"1\">{0}</ph>"
        } else {
            ""
        };
        let _ = writeln!(
            body,
            "<tu tuid=\"u{number}\" changedate=\"20200101T000000Z\"><tuv xml:lang=\"en\"><seg>The \
             {tag}{} of the {} saw the {} in {number} days.</seg></tuv>\n  <tuv xml:lang=\"fr\"><seg>\
             {tag}{} : {}, {}, {number} jours en tout.</seg></tuv></tu>",
            a.0, b.0, c.0, a.1, b.1, c.1
        );
    }
    format!(
        "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n\
         <tu tuid=\"alone\"><tuv xml:lang=\"en\"><seg>Alone.</seg></tuv></tu>\n{body}\
         <tu tuid=\"last\"><tuv xml:lang=\"en\"><seg>The last word was spoken long ago.</seg></tuv>\
         <tuv xml:lang=\"fr\"><seg>{last}</seg></tuv></tu></body></tmx>\n"
    )
}

struct Desk {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

const SEGMENTS: &str = "The last word was spoken long ago.\n\
    The probe of the engine saw the crew in 14 days.\n\
    The crew of the small station saw the image in 2 days.\n";

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_owned();
        let desk = Desk {
            _folder: folder,
            path,
        };
        desk.write("m.tmx", &large("Le dernier mot est dit."));
        desk.write("s.txt", SEGMENTS);
        desk.write("a.md", SEGMENTS);
        desk.write(
            "b.md",
            "Le dernier mot est dit depuis longtemps.\nSonde : moteur, sonde, 14 jours en tout.\n\
             L’équipage de la petite station a vu l’image en 2 jours.\n",
        );
        desk
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path.join(name), text).unwrap();
    }

    fn output(&self, arguments: &str, input: &str) -> Output {
        let mut command = run::command(arguments.split_whitespace());
        command.current_dir(&self.path);
        let stdin = self.path.join("stdin");
        fs::write(&stdin, input).unwrap();
        command.stdin(Stdio::from(fs::File::open(stdin).unwrap()));
        command.output().unwrap()
    }

    /// Status, standard output and standard error.
    fn run(&self, arguments: &str) -> (Option<i32>, String, String) {
        run::texts(self.output(arguments, SEGMENTS))
    }

    /// The stores in its cache.
    fn stores(&self) -> Vec<PathBuf> {
        let stores = fs::read_dir(self.path.join("cache/stores"));
        let entries = stores.into_iter().flatten().flatten();
        let mut stores: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        stores.sort();
        stores
    }

    fn store(&self) -> PathBuf {
        let stores = self.stores();
        assert_eq!(stores.len(), 1, "{stores:?}");
        stores[0].clone()
    }
}

const MATCH: &str = "match --format jsonl --explain --from en --to fr --memory m.tmx";

/// What each command that takes a memory is asked, what its answer must have in it, and whether the
/// units' places are in it.
const COMMANDS: &[(&str, &str)] = &[
    (
        "match --format jsonl --explain --from en --to fr --memory m.tmx s.txt",
        "\"score\":100",
    ),
    ("match --from fr --to en --memory m.tmx s.txt", "no match"),
    (
        "prefill -v --format xliff --from en --to fr --memory m.tmx a.md",
        "match-quality",
    ),
    (
        "check --severity info --format jsonl --from en --to fr --memory m.tmx a.md b.md",
        "fuzzy-unedited",
    ),
    (
        "align --format jsonl --from en --to fr --memory m.tmx a.md b.md",
        "score",
    ),
    (
        "tm search --format jsonl --limit 3 --memory m.tmx orbite",
        "u1",
    ),
    ("tm search --memory m.tmx --lang en spoken", "last"),
];

#[test]
fn every_command_answers_the_same_with_and_without_the_cache() {
    let desk = Desk::new();
    for (command, expected) in COMMANDS {
        let (status, out, talk) = desk.run(&format!("{command} --no-cache"));
        assert!(out.contains(expected), "{command}: {out}{talk}");
        assert!(
            talk.contains("m.tmx:3:1: unit \"alone\""),
            "{command}: {talk}"
        );
        for round in ["made", "kept"] {
            let again = desk.run(&format!("{command} --cache-dir cache"));
            assert_eq!(
                again,
                (status, out.clone(), talk.clone()),
                "{command}: {round}"
            );
        }
    }
    let store = desk.store().to_string_lossy().into_owned();
    let (status, _, talk) = desk.run(&format!("tm verify {store}"));
    assert_eq!(status, Some(0), "{talk}");
    let (_, out, _) = desk.run(&format!("info {store}"));
    assert!(out.contains("units      6202"), "{out}");
}

#[test]
fn only_what_changed_is_read_again() {
    let desk = Desk::new();
    let asked = format!("{MATCH} --cache-dir cache s.txt");
    let (_, first, _) = desk.run(&asked);
    let store = desk.store();
    let made = store
        .join("manifest")
        .metadata()
        .unwrap()
        .modified()
        .unwrap();
    // Another time, the same content; then another path.
    desk.write("m.tmx", &large("Le dernier mot est dit."));
    fs::copy(desk.path.join("m.tmx"), desk.path.join("copy.tmx")).unwrap();
    assert_eq!(desk.run(&asked).1, first);
    let (_, of_copy, _) = desk.run(&asked.replace("m.tmx", "copy.tmx"));
    assert_eq!(of_copy.replace("copy.tmx", "m.tmx"), first);
    assert_eq!(desk.store(), store);
    assert_eq!(
        store
            .join("manifest")
            .metadata()
            .unwrap()
            .modified()
            .unwrap(),
        made
    );

    desk.write("m.tmx", &large("Le dernier mot est tu."));
    let (_, second, _) = desk.run(&asked);
    assert!(
        first.contains("mot est dit") && second.contains("mot est tu"),
        "{second}"
    );
    assert_eq!(desk.stores().len(), 2);
}

/// Damages a file in one way after another, `flips` of them a changed byte, and each time asks `again`.
fn damaged(file: &Path, flips: usize, again: &mut dyn FnMut(&str)) {
    let bytes = fs::read(file).unwrap();
    let mut attempt = |what: &str, bytes: &[u8]| {
        let _ = fs::create_dir(file.parent().unwrap());
        fs::write(file, bytes).unwrap();
        again(&format!("{}: {what}", file.display()));
    };
    for part in 0..flips {
        let mut changed = bytes.clone();
        let at = (bytes.len() - 1) * part / (flips - 1);
        changed[at] ^= 16;
        attempt(&format!("byte {at} of {}", bytes.len()), &changed);
    }
    attempt("cut", &bytes[..bytes.len() / 2]);
    attempt("empty", b"");
    let mut version = bytes.clone();
    version[8] += 1;
    attempt("of another version", &version);
}

#[test]
fn a_damaged_index_is_made_anew_and_never_believed() {
    let desk = Desk::new();
    let asked = format!("{MATCH} --cache-dir cache -");
    let expected = desk.run(&asked);
    assert_eq!(expected.0, Some(0));
    let store = desk.store();
    for name in ["manifest", "segment-1"] {
        damaged(&store.join(name), 4, &mut |what| {
            assert_eq!(desk.run(&asked), expected, "{what}");
        });
    }
    let search = "tm search --format jsonl --limit 0 --memory m.tmx --cache-dir cache orbite";
    let all = desk.run(search);
    assert!(all.1.lines().count() > 500);
    damaged(&store.join("segment-1"), 2, &mut |what| {
        assert!(desk.run(search) == all, "{what}");
    });
    fs::remove_file(store.join("segment-1")).unwrap();
    assert_eq!(desk.run(&asked), expected, "without a segment");
    assert_eq!(
        desk.run(&format!("tm verify {}", store.display())).0,
        Some(0)
    );
}

#[test]
fn a_cache_that_cannot_be_used_is_done_without() {
    let desk = Desk::new();
    let expected = desk.run(&format!("{MATCH} --no-cache s.txt"));
    assert!(
        !desk.path.join("cache").exists(),
        "--no-cache leaves nothing"
    );
    desk.write("file", "no folder");
    assert_eq!(
        desk.run(&format!("{MATCH} --cache-dir file s.txt")),
        expected
    );
    let (_, out, talk) = desk.run(&format!("{MATCH} -v --cache-dir file s.txt"));
    assert_eq!(out, expected.1);
    assert!(talk.contains("m.tmx: read without the cache"), "{talk}");
    let both = desk.run(&format!("{MATCH} --no-cache --cache-dir cache s.txt"));
    assert_eq!(both.0, Some(2));
    // What another run is making, and what a killed one left.
    let (_, _, _) = desk.run(&format!("{MATCH} --cache-dir cache s.txt"));
    let store = desk.store();
    let name = store.file_name().unwrap().to_string_lossy().into_owned();
    let unfinished = store.with_file_name(format!(".{name}.entente-new"));
    fs::rename(&store, &unfinished).unwrap();
    let lock = fs::File::options()
        .write(true)
        .open(unfinished.join("lock"))
        .unwrap();
    lock.lock().unwrap();
    let asked = format!("{MATCH} --cache-dir cache s.txt");
    assert_eq!(desk.run(&asked), expected);
    assert_eq!(desk.stores(), [unfinished]);
    drop(lock);
    // A process that another test is just starting holds the lock for a moment, too.
    for _ in 0..20 {
        assert_eq!(desk.run(&asked), expected);
        if store.exists() {
            break;
        }
    }
    assert_eq!(desk.store(), store);
}

#[test]
fn small_files_and_refused_ones_leave_nothing() {
    let desk = Desk::new();
    let whole = large("Fin.");
    desk.write(
        "small.tmx",
        &format!(
            "{}</body></tmx>",
            &whole[..whole.find("<tu tuid=\"u9\"").unwrap()]
        ),
    );
    let small = "tm search --memory small.tmx --cache-dir cache Alone";
    assert_eq!(desk.run(small).0, Some(0));
    desk.write("m.tmx", &whole[..whole.len() - 9]);
    let expected = desk.run(&format!("{MATCH} --no-cache s.txt"));
    assert_eq!((expected.0, expected.1.as_str()), (Some(2), ""));
    assert_eq!(
        desk.run(&format!("{MATCH} --cache-dir cache s.txt")),
        expected
    );
    assert!(desk.stores().is_empty(), "{:?}", desk.stores());
}

#[test]
fn runs_at_once_do_not_disturb_each_other() {
    let desk = Desk::new();
    let asked = format!("{MATCH} --cache-dir cache s.txt");
    let expected = desk.run(&format!("{MATCH} --no-cache s.txt"));
    let spawn = || {
        let mut command = run::command(asked.split_whitespace());
        command.current_dir(&desk.path);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let runs: Vec<_> = (0..4).map(|_| spawn()).collect();
    for run in runs {
        assert_eq!(run::texts(run.wait_with_output().unwrap()), expected);
    }
    desk.store();
}
