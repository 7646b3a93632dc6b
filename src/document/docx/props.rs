//! The properties of a run, and what of them a translator must see.
//!
//! Word gives each stretch of text its own properties, most of which are the same all through a
//! paragraph. What all runs share is no tag; what a run has besides is. Language, spelling marks
//! and the twins of properties for other scripts are nothing a reader sees, so they never make a
//! tag; nor do the ids of editing sessions, which are not properties.

use super::styles::Styles;
use crate::inline::TagRole;

/// Properties that make no difference to a reader.
const UNSEEN: &[&str] = &["bCs", "iCs", "lang", "noProof", "rPrChange", "szCs"];

/// Properties that show on white space.
const ON_SPACES: &[&str] = &["bdr", "dstrike", "highlight", "shd", "strike", "u"];

/// What a property does that is seen.
pub(super) struct Seen {
    role: Option<TagRole>,
    on_spaces: bool,
}

impl Seen {
    /// What the property called `name` does, whose value is `value`; `None` when it makes no
    /// difference to a reader.
    pub(super) fn of<'v>(
        name: &str,
        value: impl Fn() -> Option<&'v str>,
        styles: &Styles,
    ) -> Option<Seen> {
        if UNSEEN.contains(&name) {
            return None;
        }
        let off = || matches!(value(), Some("0" | "false" | "off"));
        let role = match name {
            "b" => Some(TagRole::Strong),
            "i" => Some(TagRole::Emphasis),
            "strike" | "dstrike" => Some(TagRole::Strikethrough),
            "rStyle" => value().and_then(|id| styles.role(id)),
            _ => None,
        };
        Some(Seen {
            role: role.filter(|_| !off()),
            on_spaces: ON_SPACES.contains(&name) && !off(),
        })
    }
}

/// The properties of one run, in the text of its part.
#[derive(Clone, Debug, Default)]
pub(super) struct Props<'a> {
    /// The element as it is written; empty when there is none.
    pub(super) whole: &'a str,
    /// Those that are seen, as they are written, sorted.
    pub(super) seen: Vec<&'a str>,
    /// What they do, each with the property that does it.
    roles: Vec<(TagRole, &'a str)>,
    /// Whether they show on white space.
    pub(super) on_spaces: bool,
}

impl<'a> Props<'a> {
    /// Adds a property that is written `raw`.
    pub(super) fn add(&mut self, seen: &Seen, raw: &'a str) {
        self.on_spaces |= seen.on_spaces;
        self.roles.extend(seen.role.map(|role| (role, raw)));
        self.seen.push(raw);
    }

    /// Puts the properties in order, when all are added.
    pub(super) fn sort(&mut self) {
        self.seen.sort_unstable();
        self.seen.dedup();
    }

    /// Those seen that are not in `base`, together.
    pub(super) fn besides(&self, base: &[&str]) -> Vec<&'a str> {
        let own = self
            .seen
            .iter()
            .filter(|raw| base.binary_search(raw).is_err());
        own.copied().collect()
    }

    /// What those of `seen`, which are sorted, do: one thing, or something of several.
    pub(super) fn role(&self, seen: &[&str]) -> TagRole {
        let roles = self
            .roles
            .iter()
            .filter(|(_, raw)| seen.binary_search(raw).is_ok());
        let mut roles: Vec<TagRole> = roles.map(|(role, _)| *role).collect();
        roles.dedup();
        match roles[..] {
            [role] if seen.len() == 1 || role == TagRole::Code => role,
            _ => TagRole::Other,
        }
    }
}

/// What all of `props` have in common.
pub(super) fn common<'p, 'a: 'p>(mut props: impl Iterator<Item = &'p Props<'a>>) -> Vec<&'a str> {
    let Some(first) = props.next() else {
        return Vec::new();
    };
    let mut base = first.seen.clone();
    for props in props {
        base.retain(|raw| props.seen.binary_search(raw).is_ok());
    }
    base
}
