//! The action library on the pages of the plan's activities: what one can do, what it lifts, and what it costs.

use serde::Serialize;

use super::Maker;
use super::response_parts::LiftView;
use crate::model::Id;
use crate::model::action::{Action, Per};

/// One action of the library.
#[derive(Serialize)]
pub(super) struct ActionLine {
    /// Its anchor.
    id: String,
    title: String,
    summary: String,
    lead: String,
    lifts: Vec<LiftView>,
    cost: String,
    example: bool,
}

impl Maker<'_> {
    /// The actions that carry out an activity, in the order of their ids.
    pub(super) fn actions_of(&self, activity: &Id) -> Vec<ActionLine> {
        let actions = self.sources.assessments.actions.values().filter(|action| action.activity == *activity);
        actions.map(|action| self.action_line(action)).collect()
    }

    fn action_line(&self, action: &Action) -> ActionLine {
        let frameworks = &self.sources.assessments.frameworks;
        let lifts = action.steps.iter().filter_map(|step| {
            let (framework, indicator) = frameworks.values().find_map(|framework| Some((framework, framework.find(step.indicator.as_str())?)))?;
            self.lift(framework, indicator.number, step.from, step.to)
        });
        ActionLine {
            id: format!("action-{}", action.id),
            title: self.text(&action.title),
            summary: action.summary.as_ref().map(|summary| self.text(summary)).unwrap_or_default(),
            lead: self.text(&action.lead),
            lifts: lifts.collect(),
            cost: self.unit_cost(action),
            example: action.illustrative,
        }
    }

    /// `2 × USD 300 for each post, a year`: the unit cost, how many of it, what it is multiplied by, how often.
    fn unit_cost(&self, action: &Action) -> String {
        let mut cost = self.money(action.cost.unit.0);
        if action.cost.quantity > 1 {
            cost = format!("{} × {cost}", action.cost.quantity);
        }
        let per = match action.cost.per {
            Per::Once => "{cost}",
            Per::Post => self.words.get("cost_per_post"),
            Per::Centre => self.words.get("cost_per_centre"),
            Per::Person => self.words.get("cost_per_person"),
        };
        cost = per.replace("{cost}", &cost);
        if action.recurring { self.words.fill("plan_cost_yearly", &[("cost", &cost)]) } else { cost }
    }
}
