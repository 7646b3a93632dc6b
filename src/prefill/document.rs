//! The draft in the article's own format: fills spliced into untouched bytes.
//!
//! A segment without a fill keeps its bytes. A fill that needs a second look is followed by the
//! format's mark (`<!-- entente: 87 -->`). What would change the structure of the article (a
//! translation that turns into a list) is not written: [`crate::document::fill`] reads the draft
//! again and proves it.
//!
//! In a bilingual format (a PO catalog) the fills of an entry are its translation, in the place that
//! the format has for it; it is written when every sentence of the entry has a fill.

use super::{Draft, OpenReason};
use crate::document::{self, Fill, Slots, Target};
use crate::inline::InlineText;
use crate::lang::LangTag;
use crate::memory::Direction;
use crate::segment::Article;
use crate::text::Span;
use std::ops::Range;

/// The text of the draft in the article's format.
///
/// Fills that cannot be written there without changing the structure are taken out of `draft`. What
/// the article says of its language is said of that of `direction`.
pub fn write(article: &Article, draft: &mut Draft, direction: &Direction) -> String {
    let (from, to) = (&direction.from, &direction.to);
    if let Some(slots) = article.document.format.slots() {
        return write_in_slots(article, draft, slots, to);
    }
    let mut fills = Vec::new();
    let mut filled = Vec::new();
    for (index, segment) in draft.segments.iter().enumerate() {
        let Ok(fill) = &segment.fill else { continue };
        filled.push(index);
        fills.push(Fill {
            block: article.segments[index].block,
            plain: article.segments[index].plain,
            content: fill.target.clone(),
            mark: (!fill.kind.is_certain()).then_some(fill.origin.score),
        });
    }
    let written = document::fill(&article.document, &fills);
    for index in written.left_out {
        draft.segments[filled[index]].fill = Err(OpenReason::Structure);
    }
    document::in_language(&article.document, written.text, from, to)
}

/// The text of a bilingual article with what can be filled whole in its places.
fn write_in_slots(article: &Article, draft: &mut Draft, slots: &dyn Slots, to: &LangTag) -> String {
    let mut targets = Vec::new();
    let mut entries = Vec::new();
    for entry in entries_of(article) {
        match whole_target(article, draft, entry.clone()) {
            Some(target) => {
                targets.push(target);
                entries.push(entry);
            }
            None => refuse(draft, entry, OpenReason::Incomplete),
        }
    }
    targets.extend(draft.forms.iter().map(|fill| Target {
        block: fill.block,
        form: Some(fill.form),
        content: fill.content.clone(),
        finished: true,
    }));
    let written = slots.write(&article.document, &targets, to);
    for (target, entry) in targets.iter().zip(entries) {
        if written.left_out.contains(&target.block) {
            refuse(draft, entry, OpenReason::Structure);
        }
    }
    written.text
}

/// The segments of each block that has some.
fn entries_of(article: &Article) -> Vec<Range<usize>> {
    let mut start = 0;
    let blocks = article.segments.chunk_by(|a, b| a.block == b.block);
    blocks
        .map(|segments| {
            let entry = start..start + segments.len();
            start = entry.end;
            entry
        })
        .collect()
}

/// The translation of the block of the segments `entry`, if each of them has a fill.
fn whole_target(article: &Article, draft: &Draft, entry: Range<usize>) -> Option<Target> {
    let block = article.segments[entry.start].block;
    let source = &article.document.blocks[block].content;
    let mut content = InlineText::default();
    let (mut finished, mut filled) = (true, false);
    let mut end = 0;
    for index in entry {
        let plain = article.segments[index].plain;
        let segment = &draft.segments[index];
        content.append(&source.part(Span::new(end, plain.start)));
        match &segment.fill {
            Ok(fill) => {
                content.append(&fill.target);
                filled = true;
                finished &= fill.kind.is_certain();
            }
            // What every language writes alike.
            Err(OpenReason::NoWords) => content.append(&source.part(plain)),
            Err(_) => return None,
        }
        end = plain.end;
    }
    content.append(&source.part(Span::new(end, source.text.len())));
    // An entry of digits alone is not touched: there was nothing to fill.
    filled.then_some(Target {
        block,
        form: None,
        content,
        finished,
    })
}

/// Takes the fills of `entry` out of the draft.
fn refuse(draft: &mut Draft, entry: Range<usize>, reason: OpenReason) {
    for segment in &mut draft.segments[entry] {
        if segment.fill.is_ok() {
            segment.fill = Err(reason);
        }
    }
}
