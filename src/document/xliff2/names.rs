//! What XLIFF 2 calls states, origins and roles.

use crate::document::bilingual::{FillOrigin, State};
use crate::inline::TagRole;

const STATES: [(&str, State); 4] = [
    ("initial", State::Initial),
    ("translated", State::Translated),
    ("reviewed", State::Reviewed),
    ("final", State::Final),
];

/// The state called `name`; a segment without one is `initial`.
pub(super) fn state(name: Option<&str>) -> State {
    let known = STATES.iter().find(|(own, _)| Some(*own) == name);
    known.map_or(State::Initial, |(_, state)| *state)
}

/// How a state is written.
pub(super) fn state_name(state: State) -> &'static str {
    let known = STATES.iter().find(|(_, own)| *own == state);
    known.map_or("initial", |(name, _)| name)
}

/// `subState` values of entente's own.
const ORIGINS: [(&str, FillOrigin); 3] = [
    ("entente:context", FillOrigin::Context),
    ("entente:exact", FillOrigin::Exact),
    ("entente:fuzzy", FillOrigin::Fuzzy),
];

/// The origin that a `subState` tells.
pub(super) fn origin(sub_state: &str) -> FillOrigin {
    let known = ORIGINS.iter().find(|(own, _)| *own == sub_state);
    known.map_or_else(
        || FillOrigin::Other(sub_state.to_owned()),
        |(_, origin)| origin.clone(),
    )
}

/// The `subState` for an origin, if it can have one.
pub(super) fn sub_state(origin: &FillOrigin) -> Option<&str> {
    let known = ORIGINS.iter().find(|(_, own)| own == origin);
    match (known, origin) {
        (Some((name, _)), _) => Some(name),
        (None, FillOrigin::Other(other)) if super::schema::is_prefixed(other) => Some(other),
        (None, _) => None,
    }
}

/// Types and subtypes of codes, and the role each means.
const ROLES: [(&str, Option<&str>, TagRole); 9] = [
    ("fmt", Some("xlf:b"), TagRole::Strong),
    ("fmt", Some("xlf:i"), TagRole::Emphasis),
    ("fmt", Some("xlf:lb"), TagRole::Break),
    ("link", None, TagRole::Link),
    ("image", None, TagRole::Image),
    ("fmt", Some("entente:strikethrough"), TagRole::Strikethrough),
    ("other", Some("entente:code"), TagRole::Code),
    ("link", Some("entente:autolink"), TagRole::Autolink),
    ("other", Some("entente:footnote"), TagRole::Note),
];

/// The role of a code of this type.
pub(super) fn role(kind: Option<&str>, sub: Option<&str>) -> TagRole {
    let exact = ROLES
        .iter()
        .find(|(own, other, _)| Some(*own) == kind && *other == sub);
    let loose = || {
        ROLES
            .iter()
            .find(|(own, other, _)| Some(*own) == kind && other.is_none())
    };
    exact
        .or_else(loose)
        .map_or(TagRole::Other, |(.., role)| *role)
}

/// Type and subtype for a role; none where there is nothing to say.
pub(super) fn kind(role: TagRole) -> (Option<&'static str>, Option<&'static str>) {
    let known = ROLES.iter().find(|(.., own)| *own == role);
    known.map_or((None, None), |(kind, sub, _)| (Some(kind), *sub))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        for (_, given) in STATES {
            assert_eq!(state(Some(state_name(given))), given);
        }
        for (.., given) in ROLES {
            let (kind, sub) = kind(given);
            assert_eq!(role(kind, sub), given);
        }
        for (name, given) in &ORIGINS {
            assert_eq!(sub_state(given), Some(*name));
            assert_eq!(origin(name), *given);
        }
        assert_eq!(sub_state(&FillOrigin::Other("mt".into())), None);
        assert_eq!(state(Some("needs-work")), State::Initial);
    }
}
