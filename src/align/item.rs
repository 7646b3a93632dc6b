//! The sequence that is aligned: the segments of an article, and its fixed points among them.
//!
//! Fixed points are blocks without text for a translator: code, rules, markup. They pair only with
//! their like and are the surest guide through a technical article. Of each item the program knows
//! what it compares: length, anchors, words, and where in its block it stands.

use super::anchor::{self, Kind, Vocabulary};
use crate::document::BlockKind;
use crate::segment::Article;

/// One segment or one fixed block.
#[derive(Debug)]
pub(super) struct Item {
    /// Index of the segment; `None` for a fixed block.
    pub(super) segment: Option<usize>,
    /// Index of the block.
    pub(super) block: usize,
    /// What the block is.
    pub(super) kind: BlockKind,
    /// Whether it begins its block.
    pub(super) first: bool,
    /// Whether it ends its block.
    pub(super) last: bool,
    /// Its letters and other visible characters.
    pub(super) length: usize,
    /// Its anchors, sorted.
    pub(super) anchors: Vec<u32>,
    /// Its words, sorted.
    pub(super) words: Vec<u32>,
}

/// The items of `article` in the order of the file.
pub(super) fn items(article: &Article, vocabulary: &mut Vocabulary) -> Vec<Item> {
    let mut items = Vec::new();
    let mut next = 0;
    for (block, found) in article.document.blocks.iter().enumerate() {
        let begin = next;
        while article
            .segments
            .get(next)
            .is_some_and(|segment| segment.block <= block)
        {
            next += 1;
        }
        if begin == next {
            if !found.kind.holds_text() {
                items.push(fixed(article, block, vocabulary));
            }
            continue;
        }
        for segment in begin..next {
            let mut item = sentence(article, segment, vocabulary);
            item.first = segment == begin;
            item.last = segment + 1 == next;
            if let (true, Some(name)) = (item.first, &found.name) {
                item.anchors
                    .push(vocabulary.anchor(Kind::Name, name.clone()));
                item.anchors.sort_unstable();
            }
            items.push(item);
        }
    }
    items
}

fn sentence(article: &Article, segment: usize, vocabulary: &mut Vocabulary) -> Item {
    let block = article.segments[segment].block;
    let content = article.content(segment);
    let mut words: Vec<u32> = anchor::stems(&content.text)
        .map(|word| vocabulary.word(word))
        .collect();
    words.sort_unstable();
    words.dedup();
    Item {
        segment: Some(segment),
        block,
        kind: article.document.blocks[block].kind,
        first: true,
        last: true,
        length: visible(&content.text),
        anchors: anchor::anchors(&content, vocabulary),
        words,
    }
}

fn fixed(article: &Article, block: usize, vocabulary: &mut Vocabulary) -> Item {
    let found = &article.document.blocks[block];
    let text = article.document.source.slice(found.span);
    let mut words: Vec<u32> = anchor::stems(text)
        .map(|word| vocabulary.word(word))
        .collect();
    words.sort_unstable();
    words.dedup();
    Item {
        segment: None,
        block,
        kind: found.kind,
        first: true,
        last: true,
        length: visible(text),
        anchors: vec![vocabulary.anchor(Kind::Fixed, text.trim().to_owned())],
        words,
    }
}

fn visible(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}
