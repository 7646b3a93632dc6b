//! When a translation was last changed.

use super::unit::{TranslationUnit, attribute};
use super::view::{UnitView, VariantView};

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

    /// Reads a date as people and programs write it: the form of TMX, `2026-11-24`, or
    /// `2026-11-24T09:30:00Z`; a day without a time begins at midnight, UTC.
    pub fn read(text: &str) -> Option<ChangeDate> {
        let digits: String = text.chars().filter(|c| !matches!(c, '-' | ':')).collect();
        let whole = match digits.len() {
            8 => format!("{digits}T000000Z"),
            _ => digits,
        };
        let date = ChangeDate::parse(&whole)?;
        let two = |at: usize| whole[at..at + 2].parse::<u32>().unwrap_or(u32::MAX);
        let exists = (1..=12).contains(&two(4))
            && (1..=31).contains(&two(6))
            && two(9) < 24
            && two(11) < 60
            && two(13) <= 60;
        exists.then_some(date)
    }

    /// The date that many seconds after the beginning of 1970, UTC; none past the year 9999.
    pub fn of_seconds(seconds: u64) -> Option<ChangeDate> {
        let (days, second) = (seconds / 86_400, seconds % 86_400);
        let (year, month, day) = civil(i64::try_from(days).ok()?);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        ChangeDate::parse(&format!(
            "{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z"
        ))
    }

    /// The date as TMX writes it.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Year, month and day of a day counted from 1 January 1970: eras of 400 years, each year from March
/// on, so that the leap day is its last.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// When and by whom units that do not say so were made or changed. The clock never stamps: the same
/// input gives the same memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When.
    pub date: ChangeDate,
    /// By whom.
    pub user: Option<String>,
}

impl Stamp {
    /// Stamps a new unit, unless it has a date.
    pub fn create(&self, unit: &mut TranslationUnit) {
        if last_date(unit).is_none() {
            self.put(unit, "creationdate", "creationid");
        }
    }

    /// Stamps a unit without a date that takes the place of `old`: it keeps when and by whom that was
    /// made.
    pub fn change(&self, unit: &mut TranslationUnit, old: &TranslationUnit) {
        if last_date(unit).is_some() {
            return;
        }
        for name in ["creationdate", "creationid"] {
            if let Some(value) = attribute(&old.attributes, name) {
                set(unit, name, value);
            }
        }
        self.put(unit, "changedate", "changeid");
    }

    fn put(&self, unit: &mut TranslationUnit, date: &str, user: &str) {
        set(unit, date, self.date.as_str());
        if let Some(name) = &self.user {
            set(unit, user, name);
        }
    }
}

fn set(unit: &mut TranslationUnit, name: &str, value: &str) {
    unit.attributes.retain(|(other, _)| other != name);
    unit.attributes.push((name.to_owned(), value.to_owned()));
}

/// When any variant of the unit was last changed.
pub(super) fn last_date(unit: &TranslationUnit) -> Option<ChangeDate> {
    let variants = 0..unit.variants.len().max(1);
    variants
        .filter_map(|variant| unit.change_date(variant))
        .max()
}

/// When `unit` or its variant `target` was last changed, if either says so.
pub fn change_date<U: UnitView>(unit: &U, target: usize) -> Option<ChangeDate> {
    let of_target = unit.variants().get(target);
    let of_target = of_target.into_iter().flat_map(VariantView::attributes);
    let dates = unit
        .attributes()
        .chain(of_target)
        .filter(|(name, _)| matches!(*name, "changedate" | "creationdate"))
        .filter_map(|(_, value)| ChangeDate::parse(value));
    dates.max()
}

impl TranslationUnit {
    /// When the unit or its variant `target` was last changed, if either says so.
    pub fn change_date(&self, target: usize) -> Option<ChangeDate> {
        change_date(self, target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_write_dates_in_other_forms() {
        let read = |text| ChangeDate::read(text).map(|date| date.as_str().to_owned());
        for text in [
            "2026-11-24",
            "20261124",
            "2026-11-24T00:00:00Z",
            "20261124T000000Z",
        ] {
            assert_eq!(read(text).as_deref(), Some("20261124T000000Z"), "{text}");
        }
        for text in [
            "24.11.2026",
            "2026-13-01",
            "2026-11-24T25:00:00Z",
            "yesterday",
            "",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn seconds_are_counted_from_1970() {
        let date = |seconds| ChangeDate::of_seconds(seconds).map(|date| date.as_str().to_owned());
        for (seconds, expected) in [
            (0, "19700101T000000Z"),
            (951_782_399, "20000228T235959Z"),
            (951_868_799, "20000229T235959Z"),
            (951_868_800, "20000301T000000Z"),
            (1_795_512_600, "20261124T093000Z"),
            (4_107_542_399, "21000228T235959Z"),
            (4_107_542_400, "21000301T000000Z"),
        ] {
            assert_eq!(date(seconds).as_deref(), Some(expected));
        }
        assert_eq!(date(u64::MAX), None);
    }

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
