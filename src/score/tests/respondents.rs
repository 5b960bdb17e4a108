//! Several respondents, one result; and the newest result of each unit.

use super::{Scored, area, exact, ladders, topic};
use crate::model::exact::Exact;
use crate::model::fixture::{id, read};
use crate::score::{Break, Reason, State, Traces, UnitScores, compare, roll_up, score};

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
        assert_eq!((first.lowest.clone(), first.highest.clone(), first.agreement.clone(), first.discuss), (Some(exact("2")), Some(exact("5")), Some(exact("0.25")), Some(Reason::Apart)));
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

/// Ladder `l`, coverage `c`, points `p`, figure `n` and gated `g`, all combined in one way, and a ladder after them that
/// is asked above level 2 of the first.
pub(super) fn combined(combine: &str, files: &[(&str, &str)]) -> Scored {
    let indicators = [
        String::from("id: l, kind: ladder, question: Q, levels: [a, b, c, d, e]"),
        String::from("id: c, kind: coverage, question: Q"),
        String::from("id: p, kind: points, question: Q, choices: [{id: none, label: N, points: 0}, {id: some, label: S, points: 2}, {id: all, label: A, points: 4}]"),
        String::from("id: n, kind: number, question: Q, goalposts: {low: 0, high: 10}"),
        String::from("id: g, kind: gated, question: Q, attributes: [[{id: g1, text: T}], [{id: g2, text: T}], [{id: g3, text: T}], [{id: g4, text: T}], [{id: g5, text: T}]]"),
        String::from("id: later, kind: ladder, question: Q, levels: [a, b, c, d, e], when: \"${l} > 2\""),
    ];
    let domain = area("", &[topic("c1", "", &indicators)]);
    let texts: Vec<(String, String)> = files
        .iter()
        .enumerate()
        .map(|(number, (respondent, answers))| {
            let head = "framework: f\nframework_version: \"1\"\nunit: place\nround: 2026-1";
            (format!("answers/{number}.yaml"), format!("{head}\nrespondent: {{code: {respondent}}}\nanswers: {{{answers}}}\n"))
        })
        .collect();
    let framework = format!("title: F\nversion: \"1\"\nlevels: 5\nthreshold: 0\ncombine: {combine}\n");
    let mut all: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    all.extend([("frameworks/f/framework.yaml", framework.as_str()), ("frameworks/f/domains/border.yaml", &domain), ("units/place.yaml", "name: P\nkind: country\n")]);
    let read = read(&all);
    assert_eq!(read.report(), "");
    let scores = score(&read.all);
    Scored { read, scores }
}

/// The exact scores of the questions, in the order of their letters.
fn scores_of(found: &Scored, questions: &[&str]) -> Vec<String> {
    let unit = &found.scores.units[0];
    questions.iter().map(|question| unit.nodes[found.place(question)].exact.as_ref().map_or(String::from("none"), Exact::to_string)).collect()
}

const FOUR: [&str; 3] = [
    "l: 2, c: none, p: none, n: 2, g: {g1: yes}, later: 5",
    "l: 3, c: half, p: some, n: 4, g: {g1: yes, g2: yes}, later: 5",
    "l: 4, c: most, p: all, n: 9, g: {g1: yes, g2: yes, g3: yes, g4: yes}, later: 5",
];

#[test]
fn each_way_of_combining_gives_its_own_answer() {
    let files = [("r1, weight: 2", FOUR[0]), ("r2, owns: [border]", FOUR[1]), ("r3, weight: 5", FOUR[2])];
    let questions = ["l", "c", "p", "n", "g"];
    for (combine, expected) in [
        ("consensus", ["60", "50", "50", "40", "40"]),
        ("median_low", ["60", "50", "50", "40", "40"]),
        ("min", ["40", "0", "0", "20", "20"]),
        // (40 + 60 + 80) / 3, (0 + 50 + 100) / 3, (0 + 50 + 100) / 3, (2 + 4 + 9) / 3 of 10, (20 + 40 + 80) / 3.
        ("mean", ["60", "50", "50", "50", "140/3"]),
        // Weights 2, 1 and 5: (2·40 + 60 + 5·80) / 8 and so on.
        ("weighted", ["67.5", "68.75", "68.75", "66.25", "60"]),
        ("owner", ["60", "50", "50", "40", "40"]),
    ] {
        for files in [files.to_vec(), files.iter().rev().copied().collect()] {
            assert_eq!(scores_of(&combined(combine, &files), &questions), expected, "{combine}");
        }
    }
}

#[test]
fn a_mean_keeps_its_fraction_of_a_level() {
    let found = combined("mean", &[("r1", "l: 2, g: {g1: yes}, later: 5"), ("r2", "l: 3, g: no, later: 5")]);
    let unit = &found.scores.units[0];
    let gap = |question: &str| unit.gaps.iter().find(|gap| gap.node as usize == found.place(question)).expect("a gap");
    assert_eq!((unit.nodes[found.place("l")].level, gap("l").current.clone(), gap("l").target.clone(), gap("l").gap.clone()), (Some(2), exact("2.5"), exact("3"), exact("0.5")));
    assert_eq!((unit.nodes[found.place("g")].level, gap("g").current.clone()), (Some(0), exact("0.5")));
    // 2.5 is above 2, so the later question is asked.
    assert_eq!(unit.nodes[found.place("later")].state, State::Answered);
    let found = combined("mean", &[("r1", "l: 2, later: 5"), ("r2", "l: 2, later: 5")]);
    assert_eq!(found.scores.units[0].nodes[found.place("later")].state, State::Skipped);
}

#[test]
fn an_owner_counts_alone_and_is_missed_where_there_is_none() {
    let reason = |found: &Scored, question: &str| {
        let number = found.read.all.frameworks["f"].find(question).map(|indicator| indicator.number);
        found.scores.units[0].agreement.iter().find(|agreement| Some(agreement.question) == number).and_then(|agreement| agreement.discuss)
    };
    let found = combined("owner", &[("r1", "l: 2, c: some"), ("r2, owns: [l]", "l: 3, c: half"), ("r3", "l: 3, c: some")]);
    assert_eq!(scores_of(&found, &["l", "c"]), ["60", "25"]);
    assert_eq!((reason(&found, "l"), reason(&found, "c")), (None, Some(Reason::NoOwner)));
    // A responsible person who left it blank has not answered.
    let found = combined("owner", &[("r1", "l: 2"), ("r2, owns: [l]", "c: half"), ("r3", "l: 2")]);
    assert_eq!((scores_of(&found, &["l"]), reason(&found, "l")), (vec![String::from("40")], Some(Reason::NoOwner)));
}

#[test]
fn states_combine_before_answers() {
    let na = "{state: not_applicable, reason: R}";
    let found = score_files(&[
        ("round: 2026-1\nrespondent: {code: r1}", &format!("i1: {na}, i2: {na}, i3: unknown")),
        ("round: 2026-1\nrespondent: {code: r2}", &format!("i1: {na}, i2: unknown")),
        ("round: 2026-1\nrespondent: {code: r3}", &format!("i1: {na}, i2: unknown")),
    ]);
    let unit = &found.scores.units[0];
    let state = |question: &str| unit.nodes[found.place(question)].state;
    assert_eq!([state("i1"), state("i2"), state("i3")], [State::NotApplicable, State::Unknown, State::Unknown]);
    let [agreement] = unit.agreement.as_slice() else { panic!("only what some find not applicable is on the list") };
    assert_eq!((agreement.question, agreement.discuss, agreement.lowest.clone()), (1, Some(Reason::Applies), None));
}

#[test]
fn what_was_agreed_is_no_opinion_of_its_own() {
    let found = score_files(&[
        ("round: 2026-1\nrespondent: {code: r1}\nasked: [border]", "i1: 2"),
        ("round: 2026-1\nrespondent: {code: r2}\nasked: [border]", "i1: 3"),
        ("round: 2026-1\nrespondent: {code: consensus}", "i1: {value: 5, target: {value: 5}}"),
    ]);
    let unit = &found.scores.units[0];
    assert_eq!(level(&found, unit, "i1"), Some(5));
    let agreement = &unit.agreement[0];
    assert_eq!((agreement.highest.clone(), agreement.discuss, agreement.agreed), (Some(exact("3")), None, true));
}

#[test]
fn evidence_is_counted_among_what_is_answered() {
    let found = score_files(&[
        ("round: 2026-1\nrespondent: {code: r1}", "i1: {value: 2, evidence: [{grade: document, name: N}]}, i2: {state: unknown, evidence: [{grade: statement}]}, i3: 4"),
        ("round: 2026-1\nrespondent: {code: r2}", "i3: {value: 4, evidence: [{grade: observation}]}"),
    ]);
    let counts = |nodes: &[crate::score::NodeScore]| (nodes[found.place("c1")].counts.evidenced, nodes[found.place("c1")].counts.answered);
    assert_eq!(counts(&found.scores.sets[0].nodes), (1, 2));
    assert_eq!(counts(&found.scores.units[0].nodes), (2, 2));
}

#[test]
fn places_roll_up_to_a_distribution_with_the_weakest() {
    let domain = area("", &[topic("c1", "", &ladders("i", 3))]);
    let answers = |unit: &str, round: &str, answers: &str| {
        format!("framework: f\nframework_version: \"1\"\nunit: {unit}\nround: {round}\nrespondent: {{code: r1}}\nanswers: {{{answers}}}\n")
    };
    let texts = [
        answers("east", "2026-1", "i1: 5, i2: 5, i3: 5"),
        answers("east", "2026-2", "i1: 1, i2: 1, i3: 1"),
        answers("post", "2026-1", "i1: 3, i2: 3, i3: 3"),
        answers("west", "2026-1", "i1: 4, i2: 4, i3: 4"),
        answers("north", "2026-1", "i1: 2"),
        answers("land", "2026-1", "i1: 5, i2: 5, i3: 5"),
        answers("other", "2026-1", "i1: 5, i2: 5, i3: 5"),
    ];
    let names: Vec<String> = (0..texts.len()).map(|number| format!("answers/{number}.yaml")).collect();
    let mut all: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
    all.extend([
        ("frameworks/f/framework.yaml", "title: F\nversion: \"1\"\nlevels: 5\n"),
        ("frameworks/f/domains/border.yaml", &domain),
        ("units/land.yaml", "name: L\nkind: country\n"),
        ("units/other.yaml", "name: O\nkind: country\n"),
        ("units/east.yaml", "name: E\nkind: municipality\nparent: land\n"),
        ("units/north.yaml", "name: N\nkind: municipality\nparent: land\n"),
        ("units/west.yaml", "name: W\nkind: municipality\nparent: land\n"),
        ("units/post.yaml", "name: P\nkind: post\nparent: west\n"),
    ]);
    let read = read(&all);
    assert_eq!(read.report(), "");
    let scores = score(&read.all);
    let framework = &read.all.frameworks["f"];
    let roll = roll_up(&read.all, &scores, framework, &id("land")).expect("four places");
    let members: Vec<(&str, &str)> = roll.members.iter().map(|member| (member.unit.as_str(), member.round.as_str())).collect();
    assert_eq!(members, [("east", "2026-2"), ("north", "2026-1"), ("post", "2026-1"), ("west", "2026-1")], "the newest of each, also of a post within a town");
    let whole = &roll.nodes[framework.compiled.root() as usize];
    // 20, 60 and 80; in the north too little was answered.
    assert_eq!((whole.lowest().cloned(), whole.median.clone(), whole.mean.clone(), whole.highest().cloned()), (Some(exact("20")), Some(exact("60")), Some(exact("160/3")), Some(exact("80"))));
    assert_eq!((whole.without, whole.weakest().collect::<Vec<_>>()), (1, vec![0]));
    // 20, 40, 60, 80: the middle of an even number is between the middle two.
    assert_eq!(roll.nodes[framework.compiled.find("i1").expect("a node") as usize].median, Some(exact("50")));
    assert!(roll_up(&read.all, &scores, framework, &id("other")).is_none());
}
