//! Several respondents, one result; and the newest result of each unit.

use super::{Scored, area, exact, ladders, topic};
use crate::model::fixture::{id, read};
use crate::score::{Break, State, Traces, UnitScores, compare, score};

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
        let sets: Vec<_> = unit.sets.iter().filter_map(|id| found.read.all.answer_set(id)).collect();
        let traces: Vec<_> = Traces::of_unit(&found.read.all.frameworks["f"].compiled, &sets).all().collect();
        let of_traces: Vec<_> = traces.into_iter().map(|trace| (trace.state, trace.score, trace.exact)).collect();
        let of_nodes: Vec<_> = unit.nodes.iter().map(|node| (node.state, node.score.clone(), node.exact.clone())).collect();
        assert_eq!(of_traces, of_nodes, "the traces are those of the combined answers");
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
fn progress_is_measured_by_the_target_set_then() {
    let found = score_files(&[
        ("round: 2026-1\nrespondent: {code: r1}", "i1: {value: 1, target: {value: 5}}, i2: {value: 2, target: {value: 3}}, i3: 2"),
        ("round: 2026-2\nrespondent: {code: r1}", "i1: 4, i2: 1, i3: {state: not_applicable, reason: R}"),
    ]);
    let compiled = &found.read.all.frameworks["f"].compiled;
    let changes = compare(compiled, &found.scores.units[0], &found.scores.units[1]);
    let progress = |question: &str| changes[found.place(question)].progress.clone();
    assert_eq!((progress("i1"), progress("i2"), progress("i3")), (Some(exact("0.75")), Some(exact("-1")), None));
    assert_eq!(changes[found.place("i3")].gap_in_series, Some(Break::NoNumber));
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
    let rounds = found.scores.rounds(&id("f"), &id("place"));
    let compiled = &found.read.all.frameworks["f"].compiled;
    let changes = compare(compiled, rounds[0], rounds[1]);
    let change = &changes[found.place("i1")];
    assert_eq!((change.change.clone(), change.progress.clone(), change.gap_in_series), (Some(exact("40")), None, None));
    assert_eq!(changes[found.place("i2")].gap_in_series, Some(Break::NoNumber));
    let json = serde_json::to_value(&found.scores).unwrap_or_default();
    assert_eq!(json["units"][0]["nodes"][0]["score"], "40");
    assert_eq!(json["units"][0]["date"], "2026-03-01");
}

#[test]
fn other_questions_are_a_break_and_not_a_change() {
    let areas = |asked: &str, answers: &str| (format!("round: 2026-{}\nrespondent: {{code: r1}}\nasked: [{asked}]", asked.len()), answers.to_owned());
    let files = [areas("border", "i1: 2, i2: 2, i3: 2"), areas("border, health", "i1: 3, i2: 3, i3: 3, j1: 1, j2: 1, j3: 1")];
    let domains = [area("", &[topic("c1", "", &ladders("i", 3))]), area("", &[topic("c2", "", &ladders("j", 3))])];
    let texts = files.map(|(head, answers)| format!("framework: f\nframework_version: \"1\"\nunit: place\n{head}\nanswers: {{{answers}}}\n"));
    let read = read(&[
        ("frameworks/f/framework.yaml", "title: F\nversion: \"1\"\nlevels: 5\n"),
        ("frameworks/f/domains/border.yaml", &domains[0]),
        ("frameworks/f/domains/health.yaml", &domains[1]),
        ("units/place.yaml", "name: P\nkind: country\n"),
        ("answers/1.yaml", &texts[0]),
        ("answers/2.yaml", &texts[1]),
    ]);
    assert_eq!(read.report(), "");
    let scores = score(&read.all);
    let found = Scored { read, scores };
    let rounds = found.scores.rounds(&id("f"), &id("place"));
    let compiled = &found.read.all.frameworks["f"].compiled;
    let (first, second) = if rounds[0].round == "2026-6" { (rounds[0], rounds[1]) } else { (rounds[1], rounds[0]) };
    let changes = compare(compiled, first, second);
    let broken = ["border", "health", "overall"].map(|node| changes[found.place(node)].gap_in_series);
    assert_eq!(broken, [None, Some(Break::NotAsked), Some(Break::OtherQuestions)]);
    assert_eq!(changes[found.place("overall")].change, None);
}
