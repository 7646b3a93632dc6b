//! Back into an article: the finished units of a bilingual file written where their sources stand.
//!
//! The article travels inside the file, or is given again and must be the same to the byte. A unit
//! that is unfinished, or empty without being finished, leaves its source and is reported; an
//! empty target in a finished state was emptied on purpose. A tool may have split a unit into
//! segments: they come back as one.

use super::bilingual::{format_of, span_of};
use crate::document::bilingual::{BilingualFile, BilingualUnit, sha256};
use crate::document::{self, Block, Document, DocumentError, Fill, package};
use crate::inline::{InlineTag, InlineText, TagKind};
use crate::text::decode::{CodePage, DecodeError, decode};
use crate::text::{Place, Source, Span};
use std::fmt;

/// An article made from a bilingual file.
#[derive(Debug)]
pub struct Merged {
    /// Its text.
    pub text: String,
    /// The article it was made from, as whose file it should be written
    /// ([`package::encode`](crate::document::package::encode)).
    pub article: Source,
    /// Units that were written.
    pub written: usize,
    /// Units whose source was left.
    pub unfinished: Vec<Unfinished>,
}

/// A unit whose source was left in the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// Where the unit stands in the bilingual file.
    pub place: Option<Place>,
    /// Its source.
    pub source: String,
    /// Why it was left.
    pub reason: UnfinishedReason,
}

/// Why a unit's source was left in the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnfinishedReason {
    /// There is no translation.
    Empty,
    /// There is one, in a state that says it is not done.
    State,
    /// Its tags are not those of the source.
    Tags,
    /// It cannot be written there without changing the structure.
    Structure,
    /// Somebody has damaged it, and how.
    Damaged(String),
}

impl UnfinishedReason {
    /// What to tell the translator.
    pub fn describe(&self) -> &str {
        match self {
            UnfinishedReason::Damaged(damage) => damage,
            UnfinishedReason::Empty => "no translation",
            UnfinishedReason::State => "the translation is not finished",
            UnfinishedReason::Tags => "the translation has a tag that its source has not",
            UnfinishedReason::Structure => "the translation would change the article's structure",
        }
    }
}

/// A bilingual file that cannot become an article.
#[derive(Debug)]
#[non_exhaustive]
pub enum MergeError {
    /// The article is neither inside the file nor given.
    NoArticle,
    /// The article is not the one the file was made from.
    OtherArticle,
    /// The article inside is not text.
    Decode(DecodeError),
    /// The article inside is not what its format asks for.
    Document(DocumentError),
    /// A unit does not lie where it says in the article.
    Unit {
        /// Its id.
        id: String,
        /// Where it stands in the bilingual file.
        place: Option<Place>,
    },
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MergeError::NoArticle => f.write_str("the article is not inside the file"),
            MergeError::OtherArticle => {
                f.write_str("the article is not the one this file was made from")
            }
            MergeError::Decode(error) => error.fmt(f),
            MergeError::Document(error) => error.fmt(f),
            MergeError::Unit { id, .. } => {
                write!(f, "unit \"{id}\" is not a segment of the article")
            }
        }
    }
}

impl std::error::Error for MergeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            MergeError::Decode(error) => Some(error),
            MergeError::Document(error) => Some(error),
            _ => None,
        }
    }
}

/// The article of `file` with its finished translations in place; `given` are the bytes of the
/// article when the user names it, `fallback` the encoding of one that is not Unicode.
///
/// # Errors
/// When there is no article, it is another one, or a unit does not lie where its id says.
pub fn merge(
    file: &BilingualFile,
    given: Option<Vec<u8>>,
    fallback: Option<CodePage>,
) -> Result<Merged, MergeError> {
    let document = article(file, given, fallback)?;
    let mut unfinished = Vec::new();
    let mut fills = Vec::new();
    let mut units = Vec::new();
    for unit in joined(&file.units) {
        // What holds no segment of the article has nothing to give back.
        if unit.ignorable {
            continue;
        }
        let unit_error = || MergeError::Unit {
            id: unit.id.clone(),
            place: unit.place,
        };
        let span = span_of(&unit.id).ok_or_else(unit_error)?;
        let (index, plain) = find(&document, span).ok_or_else(unit_error)?;
        let block = &document.blocks[index];
        match target(&unit, &block.content.part(plain)) {
            Ok(content) => {
                fills.push(Fill {
                    block: index,
                    plain,
                    content,
                    mark: None,
                });
                units.push(unit);
            }
            Err(reason) => unfinished.push(left(&unit, reason)),
        }
    }
    let filled = document::fill(&document, &fills);
    let written = fills.len() - filled.left_out.len();
    let broken = filled.left_out.iter();
    unfinished.extend(broken.map(|&index| left(&units[index], UnfinishedReason::Structure)));
    unfinished.sort_by_key(|unit| unit.place);
    let text = match (&file.source_lang, &file.target_lang) {
        (Some(from), Some(to)) => document::in_language(&document, filled.text, from, to),
        _ => filled.text,
    };
    Ok(Merged {
        text,
        article: document.source,
        written,
        unfinished,
    })
}

fn left(unit: &BilingualUnit, reason: UnfinishedReason) -> Unfinished {
    Unfinished {
        place: unit.place,
        source: unit.source.text.clone(),
        reason,
    }
}

/// The article the file was made from: what the user gives, if it is the same, else what is inside.
fn article(
    file: &BilingualFile,
    given: Option<Vec<u8>>,
    fallback: Option<CodePage>,
) -> Result<Document, MergeError> {
    let inside = file.article.as_ref();
    let digest = inside.and_then(|article| article.sha256.as_ref());
    let bytes = match (given, inside) {
        (Some(bytes), _) if digest.is_some_and(|digest| *digest != sha256(&bytes)) => {
            return Err(MergeError::OtherArticle);
        }
        (Some(bytes), _) => bytes,
        (None, Some(article)) if !article.is_intact() => return Err(MergeError::OtherArticle),
        (None, Some(article)) => article.bytes.clone(),
        (None, None) => return Err(MergeError::NoArticle),
    };
    let source = match package::unpack(&file.original, &bytes) {
        Some(unpacked) => unpacked.map_err(MergeError::Document)?,
        None => {
            let format = format_of(&file.datatype);
            let declared = || document::declared_encoding(&file.original, format, &bytes);
            let page = fallback.or_else(declared);
            decode(&file.original, bytes, page).map_err(MergeError::Decode)?
        }
    };
    let format = format_of(&file.datatype);
    let known = format.filter(|name| document::FORMATS.iter().any(|f| f.name() == *name));
    document::read(source, known).map_err(MergeError::Document)
}

/// The units, the segments of one that a tool has split put together again.
fn joined(units: &[BilingualUnit]) -> Vec<BilingualUnit> {
    let mut whole: Vec<BilingualUnit> = Vec::with_capacity(units.len());
    for unit in units {
        match whole.last_mut() {
            Some(last) if last.id == unit.id && unit.segment.is_some() => join(last, unit),
            _ => whole.push(unit.clone()),
        }
    }
    whole
}

/// Appends the next segment of a unit, or what stands between two; the whole is as far as its
/// least finished segment.
fn join(unit: &mut BilingualUnit, next: &BilingualUnit) {
    append(&mut unit.source, &next.source);
    if next.ignorable {
        let between = next.target.as_ref().unwrap_or(&next.source);
        if let Some(target) = &mut unit.target {
            append(target, between);
        }
        return;
    }
    unit.state = unit.state.min(next.state);
    match (&mut unit.target, &next.target) {
        (Some(target), Some(more)) => append(target, more),
        (target, _) => *target = None,
    }
}

/// Appends `more`, after a space unless one side has one.
fn append(content: &mut InlineText, more: &InlineText) {
    let spaced =
        content.text.ends_with(char::is_whitespace) || more.text.starts_with(char::is_whitespace);
    if !content.text.is_empty() && !more.text.is_empty() && !spaced {
        content.text.push(' ');
    }
    content.append(more);
}

/// The block and the stretch of its plain text that lie at `span` of the article.
fn find(document: &Document, span: Span) -> Option<(usize, Span)> {
    let index = document
        .blocks
        .partition_point(|block| block.span.end < span.end);
    let covers = |block: &&Block| block.is_translatable() && block.span.contains(span);
    let content = &document.blocks.get(index).filter(covers)?.content;
    let plain = content.map.as_ref()?.plain_span(span)?;
    (content.part_file_span(plain) == span).then_some((index, plain))
}

/// What stands in the article for `unit`: its target, with the tags of the segment itself.
fn target(unit: &BilingualUnit, own: &InlineText) -> Result<InlineText, UnfinishedReason> {
    if let Some(damage) = &unit.damage {
        return Err(UnfinishedReason::Damaged(damage.clone()));
    }
    let target = unit.target.as_ref().ok_or(UnfinishedReason::Empty)?;
    if !unit.state.is_finished() {
        let empty = target.text.trim().is_empty();
        return Err(match empty {
            true => UnfinishedReason::Empty,
            false => UnfinishedReason::State,
        });
    }
    let mut content = InlineText::plain(target.text.clone());
    for tag in &target.tags {
        let answers = |of: &&InlineTag| of.pair == tag.pair && same_side(of.kind, tag.kind);
        let mine = own
            .tags
            .iter()
            .find(answers)
            .ok_or(UnfinishedReason::Tags)?;
        content.tags.push(InlineTag {
            at: tag.at,
            file: None,
            ..mine.clone()
        });
    }
    Ok(content)
}

/// A half of a pair may come back as one that stands alone, never the other way about.
fn same_side(own: TagKind, given: TagKind) -> bool {
    own == given
        || matches!(
            (own, given),
            (TagKind::Isolated, _) | (TagKind::Standalone, TagKind::Isolated)
        )
}
