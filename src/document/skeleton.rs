//! Writing by splicing: new bytes for some spans, every other byte as it was.
//!
//! This is how a draft keeps the author's line ends, spaces and comments: the article is never
//! written anew from its blocks. Whether the new bytes read as meant is `fill`'s part.

use crate::text::Span;

/// New text for one span of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// The bytes that are replaced; an empty span inserts.
    pub span: Span,
    /// What stands there instead.
    pub text: String,
}

/// `text` with each splice made. Splices must be in order and must not overlap.
///
/// Without splices the result is the text itself. Cost: one copy of the text.
pub fn splice(text: &str, splices: &[Splice]) -> String {
    let grown: usize = splices.iter().map(|splice| splice.text.len()).sum();
    let mut out = String::with_capacity(text.len() + grown);
    let mut at = 0;
    for Splice { span, text: new } in splices {
        debug_assert!(
            at <= span.start && span.start <= span.end,
            "splices in order"
        );
        out.push_str(&text[at..span.start]);
        out.push_str(new);
        at = span.end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_splices_the_bytes_are_the_same() {
        let text = "\u{FEFF}Un\r\ndeux\r";
        assert_eq!(splice(text, &[]), text);
    }

    #[test]
    fn bytes_between_splices_stay() {
        let splices = [
            Splice {
                span: Span::new(0, 3),
                text: "La".into(),
            },
            Splice {
                span: Span::new(9, 9),
                text: " !".into(),
            },
        ];
        assert_eq!(splice("The probe", &splices), "La probe !");
    }
}
