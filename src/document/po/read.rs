//! Reading a catalog, line by line.
//!
//! An entry is its comments, `msgctxt`, `msgid`, `msgid_plural`, `msgstr`, in this order; each text
//! may go on in quotes on the next lines. An entry ends where the next one's first line begins.

use super::catalog::{Catalog, Entry, Message};
use crate::document::DocumentError;
use crate::lang::LangTag;
use crate::text::{Source, Span};

/// The catalog in `source`.
pub(super) fn read(source: &Source) -> Result<Catalog, DocumentError> {
    let mut reader = Reader {
        source,
        catalog: Catalog::default(),
        entry: Entry::default(),
        part: Part::Comments,
        obsolete_before: false,
        entries: 0,
    };
    if source.encoding().starts_with("UTF-16") {
        return Err(reader.error(0, "a PO file is never UTF-16; save it as UTF-8"));
    }
    let text = source.text();
    let mut at = text.len() - text.trim_start_matches('\u{FEFF}').len();
    for line in text[at..].split_inclusive('\n') {
        reader.line(at, line.trim_end_matches(['\n', '\r']))?;
        at += line.len();
    }
    reader.finish_entry(text.len())?;
    Ok(reader.catalog)
}

/// The part of an entry that was read last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Comments,
    Context,
    Id,
    Plural,
    Translation,
}

struct Reader<'s> {
    source: &'s Source,
    catalog: Catalog,
    /// The entry that is being read.
    entry: Entry,
    part: Part,
    /// Whether the line before belonged to an obsolete entry.
    obsolete_before: bool,
    /// Entries so far, header included.
    entries: usize,
}

impl Reader<'_> {
    fn error(&self, at: usize, message: impl Into<String>) -> DocumentError {
        DocumentError {
            file: self.source.name().to_owned(),
            place: self.source.place(at),
            message: message.into(),
        }
    }

    /// Reads `line`, which begins at byte `at` and is without its end.
    fn line(&mut self, at: usize, line: &str) -> Result<(), DocumentError> {
        let body = line.trim_start_matches([' ', '\t']);
        let start = at + (line.len() - body.len());
        let body = body.trim_end();
        let was_obsolete = std::mem::take(&mut self.obsolete_before);
        if body.is_empty() {
            return Ok(());
        }
        if body.starts_with('"') {
            return self.continued(start, body);
        }
        if let Some(comment) = body.strip_prefix('#') {
            return self.comment(start, comment, was_obsolete);
        }
        self.keyword(at, start, body)
    }

    fn comment(&mut self, at: usize, rest: &str, was_obsolete: bool) -> Result<(), DocumentError> {
        if matches!(self.part, Part::Context | Part::Id | Part::Plural) {
            return Err(self.error(at, "a comment between `msgid` and its `msgstr`"));
        }
        self.finish_entry(at)?;
        let mut chars = rest.chars();
        let kind = chars.next();
        let text = chars.as_str().trim();
        match kind {
            None | Some(' ' | '\t' | '.') => {
                if !text.is_empty() {
                    self.entry.notes.push(text.to_owned());
                }
            }
            Some(',') => {
                let flags = at + 2 + (chars.as_str().len() - chars.as_str().trim_start().len());
                self.entry.flags.get_or_insert(flags);
                self.entry.fuzzy |= text.split(',').any(|flag| flag.trim() == "fuzzy");
            }
            Some('~') => {
                self.obsolete_before = true;
                let begins = text.starts_with("msgid ") || text.starts_with("msgctxt ");
                self.catalog.obsolete += usize::from(begins && !was_obsolete);
                // What stood above it belongs to it.
                self.entry = Entry::default();
            }
            Some(':' | '|' | '=' | '#' | '-' | '*' | '!') => {}
            Some(_) => {
                let message = "a comment begins with \"# \", an obsolete entry with \"#~ \"";
                return Err(self.error(at, message));
            }
        }
        Ok(())
    }

    fn keyword(&mut self, line: usize, at: usize, body: &str) -> Result<(), DocumentError> {
        let end = body.find(|c: char| c != '_' && !c.is_ascii_alphabetic());
        let (word, rest) = body.split_at(end.unwrap_or(body.len()));
        let rest_at = at + word.len();
        match word {
            "msgctxt" => self.begin(line, Part::Context, at)?,
            "msgid" if self.part == Part::Context => self.part = Part::Id,
            "msgid" => self.begin(line, Part::Id, at)?,
            "msgid_plural" if self.part == Part::Id => self.part = Part::Plural,
            "msgstr" if self.part >= Part::Id => {
                let (rest, rest_at) = self.index(rest, rest_at)?;
                self.part = Part::Translation;
                self.entry.translations.push(Message::default());
                return self.text(rest_at, rest);
            }
            "msgid_plural" => return Err(self.error(at, "`msgid_plural` without its `msgid`")),
            "msgstr" => return Err(self.error(at, "`msgstr` without its `msgid`")),
            _ => {
                let message = "neither a comment, a keyword (`msgid`, `msgstr`) nor a quoted text";
                return Err(self.error(at, message));
            }
        }
        if self.part == Part::Context {
            self.entry.context = Some(Message::default());
        } else if self.part == Part::Plural {
            self.entry.plural = Some(Message::default());
        }
        self.text(rest_at, rest)
    }

    /// Begins a new entry with its first keyword.
    fn begin(&mut self, line: usize, part: Part, at: usize) -> Result<(), DocumentError> {
        self.finish_entry(at)?;
        self.entry.start = line;
        self.part = part;
        Ok(())
    }

    /// What stands after `msgstr`: `[n]` with the next n of a plural, nothing of a singular.
    fn index<'l>(&self, rest: &'l str, at: usize) -> Result<(&'l str, usize), DocumentError> {
        let next = self.entry.translations.len();
        let Some(inside) = rest.strip_prefix('[') else {
            return match self.part {
                Part::Id => Ok((rest, at)),
                Part::Plural => Err(self.error(at, "a plural is translated by `msgstr[0]`")),
                _ => Err(self.error(at, "a second `msgstr` for one `msgid`")),
            };
        };
        if self.entry.plural.is_none() {
            return Err(self.error(at, "`msgstr[n]` without `msgid_plural`"));
        }
        let (digits, rest) = inside.split_once(']').unwrap_or((inside, ""));
        if digits.trim().parse() != Ok(next) {
            return Err(self.error(at, format!("`msgstr[{next}]` should stand here")));
        }
        Ok((rest, at + 2 + digits.len()))
    }

    fn continued(&mut self, at: usize, body: &str) -> Result<(), DocumentError> {
        if self.part == Part::Comments {
            return Err(self.error(at, "a quoted text without a keyword"));
        }
        self.text(at, body)
    }

    /// The text that is being read.
    fn message(&mut self) -> &mut Message {
        let entry = &mut self.entry;
        match self.part {
            Part::Context => entry.context.get_or_insert_default(),
            Part::Plural => entry.plural.get_or_insert_default(),
            Part::Translation if !entry.translations.is_empty() => {
                let last = entry.translations.len() - 1;
                &mut entry.translations[last]
            }
            _ => &mut entry.id,
        }
    }

    /// Adds the quoted text in `rest`, which begins at byte `at`.
    fn text(&mut self, at: usize, rest: &str) -> Result<(), DocumentError> {
        let quoted = rest.trim_start();
        let open = at + (rest.len() - quoted.len());
        let Some(inside) = quoted.strip_prefix('"') else {
            return Err(self.error(open, "a text stands in quotes: \"…\""));
        };
        let Some(length) = closing_quote(inside) else {
            return Err(self.error(open, "the text's closing quote is missing"));
        };
        let close = open + 1 + length;
        if !inside[length + 1..].trim().is_empty() {
            let message = "something stands after the text; a quote inside it is written \\\"";
            return Err(self.error(close + 1, message));
        }
        if !unescape(self.message(), &inside[..length], open + 1) {
            return Err(self.error(open, "an escape that stands for no character"));
        }
        let message = self.message();
        let whole = Span::new(open, close + 1);
        message.span = match message.span.is_empty() {
            true => whole,
            false => message.span.join(whole),
        };
        Ok(())
    }

    /// Takes the entry that was read, if there is one; `at` is where that is seen.
    fn finish_entry(&mut self, at: usize) -> Result<(), DocumentError> {
        match self.part {
            Part::Comments => return Ok(()),
            Part::Translation => {}
            Part::Context => return Err(self.error(at, "`msgctxt` without its `msgid`")),
            Part::Id | Part::Plural => return Err(self.error(at, "`msgid` without its `msgstr`")),
        }
        self.part = Part::Comments;
        let entry = std::mem::take(&mut self.entry);
        self.entries += 1;
        let header = entry.id.value.is_empty() && entry.context.is_none();
        if header && self.entries == 1 {
            let text = entry.translations.first().map(|text| text.value.as_str());
            self.header(text.unwrap_or_default());
            let written = entry.translations.first();
            if let Some(span) = written.map(|text| text.span) {
                self.catalog.language_slot = self.language_slot(span);
                self.catalog.language_line = self.language_line(span);
                self.catalog.charset_slot = self.charset_slot(span);
                self.catalog.rule_slot = self.rule_slot(span);
            }
        } else {
            self.catalog.entries.push(entry);
        }
        Ok(())
    }

    /// What stands after `Language:` in the header at `span`, if that is nothing but spaces.
    fn language_slot(&self, span: Span) -> Option<Span> {
        const FIELD: &str = "\"Language:";
        let written = self.source.slice(span);
        let at = written.find(FIELD)? + FIELD.len();
        let rest = written[at..].trim_start_matches(' ');
        let spaces = written.len() - at - rest.len();
        let start = span.start + at;
        rest.starts_with("\\n")
            .then(|| Span::new(start, start + spaces))
    }

    /// The end of the header at `span`, if it is of lines and none of them begins with `Language:`.
    fn language_line(&self, span: Span) -> Option<usize> {
        let written = self.source.slice(span);
        let is_of_lines = written.contains(['\n', '\r']) && written.ends_with("\\n\"");
        (is_of_lines && !written.contains("\"Language:")).then_some(span.end)
    }

    /// The charset in the header at `span`, if no letter of another language can be in it: what
    /// `xgettext` and `msginit` write until somebody knows better.
    fn charset_slot(&self, span: Span) -> Option<Span> {
        const FIELD: &str = "charset=";
        const EMPTY: &[&str] = &["CHARSET", "ASCII", "US-ASCII", "ANSI_X3.4-1968"];
        let written = self.source.slice(span);
        let at = written.find(FIELD)? + FIELD.len();
        let name = written[at..].split(['\\', ';', '"', ' ']).next()?;
        let is_empty = EMPTY.iter().any(|empty| empty.eq_ignore_ascii_case(name));
        let start = span.start + at;
        (is_empty && self.source.encoding() == "UTF-8")
            .then(|| Span::new(start, start + name.len()))
    }

    /// The plural rule in the header at `span` that is still to be written.
    fn rule_slot(&self, span: Span) -> Option<Span> {
        const RULE: &str = "nplurals=INTEGER; plural=EXPRESSION;";
        let at = span.start + self.source.slice(span).find(RULE)?;
        Some(Span::new(at, at + RULE.len()))
    }

    fn header(&mut self, text: &str) {
        let field = |name: &str| {
            let lines = text.lines().filter_map(|line| line.split_once(':'));
            let mut found = lines.filter(|(key, _)| key.trim().eq_ignore_ascii_case(name));
            found.next().map(|(_, value)| value.trim())
        };
        let tag = |name| field(name).and_then(|tag| LangTag::parse(tag).ok());
        self.catalog.language = tag("Language");
        self.catalog.source_language = tag("X-Source-Language");
        let plurals = field("Plural-Forms").and_then(|rule| rule.split_once("nplurals="));
        self.catalog.forms = plurals.and_then(|(_, rest)| {
            let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
            digits.parse().ok()
        });
    }
}

/// Where the quote stands that ends a text.
fn closing_quote(inside: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at),
            _ => {}
        }
    }
    None
}

/// Adds `written`, which begins at byte `at`, to `message`, escapes undone; false for one that
/// stands for no character.
fn unescape(message: &mut Message, written: &str, at: usize) -> bool {
    let mut done = 0;
    while let Some(offset) = written[done..].find('\\') {
        let escape = done + offset;
        plain(message, &written[done..escape], at + done);
        let Some((c, length)) = escaped(&written[escape..]) else {
            return false;
        };
        let start = message.value.len();
        message.value.push(c);
        let file = Span::new(at + escape, at + escape + length);
        let here = Span::new(start, message.value.len());
        message.map.push_opaque(here, file);
        done = escape + length;
    }
    plain(message, &written[done..], at + done);
    true
}

fn plain(message: &mut Message, text: &str, at: usize) {
    if !text.is_empty() {
        let file = Span::new(at, at + text.len());
        message.map.push_verbatim(message.value.len(), file);
        message.value.push_str(text);
    }
}

/// The character that the escape at the start of `text` stands for, and its bytes; an escape
/// nobody knows is its backslash.
fn escaped(text: &str) -> Option<(char, usize)> {
    let kind = text[1..].chars().next()?;
    let simple = match kind {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{C}',
        'v' => '\u{B}',
        '"' | '\\' => kind,
        'x' => return number(&text[2..], 16, 2).map(|(c, digits)| (c, digits + 2)),
        '0'..='7' => return number(&text[1..], 8, 3).map(|(c, digits)| (c, digits + 1)),
        _ => return Some(('\\', 1)),
    };
    Some((simple, 2))
}

fn number(text: &str, radix: u32, most: usize) -> Option<(char, usize)> {
    let digits = text
        .chars()
        .take(most)
        .take_while(|c| c.is_digit(radix))
        .count();
    let value = u32::from_str_radix(&text[..digits], radix).ok()?;
    char::from_u32(value)
        .filter(|&c| c != '\0')
        .map(|c| (c, digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalog(text: &str) -> Result<Catalog, String> {
        read(&Source::new("a.po", text)).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_no_catalog_is_refused_at_its_line() {
        for (text, error) in [
            ("msgid \"a\"\n", "a.po:2:1: `msgid` without its `msgstr`"),
            ("\nmsgstr \"a\"\n", "a.po:2:1: `msgstr` without its `msgid`"),
            ("msgid a\n", "a.po:1:7: a text stands in quotes: \"…\""),
            (
                "msgid \"a\n",
                "a.po:1:7: the text's closing quote is missing",
            ),
            ("\"a\"\n", "a.po:1:1: a quoted text without a keyword"),
            (
                "msgid \"a\"\nmsgstr[0] \"\"",
                "a.po:2:7: `msgstr[n]` without `msgid_plural`",
            ),
            (
                "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[1] \"\"",
                "a.po:3:7: `msgstr[0]` should stand here",
            ),
            (
                "msgid \"a \"quoted\" word\"",
                "a.po:1:11: something stands after the text; a quote inside it is written \\\"",
            ),
            (
                "#msgid \"a\"",
                "a.po:1:1: a comment begins with \"# \", an obsolete entry with \"#~ \"",
            ),
            (
                "msgid \"\\0\"\nmsgstr \"\"",
                "a.po:1:7: an escape that stands for no character",
            ),
        ] {
            assert_eq!(catalog(text).unwrap_err(), error);
        }
    }

    #[test]
    fn a_text_over_several_lines_knows_its_bytes() {
        let text = "msgid \"\"\n\"Un \\\"mot\\\"\\n\"\r\n\"et deux\"\nmsgstr \"\"\n";
        let source = Source::new("a.po", text);
        let entry = read(&source).unwrap().entries.remove(0);
        assert_eq!(entry.id.value, "Un \"mot\"\net deux");
        assert_eq!(
            &text[entry.id.span.range()],
            "\"\"\n\"Un \\\"mot\\\"\\n\"\r\n\"et deux\""
        );
        let word = entry.id.map.file_span(Span::new(3, 8));
        assert_eq!(&text[word.range()], "\\\"mot\\\"");
    }

    #[test]
    fn headers_flags_and_obsolete_entries_are_told_apart() {
        let text = "#, fuzzy\nmsgid \"\"\nmsgstr \"Language: ru\\nPlural-Forms: nplurals=3; plural=0\\n\"\n\n\
            # note\n#: a.c:1\n#, c-format, fuzzy\n#| msgid \"old\"\nmsgctxt \"menu\"\nmsgid \"File\"\nmsgstr \"Файл\"\n\
            msgid \"%d file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"a\"\nmsgstr[1] \"b\"\nmsgstr[2] \"\"\n\
            #~ msgid \"gone\"\n#~ msgstr \"\"\n";
        let catalog = catalog(text).unwrap();
        assert_eq!(catalog.language.unwrap().as_str(), "ru");
        assert_eq!((catalog.forms, catalog.obsolete), (Some(3), 1));
        let [file, files] = &catalog.entries[..] else {
            panic!("two entries")
        };
        assert!(file.fuzzy && !file.is_translated());
        assert_eq!(file.notes, ["note"]);
        assert_eq!(file.context.as_ref().unwrap().value, "menu");
        assert!(!files.fuzzy && !files.is_translated());
        assert_eq!(files.translations.len(), 3);
    }
}
