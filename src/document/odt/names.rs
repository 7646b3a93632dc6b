//! The names of OpenDocument, whatever prefixes a file gives them.

use crate::document::package::office::open;
use crate::text::parts::Part;
use crate::xml::{Tag, XmlError};

/// Namespaces of ODF 1.2 whose names are looked at, with their usual prefixes (section 1.3).
const NAMESPACES: [(&str, &str); 7] = [
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"),
    ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"),
    (
        "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "fo",
    ),
    (
        "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "svg",
    ),
];

/// Names that mean something to us, sorted.
#[rustfmt::skip] // a list to read
const KNOWN: &[&str] = &[
    "draw:text-box", "office:annotation", "office:annotation-end", "office:automatic-styles",
    "style:style", "style:text-properties", "svg:desc", "svg:title", "table:covered-table-cell", "table:table",
    "table:table-cell", "table:table-row", "text:a", "text:alphabetical-index-mark",
    "text:alphabetical-index-mark-end", "text:alphabetical-index-mark-start", "text:bookmark",
    "text:bookmark-end", "text:bookmark-start", "text:change", "text:change-end",
    "text:change-start", "text:deletion", "text:h", "text:insertion", "text:line-break",
    "text:list", "text:meta", "text:note", "text:note-body", "text:p", "text:reference-mark",
    "text:reference-mark-end", "text:reference-mark-start", "text:s", "text:soft-page-break",
    "text:span", "text:tab", "text:toc-mark", "text:toc-mark-end", "text:toc-mark-start",
    "text:tracked-changes", "text:user-index-mark", "text:user-index-mark-end",
    "text:user-index-mark-start",
];

/// The prefixes of one part.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// The prefix in the file and the usual one.
    prefixes: Vec<(String, &'static str)>,
}

impl Names {
    /// The prefixes that `root` binds.
    pub(super) fn of(root: Tag<'_>) -> Names {
        let bound = root.iter().filter_map(|(name, uri)| {
            let prefix = name.strip_prefix("xmlns:")?;
            let (_, usual) = NAMESPACES.iter().find(|(known, _)| *known == uri)?;
            Some((prefix.to_owned(), *usual))
        });
        Names {
            prefixes: bound.collect(),
        }
    }

    /// The name as the list has it; empty for one that means nothing to us.
    pub(super) fn known(&self, name: &str) -> &'static str {
        let Some((prefix, local)) = name.split_once(':') else {
            return "";
        };
        let Some((_, usual)) = self.prefixes.iter().find(|(own, _)| own == prefix) else {
            return "";
        };
        let name = (*usual, local);
        let order = |known: &&str| known.split_once(':').unwrap_or_default().cmp(&name);
        let found = KNOWN.binary_search_by(order);
        found.map_or("", |index| KNOWN[index])
    }

    /// `name`, such as `text:s`, with the prefix of the part.
    pub(super) fn with(&self, name: &str) -> String {
        let (usual, local) = name.split_once(':').unwrap_or(("", name));
        let own = self.prefixes.iter().find(|(_, known)| *known == usual);
        let prefix = own.map_or(usual, |(prefix, _)| prefix);
        format!("{prefix}:{local}")
    }
}

/// The prefixes that the root of `part` binds.
pub(super) fn of_part(part: Part<'_>) -> Result<Names, XmlError> {
    Ok(Names::of(open(part).root()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::{XmlOptions, XmlReader};

    #[test]
    fn the_list_is_sorted() {
        assert!(KNOWN.is_sorted_by_key(|name| name.split_once(':')));
    }

    #[test]
    fn names_are_known_by_their_namespace() {
        let text = format!("<o:x xmlns:t='{}' xmlns:o='urn:x'/>", NAMESPACES[1].0);
        let mut xml = XmlReader::new("", text.as_bytes(), XmlOptions::default());
        let names = Names::of(xml.root().unwrap());
        assert_eq!(names.known("t:p"), "text:p");
        assert_eq!(names.known("text:p"), "");
        assert_eq!(names.known("o:p"), "");
        assert_eq!(names.with("text:s"), "t:s");
    }
}
