//! `code-differs`: code in the text was changed by a letter or two.
//!
//! Whether code is there at all is the business of `tag-differs`. Examples may be translated
//! (`filter array` as `filtrage tableau`), so code that became something quite different is
//! information; code that is one or two letters off is a slip of the keyboard.

use super::number_differs::at_most;
use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, Side};
use crate::matching::distance;
use crate::text::Span;
use hashbrown::HashSet;

/// The rule.
#[derive(Debug)]
pub(super) struct CodeDiffers;

static META: RuleMeta = RuleMeta {
    id: "code-differs",
    summary: "code in the text is not the source's code",
    why: "Readers type code as it stands, so one letter decides. Code spans are compared as they \
          are, in any order. One that is a letter or two off is a warning; one that became \
          something else may be an example in the reader's language and is information.",
    example: "wrong: Call `useMemo`. -> Appelez `useMeno`.\n\
              right: `filter array` -> `filtrage tableau` (information)",
    severity: Severity::Warning,
    fix: FixKind::Candidates,
    since: RuleSet::R2026_2,
};

/// Characters of code from which on a slip can be told from another name.
const SHORTEST: usize = 4;

/// Longest code that is compared by nearness: more is no name.
const LONGEST: usize = 200;

impl Rule for CodeDiffers {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for pair in &job.pairs {
            let Some((source, target)) = pair.translated() else {
                continue;
            };
            let (missing, mut extra) = left_over(source, target);
            let mut said: HashSet<String> = HashSet::new();
            for span in missing {
                let code = source.slice(span);
                if !said.insert(normal(code)) {
                    continue;
                }
                let near = extra
                    .iter()
                    .take(MOST_TRIED)
                    .position(|&other| is_slip(code, target.slice(other)));
                let (severity, other) = match near {
                    Some(index) => (at_most(pair, Severity::Warning), extra.remove(index)),
                    None if extra.is_empty() => break,
                    None => (Severity::Info, extra.remove(0)),
                };
                let message = format!("the code \"{code}\" became \"{}\"", target.slice(other));
                let mut discovery = Discovery::new(severity, code, message);
                discovery.candidates = vec![code.to_owned()];
                sink.report(pair, discovery.in_source(span).in_target(other));
            }
        }
    }
}

/// How many codes of the translation one is compared with.
const MOST_TRIED: usize = 32;

/// Code of either side that the other has not.
fn left_over(source: &Side<'_>, target: &Side<'_>) -> (Vec<Span>, Vec<Span>) {
    let [from, to] = [source, target].map(|side| {
        let code = side.code().into_iter();
        code.map(|span| (span, normal(side.slice(span))))
            .collect::<Vec<_>>()
    });
    (beyond(&from, &to), beyond(&to, &from))
}

fn beyond(one: &[(Span, String)], other: &[(Span, String)]) -> Vec<Span> {
    let known: HashSet<&str> = other.iter().map(|(_, code)| code.as_str()).collect();
    let beyond = one
        .iter()
        .filter(|(_, code)| !known.contains(code.as_str()));
    beyond.map(|(span, _)| *span).collect()
}

/// Code as it is compared: without white space but for a space between two names, and a tag that
/// closes itself as one that does not.
fn normal(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    for part in code.split_whitespace() {
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        if joins(out.chars().next_back()) && joins(part.chars().next()) {
            out.push(' ');
        }
        out.push_str(part);
    }
    out.replace("/>", ">")
}

/// Whether `other` is `code` with a letter or two wrong. Names that differ in a digit (`x1`, `x2`)
/// or by an ending (`todo`, `todos`) are two names.
fn is_slip(code: &str, other: &str) -> bool {
    let length = code.chars().count();
    if !(SHORTEST..=LONGEST).contains(&length) || other.len() > 2 * LONGEST {
        return false;
    }
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let is_part = code.starts_with(other) || other.starts_with(code);
    let most = if length >= 8 { 2 } else { 1 };
    let swapped = length == other.chars().count() && sorted(code) == sorted(other);
    let off = distance::characters(code, other);
    digits(code) == digits(other) && !is_part && (off <= most || (swapped && off <= 2))
}

fn sorted(text: &str) -> Vec<char> {
    let mut chars: Vec<char> = text.chars().collect();
    chars.sort_unstable();
    chars
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_told_from_another_name() {
        assert!(is_slip("useMemo", "useMeno"));
        assert!(is_slip("useMemo", "useMmeo"));
        assert!(is_slip("const x", "сonst x"));
        assert!(!is_slip("todo", "todos"));
        assert!(!is_slip("item1", "item2"));
        assert!(!is_slip("map", "mat"));
        assert!(!is_slip("filter array", "filtrage tableau"));
    }
}
