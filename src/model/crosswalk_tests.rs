//! What crosswalks promise: answers of an earlier version stand for today's questions as the rows say, and for no others.

use crate::model::Id;
use crate::model::answers::Given;
use crate::model::fixture::{Read, read};
use crate::score::{Break, compare, like_for_like, score};

/// Version 2 of a framework of six ladders.
const FRAMEWORK: &str = "title: F\nversion: \"2\"\nlevels: 5\n";
const HEAD: &str = "framework: f\nfrom: \"1\"\nto: \"2\"\n";
const WALK: &str = "same: [{from: old, to: q1, reason: R}]
split: [{from: both, to: [q2, q3], reason: R}]
merged: [{from: [left, right], to: q4, reason: R}]
new: [{id: q5, reason: R}]
dropped: [{id: gone, reason: R}]
";

fn site(rows: &str, answers: &[&str]) -> Read {
    let ladders: String = (1..=6).map(|number| format!("      - {{id: q{number}, kind: ladder, question: Q{number}?, levels: [a, b, c, d, e]}}\n")).collect();
    let domain = format!("capacities:\n  - id: topic\n    title: T\n    indicators:\n{ladders}");
    let walk = format!("{HEAD}{rows}");
    let answers: Vec<(String, String)> = answers
        .iter()
        .enumerate()
        .map(|(number, text)| (format!("answers/{number}.yaml"), format!("framework: f\nunit: place\nrespondent: {{code: r1}}\n{text}\n")))
        .collect();
    let mut files = vec![
        ("frameworks/f/framework.yaml", FRAMEWORK),
        ("frameworks/f/domains/border.yaml", domain.as_str()),
        ("units/place.yaml", "name: P\nkind: country\n"),
        ("crosswalks/f-1.yaml", walk.as_str()),
    ];
    files.extend(answers.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    read(&files)
}

const THEN: &str = "framework_version: \"1\"\nround: 2025-1\nanswers: {old: 2, both: 3, left: 4, right: 2, q5: 5, gone: 5, q6: 1}";
const NOW: &str = "framework_version: \"2\"\nround: 2026-1\nanswers: {q1: 3, q2: 3, q3: 4, q4: 3, q5: 5, q6: 2}";

#[test]
fn answers_stand_for_todays_questions_as_the_rows_say() {
    let found = site(WALK, &[THEN]);
    assert_eq!(found.report(), "");
    let set = &found.all.answers[0];
    assert!(set.carried);
    let step = |level: u32| Given::Step(level - 1);
    assert_eq!(set.given, [step(2), step(3), step(3), step(2), Given::Blank, step(1)]);
    assert_eq!(set.asked, [true, true, true, true, false, true]);
}

#[test]
fn of_joined_questions_a_missing_answer_leaves_the_new_one_blank() {
    for (said, expected) in [("left: 4", Given::Blank), ("left: 4, right: unknown", Given::Unknown), ("left: unknown, right: 1", Given::Unknown), ("right: 5, left: 5", Given::Step(4))] {
        let found = site(WALK, &[&THEN.replace("left: 4, right: 2", said)]);
        assert_eq!((found.report().as_str(), &found.all.answers[0].given[3]), ("", &expected), "{said}");
    }
}

#[test]
fn what_no_row_explains_is_still_told() {
    let found = site(WALK, &[&THEN.replace("gone: 5", "lost: 5")]);
    assert!(found.report().contains("warning[framework-mismatch]") && found.report().contains("there is no question `lost`"), "{}", found.report());
    let without = site("", &[&THEN.replace("\"1\"", "\"0\"")]);
    assert!(without.report().contains("warning[framework-mismatch]") && !without.all.answers[0].carried, "{}", without.report());
}

#[test]
fn rounds_of_two_versions_are_compared_through_the_crosswalk() {
    let found = site(WALK, &[THEN, NOW]);
    assert_eq!(found.report(), "");
    let scores = score(&found.all);
    let [earlier, later] = scores.units.as_slice() else { panic!("two rounds") };
    let compiled = &found.all.frameworks["f"].compiled;
    let changes = compare(compiled, earlier, later);
    let change = |id: &str| &changes[compiled.find(id).unwrap() as usize];
    assert_eq!(change("q1").change.as_ref().unwrap().to_string(), "20");
    assert_eq!(change("q5").gap_in_series, Some(Break::NotAsked));
    assert_eq!(change("topic").gap_in_series, Some(Break::OtherQuestions));
    // Of the five questions asked both times: 2, 3, 3, 2, 1 and 3, 3, 4, 3, 2 of 5.
    let [then, now] = like_for_like(&found.all, earlier, later).unwrap();
    let root = compiled.root() as usize;
    assert_eq!([&then, &now].map(|nodes| nodes[root].score.as_ref().unwrap().to_string()), ["44", "60"]);
}

#[test]
fn without_a_crosswalk_the_series_has_a_break() {
    let found = site("", &[&THEN.replace("\"1\"", "\"0\""), NOW]);
    let scores = score(&found.all);
    let [earlier, later] = scores.units.as_slice() else { panic!("two rounds") };
    let compiled = &found.all.frameworks["f"].compiled;
    assert!(compare(compiled, earlier, later).iter().all(|change| change.gap_in_series == Some(Break::OtherVersion) && change.change.is_none()));
    assert!(like_for_like(&found.all, earlier, later).is_none());
}

#[test]
fn a_question_of_today_needs_a_row_before_its_name_means_something_else() {
    let found = site("same: [{from: q1, to: q2, reason: R}]\n", &[]);
    assert!(found.report().contains("crosswalks/f-1.yaml:4:15: error[bad-crosswalk]: `q1` is a question of today as well"), "{}", found.report());
    let swapped = site("same: [{from: q1, to: q2, reason: R}, {from: q2, to: q1, reason: R}]\n", &[&THEN.replace("{old: 2, both: 3, left: 4, right: 2, q5: 5, gone: 5, q6: 1}", "{q1: 1, q2: 5}")]);
    assert_eq!(swapped.report(), "");
    assert_eq!(swapped.all.answers[0].given[..2], [Given::Step(4), Given::Step(0)]);
    assert!(!swapped.all.crosswalks[&(Id::new("f").unwrap(), String::from("1"))].is_new(&Id::new("q1").unwrap()));
}
