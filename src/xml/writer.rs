//! Writing XML: escaped, indented, the same bytes for the same calls.
//!
//! Elements are opened, given their attributes in order, filled and closed:
//!
//! ```
//! use entente::xml::XmlWriter;
//!
//! let mut writer = XmlWriter::new(Vec::new());
//! writer.declaration()?;
//! writer.start("tu")?;
//! writer.attribute("tuid", "R&D")?;
//! writer.start_text("seg")?;
//! writer.text("le CNES\u{A0}: 5 < 6")?;
//! writer.end()?;
//! writer.end()?;
//! let bytes = writer.finish()?;
//! assert_eq!(
//!     String::from_utf8(bytes).unwrap(),
//!     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
//!      <tu tuid=\"R&amp;D\">\n  <seg>le CNES\u{A0}: 5 &lt; 6</seg>\n</tu>\n"
//! );
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! Inside an element of text nothing is added, so its content reads back as it was. A character
//! that XML does not allow (a control character of a damaged article) is written as U+FFFD.

use super::chars::is_xml_char;
use std::io::{self, Write};

/// A writer of XML to any `Write`; wrap files in a `BufWriter`.
#[derive(Debug)]
pub struct XmlWriter<W> {
    out: W,
    open: Vec<Open>,
    /// The last tag still lacks its `>`.
    tag_open: bool,
    started: bool,
    /// Room for escaped text.
    scratch: String,
}

#[derive(Debug)]
struct Open {
    name: String,
    /// Text, or inside text: no white space may be added.
    text: bool,
    /// Has elements on lines of their own.
    children: bool,
}

/// White space before an element for each one it lies in.
const INDENT: &str = "  ";

impl<W: Write> XmlWriter<W> {
    /// A writer to `out`.
    pub fn new(out: W) -> XmlWriter<W> {
        XmlWriter {
            out,
            open: Vec::new(),
            tag_open: false,
            started: false,
            scratch: String::new(),
        }
    }

    /// Writes the XML declaration; the encoding is UTF-8.
    pub fn declaration(&mut self) -> io::Result<()> {
        self.started = true;
        self.out
            .write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    }

    /// Writes a DOCTYPE: `tmx SYSTEM "tmx14.dtd"`.
    pub fn doctype(&mut self, content: &str) -> io::Result<()> {
        self.new_line()?;
        self.started = true;
        write!(self.out, "<!DOCTYPE {content}>")
    }

    /// Opens an element whose children stand on lines of their own.
    pub fn start(&mut self, name: &str) -> io::Result<()> {
        self.open_element(name, false)
    }

    /// Opens an element of text, with or without elements in it: nothing is added inside.
    pub fn start_text(&mut self, name: &str) -> io::Result<()> {
        self.open_element(name, true)
    }

    fn open_element(&mut self, name: &str, text: bool) -> io::Result<()> {
        self.close_tag()?;
        let inside_text = self.open.last().is_some_and(|open| open.text);
        if !inside_text {
            self.new_line()?;
        }
        if let Some(parent) = self.open.last_mut() {
            parent.children = true;
        }
        self.started = true;
        self.open.push(Open {
            name: name.to_owned(),
            text: text || inside_text,
            children: false,
        });
        self.tag_open = true;
        self.out.write_all(b"<")?;
        self.out.write_all(name.as_bytes())
    }

    /// Adds an attribute to the element that was just opened.
    ///
    /// # Panics
    /// In debug builds, when something was already written into the element.
    pub fn attribute(&mut self, name: &str, value: &str) -> io::Result<()> {
        debug_assert!(self.tag_open, "attributes come before content");
        self.scratch.clear();
        push_attribute(&mut self.scratch, name, value);
        self.out.write_all(self.scratch.as_bytes())
    }

    /// Adds an attribute if there is a value.
    pub fn optional(&mut self, name: &str, value: Option<&str>) -> io::Result<()> {
        match value {
            Some(value) => self.attribute(name, value),
            None => Ok(()),
        }
    }

    /// Adds attributes in their order.
    pub fn attributes(&mut self, attributes: &[(String, String)]) -> io::Result<()> {
        attributes
            .iter()
            .try_for_each(|(name, value)| self.attribute(name, value))
    }

    /// Writes text into an element opened with [`start_text`](XmlWriter::start_text).
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        self.close_tag()?;
        self.scratch.clear();
        escape(&mut self.scratch, text, false);
        self.out.write_all(self.scratch.as_bytes())
    }

    /// Writes markup as it is, into an element opened with [`start_text`](XmlWriter::start_text).
    /// The caller answers for its being well-formed.
    pub fn markup(&mut self, markup: &str) -> io::Result<()> {
        self.close_tag()?;
        self.out.write_all(markup.as_bytes())
    }

    /// Writes markup on a line of its own, between elements. The caller answers for its being
    /// well-formed.
    pub fn line(&mut self, markup: &str) -> io::Result<()> {
        self.close_tag()?;
        self.new_line()?;
        if let Some(parent) = self.open.last_mut() {
            parent.children = true;
        }
        self.out.write_all(markup.as_bytes())
    }

    /// Closes the element that was opened last.
    pub fn end(&mut self) -> io::Result<()> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        if self.tag_open {
            self.tag_open = false;
            return self.out.write_all(b"/>");
        }
        if open.children && !open.text {
            self.new_line()?;
        }
        write!(self.out, "</{}>", open.name)
    }

    /// An element of text: opened, filled, closed.
    pub fn text_element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        text: &str,
    ) -> io::Result<()> {
        self.start_text(name)?;
        for (name, value) in attributes {
            self.attribute(name, value)?;
        }
        self.text(text)?;
        self.end()
    }

    /// Closes what is open and gives the output back, flushed.
    pub fn finish(mut self) -> io::Result<W> {
        while !self.open.is_empty() {
            self.end()?;
        }
        self.out.write_all(b"\n")?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn close_tag(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.tag_open) {
            self.out.write_all(b">")?;
        }
        Ok(())
    }

    fn new_line(&mut self) -> io::Result<()> {
        if self.started {
            self.out.write_all(b"\n")?;
        }
        for _ in &self.open {
            self.out.write_all(INDENT.as_bytes())?;
        }
        Ok(())
    }
}

/// Appends ` name="value"`.
pub(super) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(out, value, true);
    out.push('"');
}

/// Appends `text` escaped. `>` always is, so that `]]>` cannot come about; line ends and tabs only
/// where a reader would change them.
pub(crate) fn escape(out: &mut String, text: &str, attribute: bool) {
    let mut done = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, ' '..='~') && !matches!(c, '&' | '<' | '>' | '"') {
            continue;
        }
        let replacement = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' if attribute => "&quot;",
            '\t' if attribute => "&#9;",
            '\n' if attribute => "&#10;",
            '\r' => "&#13;",
            _ if is_xml_char(c) => continue,
            _ => "\u{FFFD}",
        };
        out.push_str(&text[done..at]);
        out.push_str(replacement);
        done = at + c.len_utf8();
    }
    out.push_str(&text[done..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut XmlWriter<Vec<u8>>) -> io::Result<()>) -> String {
        let mut writer = XmlWriter::new(Vec::new());
        write(&mut writer).unwrap();
        String::from_utf8(writer.finish().unwrap()).unwrap()
    }

    #[test]
    fn forbidden_characters_are_replaced() {
        let out = written(|writer| writer.text_element("a", &[("b", "\u{1}")], "x\u{8}\u{FFFE}"));
        assert_eq!(out, "<a b=\"\u{FFFD}\">x\u{FFFD}\u{FFFD}</a>\n");
    }

    #[test]
    fn nothing_is_added_inside_text() {
        let out = written(|writer| {
            writer.start("tuv")?;
            writer.start_text("seg")?;
            writer.start("bpt")?;
            writer.text("<b>")?;
            writer.end()?;
            writer.start("ph")?;
            writer.end()?;
            writer.text(" ]]> \r\n")?;
            writer.end()?;
            writer.start("note")?;
            writer.end()
        });
        let inside = "<seg><bpt>&lt;b&gt;</bpt><ph/> ]]&gt; &#13;\n</seg>";
        assert_eq!(out, format!("<tuv>\n  {inside}\n  <note/>\n</tuv>\n"));
    }

    #[test]
    fn attribute_values_keep_their_white_space() {
        let out = written(|writer| writer.text_element("a", &[("b", "\"1\"\n\t")], ""));
        assert_eq!(out, "<a b=\"&quot;1&quot;&#10;&#9;\"/>\n");
    }
}
