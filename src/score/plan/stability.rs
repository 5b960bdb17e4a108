//! Whether the most urgent topics stay the same if a topic is the mean, the lowest or the geometric mean of its questions.
//!
//! A topic's gap under a rule is the rule's figure for the targets less its figure for today, in levels of the
//! framework's ladder; its priority follows from it as that of a question does, with the topic's own weight.

use super::{Goal, Ground};
use crate::model::Exact;
use crate::model::compiled::{Leaf, Rule, Scale, Shape};
use crate::model::framework::{Framework, RuleName};
use crate::score::aggregate::{Input, aggregate};
use crate::score::gap::{self, priority};

/// How many of the most urgent topics are compared.
const TOP: usize = 5;

/// The most urgent topics under each rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stability {
    /// How many topics were compared.
    pub compared: usize,
    /// Mean, lowest and geometric mean, in this order.
    pub rules: Vec<RankedTopics>,
    /// The topics that are among the most urgent under every rule, in the order of the mean.
    pub same: Vec<u32>,
}

/// The most urgent topics under one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankedTopics {
    /// The rule.
    pub rule: RuleName,
    /// The nodes of the topics, the most urgent first.
    pub topics: Vec<u32>,
}

impl Stability {
    /// Whether the rule makes no difference to which topics are the most urgent.
    #[must_use]
    pub fn is_stable(&self) -> bool {
        self.same.len() == self.compared
    }
}

/// The most urgent topics under the three rules; `None` where fewer than two topics have a gap.
pub(super) fn stability(ground: Ground<'_>, goals: &[Goal]) -> Option<Stability> {
    let rankings = [RuleName::WeightedMean, RuleName::Min, RuleName::Geomean].map(|rule| (rule, ranked(ground, goals, rule)));
    let by_mean = &rankings.first()?.1;
    // All topics there are would be the same ones under any rule.
    let compared = TOP.min(by_mean.len().checked_sub(1)?);
    if compared == 0 {
        return None;
    }
    let rules: Vec<RankedTopics> =
        rankings.into_iter().map(|(rule, topics)| RankedTopics { rule, topics: topics.into_iter().take(compared).collect() }).collect();
    let first = &rules.first()?.topics;
    let same = first.iter().filter(|topic| rules.iter().all(|other| other.topics.contains(topic))).copied().collect();
    Some(Stability { compared, same, rules })
}

/// The topics with a gap under a rule, the most urgent first; equals in the framework's order.
fn ranked(ground: Ground<'_>, goals: &[Goal], rule: RuleName) -> Vec<u32> {
    let Ground { framework, .. } = ground;
    let rule = Rule::plain(rule);
    let weights = topic_weights(framework);
    let span = Exact::from(framework.levels.saturating_sub(1).max(1));
    let mut ranked: Vec<(Exact, u32)> = weights
        .into_iter()
        .filter_map(|(topic, weight)| {
            let (now, then) = (figure(ground, goals, topic, &rule, false)?, figure(ground, goals, topic, &rule, true)?);
            let share = (&then - &now).max(Exact::ZERO).divided(&Exact::HUNDRED)?;
            let priority = priority(&weight, &(&share * &span), &span);
            (priority > Exact::ZERO).then_some((priority, topic))
        })
        .collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.into_iter().map(|(_, topic)| topic).collect()
}

/// Each topic with its weight over all, divided by the largest.
fn topic_weights(framework: &Framework) -> Vec<(u32, Exact)> {
    let over_all = gap::over_all(&framework.compiled);
    let weight = |node: u32| over_all.get(node as usize).cloned().unwrap_or(Exact::ONE);
    let topics: Vec<(u32, Exact)> =
        framework.domains.iter().flat_map(|domain| &domain.capacities).map(|capacity| (capacity.node, weight(capacity.node))).collect();
    let largest = topics.iter().map(|(_, weight)| weight).max().cloned().unwrap_or(Exact::ONE);
    topics.into_iter().map(|(topic, weight)| (topic, weight.divided(&largest).unwrap_or(Exact::ONE))).collect()
}

/// A topic's figure under a rule, today or with every goal reached; `None` if none of its questions counts.
fn figure(ground: Ground<'_>, goals: &[Goal], topic: u32, rule: &Rule, reached: bool) -> Option<Exact> {
    let Ground { framework, scores, .. } = ground;
    let compiled = &framework.compiled;
    let Shape::Branch(branch) = &compiled.nodes.get(topic as usize)?.shape else { return None };
    let children: Vec<(Exact, &Exact, u32)> = branch
        .children
        .iter()
        .filter_map(|child| {
            let node = compiled.nodes.get(*child as usize)?;
            let Shape::Leaf(leaf) = &node.shape else { return None };
            let now = scores.nodes.get(*child as usize)?.exact.as_ref()?;
            let goal = goals.iter().find(|goal| reached && goal.question == leaf.question);
            Some((goal.map_or_else(|| now.clone(), |goal| per_cent(leaf, goal)), &node.weight, node.stage))
        })
        .collect();
    let inputs: Vec<Input<'_>> = children.iter().map(|(score, weight, stage)| Input { score, weight, stage: *stage }).collect();
    (!inputs.is_empty()).then(|| aggregate(rule, &inputs, &[]))
}

/// The per cent of a question at its target.
fn per_cent(leaf: &Leaf, goal: &Goal) -> Exact {
    match &leaf.scale {
        Scale::Steps(steps) => {
            let lowest = leaf.levels().map_or(0, |(lowest, _)| lowest);
            steps.get(goal.target.saturating_sub(lowest) as usize).map_or(Exact::ZERO, |(_, score)| score.clone())
        }
        Scale::Gated(_) => goal.gap.target.per_cent_of(&leaf.points),
        Scale::Points { .. } | Scale::Goalposts { .. } | Scale::Fact => &goal.gap.target * &Exact::HUNDRED,
    }
}
