//! The elements of HTML and what each means for a translator.
//!
//! An element that is not named here (a custom one, `span`, `abbr`) stands inside a line.

use crate::inline::TagRole;

/// What an element does to the text in it and around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A block like any other: `div`, `section`, `form`.
    Flow,
    /// `p`.
    Paragraph,
    /// `h1` to `h6`.
    Heading(u8),
    /// `ul`, `ol`, `dl`: deeper by one.
    List,
    /// `li`.
    Item,
    /// `dt` and `dd`.
    Description,
    /// `blockquote`.
    Quote,
    /// `table`.
    Table,
    /// `thead`, `tbody`, `tfoot`.
    Rows,
    /// `tr`.
    Row,
    /// `td` and `th`.
    Cell,
    /// `caption` of a table.
    Caption,
    /// `pre`.
    Preformatted,
    /// `option`.
    Choice,
    /// Text of its own although it may stand inside a line: `button`, `label`.
    Control,
    /// `title`: text without tags.
    Title,
    /// `textarea`: text without tags.
    Field,
    /// `html` and `body`.
    Root,
    /// Nothing inside is for a translator, and no tag inside is one: `script`, `style`.
    Raw,
    /// Nothing inside is for a translator, up to the end tag that answers: `template`.
    Hidden,
    /// The same in another language: `svg`, `math`.
    Foreign,
    /// Inside a line.
    Inline(TagRole),
    /// `br`.
    Break,
    /// `img`.
    Image,
}

/// One element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: &'static str,
    pub(super) role: Role,
    /// Whether it has no end tag and no content.
    pub(super) void: bool,
}

const fn element(name: &'static str, role: Role) -> Element {
    Element {
        name,
        role,
        void: false,
    }
}

const fn void(name: &'static str, role: Role) -> Element {
    Element {
        name,
        role,
        void: true,
    }
}

/// Longest name in [`ELEMENTS`].
const LONGEST_NAME: usize = 10;

/// The elements that are more than a pair of tags inside a line, in the order of their names.
pub(super) static ELEMENTS: &[Element] = &[
    element("a", Role::Inline(TagRole::Link)),
    element("address", Role::Flow),
    void("area", Role::Control),
    element("article", Role::Flow),
    element("aside", Role::Flow),
    element("audio", Role::Control),
    element("b", Role::Inline(TagRole::Strong)),
    void("base", Role::Control),
    void("basefont", Role::Inline(TagRole::Other)),
    element("blockquote", Role::Quote),
    element("body", Role::Root),
    void("br", Role::Break),
    element("button", Role::Control),
    element("canvas", Role::Control),
    element("caption", Role::Caption),
    element("center", Role::Flow),
    element("cite", Role::Inline(TagRole::Emphasis)),
    element("code", Role::Inline(TagRole::Code)),
    void("col", Role::Control),
    element("colgroup", Role::Control),
    element("datalist", Role::Control),
    element("dd", Role::Description),
    element("del", Role::Inline(TagRole::Strikethrough)),
    element("details", Role::Flow),
    element("dfn", Role::Inline(TagRole::Emphasis)),
    element("dialog", Role::Flow),
    element("dir", Role::List),
    element("div", Role::Flow),
    element("dl", Role::List),
    element("dt", Role::Description),
    element("em", Role::Inline(TagRole::Emphasis)),
    void("embed", Role::Control),
    element("fieldset", Role::Flow),
    element("figcaption", Role::Flow),
    element("figure", Role::Flow),
    element("footer", Role::Flow),
    element("form", Role::Flow),
    void("frame", Role::Control),
    element("frameset", Role::Flow),
    element("h1", Role::Heading(1)),
    element("h2", Role::Heading(2)),
    element("h3", Role::Heading(3)),
    element("h4", Role::Heading(4)),
    element("h5", Role::Heading(5)),
    element("h6", Role::Heading(6)),
    element("head", Role::Root),
    element("header", Role::Flow),
    element("hgroup", Role::Flow),
    void("hr", Role::Flow),
    element("html", Role::Root),
    element("i", Role::Inline(TagRole::Emphasis)),
    element("iframe", Role::Raw),
    void("img", Role::Image),
    void("input", Role::Control),
    element("label", Role::Control),
    element("legend", Role::Flow),
    element("li", Role::Item),
    void("link", Role::Control),
    element("listing", Role::Preformatted),
    element("main", Role::Flow),
    element("math", Role::Foreign),
    element("menu", Role::List),
    void("meta", Role::Control),
    element("meter", Role::Control),
    element("nav", Role::Flow),
    element("noembed", Role::Raw),
    element("noframes", Role::Control),
    element("noscript", Role::Control),
    element("object", Role::Control),
    element("ol", Role::List),
    element("optgroup", Role::Control),
    element("option", Role::Choice),
    element("output", Role::Control),
    element("p", Role::Paragraph),
    void("param", Role::Control),
    element("plaintext", Role::Raw),
    element("pre", Role::Preformatted),
    element("progress", Role::Control),
    element("s", Role::Inline(TagRole::Strikethrough)),
    element("samp", Role::Inline(TagRole::Code)),
    element("script", Role::Raw),
    element("search", Role::Flow),
    element("section", Role::Flow),
    element("select", Role::Control),
    void("source", Role::Inline(TagRole::Other)),
    element("strike", Role::Inline(TagRole::Strikethrough)),
    element("strong", Role::Inline(TagRole::Strong)),
    element("style", Role::Raw),
    element("summary", Role::Flow),
    element("svg", Role::Foreign),
    element("table", Role::Table),
    element("tbody", Role::Rows),
    element("td", Role::Cell),
    element("template", Role::Hidden),
    element("textarea", Role::Field),
    element("tfoot", Role::Rows),
    element("th", Role::Cell),
    element("thead", Role::Rows),
    element("title", Role::Title),
    element("tr", Role::Row),
    void("track", Role::Control),
    element("tt", Role::Inline(TagRole::Code)),
    element("ul", Role::List),
    element("video", Role::Control),
    void("wbr", Role::Inline(TagRole::Other)),
    element("xmp", Role::Raw),
];

/// The index in [`ELEMENTS`] of the element called `name`, in any case.
pub(super) fn index_of(name: &str) -> Option<usize> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    let letter = usize::from(
        name.as_bytes()
            .first()?
            .to_ascii_lowercase()
            .checked_sub(b'a')?,
    );
    let (first, end) = (*LETTERS.get(letter)?, *LETTERS.get(letter + 1)?);
    let packed = packed(name.as_bytes());
    let alike = PACKED[first..end].iter().position(|&own| own == packed);
    alike.map(|index| first + index)
}

/// A name of at most [`LONGEST_NAME`] bytes in lower case as a number, which is quicker to compare.
const fn packed(name: &[u8]) -> u128 {
    let mut packed = 0;
    let mut at = 0;
    while at < name.len() {
        packed = packed << 8 | name[at].to_ascii_lowercase() as u128;
        at += 1;
    }
    packed
}

/// The names of [`ELEMENTS`].
static PACKED: [u128; ELEMENTS.len()] = {
    let mut names = [0; ELEMENTS.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = packed(ELEMENTS[index].name.as_bytes());
        index += 1;
    }
    names
};

/// Where in [`ELEMENTS`] the names with each letter begin, and the end of the last.
static LETTERS: [usize; 27] = {
    let mut letters = [0; 27];
    let (mut index, mut letter) = (0, 0);
    while letter < letters.len() {
        while index < ELEMENTS.len() && (ELEMENTS[index].name.as_bytes()[0] - b'a') < letter as u8 {
            index += 1;
        }
        letters[letter] = index;
        letter += 1;
    }
    letters
};

/// Start tags that end an SVG or a formula in which they stand (HTML Standard, section 13.2.6.5).
const BREAKS_OUT: &[&str] = &[
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "i",
    "img",
    "li",
    "listing",
    "menu",
    "meta",
    "nobr",
    "ol",
    "p",
    "pre",
    "ruby",
    "s",
    "small",
    "span",
    "strong",
    "strike",
    "sub",
    "sup",
    "table",
    "tt",
    "u",
    "ul",
    "var",
];

/// Whether the start tag `name` ends an SVG or a formula that is open.
pub(super) fn breaks_out(name: &str) -> bool {
    BREAKS_OUT
        .iter()
        .any(|other| other.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_found_whatever_the_case() {
        assert!(ELEMENTS.is_sorted_by(|a, b| a.name < b.name));
        for (index, element) in ELEMENTS.iter().enumerate() {
            assert!(element.name.len() <= LONGEST_NAME);
            assert_eq!(index_of(&element.name.to_ascii_uppercase()), Some(index));
        }
    }

    #[test]
    fn others_stand_inside_a_line() {
        for name in ["span", "my-element", "é", ""] {
            assert_eq!(index_of(name), None);
        }
    }
}
