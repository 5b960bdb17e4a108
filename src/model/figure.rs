//! Figures as meant: a measure, what it is about, a period, and a value or the reason why there is none.

use super::catalogue::{Stated, stated};
use super::names::Named;
use super::site::Context;
use super::{CountryCode, Id, Text};
use crate::diag::{Code, Diagnostic};
use crate::load::leaf::ungrouped;
use crate::load::raw::catalogues::Precision;
use crate::load::raw::sheet::RawFigure;
use crate::source::{Loc, Span};

/// A figure.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What is measured.
    pub measure: Loc<Id>,
    /// The country it is about.
    pub country: Option<CountryCode>,
    /// What else it is about.
    pub of: Option<Text>,
    /// When.
    pub period: Loc<Period>,
    /// The value, or why there is none.
    pub value: FigureValue,
    /// The place in the source document.
    pub source: Option<String>,
    /// The same figure as the source states it elsewhere.
    pub also_stated: Vec<Stated>,
    /// A remark.
    pub note: Option<Text>,
    /// Where it was written.
    pub span: Span,
}

/// A value, or the reason why there is none. A missing value is never 0.
#[derive(Clone, Debug)]
pub enum FigureValue {
    /// The number as written (plain decimal) and how exact it is meant to be.
    Known(String, Precision),
    /// Why it is missing.
    Missing(Text),
}

/// The time a figure is about: one moment, or from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The moment, or the first one.
    pub from: Moment,
    /// The last one of an interval.
    pub to: Option<Moment>,
}

/// A year, a month or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// A year.
    Year(u16),
    /// A year and a month from 1.
    Month(u16, u8),
    /// A day.
    Day(super::Date),
}

impl Moment {
    fn parse(text: &str) -> Option<Self> {
        let year = |text: &str| (text.len() == 4).then(|| text.parse::<u16>().ok()).flatten().filter(|year| (1800..=2200).contains(year));
        match text.split('-').collect::<Vec<_>>().as_slice() {
            [only] => year(only).map(Self::Year),
            [first, month] if month.len() == 2 => {
                let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
                Some(Self::Month(year(first)?, month))
            }
            [_, _, _] if text.len() == 10 => text.parse().ok().map(|date| Self::Day(super::Date(date))),
            _ => None,
        }
    }

    /// Year, month and day as far as they are given; orders moments by their beginning.
    fn parts(self) -> (u16, u8, i8) {
        match self {
            Self::Year(year) => (year, 0, 0),
            Self::Month(year, month) => (year, month, 0),
            Self::Day(date) => (u16::try_from(date.0.year()).unwrap_or(0), u8::try_from(date.0.month()).unwrap_or(0), date.0.day()),
        }
    }
}

impl Period {
    /// The year, if the period is exactly one.
    #[must_use]
    pub fn year(&self) -> Option<u16> {
        match (self.from, self.to) {
            (Moment::Year(year), None) => Some(year),
            _ => None,
        }
    }

    /// First and last year, if the period is an interval of whole years.
    #[must_use]
    pub fn years(&self) -> Option<(u16, u16)> {
        match (self.from, self.to) {
            (Moment::Year(from), Some(Moment::Year(to))) => Some((from, to)),
            _ => None,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        match text.split_once('/') {
            None => Some(Self { from: Moment::parse(text)?, to: None }),
            Some((from, to)) => {
                let (from, to) = (Moment::parse(from)?, Moment::parse(to)?);
                (from.parts() < to.parts()).then_some(Self { from, to: Some(to) })
            }
        }
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year}"),
            Self::Month(year, month) => write!(f, "{year}-{month:02}"),
            Self::Day(date) => write!(f, "{date}"),
        }
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.to {
            None => write!(f, "{}", self.from),
            Some(to) => write!(f, "{}/{to}", self.from),
        }
    }
}

/// Checks a list of figures; `only` is the country of the sheet they stand on, if it covers just one.
pub(super) fn figures(raw: Vec<RawFigure>, only: Option<CountryCode>, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Vec<Figure> {
    raw.into_iter().filter_map(|figure| self::figure(figure, only, context, faults)).collect()
}

fn figure(raw: RawFigure, only: Option<CountryCode>, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Option<Figure> {
    context.names.check(Named::Measure, &raw.measure, faults);
    context.texts([&raw.of, &raw.missing, &raw.note].into_iter().flatten(), faults);
    if let Some(country) = &raw.country {
        context.names.check_country(country, faults);
    }
    let period = Period::parse(&raw.period);
    if period.is_none() {
        faults.push(
            Diagnostic::error(Code::BadDate, raw.period.span, format!("`{}` is not a period", raw.period.value))
                .hint("write a year `2017`, a month `2018-02`, a day `2018-02-28`, or two of them with a slash `2015/2017`"),
        );
    }
    let country = raw.country.map(|country| country.value).or(only);
    if country.is_none() && raw.of.is_none() {
        faults.push(
            Diagnostic::error(Code::MissingKey, raw.measure.span, "this figure does not say what it is about")
                .hint("add `country:`, or describe it under `of:`"),
        );
    }
    let value = match (raw.value, raw.missing) {
        (Some(value), None) => {
            plain_number(&value, faults).then(|| FigureValue::Known(value.value, raw.precision.unwrap_or(Precision::Exact)))
        }
        (None, Some(reason)) => Some(FigureValue::Missing(reason)),
        (Some(value), Some(reason)) => {
            faults.push(
                Diagnostic::error(Code::BadValue, reason.span, "a figure cannot both be missing and have a value")
                    .related(value.span, "its value")
                    .hint("remove one of the two"),
            );
            None
        }
        (None, None) => {
            faults.push(
                Diagnostic::error(Code::MissingKey, raw.measure.span, "this figure has neither `value` nor `missing`")
                    .hint("add `value:`, or say under `missing:` why there is none"),
            );
            None
        }
    };
    Some(Figure {
        span: raw.measure.span,
        measure: raw.measure,
        country,
        of: raw.of,
        period: Loc::new(period?, raw.period.span),
        value: value?,
        source: raw.source.map(|source| source.value),
        also_stated: raw.also_stated.into_iter().map(|raw| stated(raw, faults)).collect(),
        note: raw.note,
    })
}

/// Whether the text is a plain decimal number; a fault if not.
pub(super) fn plain_number(text: &Loc<String>, faults: &mut Vec<Diagnostic>) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.len() <= 15 && part.bytes().all(|byte| byte.is_ascii_digit());
    let good = digits(whole) && digits(fraction);
    if !good {
        let hint = match meant(unsigned) {
            Some(number) => {
                format!("write digits, with a decimal point where needed: `{}{number}`", if unsigned.len() < text.len() { "-" } else { "" })
            }
            None => String::from("write at most 15 digits, with a decimal point where needed, as in `2.5`"),
        };
        faults.push(
            Diagnostic::error(Code::BadNumber, text.span, format!("`{}` is not a plain number", text.value))
                .hint(hint),
        );
    }
    good
}

/// The number that is meant by one with groups of digits or a decimal comma.
fn meant(text: &str) -> Option<String> {
    let number = ungrouped(text).or_else(|| {
        let (whole, fraction) = text.split_once(',')?;
        ungrouped(fraction).filter(|digits| digits == fraction)?;
        Some(format!("{}.{fraction}", ungrouped(whole)?))
    });
    number.filter(|number| number.len() <= 15)
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn groups_and_decimal_commas_are_understood() {
        for (text, expected) in [
            ("1,310", Some("1310")),
            ("1 310 000", Some("1310000")),
            ("1,5", Some("1.5")),
            ("1.310,25", Some("1310.25")),
            ("", None),
            ("many", None),
            ("1.2.3", None),
            ("2,", None),
            ("1234567890123456", None),
        ] {
            assert_eq!(meant(text).as_deref(), expected, "{text}");
        }
    }
}
