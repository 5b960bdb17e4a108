//! Working an area's result out by hand: the boxes of the printed questionnaire, where paper can compute it exactly.

use serde::Serialize;
use serde_json::Value as Json;

use super::{Maker, body};
use crate::model::Exact;
use crate::model::compiled::{Branch, Scale, Shape};
use crate::model::framework::{Domain, Framework, RoundAt, RuleName};
use crate::model::questionnaire::Questionnaire;
use crate::outline::PageKind;

#[derive(Serialize)]
struct TallyView {
    /// How answers become per cent.
    how: Vec<String>,
    areas: Vec<AreaTally>,
}

#[derive(Serialize)]
struct AreaTally {
    title: String,
    topics: Vec<TopicTally>,
}

#[derive(Serialize)]
struct TopicTally {
    title: String,
    weight: String,
    questions: Vec<QuestionTally>,
}

#[derive(Serialize)]
struct QuestionTally {
    number: String,
    weight: String,
}

impl Maker<'_> {
    /// The boxes of the page's questionnaire: of every area whose result is a mean of means of what it asks, without caps,
    /// tables or figures between goalposts. `None` where there is none: such a paper only collects.
    pub(in crate::render) fn tally(&self) -> Option<Json> {
        let PageKind::Questionnaire(index) = self.page.kind else { return None };
        let questionnaire = self.sources.assessments.questionnaires.values().nth(index)?;
        let framework = self.framework(&questionnaire.framework)?;
        let areas: Vec<AreaTally> = framework.domains.iter().filter_map(|domain| self.area_tally(framework, questionnaire, domain)).collect();
        (!areas.is_empty()).then(|| body(TallyView { how: self.how_answers_count(framework), areas }))
    }

    fn area_tally(&self, framework: &Framework, questionnaire: &Questionnaire, domain: &Domain) -> Option<AreaTally> {
        mean(framework, domain.node)?;
        let weight = |node: u32| framework.compiled.nodes.get(node as usize).map(|node| self.words.number(&node.weight.to_string()));
        let mut topics = Vec::new();
        for capacity in &domain.capacities {
            mean(framework, capacity.node)?;
            let mut questions = Vec::new();
            for indicator in capacity.indicators.iter().filter(|indicator| indicator.kind.is_scored()) {
                // An area of which only a part is asked has no result of its own.
                let place = questionnaire.questions.iter().position(|number| *number == indicator.number)?;
                if !by_hand(&framework.compiled.leaf(indicator.number)?.scale, &framework.compiled.leaf(indicator.number)?.points) {
                    return None;
                }
                questions.push(QuestionTally { number: (place + 1).to_string(), weight: weight(indicator.node)? });
            }
            if !questions.is_empty() {
                topics.push(TopicTally { title: self.text(&capacity.title), weight: weight(capacity.node)?, questions });
            }
        }
        (!topics.is_empty()).then(|| AreaTally { title: self.area_title(&domain.id), topics })
    }
}

/// A group whose result is a mean, rounded only where it is shown, and nothing else.
fn mean(framework: &Framework, node: u32) -> Option<&Branch> {
    let Shape::Branch(branch) = &framework.compiled.nodes.get(node as usize)?.shape else { return None };
    let plain = matches!(branch.rule.name, RuleName::Mean | RuleName::WeightedMean) && branch.cap_if.is_none() && branch.override_max.is_empty() && branch.rounding.at == RoundAt::Final;
    plain.then_some(branch)
}

/// Whether each answer is a per cent of few digits.
fn by_hand(scale: &Scale, points: &Exact) -> bool {
    let few = |share: &Exact| {
        let text = share.to_string();
        !text.contains('/') && text.split_once('.').is_none_or(|(_, places)| places.len() <= 2)
    };
    let of_whole = |part: &Exact| (&Exact::HUNDRED * part).divided(points).is_some_and(|share| few(&share));
    match scale {
        Scale::Steps(steps) => steps.iter().all(|(_, share)| few(share)),
        Scale::Gated(_) => of_whole(&Exact::ONE),
        Scale::Points { choices, .. } => choices.iter().all(|(_, points)| of_whole(points)),
        Scale::Goalposts { .. } | Scale::Fact => false,
    }
}
