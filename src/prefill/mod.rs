//! Pre-filling: an article becomes a draft in which what was translated before stands in place.
//!
//! Each segment is looked up in the memories. What is certain is filled without a word: a match in
//! the same context, an exact one whose translation is not in doubt, one that differs only in
//! apostrophes, quotes, dashes or spaces. A fuzzy match is filled only when asked for, and then
//! says so. A fill wears the article's own tags; where these cannot be seated the segment stays
//! open. A [`Draft`] says for each segment what was decided and why; [`document`] writes it into
//! the article's untouched bytes, [`bilingual`] as a bilingual file for translation tools,
//! [`bands`] counts it as translators do.
//!
//! `The probe sent **3** images.` against a unit `The probe sent **2** images.` is a fuzzy 98: in
//! a document it stays as it is unless fills from 98 or below are asked for. Then, and in a
//! bilingual file, it is filled with the unit's translation and the number `3`, to be confirmed.

pub mod bands;
pub mod bilingual;
mod decide;
pub mod document;
mod entries;
mod internal;
mod merge;

pub use entries::{FormFill, join_entries};
pub use internal::Internal;
pub use merge::{MergeError, Merged, Unfinished, merge};

use crate::inline::InlineText;
use crate::matching::{Match, MatchOptions, Matcher, Query};
use crate::memory::place;
use crate::memory::store::StoreError;
use crate::repair::Repair;
use crate::segment::Article;
use std::collections::HashMap;

/// What may be filled and what is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrefillOptions {
    /// Fills from this score on, 1–100; 100 means certain fills only.
    pub fill: u8,
    /// Matches from this score on are listed as alternatives, 1–100.
    pub list: u8,
    /// Most alternatives a segment.
    pub limit: usize,
    /// Of several translations of one source take the newest, as unfinished; otherwise such a
    /// segment stays open.
    pub fill_ambiguous: bool,
}

impl PrefillOptions {
    /// For a draft in the article's own format: certain fills only.
    pub fn for_document() -> PrefillOptions {
        PrefillOptions {
            fill: 100,
            list: LIST_FROM,
            limit: LISTED,
            fill_ambiguous: false,
        }
    }

    /// For a bilingual file, where an unfinished fill has a state of its own.
    pub fn for_bilingual() -> PrefillOptions {
        PrefillOptions {
            fill: 75,
            list: LIST_FROM,
            limit: LISTED,
            fill_ambiguous: true,
        }
    }
}

/// Lowest score of a listed alternative: below it a match costs more to read than to type, and
/// translation tools drop it on import.
const LIST_FROM: u8 = 50;

/// Most alternatives a segment: what a translator looks through.
const LISTED: usize = 5;

/// How a segment was filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FillKind {
    /// Equal text between the same neighbours, 101 for people.
    Context,
    /// Equal text, and only one translation of it.
    Exact,
    /// Equal but for apostrophes, quotes, dash glyphs or spaces.
    Glyphs,
    /// Equal text with several translations: the newest, to be confirmed.
    Ambiguous,
    /// A similar text whose numbers were carried over: to be confirmed.
    Numbers,
    /// A similar text: to be edited.
    Fuzzy,
}

impl FillKind {
    /// Whether the fill needs no second look.
    pub fn is_certain(self) -> bool {
        matches!(self, FillKind::Context | FillKind::Exact | FillKind::Glyphs)
    }

    /// Its name in output for programs.
    pub fn name(self) -> &'static str {
        match self {
            FillKind::Context => "context",
            FillKind::Exact => "exact",
            FillKind::Glyphs => "glyphs",
            FillKind::Ambiguous => "ambiguous",
            FillKind::Numbers => "numbers",
            FillKind::Fuzzy => "fuzzy",
        }
    }
}

/// What a segment was filled with.
#[derive(Clone, Debug)]
pub struct Fill {
    /// The translation, wearing the segment's own tags.
    pub target: InlineText,
    /// How it came about.
    pub kind: FillKind,
    /// The match it was taken from.
    pub origin: Match,
    /// What was changed in the translation of the match, for [`FillKind::Numbers`].
    pub repair: Option<Repair>,
}

/// Why a segment stays open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OpenReason {
    /// There is nothing to translate: digits and marks that every language writes alike.
    NoWords,
    /// The article is bilingual and has a translation already.
    Translated,
    /// Another sentence of the same entry has no fill, and half an entry is none.
    Incomplete,
    /// Nothing in the memories is similar.
    NoMatch,
    /// The best match is below the score from which fills are made.
    BelowFill,
    /// Several translations of the same source.
    Ambiguous,
    /// The tags of the translation do not answer those of the segment.
    Tags,
    /// The translation cannot be written there without changing the article's structure.
    Structure,
}

impl OpenReason {
    /// What to tell the translator.
    pub fn describe(self) -> &'static str {
        match self {
            OpenReason::NoWords => "nothing to translate",
            OpenReason::Translated => "translated already",
            OpenReason::Incomplete => "another sentence of the entry is open",
            OpenReason::NoMatch => "no match",
            OpenReason::BelowFill => "to be edited",
            OpenReason::Ambiguous => "several translations of the same text",
            OpenReason::Tags => "the tags do not fit",
            OpenReason::Structure => "the fill would change the structure",
        }
    }
}

/// One segment of a draft.
#[derive(Clone, Debug)]
pub struct DraftSegment {
    /// The fill, or why there is none.
    pub fill: Result<Fill, OpenReason>,
    /// Matches worth listing, best first.
    pub matches: Vec<Match>,
    /// The first segment of the article with the same content, for its repetitions.
    pub repeats: Option<usize>,
    /// An earlier segment that is nearer than any match; never for a repetition.
    pub internal: Option<Internal>,
}

/// What was decided for each segment of an article, in the article's order.
#[derive(Clone, Debug)]
pub struct Draft {
    /// One for each of [`Article::segments`].
    pub segments: Vec<DraftSegment>,
    /// Forms of plurals that no text of the article is the source of alone.
    pub forms: Vec<FormFill>,
}

/// Looks every segment of `article` up and decides what may stand in the draft.
///
/// Segments are looked up in parallel; the result does not depend on the number of threads.
///
/// # Errors
/// When a stored memory is damaged where it was searched.
pub fn prefill(
    article: &Article,
    matcher: &Matcher<'_>,
    options: &PrefillOptions,
) -> Result<Draft, StoreError> {
    let count = article.segments.len();
    let contents: Vec<InlineText> = (0..count).map(|index| article.content(index)).collect();
    let text = |index: usize| contents.get(index).map(|content| content.text.as_str());
    let plurals = entries::Plurals::of(article);
    let queries: Vec<Query<'_>> = contents
        .iter()
        .enumerate()
        .map(|(index, content)| {
            let previous = index.checked_sub(1).and_then(text);
            let query = Query::content(content).between(previous, text(index + 1));
            match key(article, &plurals, index) {
                Some(key) => query.under(key),
                None => query,
            }
        })
        .collect();
    let threshold = options.fill.min(options.list);
    let listed = MatchOptions {
        threshold,
        limit: options.limit,
    };
    let found = matcher.match_all(&queries, &listed)?;

    let best: Vec<u8> = found.iter().map(|matches| best_score(matches)).collect();
    let internal = internal::nearest(&contents, &best);

    let slots = article.document.format.slots();
    let translated = slots.map_or_else(Vec::new, |slots| slots.translated(&article.document));
    let is_translated = |index: usize| {
        let block = article.segments[index].block;
        translated.get(block) == Some(&true)
    };
    let mut first: HashMap<(&str, Vec<_>), usize> = HashMap::new();
    let decided = found.into_iter().enumerate().map(|(index, matches)| {
        let content = &contents[index];
        let tags = content
            .tags
            .iter()
            .map(|tag| (tag.at, tag.kind, tag.role))
            .collect();
        let repeats = match first.entry((content.text.as_str(), tags)) {
            std::collections::hash_map::Entry::Occupied(entry) => Some(*entry.get()),
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(index);
                None
            }
        };
        let fill = match is_translated(index) {
            true => Err(OpenReason::Translated),
            false => decide::fill(content, &queries[index], &matches, matcher, options)?,
        };
        // Which form of a plural a translation is, a memory does not say by the way.
        let fill = match fill {
            Ok(fill) if fill.kind == FillKind::Context => Ok(fill),
            fill if !plurals.needs_key(article.segments[index].block) => fill,
            Ok(fill) if options.fill_ambiguous => Ok(Fill {
                kind: FillKind::Ambiguous,
                ..fill
            }),
            Ok(_) => Err(OpenReason::Ambiguous),
            open => open,
        };
        let listed = matches
            .into_iter()
            .filter(|found| found.score >= options.list)
            .collect();
        Ok(DraftSegment {
            fill,
            matches: listed,
            repeats,
            internal: internal[index].filter(|_| repeats.is_none()),
        })
    });
    Ok(Draft {
        segments: decided.collect::<Result<_, StoreError>>()?,
        forms: plurals.fills(article, &translated, matcher)?,
    })
}

/// The score of the best of `matches`, which are in order; 0 without any.
fn best_score(matches: &[Match]) -> u8 {
    matches.first().map_or(0, |best| best.score)
}

/// The key of the entry that segment `index` is: `msgctxt` of a catalog, the number of a plural's form,
/// the name or id of a unit. That of an entry is not that of its sentences.
fn key<'a>(article: &'a Article, plurals: &'a entries::Plurals, index: usize) -> Option<&'a str> {
    article.document.format.slots()?;
    let block = article.segments[index].block;
    let beside = [index.checked_sub(1), index.checked_add(1)];
    let shared = |other: usize| {
        article
            .segments
            .get(other)
            .is_some_and(|other| other.block == block)
    };
    if beside.into_iter().flatten().any(shared) {
        return None;
    }
    if let Some(key) = plurals.key(block) {
        return Some(key);
    }
    let name = article.document.blocks[block].name.as_deref()?;
    place::is_key(name).then_some(name)
}
