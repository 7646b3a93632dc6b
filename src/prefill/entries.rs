//! What a bilingual article needs besides its sentences: entries that a memory holds whole, and the
//! forms of its plurals.
//!
//! A memory made of catalogs and XLIFF files has their entries as units. `Hello! The probe is ready.` is
//! one of them, and neither of its two sentences is; where the whole is in the memory, it is one
//! segment. And of `%d files` such a memory has one translation for each form of the plural: `%d файла`
//! and `%d файлов` are no rivals, each is right in its place.

use crate::document::PluralForm;
use crate::inline::{InlineText, seat};
use crate::matching::{Match, MatchKind, MatchOptions, Matcher, Query};
use crate::memory::store::StoreError;
use crate::segment::{Article, Segment};
use crate::text::Span;

/// Equal texts alone.
const EQUAL: MatchOptions = MatchOptions {
    threshold: 100,
    limit: 1,
};

/// `article`, in which each entry of several sentences that the memories hold whole is one segment. In
/// an article that is not bilingual nothing changes.
///
/// # Errors
/// When a stored memory is damaged where it was searched.
pub fn join_entries(mut article: Article, matcher: &Matcher<'_>) -> Result<Article, StoreError> {
    if article.document.format.slots().is_none() {
        return Ok(article);
    }
    let mut joined = Vec::with_capacity(article.segments.len());
    for entry in article.segments.chunk_by(|a, b| a.block == b.block) {
        let [first, .., last] = entry else {
            joined.extend_from_slice(entry);
            continue;
        };
        let content = &article.document.blocks[first.block].content;
        let plain = Span::new(first.plain.start, last.plain.end);
        if matcher
            .matches(&Query::content(&content.part(plain)), &EQUAL)?
            .is_empty()
        {
            joined.extend_from_slice(entry);
            continue;
        }
        joined.push(Segment {
            block: first.block,
            plain,
            span: content.part_file_span(plain),
        });
    }
    article.segments = joined;
    Ok(article)
}

/// The translation of one form of a plural.
#[derive(Clone, Debug)]
pub struct FormFill {
    /// Index of the block that it translates.
    pub block: usize,
    /// The number of the form, from 0.
    pub form: usize,
    /// The translation.
    pub content: InlineText,
    /// The match it was taken from.
    pub origin: Match,
}

/// The plurals of a bilingual article.
pub(super) struct Plurals {
    /// In the order of their blocks.
    forms: Vec<PluralForm>,
}

impl Plurals {
    pub(super) fn of(article: &Article) -> Plurals {
        let slots = article.document.format.slots();
        Plurals {
            forms: slots.map_or_else(Vec::new, |slots| slots.forms(&article.document)),
        }
    }

    /// The key under which a memory knows the translation of `block`.
    pub(super) fn key(&self, block: usize) -> Option<&str> {
        let from = self.forms.partition_point(|form| form.block < block);
        let mut own = self.forms[from..].iter();
        let form = own.find(|form| form.is_own || form.block != block)?;
        (form.block == block).then_some(form.key.as_str())
    }

    /// Whether only a memory that knows which form of a plural `block` is can translate it.
    pub(super) fn needs_key(&self, block: usize) -> bool {
        let from = self.forms.partition_point(|form| form.block < block);
        let own = self.forms[from..].iter();
        let mut own = own.take_while(|form| form.block == block);
        own.any(|form| form.is_own && form.needs_key)
    }

    /// The forms that the memories hold as such, of blocks that are not `translated`; those that are the
    /// translations of their blocks are filled as any other.
    pub(super) fn fills(
        &self,
        article: &Article,
        translated: &[bool],
        matcher: &Matcher<'_>,
    ) -> Result<Vec<FormFill>, StoreError> {
        let mut fills = Vec::new();
        let others = self.forms.iter().filter(|form| !form.is_own);
        for form in others.filter(|form| translated.get(form.block) == Some(&false)) {
            let content = &article.document.blocks[form.block].content;
            let query = Query::content(content).under(&form.key);
            let found = matcher.matches(&query, &EQUAL)?.into_iter().next();
            let found =
                found.filter(|found| found.kind == MatchKind::Context && found.score == 100);
            let Some(origin) = found else { continue };
            let target = seat(content, matcher.source(&origin), matcher.target(&origin));
            fills.extend(target.map(|content| FormFill {
                block: form.block,
                form: form.form,
                content,
                origin,
            }));
        }
        Ok(fills)
    }
}
