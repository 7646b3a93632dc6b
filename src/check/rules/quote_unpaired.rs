//! `quote-unpaired`: a quotation mark opens and does not close, or the other way round.
//!
//! Which marks a language uses is typography's business; here they only have to pair, over the
//! whole block. A quotation of several paragraphs may open in each and close in the last.

use crate::check::finding::Severity;
use crate::check::nesting::{Around, Lone, Part, blocks, lone_marks};
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, PairView, Side};

/// The rule.
#[derive(Debug)]
pub(super) struct QuoteUnpaired;

static META: RuleMeta = RuleMeta {
    id: "quote-unpaired",
    summary: "a quotation mark has no partner in its paragraph",
    why: "Without its closing mark nobody knows who stopped speaking. «…», “…”, „…“ and straight \
          marks of a paragraph must pair. A quotation that goes on in the next paragraph may stay \
          open if that begins with the mark again; marks for inches and seconds and a paragraph \
          whose source does the same are left alone.",
    example: "wrong: Il a dit : « La sonde est partie.\nright: Il a dit : « La sonde est partie. »",
    severity: Severity::Warning,
    fix: FixKind::None,
    since: RuleSet::R2026_2,
};

impl Rule for QuoteUnpaired {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let blocks = blocks(job);
        for (index, block) in blocks.iter().enumerate() {
            let lone = lone_marks(block, target, part, is_quote_mark);
            let next = blocks.get(index + 1);
            let goes_on = |side: SideOf| next.is_some_and(|next| goes_on(next, side));
            if lone.is_empty() || goes_on(target) {
                continue;
            }
            // What the source does too, unless it had a reason there.
            let in_source = lone_marks(block, source, part, is_quote_mark);
            if !in_source.is_empty() && !goes_on(source) {
                continue;
            }
            for Lone {
                pair,
                span,
                mark,
                opens,
            } in lone
            {
                let what = match (mark, opens) {
                    ('"', _) => "has no partner",
                    (_, true) => "is not closed",
                    (_, false) => "was not opened",
                };
                let message = format!("the quotation mark {mark} {what}");
                let discovery = Discovery::new(Severity::Warning, mark, message);
                sink.report(&block[pair], discovery.in_target(span));
            }
        }
    }
}

fn part(mark: char) -> Option<Part> {
    Some(match mark {
        '«' => Part::Opens(&['»']),
        '‹' => Part::Opens(&['›']),
        '„' => Part::Opens(&['“', '”', '"']),
        // “ closes what „ opened.
        '“' => Part::Either(&['”']),
        '"' => Part::Either(&['"']),
        '»' | '”' | '›' => Part::Closes,
        _ => return None,
    })
}

/// Whether the mark quotes: `5"` are inches where nothing is open.
fn is_quote_mark(around: Around<'_>, any_open: bool) -> bool {
    let figure = around.before.ends_with(|c: char| c.is_ascii_digit());
    any_open || !figure || !matches!(around.mark, '"' | '”')
}

type SideOf = for<'j> fn(&'j PairView<'j>) -> Option<&'j Side<'j>>;

fn source<'j>(pair: &'j PairView<'j>) -> Option<&'j Side<'j>> {
    pair.source.as_ref()
}

fn target<'j>(pair: &'j PairView<'j>) -> Option<&'j Side<'j>> {
    pair.target.as_ref().filter(|_| !pair.untranslated)
}

/// Whether a block goes on with a quotation: it begins with a mark.
fn goes_on<'j>(block: &'j [PairView<'j>], side: SideOf) -> bool {
    let marks = ['«', '»', '“', '„', '"'];
    let first = block.iter().find_map(side);
    first.is_some_and(|side| side.text.trim_start().starts_with(marks))
}
