//! Several respondents, one result; and the newest result of each unit.

use super::{Scored, area, exact, ladders, topic};
use crate::model::fixture::{id, read};
use crate::score::{State, UnitScores, score};

/// Scores answer files of one place, each with its head and answers.
fn score_files(files: &[(&str, &str)]) -> Scored {
    let domain = area("", &[topic("c1", "", &ladders("i", 3))]);
    let texts: Vec<(String, String)> = files
        .iter()
        .enumerate()
        .map(|(number, (head, answers))| {
            (format!("answers/{number}.yaml"), format!("framework: f\nframework_version: \"1\"\nunit: place\n{head}\nanswers: {{{answers}}}\n"))
        })
        .collect();
    let mut all: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    all.extend([
        ("frameworks/f/framework.yaml", "title: F\nversion: \"1\"\nlevels: 5\nthreshold: 0\n"),
        ("frameworks/f/domains/border.yaml", &domain),
        ("units/place.yaml", "name: P\nkind: country\n"),
    ]);
    let read = read(&all);
    assert_eq!(read.report(), "");
    let scores = score(&read.all);
    Scored { read, scores }
}

fn level(found: &Scored, unit: &UnitScores, question: &str) -> Option<u32> {
    unit.nodes[found.place(question)].level
}

#[test]
fn answers_enter_the_lower_median_in_any_order() {
    let files = [
        ("round: 2026-1\nrespondent: {code: r1}", "i1: 2, i2: unknown, i3: {state: not_applicable, reason: R}"),
        ("round: 2026-1\nrespondent: {code: r2}", "i1: 5, i2: 4, i3: {state: not_applicable, reason: R}"),
        ("round: 2026-1\nrespondent: {code: r3}", "i1: 3"),
        ("round: 2026-1\nrespondent: {code: r4}", "i1: 4, i2: 1"),
    ];
    let mut reversed = files;
    reversed.reverse();
    for files in [files, reversed] {
        let found = score_files(&files);
        let [unit] = found.scores.units.as_slice() else { panic!("one unit") };
        assert_eq!(level(&found, unit, "i1"), Some(3), "2, 3, 4, 5");
        assert_eq!(level(&found, unit, "i2"), Some(1), "1, 4 and one unknown");
        assert_eq!(unit.nodes[found.place("i3")].state, State::Blank, "two did not say that it does not apply");
        let first = &unit.agreement[0];
        assert_eq!((first.lowest.clone(), first.highest.clone(), first.agreement.clone(), first.discuss), (exact("2"), exact("5"), exact("0.25"), true));
        assert_eq!(unit.sets.len(), 4);
    }
}

#[test]
fn a_facilitators_entry_goes_first() {
    let found = score_files(&[
        ("round: 2026-1\nrespondent: {code: r1}", "i1: 2, i2: 5"),
        ("round: 2026-1\nrespondent: {code: consensus}", "i1: 4"),
    ]);
    let unit = &found.scores.units[0];
    assert_eq!((level(&found, unit, "i1"), level(&found, unit, "i2")), (Some(4), Some(5)));
}

#[test]
fn one_respondent_is_taken_as_is_and_the_latest_round_is_found() {
    let found = score_files(&[
        ("round: 2026-2\ndate: 2026-09-01\nrespondent: {code: r1}", "i1: 4"),
        ("round: 2026-1\ndate: 2026-03-01\nrespondent: {code: r1}", "i1: 2"),
    ]);
    assert_eq!(found.scores.units.len(), 2);
    assert_eq!(found.scores.units[0].nodes, found.scores.sets[0].nodes);
    let latest = found.scores.latest(&id("f"));
    assert_eq!(latest.iter().map(|unit| unit.round.as_str()).collect::<Vec<_>>(), ["2026-2"]);
    let json = serde_json::to_value(&found.scores).unwrap_or_default();
    assert_eq!(json["units"][0]["nodes"][0]["score"], "40");
    assert_eq!(json["units"][0]["date"], "2026-03-01");
}
