//! The rules by which children become one figure. All figures are per cent from 0 to 100.

use std::cmp::Ordering;

use crate::model::compiled::Rule;
use crate::model::exact::Exact;
use crate::model::framework::RuleName;

/// One child as it enters a rule.
#[derive(Clone, Debug)]
pub(super) struct Input<'a> {
    pub(super) score: &'a Exact,
    /// Its weight; under `sum`, times the points it stands for.
    pub(super) weight: &'a Exact,
    /// Its stage under `staged`.
    pub(super) stage: u32,
}

/// The figure of a rule over at least one child. `words` are the answers of all children in order, for `lookup`.
pub(super) fn aggregate(rule: &Rule, inputs: &[Input<'_>], words: &[&str]) -> Exact {
    let scores = || inputs.iter().map(|input| input.score);
    match rule.name {
        RuleName::Sum | RuleName::WeightedMean => weighted_mean(inputs),
        RuleName::Mean => mean(scores()),
        RuleName::Min | RuleName::MinPlus => scores().min().cloned().unwrap_or(Exact::ZERO),
        RuleName::Max => scores().max().cloned().unwrap_or(Exact::ZERO),
        RuleName::Median => median(scores().collect()),
        RuleName::Geomean => geomean(&scores().cloned().collect::<Vec<_>>()),
        RuleName::ScaledGeomean => scaled_geomean(scores()),
        RuleName::TopHalfMean => top_half_mean(scores().collect()),
        RuleName::Staged => staged(inputs, &rule.met),
        RuleName::ShareMet => share_met(scores(), &rule.met),
        RuleName::Lookup => lookup(rule, words),
    }
}

/// A count as a number.
fn count(length: usize) -> Exact {
    Exact::from(u32::try_from(length).unwrap_or(u32::MAX))
}

/// `Σ wx / Σ w`.
fn weighted_mean(inputs: &[Input<'_>]) -> Exact {
    let mut sum = Exact::ZERO;
    let mut weights = Exact::ZERO;
    for input in inputs {
        sum = &sum + &(input.score * input.weight);
        weights = &weights + input.weight;
    }
    sum.divided(&weights).unwrap_or(Exact::ZERO)
}

/// `Σ x / n`.
fn mean<'a>(scores: impl Iterator<Item = &'a Exact>) -> Exact {
    let (sum, length) = scores.fold((Exact::ZERO, 0), |(sum, length), score| (&sum + score, length + 1));
    sum.divided(&count(length)).unwrap_or(Exact::ZERO)
}

/// The middle figure; of an even number, the mean of the middle two.
fn median(mut scores: Vec<&Exact>) -> Exact {
    scores.sort();
    let middle = scores.len() / 2;
    if scores.len() % 2 == 1 {
        return scores.get(middle).map_or(Exact::ZERO, |score| (*score).clone());
    }
    mean(scores.into_iter().skip(middle.saturating_sub(1)).take(2))
}

/// `(x₁ · … · xₙ)^(1/n)`, the root cut after 30 places.
fn geomean(scores: &[Exact]) -> Exact {
    let product = scores.iter().fold(Exact::ONE, |product, score| &product * score);
    u32::try_from(scores.len()).ok().and_then(|degree| product.root(degree)).unwrap_or(Exact::ZERO)
}

/// `(10 − geomean((10 − x) / 10 · 9 + 1)) / 9 · 10` on a scale of 0 to 10 on which high is worse (INFORM).
fn scaled_geomean<'a>(scores: impl Iterator<Item = &'a Exact>) -> Exact {
    let (nine, ten) = (Exact::from(9), Exact::from(10));
    let tenth = |number: &Exact| number.divided(&ten).unwrap_or(Exact::ZERO);
    // x / 10 brings per cent to 0–10; (10 − x) / 10 · 9 + 1 turns it round and lifts it off zero.
    let turned: Vec<Exact> = scores.map(|score| &(&tenth(&(&ten - &tenth(score))) * &nine) + &Exact::ONE).collect();
    let scaled = (&ten - &geomean(&turned)).divided(&nine).unwrap_or(Exact::ZERO);
    (&scaled * &Exact::HUNDRED).clamp(Exact::ZERO, Exact::HUNDRED)
}

/// The mean of the ⌊n/2⌋ highest; of a single figure, that figure.
fn top_half_mean(mut scores: Vec<&Exact>) -> Exact {
    scores.sort_by(|a, b| b.cmp(a));
    let half = (scores.len() / 2).max(1);
    mean(scores.into_iter().take(half))
}

/// Stage n is reached if every child of stages 1 to n is met; the result is the stage reached of the stages there are.
fn staged(inputs: &[Input<'_>], met: &Exact) -> Exact {
    let highest = inputs.iter().map(|input| input.stage).max().unwrap_or(0);
    let failed = inputs.iter().filter(|input| input.score < met).map(|input| input.stage).min();
    let reached = failed.map_or(highest, |stage| stage.saturating_sub(1));
    Exact::from(reached).per_cent_of(&Exact::from(highest))
}

/// The share of the children that are met, in per cent.
fn share_met<'a>(scores: impl Iterator<Item = &'a Exact>, met: &Exact) -> Exact {
    let (kept, all) = scores.fold((0, 0), |(kept, all), score| (kept + usize::from(score.cmp(met) != Ordering::Less), all + 1));
    count(kept).per_cent_of(&count(all))
}

/// The result of the row with these answers, else the default.
fn lookup(rule: &Rule, words: &[&str]) -> Exact {
    let row = rule.rows.iter().find(|(answers, _)| answers.iter().map(String::as_str).eq(words.iter().copied()));
    row.map_or_else(|| rule.default.clone(), |(_, score)| score.clone())
}

#[cfg(test)]
#[path = "aggregate_tests.rs"]
mod tests;
