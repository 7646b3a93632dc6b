//! What is wrong with an XML file, and where.
//!
//! One fault refuses the file, so there is one kind for each, worded for the person who has to mend
//! it: `m.tmx:812:5: </tuv> where </seg> should be`.

use crate::text::Place;
use std::fmt;

/// An XML file that cannot be read whole and true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlError {
    /// The file, as the user named it.
    pub file: String,
    /// Where the fault lies.
    pub place: Place,
    /// What it is.
    pub kind: XmlErrorKind,
}

/// What makes a file unreadable as XML.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum XmlErrorKind {
    /// Nothing in the file, or white space only.
    Empty,
    /// The file does not begin as XML; what it seems to be.
    NotXml(&'static str),
    /// No element in the file.
    NoRoot,
    /// The file ends inside an element, whose name and place these are.
    Unclosed(String, Place),
    /// The file ends inside a tag, comment, …
    Truncated(&'static str),
    /// A byte that the encoding does not have there; `None` when the file ends inside a character.
    Byte(Option<u8>, &'static str),
    /// UTF-32, which is not read.
    Utf32,
    /// An encoding that nobody knows.
    UnknownEncoding(String),
    /// The declared encoding, and the one the file has.
    WrongEncoding(String, &'static str),
    /// A second byte-order mark.
    SecondMark,
    /// A character that XML does not allow, by its number.
    Character(u32),
    /// An XML declaration that is not at the very start.
    LateDeclaration,
    /// An XML declaration that is not well-formed.
    Declaration,
    /// A DOCTYPE that is not well-formed or stands where none may.
    Doctype(&'static str),
    /// Text outside the root element.
    TextOutside,
    /// A second root element.
    SecondRoot(String),
    /// An end tag and the element it should end, when there is one.
    EndTag(String, Option<String>),
    /// A tag that is not well-formed.
    Tag(&'static str),
    /// An attribute given twice.
    DuplicateAttribute(String),
    /// An attribute value without quotes.
    Unquoted(String),
    /// `<` in an attribute value.
    LessThan,
    /// `&` that begins no reference.
    Ampersand,
    /// A reference to an entity that is not one of XML's own five.
    Entity(String),
    /// A reference to a character that does not exist or that XML does not allow.
    CharacterReference(String),
    /// `]]>` in text.
    CdataEnd,
    /// `--` in a comment.
    CommentHyphens,
    /// `<!` or `<?` that begins nothing XML knows.
    Markup,
    /// Deeper nesting than this.
    Depth(usize),
    /// A piece of text or a tag of more bytes than this.
    Size(usize),
    /// The root element is another one than the format asks for: found, asked for.
    Root(String, &'static str),
    /// Well-formed, but not what the format asks for.
    Content(String),
    /// The file could not be read.
    Io(String),
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.place, self.kind)
    }
}

impl std::error::Error for XmlError {}

impl fmt::Display for XmlErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use XmlErrorKind as Kind;
        match self {
            Kind::Empty => f.write_str("the file is empty"),
            Kind::NotXml(what) => write!(f, "this is not XML but {what}"),
            Kind::NoRoot => f.write_str("the file holds no element"),
            Kind::Unclosed(name, place) => {
                write!(f, "the file ends inside <{name}>, opened at {place}")
            }
            Kind::Truncated(what) => write!(f, "the file ends inside {what}"),
            Kind::Byte(Some(byte), encoding) => write!(f, "byte 0x{byte:02X} is not {encoding}"),
            Kind::Byte(None, encoding) => {
                write!(f, "the file ends inside a character of {encoding}")
            }
            Kind::Utf32 => f.write_str("UTF-32 is not read; save the file as UTF-8"),
            Kind::UnknownEncoding(name) => write!(f, "encoding \"{name}\" is not known"),
            Kind::WrongEncoding(declared, real) => {
                write!(f, "the file declares encoding \"{declared}\" but is {real}")
            }
            Kind::SecondMark => f.write_str("a second byte-order mark"),
            Kind::Character(number) => {
                write!(f, "character U+{number:04X} is not allowed in XML")
            }
            Kind::LateDeclaration => {
                f.write_str("the XML declaration must be the first thing in the file")
            }
            Kind::Declaration => f.write_str("the XML declaration is not well-formed"),
            Kind::Doctype(what) => write!(f, "DOCTYPE: {what}"),
            Kind::TextOutside => f.write_str("text outside the root element"),
            Kind::SecondRoot(name) => write!(f, "<{name}> after the end of the root element"),
            Kind::EndTag(name, Some(open)) => {
                write!(f, "</{name}> where </{open}> should be")
            }
            Kind::EndTag(name, None) => write!(f, "</{name}> ends no element"),
            Kind::Tag(what) => f.write_str(what),
            Kind::DuplicateAttribute(name) => write!(f, "attribute \"{name}\" is given twice"),
            Kind::Unquoted(name) => {
                write!(f, "the value of attribute \"{name}\" is not in quotes")
            }
            Kind::LessThan => f.write_str("\"<\" in an attribute value; write \"&lt;\""),
            Kind::Ampersand => f.write_str("\"&\" begins no reference; write \"&amp;\""),
            Kind::Entity(name) => {
                write!(
                    f,
                    "entity \"&{name};\" is not one of XML's own and is not expanded"
                )
            }
            Kind::CharacterReference(reference) => {
                write!(f, "\"&{reference};\" names no character that XML allows")
            }
            Kind::CdataEnd => f.write_str("\"]]>\" in text; write \"]]&gt;\""),
            Kind::CommentHyphens => f.write_str("\"--\" inside a comment"),
            Kind::Markup => f.write_str("this begins no markup that XML knows"),
            Kind::Depth(limit) => write!(f, "elements nested more than {limit} deep"),
            Kind::Size(limit) => write!(f, "one text or tag of more than {limit} bytes"),
            Kind::Root(found, expected) => {
                write!(f, "the root element is <{found}>, not <{expected}>")
            }
            Kind::Content(what) | Kind::Io(what) => f.write_str(what),
        }
    }
}

/// A fault at a byte offset of the event that is being looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flaw {
    /// Bytes from the start of the event.
    pub(super) at: usize,
    /// What is wrong there.
    pub(super) kind: XmlErrorKind,
}

impl Flaw {
    /// A flaw at byte `at` of the event.
    pub(super) fn new(at: usize, kind: XmlErrorKind) -> Flaw {
        Flaw { at, kind }
    }

    /// The same flaw in an event in which the looked-at text begins at `offset`.
    pub(super) fn shift(self, offset: usize) -> Flaw {
        Flaw {
            at: self.at + offset,
            ..self
        }
    }
}
