//! Properties by which a unit says where its text stood.
//!
//! OmegaT writes the neighbours as `prev` and `next` and the key as `id`; memoQ the neighbours as
//! `x-context-pre` and `x-context-post`; software formats the key as `x-context`, Okapi as
//! `Txt::GroupName` (the `resname` of the text).

/// The text before.
pub(crate) const PREVIOUS: &[&str] = &["prev", "x-context-pre"];

/// The text after.
pub(crate) const NEXT: &[&str] = &["next", "x-context-post"];

/// The key of the text.
pub(crate) const KEY: &[&str] = &["id", "x-context", "Txt::GroupName"];

/// Whether a property of this kind is one of them.
pub(crate) fn is_place(kind: &str) -> bool {
    [PREVIOUS, NEXT, KEY].concat().contains(&kind)
}

/// Whether `name` is a key: a number says nothing outside its file.
pub(crate) fn is_key(name: &str) -> bool {
    name.contains(char::is_alphabetic)
}
