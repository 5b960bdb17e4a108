//! The sentences computed in prose: every expression of every document evaluated once, after scoring.
//!
//! In: the documents and the figures of the toolbox. Out: the text of each expression per language, and a fault
//! for each that cannot be evaluated. What an expression may read is listed in [`values`] and in the README.

use std::collections::BTreeMap;

use minijinja::Value;

use super::words::Words;
use crate::diag::Diagnostic;
use crate::doc::compute::{Numbers, Sandbox};
use crate::doc::{Computed, Document};
use crate::model::{Lang, Toolbox};
use crate::outline::links::documents;
use crate::source::Span;
use crate::theme::Theme;

/// The results, by the place of the expression and the language it is shown in.
#[derive(Clone, Debug, Default)]
pub struct ComputedTexts {
    results: BTreeMap<(Lang, Span, usize), String>,
}

impl ComputedTexts {
    /// The results that a document needs.
    #[must_use]
    pub fn of(&self, document: &Document, lang: &Lang) -> Computed {
        let result = |(index, computation): (usize, &crate::doc::Computation)| {
            self.results.get(&(lang.clone(), computation.span, index)).cloned().unwrap_or_default()
        };
        Computed(document.computations.iter().enumerate().map(result).collect())
    }
}

/// Evaluates all expressions.
#[must_use]
pub fn computed(toolbox: &Toolbox, theme: &Theme) -> (ComputedTexts, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let mut texts = ComputedTexts::default();
    let values = values(toolbox);
    for (lang, document) in documents(toolbox) {
        if document.computations.is_empty() {
            continue;
        }
        let Some(words) = theme.words(lang) else { continue };
        let sandbox = Sandbox::new(numbers(words, toolbox));
        for (index, computation) in document.computations.iter().enumerate() {
            match sandbox.evaluate(computation, &values) {
                Ok(text) => {
                    texts.results.insert((lang.clone(), computation.span, index), text);
                }
                Err(fault) => faults.push(fault),
            }
        }
    }
    (texts, faults)
}

fn numbers(words: &Words, toolbox: &Toolbox) -> Numbers {
    Numbers {
        decimal: words.decimal().to_owned(),
        group: words.group().to_owned(),
        group_from: words.get("number_group_from").parse().unwrap_or(4),
        per_cent: words.get("per_cent").to_owned(),
        currency: toolbox.site.currency.clone(),
    }
}

/// What an expression may read: `funding`, `permits` and `count`.
fn values(toolbox: &Toolbox) -> Value {
    let table = &toolbox.funding;
    let outcome: BTreeMap<&str, u64> = table.columns.iter().map(crate::model::Id::as_str).zip(table.totals.iter().copied()).collect();
    let office: BTreeMap<&str, u64> = table.rows.iter().map(|row| (row.office.as_str(), row.total)).collect();
    let year: BTreeMap<String, u64> =
        toolbox.permits.years.iter().zip(&toolbox.permits.totals).map(|(year, (sum, _))| (year.to_string(), *sum)).collect();
    let country: BTreeMap<&str, u64> = toolbox
        .permits
        .rows
        .iter()
        .map(|(code, cells)| (code.as_str(), cells.iter().flatten().filter_map(|permit| permit.value).sum()))
        .collect();
    let count: BTreeMap<&str, usize> = BTreeMap::from([
        ("sheets", toolbox.sheets.len()),
        ("sops", toolbox.sops.len()),
        ("practices", toolbox.practices.len()),
        ("activities", toolbox.activities.len()),
        ("offices", table.rows.len()),
    ]);
    minijinja::context! {
        funding => minijinja::context! { total => table.total, outcome, office },
        permits => minijinja::context! { total => toolbox.permits.total, year, country },
        count,
    }
}
