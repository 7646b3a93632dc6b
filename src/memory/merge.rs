//! One header for several memories, so that their units can stand together.
//!
//! What a header says of all its units (`srclang`, `datatype`, `segtype`) a unit may say of itself
//! (TMX 1.4b, `tu`). The first memory's header is the merged one; a unit of another memory that
//! relied on its own header gets the attribute itself, so nothing it meant is lost. Properties,
//! notes and encodings of all headers are kept, equal ones once; of other attributes, such as who
//! made the file and when, the first memory's are.

use super::tmx::usual;
use super::unit::{MemoryHeader, TranslationUnit};

/// Attributes that a unit inherits from its header.
const INHERITED: [&str; 3] = ["srclang", "datatype", "segtype"];

/// The header of several memories together.
#[derive(Clone, Debug, Default)]
pub struct MergedHeader {
    header: MemoryHeader,
}

impl MergedHeader {
    /// The header of the memories that have `headers`, in their order.
    pub fn of<'h>(headers: impl IntoIterator<Item = &'h MemoryHeader>) -> MergedHeader {
        let mut headers = headers.into_iter();
        let mut header = headers.next().cloned().unwrap_or_default();
        for other in headers {
            add_new(&mut header.props, &other.props);
            add_new(&mut header.notes, &other.notes);
            add_new(&mut header.definitions, &other.definitions);
        }
        MergedHeader { header }
    }

    /// The header.
    pub fn header(&self) -> &MemoryHeader {
        &self.header
    }

    /// Makes `unit`, which stood under the header `own`, say itself what it had from there and
    /// would lose.
    pub fn adapt(&self, unit: &mut TranslationUnit, own: &MemoryHeader) {
        for name in INHERITED {
            let said = unit.attributes.iter().any(|(other, _)| other == name);
            let value = inherited(own, name);
            if !said && value != inherited(&self.header, name) {
                unit.attributes.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}

/// What units under `header` have for `name`: a header that does not say is written with the usual
/// value.
fn inherited<'h>(header: &'h MemoryHeader, name: &str) -> &'h str {
    header.get(name).or(usual(name)).unwrap_or_default()
}

fn add_new<T: Clone + PartialEq>(list: &mut Vec<T>, others: &[T]) {
    for other in others {
        if !list.contains(other) {
            list.push(other.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Note;

    fn header(srclang: &str, note: &str) -> MemoryHeader {
        MemoryHeader {
            attributes: vec![("srclang".to_owned(), srclang.to_owned())],
            notes: vec![Note {
                attributes: Vec::new(),
                text: note.to_owned(),
            }],
            ..MemoryHeader::default()
        }
    }

    #[test]
    fn a_unit_says_itself_what_its_header_said() {
        let (first, second) = (header("fr", "CNES"), header("ru", "Роскосмос"));
        let merged = MergedHeader::of([&first, &second, &second]);
        assert_eq!(merged.header().notes.len(), 2);
        let adapted = |own: &MemoryHeader, said: &[(&str, &str)]| {
            let said = said.iter();
            let attributes = said.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            let mut unit = TranslationUnit {
                attributes: attributes.collect(),
                ..TranslationUnit::default()
            };
            merged.adapt(&mut unit, own);
            unit.attributes
        };
        let of = |lang: &str| vec![("srclang".to_owned(), lang.to_owned())];
        assert_eq!(adapted(&first, &[]), []);
        assert_eq!(adapted(&MemoryHeader::default(), &[]), of("*all*"));
        assert_eq!(adapted(&second, &[]), of("ru"));
        assert_eq!(adapted(&second, &[("srclang", "en")]), of("en"));
    }

    #[test]
    fn no_memory_gives_an_empty_header() {
        assert_eq!(MergedHeader::of([]).header(), &MemoryHeader::default());
    }
}
