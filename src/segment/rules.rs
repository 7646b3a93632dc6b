//! The rules that decide one mark, in the order in which they are asked.

use super::chars::{is_closer, is_loud, is_opener, is_roman, is_vowel};
use super::engine::Segmenter;
use super::left::Left;
use super::reason::Reason;
use super::right::{First, Right, block_marker};
use crate::lang::breaks::AbbreviationClass;
use crate::text::Span;
use crate::text::chars::is_alphabetic;

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

impl<'t> Place<'t> {
    /// The segment under way, up to `end`.
    fn before(&self, end: usize) -> &'t str {
        &self.text[self.start.min(end)..end]
    }

    /// What closes after the marks.
    fn closers(&self) -> &'t str {
        &self.text[self.marks.end..self.end]
    }

    /// Whether the author begins sentences with small letters, as the segment so far shows.
    fn is_uncapitalised(&self) -> bool {
        let ink = self.before(self.marks.start).trim_start_matches(is_opener);
        ink.starts_with(char::is_lowercase)
    }
}

type Verdict<'s> = (bool, Reason<'s>);

/// What the marks at `place` mean; `None` where nothing was to be decided.
pub(super) fn decide<'s>(segmenter: &'s Segmenter, place: &Place<'s>) -> Option<Verdict<'s>> {
    let right = &place.right;
    if right.start == place.text.len() {
        return None;
    }
    if right.blank_line {
        return Some((true, Reason::BlankLine));
    }
    if !right.gap && !right.dash {
        return glued(segmenter, place);
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
    // An ellipsis of one character has three bytes.
    if marks.len() > 1 {
        return Some(ellipsis(place));
    }
    Some(full_stop(segmenter, place))
}

/// Letters of a word after which a sentence may begin without a space.
const GLUED_WORD: usize = 3;

/// No space follows: a sentence ends only between an ordinary word and a word that begins one, as
/// where a line end was lost: `of high quality.You will find`.
fn glued<'s>(segmenter: &Segmenter, place: &Place<'s>) -> Option<Verdict<'s>> {
    let right = &place.right;
    let word = right.first == First::Upper && right.opener.is_none() && right.word.len() > 1;
    if !word || !place.closers().is_empty() || !is_starter(segmenter, right) {
        return None;
    }
    let left = Left::before(
        place.text,
        place.start.min(place.marks.start),
        place.marks.start,
    );
    let whole = &place.text[left.start..place.marks.start];
    let ordinary = left.is_plain_word(GLUED_WORD)
        && whole.chars().all(char::is_lowercase)
        && segmenter.abbreviation(whole).is_none();
    let free = !place.text[..left.start].ends_with(['/', '@', '.', '_']);
    (ordinary && free).then_some((true, Reason::MissingSpace))
}

/// A question or exclamation.
fn loud<'s>(place: &Place<'s>) -> Verdict<'s> {
    let right = &place.right;
    match right.first {
        First::Lower if right.dash => (false, Reason::SpeechTag),
        First::Lower if place.is_uncapitalised() && !place.closers().contains(is_closer) => {
            (true, Reason::LowercaseStart)
        }
        First::Lower => (false, Reason::LowercaseNext),
        First::Digit if is_dated_title(place) => (false, Reason::QuotedName),
        _ if is_quoted_name(place) => (false, Reason::QuotedName),
        _ => (true, Reason::Mark),
    }
}

/// Three dots.
fn ellipsis<'s>(place: &Place<'s>) -> Verdict<'s> {
    let right = &place.right;
    if !place
        .before(place.marks.start)
        .contains(char::is_alphanumeric)
    {
        return (false, Reason::LeadingEllipsis);
    }
    match right.first {
        First::Lower if right.dash => (false, Reason::SpeechTag),
        First::Lower => (false, Reason::LowercaseNext),
        First::Continuation => (false, Reason::Continues),
        First::Digit if is_dated_title(place) => (false, Reason::QuotedName),
        _ if is_quoted_name(place) => (false, Reason::QuotedName),
        _ => (true, Reason::Ellipsis),
    }
}

/// Whether a closed quotation stands before a bracket with a number: «Что делать?» (1863).
fn is_dated_title(place: &Place<'_>) -> bool {
    place.right.opener == Some('(') && place.closers().contains(|c| is_closer(c) || c == '"')
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
fn full_stop<'s>(segmenter: &'s Segmenter, place: &Place<'s>) -> Verdict<'s> {
    let right = &place.right;
    let mark = place.marks.start;
    let left = Left::before(place.text, place.start.min(mark), mark);
    if right.first == First::Continuation && !right.dash {
        return (false, Reason::Continues);
    }
    if is_list_marker(place, &left) {
        return (false, Reason::ListMarker);
    }
    let listed = left.abbreviations(mark).find_map(|(start, written)| {
        let (class, entry) = segmenter.abbreviation(written)?;
        Some((start, class, entry))
    });
    if right.first == First::Lower {
        return lowercase_next(place, &left, listed.is_some());
    }
    let numbered = listed.is_some_and(|(_, class, _)| {
        class == AbbreviationClass::Reference && right.first == First::Digit
    });
    if !numbered && segmenter.is_unit(left.word) && left.after_number() {
        return (true, Reason::Unit);
    }
    let starter = || is_starter(segmenter, right);
    if let Some((start, class, entry)) = listed {
        let breaks = match class {
            AbbreviationClass::Era => starter() || ends_date(segmenter, place, start),
            AbbreviationClass::Dated if left.after_number() || left.after_roman() => {
                starter() || ends_date(segmenter, place, start)
            }
            // The bracket that closes after it holds what it belonged to: `(Dupont par ex.)`.
            _ if place.closers().contains(')') => starter(),
            class => abbreviation_ends(right, class, starter()),
        };
        return (breaks, Reason::Abbreviation { class, entry });
    }
    if left.is_initial() {
        let sure = starter() && !segmenter.is_particle(right.word, right.elided);
        return (sure, Reason::Initial);
    }
    if left.is_acronym() {
        return (starter(), Reason::Acronym);
    }
    if is_vowelless(&left) {
        return (starter(), Reason::Vowelless);
    }
    if is_label(place, &left) {
        return (false, Reason::Label);
    }
    (true, Reason::Mark)
}

/// Letters from which on an unlisted word is no abbreviation.
const SURE_WORD: usize = 5;

/// The same where the author begins sentences with small letters.
const SURE_WORD_UNCAPITALISED: usize = 2;

/// A small letter follows a full stop: a new sentence only after a word that is surely a word.
fn lowercase_next<'s>(place: &Place<'s>, left: &Left<'_>, listed: bool) -> Verdict<'s> {
    if place.right.dash {
        return (false, Reason::SpeechTag);
    }
    let letters = if place.is_uncapitalised() {
        SURE_WORD_UNCAPITALISED
    } else {
        SURE_WORD
    };
    let closed = place.text[..place.marks.start].ends_with(|c| is_closer(c) || c == '"');
    let word = !listed && left.is_plain_word(letters) && !is_vowelless(left);
    let inside = place.bracket.is_some() || !place.closers().is_empty();
    if (word || closed) && !inside {
        (true, Reason::LowercaseStart)
    } else {
        (false, Reason::LowercaseNext)
    }
}

/// Whether what follows can only start a sentence.
fn is_starter(segmenter: &Segmenter, right: &Right<'_>) -> bool {
    let initial = right.is_letter() && right.dotted;
    right.first == First::Upper
        && !right.dash
        && !initial
        && segmenter.is_starter(right.word, right.elided)
}

/// Whether a listed abbreviation of `class` ends its sentence before what follows.
fn abbreviation_ends(right: &Right<'_>, class: AbbreviationClass, starter: bool) -> bool {
    match class {
        AbbreviationClass::Never | AbbreviationClass::Title => false,
        AbbreviationClass::Reference => starter && !right.is_letter(),
        AbbreviationClass::BeforeNumber => {
            right.first != First::Digit && (right.elided || !is_roman(right.word))
        }
        AbbreviationClass::Closing => right.first != First::Digit && !right.dash,
        AbbreviationClass::Either => starter,
        AbbreviationClass::Era | AbbreviationClass::Dated => false,
    }
}

/// Most words before the year of a date that opens a sentence, when a preposition begins it.
const OPENING_WORDS: usize = 6;

/// Most words before the year of a date that opens a sentence, whatever begins it.
const BARE_OPENING_WORDS: usize = 2;

/// Longest text, in bytes, that can be such a date.
const OPENING_BYTES: usize = 80;

/// Whether the date whose abbreviation begins at `start` ends its sentence, and is not the phrase
/// that opens it: `В 8 веке до н. э. Греция`.
fn ends_date(segmenter: &Segmenter, place: &Place<'_>, start: usize) -> bool {
    let right = &place.right;
    if right.first == First::Digit || right.dash {
        return false;
    }
    let before = place.before(start);
    if before.len() > OPENING_BYTES {
        return true;
    }
    let first = before
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty());
    let opens = first.is_some_and(|word| {
        word.starts_with(|c: char| c.is_ascii_digit()) || segmenter.opens_date(word)
    });
    let most = if opens {
        OPENING_WORDS
    } else {
        BARE_OPENING_WORDS
    };
    before.split_whitespace().count() > most
}

/// Whether the word before the mark is the number or letter of a list item.
fn is_list_marker(place: &Place<'_>, left: &Left<'_>) -> bool {
    let before = place.before(left.start);
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
        let capital = index > 0 && c.is_uppercase();
        if !is_alphabetic(c) || capital || is_vowel(c.to_lowercase().next().unwrap_or(c)) {
            return false;
        }
        letters += 1;
    }
    letters > 0 && !left.after_number()
}

/// Longest label of a bracket, in letters.
const LONGEST_LABEL: usize = 6;

/// Whether the word is the first of a bracket and short: `(букв. «Восход»)`.
fn is_label(place: &Place<'_>, left: &Left<'_>) -> bool {
    place.text[..left.start].ends_with(['(', '['])
        && left.word.starts_with(char::is_lowercase)
        && left.word.chars().count() <= LONGEST_LABEL
}
