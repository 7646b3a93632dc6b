//! Whether a DOCTYPE is one (XML 1.0, 2.8): read over, never fetched, nothing in it is used.
//!
//! Name, system or public identifier and the frame of an internal subset are checked: its
//! declarations must begin as declarations do, with quotes and brackets in balance. What a
//! declaration says is not looked at, because entente uses none of it.

use super::chars::{is_space, name_length};
use super::error::{Flaw, XmlErrorKind};

/// Checks `content`, what stands between `<!DOCTYPE` and `>`; places count from its start.
pub(super) fn check(content: &str) -> Result<(), Flaw> {
    let mut scan = Scan { content, at: 0 };
    scan.spaces()?;
    scan.name()?;
    let spaced = scan.skip_spaces();
    if scan.take("SYSTEM") {
        scan.require_space(spaced)?;
        scan.spaces()?;
        scan.literal()?;
        scan.skip_spaces();
    } else if scan.take("PUBLIC") {
        scan.require_space(spaced)?;
        scan.spaces()?;
        scan.literal()?;
        scan.spaces()?;
        scan.literal()?;
        scan.skip_spaces();
    }
    if scan.take("[") {
        scan.subset()?;
        scan.skip_spaces();
    }
    if scan.rest().is_empty() {
        Ok(())
    } else {
        scan.fail("unexpected text")
    }
}

struct Scan<'a> {
    content: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        &self.content[self.at..]
    }

    fn fail<T>(&self, what: &'static str) -> Result<T, Flaw> {
        Err(Flaw::new(self.at, XmlErrorKind::Doctype(what)))
    }

    fn take(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// Skips white space; tells whether there was any.
    fn skip_spaces(&mut self) -> bool {
        let bytes = self.rest().bytes();
        let count = bytes.take_while(|&byte| is_space(byte)).count();
        self.at += count;
        count > 0
    }

    fn spaces(&mut self) -> Result<(), Flaw> {
        let spaced = self.skip_spaces();
        self.require_space(spaced)
    }

    fn require_space(&self, spaced: bool) -> Result<(), Flaw> {
        if spaced {
            Ok(())
        } else {
            self.fail("white space is missing")
        }
    }

    fn name(&mut self) -> Result<(), Flaw> {
        match name_length(self.rest()) {
            0 => self.fail("a name is missing"),
            length => {
                self.at += length;
                Ok(())
            }
        }
    }

    fn literal(&mut self) -> Result<(), Flaw> {
        let rest = self.rest();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let end = quote.and_then(|quote| rest[1..].find(quote));
        match end {
            Some(end) => {
                self.at += end + 2;
                Ok(())
            }
            None => self.fail("an identifier in quotes is missing"),
        }
    }

    /// The internal subset, from after `[` to after `]`.
    fn subset(&mut self) -> Result<(), Flaw> {
        loop {
            self.skip_spaces();
            if self.take("]") {
                return Ok(());
            } else if self.take("%") {
                self.name()?;
                if !self.take(";") {
                    return self.fail("a parameter reference without \";\"");
                }
            } else if self.take("<!--") {
                let length = self.rest().find("--");
                self.at += length.unwrap_or(0);
                if !self.take("-->") {
                    return self.fail("\"--\" inside a comment");
                }
            } else if self.take("<?") {
                self.name()?;
                match self.rest().find("?>") {
                    Some(length) => self.at += length + 2,
                    None => return self.fail("a processing instruction without end"),
                }
            } else if DECLARATIONS.iter().any(|word| self.take(word)) {
                self.spaces()?;
                self.declaration()?;
            } else {
                return self.fail("unexpected text in the internal subset");
            }
        }
    }

    /// A declaration after its keyword, to after its `>`.
    fn declaration(&mut self) -> Result<(), Flaw> {
        loop {
            let ends = |c: char| matches!(c, '"' | '\'' | '>' | '<');
            let Some(at) = self.rest().find(ends) else {
                return self.fail("a declaration without end");
            };
            self.at += at;
            if self.take(">") {
                return Ok(());
            }
            if self.rest().starts_with('<') {
                return self.fail("\"<\" in a declaration");
            }
            self.literal()?;
        }
    }
}

/// How the declarations of an internal subset begin.
const DECLARATIONS: [&str; 4] = ["<!ELEMENT", "<!ATTLIST", "<!ENTITY", "<!NOTATION"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tools_write_passes() {
        for good in [
            " tmx SYSTEM \"tmx14.dtd\"",
            " tmx",
            " martif PUBLIC \"ISO 12200:1999A//DTD MARTIF core (DXFcdV04)//EN\" 'TBXcdv04.dtd' ",
            " tmx [\n<!ENTITY a \"x > y\"><!ELEMENT tmx (header, body)>\n<!-- ] --><?x ]?> %all; ] ",
            " tmx SYSTEM 'a.dtd' [<!ATTLIST tu tuid CDATA #IMPLIED>]",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn broken_ones_are_refused() {
        for bad in [
            "tmx",
            " ",
            " tmx SYSTEM",
            " tmx SYSTEM tmx14.dtd",
            " tmx PUBLIC \"a\"",
            " tmx junk",
            " tmx [<!ENTITY a \"x>]",
            " tmx [junk]",
            " tmx [<!ELEMENT tmx <a>>]",
            " tmx [",
            " tmx []x",
            " tmx [<!-- a -- b -->]",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
