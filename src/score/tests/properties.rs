//! What holds for any framework and any answers.

use proptest::prelude::*;

use super::{Case, Scored, area, topic};
use crate::model::exact::Exact;
use crate::score::State;

const RULES: [&str; 11] = [
    "weighted_mean", "mean", "min", "max", "median", "sum", "min_plus", "geomean", "scaled_geomean", "top_half_mean", "share_met",
];

/// A framework of two areas with two topics of up to five questions each, by a rule and weights; answers by word.
fn scored(rule: &str, weights: &[u32], answers: &[usize], blank: &str) -> Scored {
    let mut written = Vec::new();
    let mut index = 0;
    let mut topic_of = |name: &str, count: usize| {
        let indicators: Vec<String> = (0..count)
            .map(|number| {
                let id = format!("{name}-{number}");
                let weight = weights[index % weights.len()];
                let choice = answers[index % answers.len()];
                index += 1;
                let kind = if number % 2 == 0 { "kind: ladder, question: Q, levels: [a, b, c, d, e]" } else { "kind: presence, question: Q" };
                let answer = match (choice, number % 2 == 0) {
                    (0, _) => None,
                    (1, _) => Some(String::from("unknown")),
                    (2, _) => Some(String::from("{state: not_applicable, reason: R}")),
                    (level, true) => Some((level - 2).to_string()),
                    (level, false) => Some(["no", "partial", "yes"][level % 3].to_owned()),
                };
                written.extend(answer.map(|answer| format!("{id}: {answer}")));
                format!("id: {id}, {kind}, weight: {weight}, weight_reason: R")
            })
            .collect();
        topic(name, "", &indicators)
    };
    let topics: Vec<String> = [("ta", 3), ("tb", 5), ("tc", 1), ("td", 4)].map(|(name, count)| topic_of(name, count)).to_vec();
    let framework = format!("rule: {rule}\nblank: {blank}\nrounding: {{places: 6}}\n");
    let answers = written.join(", ");
    Case { framework: &framework, domains: vec![("border", area("", &topics[..2])), ("health", area("", &topics[2..]))], answers: &answers, more: "" }.score()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn scores_lie_between_0_and_100_and_within_their_interval(
        rule in 0..RULES.len(),
        weights in prop::collection::vec(1u32..9, 4),
        answers in prop::collection::vec(0usize..8, 13),
        blank in prop::sample::select(vec!["lowest", "zero", "zero_node", "exclude"]),
    ) {
        let found = scored(RULES[rule], &weights, &answers, blank);
        for node in found.scores.sets[0].nodes.iter() {
            for score in [&node.score, &node.exact, &node.low, &node.high].into_iter().flatten() {
                prop_assert!(*score >= Exact::ZERO && *score <= Exact::HUNDRED, "{score}");
            }
            prop_assert!(node.completeness >= Exact::ZERO && node.completeness <= Exact::HUNDRED);
            if let (Some(score), Some(low), Some(high)) = (&node.score, &node.low, &node.high) {
                prop_assert!(low <= high);
                // Where blank questions are left out, the rest can lie outside of what all together can reach.
                if blank != "exclude" {
                    prop_assert!(low <= score && score <= high, "{low} {score} {high}");
                }
            }
            prop_assert_eq!(node.asterisk && node.counts.unknown == 0, false);
            prop_assert_eq!(node.counts.applicable() == 0, matches!(node.state, State::NotApplicable));
        }
    }

    #[test]
    fn everything_not_applicable_gives_no_number(rule in 0..RULES.len(), weights in prop::collection::vec(1u32..9, 3)) {
        let found = scored(RULES[rule], &weights, &[2], "lowest");
        for node in found.scores.sets[0].nodes.iter() {
            prop_assert_eq!(node.state, State::NotApplicable);
            prop_assert!(node.score.is_none() && node.exact.is_none() && node.low.is_none() && node.high.is_none() && node.band.is_none());
        }
        prop_assert!(found.scores.sets[0].gaps.is_empty());
    }

    #[test]
    fn equal_answers_give_their_own_score_whatever_the_weights(rule in 0..8usize, weights in prop::collection::vec(1u32..9, 5), level in 1usize..6) {
        // Levels only: every ladder at the same level, presence left out as not applicable.
        let found = scored(RULES[rule], &weights, &[level + 2, 2, level + 2, level + 2, 2, level + 2, 2, level + 2, level + 2, level + 2, 2, level + 2, 2], "lowest");
        let expected = Exact::from(u32::try_from(level).unwrap_or(0) * 20);
        prop_assert_eq!(found.node("overall").exact.clone(), Some(expected));
    }
}
