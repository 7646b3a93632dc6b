//! Elements in which nothing is for a translator, passed over whole.
//!
//! A script ends where its own rules say, a template at the end tag that answers, a picture in SVG
//! there too, or earlier: a `<p>` inside it that no `foreignObject` allows ends it, and what follows
//! is text of the page again.

use super::elements::{ELEMENTS, Role, breaks_out, index_of};
use super::tokens::{Token, TokenKind, Tokens};

impl<'a> Tokens<'a> {
    /// The element name of `token`.
    pub(super) fn name(&self, token: &Token) -> &'a str {
        &self.text[token.name.range()]
    }

    /// Passes over the rest of the raw element called `name`, end tag included.
    pub(super) fn pass_raw(&mut self, name: &str) {
        self.raw(name);
        let next = self.ahead().next();
        if let Some(end) = next.filter(|next| next.kind == TokenKind::End) {
            self.at = end.span.end;
        }
    }

    /// Passes over the rest of the template called `name`, those inside it included.
    pub(super) fn pass_hidden(&mut self, name: &str) {
        let mut depth = 1_usize;
        while depth > 0
            && let Some(next) = self.next()
        {
            let other = self.name(&next);
            match next.kind {
                TokenKind::Start { .. } if other.eq_ignore_ascii_case(name) => depth += 1,
                TokenKind::Start { .. } if is_raw(other) => {
                    self.raw(other);
                }
                TokenKind::End if other.eq_ignore_ascii_case(name) => depth -= 1,
                _ => {}
            }
        }
    }

    /// Passes over the rest of the picture or formula called `name`.
    pub(super) fn pass_foreign(&mut self, name: &str) {
        let sections = std::mem::replace(&mut self.sections, true);
        let (mut depth, mut html) = (1_usize, 0_usize);
        while depth > 0
            && let Some(next) = self.next()
        {
            let other = self.name(&next);
            let same = other.eq_ignore_ascii_case(name);
            match next.kind {
                TokenKind::Start { closed: true } => {}
                TokenKind::Start { .. } if same => depth += 1,
                TokenKind::Start { .. } if holds_html(other) => html += 1,
                TokenKind::Start { .. } if html == 0 && breaks_out(other) => {
                    self.at = next.span.start;
                    break;
                }
                TokenKind::End if same => depth -= 1,
                TokenKind::End if holds_html(other) => html = html.saturating_sub(1),
                _ => {}
            }
        }
        self.sections = sections;
    }
}

fn is_raw(name: &str) -> bool {
    index_of(name).is_some_and(|index| matches!(ELEMENTS[index].role, Role::Raw))
}

/// Whether an element of SVG or MathML holds HTML.
fn holds_html(name: &str) -> bool {
    ["foreignObject", "desc", "title", "annotation-xml"]
        .iter()
        .any(|other| other.eq_ignore_ascii_case(name))
}
