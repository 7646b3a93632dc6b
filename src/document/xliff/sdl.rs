//! What Trados adds to XLIFF 1.2 in an SDLXLIFF file: how far each segment is.
//!
//! `<sdl:seg-defs><sdl:seg id="1" conf="Translated"/></sdl:seg-defs>` stands after the texts of a
//! unit; a segment without a `conf` was not touched. Everything else is XLIFF 1.2 as anybody's.

use super::segments::attributes_without;
use crate::document::bilingual::State;
use crate::text::Span;
use crate::xml::{XmlError, XmlReader};
use std::collections::HashMap;

/// The element that holds the states.
pub(super) const STATES: &str = "sdl:seg-defs";

/// Reads the element whose start was read last: the state of each segment by its id, with the bytes
/// of the tag that says it.
pub(super) fn states(
    xml: &mut XmlReader<&[u8]>,
) -> Result<HashMap<String, (State, Span)>, XmlError> {
    let inside = xml.depth();
    let mut states = HashMap::new();
    while let Some(tag) = xml.next_child(inside)? {
        let own = tag.get("id").map(str::to_owned);
        let state = state(tag.get("conf"));
        if let Some(id) = own {
            states.insert(id, (state, xml.span()));
        }
    }
    Ok(states)
}

/// The start tag `tag` of a segment that was filled from a memory.
pub(super) fn confirmed(tag: &str, finished: bool) -> Option<String> {
    let name = tag.split_whitespace().next()?;
    let end = if tag.ends_with("/>") { "/>" } else { ">" };
    let inside = tag.strip_prefix(name)?.strip_suffix(end)?;
    let conf = if finished { "Translated" } else { "Draft" };
    let others = match tag.contains(UNTOUCHED) {
        true => attributes_without(inside, &["conf", "origin"]) + " origin=\"tm\"",
        false => attributes_without(inside, &["conf"]),
    };
    Some(format!("{name}{others} conf=\"{conf}\"{end}"))
}

/// How Trados marks a segment that nobody has touched.
const UNTOUCHED: &str = "origin=\"not-translated\"";

/// The state that a confirmation level says; a rejected or unknown one is unfinished.
fn state(conf: Option<&str>) -> State {
    match conf {
        Some("Translated") => State::Translated,
        Some("ApprovedTranslation") => State::Reviewed,
        Some("ApprovedSignOff") => State::Final,
        _ => State::Initial,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filled_segment_is_confirmed_in_its_tag() {
        let tag = |tag, finished| confirmed(tag, finished).unwrap();
        assert_eq!(
            tag("<sdl:seg id=\"1\" origin=\"not-translated\" />", true),
            "<sdl:seg id=\"1\" origin=\"tm\" conf=\"Translated\"/>"
        );
        assert_eq!(
            tag("<sdl:seg id=\"a>b\" conf=\"RejectedTranslation\">", false),
            "<sdl:seg id=\"a>b\" conf=\"Draft\">"
        );
    }
}
