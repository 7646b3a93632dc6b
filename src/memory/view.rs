//! What is asked of a unit, wherever it stands: held in memory, or in its stored form.
//!
//! Most units that a search comes near are not shown. To rank them it needs a text, some languages
//! and attributes; taking a whole unit from its file for that would cost more than the search. So
//! whatever ranks asks a [`UnitView`], and only what is shown becomes a [`TranslationUnit`].

use super::unit::{Prop, TranslationUnit, Variant};
use crate::inline::TagKind;
use crate::lang::LangTag;

/// A unit that can be looked at.
pub trait UnitView {
    /// Its variants.
    type Variant: VariantView;

    /// Attributes, as pairs of name and value.
    fn attributes(&self) -> impl Iterator<Item = (&str, &str)>;

    /// Properties, as pairs of type and value.
    fn props(&self) -> impl Iterator<Item = (&str, &str)>;

    /// Its variants in file order.
    fn variants(&self) -> &[Self::Variant];
}

/// A variant that can be looked at.
pub trait VariantView {
    /// The language, as a tag in its usual case.
    fn lang(&self) -> Option<&str>;

    /// Attributes, as pairs of name and value.
    fn attributes(&self) -> impl Iterator<Item = (&str, &str)>;

    /// Properties, as pairs of type and value.
    fn props(&self) -> impl Iterator<Item = (&str, &str)>;

    /// The text without tags.
    fn text(&self) -> &str;

    /// The kinds of its tags.
    fn tags(&self) -> impl Iterator<Item = TagKind>;
}

fn pairs(attributes: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    let pairs = attributes.iter();
    pairs.map(|(name, value)| (name.as_str(), value.as_str()))
}

fn values(props: &[Prop]) -> impl Iterator<Item = (&str, &str)> {
    props
        .iter()
        .map(|prop| (prop.kind.as_str(), prop.value.as_str()))
}

impl UnitView for TranslationUnit {
    type Variant = Variant;

    fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        pairs(&self.attributes)
    }

    fn props(&self) -> impl Iterator<Item = (&str, &str)> {
        values(&self.props)
    }

    fn variants(&self) -> &[Variant] {
        &self.variants
    }
}

impl VariantView for Variant {
    fn lang(&self) -> Option<&str> {
        self.lang.as_ref().map(LangTag::as_str)
    }

    fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        pairs(&self.attributes)
    }

    fn props(&self) -> impl Iterator<Item = (&str, &str)> {
        values(&self.props)
    }

    fn text(&self) -> &str {
        &self.content.text
    }

    fn tags(&self) -> impl Iterator<Item = TagKind> {
        self.content.tags.iter().map(|tag| tag.kind)
    }
}
