//! One pattern, compiled for what it is asked; the only door to the regular expression engines.
//!
//! A rule's pattern is asked one of three things: where it next matches (before a break), whether
//! it matches from a place on (after it), whether a match ends at a place (before a place that is
//! to be no break). Plain patterns run in time linear in the text they look at, which is bounded;
//! those with look-around run under a step limit.

use super::dialect::Rewritten;
use crate::text::Span;
use fancy_regex::{RegexInput, RegexOptionsBuilder};
use regex_automata::meta::{self, Config};
use regex_automata::{Anchored, Input};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, Look};

/// What a pattern is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    /// Where it next matches.
    Find,
    /// Whether it matches from a place on.
    Ahead,
    /// Whether a match ends at a place.
    Behind,
}

/// A compiled pattern; a clone shares it.
#[derive(Clone, Debug)]
pub(super) enum Pattern {
    /// Matches the empty text everywhere.
    Empty,
    /// In linear time.
    Plain(meta::Regex),
    /// By trying, under a step limit.
    Fancy(Box<fancy_regex::Regex>),
}

/// Deepest nesting of groups: a dozen is much for a real rule.
const DEEPEST: u32 = 200;

/// Most bytes of one compiled pattern: lists of hundreds of words take less than one of these.
const COMPILED_LIMIT: usize = 8 * 1024 * 1024;

/// Most steps of one search by trying: some milliseconds.
const STEP_LIMIT: usize = 100_000;

/// Most bytes a pattern looks ahead or back of a place: segment and choppa stop at one hundred
/// repetitions.
const REACH: usize = 4096;

/// The same for a pattern that is matched by trying, which may cost the square of it.
const FANCY_REACH: usize = 256;

/// A search by a pattern with look-around that took too many steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooManySteps;

/// The syntax tree of a plain pattern.
///
/// # Errors
/// With the reason why it is no pattern.
pub(super) fn parse(pattern: &str) -> Result<Hir, String> {
    let mut parser = ParserBuilder::new().nest_limit(DEEPEST).build();
    parser.parse(pattern).map_err(|error| match error {
        regex_syntax::Error::Parse(error) => error.kind().to_string(),
        regex_syntax::Error::Translate(error) => error.kind().to_string(),
        other => one_line(&other.to_string()),
    })
}

/// Whether `hir` asks what stands after its match, so that the text may not be cut there.
fn looks_beyond(hir: &Hir) -> bool {
    !hir.properties().look_set_suffix_any().is_empty()
}

/// Longest expression that a user types, in bytes.
const LONGEST_EXPRESSION: usize = 64 * 1024;

/// A regular expression that a user types to search texts with: without look-around, in time linear
/// in the text.
#[derive(Clone, Debug)]
pub struct Expression(meta::Regex);

impl Expression {
    /// Compiles `text`.
    ///
    /// # Errors
    /// With the reason why it is none, or that it is too large.
    pub fn new(text: &str) -> Result<Expression, String> {
        if text.len() > LONGEST_EXPRESSION {
            return Err(format!("it is longer than {LONGEST_EXPRESSION} bytes"));
        }
        compiled(&parse(text)?).map(Expression)
    }

    /// Where it matches in `text`, empty matches left out.
    pub fn find_all(&self, text: &str) -> Vec<Span> {
        let found = self.0.find_iter(text);
        let spans = found.map(|found| Span::new(found.start(), found.end()));
        spans.filter(|span| !span.is_empty()).collect()
    }
}

impl Pattern {
    /// Compiles `pattern` for `role`.
    ///
    /// # Errors
    /// With the reason why it cannot be honoured.
    pub(super) fn new(pattern: &Rewritten, role: Role) -> Result<Pattern, String> {
        if pattern.pattern.is_empty() {
            return Ok(Pattern::Empty);
        }
        let text = &pattern.pattern;
        if pattern.fancy {
            return fancy(text, role);
        }
        let hir = parse(text)?;
        match role {
            // Our own edge stands where the text is cut; asked beyond it, the pattern would see
            // the end of the text.
            Role::Behind if looks_beyond(&hir) => fancy(text, role),
            Role::Behind => plain(&Hir::concat(vec![hir, Hir::look(Look::End)])),
            Role::Find | Role::Ahead => plain(&hir),
        }
    }

    /// Bytes the compiled pattern takes; one that searches by trying is not asked for.
    pub(super) fn memory(&self) -> usize {
        match self {
            Pattern::Plain(regex) => regex.memory_usage(),
            Pattern::Empty | Pattern::Fancy(_) => 0,
        }
    }

    /// Start and end of the first match at or after `from`.
    ///
    /// The text is searched in windows. A match and what it needs to see after it are taken to fit
    /// into [`reach`](Pattern::reach) bytes, so that a rule that would try from each place to the
    /// end of the text still takes time linear in the text.
    pub(super) fn find(
        &self,
        text: &str,
        mut from: usize,
    ) -> Result<Option<(usize, usize)>, TooManySteps> {
        let reach = self.reach();
        loop {
            let until = text.floor_char_boundary(from.saturating_add(4 * reach));
            let found = self.find_between(text, from, until)?;
            match found {
                _ if until == text.len() => return Ok(found),
                Some((start, end)) if start == from || end + reach <= until => return Ok(found),
                Some((start, _)) => from = start,
                None => from = text.floor_char_boundary(until - reach),
            }
        }
    }

    fn find_between(
        &self,
        text: &str,
        from: usize,
        until: usize,
    ) -> Result<Option<(usize, usize)>, TooManySteps> {
        match self {
            Pattern::Empty => Ok(Some((from, from))),
            Pattern::Plain(regex) => {
                let found = regex.search(&Input::new(text).range(from..until));
                Ok(found.map(|found| (found.start(), found.end())))
            }
            Pattern::Fancy(regex) => {
                let found = regex
                    .find_input(cut(text, from, until))
                    .map_err(|_| TooManySteps)?;
                Ok(found.map(|found| (found.start(), found.end())))
            }
        }
    }

    /// Most bytes of a match.
    fn reach(&self) -> usize {
        match self {
            Pattern::Empty | Pattern::Plain(_) => REACH,
            Pattern::Fancy(_) => FANCY_REACH,
        }
    }

    /// Whether it matches from `at` on.
    pub(super) fn starts_at(&self, text: &str, at: usize) -> Result<bool, TooManySteps> {
        let until = text.floor_char_boundary(at.saturating_add(self.reach()));
        match self {
            Pattern::Empty => Ok(true),
            Pattern::Plain(regex) => {
                let input = Input::new(text).range(at..until);
                Ok(regex.is_match(input.anchored(Anchored::Yes)))
            }
            Pattern::Fancy(regex) => {
                let input = cut(text, at, until).anchored(true);
                regex.is_match_input(input).map_err(|_| TooManySteps)
            }
        }
    }

    /// Whether a match ends at `at`.
    pub(super) fn ends_at(&self, text: &str, at: usize) -> Result<bool, TooManySteps> {
        let from = text.floor_char_boundary(at.saturating_sub(REACH));
        match self {
            Pattern::Empty => Ok(true),
            Pattern::Plain(regex) => Ok(regex.is_match(Input::new(&text[..at]).range(from..))),
            Pattern::Fancy(regex) => {
                let until = text.floor_char_boundary(at.saturating_add(FANCY_REACH));
                let input = cut(text, at, until).anchored(true);
                regex.is_match_input(input).map_err(|_| TooManySteps)
            }
        }
    }
}

/// `text` from `from` on, seen up to `until` only: the engine would look through all the rest. The
/// place where it is cut is no end of the text.
fn cut(text: &str, from: usize, until: usize) -> RegexInput<'_, str> {
    let seen = &text[..until];
    RegexInput::new(seen)
        .from_pos(from)
        .end_text(until == text.len())
}

fn plain(hir: &Hir) -> Result<Pattern, String> {
    compiled(hir).map(Pattern::Plain)
}

fn compiled(hir: &Hir) -> Result<meta::Regex, String> {
    let config = Config::new()
        .nfa_size_limit(Some(COMPILED_LIMIT))
        .onepass(false);
    let built = meta::Builder::new().configure(config).build_from_hir(hir);
    built.map_err(|error| {
        if error.size_limit().is_some() {
            too_large()
        } else {
            one_line(&error.to_string())
        }
    })
}

fn too_large() -> String {
    format!("compiled it takes more than {COMPILED_LIMIT} bytes")
}

fn fancy(pattern: &str, role: Role) -> Result<Pattern, String> {
    let whole = match role {
        Role::Behind => format!("(?<={pattern})"),
        Role::Find | Role::Ahead => pattern.to_owned(),
    };
    let built = RegexOptionsBuilder::new()
        .backtrack_limit(STEP_LIMIT)
        .delegate_size_limit(COMPILED_LIMIT)
        .max_prog_size(STEP_LIMIT)
        .allow_input_assertion_overrides(true)
        .build(whole);
    match built {
        Ok(regex) => Ok(Pattern::Fancy(Box::new(regex))),
        Err(error) => Err(one_line(&error.to_string())),
    }
}

/// An engine's message on one line.
fn one_line(message: &str) -> String {
    let words: Vec<&str> = message.split_whitespace().collect();
    let mut line = words.join(" ");
    line.truncate(line.floor_char_boundary(200));
    line
}

#[cfg(test)]
mod tests {
    use super::super::dialect::rewrite;
    use super::*;

    fn pattern(pattern: &str, role: Role) -> Pattern {
        Pattern::new(&rewrite(pattern).unwrap(), role).unwrap()
    }

    #[test]
    fn a_match_ends_at_the_place_or_it_does_not() {
        let ends = |behind: &str, text: &str, at| pattern(behind, Role::Behind).ends_at(text, at);
        for (behind, text, at, expected) in [
            ("\\bcf\\.", "voir cf. 2", 8, true),
            ("\\bcf\\.", "voir cf. 2", 7, false),
            ("\\bcf\\.", "voir скcf. 2", 12, false),
            ("\\bcf\\b", "cf. 2", 2, true),
            ("\\bcf\\b", "cfr 2", 2, false),
            ("(?<=\\s)p++\\.", "la p. 2", 5, true),
            ("(?<=\\s)p++\\.", "lap. 2", 4, false),
            ("^un\\.", "un. deux", 3, true),
            ("^un\\.", "un. un. ", 7, false),
            ("(?<!\\p{L})p\\.$", "la p.", 5, true),
            ("\\w+\\d?(?=\\.)", "l’été.", 9, true),
        ] {
            assert_eq!(ends(behind, text, at), Ok(expected), "{behind} {text} {at}");
        }
    }

    #[test]
    fn a_long_text_between_matches_is_searched_through() {
        for length in [10, 4 * FANCY_REACH - 1, 2 * REACH, 6 * REACH] {
            let text = format!("{}!?. Fin.", "é".repeat(length));
            for stop in ["[.?!]+", "[.?!]++"] {
                let found = pattern(stop, Role::Find).find(&text, 2);
                assert_eq!(
                    found,
                    Ok(Some((2 * length, 2 * length + 3))),
                    "{stop} {length}"
                );
            }
        }
    }

    #[test]
    fn the_end_of_what_is_seen_is_not_the_end_of_the_text() {
        let ahead = pattern("[^.]*+$", Role::Ahead);
        assert_eq!(ahead.starts_at(&"a".repeat(FANCY_REACH), 0), Ok(true));
        assert_eq!(ahead.starts_at(&"a".repeat(2 * FANCY_REACH), 0), Ok(false));
    }

    #[test]
    fn what_tries_too_long_is_stopped() {
        let slow = pattern("(?:(?=a)a+)+b", Role::Ahead);
        assert_eq!(slow.starts_at(&"a".repeat(4000), 0), Err(TooManySteps));
    }

    #[test]
    fn what_is_too_large_is_refused() {
        let rewritten = rewrite("((a{0,100}){0,100}){0,100}").unwrap();
        let error = Pattern::new(&rewritten, Role::Find).unwrap_err();
        assert_eq!(error, "compiled it takes more than 8388608 bytes");
    }
}
