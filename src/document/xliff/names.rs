//! What XLIFF 1.2 calls states, origins and roles.
//!
//! Its ten `state`s are more than we tell apart (`needs-review-translation` and `new` are both
//! unfinished), so each side has its table: what a word of a file means, and which word is written.

use crate::document::bilingual::{FillOrigin, State};
use crate::inline::TagRole;

/// `state` values that say a translation is not finished, from the specification. One that waits
/// for a review is among them: somebody has still to look before it may stand in an article.
const UNFINISHED: [&str; 7] = [
    "new",
    "needs-translation",
    "needs-adaptation",
    "needs-l10n",
    "needs-review-translation",
    "needs-review-adaptation",
    "needs-review-l10n",
];

/// Whether `state` is one of the specification's, or one that its tool marks as its own.
pub(super) fn is_known(state: &str) -> bool {
    finished(state).is_some() || UNFINISHED.contains(&state) || state.starts_with("x-")
}

fn finished(state: &str) -> Option<State> {
    match state {
        "translated" => Some(State::Translated),
        "signed-off" => Some(State::Reviewed),
        "final" => Some(State::Final),
        _ => None,
    }
}

/// How far a translation is that a file describes so.
///
/// Without a state a target that holds something is translated, as tools have it, unless its
/// qualifier says that a machine proposed it. A unit that is approved is final, but the word does
/// not lift a state that says otherwise.
pub(super) fn state(
    state: Option<&str>,
    origin: Option<&FillOrigin>,
    approved: bool,
    empty: bool,
) -> State {
    let plain = match state {
        Some(state) => finished(state).unwrap_or_default(),
        None if empty => State::Initial,
        None => match origin {
            None | Some(FillOrigin::Context | FillOrigin::Exact) => State::Translated,
            Some(FillOrigin::Fuzzy | FillOrigin::Other(_)) => State::Initial,
        },
    };
    if approved && plain.is_finished() {
        State::Final
    } else {
        plain
    }
}

/// `state` for a translation. For a fuzzy one it is the state that Weblate and MateCat both take
/// for unfinished.
pub(super) fn state_name(state: State, empty: bool) -> &'static str {
    match state {
        State::Initial if empty => "new",
        State::Initial => "needs-adaptation",
        State::Translated => "translated",
        State::Reviewed => "signed-off",
        State::Final => "final",
    }
}

/// The origin that a `state-qualifier` names.
pub(super) fn origin(qualifier: &str) -> FillOrigin {
    match qualifier {
        "id-match" => FillOrigin::Context,
        "exact-match" => FillOrigin::Exact,
        "fuzzy-match" => FillOrigin::Fuzzy,
        other => FillOrigin::Other(other.to_owned()),
    }
}

/// `state-qualifier` for an origin. `leveraged-tm` would say the same of an exact match, but
/// MateCat takes it for an untranslated unit.
pub(super) fn qualifier(origin: &FillOrigin) -> &str {
    match origin {
        FillOrigin::Context => "id-match",
        FillOrigin::Exact => "exact-match",
        FillOrigin::Fuzzy => "fuzzy-match",
        FillOrigin::Other(other) => other,
    }
}

/// `ctype` values and the roles they name; those with `x-` are our own.
const ROLES: [(&str, TagRole); 9] = [
    ("italic", TagRole::Emphasis),
    ("bold", TagRole::Strong),
    ("link", TagRole::Link),
    ("image", TagRole::Image),
    ("lb", TagRole::Break),
    ("x-strikethrough", TagRole::Strikethrough),
    ("x-code", TagRole::Code),
    ("x-autolink", TagRole::Autolink),
    ("x-footnote", TagRole::Note),
];

/// The role that a `ctype` names, as far as we know one.
pub(super) fn role(ctype: &str) -> TagRole {
    let known = ROLES.iter().find(|(name, _)| *name == ctype);
    known.map_or(TagRole::Other, |(_, role)| *role)
}

/// `ctype` for a role; none where there is nothing to say.
pub(super) fn ctype(role: TagRole) -> Option<&'static str> {
    let known = ROLES.iter().find(|(_, other)| *other == role);
    known.map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_state_that_says_so_is_finished() {
        for unfinished in UNFINISHED
            .iter()
            .chain(&["needs-work", "fake", "x-done", ""])
        {
            assert_eq!(state(Some(unfinished), None, true, false), State::Initial);
        }
        assert_eq!(state(None, None, false, true), State::Initial);
        assert_eq!(
            state(None, Some(&FillOrigin::Fuzzy), false, false),
            State::Initial
        );
        assert_eq!(state(None, None, false, false), State::Translated);
        assert_eq!(
            state(Some("translated"), None, false, true),
            State::Translated
        );
        assert_eq!(
            state(Some("translated"), Some(&FillOrigin::Fuzzy), true, false),
            State::Final
        );
    }

    #[test]
    fn what_is_written_reads_back() {
        for given in [State::Translated, State::Reviewed, State::Final] {
            let name = state_name(given, false);
            assert_eq!(state(Some(name), None, false, false), given);
        }
        for (_, given) in ROLES {
            assert_eq!(ctype(given).map(role), Some(given));
        }
        for given in [FillOrigin::Context, FillOrigin::Exact, FillOrigin::Fuzzy] {
            assert_eq!(origin(qualifier(&given)), given);
        }
    }
}
