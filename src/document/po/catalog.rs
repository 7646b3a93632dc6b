//! What a catalog holds: its entries in file order, and where every text stands.

use crate::inline::{InlineText, SourceMap};
use crate::lang::LangTag;
use crate::text::Span;

/// A catalog that was read.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// Its entries without the header and without obsolete ones.
    pub entries: Vec<Entry>,
    /// `X-Source-Language` of the header.
    pub source_language: Option<LangTag>,
    /// `Language` of the header.
    pub language: Option<LangTag>,
    /// Where the header has room for a `Language` it does not name.
    pub(super) language_slot: Option<Span>,
    /// Where a header of lines that names no language would say it.
    pub(super) language_line: Option<usize>,
    /// Where the header names a charset that is none or has only the letters of English.
    pub(super) charset_slot: Option<Span>,
    /// Where the header of a template has its plural rule to come.
    pub(super) rule_slot: Option<Span>,
    /// `nplurals` of the header: how many forms a plural has.
    pub forms: Option<usize>,
    /// Obsolete entries (`#~`), which are left as they are.
    pub obsolete: usize,
}

impl Catalog {
    /// Every source text with its entry, in file order: `msgid`, and `msgid_plural` after it.
    pub fn messages(&self) -> impl Iterator<Item = (&Entry, &Message)> {
        self.entries.iter().flat_map(|entry| {
            let texts = std::iter::once(&entry.id).chain(&entry.plural);
            texts.map(move |message| (entry, message))
        })
    }
}

/// How a language whose usual header everyone writes alike has its plurals.
#[derive(Clone, Copy, Debug)]
struct Plurals {
    language: &'static str,
    /// How many forms there are.
    forms: usize,
    /// The rule as `msginit` writes it.
    rule: &'static str,
}

const PLURALS: &[Plurals] = &[
    Plurals {
        language: "en",
        forms: 2,
        rule: "nplurals=2; plural=(n != 1);",
    },
    Plurals {
        language: "fr",
        forms: 2,
        rule: "nplurals=2; plural=(n > 1);",
    },
    Plurals {
        language: "ru",
        forms: 3,
        rule: "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || \
               n%100>=20) ? 1 : 2);",
    },
];

impl Catalog {
    /// How many forms a plural has: as the header says, else as the language has them.
    pub(super) fn plural_forms(&self) -> Option<usize> {
        self.forms.or_else(|| self.usual().map(|usual| usual.forms))
    }

    /// The form that answers `msgid_plural`; `None` where nothing is known of the language's forms.
    ///
    /// It is the one that says a number with no other rule: `fichiers`, `файлов`. With one form or two
    /// it is the last. Russian and, where the header counts millions, French
    /// have it third; a fourth would be that of fractions.
    pub(super) fn plural_form(&self) -> Option<usize> {
        match self.plural_forms()? {
            forms @ (1 | 2) => Some(forms - 1),
            _ => self
                .usual()
                .filter(|usual| usual.language != "en")
                .map(|_| 2),
        }
    }

    /// The plural rule of its language, as `msginit` writes it.
    pub(super) fn usual_rule(&self) -> Option<&'static str> {
        self.usual().map(|usual| usual.rule)
    }

    fn usual(&self) -> Option<Plurals> {
        let language = self.language.as_ref()?.primary();
        let mut known = PLURALS.iter().copied();
        known.find(|usual| usual.language == language)
    }
}

/// One entry.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Comments of the translator and the author (`# `, `#.`), for the reader.
    pub notes: Vec<String>,
    /// Whether its translation is marked unfinished.
    pub fuzzy: bool,
    /// Where flags begin on its `#,` line, if it has one.
    pub flags: Option<usize>,
    /// Where its first keyword line begins.
    pub start: usize,
    /// `msgctxt`.
    pub context: Option<Message>,
    /// `msgid`.
    pub id: Message,
    /// `msgid_plural`.
    pub plural: Option<Message>,
    /// `msgstr`, or `msgstr[0]` and so on.
    pub translations: Vec<Message>,
}

impl Entry {
    /// Whether every form is translated and nothing says that it is unfinished; an entry without
    /// a text has nothing to translate.
    pub fn is_translated(&self) -> bool {
        let full = |text: &Message| !text.value.is_empty() || self.id.value.is_empty();
        !self.fuzzy && !self.translations.is_empty() && self.translations.iter().all(full)
    }
}

/// One text of an entry.
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// The text, escapes undone.
    pub value: String,
    /// Where it lies.
    pub map: SourceMap,
    /// From its first quote to its last.
    pub span: Span,
}

impl Message {
    /// The text as content; gettext knows no tags.
    pub fn content(&self) -> InlineText {
        InlineText {
            text: self.value.clone(),
            tags: Vec::new(),
            map: Some(self.map.clone()),
        }
    }
}
