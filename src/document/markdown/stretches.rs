//! A long article is parsed in stretches, so that the parser's tree is never that of the whole.
//!
//! A stretch ends before a heading that stands after a blank line at the left margin: it closes every
//! list, quotation and paragraph, whatever they hold. Only code between fences and some HTML go on over
//! it; whether one of them was open is seen when the stretch was parsed ([`is_apart`]), and then the
//! rest of the text is parsed as one. So is a text with definitions (`[cnes]: https://cnes.fr`,
//! `[^1]: …`), for they are good anywhere before and after them.
//!
//! An article of 20 MB made a tree of 43 MB, written and read from end to end twice; a tree of a stretch
//! is half a megabyte and stays in the processor's cache.

use memchr::memmem;
use pulldown_cmark::TagEnd;

/// Bytes from which on a stretch may end.
pub(super) const STRETCH: usize = 1 << 18;

/// HTML elements whose blocks end at their own end tag, not at a blank line (CommonMark 4.6).
const RAW: [&str; 4] = ["pre", "script", "style", "textarea"];

/// Where the stretches of a text end.
pub(super) struct Stretches<'a> {
    text: &'a str,
    /// Bytes from which on one may end.
    bytes: usize,
    whole: bool,
}

impl<'a> Stretches<'a> {
    pub(super) fn of(text: &'a str, bytes: usize) -> Stretches<'a> {
        let whole = text.len() <= bytes || memmem::find(text.as_bytes(), b"]:").is_some();
        Stretches { text, bytes, whole }
    }

    /// The end of the stretch that begins at `at`.
    pub(super) fn end(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        if self.whole {
            return bytes.len();
        }
        let from = bytes.len().min(at + self.bytes);
        let mut starts = memmem::find_iter(&bytes[from..], b"\n#").map(|offset| from + offset + 1);
        let heading = starts.find(|&start| {
            let after = bytes[start..].iter().position(|&byte| byte != b'#');
            let blank = bytes[..start].ends_with(b"\n\n") || bytes[..start].ends_with(b"\n\r\n");
            blank && after.is_some_and(|hashes| hashes <= 6 && bytes[start + hashes] == b' ')
        });
        heading.unwrap_or(bytes.len())
    }

    /// Says that the rest of the text is one stretch.
    pub(super) fn give_up(&mut self) {
        self.whole = true;
    }
}

/// Whether nothing goes on over a heading after `block`, the last of its stretch (a rule has no end), whose
/// text is `seen`.
pub(super) fn is_apart(block: Option<TagEnd>, seen: &str) -> bool {
    match block {
        None => true,
        Some(TagEnd::CodeBlock) => is_closed(seen),
        Some(TagEnd::HtmlBlock) => !is_raw(seen),
        Some(
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Table
            | TagEnd::List(_)
            | TagEnd::DefinitionList
            | TagEnd::BlockQuote(_),
        ) => true,
        _ => false,
    }
}

/// Whether the code `block` has both its fences.
fn is_closed(block: &str) -> bool {
    let mut lines = block.trim_ascii_end().lines();
    let (Some(first), Some(last)) = (lines.next(), lines.next_back()) else {
        return false;
    };
    let open = first.trim_start();
    let close = last.trim_start_matches(' ');
    let Some(fence) = open.chars().next().filter(|c| matches!(c, '`' | '~')) else {
        return false;
    };
    // What is indented by four is code.
    let indented = last.len() - close.len() > 3;
    let length = open.len() - open.trim_start_matches(fence).len();
    let close = close.trim_ascii_end();
    let rest = close.trim_start_matches(fence);
    length >= 3 && !indented && rest.is_empty() && close.len() >= length
}

/// Whether the HTML `block` may go on over a blank line.
fn is_raw(block: &str) -> bool {
    let Some(inside) = block.trim_start().strip_prefix('<') else {
        return true;
    };
    let name = |raw: &&str| {
        let own = inside.get(..raw.len());
        own.is_some_and(|own| own.eq_ignore_ascii_case(raw))
    };
    inside.starts_with(['!', '?']) || RAW.iter().any(name)
}
