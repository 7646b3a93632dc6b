//! Whether a `pre` without any other sign holds prose or code.
//!
//! Letters and poems are set in `pre` so that their lines stay; far more often it is a listing, a
//! session at a terminal or a table of columns. What is translated in code by mistake is broken, so
//! prose must look like it: sentences with their marks, no sign that code uses, no columns. None of
//! the 36 bare `pre` in the pages at hand passes: 35 are code or columns, one is a mail with a
//! shell command in it.

/// Signs of code, which prose in `pre` can do without.
const SIGNS: &[char] = &[
    '{', '}', '[', ']', '=', '$', '|', '\\', '#', '@', '<', '>', '_', '*', '/', '&', '%', '^', '~',
    '`', '+',
];

/// Words that make a sentence, at least.
const WORDS: usize = 3;

/// Whether `text`, the lines of a `pre`, reads as prose.
pub(super) fn is_prose(text: &str) -> bool {
    !text.contains(SIGNS)
        && !text.lines().any(has_columns)
        && text.split_whitespace().any(ends_with_mark)
        && text.split_whitespace().nth(WORDS - 1).is_some()
}

/// Whether white space other than one space stands inside `line`.
fn has_columns(line: &str) -> bool {
    let line = line.trim();
    line.contains("  ") || line.contains('\t')
}

/// Whether `word` ends with a letter and a mark of a sentence or of its parts.
fn ends_with_mark(word: &str) -> bool {
    let closing = |c: char| "»”\"')".contains(c);
    let word = word.trim_end_matches(closing);
    let letters = word.trim_end_matches(|c: char| ".,;:!?…".contains(c));
    letters.len() < word.len() && letters.ends_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listings_are_no_prose() {
        for code in [
            "$ entente check\nall fine",
            "let x = &y[0];\nx += 1;",
            "#!/bin/sh\necho bonjour",
            "a_b == c_d",
            "make install all",
            "sudo apt install entente-1.2",
            "size    description\none     the first, small.",
        ] {
            assert!(!is_prose(code), "{code}");
        }
    }

    #[test]
    fn verse_and_letters_are_prose() {
        for prose in [
            "Белеет парус одинокой\nВ тумане моря голубом!..",
            "Le relais dort encore,\n    et la mer l’attend",
            "The probe woke at dawn,\nand nobody heard it.",
        ] {
            assert!(is_prose(prose), "{prose}");
        }
    }
}
