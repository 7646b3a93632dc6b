//! Translations written into the empty `msgstr`s of a catalog.
//!
//! Only the quoted texts of those are replaced, and a `fuzzy` flag is added to what needs a second
//! look. A long text is wrapped as gettext wraps it: an empty first line, a new line after each
//! `\n`, none over 79 columns where there is a space to break at.

use super::catalog::{Catalog, Entry};
use super::read;
use crate::document::{Document, Splice, Target, Written, splice};
use crate::lang::LangTag;
use crate::text::{Source, Span};

/// The file of `document` with `targets` in place, translations into `to` if it names no language.
pub(super) fn write(document: &Document, targets: &[Target], to: &LangTag) -> Written {
    let source = &document.source;
    let mut catalog = read::read(source).unwrap_or_default();
    catalog.language.get_or_insert_with(|| to.clone());
    let mut by_block = vec![Targets::default(); document.blocks.len()];
    for target in targets {
        if let Some(place) = by_block.get_mut(target.block) {
            match target.form {
                None => place.own = Some(target),
                Some(form) => place.forms.push((form, target)),
            }
        }
    }
    let end = line_end(source.text());
    let mut splices = Vec::new();
    let mut written = vec![false; document.blocks.len()];
    let mut block = 0;
    for entry in &catalog.entries {
        let count = 1 + usize::from(entry.plural.is_some());
        let own = block..block + count;
        block += count;
        let Some(fills) = fills(entry, &catalog, &by_block[own.clone()]) else {
            continue;
        };
        written[own].fill(true);
        let done = |fill: &Option<&Target>| fill.is_some_and(|fill| fill.finished);
        if !entry.fuzzy && !fills.iter().all(done) {
            splices.push(flag(entry, end));
        }
        for (place, fill) in entry.translations.iter().zip(fills) {
            let Some(fill) = fill else { continue };
            splices.push(Splice {
                span: place.span,
                text: quoted(&fill.content.text, end),
            });
        }
    }
    if !splices.is_empty() {
        let mut header = header(&catalog, &splices, to, end);
        header.extend(splices);
        splices = header;
    }
    let text = splice(source.text(), &splices);
    if reads_back(source, &text, &by_block, &written, to) {
        let left = targets.iter().map(|target| target.block);
        let left_out = left
            .filter(|&block| written.get(block) != Some(&true))
            .collect();
        return Written { text, left_out };
    }
    Written {
        text: source.text().to_owned(),
        left_out: targets.iter().map(|target| target.block).collect(),
    }
}

/// What is written for one block: its translation, and those of other forms of a plural.
#[derive(Clone, Default)]
struct Targets<'t> {
    own: Option<&'t Target>,
    forms: Vec<(usize, &'t Target)>,
}

/// What the header of `catalog` has to say once `splices` are in it: the language, a charset that has
/// their letters, and how many forms a plural has.
fn header(catalog: &Catalog, splices: &[Splice], to: &LangTag, end: &str) -> Vec<Splice> {
    let language = to.as_str().replace('-', "_");
    let is_ascii = splices.iter().all(|splice| splice.text.is_ascii());
    let has_plurals = catalog.entries.iter().any(|entry| entry.plural.is_some());
    let charset = catalog.charset_slot.filter(|_| !is_ascii);
    let rule = catalog.rule_slot.filter(|_| has_plurals);
    let fields = [
        (catalog.language_slot, Some(format!(" {language}"))),
        (
            catalog.language_line.map(Span::empty),
            Some(format!("{end}\"Language: {language}\\n\"")),
        ),
        (charset, Some("UTF-8".to_owned())),
        (rule, catalog.usual_rule().map(str::to_owned)),
    ];
    let mut header: Vec<Splice> = fields
        .into_iter()
        .filter_map(|(span, text)| {
            Some(Splice {
                span: span?,
                text: text?,
            })
        })
        .collect();
    header.sort_by_key(|splice| splice.span.start);
    header
}

/// What the translations of `entry` become; `None` when it has some already or nothing can be said.
///
/// A plural needs both of its texts. Of three forms the first is filled with the one and the third with
/// the other; no text of the source says what the second is, and it stays empty unless a memory has
/// that form itself.
fn fills<'t>(
    entry: &Entry,
    catalog: &Catalog,
    targets: &[Targets<'t>],
) -> Option<Vec<Option<&'t Target>>> {
    if entry.translations.iter().any(|text| !text.value.is_empty()) {
        return None;
    }
    let count = entry.translations.len();
    let (one, many) = match targets {
        [one] => return one.own.filter(|_| count == 1).map(|one| vec![Some(one)]),
        [one, many] => (one, many),
        _ => return None,
    };
    if catalog.plural_forms() != Some(count) {
        return None;
    }
    let mut forms = vec![None; count];
    *forms.first_mut()? = one.own;
    if let Some(form) = catalog.plural_form() {
        *forms.get_mut(form)? = many.own;
    }
    for (form, target) in &many.forms {
        *forms.get_mut(*form)? = Some(*target);
    }
    let last = catalog.plural_form().unwrap_or(count - 1);
    let is_filled = |form: usize| forms.get(form).is_some_and(Option::is_some);
    (is_filled(0) && is_filled(last)).then_some(forms)
}

/// The flag that says an entry is unfinished.
fn flag(entry: &Entry, end: &str) -> Splice {
    let (at, text) = match entry.flags {
        Some(at) => (at, "fuzzy, ".to_owned()),
        None => (entry.start, format!("#, fuzzy{end}")),
    };
    Splice {
        span: Span::empty(at),
        text,
    }
}

/// Whether `text` has the texts of `source`, and in each entry that was written what was meant.
fn reads_back(
    source: &Source,
    text: &str,
    by_block: &[Targets<'_>],
    written: &[bool],
    to: &LangTag,
) -> bool {
    let again = Source::new(source.name(), text);
    let (Ok(mut old), Ok(new)) = (read::read(source), read::read(&again)) else {
        return false;
    };
    old.language.get_or_insert_with(|| to.clone());
    let texts = |catalog: &Catalog| -> Vec<String> {
        let values = catalog.messages().map(|(_, message)| message.value.clone());
        values.collect()
    };
    let mut block = 0;
    let right = old.entries.iter().zip(&new.entries).all(|(was, entry)| {
        let own = block..block + 1 + usize::from(was.plural.is_some());
        block = own.end;
        let fills = match written.get(own.start) {
            Some(true) => fills(was, &old, &by_block[own]),
            _ => return true,
        };
        let values = entry.translations.iter().map(|text| text.value.as_str());
        fn meant(fill: Option<&Target>) -> &str {
            fill.map_or("", |fill| &fill.content.text)
        }
        fills.is_some_and(|fills| values.eq(fills.into_iter().map(meant)))
    });
    right && texts(&old) == texts(&new)
}

/// How lines end in `text`.
fn line_end(text: &str) -> &'static str {
    match text.split_once('\n') {
        Some((first, _)) if first.ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Columns that `msgstr ""` leaves for a text on its line, and most columns of a line.
const FIRST_LINE: usize = 79 - "msgstr ".len();
const LINE: usize = 79;

/// `text` in quotes, over several lines where it is long or has line ends inside.
fn quoted(text: &str, end: &str) -> String {
    let inner_end = text.trim_end_matches('\n').contains('\n');
    let one = escaped(text);
    if !inner_end && one.chars().count() + 2 <= FIRST_LINE {
        return format!("\"{one}\"");
    }
    let mut out = "\"\"".to_owned();
    for line in text.split_inclusive('\n') {
        for piece in wrapped(&escaped(line)) {
            out.push_str(end);
            out.push_str(&format!("\"{piece}\""));
        }
    }
    out
}

/// `line` in pieces of at most [`LINE`] columns with their quotes, broken after spaces.
fn wrapped(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut end, mut columns) = (0, 0, 0);
    for word in line.split_inclusive(' ') {
        let width = word.chars().count();
        if end > start && columns + width + 2 > LINE {
            pieces.push(&line[start..end]);
            (start, columns) = (end, 0);
        }
        end += word.len();
        columns += width;
    }
    pieces.push(&line[start..]);
    pieces
}

/// `text` as it stands between quotes.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '"' | '\\' => out.extend(['\\', c]),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{B}' => out.push_str("\\v"),
            '\u{C}' => out.push_str("\\f"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use crate::inline::InlineText;
    use proptest::prelude::*;

    fn target(block: usize, text: &str, finished: bool) -> Target {
        Target {
            block,
            form: None,
            content: InlineText::plain(text),
            finished,
        }
    }

    fn written(catalog: &str, targets: &[Target]) -> Written {
        let document = document::read(Source::new("a.po", catalog), None).unwrap();
        // A language of whose plurals nothing is known.
        write(&document, targets, &LangTag::parse("de").unwrap())
    }

    #[test]
    fn an_unfinished_fill_is_fuzzy_whether_it_had_flags_or_not() {
        let text = "#, c-format\r\nmsgid \"a\"\r\nmsgstr \"\"\r\n\r\n# b\r\nmsgid \"b\"\r\nmsgstr \"\"\r\n";
        let done = written(text, &[target(0, "A", false), target(1, "B", false)]);
        assert_eq!(
            done.text,
            "#, fuzzy, c-format\r\nmsgid \"a\"\r\nmsgstr \"A\"\r\n\r\n# b\r\n#, fuzzy\r\nmsgid \"b\"\r\nmsgstr \"B\"\r\n"
        );
        assert_eq!(done.left_out, [0; 0]);
    }

    #[test]
    fn what_is_translated_and_what_has_no_place_stays() {
        let text = "msgid \"a\"\nmsgstr \"x\"\n";
        let done = written(text, &[target(0, "A", true)]);
        assert_eq!((done.text.as_str(), &done.left_out[..]), (text, &[0][..]));
        // Nothing says which of three forms is which in a language nobody names.
        let text = "msgid \"\"\nmsgstr \"Plural-Forms: nplurals=3; plural=0;\\n\"\n\nmsgid \"file\"\n\
            msgid_plural \"files\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\nmsgstr[2] \"\"\n";
        let done = written(text, &[target(0, "файл", true), target(1, "файлы", true)]);
        assert_eq!(
            (done.text.as_str(), &done.left_out[..]),
            (text, &[0, 1][..])
        );
    }

    #[test]
    fn a_template_learns_its_language() {
        let text = |language: &str, forms: [&str; 3]| {
            format!(
                "msgid \"\"\nmsgstr \"\"\n\"Language: {language}\\n\"\n\"MIME-Version: 1.0\\n\"\n\nmsgid \"file\"\n\
                 msgid_plural \"files\"\nmsgstr[0] \"{}\"\nmsgstr[1] \"{}\"\nmsgstr[2] \"{}\"\n",
                forms[0], forms[1], forms[2]
            )
        };
        let template = text("", [""; 3]);
        let document = document::read(Source::new("a.pot", template.clone()), None).unwrap();
        let to = LangTag::parse("ru-RU").unwrap();
        let done = write(&document, &[], &to);
        assert_eq!(done.text, template, "nothing was written");
        let fills = [target(0, "файл", true), target(1, "файлов", true)];
        let done = write(&document, &fills, &to);
        let filled = text("ru_RU", ["файл", "", "файлов"])
            .replace("msgid \"file\"", "#, fuzzy\nmsgid \"file\"");
        assert_eq!(done.text, filled);
    }

    #[test]
    fn a_plural_of_two_forms_is_filled_whole() {
        let text = "msgid \"\"\nmsgstr \"Plural-Forms: nplurals=2; plural=n>1;\\n\"\n\nmsgid \"file\"\n\
            msgid_plural \"files\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n";
        let done = written(text, &[target(1, "fichiers", true)]);
        assert_eq!(done.left_out, [1]);
        let done = written(
            text,
            &[target(1, "fichiers", true), target(0, "fichier", true)],
        );
        assert!(
            done.text
                .ends_with("msgstr[0] \"fichier\"\nmsgstr[1] \"fichiers\"\n")
        );
    }

    #[test]
    fn of_three_forms_the_one_between_stays_for_the_translator() {
        for plurals in ["", "Plural-Forms: nplurals=3; plural=n%10==1 ? 0 : 1;\\n"] {
            let text = format!(
                "msgid \"\"\nmsgstr \"Language: ru\\n{plurals}\"\n\n#: a.c\nmsgid \"%d file\"\n\
                msgid_plural \"%d files\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\nmsgstr[2] \"\"\n"
            );
            let fills = [target(0, "%d файл", true), target(1, "%d файлов", true)];
            let done = written(&text, &fills);
            assert!(
                done.text.ends_with(
                    "#, fuzzy\nmsgid \"%d file\"\nmsgid_plural \"%d files\"\n\
                    msgstr[0] \"%d файл\"\nmsgstr[1] \"\"\nmsgstr[2] \"%d файлов\"\n"
                ),
                "{}",
                done.text
            );
            assert_eq!(written(&text, &fills[1..]).left_out, [1]);
        }
        // An entry made for two forms is not one of three.
        let text = "msgid \"\"\nmsgstr \"Language: ru\\n\"\n\nmsgid \"a\"\nmsgid_plural \"b\"\n\
            msgstr[0] \"\"\nmsgstr[1] \"\"\n";
        let done = written(text, &[target(0, "а", true), target(1, "б", true)]);
        assert_eq!(done.left_out, [0, 1]);
    }

    #[test]
    fn the_only_form_is_the_plural() {
        let text = "msgid \"\"\nmsgstr \"Plural-Forms: nplurals=1; plural=0;\\n\"\n\nmsgid \"file\"\n\
            msgid_plural \"files\"\nmsgstr[0] \"\"\n";
        let done = written(text, &[target(1, "fichiers", true)]);
        assert!(
            done.text.ends_with("msgstr[0] \"fichiers\"\n"),
            "{}",
            done.text
        );
        assert_eq!(done.left_out, [0; 0]);
    }

    #[test]
    fn a_long_text_is_wrapped_after_spaces_and_line_ends() {
        let text = format!("Ligne « une »\n{}fin.\n", "mot ".repeat(25));
        let done = quoted(&text, "\n");
        let lines: Vec<&str> = done.lines().collect();
        assert_eq!(lines[..2], ["\"\"", "\"Ligne « une »\\n\""]);
        assert_eq!(lines.len(), 4);
        assert!(lines.iter().all(|line| line.chars().count() <= LINE));
        assert!(lines[2].ends_with("mot \""));
    }

    proptest! {
        #[test]
        fn whatever_is_written_reads_back(texts in proptest::collection::vec("[ -~éя\n\t\r\u{A0}\\\\\"]{0,200}", 1..5)) {
            let catalog: String = (0..texts.len()).map(|n| format!("msgid \"{n}\"\nmsgstr \"\"\n\n")).collect();
            let targets: Vec<Target> = texts.iter().enumerate().map(|(n, text)| target(n, text, true)).collect();
            let done = written(&catalog, &targets);
            prop_assert!(done.left_out.is_empty());
            let again = read::read(&Source::new("a.po", &done.text)).unwrap();
            let found: Vec<&str> = again.entries.iter().map(|entry| entry.translations[0].value.as_str()).collect();
            prop_assert_eq!(found, texts);
        }
    }
}
