//! `assessments/plans/<unit>-<round>.yaml` as written: what a facilitator decides about a response plan.

use crate::load::decode::as_written;
use crate::load::raw::action::{Cost, Step};
use crate::load::yaml::Node;
use crate::model::answers::Visibility;
use crate::model::plan::{Begin, Published, UrgencyWord};
use crate::model::{Id, Text};
use crate::source::Loc;

as_written! {
    /// A response plan (`assessments/plans/<unit>-<round>.yaml`).
    pub struct Plan {
        /// The framework whose gaps it closes.
        framework: Loc<Id>,
        /// The place or institution that it is for.
        unit: Loc<Id>,
        /// The assessment whose results it starts from, for example `2026-1`.
        round: Loc<String>,
        /// Who may see it (default `internal`).
        visibility: Option<Visibility>,
        /// What a public plan shows besides actions and costs.
        publish: Vec<Published>,
        /// When its first year begins: a year such as `2027`, or a month such as `2027-07`.
        begin: Begin,
        /// How many years are planned and costed; later steps are listed as after the plan.
        years: Loc<u32>,
        /// The areas that it covers (default: all).
        areas: Vec<Loc<Id>>,
        /// Who pays, in the order in which they are asked.
        funding: Vec<Funding>,
        /// Targets by year, in place of those in the answers.
        targets: Vec<PhaseTarget>,
        /// Urgencies that are not what the formula says.
        urgency: Vec<UrgencyEdit>,
        /// Actions that are left out.
        drop: Vec<DropEdit>,
        /// Actions of the library that no gap asks for.
        add: Vec<YearEdit>,
        /// Actions in another year than the levels say.
        r#move: Vec<YearEdit>,
        /// Actions that cost something else here.
        recost: Vec<CostEdit>,
        /// Actions that are in no library.
        own: Vec<OwnAction>,
    }

    /// A funding source of a plan.
    pub struct Funding {
        /// Its id, unique in the plan.
        id: Loc<Id>,
        /// What readers see.
        title: Text,
        /// It pays these actions.
        actions: Vec<Loc<Id>>,
        /// It pays what no source pays by name in these areas.
        areas: Vec<Loc<Id>>,
        /// It pays what no source pays by name or area for these outcomes.
        outcomes: Vec<Loc<Id>>,
        /// Whether it pays all that no other source pays.
        rest: Option<bool>,
    }

    /// A target of a plan.
    pub struct PhaseTarget {
        /// The question.
        indicator: Loc<Id>,
        /// The level or choice to be reached, written as in answers.
        value: Node,
        /// By the end of which year of the plan, from 1.
        year: Loc<u32>,
        /// Why it was decided so.
        reason: Text,
    }

    /// An urgency of a plan.
    pub struct UrgencyEdit {
        /// The question whose gap it is.
        indicator: Loc<Id>,
        /// How urgent it is.
        urgency: UrgencyWord,
        /// Why it was decided so.
        reason: Text,
    }

    /// An action that is left out.
    pub struct DropEdit {
        /// The action.
        action: Loc<Id>,
        /// Why it was decided so.
        reason: Text,
    }

    /// An action with its year.
    pub struct YearEdit {
        /// The action.
        action: Loc<Id>,
        /// The year of the plan, from 1; beyond its last year it is listed as after the plan.
        year: Loc<u32>,
        /// Why it was decided so.
        reason: Text,
    }

    /// An action with another cost.
    pub struct CostEdit {
        /// The action.
        action: Loc<Id>,
        /// What it costs here.
        cost: Cost,
        /// Why, and where the cost is from.
        reason: Text,
    }

    /// An action of this plan alone.
    pub struct OwnAction {
        /// Its id, unique in the site.
        id: Loc<Id>,
        /// What readers see.
        title: Text,
        /// One or two sentences.
        summary: Option<Text>,
        /// Its area.
        area: Loc<Id>,
        /// Which questions it lifts, and over which levels, if any.
        steps: Vec<Step>,
        /// The plan's activity that it belongs to; the outcome follows from it.
        activity: Loc<Id>,
        /// Procedures that it puts to work: `id` or `id#heading`.
        sops: Vec<Loc<String>>,
        /// Good practices to learn from.
        practices: Vec<Loc<Id>>,
        /// Actions that come first.
        after: Vec<Loc<Id>>,
        /// Who does it.
        lead: Text,
        /// Who helps.
        partners: Option<Text>,
        /// Whether it is due again in every year from its first.
        recurring: Option<bool>,
        /// Months from the beginning of its year to its start, 0 to 11.
        start: Option<Loc<u32>>,
        /// What it costs.
        cost: Cost,
        /// Whether its cost and details are examples.
        illustrative: Option<bool>,
        /// Where its cost is from.
        source: Option<Loc<String>>,
        /// The year of the plan, from 1.
        year: Loc<u32>,
        /// Why it was decided so.
        reason: Text,
    }
}
