//! Tags: the name and attributes of an element, decoded, in file order.

use super::chars::{is_space, is_xml_char, name_length};
use super::error::{Flaw, XmlErrorKind};
use super::writer::push_attribute;
use crate::text::Span;
use memchr::memchr;
use std::collections::HashSet;
use std::ops::Range;

/// A start tag as [`XmlReader`](super::XmlReader) gives it; valid until the next event is read.
#[derive(Clone, Copy, Debug)]
pub struct Tag<'a> {
    text: &'a str,
    name: &'a str,
    attributes: &'a [Attribute],
}

/// Bytes of one attribute's name and value in the text of its tag.
#[derive(Clone, Debug)]
pub(super) struct Attribute {
    pub(super) name: Range<usize>,
    pub(super) value: Range<usize>,
}

impl<'a> Tag<'a> {
    /// The tag whose name and attributes lie in `text`.
    pub(super) fn new(text: &'a str, name: Span, attributes: &'a [Attribute]) -> Tag<'a> {
        Tag {
            text,
            name: &text[name.range()],
            attributes,
        }
    }

    /// The name as written, prefix included.
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The name without its prefix.
    pub fn local_name(&self) -> &'a str {
        local_name(self.name)
    }

    /// The value of the attribute called `name` (prefix included), references resolved.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.iter()
            .find(|&(other, _)| other == name)
            .map(|(_, value)| value)
    }

    /// Names and values of the attributes in the order in which they are written.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let text = self.text;
        self.attributes.iter().map(move |attribute| {
            (
                &text[attribute.name.clone()],
                &text[attribute.value.clone()],
            )
        })
    }
}

impl Tag<'_> {
    /// Appends the tag as XML, as a start tag.
    pub(crate) fn push_start(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        for (name, value) in self.iter() {
            push_attribute(out, name, value);
        }
        out.push('>');
    }

    /// The attributes, owned, but for those called one of `without`.
    pub(crate) fn attributes_without(&self, without: &[&str]) -> Vec<(String, String)> {
        self.iter()
            .filter(|(name, _)| !without.contains(name))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }
}

/// `name` without its namespace prefix.
pub fn local_name(name: &str) -> &str {
    let colon = name.bytes().rposition(|byte| byte == b':');
    colon.map_or(name, |colon| &name[colon + 1..])
}

/// Room for the parts of one tag, used again for the next.
#[derive(Debug, Default)]
pub(super) struct TagBuffer {
    text: String,
    name: Range<usize>,
    attributes: Vec<Attribute>,
}

/// Attributes from which on names are looked up in a set, so that many cost no quadratic time.
pub(super) const MANY: usize = 16;

impl TagBuffer {
    /// The tag that was parsed last.
    pub(super) fn tag(&self) -> Tag<'_> {
        Tag {
            text: &self.text,
            name: &self.text[self.name.clone()],
            attributes: &self.attributes,
        }
    }

    /// Reads `content`, what stands between `<` and `>` (or `/>`) of a start tag.
    ///
    /// Places of flaws count from the start of `content`.
    pub(super) fn parse(&mut self, content: &str) -> Result<(), Flaw> {
        self.text.clear();
        self.attributes.clear();
        let length = name_length(content);
        if length == 0 {
            return Err(Flaw::new(0, XmlErrorKind::Tag("a tag without a name")));
        }
        self.text.push_str(&content[..length]);
        self.name = 0..length;
        let mut at = length;
        loop {
            let next = skip_spaces(content, at);
            if next == content.len() {
                return self.check_twice(content);
            }
            if next == at {
                let what = "white space is missing before an attribute, or a name is wrong";
                return Err(Flaw::new(at, XmlErrorKind::Tag(what)));
            }
            at = self.attribute(content, next)?;
        }
    }

    /// Reads the attribute at `start`; gives the offset after its value.
    fn attribute(&mut self, content: &str, start: usize) -> Result<usize, Flaw> {
        let end = start + name_length(&content[start..]);
        let name = &content[start..end];
        if name.is_empty() {
            let what = "an attribute name is expected here";
            return Err(Flaw::new(start, XmlErrorKind::Tag(what)));
        }
        let equals = skip_spaces(content, end);
        if content.as_bytes().get(equals) != Some(&b'=') {
            let what = "an attribute without a value";
            return Err(Flaw::new(start, XmlErrorKind::Tag(what)));
        }
        let open = skip_spaces(content, equals + 1);
        let quote = match content.as_bytes().get(open) {
            Some(&quote @ (b'"' | b'\'')) => quote,
            _ => return Err(Flaw::new(open, XmlErrorKind::Unquoted(name.to_owned()))),
        };
        let value = &content[open + 1..];
        let Some(length) = memchr(quote, value.as_bytes()) else {
            return Err(Flaw::new(
                open,
                XmlErrorKind::Truncated("an attribute value"),
            ));
        };
        let name_start = self.text.len();
        self.text.push_str(name);
        let value_start = self.text.len();
        push_value(&value[..length], &mut self.text).map_err(|flaw| flaw.shift(open + 1))?;
        self.attributes.push(Attribute {
            name: name_start..value_start,
            value: value_start..self.text.len(),
        });
        Ok(open + 1 + length + 1)
    }

    /// Refuses an attribute given twice; its place is that of the second.
    fn check_twice(&self, content: &str) -> Result<(), Flaw> {
        let name = |attribute: &Attribute| &self.text[attribute.name.clone()];
        let twice = if self.attributes.len() < MANY {
            (1..self.attributes.len()).find(|&second| {
                let earlier = &self.attributes[..second];
                earlier
                    .iter()
                    .any(|first| name(first) == name(&self.attributes[second]))
            })
        } else {
            let mut seen = HashSet::new();
            self.attributes
                .iter()
                .position(|attribute| !seen.insert(name(attribute)))
        };
        let Some(twice) = twice.map(|index| name(&self.attributes[index])) else {
            return Ok(());
        };
        let at = content.rfind(twice).unwrap_or(0);
        Err(Flaw::new(
            at,
            XmlErrorKind::DuplicateAttribute(twice.to_owned()),
        ))
    }
}

fn skip_spaces(text: &str, from: usize) -> usize {
    let spaces = text.as_bytes()[from..].iter();
    from + spaces.take_while(|&&byte| is_space(byte)).count()
}

/// Appends an attribute value: references resolved, line ends and tabs made spaces (XML 1.0,
/// 3.3.3).
fn push_value(value: &str, out: &mut String) -> Result<(), Flaw> {
    let special = |byte: u8| matches!(byte, b'&' | b'<' | b'\n' | b'\t' | b'\r');
    let mut rest = value;
    while let Some(at) = rest.bytes().position(special) {
        out.push_str(&rest[..at]);
        let here = value.len() - rest.len() + at;
        rest = &rest[at..];
        match rest.as_bytes()[0] {
            b'<' => return Err(Flaw::new(here, XmlErrorKind::LessThan)),
            b'&' => {
                let Some(end) = rest.find(';') else {
                    return Err(Flaw::new(here, XmlErrorKind::Ampersand));
                };
                out.push(resolve(&rest[1..end]).map_err(|kind| Flaw::new(here, kind))?);
                rest = &rest[end + 1..];
            }
            _ => {
                out.push(' ');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Ok(())
}

/// The character that `&reference;` stands for: XML's own five names, or a number.
pub(super) fn resolve(reference: &str) -> Result<char, XmlErrorKind> {
    match reference {
        "amp" => return Ok('&'),
        "lt" => return Ok('<'),
        "gt" => return Ok('>'),
        "quot" => return Ok('"'),
        "apos" => return Ok('\''),
        _ => {}
    }
    let Some(number) = reference.strip_prefix('#') else {
        let named = !reference.is_empty() && name_length(reference) == reference.len();
        return Err(if named {
            XmlErrorKind::Entity(reference.to_owned())
        } else {
            XmlErrorKind::Ampersand
        });
    };
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    // `from_str_radix` would take a sign.
    let all_digits = digits.chars().all(|c| c.is_digit(radix));
    let value = u32::from_str_radix(digits, radix).ok();
    value
        .filter(|_| all_digits)
        .and_then(char::from_u32)
        .filter(|&c| is_xml_char(c))
        .ok_or_else(|| XmlErrorKind::CharacterReference(shortened(reference)))
}

/// Bytes of a reference that an error message quotes: a wrong one may be of any length.
const QUOTED: usize = 40;

fn shortened(reference: &str) -> String {
    let short: String = reference.chars().take(QUOTED).collect();
    if short.len() < reference.len() {
        format!("{short}…")
    } else {
        short
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaw(content: &str) -> (usize, XmlErrorKind) {
        let flaw = TagBuffer::default().parse(content).unwrap_err();
        (flaw.at, flaw.kind)
    }

    #[test]
    fn what_is_no_attribute_is_refused_at_its_place() {
        assert_eq!(flaw("tu id=1"), (6, XmlErrorKind::Unquoted("id".into())));
        assert_eq!(
            flaw("tu a='1' b='2' a='3'"),
            (15, XmlErrorKind::DuplicateAttribute("a".into()))
        );
        assert_eq!(flaw("tu a='1<2'"), (7, XmlErrorKind::LessThan));
        assert_eq!(flaw("tu a='R & D'"), (8, XmlErrorKind::Ampersand));
        assert_eq!(
            flaw("tu a='&eacute;'"),
            (6, XmlErrorKind::Entity("eacute".into()))
        );
        assert!(matches!(flaw("tu a='1'b='2'"), (8, XmlErrorKind::Tag(_))));
        assert!(matches!(flaw("tu a"), (3, XmlErrorKind::Tag(_))));
        assert!(matches!(flaw(" tu"), (0, XmlErrorKind::Tag(_))));
        assert!(matches!(flaw("tu / "), (3, XmlErrorKind::Tag(_))));
    }

    #[test]
    fn many_attributes_are_still_told_apart() {
        let mut content: String = (0..40).map(|n| format!(" a{n}='{n}'")).collect();
        content.insert_str(0, "tu");
        let mut buffer = TagBuffer::default();
        buffer.parse(&content).unwrap();
        assert_eq!(buffer.tag().get("a39"), Some("39"));
        content.push_str(" a7=''");
        assert_eq!(
            flaw(&content).1,
            XmlErrorKind::DuplicateAttribute("a7".into())
        );
    }

    #[test]
    fn values_are_decoded_and_their_line_ends_are_spaces() {
        let mut buffer = TagBuffer::default();
        buffer
            .parse("x:tu\n xml:lang = \"fr\"\ta='R&amp;D\n&#10;«&#xA0;'")
            .unwrap();
        let tag = buffer.tag();
        assert_eq!((tag.name(), tag.local_name()), ("x:tu", "tu"));
        let all: Vec<_> = tag.iter().collect();
        assert_eq!(all, [("xml:lang", "fr"), ("a", "R&D \n«\u{A0}")]);
    }

    #[test]
    fn references_to_forbidden_characters_are_refused() {
        for wrong in [
            "#0",
            "#8",
            "#xFFFE",
            "#xD800",
            "#x110000",
            "#+65",
            "#",
            "#x",
            "#99999999999",
        ] {
            let kind = resolve(wrong).unwrap_err();
            assert_eq!(kind, XmlErrorKind::CharacterReference(wrong.to_owned()));
        }
        assert_eq!(resolve("#x202F"), Ok('\u{202F}'));
        assert_eq!(resolve("#233"), Ok('é'));
    }
}
