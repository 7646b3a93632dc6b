//! Tables of other tools, whose columns are named by another convention or not at all.
//!
//! ```text
//! #UTX 1.11; en/fr; 2024-05-01T10:00:00Z     UTX: the second line names the columns
//! #src<tab>tgt<tab>src:pos<tab>term status
//! launcher<tab>lanceur<tab>large launcher    OmegaT: source, target, comment; no names
//! source,target,context                      Weblate: names, but no languages
//! ```
//!
//! Where the file does not say its languages its name must: `space.en-fr.txt`.

use crate::lang::LangTag;
use crate::text::Source;

/// How the columns of a foreign table are called here, and where its rows begin.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) names: Vec<String>,
    /// Byte at which its rows begin.
    pub(super) at: usize,
}

/// The dialect of `source`, unless it has a header of our own or one that names its languages.
pub(super) fn of(source: &Source) -> Option<Dialect> {
    let text = source.text().trim_start_matches('\u{FEFF}');
    if text.starts_with("#UTX") {
        return utx(source);
    }
    let (from, to) = pair_of_name(source.name())?;
    let first = text.lines().find(|line| !line.starts_with('#'))?;
    let cells = first.split('\t').count();
    let named = first
        .split('\t')
        .map(|cell| cell.trim().trim_matches('"').to_lowercase())
        .any(|cell| {
            matches!(cell.as_str(), "term" | "source" | "concept" | "target")
                || super::columns::language(&cell).is_some()
        });
    if named || !(2..=3).contains(&cells) {
        return None;
    }
    Some(Dialect {
        names: vec![from, to, "comment".to_owned()],
        at: source.text().len() - text.len(),
    })
}

/// `#UTX 1.11; en/fr; …` and then, on the last line of the head, `#src`, `tgt` and others.
fn utx(source: &Source) -> Option<Dialect> {
    let text = source.text();
    let mut at = 0;
    let mut columns = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end().trim_start_matches('\u{FEFF}');
        let Some(said) = bare.strip_prefix('#') else {
            break;
        };
        at += line.len();
        if said.to_lowercase().starts_with("src") {
            columns = Some(said);
        }
    }
    let head = text.lines().next()?;
    let languages = head.split(';').nth(1)?.trim();
    let (from, to) = languages.split_once('/')?;
    let (from, to) = (LangTag::parse(from).ok()?, LangTag::parse(to).ok()?);
    let names = columns?.split('\t').map(|name| {
        let name = name.trim().to_lowercase();
        match name.split_once(':') {
            Some(("src", field)) => format!("{from}:{field}"),
            Some(("tgt", field)) => format!("{to}:{field}"),
            _ if name == "src" => from.to_string(),
            _ if name == "tgt" => to.to_string(),
            _ if matches!(name.as_str(), "term status" | "status") => format!("{to}:status"),
            _ if name == "concept id" => "concept".to_owned(),
            _ => name,
        }
    });
    Some(Dialect {
        names: names.collect(),
        at,
    })
}

/// Names `source` and `target` in a table of Weblate's by the languages that the name of the file
/// says; whether it is one.
pub(super) fn rename(source: &Source, headings: &mut [String]) -> bool {
    let both = ["source", "target"];
    let has = |name: &&str| headings.iter().any(|heading| heading == *name);
    if !both.iter().all(has) || headings.iter().any(|heading| heading == "term") {
        return false;
    }
    let Some((from, to)) = pair_of_name(source.name()) else {
        return false;
    };
    for heading in headings {
        match heading.as_str() {
            "source" => heading.clone_from(&from),
            "target" => heading.clone_from(&to),
            _ => {}
        }
    }
    true
}

/// The two languages that the name of a file says: `space.en-fr.txt`, `glossary_en_ru.csv`.
fn pair_of_name(name: &str) -> Option<(String, String)> {
    let file = name.rsplit(['/', '\\']).next()?;
    let parts: Vec<&str> = file.split(['.', '-', '_']).collect();
    let tag = |part: &str| {
        let small = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_lowercase());
        small.then(|| part.to_owned())
    };
    parts
        .windows(2)
        .find_map(|two| tag(two[0]).zip(tag(two[1])))
        .filter(|(from, to)| from != to)
}

#[cfg(test)]
mod tests {
    use crate::glossary::{Glossary, TermStatus, read};
    use crate::lang::forms::Gender;
    use crate::text::Source;

    fn glossary(name: &str, text: &str) -> Glossary {
        read(&Source::new(name, text), None).unwrap()
    }

    /// `lang:term` of every term.
    fn terms(glossary: &Glossary) -> Vec<String> {
        let all = glossary.concepts.iter().flat_map(|concept| &concept.terms);
        all.map(|term| format!("{}:{}", term.lang, term.text))
            .collect()
    }

    #[test]
    fn a_glossary_of_omegat_has_its_languages_in_its_name() {
        let text = "# Space\nlauncher\tlanceur\tlarge or small\nsatellite\tsatellite\n";
        let read = glossary("glossary/space.en-fr.txt", text);
        assert_eq!(
            terms(&read),
            ["en:launcher", "fr:lanceur", "en:satellite", "fr:satellite"]
        );
        let note = ("comment".to_owned(), "large or small".to_owned());
        assert_eq!(read.concepts[0].notes, [note]);
        assert!(super::super::read(&Source::new("space.txt", text), None).is_err());
    }

    #[test]
    fn a_table_of_weblate_names_its_columns() {
        let text = "\"location\",\"source\",\"target\",\"context\"\n\"\",\"launch pad\",\"pas de tir\",\"\"\n";
        let read = glossary("space-en-fr.csv", text);
        assert_eq!(terms(&read), ["en:launch pad", "fr:pas de tir"]);
    }

    #[test]
    fn utx_says_languages_columns_and_status() {
        let text = "#UTX 1.11; en/fr; 2024-05-01T10:00:00Z\n\
                    #src\ttgt\tsrc:pos\ttgt:gender\tterm status\tdomain\n\
                    launcher\tlanceur\tnoun\tm\tapproved\tvols\n\
                    launcher\tlanceuse\tnoun\tf\tforbidden\t\n";
        let read = glossary("space.utx", text);
        assert!(read.notices.is_empty(), "{:?}", read.notices);
        assert_eq!(terms(&read), ["en:launcher", "fr:lanceur", "fr:lanceuse"]);
        let terms = &read.concepts[0].terms;
        assert_eq!(terms[1].status, TermStatus::Preferred);
        assert_eq!(terms[1].gender, Some(Gender::Masculine));
        assert_eq!(terms[2].status, TermStatus::Deprecated);
        let note = ("domain".to_owned(), "vols".to_owned());
        assert_eq!(read.concepts[0].notes, [note]);
    }
}
