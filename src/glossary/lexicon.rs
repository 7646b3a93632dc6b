//! Forms that a user adds at run time, for words the rules get wrong or cannot know.
//!
//! ```text
//! # lemma TAB form TAB cells or part of speech
//! крюк    крючья      nom.pl+acc.pl
//! крюк    крючьев     gen.pl
//! cosmodrome  cosmodroma  noun
//! ```
//!
//! A line is a lemma, a form of it and, where that is known, the cells it stands in (`gen.pl`,
//! several with `+`) or the part of speech for which it holds, or both in this order: part of
//! speech, cells. Empty lines and those that begin with `#` say nothing. A form with cells is the
//! one written there; the forms of the rules stay accepted. A lemma of several words adds to the
//! term that is written so. The file is refused at the first line that cannot be read.

use super::error::GlossaryError;
use super::fields;
use super::fold::fold;
use crate::lang::forms::{CellSet, Form, PartOfSpeech, Role, WordKind};
use crate::text::Source;
use hashbrown::HashMap;

/// Forms by lemma.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    entries: HashMap<String, Vec<Entry>>,
}

#[derive(Clone, Debug)]
struct Entry {
    form: String,
    /// None where the file does not say.
    cells: CellSet,
    part_of_speech: Option<PartOfSpeech>,
}

impl Lexicon {
    /// Reads the lines of `source`.
    ///
    /// # Errors
    /// At the first line that is not `lemma TAB form[ TAB part of speech][ TAB cells]`.
    pub fn read(source: &Source) -> Result<Lexicon, GlossaryError> {
        let mut lexicon = Lexicon::default();
        let mut start = 0;
        for line in source.text().split_inclusive('\n') {
            let at = start;
            start += line.len();
            let line = line.trim_end_matches(['\n', '\r']);
            let text = line.trim_start_matches('\u{FEFF}');
            if text.trim().is_empty() || text.starts_with('#') {
                continue;
            }
            let (lemma, entry) = entry(source, at + (line.len() - text.len()), text)?;
            lexicon.entries.entry(lemma).or_default().push(entry);
        }
        Ok(lexicon)
    }

    /// Lemmas in the lexicon.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The forms of a term of several words, with their cells; none where the file does not say.
    pub(super) fn phrases(&self, term: &str) -> impl Iterator<Item = (&str, CellSet)> {
        let found = self.entries.get(fold(term).as_ref());
        let entries = found.into_iter().flatten();
        entries.map(|entry| (entry.form.as_str(), entry.cells))
    }

    /// Adds to `forms`, which the rules made of `word` in `role`, those of the lexicon.
    pub(super) fn extend(&self, word: &str, role: Role, forms: &mut Vec<Form>) {
        let Some(entries) = self.entries.get(fold(word).as_ref()) else {
            return;
        };
        let every = forms
            .iter()
            .fold(CellSet::NONE, |cells, form| cells.or(form.cells));
        for entry in entries.iter().filter(|entry| entry.holds_for(role.kind)) {
            let said = !entry.cells.is_empty();
            for form in forms.iter_mut().filter(|_| said) {
                form.likely = form.likely.without(entry.cells);
            }
            let cells = if said { entry.cells } else { every };
            let text = entry.form.to_lowercase();
            match forms.iter_mut().find(|form| form.text == text) {
                Some(own) => {
                    own.cells = own.cells.or(cells);
                    own.likely = own.likely.or(entry.cells);
                }
                None => forms.push(Form {
                    text,
                    cells,
                    likely: entry.cells,
                }),
            }
        }
    }
}

impl Entry {
    fn holds_for(&self, kind: WordKind) -> bool {
        match (self.part_of_speech, kind) {
            (_, WordKind::Fixed) => false,
            (Some(PartOfSpeech::Adjective), _) => kind == WordKind::Adjective,
            (Some(PartOfSpeech::Verb), _) => kind == WordKind::Verb,
            (Some(PartOfSpeech::Noun | PartOfSpeech::ProperNoun), _) => {
                !matches!(kind, WordKind::Adjective | WordKind::Verb)
            }
            (Some(PartOfSpeech::Other) | None, _) => true,
        }
    }
}

/// The lemma, folded, and what the line at byte `at` says of it.
fn entry(source: &Source, at: usize, line: &str) -> Result<(String, Entry), GlossaryError> {
    let refuse = |offset: usize, message: String| {
        Err(GlossaryError::at(source, at + offset, message).with_help(LINE))
    };
    let mut offset = 0;
    let mut columns = Vec::new();
    for column in line.split('\t') {
        columns.push((offset, column.trim()));
        offset += column.len() + 1;
    }
    let (&(_, lemma), rest) = columns.split_first().expect("a line has a first column");
    let Some((&(form_at, form), more)) = rest.split_first() else {
        return refuse(
            0,
            format!("no form of \"{lemma}\": there is no tab in the line"),
        );
    };
    for (at, text, what) in [(0, lemma, "lemma"), (form_at, form, "form")] {
        if !text.chars().any(char::is_alphanumeric) {
            return refuse(at, format!("the {what} \"{text}\" has no letter"));
        }
    }
    let mut entry = Entry {
        form: form.to_owned(),
        cells: CellSet::NONE,
        part_of_speech: None,
    };
    for &(at, text) in more.iter().filter(|(_, text)| !text.is_empty()) {
        if let Some(cells) = fields::cells(text).filter(|_| entry.cells.is_empty()) {
            entry.cells = cells;
        } else if let (Some(part), true) = (fields::part_of_speech(text), at == more[0].0) {
            entry.part_of_speech = Some(part);
        } else {
            return refuse(at, format!("\"{text}\" is no part of speech and no cells"));
        }
    }
    if let Some((at, text)) = more.get(2) {
        return refuse(*at, format!("a fifth column \"{text}\""));
    }
    Ok((fold(lemma).into_owned(), entry))
}

/// What a line is.
const LINE: &str = "a line is lemma, tab, form and, if known, tab, part of speech (noun, adjective, \
                    verb) or cells as \"gen.pl\"";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::Expansion;
    use crate::lang::Language;
    use crate::lang::forms::{Case, Cell, Number, Traits};

    fn read(text: &str) -> Result<Lexicon, GlossaryError> {
        Lexicon::read(&Source::new("l.tsv", text))
    }

    #[test]
    fn a_line_that_says_nothing_is_refused_with_its_place() {
        for (text, message) in [
            (
                "# x\nкрюк\n",
                "l.tsv:2:1: no form of \"крюк\": there is no tab in the line",
            ),
            ("\tкрючья\n", "l.tsv:1:1: the lemma \"\" has no letter"),
            ("крюк\t \n", "l.tsv:1:6: the form \"\" has no letter"),
            (
                "крюк\tкрючья\tpl.x\n",
                "l.tsv:1:13: \"pl.x\" is no part of speech and no cells",
            ),
            (
                "крюк\tкрючья\tgen.pl\tnoun\n",
                "l.tsv:1:20: \"noun\" is no part of speech and no cells",
            ),
            ("a\tb\tnoun\tpl\t\n", "l.tsv:1:13: a fifth column \"\""),
        ] {
            assert_eq!(read(text).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn a_form_with_cells_is_written_and_the_rules_form_accepted() {
        let text = "\u{FEFF}крюк\tкрючья\tnoun\tnom.pl+acc.pl\r\n\nКрюк\tкрюкам-с\n";
        let lexicon = read(text).unwrap();
        assert_eq!(lexicon.len(), 1);
        let russian = Language::for_code("ru").unwrap();
        let hook = Expansion::with(Some(&lexicon), "большой крюк", &Traits::NONE, russian);
        let cell = Cell::new(Case::Nominative, Number::Plural);
        assert_eq!(hook.form(cell).as_deref(), Some("большие крючья"));
        assert_eq!(
            hook.accepted(cell)[..2],
            ["большие крючья", "большие крюки"]
        );
        let dative = Cell::new(Case::Dative, Number::Plural);
        assert_eq!(hook.form(dative).as_deref(), Some("большим крюкам"));
        assert!(
            hook.accepted(dative)
                .contains(&"большим крюкам-с".to_owned())
        );
    }

    #[test]
    fn a_lemma_of_several_words_adds_to_its_term() {
        let lexicon = read("point of contact\tPOCs\tpl\n").unwrap();
        let english = Language::for_code("en").unwrap();
        let point = Expansion::with(Some(&lexicon), "point of contact", &Traits::NONE, english);
        let plural = Cell::number(Number::Plural);
        assert_eq!(point.accepted(plural), ["POCs", "points of contact"]);
    }
}
