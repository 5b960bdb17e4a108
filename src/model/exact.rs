//! Exact rational numbers: what every score, weight and condition is computed with.
//!
//! In: decimal text or whole numbers. Out: sums, quotients, roundings and roots without any loss, as text.
//! Numbers live in a pair of 64-bit integers, which nearly all fit, and move to big integers when they do not, and back
//! when they do; a step between two small numbers is taken in 128 bits, which cannot overflow.
//! There is no way from or to a binary float, on purpose: hundreds of published scores are exact ties.

use std::cmp::Ordering;
use std::fmt::{self, Write as _};
use std::num::NonZeroU64;
use std::ops::{Add, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use serde::{Serialize, Serializer};

/// The longest number that is read from text, in characters.
const MAX_TEXT: usize = 1000;
/// The longest number that is read without big integers, in characters.
const SHORT: usize = 18;
/// How many decimal places a root keeps; the rest is cut.
const ROOT_PLACES: u32 = 30;

/// An exact rational number of any size.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Exact(Form);

/// Always reduced, the denominator positive, and `Small` whenever it fits: so equal numbers are equal values.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    Small(i64, Denominator),
    Big(Box<BigRational>),
}

/// A denominator, at most `i64::MAX`. That it is never 0 keeps an [`Exact`] at 16 bytes.
type Denominator = NonZeroU64;

crate::load::decode::words! {
    /// What happens to the digits that are cut off.
    pub enum Mode as "a rounding mode" {
        /// To the nearest; a tie goes away from zero.
        HalfUp = "half_up",
        /// To the nearest; a tie goes to the even neighbour.
        HalfEven = "half_even",
        /// Down, towards minus infinity.
        Floor = "floor",
    }
}

impl Exact {
    /// Zero.
    pub const ZERO: Self = Self(Form::Small(0, Denominator::MIN));
    /// One.
    pub const ONE: Self = Self(Form::Small(1, Denominator::MIN));
    /// A hundred: the top of every score.
    pub const HUNDRED: Self = Self(Form::Small(100, Denominator::MIN));

    /// The fraction `numerator / denominator`; `None` if the denominator is 0.
    #[must_use]
    pub fn ratio(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator != 0).then(|| Self::reduced(i128::from(numerator), i128::from(denominator)))
    }

    /// Reads a plain decimal such as `12`, `-3` or `0.25`, as authors write it; `None` for anything else.
    #[must_use]
    pub fn decimal(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if text.len() > MAX_TEXT || !plain(whole) || !plain(fraction) {
            return None;
        }
        let places = u32::try_from(fraction.len()).ok()?;
        if text.len() <= SHORT {
            let scale = 10i128.pow(places);
            let whole: i128 = whole.parse().ok()?;
            let number = whole * scale + fraction.parse::<i128>().ok()?;
            return Some(Self::reduced(if digits.len() < text.len() { -number } else { number }, scale));
        }
        let number: BigInt = format!("{whole}{fraction}").parse().ok()?;
        let number = if digits.len() < text.len() { -number } else { number };
        Some(Self::from_big(BigRational::new(number, BigInt::from(10).pow(places))))
    }

    /// Reads the canonical text: a plain decimal, or `n/d`; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('/') {
            None => Self::decimal(text),
            Some((numerator, denominator)) if !text.contains('.') => {
                Self::decimal(numerator)?.divided(&Self::decimal(denominator)?)
            }
            Some(_) => None,
        }
    }

    /// The quotient; `None` when dividing by 0.
    #[must_use]
    pub fn divided(&self, by: &Self) -> Option<Self> {
        if by.is_zero() {
            return None;
        }
        if let (Some((a, b)), Some((c, d))) = (self.small(), by.small()) {
            return Some(Self::reduced(a * d, b * c));
        }
        Some(Self::from_big(self.big() / by.big()))
    }

    /// This part as per cent of a whole; 0 of nothing.
    #[must_use]
    pub fn per_cent_of(&self, whole: &Self) -> Self {
        (&Self::HUNDRED * self).divided(whole).unwrap_or(Self::ZERO)
    }

    /// The remainder of a division that cuts towards zero (its sign is that of `self`); `None` when dividing by 0.
    #[must_use]
    pub fn remainder(&self, by: &Self) -> Option<Self> {
        let quotient = self.divided(by)?;
        let cut = if quotient.is_negative() { -(-quotient).rounded(0, Mode::Floor) } else { quotient.rounded(0, Mode::Floor) };
        Some(self - &(&cut * by))
    }

    /// Rounded to so many decimal places.
    #[must_use]
    pub fn rounded(&self, places: u32, mode: Mode) -> Self {
        if places == 0 || self.is_whole() {
            return self.whole(mode);
        }
        let scale = 10i128.checked_pow(places);
        if let (Some((n, d)), Some(scale)) = (self.small(), scale)
            && let Some(scaled) = n.checked_mul(scale)
        {
            return Self::reduced(nearest(scaled, d, mode), scale);
        }
        let scale = Self::from_big(BigRational::from_integer(BigInt::from(10).pow(places)));
        (self * &scale).whole(mode).divided(&scale).unwrap_or(Self::ZERO)
    }

    /// The `degree`-th root of a number that is not negative, to 30 decimal places, the rest cut;
    /// `None` for a negative number or degree 0. Source: `⌊(x·10^(30·degree))^(1/degree)⌋ / 10^30`.
    #[must_use]
    pub fn root(&self, degree: u32) -> Option<Self> {
        if degree == 0 || self.is_negative() {
            return None;
        }
        let ratio = self.big();
        let scaled = (ratio.numer() * BigInt::from(10).pow(ROOT_PLACES * degree)).div_floor(ratio.denom());
        Some(Self::from_big(BigRational::new(scaled.nth_root(degree), BigInt::from(10).pow(ROOT_PLACES))))
    }

    /// Whether it is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Form::Small(0, _))
    }

    /// Whether it is below 0.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Form::Small(n, _) => *n < 0,
            Form::Big(ratio) => ratio.is_negative(),
        }
    }

    /// Whether it has no fraction.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Form::Small(_, d) => d.get() == 1,
            Form::Big(ratio) => ratio.is_integer(),
        }
    }

    /// The number as a count, if it is whole and fits.
    #[must_use]
    pub fn to_u32(&self) -> Option<u32> {
        match &self.0 {
            Form::Small(n, d) if d.get() == 1 => u32::try_from(*n).ok(),
            _ => None,
        }
    }

    /// Rounded half up and written with exactly so many decimals, with a point: `76.0`.
    #[must_use]
    pub fn fixed(&self, places: u32) -> String {
        let text = self.rounded(places, Mode::HalfUp).to_string();
        if places == 0 {
            return text;
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        format!("{whole}.{fraction:0<width$}", width = places as usize)
    }

    /// The nearest whole number by `mode`.
    fn whole(&self, mode: Mode) -> Self {
        match &self.0 {
            Form::Small(_, d) if d.get() == 1 => self.clone(),
            Form::Small(n, d) => Self::reduced(nearest(i128::from(*n), i128::from(d.get()), mode), 1),
            Form::Big(ratio) => {
                let (quotient, rest) = ratio.numer().div_mod_floor(ratio.denom());
                let up = rises((&rest * 2u8).cmp(ratio.denom()), ratio.is_positive(), quotient.is_even(), mode) && !rest.is_zero();
                Self::from_big(BigRational::from_integer(if up { quotient + 1 } else { quotient }))
            }
        }
    }

    /// Numerator and denominator of a small number.
    fn small(&self) -> Option<(i128, i128)> {
        match &self.0 {
            Form::Small(n, d) => Some((i128::from(*n), i128::from(d.get()))),
            Form::Big(_) => None,
        }
    }

    /// `n / d` in lowest terms; `d` is not 0.
    fn reduced(n: i128, d: i128) -> Self {
        let (n, d) = if d < 0 { (-n, -d) } else { (n, d) };
        let common = common(n, d);
        let (n, d) = if common == 1 { (n, d) } else { (n / common, d / common) };
        let small = i64::try_from(n).ok().filter(|n| *n != i64::MIN).zip(i64::try_from(d).ok());
        match small.and_then(|(n, d)| Some((n, Denominator::new(d.unsigned_abs())?))) {
            Some((n, d)) => Self(Form::Small(n, d)),
            None => Self(Form::Big(Box::new(BigRational::new_raw(BigInt::from(n), BigInt::from(d))))),
        }
    }

    fn big(&self) -> BigRational {
        match &self.0 {
            Form::Small(n, d) => BigRational::new_raw(BigInt::from(*n), BigInt::from(d.get())),
            Form::Big(ratio) => (**ratio).clone(),
        }
    }

    fn from_big(ratio: BigRational) -> Self {
        match (ratio.numer().to_i64(), ratio.denom().to_i64().and_then(|d| Denominator::new(d.unsigned_abs()))) {
            // The lowest value has no positive twin, so it stays big and negation never overflows.
            (Some(n), Some(d)) if n != i64::MIN => Self(Form::Small(n, d)),
            _ => Self(Form::Big(Box::new(ratio))),
        }
    }
}

/// The whole number nearest to `n / d` by `mode`; `d` is above 0.
fn nearest(n: i128, d: i128, mode: Mode) -> i128 {
    // Long division is slow in 128 bits, and seldom needed.
    let (quotient, rest) = match (i64::try_from(n), i64::try_from(d)) {
        (Ok(n), Ok(d)) => (i128::from(n.div_euclid(d)), i128::from(n.rem_euclid(d))),
        _ => (n.div_euclid(d), n.rem_euclid(d)),
    };
    quotient + i128::from(rest != 0 && rises(rest.cmp(&(d - rest)), n > 0, quotient % 2 == 0, mode))
}

/// Whether a fraction goes up: `half` compares it with one half.
fn rises(half: Ordering, positive: bool, even: bool, mode: Mode) -> bool {
    match (mode, half) {
        (Mode::Floor, _) | (_, Ordering::Less) => false,
        (_, Ordering::Greater) => true,
        (Mode::HalfUp, Ordering::Equal) => positive,
        (Mode::HalfEven, Ordering::Equal) => !even,
    }
}

/// The greatest common divisor; word-sized numbers, which nearly all are, take the short way.
fn common(a: i128, b: i128) -> i128 {
    if b == 1 || a == 1 {
        return 1;
    }
    match (u64::try_from(a.unsigned_abs()), u64::try_from(b.unsigned_abs())) {
        (Ok(0), Ok(other)) | (Ok(other), Ok(0)) => i128::from(other),
        (Ok(a), Ok(b)) => i128::from(a.gcd(&b)),
        _ => a.gcd(&b),
    }
}

impl From<u32> for Exact {
    fn from(number: u32) -> Self {
        Self(Form::Small(i64::from(number), Denominator::MIN))
    }
}

impl Add for &Exact {
    type Output = Exact;
    fn add(self, other: Self) -> Exact {
        match (self.small(), other.small()) {
            (Some((a, b)), Some((c, d))) if b == d => Exact::reduced(a + c, b),
            (Some((a, b)), Some((c, d))) => Exact::reduced(a * d + c * b, b * d),
            _ => Exact::from_big(self.big() + other.big()),
        }
    }
}

impl Sub for &Exact {
    type Output = Exact;
    fn sub(self, other: Self) -> Exact {
        match (self.small(), other.small()) {
            (Some((a, b)), Some((c, d))) if b == d => Exact::reduced(a - c, b),
            (Some((a, b)), Some((c, d))) => Exact::reduced(a * d - c * b, b * d),
            _ => Exact::from_big(self.big() - other.big()),
        }
    }
}

impl Mul for &Exact {
    type Output = Exact;
    fn mul(self, other: Self) -> Exact {
        if let (Some((a, b)), Some((c, d))) = (self.small(), other.small()) {
            return Exact::reduced(a * c, b * d);
        }
        Exact::from_big(self.big() * other.big())
    }
}

impl Neg for Exact {
    type Output = Self;
    fn neg(self) -> Self {
        match self.0 {
            Form::Small(n, d) => Self(Form::Small(-n, d)),
            Form::Big(ratio) => Self::from_big(-*ratio),
        }
    }
}

impl<'a> std::iter::Sum<&'a Exact> for Exact {
    fn sum<I: Iterator<Item = &'a Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, |sum, number| &sum + number)
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Some((a, b)), Some((c, d))) = (self.small(), other.small()) {
            return if b == d { a.cmp(&c) } else { (a * d).cmp(&(c * b)) };
        }
        self.big().cmp(&other.big())
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The canonical text: a plain decimal if it ends, else `n/d` in lowest terms.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Form::Small(n, d) = &self.0 {
            return small_text(*n, d.get(), f);
        }
        let ratio = self.big();
        let (twos, rest) = strip(ratio.denom().clone(), 2);
        let (fives, rest) = strip(rest, 5);
        if !rest.is_one() {
            return write!(f, "{}/{}", ratio.numer(), ratio.denom());
        }
        let places = twos.max(fives);
        let digits = (ratio.numer().abs() * BigInt::from(10).pow(places) / ratio.denom()).to_string();
        let places = places as usize;
        let digits = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let (sign, point) = (if ratio.is_negative() { "-" } else { "" }, if places == 0 { "" } else { "." });
        write!(f, "{sign}{whole}{point}{fraction}")
    }
}

/// The text of `n / d`, in lowest terms.
fn small_text(n: i64, d: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if d == 1 {
        return write!(f, "{n}");
    }
    let (mut rest, mut fives) = (d >> d.trailing_zeros(), 0);
    while rest % 5 == 0 {
        rest /= 5;
        fives += 1;
    }
    if rest != 1 {
        return write!(f, "{n}/{d}");
    }
    let sign = if n < 0 { "-" } else { "" };
    let (mut fraction, d) = (u128::from(n.unsigned_abs()), u128::from(d));
    write!(f, "{sign}{}.", fraction / d)?;
    // Long division: one digit a step, and it ends.
    for _ in 0..d.trailing_zeros().max(fives) {
        fraction = fraction % d * 10;
        f.write_char(char::from(b'0' + u8::try_from(fraction / d).unwrap_or(0)))?;
    }
    Ok(())
}

/// How often a factor goes into a number, and what is left.
fn strip(mut number: BigInt, factor: u8) -> (u32, BigInt) {
    let mut times = 0;
    while (&number % factor).is_zero() {
        number /= factor;
        times += 1;
    }
    (times, number)
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
#[path = "exact_tests.rs"]
mod tests;
