//! Response plans as open data: one row an action and year, and the same as JSON with gaps, prices, edits and totals.

use serde_json::{Value as Json, json};

use super::{Table, TableName};
use crate::model::framework::Framework;
use crate::model::plan::{Decision, Plan};
use crate::model::{Id, Text};
use crate::render::view::Sources;
use crate::score::plan::{Edit, Goal, Item, Need, Remark, ResponsePlan, RollUp, action, newest, roll_up, totals};

/// `plan.csv`: what each action costs in each year of the plan.
pub(super) fn table(sources: Sources<'_>) -> Table {
    let mut rows = Vec::new();
    for (plan, framework, made) in plans(sources) {
        let demo = if sources.assessments.is_fictional(&made.unit) { "yes" } else { "no" };
        for item in made.items.iter().filter(|item| !item.is_after()) {
            let lead = action(sources.assessments, plan, &item.action).map(|action| text(sources, &action.lead)).unwrap_or_default();
            let indicators: Vec<&str> = item.lifts.iter().filter_map(|lift| id_of(framework, lift.question)).map(Id::as_str).collect();
            let price = &item.price;
            let last = if item.recurring { plan.years } else { item.year };
            for year in item.year..=last {
                // A cost that is not known is an empty cell, never 0.
                let cost = price.yearly.map(|cost| cost.to_string()).unwrap_or_default();
                rows.push(vec![
                    made.unit.to_string(),
                    made.round.clone(),
                    item.action.to_string(),
                    indicators.join(" "),
                    item.area.to_string(),
                    item.outcome.to_string(),
                    (plan.begin.year + year - 1).to_string(),
                    lead.clone(),
                    payer(plan, item).map(Id::to_string).unwrap_or_default(),
                    cost,
                    demo.to_owned(),
                    price.cost.unit.0.to_string(),
                    price.cost.quantity.to_string(),
                    price.cost.per.word().to_owned(),
                    price.count.map(|count| count.to_string()).unwrap_or_default(),
                ]);
            }
        }
    }
    Table { columns: TableName::Plan.columns(), rows }
}

/// `plan.json`
pub(super) fn json(sources: Sources<'_>) -> Json {
    let outcomes: Vec<Id> = sources.toolbox.site.outcomes.iter().map(|outcome| outcome.id.value.clone()).collect();
    let newest = newest(sources.assessments, sources.plans);
    let added = |demo: bool| {
        let plans = newest.iter().filter(|plan| sources.assessments.is_fictional(&plan.unit) == demo).copied();
        roll_up_json(&roll_up(plans, &outcomes))
    };
    let plans: Vec<Json> = plans(sources).map(|(plan, framework, made)| plan_json(sources, plan, framework, made)).collect();
    json!({"currency": sources.toolbox.site.currency, "plans": plans, "roll_up": added(false), "roll_up_demo": added(true)})
}

fn plans(sources: Sources<'_>) -> impl Iterator<Item = (&Plan, &Framework, &ResponsePlan)> {
    sources.plans.iter().filter_map(move |made| {
        Some((sources.assessments.plans.get(&made.id)?, sources.assessments.frameworks.get(&made.framework)?, made))
    })
}

fn text(sources: Sources<'_>, text: &Text) -> String {
    let default = sources.toolbox.site.default_language();
    text.shown(default, default).0.to_owned()
}

fn id_of(framework: &Framework, question: u32) -> Option<&Id> {
    framework.indicator(question).map(|indicator| &indicator.id)
}

fn payer<'p>(plan: &'p Plan, item: &Item) -> Option<&'p Id> {
    plan.funding.get(item.source?).map(|source| &source.id)
}

fn plan_json(sources: Sources<'_>, plan: &Plan, framework: &Framework, made: &ResponsePlan) -> Json {
    let cost = made.cost();
    let sums = |key: &dyn Fn(&Item) -> String| {
        let sums = totals(&made.items, plan.years, key);
        sums.into_iter().map(|sum| (sum.key, json!({"by_year": sum.by_year, "total": sum.total, "actions": sum.actions}))).collect::<serde_json::Map<_, _>>()
    };
    let lead = |item: &Item| action(sources.assessments, plan, &item.action).map(|action| text(sources, &action.lead)).unwrap_or_default();
    let stability = made.stability.as_ref().map(|stability| {
        let topic = |node: &u32| framework.compiled.nodes.get(*node as usize).map(|node| node.id.to_string());
        let topics = |nodes: &[u32]| nodes.iter().filter_map(topic).collect::<Vec<_>>();
        let rules: serde_json::Map<String, Json> =
            stability.rules.iter().map(|ranked| (ranked.rule.word().to_owned(), json!(topics(&ranked.topics)))).collect();
        json!({"compared": stability.compared, "same": topics(&stability.same), "first": rules})
    });
    json!({
        "plan": made.id, "unit": made.unit, "round": made.round, "framework": made.framework,
        "framework_version": framework.version, "demo": sources.assessments.is_fictional(&made.unit),
        "begin": plan.begin.to_string(), "years": plan.years, "areas": plan.areas,
        "cost": {
            "by_year": cost.by_year, "total": cost.total, "actions": cost.actions, "actions_without_cost": made.uncosted(),
            "by_area": sums(&|item| item.area.to_string()), "by_outcome": sums(&|item| item.outcome.to_string()), "by_lead": sums(&lead),
            "by_source": sums(&|item| payer(plan, item).map(Id::to_string).unwrap_or_default()),
        },
        "sources": plan.funding.iter().map(|source| json!({"source": source.id, "title": text(sources, &source.title)})).collect::<Vec<_>>(),
        "gaps": made.goals.iter().map(goal_json).collect::<Vec<_>>(),
        "actions": made.items.iter().map(|item| item_json(sources, plan, framework, item)).collect::<Vec<_>>(),
        "dropped": made.dropped,
        "not_needed": made.unneeded.iter().map(|(action, why)| json!({"action": action, "why": why.word()})).collect::<Vec<_>>(),
        "edits": edits(sources, plan, framework),
        "remarks": made.remarks.iter().map(|remark| remark_json(framework, remark)).collect::<Vec<_>>(),
        "first_topics": stability,
    })
}

fn goal_json(goal: &Goal) -> Json {
    let levels = goal.levels.iter().map(|level| json!({"level": level.level, "planned": level.planned, "reached": level.reached, "actions": level.actions}));
    json!({
        "indicator": goal.indicator, "area": goal.area, "state": goal.gap.state, "current": goal.gap.current, "target": goal.gap.target,
        "by": goal.gap.by.map(|by| by.to_string()), "gap": goal.gap.gap, "distance": goal.gap.distance, "most": goal.gap.most,
        "weight": goal.gap.weight, "priority": goal.gap.priority, "critical_and_low": goal.gap.danger,
        "urgency": goal.urgency.word(), "urgency_computed": goal.gap.urgency.word(), "target_of_plan": goal.own_target, "late": goal.late,
        "levels": levels.collect::<Vec<_>>(),
    })
}

fn item_json(sources: Sources<'_>, plan: &Plan, framework: &Framework, item: &Item) -> Json {
    let action = action(sources.assessments, plan, &item.action);
    let wording = |wording: Option<&Text>| wording.map(|wording| text(sources, wording));
    let needs = item.needs.iter().map(|(first, need)| {
        let year = if let Need::Planned(year) = need { Some(year) } else { None };
        json!({"action": first, "state": need.word(), "year": year})
    });
    let lifts = item.lifts.iter().map(|lift| json!({"indicator": id_of(framework, lift.question), "from": lift.from, "to": lift.to}));
    let price = &item.price;
    json!({
        "action": item.action, "origin": item.origin.word(), "area": item.area, "outcome": item.outcome, "activity": item.activity,
        "lifts": lifts.collect::<Vec<_>>(), "urgency": item.urgency.word(), "priority": item.priority,
        "lead": wording(action.map(|action| &action.lead)), "partners": wording(action.and_then(|action| action.partners.as_ref())),
        "sops": action.map(|action| &action.sops), "practices": action.map(|action| &action.practices),
        "year": item.year, "wanted": item.wanted, "waits_for": item.waits_for, "start": item.start, "recurring": item.recurring,
        "after_plan": item.is_after(), "needs": needs.collect::<Vec<_>>(),
        "price": {"unit": price.cost.unit, "quantity": price.cost.quantity, "per": price.cost.per.word(), "count": price.count,
            "yearly": price.yearly, "recosted": price.recosted},
        "by_year": item.by_year, "total": item.total(), "source": payer(plan, item),
        "illustrative": action.map(|action| action.illustrative), "cost_source": action.and_then(|action| action.source.as_ref()),
    })
}

/// The facilitator's decisions, each with its reason where it may be shown.
fn edits(sources: Sources<'_>, plan: &Plan, framework: &Framework) -> Vec<Json> {
    let why = |reason: &Option<Text>| reason.as_ref().map(|reason| text(sources, reason));
    let mut found = Vec::new();
    for (question, edit) in &plan.targets {
        let years: Vec<u32> = edit.what.iter().map(|phase| phase.year).collect();
        found.push(json!({"edit": "target", "indicator": id_of(framework, *question), "years": years, "reason": why(&edit.reason)}));
    }
    for (question, edit) in &plan.urgencies {
        found.push(json!({"edit": "urgency", "indicator": id_of(framework, *question), "urgency": edit.what.word(), "reason": why(&edit.reason)}));
    }
    for (action, edit) in &plan.drops {
        found.push(json!({"edit": "drop", "action": action, "reason": why(&edit.reason)}));
    }
    let mut years = |name: &str, edits: &std::collections::BTreeMap<Id, Decision<u32>>| {
        found.extend(edits.iter().map(|(action, edit)| json!({"edit": name, "action": action, "year": edit.what, "reason": why(&edit.reason)})));
    };
    years("add", &plan.adds);
    years("move", &plan.moves);
    for (action, edit) in &plan.recosts {
        let cost = edit.what;
        found.push(json!({"edit": "recost", "action": action, "unit": cost.unit, "quantity": cost.quantity, "per": cost.per.word(), "reason": why(&edit.reason)}));
    }
    for own in &plan.own {
        found.push(json!({"edit": "own", "action": own.what.action.id, "year": own.what.year, "reason": why(&own.reason)}));
    }
    found
}

fn remark_json(framework: &Framework, remark: &Remark) -> Json {
    let kind = remark.word();
    match remark {
        Remark::NoAction { question, from, to } => json!({"remark": kind, "indicator": id_of(framework, *question), "from": from, "to": to}),
        Remark::Outside { action, needs } => json!({"remark": kind, "action": action, "needs": needs}),
        Remark::TooEarly { action, wanted, year, waits_for } => {
            json!({"remark": kind, "action": action, "wanted": wanted, "year": year, "waits_for": waits_for})
        }
        Remark::Uncounted { per, actions } => json!({"remark": kind, "per": per.word(), "actions": actions}),
        Remark::TooLarge { action } => json!({"remark": kind, "action": action}),
        Remark::Unfunded { actions, amount } => json!({"remark": kind, "actions": actions, "cost": amount}),
        Remark::Idle { edit, .. } => match edit {
            Edit::Drop(action) | Edit::Add(action) | Edit::Move(action) | Edit::Recost(action) => json!({"remark": kind, "action": action}),
            Edit::Urgency(question) | Edit::Target(question) => json!({"remark": kind, "indicator": id_of(framework, *question)}),
        },
    }
}

fn roll_up_json(table: &RollUp) -> Json {
    let by_outcome = |cells: &[u64]| {
        table.outcomes.iter().zip(cells).map(|(outcome, cell)| (outcome.to_string(), json!(cell))).collect::<serde_json::Map<_, _>>()
    };
    let rows: Vec<Json> =
        table.rows.iter().map(|row| json!({"plan": row.plan, "unit": row.unit, "cost": by_outcome(&row.cells), "total": row.total})).collect();
    json!({"rows": rows, "totals": by_outcome(&table.totals), "total": table.total})
}
