//! Blocks of an HTML text, from its tokens.
//!
//! The walk keeps the block elements that are open ([`Stack`]) and at most one content that is being
//! filled. A block element, opened or closed, ends the content.
//!
//! Inline elements are no part of the stack: a `<b>` that goes on in the next paragraph is half a
//! pair in both. Nothing recurses.

use super::attributes::{self, Facts};
use super::content::{Builder, Reading};
use super::elements::{ELEMENTS, Element, Role, index_of};
use super::language;
use super::prose::is_prose;
use super::stack::{Context, Stack};
use super::tokens::{Token, TokenKind, Tokens};
use crate::document::{Block, BlockKind};
use crate::inline::{InlineText, TagRole};
use crate::text::Span;

struct Walk<'a> {
    text: &'a str,
    tokens: Tokens<'a>,
    /// Whether `<p/>` is a whole element, as in XHTML.
    xml: bool,
    stack: Stack,
    builder: Builder<'a>,
    blocks: Vec<Block>,
}

/// The blocks of `text` in `span`, in order; text outside all elements is of the kind `outside`.
pub(super) fn blocks(text: &str, span: Span, xml: bool, outside: BlockKind) -> Vec<Block> {
    let mut tokens = Tokens::new(text, span);
    tokens.sections = xml;
    let mut walk = Walk {
        text,
        tokens,
        xml,
        stack: Stack::new(outside),
        builder: Builder::new(text),
        blocks: Vec::new(),
    };
    while let Some(token) = walk.tokens.next() {
        walk.token(token);
    }
    walk.flush();
    walk.blocks
}

impl<'a> Walk<'a> {
    fn token(&mut self, token: Token) {
        match token.kind {
            TokenKind::Text => {
                let reading = self.reading();
                self.builder.text(token.span, reading);
            }
            TokenKind::Start { closed } => self.start(&token, closed),
            TokenKind::End => self.end(&token),
            // The text of a section needs no escapes, as no other text does: it stays as it is.
            TokenKind::Comment | TokenKind::Cdata | TokenKind::Other => {
                self.builder.standalone(TagRole::Other, token.span);
            }
        }
    }

    fn reading(&self) -> Reading {
        Reading {
            keep_space: self.stack.context().keep_space,
            ..Reading::default()
        }
    }

    fn start(&mut self, token: &Token, closed: bool) {
        let Some(index) = index_of(self.tokens.name(token)) else {
            return self.inline(token, "", TagRole::Other, closed);
        };
        let element = &ELEMENTS[index];
        let alone = element.void || (closed && self.xml);
        match element.role {
            Role::Inline(role) => self.inline(token, element.name, role, alone),
            Role::Break => self.builder.line_break(token.span),
            Role::Image => self.image(token),
            Role::Raw | Role::Hidden if alone => self.whole(token),
            Role::Foreign if closed => self.whole(token),
            Role::Raw => {
                self.tokens.pass_raw(element.name);
                self.whole(token);
            }
            Role::Hidden => {
                self.tokens.pass_hidden(element.name);
                self.whole(token);
            }
            Role::Foreign => {
                self.tokens.pass_foreign(element.name);
                self.whole(token);
            }
            _ => self.block(token, index, alone),
        }
    }

    /// The start tag of an element inside a line.
    fn inline(&mut self, token: &Token, name: &str, role: TagRole, alone: bool) {
        let facts = self.facts(token, name);
        self.builder.values(facts.values);
        if alone {
            return self.builder.standalone(TagRole::Other, token.span);
        }
        let role = match role {
            _ if facts.translate == Some(false) => TagRole::Code,
            TagRole::Link if !facts.href => TagRole::Other,
            role => role,
        };
        self.builder.open(self.tokens.name(token), role, token.span);
    }

    fn image(&mut self, token: &Token) {
        let facts = self.facts(token, "img");
        self.builder.values(facts.values);
        match facts.alt {
            Some(words) if facts.translate != Some(false) => self.builder.image(token.span, words),
            _ => self.builder.standalone(TagRole::Image, token.span),
        }
    }

    /// What the attributes of `token` say; no values where nothing is for a translator.
    fn facts(&self, token: &Token, name: &str) -> Facts {
        // `<b>` and the like, the most frequent tags, have none.
        if token.span.end <= token.name.end + 1 {
            return Facts::default();
        }
        let mut facts = attributes::read(self.text, token, name);
        let context = self.stack.context();
        if !context.translate && facts.translate != Some(true) {
            facts.values.clear();
        }
        let foreign = match facts.language {
            Some(own) if !language::is_whole(name) => {
                context.language.is_some_and(|language| language != own)
            }
            _ => context.foreign,
        };
        if foreign {
            facts.values.clear();
        }
        facts
    }

    /// An element that was passed over, from its start tag to here.
    fn whole(&mut self, token: &Token) {
        let span = Span::new(token.span.start, self.tokens.at);
        self.builder.standalone(TagRole::Other, span);
    }

    /// The start tag of a block element, number `index`.
    fn block(&mut self, token: &Token, index: usize, alone: bool) {
        self.flush();
        let element = &ELEMENTS[index];
        self.stack.before(element);
        let facts = self.facts(token, element.name);
        self.blocks.extend(facts.values.iter().cloned());
        let context = self.inside(element, &facts);
        if element.name == "hr" {
            self.push(BlockKind::Markup, token.span, InlineText::default());
        }
        if alone {
            return;
        }
        let named = matches!(context.kind, BlockKind::Heading(_) | BlockKind::Footnote);
        let name = facts.id.filter(|_| named).and_then(|id| id.value);
        let name = name.map(|name| self.text[name.range()].to_owned());
        self.stack.push(index, context, name);
        match element.role {
            Role::Title | Role::Field => self.plain(element),
            Role::Preformatted => self.skip_line_end(),
            _ => {}
        }
    }

    /// What text means inside `element`, which begins here.
    fn inside(&mut self, element: &Element, facts: &Facts) -> Context {
        let mut context = self.stack.context();
        context.translate = facts.translate.unwrap_or(context.translate);
        context.code |= facts.code && context.kind != BlockKind::Value;
        match facts.language {
            Some(own) if language::is_whole(element.name) => context.language = Some(own),
            Some(own) => context.foreign = context.language.is_some_and(|page| page != own),
            None => {}
        }
        match element.role {
            Role::Root => context.code = false,
            Role::Heading(level) => context.kind = BlockKind::Heading(level),
            Role::List => context.lists = context.lists.saturating_add(1),
            Role::Item | Role::Description => {
                context.kind = BlockKind::ListItem(context.lists.max(1));
            }
            Role::Quote => context.kind = BlockKind::Quote,
            Role::Table | Role::Caption => context.kind = BlockKind::Paragraph,
            Role::Row => self.stack.next_row(),
            Role::Cell => context.kind = self.stack.next_cell(element),
            Role::Preformatted => {
                context.keep_space = true;
                context.code |= self.begins_with_code();
            }
            Role::Title => context.kind = BlockKind::Value,
            Role::Field => context.keep_space = true,
            _ => {}
        }
        if facts.note {
            context.kind = BlockKind::Footnote;
        }
        context
    }

    /// Whether the `pre` that begins here holds an element of code first.
    fn begins_with_code(&self) -> bool {
        let mut tokens = self.tokens.ahead();
        let mut first = tokens.next();
        if let Some(token) = first
            && token.kind == TokenKind::Text
            && self.text[token.span.range()].trim().is_empty()
        {
            first = tokens.next();
        }
        first.is_some_and(|token| {
            let name = self.tokens.name(&token);
            let code = ["code", "samp", "kbd", "tt", "span", "font", "var"];
            matches!(token.kind, TokenKind::Start { .. })
                && code.iter().any(|code| code.eq_ignore_ascii_case(name))
        })
    }

    /// The first line end in a `pre` is no part of its text.
    fn skip_line_end(&mut self) {
        let rest = &self.text[self.tokens.at..];
        let length = match rest.as_bytes() {
            [b'\r', b'\n', ..] => 2,
            [b'\n', ..] => 1,
            _ => 0,
        };
        self.tokens.pass(length);
    }

    /// Title or text field: references count, tags do not.
    fn plain(&mut self, element: &Element) {
        let span = self.tokens.raw(element.name);
        let reading = self.reading();
        self.builder.text(span, reading);
        self.flush();
        self.stack.pop();
    }

    fn end(&mut self, token: &Token) {
        let name = self.tokens.name(token);
        let Some(index) = index_of(name) else {
            return self.builder.close(name, token.span);
        };
        let element = &ELEMENTS[index];
        match element.role {
            Role::Break => self.builder.line_break(token.span),
            Role::Inline(_) | Role::Image | Role::Raw | Role::Hidden | Role::Foreign => {
                self.builder.close(name, token.span);
            }
            // What comes after them still belongs to the page.
            Role::Root if element.name != "head" => self.flush(),
            _ => {
                self.flush();
                self.stack.end(index);
            }
        }
    }

    /// Ends the content that is being filled, if there is one.
    fn flush(&mut self) {
        if self.builder.is_empty() {
            return;
        }
        let finished = self.builder.finish();
        let mut values = finished.values.into_iter().peekable();
        let extent = finished.content.file_extent();
        if let Some(span) = extent {
            while let Some(value) = values.next_if(|value| value.span.end <= span.start) {
                self.blocks.push(value);
            }
            if !self.text_block(finished.content, span) {
                while values.next_if(|value| span.contains(value.span)).is_some() {}
            }
        }
        self.blocks.extend(values);
    }

    /// Takes `content` as a block; whether it is for a translator.
    fn text_block(&mut self, content: InlineText, span: Span) -> bool {
        if content.text.trim().is_empty() {
            return true;
        }
        let context = self.stack.context();
        let code = context.keep_space
            && !matches!(self.stack.top(), Some(top) if top.role == Role::Field)
            && (context.code || !is_prose(&content.text));
        if code || !context.translate || context.foreign {
            let code = InlineText {
                tags: Vec::new(),
                ..content
            };
            self.push(BlockKind::Code, span, code);
            return false;
        }
        self.push(context.kind, span, content);
        true
    }

    fn push(&mut self, kind: BlockKind, span: Span, content: InlineText) {
        let name = self.stack.take_name();
        self.blocks.push(Block {
            kind,
            span,
            content,
            name,
        });
    }
}
