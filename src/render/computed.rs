//! The sentences computed in prose: every expression of every document evaluated once, after scoring.
//!
//! In: the documents and the figures of the toolbox. Out: the text of each expression per language, and a fault
//! for each that cannot be evaluated. What an expression may read is listed in [`values`] and in the README.

use std::collections::BTreeMap;

use minijinja::Value;

use super::words::Words;
use crate::diag::Diagnostic;
use crate::doc::compute::Sandbox;
use crate::doc::{Computed, Document, NumberFormat};
use crate::model::{Lang, Toolbox};
use crate::outline::links::documents;
use crate::source::Span;
use crate::theme::Theme;

/// What an expression may read.
const VARIABLES: &[&str] = &["funding", "permits", "count"];

/// The results, by the place of the expression and the language it is shown in.
#[derive(Clone, Debug, Default)]
pub struct ComputedTexts {
    results: BTreeMap<(Lang, Span), String>,
}

impl ComputedTexts {
    /// The results that a document needs.
    #[must_use]
    pub fn of(&self, document: &Document, lang: &Lang) -> Computed {
        let result = |computation: &crate::doc::Computation| self.results.get(&(lang.clone(), computation.span)).cloned().unwrap_or_default();
        Computed(document.computations.iter().map(result).collect())
    }
}

/// Evaluates all expressions. In a toolbox that is not `whole` they are only checked: a figure may be missing
/// because its file is broken, which has its own fault.
#[must_use]
pub fn computed(toolbox: &Toolbox, theme: &Theme, whole: bool) -> (ComputedTexts, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let mut texts = ComputedTexts::default();
    let values = values(toolbox);
    let mut sandboxes: BTreeMap<&Lang, Sandbox> = BTreeMap::new();
    for (lang, document) in documents(toolbox) {
        if document.computations.is_empty() {
            continue;
        }
        let Some(words) = theme.words(lang) else { continue };
        let sandbox = sandboxes.entry(lang).or_insert_with(|| Sandbox::new(numbers(words, toolbox)));
        for computation in &document.computations {
            let before = faults.len();
            sandbox.check_one(computation, VARIABLES, &mut faults);
            if whole
                && faults.len() == before
                && let Some(text) = sandbox.evaluate_one(computation, &values, &mut faults)
            {
                texts.results.insert((lang.clone(), computation.span), text);
            }
        }
    }
    (texts, faults)
}

fn numbers(words: &Words, toolbox: &Toolbox) -> NumberFormat {
    NumberFormat {
        decimal: words.decimal().to_owned(),
        group: words.group().to_owned(),
        group_from: words.group_from(),
        minus: String::from("−"),
        currency: format!("{}\u{a0}", toolbox.site.currency),
        percent: words.get("per_cent").replace("{n}", ""),
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
