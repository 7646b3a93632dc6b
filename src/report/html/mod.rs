//! Findings as one page for a browser: a picture of all files and rules, then each with both sides.
//!
//! The page is whole by itself: no script, no link, no picture, and a policy that forbids the
//! browser to load or run anything. Text of files only ever stands between tags, escaped twice:
//! what a terminal would obey is made visible, then what HTML would read as markup.

mod picture;

use super::place::{advice, located, main_and_other, path};
use super::snippet::Window;
use super::{ReportContext, Reporter};
use crate::check::{Finding, Location, Severity};
use crate::text::escape::escape;
use std::fmt::{self, Write};

const HEAD: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>entente check</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; margin: 1rem 0 }
th, td { border: 1px solid #bbb; padding: .2rem .6rem; text-align: left }
.picture { overflow-x: auto; max-width: 100%; font-size: .85rem }
.picture thead th { vertical-align: bottom; white-space: nowrap; font-weight: normal }
.picture th.rule div { writing-mode: vertical-rl; transform: rotate(180deg) }
.picture td { text-align: right; min-width: 1.3rem; white-space: nowrap }
.picture td.file { text-align: left }
.picture td.error { background: #fbd5d5 }
.picture td.warning { background: #fdeccb }
.picture td.info { background: #e3ecf7 }
.picture meter { width: 5rem; vertical-align: middle }
section { border-left: .3rem solid #888; padding-left: 1rem; margin: 1.5rem 0 }
section.error { border-color: #c00 }
section.warning { border-color: #c80 }
h2 { font-size: 1rem; margin: 0 }
blockquote { margin: .3rem 0 }
.place { color: #666; font-size: .85rem }
</style>
</head>
<body>
<h1>entente check</h1>
"#;

/// The format.
pub(super) struct HtmlReporter;

impl Reporter for HtmlReporter {
    fn name(&self) -> &'static str {
        "html"
    }

    fn report(&self, findings: &[&Finding], context: &ReportContext<'_>) -> Vec<u8> {
        let mut out = String::from(HEAD);
        write_page(&mut out, findings, context).expect("a String can be written to");
        out.push_str("</body>\n</html>\n");
        out.into_bytes()
    }
}

fn write_page(out: &mut String, findings: &[&Finding], context: &ReportContext<'_>) -> fmt::Result {
    let of = |severity| {
        let alike = findings.iter().filter(|found| found.severity == severity);
        alike.count()
    };
    writeln!(
        out,
        "<p>Errors: {}. Warnings: {}. Information: {}.</p>",
        of(Severity::Error),
        of(Severity::Warning),
        of(Severity::Info)
    )?;
    picture::write(out, findings, context)?;
    for finding in findings {
        write_finding(out, finding, context)?;
    }
    Ok(())
}

/// The file at which a finding is shown.
fn file_of(finding: &Finding) -> &str {
    main_and_other(finding).0.map_or("", |main| &main.file)
}

fn write_finding(out: &mut String, finding: &Finding, context: &ReportContext<'_>) -> fmt::Result {
    let severity = finding.severity.name();
    writeln!(out, "<section class=\"{severity}\">")?;
    let message = shown(&finding.message);
    writeln!(out, "<h2>{severity}: {message}</h2>")?;
    let (main, other) = main_and_other(finding);
    for location in [main, other].into_iter().flatten() {
        write_side(out, location, context)?;
    }
    if let Some(fix) = &finding.fix {
        writeln!(out, "<p>Help: {}</p>", markup(&advice(fix)))?;
    }
    let (rule, fingerprint) = (finding.rule, &finding.fingerprint);
    writeln!(out, "<p class=\"place\">{rule}, {fingerprint}</p>")?;
    out.push_str("</section>\n");
    Ok(())
}

fn write_side(out: &mut String, location: &Location, context: &ReportContext<'_>) -> fmt::Result {
    let file = shown(path(&location.file));
    let place = shown(&located(location, context));
    write!(out, "<p class=\"place\">{file}:{place}</p>")?;
    if let Some(source) = context.file(&location.file) {
        let window = Window::new(source, location.span);
        let parts = [&window.before, &window.meant, &window.after];
        let [before, meant, after] = parts.map(|part| markup(part));
        write!(
            out,
            "<blockquote>{before}<mark>{meant}</mark>{after}</blockquote>"
        )?;
    }
    out.push('\n');
    Ok(())
}

/// Text of a file as text of the page.
fn shown(text: &str) -> String {
    markup(&escape(text))
}

/// `text` without anything that HTML reads as markup, in an element or an attribute.
fn markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_file_is_no_markup() {
        let text = "<script>\u{1B}'x'</script> & \"Союз\"";
        assert_eq!(
            shown(text),
            "&lt;script&gt;\\u{1b}&#39;x&#39;&lt;/script&gt; &amp; &quot;Союз&quot;"
        );
    }
}
