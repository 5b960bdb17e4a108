//! What editions promise: each mistake at its place, every difference listed, and only what means the same comparable.

use super::{Change, Part};
use crate::model::fixture::{Read, id, read};

const FRAMEWORK: &str = "title: F\nversion: \"2\"\nlevels: 3\nbands: [{id: low, from: 0, label: L}]\n";
/// Two topics: ladders, one asked by the answer to another, and a question with statements and one with choices.
const BORDER: &str = "capacities:
  - id: arrivals
    title: A
    cap_if: {below: 50, to: 60}
    indicators:
      - {id: plan, kind: ladder, question: Plan?, levels: [a, b, c], critical: true}
      - {id: tested, kind: ladder, question: Tested?, levels: [a, b, c], when: \"${plan} >= 2\"}
      - {id: desk, kind: presence, question: Desk?}
  - id: people
    title: P
    indicators:
      - {id: rules, kind: gated, question: Rules?, attributes: [[{id: r1, text: One.}], [{id: r2, text: Two.}], [{id: r3, text: Three.}]]}
      - {id: tools, kind: points, question: Tools?, several: true, choices: [{id: pen, label: Pen, points: 1}, {id: ink, label: Ink, points: 2}]}
";
const HEALTH: &str = "capacities:
  - id: care
    title: C
    rule: lookup
    lookup: {default: 0, rows: [{answers: [\"yes\", \"yes\"], score: 100}]}
    indicators:
      - {id: nurse, kind: presence, question: Nurse?}
      - {id: doctor, kind: presence, question: Doctor?}
";

fn site(edition: &str, more: &[(&str, &str)]) -> Read {
    let text = format!("title: E\nbase: f\nversion: \"1\"\n{edition}");
    let mut files = vec![
        ("frameworks/f/framework.yaml", FRAMEWORK),
        ("frameworks/f/domains/border.yaml", BORDER),
        ("frameworks/f/domains/health.yaml", HEALTH),
        ("adaptations/e.yaml", text.as_str()),
    ];
    for (path, text) in more {
        files.retain(|(known, _)| known != path);
        files.push((path, text));
    }
    read(&files)
}

/// The faults of an edition, without its path; its changes begin at line 4.
fn report(edition: &str) -> String {
    site(edition, &[]).report().replace("adaptations/e.yaml:", "")
}

#[track_caller]
fn says(edition: &str, expected: &[&str]) {
    let found = report(edition);
    let lines: Vec<&str> = found.lines().collect();
    let fits = lines.len() == expected.len() && lines.iter().zip(expected).all(|(line, expected)| line.starts_with(expected));
    assert!(fits, "found:\n{found}\nexpected:\n{}", expected.join("\n"));
}

#[test]
fn an_edition_without_a_change_is_its_base_under_another_name() {
    let found = site("", &[]);
    assert_eq!(found.report(), "");
    let (base, edition) = (&found.all.frameworks["f"], &found.all.frameworks["e"]);
    let adapts = edition.adapts.as_ref().unwrap();
    assert_eq!((edition.title.span.file == base.title.span.file, adapts.base_version.as_str()), (false, "2"));
    assert_eq!(adapts.comparable.len(), base.compiled.nodes.len());
    assert_eq!(edition.compiled.to_json()["nodes"], base.compiled.to_json()["nodes"]);
}

#[test]
fn what_an_edition_names_must_be_in_its_base() {
    says("hide:\n  - {id: plann, reason: R}\n", &["5:10: error[missing-reference]: `f` has no area, topic or question `plann` (did you mean `plan`?)"]);
    says("reword:\n  - {id: arrivals, meaning: same, reason: R, question: Q?}\n", &["5:10: error[missing-reference]: `f` has no question `arrivals` (known: "]);
    says("reweight:\n  - {id: overall, weight: 2, reason: R}\n", &["5:10: error[missing-reference]: `f` has no area, topic or question `overall`"]);
    says("add:\n  - {topic: plan, reason: R, indicators: [{id: new, kind: presence, question: N?}]}\n", &["5:13: error[missing-reference]: `f` has no topic `plan`"]);
    says("reword:\n  - {id: rules, meaning: same, reason: R, statements: [{id: r9, text: Nine.}]}\n", &["5:61: error[missing-reference]: `rules` has no statement `r9`"]);
    says("reword:\n  - {id: tools, meaning: same, reason: R, choices: [{id: pens, label: Pens}]}\n", &["5:58: error[missing-reference]: `tools` has no choice `pens` (did you mean `pen`?)"]);
}

#[test]
fn an_id_is_never_used_again() {
    says("add:\n  - {topic: arrivals, reason: R, indicators: [{id: desk, kind: presence, question: D?}]}\n", &["5:52: error[duplicate-id]: the base `f` uses this id already"]);
    // Not even where the edition leaves out what the base calls so.
    says(
        "hide:\n  - {id: desk, reason: R}\nadd:\n  - {topic: arrivals, reason: R, indicators: [{id: desk, kind: presence, question: D?}]}\n",
        &["7:52: error[duplicate-id]: the base `f` uses this id already"],
    );
    let twice = "add:\n  - {topic: arrivals, reason: R, indicators: [{id: new, kind: presence, question: D?}]}\n  - {topic: people, reason: R, indicators: [{id: new, kind: presence, question: D?}]}\n";
    says(twice, &["6:50: error[duplicate-id]: `new` stands twice in this framework"]);
}

#[test]
fn entries_that_contradict_each_other_are_told_with_both_places() {
    says("hide:\n  - {id: border, reason: R}\n  - {id: desk, reason: R}\n", &["6:10: error[bad-edition]: `desk` is left out already"]);
    says("hide:\n  - {id: border, reason: R}\nreweight:\n  - {id: arrivals, weight: 2, reason: R}\n", &["7:10: error[bad-edition]: `arrivals` is left out, so this has no effect"]);
    says("hide:\n  - {id: desk, reason: R}\nreword:\n  - {id: desk, meaning: same, reason: R, question: D?}\n", &["7:10: error[bad-edition]: `desk` is left out"]);
    says("reweight:\n  - {id: desk, weight: 2, reason: R}\n  - {id: desk, weight: 3, reason: R}\n", &["6:10: error[bad-edition]: `desk` stands twice under `reweight`"]);
    says(
        "hide:\n  - {id: arrivals, reason: R}\nadd:\n  - {topic: arrivals, reason: R, indicators: [{id: new, kind: presence, question: N?}]}\n",
        &["7:13: error[bad-edition]: `arrivals` is left out, so nothing can be added to it"],
    );
}

#[test]
fn entries_that_change_nothing_are_told() {
    says("reweight:\n  - {id: desk, weight: 1, reason: R}\n", &["5:24: error[bad-edition]: `desk` has the weight 1 already"]);
    says("reword:\n  - {id: desk, meaning: same, reason: R}\n", &["5:10: error[bad-edition]: nothing of `desk` is worded otherwise"]);
    says("reword:\n  - {id: desk, meaning: same, reason: R, question: Desk?}\n", &["5:10: error[bad-edition]: nothing of `desk` is worded otherwise"]);
}

#[test]
fn words_must_fit_the_kind_of_the_question() {
    says("reword:\n  - {id: plan, meaning: same, reason: R, levels: [a, b]}\n", &["5:50: error[bad-levels]: there are words for 2 levels; `plan` has 3"]);
    says("reword:\n  - {id: desk, meaning: same, reason: R, levels: [a, b, c]}\n", &["5:50: error[bad-edition]: `desk` has no levels to word: it is a question of kind `presence`"]);
    says("reword:\n  - {id: desk, meaning: same, reason: R, statements: [{id: r1, text: One}]}\n", &["5:60: error[bad-edition]: `desk` has no statements to word"]);
    says("reword:\n  - {id: desk, meaning: same, reason: R, choices: [{id: pen, label: Pen}]}\n", &["5:57: error[bad-edition]: `desk` has no choices to word"]);
}

#[test]
fn what_is_left_out_leaves_the_rest_whole() {
    says(
        "hide:\n  - {id: plan, reason: R}\n",
        &[
            "2:7: error[bad-rule]: with the changes of this edition, there is no critical question for this cap to watch",
            "5:10: error[bad-condition]: `plan` cannot be left out: whether `tested` is asked depends on its answer",
        ],
    );
    says("hide:\n  - {id: doctor, reason: R}\n", &["2:7: error[bad-rule]: with the changes of this edition, "]);
    says("hide:\n  - {id: rules, reason: R}\n  - {id: tools, reason: R}\n", &["6:10: error[bad-edition]: with this, nothing is left of `people` (leave out `people` as a whole, with one reason)"]);
    says("hide:\n  - {id: arrivals, reason: R}\n  - {id: people, reason: R}\n", &["6:10: error[bad-edition]: with this, nothing is left of `border`"]);
    says("hide:\n  - {id: border, reason: R}\n  - {id: health, reason: R}\n", &["6:10: error[bad-edition]: with this, nothing is left of `f` (an edition asks at least one question)"]);
    says("hide:\n  - {id: people, reason: R}\n  - {id: care, reason: R}\n", &["6:10: error[bad-edition]: with this, nothing is left of `health`"]);
}

#[test]
fn an_edition_changes_a_framework_and_nothing_else() {
    let other = |base: &str| format!("title: O\nbase: {base}\nversion: \"1\"\n");
    let of_edition = site("", &[("adaptations/other.yaml", &other("e"))]);
    assert!(of_edition.report().starts_with("adaptations/other.yaml:2:7: error[bad-edition]: `e` is an edition itself"), "{}", of_edition.report());
    let unknown = site("", &[("adaptations/other.yaml", &other("g"))]);
    assert!(unknown.report().starts_with("adaptations/other.yaml:2:7: error[missing-reference]: there is no framework `g`"), "{}", unknown.report());
    let named = site("", &[("adaptations/f.yaml", &other("f"))]);
    assert!(named.report().starts_with("adaptations/f.yaml:1:1: error[duplicate-id]: `f` is the name of a framework"), "{}", named.report());
    assert!(named.all.frameworks.contains_key("f") && !named.all.broken.frameworks.contains("f"));
}

#[test]
fn a_fault_of_the_base_is_told_once_and_breeds_none() {
    let broken = BORDER.replace("kind: presence", "kind: presense");
    let found = site("hide:\n  - {id: desk, reason: R}\nreweight:\n  - {id: tested, weight: 2, reason: R}\n", &[("frameworks/f/domains/border.yaml", &broken)]);
    assert_eq!(found.report().lines().count(), 1, "{}", found.report());
    let odd = FRAMEWORK.replace("version", "threshold: 120\nversion");
    let found = site("", &[("frameworks/f/framework.yaml", &odd)]);
    assert_eq!(found.report().lines().count(), 1, "{}", found.report());
}

#[test]
fn only_what_means_the_same_is_comparable() {
    let found = site(
        "hide:\n  - {id: desk, reason: R}\nreword:\n  - {id: plan, meaning: changed, reason: R, question: Other plan?}\n  - {id: rules, meaning: same, reason: R, statements: [{id: r1, text: First.}]}\n",
        &[],
    );
    assert_eq!(found.report(), "");
    let edition = &found.all.frameworks["e"];
    let adapts = edition.adapts.as_ref().unwrap();
    let comparable: Vec<&str> = adapts.comparable.iter().map(crate::model::Id::as_str).collect();
    // `tested` is asked by the answer to a question that means something else now.
    assert_eq!(comparable, ["care", "doctor", "health", "nurse", "people", "rules", "tools"]);
    assert_eq!(edition.find("plan").unwrap().meaning_version, 2);
    assert!(edition.find("desk").is_none());
    let words = adapts.differences.iter().find_map(|difference| match &difference.change {
        Change::Reworded { words, changed: false } => Some((difference.id.clone(), words)),
        _ => None,
    });
    let (question, words) = words.unwrap();
    assert_eq!((question, words.len(), words[0].part), (id("rules"), 1, Part::Statement));
}

#[test]
fn weights_and_additions_change_the_groups_and_not_their_questions() {
    let found = site(
        "add:\n  - {topic: people, reason: R, indicators: [{id: new, kind: presence, question: N?}]}\nreweight:\n  - {id: border, weight: 3, reason: R}\n  - {id: tested, weight: 1.5, reason: R}\n",
        &[],
    );
    assert_eq!(found.report(), "");
    let edition = &found.all.frameworks["e"];
    let comparable = &edition.adapts.as_ref().unwrap().comparable;
    for (node, expected) in [("plan", true), ("tested", true), ("arrivals", false), ("people", false), ("new", false), ("border", false), ("care", true), ("health", true), ("overall", false)] {
        assert_eq!(comparable.contains(node), expected, "{node}");
    }
    let area = edition.domains.iter().find(|domain| domain.id.as_str() == "border").unwrap();
    assert_eq!(edition.compiled.nodes[area.node as usize].weight.to_string(), "3");
}
