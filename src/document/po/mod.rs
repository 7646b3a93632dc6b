//! Catalogs of GNU gettext (PO): texts of a program or of a page, each with its translation.
//!
//! ```po
//! #: docs/launch.md:12
//! #, fuzzy
//! msgctxt "heading"
//! msgid "The probe left orbit."
//! msgstr "La sonde a quitté l’orbite."
//! ```
//!
//! As an article a catalog is its `msgid`s, each a block; what was translated stands beside them,
//! so a draft fills the empty `msgstr`s and touches no other byte: comments, wraps, obsolete
//! entries stay. An entry is filled whole or not at all; what needs a second look is `fuzzy`, which
//! every tool takes for unfinished. As a bilingual file a catalog is its entries with their states.
//!
//! What is read is what `msgfmt` reads: contexts, plurals, flags, previous texts, obsolete entries,
//! any charset that the header declares. What is refused has its line: a text without its quotes,
//! a `msgstr` without `msgid`, an entry commented out without `#~`.
//!
//! Source: the GNU gettext manual, "The Format of PO Files".

mod catalog;
mod read;
mod units;
mod write;

pub use catalog::{Catalog, Entry, Message};
pub use units::bilingual;
pub(crate) use units::{DATATYPE, plural_key};
pub(crate) use write::escaped;

use super::{
    Block, BlockKind, Care, Document, DocumentError, Format, PluralForm, Slot, Slots, Target,
    Written,
};
use crate::inline::InlineText;
use crate::lang::LangTag;
use crate::text::Source;
use crate::text::decode::CodePage;

/// The format.
#[derive(Debug)]
pub(super) struct Po;

impl Format for Po {
    fn name(&self) -> &'static str {
        "po"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["po", "pot"]
    }

    fn blocks(&self, source: &Source) -> Result<Vec<Block>, DocumentError> {
        let catalog = read::read(source)?;
        let messages = catalog.messages();
        Ok(messages
            .map(|(entry, message)| block(entry, message))
            .collect())
    }

    fn declared_encoding(&self, bytes: &[u8]) -> Option<CodePage> {
        declared(bytes)
    }

    fn render(&self, _: Slot<'_>, _: &InlineText, _: Care) -> Option<String> {
        // Its source is never replaced: the translation has a place of its own.
        None
    }

    fn mark(&self, _: BlockKind, _: u8) -> String {
        String::new()
    }

    fn slots(&self) -> Option<&dyn Slots> {
        Some(self)
    }
}

impl Slots for Po {
    fn languages(&self, document: &Document) -> [Vec<LangTag>; 2] {
        let catalog = read::read(&document.source).unwrap_or_default();
        [catalog.source_language, catalog.language].map(|tag| tag.into_iter().collect())
    }

    fn translated(&self, document: &Document) -> Vec<bool> {
        let catalog = read::read(&document.source).unwrap_or_default();
        let messages = catalog.messages();
        messages
            .map(|(entry, _)| entry.translations.iter().any(|text| !text.value.is_empty()))
            .collect()
    }

    fn forms(&self, document: &Document) -> Vec<PluralForm> {
        forms(&read::read(&document.source).unwrap_or_default())
    }

    fn write(&self, document: &Document, targets: &[Target], to: &LangTag) -> Written {
        write::write(document, targets, to)
    }
}

/// The form that answers `msgid_plural` among `forms` of them in `language`; `None` where nothing is known
/// of its forms.
pub(crate) fn plural_form(language: Option<LangTag>, forms: usize) -> Option<usize> {
    let catalog = Catalog {
        language,
        forms: Some(forms),
        ..Catalog::default()
    };
    catalog.plural_form()
}

/// The forms of the plurals of `catalog`: the first of each for `msgid`, all for `msgid_plural`.
fn forms(catalog: &Catalog) -> Vec<PluralForm> {
    let mut forms = Vec::new();
    let mut block = 0;
    for entry in &catalog.entries {
        if entry.plural.is_some() {
            let context = entry.context.as_ref().map(|context| context.value.as_str());
            let of = |block, form, is_own| PluralForm {
                block,
                form,
                is_own,
                needs_key: !is_own,
                key: plural_key(context, form),
            };
            let last = catalog.plural_form();
            let count = entry.translations.len();
            forms.push(of(block, 0, true));
            forms.extend((0..count).map(|form| of(block + 1, form, Some(form) == last)));
            block += 1;
        }
        block += 1;
    }
    forms
}

fn block(entry: &Entry, message: &Message) -> Block {
    Block {
        kind: BlockKind::Paragraph,
        span: message.span,
        content: message.content(),
        name: entry.context.as_ref().map(|context| context.value.clone()),
    }
}

/// The catalog that `source` holds.
///
/// # Errors
/// At the first line that is not of a catalog, and when the file is in UTF-16, which no catalog is.
pub fn read(source: &Source) -> Result<Catalog, DocumentError> {
    read::read(source)
}

/// The code page that the header of the catalog in `bytes` declares; `None` for Unicode, for
/// a name nobody knows, and for what declares nothing.
pub fn declared(bytes: &[u8]) -> Option<CodePage> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let at = head
        .windows(CHARSET.len())
        .position(|word| word == CHARSET)?;
    let name = head[at + CHARSET.len()..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte));
    let name: String = name.map(|&byte| char::from(byte)).collect();
    CodePage::for_name(&name)
}

/// Bytes of a catalog in which its header stands.
const HEAD: usize = 16 * 1024;

/// What stands before the name of the charset in the header.
const CHARSET: &[u8] = b"charset=";
