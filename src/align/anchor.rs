//! Anchors: what a sentence and its translation have in common on the page.
//!
//! No dictionary is needed to see that «Зонд Juno прислал 3 снимка» and "Juno sent 3 images" belong
//! together: the name and the number are the same, and elsewhere a root (`orbit`, «орбита»), a code
//! span, an address, a question mark. Each such thing is an anchor, a kind and a text; a segment
//! has a set of them. How much an anchor says depends on how rare it is in this article; that is
//! [`super::evidence`]'s part.
//!
//! ```text
//! "The `fetch` call of 12 May"  →  Code fetch, Root kal, Number 12, …
//! ```

use super::latin;
use crate::inline::{InlineText, TagKind, TagRole};
use crate::text::Span;
use crate::token::{TokenKind, tokens};
use hashbrown::HashMap;

/// What an anchor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// The id an author gave a heading, the label of a footnote.
    Name,
    /// The text of a code span.
    Code,
    /// Where a link leads.
    Address,
    /// Strong emphasis.
    Strong,
    /// The digits of a number.
    Number,
    /// A mark that all three languages use: `?`, `%`, a bracket, a quotation.
    Mark,
    /// The first letters of a word in bare Latin.
    Root,
    /// The consonants of a capitalised word.
    Consonants,
    /// A word in capitals.
    Acronym,
    /// Two words that met in the pairs of the first turn.
    Learned,
    /// Two words that a memory or glossary pairs.
    Dictionary,
    /// The text of a block that is not for a translator.
    Fixed,
}

/// Numbers for anchors and words, so that sets of them are sorted lists of numbers.
#[derive(Default)]
pub(super) struct Vocabulary {
    ids: HashMap<(Kind, String), u32>,
    kinds: Vec<Kind>,
    words: HashMap<String, u32>,
    strengths: HashMap<u32, f64>,
}

impl Vocabulary {
    /// The number of the anchor of this kind and text.
    pub(super) fn anchor(&mut self, kind: Kind, text: String) -> u32 {
        let next = self.kinds.len() as u32;
        let id = *self.ids.entry((kind, text)).or_insert(next);
        if id == next {
            self.kinds.push(kind);
        }
        id
    }

    /// A new anchor that no text has.
    pub(super) fn fresh(&mut self, kind: Kind) -> u32 {
        self.kinds.push(kind);
        (self.kinds.len() - 1) as u32
    }

    /// The number of a word.
    pub(super) fn word(&mut self, text: String) -> u32 {
        let next = self.words.len() as u32;
        *self.words.entry(text).or_insert(next)
    }

    /// The number of a word that occurs in one of the articles.
    pub(super) fn known_word(&self, text: &str) -> Option<u32> {
        self.words.get(text).copied()
    }

    /// How much of its kind's weight the anchor has, 0 to 1.
    pub(super) fn strength(&self, id: usize) -> f64 {
        self.strengths.get(&(id as u32)).copied().unwrap_or(1.0)
    }

    /// The kind of each anchor.
    pub(super) fn kinds(&self) -> &[Kind] {
        &self.kinds
    }
}

/// Adds an anchor; the second of its kind in a segment is another anchor than the first.
struct Gathering<'v> {
    vocabulary: &'v mut Vocabulary,
    counts: HashMap<(Kind, String), u32>,
    found: Vec<u32>,
}

impl Gathering<'_> {
    fn once(&mut self, kind: Kind, text: String) {
        let id = self.vocabulary.anchor(kind, text);
        self.found.push(id);
    }

    fn each(&mut self, kind: Kind, text: String) {
        let count = self.counts.entry((kind, text.clone())).or_insert(0);
        *count += 1;
        let text = if *count == 1 {
            text
        } else {
            format!("{text}\u{0}{count}")
        };
        self.once(kind, text);
    }
}

/// The anchors of `content`, sorted, each once.
pub(super) fn anchors(content: &InlineText, vocabulary: &mut Vocabulary) -> Vec<u32> {
    let mut gathering = Gathering {
        vocabulary,
        counts: HashMap::new(),
        found: Vec::new(),
    };
    from_tags(content, &mut gathering);
    from_text(content, &mut gathering);
    let mut found = gathering.found;
    found.sort_unstable();
    found.dedup();
    found
}

fn from_tags(content: &InlineText, found: &mut Gathering<'_>) {
    for tag in &content.tags {
        let half = tag.kind != TagKind::Close;
        match tag.role {
            TagRole::Strong if half => found.each(Kind::Strong, String::new()),
            TagRole::Link | TagRole::Image if tag.code.len() > 1 => {
                if let Some(address) = address(&tag.code) {
                    found.each(Kind::Address, address.to_owned());
                }
            }
            TagRole::Note if half => found.once(Kind::Name, tag.code.clone()),
            _ => {}
        }
    }
    for span in content.protected() {
        let text = content.text[span.range()].trim();
        let kind = if text.contains("://") {
            Kind::Address
        } else {
            Kind::Code
        };
        found.each(kind, without_host(text).to_owned());
    }
}

/// The address inside `](https://cnes.fr/en "title")`, without its host.
fn address(code: &str) -> Option<&str> {
    let inside = code.split_once('(')?.1;
    let end = inside
        .find(|c: char| c.is_whitespace() || c == ')')
        .unwrap_or(inside.len());
    Some(without_host(&inside[..end]))
}

/// `/en/missions` of `https://cnes.fr/en/missions`: translations live on other hosts.
fn without_host(address: &str) -> &str {
    match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or(rest, |slash| &rest[slash..]),
        None => address,
    }
}

/// Marks that mean the same in all three languages.
const MARKS: &[char] = &['?', '!', '%', '$', '€', '£', '(', ')', ':', ';'];

fn from_text(content: &InlineText, found: &mut Gathering<'_>) {
    let text = &content.text;
    for mark in MARKS {
        if text.contains(*mark) {
            found.once(Kind::Mark, mark.to_string());
        }
    }
    if text.contains(crate::text::chars::is_quote) {
        found.once(Kind::Mark, "\"".to_owned());
    }
    let protected = content.protected();
    let is_free = |span: Span| !protected.iter().any(|other| other.overlaps(span));
    let mut start = true;
    for token in tokens(text) {
        if token.kind == TokenKind::Word && is_free(token.span) {
            for run in text[token.span.range()].split(|c: char| !c.is_alphabetic() && !is_mark(c)) {
                if !run.is_empty() {
                    from_word(run, start, found);
                    start = false;
                }
            }
        }
    }
    numbers(text, |digits| found.each(Kind::Number, digits));
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Letters by which two words are held to be of one root, short and long; a word that agrees in
/// both counts twice.
const ROOT: [usize; 2] = [4, 6];

fn from_word(word: &str, first: bool, found: &mut Gathering<'_>) {
    let bare = latin::bare(word);
    let length = bare.chars().count();
    let begin = |letters: usize| bare.chars().take(letters).collect::<String>();
    if length >= ROOT[0] {
        found.once(Kind::Root, begin(ROOT[0]));
        if length > ROOT[0] {
            found.once(Kind::Root, format!("{}-", begin(ROOT[1])));
        }
    }
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let all = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    if capital && (!first || all) && length >= 2 {
        let skeleton = latin::skeleton(&bare);
        if skeleton.len() >= 2 {
            found.once(Kind::Consonants, skeleton.chars().take(4).collect());
        }
        if all {
            found.once(Kind::Acronym, bare);
        }
    }
}

/// Gives the digits of each number: `1234` of `1 234`, `1,234`, and `15` of `1,5`.
fn numbers(text: &str, mut give: impl FnMut(String)) {
    let mut digits = String::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if digits.is_empty() {
            continue;
        }
        let after = &text[at + c.len_utf8()..];
        let group = after.chars().take_while(char::is_ascii_digit).count();
        let joins = match c {
            '.' | ',' | ':' => group > 0,
            ' ' | '\u{A0}' | '\u{202F}' => group == 3,
            _ => false,
        };
        if !joins {
            give(std::mem::take(&mut digits));
        }
    }
    if !digits.is_empty() {
        give(digits);
    }
}

/// Letters to which a word is cut for learning: most endings of the three languages go.
const STEM: usize = 7;

/// The words of `text` that learning compares: lower case, cut, of three letters and more.
pub(super) fn stems(text: &str) -> impl Iterator<Item = String> + '_ {
    tokens(text)
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| &text[token.span.range()])
        .filter(|word| word.chars().count() > 2)
        .map(|word| {
            word.chars()
                .flat_map(char::to_lowercase)
                .take(STEM)
                .collect()
        })
}
