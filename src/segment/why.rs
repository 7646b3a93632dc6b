//! Why an article is cut where it is: each segment with the places that were decided in it.
//!
//! `M. Roux mesure 400 m. Il dort.` gives two segments; the first goes on after `M.` (a title of
//! the list) and ends after `m.` (a unit). The decisions are taken again, by the same rules, so
//! that cutting an article costs nothing for what only `--why` asks.

use super::Segment;
use super::engine::Decision;
use super::reason::Reason;

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

/// Every one of `segments` with its reasons; `decide` gives the decisions of a block, by its index,
/// taken by the rules that cut it.
///
/// # Errors
/// Those of `decide`.
pub fn explain<'s, E>(
    segments: &[Segment],
    mut decide: impl FnMut(usize) -> Result<Vec<Decision<'s>>, E>,
) -> Result<Vec<Why<'s>>, E> {
    let mut whys = Vec::with_capacity(segments.len());
    for segments in segments.chunk_by(|one, next| one.block == next.block) {
        let mut decisions = decide(segments[0].block)?.into_iter().peekable();
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
    Ok(whys)
}
