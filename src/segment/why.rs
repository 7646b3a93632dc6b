//! Why an article is cut where it is: each segment with the places that were decided in it.
//!
//! `M. Roux mesure 400 m. Il dort.` gives two segments; the first goes on after `M.` (a title of
//! the list) and ends after `m.` (a unit). The decisions are taken again, by the same rules, so
//! that cutting an article costs nothing for what only `--why` asks.

use super::engine::{Decision, Segmenter};
use super::reason::Reason;
use super::{Article, Segment};
use crate::document::{Block, BlockKind};

/// One segment and all that was decided about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why<'s> {
    /// The segment.
    pub segment: Segment,
    /// The places inside it at which it could have ended, in order; spans are of the block's text.
    pub inside: Vec<Decision<'s>>,
    /// Why it ends.
    pub reason: Reason<'s>,
}

/// Every segment of `article` with its reasons, by the rules of `segmenter` that cut it.
pub fn explain<'s>(article: &'s Article, segmenter: &'s Segmenter) -> Vec<Why<'s>> {
    let blocks = &article.document.blocks;
    let mut whys = Vec::with_capacity(article.segments.len());
    for segments in article
        .segments
        .chunk_by(|one, next| one.block == next.block)
    {
        let block = &blocks[segments[0].block];
        let mut decisions = decisions(block, segmenter).into_iter().peekable();
        for (index, &segment) in segments.iter().enumerate() {
            let next = segments.get(index + 1);
            let until = next.map_or(usize::MAX, |next| next.plain.start);
            let mut why = Why {
                segment,
                inside: Vec::new(),
                reason: Reason::End,
            };
            while let Some(found) = decisions.next_if(|found| found.mark.end <= until) {
                if found.breaks {
                    why.reason = found.reason;
                } else {
                    why.inside.push(found);
                }
            }
            whys.push(why);
        }
    }
    whys
}

/// What is decided in `block`: nothing in a heading, which is one segment whatever it holds.
fn decisions<'s>(block: &'s Block, segmenter: &'s Segmenter) -> Vec<Decision<'s>> {
    if matches!(block.kind, BlockKind::Heading(_)) {
        return Vec::new();
    }
    let protected = block.content.protected();
    segmenter
        .decisions(&block.content.text, &protected)
        .collect()
}
