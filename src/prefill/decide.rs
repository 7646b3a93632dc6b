//! What may stand in a draft: certain fills, fuzzy ones on request, never a guess in silence.

use super::{Fill, FillKind, OpenReason, PrefillOptions};
use crate::inline::InlineText;
use crate::matching::{
    Match, MatchKind, MatchOptions, Matcher, Query, differs_only_in_glyphs, distinct_targets,
};

/// The lowest score of a match whose words are all equal, save for glyphs.
const GLYPHS_SCORE: u8 = 99;

/// The fill of one segment, or why it stays open; `matches` are in order, best first.
pub(super) fn fill(
    content: &InlineText,
    query: &Query<'_>,
    matches: &[Match],
    matcher: &Matcher<'_>,
    options: &PrefillOptions,
) -> Result<Fill, OpenReason> {
    let best = matches.first().ok_or(OpenReason::NoMatch)?;
    let kind = kind(content, best, matcher);
    let (kind, origin) = match kind {
        FillKind::Exact | FillKind::Glyphs => {
            let rivals = rivals(content, query, kind, matcher);
            let targets: Vec<&InlineText> = rivals.iter().map(|m| matcher.target(m)).collect();
            if distinct_targets(&targets) <= 1 {
                (kind, best)
            } else if options.fill_ambiguous {
                // Among equals the order of matches puts the newest first.
                (FillKind::Ambiguous, best)
            } else {
                return Err(OpenReason::Ambiguous);
            }
        }
        FillKind::Fuzzy if best.score < options.fill => return Err(OpenReason::BelowFill),
        kind => (kind, best),
    };
    let target = matcher.target(origin).seat(content).ok_or(OpenReason::Tags)?;
    Ok(Fill { target, kind, origin: origin.clone() })
}

/// What the best match is to the segment, before asking whether it has rivals.
fn kind(content: &InlineText, best: &Match, matcher: &Matcher<'_>) -> FillKind {
    match best.kind {
        MatchKind::Context if best.score == 100 => FillKind::Context,
        MatchKind::Exact if best.score == 100 => FillKind::Exact,
        // Points that the unit itself lost (machine translation, another region) are a reason to
        // look, whatever the text.
        MatchKind::Fuzzy if best.score == GLYPHS_SCORE && best.penalties.is_empty() => {
            match differs_only_in_glyphs(&content.text, &matcher.source(best).text) {
                true => FillKind::Glyphs,
                false => FillKind::Fuzzy,
            }
        }
        _ => FillKind::Fuzzy,
    }
}

/// All matches that could stand for the segment with the same right.
///
/// Searched anew without a limit: the list for people ends after a few, and the sixth may differ.
fn rivals(
    content: &InlineText,
    query: &Query<'_>,
    kind: FillKind,
    matcher: &Matcher<'_>,
) -> Vec<Match> {
    let threshold = if kind == FillKind::Exact { 100 } else { GLYPHS_SCORE };
    let mut found = matcher.matches(query, &MatchOptions { threshold, limit: 0 });
    found.retain(|found| self::kind(content, found, matcher) == kind);
    found
}
