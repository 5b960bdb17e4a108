//! The page's script and the Rust engine give the same results: random frameworks and answers, every node, state, gap,
//! trace and agreement, text for text. The script runs in a JavaScript engine inside the test.

mod random;

use std::collections::{BTreeMap, BTreeSet};

use rquickjs::{Context, Function, Runtime};
use rumbo::load::{Entry, yaml};
use rumbo::model::answers::AnswerSet;
use rumbo::model::assessment::{AssessmentFiles, Assessments, FrameworkFiles, Known, assessments};
use rumbo::model::{Id, Lang};
use rumbo::score::{State, Traces, score};
use rumbo::source::{FileId, Loc, Span};
use serde_json::{Value as Json, json};

use random::{AREAS, Files, Head, Random};

/// How many frameworks are tried, each with several answer files.
const FRAMEWORKS: u64 = 800;

/// What the test asks the script. The results of the files are joined in two orders, one of them with a file given twice.
const HARNESS: &str = "
function ask(compiled, questionnaires, files, asked, traced) {
  var parsed = JSON.parse(files);
  var framework = RumboScore.read(JSON.parse(compiled));
  asked = JSON.parse(asked);
  questionnaires = JSON.parse(questionnaires);
  var sheets = parsed.map(function (file, at) { return { answers: file.answers, asked: asked[at] }; });
  var traces = function (sheet) { return RumboScore.traces(framework, sheet); };
  var combined = RumboScore.combine(framework, parsed, questionnaires);
  var again = RumboScore.combine(framework, JSON.parse(files).reverse().concat(JSON.parse(files).slice(0, 1)), questionnaires);
  var joined = traces(combined.sheet);
  // What is inside a sheet is not for others, and has numbers of any size.
  delete combined.sheet;
  delete again.sheet;
  var sets = sheets.map(function (sheet) { return RumboScore.results(framework, sheet); });
  return JSON.stringify({
    first: sets.map(function (set) { return RumboScore.first(set.gaps).map(function (gap) { return gap.question; }); }),
    sets: sets,
    shown: sheets.map(function (sheet) { return RumboScore.shown(framework, sheet); }),
    traces: traces(sheets[traced]),
    combined: combined,
    joined: joined,
    same: JSON.stringify(combined) === JSON.stringify(again),
  });
}";

/// The script in its engine.
struct Script {
    context: Context,
}

impl Script {
    fn new(source: &str) -> Self {
        let runtime = Runtime::new().expect("a JavaScript engine");
        let context = Context::full(&runtime).expect("a context");
        context.with(|context| {
            context.eval::<(), _>(format!("var window = globalThis;\n{source}\n{HARNESS}")).unwrap_or_else(|_| panic!("the script does not run: {:?}", context.catch()));
        });
        Self { context }
    }

    fn ask(&self, arguments: (String, String, String, String, usize)) -> Json {
        self.context.with(|context| {
            let ask: Function = context.globals().get("ask").expect("the harness");
            let answer: String = ask.call(arguments).unwrap_or_else(|_| panic!("the script threw: {:?}", context.catch()));
            serde_json::from_str(&answer).expect("JSON")
        })
    }
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap_or_else(|| panic!("`{text}` is an id"))
}

/// Reads files as a site would.
fn read(files: &Files, answers: &[Json]) -> (Assessments, Vec<rumbo::diag::Diagnostic>) {
    let mut faults = Vec::new();
    let file = FileId::default();
    let entry = |name: &str, text: &str| {
        let (node, found) = yaml::parse(file, text, 0);
        assert!(found.is_empty(), "{found:?}");
        Entry { id: Loc::new(id(name), Span::file_start(file)), file, node: node.expect("a tree") }
    };
    let framework = entry("framework", &files.framework);
    let at = framework.id.span;
    let domains = files.domains.iter().map(|(area, text)| entry(area, text)).collect();
    let found = AssessmentFiles {
        frameworks: vec![FrameworkFiles { id: Loc::new(id("f"), at), framework, domains, broken_domains: Vec::new() }],
        questionnaires: vec![entry("q", &files.questionnaire)],
        units: vec![entry("place", "{name: P, kind: country}")],
        answers: answers.iter().map(|answers| entry("x", &answers.to_string())).map(|entry| (entry.file, entry.node)).collect(),
        ..AssessmentFiles::default()
    };
    let (none, areas, languages) = (BTreeSet::new(), AREAS.map(id), Lang::new("en").into_iter().collect::<Vec<_>>());
    let known = Known { languages: &languages, areas: &areas, sops: &none, practices: &none, countries: &BTreeSet::new(), broken: &BTreeSet::new(), alone: false };
    let all = assessments(&found, &known, &mut faults);
    (all, faults)
}

/// Frameworks are made without mistakes, but a questionnaire may leave out what a condition needs.
fn errors(faults: &[rumbo::diag::Diagnostic]) -> Vec<String> {
    faults.iter().filter(|fault| fault.severity == rumbo::diag::Severity::Error).map(|fault| fault.message.clone()).collect()
}

/// What one case found.
#[derive(Default)]
struct Found {
    cases: u64,
    nodes: u64,
    states: BTreeSet<&'static str>,
    differences: Vec<String>,
}

impl Found {
    fn same(&mut self, seed: u64, what: &str, rust: &Json, script: &Json) {
        if rust == script {
            return;
        }
        if let (Json::Array(left), Json::Array(right)) = (rust, script)
            && left.len() == right.len()
        {
            for (at, (left, right)) in left.iter().zip(right).enumerate() {
                self.same(seed, &format!("{what}[{at}]"), left, right);
            }
            return;
        }
        self.differences.push(format!("seed {seed}, {what}:\n  Rust   {rust}\n  script {script}"));
    }
}

/// One framework with its answer files, by both engines.
fn compare(script: &Script, seed: u64, found: &mut Found) {
    let random = &mut Random::new(seed);
    let files = random::framework(random);
    let count = usize::try_from(random.between(1, 10)).expect("small");
    let mut answers: Vec<Json> = (0..count)
        .map(|number| {
            let code = if number == 3 { String::from("consensus") } else { format!("r{number}") };
            let junk = random.chance(1, 3);
            random::answers(random, &files, &Head { code, junk })
        })
        .collect();
    random.shuffle(&mut answers);
    let (all, faults) = read(&files, &answers);
    if answers.iter().all(|file| file["framework_version"] == "1") {
        assert_eq!(errors(&faults), [""; 0], "seed {seed}: {}", files.framework);
    }
    let framework = &all.frameworks[&id("f")];
    let scores = score(&all);
    let by_code: BTreeMap<&str, (&AnswerSet, &rumbo::score::SetScores)> =
        all.answers.iter().zip(&scores.sets).map(|(set, scores)| (set.respondent.code.as_str(), (set, scores))).collect();
    let sets: Vec<_> = answers.iter().map(|file| by_code[file["respondent"]["code"].as_str().expect("a code")]).collect();

    let ids: Vec<&str> = framework.indicators().map(|indicator| indicator.id.as_str()).collect();
    let asked_ids = |asked: &[bool]| -> Vec<&str> { ids.iter().zip(asked).filter(|(_, asked)| **asked).map(|(id, _)| *id).collect() };
    let asked: Vec<Json> = sets.iter().map(|(set, _)| if set.asked.iter().all(|asked| *asked) { Json::Null } else { json!(asked_ids(&set.asked)) }).collect();
    let questionnaire: Vec<&str> = all.questionnaires[&id("q")].questions.iter().map(|question| ids[*question as usize]).collect();
    let traced = count / 2;
    let said = script.ask((
        framework.compiled.to_json().to_string(),
        json!({"q": questionnaire}).to_string(),
        Json::Array(answers.clone()).to_string(),
        Json::Array(asked).to_string(),
        traced,
    ));

    for (at, (set, scores)) in sets.iter().enumerate() {
        found.cases += 1;
        found.nodes += scores.nodes.len() as u64;
        found.states.extend(scores.nodes.iter().map(|node| node.state.word()));
        found.same(seed, &format!("set {at} nodes"), &json!(scores.nodes), &said["sets"][at]["nodes"]);
        found.same(seed, &format!("set {at} gaps"), &json!(scores.gaps), &said["sets"][at]["gaps"]);
        let first: Vec<u32> = rumbo::score::first(&scores.gaps).iter().map(|gap| gap.question).collect();
        found.same(seed, &format!("set {at} first"), &json!(first), &said["first"][at]);
        let hidden = |node: &u32| matches!(scores.nodes[*node as usize].state, State::NotAsked | State::Skipped);
        let shown: BTreeMap<&str, bool> = ids.iter().copied().zip(framework.compiled.questions.iter().map(|node| !hidden(node))).collect();
        found.same(seed, &format!("set {at} shown"), &json!(shown), &said["shown"][at]);
        if set.framework_version == "1" {
            found.same(seed, &format!("set {at} unfit"), &json!({}), &said["sets"][at]["unfit"]);
        }
    }
    let traces = Traces::new(&framework.compiled, sets[traced].0.into());
    found.same(seed, "traces", &json!(traces.all().collect::<Vec<_>>()), &said["traces"]);

    found.cases += 1;
    let [unit] = scores.units.as_slice() else { panic!("one unit") };
    for (what, rust) in [("nodes", json!(unit.nodes)), ("gaps", json!(unit.gaps)), ("agreement", json!(unit.agreement))] {
        found.same(seed, &format!("combined {what}"), &rust, &said["combined"][what]);
    }
    let joined = Traces::of_unit(&framework.compiled, &all.answers.iter().collect::<Vec<_>>());
    found.same(seed, "combined traces", &json!(joined.all().collect::<Vec<_>>()), &said["joined"]);
    found.same(seed, "order of files", &json!(true), &said["same"]);
}

/// Seeds that begin at `from`, on two threads.
fn run(source: &str, from: u64, frameworks: u64) -> Found {
    let half = |start: u64| {
        let script = Script::new(source);
        let mut found = Found::default();
        for seed in (start..from + frameworks).step_by(2) {
            compare(&script, seed, &mut found);
        }
        found
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(|| half(from + 1));
        let mut found = half(from);
        let other = other.join().expect("the other half");
        found.cases += other.cases;
        found.nodes += other.nodes;
        found.states.extend(other.states);
        found.differences.extend(other.differences);
        found
    })
}

#[test]
fn the_script_and_the_engine_agree_on_thousands_of_random_cases() {
    let found = run(&rumbo::render::score_script(), 1, FRAMEWORKS);
    assert!(found.differences.is_empty(), "{} differences; the first:\n{}", found.differences.len(), found.differences[0]);
    assert!(found.cases >= 5000, "{} cases", found.cases);
    assert_eq!(found.states.len(), 10, "every state was met: {:?}", found.states);
}

#[test]
fn a_changed_rounding_rule_in_the_script_is_noticed() {
    let source = rumbo::render::score_script();
    let changed = source.replace("return mode===\"half_up\"?positive:!even;", "return !even;");
    assert_ne!(changed, source, "the rule stands in the script");
    let found = run(&changed, 1, 40);
    assert!(!found.differences.is_empty(), "half up became half to even, and nobody noticed");
}
