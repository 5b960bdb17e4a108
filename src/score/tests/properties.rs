//! What holds for any framework and any answers.

use proptest::prelude::*;

use super::respondents::combined;
use super::{Case, Scored, area, topic};
use crate::model::exact::Exact;
use crate::score::{State, trace};

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
                // The plain mean takes no weights, and says so.
                let weight = if rule == "mean" { 1 } else { weights[index % weights.len()] };
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
    fn raising_an_answer_never_lowers_a_node(
        rule in 0..RULES.len(),
        weights in prop::collection::vec(1u32..9, 4),
        answers in prop::collection::vec(0usize..8, 13),
        place in 0..13usize,
        // From level 1 to 2 and no to partial, from 2 to 3 and partial to yes, from 4 to 5 and no to partial, from unknown to 2 and partial.
        raised in prop::sample::select(vec![(3usize, 4usize), (4, 5), (6, 7), (1, 4)]),
    ) {
        let (mut before, mut after) = (answers.clone(), answers);
        (before[place], after[place]) = raised;
        let (before, after) = (scored(RULES[rule], &weights, &before, "lowest"), scored(RULES[rule], &weights, &after, "lowest"));
        for (before, after) in before.scores.sets[0].nodes.iter().zip(after.scores.sets[0].nodes.iter()) {
            prop_assert!(before.exact <= after.exact, "{:?} {:?}", before.exact, after.exact);
            prop_assert!(before.low <= after.low);
        }
    }

    #[test]
    fn shares_of_the_weight_add_up_to_exactly_a_hundred(
        rule in 0..RULES.len(),
        weights in prop::collection::vec(1u32..9, 4),
        answers in prop::collection::vec(0usize..8, 13),
    ) {
        let found = scored(RULES[rule], &weights, &answers, "lowest");
        let (set, compiled) = (&found.read.all.answers[0], &found.read.all.frameworks["f"].compiled);
        for node in 0..u32::try_from(compiled.nodes.len()).unwrap_or(0) {
            let trace = trace(compiled, set.into(), node).expect("a trace");
            let shares: Vec<&Exact> = trace.inputs.iter().filter_map(|input| input.share.as_ref()).collect();
            prop_assert!(shares.is_empty() || shares.into_iter().sum::<Exact>() == Exact::HUNDRED);
        }
    }

    #[test]
    fn merging_depends_neither_on_order_nor_on_repetition(
        combine in prop::sample::select(vec!["consensus", "owner", "median_low", "min", "mean", "weighted"]),
        levels in prop::collection::vec((0usize..7, 0usize..6), 1..5),
        agreed in any::<bool>(),
        turn in 0usize..5,
        again in 0usize..5,
    ) {
        let ladder = ["l: 1", "l: 2", "l: 3", "l: 4", "l: 5", "l: unknown", "l: {state: not_applicable, reason: R}"];
        let coverage = ["c: none", "c: some", "c: half", "c: most", "c: unknown", "n: 5"];
        let mut files: Vec<(String, String)> = levels
            .iter()
            .enumerate()
            .map(|(number, (l, c))| (format!("r{number}, weight: {}, owns: [{}]", number + 1, ["l", "c"][number % 2]), format!("{}, {}", ladder[*l], coverage[*c])))
            .collect();
        if agreed && combine == "consensus" {
            files.push((String::from("consensus"), String::from("c: half")));
        }
        let score = |files: Vec<(String, String)>| {
            let borrowed: Vec<(&str, &str)> = files.iter().map(|(respondent, answers)| (respondent.as_str(), answers.as_str())).collect();
            let found = combined(combine, &borrowed);
            serde_json::to_string(&found.scores.units).expect("plain data")
        };
        let expected = score(files.clone());
        let mut other = files.clone();
        other.rotate_left(turn % files.len());
        other.push(files[again % files.len()].clone());
        other.reverse();
        prop_assert_eq!(expected, score(other));
    }

    #[test]
    fn equal_answers_give_their_own_score_whatever_the_weights(rule in 0..8usize, weights in prop::collection::vec(1u32..9, 5), level in 1usize..6) {
        // Levels only: every ladder at the same level, presence left out as not applicable.
        let found = scored(RULES[rule], &weights, &[level + 2, 2, level + 2, level + 2, 2, level + 2, 2, level + 2, level + 2, level + 2, 2, level + 2, 2], "lowest");
        let expected = Exact::from(u32::try_from(level).unwrap_or(0) * 20);
        prop_assert_eq!(found.node("overall").exact.clone(), Some(expected));
    }
}
