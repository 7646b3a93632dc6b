//! Formulas in TeX between dollars, as GitHub and the mathematics of site generators read them.
//!
//! `$v_1\,t$` in a line, `$$ … $$` in lines of its own. For Markdown itself `\,` is a comma that was
//! escaped and `_1$ and $m_` emphasis, so that a formula would not come back as it was; it is none of a
//! translator's business either.
//!
//! A dollar is also money and a shell's variable. In a line it begins a formula only where no letter
//! stands before it and no space after it, it ends one the other way about, and what is between has
//! to look like TeX.

use crate::text::Span;
use memchr::memchr2;

/// What prose about money has not.
const TEX: [char; 5] = ['\\', '^', '_', '{', '='];

/// Whether a formula may stand in `text`: where its code is costs a reading to know.
pub(super) fn may_stand_in(text: &str) -> bool {
    !formulas(text, &[]).is_empty()
}

/// The formulas of `text` in order, their dollars included; none in `code`, which is in order too.
pub(super) fn formulas(text: &str, code: &[Span]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('$').map(|offset| at + offset) {
        let next = code.partition_point(|span| span.end <= start);
        if let Some(span) = code.get(next).filter(|span| span.start <= start) {
            at = span.end.max(start + 1);
            continue;
        }
        let limit = code.get(next).map_or(text.len(), |span| span.start);
        let found_here = match text[start..].starts_with("$$") {
            true => display(text, start, limit),
            false => inline(text, start, limit),
        };
        match found_here {
            Some(formula) => {
                at = formula.end;
                found.push(formula);
            }
            None => {
                let dollars = text[start..].len() - text[start..].trim_start_matches('$').len();
                at = start + dollars;
            }
        }
    }
    found
}

/// The formula between pairs of dollars that begins at `start`; no blank line is in it.
fn display(text: &str, start: usize, limit: usize) -> Option<Span> {
    let inside = start + 2;
    let length = text.get(inside..limit)?.find("$$")?;
    let between = &text[inside..inside + length];
    let mut lines = between.lines().skip(1);
    let is_whole = !between.trim().is_empty() && !lines.any(|line| line.trim().is_empty());
    (!is_escaped(text, start) && is_whole).then(|| Span::new(start, inside + length + 2))
}

/// The formula in one line that begins at `start`.
fn inline(text: &str, start: usize, limit: usize) -> Option<Span> {
    let before = text[..start].chars().next_back();
    if before.is_some_and(char::is_alphanumeric) || is_escaped(text, start) {
        return None;
    }
    let inside = start + 1;
    let mut at = inside;
    loop {
        let end = at + memchr2(b'$', b'\n', text.get(at..limit)?.as_bytes())?;
        let between = &text[inside..end];
        if text.as_bytes()[end] == b'\n' || between.starts_with(char::is_whitespace) {
            return None;
        }
        at = end + 1;
        if is_escaped(text, end) {
            continue;
        }
        let after = text[at..].chars().next();
        let goes_on = |c: char| c.is_alphanumeric() || c == '{' || c == '$';
        let is_formula = !between.is_empty()
            && !between.ends_with(char::is_whitespace)
            && !between.contains('|')
            && between.contains(TEX)
            && !after.is_some_and(goes_on);
        return is_formula.then(|| Span::new(start, at));
    }
}

/// Whether a backslash escapes the dollar at `at`.
fn is_escaped(text: &str, at: usize) -> bool {
    let before = &text[..at];
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let found = formulas(text, &[]);
        found.iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn formulas_are_told_from_money_and_variables() {
        assert_eq!(
            found("Où $v_1$, ($\\rho$) et $$\na\\\\\n\\$b$$."),
            ["$v_1$", "$\\rho$", "$$\na\\\\\n\\$b$$"]
        );
        for text in [
            "5 $ = 4 €, 6 $",
            "$5=$6",
            "US$5_000$",
            "$HOME/a_b:$PATH",
            "${a}/${b}",
            "\\$x_1\\$",
            "$x_1\n$",
            "$ x_1$",
            "$$ a\n\nb $$",
            "$$$$",
            "$",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
