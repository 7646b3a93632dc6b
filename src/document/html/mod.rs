//! HTML articles: the text of a page, and the words in its attributes.
//!
//! [`tokens`] says where each tag, comment and text stands, [`walk`] makes blocks of them with the
//! [`stack`] of what is open, [`skip`] passes over scripts and the like, [`content`] makes
//! the text with tags of each block, [`attributes`] reads what tags say of their
//! element, [`escape`] writes a target so that it can never be markup.
//!
//! ```text
//! <h2 id="res">Результаты</h2>             Heading(2) "Результаты", name "res"
//! <ul><li>Снимки <b>с орбиты</b>           ListItem(1) "Снимки с орбиты" with a pair of tags
//! <li><img src="a.png" alt="Зонд"></ul>    ListItem(1) "Зонд" between the halves of the image
//! <input placeholder="Поиск">              Value "Поиск"
//! ```
//!
//! A page is read as browsers read it: end tags that are left out are supplied, what is nested
//! wrongly is borne with, nothing is refused. Not for a translator are scripts, styles, templates,
//! pictures in SVG and formulas in MathML, elements with `translate="no"` or the class `notranslate`,
//! blocks whose `lang` is another language than the page's, `pre` that holds code, CDATA sections. The
//! `title` of an element inside a sentence is a block that lies inside that of the sentence, as the
//! title of a link is in Markdown.

mod attributes;
mod content;
mod elements;
mod encoding;
mod escape;
mod language;
mod names;
mod prose;
mod reference;
mod skip;
mod stack;
mod tokens;
mod walk;

pub(super) use escape::render;

use self::tokens::{TokenKind, Tokens};
use super::language::marks;
use super::{Block, BlockKind, Care, DocumentError, Format, Slot, Splice};
use crate::inline::{InlineText, SourceMap};
use crate::lang::LangTag;
use crate::text::decode::CodePage;
use crate::text::{Source, Span};

/// The blocks of the HTML that stands at `span` of another article, in text of this kind.
pub(super) fn fragment(text: &str, span: Span, kind: BlockKind) -> Vec<Block> {
    walk::blocks(text, span, false, kind)
}

/// The values for a translator in the tag at `at` of another article, the words of an image too.
pub(super) fn values(text: &str, at: Span) -> Vec<Block> {
    let mut tokens = Tokens::new(text, at);
    let token = tokens.next().filter(|token| {
        matches!(token.kind, TokenKind::Start { .. }) && token.name.end + 1 < token.span.end
    });
    let Some(token) = token else {
        return Vec::new();
    };
    let name = tokens.name(&token).to_ascii_lowercase();
    let facts = attributes::read(text, &token, &name);
    let mut values = facts.values;
    if name == "img" && facts.translate != Some(false) {
        let words = facts.alt.and_then(|alt| content::value_block(text, alt));
        values.extend(words);
        values.sort_by_key(|value| value.span.start);
    }
    values
}

/// Whether the text of `block` stands in HTML.
pub(super) fn holds(block: &Block) -> bool {
    let map = block.content.map.as_ref();
    map.is_some_and(SourceMap::is_html)
}

/// HTML, and XHTML where the file says that it is.
#[derive(Debug)]
pub(super) struct Html;

impl Format for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml", "xht"]
    }

    fn blocks(&self, source: &Source) -> Result<Vec<Block>, DocumentError> {
        let text = source.text();
        let start = text.len() - text.strip_prefix('\u{FEFF}').unwrap_or(text).len();
        let span = Span::new(start, text.len());
        let xml = text[start..].trim_start().starts_with("<?xml");
        Ok(walk::blocks(text, span, xml, BlockKind::Paragraph))
    }

    fn render(&self, slot: Slot<'_>, content: &InlineText, _: Care) -> Option<String> {
        render(slot, content)
    }

    fn declared_encoding(&self, bytes: &[u8]) -> Option<CodePage> {
        encoding::declared(bytes)
    }

    fn language_marks(&self, source: &Source, from: &LangTag, to: &LangTag) -> Vec<Splice> {
        let text = source.text();
        marks(text, language::tags(text), from, to)
    }

    fn mark(&self, kind: BlockKind, score: u8) -> String {
        // A comment would be part of a title or of an attribute.
        if kind == BlockKind::Value {
            format!("⟦{score}⟧")
        } else {
            format!("<!-- entente: {score} -->")
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Fill, fill, read};
    use crate::inline::InlineText;
    use crate::text::{Source, Span};

    fn page(text: &str) -> Document {
        read(Source::new("a.html", text), None).unwrap()
    }

    /// Kind and text of each block.
    fn blocks(text: &str) -> Vec<String> {
        let blocks = page(text).blocks;
        let described = blocks
            .iter()
            .map(|block| format!("{:?} {}", block.kind, block.content.text));
        described.collect()
    }

    /// `text` with `target` for its only block, and whether it was written.
    fn written(text: &str, target: &str) -> (String, bool) {
        let document = page(text);
        assert_eq!(document.blocks.len(), 1, "{:?}", document.blocks);
        let block = &document.blocks[0];
        let made = fill(
            &document,
            &[Fill {
                block: 0,
                plain: Span::new(0, block.content.text.len()),
                content: InlineText::plain(target),
                mark: None,
            }],
        );
        (made.text, made.left_out.is_empty())
    }

    #[test]
    fn what_is_not_for_a_translator_gives_no_text() {
        for text in [
            "<script>a < b; '<p>texte</p>'</script>",
            "<style>p { content: 'texte' }</style>",
            "<template><p>texte</template>",
            "<svg><text>texte</text></svg>",
            "<math><mi>x</mi></math>",
            "<iframe>texte</iframe>",
            "<!-- texte -->",
            "<p>&nbsp;</p>",
            "<meta name=viewport content=texte>",
            "<input type=text value=texte>",
            "<div translate=no><a title=texte></a></div>",
            "<a href=\"texte",
        ] {
            assert_eq!(blocks(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_picture_ends_where_html_goes_on() {
        assert_eq!(
            blocks("<svg><style><p title='</style>'>Texte."),
            ["Value </style>", "Paragraph Texte."]
        );
        assert_eq!(
            blocks("<svg><foreignObject><p>non</p></foreignObject></svg>oui"),
            ["Paragraph oui"]
        );
    }

    #[test]
    fn code_is_told_from_prose_in_pre() {
        assert_eq!(blocks("<pre>$ ls -l</pre>"), ["Code $ ls -l"]);
        assert_eq!(
            blocks("<div class=highlight><pre>one two three</pre></div>"),
            ["Code one two three"]
        );
        assert_eq!(
            blocks("<pre>\nСкажи-ка, дядя,\n  ведь не даром</pre>"),
            ["Paragraph Скажи-ка, дядя,\n  ведь не даром"]
        );
    }

    #[test]
    fn what_is_translated_inside_what_is_not_is_read() {
        assert_eq!(
            blocks("<div translate=no>RELAY<p translate=yes>Le relais</p></div>"),
            ["Code RELAY", "Paragraph Le relais"]
        );
    }

    #[test]
    fn a_passage_in_another_language_is_left_alone() {
        assert_eq!(
            blocks(
                "<html lang=en><p>One<blockquote lang=fr-CA>Deux <p title=non>trois\
                 <p lang=en-GB>four</blockquote><p lang=''>five<p>six <i lang=fr>sept</i>"
            ),
            [
                "Paragraph One",
                "Code Deux",
                "Code trois",
                "Quote four",
                "Paragraph five",
                "Paragraph six sept"
            ]
        );
        // Nothing says in which language the rest is; and an article may be in another than its page.
        assert_eq!(blocks("<p lang=fr>Un</p>"), ["Paragraph Un"]);
        assert_eq!(
            blocks("<html lang=en><body><article lang=fr><p>Un<p lang=en>Two"),
            ["Paragraph Un", "Code Two"]
        );
    }

    #[test]
    fn values_inside_a_sentence_follow_it() {
        assert_eq!(
            blocks("<p>Un <a title=trois>deux</a> <img alt=\"mât\" title='quatre'>.<p>Cinq"),
            [
                "Paragraph Un deux mât.",
                "Value trois",
                "Value quatre",
                "Paragraph Cinq"
            ]
        );
        // In code, in what is not for a translator, in another language.
        for text in [
            "<p>Un <code><a title=non>deux</a></code>.",
            "<p>Un <b translate=no><a title=non>deux</a></b>.",
            "<p>Un <a translate=no title=non>deux</a>.",
            "<html lang=fr><p>Un <a lang=en title=no>two</a>.",
        ] {
            assert_eq!(blocks(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn xhtml_closes_what_html_leaves_open() {
        assert_eq!(
            blocks("<?xml version='1.0'?><p>Un<script src='a'/> deux</p>"),
            ["Paragraph Un deux"]
        );
        assert_eq!(blocks("<p>Un<script src='a'/> deux</p>"), ["Paragraph Un"]);
    }

    #[test]
    fn no_target_becomes_markup() {
        let target = "a < b > c & d &amp; </p><script>\"x\" 'y'";
        for text in [
            "<p>Un</p>",
            "<title>Un</title>",
            "<p><textarea>Un</textarea>",
            "<input placeholder=\"Un\">",
            "<input placeholder='Un'>",
            "<input placeholder=Un>",
        ] {
            let (made, done) = written(text, target);
            assert!(done, "{text}");
            assert_eq!(page(&made).blocks[0].content.text, target, "{made}");
        }
    }

    #[test]
    fn spaces_are_written_as_the_author_wrote_them() {
        assert_eq!(
            written("<p>Un&nbsp;!</p>", "Deux\u{A0}!").0,
            "<p>Deux&nbsp;!</p>"
        );
        assert_eq!(
            written("<p>Un !</p>", "Deux\u{A0}!").0,
            "<p>Deux\u{A0}!</p>"
        );
        assert_eq!(written("<p>Un", "a\nb").0, "<p>a b");
        let verse = "<pre>Un, deux,\n  trois</pre>";
        assert_eq!(
            written(verse, "Раз, два,\n  три").0,
            "<pre>Раз, два,\n  три</pre>"
        );
    }
}
