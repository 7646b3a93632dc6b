//! Brackets and quotation marks that want a partner, over whole blocks.
//!
//! A bracket may open in one sentence and close in the next, so segments are put together again to
//! the blocks they were cut from before pairs are sought.

use super::view::{Job, PairView, Side};
use crate::text::Span;

/// A mark without a partner.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lone {
    /// Index in the pairs of the block.
    pub(super) pair: usize,
    /// Its bytes in the text of that pair's side.
    pub(super) span: Span,
    /// The mark.
    pub(super) mark: char,
    /// Whether it opens.
    pub(super) opens: bool,
}

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Opens; its partner is one of these.
    Opens(&'static [char]),
    /// Closes.
    Closes,
    /// Closes if something waits for it, else opens.
    Either(&'static [char]),
}

/// Bytes of text that are looked at on either side of a mark.
const NEAR: usize = 24;

/// A mark and the text near it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'t> {
    pub(super) before: &'t str,
    pub(super) mark: char,
    pub(super) after: &'t str,
}

impl<'t> Around<'t> {
    fn new(side: &'t Side<'_>, span: Span, mark: char) -> Around<'t> {
        let text = side.text.as_str();
        let from = text.ceil_char_boundary(span.start.saturating_sub(NEAR));
        let to = text.floor_char_boundary(span.end + NEAR);
        Around {
            before: &text[from..span.start],
            mark,
            after: &text[span.end..to],
        }
    }
}

/// The runs of pairs whose targets make one block each.
pub(super) fn blocks<'j>(job: &'j Job<'j>) -> Vec<&'j [PairView<'j>]> {
    let ends = |pair: &PairView<'_>| pair.target.as_ref().is_none_or(|target| target.edges.1);
    job.pairs.split_inclusive(ends).collect()
}

/// The marks of one side of `block` that have no partner, in order.
///
/// `part` says what a mark does; `is_mark` leaves out what only looks like one, and is told whether
/// something is open there. One pass over the texts.
pub(super) fn lone_marks<'j>(
    block: &'j [PairView<'j>],
    side: fn(&'j PairView<'j>) -> Option<&'j Side<'j>>,
    part: fn(char) -> Option<Part>,
    is_mark: fn(Around<'_>, bool) -> bool,
) -> Vec<Lone> {
    let mut open: Vec<(Lone, &[char])> = Vec::new();
    let mut lone = Vec::new();
    for (pair, side) in block
        .iter()
        .enumerate()
        .filter_map(|(index, pair)| Some((index, side(pair)?)))
    {
        for (at, mark) in side.text.char_indices() {
            let Some(part) = part(mark) else { continue };
            let span = Span::new(at, at + mark.len_utf8());
            let around = Around::new(side, span, mark);
            if side.is_protected(span) || !is_mark(around, !open.is_empty()) {
                continue;
            }
            let waiting = open
                .last()
                .is_some_and(|(_, partners)| partners.contains(&mark));
            let here = |opens| Lone {
                pair,
                span,
                mark,
                opens,
            };
            match part {
                Part::Closes | Part::Either(_) if waiting => {
                    open.pop();
                }
                Part::Opens(partners) | Part::Either(partners) => open.push((here(true), partners)),
                Part::Closes => lone.push(here(false)),
            }
        }
    }
    lone.extend(open.into_iter().map(|(lone, _)| lone));
    lone.sort_by_key(|lone| (lone.pair, lone.span.start));
    lone
}
