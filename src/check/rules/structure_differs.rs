//! `structure-differs`: a heading, list or table is built otherwise than in the source.
//!
//! Blocks are compared where their texts were paired: a heading of level 2 answers a heading of
//! level 2, an item an item. Blocks that have no partner are the business of `segment-missing`.
//! A shift is said once, where it begins: if all headings from there on are one level deeper, that
//! is one finding. Tables are compared by their rows and columns.

use super::number_differs::at_most;
use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, PairView};
use crate::document::BlockKind;
use crate::text::Span;

/// The rule.
#[derive(Debug)]
pub(super) struct StructureDiffers;

static META: RuleMeta = RuleMeta {
    id: "structure-differs",
    summary: "a heading, list or table is built otherwise than in the source",
    why: "A heading at another level moves a whole section, and a lost table row is seen by no \
          spelling check. Headings that answer each other must have one level, a heading must not \
          become running text, a table must have its rows and columns. Where a shift goes on it is \
          reported once, where it begins. A list that became running text may be meant and is \
          information.",
    example: "wrong: ## Launch -> ### Lancement\nright: ## Launch -> ## Lancement",
    severity: Severity::Warning,
    fix: FixKind::None,
    since: RuleSet::R2026_2,
};

impl Rule for StructureDiffers {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let mut before: Option<Change> = None;
        for pair in &job.pairs {
            let Some((from, to)) = kinds(pair) else {
                continue;
            };
            let change = change(from, to);
            if let Some(change) = change.filter(|change| Some(*change) != before) {
                let severity = match change {
                    Change::Listed | Change::Depth(_) => Severity::Info,
                    _ => at_most(pair, Severity::Warning),
                };
                let message = format!("{} became {}", name(from), name(to));
                sink.report(pair, Discovery::new(severity, name(from), message));
            }
            // Running text between two headings says nothing of a shift of headings.
            if change.is_some() || is_heading(from) {
                before = change;
            }
        }
        tables(job, sink);
    }
}

/// How a block differs from its partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// A heading is so many levels deeper.
    Level(i16),
    /// A heading became something else, or the other way round.
    Heading,
    /// A cell of a table became something else, or the other way round.
    Table,
    /// An item of a list became running text, or the other way round.
    Listed,
    /// An item is so many levels deeper.
    Depth(i16),
}

fn change(from: BlockKind, to: BlockKind) -> Option<Change> {
    use BlockKind::{Heading, ListItem, TableCell};
    Some(match (from, to) {
        (Heading(a), Heading(b)) if a == b => return None,
        (Heading(a), Heading(b)) => Change::Level(i16::from(b) - i16::from(a)),
        (BlockKind::Value, _) | (_, BlockKind::Value) => return None,
        (Heading(_), _) | (_, Heading(_)) => Change::Heading,
        (TableCell { .. }, TableCell { .. }) => return None,
        (TableCell { .. }, _) | (_, TableCell { .. }) => Change::Table,
        (ListItem(a), ListItem(b)) if a == b => return None,
        (ListItem(a), ListItem(b)) => Change::Depth(i16::from(b) - i16::from(a)),
        (ListItem(_), _) | (_, ListItem(_)) => Change::Listed,
        _ => return None,
    })
}

fn is_heading(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Heading(_))
}

fn name(kind: BlockKind) -> String {
    match kind {
        BlockKind::Heading(level) => format!("a heading of level {level}"),
        BlockKind::ListItem(1) => "an item of a list".to_owned(),
        BlockKind::ListItem(depth) => format!("an item of a list at depth {depth}"),
        BlockKind::TableCell { .. } => "a cell of a table".to_owned(),
        _ => "running text".to_owned(),
    }
}

/// What the blocks of a pair are that both begin there.
fn kinds(pair: &PairView<'_>) -> Option<(BlockKind, BlockKind)> {
    let (source, target) = (pair.source.as_ref()?, pair.target.as_ref()?);
    let begin = source.edges.0 && target.edges.0;
    source.block.zip(target.block).filter(|_| begin)
}

/// Rows and columns of each table, and where it begins.
fn tables(job: &Job<'_>, sink: &mut Sink<'_>) {
    let Some(source) = &job.source else { return };
    let (from, to) = (&source.tables, &job.target.tables);
    if from.len() != to.len() {
        let place = to.first().map_or(Span::default(), |table| table.span);
        let message = format!(
            "{} became {}",
            counted(from.len(), "table"),
            counted(to.len(), "table")
        );
        let discovery = Discovery::new(Severity::Warning, "tables", message);
        sink.report_at(place, "", discovery);
        return;
    }
    for (index, (from, to)) in from.iter().zip(to).enumerate() {
        if (from.rows, from.columns) == (to.rows, to.columns) {
            continue;
        }
        let size =
            |rows, columns| format!("{} of {}", counted(rows, "row"), counted(columns, "column"));
        let message = format!(
            "a table of {} became one of {}",
            size(from.rows, from.columns),
            size(to.rows, to.columns)
        );
        let discovery = Discovery::new(Severity::Warning, format!("table {index}"), message);
        sink.report_at(to.span, "", discovery);
    }
}

fn counted(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}"),
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
