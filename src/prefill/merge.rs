//! Back into an article: the finished units of a bilingual file written where their sources stand.
//!
//! The article travels inside the file, or is given again and must be the same to the byte. A unit
//! that is unfinished, or empty without being finished, leaves its source and is reported; an
//! empty target in a finished state was emptied on purpose. A tool may have split a unit into
//! segments: they come back as one.

use super::bilingual::{format_of, span_of};
use crate::document::bilingual::{BilingualFile, BilingualUnit, sha256};
use crate::document::{self, Document, DocumentError, Fill, package, po};
use crate::inline::{InlineTag, InlineText, TagKind, TagRole};
use crate::text::decode::{CodePage, DecodeError, decode};
use crate::text::{Place, Source, Span};
use std::collections::HashMap;
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
    /// Units whose source was left, and text of the article that no unit has.
    pub unfinished: Vec<Unfinished>,
    /// Units that were written without a tag that their source has.
    pub bare: Vec<Unfinished>,
    /// The name of the article's format.
    pub format: &'static str,
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
    /// Another unit has the same text and another translation, which was taken; where that stands.
    Doubled(Option<Place>),
    /// No unit has it; where it stands in the article.
    Missing(String),
    /// It was not left, but written without a tag that does this.
    WithoutTag(TagRole),
    /// Somebody has damaged it, and how.
    Damaged(String),
}

impl UnfinishedReason {
    /// What to tell the translator.
    pub fn describe(&self) -> String {
        let said = match self {
            UnfinishedReason::Damaged(damage) => damage,
            UnfinishedReason::Empty => "no translation",
            UnfinishedReason::State => "the translation is not finished",
            UnfinishedReason::Tags => "the translation has a tag that its source has not",
            UnfinishedReason::Structure => {
                "the article would read otherwise with this translation; a mark at its beginning, or \
                 a tag that touches a letter or a quotation mark, may be why"
            }
            UnfinishedReason::Missing(place) => {
                return format!("no unit of the draft has this text of the article ({place})");
            }
            UnfinishedReason::WithoutTag(role) => {
                return format!("written without {} that its source has", role.name());
            }
            UnfinishedReason::Doubled(other) => {
                let other =
                    other.map_or("another unit".to_owned(), |at| format!("line {}", at.line));
                return format!(
                    "{other} has another translation of this text, which was taken; delete one of the \
                     two units"
                );
            }
        };
        said.to_owned()
    }
}

/// A bilingual file that cannot become an article.
#[derive(Debug)]
#[non_exhaustive]
pub enum MergeError {
    /// The article is neither inside the file nor given.
    NoArticle,
    /// The file is a catalog, which holds no article.
    Catalog,
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
            MergeError::Catalog => {
                f.write_str("a catalog is translated in its own places; there is nothing to merge")
            }
            MergeError::OtherArticle => {
                f.write_str("the article is not the one this file was made from")
            }
            MergeError::Decode(error) => error.fmt(f),
            MergeError::Document(error) => error.fmt(f),
            MergeError::Unit { id, .. } if span_of(id).is_some() => write!(
                f,
                "no text of the article stands at the bytes \"{id}\" that the unit's id names"
            ),
            MergeError::Unit { id, .. } => write!(
                f,
                "the unit's id \"{id}\" is not one that entente gave (bytes of the article, like \
                 \"120-184\")"
            ),
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
    if file.datatype == po::DATATYPE {
        return Err(MergeError::Catalog);
    }
    let document = article(file, given, fallback)?;
    let mut units = located(&document, file)?;
    let uncovered = uncovered(&document, &units);
    let mut unfinished = doubled(&mut units);
    let (mut fills, mut sources, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for (unit, (index, plain)) in units {
        let own = document.blocks[index].content.part(plain);
        match target(&unit, &own) {
            Ok(content) => {
                let missing = own.tags.iter().find(|tag| !has_tag(&content, tag));
                bare.push(missing.map(|tag| tag.role));
                fills.push(Fill {
                    block: index,
                    plain,
                    content,
                    mark: None,
                });
                sources.push(unit);
            }
            Err(reason) => unfinished.push(left(&unit, reason)),
        }
    }
    let filled = document::fill(&document, &fills);
    let written = fills.len() - filled.left_out.len();
    for &index in &filled.left_out {
        unfinished.push(left(&sources[index], UnfinishedReason::Structure));
        bare[index] = None;
    }
    unfinished.sort_by_key(|unit| unit.place);
    unfinished.extend(uncovered);
    let text = match (&file.source_lang, &file.target_lang) {
        (Some(from), Some(to)) => document::in_language(&document, filled.text, from, to),
        _ => filled.text,
    };
    let bare = sources.iter().zip(bare);
    let bare =
        bare.filter_map(|(unit, role)| Some(left(unit, UnfinishedReason::WithoutTag(role?))));
    Ok(Merged {
        text,
        bare: bare.collect(),
        format: document.format.name(),
        article: document.source,
        written,
        unfinished,
    })
}

/// A unit, the block of the article that it is of, and the stretch of its plain text.
type Located = (BilingualUnit, (usize, Span));

/// The units of `file` with their places in the article.
fn located(document: &Document, file: &BilingualFile) -> Result<Vec<Located>, MergeError> {
    let units = joined(&file.units).into_iter();
    // What holds no segment of the article has nothing to give back.
    let units = units.filter(|unit| !unit.ignorable);
    units
        .map(|unit| {
            let at = span_of(&unit.id).and_then(|span| find(document, span));
            match at {
                Some(at) => Ok((unit, at)),
                None => Err(MergeError::Unit {
                    place: unit.place,
                    id: unit.id,
                }),
            }
        })
        .collect()
}

/// Takes all units but one of each place out of `units`: the first that is translated stays. Those
/// that say something else than it come back, to be told.
fn doubled(units: &mut Vec<Located>) -> Vec<Unfinished> {
    let is_translated = |unit: &BilingualUnit| {
        let text = unit.target.as_ref().map(|target| target.text.trim());
        unit.state.is_finished() && text.is_some_and(|text| !text.is_empty())
    };
    let mut first: HashMap<(usize, Span), usize> = HashMap::new();
    for (index, (unit, at)) in units.iter().enumerate() {
        let kept = first.entry(*at).or_insert(index);
        if !is_translated(&units[*kept].0) && is_translated(unit) {
            *kept = index;
        }
    }
    if first.len() == units.len() {
        return Vec::new();
    }
    let told = units.iter().enumerate().filter_map(|(index, (unit, at))| {
        let (kept, _) = &units[first[at]];
        let text = |unit: &BilingualUnit| unit.target.as_ref().map(|target| target.text.clone());
        let same = text(unit).is_none_or(|own| own.trim().is_empty() || Some(own) == text(kept));
        let reason = UnfinishedReason::Doubled(kept.place);
        (first[at] != index && !same).then(|| left(unit, reason))
    });
    let told = told.collect();
    let mut index = 0;
    units.retain(|(_, at)| {
        index += 1;
        first[at] == index - 1
    });
    told
}

/// The words of the article that are in none of `units`: somebody has deleted theirs.
fn uncovered(document: &Document, units: &[Located]) -> Vec<Unfinished> {
    let mut places: Vec<(usize, Span)> = units.iter().map(|(_, at)| *at).collect();
    places.sort_unstable();
    let mut places = places.into_iter().peekable();
    let mut found = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let mut end = 0;
        let mut gap = |end: usize, start: usize| {
            let text = block.content.text.get(end..start).unwrap_or_default();
            if !block.is_translatable() || !text.contains(char::is_alphanumeric) {
                return;
            }
            let at = end + (text.len() - text.trim_start().len());
            let file = block.content.file_span(Span::new(at, start));
            let place = document.source.locate(file.start);
            found.push(Unfinished {
                place: None,
                source: text.trim().to_owned(),
                reason: UnfinishedReason::Missing(format!("{}:{place}", document.source.name())),
            });
        };
        while let Some((_, plain)) = places.next_if(|(of, _)| *of == index) {
            gap(end, plain.start);
            end = plain.end.max(end);
        }
        gap(end, block.content.text.len());
    }
    found
}

/// Whether `content` has the tag of its article that `tag` is.
fn has_tag(content: &InlineText, tag: &InlineTag) -> bool {
    let mut tags = content.tags.iter();
    tags.any(|own| own.pair == tag.pair && own.kind == tag.kind)
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
    let index = document.block_at(span)?;
    let block = &document.blocks[index];
    let content = Some(&block.content).filter(|_| block.is_translatable())?;
    let plain = content.map.as_ref()?.plain_span(span)?;
    let text = &content.text[plain.range()];
    // Where white space is of one piece with the first word in the file (code over two lines), it is
    // in the span and was never in the segment.
    let start = plain.start + (text.len() - text.trim_start().len());
    let trimmed = Span::new(start, start + text.trim().len());
    let mut both = [plain, trimmed].into_iter();
    let plain = both.find(|&plain| content.part_file_span(plain) == span)?;
    Some((index, plain))
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
    Ok(content.trimmed_like(own))
}

/// A half of a pair may come back as one that stands alone, never the other way about.
fn same_side(own: TagKind, given: TagKind) -> bool {
    own == given
        || matches!(
            (own, given),
            (TagKind::Isolated, _) | (TagKind::Standalone, TagKind::Isolated)
        )
}
