//! The words of the interface in one language, and how that language writes numbers, money and dates.
//!
//! In: a theme's `strings/<language>.yaml`. What the page recomputes must print like the build, so separators come
//! from this table and from nowhere else. Plural forms follow CLDR.

use std::collections::BTreeMap;

use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

use crate::diag::{Code, Diagnostic};
use crate::load::yaml::{Node, Value};
use crate::model::figure::{Moment, Period};
use crate::model::{Date, Lang};

/// A language's table.
pub struct Words {
    /// The language.
    pub lang: Lang,
    texts: BTreeMap<String, String>,
    plurals: BTreeMap<String, BTreeMap<String, String>>,
    months: Vec<String>,
    rules: Option<PluralRules>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Words({})", self.lang)
    }
}

impl Words {
    /// Reads a table; entries of the wrong shape are faults.
    #[must_use]
    pub fn new(lang: &Lang, node: &Node, faults: &mut Vec<Diagnostic>) -> Self {
        let mut words = Self { lang: lang.clone(), texts: BTreeMap::new(), plurals: BTreeMap::new(), months: Vec::new(), rules: rules(lang) };
        let Value::Mapping(entries) = &node.value else {
            faults.push(Diagnostic::error(Code::WrongType, node.span, "expected a table of words").hint("write `key: text` lines"));
            return words;
        };
        for entry in entries {
            match &entry.value.value {
                Value::Scalar(scalar) => {
                    words.texts.insert(entry.key.clone(), scalar.text.clone());
                }
                Value::Sequence(items) if entry.key == "months" => {
                    words.months = items.iter().filter_map(text).collect();
                }
                Value::Mapping(forms) => {
                    let forms = forms.iter().filter_map(|form| Some((form.key.clone(), text(&form.value)?))).collect();
                    words.plurals.insert(entry.key.clone(), forms);
                }
                _ => faults.push(
                    Diagnostic::error(Code::WrongType, entry.key_span, format!("`{}` is neither a text nor plural forms", entry.key))
                        .hint("write text, or `{one: …, other: …}`"),
                ),
            }
        }
        words
    }

    /// Takes over what this table lacks from another one, with a warning that names it.
    pub fn fill_up(&mut self, base: &Self, place: crate::source::Span, faults: &mut Vec<Diagnostic>) {
        let mut missing: Vec<&str> = Vec::new();
        for (key, text) in base.texts.iter().filter(|(key, _)| !self.texts.contains_key(*key)).collect::<Vec<_>>() {
            self.texts.insert(key.clone(), text.clone());
            missing.push(key);
        }
        for (key, forms) in base.plurals.iter().filter(|(key, _)| !self.plurals.contains_key(*key)).collect::<Vec<_>>() {
            self.plurals.insert(key.clone(), forms.clone());
            missing.push(key);
        }
        if self.months.len() != base.months.len() {
            self.months.clone_from(&base.months);
            missing.push("months");
        }
        if !missing.is_empty() {
            let named: Vec<String> = missing.iter().take(8).map(|key| format!("`{key}`")).collect();
            let more = missing.len().saturating_sub(named.len());
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            faults.push(
                Diagnostic::warning(Code::MissingUiStrings, place, format!("the words of `{}` lack {}{more}", self.lang, named.join(", ")))
                    .hint("translate these entries; until then the built-in words are shown"),
            );
        }
    }

    /// The text of a key, or the key itself where the table lacks it.
    #[must_use]
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).map_or(key, String::as_str)
    }

    /// The text of a key with `{name}` replaced.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut rest = self.get(key);
        let mut out = String::with_capacity(rest.len() + 32);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let found = values.iter().find_map(|(name, value)| Some((value, after.strip_prefix(name)?.strip_prefix('}')?)));
            rest = if let Some((value, after)) = found {
                out.push_str(value);
                after
            } else {
                out.push('{');
                after
            };
        }
        out.push_str(rest);
        out
    }

    /// The plural form of a key for `n`, with `{n}` replaced by the number as this language writes it.
    #[must_use]
    pub fn count(&self, key: &str, n: u64) -> String {
        let category = self.rules.as_ref().map_or("other", |rules| category_name(rules.category_for(n)));
        let forms = self.plurals.get(key);
        let form = forms.and_then(|forms| forms.get(category).or_else(|| forms.get("other")));
        form.map_or_else(|| format!("{n} {key}"), |form| form.replace("{n}", &self.number(&n.to_string())))
    }

    /// The texts and plural forms whose keys begin with a prefix or are named, for a page's script.
    #[must_use]
    pub fn for_script(&self, prefix: &str, named: &[&str]) -> BTreeMap<&str, serde_json::Value> {
        let wanted = |key: &str| key.starts_with(prefix) || named.contains(&key);
        let texts = self.texts.iter().map(|(key, text)| (key.as_str(), serde_json::Value::from(text.as_str())));
        let plurals = self.plurals.iter().map(|(key, forms)| (key.as_str(), serde_json::json!(forms)));
        let months = [("months", serde_json::json!(self.months))];
        texts.chain(plurals).filter(|(key, _)| wanted(key)).chain(months).collect()
    }

    /// Every text, for the templates.
    #[must_use]
    pub fn texts(&self) -> &BTreeMap<String, String> {
        &self.texts
    }

    /// What separates thousands.
    #[must_use]
    pub fn group(&self) -> &str {
        self.get("number_group")
    }

    /// The fewest digits that are grouped: four digits stand without a separator in some languages.
    #[must_use]
    pub fn group_from(&self) -> usize {
        self.get("number_group_from").parse().unwrap_or(4)
    }

    /// What separates the fraction.
    #[must_use]
    pub fn decimal(&self) -> &str {
        self.get("number_decimal")
    }

    /// A plain decimal number (`-1234.5`) as this language writes it.
    #[must_use]
    pub fn number(&self, plain: &str) -> String {
        let (sign, unsigned) = plain.strip_prefix('-').map_or(("", plain), |rest| ("−", rest));
        let (whole, fraction) = unsigned.split_once('.').map_or((unsigned, None), |(whole, fraction)| (whole, Some(fraction)));
        let mut out = String::from(sign);
        let from = self.group_from();
        for (index, digit) in whole.chars().enumerate() {
            let left = whole.len() - index;
            if index > 0 && left.is_multiple_of(3) && whole.len() >= from {
                out.push_str(self.group());
            }
            out.push(digit);
        }
        if let Some(fraction) = fraction {
            out.push_str(self.decimal());
            out.push_str(fraction);
        }
        out
    }

    /// An amount with its currency, before or behind the number as the language has it.
    #[must_use]
    pub fn money(&self, amount: u64, currency: &str) -> String {
        self.fill("money", &[("currency", currency), ("n", &self.number(&amount.to_string()))])
    }

    /// A number of hundredths with its sign.
    #[must_use]
    pub fn per_cent(&self, plain: &str) -> String {
        self.fill("per_cent", &[("n", &self.number(plain))])
    }

    /// A day.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        let month = usize::try_from(date.0.month()).unwrap_or(1);
        // The first of a month has a form of its own in some languages.
        let day = if date.0.day() == 1 { self.get("date_first").to_owned() } else { date.0.day().to_string() };
        self.fill("date", &[("day", &day), ("month", self.month(month)), ("year", &date.0.year().to_string())])
    }

    /// A period, an interval with a dash.
    #[must_use]
    pub fn period(&self, period: &Period) -> String {
        let moment = |moment: Moment| match moment {
            Moment::Year(year) => year.to_string(),
            Moment::Month(year, month) => self.fill("month_year", &[("month", self.month(month.into())), ("year", &year.to_string())]),
            Moment::Day(date) => self.date(date),
        };
        match period.to {
            None => moment(period.from),
            Some(to) => format!("{}–{}", moment(period.from), moment(to)),
        }
    }

    fn month(&self, month: usize) -> &str {
        self.months.get(month.wrapping_sub(1)).map_or("?", String::as_str)
    }
}

fn text(node: &Node) -> Option<String> {
    match &node.value {
        Value::Scalar(scalar) => Some(scalar.text.clone()),
        _ => None,
    }
}

fn rules(lang: &Lang) -> Option<PluralRules> {
    let locale: icu_locale_core::Locale = lang.as_str().parse().ok()?;
    PluralRules::try_new((&locale).into(), PluralRulesOptions::default()).ok()
}

fn category_name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}
