//! Conventions: what an article does at many places, against the norm of its profile.
//!
//! A rule notes each [`Site`] with the form it found there: before `;` an ordinary space. The norm
//! of its class says which forms are right; where a profile leaves the choice to the article, the
//! commonest form in it is right and only what differs is a fault.
//!
//! Faults become findings in a way an editor can live with. A few slips are told one by one. An
//! article that does otherwise throughout follows another convention: that is *one* finding at its
//! first place, with the number of places, and the rest is information that a fix still reaches.

use super::finding::Severity;
use super::rule::{Discovery, Sink};
use super::view::{Job, PairView, Side};
use crate::inline::{TagKind, TagRole};
use crate::lang::typography::{NARROW, NO_BREAK, NONE, Norm, SPACE};
use crate::text::Span;

/// So many faults are always told one by one.
const FEW: usize = 3;

/// More faults than this are one finding whatever the article does elsewhere.
const MANY: usize = 10;

/// The targets that typography is judged in: those that were translated, and texts alone.
pub(super) fn targets<'j>(
    job: &'j Job<'_>,
) -> impl Iterator<Item = (&'j PairView<'j>, &'j Side<'j>)> {
    let pairs = job.pairs.iter().filter(|pair| !pair.untranslated);
    pairs.filter_map(|pair| Some((pair, pair.target.as_ref()?)))
}

/// One place where a convention speaks.
#[derive(Debug)]
pub(super) struct Site {
    /// Index of its pair.
    pub(super) pair: usize,
    /// What a fix replaces, in the target text.
    pub(super) span: Span,
    /// Sites of one class have one norm.
    pub(super) class: u8,
    /// The norm.
    pub(super) norm: Norm,
    /// What stands there.
    pub(super) form: &'static str,
    /// What a fix keeps before and after the form.
    pub(super) around: (String, String),
    /// Where that is, for the message: `before ";"`.
    pub(super) place: String,
    /// Whether the fix may be applied unseen.
    pub(super) safe: bool,
}

/// One place that is not as it should be.
#[derive(Debug)]
pub(super) struct Fault {
    /// Index of its pair.
    pub(super) pair: usize,
    /// Where, in the target text.
    pub(super) span: Span,
    /// What it is about: part of the fingerprint.
    pub(super) about: String,
    /// One line.
    pub(super) message: String,
    /// What belongs there.
    pub(super) fix: Option<String>,
    /// Whether that may be written unseen.
    pub(super) safe: bool,
    /// How bad it is when it stands alone.
    pub(super) severity: Severity,
}

/// The faults of one rule in an article, and how many places were right.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// Places that are as they should be.
    pub(super) right: usize,
    /// Those that are not, in order.
    pub(super) faults: Vec<Fault>,
}

/// Judges `sites` by their norms; `consistent` makes the article the norm of every class.
pub(super) fn judge(sites: Vec<Site>, consistent: bool) -> Faults {
    let mut tally = Tally::default();
    for site in &sites {
        tally.count(site, consistent);
    }
    let mut judged = Faults::default();
    for site in sites {
        let free = consistent || site.norm.free;
        let own = tally.commonest(site.class);
        let (wanted, severity) = match own {
            _ if !free => (site.norm.accepted[0], Severity::Warning),
            Some(own) => (own.form, own.severity),
            None => continue,
        };
        let right = match free {
            true => alike(site.form, consistent) == alike(wanted, consistent),
            false => site.norm.accepted.contains(&site.form),
        };
        if right {
            judged.right += 1;
            continue;
        }
        let message = format!(
            "{} {}; {} belongs there",
            named(site.form),
            site.place,
            named(wanted)
        );
        judged.faults.push(Fault {
            pair: site.pair,
            span: site.span,
            about: format!("{}{}", site.place, named(site.form)),
            message,
            fix: Some(format!("{}{wanted}{}", site.around.0, site.around.1)),
            safe: site.safe,
            severity,
        });
    }
    judged
}

/// How often each form stands in each class.
#[derive(Debug, Default)]
struct Tally {
    counts: Vec<(u8, &'static str, &'static str, usize)>,
}

/// The form that an article keeps to.
#[derive(Clone, Copy, Debug)]
struct Own {
    form: &'static str,
    severity: Severity,
}

impl Tally {
    fn count(&mut self, site: &Site, consistent: bool) {
        let key = alike(site.form, consistent);
        let seen = self
            .counts
            .iter_mut()
            .find(|(class, known, ..)| *class == site.class && *known == key);
        match seen {
            Some((.., count)) => *count += 1,
            None => self.counts.push((site.class, key, site.form, 1)),
        }
    }

    /// The commonest form of `class`; `None` when two are equally common. What is not at least
    /// twice as common as the others is a custom of the article only perhaps.
    fn commonest(&self, class: u8) -> Option<Own> {
        let of_class = || self.counts.iter().filter(|(of, ..)| *of == class);
        let (_, key, form, most) = of_class().max_by_key(|(.., count)| *count)?;
        let others = of_class().filter(|(_, other, ..)| other != key);
        let next: usize = others.map(|(.., count)| *count).max().unwrap_or(0);
        let severity = match most >= &(2 * next) {
            true => Severity::Warning,
            false => Severity::Info,
        };
        (*most > next).then_some(Own { form, severity })
    }
}

/// Spaces that make no difference where the article is its own norm: no-break spaces of any
/// width, and where a profile leaves the choice every space.
fn alike(form: &'static str, consistent: bool) -> &'static str {
    match form {
        NARROW => NO_BREAK,
        SPACE if !consistent => NO_BREAK,
        _ => form,
    }
}

/// A form as messages name it.
pub(super) fn named(form: &str) -> String {
    match form {
        NONE => "no space".to_owned(),
        SPACE => "an ordinary space".to_owned(),
        NO_BREAK => "a no-break space (U+00A0)".to_owned(),
        NARROW => "a narrow no-break space (U+202F)".to_owned(),
        other => format!("\"{other}\""),
    }
}

impl Faults {
    /// Reports the faults: each, or one for the article and the rest as information.
    pub(super) fn report(mut self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let place = |fault: &Fault| {
            let side = job.pairs[fault.pair].target.as_ref();
            side.map(|side| side.locate(fault.span)).unwrap_or_default()
        };
        self.faults.retain(|fault| !sink.is_silenced(place(fault)));
        let grave = |fault: &&Fault| fault.severity >= Severity::Warning;
        let count = self.faults.iter().filter(grave).count();
        let custom = count > FEW && (count > self.right || count > MANY);
        let mut told = !custom;
        for fault in self.faults {
            let severity = match custom {
                true => Severity::Info.min(fault.severity),
                false => fault.severity,
            };
            if !told && fault.severity >= Severity::Warning {
                told = true;
                let message = format!(
                    "{}; {} more such places in the article are told as information",
                    fault.message,
                    count - 1
                );
                let span = place(&fault);
                let discovery = Discovery::new(fault.severity, "article", message);
                sink.report_at(span, "", with_fix(discovery, fault.fix, fault.safe));
                continue;
            }
            let discovery =
                Discovery::new(severity, fault.about, fault.message).in_target(fault.span);
            let pair = &job.pairs[fault.pair];
            sink.report(pair, with_fix(discovery, fault.fix, fault.safe));
        }
    }
}

/// `discovery` with what belongs at its place. Safe fixes are safe whatever the severity: what
/// belongs to one convention is mended as a whole.
fn with_fix(mut discovery: Discovery, fix: Option<String>, safe: bool) -> Discovery {
    discovery.safe = safe && fix.is_some();
    discovery.candidates.extend(fix);
    discovery
}

/// White space that ends at `end` of `text`, and its form: a run that is not one known space is an
/// ordinary one. `None` when a line ends in it.
pub(super) fn space_before(text: &str, end: usize) -> Option<(Span, &'static str)> {
    let start = text[..end].trim_end().len();
    Some((Span::new(start, end), form_of(&text[start..end])?))
}

/// White space that begins at `start` of `text`, and its form.
pub(super) fn space_after(text: &str, start: usize) -> Option<(Span, &'static str)> {
    let rest = &text[start..];
    let end = start + rest.len() - rest.trim_start().len();
    Some((Span::new(start, end), form_of(&text[start..end])?))
}

fn form_of(space: &str) -> Option<&'static str> {
    match space {
        "" => Some(NONE),
        NO_BREAK => Some(NO_BREAK),
        NARROW => Some(NARROW),
        _ if space.contains(['\n', '\r', '\t', '\u{2028}', '\u{2029}']) => None,
        _ => Some(SPACE),
    }
}

/// The character before byte `at`.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character at byte `at`.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// The stretch without white space that ends at byte `at`.
pub(super) fn word_before(text: &str, at: usize) -> &str {
    let start = text[..at]
        .char_indices()
        .rev()
        .find(|(_, c)| c.is_whitespace())
        .map_or(0, |(start, c)| start + c.len_utf8());
    &text[start..at]
}

/// Whether `word` is no word of a language but code, an address or a name of a sign.
pub(super) fn is_code_like(word: &str) -> bool {
    word.contains(['=', '<', '>', '{', '}', '\\', '_', '$', '@', '&', '#', '|'])
        || word.contains("://")
        || word.contains("()")
        || word.starts_with([':', '-', '/', '.'])
        || word.starts_with("www.")
}

impl Side<'_> {
    /// Whether a tag stands strictly inside `span`, so that replacing it would lose the tag.
    pub(super) fn holds_tag(&self, span: Span) -> bool {
        let inside = |at: usize| span.start < at && at < span.end;
        self.tags.iter().any(|tag| inside(tag.at))
    }

    /// Whether something without text (an icon, a placeholder) stands from `start` to `end`: then
    /// nobody knows what the mark after it follows.
    pub(super) fn holds_placeholder(&self, start: usize, end: usize) -> bool {
        self.tags.iter().any(|tag| {
            let here = start <= tag.at && tag.at <= end;
            let alone = matches!(tag.kind, TagKind::Standalone | TagKind::Isolated);
            here && alone && !matches!(tag.role, TagRole::Note | TagRole::Break)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(form: &'static str, norm: Norm) -> Site {
        Site {
            pair: 0,
            span: Span::new(0, 1),
            class: 0,
            norm,
            form,
            around: (String::new(), ";".to_owned()),
            place: "before \";\"".to_owned(),
            safe: true,
        }
    }

    #[test]
    fn a_norm_writes_its_first_form_and_tolerates_the_others() {
        let norm = Norm::only(&[NARROW, NO_BREAK]);
        let judged = judge(vec![site(NO_BREAK, norm), site(SPACE, norm)], false);
        assert_eq!(judged.right, 1);
        assert_eq!(judged.faults[0].fix.as_deref(), Some("\u{202F};"));
        assert_eq!(
            judged.faults[0].message,
            "an ordinary space before \";\"; a narrow no-break space (U+202F) belongs there"
        );
    }

    #[test]
    fn where_the_choice_is_free_only_what_mixes_is_a_fault() {
        let norm = Norm::one_of(&[NONE, NO_BREAK]);
        let all = |forms: &[&'static str]| {
            let sites = forms.iter().map(|form| site(form, norm)).collect();
            judge(sites, false).faults.len()
        };
        assert_eq!(all(&[NONE, NONE, NONE]), 0);
        assert_eq!(all(&[NONE, NONE, NO_BREAK]), 1);
        assert_eq!(all(&[NONE, SPACE]), 0, "a tie has no norm");
        assert_eq!(all(&[SPACE, NO_BREAK]), 0);
    }

    #[test]
    fn a_consistent_article_is_its_own_norm() {
        let norm = Norm::only(&[NARROW, NO_BREAK]);
        let sites = [SPACE, SPACE, NO_BREAK].map(|form| site(form, norm));
        let judged = judge(sites.into(), true);
        assert_eq!(judged.faults.len(), 1);
        assert_eq!(judged.faults[0].fix.as_deref(), Some(" ;"));
    }

    #[test]
    fn a_space_with_a_line_end_is_left_alone() {
        assert!(space_before("mot\n;", 4).is_none());
        assert_eq!(space_before("mot  ;", 5).unwrap().1, SPACE);
        assert_eq!(space_after("«mot", 2).unwrap().1, NONE);
    }
}
