//! The settings as a JSON Schema (draft 2020-12), for editors that complete and check TOML.

use super::settings::{Kind, Setting, settings};
use crate::lang::LANGUAGES;
use std::fmt::Write;

/// The schema: pretty JSON with a last line end, the same bytes every time.
pub fn schema() -> String {
    let mut out = String::from(
        "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \
         \"title\": \"entente.toml\",\n",
    );
    fields(&mut out, &settings(), 0, 1);
    out.push_str("}\n");
    out
}

/// What an object of `settings` is, without its braces.
fn fields(out: &mut String, settings: &[Setting], required: usize, depth: usize) {
    let indent = "  ".repeat(depth);
    let _ = writeln!(out, "{indent}\"type\": \"object\",");
    let _ = writeln!(out, "{indent}\"additionalProperties\": false,");
    if required > 0 {
        let keys: Vec<&str> = settings[..required]
            .iter()
            .map(|setting| setting.key)
            .collect();
        let _ = writeln!(out, "{indent}\"required\": {},", list(&keys));
    }
    let _ = writeln!(out, "{indent}\"properties\": {{");
    for (index, setting) in settings.iter().enumerate() {
        let _ = writeln!(out, "{indent}  {}: {{", quoted(setting.key));
        let _ = writeln!(
            out,
            "{indent}    \"description\": {},",
            quoted(setting.about)
        );
        kind(out, &setting.kind, depth + 2);
        let comma = if index + 1 < settings.len() { "," } else { "" };
        let _ = writeln!(out, "{indent}  }}{comma}");
    }
    let _ = writeln!(out, "{indent}}}");
}

fn kind(out: &mut String, of: &Kind, depth: usize) {
    let indent = "  ".repeat(depth);
    let codes: Vec<&str> = LANGUAGES.iter().map(|language| language.code).collect();
    let language = format!("^({})([-_][A-Za-z0-9]+)*$", codes.join("|"));
    let of_pattern =
        |pattern: &str| format!("\"type\": \"string\", \"pattern\": {}", quoted(pattern));
    let one_or_more = |item: &str| {
        format!("\"anyOf\": [{{ {item} }}, {{ \"type\": \"array\", \"items\": {{ {item} }} }}]")
    };
    let inside = of_pattern(r"^(?!/)(?!\.\./).*$");
    let line = match of {
        Kind::Flag => "\"type\": \"boolean\"".to_owned(),
        Kind::Text => "\"type\": \"string\"".to_owned(),
        Kind::Texts => one_or_more("\"type\": \"string\""),
        Kind::Path => inside,
        Kind::Paths => one_or_more(&inside),
        Kind::Language => of_pattern(&language),
        Kind::Languages => one_or_more(&of_pattern(&language)),
        Kind::Pattern(false) => {
            of_pattern(r"^(?!/)[^{}]*(\{lang\}[^{}]*)*\{path\}[^{}]*(\{lang\}[^{}]*)*$")
        }
        Kind::Pattern(true) => {
            let place =
                r"^(?!/)(?=.*\{lang\})[^{}]*(\{lang\}[^{}]*)*\{path\}[^{}]*(\{lang\}[^{}]*)*$";
            of_pattern(place)
        }
        Kind::Number(least, most, whole) => {
            let name = if *whole { "integer" } else { "number" };
            format!("\"type\": \"{name}\", \"minimum\": {least}, \"maximum\": {most}")
        }
        Kind::Choice(names) => format!("\"enum\": {}", list(names)),
        Kind::Table(settings, required) => return fields(out, settings, *required, depth),
        Kind::List(settings, required) => {
            let _ = writeln!(out, "{indent}\"type\": \"array\",\n{indent}\"items\": {{");
            fields(out, settings, *required, depth + 1);
            let _ = writeln!(out, "{indent}}}");
            return;
        }
        Kind::Map(value) => {
            let _ = writeln!(out, "{indent}\"type\": \"object\",");
            let _ = writeln!(out, "{indent}\"additionalProperties\": {{");
            kind(out, value, depth + 1);
            let _ = writeln!(out, "{indent}}}");
            return;
        }
    };
    let _ = writeln!(out, "{indent}{line}");
}

fn list(texts: &[&str]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", quoted.join(", "))
}

/// A text as JSON; ours have no control characters but line ends.
fn quoted(text: &str) -> String {
    let text = text
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n");
    format!("\"{text}\"")
}
