//! Definition lists, which most site generators read although neither CommonMark nor GitHub has them.
//!
//! ```text
//! Apogee                                    the term: a block, and so is each line of several terms
//! :   The farthest point of an orbit.       its definition: a block after `:   `
//! ```
//!
//! The parser takes any colon at the start of a line for the mark of a definition. A mark has white
//! space after it; every other colon (`:rocket:`, `:---` under a table's head) is covered, so that the
//! parser does not see it.

use std::borrow::Cow;

/// What a colon is covered with that begins no definition; one of a table's rule with a dash.
const COVER: &str = ".";

/// Covers the colons in `text` that begin a line but no definition; says whether there are definitions,
/// and leaves a text without any as it is.
pub(super) fn cover(text: &mut Cow<'_, str>) -> bool {
    let mut others = Vec::new();
    let mut any = false;
    let bytes = text.as_bytes();
    for (at, _) in text.match_indices(':') {
        let prefix = bytes[..at].iter().rev();
        let mut before = prefix.skip_while(|byte| b" \t>".contains(byte));
        if !before.next().is_none_or(|byte| b"\n\r".contains(byte)) {
            continue;
        }
        match bytes.get(at + 1) {
            Some(b' ' | b'\t') => any = true,
            Some(b'-') => others.push((at, "-")),
            _ => others.push((at, COVER)),
        }
    }
    if any && !others.is_empty() {
        let text = text.to_mut();
        for (at, cover) in others {
            text.replace_range(at..at + 1, cover);
        }
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_colon_with_space_after_it_begins_a_definition() {
        for (text, covered) in [
            ("a: b\nhttp://a.b", None),
            ("a\n:rocket: b", None),
            ("Un\n: Une\n:rocket: b", Some("Un\n: Une\n.rocket: b")),
            ("> Un\n>  :\tUne\n> :::", Some("> Un\n>  :\tUne\n> .::")),
            ("Un\n: Une\n\na|b\n:-|:-", Some("Un\n: Une\n\na|b\n--|:-")),
        ] {
            let mut seen = Cow::Borrowed(text);
            assert_eq!(cover(&mut seen), covered.is_some(), "{text}");
            assert_eq!(seen, covered.unwrap_or(text));
        }
    }
}
