//! `placeholder-differs`: what a program puts in is not where it was.
//!
//! `{name}`, `{{ page.title }}`, `${count}`, `%s`, `%1$d`, `%(name)s`, `<%= x %>` and the
//! arguments of ICU messages (`{n, plural, one {…} other {…}}`) are found by one pass over the
//! text and compared as they stand, in any order. Of an ICU message the argument and its type
//! count: which plural forms there are is the language's business, and their texts are translated.

use super::number_differs::at_most;
use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, Side, overlaps};
use crate::text::Span;
use hashbrown::HashMap;

/// The rule.
#[derive(Debug)]
pub(super) struct PlaceholderDiffers;

static META: RuleMeta = RuleMeta {
    id: "placeholder-differs",
    summary: "a placeholder for a program is missing, altered or new",
    why: "A placeholder that was translated or lost breaks the page or shows braces to readers. \
          {name}, {{var}}, ${x}, %s, %1$d, %(name)s, {{< shortcode >}} and the arguments of ICU \
          messages must stand in the translation as often as in the source, in any order. A per \
          cent sign after a figure is none, and code is left alone.",
    example: "wrong: Hello, {name}! -> Bonjour, {nom} !\n\
              right: {count} of {total} -> {count} sur {total}",
    severity: Severity::Error,
    fix: FixKind::Candidates,
    since: RuleSet::R2026_2,
};

impl Rule for PlaceholderDiffers {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for pair in &job.pairs {
            let Some((source, target)) = pair.translated() else {
                continue;
            };
            let (from, to) = (placeholders(source), placeholders(target));
            if from.is_empty() && to.is_empty() {
                continue;
            }
            let missing = beyond(&from, &to);
            let mut extra = beyond(&to, &from).into_iter();
            for (name, span) in missing {
                let discovery = match extra.next() {
                    Some((other, at)) => {
                        let message = format!("the placeholder \"{name}\" became \"{other}\"");
                        let mut discovery =
                            Discovery::new(at_most(pair, Severity::Error), name, message);
                        discovery.candidates = vec![name.to_owned()];
                        discovery.in_source(span).in_target(at)
                    }
                    None => {
                        let message = format!("the placeholder \"{name}\" is missing");
                        Discovery::new(at_most(pair, Severity::Error), name, message)
                            .in_source(span)
                    }
                };
                sink.report(pair, discovery);
            }
            for (name, span) in extra {
                let message = format!("the placeholder \"{name}\" is not in the source");
                let discovery = Discovery::new(at_most(pair, Severity::Warning), name, message);
                sink.report(pair, discovery.in_target(span));
            }
        }
    }
}

type Found<'t> = (&'t str, Span);

/// The placeholders of `one` that `other` has fewer times.
fn beyond<'t>(one: &[Found<'t>], other: &[Found<'_>]) -> Vec<Found<'t>> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (name, _) in other {
        *counts.entry(name).or_default() += 1;
    }
    let lacking = one.iter().filter(|(name, _)| match counts.get_mut(name) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    lacking.copied().collect()
}

/// The placeholders of a text outside its code, in order.
fn placeholders<'s>(side: &'s Side<'_>) -> Vec<Found<'s>> {
    let text = side.text.as_str();
    if !text.contains(['{', '%']) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(offset) = text[at..].find(['{', '%', '$']) {
        let start = at + offset;
        let length = match bytes[start] {
            b'%' => percent(text, start),
            b'$' if bytes.get(start + 1) == Some(&b'{') => {
                braces(text, start + 1).map(|length| length + 1)
            }
            b'{' => braces(text, start),
            _ => None,
        };
        let Some(length) = length else {
            // An ICU message: its argument is the placeholder; what it holds is read on.
            if let Some(head) = message_head(text, start) {
                found.push((head, Span::new(start, start + 1 + head.len())));
            }
            at = start + 1;
            continue;
        };
        let span = Span::new(start, start + length);
        found.push((&text[span.range()], span));
        at = span.end;
    }
    found.retain(|(_, span)| !overlaps(&side.protected, *span));
    found
}

/// Bytes of the placeholder in braces at `start`: a name, a path of names, a number, or double
/// braces with anything on one line.
fn braces(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    if rest.starts_with("{{") {
        let near = &rest[..rest.floor_char_boundary(LONGEST)];
        let end = near.find("}}")?;
        let one_line = !rest[..end].contains('\n');
        return one_line.then_some(end + 2);
    }
    let name = rest[1..]
        .bytes()
        .take_while(|&byte| is_name_byte(byte))
        .count();
    let closed = rest.as_bytes().get(name + 1) == Some(&b'}');
    (name > 0 && closed).then_some(name + 2)
}

/// Longest placeholder in double braces, in bytes.
const LONGEST: usize = 300;

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b':')
}

/// `count, plural` of `{count, plural, …`.
fn message_head(text: &str, start: usize) -> Option<&str> {
    const TYPES: [&str; 6] = [
        "plural",
        "selectordinal",
        "select",
        "number",
        "date",
        "time",
    ];
    let rest = text[start..].strip_prefix('{')?;
    let name = rest.bytes().take_while(|&byte| is_name_byte(byte)).count();
    let after = rest[name..].strip_prefix(',')?.trim_start();
    let kind = TYPES.iter().find(|kind| after.starts_with(**kind))?;
    let end = rest.len() - after.len() + kind.len();
    let closed = rest[end..].trim_start().starts_with([',', '}']);
    (name > 0 && closed).then(|| &rest[..end])
}

/// Bytes of the conversion at the per cent sign at `start`: `%s`, `%1$d`, `%-5.2f`, `%(name)s`,
/// `%{name}`, `%@`.
fn percent(text: &str, start: usize) -> Option<usize> {
    let before = text[..start].trim_end().chars().next_back();
    if before.is_some_and(|c| c.is_numeric() || c == '%') {
        return None;
    }
    let rest = &text[start + 1..];
    if let Some(name) = rest.strip_prefix('{') {
        let length = name.bytes().take_while(|&byte| is_name_byte(byte)).count();
        return (length > 0 && name[length..].starts_with('}')).then_some(length + 3);
    }
    let mut length = 0;
    if let Some(name) = rest.strip_prefix('(') {
        let inside = name.bytes().take_while(|&byte| is_name_byte(byte)).count();
        if inside == 0 || !name[inside..].starts_with(')') {
            return None;
        }
        length = inside + 2;
    }
    let flags = rest[length..].bytes().take_while(|byte| {
        byte.is_ascii_digit() || matches!(byte, b'$' | b'.' | b'-' | b'+' | b'#')
    });
    length += flags.count();
    length += rest[length..]
        .bytes()
        .take_while(|byte| matches!(byte, b'l' | b'h' | b'z'))
        .count();
    let letter = rest[length..].chars().next()?;
    let ends = !rest[length + letter.len_utf8()..].starts_with(char::is_alphanumeric);
    (matches!(letter, 's' | 'd' | 'i' | 'u' | 'f' | 'x' | 'g' | '@') && ends).then_some(length + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::InlineText;
    use crate::lang::en::ENGLISH;

    fn names(text: &str) -> Vec<String> {
        let side = Side::new(vec![InlineText::plain(text)], &ENGLISH);
        placeholders(&side)
            .into_iter()
            .map(|(name, _)| name.to_owned())
            .collect()
    }

    #[test]
    fn placeholders_of_every_custom_are_found() {
        assert_eq!(
            names("{name} {{ a.b }} ${x} {0} %s %1$d %.2f %(n)s %{who} %@"),
            [
                "{name}",
                "{{ a.b }}",
                "${x}",
                "{0}",
                "%s",
                "%1$d",
                "%.2f",
                "%(n)s",
                "%{who}",
                "%@"
            ]
        );
        assert_eq!(
            names("{{< figure src=\"a.png\" >}}"),
            ["{{< figure src=\"a.png\" >}}"]
        );
        assert_eq!(
            names("{n, plural, one {# file of {who}} other {# files}}"),
            ["n, plural", "{who}"]
        );
    }

    #[test]
    fn what_looks_like_one_is_none() {
        for text in [
            "5 % des vols",
            "100 %s",
            "20%de",
            "{ a: 1 }",
            "a set {x, y}",
            "{}",
            "50 %",
            "%",
            "{é}",
        ] {
            assert_eq!(names(text), Vec::<String>::new(), "{text}");
        }
    }
}
