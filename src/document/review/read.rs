//! An edited table, read: the draft inside with what people made of it.

use super::marks::{Marks, plain};
use super::rows::{last_cell, target_cell};
use super::table::{self, Table};
use super::{DRAFT, NUMBER, OK, OPEN};
use crate::document::bilingual::{Bilingual, BilingualUnit, State};
use crate::document::package::Archive;
use crate::document::{DocumentError, docx, xliff};
use crate::inline::{InlineText, SourceMap};
use crate::text::{Notice, Place, Source, Span};
use crate::xml::{self, XmlError, XmlOptions, XmlReader};
use std::collections::HashMap;

/// Bytes in which a part says that it is a draft.
const HEAD: usize = 512;

/// Whether `bytes` are a review table: an archive with a draft inside.
pub fn is_table(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") && Archive::open(bytes).is_ok_and(|archive| draft(&archive).is_some())
}

/// The draft in the review table `bytes`, called `name` in messages, with the translations that its
/// cells show. Places are rows: line 5 is the segment number 5.
///
/// # Errors
/// When the archive, the draft in it or the document cannot be read whole and true.
pub fn read(name: &str, bytes: &[u8]) -> Result<Bilingual, DocumentError> {
    let refused = |message: String| crate::document::package::refused(name, message);
    let archive = Archive::open(bytes).map_err(refused)?;
    let (part, draft) = draft(&archive).ok_or_else(|| {
        refused("no draft is inside: it was made or saved by another program".to_owned())
    })?;
    let bad_part = |error: XmlError| DocumentError {
        file: format!("{name}:{}", error.file),
        place: error.place,
        message: error.kind.to_string(),
    };
    let draft = xml::decode(part, draft, XmlOptions::default()).map_err(bad_part)?;
    let mut bilingual = xliff::read(draft).map_err(bad_part)?;
    let main = docx::parts(&archive).map_err(refused)?;
    let main = main
        .and_then(|parts| parts.into_iter().next())
        .ok_or_else(|| refused("this is no DOCX file".to_owned()))?;
    let content = archive.read(&main).map_err(refused)?;
    let xml = XmlReader::new(main, &content[..], XmlOptions::default());
    let table = table::read(xml).map_err(bad_part)?;
    let units = bilingual
        .files
        .first_mut()
        .map(|file| std::mem::take(&mut file.units));
    let mut edited = Edited {
        name,
        units: units.unwrap_or_default(),
        notices: std::mem::take(&mut bilingual.notices),
    };
    edited.take(&table);
    bilingual.source = edited.laid_out();
    bilingual.notices = edited.notices;
    if let Some(file) = bilingual.files.first_mut() {
        file.units = edited.units;
    }
    Ok(bilingual)
}

/// The part that holds a draft, and its content.
fn draft<'a>(archive: &'a Archive<'_>) -> Option<(&'a str, Vec<u8>)> {
    let parts = archive.names().filter(|name| {
        let middle = name
            .strip_prefix(DRAFT.0)
            .and_then(|rest| rest.strip_suffix(DRAFT.1));
        middle.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    });
    let mut read = parts.filter_map(|name| Some((name, archive.read(name).ok()?)));
    read.find(|(_, content)| {
        let head = String::from_utf8_lossy(&content[..content.len().min(HEAD)]);
        head.contains("<xliff") && head.contains(xliff::NAMESPACE)
    })
}

/// What a cell of a row may show.
const CELLS: usize = 4;

/// A draft while the cells of its table are taken over.
struct Edited<'a> {
    name: &'a str,
    units: Vec<BilingualUnit>,
    notices: Vec<Notice>,
}

impl Edited<'_> {
    /// Takes over what `table` shows.
    fn take(&mut self, table: &Table) {
        let marks = Marks::of(&self.units);
        let mut rows: HashMap<usize, Vec<&[String]>> = HashMap::new();
        let mut unknown = 0;
        for row in &table.rows {
            let number = row.first().map(|cell| plain(cell)).unwrap_or_default();
            let known = number
                .parse()
                .ok()
                .filter(|known| (1..=self.units.len()).contains(known));
            match known {
                Some(number) => rows.entry(number).or_default().push(row),
                None if number == NUMBER || row.iter().all(|cell| plain(cell).is_empty()) => {}
                None => unknown += 1,
            }
        }
        let first = Place { line: 1, column: 1 };
        let mut say = |place, message| self.notices.push(Notice::new(self.name, place, message));
        if unknown > 0 {
            let message = "rows without the number of a segment; they were left out";
            say(first, format!("{unknown} {message}"));
        }
        if table.changes > 0 {
            let message = "tracked changes were read as accepted";
            say(first, format!("{} {message}", table.changes));
        }
        for (unit, number) in self.units.iter_mut().zip(1..) {
            let place = Place {
                line: number,
                column: 1,
            };
            unit.place = Some(place);
            let rows = rows.get(&number).map_or(&[][..], Vec::as_slice);
            let row = match one_of(rows) {
                Ok(row) => row,
                Err(wrong) => {
                    unit.spoil(wrong.to_owned());
                    continue;
                }
            };
            if plain(&row[1]) != marks.show(&unit.source, &unit.source) {
                let message = "the source was changed in the table; the article keeps its own";
                say(place, message.to_owned());
            }
            take_row(unit, &plain(&row[2]), &plain(&row[3]), marks);
        }
    }

    /// A text whose lines are the rows, source and target parted by a tab; the contents lie in it.
    fn laid_out(&mut self) -> Source {
        let mut text = String::new();
        for unit in &mut self.units {
            lay(&mut text, &mut unit.source);
            if let Some(target) = &mut unit.target {
                text.push('\t');
                lay(&mut text, target);
            }
            text.push('\n');
            (unit.slot, unit.shared) = (None, None);
        }
        Source::new(self.name, text)
    }
}

/// Appends the text of `content`, on one line, and says that it lies there.
fn lay(text: &mut String, content: &mut InlineText) {
    let start = text.len();
    text.push_str(&content.text.replace(['\t', '\n', '\r'], " "));
    content.map = Some(SourceMap::verbatim(Span::new(start, text.len())));
    content.tags.iter_mut().for_each(|tag| tag.file = None);
}

/// The row of a segment among those with its number; a copy of it does no harm.
fn one_of<'r>(rows: &[&'r [String]]) -> Result<&'r [String], &'static str> {
    let [row, others @ ..] = rows else {
        return Err("its row is not in the table");
    };
    let alike = |other: &&[String]| {
        let cells = row.iter().zip(other.iter());
        other.len() == row.len() && cells.into_iter().all(|(a, b)| plain(a) == plain(b))
    };
    if row.len() != CELLS {
        return Err("its row has not four cells");
    }
    if !others.iter().all(alike) {
        return Err("its number stands in two rows that differ");
    }
    Ok(row)
}

/// Takes over what the cells of `unit` show.
fn take_row(unit: &mut BilingualUnit, target: &str, state: &str, marks: Marks) {
    let word = added(state, &last_cell(unit));
    if target != target_cell(unit, marks) {
        // What is emptied has no marks to keep.
        let content = match target.is_empty() {
            true => Ok(InlineText::default()),
            false => marks.read(target, &unit.source),
        };
        match content {
            Ok(content) => unit.target = Some(content),
            Err(wrong) => return unit.spoil(wrong),
        }
        unit.origin = None;
        unit.state = match target.is_empty() {
            true => State::Initial,
            false => State::Translated,
        };
    }
    match word {
        Some(OK) if unit.target.is_some() => unit.state = State::Translated,
        Some(OPEN) => unit.state = State::Initial,
        _ => {}
    }
}

/// The one word that was written into a cell, if it is one of ours; what was deleted does not count.
fn added(cell: &str, written: &str) -> Option<&'static str> {
    let own: Vec<&str> = written.split(' ').collect();
    let mut new = cell.split(' ').filter(|word| !own.contains(word));
    let word = new.next().filter(|_| new.next().is_none())?;
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    [OK, OPEN]
        .into_iter()
        .find(|own| word.eq_ignore_ascii_case(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_of_ours_is_an_answer() {
        let written = "to edit 98 m.tmx";
        for cell in ["ok", "OK.", "to edit ok 98 m.tmx", "Ok 98"] {
            assert_eq!(added(cell, written), Some(OK), "{cell}");
        }
        assert_eq!(added("Open", written), Some(OPEN));
        for cell in ["", written, "not ok", "okay", "to edit"] {
            assert_eq!(added(cell, written), None, "{cell}");
        }
        // It stood there, so nobody wrote it.
        assert_eq!(added("open 60 m.tmx", "open 60 m.tmx"), None);
    }

    #[test]
    fn an_emptied_cell_is_no_translation_unless_somebody_says_so() {
        let marks = Marks::of(&[]);
        let taken = |target: &str, state: &str| {
            let mut unit = BilingualUnit {
                source: InlineText::plain("It works."),
                target: Some(InlineText::plain("Ça marche.")),
                ..BilingualUnit::default()
            };
            take_row(&mut unit, target, state, marks);
            (unit.target.map(|target| target.text), unit.state)
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(taken("", "to edit"), (some(""), State::Initial));
        assert_eq!(taken("", "ok"), (some(""), State::Translated));
        assert_eq!(
            taken("Ça marche.", "to edit"),
            (some("Ça marche."), State::Initial)
        );
        assert_eq!(
            taken("Ça marche.", "ok"),
            (some("Ça marche."), State::Translated)
        );
        assert_eq!(
            taken("Il marche.", "to edit"),
            (some("Il marche."), State::Translated)
        );
        assert_eq!(
            taken("Il marche.", "open"),
            (some("Il marche."), State::Initial)
        );
    }
}
