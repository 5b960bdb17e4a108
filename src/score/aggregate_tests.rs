//! The rules against the published vectors; ids are those of the table of vectors.

use super::{Input, aggregate};
use crate::model::compiled::Rule;
use crate::model::exact::{Exact, Mode};
use crate::model::framework::RuleName;

fn exact(text: &str) -> Exact {
    Exact::parse(text).unwrap_or_else(|| panic!("`{text}` is a number"))
}

/// Figures in per cent, weight 1.
fn figure(name: RuleName, scores: &[&str]) -> Exact {
    weighted(name, &scores.iter().map(|score| (*score, "1", 0)).collect::<Vec<_>>())
}

fn weighted(name: RuleName, children: &[(&str, &str, u32)]) -> Exact {
    let numbers: Vec<(Exact, Exact)> = children.iter().map(|(score, weight, _)| (exact(score), exact(weight))).collect();
    let inputs: Vec<Input<'_>> =
        numbers.iter().zip(children).map(|((score, weight), (_, _, stage))| Input { score, weight, stage: *stage }).collect();
    aggregate(&Rule::plain(name), &inputs, &[])
}

#[test]
fn the_lowest_and_the_plus_are_apart() {
    // JEE-1: the lower of levels 3 and 2 of 5.
    assert_eq!(figure(RuleName::Min, &["60", "40"]), exact("40"));
    assert_eq!(figure(RuleName::MinPlus, &["60", "40"]), exact("40"));
    assert_eq!(figure(RuleName::Max, &["60", "40"]), exact("60"));
}

#[test]
fn jee_2_and_3_mean_times_twenty() {
    assert_eq!(figure(RuleName::Mean, &["40", "40", "60", "40"]), exact("45"));
    let third = figure(RuleName::Mean, &["20", "20", "40"]);
    assert_eq!(third.rounded(0, Mode::Floor), exact("26"));
    assert_eq!(third.rounded(0, Mode::HalfUp), exact("27"));
}

#[test]
fn weights_renormalise() {
    assert_eq!(weighted(RuleName::WeightedMean, &[("100", "2", 0), ("40", "1", 0)]), exact("80"));
    assert_eq!(weighted(RuleName::WeightedMean, &[("100", "0.2", 0), ("40", "0.1", 0)]), exact("80"));
}

#[test]
fn the_median_of_an_even_number_is_between() {
    assert_eq!(figure(RuleName::Median, &["100", "20", "40"]), exact("40"));
    assert_eq!(figure(RuleName::Median, &["100", "20", "40", "60"]), exact("50"));
    assert_eq!(figure(RuleName::Median, &["30"]), exact("30"));
}

#[test]
fn geometric_means_of_two_and_eight() {
    assert_eq!(figure(RuleName::ScaledGeomean, &["20", "80"]).fixed(1), "57.9");
    assert_eq!(figure(RuleName::Mean, &["20", "80"]), exact("50"));
    assert_eq!(figure(RuleName::Geomean, &["20", "80"]), exact("40"));
    assert_eq!(figure(RuleName::ScaledGeomean, &["100", "100"]), exact("100"));
    assert_eq!(figure(RuleName::ScaledGeomean, &["0", "0"]), exact("0"));
    assert_eq!(figure(RuleName::Geomean, &["0", "80"]), exact("0"));
}

#[test]
fn the_top_half_of_four_is_two() {
    assert_eq!(figure(RuleName::TopHalfMean, &["10", "20", "30", "50"]), exact("40"));
    assert_eq!(figure(RuleName::TopHalfMean, &["10", "20", "30"]), exact("30"));
    assert_eq!(figure(RuleName::TopHalfMean, &["10"]), exact("10"));
}

#[test]
fn a_stage_needs_all_before_it() {
    let staged = |scores: [&str; 4]| {
        weighted(RuleName::Staged, &[(scores[0], "1", 1), (scores[1], "1", 1), (scores[2], "1", 2), (scores[3], "1", 4)])
    };
    assert_eq!(staged(["100", "100", "100", "100"]), exact("100"));
    assert_eq!(staged(["100", "100", "50", "100"]), exact("25"));
    assert_eq!(staged(["100", "50", "100", "100"]), exact("0"));
    assert_eq!(staged(["100", "100", "100", "0"]), exact("75"));
}

#[test]
fn sdg_share_of_items_met() {
    assert_eq!(figure(RuleName::ShareMet, &["100", "100", "50", "100", "100"]), exact("80"));
}

#[test]
fn a_table_answers_by_row_or_default() {
    let row = |answers: [&str; 2], score: &str| (answers.map(str::to_owned).to_vec(), exact(score));
    let rule = Rule { rows: vec![row(["3", "yes"], "90"), row(["3", "n/a"], "70")], default: exact("10"), ..Rule::plain(RuleName::Lookup) };
    let score = exact("60");
    let one = Exact::ONE;
    let inputs = [Input { score: &score, weight: &one, stage: 0 }];
    assert_eq!(aggregate(&rule, &inputs, &["3", "yes"]), exact("90"));
    assert_eq!(aggregate(&rule, &inputs, &["3", "n/a"]), exact("70"));
    assert_eq!(aggregate(&rule, &inputs, &["2", "yes"]), exact("10"));
}
