//! Reading XLIFF: its files, their units, and what each says of its translation.
//!
//! A `trans-unit` becomes one unit of ours, or one for each `mrk mtype="seg"` of its source, with
//! the target's mark of the same `mid`. A unit without a source is left out, a code without
//! its other half is taken as a single tag, a state nobody knows is unfinished; each is told with
//! its place and the file is read on.

use super::content::{self, Content, Mark};
use super::names;
use super::numbers::Numbers;
use super::sdl;
use crate::document::bilingual::{
    Alternative, Bilingual, BilingualFile, BilingualUnit, EmbeddedArticle, FillOrigin, SharedSlot,
    State,
};
use crate::inline::InlineText;
use crate::lang::LangTag;
use crate::text::{Notice, Place, Source, Span};
use crate::xml::{Tag, XmlError, XmlErrorKind, XmlOptions, XmlReader};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::HashMap;

/// The bilingual file that `source` holds.
///
/// # Errors
/// When it is not well-formed XML, is no XLIFF, or is XLIFF of another version than 1.0 to 1.2.
pub fn read(source: Source) -> Result<Bilingual, XmlError> {
    let (version, files, notices) = {
        let mut reader = Reader::new(&source)?;
        reader.files()?;
        (reader.version, reader.files, reader.notices)
    };
    Ok(Bilingual {
        source,
        version,
        files,
        notices,
    })
}

/// Versions that are read: the first two differ in what is not looked at.
const VERSIONS: [&str; 3] = ["1.0", "1.1", "1.2"];

/// How the digest of an article begins in the `crc` of its element, which holds any word.
pub(super) const DIGEST: &str = "sha256-";

struct Reader<'s> {
    xml: XmlReader<&'s [u8]>,
    source: &'s Source,
    /// What the names of XLIFF's own elements begin with: `xlf:` or nothing.
    prefix: String,
    version: String,
    files: Vec<BilingualFile>,
    notices: Vec<Notice>,
}

impl<'s> Reader<'s> {
    fn new(source: &'s Source) -> Result<Reader<'s>, XmlError> {
        let mut xml = XmlReader::from_source(source, XmlOptions::default());
        let root = xml.root()?;
        if root.local_name() != "xliff" {
            let kind = XmlErrorKind::Root(root.name().to_owned(), "xliff");
            return Err(xml.error(kind));
        }
        if let Some(what) = refusal(&root) {
            return Err(xml.error(XmlErrorKind::Content(what)));
        }
        let prefix = root.name().strip_suffix("xliff").unwrap_or_default();
        let (prefix, version) = (prefix.to_owned(), root.get("version").map(str::to_owned));
        Ok(Reader {
            xml,
            source,
            prefix,
            version: version.unwrap_or_default(),
            files: Vec::new(),
            notices: Vec::new(),
        })
    }

    fn notice(&mut self, place: Place, message: String) {
        let notice = Notice::new(self.xml.name(), place, message);
        self.notices.push(notice);
    }

    /// The next child of the element open at `depth`, by its name in XLIFF; what belongs to another
    /// vocabulary is skipped.
    fn next_child(&mut self, depth: usize) -> Result<Option<String>, XmlError> {
        while let Some(tag) = self.xml.next_child(depth)? {
            if let Some(name) = tag.name().strip_prefix(&self.prefix)
                && (!name.contains(':') || name == sdl::STATES)
            {
                return Ok(Some(name.to_owned()));
            }
        }
        Ok(None)
    }

    fn files(&mut self) -> Result<(), XmlError> {
        let root = self
            .xml
            .error(XmlErrorKind::Content("<xliff> has no <file>".to_owned()));
        while let Some(name) = self.next_child(1)? {
            if name == "file" {
                let file = self.file()?;
                self.files.push(file);
            }
        }
        self.xml.finish()?;
        if self.files.is_empty() {
            return Err(root);
        }
        Ok(())
    }

    /// Reads the `file` whose start was read last.
    fn file(&mut self) -> Result<BilingualFile, XmlError> {
        let inside = self.xml.depth();
        let tag = self.xml.tag();
        let get = |name| tag.get(name).map(str::to_owned);
        let (from, to) = (get("source-language"), get("target-language"));
        let translate = tag.get("translate") != Some("no");
        let mut file = BilingualFile {
            original: get("original").unwrap_or_default(),
            datatype: get("datatype").unwrap_or_default(),
            ..BilingualFile::default()
        };
        file.source_lang = self.lang("source-language", from);
        file.target_lang = self.lang("target-language", to);
        while let Some(name) = self.next_child(inside)? {
            match name.as_str() {
                "header" => file.article = self.header()?,
                "body" => self.body(translate, &mut file)?,
                _ => {}
            }
        }
        Ok(file)
    }

    fn lang(&mut self, attribute: &str, written: Option<String>) -> Option<LangTag> {
        let written = written?;
        let tag = LangTag::parse(&written).ok();
        if tag.is_none() {
            let what = format!("{attribute} \"{written}\" is no language tag");
            self.notice(self.xml.place(), what);
        }
        tag
    }

    /// The article in the `header` whose start was read last.
    fn header(&mut self) -> Result<Option<EmbeddedArticle>, XmlError> {
        let inside = self.xml.depth();
        let mut article = None;
        while let Some(name) = self.next_child(inside)? {
            if name != "skl" {
                continue;
            }
            let skeleton = self.xml.depth();
            while let Some(name) = self.next_child(skeleton)? {
                if name == "internal-file" && article.is_none() {
                    article = self.article()?;
                }
            }
        }
        Ok(article)
    }

    fn article(&mut self) -> Result<Option<EmbeddedArticle>, XmlError> {
        let place = self.xml.place();
        let tag = self.xml.tag();
        let encoded = tag.get("form") == Some("base64");
        let sha256 = tag.get("crc").and_then(digest);
        let mut text = self.xml.element_text()?;
        if !encoded {
            let bytes = text.into_bytes();
            return Ok(Some(EmbeddedArticle { bytes, sha256 }));
        }
        text.retain(|c| !c.is_ascii_whitespace());
        match STANDARD.decode(text) {
            Ok(bytes) => Ok(Some(EmbeddedArticle { bytes, sha256 })),
            Err(_) => {
                let what = "the article inside is not base64; it was left out";
                self.notice(place, what.to_owned());
                Ok(None)
            }
        }
    }

    /// Reads the `body` whose start was read last. Groups may lie in one another.
    fn body(&mut self, translate: bool, file: &mut BilingualFile) -> Result<(), XmlError> {
        let inside = self.xml.depth();
        let mut groups = vec![(inside, translate)];
        loop {
            let (depth, translate) = groups.last().copied().unwrap_or((inside, translate));
            let Some(name) = self.next_child(depth)? else {
                groups.pop();
                if groups.is_empty() {
                    return Ok(());
                }
                continue;
            };
            let translate = match self.xml.tag().get("translate") {
                Some(word) => word != "no",
                None => translate,
            };
            match name.as_str() {
                // What stands beside a binary, such as the text of a dialogue, is in units of its own.
                "group" | "bin-unit" => groups.push((self.xml.depth(), translate)),
                "trans-unit" => self.unit(translate, &mut file.units)?,
                _ => {}
            }
        }
    }

    /// Reads the `trans-unit` whose start was read last.
    fn unit(&mut self, translate: bool, units: &mut Vec<BilingualUnit>) -> Result<(), XmlError> {
        let (inside, place) = (self.xml.depth(), self.xml.place());
        let tag = self.xml.tag();
        let get = |name| tag.get(name).map(str::to_owned);
        let mut unit = Unit {
            id: get("id").unwrap_or_default(),
            name: get("resname"),
            approved: tag.get("approved") == Some("yes"),
            translate,
            place: Some(place),
            ..Unit::default()
        };
        while let Some(name) = self.next_child(inside)? {
            match name.as_str() {
                "source" if unit.source.is_none() => {
                    unit.source = Some(self.content(&unit.id, "source", &mut unit.numbers)?);
                    unit.slot = Span::empty(self.xml.span().end);
                    unit.numbers.seal();
                }
                "seg-source" if unit.segmented.is_none() => {
                    let start = self.xml.span().start;
                    let content = self.content(&unit.id, "seg-source", &mut unit.numbers)?;
                    unit.segmented = Some(content);
                    unit.segmented_at = Span::new(start, self.xml.span().end);
                    unit.slot = Span::empty(self.xml.span().end);
                }
                "target" if unit.target.is_none() => {
                    let start = self.xml.span().start;
                    self.target(&mut unit)?;
                    unit.slot = Span::new(start, self.xml.span().end);
                }
                "alt-trans" => unit.alternatives.extend(self.alternative(&unit.id)?),
                "note" => unit.notes.push(self.xml.element_text()?),
                sdl::STATES => unit.sdl = Some(sdl::states(&mut self.xml)?),
                _ => {}
            }
        }
        self.finish_unit(unit, place, units);
        Ok(())
    }

    fn content(
        &mut self,
        unit: &str,
        element: &str,
        numbers: &mut Numbers,
    ) -> Result<Content, XmlError> {
        let place = self.xml.place();
        let content = content::read(&mut self.xml, self.source, &self.prefix, numbers)?;
        if let Some(flaw) = &content.flaw {
            let what =
                format!("{element} of unit \"{unit}\": {flaw}; it was taken as a single tag");
            self.notice(place, what);
        }
        Ok(content)
    }

    /// Reads the `target` of a unit, with its state.
    fn target(&mut self, unit: &mut Unit) -> Result<(), XmlError> {
        let place = self.xml.place();
        let tag = self.xml.tag();
        unit.state = tag.get("state").map(str::to_owned);
        unit.origin = tag.get("state-qualifier").map(names::origin);
        let unknown = unit
            .state
            .as_deref()
            .filter(|state| !names::is_known(state));
        if let Some(state) = unknown {
            let id = &unit.id;
            let what = format!("state \"{state}\" of unit \"{id}\" is not known: unfinished");
            self.notice(place, what);
        }
        unit.target = Some(self.content(&unit.id, "target", &mut unit.numbers)?);
        Ok(())
    }

    /// Reads the `alt-trans` whose start was read last, with the segment it is for; `None` for one
    /// that is not proposed or has no target.
    fn alternative(
        &mut self,
        unit: &str,
    ) -> Result<Option<(Option<String>, Alternative)>, XmlError> {
        let inside = self.xml.depth();
        let tag = self.xml.tag();
        let kind = tag.get("alttranstype").unwrap_or("proposal");
        let proposed = !matches!(kind, "rejected" | "previous-version");
        let segment = tag.get("mid").map(str::to_owned);
        let score = tag.get("match-quality").and_then(score);
        let origin = tag.get("origin").map(str::to_owned);
        let mut numbers = Numbers::default();
        let (mut source, mut target) = (None, None);
        while let Some(name) = self.next_child(inside)? {
            let side = match name.as_str() {
                "source" => &mut source,
                "target" => &mut target,
                _ => continue,
            };
            if side.is_none() {
                *side = Some(self.content(unit, &name, &mut numbers)?.whole);
                numbers.seal();
            }
        }
        let alternative = target.filter(|_| proposed).map(|target| Alternative {
            score,
            origin,
            source,
            target,
        });
        Ok(alternative.map(|alternative| (segment, alternative)))
    }

    /// Adds the segments of a unit to `units`, or the unit as a whole when it has none.
    fn finish_unit(&mut self, mut unit: Unit, place: Place, units: &mut Vec<BilingualUnit>) {
        if unit.source.is_none() && unit.segmented.is_none() {
            let what = format!("unit \"{}\" has no source; it was left out", unit.id);
            units.push(BilingualUnit::without_segments(unit.id, place));
            return self.notice(place, what);
        }
        let marked = unit
            .segmented
            .as_ref()
            .map_or(0, |source| source.segments.len());
        let target = unit.target.as_ref();
        let unmarked = target.is_some_and(|target| {
            target.segments.is_empty() && !target.whole.text.trim().is_empty()
        });
        if marked > 1 && unmarked {
            let what = format!(
                "the target of unit \"{}\" is not segmented as its source is; it is one segment",
                unit.id
            );
            self.notice(place, what);
        }
        if marked == 0 || unmarked {
            units.extend(unit.whole());
        } else {
            unit.segments(units);
        }
    }
}

/// Why a file with this root is not read, if it is not.
fn refusal(root: &Tag<'_>) -> Option<String> {
    match root.get("version") {
        None => None,
        Some(version) if VERSIONS.contains(&version.trim()) => None,
        Some(version) => Some(format!("XLIFF \"{version}\" is not read, only 1.0 to 2.2")),
    }
}

/// The SHA-256 that a `crc` gives.
fn digest(crc: &str) -> Option<String> {
    let digits = crc.strip_prefix(DIGEST)?;
    let whole = digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    whole.then(|| digits.to_ascii_lowercase())
}

/// The score that a `match-quality` gives: `92`, `92.5`, `92%`; 101 for a context match is 100.
fn score(quality: &str) -> Option<u8> {
    let number = quality.trim().trim_end_matches('%').trim_end();
    let value: f64 = number.parse().ok()?;
    (value >= 0.0).then_some(value.min(100.0) as u8)
}

/// A `trans-unit` as it was read.
#[derive(Default)]
struct Unit {
    id: String,
    name: Option<String>,
    approved: bool,
    translate: bool,
    place: Option<Place>,
    /// Where its target stands, or would.
    slot: Span,
    numbers: Numbers,
    source: Option<Content>,
    segmented: Option<Content>,
    /// Where that stands.
    segmented_at: Span,
    target: Option<Content>,
    state: Option<String>,
    origin: Option<FillOrigin>,
    /// With the segment each is for.
    alternatives: Vec<(Option<String>, Alternative)>,
    notes: Vec<String>,
    /// What Trados says of each segment, by id.
    sdl: Option<HashMap<String, (State, Span)>>,
}

impl Unit {
    /// The unit as one segment.
    fn whole(mut self) -> Option<BilingualUnit> {
        let source = self.source.take().or(self.segmented.take())?;
        let target = self.target.take().map(|target| target.whole);
        let alternatives = std::mem::take(&mut self.alternatives);
        let mut unit = self.part(source.whole, target);
        unit.slot = Some(self.slot);
        unit.alternatives = alternatives.into_iter().map(|(_, other)| other).collect();
        Some(unit)
    }

    /// Adds each segment that is marked in the source.
    fn segments(&mut self, units: &mut Vec<BilingualUnit>) {
        let Some(source) = self.segmented.take() else {
            return;
        };
        let target = self.target.take().unwrap_or_default();
        let only = source.segments.len() == 1;
        for mark in &source.segments {
            let same = target.segments.iter().find(|other| other.id == mark.id);
            let mut unit = self.part(source.part(mark), same.map(|mark| target.part(mark)));
            unit.segment = Some(mark.id.clone());
            unit.shared = self.shared(&source, &target, mark);
            if let Some(states) = self.sdl.as_ref().filter(|_| unit.target.is_some()) {
                let own = states.get(&mark.id);
                unit.state = own.map_or(State::Initial, |(state, _)| *state);
            }
            let (own, others): (Vec<_>, Vec<_>) = std::mem::take(&mut self.alternatives)
                .into_iter()
                .partition(|(segment, _)| match segment {
                    Some(segment) => *segment == mark.id,
                    None => only,
                });
            self.alternatives = others;
            unit.alternatives = own.into_iter().map(|(_, other)| other).collect();
            units.push(unit);
        }
    }

    /// Where the segment `mark` of `source` would be written; nowhere if the target has other segments
    /// than the source, or if something says how far some of them are and not all.
    fn shared(&self, source: &Content, target: &Content, mark: &Mark) -> Option<SharedSlot> {
        let in_target = |id: &str| target.segments.iter().find(|other| other.id == id);
        let all = source
            .segments
            .iter()
            .all(|mark| in_target(&mark.id).is_some());
        let none = target.segments.iter().all(|mark| target.is_blank(mark));
        let (frame, (open, close)) = match in_target(&mark.id) {
            Some(own) if all => (self.slot, own.file),
            _ if none => (self.segmented_at, mark.file),
            _ => return None,
        };
        let state_of = |states: &HashMap<String, (State, Span)>| {
            let said = |mark: &Mark| states.contains_key(&mark.id);
            states
                .get(&mark.id)
                .filter(|_| source.segments.iter().all(said))
                .map(|(_, tag)| *tag)
        };
        let state = match &self.sdl {
            Some(states) => Some(state_of(states)?),
            None => None,
        };
        Some(SharedSlot {
            target: self.slot,
            frame,
            open,
            close,
            state,
        })
    }

    fn part(&self, source: InlineText, target: Option<InlineText>) -> BilingualUnit {
        let empty = target
            .as_ref()
            .is_none_or(|target| target.text.trim().is_empty());
        let state = match target {
            None => State::Initial,
            Some(_) => {
                let (state, origin) = (self.state.as_deref(), self.origin.as_ref());
                names::state(state, origin, self.approved, empty)
            }
        };
        BilingualUnit {
            id: self.id.clone(),
            segment: None,
            name: self.name.clone(),
            source,
            target,
            state,
            origin: self.origin.clone(),
            alternatives: Vec::new(),
            notes: self.notes.clone(),
            translate: self.translate,
            place: self.place,
            ..BilingualUnit::default()
        }
    }
}
