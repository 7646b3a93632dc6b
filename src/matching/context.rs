//! Context: a unit that says where its text stood, and stands there again.
//!
//! Memories state context in properties ([`place`](crate::memory::place)); memoQ wraps the neighbours
//! in `<seg>`. The order of the units in the file says nothing: units are sorted, merged and left out.
//!
//! A neighbour that is missing on both sides (the first and last segment of an article) is equal; a
//! unit that states neither is no context match.

use super::query::{Neighbours, Query};
use crate::memory::place::{KEY, NEXT, PREVIOUS};
use crate::memory::{UnitView, VariantView};
use crate::token::normal::comparison_text;

/// Whether `unit` says that its text stood where `query` stands; the texts themselves are equal.
pub(super) fn is_same_place<U: UnitView>(query: &Query<'_>, unit: &U, source: usize) -> bool {
    let same_key = query
        .key
        .is_some_and(|key| stated(unit, source, KEY) == Some(key));
    let neighbours = query.neighbours.as_ref();
    same_key || neighbours.is_some_and(|neighbours| has_neighbours(neighbours, unit, source))
}

fn has_neighbours<U: UnitView>(neighbours: &Neighbours<'_>, unit: &U, source: usize) -> bool {
    let previous = stated(unit, source, PREVIOUS).map(content_of_seg);
    let next = stated(unit, source, NEXT).map(content_of_seg);
    let same = |stated: Option<&str>, asked: Option<&str>| {
        stated.map(comparison_text).as_deref().unwrap_or_default() == asked.unwrap_or_default()
    };
    (previous.is_some() || next.is_some())
        && same(previous, neighbours.0.as_deref())
        && same(next, neighbours.1.as_deref())
}

/// The first property of one of `kinds`, of the unit or of its source variant.
fn stated<'u, U: UnitView>(unit: &'u U, source: usize, kinds: &[&str]) -> Option<&'u str> {
    let variant = unit.variants().get(source);
    let of_variant = variant.into_iter().flat_map(VariantView::props);
    let mut props = unit.props().chain(of_variant);
    let found = props.find(|(kind, _)| kinds.contains(kind));
    found.map(|(_, value)| value)
}

fn content_of_seg(value: &str) -> &str {
    let inside = value.trim().strip_prefix("<seg>");
    inside
        .and_then(|rest| rest.strip_suffix("</seg>"))
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::{Prop, TranslationUnit};

    fn unit(props: &[(&str, &str)]) -> TranslationUnit {
        let prop = |&(kind, value): &(&str, &str)| Prop {
            kind: kind.to_owned(),
            attributes: Vec::new(),
            value: value.to_owned(),
        };
        TranslationUnit {
            props: props.iter().map(prop).collect(),
            ..TranslationUnit::default()
        }
    }

    fn same(props: &[(&str, &str)], query: &Query<'_>) -> bool {
        is_same_place(query, &unit(props), 0)
    }

    #[test]
    fn a_unit_that_states_no_context_has_none() {
        assert!(!same(&[], &Query::text("Oui.").between(None, None)));
        assert!(!same(&[("id", "yes")], &Query::text("Oui.")));
    }

    #[test]
    fn both_neighbours_must_be_equal() {
        let props = [("prev", "Prêt\u{a0}?"), ("next", "Partons.")];
        let query = |previous, next| Query::text("Oui.").between(previous, next);
        assert!(same(&props, &query(Some("Prêt ?"), Some("Partons."))));
        assert!(!same(&props, &query(Some("Prêt ?"), Some("Attendons."))));
        assert!(!same(&props, &query(Some("Prêt ?"), None)));
        assert!(!same(&props[..1], &query(Some("Prêt ?"), Some("Partons."))));
    }

    #[test]
    fn the_edge_of_an_article_is_a_neighbour() {
        let query = Query::text("Да.").between(None, Some("Поехали!"));
        assert!(same(&[("x-context-post", "<seg>Поехали!</seg>")], &query));
        assert!(same(&[("prev", ""), ("next", "Поехали!")], &query));
    }

    #[test]
    fn the_same_key_is_the_same_place() {
        for kind in KEY {
            let props = [(*kind, "menu.open")];
            assert!(same(&props, &Query::text("Open").under("menu.open")));
            assert!(!same(&props, &Query::text("Open").under("door.open")));
        }
    }
}
