//! Articles: the cases of `tests/data/document`, and what must hold of any text whatever.
//!
//! A case is a folder with `input.md`, `.mdx`, `.html` or `.txt` and `expected.jsonl`, one block a line. After a
//! change that is meant, `UPDATE_EXPECTED=1 cargo test document` writes what is found now.

use crate::{office, slots};
use entente::document::{self, Block, BlockKind, Document, Fill, fill, read, same_structure};
use entente::inline::{InlineText, TagKind};
use entente::lang::Language;
use entente::segment::Article;
use entente::text::{Source, Span, decode::decode};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

fn article(name: &str, text: &str) -> Document {
    read(Source::new(name, text), None).expect("Markdown and plain text are always readable")
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/document");
    let entries = fs::read_dir(folder).expect("the cases are there");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn input(case: &Path) -> Document {
    let names = ["input.md", "input.mdx", "input.html", "input.txt"];
    let path = names
        .map(|name| case.join(name))
        .into_iter()
        .find(|path| path.exists());
    let path = path.unwrap_or_else(|| panic!("{} has no input", case.display()));
    let text = fs::read_to_string(&path).expect("an input is UTF-8");
    article(&path.to_string_lossy(), &text)
}

/// A block as a line of `expected.jsonl`.
fn described(document: &Document, block: &Block) -> Value {
    let tags: Vec<String> = block
        .content
        .tags
        .iter()
        .map(|tag| format!("{} {:?} {:?} {}", tag.at, tag.kind, tag.role, tag.code))
        .collect();
    let mut line = json!({
        "kind": format!("{:?}", block.kind),
        "file": document.source.slice(block.span),
    });
    if let Some(name) = &block.name {
        line["name"] = json!(name);
    }
    if !block.content.text.is_empty() {
        line["text"] = json!(block.content.text);
    }
    if !tags.is_empty() {
        line["tags"] = json!(tags);
    }
    line
}

#[test]
fn cases_read_as_expected() {
    let mut wrong = Vec::new();
    for case in cases() {
        let document = input(&case);
        let blocks = document.blocks.iter();
        let found: Vec<Value> = blocks.map(|block| described(&document, block)).collect();
        let path = case.join("expected.jsonl");
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            let lines: String = found.iter().map(|line| format!("{line}\n")).collect();
            fs::write(&path, lines).expect("a case can be written");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        let expected = expected
            .lines()
            .map(|line| serde_json::from_str(line).unwrap());
        let expected: Vec<Value> = expected.collect();
        for at in 0..found.len().max(expected.len()) {
            let (found, expected) = (found.get(at), expected.get(at));
            if found != expected {
                let case = case.file_name().unwrap();
                wrong.push(format!("{case:?} block {at}:\n  {expected:?}\n  {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with the places of `document`.
fn faults(document: &Document) -> Vec<String> {
    let mut faults = Vec::new();
    let text = document.source.text();
    let mut end = 0;
    for (block, inner) in document.blocks.iter().zip(document.inner()) {
        // A value inside a sentence lies in the block before it, after the other values there.
        let apart = block.span.start >= end;
        let placed = apart || (inner && block.span.end <= end);
        if !placed || text.get(block.span.range()).is_none() {
            faults.push(format!("{block:?} is out of place"));
        }
        end = end.max(block.span.end);
        let content = &block.content;
        for (at, c) in content.text.char_indices() {
            let file = content.file_span(Span::new(at, at + c.len_utf8()));
            if !block.span.contains(file) || text.get(file.range()).is_none() {
                faults.push(format!("{c:?} at {at} of {block:?} lies at {file:?}"));
            }
        }
        for tag in &content.tags {
            let placed = tag.file.is_some_and(|file| block.span.contains(file));
            if !placed || content.text.get(tag.at..).is_none() {
                faults.push(format!("{tag:?} is out of place in {block:?}"));
            }
        }
        if !content.tags.is_sorted_by_key(|tag| tag.at) {
            faults.push(format!("tags of {block:?} are out of order"));
        }
    }
    faults
}

/// Fills for all text of `document`, made by `change`.
fn fills(document: &Document, change: impl Fn(&InlineText) -> InlineText) -> Vec<Fill> {
    let blocks = document.blocks.iter().enumerate();
    blocks
        .filter(|(_, block)| block.is_translatable())
        .map(|(index, block)| Fill {
            block: index,
            plain: Span::new(0, block.content.text.len()),
            content: change(&block.content),
            mark: None,
        })
        .collect()
}

/// `content` in other letters, its tags in place, code and addresses as they are.
fn accented(content: &InlineText) -> InlineText {
    let protected = content.protected();
    let mut changed = content.clone();
    changed.text.clear();
    changed.map = None;
    let mut places = vec![0; content.text.len() + 1];
    for (at, c) in content.text.char_indices() {
        places[at] = changed.text.len();
        let fixed = protected
            .iter()
            .any(|span| span.start <= at && at < span.end);
        changed.text.push(match c {
            _ if fixed => c,
            'a' => 'â',
            'e' => 'é',
            'o' => 'ö',
            'а' => 'ä',
            'е' => 'ё',
            _ => c,
        });
    }
    places[content.text.len()] = changed.text.len();
    for tag in &mut changed.tags {
        tag.at = places[tag.at];
        tag.file = None;
    }
    changed
}

/// Words of a text: white space at line ends is not kept.
fn words(text: &str) -> Vec<&str> {
    text.split_ascii_whitespace().collect()
}

#[test]
fn without_fills_the_bytes_are_the_same() {
    for case in cases() {
        let document = input(&case);
        assert_eq!(
            fill(&document, &[]).text,
            document.source.text(),
            "{case:?}"
        );
        assert_eq!(faults(&document), Vec::<String>::new(), "{case:?}");
    }
}

#[test]
fn a_pseudo_translation_keeps_the_structure() {
    for case in cases() {
        let document = input(&case);
        let made = fill(&document, &fills(&document, accented));
        assert_eq!(made.left_out, Vec::<usize>::new(), "{case:?}");
        let again = article(document.source.name(), &made.text);
        assert!(same_structure(&document, &again), "{case:?}\n{}", made.text);
        for (before, after) in document.blocks.iter().zip(&again.blocks) {
            if before.is_translatable() {
                let expected = accented(&before.content).text;
                assert_eq!(words(&after.content.text), words(&expected), "{case:?}");
            } else {
                assert_eq!(before.content.text, after.content.text, "{case:?}");
            }
        }
    }
}

/// The files under `folder` with one of `endings`, in order.
fn articles(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("a folder of articles is readable");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let ending = path.extension().and_then(|ending| ending.to_str());
        if path.is_dir() {
            articles(&path, endings, found);
        } else if ending.is_some_and(|ending| endings.contains(&ending)) {
            found.push(path);
        }
    }
}

/// Endings of articles that are text.
const TEXTS: &[&str] = &["md", "markdown", "mdx", "html", "htm", "xhtml", "txt"];

/// Endings of articles that are archives.
const ARCHIVES: &[&str] = &["docx", "odt"];

/// Endings of articles that have a place for each translation.
const BILINGUAL: &[&str] = &["xlf", "xliff", "sdlxliff", "po", "pot"];

/// What went wrong when each segment of `text` was replaced by other letters; how many there were and
/// how many kept their source.
fn pseudo_translated(name: &str, text: &str) -> Result<(usize, usize), String> {
    let document = article(name, text);
    if fill(&document, &[]).text != text {
        return Err("other bytes although nothing was filled".to_owned());
    }
    let article_cut = Article::new(document, Language::for_code("en").unwrap());
    let all: Vec<Fill> = article_cut
        .segments
        .iter()
        .enumerate()
        .map(|(index, segment)| Fill {
            block: segment.block,
            plain: segment.plain,
            content: accented(&article_cut.content(index)),
            mark: None,
        })
        .collect();
    let document = &article_cut.document;
    let made = fill(document, &all);
    let again = article(name, &made.text);
    if !same_structure(document, &again) {
        return Err("another structure".to_owned());
    }
    let kept: HashSet<usize> = made
        .left_out
        .iter()
        .map(|&index| all[index].block)
        .collect();
    for (index, (before, after)) in document.blocks.iter().zip(&again.blocks).enumerate() {
        let expected = match before.is_translatable() {
            true if kept.contains(&index) => continue,
            true => accented(&before.content).text,
            false => before.content.text.clone(),
        };
        if words(&expected) != words(&after.content.text) {
            return Err(format!("{expected:?} reads as {:?}", after.content.text));
        }
    }
    Ok((all.len(), made.left_out.len()))
}

#[test]
fn each_segment_of_our_own_articles_can_be_replaced() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut found = Vec::new();
    articles(&data, TEXTS, &mut found);
    assert!(found.len() > 40, "{} articles", found.len());
    for path in found {
        // Some cases of other modules are no text on purpose.
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let result = pseudo_translated(&path.to_string_lossy(), &text);
        let (_, left_out) = result.unwrap_or_else(|what| panic!("{}: {what}", path.display()));
        assert_eq!(left_out, 0, "{}", path.display());
    }
}

/// `ENTENTE_ARTICLES=FOLDER cargo test --test suite -- --ignored each_segment_of_a_folder`
#[test]
#[ignore = "reads the folder that ENTENTE_ARTICLES names"]
fn each_segment_of_a_folder_of_articles_can_be_replaced() {
    let folder = std::env::var_os("ENTENTE_ARTICLES").expect("ENTENTE_ARTICLES names a folder");
    let mut found = Vec::new();
    let endings = [TEXTS, ARCHIVES, BILINGUAL].concat();
    articles(Path::new(&folder), &endings, &mut found);
    let (mut read, mut segments, mut left_out) = (0, 0, 0);
    let mut wrong = Vec::new();
    for path in found {
        let name = path.to_string_lossy();
        let bytes = fs::read(&path).unwrap();
        let is = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        let result = match decode(&name, bytes.clone(), None) {
            _ if is(ARCHIVES) => match office::read(&name, &bytes) {
                Ok(_) => office::pseudo_translated(&name, &bytes, |_| true),
                Err(_) => continue,
            },
            Ok(source) if document::read(source.clone(), None).is_ok() => match is(BILINGUAL) {
                true => slots::filled(&name, source.text(), true),
                false => pseudo_translated(&name, source.text()),
            },
            _ => continue,
        };
        read += 1;
        match result {
            Ok((all, kept)) => {
                segments += all;
                left_out += kept;
                if kept > 0 {
                    println!("{name}: {kept} of {all} segments keep their source");
                }
            }
            Err(what) => wrong.push(format!("{name}: {what}")),
        }
    }
    println!("{read} articles, {segments} segments, {left_out} of them keep their source");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        segments > 0 && left_out * 200 <= segments,
        "{left_out} of {segments} left out"
    );
}

/// Pieces from which articles are made that try every corner of the reader.
fn markdown() -> impl Strategy<Value = String> {
    let pieces = [
        "a",
        "Слово ",
        "é",
        "«\u{A0}",
        "🚀",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "*",
        "**",
        "_",
        "~",
        "~~",
        "`",
        "``",
        "```\n",
        "[",
        "](u)",
        "](u \"Слово\")",
        "](u 't')",
        "[r]: /u (v)\n",
        "<i title=\"Слово\">",
        "<img alt=a title='b'>",
        "][]",
        "][r]",
        "]",
        "![",
        "[r]: /u\n",
        "[^1]",
        "[^1]: ",
        "<b>",
        "</b>",
        "<br>",
        "<a id=x>",
        "</a>",
        "<https://a.b>",
        "<!-- c -->",
        "<div>\n",
        "&amp;",
        "&",
        "\\",
        "\\*",
        "> ",
        "- ",
        "* ",
        "1. ",
        "- [x] ",
        "# ",
        "## ",
        "{#id}",
        "{/*c*/}",
        "={1}",
        "{",
        "}",
        "| ",
        "|-|-|\n",
        "---\n",
        "===\n",
        "    ",
        "title: ",
        "\u{FEFF}",
        "\0",
        "import a from \"b\"\n",
        "!",
        "#",
        "\"",
        "'",
        "⟦87⟧",
        "<p>",
        "</p>",
        "<ul>",
        "<li title='t'>",
        "</ul>",
        "<table><tr><td>",
        "<h2 id=r>",
        "</h2>",
        "<i class=\"c\">",
        "</i>",
        "<code>",
        "</code>",
        "<img alt=\"a b\" src=u>",
        "<img alt=x>",
        "<a href='u' title=\"Un &amp; deux\">",
        "<input placeholder=Nom>",
        "<pre>",
        "</pre>",
        "<title>",
        "</title>",
        "<script>",
        "</script>",
        "<svg>",
        "</svg>",
        "<template>",
        "</template>",
        "<span translate=no>",
        "</span>",
        "<textarea>",
        "</textarea>",
        "&nbsp;",
        "&eacute",
        "&#8;",
        "<",
        ">",
        "</",
        "<!--",
        "-->",
    ];
    let piece = proptest::sample::select(pieces.to_vec());
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Targets full of what could be markup.
fn target() -> impl Strategy<Value = String> {
    let pieces = [
        "mot",
        "слово",
        " ",
        "\u{A0}",
        "*",
        "**",
        "_",
        "`",
        "[",
        "]",
        "(u)",
        "![",
        "<",
        ">",
        "<b>",
        "&",
        "&amp;",
        "\\",
        "|",
        "#",
        "-",
        "- ",
        "1. ",
        "+ ",
        "~~",
        "{",
        "}",
        "!",
        ".",
        "=",
        ":",
        "\n",
        "2 * 3",
        "d'été",
        "{/*x*/}",
        "<!--",
        "r",
        "^1",
    ];
    let piece = proptest::sample::select(pieces.to_vec());
    proptest::collection::vec(piece, 1..8).prop_map(|pieces| format!("x{}y", pieces.concat()))
}

/// The blocks of `document` that lie in no other.
fn outer(document: &Document) -> Vec<usize> {
    let inner = document.inner();
    (0..inner.len()).filter(|&index| !inner[index]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn every_place_of_any_text_is_true(text in markdown(), ending in "md|mdx|html|txt") {
        let document = article(&format!("a.{ending}"), &text);
        prop_assert_eq!(faults(&document), Vec::<String>::new());
        prop_assert_eq!(fill(&document, &[]).text, text);
    }

    #[test]
    fn pairs_open_before_they_close(text in markdown(), ending in "md|html") {
        for block in &article(&format!("a.{ending}"), &text).blocks {
            let mut open = Vec::new();
            for tag in &block.content.tags {
                match tag.kind {
                    TagKind::Open => open.push(tag.pair),
                    TagKind::Close => {
                        let at = open.iter().position(|pair| *pair == tag.pair);
                        prop_assert!(at.is_some(), "{:?}", block);
                        open.remove(at.unwrap());
                    }
                    TagKind::Standalone | TagKind::Isolated => {}
                }
            }
            prop_assert!(open.is_empty(), "{:?}", block);
        }
    }

    #[test]
    fn what_is_written_is_read_back(text in markdown(), target in target(), ending in "md|mdx|html|txt") {
        let name = format!("a.{ending}");
        let document = article(&name, &text);
        let all = fills(&document, |_| InlineText::plain(target.clone()));
        let made = fill(&document, &all);
        let again = article(&name, &made.text);
        // A target without the tags of its source has no values in them either.
        let (before, after) = (outer(&document), outer(&again));
        prop_assert_eq!(before.len(), after.len());
        for (index, fill) in all.iter().enumerate() {
            let Some(place) = before.iter().position(|&block| block == fill.block) else {
                continue;
            };
            let block = &again.blocks[after[place]];
            if made.left_out.contains(&index) {
                let before = &document.blocks[fill.block];
                prop_assert_eq!(&block.content.text, &before.content.text);
            } else {
                prop_assert_eq!(words(&block.content.text), words(&target), "{:?}", made.text);
                prop_assert!(block.content.tags.is_empty(), "{:?}", made.text);
            }
        }
    }

    #[test]
    fn a_value_is_written_where_its_tag_stands(
        text in markdown(),
        target in target(),
        ending in "md|mdx|html",
    ) {
        let name = format!("a.{ending}");
        let document = article(&name, &text);
        let inner = document.inner();
        // The sentences around the values are written too.
        let all = fills(&document, |content| match content.tags.is_empty() {
            true => InlineText::plain(target.clone()),
            false => accented(content),
        });
        let made = fill(&document, &all);
        let again = article(&name, &made.text);
        prop_assert!(same_structure(&document, &again), "{:?}", made.text);
        for (index, fill) in all.iter().enumerate().filter(|(_, fill)| inner[fill.block]) {
            let expected = match made.left_out.contains(&index) {
                true => &document.blocks[fill.block].content.text,
                false => &fill.content.text,
            };
            let found = &again.blocks[fill.block].content.text;
            prop_assert_eq!(words(found), words(expected), "{:?}", made.text);
        }
    }

    #[test]
    fn a_pseudo_translation_of_any_text_keeps_the_structure(
        text in markdown(),
        ending in "md|html",
    ) {
        let name = format!("a.{ending}");
        let document = article(&name, &text);
        let made = fill(&document, &fills(&document, accented));
        let again = article(&name, &made.text);
        prop_assert!(same_structure(&document, &again), "{:?}", made.text);
    }
}

#[test]
fn hostile_targets_are_written_into_ordinary_articles() {
    let targets = [
        "1. Un",
        "- un",
        "+ un",
        "# un",
        "> un",
        "---",
        "===",
        "`un",
        "*un*",
        "**un",
        "_un_",
        "[un](x)",
        "[probe]",
        "![un",
        "<b>un",
        "<!-- un",
        "&amp;",
        "un\\",
        "| un |",
        "un |",
        "~~un~~",
        "{#un}",
        "2 * 3 * 4",
        "nom_de_fichier",
        "«\u{A0}Бион-М\u{A0}» №\u{A0}2",
        "M&M",
        "a < b",
        "C #",
        "100 %",
        "un!",
        "[^1]: un",
        "[un]: x",
        "fin  ",
        "export un",
        "```",
        "    un",
        "\tun",
        "un\nvers",
        "x ={y}",
    ];
    let text = "# The probe {#id}\n\nThe [probe] is *ready*[^1].\n\n- one\n\n> two\n\n| a | b |\n|---|---|\n\
                | c | d |\n\n[probe]: /p\n\n[^1]: Note.\n";
    let document = article("a.md", text);
    for target in targets {
        let all = fills(&document, |_| InlineText::plain(target));
        let made = fill(&document, &all);
        assert_eq!(
            made.left_out,
            Vec::<usize>::new(),
            "{target:?}\n{}",
            made.text
        );
        let again = article("a.md", &made.text);
        for fill in &all {
            let block = &again.blocks[fill.block];
            assert_eq!(words(&block.content.text), words(target), "{}", made.text);
        }
    }
}

#[test]
fn ordinary_prose_is_not_escaped() {
    let targets = [
        "don't_know",
        "2 * 3",
        "M&M & Cie",
        "a < b > c",
        "l’été (1991) – déjà",
        "№ 5 #3",
        "1.5 kg",
        "[3]",
        "Attention ! Vraiment",
        "~5 km",
        "C:\\temp",
        "{count}",
    ];
    let document = article("a.md", "The probe.\n");
    for target in targets {
        let all = fills(&document, |_| InlineText::plain(target));
        assert_eq!(fill(&document, &all).text, format!("{target}\n"));
    }
}

#[test]
fn marks_stand_after_their_segment() {
    for (name, expected) in [
        ("a.md", "Зонд готов.<!-- entente: 87 -->\n"),
        ("a.mdx", "Зонд готов.⟦87⟧\n"),
        ("a.txt", "Зонд готов.⟦87⟧\n"),
    ] {
        let document = article(name, "The probe is ready.\n");
        let mut all = fills(&document, |_| InlineText::plain("Зонд готов."));
        all[0].mark = Some(87);
        assert_eq!(fill(&document, &all).text, expected);
    }
}

#[test]
fn tables_know_their_rows_and_columns() {
    let document = article("a.md", "|a|b|\n|-|-|\n|c|d|\n");
    let kinds: Vec<BlockKind> = document.blocks.iter().map(|block| block.kind).collect();
    let cell = |row, column| BlockKind::TableCell { row, column };
    assert_eq!(kinds, [cell(0, 0), cell(0, 1), cell(1, 0), cell(1, 1)]);
}
