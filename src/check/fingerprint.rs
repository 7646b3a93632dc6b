//! Fingerprints: by what a finding is known tomorrow.
//!
//! `v1:` and sixteen hexadecimal digits, made of the rule, the concept or value, the folded source
//! segment and the how-manieth such finding it is. Not of message, line or the translation around
//! it: moving a paragraph or mending another word leaves the fingerprint as it was. The hash is
//! SHA-256, cut: sixteen digits keep a million findings apart.

use super::rule::Found;
use hashbrown::HashMap;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Bytes of the hash that are kept.
const KEPT: usize = 8;

/// Gives each of `found`, which are in order, its fingerprint.
pub(super) fn stamp(found: &mut [Found]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for Found { finding, key, .. } in found {
        let [rule, about, segment] = key;
        let key = format!("{rule}\0{about}\0{}", fold(segment));
        let nth = seen.entry(key.clone()).or_default();
        finding.fingerprint = hash(&format!("{key}\0{nth}"));
        *nth += 1;
    }
}

/// Case, white space and ё do not tell segments apart.
fn fold(segment: &str) -> String {
    let words: Vec<&str> = segment.split_whitespace().collect();
    words.join(" ").to_lowercase().replace('ё', "е")
}

fn hash(key: &str) -> String {
    let mut out = String::from("v1:");
    for byte in Sha256::digest(key.as_bytes()).iter().take(KEPT) {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_case_do_not_matter() {
        assert_eq!(fold("Le\u{A0}CNES  a\nlancé"), fold("le cnes a lancé"));
        assert_ne!(hash(&fold("le cnes")), hash(&fold("le gifas")));
    }

    #[test]
    fn a_fingerprint_stays_as_it_was_published() {
        assert_eq!(hash("a\0b\0c\u{0}0"), "v1:4a42d9e062eeb380");
    }
}
