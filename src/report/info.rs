//! What a file is and holds, for people and as JSON.

use super::json;
use crate::document::bilingual::{Bilingual, BilingualUnit};
use crate::document::po::{Catalog, Entry};
use crate::glossary::Glossary;
use crate::inline::InlineTag;
use crate::lang::LangTag;
use crate::segment::srx::Srx;
use crate::text::Notice;
use crate::text::escape::escape;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What a file is and holds; what does not apply to its kind is left out.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FileInfo {
    /// `tmx`, `index`, `xliff`, `po`, `tbx`, `csv`, `srx`.
    pub kind: &'static str,
    /// Version of the format as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Encoding of the file.
    pub encoding: String,
    /// Articles in a bilingual file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<u64>,
    /// Units of a memory or bilingual file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<u64>,
    /// Segments of a bilingual file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segments: Option<u64>,
    /// Segments with a translation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub targets: Option<u64>,
    /// Segments whose translation is finished.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished: Option<u64>,
    /// Entries of a catalog.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entries: Option<u64>,
    /// Entries whose every form is translated and none unfinished.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translated: Option<u64>,
    /// Entries marked `fuzzy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fuzzy: Option<u64>,
    /// Texts by language.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub languages: BTreeMap<String, u64>,
    /// Units by pair of languages, `en-fr`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub pairs: BTreeMap<String, u64>,
    /// Concepts of a glossary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concepts: Option<u64>,
    /// Terms of a glossary by language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms: Option<BTreeMap<String, u64>>,
    /// Lists of rules of an SRX file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub languagerules: Option<u64>,
    /// Rules of an SRX file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<u64>,
    /// Maps from languages to lists of an SRX file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maps: Option<u64>,
    /// What the file gets wrong.
    #[serde(serialize_with = "notices")]
    pub notices: Vec<Notice>,
}

/// Notices shown to people one by one; programs get all.
const NOTICES_SHOWN: usize = 20;

impl FileInfo {
    /// What a bilingual file holds.
    pub fn of_bilingual(bilingual: &Bilingual) -> FileInfo {
        let mut info = FileInfo {
            kind: "xliff",
            version: Some(bilingual.version.clone()).filter(|version| !version.is_empty()),
            encoding: bilingual.source.encoding().to_owned(),
            files: Some(bilingual.files.len() as u64),
            notices: bilingual.notices.clone(),
            ..FileInfo::default()
        };
        let (mut units, mut segments, mut targets, mut finished) = (0, 0, 0, 0);
        for file in &bilingual.files {
            // The segments of one unit have its place.
            let whole = |one: &BilingualUnit, next: &BilingualUnit| {
                next.segment.is_some() && one.place == next.place
            };
            let parts = file.units.iter().filter(|unit| !unit.ignorable).count() as u64;
            units += file.units.chunk_by(whole).count() as u64;
            segments += parts;
            let filled = match bilingual.version.starts_with('2') {
                true => file.units.iter().filter(|unit| has_text(unit)).count() as u64,
                // One `target` holds those of all segments of its unit.
                false => {
                    let whole = file.units.chunk_by(whole);
                    whole.filter(|unit| unit.iter().any(has_text)).count() as u64
                }
            };
            let done = file.units.iter().filter(|unit| unit.state.is_finished());
            targets += filled;
            finished += done.count() as u64;
            let from = file.source_lang.as_ref().map_or("und", LangTag::as_str);
            let to = file.target_lang.as_ref().map_or("und", LangTag::as_str);
            add(&mut info.languages, from.to_owned(), parts);
            add(&mut info.languages, to.to_owned(), filled);
            add(&mut info.pairs, format!("{from}-{to}"), filled);
        }
        info.units = Some(units);
        info.segments = Some(segments);
        info.targets = Some(targets);
        info.finished = Some(finished);
        info
    }

    /// What is known of a review table with the draft `bilingual` in it.
    pub fn of_review(bilingual: &Bilingual) -> FileInfo {
        FileInfo {
            kind: "review",
            version: None,
            ..FileInfo::of_bilingual(bilingual)
        }
    }

    /// What a PO catalog in this encoding holds.
    pub fn of_catalog(catalog: &Catalog, encoding: &str) -> FileInfo {
        let count = |test: fn(&Entry) -> bool| {
            let entries = catalog.entries.iter();
            Some(entries.filter(|entry| test(entry)).count() as u64)
        };
        let translated = count(Entry::is_translated);
        let mut info = FileInfo {
            kind: "po",
            encoding: encoding.to_owned(),
            entries: count(|_| true),
            translated,
            fuzzy: count(|entry| entry.fuzzy),
            ..FileInfo::default()
        };
        if let Some(language) = &catalog.language {
            let number = translated.unwrap_or_default();
            add(&mut info.languages, language.as_str().to_owned(), number);
        }
        info
    }

    /// What a glossary holds, read from a file of this kind and encoding.
    pub fn of_glossary(glossary: &Glossary, kind: &'static str, encoding: &str) -> FileInfo {
        let mut terms = BTreeMap::new();
        for term in glossary.concepts.iter().flat_map(|concept| &concept.terms) {
            add(&mut terms, term.lang.as_str().to_owned(), 1);
        }
        FileInfo {
            kind,
            encoding: encoding.to_owned(),
            concepts: Some(glossary.concepts.len() as u64),
            terms: Some(terms),
            notices: glossary.notices.clone(),
            ..FileInfo::default()
        }
    }

    /// What a file of segmentation rules holds.
    pub fn of_srx(srx: &Srx) -> FileInfo {
        FileInfo {
            kind: "srx",
            version: Some(srx.version.clone()).filter(|version| !version.is_empty()),
            encoding: srx.encoding.to_owned(),
            languagerules: Some(srx.language_rules() as u64),
            rules: Some(srx.rules() as u64),
            maps: Some(srx.maps() as u64),
            notices: srx.notices.clone(),
            ..FileInfo::default()
        }
    }

    /// Adds the information to `out` as one JSON object on one line.
    ///
    /// # Errors
    /// Never with these fields; the signature is that of [`json::line`].
    pub fn to_json(&self, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        json::line(out, self)
    }

    /// A few aligned lines, for a file called `name`.
    pub fn to_text(&self, name: &str) -> String {
        let mut out = format!("{}\n", escape(name));
        let version = self.version.as_deref().unwrap_or_default();
        line(&mut out, "kind", &format!("{} {version}", self.kind));
        line(&mut out, "encoding", &self.encoding);
        let numbers = [
            ("files", self.files),
            ("entries", self.entries),
            ("concepts", self.concepts),
            ("units", self.units),
            ("segments", self.segments),
            ("translated", self.targets.or(self.translated)),
            ("fuzzy", self.fuzzy),
            ("finished", self.finished),
            ("lists", self.languagerules),
            ("rules", self.rules),
            ("maps", self.maps),
        ];
        for (label, number) in numbers {
            if let Some(number) = number {
                line(&mut out, label, &number.to_string());
            }
        }
        list(&mut out, "languages", &self.languages);
        list(&mut out, "pairs", &self.pairs);
        if let Some(terms) = &self.terms {
            list(&mut out, "terms", terms);
        }
        line(&mut out, "notices", &self.notices.len().to_string());
        for notice in self.notices.iter().take(NOTICES_SHOWN) {
            let _ = writeln!(out, "  {}", escape(&notice.to_string()));
        }
        if self.notices.len() > NOTICES_SHOWN {
            let more = self.notices.len() - NOTICES_SHOWN;
            let _ = writeln!(out, "  and {more} more: --format json gives all");
        }
        out
    }
}

/// Whether there is text in the target; a character that XML cannot hold (`<cp hex="0001"/>`) is some.
fn has_text(unit: &BilingualUnit) -> bool {
    let is_character = |tag: &InlineTag| tag.code.starts_with("<cp ");
    let target = unit.target.as_ref();
    target.is_some_and(|target| {
        !target.text.trim().is_empty() || target.tags.iter().any(is_character)
    })
}

/// Adds `count`, if it is one, to that of `key`.
fn add(counts: &mut BTreeMap<String, u64>, key: String, count: u64) {
    if count > 0 {
        *counts.entry(key).or_default() += count;
    }
}

fn line(out: &mut String, label: &str, value: &str) {
    let _ = writeln!(out, "  {label:<11}{}", escape(value.trim_end()));
}

fn list(out: &mut String, label: &str, counts: &BTreeMap<String, u64>) {
    if counts.is_empty() {
        return;
    }
    let items: Vec<String> = counts
        .iter()
        .map(|(key, count)| format!("{key} {count}"))
        .collect();
    line(out, label, &items.join(", "));
}

fn notices<S: Serializer>(notices: &[Notice], serializer: S) -> Result<S::Ok, S::Error> {
    struct Item<'a>(&'a Notice);
    impl Serialize for Item<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(Some(3))?;
            map.serialize_entry("line", &self.0.place.line)?;
            map.serialize_entry("column", &self.0.place.column)?;
            map.serialize_entry("message", &self.0.message)?;
            map.end()
        }
    }
    serializer.collect_seq(notices.iter().map(Item))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Place;

    #[test]
    fn only_what_applies_is_shown() {
        let place = Place { line: 3, column: 5 };
        let info = FileInfo {
            kind: "tmx",
            version: Some("1.4".into()),
            encoding: "UTF-8".into(),
            units: Some(2),
            languages: BTreeMap::from([("en".into(), 2), ("fr".into(), 1)]),
            notices: vec![Notice::new("a.tmx", place, "a unit has no text")],
            ..FileInfo::default()
        };
        let expected = "{\"kind\":\"tmx\",\"version\":\"1.4\",\"encoding\":\"UTF-8\",\"units\":2,\
            \"languages\":{\"en\":2,\"fr\":1},\
            \"notices\":[{\"line\":3,\"column\":5,\"message\":\"a unit has no text\"}]}\n";
        let mut out = Vec::new();
        info.to_json(&mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), expected);
        let expected = "a.tmx\n  kind       tmx 1.4\n  encoding   UTF-8\n  units      2\n  \
                        languages  en 2, fr 1\n  notices    1\n  a.tmx:3:5: a unit has no text\n";
        assert_eq!(info.to_text("a.tmx"), expected);
    }
}
