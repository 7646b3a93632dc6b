//! The addresses of one side: where its links lead, and what stands in its text.

use super::Address;
use crate::check::view::{Side, overlaps};
use crate::inline::{InlineTag, TagKind, TagRole};
use crate::text::Span;
use hashbrown::HashMap;

/// Where the links and images of `side` lead.
pub(in crate::check) fn destinations<'s>(side: &'s Side<'_>) -> Vec<Address<'s>> {
    let mut opened: HashMap<u32, usize> = HashMap::new();
    let mut found = Vec::new();
    for tag in &side.tags {
        if tag.kind == TagKind::Open {
            opened.insert(tag.pair, tag.at);
        }
        if let Some(written) = destination(tag) {
            let start = match tag.kind {
                TagKind::Close => opened.remove(&tag.pair).unwrap_or(tag.at),
                _ => tag.at,
            };
            found.push(Address::new(written, Span::new(start, tag.at)));
        }
    }
    found
}

/// Where one tag leads: `](…)` of Markdown, `href` and `src` of HTML.
pub(in crate::check) fn destination(tag: &InlineTag) -> Option<&str> {
    let code = tag.code.as_str();
    let by_markdown = || {
        let (_, after) = code.rsplit_once("](")?;
        after.strip_suffix(')')
    };
    let by_attribute = || {
        let value = |name: &str| code.split_once(name).map(|(_, after)| after);
        let after = value(" href=").or_else(|| value(" src="))?;
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        after[1..].split(quote).next()
    };
    let leads = matches!(tag.role, TagRole::Link | TagRole::Image | TagRole::Other);
    let written = match tag.kind {
        TagKind::Open => by_attribute(),
        TagKind::Close => by_markdown(),
        TagKind::Standalone | TagKind::Isolated => by_markdown().or_else(by_attribute),
    };
    written.filter(|written| leads && !written.is_empty())
}

/// Addresses that stand in the text of `side` as themselves, outside code.
pub(in crate::check) fn visible<'s>(side: &'s Side<'_>) -> Vec<Address<'s>> {
    if !side.text.contains("://") && !side.text.contains(['@']) && !may_hold_more(&side.text) {
        return Vec::new();
    }
    let code = side.code();
    let base = side.text.as_ptr() as usize;
    let may_be = |chunk: &&str| {
        chunk.len() <= LONGEST
            && (chunk.contains("://") || chunk.contains('@') || may_hold_more(chunk))
    };
    let words = side
        .text
        .split_whitespace()
        .filter(may_be)
        .filter_map(|chunk| {
            let word = chunk.trim_start_matches(['(', '[', '<', '{', '«', '“', '„', '"', '\'']);
            let word = trimmed_end(word);
            let start = word.as_ptr() as usize - base;
            let span = Span::new(start, start + word.len());
            let counts = is_address(word) && !overlaps(&code, span);
            counts.then(|| Address::new(word, span))
        });
    words.collect()
}

/// Longest address, in bytes: browsers take no longer ones.
const LONGEST: usize = 2048;

fn may_hold_more(text: &str) -> bool {
    text.contains("www.") || text.contains("10.")
}

/// `word` without the marks of the sentence after it; a bracket stays if it was opened in it.
fn trimmed_end(word: &str) -> &str {
    let marks = [
        '.', ',', ';', ':', '!', '?', '…', '»', '”', '“', '"', '\'', '’', '>', ']', '}', '*',
    ];
    let mut word = word;
    loop {
        let shorter = word.trim_end_matches(marks);
        let shorter = match shorter.strip_suffix(')') {
            Some(inside) if inside.matches('(').count() <= inside.matches(')').count() => inside,
            _ => shorter,
        };
        if shorter.len() == word.len() {
            return word;
        }
        word = shorter;
    }
}

/// Whether `word` is the address of a page, of mail, or the number of a paper (DOI).
fn is_address(word: &str) -> bool {
    let is_page = word.split_once("://").is_some_and(|(scheme, rest)| {
        !rest.is_empty() && !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    let is_mail = || {
        word.split_once('@').is_some_and(|(name, host)| {
            let dotted = host
                .split_once('.')
                .is_some_and(|(a, b)| !a.is_empty() && !b.is_empty());
            !name.is_empty() && !name.contains(['/', '(']) && dotted && !host.contains(['@', '/'])
        })
    };
    let number = word.strip_prefix("doi:").unwrap_or(word);
    let is_paper = || {
        number
            .strip_prefix("10.")
            .and_then(|rest| rest.split_once('/'))
            .is_some_and(|(prefix, name)| {
                (4..=9).contains(&prefix.len())
                    && prefix.bytes().all(|b| b.is_ascii_digit())
                    && !name.is_empty()
            })
    };
    is_page || is_mail() || is_paper() || (word.starts_with("www.") && word.len() > 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_the_sentence_are_no_part_of_an_address() {
        assert_eq!(trimmed_end("https://a.org/x_(y))."), "https://a.org/x_(y)");
        assert_eq!(trimmed_end("www.cnes.fr»,"), "www.cnes.fr");
        for word in [
            "info@cnes.fr",
            "10.1000/182",
            "doi:10.1000/182",
            "ftp://a.b",
        ] {
            assert!(is_address(word), "{word}");
        }
        for word in ["@nomade", "a@b", "10.5/3", "::", "x://", "@scope/pack.age"] {
            assert!(!is_address(word), "{word}");
        }
    }
}
