//! Figures as text in the reader's language, computed exactly.
//!
//! A figure comes as text (`15.1`, `-3`, `2/3`) and leaves as text; no binary floating point is involved, so that
//! what is printed does not depend on how it was computed. The page's script formats by the same words.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// The longest text read as a figure.
const MAX_LENGTH: usize = 200;
/// The most decimal places written.
pub(super) const MAX_PLACES: usize = 12;

/// How a language writes numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberFormat {
    /// Between whole and fraction: `.` in English, `,` in Spanish.
    pub decimal: String,
    /// Between groups of three digits: `,` in English, `.` in Spanish; empty for none.
    pub group: String,
    /// The fewest digits that are grouped: 4 in English, 5 in Spanish, where `5000` has no point.
    pub group_from: usize,
    /// Before a negative number.
    pub minus: String,
    /// Before an amount of money, space included: `USD `.
    pub currency: String,
    /// After a percentage, space included where the language has one: `%`.
    pub percent: String,
}

impl Default for NumberFormat {
    /// English.
    fn default() -> Self {
        let [decimal, group, minus, currency, percent] = [".", ",", "-", "USD ", "%"].map(String::from);
        Self { decimal, group, group_from: 4, minus, currency, percent }
    }
}

impl NumberFormat {
    /// A figure with exactly so many places (at most 12), half rounded away from zero; `None` if the text is not
    /// a figure.
    #[must_use]
    pub fn fixed(&self, figure: &str, places: usize) -> Option<String> {
        Some(self.write(&round(&read(figure)?, places), true))
    }

    /// A figure with the places it has, if they are at most six, else rounded to `fallback` places; zeros at the
    /// end are left out.
    #[must_use]
    pub fn plain(&self, figure: &str, fallback: usize) -> Option<String> {
        Some(self.write(&shortest(&read(figure)?, fallback), true))
    }

    /// An amount of money in whole units with the currency before it.
    #[must_use]
    pub fn amount(&self, figure: &str) -> Option<String> {
        Some(format!("{}{}", self.currency, self.fixed(figure, 0)?))
    }

    /// A figure that is already in per cent, with at most one place unless said otherwise, and the sign.
    #[must_use]
    pub fn percentage(&self, figure: &str, places: Option<usize>) -> Option<String> {
        let number = match places {
            Some(places) => self.fixed(figure, places)?,
            None => self.write(&without_zeros(round(&read(figure)?, 1)), true),
        };
        Some(format!("{number}{}", self.percent))
    }

    /// A figure with the language's decimal sign but without grouping, as years and codes are written.
    #[must_use]
    pub fn ungrouped(&self, figure: &str) -> Option<String> {
        Some(self.write(&shortest(&read(figure)?, 2), false))
    }

    fn write(&self, decimal: &Decimal, grouped: bool) -> String {
        let mut text = String::with_capacity(decimal.whole.len() * 2 + decimal.fraction.len() + 4);
        if decimal.negative {
            text.push_str(&self.minus);
        }
        for (index, digit) in decimal.whole.chars().enumerate() {
            if grouped && index > 0 && decimal.whole.len() >= self.group_from && (decimal.whole.len() - index).is_multiple_of(3) {
                text.push_str(&self.group);
            }
            text.push(digit);
        }
        if !decimal.fraction.is_empty() {
            text.push_str(&self.decimal);
            text.push_str(&decimal.fraction);
        }
        text
    }
}

/// A number cut to its digits.
struct Decimal {
    negative: bool,
    whole: String,
    fraction: String,
}

/// Reads `12`, `-12.50` or `2/3`.
fn read(text: &str) -> Option<BigRational> {
    let text = text.trim();
    if text.len() > MAX_LENGTH {
        return None;
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let whole_number = |digits: &str| -> Option<BigInt> {
        (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
    };
    let value = if let Some((numerator, denominator)) = digits.split_once('/') {
        let denominator = whole_number(denominator).filter(|denominator| !denominator.is_zero())?;
        BigRational::new(whole_number(numerator)?, denominator)
    } else if let Some((whole, fraction)) = digits.split_once('.') {
        let scale = ten_to(fraction.len());
        BigRational::new(whole_number(whole)? * &scale + whole_number(fraction)?, scale)
    } else {
        BigRational::from_integer(whole_number(digits)?)
    };
    Some(if negative { -value } else { value })
}

fn ten_to(power: usize) -> BigInt {
    let mut result = BigInt::one();
    for _ in 0..power {
        result *= 10;
    }
    result
}

/// Half is rounded away from zero, as by hand.
fn round(value: &BigRational, places: usize) -> Decimal {
    let places = places.min(MAX_PLACES);
    let scaled = value.abs() * ten_to(places);
    let doubled: BigInt = scaled.numer() * 2 + scaled.denom();
    let digits = doubled.div_floor(&(scaled.denom() * 2)).to_string();
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let negative = value.is_negative() && digits.bytes().any(|digit| digit != b'0');
    Decimal { negative, whole: whole.to_owned(), fraction: fraction.to_owned() }
}

fn shortest(value: &BigRational, fallback: usize) -> Decimal {
    let exact = (value * ten_to(6)).is_integer();
    without_zeros(round(value, if exact { 6 } else { fallback }))
}

fn without_zeros(mut decimal: Decimal) -> Decimal {
    decimal.fraction.truncate(decimal.fraction.trim_end_matches('0').len());
    decimal
}

/// A figure rounded, as a plain decimal number that a computation can go on with.
pub(super) fn rounded(figure: &str, places: usize) -> Option<String> {
    let plain = NumberFormat { group: String::new(), ..NumberFormat::default() };
    Some(plain.write(&without_zeros(round(&read(figure)?, places)), false))
}
