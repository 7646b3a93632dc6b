//! Tags as marks with a number, for people to keep and to move.
//!
//! `<1>` opens, `</1>` closes, `<2/>` stands alone. The numbers count the tags of a segment from 1, in
//! the order in which its source has them. Where an article has text that looks like such a mark
//! (`<1>` in a manual about marks), all marks of its table have other brackets.

use crate::document::bilingual::BilingualUnit;
use crate::inline::{InlineTag, InlineText, TagKind};
use std::collections::HashSet;

/// Brackets of marks, the first that no text of a draft uses are taken.
const BRACKETS: [(char, char); 4] = [('<', '>'), ('[', ']'), ('{', '}'), ('⟦', '⟧')];

/// The marks of one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    open: char,
    close: char,
}

/// A piece of a content as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text.
    Text(&'a str),
    /// A tag, with the number of its mark.
    Tag(&'a InlineTag, usize),
}

impl Marks {
    /// The marks of a table of `units`: the same whenever the same draft is read.
    pub(super) fn of(units: &[BilingualUnit]) -> Marks {
        let texts = || {
            let contents = units
                .iter()
                .flat_map(|unit| [Some(&unit.source), unit.target.as_ref()]);
            contents.flatten().map(|content| content.text.as_str())
        };
        let mut all = BRACKETS
            .map(|(open, close)| Marks { open, close })
            .into_iter();
        let last = all.clone().next_back();
        let free = all.find(|marks| texts().all(|text| marks.find(text).is_none()));
        free.or(last).unwrap_or(Marks {
            open: '<',
            close: '>',
        })
    }

    /// What marks begin and end with.
    pub(super) fn brackets(self) -> (char, char) {
        (self.open, self.close)
    }

    /// How the tag `tag` with that number is written.
    pub(super) fn mark(self, tag: &InlineTag, number: usize) -> String {
        let Marks { open, close } = self;
        match tag.kind {
            TagKind::Open => format!("{open}{number}{close}"),
            TagKind::Close => format!("{open}/{number}{close}"),
            TagKind::Standalone | TagKind::Isolated => format!("{open}{number}/{close}"),
        }
    }

    /// The first thing in `text` that looks like a mark, and where.
    fn find(self, text: &str) -> Option<(usize, &str)> {
        let mut starts = text.match_indices(self.open).map(|(at, _)| at);
        starts.find_map(|at| Some((at, self.at(&text[at..])?)))
    }

    /// The mark that `text` begins with.
    fn at(self, text: &str) -> Option<&str> {
        let inside = text.strip_prefix(self.open)?;
        let (inside, _) = inside.split_once(self.close)?;
        let number = inside.strip_prefix('/').unwrap_or(inside);
        let number = number.strip_suffix('/').unwrap_or(number);
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let length = self.open.len_utf8() + inside.len() + self.close.len_utf8();
        is_number.then(|| &text[..length])
    }

    /// `content`, whose tags are those of `source`, as it is shown in a cell.
    pub(super) fn show(self, content: &InlineText, source: &InlineText) -> String {
        let mut shown = String::with_capacity(content.text.len());
        for piece in pieces(content, source) {
            match piece {
                Piece::Text(text) => shown.push_str(text),
                Piece::Tag(tag, number) => shown.push_str(&self.mark(tag, number)),
            }
        }
        plain(&shown)
    }

    /// The content that `shown` is, with the tags of `source`, each of which must be there once.
    ///
    /// # Errors
    /// With what is wrong with the marks.
    pub(super) fn read(self, shown: &str, source: &InlineText) -> Result<InlineText, String> {
        let wanted: Vec<(String, &InlineTag)> = numbered(source)
            .map(|(tag, number)| (self.mark(tag, number), tag))
            .collect();
        let mut content = InlineText::default();
        let mut seen: HashSet<&str> = HashSet::new();
        let mut rest = shown;
        while let Some((at, mark)) = self.find(rest) {
            let own = wanted.iter().find(|(own, _)| own == mark);
            let (own, tag) = own.ok_or_else(|| format!("the source has no mark {mark}"))?;
            if !seen.insert(own) {
                return Err(format!("the mark {own} stands twice"));
            }
            content.text.push_str(&rest[..at]);
            content.tags.push(InlineTag {
                at: content.text.len(),
                file: None,
                ..(*tag).clone()
            });
            rest = &rest[at + mark.len()..];
        }
        content.text.push_str(rest);
        if let Some((mark, _)) = wanted
            .iter()
            .find(|(mark, _)| !seen.contains(mark.as_str()))
        {
            return Err(format!("the mark {mark} is missing"));
        }
        let mut open = HashSet::new();
        for tag in &content.tags {
            if tag.kind == TagKind::Open {
                open.insert(tag.pair);
            } else if tag.kind == TagKind::Close && !open.contains(&tag.pair) {
                let mark = wanted
                    .iter()
                    .find(|(_, own)| own.pair == tag.pair && own.kind == tag.kind);
                let mark = mark.map_or("", |(mark, _)| mark);
                return Err(format!(
                    "the mark {mark} stands before the one that opens it"
                ));
            }
        }
        Ok(content)
    }
}

/// The tags of `source`, each with the number of its mark.
fn numbered(source: &InlineText) -> impl Iterator<Item = (&InlineTag, usize)> {
    let mut pairs: Vec<u32> = Vec::new();
    source.tags.iter().map(move |tag| {
        let known = pairs.iter().position(|&pair| pair == tag.pair);
        let index = known.unwrap_or_else(|| {
            pairs.push(tag.pair);
            pairs.len() - 1
        });
        (tag, index + 1)
    })
}

/// `content`, whose tags are those of `source`, piece by piece; a tag that the source has not is not
/// shown.
pub(super) fn pieces<'a>(content: &'a InlineText, source: &InlineText) -> Vec<Piece<'a>> {
    let numbers: Vec<(u32, usize)> = numbered(source)
        .map(|(tag, number)| (tag.pair, number))
        .collect();
    let mut pieces = Vec::new();
    let mut done = 0;
    for tag in &content.tags {
        let Some((_, number)) = numbers.iter().find(|(pair, _)| *pair == tag.pair) else {
            continue;
        };
        let at = tag.at.clamp(done, content.text.len());
        pieces.push(Piece::Text(&content.text[done..at]));
        pieces.push(Piece::Tag(tag, *number));
        done = at;
    }
    pieces.push(Piece::Text(&content.text[done..]));
    pieces
}

/// `text` on one line: white space that a program may break a line at is one space, none at the ends.
/// A no-break space is a character like any other.
pub(super) fn plain(text: &str) -> String {
    let words = text
        .split([' ', '\t', '\n', '\r'])
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::TagRole;

    const ANGLES: Marks = Marks {
        open: '<',
        close: '>',
    };

    fn tag(at: usize, kind: TagKind, pair: u32) -> InlineTag {
        InlineTag {
            at,
            kind,
            pair,
            role: TagRole::Other,
            code: String::new(),
            markup: None,
            file: None,
        }
    }

    /// `The CNES probe.` with a pair around the name and a mark at the end.
    fn source() -> InlineText {
        let tags = vec![
            tag(4, TagKind::Open, 9),
            tag(8, TagKind::Close, 9),
            tag(15, TagKind::Standalone, 4),
        ];
        InlineText {
            tags,
            ..InlineText::plain("The CNES probe.")
        }
    }

    #[test]
    fn what_is_shown_reads_back() {
        let source = source();
        let shown = ANGLES.show(&source, &source);
        assert_eq!(shown, "The <1>CNES</1> probe.<2/>");
        assert_eq!(ANGLES.read(&shown, &source), Ok(source));
    }

    #[test]
    fn marks_may_move_but_none_may_be_lost() {
        let source = source();
        let read = |shown: &str| ANGLES.read(shown, &source);
        let moved = read("La sonde<2/> du <1>CNES</1>").unwrap();
        assert_eq!(moved.text, "La sonde du CNES");
        assert_eq!(moved.tags[0], tag(8, TagKind::Standalone, 4));
        for (shown, wrong) in [
            ("Le <1>CNES</1>.", "the mark <2/> is missing"),
            ("Le <1>CNES</1 >.<2/>", "the mark </1> is missing"),
            ("Le <1>CNES</1>.<2/><2/>", "the mark <2/> stands twice"),
            ("Le <1>CNES</1>.<2>", "the source has no mark <2>"),
            ("Le <1>CNES</1>.<12/>", "the source has no mark <12/>"),
            (
                "Le </1>CNES<1>.<2/>",
                "the mark </1> stands before the one that opens it",
            ),
        ] {
            assert_eq!(read(shown).unwrap_err(), wrong, "{shown}");
        }
    }

    #[test]
    fn text_that_looks_like_a_mark_changes_the_brackets() {
        let marks = |text: &str| {
            Marks::of(&[BilingualUnit {
                source: InlineText::plain(text),
                ..BilingualUnit::default()
            }])
        };
        assert_eq!(marks("a <b> 1 < 2, 3 > 2 <>").open, '<');
        assert_eq!(marks("write </12> here").open, '[');
        assert_eq!(marks("<1> [2/] {3}").open, '⟦');
        assert_eq!(marks("<1> [2] {3} ⟦4⟧").open, '⟦');
    }

    #[test]
    fn lines_are_one_and_a_no_break_space_stays() {
        assert_eq!(plain(" a\r\n b\u{A0}:\tc "), "a b\u{A0}: c");
    }
}
