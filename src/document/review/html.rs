//! The table as a page, to be read and printed.
//!
//! The page is whole by itself: no script, no link, and a policy that forbids the browser to load or run
//! anything. Text of the article stands between tags only, escaped.

use super::NUMBER;
use super::marks::{Marks, Piece};
use super::rows::{instructions, rows};
use crate::document::bilingual::{Bilingual, BilingualFile};
use crate::lang::LangTag;
use crate::xml;

const HEAD: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<style>
body { font: 15px/1.45 system-ui, sans-serif; max-width: 80rem; margin: 1.5rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { border: 1px solid #a0a0a0; padding: .25rem .5rem; text-align: left; vertical-align: top; overflow-wrap: break-word }
th { background: #e3e9ef }
thead { display: table-header-group }
tr { break-inside: avoid }
.number { width: 3rem }
.state { width: 8rem; color: #6e6e6e; font-size: .85rem }
.unfinished .state { background: #fdf2d0 }
.mark { color: #6e6e6e; font-size: .85em }
</style>
"#;

/// The page of `bilingual`: a table for each article.
pub fn write(bilingual: &Bilingual) -> String {
    let mut out = String::from(HEAD);
    let names: Vec<&str> = bilingual
        .files
        .iter()
        .map(|file| file.original.as_str())
        .collect();
    out.push_str(&format!(
        "<title>{}</title>\n</head>\n<body>\n",
        text(&names.join(", "))
    ));
    for file in &bilingual.files {
        table(&mut out, file);
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn table(out: &mut String, file: &BilingualFile) {
    let marks = Marks::of(&file.units);
    let [_, about_marks, _] = instructions(file);
    out.push_str(&format!(
        "<h1>{}</h1>\n<p>{}</p>\n",
        text(&file.original),
        text(&about_marks)
    ));
    let [source, target] = [&file.source_lang, &file.target_lang].map(Option::as_ref);
    let title = |tag: Option<&LangTag>, or: &str| text(tag.map_or(or, LangTag::as_str));
    out.push_str(&format!(
        "<table>\n<thead><tr><th class=\"number\">{NUMBER}</th><th>{}</th><th>{}</th>\
         <th class=\"state\">state</th></tr></thead>\n<tbody>\n",
        title(source, "source"),
        title(target, "target"),
    ));
    for row in rows(file) {
        let class = if row.unfinished {
            " class=\"unfinished\""
        } else {
            ""
        };
        let number = row.number;
        out.push_str(&format!(
            "<tr id=\"s{number}\"{class}><td class=\"number\">{number}</td>"
        ));
        cell(out, source, &row.source, marks);
        cell(out, target, &row.target, marks);
        let (state, origin) = (row.state, text(&row.origin));
        out.push_str(&format!(
            "<td class=\"state\">{state}<br>{origin}</td></tr>\n"
        ));
    }
    out.push_str("</tbody>\n</table>\n");
}

fn cell(out: &mut String, lang: Option<&LangTag>, pieces: &[Piece<'_>], marks: Marks) {
    let lang = lang.map(|tag| format!(" lang=\"{}\"", text(tag.as_str())));
    out.push_str(&format!("<td{}>", lang.unwrap_or_default()));
    for piece in pieces {
        match piece {
            Piece::Text(plain) => out.push_str(&text(plain)),
            Piece::Tag(tag, number) => {
                let mark = text(&marks.mark(tag, *number));
                out.push_str(&format!(
                    "<span class=\"mark\" translate=\"no\">{mark}</span>"
                ));
            }
        }
    }
    out.push_str("</td>");
}

/// `plain` as text of the page or of an attribute.
fn text(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    xml::escape(&mut out, &plain.replace(['\t', '\n', '\r'], " "), true);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_an_article_is_no_markup() {
        assert_eq!(
            text("<b>\u{1B} \"R&D\"\n"),
            "&lt;b&gt;\u{FFFD} &quot;R&amp;D&quot; "
        );
    }
}
