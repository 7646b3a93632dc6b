//! Anchors: what a sentence and its translation have in common on the page.
//!
//! No dictionary is needed to see that «Зонд Juno прислал 3 снимка» and "Juno sent 3 images" belong
//! together: the name and the number are the same, and elsewhere a root (`orbit`, «орбита»), a code
//! span, an address, a question mark. Each such thing is an anchor, a kind and a text; a segment
//! has a set of them. How much an anchor says depends on how rare it is in the article; that is
//! the part of [`super::evidence`].
//!
//! ```text
//! "The `fetch` call of 12 May (Juno)"
//! Code fetch, Root kal, Number 12, Mark (, Mark ), Root iuno, Consonants in
//! ```
//!
//! A number that a segment has twice is two anchors, so that "3 of 3" asks for two threes.

use super::latin;
use super::vocabulary::{Kind, Vocabulary, set};
use crate::inline::{InlineText, TagKind, TagRole};
use crate::text::Span;
use crate::text::chars::is_quote;
use crate::token::{TokenKind, tokens};
use hashbrown::HashMap;
use unicode_normalization::char::is_combining_mark;

/// Marks that mean the same in all three languages.
const MARKS: [char; 10] = ['?', '!', '%', '$', '€', '£', '(', ')', ':', ';'];

/// Letters by which two words are held to be of one root, a short and a long beginning: a word that
/// agrees in both counts twice.
const ROOT: [usize; 2] = [4, 6];

/// Consonants kept of a name: endings differ.
const SKELETON: usize = 4;

/// Letters to which a word is cut for learning: most endings of the three languages go.
const STEM: usize = 7;

/// The anchors of `content`, sorted, each once.
pub(super) fn anchors(content: &InlineText, vocabulary: &mut Vocabulary) -> Vec<u32> {
    let mut found = Found {
        vocabulary,
        times: HashMap::new(),
        ids: Vec::new(),
    };
    found.tags(content);
    let protected = content.protected();
    for &span in &protected {
        found.protected(content.text[span.range()].trim());
    }
    found.words(&content.text, &protected);
    found.marks(&content.text);
    numbers(&content.text, |digits| found.each(Kind::Number, digits));
    set(found.ids)
}

/// The anchors found so far.
struct Found<'v> {
    vocabulary: &'v mut Vocabulary,
    times: HashMap<(Kind, String), u32>,
    ids: Vec<u32>,
}

impl Found<'_> {
    /// Adds an anchor of which only the presence counts.
    fn once(&mut self, kind: Kind, text: impl Into<String>) {
        self.ids.push(self.vocabulary.anchor(kind, text.into()));
    }

    /// Adds an anchor whose number counts: the second of a text is another than the first.
    fn each(&mut self, kind: Kind, text: impl Into<String>) {
        let text = text.into();
        let times = self.times.entry((kind, text.clone())).or_insert(0);
        *times += 1;
        if *times == 1 {
            self.once(kind, text);
        } else {
            let numbered = format!("{text}\u{0}{times}");
            self.once(kind, numbered);
        }
    }

    fn tags(&mut self, content: &InlineText) {
        for tag in &content.tags {
            match tag.role {
                TagRole::Strong if tag.kind != TagKind::Close => self.each(Kind::Strong, ""),
                TagRole::Note => self.once(Kind::Name, tag.code.as_str()),
                TagRole::Link | TagRole::Image => {
                    if let Some(address) = address(&tag.code) {
                        self.each(Kind::Address, address);
                    }
                }
                _ => {}
            }
        }
    }

    fn protected(&mut self, text: &str) {
        if text.contains("://") {
            self.each(Kind::Address, without_host(text));
        } else {
            self.each(Kind::Code, text);
        }
    }

    fn words(&mut self, text: &str, protected: &[Span]) {
        let mut begins = true;
        let mut ahead = protected.iter().peekable();
        for token in tokens(text).filter(|token| token.kind == TokenKind::Word) {
            while ahead.next_if(|span| span.end <= token.span.start).is_some() {}
            if ahead.peek().is_some_and(|span| span.overlaps(token.span)) {
                continue;
            }
            let letters = |c: char| c.is_alphabetic() || is_combining_mark(c);
            for word in text[token.span.range()].split(|c| !letters(c)) {
                if !word.is_empty() {
                    self.word(word, begins);
                    begins = false;
                }
            }
        }
    }

    fn word(&mut self, word: &str, begins: bool) {
        let bare = latin::bare(word);
        let length = bare.chars().count();
        let first = |letters: usize| bare.chars().take(letters).collect::<String>();
        if length >= ROOT[0] {
            self.once(Kind::Root, first(ROOT[0]));
        }
        if length > ROOT[0] {
            self.once(Kind::Root, format!("{}\u{0}", first(ROOT[1])));
        }
        let is_capital = |c: char| c.is_uppercase();
        let capitals = word.chars().all(is_capital) && word.chars().nth(1).is_some();
        if capitals || (!begins && word.starts_with(is_capital)) {
            let skeleton = latin::skeleton(&bare);
            if skeleton.chars().nth(1).is_some() {
                self.once(
                    Kind::Consonants,
                    skeleton.chars().take(SKELETON).collect::<String>(),
                );
            }
        }
    }

    fn marks(&mut self, text: &str) {
        for mark in MARKS.into_iter().filter(|&mark| text.contains(mark)) {
            self.once(Kind::Mark, mark);
        }
        if text.contains(is_quote) {
            self.once(Kind::Mark, "\"");
        }
    }
}

/// The address inside `](https://cnes.fr/en "title")`, without its host.
fn address(code: &str) -> Option<&str> {
    let (_, inside) = code.split_once('(')?;
    let ends = |c: char| c.is_whitespace() || c == ')';
    Some(without_host(inside.split(ends).next()?))
}

/// `/en/missions` of `https://cnes.fr/en/missions`: a translation may live on another host.
fn without_host(address: &str) -> &str {
    let Some((_, rest)) = address.split_once("://") else {
        return address;
    };
    rest.find('/').map_or(rest, |slash| &rest[slash..])
}

/// Gives the digits of each number: `1234` of `1 234` and of `1,234`, `15` of `1,5`.
fn numbers(text: &str, mut give: impl FnMut(String)) {
    let mut digits = String::new();
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() {
            digits.push(c);
        } else if !digits.is_empty() && !joins(c, &text[at + c.len_utf8()..]) {
            give(std::mem::take(&mut digits));
        }
    }
    if !digits.is_empty() {
        give(digits);
    }
}

/// Whether `c` between digits and `after` belongs to the number.
fn joins(c: char, after: &str) -> bool {
    let group = after
        .chars()
        .take(4)
        .take_while(char::is_ascii_digit)
        .count();
    match c {
        '.' | ',' | ':' => group > 0,
        ' ' | '\u{A0}' | '\u{202F}' => group == 3,
        _ => false,
    }
}

/// The words of `text` that learning compares: lower case, cut, of three letters and more.
pub(super) fn stems(text: &str) -> impl Iterator<Item = String> + '_ {
    tokens(text)
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| &text[token.span.range()])
        .filter(|word| word.chars().nth(2).is_some())
        .map(|word| {
            word.chars()
                .flat_map(char::to_lowercase)
                .take(STEM)
                .collect()
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::InlineTag;

    /// How many anchors the two have in common.
    fn shared(a: &InlineText, b: &InlineText) -> usize {
        let mut vocabulary = Vocabulary::default();
        let (a, b) = (anchors(a, &mut vocabulary), anchors(b, &mut vocabulary));
        a.iter().filter(|id| b.contains(id)).count()
    }

    fn shared_text(a: &str, b: &str) -> usize {
        shared(&InlineText::plain(a), &InlineText::plain(b))
    }

    fn link(text: &str, code: &str) -> InlineText {
        let mut content = InlineText::plain(text);
        for (at, kind, code) in [(0, TagKind::Open, "["), (text.len(), TagKind::Close, code)] {
            content.tags.push(InlineTag {
                at,
                kind,
                pair: 1,
                role: TagRole::Link,
                code: code.to_owned(),
                file: None,
                markup: None,
            });
        }
        content
    }

    #[test]
    fn sentences_without_a_common_thing_share_nothing() {
        assert_eq!(shared_text("The dog sleeps.", "Кошка ест рыбу."), 0);
        assert_eq!(shared_text("", ""), 0);
        assert_eq!(shared_text("2 kg", "20 кг"), 0);
    }

    #[test]
    fn numbers_are_compared_by_their_digits() {
        assert_eq!(shared_text("1,234.5", "1\u{202F}234,5"), 1);
        assert_eq!(shared_text("3 of 3", "3 из 3"), 2);
        assert_eq!(shared_text("3 of 3", "3 из 5"), 1);
    }

    #[test]
    fn a_space_joins_groups_of_three_digits_only() {
        let mut found = Vec::new();
        numbers("В 2026 12 раз 10 000", |digits| found.push(digits));
        assert_eq!(found, ["2026", "12", "10000"]);
    }

    #[test]
    fn roots_names_and_marks_meet_across_scripts() {
        assert_eq!(shared_text("an orbit", "орбита"), 1);
        assert_eq!(
            shared_text("a processor", "процессора"),
            2,
            "short and long"
        );
        assert_eq!(shared_text("Is Vostok ready?", "Готов ли «Восток»?"), 4);
        assert_eq!(shared_text("“so”", "« ainsi »"), 1);
    }

    #[test]
    fn a_link_is_known_by_where_it_leads_not_by_its_host() {
        let english = link("here", "](https://example.org/a/b)");
        let french = link("ici", "](https://fr.example.org/a/b \"Titre\")");
        assert_eq!(shared(&english, &french), 1);
    }

    #[test]
    fn words_for_learning_are_cut_and_lower_case() {
        let found: Vec<String> = stems("Орбитальная станция l’ISS на").collect();
        assert_eq!(found, ["орбитал", "станция", "iss"]);
    }
}
