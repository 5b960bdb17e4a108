//! The table of published vectors, by id.

use super::{Case, area, exact, ladder, ladders, per_cent, share, topic};
use crate::model::exact::Exact;
use crate::score::{Urgency, priority, progress, to_target, urgency};

/// A SAMM practice: the sum over three levels of the mean of two streams, each answer 0 to 1.
fn practice(area_id: &'static str) -> (&'static str, String) {
    let levels: Vec<String> = (1..=3)
        .map(|level| topic(&format!("{area_id}-l{level}"), "rule: mean\n", &[share(&format!("{area_id}-a{level}")), share(&format!("{area_id}-b{level}"))]))
        .collect();
    (area_id, area("rule: sum\n", &levels))
}

/// Per cent of three points to points.
fn of_three(per_cent: &Exact) -> Exact {
    &per_cent.divided(&Exact::HUNDRED).unwrap_or(Exact::ZERO) * &exact("3")
}

#[test]
fn samm_1_practice_is_a_sum_of_means() {
    let case = Case {
        framework: "threshold: 0\nrule: mean\n",
        domains: vec![practice("border")],
        answers: "border-a1: 0.5, border-a2: 0, border-a3: 0, border-b1: 0.25, border-b2: 0.25, border-b3: 0",
        more: "",
    };
    let found = case.score();
    assert_eq!(found.node("border").exact.as_ref().map(of_three), Some(exact("0.5")));
}

#[test]
fn samm_3_and_4_gap_and_progress() {
    let answers = |a: [&str; 3], b: [&str; 3]| -> Vec<Exact> { a.into_iter().chain(b).map(exact).collect() };
    let practice = |answers: &[Exact]| answers.iter().sum::<Exact>().divided(&exact("2"));
    let baseline = answers(["0.25", "0", "0"], ["1", "0", "0"]);
    let target = answers(["1", "1", "0"], ["1", "0.5", "0"]);
    let later = answers(["1", "0.5", "0"], ["1", "0", "0"]);
    assert_eq!(practice(&baseline), Some(exact("0.625")));
    assert_eq!(practice(&target), Some(exact("1.75")));
    let gaps: Exact = baseline.iter().zip(&target).map(|(current, target)| (target - current).max(Exact::ZERO)).collect::<Vec<_>>().iter().sum();
    assert_eq!(gaps, exact("2.25"));
    assert_eq!(to_target(baseline.iter().zip(&target)).map(|share| share.fixed(3)).as_deref(), Some("0.357"));
    let (baseline, later, target) = (practice(&baseline), practice(&later), practice(&target));
    assert_eq!(later, Some(exact("1.25")));
    let reached = baseline.zip(later).zip(target).and_then(|((baseline, later), target)| progress(&baseline, &later, &target));
    assert_eq!(reached.map(|share| share.fixed(4)).as_deref(), Some("0.5556"));
}

#[test]
fn samm_5_functions_and_overall_are_means() {
    // One area a function, one topic a practice; every answer of a practice is equal.
    let functions = [["1", "0", ".25"], [".5", "1", "0"], [".25", ".5", "1"], ["0", ".25", ".5"], ["1", "0", ".25"]];
    let areas = ["border", "health", "education", "housing", "emergency"];
    let mut answers = String::new();
    let mut domains = Vec::new();
    for (area_id, values) in areas.iter().zip(functions) {
        let mut topics = Vec::new();
        for (number, value) in values.iter().enumerate() {
            let ids: Vec<String> = (1..=6).map(|index| format!("{area_id}-p{number}-{index}")).collect();
            answers.push_str(&ids.iter().map(|id| format!("{id}: 0{value}, ").replace("01,", "1,").replace("00,", "0,")).collect::<String>());
            topics.push(topic(&format!("{area_id}-p{number}"), "rule: sum\n", &ids.iter().map(|id| share(id)).collect::<Vec<_>>()));
        }
        domains.push((*area_id, area("rule: mean\n", &topics)));
    }
    let found = Case { framework: "rule: mean\n", domains, answers: answers.trim_end_matches(", "), more: "" }.score();
    for (area_id, expected) in areas.iter().zip(["1.25", "1.5", "1.75", "0.75", "1.25"]) {
        assert_eq!(found.node(area_id).exact.as_ref().map(of_three), Some(exact(expected)), "{area_id}");
    }
    assert_eq!(found.node("overall").exact.as_ref().map(of_three), Some(exact("1.3")));
}

#[test]
fn samm_7_priorities() {
    for (current, target, per_cent, expected) in
        [("0", "2", "53", Urgency::High), ("0.5", "2", "35", Urgency::Medium), ("1", "2", "20", Urgency::Low), ("0", "3", "100", Urgency::High)]
    {
        let found = priority(&Exact::ONE, &(&exact(target) - &exact(current)), &exact("3"));
        assert_eq!((&found * &Exact::HUNDRED).fixed(0), per_cent);
        assert_eq!(urgency(&found), expected);
    }
    assert_eq!(urgency(&exact("0.5")), Urgency::High);
    assert_eq!(urgency(&exact("0.25")), Urgency::Medium);
    assert_eq!(urgency(&Exact::ZERO), Urgency::None);
}

#[test]
fn dsomm_1_missing_counts_zero() {
    // One topic an activity, one question a team; the missing answers are blank.
    let topics: Vec<String> = (1..=3).map(|number| topic(&format!("activity{number}"), "", &[share(&format!("x{number}")), share(&format!("y{number}"))])).collect();
    let found = Case {
        framework: "rule: mean\nblank: zero\nthreshold: 0\nrounding: {places: 4}\n",
        domains: vec![("border", area("", &topics))],
        answers: "x1: 1, y1: 0.5, x2: 0.2",
        more: "",
    }
    .score();
    assert_eq!([found.shown("activity1"), found.shown("activity2"), found.shown("activity3")], ["75", "10", "0"]);
    assert_eq!(found.shown("border"), "28.3333");
}

#[test]
fn spar_1_levels_to_per_cent() {
    let found = Case {
        framework: "rule: mean\nrounding: {at: each, places: 0}\n",
        domains: vec![("border", area("", &[topic("c1", "", &ladders("i", 2))]))],
        answers: "i1: 3, i2: 4",
        more: "",
    }
    .score();
    assert_eq!([found.shown("i1"), found.shown("i2"), found.shown("c1")], ["60", "80", "70"]);
}

#[test]
fn spar_2_to_4_gated_levels() {
    let gates = "id: gate, kind: gated, question: Q, attributes: [[{id: a1, text: A}, {id: b1, text: B}], [{id: a2, text: A}, {id: b2, text: B}], [{id: a3, text: A}], [{id: a4, text: A}], [{id: a5, text: A}]]";
    for (answers, level, score, interval) in [
        ("a1: yes, b1: partial", 0, "0", "0 to 0"),
        ("a1: yes, b1: yes, a2: yes, b2: partial, a3: yes, a4: yes, a5: yes", 1, "20", "20 to 20"),
        ("a1: yes, b1: yes, a2: yes, b2: unknown, a3: yes, a4: yes, a5: yes", 1, "20*", "20 to 100"),
        ("a1: yes, b1: yes, a2: yes, b2: yes, a3: yes, a4: yes, a5: yes", 5, "100", "100 to 100"),
        ("a1: yes, b1: yes, a2: yes, b2: yes, a3: no, a4: yes, a5: yes", 2, "40", "40 to 40"),
    ] {
        let answers = format!("gate: {{{answers}}}");
        let found = Case { framework: "", domains: vec![("border", area("", &[topic("c1", "", &[gates.to_owned()])]))], answers: &answers, more: "" }.score();
        assert_eq!(found.node("gate").level, Some(level), "{answers}");
        assert_eq!(found.shown("gate"), score, "{answers}");
        assert_eq!(found.interval("gate"), interval, "{answers}");
    }
}

#[test]
fn spar_5_rounds_at_each_node() {
    let found = Case {
        framework: "rule: mean\nrounding: {at: each, places: 0, mode: half_up}\n",
        domains: vec![("border", area("", &[topic("c1", "", &ladders("i", 5)), topic("c2", "", &ladders("j", 3))]))],
        answers: "i1: 5, i2: 3, i3: 4, i4: 4, i5: 5, j1: 3, j2: 4, j3: 4",
        more: "",
    }
    .score();
    assert_eq!([found.shown("c1"), found.shown("c2")], ["84", "73"]);
}

#[test]
fn spar_6_total_of_rounded_capacities() {
    // 15 capacities; those of 67 and 47 are the means of three ladders: 66.67 and 46.67 before rounding.
    let values = [30, 60, 40, 60, 80, 70, 67, 67, 40, 47, 47, 60, 60, 20, 40];
    let score = |at: &str| {
        let mut answers = Vec::new();
        let topics: Vec<String> = values
            .iter()
            .enumerate()
            .map(|(number, value)| {
                let ids: Vec<String> = (0..3).map(|index| format!("q{number}-{index}")).collect();
                let three: [i32; 3] = match value {
                    67 => [60, 60, 80],
                    47 => [40, 40, 60],
                    other => [*other; 3],
                };
                answers.extend(ids.iter().zip(three).map(|(id, value)| format!("{id}: {value}")));
                topic(&format!("c{number}"), "", &ids.iter().map(|id| per_cent(id)).collect::<Vec<_>>())
            })
            .collect();
        let framework = format!("rule: mean\nrounding: {{at: {at}, places: 0, mode: half_up}}\n");
        Case { framework: &framework, domains: vec![("border", area("", &topics))], answers: &answers.join(", "), more: "" }.score().shown("border")
    };
    assert_eq!(score("each"), "53");
    assert_eq!(score("final"), "52");
}

#[test]
fn jee_1_to_3_through_the_tree() {
    let found = Case {
        framework: "rule: min\nrounding: {places: 0, mode: floor}\n",
        domains: vec![(
            "border",
            area("rule: min\n", &[topic("lower", "", &ladders("s", 2)), topic("mean", "rule: mean\n", &ladders("m", 4)), topic("cut", "rule: mean\n", &ladders("n", 3)), topic("up", "rule: mean\nrounding: {mode: half_up}\n", &ladders("u", 3))]),
        )],
        answers: "s1: 3, s2: 2, m1: 2, m2: 2, m3: 3, m4: 2, n1: 1, n2: 1, n3: 2, u1: 1, u2: 1, u3: 2",
        more: "",
    }
    .score();
    // Level 2 of 5 is 40 per cent.
    assert_eq!([found.shown("lower"), found.shown("mean"), found.shown("cut"), found.shown("up")], ["40", "45", "26", "27"]);
}

#[test]
fn per_blank_is_not_reviewed() {
    // 4, 5, 0, nothing, 2: zero means "not reviewed" there, so both are blank here.
    let found = Case {
        framework: "blank: exclude\nthreshold: 0\nrounding: {places: 2}\n",
        domains: vec![("border", area("", &[topic("c1", "", &ladders("i", 5))]))],
        answers: "i1: 4, i2: 5, i5: 2",
        more: "",
    }
    .score();
    let mean = found.node("c1").exact.clone().unwrap_or(Exact::ZERO).divided(&exact("20"));
    assert_eq!(mean.map(|mean| mean.fixed(2)).as_deref(), Some("3.67"));
    assert_eq!(found.interval("c1"), "52 to 84");
}

#[test]
fn blank_and_unknown_count_alike_but_apart() {
    let answers = |rest: &str| {
        let full: String = (1..=7).map(|number| format!("i{number}: 5, ")).collect();
        Case { framework: "", domains: vec![("border", area("", &[topic("c1", "rule: mean\n", &ladders("i", 10))]))], answers: &format!("{full}{rest}"), more: "" }.score()
    };
    let unknown = answers("i8: unknown, i9: unknown, i10: unknown");
    assert_eq!(unknown.shown("c1"), "76*");
    assert_eq!(unknown.node("c1").completeness, exact("100"));
    assert_eq!(unknown.interval("c1"), "76 to 100");
    let blank = answers("");
    assert_eq!(blank.shown("c1"), "76");
    assert_eq!(blank.node("c1").completeness, exact("70"));
    assert_eq!((blank.node("c1").counts.blank, unknown.node("c1").counts.unknown), (3, 3));
}

#[test]
fn sdg_bands() {
    let bands = "bands: [{id: one, from: 0, label: A}, {id: two, from: 40, label: B}, {id: three, from: 80, label: C}, {id: four, from: 100, label: D}]\n";
    let items: Vec<String> = (1..=5).map(|number| format!("id: i{number}, kind: presence, question: Q")).collect();
    for (answers, score, band) in [
        ("i1: yes, i2: yes, i3: partial, i4: yes, i5: yes", "80", 2),
        ("i1: yes, i2: yes, i3: yes, i4: yes, i5: yes", "100", 3),
        ("i1: yes, i2: no, i3: no, i4: partial, i5: no", "20", 0),
    ] {
        let found = Case { framework: bands, domains: vec![("border", area("", &[topic("c1", "rule: share_met\n", &items)]))], answers, more: "" }.score();
        assert_eq!(found.shown("c1"), score);
        assert_eq!(found.node("c1").band, Some(band));
    }
}

#[test]
fn min_plus_shows_a_plus() {
    for (answers, expected) in [("i1: 5, i2: 4, i3: 2", "40+"), ("i1: 3, i2: 3, i3: 3", "60")] {
        let found = Case { framework: "", domains: vec![("border", area("", &[topic("c1", "rule: min_plus\n", &ladders("i", 3))]))], answers, more: "" }.score();
        assert_eq!(found.shown("c1"), expected);
        // The minimum passes upwards, the plus does not.
        assert_eq!(found.shown("border"), expected.trim_end_matches('+'));
    }
}

#[test]
fn number_is_linear_between_its_goalposts() {
    let kinds = ["id: up, kind: number, question: Q, goalposts: {low: 10, high: 30}".to_owned(), "id: down, kind: number, question: Q, goalposts: {low: 0, high: 8, better: lower}".to_owned(), ladder("i1")];
    let found = Case { framework: "", domains: vec![("border", area("", &[topic("c1", "", &kinds)]))], answers: "up: 15, down: 2, i1: 1", more: "" }.score();
    assert_eq!([found.shown("up"), found.shown("down")], ["25", "75"]);
    let found = Case { framework: "", domains: vec![("border", area("", &[topic("c1", "", &kinds)]))], answers: "up: 35, down: 9, i1: 1", more: "" }.score();
    assert_eq!([found.shown("up"), found.shown("down")], ["100", "0"]);
}
