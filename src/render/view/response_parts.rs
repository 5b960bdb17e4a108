//! What the page of a response plan is made of: actions, tables of costs, targets by year, decisions and remarks.

use std::collections::BTreeMap;

use serde::Serialize;

use super::said::Said;
use super::{Link, Maker};
use crate::model::action::{Action, Per};
use crate::model::figure::{Moment, Period};
use crate::model::framework::{Framework, RuleName};
use crate::model::plan::{Decision, Plan};
use crate::model::{EntryKind, Exact, Id, Text};
use crate::score::plan::{self, Goal, Item, Need, Origin, Remark, ResponsePlan, Totals, totals};

/// An action with all that is known of it.
#[derive(Serialize)]
pub(super) struct ActionView {
    id: String,
    title: Said,
    summary: Said,
    area: Link,
    urgency: Option<&'static str>,
    urgency_words: String,
    lifts: Vec<LiftView>,
    when: String,
    short: String,
    recurring: bool,
    lead: Said,
    partners: Said,
    cost: String,
    formula: String,
    payer: Said,
    needs: Vec<NeedView>,
    sops: Vec<Link>,
    practices: Vec<Link>,
    activity: Option<Link>,
    origin: String,
    edits: Vec<DecisionView>,
    source: String,
}

#[derive(Serialize)]
pub(super) struct LiftView {
    question: Link,
    levels: String,
    /// The question for sentences.
    #[serde(skip)]
    said: Said,
}

#[derive(Serialize)]
struct NeedView {
    title: Said,
    href: String,
    state: String,
}

/// An action under "what comes first", with its reason.
#[derive(Serialize)]
pub(super) struct StepView {
    title: Said,
    href: String,
    urgency: Option<&'static str>,
    urgency_words: String,
    why: Said,
}

/// Costs by year.
#[derive(Serialize)]
pub(super) struct TableView {
    id: &'static str,
    title: String,
    head: String,
    rows: Vec<RowView>,
    totals: Vec<String>,
    total: String,
}

#[derive(Serialize)]
struct RowView {
    title: Said,
    href: String,
    cells: Vec<String>,
    total: String,
    share: String,
}

/// A question on its way to its target.
#[derive(Serialize)]
pub(super) struct GoalView {
    question: Link,
    area: Said,
    urgency: &'static str,
    urgency_words: String,
    priority: String,
    now: String,
    years: Vec<String>,
    target: String,
    by: String,
    late: String,
    reached: String,
}

/// A facilitator's decision.
#[derive(Clone, Serialize)]
pub(super) struct DecisionView {
    what: String,
    about: Said,
    href: String,
    reason: Option<Said>,
}

impl Maker<'_> {
    pub(super) fn action_of<'p>(&'p self, plan: &'p Plan, item: &Item) -> Option<&'p Action> {
        plan::action(self.sources.assessments, plan, &item.action)
    }

    fn action_title(&self, plan: &Plan, id: &Id) -> Said {
        plan::action(self.sources.assessments, plan, id).map_or_else(|| id.as_str().into(), |action| self.said(&action.title))
    }

    pub(super) fn action_view(&self, framework: &Framework, plan: &Plan, made: &ResponsePlan, item: &Item) -> Option<ActionView> {
        let action = self.action_of(plan, item)?;
        let toolbox = self.sources.toolbox;
        let helps = item.urgency != crate::score::Urgency::None;
        let text = |text: &Option<Text>| self.said_if(text.as_ref());
        let source = match &action.source {
            Some(source) => self.source_note(Some(source)),
            None if action.illustrative && !self.all_examples(plan, made) => self.words.get("plan_cost_example").to_owned(),
            None => String::new(),
        };
        Some(ActionView {
            id: format!("action-{}", action.id),
            title: self.said(&action.title),
            summary: text(&action.summary),
            area: self.area_link(&item.area),
            urgency: helps.then(|| item.urgency.word()),
            urgency_words: self.words.get(&format!("urgency_{}", item.urgency.word())).to_owned(),
            lifts: item.lifts.iter().filter_map(|lift| self.lift(framework, lift.question, lift.from, lift.to)).collect(),
            when: self.when(plan, item),
            short: self.years_of(plan, item),
            recurring: item.recurring,
            lead: self.said(&action.lead),
            partners: text(&action.partners),
            cost: self.cost(item),
            formula: self.formula(item),
            payer: self.payer(plan, item.source),
            needs: item.needs.iter().map(|(first, need)| self.need(plan, first, *need)).collect(),
            sops: action.sops.iter().filter_map(|(id, heading)| self.section_link(id, heading.as_deref())).collect(),
            practices: action
                .practices
                .iter()
                .filter_map(|id| toolbox.practice(id))
                .filter_map(|practice| self.practice_link(practice))
                .collect(),
            activity: toolbox.activity(&action.activity).map(|activity| self.activity_link(activity)),
            origin: if item.origin == Origin::Gap { String::new() } else { self.words.get(&format!("plan_origin_{}", item.origin.word())).to_owned() },
            edits: self.decisions(framework, plan, made).into_iter().filter(|decision| decision.href == format!("#action-{}", action.id)).collect(),
            source,
        })
    }

    pub(super) fn step_view(&self, framework: &Framework, plan: &Plan, made: &ResponsePlan, item: &Item) -> Option<StepView> {
        let action = self.action_of(plan, item)?;
        let goal = made.goals.iter().find(|goal| item.lifts.iter().any(|lift| lift.question == goal.question));
        let lift = goal.and_then(|goal| item.lifts.iter().find(|lift| lift.question == goal.question));
        let why = match lift.and_then(|lift| self.lift(framework, lift.question, lift.from, lift.to)) {
            Some(lift) => self.fill_said("plan_why", &[("question", lift.said), ("levels", lift.levels.into())]),
            None => self.words.get(&format!("plan_origin_{}", item.origin.word())).into(),
        };
        let helps = item.urgency != crate::score::Urgency::None;
        Some(StepView {
            title: self.said(&action.title),
            href: format!("#action-{}", action.id),
            urgency: helps.then(|| item.urgency.word()),
            urgency_words: self.words.get(&format!("urgency_{}", item.urgency.word())).to_owned(),
            why,
        })
    }

    pub(super) fn lift(&self, framework: &Framework, question: u32, from: u32, to: u32) -> Option<LiftView> {
        let indicator = framework.indicator(question)?;
        let level = |level: u32| self.level_words(framework, indicator, Some(level), None);
        let said = self.said(&indicator.question);
        let question = self.question_link(&indicator.id).unwrap_or_else(|| self.link_named(&said, String::new()));
        Some(LiftView { question, said, levels: self.words.fill("plan_from_to", &[("from", &level(from)), ("to", &level(to))]) })
    }

    /// When an action is done: from its first month, once or to the end of the plan.
    pub(super) fn when(&self, plan: &Plan, item: &Item) -> String {
        let begin = self.month(plan, (item.year - 1) * 12 + item.start);
        if item.is_after() {
            return self.words.fill(if item.recurring { "plan_when_yearly" } else { "plan_when_from" }, &[("begin", &begin)]);
        }
        let last = if item.recurring { plan.years * 12 - 1 } else { item.year * 12 - 1 };
        let end = self.month(plan, last);
        let key = if item.recurring && item.year < plan.years { "plan_when_each_year" } else { "plan_when" };
        self.words.fill(key, &[("begin", &begin), ("end", &end)])
    }

    /// The years of an action for a table: `2027–2028`, or its first month where it does not begin with a year.
    fn years_of(&self, plan: &Plan, item: &Item) -> String {
        let first = if item.start == 0 { self.year_label(plan, item.year) } else { self.month(plan, (item.year - 1) * 12 + item.start) };
        if item.recurring && item.year < plan.years { format!("{first} – {}", self.year_label(plan, plan.years)) } else { first }
    }

    /// Whether every cost of a plan is an example.
    pub(super) fn all_examples(&self, plan: &Plan, made: &ResponsePlan) -> bool {
        made.items.iter().all(|item| self.action_of(plan, item).is_some_and(|action| action.illustrative))
    }

    /// The month that lies so many months after the beginning of a plan.
    fn month(&self, plan: &Plan, months: u32) -> String {
        let all = plan.begin.year * 12 + plan.begin.month - 1 + months;
        let from = Moment::Month(u16::try_from(all / 12).unwrap_or(u16::MAX), u8::try_from(all % 12 + 1).unwrap_or(1));
        self.words.period(&Period { from, to: None })
    }

    /// A year of a plan as a budget has it: `2027`, or `2027/28` where it does not begin in January.
    pub(super) fn year_label(&self, plan: &Plan, year: u32) -> String {
        let first = plan.begin.year + year - 1;
        if plan.begin.month == 1 { first.to_string() } else { format!("{first}/{:02}", (first + 1) % 100) }
    }

    /// What stands at the beginning of a year on a scale: the year, or its month where that is not January.
    pub(super) fn begin_label(&self, plan: &Plan, year: u32) -> String {
        if plan.begin.month == 1 { (plan.begin.year + year - 1).to_string() } else { self.month(plan, (year - 1) * 12) }
    }

    /// From when to when a plan goes.
    pub(super) fn span(&self, plan: &Plan) -> String {
        let (begin, end) = (self.month(plan, 0), self.month(plan, plan.years * 12 - 1));
        self.words.fill("plan_span", &[("years", &self.words.count("count_years", plan.years.into())), ("begin", &begin), ("end", &end)])
    }

    fn cost(&self, item: &Item) -> String {
        match (item.price.yearly, item.is_after()) {
            (None, _) => self.words.get("plan_no_cost").to_owned(),
            (Some(yearly), true) if item.recurring => self.words.fill("plan_cost_yearly", &[("cost", &self.money(yearly))]),
            (Some(yearly), true) => self.money(yearly),
            (Some(_), false) => self.money(item.total()),
        }
    }

    /// How a cost comes about: `USD 1,200 × 4 posts × 2 years`.
    fn formula(&self, item: &Item) -> String {
        let price = &item.price;
        let mut parts = vec![self.money(price.cost.unit.0)];
        if price.cost.quantity != 1 {
            parts.push(self.words.number(&price.cost.quantity.to_string()));
        }
        let counted = match (price.cost.per, price.count) {
            (Per::Once, _) => None,
            (per, Some(count)) => Some(self.words.count(&format!("count_{}s", per.word()), count.into())),
            (per, None) => Some(self.words.get(&format!("plan_unknown_{}s", per.word())).to_owned()),
        };
        parts.extend(counted);
        let due = item.by_year.iter().filter(|cost| **cost > 0).count() as u64;
        if item.recurring && due > 1 {
            parts.push(self.words.count("count_years", due));
        }
        // A single figure explains nothing.
        if parts.len() > 1 { parts.join(" × ") } else { String::new() }
    }

    fn payer(&self, plan: &Plan, source: Option<usize>) -> Said {
        let source = source.and_then(|place| plan.funding.get(place));
        source.map_or_else(|| self.words.get("plan_no_payer").into(), |source| self.said(&source.title))
    }

    fn need(&self, plan: &Plan, first: &Id, need: Need) -> NeedView {
        let state = match need {
            Need::Planned(year) => self.words.fill("plan_need_planned", &[("year", &self.year_label(plan, year))]),
            other => self.words.get(&format!("plan_need_{}", other.word())).to_owned(),
        };
        let href = if matches!(need, Need::Planned(_)) { format!("#action-{first}") } else { String::new() };
        NeedView { title: self.action_title(plan, first), href, state }
    }

    /// A link to a procedure, or to a section of it with the section's heading.
    fn section_link(&self, id: &Id, heading: Option<&str>) -> Option<Link> {
        let sop = self.sources.toolbox.sop(id)?;
        let mut link = self.sop_link(sop)?;
        let Some(heading) = heading else { return Some(link) };
        link.href = format!("{}#{heading}", link.href);
        let base = sop.adapts.as_ref().and_then(|base| self.sources.toolbox.sop(base));
        let title = [Some(sop), base].into_iter().flatten().find_map(|sop| {
            let (lang, edition) = sop.entry.shown(&self.page.lang, self.default())?;
            let passages = edition.document.passages(&self.sources.computed.of(&edition.document, lang));
            passages.into_iter().find(|passage| passage.anchor.as_deref() == Some(heading)).map(|passage| passage.heading)
        });
        if let Some(title) = title {
            link.title = format!("{}: {title}", link.title);
        }
        Some(link)
    }

    /// Costs by year and area.
    pub(super) fn by_area(&self, plan: &Plan, made: &ResponsePlan) -> TableView {
        let places: Vec<&Id> = self.sources.toolbox.site.areas.iter().map(|area| &area.id.value).collect();
        let mut groups = totals(&made.items, plan.years, |item| item.area.clone());
        groups.sort_by_key(|group| places.iter().position(|area| **area == group.key));
        self.table("_by-area", "plan_by_area", "area", made, groups, |area| (self.area_said(area), self.href(EntryKind::Area, area.as_str())))
    }

    /// Costs by outcome, lead and funding source.
    pub(super) fn other_tables(&self, plan: &Plan, made: &ResponsePlan) -> Vec<TableView> {
        let leads: BTreeMap<String, Said> = made.items.iter().filter_map(|item| self.action_of(plan, item)).map(|action| (self.text(&action.lead), self.said(&action.lead))).collect();
        let plain = |title: &String| (leads.get(title).cloned().unwrap_or_default(), String::new());
        let outcomes: Vec<&Id> = self.sources.toolbox.site.outcomes.iter().map(|outcome| &outcome.id.value).collect();
        let mut by_outcome = totals(&made.items, plan.years, |item| item.outcome.clone());
        by_outcome.sort_by_key(|group| outcomes.iter().position(|outcome| **outcome == group.key));
        let by_lead = totals(&made.items, plan.years, |item| self.action_of(plan, item).map(|action| self.text(&action.lead)).unwrap_or_default());
        // In the order of the plan's sources; what nobody pays comes last.
        let by_payer = totals(&made.items, plan.years, |item| item.source.unwrap_or(usize::MAX));
        let mut tables = vec![
            self.table("_by-outcome", "plan_by_outcome", "outcome", made, by_outcome, |outcome| {
                (self.outcome_said(outcome), self.outcome_link(outcome).href)
            }),
            self.table("_by-lead", "plan_by_lead", "plan_lead", made, by_lead, plain),
        ];
        if !plan.funding.is_empty() {
            tables.push(self.table("_by-payer", "plan_by_payer", "plan_payer", made, by_payer, |source| (self.payer(plan, Some(*source)), String::new())));
        }
        tables
    }

    fn table<K>(
        &self,
        id: &'static str,
        title: &str,
        head: &str,
        made: &ResponsePlan,
        groups: Vec<Totals<K>>,
        name: impl Fn(&K) -> (Said, String),
    ) -> TableView {
        let number = |amount: u64| if amount == 0 { String::from("–") } else { self.words.number(&amount.to_string()) };
        let all = made.cost();
        let rows = groups.into_iter().map(|group| {
            let (title, href) = name(&group.key);
            RowView {
                title,
                href,
                cells: group.by_year.iter().map(|cost| number(*cost)).collect(),
                total: number(group.total),
                share: self.share(group.total, all.total),
            }
        });
        TableView {
            id,
            title: self.words.get(title).to_owned(),
            head: self.words.get(head).to_owned(),
            rows: rows.collect(),
            totals: all.by_year.iter().map(|cost| number(*cost)).collect(),
            total: number(all.total),
        }
    }

    /// Every question with a gap: where it stands now and at the end of each year.
    pub(super) fn goals(&self, framework: &Framework, plan: &Plan, made: &ResponsePlan) -> Vec<GoalView> {
        made.goals.iter().filter_map(|goal| self.goal(framework, plan, goal)).collect()
    }

    fn goal(&self, framework: &Framework, plan: &Plan, goal: &Goal) -> Option<GoalView> {
        let indicator = framework.indicator(goal.question)?;
        let levels = framework.compiled.leaf(goal.question)?.levels().is_some();
        let per_cent = |share: &Exact| self.words.per_cent(&(share * &Exact::HUNDRED).rounded(1, crate::model::exact::Mode::HalfUp).to_string());
        let level = |level: u32| {
            // Points and figures have no levels: they are where they are until the target is reached.
            if levels {
                self.level_words(framework, indicator, Some(level), None)
            } else {
                self.standing_words(framework, indicator, if level >= goal.target { &goal.gap.target } else { &goal.gap.current })
            }
        };
        Some(GoalView {
            question: self.question_link(&indicator.id).unwrap_or_else(|| self.link_named(&self.said(&indicator.question), String::new())),
            area: self.area_said(&goal.area),
            urgency: goal.urgency.word(),
            urgency_words: self.words.get(&format!("urgency_{}", goal.urgency.word())).to_owned(),
            priority: if goal.overridden { self.words.get("plan_decided").to_owned() } else { per_cent(&goal.gap.priority.rounded(2, crate::model::exact::Mode::HalfUp)) },
            now: level(goal.current),
            years: (1..=plan.years).map(|year| level(goal.at_end_of(year))).collect(),
            target: level(goal.target),
            by: goal.gap.by.map(|by| self.words.date(by)).unwrap_or_default(),
            late: if goal.late { self.words.get("plan_late").to_owned() } else { String::new() },
            reached: match goal.levels.last().and_then(|level| level.reached) {
                Some(year) if year <= plan.years => String::new(),
                Some(year) => self.words.fill("plan_reached_in", &[("year", &self.year_label(plan, year))]),
                None => self.words.get("plan_not_reached").to_owned(),
            },
        })
    }

    /// Every decision of the facilitator, with its reason.
    pub(super) fn decisions(&self, framework: &Framework, plan: &Plan, made: &ResponsePlan) -> Vec<DecisionView> {
        let anchor = |id: &Id| if made.items.iter().any(|item| item.action == *id) { format!("#action-{id}") } else { String::new() };
        let reason = |reason: &Option<Text>| reason.as_ref().map(|reason| self.said(reason));
        let fill = |key: &str, values: &[(&str, &str)]| self.words.fill(key, values);
        let about = |what: String, id: &Id, why: &Option<Text>| DecisionView { what, about: self.action_title(plan, id), href: anchor(id), reason: reason(why) };
        let mut found = Vec::new();
        for (question, edit) in &plan.targets {
            let Some(indicator) = framework.indicator(*question) else { continue };
            let goal = made.goals.iter().find(|goal| goal.question == *question);
            let years: Vec<String> = edit
                .what
                .iter()
                .map(|phase| fill("plan_target_by", &[("level", &self.aim_words(framework, *question, &phase.value)), ("year", &self.year_label(plan, phase.year))]))
                .collect();
            found.push(DecisionView {
                what: fill("plan_edit_target", &[("targets", &years.join(", "))]),
                about: self.said(&indicator.question),
                href: goal.and_then(|_| self.question_link(&indicator.id)).map(|link| link.href).unwrap_or_default(),
                reason: reason(&edit.reason),
            });
        }
        for (question, edit) in &plan.urgencies {
            let Some(indicator) = framework.indicator(*question) else { continue };
            let computed = made.goals.iter().find(|goal| goal.question == *question).map(|goal| goal.gap.urgency.word()).unwrap_or("none");
            let word = |urgency: &str| self.words.get(&format!("urgency_{urgency}")).to_owned();
            let (to, from) = (word(edit.what.word()), word(computed));
            found.push(DecisionView {
                what: fill("plan_edit_urgency", &[("to", &to), ("from", &from)]),
                about: self.said(&indicator.question),
                href: self.question_link(&indicator.id).map(|link| link.href).unwrap_or_default(),
                reason: reason(&edit.reason),
            });
        }
        for (id, edit) in &plan.drops {
            found.push(about(self.words.get("plan_edit_drop").to_owned(), id, &edit.reason));
        }
        let mut years = |key: &str, edits: &mut dyn Iterator<Item = (&Id, &Decision<u32>)>| {
            for (id, edit) in edits {
                found.push(about(fill(key, &[("year", &self.year_label(plan, edit.what))]), id, &edit.reason));
            }
        };
        years("plan_edit_add", &mut plan.adds.iter());
        years("plan_edit_move", &mut plan.moves.iter());
        for (id, edit) in &plan.recosts {
            let before = self.sources.assessments.actions.get(id).map(|action| self.money(action.cost.unit.0)).unwrap_or_default();
            found.push(about(fill("plan_edit_recost", &[("to", &self.money(edit.what.unit.0)), ("from", &before)]), id, &edit.reason));
        }
        for own in &plan.own {
            found.push(about(self.words.get("plan_origin_own").to_owned(), &own.what.action.id, &own.reason));
        }
        found
    }

    /// A target as readers know it.
    fn aim_words(&self, framework: &Framework, question: u32, value: &crate::model::answers::Given) -> String {
        use crate::model::answers::Given;
        let Some((indicator, leaf)) = framework.indicator(question).zip(framework.compiled.leaf(question)) else { return String::new() };
        match value {
            Given::Step(step) => {
                let lowest = leaf.levels().map_or(0, |(lowest, _)| lowest);
                self.level_words(framework, indicator, Some(step + lowest), None)
            }
            Given::Number(number) => self.words.number(&number.to_string()),
            _ => String::new(),
        }
    }

    /// What there is to say about a plan in a few lines.
    pub(super) fn plan_points(&self, plan: &Plan, made: &ResponsePlan) -> Vec<Said> {
        let count = |key: &str, n: usize| self.words.count(key, n as u64);
        let left_out = self.left_out(made);
        let reached = made.goals.iter().filter(|goal| goal.at_end_of(plan.years) >= goal.target).count();
        let after = made.items.iter().filter(|item| item.is_after()).count();
        let mut points = vec![
            self.words.fill(if left_out.is_some() { "plan_reaches_covered" } else { "plan_reaches" }, &[("reached", &self.words.number(&reached.to_string())), ("goals", &count("count_gaps", made.goals.len()))]).into(),
        ];
        if let Some(largest) = totals(&made.items, plan.years, |item| item.area.clone()).into_iter().max_by_key(|group| group.total).filter(|group| group.total > 0) {
            let share = self.share(largest.total, made.cost().total);
            points.push(self.fill_said("plan_largest", &[("area", self.area_said(&largest.key)), ("cost", self.money(largest.total).into()), ("share", share.into())]));
        }
        if let Some((_, areas)) = left_out {
            // What the plan says nothing of, with the results there: the lowest of all may be among them.
            let scores = self.sources.scores.rounds(&made.framework, &made.unit).into_iter().find(|scores| scores.round == made.round);
            let figure = |node: u32| scores.and_then(|scores| scores.nodes.get(node as usize)).map(|node| self.figure_or_state(node));
            let named = areas.into_iter().map(|area| match figure(area.node) {
                Some(figure) => self.area_said(&area.id).and(format!(" ({figure})")),
                None => self.area_said(&area.id),
            });
            points.push(self.fill_said("plan_left_out", &[("areas", Said::join(named, "; "))]));
        }
        if after > 0 {
            points.push(count("plan_after_count", after).into());
        }
        points
    }

    /// Whether the most urgent topics depend on the rule.
    pub(super) fn stability(&self, framework: &Framework, made: &ResponsePlan) -> Said {
        let Some(stability) = &made.stability else { return Said::default() };
        let title = |node: &u32| {
            let capacity = framework.domains.iter().flat_map(|domain| &domain.capacities).find(|capacity| capacity.node == *node);
            self.said_if(capacity.map(|capacity| &capacity.title))
        };
        let titles = |nodes: &[u32]| Said::join(nodes.iter().map(title), "; ");
        let of = |rule: RuleName| stability.rules.iter().find(|other| other.rule == rule).map(|ranked| ranked.topics.as_slice()).unwrap_or_default();
        let by_mean = of(RuleName::WeightedMean);
        let compared = self.words.count("count_first_topics", stability.compared as u64);
        if stability.is_stable() {
            return self.fill_said("plan_stable", &[("topics", compared.into()), ("names", titles(by_mean))]);
        }
        let mut sentence = self.fill_said(
            "plan_unstable",
            &[("topics", compared.into()), ("same", self.words.number(&stability.same.len().to_string()).into()), ("names", titles(by_mean))],
        );
        for (rule, key) in [(RuleName::Min, "plan_unstable_min"), (RuleName::Geomean, "plan_unstable_geomean")] {
            let new: Vec<u32> = of(rule).iter().filter(|topic| !by_mean.contains(topic)).copied().collect();
            if !new.is_empty() {
                sentence = sentence.and(" ").and(self.fill_said(key, &[("names", titles(&new))]));
            }
        }
        sentence
    }

    /// What somebody should look at, but for gaps without an action, which have a place of their own.
    pub(super) fn remarks(&self, framework: &Framework, plan: &Plan, made: &ResponsePlan) -> Vec<Said> {
        let title = |id: &Id| self.action_title(plan, id);
        let titles = |ids: &[Id]| Said::join(ids.iter().map(title), "; ");
        let say = |remark: &Remark| {
            Some(match remark {
                Remark::NoAction { .. } => return None,
                Remark::Outside { action, needs } => self.fill_said("plan_remark_outside", &[("action", title(action)), ("needs", title(needs))]),
                Remark::TooEarly { action, wanted, year, waits_for } => self.fill_said(
                    "plan_remark_early",
                    &[("action", title(action)), ("wanted", self.year_label(plan, *wanted).into()), ("year", self.year_label(plan, *year).into()), ("needs", title(waits_for))],
                ),
                Remark::Uncounted { per, actions } => {
                    self.fill_said("plan_remark_uncounted", &[("what", self.words.get(&format!("plan_unknown_{}s", per.word())).into()), ("actions", titles(actions))])
                }
                Remark::TooLarge { action } => self.fill_said("plan_remark_large", &[("action", title(action))]),
                Remark::Unfunded { actions, amount } => {
                    self.fill_said("plan_remark_unpaid", &[("cost", self.money(*amount).into()), ("actions", titles(actions))])
                }
                Remark::Idle { edit, .. } => {
                    use plan::Edit;
                    let about = match edit {
                        Edit::Drop(id) | Edit::Add(id) | Edit::Move(id) | Edit::Recost(id) => title(id),
                        Edit::Urgency(question) | Edit::Target(question) => {
                            self.said_if(framework.indicator(*question).map(|indicator| &indicator.question))
                        }
                    };
                    self.fill_said("plan_remark_idle", &[("about", about)])
                }
            })
        };
        made.remarks.iter().filter_map(say).collect()
    }

    /// The gaps that no action closes.
    pub(super) fn uncovered(&self, framework: &Framework, made: &ResponsePlan) -> Vec<Said> {
        let say = |remark: &Remark| match remark {
            Remark::NoAction { question, from, to } => {
                let lift = self.lift(framework, *question, *from, *to)?;
                Some(lift.said.and(format!(" ({})", lift.levels)))
            }
            _ => None,
        };
        made.remarks.iter().filter_map(say).collect()
    }

    /// The actions of the library that this plan does not need, and why.
    pub(super) fn unneeded(&self, made: &ResponsePlan) -> Vec<Link> {
        let link = |(id, why): &(Id, plan::Why)| {
            let action = self.sources.assessments.actions.get(id)?;
            let why = self.words.get(&format!("plan_unneeded_{}", why.word())).to_owned();
            Some(Link { meta: vec![why], ..self.link_named(&self.said(&action.title), String::new()) })
        };
        made.unneeded.iter().filter_map(link).collect()
    }
}
