//! The sequence that is aligned: the segments of an article, and its fixed points among them.
//!
//! Fixed points are the blocks without text for a translator: code, rules, markup. They pair only
//! with their like and are the surest guide through a technical article. Of each item the program
//! knows what it compares (length, anchors, words) and where in its block it stands.

use super::anchor;
use super::vocabulary::{Kind, Vocabulary, set};
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
    /// Its characters, white space left out.
    pub(super) length: usize,
    /// Its anchors, sorted.
    pub(super) anchors: Vec<u32>,
    /// Its words, sorted.
    pub(super) words: Vec<u32>,
}

impl Item {
    /// Whether the item is a block that is not for a translator.
    pub(super) fn is_fixed(&self) -> bool {
        self.segment.is_none()
    }
}

/// The items of `article` in the order of the file.
pub(super) fn items(article: &Article, vocabulary: &mut Vocabulary) -> Vec<Item> {
    let mut items = Vec::new();
    let mut next = 0;
    for (index, block) in article.document.blocks.iter().enumerate() {
        let begin = next;
        let rest = &article.segments[begin..];
        next += rest
            .iter()
            .take_while(|segment| segment.block <= index)
            .count();
        if begin == next && !block.kind.holds_text() {
            items.push(fixed(article, index, vocabulary));
        }
        for segment in begin..next {
            let mut item = sentence(article, segment, vocabulary);
            item.first = segment == begin;
            item.last = segment + 1 == next;
            if let (true, Some(name)) = (item.first, &block.name) {
                item.anchors
                    .push(vocabulary.anchor(Kind::Name, name.clone()));
                item.anchors = set(item.anchors);
            }
            items.push(item);
        }
    }
    items
}

fn sentence(article: &Article, segment: usize, vocabulary: &mut Vocabulary) -> Item {
    let block = article.segments[segment].block;
    let content = article.content(segment);
    Item {
        segment: Some(segment),
        block,
        kind: article.document.blocks[block].kind,
        first: true,
        last: true,
        length: visible(&content.text),
        anchors: anchor::anchors(&content, vocabulary),
        words: words(&content.text, vocabulary),
    }
}

fn fixed(article: &Article, index: usize, vocabulary: &mut Vocabulary) -> Item {
    let block = &article.document.blocks[index];
    let text = article.document.source.slice(block.span).trim();
    Item {
        segment: None,
        block: index,
        kind: block.kind,
        first: true,
        last: true,
        length: visible(text),
        anchors: vec![vocabulary.anchor(Kind::Fixed, text.to_owned())],
        words: words(text, vocabulary),
    }
}

fn words(text: &str, vocabulary: &mut Vocabulary) -> Vec<u32> {
    set(anchor::stems(text).map(|word| vocabulary.word(word)))
}

fn visible(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}
