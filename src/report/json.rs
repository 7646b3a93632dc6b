//! The one writer of JSON: what `serde_json` gives, with every character escaped that a terminal,
//! a log or a line-wise reader could take for something else.
//!
//! JSON lets U+007F–009F, the line separators U+2028 and U+2029 and the marks that turn the
//! direction of text stand as they are. A terminal may obey the first, some readers end a line at
//! the second, and the third show text in an order it does not have. They are written as `\u2028`;
//! any JSON reader gives back the same text.

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};
use std::io::{self, Write};

/// Adds `value` to `out` as one line of JSON, the line end included.
///
/// # Errors
/// When `value` has what JSON cannot hold (a map whose keys are no strings).
pub fn line(out: &mut Vec<u8>, value: &impl Serialize) -> Result<(), serde_json::Error> {
    let mut serializer = Serializer::with_formatter(&mut *out, Careful(CompactFormatter));
    value.serialize(&mut serializer)?;
    out.push(b'\n');
    Ok(())
}

/// Adds `value` to `out` as one JSON object over several lines, for people and programs.
///
/// # Errors
/// As [`line()`].
pub fn pretty(out: &mut Vec<u8>, value: &impl Serialize) -> Result<(), serde_json::Error> {
    let formatter = Careful(PrettyFormatter::new());
    let mut serializer = Serializer::with_formatter(&mut *out, formatter);
    value.serialize(&mut serializer)?;
    out.push(b'\n');
    Ok(())
}

/// Whether `c` is escaped though JSON would let it stand.
fn is_escaped(c: char) -> bool {
    matches!(
        c,
        '\u{7F}'..='\u{9F}'
            | '\u{61C}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
    )
}

/// A formatter that escapes what [`is_escaped`] says and leaves the rest to another.
struct Careful<F>(F);

/// Hands each method on to the inner formatter.
macro_rules! hand_on {
    ($($name:ident($($arg:ident: $kind:ty),*));* $(;)?) => {
        $(fn $name<W: ?Sized + Write>(&mut self, writer: &mut W $(, $arg: $kind)*) -> io::Result<()> {
            self.0.$name(writer $(, $arg)*)
        })*
    };
}

impl<F: Formatter> Formatter for Careful<F> {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut done = 0;
        for (at, c) in fragment.char_indices().filter(|&(_, c)| is_escaped(c)) {
            writer.write_all(&fragment.as_bytes()[done..at])?;
            write!(writer, "\\u{:04x}", u32::from(c))?;
            done = at + c.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[done..])
    }

    hand_on! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        end_object_key();
        begin_object_value();
        end_object_value();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        line(&mut out, &text).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_a_terminal_obeys_is_escaped() {
        assert_eq!(
            written("a\u{1b}[2J\u{9b}2J\u{7f}\u{2028}\u{202e}\u{2069}"),
            "\"a\\u001b[2J\\u009b2J\\u007f\\u2028\\u202e\\u2069\"\n"
        );
    }

    #[test]
    fn ordinary_text_stays_as_it_is() {
        let text = "« Lune » №\u{a0}2, ёлка 🛰 “so”";
        assert_eq!(written(text), format!("\"{text}\"\n"));
    }

    #[test]
    fn a_reader_gets_the_same_text_back() {
        let text = "a\u{85}b\u{200f}c\"\\\n";
        assert_eq!(
            serde_json::from_str::<String>(&written(text)).unwrap(),
            text
        );
    }

    #[test]
    fn a_pretty_object_escapes_too() {
        let mut out = Vec::new();
        pretty(
            &mut out,
            &std::collections::BTreeMap::from([("a", "\u{2029}")]),
        )
        .unwrap();
        assert_eq!(out, b"{\n  \"a\": \"\\u2029\"\n}\n");
    }
}
