//! Match bands: how much of an article each kind of match covers, as translators count it.

use super::Draft;
use crate::segment::Article;
use crate::token::{TokenKind, tokens};

/// A band of scores, the best first; repetitions of the article itself are counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// Equal text in the same context.
    Context,
    /// 100.
    Exact,
    /// 95–99: every word equal.
    NearlyExact,
    /// 85–94: a word or so in ten.
    High,
    /// 75–84.
    Middle,
    /// 50–74.
    Low,
    /// Nothing similar.
    None,
    /// The same content stood in the article before.
    Repetition,
}

impl Band {
    /// All bands in the order of a report.
    pub const ALL: [Band; 8] = [
        Band::Repetition,
        Band::Context,
        Band::Exact,
        Band::NearlyExact,
        Band::High,
        Band::Middle,
        Band::Low,
        Band::None,
    ];

    /// The band of a score, 0–100, of a match that is not in context.
    fn of_score(score: u8) -> Band {
        match score {
            100.. => Band::Exact,
            95..=99 => Band::NearlyExact,
            85..=94 => Band::High,
            75..=84 => Band::Middle,
            50..=74 => Band::Low,
            _ => Band::None,
        }
    }

    /// Its name in a report.
    pub fn name(self) -> &'static str {
        match self {
            Band::Context => "101 context",
            Band::Exact => "100",
            Band::NearlyExact => "95–99",
            Band::High => "85–94",
            Band::Middle => "75–84",
            Band::Low => "50–74",
            Band::None => "none",
            Band::Repetition => "repetitions",
        }
    }
}

/// What one band holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BandCount {
    /// Segments in the band.
    pub segments: usize,
    /// Words of their sources.
    pub words: usize,
    /// Segments that were filled.
    pub filled: usize,
    /// Of these, the ones that need a second look.
    pub unfinished: usize,
}

/// The bands of `draft`, in the order of [`Band::ALL`].
pub fn count(article: &Article, draft: &Draft) -> Vec<(Band, BandCount)> {
    let mut counts = Band::ALL.map(|band| (band, BandCount::default()));
    for (index, segment) in draft.segments.iter().enumerate() {
        let band = match segment.matches.first() {
            _ if segment.repeats.is_some() => Band::Repetition,
            None => Band::None,
            Some(best) if best.kind == crate::matching::MatchKind::Context => Band::Context,
            Some(best) => Band::of_score(best.score),
        };
        let Some((_, count)) = counts.iter_mut().find(|(of, _)| *of == band) else {
            continue;
        };
        count.segments += 1;
        count.words += words(article.text(index));
        if let Ok(fill) = &segment.fill {
            count.filled += 1;
            count.unfinished += usize::from(!fill.kind.is_certain());
        }
    }
    counts.to_vec()
}

/// The bands of the segments that are nearer to an earlier segment of the article than to any match, by
/// that score; none of them is empty. [`count`] has these segments, too, in the bands of their matches.
pub fn internal(article: &Article, draft: &Draft) -> Vec<(Band, BandCount)> {
    let mut counts = Band::ALL.map(|band| (band, BandCount::default()));
    for (index, segment) in draft.segments.iter().enumerate() {
        let Some(internal) = segment.internal else {
            continue;
        };
        let band = Band::of_score(internal.score);
        if let Some((_, count)) = counts.iter_mut().find(|(of, _)| *of == band) {
            count.segments += 1;
            count.words += words(article.text(index));
        }
    }
    let counts = counts.into_iter();
    counts.filter(|(_, count)| count.segments > 0).collect()
}

/// Words and numbers of a text.
pub fn words(text: &str) -> usize {
    tokens(text)
        .filter(|token| token.kind != TokenKind::Punct)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_meet_without_a_gap() {
        let bands: Vec<Band> = (0..=100).map(Band::of_score).collect();
        assert!(
            bands.is_sorted_by(|a, b| a >= b),
            "a higher score never falls into a lower band"
        );
        assert_eq!(Band::of_score(94), Band::High);
        assert_eq!(Band::of_score(95), Band::NearlyExact);
        assert_eq!(Band::of_score(49), Band::None);
    }

    #[test]
    fn punctuation_is_no_word() {
        assert_eq!(words("« L’ISS », dit-il — 3 fois."), 6);
    }
}
