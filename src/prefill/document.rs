//! The draft in the article's own format: fills spliced into untouched bytes.
//!
//! A segment without a fill keeps its bytes. A fill that needs a second look is followed by the
//! format's mark (`<!-- entente: 87 -->`). Before anything is given back the draft is read again:
//! a fill that would change the structure of the article (a translation that turns into a list)
//! is taken out and its segment stays open.

use super::{Draft, DraftSegment, OpenReason};
use crate::document::{Document, Splice, read, same_structure, splice};
use crate::segment::Article;
use crate::text::Source;

/// The text of the draft in the article's format.
///
/// Fills that cannot be written there without changing the structure are taken out of `draft`.
pub fn write(article: &Article, draft: &mut Draft) -> String {
    let document = &article.document;
    for index in 0..draft.segments.len() {
        if draft.segments[index].fill.is_ok() && written(article, draft, index).is_none() {
            draft.segments[index].fill = Err(OpenReason::Structure);
        }
    }
    if !holds(document, &spliced(article, draft, false, |_| true)) {
        drop_what_breaks(article, draft);
    }
    spliced(article, draft, true, |_| true)
}

/// Takes out the fills of every block that reads differently once filled.
fn drop_what_breaks(article: &Article, draft: &mut Draft) {
    for block in 0..article.document.blocks.len() {
        let inside = |index: usize| article.segments[index].block == block;
        let filled = |index: usize| inside(index) && draft.segments[index].fill.is_ok();
        if !(0..draft.segments.len()).any(filled) {
            continue;
        }
        if !holds(&article.document, &spliced(article, draft, false, inside)) {
            open(draft, inside);
        }
    }
    // What holds block by block holds together, unless blocks lean on each other: then none does.
    if !holds(&article.document, &spliced(article, draft, false, |_| true)) {
        open(draft, |_| true);
    }
}

fn open(draft: &mut Draft, which: impl Fn(usize) -> bool) {
    let filled = |(index, segment): &(usize, &mut DraftSegment)| {
        segment.fill.is_ok() && which(*index)
    };
    for (_, segment) in draft.segments.iter_mut().enumerate().filter(filled) {
        segment.fill = Err(OpenReason::Structure);
    }
}

/// Whether `text` reads as the same structure as the article.
fn holds(document: &Document, text: &str) -> bool {
    let source = Source::new(document.source.name(), text);
    read(source, Some(document.format.name())).is_ok_and(|draft| same_structure(document, &draft))
}

/// The article with the fills of the segments that `which` names.
fn spliced(
    article: &Article,
    draft: &Draft,
    marks: bool,
    which: impl Fn(usize) -> bool,
) -> String {
    let splices: Vec<Splice> = (0..draft.segments.len())
        .filter(|&index| which(index))
        .filter_map(|index| {
            let fill = draft.segments[index].fill.as_ref().ok()?;
            let mut text = written(article, draft, index)?;
            if marks && !fill.kind.is_certain() {
                text.push_str(&article.document.format.mark(fill.origin.score));
            }
            Some(Splice { span: article.segments[index].span, text })
        })
        .collect();
    splice(article.document.source.text(), &splices)
}

/// The fill of segment `index` as the format writes it.
fn written(article: &Article, draft: &Draft, index: usize) -> Option<String> {
    let fill = draft.segments[index].fill.as_ref().ok()?;
    let block = &article.document.blocks[article.segments[index].block];
    article.document.format.render(block, &fill.target)
}
