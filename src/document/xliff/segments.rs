//! The target of a unit of version 1 that is cut into marked segments.
//!
//! ```xml
//! <seg-source><mrk mtype="seg" mid="0">One.</mrk> <mrk mtype="seg" mid="1">Two.</mrk></seg-source>
//! <target state="needs-translation"><mrk mtype="seg" mid="0">Un.</mrk> <mrk mtype="seg" mid="1"></mrk></target>
//! ```
//!
//! The target is made after a frame: the one that stands there, if it marks every segment, else the
//! segmented source. What stands between the marks stays; a mark that has a text keeps it. Version 1 has
//! one state for all segments of a unit, so it is as far as the least of them; Trados says that of each
//! segment beside the texts ([`sdl`](super::sdl)).

use super::article::{content, has_target, indentation, target_name};
use super::sdl;
use crate::document::bilingual::{BilingualUnit, SharedSlot};
use crate::document::{Splice, Target};
use crate::text::{Source, Span};
use std::collections::HashMap;

/// What takes the place of the target at `span`, and of states beside it, so that it has `fills`, by
/// number of their unit in `units`; and for each whether it is finished then.
pub(super) fn splices(
    source: &Source,
    units: &[&BilingualUnit],
    span: Span,
    fills: &HashMap<usize, &Target>,
) -> Option<(Vec<Splice>, HashMap<usize, bool>)> {
    let mut segments: Vec<(usize, &BilingualUnit, SharedSlot)> = units
        .iter()
        .enumerate()
        .filter_map(|(index, unit)| Some((index, *unit, unit.shared?)))
        .filter(|(.., place)| place.target == span)
        .collect();
    segments.sort_by_key(|(.., place)| place.open);
    let frame = segments.first()?.2.frame;
    let own = frame == span;
    let is_done = |(index, unit, _): &(usize, &BilingualUnit, SharedSlot)| match fills.get(index) {
        Some(fill) => fill.finished,
        None => has_target(unit) && unit.state.is_finished(),
    };
    let finished = segments.iter().all(is_done);
    let fuzzy = fills.values().any(|fill| !fill.finished);
    let beside = segments.first()?.2.state.is_some();
    let state = match (finished, fuzzy) {
        _ if beside => "",
        (true, _) => " state=\"translated\"",
        (false, true) => " state=\"needs-adaptation\" state-qualifier=\"fuzzy-match\"",
        (false, false) => " state=\"needs-translation\"",
    };
    let name = target_name(source, span)?;
    let whole = source.slice(frame);
    let (start, body) = whole.split_at(tag_end(whole)?);
    // Every segment lies after the start tag, and a frame with segments has an end tag.
    if start.ends_with("/>") {
        return None;
    }
    let mut out = String::new();
    if span.is_empty() {
        out.push_str(indentation(source, frame.start + start.len()));
    }
    out.push_str(&format!("<{name}{state}"));
    if own {
        let given = &start[name.len() + 1..start.len() - 1];
        out.push_str(&match beside {
            true => attributes_without(given, &[]),
            false => attributes_without(given, &["state", "state-qualifier"]),
        });
    }
    out.push('>');
    let body_end = frame.start + start.len() + body.rfind("</")?;
    let mut done = frame.start + start.len();
    for (index, unit, place) in &segments {
        let fill = fills.get(index);
        if fill.is_none() && own {
            continue;
        }
        out.push_str(source.text().get(done..place.open.start)?);
        let open = source.slice(place.open);
        let empty = open.strip_suffix("/>");
        out.push_str(empty.unwrap_or(open).trim_end());
        if empty.is_some() {
            out.push('>');
        }
        if let Some(fill) = fill {
            content(&mut out, source, unit, fill)?;
        }
        match empty {
            Some(tag) => {
                let mark = tag[1..].split(char::is_whitespace).next()?;
                out.push_str(&format!("</{mark}>"));
                done = place.open.end;
            }
            None => {
                out.push_str(source.slice(place.close));
                done = place.close.end;
            }
        }
    }
    out.push_str(source.text().get(done..body_end)?);
    out.push_str(&format!("</{name}>"));
    let mut splices = vec![Splice { span, text: out }];
    for (index, _, place) in &segments {
        if let (Some(fill), Some(span)) = (fills.get(index), place.state) {
            let text = sdl::confirmed(source.slice(span), fill.finished)?;
            splices.push(Splice { span, text });
        }
    }
    let finished = |fill: &Target| if beside { fill.finished } else { finished };
    let done = fills.iter().map(|(&index, fill)| (index, finished(fill)));
    Some((splices, done.collect()))
}

/// Where the start tag ends with which `element` begins; a `>` may stand in a value.
fn tag_end(element: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in element.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return Some(at + 1),
            (None, _) => {}
        }
    }
    None
}

/// The attributes of a start tag without those of `names`, each with the space before it.
pub(super) fn attributes_without(tag: &str, names: &[&str]) -> String {
    let mut out = String::new();
    let mut rest = tag;
    while let Some((name, after)) = rest.split_once('=') {
        let Some(quote) = after.trim_start().chars().next() else {
            break;
        };
        let value = &after.trim_start()[quote.len_utf8()..];
        let Some(end) = value.find(quote) else { break };
        let length = rest.len() - (value.len() - end - quote.len_utf8());
        if !names.contains(&name.trim()) {
            out.push_str(&rest[..length]);
        }
        rest = &rest[length..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_state_is_taken_out_of_a_tag() {
        let tag = " xml:lang='fr'\n state = \"new\" note=\"state='x'\" state-qualifier='tm'";
        let without = |tag| attributes_without(tag, &["state", "state-qualifier"]);
        assert_eq!(without(tag), " xml:lang='fr' note=\"state='x'\"");
        assert_eq!(without(""), "");
        assert_eq!(tag_end("<target a='>'>b>"), Some(14));
    }
}
