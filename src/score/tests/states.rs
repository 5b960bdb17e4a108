//! States, conditions, policies, caps, gaps and traces.

use super::{Case, area, exact, ladder, ladders, topic};
use crate::model::exact::Exact;
use crate::score::{Adjustment, State, Urgency, explain, first, trace};

fn presence(id: &str, more: &str) -> String {
    format!("id: {id}, kind: presence, question: Q{more}")
}

fn one_topic(more: &str, indicators: &[String]) -> Vec<(&'static str, String)> {
    vec![("border", area("", &[topic("c1", more, indicators)]))]
}

#[test]
fn the_six_states_stay_apart() {
    let mut indicators = ladders("i", 4);
    indicators.extend([presence("p1", ""), presence("p2", ", when: \"${i1} >= 4\""), "id: note, kind: text, question: Q".to_owned()]);
    let found = Case {
        framework: "threshold: 0\n",
        domains: one_topic("", &indicators),
        answers: "i1: 3, i2: unknown, i3: {state: not_applicable, reason: R}, p1: no, p2: yes, note: some words",
        more: "",
    }
    .score();
    let states = ["i1", "i2", "i3", "i4", "p1", "p2", "note"].map(|id| found.node(id).state);
    assert_eq!(states, [State::Answered, State::Unknown, State::NotApplicable, State::Blank, State::No, State::Skipped, State::Answered]);
    let counts = found.node("c1").counts;
    assert_eq!((counts.answered, counts.no, counts.unknown, counts.blank, counts.not_applicable, counts.skipped), (1, 1, 1, 1, 1, 1));
    assert_eq!((counts.applicable(), counts.shown()), (4, 5));
    // (60 + 20 + 20 + 0) / 4: what does not apply and what is hidden leave the weights.
    assert_eq!(found.shown("c1"), "25*");
    assert_eq!(found.interval("c1"), "25 to 65");
    assert_eq!(found.node("note").score, None);
}

#[test]
fn a_hidden_answer_is_kept_but_not_scored() {
    let indicators = [ladder("i1"), format!("{}, when: \"${{i1}} >= 2\"", ladder("i2"))];
    let score = |answers| Case { framework: "", domains: one_topic("", &indicators), answers, more: "" }.score();
    assert_eq!(score("i1: 2, i2: 5").shown("c1"), "70");
    assert_eq!(score("i1: 1, i2: 5").shown("c1"), "20");
    assert_eq!(score("i1: 1, i2: {state: skipped, value: 5}").node("i2").state, State::Skipped);
    assert_eq!(score("i1: 2, i2: {state: skipped, value: 5}").shown("c1"), "70", "the condition decides, not the file");
    assert_eq!(score("i1: unknown, i2: 5").node("i2").state, State::Skipped);
}

#[test]
fn seventy_per_cent_is_enough_and_less_is_not() {
    let weighted: Vec<String> = [("i1", "0.7"), ("i2", "0.3")].iter().map(|(id, weight)| format!("{}, weight: {weight}, weight_reason: R", ladder(id))).collect();
    let score = |answers| Case { framework: "", domains: one_topic("", &weighted), answers, more: "" }.score();
    assert_eq!(score("i1: 5").shown("c1"), "76");
    let less = score("i2: 5");
    assert_eq!(less.shown("c1"), "insufficient");
    assert_eq!(less.node("c1").exact, Some(exact("44")));
    assert_eq!(less.node("c1").completeness, exact("30"));
    assert_eq!(less.node("c1").band, None);
    assert_eq!(less.interval("c1"), "44 to 100");
}

#[test]
fn nothing_applicable_gives_no_number() {
    let found = Case {
        framework: "",
        domains: one_topic("", &ladders("i", 2)),
        answers: "i1: {state: not_applicable, reason: R}, i2: {state: not_applicable, reason: R}",
        more: "",
    }
    .score();
    for id in ["c1", "border", "overall"] {
        assert_eq!((found.node(id).state, found.node(id).score.clone(), found.node(id).low.clone()), (State::NotApplicable, None, None), "{id}");
    }
}

#[test]
fn an_area_not_asked_is_outside_of_everything() {
    let domains = || vec![("border", area("", &[topic("c1", "", &ladders("i", 2))])), ("health", area("", &[topic("c2", "", &ladders("j", 2))]))];
    let asked = Case { framework: "", domains: domains(), answers: "i1: 5, i2: 5", more: "asked: [border]\n" }.score();
    assert_eq!((asked.shown("overall"), asked.shown("health"), asked.node("j1").state), ("100".into(), "not_asked".into(), State::NotAsked));
    assert_eq!(asked.node("overall").counts.not_asked, 2);
    let all = Case { framework: "", domains: domains(), answers: "i1: 5, i2: 5", more: "" }.score();
    assert_eq!((all.shown("overall"), all.shown("health")), ("insufficient".into(), "insufficient".into()));
}

#[test]
fn a_questionnaire_limits_what_was_asked() {
    let domain = area("", &[topic("c1", "", &ladders("i", 3)), topic("c2", "", &ladders("j", 2))]);
    let files = [
        ("frameworks/f/framework.yaml", "title: F\nversion: \"1\"\nlevels: 5\n"),
        ("frameworks/f/domains/border.yaml", domain.as_str()),
        ("questionnaires/rapid.yaml", "title: R\nframework: f\ninclude: [i2, c2]\n"),
        ("units/place.yaml", "name: P\nkind: country\n"),
        ("answers/a.yaml", "framework: f\nframework_version: \"1\"\nquestionnaire: rapid\nunit: place\nround: 2026-1\nrespondent: {code: r1}\nanswers: {i2: 5, j1: 3, j2: 1}\n"),
    ];
    let read = crate::model::fixture::read(&files);
    assert_eq!(read.report(), "");
    let scores = crate::score::score(&read.all);
    let framework = &read.all.frameworks["f"];
    let unit = scores.latest(&framework.id)[0];
    let areas: Vec<String> = unit.areas(framework).map(|(area, node)| format!("{} {:?} {}", area.id, node.score, node.counts.not_asked)).collect();
    assert_eq!(areas, ["border Some(70) 2"], "(100 + 40) / 2");
}

#[test]
fn facts_are_never_scored_but_can_be_asked_about() {
    let indicators = ["id: staff, kind: count, question: Q".to_owned(), "id: founded, kind: date, question: Q".to_owned(), format!("{}, when: \"${{staff}} > 10 and ${{founded}} != '2020-01-01'\"", ladder("i1"))];
    let found = Case { framework: "", domains: one_topic("", &indicators), answers: "staff: 12, founded: 2019-05-01, i1: 4", more: "" }.score();
    assert_eq!((found.shown("c1"), found.node("c1").counts.applicable()), ("80".into(), 1));
    let found = Case { framework: "", domains: one_topic("", &indicators[..2]), answers: "staff: 12", more: "" }.score();
    assert_eq!((found.node("c1").state, found.node("overall").state), (State::Unscored, State::Unscored));
}

#[test]
fn other_policies_for_blank() {
    let score = |policy: &str| {
        let framework = format!("threshold: 0\nblank: {policy}\n");
        let found = Case { framework: &framework, domains: one_topic("", &ladders("i", 2)), answers: "i1: 4", more: "" }.score();
        (found.shown("c1"), found.interval("c1"))
    };
    assert_eq!(score("lowest"), ("50".into(), "50 to 90".into()));
    assert_eq!(score("zero"), ("40".into(), "40 to 90".into()));
    assert_eq!(score("zero_node"), ("0".into(), "0 to 90".into()));
    assert_eq!(score("exclude"), ("80".into(), "50 to 90".into()));
}

#[test]
fn a_critical_question_caps_its_topic() {
    let indicators = [ladder("i1"), format!("{}, critical: true", ladder("i2"))];
    let score = |answers| Case { framework: "", domains: one_topic("cap_if: {below: 40, to: 40}\noverride_max: [i1]\n", &indicators), answers, more: "" }.score();
    let low = score("i1: 5, i2: 1");
    assert_eq!((low.shown("c1"), low.node("c1").adjustment), ("40".into(), Some(Adjustment::Capped)));
    let high = score("i1: 5, i2: 2");
    assert_eq!((high.shown("c1"), high.node("c1").adjustment), ("100".into(), Some(Adjustment::Raised)));
    assert_eq!(score("i1: 4, i2: 2").shown("c1"), "60");
    let unknown = score("i1: 4, i2: unknown");
    assert_eq!((unknown.shown("c1"), unknown.interval("c1")), ("40*".into(), "40 to 90".into()));
}

#[test]
fn points_and_tables() {
    let several = "id: x, kind: points, question: Q, several: true, choices: [{id: a, label: A, points: 1}, {id: b, label: B, points: 3}, {id: c, label: C, points: 0}]".to_owned();
    let single = "id: y, kind: points, question: Q, choices: [{id: a, label: A, points: 2}, {id: b, label: B, points: 4}]".to_owned();
    let score = |answers| Case { framework: "threshold: 0\n", domains: one_topic("rule: sum\n", &[several.clone(), single.clone()]), answers, more: "" }.score();
    let found = score("x: [a, c], y: b");
    assert_eq!([found.shown("x"), found.shown("y"), found.shown("c1")], ["25", "100", "62.5"]);
    let points = found.node("c1").points.as_ref().map(|points| format!("{} of {}", points.had, points.of));
    assert_eq!(points.as_deref(), Some("5 of 8"));
    let found = score("x: [], y: {state: no}");
    assert_eq!([found.shown("x"), found.shown("y"), found.shown("c1")], ["0", "0", "0"]);
    assert_eq!((score("x: [b], y: {state: not_applicable, reason: R}").shown("c1"), score("x: b").shown("c1")), ("75".into(), "37.5".into()));

    let table = "rule: lookup\nlookup: {default: 10, rows: [{answers: [3, yes], score: 90}, {answers: [1, yes], score: 30}, {answers: [3, n/a], score: 70}]}\n";
    let score = |answers| Case { framework: "", domains: one_topic(table, &[ladder("i1"), presence("p1", "")]), answers, more: "" }.score();
    assert_eq!(score("i1: 3, p1: yes").shown("c1"), "90");
    assert_eq!(score("i1: 3, p1: no").shown("c1"), "10");
    assert_eq!(score("i1: unknown, p1: yes").shown("c1"), "30*");
    assert_eq!(score("i1: 3, p1: {state: not_applicable, reason: R}").shown("c1"), "70");
}

#[test]
fn gaps_go_one_level_up_unless_said() {
    let mut indicators = ladders("i", 4);
    indicators.push(presence("p1", ""));
    indicators[0].push_str(", weight: 2, weight_reason: R");
    let found = Case {
        framework: "",
        domains: one_topic("", &indicators),
        answers: "i1: {value: 1, target: {value: 5, by: 2027-12-31}}, i2: 3, i3: 5, i4: unknown, p1: {value: partial, target: {value: yes}}",
        more: "",
    }
    .score();
    let gap = |id: &str| {
        let gap = found.gap(id);
        (gap.current.to_string(), gap.target.to_string(), gap.gap.to_string(), gap.priority.to_string(), gap.urgency, gap.set)
    };
    assert_eq!(gap("i1"), ("1".into(), "5".into(), "4".into(), "1".into(), Urgency::High, true));
    assert_eq!(gap("i2"), ("3".into(), "4".into(), "1".into(), exact("1/6").to_string(), Urgency::Low, false), "weight ½, two levels to the highest: (3² − 1) / (5² − 1)");
    assert_eq!(gap("i3"), ("5".into(), "5".into(), "0".into(), "0".into(), Urgency::None, false));
    assert_eq!(found.gap("i4").state, State::Unknown);
    assert_eq!(gap("p1"), ("1".into(), "2".into(), "1".into(), exact("3/16").to_string(), Urgency::Low, true));
    assert_eq!(found.gap("i1").by.map(|by| by.to_string()).as_deref(), Some("2027-12-31"));
}

#[test]
fn without_targets_the_lowest_known_answers_and_critical_ones_come_first() {
    let gated = |id: &str, more: &str| {
        let levels = (1..=5).map(|level| format!("[{{id: {id}-{level}, text: A}}]")).collect::<Vec<_>>().join(", ");
        format!("id: {id}, kind: gated, question: Q, attributes: [{levels}]{more}")
    };
    let indicators = [
        format!("{}, weight: 2, weight_reason: R", ladder("heavy")),
        ladder("low"),
        ladder("middle"),
        ladder("top"),
        format!("{}, critical: true", ladder("watched")),
        format!("{}, critical: true", ladder("fine")),
        gated("none", ", critical: true"),
        presence("part", ""),
        ladder("open"),
        ladder("unsure"),
    ];
    let found = Case {
        framework: "",
        domains: one_topic("", &indicators),
        answers: "heavy: 1, low: 1, middle: 3, top: 5, watched: 2, fine: 3, none: {none-1: no}, part: partial, unsure: unknown",
        more: "",
    }
    .score();
    let set = &found.scores.sets[0];
    let said: Vec<(String, String, Urgency, bool)> = first(&set.gaps)
        .into_iter()
        .map(|gap| (found.read.all.frameworks["f"].compiled.nodes[gap.node as usize].id.to_string(), gap.priority.to_string(), gap.urgency, gap.danger))
        .collect();
    let expected = [
        // Critical and in the lower half of its levels: high, whatever it weighs.
        ("none", "0.5", Urgency::High, true),
        ("watched", "0.3125", Urgency::High, true),
        ("heavy", "1", Urgency::High, false),
        ("low", "0.5", Urgency::High, false),
        ("part", "3/16", Urgency::Low, false),
        ("middle", "1/6", Urgency::Low, false),
        // In the middle of its levels a critical question is like any other.
        ("fine", "1/6", Urgency::Low, false),
    ];
    assert_eq!(said, expected.map(|(id, priority, urgency, danger)| (id.to_owned(), exact(priority).to_string(), urgency, danger)));
    // What nobody knows stands at its lowest, but is to be answered, not closed.
    assert_eq!((found.gap("open").urgency, found.gap("open").is_known(), found.gap("unsure").is_known()), (Urgency::High, false, false));
}

#[test]
fn the_minimum_stands_beside_the_mean() {
    let found = Case { framework: "", domains: one_topic("", &ladders("i", 3)), answers: "i1: 5, i2: 2, i3: 5", more: "" }.score();
    let minimum = found.node("c1").minimum.as_ref().map(|minimum| (minimum.node as usize, minimum.score.clone()));
    assert_eq!(minimum, Some((found.place("i2"), exact("40"))));
}

#[test]
fn every_number_explains_itself() {
    let found = Case { framework: "", domains: one_topic("", &ladders("i", 3)), answers: "i1: 5, i2: unknown, i3: {state: not_applicable, reason: R}", more: "" }.score();
    let set = &found.read.all.answers[0];
    let compiled = &found.read.all.frameworks["f"].compiled;
    let node = u32::try_from(found.place("c1")).unwrap_or(0);
    let trace = trace(compiled, set.into(), node).unwrap_or_else(|| panic!("there is a trace"));
    assert_eq!(
        trace.to_text(&|_| String::from("Topic")),
        "Topic (c1)\n       100  i1 [answered, level 5], weight 1, 50.0 % of the weight\n        20  i2 [unknown], weight 1, 50.0 % of the weight\n         —  i3 [not_applicable], weight 1, left out\n  rule      weighted_mean\n  exact     60\n  interval  60 to 100\n  answered  100.0 % of the weight that applies (needed: 70)\n  rounding  final, 1 places, half_up\n  result    60.0\n"
    );
    assert_eq!(trace.score.as_ref(), found.node("c1").score.as_ref());
    let json = serde_json::to_value(&trace).map(|json| json["inputs"][0]["share"].clone());
    assert_eq!(json.ok(), Some(serde_json::Value::from("50")));
    assert_eq!(trace.exact, Some(Exact::from(60)));
    let all = explain(compiled, set.into(), compiled.root(), &|id| id.to_string().to_uppercase());
    let heads: Vec<&str> = all.lines().filter(|line| !line.starts_with(' ') && !line.is_empty()).collect();
    assert_eq!(heads, ["OVERALL (overall)", "BORDER (border)", "C1 (c1)", "I1 (i1)", "I2 (i2)"]);
}
