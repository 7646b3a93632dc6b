//! Numbers as exact decimals, whatever marks they were written with.
//!
//! `1,234.5` in English and `1 234,5` in French or Russian are one decimal: the digits 12345 and
//! the power of ten −1. Nothing is rounded and nothing is a float, so equal means equal.

use std::fmt;

/// Most digits a decimal holds; longer runs are codes, not quantities.
const MOST_DIGITS: usize = 30;

/// An exact decimal number: `digits × 10^exponent`, without trailing zeros in `digits`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Decimal {
    negative: bool,
    digits: u128,
    exponent: i32,
}

impl Decimal {
    /// The whole number `value`.
    pub(crate) fn from_integer(value: u64) -> Decimal {
        Decimal::normal(false, u128::from(value), 0)
    }

    /// The decimal of `whole` and `fraction`, both ASCII digits only; `None` when they are more
    /// than thirty or other characters stand among them.
    pub(crate) fn from_digits(whole: &str, fraction: &str) -> Option<Decimal> {
        if whole.len() + fraction.len() > MOST_DIGITS {
            return None;
        }
        let mut digits: u128 = 0;
        for c in whole.chars().chain(fraction.chars()) {
            digits = digits * 10 + u128::from(c.to_digit(10)?);
        }
        let places = i32::try_from(fraction.len()).ok()?;
        Some(Decimal::normal(false, digits, -places))
    }

    fn normal(negative: bool, mut digits: u128, mut exponent: i32) -> Decimal {
        if digits == 0 {
            return Decimal {
                negative: false,
                digits: 0,
                exponent: 0,
            };
        }
        while digits.is_multiple_of(10) {
            digits /= 10;
            exponent += 1;
        }
        Decimal {
            negative,
            digits,
            exponent,
        }
    }

    /// The same number below zero.
    pub(crate) fn negated(self) -> Decimal {
        Decimal::normal(!self.negative, self.digits, self.exponent)
    }

    /// The number times ten to the `power`.
    pub(crate) fn scaled(self, power: u8) -> Decimal {
        Decimal::normal(self.negative, self.digits, self.exponent + i32::from(power))
    }

    /// The value as a small whole number, when it is one.
    pub(crate) fn as_integer(self) -> Option<u64> {
        let power = u32::try_from(self.exponent).ok()?;
        if self.negative {
            return None;
        }
        let value = self.digits.checked_mul(10u128.checked_pow(power)?)?;
        u64::try_from(value).ok()
    }
}

impl fmt::Display for Decimal {
    /// The number as a fingerprint names it: `12345e-1`, `-2e6`, `26`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        match self.as_integer() {
            Some(value) => write!(f, "{value}"),
            None => write!(f, "{sign}{}e{}", self.digits, self.exponent),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailing_zeros_do_not_count() {
        assert_eq!(
            Decimal::from_digits("1", "50"),
            Decimal::from_digits("01", "5")
        );
        assert_eq!(
            Decimal::from_digits("2", "").unwrap().scaled(6),
            Decimal::from_integer(2_000_000)
        );
    }

    #[test]
    fn a_code_of_many_digits_is_no_decimal() {
        assert_eq!(Decimal::from_digits(&"9".repeat(31), ""), None);
        assert_eq!(Decimal::from_digits("1a", ""), None);
    }

    #[test]
    fn nought_has_no_sign() {
        let nought = Decimal::from_integer(0);
        assert_eq!(nought.negated(), nought);
    }
}
