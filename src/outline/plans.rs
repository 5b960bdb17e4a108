//! What somebody should look at in response plans, as warnings with their places.

use crate::diag::{Code, Diagnostic};
use crate::model::action::Per;
use crate::model::assessment::Assessments;
use crate::model::plan::Plan;
use crate::model::{Id, Toolbox};
use crate::score::plan::{Because, Edit, Remark, ResponsePlan};
use crate::source::Span;

/// How many gaps without an action a warning names.
const NAMED: usize = 12;

/// The warnings of all plans. Gaps without an action come in one warning a plan.
#[must_use]
pub fn remarks(toolbox: &Toolbox, assessments: &Assessments, plans: &[ResponsePlan]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for made in plans {
        let Some(plan) = assessments.plans.get(&made.id) else { continue };
        found.extend(gaps(assessments, plan, made));
        found.extend(made.remarks.iter().filter_map(|remark| warning(toolbox, assessments, plan, remark)));
    }
    found
}

/// One warning for all gaps of a plan that no action closes.
fn gaps(assessments: &Assessments, plan: &Plan, made: &ResponsePlan) -> Option<Diagnostic> {
    let open: Vec<String> = made
        .remarks
        .iter()
        .filter_map(|remark| match remark {
            Remark::NoAction { question, from, to } => Some(format!("`{}` from {from} to {to}", question_id(assessments, plan, *question))),
            _ => None,
        })
        .collect();
    if open.is_empty() {
        return None;
    }
    let more = open.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let named = open.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    let message = format!("no action of the library lifts {named}{more}");
    Some(
        Diagnostic::warning(Code::PlanGap, plan.span, message)
            .hint("add steps to actions in `content/actions/`, an action under `own:` here, or a lower target under `targets:`"),
    )
}

fn question_id(assessments: &Assessments, plan: &Plan, question: u32) -> String {
    let framework = assessments.frameworks.get(&plan.framework);
    framework.and_then(|framework| framework.indicator(question)).map_or_else(|| question.to_string(), |indicator| indicator.id.to_string())
}

fn warning(toolbox: &Toolbox, assessments: &Assessments, plan: &Plan, remark: &Remark) -> Option<Diagnostic> {
    let list = |ids: &[Id]| ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    let at = |id: &Id| place_of(plan, id);
    Some(match remark {
        Remark::NoAction { .. } => return None,
        Remark::Outside { action, needs } => {
            Diagnostic::warning(Code::PlanOrder, at(action), format!("`{action}` needs `{needs}`, which is not in plan `{}`", plan.id))
                .hint(format!("`add:` `{needs}`, or `drop:` one of the two with a reason"))
        }
        Remark::TooEarly { action, wanted, year, waits_for } => {
            Diagnostic::warning(Code::PlanOrder, at(action), format!("`{action}` cannot begin in year {wanted}: it needs `{waits_for}`, which comes in year {year}"))
                .hint(format!("move `{waits_for}` as well; until then `{action}` stands in year {year}"))
        }
        Remark::Uncounted { per, actions } => {
            let (one, key) = match per {
                Per::Centre => ("centre", "centres"),
                Per::Person => ("person", "people"),
                Per::Post | Per::Once => ("post", "posts"),
            };
            let message = format!("the file of unit `{}` does not say how many {key} it has; costs per {one} are missing: {}", plan.unit, list(actions));
            Diagnostic::warning(Code::PlanCost, plan.span, message).hint(format!("add `counts: {{{key}: …}}` to `assessments/units/{}.yaml`", plan.unit))
        }
        Remark::TooLarge { action } => {
            Diagnostic::warning(Code::PlanCost, at(action), format!("the cost of `{action}` is too large for any budget and is left out"))
                .hint("check unit cost, quantity and the counts of the unit")
        }
        Remark::Unfunded { actions, amount } => {
            let currency = &toolbox.site.currency;
            Diagnostic::warning(Code::PlanCost, plan.span, format!("no funding source of plan `{}` pays {currency} {amount}: {}", plan.id, list(actions)))
                .hint("name a source for them under `funding:`, or give one `rest: true`")
        }
        Remark::Idle { edit, because } => idle(assessments, plan, edit, *because),
    })
}

/// Where a plan speaks of an action; the plan itself where it does not.
fn place_of(plan: &Plan, id: &Id) -> Span {
    let own = plan.own.iter().find(|own| own.what.action.id == *id).map(|own| own.span);
    let moved = plan.moves.get(id).or_else(|| plan.adds.get(id)).map(|edit| edit.span);
    own.or(moved).or_else(|| plan.recosts.get(id).map(|edit| edit.span)).unwrap_or(plan.span)
}

fn idle(assessments: &Assessments, plan: &Plan, edit: &Edit, because: Because) -> Diagnostic {
    let (span, what) = match edit {
        Edit::Drop(id) => (plan.drops.get(id).map(|edit| edit.span), id.to_string()),
        Edit::Add(id) => (plan.adds.get(id).map(|edit| edit.span), id.to_string()),
        Edit::Move(id) => (plan.moves.get(id).map(|edit| edit.span), id.to_string()),
        Edit::Recost(id) => (plan.recosts.get(id).map(|edit| edit.span), id.to_string()),
        Edit::Urgency(question) => (plan.urgencies.get(question).map(|edit| edit.span), question_id(assessments, plan, *question)),
        Edit::Target(question) => (plan.targets.get(question).map(|edit| edit.span), question_id(assessments, plan, *question)),
    };
    let (message, hint) = match because {
        Because::NotInPlan => {
            let hint = match edit {
                Edit::Drop(_) => "remove this edit: no gap asks for the action any more",
                _ => "remove this edit, or `add:` the action with its year",
            };
            (format!("action `{what}` is not in the plan, so this changes nothing"), hint)
        }
        Because::Needed => (format!("a gap asks for `{what}` already, so adding it changes nothing"), "remove this edit, or use `move:` to give it another year"),
        Because::NoGap => (
            format!("question `{what}` has no gap in the areas of this plan, so this changes nothing"),
            "remove this edit; the target may have been reached, or the question was not asked",
        ),
    };
    Diagnostic::warning(Code::PlanEdit, span.unwrap_or(plan.span), message).hint(hint)
}
