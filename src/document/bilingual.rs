//! Bilingual files: source segments with their translations, states and alternatives.
//!
//! A draft for a translation tool is one [`Bilingual`] with one [`BilingualFile`] per article. Its
//! [`BilingualUnit`]s are single segments, because state and fill belong to a segment: "On 12 May,
//! the probe left orbit." may be an exact match while its neighbour is still open. The article
//! itself travels inside ([`EmbeddedArticle`]), so that the finished file can become an article
//! again without the original at hand.
//!
//! The types are those of any bilingual format; XLIFF is the one that is read and written.

use crate::inline::InlineText;
use crate::lang::LangTag;
use crate::text::{Notice, Place, Source, Span};
use sha2::{Digest, Sha256};

/// A bilingual file that was read, or one to be written.
#[derive(Clone, Debug)]
pub struct Bilingual {
    /// The file, decoded; spans of its contents are bytes of this text.
    pub source: Source,
    /// `version` of the format as written: `1.2`.
    pub version: String,
    /// The articles in it.
    pub files: Vec<BilingualFile>,
    /// What was left out or mended on reading.
    pub notices: Vec<Notice>,
}

/// One article of a bilingual file (XLIFF `file`).
#[derive(Clone, Debug, Default)]
pub struct BilingualFile {
    /// Name of the article the units came from (`original`). Never opened.
    pub original: String,
    /// Language of the sources.
    pub source_lang: Option<LangTag>,
    /// Language of the targets.
    pub target_lang: Option<LangTag>,
    /// Format of the article as XLIFF names it: `x-markdown`, `plaintext`, `html`.
    pub datatype: String,
    /// The article itself.
    pub article: Option<EmbeddedArticle>,
    /// The segments in the order of the file.
    pub units: Vec<BilingualUnit>,
}

/// The article a draft was made from, as it travels in the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbeddedArticle {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// SHA-256 of the bytes as the file gives it, in lower-case hexadecimal digits; `None` when it
    /// gives none.
    pub sha256: Option<String>,
}

impl EmbeddedArticle {
    /// The article with its digest.
    pub fn new(bytes: Vec<u8>) -> EmbeddedArticle {
        let sha256 = Some(sha256(&bytes));
        EmbeddedArticle { bytes, sha256 }
    }

    /// Whether the bytes are those the digest was made of; without a digest nothing is known and
    /// they are taken as they are.
    pub fn is_intact(&self) -> bool {
        self.sha256
            .as_ref()
            .is_none_or(|given| *given == sha256(&self.bytes))
    }
}

/// SHA-256 of `bytes` in lower-case hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One segment and its translation.
///
/// An XLIFF 1.2 `trans-unit` that is segmented (`mrk mtype="seg"`) gives one unit for each of its
/// segments, all with the same `id`.
#[derive(Clone, Debug, Default)]
pub struct BilingualUnit {
    /// `id` of the unit in its file.
    pub id: String,
    /// `mid` of the segment when the unit holds several.
    pub segment: Option<String>,
    /// What the author named it (`resname`).
    pub name: Option<String>,
    /// The source. The number of a tag ([`InlineTag::pair`](crate::inline::InlineTag)) is its id in
    /// the file: a target tag belongs to the source tag of the same number.
    pub source: InlineText,
    /// The translation; `None` when there is none at all, which is not the same as an empty one.
    pub target: Option<InlineText>,
    /// How far the translation is.
    pub state: State,
    /// How the translation came about, if not by hand.
    pub origin: Option<FillOrigin>,
    /// What else the memory offered, the best first.
    pub alternatives: Vec<Alternative>,
    /// Notes for the translator.
    pub notes: Vec<String>,
    /// Agreed terms in the source, for the translator.
    pub terms: Vec<UnitTerm>,
    /// Whether it is for a translator (`translate="no"` says not).
    pub translate: bool,
    /// Whether it is what stands between two segments of its unit (XLIFF 2 `ignorable`).
    pub ignorable: bool,
    /// Where it begins in its file.
    pub place: Option<Place>,
    /// Bytes of its file where its target stands, or an empty span where one would; `None` where
    /// it shares that with other segments.
    pub slot: Option<Span>,
    /// Where it would be written among the segments with which it shares a target.
    pub shared: Option<SharedSlot>,
    /// Why its translation cannot be used, when somebody has damaged it: it has none then.
    pub damage: Option<String>,
}

impl BilingualUnit {
    /// The key by which software knows the text: its name, else its id. An id that is the text itself
    /// says nothing more, and that of several segments is none of theirs.
    pub fn key(&self) -> Option<&str> {
        let own = Some(self.id.as_str());
        let own = own.filter(|&id| self.segment.is_none() && id != self.source.text);
        self.name.as_deref().or(own)
    }
}

/// The base and the form of an id that translate-toolkit gives to a form of a plural: `12[1]`.
pub(crate) fn numbered_form(id: &str) -> Option<(&str, usize)> {
    let (base, form) = id.strip_suffix(']')?.split_once('[')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(base) && is_number(form)).then(|| Some((base, form.parse().ok()?)))?
}

/// The place of one segment in a target that several share (XLIFF 1.2 `mrk mtype="seg"`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SharedSlot {
    /// Bytes of the target, or an empty span where one would stand.
    pub target: Span,
    /// Bytes of the element after which the target is made: the target where all segments are
    /// marked in it, else the segmented source.
    pub frame: Span,
    /// Bytes of the start tag of the segment's mark in the frame.
    pub open: Span,
    /// Bytes of its end tag; empty where the start tag closes itself.
    pub close: Span,
    /// Bytes of the start tag that says its state, where each segment has one (`sdl:seg`).
    pub state: Option<Span>,
}

/// A term in the source of a unit (XLIFF 2 `gls:glossEntry`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitTerm {
    /// The term.
    pub term: String,
    /// What may be written for it, the preferred first.
    pub translations: Vec<String>,
    /// What it means, if the glossary says so.
    pub definition: Option<String>,
}

impl BilingualUnit {
    /// Takes the translation away, for that is wrong with it.
    pub(crate) fn spoil(&mut self, damage: String) {
        (self.target, self.origin, self.state) = (None, None, State::Initial);
        self.damage = Some(damage);
    }

    /// A unit of a file that holds no segment.
    pub(crate) fn without_segments(id: String, place: Place) -> BilingualUnit {
        BilingualUnit {
            id,
            ignorable: true,
            place: Some(place),
            ..BilingualUnit::default()
        }
    }
}

/// How far a translation is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Not translated, or not finished: open, fuzzy, to be adapted, or in a state nobody knows.
    #[default]
    Initial,
    /// Translated.
    Translated,
    /// Translated and looked at by another.
    Reviewed,
    /// Ready to be published.
    Final,
}

impl State {
    /// Whether the translation may be used.
    pub fn is_finished(self) -> bool {
        self != State::Initial
    }
}

/// How a translation came about, if not by hand (XLIFF 1.2 `state-qualifier`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FillOrigin {
    /// A match with equal neighbours (`id-match`).
    Context,
    /// An exact match (`exact-match`).
    Exact,
    /// A fuzzy match (`fuzzy-match`): never finished as it is.
    Fuzzy,
    /// Anything else, as written: `mt-suggestion`, …
    Other(String),
}

/// A translation of a similar source (XLIFF 1.2 `alt-trans`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// Score of its source against the unit's, 0–100, when one is given.
    pub score: Option<u8>,
    /// The memory it came from.
    pub origin: Option<String>,
    /// The similar source, if given.
    pub source: Option<InlineText>,
    /// Its translation.
    pub target: InlineText,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_article_is_seen() {
        let mut article = EmbeddedArticle::new("Le 12 mai".into());
        assert!(article.is_intact());
        article.bytes.push(b'.');
        assert!(!article.is_intact());
        article.sha256 = None;
        assert!(article.is_intact());
    }

    #[test]
    fn the_digest_is_that_of_the_standard() {
        let of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sha256(b""), of_nothing);
    }
}
