//! The tags of a side as a translator sees them: pairs and single tags, each inside another or not.
//!
//! In `[![a map](map.png) The pads](pads.md)` the image stands inside the link. Two sides are
//! compared by what each of their things stands in, so each needs a name that it has on both sides:
//! the number of its tag in a unit of a bilingual file; in an article, where numbers mean nothing
//! across files, what it is and what it says (the page a link leads to, the words of code).

use super::address::{Address, destination};
use super::view::Side;
use crate::inline::{InlineTag, TagKind, TagRole};
use crate::text::Span;
use hashbrown::HashMap;

/// A pair of tags, or a tag that stands alone.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    /// Index of its tag, of the opening one of a pair.
    pub(super) tag: usize,
    /// Index of the tag that closes it; its own for one that stands alone.
    pub(super) close: usize,
    /// The text in it; empty for one that stands alone.
    pub(super) span: Span,
    /// Index of the innermost pair around it.
    pub(super) parent: Option<usize>,
}

/// Two pairs of which neither stands in the other: indexes of their opening tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Crossing {
    pub(super) first: usize,
    pub(super) second: usize,
}

/// The things of `side` in the order in which they begin; one pass over the tags.
///
/// Halves of pairs that go on in another segment are no things.
///
/// # Errors
/// At the first pair that is closed while one that was opened in it is still open.
pub(super) fn things(side: &Side<'_>) -> Result<Vec<Thing>, Crossing> {
    let mut found: Vec<Thing> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (index, tag) in side.tags.iter().enumerate() {
        let thing = Thing {
            tag: index,
            close: index,
            span: Span::empty(tag.at),
            parent: open.last().copied(),
        };
        match tag.kind {
            TagKind::Open => {
                open.push(found.len());
                found.push(thing);
            }
            TagKind::Standalone => found.push(thing),
            TagKind::Isolated => {}
            TagKind::Close => {
                let Some(last) = open.pop() else { continue };
                let opened = &side.tags[found[last].tag];
                if opened.pair != tag.pair {
                    let mut others = side.tags[..index].iter();
                    let own =
                        |other: &InlineTag| other.kind == TagKind::Open && other.pair == tag.pair;
                    return Err(Crossing {
                        first: others.position(own).unwrap_or(index),
                        second: found[last].tag,
                    });
                }
                found[last].close = index;
                found[last].span = Span::new(opened.at, tag.at);
            }
        }
    }
    Ok(found)
}

/// Where the thing of each name stands in `things`; names that several have are left out.
pub(super) fn named(
    side: &Side<'_>,
    things: &[Thing],
    numbered: bool,
) -> HashMap<String, Option<usize>> {
    let mut named: HashMap<String, Option<usize>> = HashMap::new();
    for (index, thing) in things.iter().enumerate() {
        let Some(name) = name(side, thing, numbered) else {
            continue;
        };
        let place = named.entry(name);
        place
            .and_modify(|place| *place = None)
            .or_insert(Some(index));
    }
    named
}

/// What `thing` is called on both sides; `None` where nothing tells it from others of its kind.
fn name(side: &Side<'_>, thing: &Thing, numbered: bool) -> Option<String> {
    let tag = &side.tags[thing.tag];
    let kind = match tag.kind {
        TagKind::Open => "pair",
        _ => "single",
    };
    if numbered {
        return Some(format!("{kind} {}", tag.pair));
    }
    let role = tag.role;
    let says = match role {
        TagRole::Code | TagRole::Autolink => side.slice(thing.span).to_owned(),
        TagRole::Note => tag.code.clone(),
        TagRole::Strong | TagRole::Emphasis | TagRole::Strikethrough | TagRole::Break => {
            String::new()
        }
        TagRole::Link | TagRole::Image | TagRole::Other => {
            let codes = [thing.tag, thing.close];
            let leads = codes.iter().find_map(|&tag| destination(&side.tags[tag]));
            match leads {
                Some(written) => Address::new(written, Span::empty(tag.at)).about(),
                // A reference (`][plan]`) is the same on both sides.
                None if role == TagRole::Other => element(&tag.code)?.to_owned(),
                None => side.tags[thing.close].code.clone(),
            }
        }
    };
    Some(format!("{kind} {role:?} {says}"))
}

/// The name of the element that `code` begins.
fn element(code: &str) -> Option<&str> {
    let rest = code.strip_prefix('<')?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '-')?;
    Some(&rest[..end]).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::marked;
    use crate::lang::Language;

    fn side(text: &str) -> Side<'static> {
        let content = marked(text, TagRole::Other, "");
        Side::new(vec![content], Language::for_code("fr").unwrap())
    }

    #[test]
    fn a_thing_knows_what_it_stands_in() {
        let side = side("{1}Le {2}CNES{/2}{3/}{/1} observe{4/}");
        let found = things(&side).unwrap();
        let parents: Vec<Option<usize>> = found.iter().map(|thing| thing.parent).collect();
        assert_eq!(parents, [None, Some(0), Some(0), None]);
        assert_eq!(found[1].span, Span::new(3, 7));
        let named = named(&side, &found, true);
        assert_eq!(named["pair 2"], Some(1));
        assert_eq!(named["single 4"], Some(3));
    }

    #[test]
    fn pairs_that_cross_are_told() {
        let crossing = Crossing {
            first: 0,
            second: 1,
        };
        assert_eq!(things(&side("{1}a{2}b{/1}c{/2}")).unwrap_err(), crossing);
        assert!(things(&side("{1}a{/1}{2}c{/2}")).is_ok());
    }

    #[test]
    fn what_two_things_are_called_names_neither() {
        let side = side("{1/} et {1/}");
        let found = things(&side).unwrap();
        assert_eq!(named(&side, &found, true)["single 1"], None);
    }
}
