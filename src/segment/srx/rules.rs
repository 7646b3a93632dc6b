//! The rules of one language at work.
//!
//! Each break rule walks through the text from match to match, as the reference implementations
//! do: the next match begins where the last one ended, and none reaches back over a break. The
//! first place found is asked for exceptions that stand before its rule; the first that fits
//! forbids it.

use super::pattern::{Pattern, Role, TooManySteps, parse};
use super::read::{List, Srx};
use super::suffixes::Suffixes;
use super::{FormatHandles, SrxError};
use crate::lang::LangTag;
use crate::segment::engine::Decision;
use crate::segment::reason::Reason;
use crate::text::{Place, Span};
use hashbrown::HashMap;

/// Most bytes that the rules of one language may take: German with 400 exceptions takes 4 MB.
const MEMORY_LIMIT: usize = 128 * 1024 * 1024;

/// The rules of an SRX file for one language, compiled.
#[derive(Debug)]
pub struct SrxRules {
    file: String,
    handles: FormatHandles,
    rules: Vec<Compiled>,
    /// Indexes of the rules that break.
    breaking: Vec<u32>,
    /// The rules that do not, by the text before the place.
    exceptions: Suffixes,
}

/// One rule, ready.
#[derive(Debug)]
struct Compiled {
    before: Pattern,
    after: Pattern,
    /// Its number in its list, from 1.
    number: usize,
    /// The name of its list.
    list: String,
    place: Place,
}

impl SrxRules {
    pub(super) fn new(srx: &Srx, language: &LangTag) -> Result<SrxRules, SrxError> {
        let mut compiler = Compiler {
            srx,
            done: HashMap::new(),
            memory: 0,
        };
        let mut rules = SrxRules {
            file: srx.name.clone(),
            handles: srx.handles,
            rules: Vec::new(),
            breaking: Vec::new(),
            exceptions: Suffixes::default(),
        };
        for list in lists(srx, language)? {
            compiler.add(list, &mut rules)?;
        }
        Ok(rules)
    }

    /// Where tags go that stand at a break.
    pub fn handles(&self) -> FormatHandles {
        self.handles
    }

    /// Every place of `text` that a break rule found, in order, and what was decided there.
    ///
    /// # Errors
    /// When a pattern with look-around takes too many steps; the error names the rule.
    pub fn decisions<'s>(&'s self, text: &str) -> Result<Vec<Decision<'s>>, SrxError> {
        let mut cursors = Vec::with_capacity(self.breaking.len());
        for &rule in &self.breaking {
            let mut cursor = Cursor {
                rule,
                next: Some(0),
                start: 0,
                end: 0,
            };
            if self.advance(&mut cursor, text)? {
                cursors.push(cursor);
            }
        }
        let mut decisions = Vec::new();
        let (mut start, mut candidates) = (0, Vec::new());
        while let Some(first) = cursors
            .iter()
            .min_by_key(|cursor| (cursor.end, cursor.rule))
        {
            let (at, from) = (first.end, first.start);
            if at > start && at < text.len() {
                self.exceptions.candidates(&text[..at], &mut candidates);
                let exception = self.exception(text, at, first.rule, &candidates)?;
                decisions.push(Decision {
                    mark: Span::new(from, at),
                    breaks: exception.is_none(),
                    reason: self.reason(exception.unwrap_or(first.rule)),
                });
                if exception.is_none() {
                    start = at;
                }
            }
            let mut kept = Vec::with_capacity(cursors.len());
            for mut cursor in cursors {
                let mut found = true;
                if cursor.start < start && cursor.end > start {
                    cursor.next = Some(start);
                    found = self.advance(&mut cursor, text)?;
                }
                while found && cursor.end <= at {
                    found = self.advance(&mut cursor, text)?;
                }
                if found {
                    kept.push(cursor);
                }
            }
            cursors = kept;
        }
        Ok(decisions)
    }

    /// Moves `cursor` to its next match whose other side fits too; `false` when there is none.
    fn advance(&self, cursor: &mut Cursor, text: &str) -> Result<bool, SrxError> {
        let rule = &self.rules[cursor.rule as usize];
        while let Some(from) = cursor.next {
            let found = rule.before.find(text, from);
            let Some((start, end)) = found.map_err(|error| self.too_slow(rule, error))? else {
                break;
            };
            (cursor.start, cursor.end) = (start, end);
            cursor.next = if end > start {
                Some(end)
            } else {
                text[end..].chars().next().map(|c| end + c.len_utf8())
            };
            let after = rule.after.starts_at(text, end);
            if after.map_err(|error| self.too_slow(rule, error))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The first of `candidates` before `rule` that forbids a break at `at`.
    fn exception(
        &self,
        text: &str,
        at: usize,
        rule: u32,
        candidates: &[u32],
    ) -> Result<Option<u32>, SrxError> {
        for &index in candidates.iter().take_while(|&&index| index < rule) {
            let exception = &self.rules[index as usize];
            let fits = exception.after.starts_at(text, at).and_then(|after| {
                let before = after && exception.before.ends_at(text, at)?;
                Ok(before)
            });
            if fits.map_err(|error| self.too_slow(exception, error))? {
                return Ok(Some(index));
            }
        }
        Ok(None)
    }

    fn reason(&self, rule: u32) -> Reason<'_> {
        let rule = &self.rules[rule as usize];
        Reason::Rule {
            number: rule.number,
            list: &rule.list,
            line: rule.place.line,
        }
    }

    fn too_slow(&self, rule: &Compiled, _: TooManySteps) -> SrxError {
        SrxError {
            file: self.file.clone(),
            place: rule.place,
            message: format!(
                "rule {} of \"{}\" takes too many steps on this text",
                rule.number, rule.list
            ),
        }
    }
}

/// Where one break rule stands in the text.
#[derive(Clone, Copy)]
struct Cursor {
    rule: u32,
    /// Where its next search begins; `None` past the end of the text.
    next: Option<usize>,
    /// Where its last match begins.
    start: usize,
    /// Where its last match ends: the place.
    end: usize,
}

/// The lists that `language` uses.
fn lists<'s>(srx: &'s Srx, language: &LangTag) -> Result<Vec<&'s List>, SrxError> {
    let written = language.as_str();
    let underscored = written.replace('-', "_");
    let fits = |pattern: &Pattern| {
        let fits = |code| pattern.starts_at(code, 0).unwrap_or(false);
        fits(written) || fits(&underscored)
    };
    let fitting = srx.maps.iter().filter(|map| fits(&map.languages));
    let mut lists: Vec<&List> = fitting.filter_map(|map| srx.lists.get(map.list?)).collect();
    if !srx.cascade {
        lists.truncate(1);
    }
    if lists.is_empty() {
        let maps: Vec<&str> = srx.maps.iter().map(|map| map.written.as_str()).collect();
        let message = format!(
            "no rules for \"{language}\"; the maps are \"{}\"",
            super::shown(&maps.join("\", \""))
        );
        return Err(srx.error(Place { line: 1, column: 1 }, message));
    }
    Ok(lists)
}

struct Compiler<'s> {
    srx: &'s Srx,
    /// What was compiled: many rules end in `\s`.
    done: HashMap<(Role, &'s str), Pattern>,
    memory: usize,
}

impl<'s> Compiler<'s> {
    /// Compiles the rules of `list` behind those of `rules`.
    fn add(&mut self, list: &'s List, rules: &mut SrxRules) -> Result<(), SrxError> {
        for (index, rule) in list.rules.iter().enumerate() {
            let number = index + 1;
            let role = if rule.breaks {
                Role::Find
            } else {
                Role::Behind
            };
            let mut compiled = |part, role| {
                self.pattern(part, role).map_err(|reason| {
                    let message = format!("rule {number} of \"{}\": {reason}", list.name);
                    self.srx.error(rule.place, message)
                })
            };
            let before = compiled(&rule.before, role)?;
            let after = compiled(&rule.after, Role::Ahead)?;
            let place = u32::try_from(rules.rules.len()).unwrap_or(u32::MAX);
            if rule.breaks {
                rules.breaking.push(place);
            } else {
                let plain = !rule.before.fancy;
                let hir = plain.then(|| parse(&rule.before.pattern).ok()).flatten();
                rules.exceptions.add(place, hir.as_ref());
            }
            rules.rules.push(Compiled {
                before,
                after,
                number,
                list: list.name.clone(),
                place: rule.place,
            });
        }
        Ok(())
    }

    fn pattern(
        &mut self,
        part: &'s super::dialect::Rewritten,
        role: Role,
    ) -> Result<Pattern, String> {
        if let Some(pattern) = self.done.get(&(role, part.pattern.as_str())) {
            return Ok(pattern.clone());
        }
        let pattern = Pattern::new(part, role)?;
        self.memory = self.memory.saturating_add(pattern.memory());
        if self.memory > MEMORY_LIMIT {
            return Err(format!(
                "with it the rules of this language take more than {MEMORY_LIMIT} bytes"
            ));
        }
        self.done.insert((role, &part.pattern), pattern.clone());
        Ok(pattern)
    }
}
