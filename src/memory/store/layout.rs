//! How values are stored: numbers in as few bytes as they need, texts with their length, lists with
//! their count, and of these everything else.
//!
//! A number is LEB128: seven bits a byte, the lowest first, the high bit says that more follow. What
//! may be missing is a list of none or one. Reading trusts no byte: a length past the end, text that
//! is no UTF-8, a tag inside a letter give `None`, and no list takes memory before its items came.

use crate::inline::{InlineTag, InlineText, TagKind, TagRole};
use crate::lang::LangTag;
use crate::memory::index::{Array, IndexArrays, VocabularyArrays};
use crate::memory::{Counts, MemoryHeader, Note, Prop, TranslationUnit, Variant};
use crate::text::Place;
use std::collections::BTreeMap;

/// A value with a stored form.
pub(super) trait Stored: Sized {
    /// Appends the stored form.
    fn put(&self, out: &mut Vec<u8>);

    /// Takes a value from the front of `input`; `None` when what stands there is none.
    fn take(input: &mut &[u8]) -> Option<Self>;
}

/// Payload bits of one byte of a number.
const BITS: u32 = 7;

impl Stored for u64 {
    fn put(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        while rest >= 1 << BITS {
            out.push(rest as u8 | 1 << BITS);
            rest >>= BITS;
        }
        out.push(rest as u8);
    }

    fn take(input: &mut &[u8]) -> Option<u64> {
        let mut value = 0;
        for shift in (0..u64::BITS).step_by(BITS as usize) {
            let byte = *input.split_off_first()?;
            let bits = u64::from(byte & ((1 << BITS) - 1));
            let shifted = bits << shift;
            if shifted >> shift != bits {
                return None;
            }
            value |= shifted;
            if byte < 1 << BITS {
                return Some(value);
            }
        }
        None
    }
}

impl Stored for usize {
    fn put(&self, out: &mut Vec<u8>) {
        (*self as u64).put(out);
    }

    fn take(input: &mut &[u8]) -> Option<usize> {
        usize::try_from(u64::take(input)?).ok()
    }
}

impl Stored for u32 {
    fn put(&self, out: &mut Vec<u8>) {
        u64::from(*self).put(out);
    }

    fn take(input: &mut &[u8]) -> Option<u32> {
        u32::try_from(u64::take(input)?).ok()
    }
}

/// Appends the stored form of a text.
pub(super) fn put_text(text: &str, out: &mut Vec<u8>) {
    text.len().put(out);
    out.extend_from_slice(text.as_bytes());
}

impl Stored for String {
    fn put(&self, out: &mut Vec<u8>) {
        put_text(self, out);
    }

    fn take(input: &mut &[u8]) -> Option<String> {
        let length = usize::take(input)?;
        let bytes = input.split_off(..length)?;
        std::str::from_utf8(bytes).ok().map(str::to_owned)
    }
}

impl<T: Stored> Stored for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        usize::from(self.is_some()).put(out);
        if let Some(value) = self {
            value.put(out);
        }
    }

    fn take(input: &mut &[u8]) -> Option<Option<T>> {
        match usize::take(input)? {
            0 => Some(None),
            1 => T::take(input).map(Some),
            _ => None,
        }
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.len().put(out);
        self.iter().for_each(|item| item.put(out));
    }

    fn take(input: &mut &[u8]) -> Option<Vec<T>> {
        let count = usize::take(input)?;
        let mut items = Vec::with_capacity(count.min(BELIEVED));
        for _ in 0..count {
            items.push(T::take(input)?);
        }
        Some(items)
    }
}

/// Items of a list for which room is made before they were seen; real lists are shorter.
const BELIEVED: usize = 8;

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }

    fn take(input: &mut &[u8]) -> Option<(A, B)> {
        Some((A::take(input)?, B::take(input)?))
    }
}

impl<K: Stored + Ord, V: Stored> Stored for BTreeMap<K, V> {
    fn put(&self, out: &mut Vec<u8>) {
        self.len().put(out);
        for (key, value) in self {
            key.put(out);
            value.put(out);
        }
    }

    fn take(input: &mut &[u8]) -> Option<BTreeMap<K, V>> {
        Some(Vec::take(input)?.into_iter().collect())
    }
}

/// A structure is its fields, one after the other.
macro_rules! stored_fields {
    ($type:ty { $($field:ident),* } $(, not $left_out:ident)*) => {
        impl Stored for $type {
            fn put(&self, out: &mut Vec<u8>) {
                $(self.$field.put(out);)*
            }

            fn take(input: &mut &[u8]) -> Option<Self> {
                Some(Self {
                    $($field: Stored::take(input)?,)*
                    $($left_out: None,)*
                })
            }
        }
    };
}

stored_fields!(MemoryHeader {
    version,
    root,
    attributes,
    props,
    notes,
    definitions
});
stored_fields!(TranslationUnit { id, attributes, props, notes, variants }, not place);
stored_fields!(Variant {
    lang,
    attributes,
    props,
    notes,
    content
});
stored_fields!(Prop {
    kind,
    attributes,
    value
});
stored_fields!(Note { attributes, text });
stored_fields!(Place { line, column });
stored_fields!(InlineTag { at, kind, pair, role, code, markup }, not file);
stored_fields!(Counts {
    units,
    languages,
    pairs
});

/// Numbers of a fixed width, which are random: checksums.
pub(super) struct Fixed(pub(super) u64);

impl Stored for Fixed {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0.to_le_bytes());
    }

    fn take(input: &mut &[u8]) -> Option<Fixed> {
        let bytes = input.split_off(..8)?;
        Some(Fixed(u64::from_le_bytes(*bytes.first_chunk()?)))
    }
}

impl<const N: usize> Stored for Array<N> {
    fn put(&self, out: &mut Vec<u8>) {
        self.start.put(out);
        self.items.put(out);
    }

    fn take(input: &mut &[u8]) -> Option<Array<N>> {
        let (start, items) = Stored::take(input)?;
        Some(Array { start, items })
    }
}

stored_fields!(VocabularyArrays {
    slots,
    starts,
    spellings
});
stored_fields!(IndexArrays {
    vocabulary,
    units,
    variants,
    lengths,
    tokens,
    lists,
    postings
});

impl Stored for LangTag {
    fn put(&self, out: &mut Vec<u8>) {
        put_text(self.as_str(), out);
    }

    fn take(input: &mut &[u8]) -> Option<LangTag> {
        let written = String::take(input)?;
        LangTag::parse(&written)
            .ok()
            .filter(|tag| tag.as_str() == written)
    }
}

impl Stored for InlineText {
    fn put(&self, out: &mut Vec<u8>) {
        self.text.put(out);
        self.tags.put(out);
    }

    fn take(input: &mut &[u8]) -> Option<InlineText> {
        let content = InlineText {
            text: Stored::take(input)?,
            tags: Stored::take(input)?,
            map: None,
        };
        let in_order = content.tags.is_sorted_by_key(|tag| tag.at);
        let places = content.tags.iter().map(|tag| tag.at);
        let between_letters = places
            .into_iter()
            .all(|at| content.text.is_char_boundary(at));
        (in_order && between_letters).then_some(content)
    }
}

/// Kinds of tags by their number; only to be added to.
const KINDS: [TagKind; 4] = [
    TagKind::Open,
    TagKind::Close,
    TagKind::Standalone,
    TagKind::Isolated,
];

/// Roles of tags by their number; only to be added to.
const ROLES: [TagRole; 10] = [
    TagRole::Other,
    TagRole::Emphasis,
    TagRole::Strong,
    TagRole::Strikethrough,
    TagRole::Link,
    TagRole::Image,
    TagRole::Code,
    TagRole::Autolink,
    TagRole::Note,
    TagRole::Break,
];

/// The number of `value` in `list`, which holds every value there is.
fn number_in<T: PartialEq>(list: &[T], value: &T) -> usize {
    let found = list.iter().position(|other| other == value);
    found.unwrap_or(list.len())
}

impl Stored for TagKind {
    fn put(&self, out: &mut Vec<u8>) {
        number_in(&KINDS, self).put(out);
    }

    fn take(input: &mut &[u8]) -> Option<TagKind> {
        KINDS.get(usize::take(input)?).copied()
    }
}

impl Stored for TagRole {
    fn put(&self, out: &mut Vec<u8>) {
        number_in(&ROLES, self).put(out);
    }

    fn take(input: &mut &[u8]) -> Option<TagRole> {
        ROLES.get(usize::take(input)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken<T: Stored>(mut bytes: &[u8]) -> Option<T> {
        T::take(&mut bytes)
    }

    fn stored<T: Stored>(value: &T) -> Vec<u8> {
        let mut bytes = Vec::new();
        value.put(&mut bytes);
        bytes
    }

    #[test]
    fn what_was_never_written_is_not_read() {
        assert_eq!(taken::<u64>(&[]), None);
        assert_eq!(taken::<u64>(&[0x80]), None);
        assert_eq!(taken::<u64>(&[0xFF; 11]), None);
        assert_eq!(taken::<u32>(&stored(&(1u64 << 32))), None);
        assert_eq!(taken::<String>(b"\x05Mir"), None);
        assert_eq!(taken::<String>(b"\x02\xD0\x20"), None);
        assert_eq!(taken::<Vec<u64>>(&stored(&u64::MAX)), None);
        assert_eq!(taken::<Option<u64>>(&[2, 0]), None);
        assert_eq!(taken::<LangTag>(b"\x05en_us"), None);
        assert_eq!(taken::<TagRole>(&[10]), None);
        let tag = InlineTag {
            at: 1,
            kind: TagKind::Standalone,
            pair: 0,
            role: TagRole::Break,
            code: "<br/>".to_owned(),
            markup: None,
            file: None,
        };
        let content = InlineText {
            text: "ёж".to_owned(),
            tags: vec![tag],
            map: None,
        };
        assert_eq!(taken::<InlineText>(&stored(&content)), None, "inside «ё»");
    }

    #[test]
    fn numbers_come_back_at_every_length() {
        for value in (0..u64::BITS).flat_map(|bit| [1 << bit, (1 << bit) - 1, u64::MAX >> bit]) {
            assert_eq!(taken(&stored(&value)), Some(value));
        }
        assert_eq!(stored(&127u64).len(), 1);
        assert_eq!(stored(&128u64).len(), 2);
    }

    #[test]
    fn every_kind_and_role_has_a_number() {
        for kind in KINDS {
            assert_eq!(taken(&stored(&kind)), Some(kind));
        }
        for role in ROLES {
            assert_eq!(taken(&stored(&role)), Some(role));
        }
    }
}
