//! `content/actions/<area>.yaml` as written: the action library, one file an area.

use crate::load::decode::{NonEmpty, as_written};
use crate::model::action::Per;
use crate::model::{Amount, Id, Text};
use crate::source::Loc;

as_written! {
    /// The actions of an area (`content/actions/<area>.yaml`).
    pub struct Actions {
        /// What lifts the questions of the area from level to level.
        actions: Vec<Action>,
    }

    /// An action.
    pub struct Action {
        /// Its id, unique in the site.
        id: Loc<Id>,
        /// What readers see: an imperative, such as "Write one registration form for all posts".
        title: Text,
        /// One or two sentences.
        summary: Option<Text>,
        /// Which questions it lifts, and over which levels.
        steps: NonEmpty<Step>,
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
    }

    /// A step of an action.
    pub struct Step {
        /// The question.
        indicator: Loc<Id>,
        /// The level from which it lifts.
        from: Loc<u32>,
        /// The level to which it lifts.
        to: Loc<u32>,
    }

    /// The cost of an action.
    pub struct Cost {
        /// What one costs, in whole units of the site's currency.
        unit: Loc<Amount>,
        /// How many for each `per` (default 1).
        quantity: Option<Loc<u32>>,
        /// What it is multiplied by (default `once`); posts, centres and people are counted in the unit's file.
        per: Option<Per>,
    }
}
