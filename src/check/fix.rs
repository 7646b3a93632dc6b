//! Fixes applied: what is safe goes into the file, and the file stays what it was otherwise.
//!
//! A fix is a text for some bytes. It is written as its format writes text, with every escape that
//! takes, and the result is read again: the blocks, the tags and all other texts must be the same,
//! and the mended text what was meant. A fix for which that cannot be had is refused, and so is one
//! that overlaps another; the next round may take it.

use super::finding::Finding;
use crate::document::bilingual::{Bilingual, BilingualUnit};
use crate::document::{self, Document, Fill, Splice, po, splice, xliff};
use crate::inline::{InlineText, SourceMap};
use crate::text::{Source, Span};
use crate::xml::escape;

/// A file with fixes in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// Its text.
    pub text: String,
    /// How many fixes were applied.
    pub applied: usize,
}

impl Fixed {
    fn nothing(source: &Source) -> Fixed {
        Fixed {
            text: source.text().to_owned(),
            applied: 0,
        }
    }
}

/// The bytes and the new text of every safe fix.
fn safe_fixes(findings: &[Finding]) -> impl Iterator<Item = (Span, &str)> {
    let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref());
    let safe = fixes.filter(|fix| fix.safe);
    safe.filter_map(|fix| Some((fix.span, fix.candidates.first()?.as_str())))
}

/// Applies the safe fixes of `findings`, which are about `document`.
pub fn fix_document(document: &Document, findings: &[Finding]) -> Fixed {
    let mut fills: Vec<Fill> = safe_fixes(findings)
        .filter_map(|(span, text)| fill(document, span, text))
        .collect();
    fills.sort_by_key(|fill| (fill.block, fill.plain));
    fills.dedup_by(|next, kept| next.block == kept.block && meets(kept.plain, next.plain));
    let fills = writable(document, fills);
    if fills.is_empty() {
        return Fixed::nothing(&document.source);
    }
    let filled = document::fill(document, &fills);
    Fixed {
        text: filled.text,
        applied: fills.len() - filled.left_out.len(),
    }
}

/// Those of `fills` that can be written together.
///
/// One that cannot be written may take others with it, so where some are left out each half is
/// tried by itself: the cost is a reading for each fill that is bad, times the logarithm of all.
fn writable(document: &Document, fills: Vec<Fill>) -> Vec<Fill> {
    if fills.is_empty() || document::fill(document, &fills).left_out.is_empty() {
        return fills;
    }
    let mut first = fills;
    let second = first.split_off(first.len() / 2);
    if first.is_empty() {
        return Vec::new();
    }
    let mut good = writable(document, first);
    good.extend(writable(document, second));
    good
}

/// Whether `next`, which does not begin before `kept`, begins inside it or at the same place.
fn meets(kept: Span, next: Span) -> bool {
    next.start < kept.end || next.start == kept.start
}

/// What `text` in place of the bytes `span` is in the block they lie in.
fn fill(document: &Document, span: Span, text: &str) -> Option<Fill> {
    let index = document.block_at(span)?;
    let content = &document.blocks[index].content;
    let plain = plain_at(content, span)?;
    let part = content.part(plain);
    let whole = Span::new(0, part.text.len());
    Some(Fill {
        block: index,
        plain,
        content: part.replaced(&[(whole, text.to_owned())])?,
        mark: None,
    })
}

/// The stretch of `content` that lies exactly at the bytes `span`.
fn plain_at(content: &InlineText, span: Span) -> Option<Span> {
    let map: &SourceMap = content.map.as_ref()?;
    let plain = match span.is_empty() {
        false => map.plain_span(span)?,
        true => {
            // What is inserted stands before the character that begins there, or after the last.
            let after = map.plain_span(Span::new(span.start, span.start + 1));
            let before = || map.plain_span(Span::new(span.start.checked_sub(1)?, span.start));
            let at = match after {
                Some(next) => next.start,
                None => before()?.end,
            };
            Span::empty(at)
        }
    };
    (content.file_span(plain) == span || span.is_empty()).then_some(plain)
}

/// Applies the safe fixes of `findings`, which are about the targets of `file`.
pub fn fix_bilingual(file: &Bilingual, findings: &[Finding]) -> Fixed {
    let units: Vec<&BilingualUnit> = units(file).collect();
    let mut edits: Vec<(usize, Span, Splice)> = Vec::new();
    for (span, text) in safe_fixes(findings) {
        let place = units.iter().enumerate().find_map(|(index, unit)| {
            let plain = plain_at(unit.target.as_ref()?, span)?;
            Some((index, plain))
        });
        if let Some((index, plain)) = place {
            let text = written(file, text);
            edits.push((index, plain, Splice { span, text }));
        }
    }
    edits.sort_by_key(|(_, _, splice)| splice.span);
    edits.dedup_by(|next, kept| meets(kept.2.span, next.2.span));
    let splices: Vec<Splice> = edits.iter().map(|(.., splice)| splice.clone()).collect();
    let text = splice(file.source.text(), &splices);
    let meant = meant(&units, &edits, findings);
    match reads_as(file, &text, &units, &meant) {
        true => Fixed {
            text,
            applied: edits.len(),
        },
        false => Fixed::nothing(&file.source),
    }
}

fn units(file: &Bilingual) -> impl Iterator<Item = &BilingualUnit> {
    file.files.iter().flat_map(|article| &article.units)
}

/// Whether `file` is a catalog; otherwise it is XML.
fn is_catalog(file: &Bilingual) -> bool {
    file.files
        .iter()
        .any(|article| article.datatype == po::DATATYPE)
        && file.version.is_empty()
}

/// `text` as the format of `file` writes it.
fn written(file: &Bilingual, text: &str) -> String {
    if is_catalog(file) {
        return po::escaped(text);
    }
    let mut out = String::new();
    escape(&mut out, text, false);
    out
}

/// The target of each unit with its edits.
fn meant(
    units: &[&BilingualUnit],
    edits: &[(usize, Span, Splice)],
    findings: &[Finding],
) -> Vec<Option<String>> {
    let mut texts: Vec<Option<String>> = units
        .iter()
        .map(|unit| unit.target.as_ref().map(|target| target.text.clone()))
        .collect();
    // From the end, so that the places before stay what they are.
    for (index, plain, splice) in edits.iter().rev() {
        let new = safe_fixes(findings).find(|(span, _)| *span == splice.span);
        if let (Some(Some(text)), Some((_, new))) = (texts.get_mut(*index), new) {
            text.replace_range(plain.range(), new);
        }
    }
    texts
}

/// Whether `text` reads as `file` with the targets `meant`.
fn reads_as(
    file: &Bilingual,
    text: &str,
    old: &[&BilingualUnit],
    meant: &[Option<String>],
) -> bool {
    let source = Source::decoded(file.source.name(), text, file.source.encoding());
    let again = match is_catalog(file) {
        true => po::bilingual(source).ok(),
        false => xliff::read_any(&source).ok(),
    };
    let Some(again) = again else { return false };
    let new: Vec<&BilingualUnit> = units(&again).collect();
    let target = |unit: &BilingualUnit| unit.target.as_ref().map(|target| target.text.clone());
    new.len() == old.len()
        && new.iter().zip(old).zip(meant).all(|((new, old), meant)| {
            new.source.text == old.source.text
                && new.state == old.state
                && target(new) == *meant
                && tags(new) == tags(old)
        })
}

/// How many tags the target of `unit` has.
fn tags(unit: &BilingualUnit) -> usize {
    unit.target.as_ref().map_or(0, |target| target.tags.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Fix, Severity};

    fn finding(span: Span, text: &str, safe: bool) -> Finding {
        Finding {
            rule: "test",
            severity: Severity::Error,
            message: String::new(),
            source: None,
            target: None,
            reference: None,
            fix: Some(Fix {
                span,
                candidates: vec![text.to_owned()],
                safe,
            }),
            fingerprint: String::new(),
        }
    }

    fn at(text: &str, part: &str) -> Span {
        let start = text.find(part).unwrap();
        Span::new(start, start + part.len())
    }

    fn fixed(text: &str, fixes: &[(&str, &str)]) -> Fixed {
        let document = document::read(Source::new("a.md", text), None).unwrap();
        let findings: Vec<Finding> = fixes
            .iter()
            .map(|(part, new)| finding(at(text, part), new, true))
            .collect();
        fix_document(&document, &findings)
    }

    #[test]
    fn only_what_is_safe_is_applied() {
        let text = "Le lanceur est prêt.\n";
        let document = document::read(Source::new("a.md", text), None).unwrap();
        let unsure = finding(at(text, "lanceur"), "fusée", false);
        assert_eq!(fix_document(&document, &[unsure]).applied, 0);
    }

    #[test]
    fn several_fixes_go_in_and_tags_stay() {
        let done = fixed(
            "* Le **lanceur** est prêt ; *oui*.\n",
            &[("lanceur", "véhicule"), (" ;", "\u{202f};"), ("oui", "non")],
        );
        assert_eq!(done.text, "* Le **véhicule** est prêt\u{202f}; *non*.\n");
        assert_eq!(done.applied, 3);
    }

    #[test]
    fn what_overlaps_waits_and_what_would_be_markup_is_escaped() {
        let done = fixed(
            "Le lanceur part.\n",
            &[("lanceur part", "tir a lieu"), ("part", "va")],
        );
        assert_eq!((done.text.as_str(), done.applied), ("Le tir a lieu.\n", 1));
        let done = fixed("Le lanceur part.\n", &[("lanceur", "*tir*")]);
        assert_eq!(done.text, "Le \\*tir\\* part.\n");
        // Across a tag: no.
        assert_eq!(
            fixed("Le *lan*ceur part.\n", &[("lan*ceur", "tir")]).applied,
            0
        );
    }

    #[test]
    fn targets_of_bilingual_files_are_mended_in_their_own_escapes() {
        let text = "<xliff version=\"1.2\"><file original=\"a\" source-language=\"en\" target-language=\"fr\" \
            datatype=\"plaintext\"><body><trans-unit id=\"1\"><source>The R&amp;D</source>\
            <target state=\"translated\">La R&amp;D <g id=\"1\">est</g> là</target></trans-unit></body></file></xliff>";
        let file = xliff::read_any(&Source::new("a.xlf", text)).unwrap();
        let fixes = [
            finding(at(text, "est"), "<été>", true),
            finding(at(text, "La"), "Une", true),
        ];
        let done = fix_bilingual(&file, &fixes);
        assert_eq!(done.applied, 2);
        assert!(
            done.text
                .contains("Une R&amp;D <g id=\"1\">&lt;été&gt;</g> là"),
            "{}",
            done.text
        );

        let text = "msgid \"A\"\nmsgstr \"Un \\\"mot\\\" là\"\n";
        let file = po::bilingual(Source::new("a.po", text)).unwrap();
        let done = fix_bilingual(&file, &[finding(at(text, "là"), "\"ici\"", true)]);
        assert_eq!(
            done.text,
            "msgid \"A\"\nmsgstr \"Un \\\"mot\\\" \\\"ici\\\"\"\n"
        );
    }
}
