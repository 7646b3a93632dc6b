//! Pairs as a memory: what was translated once becomes what need not be translated again.
//!
//! Each pair with both sides is a unit, in the order of the source. It carries the property
//! `x-origin` = `alignment`: nobody said that the two belong together, so a match on it loses a few
//! points and never fills a draft unseen. Nothing is stamped with a time.

use super::SegmentPair;
use crate::inline::InlineText;
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
    let unit = |pair: &SegmentPair| TranslationUnit {
        props: vec![aligned()],
        variants: vec![
            variant(source, pair.source.clone()),
            variant(target, pair.target.clone()),
        ],
        ..TranslationUnit::default()
    };
    Memory {
        header,
        units: both.map(unit).collect(),
        ..Memory::default()
    }
}

/// What says that a unit was paired by an aligner.
fn aligned() -> Prop {
    Prop {
        kind: "x-origin".to_owned(),
        attributes: Vec::new(),
        value: "alignment".to_owned(),
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
    use crate::align::{AlignOptions, align};
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
        let pairs = align(&english, &french, &AlignOptions::default());
        let (en, fr) = (LangTag::parse("en").unwrap(), LangTag::parse("fr").unwrap());
        let memory = memory((&english, &en), (&french, &fr), &pairs);
        assert!(memory.units.is_empty());
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
        let pairs = align(&english, &russian, &AlignOptions::default());
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
