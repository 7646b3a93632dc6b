//! What may stand in a draft: certain fills, fuzzy ones on request, never a guess in silence.
//!
//! An exact match is not certain when the memory has two translations of the sentence; a fuzzy one
//! is no fill unless its score is asked for; and whatever is chosen must be able to wear the
//! article's tags. Each refusal has its [`OpenReason`], which the translator sees.

use super::{Fill, FillKind, OpenReason, PrefillOptions};
use crate::inline::{InlineText, seat};
use crate::matching::{
    Match, MatchKind, MatchOptions, Matcher, Query, differs_only_in_glyphs, distinct_targets,
};
use crate::memory::store::StoreError;
use crate::repair::repair;
use crate::token::{TokenKind, tokens};

/// The score of a match whose words are all equal and whose text is not.
const ALL_WORDS_EQUAL: u8 = 99;

/// The fill of one segment, or why it stays open; `matches` are in order, best first.
pub(super) fn fill(
    content: &InlineText,
    query: &Query<'_>,
    matches: &[Match],
    matcher: &Matcher<'_>,
    options: &PrefillOptions,
) -> Result<Result<Fill, OpenReason>, StoreError> {
    let Some(best) = matches.first() else {
        return Ok(Err(match holds_words(&content.text) {
            true => OpenReason::NoMatch,
            false => OpenReason::NoWords,
        }));
    };
    let mut kind = kind(content, best, matcher);
    if matches!(kind, FillKind::Exact | FillKind::Glyphs)
        && has_rivals(content, query, kind, matcher)?
    {
        if !options.fill_ambiguous {
            return Ok(Err(OpenReason::Ambiguous));
        }
        // Among equals the order of matches puts the newest first.
        kind = FillKind::Ambiguous;
    }
    if kind == FillKind::Fuzzy && best.score < options.fill {
        return Ok(Err(OpenReason::BelowFill));
    }
    let repair = match kind {
        FillKind::Fuzzy => repair(&content.text, best, matcher),
        _ => None,
    };
    let translation = match &repair {
        Some(repair) => {
            kind = FillKind::Numbers;
            &repair.target
        }
        None => matcher.target(best),
    };
    let target = seat(content, matcher.source(best), translation);
    Ok(target.ok_or(OpenReason::Tags).map(|target| Fill {
        target: target.trimmed_like(content),
        kind,
        origin: best.clone(),
        repair,
    }))
}

/// What a match is to the segment, before asking whether it has rivals.
fn kind(content: &InlineText, found: &Match, matcher: &Matcher<'_>) -> FillKind {
    let differs_in_glyphs = || {
        // Points that the unit itself lost (machine translation, another region) are a reason to
        // look, whatever the text.
        found.score == ALL_WORDS_EQUAL
            && found.penalties.is_empty()
            && differs_only_in_glyphs(&content.text, &matcher.source(found).text)
    };
    match found.kind {
        MatchKind::Context if found.score == 100 => FillKind::Context,
        MatchKind::Exact if found.score == 100 => FillKind::Exact,
        MatchKind::Fuzzy if differs_in_glyphs() => FillKind::Glyphs,
        _ => FillKind::Fuzzy,
    }
}

/// Whether another translation could stand for the segment with the same right.
///
/// Searched anew without a limit: the list for people ends after a few, and the next may differ.
fn has_rivals(
    content: &InlineText,
    query: &Query<'_>,
    kind: FillKind,
    matcher: &Matcher<'_>,
) -> Result<bool, StoreError> {
    let threshold = if kind == FillKind::Exact {
        100
    } else {
        ALL_WORDS_EQUAL
    };
    let everything = MatchOptions {
        threshold,
        limit: 0,
    };
    let found = matcher.matches(query, &everything)?;
    let equals = found
        .iter()
        .filter(|found| self::kind(content, found, matcher) == kind);
    let targets = equals.map(|found| matcher.target(found).text.as_str());
    Ok(distinct_targets(targets).len() > 1)
}

/// Whether a text is for a translator: it has a letter, or a number that languages write
/// differently (`1,234.5`).
fn holds_words(text: &str) -> bool {
    tokens(text).any(|token| match token.kind {
        TokenKind::Word => true,
        TokenKind::Number => text[token.span.range()].contains(['.', ',']),
        TokenKind::Punct => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_alone_need_no_translator() {
        for text in ["1988", "—", "12 %", "2001–2003"] {
            assert!(!holds_words(text), "{text}");
        }
        for text in ["1,234.5", "12 km", "Союз"] {
            assert!(holds_words(text), "{text}");
        }
    }
}
