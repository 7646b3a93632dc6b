//! The house: a module imports only from modules above its own; siblings never import each other.
//!
//! Reads every `crate::name` in `src` (imports and inline paths alike) against the order below,
//! which is that of `src/lib.rs`. A file may also import from within its own folder.

use std::fs;
use std::path::{Path, PathBuf};

/// Layers from the first to the last; modules on one line are siblings.
const LAYERS: &[&[&str]] = &[
    &["files", "text"],
    &["lang", "xml"],
    &["inline"],
    &["document"],
    &["segment"],
    &["token"],
    &["glossary", "memory"],
    &["align", "matching"],
    &["check", "repair"],
    &["analysis", "prefill"],
    &["report"],
    &["config"],
    &["error"],
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|names| names.contains(&module))
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of src is readable") {
        let path = entry.expect("a folder entry is readable").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Names that follow `crate::` on any line of `text`, comments left out; `crate::{a, b}` too.
fn imported(text: &str) -> Vec<String> {
    let code: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let mut names = Vec::new();
    for rest in code.join("\n").split("crate::").skip(1) {
        let group = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let list = group.map_or(rest, |(inside, _)| inside);
        let parts = if group.is_some() {
            list.split(',').collect()
        } else {
            vec![list]
        };
        for part in parts {
            let word = |c: char| !c.is_alphanumeric() && c != '_';
            let name = part.trim().split(word).next().unwrap_or_default();
            names.push(name.to_owned());
        }
    }
    names
}

#[test]
fn imports_go_down_the_house() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let inside = file.strip_prefix(&src).expect("found under src");
        let module = inside
            .iter()
            .next()
            .and_then(|part| part.to_str())
            .unwrap_or_default();
        let module = module.trim_end_matches(".rs");
        if matches!(module, "lib" | "main" | "cli") {
            continue;
        }
        let Some(own) = layer(module) else {
            wrong.push(format!("{}: no layer for `{module}`", inside.display()));
            continue;
        };
        for name in imported(&fs::read_to_string(&file).expect("a source file is text")) {
            let allowed = name == module || layer(&name).is_some_and(|other| other < own);
            if !allowed {
                wrong.push(format!("{}: imports crate::{name}", inside.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_layer_in_use_stands_in_the_order_of_lib_rs() {
    let lib = include_str!("../../src/lib.rs");
    let order: Vec<usize> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(|module| layer(module).unwrap_or_else(|| panic!("no layer for `{module}`")))
        .collect();
    assert!(
        order.is_sorted(),
        "lib.rs declares the modules in the order of the data: {order:?}"
    );
}

#[test]
fn an_upward_import_is_seen() {
    let text = "use crate::text::Span;\n// crate::report\nfn f() { crate::check::x() }";
    assert_eq!(imported(text), ["text", "check"]);
    assert_eq!(imported("use crate::{text::Span, lang};"), ["text", "lang"]);
}
