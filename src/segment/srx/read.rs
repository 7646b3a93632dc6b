//! Reading a rule file.
//!
//! Every pattern of every language is rewritten and parsed here, so that a file is refused for
//! what it holds and not for the article it meets.

use super::dialect::{Rewritten, rewrite};
use super::pattern::{Pattern, Role, parse};
use super::rules::SrxRules;
use super::{SrxError, shown};
use crate::lang::LangTag;
use crate::text::{Notice, Place};
use crate::xml::{XmlErrorKind, XmlEvent, XmlOptions, XmlReader, local_name};
use hashbrown::HashMap;
use std::io::BufRead;

/// Most bytes of a rule file: the largest in use have a tenth of this.
const FILE_LIMIT: usize = 4 * 1024 * 1024;

/// Most bytes of one pattern.
const PATTERN_LIMIT: usize = 64 * 1024;

/// To which side tags go that stand at a break: `true` leaves them to the segment before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatHandles {
    /// Opening tags.
    pub start: bool,
    /// Closing tags.
    pub end: bool,
    /// Tags without a partner.
    pub isolated: bool,
}

impl Default for FormatHandles {
    /// Where entente itself leaves them.
    fn default() -> FormatHandles {
        FormatHandles {
            start: false,
            end: true,
            isolated: true,
        }
    }
}

/// A rule file.
#[derive(Debug)]
pub struct Srx {
    /// The file, as the user named it.
    pub name: String,
    /// Version as written: `2.0`.
    pub version: String,
    /// Encoding of the file.
    pub encoding: &'static str,
    /// Whether all maps that fit a language count, one after the other, or only the first.
    pub cascade: bool,
    /// Where tags go.
    pub handles: FormatHandles,
    /// What the file gets wrong without being unusable.
    pub notices: Vec<Notice>,
    pub(super) lists: Vec<List>,
    pub(super) maps: Vec<Map>,
}

/// The rules of one `languagerule`.
#[derive(Debug)]
pub(super) struct List {
    pub(super) name: String,
    pub(super) rules: Vec<Rule>,
}

/// One rule.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) breaks: bool,
    pub(super) before: Rewritten,
    pub(super) after: Rewritten,
    pub(super) place: Place,
}

/// One map: the languages it fits and the list they use.
#[derive(Debug)]
pub(super) struct Map {
    pub(super) languages: Pattern,
    /// The pattern as written.
    pub(super) written: String,
    /// Index of the list; `None` when the file has none of that name.
    pub(super) list: Option<usize>,
}

impl Srx {
    /// Reads the rule file `input`, called `name`.
    ///
    /// # Errors
    /// When it is no SRX file, larger than 4 MiB, or has a rule that cannot be honoured.
    pub fn read(
        name: impl Into<String>,
        input: impl BufRead,
        options: XmlOptions,
    ) -> Result<Srx, SrxError> {
        let mut reader = Reader {
            xml: XmlReader::new(name, input, options),
            by_name: HashMap::new(),
            wanted: Vec::new(),
        };
        reader.file()
    }

    /// Lists of rules.
    pub fn language_rules(&self) -> usize {
        self.lists.len()
    }

    /// Rules of all lists.
    pub fn rules(&self) -> usize {
        self.lists.iter().map(|list| list.rules.len()).sum()
    }

    /// Maps from languages to lists.
    pub fn maps(&self) -> usize {
        self.maps.len()
    }

    /// The rules for `language`, ready to cut.
    ///
    /// # Errors
    /// When no map fits the language, or what its rules compile to is too large.
    pub fn rules_for(&self, language: &LangTag) -> Result<SrxRules, SrxError> {
        SrxRules::new(self, language)
    }

    pub(super) fn error(&self, place: Place, message: impl Into<String>) -> SrxError {
        SrxError {
            file: self.name.clone(),
            place,
            message: message.into(),
        }
    }
}

struct Reader<R: BufRead> {
    xml: XmlReader<R>,
    /// Lists by name.
    by_name: HashMap<String, usize>,
    /// For each map the name of its list, and where it is asked for.
    wanted: Vec<(String, Place)>,
}

impl<R: BufRead> Reader<R> {
    fn file(&mut self) -> Result<Srx, SrxError> {
        let root = self.xml.root()?;
        let found = local_name(root.name()).to_owned();
        let version = root.get("version").unwrap_or_default().to_owned();
        if found != "srx" {
            return Err(self.xml.error(XmlErrorKind::Root(found, "srx")).into());
        }
        let mut srx = Srx {
            name: self.xml.name().to_owned(),
            version,
            encoding: self.xml.encoding(),
            cascade: false,
            handles: FormatHandles::default(),
            notices: Vec::new(),
            lists: Vec::new(),
            maps: Vec::new(),
        };
        loop {
            if self.xml.span().end > FILE_LIMIT {
                return Err(self.error(format!("the file has more than {FILE_LIMIT} bytes")));
            }
            match self.xml.read()? {
                XmlEvent::Start(tag) => {
                    let name = tag.name().to_owned();
                    self.element(&name, &mut srx)?;
                }
                XmlEvent::Finish => break,
                _ => {}
            }
        }
        self.tie(&mut srx);
        Ok(srx)
    }

    /// Takes the element `name` whose start was read last.
    fn element(&mut self, name: &str, srx: &mut Srx) -> Result<(), SrxError> {
        let tag = self.xml.tag();
        let place = self.xml.place();
        match name {
            "header" => srx.cascade = tag.get("cascade") == Some("yes"),
            "formathandle" => {
                let include = tag.get("include") == Some("yes");
                match tag.get("type") {
                    Some("start") => srx.handles.start = include,
                    Some("end") => srx.handles.end = include,
                    Some("isolated") => srx.handles.isolated = include,
                    _ => {}
                }
            }
            "languagerule" => {
                let name = tag.get("languagerulename").unwrap_or_default().to_owned();
                if self.by_name.insert(name.clone(), srx.lists.len()).is_some() {
                    let message = format!("rules \"{name}\" are given twice; the later ones count");
                    srx.notices.push(Notice::new(&srx.name, place, message));
                }
                let rules = Vec::new();
                srx.lists.push(List { name, rules });
            }
            "rule" => {
                let rule = self.rule(srx)?;
                if let Some(list) = srx.lists.last_mut() {
                    list.rules.push(rule);
                }
            }
            "languagemap" => self.map(srx)?,
            // The extension of a tool may hold anything.
            other if other.contains(':') && local_name(other) != "srx" => {
                self.xml.skip_element()?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Reads a rule whose start was read last.
    fn rule(&mut self, srx: &Srx) -> Result<Rule, SrxError> {
        let place = self.xml.place();
        let Some(list) = srx.lists.last() else {
            return Err(self.error("a rule outside the rules of a language".to_owned()));
        };
        let named = format!("rule {} of \"{}\"", list.rules.len() + 1, list.name);
        let breaks = match self.xml.tag().get("break") {
            None | Some("yes") => true,
            Some("no") => false,
            Some(other) => {
                let message = format!("{named}: break is \"{}\", not yes or no", shown(other));
                return Err(self.error(message));
            }
        };
        let mut rule = Rule {
            breaks,
            before: Rewritten::default(),
            after: Rewritten::default(),
            place,
        };
        let depth = self.xml.depth();
        while let Some(tag) = self.xml.next_child(depth)? {
            let (part, role) = match tag.name() {
                "beforebreak" if breaks => (&mut rule.before, Role::Find),
                "beforebreak" => (&mut rule.before, Role::Behind),
                "afterbreak" => (&mut rule.after, Role::Ahead),
                _ => continue,
            };
            let place = self.xml.place();
            let written = self.xml.element_text()?;
            *part = checked(&written, role).map_err(|reason| SrxError {
                file: srx.name.clone(),
                place,
                message: format!("{named}: pattern \"{}\": {reason}", shown(&written)),
            })?;
        }
        Ok(rule)
    }

    fn map(&mut self, srx: &mut Srx) -> Result<(), SrxError> {
        let tag = self.xml.tag();
        let written = tag.get("languagepattern").unwrap_or_default().to_owned();
        let list = tag.get("languagerulename").unwrap_or_default().to_owned();
        let languages = checked(&written, Role::Ahead).and_then(|rewritten| {
            // Language tags know no case: files write `EN.*` and mean `en-GB`.
            let whole = Rewritten {
                pattern: format!("(?i:{})\\z", rewritten.pattern),
                fancy: rewritten.fancy,
            };
            Pattern::new(&whole, Role::Ahead)
        });
        let languages = languages.map_err(|reason| {
            let number = srx.maps.len() + 1;
            self.error(format!(
                "language map {number}: pattern \"{}\": {reason}",
                shown(&written)
            ))
        })?;
        self.wanted.push((list, self.xml.place()));
        srx.maps.push(Map {
            languages,
            written,
            list: None,
        });
        Ok(())
    }

    /// Gives each map its list.
    fn tie(&mut self, srx: &mut Srx) {
        for (map, (name, place)) in srx.maps.iter_mut().zip(&self.wanted) {
            map.list = self.by_name.get(name).copied();
            if map.list.is_none() {
                let message = format!("there are no rules \"{name}\"; the map is left out");
                srx.notices.push(Notice::new(&srx.name, *place, message));
            }
        }
    }

    fn error(&self, message: String) -> SrxError {
        self.xml.error(XmlErrorKind::Content(message)).into()
    }
}

/// A pattern rewritten, once it is known to be one.
fn checked(written: &str, role: Role) -> Result<Rewritten, String> {
    if written.len() > PATTERN_LIMIT {
        return Err(format!("it has more than {PATTERN_LIMIT} bytes"));
    }
    let rewritten = rewrite(written)?;
    if rewritten.fancy {
        Pattern::new(&rewritten, role)?;
    } else {
        parse(&rewritten.pattern)?;
    }
    Ok(rewritten)
}
