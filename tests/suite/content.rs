//! What the example promises its readers: each question has a procedure that helps and actions that lift it, each
//! activity of the plan serves or is served, and no page falls back to the other language.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rumbo::model::framework::{Framework, Indicator, Kind};
use rumbo::{Compiled, Options};

use crate::support::{attributes, built_example, example};

/// The example, compiled once for all tests that only look at it.
fn compiled() -> &'static Compiled {
    static COMPILED: OnceLock<Compiled> = OnceLock::new();
    COMPILED.get_or_init(|| {
        let options = Options { audience: rumbo::model::answers::Audience::Public, edition: rumbo::outline::Edition::Site, print: false };
        rumbo::compile(&example(), &options).compiled.expect("the example compiles")
    })
}

/// The questions of the example with their areas; those of its editions are checked where they differ.
fn questions() -> impl Iterator<Item = (&'static str, &'static Indicator)> {
    questions_of(|framework| framework.adapts.is_none())
}

fn questions_of(wanted: impl Fn(&&Framework) -> bool) -> impl Iterator<Item = (&'static str, &'static Indicator)> {
    let domains = compiled().assessments.frameworks.values().filter(wanted).flat_map(|framework| &framework.domains);
    domains.flat_map(|domain| {
        domain.capacities.iter().flat_map(|capacity| &capacity.indicators).map(|indicator| (domain.id.as_str(), indicator))
    })
}

/// The steps of a question: the level from which its actions start, and its highest level.
fn range(question: &Indicator) -> Option<(u32, u32)> {
    let count = |levels: usize| u32::try_from(levels).expect("few levels");
    match question.kind {
        Kind::Ladder => Some((1, count(question.levels.len()))),
        Kind::Gated => Some((0, count(question.attributes.len()))),
        Kind::Presence => Some((0, 2)),
        Kind::Coverage => Some((0, 3)),
        Kind::Points | Kind::Number => Some((0, 1)),
        Kind::Text | Kind::Date | Kind::Count => None,
    }
}

#[test]
fn every_question_is_served_by_a_procedure() {
    let unserved: Vec<&str> = questions_of(|_| true).filter(|(_, question)| question.sops.is_empty()).map(|(_, question)| question.id.as_str()).collect();
    assert!(unserved.is_empty(), "no procedure helps with {unserved:?}");
}

#[test]
fn actions_lift_every_level_of_every_question() {
    let mut lifted: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for action in compiled().assessments.actions.values() {
        for step in &action.steps {
            lifted.entry(step.indicator.as_str()).or_default().extend(step.from + 1..=step.to);
        }
    }
    let mut gaps = Vec::new();
    for (area, question) in questions() {
        let Some((lowest, highest)) = range(question) else { continue };
        let known = lifted.get(question.id.as_str());
        let missing = (lowest + 1..=highest).filter(|level| known.is_none_or(|known| !known.contains(level)));
        gaps.extend(missing.map(|level| format!("{area}: {} to level {level}", question.id)));
    }
    assert!(gaps.is_empty(), "no action leads\n{}", gaps.join("\n"));
}

#[test]
fn every_area_is_asked_in_full() {
    let framework = compiled().assessments.bases_first().next().expect("a framework");
    assert_eq!(framework.domains.len(), 8);
    for domain in &framework.domains {
        let area = domain.id.as_str();
        assert!((4..=6).contains(&domain.capacities.len()), "`{area}` has 4 to 6 topics");
        assert!(domain.invite.is_some(), "`{area}` says whom to invite");
        let questions: Vec<&Indicator> = questions().filter(|(of, _)| *of == area).map(|(_, question)| question).collect();
        assert!((14..=20).contains(&questions.len()), "`{area}` has 14 to 20 questions");
        assert!(questions.iter().filter(|question| question.critical && question.kind == Kind::Gated).count() >= 2, "`{area}` has two gated critical questions");
        for question in questions {
            assert!(question.guidance.is_some() && !question.evidence.is_empty(), "`{}` says how to answer and what to bring", question.id);
        }
    }
}

#[test]
fn every_activity_of_the_plan_serves_or_is_served() {
    let toolbox = &compiled().toolbox;
    let mut used: BTreeSet<&str> = BTreeSet::new();
    used.extend(toolbox.sheets.iter().flat_map(|sheet| &sheet.priorities).map(|id| id.value.as_str()));
    used.extend(toolbox.sops.iter().flat_map(|sop| &sop.activities).map(|id| id.value.as_str()));
    used.extend(compiled().assessments.actions.values().map(|action| action.activity.as_str()));
    let idle: Vec<&str> = toolbox.activities.iter().map(|activity| activity.id.value.as_str()).filter(|id| !used.contains(id)).collect();
    assert!(idle.is_empty(), "nothing speaks of {idle:?}");
    assert_eq!(toolbox.activities.len(), 45);
}

#[test]
fn no_page_falls_back_to_the_other_language() {
    for (path, bytes) in built_example().iter().filter(|(path, _)| path.ends_with(".html")) {
        let Some((own, _)) = path.split_once('/').filter(|(own, _)| ["en", "es"].contains(own)) else { continue };
        for (tag, key, value) in attributes(std::str::from_utf8(bytes).expect("UTF-8")) {
            // The links to the other language, and the page itself, say theirs.
            if key == "lang" && !["a", "html"].contains(&tag.as_str()) {
                assert!(value != "en" && value != "es" || value == own, "`{path}` shows a text in `{value}`");
            }
        }
    }
}

#[test]
fn the_rapid_and_the_border_questionnaires_are_whole_in_portuguese() {
    let portuguese = rumbo::model::Lang::new("pt").expect("a language");
    let compiled = compiled();
    let framework = compiled.assessments.frameworks.values().next().expect("a framework");
    let mut missing = Vec::new();
    for id in ["rapid", "border"] {
        let questionnaire = compiled.assessments.questionnaires.values().find(|own| own.id.as_str() == id).expect("the questionnaire");
        for question in framework.indicators().filter(|question| questionnaire.questions.contains(&question.number)) {
            let levels = question.levels.iter().chain(question.guidance.iter()).chain(&question.evidence);
            let statements = question.attributes.iter().flatten().map(|(_, text)| text).chain(&question.criteria);
            let texts = std::iter::once(&question.question).chain(levels).chain(statements);
            missing.extend(texts.filter(|text| text.exact(&portuguese).is_none()).map(|_| format!("{id}: {}", question.id)));
        }
    }
    assert!(missing.is_empty(), "not in Portuguese: {missing:?}");
    let pages = built_example();
    for path in ["sops/registration-at-border-post", "sops/unaccompanied-separated-children", "sheets/brazil", "questionnaires/border"] {
        let page = String::from_utf8_lossy(&pages[&format!("pt/{path}.html")]).into_owned();
        assert!(!page.contains("banner-language"), "`pt/{path}` falls back");
    }
    // What is not translated says so.
    for path in ["sops/rental-support", "sheets/colombia", "questionnaires/housing", "quizzes/health", "sessions/health"] {
        let page = String::from_utf8_lossy(&pages[&format!("pt/{path}.html")]).into_owned();
        assert!(page.contains("banner-language"), "the fallback of `{path}` is marked");
    }
}

#[test]
fn an_activity_shows_the_actions_that_carry_it_out_with_levels_and_unit_costs() {
    let files = crate::support::built_example();
    let page = |lang: &str| String::from_utf8_lossy(&files[&format!("{lang}/activities/registration-equipment.html")]).into_owned();
    let (english, spanish) = (page("en"), page("es"));
    assert!(english.contains("Actions that carry it out") && spanish.contains("Acciones que la llevan a cabo"));
    let actions = &compiled().assessments.actions;
    let expected = actions.values().filter(|action| action.activity.as_str() == "registration-equipment").count();
    assert!(expected > 0);
    assert_eq!(english.matches("<th scope=\"row\">").count(), expected);
    assert!(english.contains("USD") && english.contains("from level"), "costs and levels");
}
