//! What Trados adds to XLIFF 1.2 in an SDLXLIFF file: how far each segment is.
//!
//! `<sdl:seg-defs><sdl:seg id="1" conf="Translated"/></sdl:seg-defs>` stands after the texts of a
//! unit; a segment without a `conf` was not touched. Everything else is XLIFF 1.2 as anybody's.

use crate::document::bilingual::State;
use crate::xml::{XmlError, XmlReader};
use std::collections::HashMap;

/// The element that holds the states.
pub(super) const STATES: &str = "sdl:seg-defs";

/// Reads the element whose start was read last: the state of each segment by its id.
pub(super) fn states(xml: &mut XmlReader<&[u8]>) -> Result<HashMap<String, State>, XmlError> {
    let inside = xml.depth();
    let mut states = HashMap::new();
    while let Some(tag) = xml.next_child(inside)? {
        if let Some(id) = tag.get("id") {
            states.insert(id.to_owned(), state(tag.get("conf")));
        }
    }
    Ok(states)
}

/// The state that a confirmation level says; a rejected or unknown one is unfinished.
fn state(conf: Option<&str>) -> State {
    match conf {
        Some("Translated") => State::Translated,
        Some("ApprovedTranslation") => State::Reviewed,
        Some("ApprovedSignOff") => State::Final,
        _ => State::Initial,
    }
}
