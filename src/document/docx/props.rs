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

/// The properties of one run.
#[derive(Clone, Debug, Default)]
pub(super) struct Props {
    /// The element as it is written; empty when there is none.
    pub(super) whole: String,
    /// Those that are seen, as they are written, sorted.
    pub(super) seen: Vec<String>,
    /// What they do, each with the property that does it.
    roles: Vec<(TagRole, String)>,
    /// Whether they show on white space.
    pub(super) on_spaces: bool,
}

impl Props {
    /// Adds the property called `name`, written `raw`, whose value is `value`.
    pub(super) fn add(&mut self, name: &str, value: Option<String>, raw: &str, styles: &Styles) {
        if UNSEEN.contains(&name) {
            return;
        }
        let off = matches!(value.as_deref(), Some("0" | "false" | "off"));
        let role = match name {
            _ if off => None,
            "b" => Some(TagRole::Strong),
            "i" => Some(TagRole::Emphasis),
            "strike" | "dstrike" => Some(TagRole::Strikethrough),
            "rStyle" => value.and_then(|id| styles.role(&id)),
            _ => None,
        };
        self.on_spaces |= ON_SPACES.contains(&name) && !off;
        self.roles.extend(role.map(|role| (role, raw.to_owned())));
        self.seen.push(raw.to_owned());
    }

    /// Puts the properties in order, when all are added.
    pub(super) fn sort(&mut self) {
        self.seen.sort_unstable();
        self.seen.dedup();
    }

    /// Those seen that are not in `base`, together.
    pub(super) fn besides(&self, base: &[String]) -> Vec<String> {
        let own = self
            .seen
            .iter()
            .filter(|raw| base.binary_search(raw).is_err());
        own.cloned().collect()
    }

    /// What those of `seen`, which are sorted, do: one thing, or something of several.
    pub(super) fn role(&self, seen: &[String]) -> TagRole {
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
pub(super) fn common<'p>(mut props: impl Iterator<Item = &'p Props>) -> Vec<String> {
    let Some(first) = props.next() else {
        return Vec::new();
    };
    let mut base = first.seen.clone();
    for props in props {
        base.retain(|raw| props.seen.binary_search(raw).is_ok());
    }
    base
}
