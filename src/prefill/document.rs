//! The draft in the article's own format: fills spliced into untouched bytes.
//!
//! A segment without a fill keeps its bytes. A fill that needs a second look is followed by the
//! format's mark (`<!-- entente: 87 -->`). What would change the structure of the article (a
//! translation that turns into a list) is not written: [`crate::document::fill`] reads the draft
//! again and proves it.

use super::{Draft, OpenReason};
use crate::document::{self, Fill};
use crate::segment::Article;

/// The text of the draft in the article's format.
///
/// Fills that cannot be written there without changing the structure are taken out of `draft`.
pub fn write(article: &Article, draft: &mut Draft) -> String {
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
    written.text
}
