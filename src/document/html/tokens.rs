//! Tokens of an HTML text, each a range of its bytes.
//!
//! The rules are those of the tokenizer in the HTML Standard (section 13.2.5) as far as they decide
//! where a token ends: a `>` inside quotes ends no tag, `a < b` is text, `<!-->` is a whole comment,
//! `</script` ends a script unless a `<!--` and a `<script` stand before it. Nothing is copied or
//! decoded here; attributes are read from a tag's bytes when someone asks for them.
//!
//! `<p class="a>b">Été` gives `Start` over `<p class="a>b">` and `Text` over `Été`.
//!
//! Linear: each byte is looked at a small, fixed number of times.

use crate::text::Span;
use memchr::{memchr, memmem};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Text, with its character references.
    Text,
    /// A start tag; `closed` when it ends with `/>`.
    Start {
        /// Whether it ends with `/>`.
        closed: bool,
    },
    /// An end tag.
    End,
    /// A comment.
    Comment,
    /// A CDATA section of XHTML, SVG or MathML.
    Cdata,
    /// A document type, a processing instruction, a tag that the end of the file cuts off.
    Other,
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    /// Its bytes.
    pub(super) span: Span,
    /// The name of a tag.
    pub(super) name: Span,
}

/// The tokens of a stretch of a text.
pub(super) struct Tokens<'a> {
    pub(super) text: &'a str,
    /// Where the next token begins.
    pub(super) at: usize,
    end: usize,
    /// Whether `<![CDATA[` begins a section here, as in XHTML, SVG and MathML.
    pub(super) sections: bool,
}

impl<'a> Tokens<'a> {
    /// The tokens of `text` in `span`.
    pub(super) fn new(text: &'a str, span: Span) -> Tokens<'a> {
        Tokens {
            text,
            at: span.start,
            end: span.end,
            sections: false,
        }
    }

    /// The same tokens from here on, to look ahead.
    pub(super) fn ahead(&self) -> Tokens<'a> {
        Tokens { ..*self }
    }

    /// Leaves out the next `length` bytes.
    pub(super) fn pass(&mut self, length: usize) {
        self.at = (self.at + length).min(self.end);
    }

    fn rest(&self, at: usize) -> &'a str {
        &self.text[at..self.end]
    }

    /// Where `what` stands at or after `at`; the end of the text when nowhere.
    fn find(&self, at: usize, what: &str) -> Option<usize> {
        let rest = self.rest(at).as_bytes();
        let found = match what.as_bytes() {
            [byte] => memchr(*byte, rest),
            bytes => memmem::find(rest, bytes),
        };
        found.map(|offset| at + offset)
    }

    /// The text of a raw element called `name` whose start tag was the last token, up to its end
    /// tag or the end of the file.
    pub(super) fn raw(&mut self, name: &str) -> Span {
        let start = self.at;
        let script = name.eq_ignore_ascii_case("script");
        self.at = if script {
            self.script_end(start)
        } else {
            self.raw_end(start, name)
        };
        Span::new(start, self.at)
    }

    fn raw_end(&self, mut at: usize, name: &str) -> usize {
        while let Some(tag) = self.find(at, "</") {
            if self.is_name(tag + 2, name) {
                return tag;
            }
            at = tag + 2;
        }
        self.end
    }

    /// The end of a script: its first `</script`, but after `<!-- <script` the second.
    fn script_end(&self, mut at: usize) -> usize {
        let (mut escaped, mut inner) = (false, false);
        let next = |at: usize| {
            let mut rest = self.rest(at).bytes();
            Some(at + rest.position(|byte| matches!(byte, b'<' | b'-'))?)
        };
        while let Some(mark) = next(at) {
            let rest = self.rest(mark);
            at = mark + 1;
            if rest.starts_with("<!--") {
                escaped = true;
                // `<!-->` ends what it begins.
                at = mark + 2;
            } else if escaped && rest.starts_with("-->") {
                (escaped, inner) = (false, false);
            } else if escaped && rest.starts_with('<') && self.is_name(mark + 1, "script") {
                inner = true;
            } else if rest.starts_with("</")
                && self.is_name(mark + 2, "script")
                && !std::mem::take(&mut inner)
            {
                return mark;
            }
        }
        self.end
    }

    /// Whether the tag name at `at` is `name`.
    fn is_name(&self, at: usize, name: &str) -> bool {
        let rest = &self.text.as_bytes()[at..self.end];
        let same = |found: &[u8]| found.eq_ignore_ascii_case(name.as_bytes());
        rest.get(..name.len()).is_some_and(same)
            && rest
                .get(name.len())
                .is_some_and(|&next| is_space(next) || matches!(next, b'/' | b'>'))
    }

    /// The end of the text that begins at `at`: the next `<` that begins something.
    fn text_end(&self, mut at: usize) -> usize {
        while let Some(mark) = self.find(at, "<") {
            if self.is_markup(mark) {
                return mark;
            }
            at = mark + 1;
        }
        self.end
    }

    fn is_markup(&self, at: usize) -> bool {
        let next = &self.text.as_bytes()[at + 1..self.end];
        match next {
            [b'!' | b'?', ..] | [b'/', _, ..] => true,
            [first, ..] => first.is_ascii_alphabetic(),
            [] => false,
        }
    }

    fn tag(&self, at: usize, end_tag: bool) -> Token {
        let bytes = &self.text.as_bytes()[..self.end];
        let start = at + 1 + usize::from(end_tag);
        let length = bytes[start..]
            .iter()
            .position(|&byte| is_space(byte) || matches!(byte, b'/' | b'>'));
        let name = Span::new(start, length.map_or(self.end, |length| start + length));
        let mut attributes = Attributes {
            bytes,
            at: name.end,
        };
        let last = attributes.by_ref().last();
        let close = attributes.at;
        // The slash of `<a href=/ru/>` belongs to the value.
        let in_value = last
            .and_then(|last| last.value)
            .is_some_and(|value| value.end == close);
        let kind = match bytes.get(close) {
            None => TokenKind::Other,
            Some(_) if end_tag => TokenKind::End,
            Some(_) => TokenKind::Start {
                closed: bytes[close - 1] == b'/' && !in_value,
            },
        };
        Token {
            kind,
            span: Span::new(at, (close + 1).min(self.end)),
            name,
        }
    }

    /// A comment, a document type, or something that counts as one of them.
    fn declaration(&self, at: usize) -> (TokenKind, usize) {
        let rest = self.rest(at);
        let after =
            |place: Option<usize>, length: usize| place.map_or(self.end, |place| place + length);
        if rest.starts_with("<!--") {
            return (TokenKind::Comment, self.comment_end(at));
        }
        if self.sections && rest.starts_with("<![CDATA[") {
            return (TokenKind::Cdata, after(self.find(at, "]]>"), 3));
        }
        (TokenKind::Other, after(self.find(at, ">"), 1))
    }

    /// The end of the comment at `at`: after `-->` or `--!>`; `<!-->` and `<!--->` are whole.
    fn comment_end(&self, at: usize) -> usize {
        let mut from = at + 4;
        while let Some(close) = self.find(from, ">") {
            let inside = &self.text[at + 2..close];
            if inside.ends_with("--") || (inside.len() > 4 && inside.ends_with("--!")) {
                return close + 1;
            }
            from = close + 1;
        }
        self.end
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let at = self.at;
        if at >= self.end {
            return None;
        }
        let whole = |kind, end| Token {
            kind,
            span: Span::new(at, end),
            name: Span::empty(at),
        };
        let bytes = &self.text.as_bytes()[at..self.end];
        let token = match bytes {
            [b'<', first, ..] if first.is_ascii_alphabetic() => self.tag(at, false),
            [b'<', b'/', first, ..] if first.is_ascii_alphabetic() => self.tag(at, true),
            [b'<', b'!' | b'?', ..] | [b'<', b'/', _, ..] => {
                let (kind, end) = self.declaration(at);
                whole(kind, end)
            }
            _ => whole(TokenKind::Text, self.text_end(at)),
        };
        self.at = token.span.end;
        Some(token)
    }
}

/// White space of HTML: tab, line feed, form feed, carriage return, space.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\x0C' | b'\r')
}

/// An attribute of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    pub(super) name: Span,
    /// The value without its quotes; `None` without `=`.
    pub(super) value: Option<Span>,
    /// Whether quotes stand around the value.
    pub(super) quoted: bool,
}

/// The attributes of a tag, in order; ends at the `>` or at the end of the bytes.
pub(super) struct Attributes<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Attributes<'a> {
    /// Those of the tag `token` in `text`.
    pub(super) fn of(text: &'a str, token: &Token) -> Attributes<'a> {
        Attributes {
            bytes: &text.as_bytes()[..token.span.end],
            at: token.name.end,
        }
    }

    /// Moves on to the first byte for which `stop` holds.
    fn skip_to(&mut self, stop: impl Fn(u8) -> bool) {
        let rest = self.bytes[self.at..].iter();
        let length = rest.clone().position(|&byte| stop(byte));
        self.at += length.unwrap_or(rest.len());
    }

    fn value(&mut self) -> (Span, bool) {
        self.skip_to(|byte| !is_space(byte));
        let start = self.at;
        if let Some(&quote @ (b'"' | b'\'')) = self.bytes.get(start) {
            self.at = start + 1;
            self.skip_to(|byte| byte == quote);
            let value = Span::new(start + 1, self.at);
            self.at = (self.at + 1).min(self.bytes.len());
            return (value, true);
        }
        self.skip_to(|byte| is_space(byte) || byte == b'>');
        (Span::new(start, self.at), false)
    }
}

impl Iterator for Attributes<'_> {
    type Item = Attribute;

    fn next(&mut self) -> Option<Attribute> {
        self.skip_to(|byte| !is_space(byte) && byte != b'/');
        let start = self.at;
        if self.bytes.get(start).is_none_or(|&byte| byte == b'>') {
            return None;
        }
        // An equals sign at the start belongs to the name.
        self.at += 1;
        self.skip_to(|byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='));
        let name = Span::new(start, self.at);
        let end = self.at;
        self.skip_to(|byte| !is_space(byte));
        if self.bytes.get(self.at) != Some(&b'=') {
            self.at = end;
            return Some(Attribute {
                name,
                value: None,
                quoted: false,
            });
        }
        self.at += 1;
        let (value, quoted) = self.value();
        Some(Attribute {
            name,
            value: Some(value),
            quoted,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kind and bytes of each token.
    fn tokens(text: &str) -> Vec<(char, &str)> {
        let tokens = Tokens::new(text, Span::new(0, text.len()));
        let kind = |kind| match kind {
            TokenKind::Text => 't',
            TokenKind::Start { closed: false } => 's',
            TokenKind::Start { closed: true } => 'c',
            TokenKind::End => 'e',
            TokenKind::Comment => '!',
            TokenKind::Cdata => 'd',
            TokenKind::Other => 'o',
        };
        tokens
            .map(|token| (kind(token.kind), &text[token.span.range()]))
            .collect()
    }

    #[test]
    fn a_sign_before_no_name_is_text() {
        for text in ["a < b", "1<2", "<", "</", "<é>", "x <", "<>"] {
            assert_eq!(tokens(text), [('t', text)]);
        }
    }

    #[test]
    fn quotes_hide_the_end_of_a_tag() {
        assert_eq!(
            tokens("<p class=\"a>b\" x='>'>Été"),
            [('s', "<p class=\"a>b\" x='>'>"), ('t', "Été")]
        );
        assert_eq!(tokens("<a b=c'>'"), [('s', "<a b=c'>"), ('t', "'")]);
        assert_eq!(tokens("<a b=>'x"), [('s', "<a b=>"), ('t', "'x")]);
        assert_eq!(
            tokens("un <a href=\"x>y"),
            [('t', "un "), ('o', "<a href=\"x>y")]
        );
    }

    #[test]
    fn slashes_close_only_outside_values() {
        for closed in ["<br/>", "<br />", "<a b=\"c\"/>", "<a b/>", "<a b=c />"] {
            assert_eq!(tokens(closed), [('c', closed)]);
        }
        assert_eq!(tokens("<a href=/ru/>"), [('s', "<a href=/ru/>")]);
    }

    #[test]
    fn comments_end_as_browsers_end_them() {
        assert_eq!(tokens("<!-->a"), [('!', "<!-->"), ('t', "a")]);
        assert_eq!(tokens("<!--->a"), [('!', "<!--->"), ('t', "a")]);
        assert_eq!(
            tokens("<!-- a > b --!>c"),
            [('!', "<!-- a > b --!>"), ('t', "c")]
        );
        assert_eq!(tokens("<!--!>a-->b"), [('!', "<!--!>a-->"), ('t', "b")]);
        assert_eq!(tokens("<!-- sans fin"), [('!', "<!-- sans fin")]);
        assert_eq!(tokens("<!doctype html><?php a ?></ x>b").len(), 4);
    }

    #[test]
    fn a_script_ends_with_its_own_end_tag() {
        let end = |text: &str| {
            Tokens::new(text, Span::new(0, text.len()))
                .raw("script")
                .end
        };
        assert_eq!(end("a</b></SCRIPT >"), 5);
        assert_eq!(end("a</scripts>"), 11);
        assert_eq!(end("<!-- </script>"), 5);
        assert_eq!(end("<!-- <script> </script> </script>"), 24);
        assert_eq!(end("<!-- <script> --> </script>"), 18);
        assert_eq!(end("<!--> <script> </script>"), 15);
    }

    #[test]
    fn attributes_are_read_in_all_their_forms() {
        let text = "<a  =x b c=d  e = 'f' / g=\"h\">";
        let token = Tokens::new(text, Span::new(0, text.len())).next().unwrap();
        let found: Vec<(&str, Option<&str>)> = Attributes::of(text, &token)
            .map(|found| {
                let value = found.value.map(|value| &text[value.range()]);
                (&text[found.name.range()], value)
            })
            .collect();
        let expected = [
            ("=x", None),
            ("b", None),
            ("c", Some("d")),
            ("e", Some("f")),
            ("g", Some("h")),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn sections_count_where_they_exist() {
        let text = "<![CDATA[a>b]]>c";
        assert_eq!(tokens(text)[0], ('o', "<![CDATA[a>"));
        let mut tokens = Tokens::new(text, Span::new(0, text.len()));
        tokens.sections = true;
        assert_eq!(tokens.next().unwrap().span, Span::new(0, 15));
    }
}
