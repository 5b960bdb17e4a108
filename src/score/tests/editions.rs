//! Editions: their results are also told in terms of the base, by the questions that ask the same, with the base's weights.

use super::{Scored, area, ladders, topic};
use crate::model::fixture::read;
use crate::score::{State, UnitScores, answers_of, score, trace};

/// What the edition `e` of `f` changes: five ladders in two topics.
const EDITION: &str = "title: E
base: f
version: \"1\"
hide:
  - {id: i2, reason: R}
add:
  - {topic: c1, reason: R, indicators: [{id: new, kind: presence, question: N?}]}
reword:
  - {id: i4, meaning: changed, reason: R, question: Other?}
reweight:
  - {id: c1, weight: 3, reason: R}
";

fn score_files(files: &[(&str, &str)]) -> Scored {
    let domain = area("", &[topic("c1", "", &ladders("i", 3)), topic("c2", "", &ladders("j", 2))]).replace("j1", "i4").replace("j2", "i5");
    let mut all: Vec<(&str, &str)> = files.to_vec();
    all.extend([
        ("frameworks/f/framework.yaml", "title: F\nversion: \"1\"\nlevels: 5\nthreshold: 0\n"),
        ("frameworks/f/domains/border.yaml", domain.as_str()),
        ("adaptations/e.yaml", EDITION),
        ("questionnaires/same.yaml", "title: Q\nframework: f\ninclude: [i1, i3, i5]\n"),
        ("units/place.yaml", "name: P\nkind: country\n"),
        ("units/other.yaml", "name: O\nkind: country\n"),
    ]);
    let read = read(&all);
    assert_eq!(read.report(), "");
    let scores = score(&read.all);
    Scored { read, scores }
}

fn answers(framework: &str, unit: &str, respondent: &str, rest: &str) -> String {
    format!("framework: {framework}\nframework_version: \"1\"\nunit: {unit}\nround: 2026-1\nrespondent: {{code: {respondent}}}\n{rest}\n")
}

fn of<'a>(found: &'a Scored, framework: &str, unit: &str) -> &'a UnitScores {
    let mut results = found.scores.units.iter().filter(|result| result.framework.as_str() == framework && result.unit.as_str() == unit);
    let result = results.next().unwrap_or_else(|| panic!("no result of {unit} in {framework}"));
    assert!(results.next().is_none(), "two results of {unit} in {framework}");
    result
}

#[test]
fn an_edition_is_told_as_the_base_would_be_with_the_same_questions() {
    let edition = answers("e", "place", "r1", "answers: {i1: 2, i3: unknown, new: \"yes\", i4: 5, i5: {value: 3, target: {value: 5}}}");
    let base = answers("f", "other", "r1", "questionnaire: same\nanswers: {i1: 2, i3: unknown, i5: {value: 3, target: {value: 5}}}");
    let found = score_files(&[("answers/a.yaml", &edition), ("answers/b.yaml", &base)]);
    let (told, other) = (of(&found, "f", "place"), of(&found, "f", "other"));
    assert_eq!(told.edition.as_ref().map(crate::model::Id::as_str), Some("e"));
    assert_eq!((&told.nodes, &told.gaps), (&other.nodes, &other.gaps));
    // What is left out or asks something else counts as not asked, never as low.
    for question in ["i2", "i4"] {
        assert_eq!(told.nodes[found.place(question)].state, State::NotAsked, "{question}");
    }
    assert_ne!(of(&found, "e", "place").nodes.last().unwrap().exact, told.nodes.last().unwrap().exact);
    // The trace of the told result is of the same answers.
    let compiled = &found.read.all.frameworks["f"].compiled;
    let sheet = answers_of(&found.read.all, told).unwrap();
    assert_eq!(trace(compiled, sheet.sheet(), compiled.root()).unwrap().exact, told.nodes.last().unwrap().exact);
}

#[test]
fn several_respondents_of_an_edition_are_joined_before_it_is_told() {
    let [first, second] = ["i1: 2, i3: 4, i5: 1", "i1: 4, i3: 4, i5: 5"].map(|said| format!("answers: {{{said}, i4: 1, new: \"no\"}}"));
    let files = [answers("e", "place", "r1", &first), answers("e", "place", "r2", &second)];
    let found = score_files(&[("answers/a.yaml", &files[0]), ("answers/b.yaml", &files[1])]);
    let told = of(&found, "f", "place");
    assert_eq!(told.sets.len(), 2);
    assert_eq!(["i1", "i3", "i5"].map(|question| told.nodes[found.place(question)].level), [Some(2), Some(4), Some(1)]);
}

#[test]
fn what_was_answered_to_the_base_itself_stands() {
    let edition = answers("e", "place", "r1", "answers: {i1: 1, i3: 1, new: \"no\", i4: 1, i5: 1}");
    let base = answers("f", "place", "r2", "answers: {i1: 5, i2: 5, i3: 5, i4: 5, i5: 5}");
    let found = score_files(&[("answers/a.yaml", &edition), ("answers/b.yaml", &base)]);
    let own = of(&found, "f", "place");
    assert_eq!((own.edition.as_ref(), own.nodes[found.place("i1")].level), (None, Some(5)));
}

#[test]
fn of_several_editions_the_one_with_the_most_questions_is_told() {
    let small = EDITION.replace("hide:\n", "hide:\n  - {id: i1, reason: R}\n");
    let [big, little] = [("e", "i1: 2, i3: 2, i5: 2"), ("a", "i3: 4, i5: 4")].map(|(id, said)| answers(id, "place", if id == "e" { "r1" } else { "r2" }, &format!("answers: {{{said}}}")));
    let found = score_files(&[("answers/a.yaml", &big), ("answers/b.yaml", &little), ("adaptations/a.yaml", &small)]);
    let told = of(&found, "f", "place");
    assert_eq!(told.edition.as_ref().map(crate::model::Id::as_str), Some("e"));
    assert_eq!(told.nodes[found.place("i3")].level, Some(2));
}
