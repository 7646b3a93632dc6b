//! The rows of a table, as they are shown whatever the format.

use super::marks::{Marks, Piece, pieces};
use super::{OK, OPEN};
use crate::document::bilingual::{BilingualFile, BilingualUnit, FillOrigin};
use crate::inline::InlineText;

/// What stands above the table of `file`.
pub(super) fn instructions(file: &BilingualFile) -> [String; 3] {
    let (open, close) = Marks::of(&file.units).brackets();
    [
        "Write in the third column only. What was changed there counts as translated.".to_owned(),
        format!(
            "Marks such as {open}1{close}…{open}/1{close} or {open}2/{close} stand for formatting, links \
             and notes. Keep each of them once, where the translation needs it."
        ),
        format!(
            "Where the state is “{TO_EDIT}” and the translation is good as it stands, write {OK} in the \
             last column."
        ),
    ]
}

/// The state of a translation that somebody has to look at.
const TO_EDIT: &str = "to edit";

/// One row.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// The segment's number, from 1.
    pub(super) number: usize,
    /// Its source.
    pub(super) source: Vec<Piece<'a>>,
    /// Its translation.
    pub(super) target: Vec<Piece<'a>>,
    /// How far it is.
    pub(super) state: &'static str,
    /// Score of the best match and the memory it is from; empty without one.
    pub(super) origin: String,
    /// Whether somebody has to look at it.
    pub(super) unfinished: bool,
}

/// The rows of `file`.
pub(super) fn rows(file: &BilingualFile) -> impl Iterator<Item = Row<'_>> {
    let units = file.units.iter().zip(1..);
    units.map(|(unit, number)| Row {
        number,
        source: pieces(&unit.source, &unit.source),
        target: unit
            .target
            .as_ref()
            .map_or_else(Vec::new, |target| pieces(target, &unit.source)),
        state: state(unit),
        origin: origin(unit),
        unfinished: !unit.state.is_finished(),
    })
}

/// What stands first in the last cell of `unit`.
fn state(unit: &BilingualUnit) -> &'static str {
    match &unit.target {
        None => OPEN,
        Some(_) if unit.state.is_finished() => "translated",
        Some(_) => TO_EDIT,
    }
}

/// The best match of `unit`: `92 space.tmx`, `101` being an exact one in the same context.
fn origin(unit: &BilingualUnit) -> String {
    let Some(best) = unit.alternatives.first() else {
        return String::new();
    };
    let score = match (&unit.origin, best.score) {
        (Some(FillOrigin::Context), _) => "101".to_owned(),
        (_, Some(score)) => score.to_string(),
        (_, None) => String::new(),
    };
    let memory = best.origin.as_deref().unwrap_or_default();
    let memory = memory.rsplit(['/', '\\']).next().unwrap_or_default();
    format!("{score} {memory}").trim().to_owned()
}

/// What the last cell of `unit` shows, on one line.
pub(super) fn last_cell(unit: &BilingualUnit) -> String {
    super::marks::plain(&format!("{} {}", state(unit), origin(unit)))
}

/// What the cell of the translation of `unit` shows.
pub(super) fn target_cell(unit: &BilingualUnit, marks: Marks) -> String {
    let target: Option<&InlineText> = unit.target.as_ref();
    target.map_or_else(String::new, |target| marks.show(target, &unit.source))
}
