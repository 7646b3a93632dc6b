//! TBX: terminology as XML, versions 2 and 3 and TBX-Min.
//!
//! ```xml
//! <termEntry id="iss">
//!   <langSet xml:lang="ru">
//!     <tig>
//!       <term>Международная космическая станция</term>
//!       <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
//!     </tig>
//!   </langSet>
//! </termEntry>
//! ```
//!
//! Version 2 (ISO 30042:2008) says `termEntry`, `langSet`, `tig` or `ntig`; version 3 (2019) says
//! `conceptEntry`, `langSec`, `termSec`, and may name data categories by elements instead of `type`
//! attributes; TBX-Min says `entry`, `langGroup`, `termGroup`. What is understood becomes a field of
//! the term, all else is kept as a note: under its type, after the element's name where that is not
//! the usual one (`admin:source`), after the language where it is said of a language
//! (`fr:definition`). A DOCTYPE is never resolved.

mod read;
mod write;

pub use read::read_tbx;
pub use write::write_tbx;

#[cfg(test)]
mod tests {
    use super::super::concept::{Glossary, TermStatus};
    use super::super::error::GlossaryError;
    use super::*;
    use crate::lang::forms::{Gender, PartOfSpeech};
    use crate::text::Place;
    use crate::xml::XmlOptions;

    fn read(text: &str) -> Result<Glossary, GlossaryError> {
        read_tbx("g.tbx", text.as_bytes(), XmlOptions::default())
    }

    const VERSION_2: &str = "<?xml version='1.0'?>\n<!DOCTYPE martif SYSTEM 'none.dtd'>\n\
        <martif type='TBX'><text><body><termEntry id='iss'>\n\
        <descrip type='subjectField'>vols habités</descrip>\n\
        <langSet xml:lang='fr'><note>voir CNES</note><ntig><termGrp><term>Station <hi>spatiale</hi>\n \
        internationale</term><termNote type='partOfSpeech'>properNoun</termNote>\n\
        <termNote type='grammaticalGender'>feminine</termNote>\n\
        <termNote type='register'>officiel</termNote></termGrp></ntig>\n\
        <tig><term>ISS</term><termNote type='administrativeStatus'>DEPRECATEDTERM-ADMN-STS</termNote>\
        <admin type='source'>JO</admin></tig></langSet></termEntry></body></text></martif>";

    #[test]
    fn what_is_no_tbx_is_refused() {
        assert_eq!(
            read("<tmx/>").unwrap_err().to_string(),
            "g.tbx:1:1: the root element is <tmx>, not <martif> or <tbx>"
        );
        let cut = &VERSION_2[..VERSION_2.len() - 20];
        assert!(
            read(cut).unwrap_err().to_string().starts_with("g.tbx:"),
            "truncated"
        );
        let entity = VERSION_2.replace("officiel", "&e;");
        assert!(read(&entity).is_err(), "an entity is never resolved");
    }

    #[test]
    fn version_2_is_read_with_its_notes() {
        let glossary = read(VERSION_2).unwrap();
        let concept = &glossary.concepts[0];
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let notes = [
            pair("subjectField", "vols habités"),
            pair("fr:note", "voir CNES"),
        ];
        assert_eq!(concept.notes, notes);
        let [preferred, deprecated] = &concept.terms[..] else {
            panic!("two terms")
        };
        assert_eq!(preferred.text, "Station spatiale internationale");
        assert_eq!(preferred.gender, Some(Gender::Feminine));
        assert_eq!(preferred.notes, [pair("register", "officiel")]);
        assert_eq!(deprecated.status, TermStatus::Deprecated);
        assert_eq!(deprecated.notes, [pair("admin:source", "JO")]);
    }

    #[test]
    fn version_3_is_read_in_both_styles() {
        let attributes = "<tbx style='dca'><text><body><conceptEntry id='c'><langSec xml:lang='en'>\
            <termSec><term>probe</term><termNote type='partOfSpeech'>noun</termNote></termSec>\
            </langSec></conceptEntry></body></text></tbx>";
        let elements = "<tbx style='dct' xmlns:min='urn:m'><text><body><conceptEntry id='c'>\
            <langSec xml:lang='en'><termSec><term>probe</term><min:partOfSpeech>noun\
            </min:partOfSpeech></termSec></langSec></conceptEntry></body></text></tbx>";
        for text in [attributes, elements] {
            let glossary = read(text).unwrap();
            let term = &glossary.concepts[0].terms[0];
            assert_eq!(term.part_of_speech, Some(PartOfSpeech::Noun), "{text}");
        }
    }

    #[test]
    fn what_is_written_reads_the_same() {
        let glossary = read(VERSION_2).unwrap();
        let written = String::from_utf8(write_tbx(&glossary)).unwrap();
        let again = read(&written).unwrap();
        let mut first = glossary.concepts[0].clone();
        let mut second = again.concepts[0].clone();
        for term in first.terms.iter_mut().chain(&mut second.terms) {
            term.place = Place { line: 1, column: 1 };
        }
        assert_eq!(format!("{first:?}"), format!("{second:?}"));
    }

    #[test]
    fn an_unknown_status_leaves_its_term_out() {
        let text = VERSION_2.replace("DEPRECATEDTERM-ADMN-STS", "approved");
        let glossary = read(&text).unwrap();
        assert_eq!(glossary.concepts[0].terms.len(), 1);
        assert!(
            glossary.notices[0]
                .message
                .starts_with("status \"approved\" is not known")
        );
    }
}
