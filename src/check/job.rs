//! How what was read becomes a [`Job`]: an article with its translation, the units of a bilingual
//! file, or one text alone.

use super::marks;
use super::memory::KnownTargets;
use super::options::Options;
use super::rules::is_untranslated;
use super::terms::Terms;
use super::view::{FileView, Job, PairView, Side, Table};
use crate::align::SegmentPair;
use crate::document::bilingual::{Bilingual, BilingualUnit};
use crate::document::{BlockKind, Document};
use crate::inline::{InlineText, TagRole};
use crate::lang::Language;
use crate::lang::typography::Profile;
use crate::segment::Article;
use crate::text::Span;
use crate::token::number::{NumberValue, compare};
use std::ops::Range;

/// What the texts are judged by, besides each other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Knowledge<'a> {
    /// The agreed terms.
    pub terms: Option<&'a Terms<'a>>,
    /// What the memories have for other sentences.
    pub memory: Option<&'a KnownTargets<'a>>,
    /// The typography the target follows; `None` for its language's default.
    pub profile: Option<&'static Profile>,
    /// What the project asks of the rules; `None` for what they say of themselves.
    pub options: Option<&'a Options>,
}

impl<'a> Job<'a> {
    /// An article with its translation, in the pairs that the alignment made.
    pub fn of_articles(
        source: &'a Article,
        target: &'a Article,
        pairs: &[SegmentPair],
        knowledge: Knowledge<'a>,
    ) -> Job<'a> {
        let views = pairs.iter().map(|pair| PairView {
            source: side(source, &pair.source),
            target: side(target, &pair.target),
            sure: pair.sure,
            ..PairView::default()
        });
        Job {
            source: Some(FileView::new(&source.document)),
            target: FileView::new(&target.document),
            pairs: views.collect(),
            ..Job::judged_by(knowledge)
        }
        .prepared()
    }

    /// One text without its source: only what needs no source is judged.
    pub fn of_text(article: &'a Article, knowledge: Knowledge<'a>) -> Job<'a> {
        let views = (0..article.segments.len()).map(|index| PairView {
            target: side(article, &(index..index + 1)),
            sure: true,
            ..PairView::default()
        });
        Job {
            target: FileView::new(&article.document),
            pairs: views.collect(),
            ..Job::judged_by(knowledge)
        }
        .prepared()
    }

    /// The units of a bilingual file. Its author paired them, so each is sure once its state says
    /// that it is finished; an unfinished fill gives no errors. A unit that is not for a
    /// translator, or has no translation yet, is not judged.
    pub fn of_bilingual(
        file: &'a Bilingual,
        from: &'static Language,
        to: &'static Language,
        knowledge: Knowledge<'a>,
    ) -> Job<'a> {
        let units = file.files.iter().flat_map(|article| &article.units);
        let (mut views, mut silences) = (Vec::new(), Vec::new());
        for unit in units {
            let Some(view) = unit_view(unit, from, to) else {
                continue;
            };
            let place = view.target.as_ref().map_or(Span::default(), Side::place);
            silences.extend(marks::silences_of_unit(&unit.notes, place));
            views.push(view);
        }
        let view = || FileView {
            name: file.source.name(),
            ..FileView::default()
        };
        Job {
            source: Some(view()),
            target: FileView { silences, ..view() },
            pairs: views,
            numbered: true,
            ..Job::judged_by(knowledge)
        }
        .prepared()
    }

    /// An article of which some segments were filled: each fill against its own source, which is
    /// sure. Findings have their place in the source; a fill is in no file yet.
    pub fn of_fills(
        source: &'a Article,
        fills: impl IntoIterator<Item = (usize, InlineText)>,
        to: &'static Language,
        knowledge: Knowledge<'a>,
    ) -> Job<'a> {
        let views = fills.into_iter().map(|(index, fill)| PairView {
            source: side(source, &(index..index + 1)),
            target: Some(Side::new(vec![fill], to)),
            sure: true,
            ..PairView::default()
        });
        Job {
            source: Some(FileView::new(&source.document)),
            pairs: views.collect(),
            numbered: true,
            ..Job::judged_by(knowledge)
        }
        .prepared()
    }

    fn judged_by(knowledge: Knowledge<'a>) -> Job<'a> {
        Job {
            terms: knowledge.terms,
            memory: knowledge.memory,
            profile: knowledge.profile,
            options: knowledge.options,
            ..Job::default()
        }
    }

    /// Finds the terms and says which pairs are untranslated.
    fn prepared(mut self) -> Job<'a> {
        if let Some(terms) = self.terms {
            let pairs = self.pairs.iter_mut();
            for side in pairs
                .flat_map(|pair| [&mut pair.source, &mut pair.target])
                .flatten()
            {
                side.terms = terms.find(side);
            }
        }
        let marks = &self.target.marks;
        for (index, pair) in self.pairs.iter_mut().enumerate() {
            pair.index = index;
            if let Some(target) = pair.target.as_mut().filter(|_| !marks.is_empty()) {
                // The score in a draft mark is no number of the text.
                let mut numbers = std::mem::take(&mut target.numbers);
                numbers.retain(|number| {
                    let place = target.locate(number.span);
                    !marks.iter().any(|mark| mark.span.contains(place))
                });
                target.numbers = numbers;
            }
            pair.untranslated = match (&pair.source, &pair.target) {
                (Some(source), Some(target)) => is_untranslated(source, target),
                _ => false,
            };
            if !pair.untranslated {
                pair.numbers = compare(numbers(&pair.source), numbers(&pair.target));
            }
        }
        self
    }
}

fn numbers<'s>(side: &'s Option<Side<'_>>) -> &'s [NumberValue] {
    side.as_ref().map_or(&[], |side| &side.numbers)
}

impl<'a> FileView<'a> {
    fn new(document: &'a Document) -> FileView<'a> {
        let text = document.source.text();
        let code = code(document);
        let blocks = document.blocks.iter();
        let blocks: Vec<Span> = blocks
            .filter(|block| block.is_translatable())
            .map(|block| block.span)
            .collect();
        let mut silences = marks::silences(text, &code, &blocks);
        let remarks = document.format.remarks(&document.source);
        silences.extend(marks::silences_of_remarks(&remarks, &blocks));
        FileView {
            name: document.source.name(),
            marks: marks::draft_marks(text, &code),
            silences,
            tables: tables(document),
        }
    }
}

/// The tables of a document, each from a first cell to the last before the next.
fn tables(document: &Document) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for block in &document.blocks {
        let BlockKind::TableCell { row, column } = block.kind else {
            continue;
        };
        if (row, column) == (0, 0) {
            tables.push(Table {
                span: block.span,
                rows: 0,
                columns: 0,
            });
        }
        if let Some(table) = tables.last_mut() {
            table.span = table.span.join(block.span);
            table.rows = table.rows.max(row as usize + 1);
            table.columns = table.columns.max(column as usize + 1);
        }
    }
    tables
}

/// Bytes of the file that are code: blocks, and spans in a text.
fn code(document: &Document) -> Vec<Span> {
    let mut code = Vec::new();
    for block in &document.blocks {
        if block.kind == BlockKind::Code {
            code.push(block.span);
        }
        let tags = &block.content.tags;
        let spans = block.content.pairs().filter_map(|(open, close)| {
            let (open, close) = (&tags[open], &tags[close]);
            let is_code = open.role == TagRole::Code;
            is_code.then(|| Some(open.file?.join(close.file?)))?
        });
        code.extend(spans);
    }
    code.sort_unstable();
    code
}

/// The side of a pair that the segments of `range` make; `None` without any.
fn side<'g>(article: &Article, range: &Range<usize>) -> Option<Side<'g>> {
    let segments = article.segments.get(range.clone())?;
    let mut contents: Vec<InlineText> = Vec::new();
    let mut runs = segments.chunk_by(|a, b| a.block == b.block);
    for run in &mut runs {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            continue;
        };
        let block = &article.document.blocks[first.block];
        contents.push(block.content.part(first.plain.join(last.plain)));
    }
    let first = segments.first()?.block;
    let mut side = Side::new(contents, article.language);
    side.segments = segments.len();
    side.block = Some(article.document.blocks[first].kind);
    side.introduced = is_introduced(&article.document, first);
    side.edges = (
        is_edge(article, range.start, range.start.checked_sub(1)),
        is_edge(article, range.end - 1, Some(range.end)),
    );
    Some(side)
}

/// Whether segment `index` and its neighbour lie in different blocks, or there is no neighbour.
fn is_edge(article: &Article, index: usize, neighbour: Option<usize>) -> bool {
    let block = |index: usize| article.segments.get(index).map(|segment| segment.block);
    neighbour.and_then(block) != block(index)
}

/// Whether the text before block `index`, itself no item of a list, ends with a colon.
fn is_introduced(document: &Document, index: usize) -> bool {
    let kind = document.blocks[index].kind;
    let before = document.blocks[..index].iter().rev();
    let text = before
        .filter(|block| block.is_translatable())
        .map(|block| &block.content.text);
    matches!(kind, BlockKind::Paragraph | BlockKind::Quote)
        && text.take(1).any(|text| text.trim_end().ends_with(':'))
}

fn unit_view<'g>(
    unit: &BilingualUnit,
    from: &'static Language,
    to: &'static Language,
) -> Option<PairView<'g>> {
    let target = unit.target.as_ref()?;
    if !unit.translate || target.text.trim().is_empty() {
        return None;
    }
    Some(PairView {
        source: Some(Side::new(vec![unit.source.clone()], from)),
        target: Some(Side::new(vec![target.clone()], to)),
        sure: unit.state.is_finished(),
        ..PairView::default()
    })
}
