//! How a run of digits with `.` and `,` is read by the customs of one language.
//!
//! The mark that is the language's decimal mark makes decimals, the other one groups thousands if
//! it stands before three digits. What fits neither (`1.2.3`) is a code. English `1,234` is 1234,
//! French `1,234` is 1.234; Russian `1.234` may be either.

use super::Reading;
use super::decimal::Decimal;

/// What `digits` (ASCII digits with `.` and `,` between them) may mean, the likeliest first.
pub(crate) fn readings(digits: &str, decimal_mark: char) -> Vec<Reading> {
    let code = || vec![Reading::Code(digits.to_owned())];
    let marks: Vec<char> = digits.chars().filter(|c| !c.is_ascii_digit()).collect();
    let numbers = match marks[..] {
        [] => vec![decimal(digits, "")],
        [mark] => one_mark(digits, mark, decimal_mark),
        [first, ref between @ .., _] if between.iter().any(|&mark| mark != first) => {
            return code();
        }
        [first, .., last] if first == last => vec![grouped(digits, first)],
        [first, .., last] => {
            let Some((whole, fraction)) = digits.rsplit_once(last) else {
                return code();
            };
            let whole = grouped_digits(whole, first);
            vec![whole.and_then(|whole| decimal(&whole, fraction))]
        }
    };
    let found: Vec<Reading> = numbers.into_iter().flatten().map(Reading::Number).collect();
    if found.is_empty() { code() } else { found }
}

fn one_mark(digits: &str, mark: char, decimal_mark: char) -> Vec<Option<Decimal>> {
    let Some((whole, fraction)) = digits.split_once(mark) else {
        return Vec::new();
    };
    let plain = decimal(whole, fraction);
    if mark == decimal_mark {
        return vec![plain];
    }
    match grouped(digits, mark) {
        // `1.234` in a French or Russian text is often a version or an English figure.
        Some(group) if mark == '.' => vec![Some(group), plain],
        Some(group) => vec![Some(group)],
        None => vec![plain],
    }
}

fn decimal(whole: &str, fraction: &str) -> Option<Decimal> {
    Decimal::from_digits(whole, fraction)
}

fn grouped(digits: &str, mark: char) -> Option<Decimal> {
    decimal(&grouped_digits(digits, mark)?, "")
}

/// The digits of `1,234,567` without their marks, if these stand as thousands marks do.
fn grouped_digits(digits: &str, mark: char) -> Option<String> {
    let mut groups = digits.split(mark);
    let first = groups.next()?;
    let well = is_first_group(first) && groups.all(|group| group.len() == 3);
    well.then(|| digits.chars().filter(char::is_ascii_digit).collect())
}

/// Whether `digits` can stand before groups of three: one to three digits, not from nought.
pub(super) fn is_first_group(digits: &str) -> bool {
    (1..=3).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(whole: &str, fraction: &str) -> Reading {
        Reading::Number(Decimal::from_digits(whole, fraction).unwrap())
    }

    #[test]
    fn a_version_is_a_code() {
        assert_eq!(readings("1.2.3", '.'), [Reading::Code("1.2.3".into())]);
        assert_eq!(readings("2.0.0", ','), [Reading::Code("2.0.0".into())]);
        assert_eq!(readings("1,2.3,4", '.'), [Reading::Code("1,2.3,4".into())]);
    }

    #[test]
    fn the_mark_of_the_language_decides() {
        assert_eq!(readings("1,234", '.'), [number("1234", "")]);
        assert_eq!(readings("1,234", ','), [number("1", "234")]);
        assert_eq!(readings("1,5", '.'), [number("1", "5")]);
    }

    #[test]
    fn two_marks_say_which_is_which() {
        for mark in ['.', ','] {
            assert_eq!(readings("1,234.5", mark), [number("1234", "5")]);
            assert_eq!(readings("1.234.567,5", mark), [number("1234567", "5")]);
        }
    }

    #[test]
    fn a_point_before_three_digits_may_be_either_in_french() {
        assert_eq!(
            readings("1.234", ','),
            [number("1234", ""), number("1", "234")]
        );
        assert_eq!(readings("0.234", ','), [number("0", "234")]);
    }
}
