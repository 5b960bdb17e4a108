//! What reading the assessments promises: each fault at its place, none bred by another.

use crate::model::answers::{Audience, Given};
use crate::model::fixture::{SMALL, read};

const UNIT: (&str, &str) = ("units/place.yaml", "name: P\nkind: country\n");

/// The report of the small framework with these files added or replaced.
fn report(files: &[(&str, &str)]) -> String {
    let mut all: Vec<(&str, &str)> = SMALL.into_iter().chain([UNIT]).collect();
    for (path, text) in files {
        all.retain(|(known, _)| known != path);
        all.push((path, text));
    }
    read(&all).report()
}

fn answers(text: &str) -> String {
    format!("framework: f\nframework_version: \"1\"\nunit: place\nround: 2026-1\nrespondent: {{code: r1}}\n{text}")
}

/// The faults of one answer file, without its path.
fn answer_report(text: &str) -> String {
    report(&[("answers/a.yaml", &answers(text))]).replace("answers/a.yaml:", "")
}

fn domain(indicators: &str) -> String {
    let lines: String = indicators.lines().map(|line| format!("      {line}\n")).collect();
    report(&[("frameworks/f/domains/border.yaml", &format!("capacities:\n  - id: topic\n    title: T\n    indicators:\n{lines}"))])
        .replace("frameworks/f/domains/border.yaml:", "")
}

#[track_caller]
fn assert_report(found: &str, expected: &[&str]) {
    let lines: Vec<&str> = found.lines().collect();
    let fits = lines.len() == expected.len() && lines.iter().zip(expected).all(|(line, expected)| line.starts_with(expected));
    assert!(fits, "found:\n{found}\nexpected:\n{}", expected.join("\n"));
}

#[test]
fn the_small_framework_has_no_fault() {
    assert_eq!(report(&[("answers/a.yaml", &answers("answers: {plan: 3, tested: unknown, desk: no}\n"))]), "");
}

#[test]
fn answers_must_fit_their_questions() {
    assert_report(
        &answer_report("answers:\n  plan: 6\n  tested: no\n  desk: maybe\n  plann: 2\n"),
        &[
            "7:9: error[bad-answer]: there is no level 6 (the levels go from 1 to 5)",
            "8:11: error[bad-answer]: `no` is not a level",
            "9:9: error[bad-answer]: `maybe` is not an answer to this question (known: `no`, `partial`, `yes`, `unknown`)",
            "10:3: error[missing-reference]: there is no question `plann` (did you mean `plan`?)",
        ],
    );
    assert_report(
        &answer_report("answers:\n  plan: {state: no}\n  tested: not_applicable\n  desk: {state: not_applicable}\n"),
        &["7:17: error[bad-answer]: `no` is not a level", "8:11: error[missing-reason]", "9:17: error[missing-reason]: `not_applicable` has no reason"],
    );
    assert_report(
        &answer_report("answers:\n  plan: {value: 2, state: unknown}\n  tested: {value: 2, target: {value: unknown}}\n  desk: {state: answered}\n"),
        &["7:27: error[bad-answer]", "8:38: error[bad-answer]: `unknown` is not a level", "9:17: error[bad-answer]: the state is `answered`"],
    );
    assert_report(
        &answer_report("visibility: open\npublish: [note]\nanswers: {plan: {valeu: 2}}\n"),
        &["6:13: error[bad-value]", "7:11: error[bad-value]"],
    );
    assert_report(&answer_report("answers: {plan: {valeu: 2}}\n"), &["6:18: error[unknown-key]: key `valeu` is not known in an answer (did you mean `value`?)"]);
}

#[test]
fn an_answer_outside_of_what_was_asked_is_a_fault() {
    assert_report(&answer_report("asked: []\nanswers: {plan: 3}\n"), &["7:11: error[not-asked]: `plan` was not asked"]);
    assert_report(
        &answer_report("asked: [health, bordr]\nanswers: {}\n"),
        &["6:9: error[unknown-area]", "6:17: error[unknown-area]: framework `f` has no area `bordr` (did you mean `border`?)"],
    );
}

#[test]
fn references_of_answer_files_are_checked() {
    let text = "framework: g\nframework_version: \"1\"\nunit: nowhere\nround: 2026-1\nrespondent: {code: R 1}\nanswers: {}\n";
    assert_report(
        &report(&[("answers/a.yaml", text)]).replace("answers/a.yaml:", ""),
        &["1:12: error[missing-reference]: there is no framework `g`", "3:7: error[missing-reference]: there is no unit `nowhere`", "5:20: error[bad-id]: `R 1` is not a respondent code"],
    );
}

#[test]
fn another_version_is_a_warning_that_lists_what_no_longer_fits() {
    let text = answers("answers: {plan: 3, gone: 2, desk: 7}\n").replace("\"1\"", "\"0.9\"");
    let found = report(&[("answers/a.yaml", &text)]);
    assert_report(
        &found,
        &["answers/a.yaml:2:20: warning[framework-mismatch]: these answers were given to version 0.9 of `f`, which is now 1 (no longer fits, and is left out: there is no question `gone`; `7` is not an answer"],
    );
    let text = answers("framework_hash: 0123456789abcdef\nanswers: {plan: 3}\n");
    assert_report(&report(&[("answers/a.yaml", &text)]), &["answers/a.yaml:6:17: warning[framework-mismatch]: these answers were given to another edition"]);
}

#[test]
fn the_same_identity_must_say_the_same() {
    let (three, four) = (answers("answers: {plan: 3}\n"), answers("answers: {plan: 4}\n"));
    assert_eq!(report(&[("answers/a.yaml", &three), ("answers/b.yaml", &three)]), "");
    assert_report(
        &report(&[("answers/a.yaml", &three), ("answers/b.yaml", &four)]),
        &["answers/b.yaml:1:1: error[conflicting-answers]: two files hold different answers of respondent `r1` for `place` in `2026-1`"],
    );
    let json = "{\"framework\": \"f\", \"framework_version\": \"1\", \"unit\": \"place\", \"round\": \"2026-1\", \"respondent\": {\"code\": \"r1\"}, \"answers\": {\"plan\": {\"state\": \"answered\", \"value\": 3}}}";
    assert_eq!(report(&[("answers/a.yaml", &three), ("answers/b.answers.json", json)]), "", "the same in JSON");
}

#[test]
fn indicators_must_fit_their_kind() {
    assert_report(
        &domain("- {id: plan, kind: ladder, question: Q, levels: [a, b, c]}\n- {id: desk, kind: presence, question: Q, levels: [a]}\n- {id: score, kind: points, question: Q}\n- {id: gates, kind: gatd, question: Q}"),
        &["8:27: error[bad-value]: `gatd` is not a kind of question (did you mean `gated`?)"],
    );
    assert_report(
        &domain("- {id: plan, kind: ladder, question: Q, levels: [a, b, c]}\n- {id: desk, kind: presence, question: Q, levels: [a]}\n- {id: score, kind: points, question: Q}"),
        &[
            "5:55: error[bad-levels]: there are 3 levels; the framework has 5",
            "6:57: error[unknown-key]: `levels` does not belong to a question of kind `presence`",
            "7:27: error[missing-key]: a question of kind `points` needs `choices`",
        ],
    );
    assert_report(
        &domain("- {id: plan, kind: number, question: Q, goalposts: {low: 5, high: 5}, weight: 2}\n- {id: plan, kind: presence, question: Q, weight: 0, sops: [registratoin]}"),
        &[
            "5:73: error[bad-rule]: 5 is not above 5",
            "5:85: error[missing-reason]: weight 2 has no reason",
            "6:14: error[duplicate-id]: `plan` stands twice in this framework",
            "6:57: error[bad-rule]: weight 0 is not above 0",
            "6:67: error[missing-reference]: there is no procedure `registratoin` (did you mean `registration`?)",
        ],
    );
}

#[test]
fn conditions_are_faulted_at_their_place() {
    let with = |when: &str| {
        domain(&format!("- {{id: plan, kind: ladder, question: Q, levels: [a, b, c, d, e]}}\n- {{id: desk, kind: presence, question: Q}}\n- id: tested\n  kind: presence\n  question: Q\n  when: {when}\n- {{id: later, kind: presence, question: Q}}"))
    };
    assert_eq!(with("\"${plan} >= 2 and ${desk} = 'yes'\""), "");
    assert_eq!(with("${plan} >= 2"), "");
    assert_report(&with("\"${plan} >= 2 and ${dsk} = 'yes'\""), &["10:33: error[bad-condition]: there is no earlier question `dsk` (did you mean `${desk}`?)"]);
    assert_report(&with("${plan} >= 7"), &["10:26: error[bad-condition]: the question has no level 7"]);
    assert_report(&with("\"${desk} = 'si'\""), &["10:26: error[bad-condition]: the question has no choice `si`"]);
    assert_report(&with("\"${later} = 'yes'\""), &["10:16: error[cyclic-condition]: `later` does not come before this question"]);
    assert_report(&with("\"${tested} = 'yes'\""), &["10:16: error[cyclic-condition]"]);
    assert_report(&with("\"${plan} == 2\""), &["10:24: error[bad-condition]: `==` cannot stand in a condition (write a single `=`)"]);
    assert_report(&with("\"${plan}\""), &["10:16: error[bad-condition]: expected true or false, found a number"]);
    assert_report(&with("|\n          ${plan} > 'two'"), &["11:17: error[bad-condition]: expected a number, found a text"]);
    assert_report(
        &with("\"${plan} = 'x' or ${nope} = 'yes' or ${later} = 'yes'\""),
        &["10:16: error[bad-condition]", "10:33: error[bad-condition]", "10:52: error[cyclic-condition]"],
    );
}

#[test]
fn bands_begin_at_zero_and_rise() {
    let framework = "title: F\nversion: \"1\"\nlevels: 5\nbands:\n  - {id: a, from: 10, label: A}\n  - {id: b, from: 5, label: B}\n  - {id: b, from: 120, label: B}\n";
    assert_report(
        &report(&[("frameworks/f/framework.yaml", framework)]).replace("frameworks/f/framework.yaml:", ""),
        &["5:19: error[bad-bands]", "6:19: error[bad-bands]", "7:10: error[duplicate-id]", "7:19: error[bad-bands]"],
    );
}

#[test]
fn rules_must_make_sense() {
    let framework = "title: F\nversion: \"1\"\nlevels: 1\nrule: lookup\nrounding: {places: 9}\nthreshold: 170\n";
    assert_report(
        &report(&[("frameworks/f/framework.yaml", framework)]),
        &[
            "frameworks/f/framework.yaml:3:9: error[bad-levels]",
            "frameworks/f/framework.yaml:4:7: error[bad-rule]: the rule `lookup` has no table here",
            "frameworks/f/framework.yaml:5:20: error[bad-rule]: 9 decimal places",
            "frameworks/f/framework.yaml:6:12: error[bad-rule]: 170 is not a per cent",
        ],
    );
    let domain = "rule: staged\ncapacities:\n  - id: topic\n    title: T\n    cap_if: {below: 40, to: 40}\n    rule: lookup\n    lookup: {default: 0, rows: [{answers: [1], score: 1}, {answers: [7, yes], score: 2}]}\n    indicators:\n      - {id: plan, kind: ladder, question: Q, levels: [a, b, c, d, e]}\n      - {id: desk, kind: presence, question: Q}\n";
    assert_report(
        &report(&[("frameworks/f/domains/border.yaml", domain)]).replace("frameworks/f/domains/border.yaml:", ""),
        &[
            "3:9: error[bad-rule]: `topic` has no stage",
            "5:21: error[bad-rule]: there is no critical question",
            "7:43: error[bad-rule]: this row has 1 answer for 2 questions",
            "7:70: error[bad-rule]: `7` is not an answer of `plan`",
        ],
    );
}

#[test]
fn units_belong_to_larger_ones() {
    assert_report(
        &report(&[
            ("units/a.yaml", "name: A\nkind: municipality\nparent: b\n"),
            ("units/b.yaml", "name: B\nkind: municipality\nparent: a\n"),
            ("units/c.yaml", "name: C\nkind: post\n"),
            ("units/d.yaml", "name: D\nkind: country\nparent: place\ncountry: XX\n"),
            ("units/e.yaml", "name: E\nkind: post\nparent: plase\n"),
        ]),
        &[
            "units/a.yaml:3:9: error[bad-value]: a municipality cannot belong to a municipality",
            "units/b.yaml:3:9: error[bad-value]",
            "units/c.yaml:1:1: error[missing-key]",
            "units/d.yaml:3:9: error[bad-value]: a country cannot belong to a country",
            "units/d.yaml:4:10: error[unknown-country]",
            "units/e.yaml:3:9: error[missing-reference]: there is no unit `plase` (did you mean `place`?)",
        ],
    );
}

#[test]
fn a_broken_file_breeds_no_other_fault() {
    let broken = "capacities:\n  - id: topic\n    titel: T\n    indicators:\n      - {id: plan, kind: ladder, question: Plan?, levels: [a, b, c, d, e]}\n";
    let other = "capacities:\n  - id: care\n    title: T\n    indicators:\n      - {id: beds, kind: presence, question: Q, when: \"${plan} >= 2\"}\n";
    assert_report(
        &report(&[
            ("frameworks/f/domains/border.yaml", broken),
            ("frameworks/f/domains/health.yaml", other),
            ("questionnaires/q.yaml", "title: Q\nframework: f\ninclude: [border, plan]\n"),
            ("answers/a.yaml", &answers("asked: [border]\nanswers: {plan: 3}\n")),
        ]),
        &["frameworks/f/domains/border.yaml:3:5: error[unknown-key]: key `titel` is not known in a capacity (did you mean `title`?)"],
    );
    assert_report(
        &report(&[
            ("frameworks/f/framework.yaml", "title: F\n"),
            ("questionnaires/q.yaml", "title: Q\nframework: f\ninclude: [border, plan]\n"),
            ("answers/a.yaml", &answers("questionnaire: q\nanswers: {plan: 3}\n")),
        ]),
        &["frameworks/f/framework.yaml:1:1: error[missing-key]: key `levels`", "frameworks/f/framework.yaml:1:1: error[missing-key]"],
    );
}

#[test]
fn broken_syntax_breeds_no_other_fault() {
    let questionnaire = ("questionnaires/q.yaml", "title: Q\nframework: f\ninclude: [border, beds]\n");
    let text = answers("questionnaire: q\nanswers: {plan: 3, beds: 1}\n");
    for path in ["frameworks/f/framework.yaml", "frameworks/f/domains/border.yaml", "frameworks/f/domains/health.yaml", "questionnaires/q.yaml", "units/place.yaml"] {
        let found = report(&[questionnaire, ("frameworks/f/domains/health.yaml", "capacities: [{id: care, title: T, indicators: [{id: beds, kind: presence, question: Q, when: \"${plan} = 1\"}]}]"), ("answers/a.yaml", &text.replace("beds: 1", "beds: yes")), (path, "a: [")]);
        assert_report(&found, &[&format!("{path}:1:4: error[yaml-syntax]")]);
    }
}

#[test]
fn questionnaires_name_what_exists() {
    let other = "capacities:\n  - id: care\n    title: T\n    indicators:\n      - {id: beds, kind: presence, question: Q, when: \"${plan} >= 2\"}\n";
    assert_report(
        &report(&[("frameworks/f/domains/health.yaml", other), ("questionnaires/q.yaml", "title: Q\nframework: f\ninclude: [tested, topik, beds, care]\n")]),
        &[
            "questionnaires/q.yaml:3:19: error[missing-reference]: there is no area, topic or question `topik` in `f` (did you mean `topic`?)",
            "questionnaires/q.yaml:3:26: warning[bad-value]",
            "questionnaires/q.yaml:3:32: warning[bad-condition]: `beds` is never shown: it depends on `plan`",
        ]
        .map(|line| if line.contains("26: warning") { "questionnaires/q.yaml:3:32: warning[bad-value]" } else { line }),
    );
}

#[test]
fn faults_that_no_version_explains_stay_faults() {
    let text = answers("asked: [border, gone]\nanswers: {plan: {state: not_applicable}}\n").replace("\"1\"", "\"2\"");
    assert_report(
        &report(&[("answers/a.yaml", &text)]),
        &["answers/a.yaml:2:20: warning[framework-mismatch]", "answers/a.yaml:7:25: error[missing-reason]"],
    );
}

#[test]
fn a_fingerprint_stands_for_rules_and_not_for_words() {
    let hash = |domain: &str| {
        let mut files = SMALL.to_vec();
        files[1].1 = domain;
        read(&files).all.frameworks["f"].hash.clone()
    };
    let base = hash(SMALL[1].1);
    assert_eq!(base.len(), 16);
    assert_eq!(base, hash(&SMALL[1].1.replace("Plan?", "{en: A plan?, es: ¿Un plan?}")));
    for (from, to) in [("kind: presence", "kind: coverage"), ("Desk?}", "Desk?, critical: true}"), ("Desk?}", "Desk?, when: \"${plan} > 1\"}"), ("id: desk", "id: table"), ("title: T", "title: T\n    rule: min")] {
        assert_ne!(base, hash(&SMALL[1].1.replace(from, to)), "{to}");
    }
    let canonical = read(&SMALL).all.frameworks["f"].compiled.canonical();
    assert!(canonical.starts_with("{\"bands\":[],\"blank\":\"lowest\",\"framework\":\"f\",\"nodes\":[{\"combine\":\"consensus\",\"critical\":false,\"id\":\"plan\","), "{canonical}");
    assert!(!canonical.contains("Plan?") && !canonical.contains("1.0"), "{canonical}");
}

#[test]
fn questions_follow_the_sites_order_of_areas() {
    let care = "capacities: [{id: care, title: T, indicators: [{id: beds, kind: presence, question: Q}]}]";
    let found = read(&[SMALL[0], SMALL[1], ("frameworks/f/domains/education.yaml", &care.replace("care", "school").replace("beds", "seats")), ("frameworks/f/domains/health.yaml", care)]);
    assert_eq!(found.report(), "");
    let framework = &found.all.frameworks["f"];
    let ids: Vec<&str> = framework.indicators().map(|indicator| indicator.id.as_str()).collect();
    assert_eq!(ids, ["plan", "tested", "desk", "beds", "seats"]);
    assert!(framework.indicators().zip(0..).all(|(indicator, number)| indicator.number == number && framework.compiled.questions[number as usize] == indicator.node));
}

#[test]
fn texts_are_in_the_sites_languages() {
    assert_report(
        &domain("- {id: desk, kind: presence, question: {es: ¿Q?, fr: Q}}").replace("\n\n", "\n"),
        &["5:56: error[unknown-language]: the site has no language `fr`"],
    );
}

#[test]
fn the_public_sees_only_what_was_cleared() {
    let text = |code: &str, rest: &str| {
        answers(&format!("{rest}answers: {{plan: {{value: 3, note: secret-note, evidence: [{{grade: document, name: secret-paper}}], target: {{value: 4, reason: secret-why}}}}, tested: {{state: not_applicable, reason: secret-reason}}}}\n"))
            .replace("{code: r1}", &format!("{{code: {code}, name: secret-name, institution: secret-office, role: secret-role}}"))
    };
    let files = [
        ("answers/a.yaml", text("r1", "")),
        ("answers/b.yaml", text("r2", "visibility: public\n")),
        ("answers/c.yaml", text("r3", "visibility: public\npublish: [notes, respondent, evidence]\n")),
    ];
    let all: Vec<(&str, &str)> = SMALL.into_iter().chain([UNIT]).chain(files.iter().map(|(path, text)| (*path, text.as_str()))).collect();
    let found = read(&all);
    assert_eq!(found.report(), "");
    assert_eq!(found.all.answers.len(), 3);
    let public = found.all.for_audience(Audience::Public);
    let codes: Vec<&str> = public.answers.iter().map(|set| set.respondent.code.as_str()).collect();
    assert_eq!(codes, ["r2", "r3"]);
    assert!(!format!("{:?}", public.answers[0]).contains("secret"), "{:?}", public.answers[0]);
    assert_eq!(format!("{:?}", public.answers[1]).matches("secret").count(), 7);
    assert_eq!(public.answers[0].given[0], Given::Step(2));
}
