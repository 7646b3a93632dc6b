//! What may stand where: the elements of XLIFF 2, their attributes, their children.
//!
//! From the schema of the core (XLIFF 2.1, section 4). Each element is one [`Shape`]; what is about
//! several elements at once is in [`checks`](super::checks).

use super::tree::{Attribute, Id as Element, Node, Space, Tree};
use crate::lang::LangTag;

/// What is wrong with an element.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) id: Element,
    pub(super) what: String,
}

impl Fault {
    pub(super) fn new(id: Element, what: impl Into<String>) -> Fault {
        let what = what.into();
        Fault { id, what }
    }
}

/// What an attribute may hold.
#[derive(Clone, Copy)]
enum Value {
    Any,
    /// A name token.
    Token,
    /// A name token by the standard; tools put keys of their own there, with spaces and quotes, and
    /// what matters is that no reference can be misread.
    Id,
    YesNo,
    /// `yes`, `no`, `firstNo`.
    Reorder,
    /// `ltr`, `rtl`, `auto`.
    Direction,
    Language,
    OneOf(&'static [&'static str]),
    /// A whole number between these.
    Number(u32, u32),
    /// A character XML does not allow, by its hexadecimal number.
    Character,
    /// A type of code, fixed or of the form `prefix:value`.
    Type(&'static [&'static str]),
}

/// What may stand in an element.
#[derive(Clone, Copy)]
enum Inside {
    /// Nothing.
    Nothing,
    /// Text alone.
    Text,
    /// Text and codes.
    Inline,
    /// Text and `cp`.
    Data,
    /// Anything at all.
    Anything,
    /// Elements in this order.
    Elements(&'static [Slot]),
    /// Elements in any order: tools put notes and matches after the segments.
    AnyOrder(&'static [Slot]),
}

/// A run of children: how they are called, and the least and most of them.
type Slot = (&'static [&'static str], usize, usize);

/// Elements of other vocabularies.
const FOREIGN: Slot = (&["*"], 0, usize::MAX);

struct Shape {
    name: &'static str,
    /// With whether it is required.
    attributes: &'static [(&'static str, Value, bool)],
    inside: Inside,
    /// Whether attributes of anybody's own may stand on it.
    open: bool,
    /// Attributes of `xml:` it may have.
    xml: &'static [&'static str],
}

use Inside::{AnyOrder, Anything, Data, Elements, Inline, Nothing, Text};
use Value::{Any, Character, Direction, Id, Language, Number, OneOf, Reorder, Token, Type, YesNo};

/// What may be the type of a code.
const CODE: Value = Type(&["fmt", "ui", "quote", "link", "image", "other"]);

const SPACE: &[&str] = &["space"];
const TEXT: &[&str] = &["space", "lang"];
const MANY: usize = usize::MAX;

static SHAPES: &[Shape] = &[
    Shape {
        name: "xliff",
        attributes: &[
            ("version", Any, true),
            ("srcLang", Language, true),
            ("trgLang", Language, false),
        ],
        inside: Elements(&[(&["file"], 1, MANY)]),
        open: true,
        xml: SPACE,
    },
    Shape {
        name: "file",
        attributes: &[
            ("id", Id, true),
            ("canResegment", YesNo, false),
            ("original", Any, false),
            ("translate", Any, false),
            ("srcDir", Direction, false),
            ("trgDir", Direction, false),
        ],
        inside: Elements(&[
            (&["skeleton"], 0, 1),
            FOREIGN,
            (&["notes"], 0, 1),
            (&["unit", "group"], 0, MANY),
        ]),
        open: true,
        xml: SPACE,
    },
    Shape {
        name: "skeleton",
        attributes: &[("href", Any, false)],
        inside: Anything,
        open: false,
        xml: &[],
    },
    Shape {
        name: "group",
        attributes: &[
            ("id", Id, true),
            ("name", Any, false),
            ("canResegment", YesNo, false),
            ("translate", Any, false),
            ("srcDir", Direction, false),
            ("trgDir", Direction, false),
            ("type", Any, false),
        ],
        inside: Elements(&[FOREIGN, (&["notes"], 0, 1), (&["unit", "group"], 0, MANY)]),
        open: true,
        xml: SPACE,
    },
    Shape {
        name: "unit",
        attributes: &[
            ("id", Id, true),
            ("name", Any, false),
            ("canResegment", YesNo, false),
            ("translate", Any, false),
            ("srcDir", Direction, false),
            ("trgDir", Direction, false),
            ("type", Any, false),
        ],
        inside: AnyOrder(&[
            FOREIGN,
            (&["notes"], 0, 1),
            (&["originalData"], 0, 1),
            (&["segment", "ignorable"], 0, MANY),
        ]),
        open: true,
        xml: SPACE,
    },
    Shape {
        name: "segment",
        attributes: &[
            ("id", Token, false),
            ("canResegment", YesNo, false),
            (
                "state",
                OneOf(&["initial", "translated", "reviewed", "final"]),
                false,
            ),
            ("subState", Any, false),
        ],
        inside: Elements(&[(&["source"], 1, 1), (&["target"], 0, 1)]),
        open: false,
        xml: &[],
    },
    Shape {
        name: "ignorable",
        attributes: &[("id", Token, false)],
        inside: Elements(&[(&["source"], 1, 1), (&["target"], 0, 1)]),
        open: false,
        xml: &[],
    },
    Shape {
        name: "notes",
        attributes: &[],
        inside: Elements(&[(&["note"], 1, MANY)]),
        open: false,
        xml: &[],
    },
    Shape {
        name: "note",
        attributes: &[
            ("id", Token, false),
            ("appliesTo", OneOf(&["source", "target"]), false),
            ("category", Any, false),
            ("priority", Number(0, u32::MAX), false),
            ("ref", Any, false),
        ],
        inside: Text,
        open: true,
        xml: TEXT,
    },
    Shape {
        name: "originalData",
        attributes: &[],
        inside: Elements(&[(&["data"], 0, MANY)]),
        open: false,
        xml: &[],
    },
    Shape {
        name: "data",
        attributes: &[("id", Id, true), ("dir", Direction, false)],
        inside: Data,
        open: false,
        xml: SPACE,
    },
    Shape {
        name: "source",
        attributes: &[],
        inside: Inline,
        open: false,
        xml: TEXT,
    },
    Shape {
        name: "target",
        attributes: &[("order", Number(1, u32::MAX), false)],
        inside: Inline,
        open: false,
        xml: TEXT,
    },
    Shape {
        name: "cp",
        attributes: &[("hex", Character, true)],
        inside: Nothing,
        open: false,
        xml: &[],
    },
    Shape {
        name: "ph",
        attributes: &[
            ("id", Token, true),
            ("canCopy", YesNo, false),
            ("canDelete", YesNo, false),
            ("canReorder", Reorder, false),
            ("copyOf", Token, false),
            ("dataRef", Token, false),
            ("disp", Any, false),
            ("equiv", Any, false),
            ("subFlows", Any, false),
            ("subType", Any, false),
            ("type", CODE, false),
        ],
        inside: Nothing,
        open: true,
        xml: &[],
    },
    Shape {
        name: "pc",
        attributes: &[
            ("id", Token, true),
            ("canCopy", YesNo, false),
            ("canDelete", YesNo, false),
            ("canOverlap", YesNo, false),
            ("canReorder", Reorder, false),
            ("copyOf", Token, false),
            ("dataRefStart", Token, false),
            ("dataRefEnd", Token, false),
            ("dir", Direction, false),
            ("dispStart", Any, false),
            ("dispEnd", Any, false),
            ("equivStart", Any, false),
            ("equivEnd", Any, false),
            ("subFlowsStart", Any, false),
            ("subFlowsEnd", Any, false),
            ("subType", Any, false),
            ("type", CODE, false),
        ],
        inside: Inline,
        open: true,
        xml: &[],
    },
    Shape {
        name: "sc",
        attributes: &[
            ("id", Token, true),
            ("canCopy", YesNo, false),
            ("canDelete", YesNo, false),
            ("canOverlap", YesNo, false),
            ("canReorder", Reorder, false),
            ("copyOf", Token, false),
            ("dataRef", Token, false),
            ("dir", Direction, false),
            ("disp", Any, false),
            ("equiv", Any, false),
            ("isolated", YesNo, false),
            ("subFlows", Any, false),
            ("subType", Any, false),
            ("type", CODE, false),
        ],
        inside: Nothing,
        open: true,
        xml: &[],
    },
    Shape {
        name: "ec",
        attributes: &[
            ("id", Token, false),
            ("startRef", Token, false),
            ("canCopy", YesNo, false),
            ("canDelete", YesNo, false),
            ("canOverlap", YesNo, false),
            ("canReorder", Reorder, false),
            ("copyOf", Token, false),
            ("dataRef", Token, false),
            ("dir", Direction, false),
            ("disp", Any, false),
            ("equiv", Any, false),
            ("isolated", YesNo, false),
            ("subFlows", Any, false),
            ("subType", Any, false),
            ("type", CODE, false),
        ],
        inside: Nothing,
        open: true,
        xml: &[],
    },
    Shape {
        name: "mrk",
        attributes: MARK,
        inside: Inline,
        open: true,
        xml: &[],
    },
    Shape {
        name: "sm",
        attributes: MARK,
        inside: Nothing,
        open: true,
        xml: &[],
    },
    Shape {
        name: "em",
        attributes: &[("startRef", Token, true)],
        inside: Nothing,
        open: false,
        xml: &[],
    },
];

/// What a mark around text, or the start of one, says.
const MARK: &[(&str, Value, bool)] = &[
    ("id", Token, true),
    ("translate", YesNo, false),
    ("type", Type(&["generic", "comment", "term"]), false),
    ("ref", Any, false),
    ("value", Any, false),
];

/// Elements that may stand in a text.
const INLINE: &[&str] = &["cp", "ph", "pc", "sc", "ec", "mrk", "sm", "em"];

/// Holds every element of XLIFF's own against its shape.
pub(super) fn check(tree: &Tree) -> Result<(), Fault> {
    for id in tree.all() {
        let node = &tree[id];
        if node.space != Space::Core {
            continue;
        }
        let shape = SHAPES.iter().find(|shape| shape.name == node.name);
        let Some(shape) = shape else {
            // What a skeleton holds is nobody's business.
            match tree.above(id, "skeleton") {
                Some(_) => continue,
                None => {
                    return Err(Fault::new(
                        id,
                        format!("<{}> is no element of XLIFF 2", node.name),
                    ));
                }
            }
        };
        attributes(id, node, shape)?;
        inside(tree, id, shape)?;
    }
    Ok(())
}

fn attributes(id: Element, node: &Node, shape: &Shape) -> Result<(), Fault> {
    for attribute in &node.attributes {
        let name = &attribute.name;
        let allowed = match attribute.space {
            // What XLIFF 2 has nowhere (`approved`, `ctype` of version 1.2) says nothing here.
            Space::None => {
                let has = |shape: &Shape| shape.attributes.iter().any(|(own, ..)| own == name);
                has(shape) || !SHAPES.iter().any(has)
            }
            Space::Xml => shape.xml.contains(&name.as_str()),
            Space::Other | Space::Core => shape.open,
            _ => true,
        };
        if !allowed {
            return Err(Fault::new(
                id,
                format!("<{}> has no attribute \"{name}\"", node.name),
            ));
        }
    }
    for (name, kind, required) in shape.attributes {
        match node.get(name) {
            Some(value) if !fits(*kind, value) => {
                let what = format!("{name}=\"{value}\" is not allowed on <{}>", node.name);
                return Err(Fault::new(id, what));
            }
            None if *required => {
                let what = format!("<{}> needs the attribute \"{name}\"", node.name);
                return Err(Fault::new(id, what));
            }
            _ => {}
        }
    }
    Ok(())
}

fn fits(kind: Value, value: &str) -> bool {
    match kind {
        Any => true,
        Token => value.is_empty() || is_token(value),
        Id => !value.contains(['#', '/']),
        YesNo => matches!(value, "yes" | "no"),
        Reorder => matches!(value, "yes" | "no" | "firstNo"),
        Direction => matches!(value, "ltr" | "rtl" | "auto"),
        // An empty one says that the language is not known.
        Language => value.is_empty() || (LangTag::parse(value).is_ok() && !value.contains('_')),
        OneOf(words) => words.contains(&value),
        Number(least, most) => value
            .parse()
            .is_ok_and(|number| (least..=most).contains(&number)),
        Character => is_forbidden(value),
        Type(words) => words.contains(&value) || is_prefixed(value),
    }
}

/// Whether `value` is a name token (`NMTOKEN`).
pub(super) fn is_token(value: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '\u{B7}');
    !value.is_empty() && value.chars().all(is_name)
}

/// Whether `value` is a type of somebody's own: `prefix:value`.
pub(super) fn is_prefixed(value: &str) -> bool {
    value
        .split_once(':')
        .is_some_and(|(prefix, rest)| !prefix.is_empty() && !rest.is_empty())
}

/// Whether `hex` numbers a character that XML does not allow.
fn is_forbidden(hex: &str) -> bool {
    let digits = (1..=6).contains(&hex.len()) && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u32::from_str_radix(hex, 16).unwrap_or(u32::MAX);
    let allowed =
        matches!(number, 0x9 | 0xA | 0xD | 0x20..=0xD7FF | 0xE000..=0xFFFD | 0x1_0000..=0x10_FFFF);
    digits && !allowed && number <= 0x10_FFFF
}

fn inside(tree: &Tree, id: Element, shape: &Shape) -> Result<(), Fault> {
    let node = &tree[id];
    let allowed: &[&str] = match shape.inside {
        Anything => return Ok(()),
        Elements(slots) => return in_order(tree, id, slots),
        AnyOrder(slots) => return in_any_order(tree, id, slots),
        Nothing | Text => &[],
        Data => &["cp"],
        Inline => INLINE,
    };
    for child in node.elements() {
        let one = &tree[child];
        if one.space != Space::Core || !allowed.contains(&one.name.as_str()) {
            return Err(misplaced(child, one, node));
        }
    }
    Ok(())
}

fn misplaced(id: Element, child: &Node, parent: &Node) -> Fault {
    Fault::new(
        id,
        format!("<{}> cannot stand here in <{}>", child.name, parent.name),
    )
}

/// Whether `child` may stand in a run of `names`.
fn fits_in(child: &Node, names: &[&str]) -> bool {
    match child.space {
        Space::Core => names.contains(&child.name.as_str()),
        _ => names.contains(&"*"),
    }
}

fn in_any_order(tree: &Tree, id: Element, slots: &[Slot]) -> Result<(), Fault> {
    let node = &tree[id];
    for child in node.elements() {
        if !slots.iter().any(|(names, ..)| fits_in(&tree[child], names)) {
            return Err(misplaced(child, &tree[child], node));
        }
    }
    for (names, _, most) in slots {
        let mut own = node
            .elements()
            .filter(|&child| fits_in(&tree[child], names));
        if let Some(child) = own.nth(*most) {
            return Err(misplaced(child, &tree[child], node));
        }
    }
    Ok(())
}

fn in_order(tree: &Tree, id: Element, slots: &[Slot]) -> Result<(), Fault> {
    let node = &tree[id];
    if node.holds_text() {
        return Err(Fault::new(id, format!("<{}> holds no text", node.name)));
    }
    let mut children = node.elements().peekable();
    for (names, least, most) in slots {
        let fits = |&child: &Element| fits_in(&tree[child], names);
        let mut count = 0;
        while count < *most && children.next_if(fits).is_some() {
            count += 1;
        }
        if count < *least && !tree.is_template() {
            let what = format!("<{}> needs <{}>", node.name, names.join("> or <"));
            return Err(Fault::new(id, what));
        }
    }
    match children.next() {
        Some(child) => Err(misplaced(child, &tree[child], node)),
        None => Ok(()),
    }
}

/// The attributes of `node` that are XLIFF's own.
pub(super) fn own(node: &Node) -> impl Iterator<Item = &Attribute> {
    node.attributes
        .iter()
        .filter(|one| one.space == Space::None)
}
