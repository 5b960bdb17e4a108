//! Response plans: the page of one plan, and all of them added up.

use serde::Serialize;

use super::said::Said;
use super::response_parts::{ActionView, DecisionView, GoalView, StepView, TableView};
use super::{Group, Link, Maker, Shell, body};
use crate::model::framework::Domain;
use crate::model::plan::Plan;
use crate::model::{EntryKind, Id};
use crate::render::chart::{self, Common, Palette};
use crate::score::plan::{Item, ResponsePlan, RollUp, newest, roll_up};

/// How many actions stand under "what comes first".
const FIRST: usize = 5;

#[derive(Serialize)]
struct PlanView {
    unit: String,
    parents: Vec<String>,
    result: Link,
    jump: Vec<Group>,
    span: String,
    areas: Said,
    cost: String,
    cost_note: String,
    points: Vec<Said>,
    first: Vec<StepView>,
    stability: Said,
    remarks: Vec<Said>,
    years: Vec<String>,
    by_area: TableView,
    others: Vec<TableView>,
    chart: String,
    /// The same for paper, in parts that fit a page.
    charts: Vec<String>,
    overview: Vec<ActionView>,
    steps: Vec<YearView>,
    goals: Vec<GoalView>,
    decisions: Vec<DecisionView>,
    after: Vec<ActionView>,
    uncovered: Vec<Said>,
    unneeded: Vec<Link>,
    rounding: String,
    examples: bool,
    csv: String,
}

/// What is done in one year.
#[derive(Serialize)]
struct YearView {
    id: String,
    title: String,
    cost: String,
    areas: Vec<YearAreaView>,
}

/// What is done in one area of a year.
#[derive(Serialize)]
struct YearAreaView {
    area: Link,
    actions: Vec<ActionView>,
}

#[derive(Default, Serialize)]
struct PlansView {
    rows: Vec<PlanRow>,
    tables: Vec<RollUpView>,
    csv: String,
}

#[derive(Serialize)]
struct PlanRow {
    unit: String,
    href: String,
    round: String,
    span: String,
    actions: String,
    cost: String,
    demo: bool,
}

/// The plans of all units by outcome.
#[derive(Serialize)]
struct RollUpView {
    id: &'static str,
    title: String,
    note: String,
    demo: bool,
    columns: Vec<Said>,
    rows: Vec<RollUpRowView>,
    totals: Vec<String>,
    total: String,
    shares: Vec<String>,
    chart: String,
}

#[derive(Serialize)]
struct RollUpRowView {
    title: String,
    href: String,
    cells: Vec<String>,
    total: String,
    share: String,
}

/// Actions by area, the area of the most urgent one first.
fn by_area<'i>(items: impl Iterator<Item = &'i Item>, view: impl Fn(&Item) -> Option<ActionView>) -> Vec<(&'i Id, Vec<ActionView>)> {
    let mut areas: Vec<(&Id, Vec<ActionView>)> = Vec::new();
    for item in items {
        let Some(action) = view(item) else { continue };
        match areas.iter_mut().find(|(area, _)| **area == item.area) {
            Some((_, actions)) => actions.push(action),
            None => areas.push((&item.area, vec![action])),
        }
    }
    areas
}

impl Maker<'_> {
    fn made(&self, id: &Id) -> Option<&ResponsePlan> {
        self.sources.plans.iter().find(|plan| plan.id == *id)
    }

    /// A link to a plan, as result pages show it.
    pub(super) fn plan_link(&self, framework: &Id, unit: &Id, round: &str) -> Option<Link> {
        let made = self.sources.plans.iter().find(|plan| plan.framework == *framework && plan.unit == *unit && plan.round == round)?;
        Some(Link {
            title: self.words.fill("plan_title", &[("unit", &self.unit_name(unit))]),
            href: self.href(EntryKind::Plan, made.id.as_str()),
            summary: self.plan_sentence(made),
            ..Link::default()
        })
    }

    /// What a plan costs, over how many years, for how many actions.
    fn plan_sentence(&self, made: &ResponsePlan) -> String {
        let cost = made.cost();
        let values = [
            ("cost", self.money(cost.total)),
            ("years", self.words.count("count_years", made.years.into())),
            ("actions", self.words.count("count_actions", cost.actions as u64)),
        ];
        let sentence = self.words.fill("plan_sentence", &values.each_ref().map(|(name, value)| (*name, value.as_str())));
        match self.left_out(made) {
            Some((all, out)) => {
                let covered = [("n", (all - out.len()).to_string()), ("all", all.to_string())];
                format!("{sentence} {}", self.words.fill("plan_covers", &covered.each_ref().map(|(name, value)| (*name, value.as_str()))))
            }
            None => sentence,
        }
    }

    /// How many areas a plan's questions have, and which of them it leaves out; `None` where it leaves out none.
    pub(super) fn left_out(&self, made: &ResponsePlan) -> Option<(usize, Vec<&Domain>)> {
        let areas = &self.sources.assessments.plans.get(&made.id)?.areas;
        let domains = &self.framework(&made.framework)?.domains;
        let out: Vec<&Domain> = domains.iter().filter(|domain| !areas.is_empty() && !areas.contains(&domain.id)).collect();
        (!out.is_empty()).then_some((domains.len(), out))
    }

    pub(super) fn response_plan(&self, plan: &Plan) -> (Shell, serde_json::Value) {
        let unit = self.unit_name(&plan.unit);
        let made = self.made(&plan.id);
        let title = self.words.fill("plan_title", &[("unit", &unit)]);
        let mut shell = self.shell(title, made.map(|made| self.plan_sentence(made)).unwrap_or_default());
        shell.demo = self.is_demo(&plan.unit);
        let (Some(framework), Some(made)) = (self.framework(&plan.framework), made) else { return (shell, serde_json::Value::Null) };
        shell.illustrative = made.items.iter().any(|item| self.action_of(plan, item).is_some_and(|action| action.illustrative));
        let years: Vec<String> = (1..=plan.years).map(|year| self.year_label(plan, year)).collect();
        let action = |item: &Item| self.action_view(framework, plan, made, item);
        let within = || made.items.iter().filter(|item| !item.is_after());
        let steps = (1..=plan.years).zip(&years).map(|(year, label)| {
            let starting = within().filter(|item| item.year == year);
            YearView {
                id: format!("year-{year}"),
                title: self.words.fill("plan_year", &[("n", &year.to_string()), ("year", label)]),
                cost: self.money(made.cost().by_year.get(year as usize - 1).copied().unwrap_or(0)),
                areas: by_area(starting, action).into_iter().map(|(area, actions)| YearAreaView { area: self.area_link(area), actions }).collect(),
            }
        });
        let cost = made.cost();
        let uncosted = made.uncosted() as u64;
        let steps: Vec<YearView> = steps.collect();
        let after: Vec<ActionView> = made.items.iter().filter(|item| item.is_after()).filter_map(action).collect();
        let decisions = self.decisions(framework, plan, made);
        let entry = |id: &str, title: &str| Group { id: id.to_owned(), title: title.to_owned(), ..Group::default() };
        let mut jump = vec![entry("_by-area", self.words.get("plan_by_area")), entry("_actions", self.words.get("plan_overview"))];
        jump.extend(steps.iter().map(|year| entry(&year.id, &year.title)));
        jump.push(entry("_goals", self.words.get("plan_goals")));
        jump.push(entry("_by-outcome", self.words.get("plan_by_outcome")));
        jump.extend((!decisions.is_empty()).then(|| entry("_decisions", self.words.get("plan_decisions"))));
        jump.push(entry("_change", self.words.get("plan_change")));
        jump.extend((!after.is_empty()).then(|| entry("_after", self.words.get("plan_after"))));
        let view = PlanView {
            parents: self.parents(&plan.unit),
            result: self.result_of(plan),
            span: self.span(plan),
            areas: self.plan_areas(plan),
            cost: self.money(cost.total),
            cost_note: if uncosted > 0 { self.words.count("plan_uncosted", uncosted) } else { String::new() },
            points: self.plan_points(plan, made),
            first: within().filter(|item| item.year == 1).take(FIRST).filter_map(|item| self.step_view(framework, plan, made, item)).collect(),
            stability: self.stability(framework, made),
            remarks: self.remarks(framework, plan, made),
            by_area: self.by_area(plan, made),
            others: self.other_tables(plan, made),
            chart: if self.palette() == Palette::Screen { self.gantt(plan, made, &shell).concat() } else { String::new() },
            charts: if self.palette() == Palette::Print { self.gantt(plan, made, &shell) } else { Vec::new() },
            overview: within().filter_map(action).collect(),
            steps,
            jump,
            goals: self.goals(framework, plan, made),
            decisions,
            after,
            uncovered: self.uncovered(framework, made),
            unneeded: self.unneeded(made),
            rounding: self.words.fill("plan_money_note", &[("currency", &self.sources.toolbox.site.currency)]),
            examples: self.all_examples(plan, made),
            csv: self.linker.file("data/plan.csv"),
            unit,
            years,
        };
        (shell, body(view))
    }

    /// The page of the result that a plan starts from.
    fn result_of(&self, plan: &Plan) -> Link {
        let sets = &self.sources.assessments.answers;
        let first = sets.iter().position(|set| set.framework == plan.framework && set.unit == plan.unit && set.round == plan.round);
        let page = first.and_then(|index| self.sources.outline.results.get(index));
        Link {
            title: self.words.fill("assessment_round", &[("round", &plan.round)]),
            href: page.and_then(|id| self.linker.entry(EntryKind::Result, id.as_str())).unwrap_or_default(),
            ..Link::default()
        }
    }

    /// The areas that a plan is for, or that it is for all.
    fn plan_areas(&self, plan: &Plan) -> Said {
        if plan.areas.is_empty() {
            return self.words.get("plan_all_areas").into();
        }
        Said::join(plan.areas.iter().map(|area| self.area_said(area)), "; ")
    }

    /// The actions over time: one chart on the screen; on paper as many as can be read, a page each at most.
    fn gantt(&self, plan: &Plan, made: &ResponsePlan, shell: &Shell) -> Vec<String> {
        let within: Vec<&Item> = made.items.iter().filter(|item| !item.is_after()).collect();
        if within.is_empty() {
            return Vec::new();
        }
        // Areas in the order of the site, as far as the plan has them.
        let areas: Vec<&Id> =
            self.sources.toolbox.site.areas.iter().map(|area| &area.id.value).filter(|area| within.iter().any(|item| item.area == **area)).collect();
        let months = f64::from(plan.years * 12);
        let tasks: Vec<chart::Task> = within.iter().filter_map(|item| {
            let action = self.action_of(plan, item)?;
            let from = f64::from((item.year - 1) * 12 + item.start);
            let to = if item.recurring { months } else { f64::from(item.year * 12) };
            Some(chart::Task {
                label: self.text(&action.title),
                href: Some(format!("#action-{}", item.action)),
                series: areas.iter().position(|area| **area == item.area).unwrap_or(0),
                from,
                to,
                when: self.when(plan, item),
                end_label: item.price.yearly.map_or_else(|| self.words.get("plan_no_cost").to_owned(), |_| self.words.number(&item.total().to_string())),
            })
        }).collect();
        let tick = |year: u32| chart::Tick { at: f64::from(year * 12), label: self.begin_label(plan, year + 1) };
        let gantts = self.parts_of_pages(&tasks).map(|tasks| chart::Gantt {
            series: areas.iter().map(|area| self.area_title(area)).collect(),
            tasks: tasks.to_vec(),
            months,
            ticks: (0..=plan.years).map(tick).collect(),
        });
        let title = self.words.fill("plan_chart_title", &[("title", &shell.title)]);
        let common = Common { id: "gantt", title: &title, description: &shell.description, palette: self.palette(), width: chart::WIDE };
        gantts.map(|gantt| chart::responsive(&common, |common| chart::gantt(common, &gantt))).collect()
    }

    /// All plans, and their costs by outcome: those of invented places apart.
    pub(super) fn response_plans(&self, shell: Shell) -> (Shell, serde_json::Value) {
        let assessments = self.sources.assessments;
        let mut shell = shell;
        let mut rows: Vec<PlanRow> = self
            .sources
            .plans
            .iter()
            .filter_map(|made| {
                let plan = assessments.plans.get(&made.id)?;
                let cost = made.cost();
                Some(PlanRow {
                    unit: self.unit_name(&made.unit),
                    href: self.href(EntryKind::Plan, made.id.as_str()),
                    round: self.words.fill("assessment_round", &[("round", &made.round)]),
                    span: self.span(plan),
                    actions: self.words.count("count_actions", cost.actions as u64),
                    cost: self.money(cost.total),
                    demo: self.is_demo(&made.unit),
                })
            })
            .collect();
        rows.sort_by_key(|row| (crate::render::search::fold(&row.unit), row.round.clone()));
        shell.demo = rows.iter().any(|row| row.demo);
        let outcomes: Vec<Id> = self.sources.toolbox.site.outcomes.iter().map(|outcome| outcome.id.value.clone()).collect();
        let newest = newest(assessments, self.sources.plans);
        let tables = [false, true].into_iter().filter_map(|demo| {
            let mut plans: Vec<&ResponsePlan> = newest.iter().filter(|plan| self.is_demo(&plan.unit) == demo).copied().collect();
            plans.sort_by_key(|plan| crate::render::search::fold(&self.unit_name(&plan.unit)));
            let table = roll_up(plans.into_iter(), &outcomes);
            (!table.rows.is_empty()).then(|| self.roll_up_view(&table, demo))
        });
        (shell, body(PlansView { tables: tables.collect(), rows, csv: self.linker.file("data/plan.csv") }))
    }

    fn roll_up_view(&self, table: &RollUp, demo: bool) -> RollUpView {
        let number = |amount: u64| if amount == 0 { String::from("–") } else { self.words.number(&amount.to_string()) };
        let key = |plain: &'static str, demo_key: &'static str| self.words.get(if demo { demo_key } else { plain }).to_owned();
        let rows = table.rows.iter().map(|row| RollUpRowView {
            title: self.unit_name(&row.unit),
            href: self.href(EntryKind::Plan, row.plan.as_str()),
            cells: row.cells.iter().map(|cell| number(*cell)).collect(),
            total: number(row.total),
            share: self.share(row.total, table.total),
        });
        let title = key("plans_roll_up", "plans_roll_up_demo");
        RollUpView {
            id: if demo { "_demo" } else { "_all" },
            note: key("plans_roll_up_note", "plans_roll_up_demo_note"),
            demo,
            columns: table.outcomes.iter().map(|outcome| self.outcome_said(outcome)).collect(),
            rows: rows.collect(),
            totals: table.totals.iter().map(|total| number(*total)).collect(),
            total: number(table.total),
            shares: table.totals.iter().map(|total| self.share(*total, table.total)).collect(),
            chart: self.roll_up_chart(table, &title, demo),
            title,
        }
    }

    fn roll_up_chart(&self, table: &RollUp, title: &str, demo: bool) -> String {
        let part = |amount: &u64| (*amount > 0).then(|| chart::Part { value: *amount as f64, label: self.words.number(&amount.to_string()) });
        let rows = table.rows.iter().map(|row| chart::Stack {
            label: self.unit_name(&row.unit),
            href: Some(self.href(EntryKind::Plan, row.plan.as_str())),
            parts: row.cells.iter().map(part).collect(),
            total_label: self.words.number(&row.total.to_string()),
        });
        let max = table.rows.iter().map(|row| row.total).max().unwrap_or(0) as f64;
        let series = table.outcomes.iter().map(|outcome| self.outcome_title(outcome)).collect();
        let stacked = chart::Stacked { series, rows: rows.collect(), max, ticks: self.ticks(max) };
        let description = self.words.fill("plans_roll_up_description", &[("total", &self.money(table.total))]);
        let id = if demo { "plans-demo" } else { "plans" };
        let common = Common { id, title, description: &description, palette: self.palette(), width: chart::WIDE };
        chart::responsive(&common, |common| chart::stacked(common, &stacked))
    }
}
