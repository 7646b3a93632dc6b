//! The picture of a project: a row for each file, a column for each rule that found something, and how
//! much of each file is translated.

use super::{file_of, shown};
use crate::check::{
    ARTICLE_MISSING, ARTICLE_OUTDATED, ARTICLE_UNTRANSLATED, Finding, Judged, Severity, UNREADABLE,
};
use crate::report::ReportContext;
use crate::report::place::path;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};

/// A row of the picture.
#[derive(Default)]
struct Row {
    judged: Option<Judged>,
    /// By rule, how many findings, and the worst of them.
    found: BTreeMap<&'static str, (usize, Option<Severity>)>,
}

/// Writes the coverage of the project, where there is more than one file, and the table.
pub(super) fn write(
    out: &mut String,
    findings: &[&Finding],
    context: &ReportContext<'_>,
) -> fmt::Result {
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    let mut rules: BTreeSet<&'static str> = BTreeSet::new();
    for file in context.judged {
        rows.entry(file.name).or_default().judged = Some(file.judged);
    }
    for finding in findings {
        rules.insert(finding.rule);
        let row = rows.entry(file_of(finding)).or_default();
        let (count, worst) = row.found.entry(finding.rule).or_default();
        *count += 1;
        *worst = (*worst).max(Some(finding.severity));
    }
    if rows.len() > 1 {
        write_coverage(out, findings, context)?;
    }
    out.push_str("<div class=\"picture\">\n<table>\n<thead><tr><th>file</th><th>translated</th>");
    for rule in &rules {
        write!(out, "<th class=\"rule\"><div>{rule}</div></th>")?;
    }
    out.push_str("</tr></thead>\n");
    for (file, row) in &rows {
        write!(out, "<tr><td class=\"file\">{}</td>", shown(path(file)))?;
        write_share(out, row.judged)?;
        for rule in &rules {
            match row.found.get(rule) {
                Some((count, worst)) => {
                    let class = worst.map_or("", Severity::name);
                    write!(out, "<td class=\"{class}\">{count}</td>")?;
                }
                None => out.push_str("<td></td>"),
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n</div>\n");
    Ok(())
}

/// How many of the translations are there and up to date.
fn write_coverage(
    out: &mut String,
    findings: &[&Finding],
    context: &ReportContext<'_>,
) -> fmt::Result {
    let of = |rule: &str| findings.iter().filter(|found| found.rule == rule).count();
    let untranslated = of(ARTICLE_UNTRANSLATED.id);
    let states = [
        (of(ARTICLE_MISSING.id), "missing"),
        (untranslated, "not translated"),
        (of(ARTICLE_OUTDATED.id), "older than the source"),
        (of(UNREADABLE.id), "unreadable"),
    ];
    let current = context.judged.len().saturating_sub(untranslated);
    let all = current + states.iter().map(|(count, _)| count).sum::<usize>();
    write!(
        out,
        "<p>Translations there and up to date: {current} of {all}."
    )?;
    for (count, state) in states.iter().filter(|(count, _)| *count > 0) {
        write!(out, " {count} {state}.")?;
    }
    out.push_str("</p>\n");
    Ok(())
}

/// The share of the source's segments that have a translation of their own.
fn write_share(out: &mut String, judged: Option<Judged>) -> fmt::Result {
    let Some(judged) = judged.filter(|judged| judged.pairs + judged.missing > 0) else {
        out.push_str("<td></td>");
        return Ok(());
    };
    let all = judged.pairs + judged.missing;
    let percent = (judged.pairs - judged.untranslated) * 100 / all;
    write!(
        out,
        "<td><meter min=\"0\" max=\"100\" value=\"{percent}\"></meter> {percent} %</td>"
    )
}
