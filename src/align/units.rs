//! Pairs as a memory: what was translated once becomes what need not be translated again.
//!
//! Each pair with both sides is a unit, in the order of the source. It carries the property
//! `x-origin` = `alignment`: nobody said that the two belong together, so a match on it loses a few
//! points and never fills a draft unseen. Nothing is stamped with a time.
//!
//! [`previous`] is for the day after: an article was translated, then its source was changed. The
//! pairs of the old version are a memory that knows where each sentence stood; a sure pair of one
//! sentence is as good as a unit that a translator confirmed, since she did.

use super::SegmentPair;
use crate::inline::{InlineText, Labels, answer};
use crate::lang::LangTag;
use crate::memory::{Memory, MemoryHeader, Prop, TranslationUnit, Variant};
use crate::segment::Article;
use crate::text::Span;
use std::ops::Range;

/// The units that `pairs` of the two articles make, in these languages.
pub fn memory(
    source: (&Article, &LangTag),
    target: (&Article, &LangTag),
    pairs: &[SegmentPair],
) -> Memory {
    let header = MemoryHeader {
        attributes: vec![("srclang".to_owned(), source.1.to_string())],
        ..MemoryHeader::default()
    };
    let both = pairs.iter().filter(|pair| pair.has_both());
    let unit = |pair: &SegmentPair| {
        let from = variant(source, pair.source.clone());
        let mut to = variant(target, pair.target.clone());
        let unknown = Labels::default();
        answer((&from.content, &unknown), (&mut to.content, &unknown));
        TranslationUnit {
            props: vec![aligned()],
            variants: vec![from, to],
            ..TranslationUnit::default()
        }
    };
    Memory {
        header,
        units: both.map(unit).collect(),
        ..Memory::default()
    }
}

/// The units of an article and its translation as they stood before the article was changed.
///
/// A unit knows the sentences before and after its own, so that one between the same neighbours is a
/// context match. Where the pair is of several sentences of the source, or neither sure nor in step
/// (the two articles have the same blocks, and these two the same number of sentences), the unit is one
/// of [`memory`].
pub fn previous(
    source: (&Article, &LangTag),
    target: (&Article, &LangTag),
    pairs: &[SegmentPair],
) -> Memory {
    let mut memory = memory(source, target, pairs);
    let in_step = Steps::of(source.0, target.0);
    let both = pairs.iter().filter(|pair| pair.has_both());
    for (unit, pair) in memory.units.iter_mut().zip(both) {
        if pair.source.len() == 1 && (pair.sure || in_step.has(pair)) {
            unit.props = neighbours(source.0, pair.source.start);
        }
    }
    // A sentence that still stands in the language of the source was never translated.
    let is_translated = |unit: &TranslationUnit| match &unit.variants[..] {
        [source, target] => source.content.text != target.content.text,
        _ => true,
    };
    memory.units.retain(is_translated);
    memory
}

/// Where each segment stands: the number of its block, its number there and how many there are.
struct Steps {
    source: Vec<(usize, usize, usize)>,
    target: Vec<(usize, usize, usize)>,
}

impl Steps {
    /// The places of the segments of both articles; none where their blocks are not the same.
    fn of(source: &Article, target: &Article) -> Steps {
        let kinds = |article: &Article| -> Vec<_> {
            let blocks = article.document.blocks.iter().map(|block| block.kind);
            blocks.collect()
        };
        let same = kinds(source) == kinds(target);
        let steps = |article: &Article| {
            let blocks = article.segments.chunk_by(|a, b| a.block == b.block);
            let places = blocks.flat_map(|segments| {
                let block = segments[0].block;
                (0..segments.len()).map(move |number| (block, number, segments.len()))
            });
            places.filter(|_| same).collect()
        };
        Steps {
            source: steps(source),
            target: steps(target),
        }
    }

    /// Whether the two segments of `pair` have the same place.
    fn has(&self, pair: &SegmentPair) -> bool {
        let place = self.source.get(pair.source.start);
        pair.target.len() == 1 && place.is_some() && place == self.target.get(pair.target.start)
    }
}

/// The texts around segment `index`; an end of the article is stated by an empty one.
fn neighbours(article: &Article, index: usize) -> Vec<Prop> {
    let text = |index: Option<usize>| {
        let inside = index.filter(|&index| index < article.segments.len());
        inside.map_or("", |index| article.text(index)).to_owned()
    };
    vec![
        prop("prev", text(index.checked_sub(1))),
        prop("next", text(index.checked_add(1))),
    ]
}

/// What says that a unit was paired by an aligner.
fn aligned() -> Prop {
    prop("x-origin", "alignment".to_owned())
}

fn prop(kind: &str, value: String) -> Prop {
    Prop {
        kind: kind.to_owned(),
        attributes: Vec::new(),
        value,
    }
}

fn variant((article, lang): (&Article, &LangTag), run: Range<usize>) -> Variant {
    Variant {
        lang: Some(lang.clone()),
        attributes: Vec::new(),
        props: Vec::new(),
        notes: Vec::new(),
        content: content(article, run),
    }
}

/// The content of a run of segments, with what stands between those of one block.
fn content(article: &Article, run: Range<usize>) -> InlineText {
    let mut whole = InlineText::default();
    let segments = &article.segments[run];
    for stretch in segments.chunk_by(|a, b| a.block == b.block) {
        let (first, last) = (stretch[0], stretch[stretch.len() - 1]);
        let span = Span::new(first.plain.start, last.plain.end);
        let part = article.document.blocks[first.block].content.part(span);
        append(&mut whole, part);
    }
    whole.map = None;
    whole
}

/// Adds `part` to `whole`, after a space; pairs of tags keep apart from those before.
fn append(whole: &mut InlineText, part: InlineText) {
    if whole.text.is_empty() && whole.tags.is_empty() {
        *whole = part;
        return;
    }
    whole.text.push(' ');
    let at = whole.text.len();
    let pairs = whole.tags.iter().map(|tag| tag.pair).max().unwrap_or(0);
    whole.text.push_str(&part.text);
    whole.tags.extend(part.tags.into_iter().map(|mut tag| {
        tag.at += at;
        tag.pair = tag.pair.saturating_add(pairs).saturating_add(1);
        tag
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::{Dictionary, align};
    use crate::document;
    use crate::lang::Language;
    use crate::text::Source;

    fn article(name: &str, text: &str, code: &str) -> Article {
        let document = document::read(Source::new(name, text), None).unwrap();
        Article::new(document, Language::for_code(code).unwrap())
    }

    #[test]
    fn a_segment_without_a_partner_makes_no_unit() {
        let english = article("a.md", "Juno sent **3 images**. It works.\n", "en");
        let french = article("b.md", "", "fr");
        let pairs = align(&english, &french, &Dictionary::default());
        let (en, fr) = (LangTag::parse("en").unwrap(), LangTag::parse("fr").unwrap());
        let memory = memory((&english, &en), (&french, &fr), &pairs);
        assert!(memory.units.is_empty());
    }

    #[test]
    fn a_unit_of_the_old_version_knows_its_neighbours() {
        let english = article("a.md", "Juno sent 3 images. It works.\n", "en");
        let french = article("b.md", "Juno a envoyé 3 images. Elle fonctionne.\n", "fr");
        let pairs: Vec<SegmentPair> = (0..2)
            .map(|index| SegmentPair {
                source: index..index + 1,
                target: index..index + 1,
                score: 1.0,
                sure: index == 0,
            })
            .collect();
        let (en, fr) = (LangTag::parse("en").unwrap(), LangTag::parse("fr").unwrap());
        let memory = previous((&english, &en), (&french, &fr), &pairs);
        let stated = |memory: &Memory| -> Vec<Vec<String>> {
            let props = |unit: &TranslationUnit| {
                let values = unit.props.iter().map(|prop| prop.value.clone());
                values.collect()
            };
            memory.units.iter().map(props).collect()
        };
        // In step: both, though only one of the pairs is sure.
        let expected = [["", "It works."], ["Juno sent 3 images.", ""]];
        assert_eq!(stated(&memory), expected);
        let french = article(
            "b.md",
            "Juno a envoyé 3 images. Elle fonctionne. Oui.\n",
            "fr",
        );
        let memory = previous((&english, &en), (&french, &fr), &pairs);
        assert_eq!(memory.units[1].props, [aligned()]);
        assert_eq!(stated(&memory)[0], ["", "It works."]);
    }

    #[test]
    fn a_merged_pair_is_one_unit_with_its_tags_and_its_stamp() {
        let english = article(
            "a.md",
            "Juno sent **3 images**. The *orbit* is stable.\n",
            "en",
        );
        let russian = article(
            "b.md",
            "Juno прислал **3 снимка**, *орбита* стабильна.\n",
            "ru",
        );
        let pairs = align(&english, &russian, &Dictionary::default());
        let (en, ru) = (
            LangTag::parse("en-GB").unwrap(),
            LangTag::parse("ru").unwrap(),
        );
        let memory = memory((&english, &en), (&russian, &ru), &pairs);
        let [unit] = &memory.units[..] else {
            panic!("one unit: {pairs:?}");
        };
        let content = &unit.variants[0].content;
        assert_eq!(content.text, "Juno sent 3 images. The orbit is stable.");
        assert_eq!(content.tags.len(), 4);
        assert_eq!(unit.variants[0].lang, Some(en));
        assert_eq!(unit.props, [aligned()]);
    }

    #[test]
    fn runs_over_two_blocks_keep_their_pairs_of_tags_apart() {
        let article = article("a.md", "The *probe* left.\n\nThe *orbit* held.\n", "en");
        let content = content(&article, 0..2);
        assert_eq!(content.text, "The probe left. The orbit held.");
        let pairs: Vec<u32> = content.tags.iter().map(|tag| tag.pair).collect();
        assert_eq!(pairs[0], pairs[1]);
        assert_ne!(pairs[1], pairs[2]);
    }
}
