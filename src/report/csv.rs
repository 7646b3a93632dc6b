//! Findings as a table for a spreadsheet: one row a finding, with the texts of both sides.
//!
//! The table begins with a byte-order mark, without which Excel takes UTF-8 for a code page. A
//! spreadsheet computes a cell that begins with `=`, `+`, `-` or `@`, and a title of an article may
//! begin so: `=HYPERLINK(…)` gets an apostrophe before it and is shown as text. A spreadsheet set
//! to semicolons would cut a cell there, so the text after one is looked at too.

use super::place::{begin, covered, main_and_other, path};
use super::{ReportContext, Reporter};
use crate::check::{Finding, Location};
use crate::text::escape::escape;

/// The columns.
const HEADER: [&str; 13] = [
    "severity",
    "rule",
    "file",
    "line",
    "column",
    "message",
    "text",
    "instead",
    "source_file",
    "source_line",
    "source_column",
    "source_text",
    "fingerprint",
];

/// The format.
pub(super) struct CsvReporter;

impl Reporter for CsvReporter {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn report(&self, findings: &[&Finding], context: &ReportContext<'_>) -> Vec<u8> {
        let mut out = String::from("\u{FEFF}");
        push_row(&mut out, HEADER);
        for finding in findings {
            push_row(&mut out, row(finding, context));
        }
        out.into_bytes()
    }
}

fn row(finding: &Finding, context: &ReportContext<'_>) -> [String; HEADER.len()] {
    let (main, other) = main_and_other(finding);
    let [file, line, column, text] = place(main, context);
    let [source_file, source_line, source_column, source_text] = place(other, context);
    let candidates = finding.fix.as_ref().map(|fix| fix.candidates.join(" | "));
    [
        finding.severity.name().to_owned(),
        finding.rule.to_owned(),
        file,
        line,
        column,
        finding.message.clone(),
        text,
        candidates.unwrap_or_default(),
        source_file,
        source_line,
        source_column,
        source_text,
        finding.fingerprint.clone(),
    ]
}

/// File, line, column and text of a place; empty cells without one.
fn place(location: Option<&Location>, context: &ReportContext<'_>) -> [String; 4] {
    let Some(location) = location else {
        return Default::default();
    };
    let place = begin(location, context);
    [
        path(&location.file).to_owned(),
        place.line.to_string(),
        place.column.to_string(),
        covered(location, context).into_owned(),
    ]
}

fn push_row<T: AsRef<str>>(out: &mut String, cells: [T; HEADER.len()]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        push_cell(out, cell.as_ref());
    }
    out.push_str("\r\n");
}

/// A cell on one line: its text escaped, defused and quoted.
fn push_cell(out: &mut String, text: &str) {
    let text = defused(&escape(text).replace('\t', " "));
    if text.contains([',', '"', ';', '\'']) || text.trim() != text {
        out.push('"');
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(&text);
    }
}

/// `text` with an apostrophe wherever a spreadsheet would begin to compute: at its start, and after
/// a semicolon.
fn defused(text: &str) -> String {
    let parts = text.split(';').map(|part| {
        let begins = part.trim_start_matches([' ', '"', '\u{A0}']);
        let computed = begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
        if computed {
            format!("'{part}")
        } else {
            part.to_owned()
        }
    });
    parts.collect::<Vec<String>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> String {
        let mut out = String::new();
        push_cell(&mut out, text);
        out
    }

    #[test]
    fn what_a_spreadsheet_would_compute_is_text() {
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell("-5 °C"), "\"'-5 °C\"");
        assert_eq!(cell("\t@SUM(A1)"), "\"' @SUM(A1)\"");
        assert_eq!(cell("\r=1"), "\\u{d}=1");
        assert_eq!(cell("a\";=cmd"), "\"a\"\";'=cmd\"");
        assert_eq!(cell("＝1"), "\"'＝1\"");
    }

    #[test]
    fn ordinary_text_stays() {
        assert_eq!(
            cell("« Союз »\u{A0}: 1\u{202F}234"),
            "« Союз »\u{A0}: 1\u{202F}234"
        );
        assert_eq!(cell("a = b, c"), "\"a = b, c\"");
        assert_eq!(cell("un\ndeux"), "un\\u{a}deux");
    }

    #[test]
    fn no_finding_is_a_table_with_its_header() {
        let bytes = CsvReporter.report(&[], &ReportContext::default());
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("\u{FEFF}severity,rule,file,"), "{text}");
        assert_eq!(text.lines().count(), 1);
    }
}
