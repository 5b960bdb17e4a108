//! The plan's rules on small sites in memory: which action, in which year, for how much, paid by whom.

use crate::load::project;
use crate::model::answers::Audience;
use crate::model::assessment::Assessments;
use crate::model::{Id, model};
use crate::score::plan::{Because, Edit, Item, Need, Origin, Remark, ResponsePlan, Why, newest, plans, roll_up, totals};
use crate::score::{Urgency, score};
use crate::source::Source;

const SITE: &str = "title: S\nsummary: S.\nlanguages: [en]\noutcomes: [{id: data, title: D}, {id: help, title: H}]\nareas: [{id: border, title: B}, {id: health, title: H}]\n";
const ACTIVITIES: &str = "outputs: []\nactivities:\n  - {id: count, outcome: data, title: C, areas: [border]}\n  - {id: train, outcome: help, title: T, areas: [border]}\n";
const FRAMEWORK: &str = "title: F\nversion: \"1\"\nlevels: 5\n";
const BORDER: &str = "capacities:
  - id: desk
    title: Desk
    indicators:
      - {id: form, kind: ladder, question: Form?, levels: [a, b, c, d, e]}
      - {id: staff, kind: ladder, question: Staff?, levels: [a, b, c, d, e]}
  - id: road
    title: Road
    indicators:
      - {id: sign, kind: presence, question: Sign?}
      - {id: share, kind: number, question: Share?, unit: per cent, goalposts: {low: 0, high: 100}}
";
const HEALTH: &str = "capacities:
  - id: care
    title: Care
    indicators:
      - {id: nurse, kind: ladder, question: Nurse?, levels: [a, b, c, d, e]}
";

fn action(id: &str, steps: &str, more: &str) -> String {
    format!("  - id: {id}\n    title: Do {id}\n    steps: [{steps}]\n    activity: train\n    lead: L\n    illustrative: true\n{more}")
}

/// What a plan's file says besides its framework, unit and round.
struct Case<'a> {
    answers: &'a str,
    actions: String,
    plan: &'a str,
}

fn read(case: &Case<'_>) -> Assessments {
    let answers = format!(
        "framework: f\nframework_version: \"1\"\nunit: land\nround: 2026-1\nrespondent: {{code: r1}}\nvisibility: public\nanswers:\n{}",
        case.answers
    );
    let plan = format!("framework: f\nunit: land\nround: 2026-1\n{}", case.plan);
    let actions = if case.actions.is_empty() { String::from("actions: []\n") } else { format!("actions:\n{}", case.actions) };
    let mut files = [
        ("rumbo.yaml", SITE),
        ("content/activities.yaml", ACTIVITIES),
        ("assessments/frameworks/f/framework.yaml", FRAMEWORK),
        ("assessments/frameworks/f/domains/border.yaml", BORDER),
        ("assessments/frameworks/f/domains/health.yaml", HEALTH),
        ("assessments/units/land.yaml", "name: Land\nkind: country\ncounts: {posts: 4, people: 1000}\n"),
        ("assessments/answers/a.yaml", &answers),
        ("assessments/plans/land-2026-1.yaml", &plan),
        ("content/actions/border.yaml", &actions),
    ]
    .map(|(path, text)| Source { path: path.to_owned(), text: text.to_owned() })
    .to_vec();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let (project, mut faults) = project::load(files, Vec::new(), &[]);
    let (modelled, found) = model(&project);
    faults.extend(found);
    let said: Vec<String> = faults.iter().map(|fault| format!("{}: {} ({})", project.sources.place(span(fault)), fault.message, fault.hint)).collect();
    assert_eq!(said, Vec::<String>::new());
    modelled.expect("a site").1
}

fn span(fault: &crate::diag::Diagnostic) -> crate::source::Span {
    match &fault.place {
        crate::diag::Place::Span(span) => *span,
        crate::diag::Place::Path(path) => panic!("{path}: {}", fault.message),
    }
}

fn made(case: &Case<'_>) -> ResponsePlan {
    let assessments = read(case);
    plans(&assessments, &score(&assessments)).pop().expect("a plan")
}

fn id(text: &str) -> Id {
    Id::new(text).expect("an id")
}

fn item<'p>(plan: &'p ResponsePlan, id: &str) -> &'p Item {
    plan.items.iter().find(|item| item.action.as_str() == id).unwrap_or_else(|| panic!("no `{id}` in {:?}", order(plan)))
}

/// The actions in order, each with its year.
fn order(plan: &ResponsePlan) -> Vec<(&str, u32)> {
    plan.items.iter().map(|item| (item.action.as_str(), item.year)).collect()
}

const ONCE: &str = "    cost: {unit: 100}\n";
const TWO_YEARS: &str = "begin: 2027\nyears: 2\n";
const THREE: &str = "begin: 2027\nyears: 3\n";

#[test]
fn an_action_is_needed_above_the_present_level_and_not_above_the_target() {
    let actions = [
        action("reached", "{indicator: form, from: 1, to: 2}", ONCE),
        action("next", "{indicator: form, from: 2, to: 3}", ONCE),
        action("long", "{indicator: form, from: 1, to: 5}", ONCE),
        action("later", "{indicator: form, from: 3, to: 4}", ONCE),
        action("above", "{indicator: form, from: 4, to: 5}", ONCE),
        action("other", "{indicator: nurse, from: 1, to: 2}", ONCE),
    ];
    let plan = made(&Case { answers: "  form: {value: 2, target: {value: 4}}\n  nurse: {state: not_applicable, reason: none}\n", actions: actions.concat(), plan: TWO_YEARS });
    // Levels are taken one a year: s − current.
    assert_eq!(order(&plan), [("long", 1), ("next", 1), ("later", 2)]);
    assert_eq!(plan.unneeded, [(id("above"), Why::Above), (id("other"), Why::NotAsked), (id("reached"), Why::Reached)]);
    let goal = plan.goals.iter().find(|goal| goal.question == 0).expect("a goal");
    assert_eq!((goal.current, goal.target, goal.at_end_of(1), goal.at_end_of(2)), (2, 4, 3, 4));
}

#[test]
fn money_falls_once_or_every_year_and_is_multiplied_by_what_the_unit_counts() {
    let actions = [
        action("once", "{indicator: form, from: 1, to: 2}", "    cost: {unit: 250, quantity: 3, per: post}\n"),
        action("yearly", "{indicator: form, from: 2, to: 3}", "    recurring: true\n    cost: {unit: 7, per: person}\n"),
        action("after", "{indicator: form, from: 4, to: 5}", "    recurring: true\n    cost: {unit: 9}\n"),
        action("unknown", "{indicator: staff, from: 1, to: 2}", "    cost: {unit: 9, per: centre}\n"),
    ];
    let plan = made(&Case { answers: "  form: {value: 1, target: {value: 5}}\n  staff: 1\n", actions: actions.concat(), plan: THREE });
    assert_eq!(item(&plan, "once").by_year, [3000, 0, 0]);
    assert_eq!(item(&plan, "yearly").by_year, [0, 7000, 7000]);
    let after = item(&plan, "after");
    assert!(after.is_after() && after.total() == 0 && after.price.yearly == Some(9));
    assert_eq!((item(&plan, "unknown").price.yearly, plan.uncosted()), (None, 1));
    let cost = plan.cost();
    assert_eq!((cost.by_year.as_slice(), cost.total, cost.actions), (&[3000, 7000, 7000][..], 17000, 3));
    assert!(plan.remarks.contains(&Remark::Uncounted { per: crate::model::action::Per::Centre, actions: vec![id("unknown")] }));
    // Level 4 has no action, so level 5 is not reached either.
    assert!(plan.remarks.contains(&Remark::NoAction { question: 0, from: 3, to: 4 }));
    assert_eq!(plan.goals.iter().find(|goal| goal.question == 0).map(|goal| goal.at_end_of(3)), Some(3));
}

#[test]
fn what_is_too_large_for_any_budget_has_no_cost() {
    let actions = action("moon", "{indicator: form, from: 1, to: 2}", "    cost: {unit: 900000000000000, quantity: 4000000000, per: person}\n");
    let plan = made(&Case { answers: "  form: 1\n", actions, plan: TWO_YEARS });
    assert_eq!((plan.cost().total, item(&plan, "moon").price.yearly), (0, None));
    assert!(plan.remarks.contains(&Remark::TooLarge { action: id("moon") }));
}

#[test]
fn a_prerequisite_is_never_later_than_what_needs_it() {
    let actions = [
        action("a-needs", "{indicator: form, from: 1, to: 2}", "    after: [b-first, z-done]\n    cost: {unit: 1}\n"),
        action("b-first", "{indicator: staff, from: 2, to: 3}", "    start: 5\n    cost: {unit: 1}\n"),
        action("c-last", "{indicator: form, from: 1, to: 2}", "    after: [a-needs]\n    cost: {unit: 1}\n"),
        action("z-done", "{indicator: sign, from: 0, to: 1}", ONCE),
        action("y-outside", "{indicator: nurse, from: 4, to: 5}", ONCE),
        action("x-open", "{indicator: form, from: 1, to: 2}", "    after: [y-outside]\n    cost: {unit: 1}\n"),
    ];
    let plan = made(&Case {
        answers: "  form: 1\n  staff: {value: 1, target: {value: 3}}\n  sign: partial\n  nurse: 1\n",
        actions: actions.concat(),
        plan: TWO_YEARS,
    });
    // Level 3 of `staff` comes in year 2, so what needs it waits, and what needs that waits too; in months as well.
    assert_eq!(order(&plan), [("x-open", 1), ("b-first", 2), ("a-needs", 2), ("c-last", 2)]);
    let needs = item(&plan, "a-needs");
    assert_eq!((needs.wanted, needs.start, needs.waits_for.as_ref().map(Id::as_str)), (1, 5, Some("b-first")));
    assert_eq!(needs.needs, [(id("b-first"), Need::Planned(2)), (id("z-done"), Need::Done)]);
    assert_eq!(item(&plan, "c-last").start, 5);
    assert!(plan.remarks.contains(&Remark::Outside { action: id("x-open"), needs: id("y-outside") }));
    // The level is reached when its actions are.
    assert_eq!(plan.goals.iter().find(|goal| goal.question == 0).map(|goal| (goal.at_end_of(1), goal.at_end_of(2))), Some((1, 2)));
}

#[test]
fn points_and_figures_are_lifted_from_nothing_to_all() {
    let actions = action("lift-share", "{indicator: share, from: 0, to: 1}", ONCE);
    let plan = made(&Case { answers: "  share: {value: 40, target: {value: 80}}\n", actions: actions.clone(), plan: TWO_YEARS });
    assert_eq!(order(&plan), [("lift-share", 1)]);
    // The fractional present level 0.4 is floored.
    let goal = plan.goals.iter().find(|goal| goal.indicator.as_str() == "share").expect("a goal");
    assert_eq!((goal.current, goal.target, goal.gap.gap.to_string().as_str()), (0, 1, "0.4"));
    // A question without levels and without a target has a gap as soon as the plan sets a target.
    let reason = format!("{TWO_YEARS}targets:\n  - {{indicator: share, value: 60, year: 2, reason: R}}\n");
    let plan = made(&Case { answers: "  share: 40\n", actions, plan: &reason });
    assert_eq!(order(&plan), [("lift-share", 2)]);
}

#[test]
fn decisions_change_the_plan_and_survive_what_they_are_about() {
    let actions = [
        action("kept", "{indicator: form, from: 1, to: 2}", ONCE),
        action("dropped", "{indicator: staff, from: 1, to: 2}", ONCE),
        action("extra", "{indicator: form, from: 4, to: 5}", ONCE),
        action("not-there", "{indicator: sign, from: 0, to: 2}", ONCE),
    ];
    let plan = format!(
        "{TWO_YEARS}drop:\n  - {{action: dropped, reason: R}}\nadd:\n  - {{action: extra, year: 2, reason: R}}\n  - {{action: kept, year: 2, reason: R}}\nmove:\n  - {{action: kept, year: 2, reason: R}}\n  - {{action: not-there, year: 1, reason: R}}\nrecost:\n  - {{action: kept, cost: {{unit: 5, per: post}}, reason: R}}\nurgency:\n  - {{indicator: form, urgency: high, reason: R}}\n  - {{indicator: sign, urgency: low, reason: R}}\nown:\n  - {{id: mine, title: Mine, area: border, activity: count, after: [kept], lead: L, cost: {{unit: 3}}, illustrative: true, year: 1, reason: R}}\n"
    );
    let plan = made(&Case { answers: "  form: 1\n  staff: 1\n  sign: yes\n", actions: actions.concat(), plan: &plan });
    assert_eq!(order(&plan), [("kept", 2), ("extra", 2), ("mine", 2)]);
    assert_eq!((item(&plan, "kept").total(), item(&plan, "kept").urgency, item(&plan, "kept").price.recosted), (20, Urgency::High, true));
    assert_eq!((item(&plan, "extra").origin, item(&plan, "mine").origin), (Origin::Added, Origin::Own));
    assert_eq!(item(&plan, "mine").outcome.as_str(), "data");
    assert_eq!(plan.dropped, [id("dropped")]);
    // What was left out on purpose is no gap without an action, but its level is not reached.
    let staff = plan.goals.iter().find(|goal| goal.question == 1).expect("a goal");
    assert_eq!((staff.at_end_of(2), staff.target), (1, 2));
    let expected = [
        Remark::TooEarly { action: id("mine"), wanted: 1, year: 2, waits_for: id("kept") },
        Remark::Idle { edit: Edit::Add(id("kept")), because: Because::Needed },
        Remark::Idle { edit: Edit::Move(id("not-there")), because: Because::NotInPlan },
        Remark::Idle { edit: Edit::Urgency(2), because: Because::NoGap },
    ];
    for remark in &expected {
        assert!(plan.remarks.contains(remark), "{remark:?} in {:?}", plan.remarks);
    }
    assert!(!plan.remarks.iter().any(|remark| matches!(remark, Remark::NoAction { question: 1, .. })));
}

#[test]
fn targets_by_year_replace_those_of_the_answers() {
    let actions = [action("low", "{indicator: form, from: 1, to: 3}", ONCE), action("high", "{indicator: form, from: 3, to: 4}", ONCE)];
    let plan = format!("{TWO_YEARS}targets:\n  - {{indicator: form, value: 2, year: 1, reason: R}}\n  - {{indicator: form, value: 4, year: 3, reason: R}}\n");
    let plan = made(&Case { answers: "  form: {value: 1, target: {value: 5}}\n", actions: actions.concat(), plan: &plan });
    assert_eq!(order(&plan)[..2], [("low", 1), ("high", 3)]);
    let goal = plan.goals.iter().find(|goal| goal.indicator.as_str() == "form").expect("a goal");
    assert!(goal.own_target && item(&plan, "high").is_after());
    assert_eq!((goal.target, goal.at_end_of(1), goal.at_end_of(2), goal.at_end_of(3)), (4, 2, 3, 4));
    // SAMM-7: three levels of a scale of four above the lowest, weight 1: ((1 + 3)² − 1) / ((1 + 4)² − 1).
    assert_eq!((goal.gap.priority.to_string().as_str(), goal.urgency), ("0.625", Urgency::High));
}

#[test]
fn a_date_that_is_not_met_is_marked() {
    let actions = [action("one", "{indicator: form, from: 1, to: 3}", ONCE), action("two", "{indicator: staff, from: 1, to: 2}", ONCE)];
    let answers = "  form: {value: 1, target: {value: 3, by: 2027-12-31}}\n  staff: {value: 1, target: {value: 2, by: 2027-03-31}}\n";
    let plan = made(&Case { answers, actions: actions.concat(), plan: TWO_YEARS });
    let late: Vec<(&str, bool)> = plan.goals.iter().filter(|goal| goal.gap.set).map(|goal| (goal.indicator.as_str(), goal.late)).collect();
    assert_eq!(late, [("form", true), ("staff", false)]);
}

#[test]
fn the_first_source_by_name_then_area_then_outcome_then_rest_pays() {
    let actions = [
        action("named", "{indicator: form, from: 1, to: 2}", ONCE),
        action("of-area", "{indicator: nurse, from: 1, to: 2}", ONCE),
        action("of-outcome", "{indicator: staff, from: 1, to: 2}", ONCE),
    ];
    let pays = |funding: &str| {
        let plan = format!("{TWO_YEARS}funding:\n{funding}");
        made(&Case { answers: "  form: 1\n  staff: 1\n  nurse: 1\n", actions: actions.concat(), plan: &plan })
    };
    let plan = pays("  - {id: all, title: T, rest: true}\n  - {id: help, title: T, outcomes: [help]}\n  - {id: health, title: T, areas: [health]}\n  - {id: gift, title: T, actions: [named]}\n");
    assert_eq!(["named", "of-area", "of-outcome"].map(|id| item(&plan, id).source), [Some(3), Some(2), Some(1)]);
    let plan = pays("  - {id: health, title: T, areas: [health]}\n");
    assert!(plan.remarks.contains(&Remark::Unfunded { actions: vec![id("named"), id("of-outcome")], amount: 200 }));
    let by_source: Vec<(Option<usize>, u64)> = totals(&plan.items, 2, |item| item.source).into_iter().map(|sum| (sum.key, sum.total)).collect();
    assert_eq!(by_source, [(None, 200), (Some(0), 100)]);
}

#[test]
fn a_plan_of_some_areas_leaves_the_others_alone() {
    let actions = [action("desk", "{indicator: form, from: 1, to: 2}", ONCE), action("care", "{indicator: nurse, from: 1, to: 2}", ONCE)];
    let plan = format!("{TWO_YEARS}areas: [health]\n");
    let plan = made(&Case { answers: "  form: 1\n  nurse: 1\n", actions: actions.concat(), plan: &plan });
    assert_eq!((order(&plan), plan.goals.len()), (vec![("care", 1)], 1));
    assert!(plan.unneeded.is_empty() && plan.remarks.is_empty(), "{:?}", plan.remarks);
}

#[test]
fn sums_by_any_key_add_up_to_the_cost_of_the_plan() {
    let actions: String = (0..12u32)
        .map(|n| {
            let (from, question) = (1 + n % 4, ["form", "staff", "nurse"][n as usize % 3]);
            let recurring = n % 2 == 0;
            action(&format!("a{n}"), &format!("{{indicator: {question}, from: {from}, to: {}}}", from + 1), &format!("    recurring: {recurring}\n    cost: {{unit: {}, per: post}}\n", 101 + n))
        })
        .collect();
    let target = "{value: 1, target: {value: 5}}";
    let answers = format!("  form: {target}\n  staff: {target}\n  nurse: {target}\n");
    let plan = made(&Case { answers: &answers, actions, plan: THREE });
    let all = plan.cost();
    for key in [|item: &Item| item.area.to_string(), |item: &Item| item.outcome.to_string(), |item: &Item| item.action.to_string()] {
        let sums = totals(&plan.items, 3, key);
        assert_eq!(sums.iter().map(|sum| sum.total).sum::<u64>(), all.total);
        for year in 0..3 {
            assert_eq!(sums.iter().map(|sum| sum.by_year[year]).sum::<u64>(), all.by_year[year]);
        }
    }
    let table = roll_up([&plan, &plan].into_iter(), &[id("data"), id("help")]);
    assert_eq!((table.total, table.totals.iter().sum::<u64>(), table.rows.len()), (2 * all.total, 2 * all.total, 2));
}

#[test]
fn the_first_topics_are_compared_under_three_rules() {
    // By the mean both topics rise; by the lowest question only the desk does, for the other question of the road stays.
    let actions = action("all", "{indicator: form, from: 1, to: 5}, {indicator: staff, from: 1, to: 5}, {indicator: sign, from: 0, to: 2}", ONCE);
    let plan = made(&Case {
        answers: "  form: {value: 4, target: {value: 5}}\n  staff: {value: 5, target: {value: 5}}\n  sign: {value: no, target: {value: yes}}\n  share: 0\n  nurse: {value: 5, target: {value: 5}}\n",
        actions,
        plan: TWO_YEARS,
    });
    let stability = plan.stability.expect("two topics have a gap");
    assert_eq!((stability.compared, stability.is_stable()), (1, false));
    let firsts: Vec<u32> = stability.rules.iter().map(|ranked| ranked.topics[0]).collect();
    assert_ne!(firsts[0], firsts[1]);
    assert_eq!(firsts[1], firsts[2], "the geometric mean with a 0 in it is 0, as the lowest is");
}

#[test]
fn the_newest_plan_of_a_unit_counts() {
    let assessments = read(&Case { answers: "  form: 1\n", actions: action("one", "{indicator: form, from: 1, to: 2}", ONCE), plan: TWO_YEARS });
    let first = plans(&assessments, &score(&assessments)).remove(0);
    let mut second = first.clone();
    second.id = id("later");
    second.round = String::from("2027-1");
    let both = [first, second];
    assert_eq!(newest(&assessments, &both).iter().map(|plan| plan.id.as_str()).collect::<Vec<_>>(), ["land-2026-1"], "a plan without decisions is older than any");
    let mut others = both.clone();
    others[1].id = id("land-2026-1");
    assert_eq!(newest(&assessments, &others).iter().map(|plan| plan.round.as_str()).collect::<Vec<_>>(), ["2027-1"]);
}

#[test]
fn a_public_build_has_public_plans_and_cleared_reasons_only() {
    let plan = |more: &str| format!("{TWO_YEARS}{more}move:\n  - {{action: one, year: 2, reason: Secret}}\n");
    let cut = |more: &str, answers_public: bool| {
        let text = plan(more);
        let mut assessments = read(&Case { answers: "  form: 1\n", actions: action("one", "{indicator: form, from: 1, to: 2}", ONCE), plan: &text });
        if !answers_public {
            assessments.answers.iter_mut().for_each(|set| set.visibility = crate::model::answers::Visibility::Internal);
        }
        let cut = assessments.for_audience(Audience::Public);
        cut.plans.into_values().next().map(|plan| plan.moves[&id("one")].reason.is_some())
    };
    assert_eq!(cut("", true), None, "internal unless said");
    assert_eq!(cut("visibility: public\n", true), Some(false));
    assert_eq!(cut("visibility: public\npublish: [reasons]\n", true), Some(true));
    assert_eq!(cut("visibility: public\npublish: [reasons]\n", false), None, "a plan tells what the answers say");
}
