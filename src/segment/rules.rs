//! The rules that decide one mark, in the order in which they are asked.

use super::chars::{is_loud, is_roman, is_vowel};
use super::engine::Segmenter;
use super::left::Left;
use super::reason::Reason;
use super::right::{First, Right, block_marker};
use crate::lang::breaks::AbbreviationClass;
use crate::text::Span;

/// A mark and all that is known of its surroundings.
pub(super) struct Place<'t> {
    pub(super) text: &'t str,
    /// The marks.
    pub(super) marks: Span,
    /// Where the closers after them end.
    pub(super) end: usize,
    /// Where the segment under way begins.
    pub(super) start: usize,
    /// Another mark stands inside the closers before these marks.
    pub(super) enclosed: bool,
    /// Where the innermost quotation that is still open begins.
    pub(super) quote: Option<usize>,
    /// Where the bracket that is still open begins.
    pub(super) bracket: Option<usize>,
    pub(super) right: Right<'t>,
}

type Verdict<'s> = Option<(bool, Reason<'s>)>;

/// What the marks at `place` mean; `None` where nothing was to be decided.
pub(super) fn decide<'s>(segmenter: &'s Segmenter, place: &Place<'s>) -> Verdict<'s> {
    let right = &place.right;
    if right.first == First::End && right.start == place.text.len() {
        return None;
    }
    if right.blank_line {
        return Some((true, Reason::BlankLine));
    }
    if !right.gap && !right.dash {
        return None;
    }
    if right.new_line && block_marker(&place.text[right.start..]).is_some() {
        return Some((true, Reason::BlockMarker));
    }
    if right.first == First::Continuation && right.opener.is_none() && !right.dash {
        return Some((false, Reason::Continues));
    }
    let marks = &place.text[place.marks.range()];
    if marks.contains(is_loud) || place.enclosed {
        return Some(loud(place));
    }
    if marks.contains('…') || marks.len() > 1 {
        return Some(ellipsis(place));
    }
    Some(full_stop(segmenter, place))
}

/// A question or exclamation.
fn loud<'s>(place: &Place<'s>) -> (bool, Reason<'s>) {
    let right = &place.right;
    match right.first {
        First::Lower if right.dash => (false, Reason::SpeechTag),
        First::Lower => (false, Reason::LowercaseNext),
        _ if is_quoted_name(place) => (false, Reason::QuotedName),
        _ => (true, Reason::Mark),
    }
}

/// Three dots.
fn ellipsis<'s>(place: &Place<'s>) -> (bool, Reason<'s>) {
    let right = &place.right;
    let before = &place.text[place.start.min(place.marks.start)..place.marks.start];
    if !before.contains(char::is_alphanumeric) {
        return (false, Reason::LeadingEllipsis);
    }
    match right.first {
        First::Lower if right.dash => (false, Reason::SpeechTag),
        First::Lower => (false, Reason::LowercaseNext),
        First::Continuation => (false, Reason::Continues),
        _ if is_quoted_name(place) => (false, Reason::QuotedName),
        _ => (true, Reason::Ellipsis),
    }
}

/// Longest quotation, in bytes, that can be a name rather than speech.
const LONGEST_NAME: usize = 64;

/// Whether the mark lies inside a short quotation after which the sentence goes on in lower case.
fn is_quoted_name(place: &Place<'_>) -> bool {
    let Some(quote) = place.quote else {
        return false;
    };
    if place.marks.start.saturating_sub(quote) > LONGEST_NAME {
        return false;
    }
    let before = place.text[..quote].trim_end();
    if before.is_empty() || before.ends_with([':', '.', '!', '?', '—', '–']) {
        return false;
    }
    let rest = &place.text[place.end..];
    let closer = rest
        .char_indices()
        .take_while(|&(at, c)| at <= LONGEST_NAME && c != '«')
        .find(|&(_, c)| matches!(c, '»' | '”' | '"'));
    closer.is_some_and(|(at, c)| {
        let after = rest[at + c.len_utf8()..].trim_start();
        after.starts_with(char::is_lowercase)
    })
}

/// One full stop.
fn full_stop<'s>(segmenter: &'s Segmenter, place: &Place<'s>) -> (bool, Reason<'s>) {
    let right = &place.right;
    let mark = place.marks.start;
    let left = Left::before(place.text, place.start.min(mark), mark);
    if right.first == First::Continuation && !right.dash {
        return (false, Reason::Continues);
    }
    if is_list_marker(place, &left) {
        return (false, Reason::ListMarker);
    }
    let listed = left
        .abbreviations(mark)
        .find_map(|written| segmenter.abbreviation(written));
    if right.first == First::Lower {
        return lowercase_next(place, &left, listed.is_some());
    }
    let starter = is_starter(segmenter, right);
    if let Some((class, entry)) = listed {
        let breaks = abbreviation_ends(place, &left, class, starter);
        return (breaks, Reason::Abbreviation { class, entry });
    }
    if left.is_initial() {
        let sure = starter && !segmenter.is_particle(right.word, right.elided);
        return (sure, Reason::Initial);
    }
    if left.is_acronym() {
        return (starter, Reason::Acronym);
    }
    if is_vowelless(&left) {
        return (starter, Reason::Vowelless);
    }
    if is_label(place, &left) {
        return (false, Reason::Label);
    }
    (true, Reason::Mark)
}

/// A small letter follows a full stop: a new sentence only after a word that is surely a word.
fn lowercase_next<'s>(place: &Place<'s>, left: &Left<'_>, listed: bool) -> (bool, Reason<'s>) {
    let right = &place.right;
    if right.dash {
        return (false, Reason::SpeechTag);
    }
    let sure = !listed && left.is_plain_word(SURE_WORD) && place.bracket.is_none();
    if sure {
        (true, Reason::LowercaseStart)
    } else {
        (false, Reason::LowercaseNext)
    }
}

/// Letters from which on an unlisted word is no abbreviation.
const SURE_WORD: usize = 5;

/// Whether what follows can only start a sentence.
fn is_starter(segmenter: &Segmenter, right: &Right<'_>) -> bool {
    if right.first != First::Upper || (right.is_letter() && right.dotted) {
        return false;
    }
    right.dash || segmenter.is_starter(right.word, right.elided)
}

/// Whether a listed abbreviation of `class` ends its sentence before what follows.
fn abbreviation_ends(
    place: &Place<'_>,
    left: &Left<'_>,
    class: AbbreviationClass,
    starter: bool,
) -> bool {
    let right = &place.right;
    let number = right.first == First::Digit || is_roman(right.word);
    let opens = right.first != First::Digit;
    match class {
        AbbreviationClass::Never | AbbreviationClass::Title => false,
        AbbreviationClass::Reference => starter,
        AbbreviationClass::BeforeNumber => !number,
        AbbreviationClass::Closing => opens,
        AbbreviationClass::Either => starter,
        AbbreviationClass::Unit if left.after_number => true,
        AbbreviationClass::Unit => starter,
        AbbreviationClass::Dated if left.after_number || left.after_roman => {
            starter || (opens && !is_opening(place, left))
        }
        AbbreviationClass::Dated => false,
    }
}

/// Most words before a year that opens a sentence: `Уже в начале 1957 г. Королёв`.
const OPENING_WORDS: usize = 4;

/// Whether the segment so far is but the date that opens a sentence.
fn is_opening(place: &Place<'_>, left: &Left<'_>) -> bool {
    let before = &place.text[place.start.min(left.start)..left.start];
    before.len() < 80 && before.split_whitespace().count() <= OPENING_WORDS
}

/// Whether the word before the mark is the number or letter of a list item.
fn is_list_marker(place: &Place<'_>, left: &Left<'_>) -> bool {
    let before = &place.text[place.start.min(left.start)..left.start];
    if before.contains(|c: char| c.is_alphanumeric()) || place.end > place.marks.end {
        return false;
    }
    let whole = &place.text[left.start..place.marks.start];
    let digits = whole.chars().all(|c| c.is_ascii_digit() || c == '.') && whole.len() <= 8;
    let letters = whole.chars().count();
    !whole.is_empty() && (digits || is_roman(whole) || letters == 1)
}

/// Whether the word is written in small letters and has no vowel.
fn is_vowelless(left: &Left<'_>) -> bool {
    let mut letters = 0;
    for (index, c) in left.word.chars().enumerate() {
        let small = c.to_lowercase().next().unwrap_or(c);
        if !c.is_alphabetic() || is_vowel(small) || (index > 0 && c.is_uppercase()) {
            return false;
        }
        letters += 1;
    }
    letters > 0 && !left.after_number
}

/// Longest label of a bracket, in letters.
const LONGEST_LABEL: usize = 6;

/// Whether the word is the first of a bracket and short: `(букв. «Восход»)`.
fn is_label(place: &Place<'_>, left: &Left<'_>) -> bool {
    place.text[..left.start].ends_with(['(', '['])
        && left.word.starts_with(char::is_lowercase)
        && left.word.chars().count() <= LONGEST_LABEL
}
