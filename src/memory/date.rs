//! When a translation was last changed.

use super::unit::TranslationUnit;

/// A date as TMX writes it, `20261124T093000Z`: of two the later is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangeDate([u8; FORM.len()]);

/// The one form there is; dates of it are in order as text.
const FORM: &[u8; 16] = b"00000000T000000Z";

impl ChangeDate {
    /// Reads a date; any other text is none.
    pub fn parse(text: &str) -> Option<ChangeDate> {
        let bytes: [u8; FORM.len()] = text.as_bytes().try_into().ok()?;
        let fits = |(byte, form): (&u8, &u8)| match form {
            b'0' => byte.is_ascii_digit(),
            _ => byte == form,
        };
        bytes
            .iter()
            .zip(FORM)
            .all(fits)
            .then_some(ChangeDate(bytes))
    }
}

impl TranslationUnit {
    /// When the unit or its variant `target` was last changed, if either says so.
    pub fn change_date(&self, target: usize) -> Option<ChangeDate> {
        let of_target = self.variants.get(target);
        let of_target = of_target.map_or(&[][..], |variant| &variant.attributes);
        let attributes = self.attributes.iter().chain(of_target);
        let dates = attributes
            .filter(|(name, _)| matches!(name.as_str(), "changedate" | "creationdate"))
            .filter_map(|(_, value)| ChangeDate::parse(value));
        dates.max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_of_the_standard_form_are_dates() {
        assert!(ChangeDate::parse("20261124T093000Z") > ChangeDate::parse("20261123T235959Z"));
        for text in [
            "2026-11-24",
            "20261124",
            "",
            "20261124T093000+",
            "2026112éT093000",
        ] {
            assert_eq!(ChangeDate::parse(text), None, "{text:?}");
        }
    }
}
