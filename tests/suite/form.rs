//! The self-assessment form as one file: what it weighs, and what it holds.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rumbo::Options;

use crate::support::{built_example, copy_of_example};

/// What a single file of 150 questions may weigh, in bytes: it has to go through a mail or a phone.
const BUDGET: usize = 400 * 1024;

/// One more area, with the questions, actions and words of another one under other names.
fn add_area(site: &Path, from: &str, to: &str) {
    for folder in ["assessments/frameworks/capacity/domains", "content/actions"] {
        let text = fs::read_to_string(site.join(folder).join(format!("{from}.yaml"))).expect("the area");
        let renamed = text
            .split_inclusive('\n')
            .map(|line| match line.trim_start() {
                start if ["- id:", "- {indicator:", "after:", "when:"].iter().any(|key| start.starts_with(key)) => line.replace(&format!("{from}-"), &format!("{to}-")),
                _ => line.to_owned(),
            })
            .collect::<String>();
        fs::write(site.join(folder).join(format!("{to}.yaml")), renamed).expect("written");
    }
    let file = site.join("rumbo.yaml");
    let config = fs::read_to_string(&file).expect("the configuration");
    let areas = config.split_once("areas:\n").expect("areas");
    fs::write(file, format!("{}areas:\n  - {{id: {to}, title: {{en: More, es: Más}}, summary: {{en: Still more., es: Aún más.}}}}\n{}", areas.0, areas.1)).expect("written");
    let file = site.join("assessments/questionnaires/full.yaml");
    let questionnaire = fs::read_to_string(&file).expect("the questionnaire");
    fs::write(file, questionnaire.replace("include: [", &format!("include: [{to}, "))).expect("written");
}

#[test]
fn a_single_file_of_150_questions_is_within_its_budget() {
    let site = copy_of_example();
    add_area(site.path(), "health", "more");
    let options = Options { audience: rumbo::model::answers::Audience::Public, edition: rumbo::outline::Edition::Site, print: false };
    let compiled = rumbo::compile(site.path(), &options).compiled.expect("it compiles");
    let outputs = rumbo::render::Outputs::new(&compiled);
    for lang in ["en", "es", "pt"] {
        let file = outputs.find(&format!("forms/full-{lang}.html")).expect("the form of all areas");
        let html = outputs.bytes(file).expect("its bytes");
        let questions = html.windows(10).filter(|window| window == b"class=\"fq\"").count();
        assert!(questions >= 150, "only {questions} questions");
        assert!(html.len() <= BUDGET, "{lang}: {} bytes for {questions} questions, and {BUDGET} are allowed", html.len());
    }
}

#[test]
fn the_form_of_all_areas_asks_every_question_of_every_area() {
    let files = built_example();
    let ids = |path: &str| -> BTreeMap<String, ()> {
        let html = String::from_utf8_lossy(files.get(path).expect("the form")).into_owned();
        html.split("<fieldset class=\"fq\" id=\"").skip(1).filter_map(|rest| Some((rest.split_once('"')?.0.to_owned(), ()))).collect()
    };
    let full = ids("en/forms/full.html");
    for area in ["border", "health", "education", "housing", "emergency", "coordination", "employment", "referral"] {
        let asked = ids(&format!("en/forms/{area}.html"));
        assert!(asked.len() > 10 && asked.keys().all(|id| full.contains_key(id)), "{area}");
    }
    assert_eq!(full, ids("forms/full-en.html"));
}
