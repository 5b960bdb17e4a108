//! What trainers are promised: a session of two hours and a quiz for each area, and answers that no trainee meets by chance.

use std::collections::BTreeSet;

use rumbo::model::{EntryKind, Toolbox};
use rumbo::outline::members;
use rumbo::{Compiled, Options};

use crate::support::{attributes, built_example, example};

fn compiled() -> Compiled {
    let options = Options { audience: rumbo::model::answers::Audience::Public, edition: rumbo::outline::Edition::Site, print: false };
    rumbo::compile(&example(), &options).compiled.expect("the example compiles")
}

fn areas(toolbox: &Toolbox) -> BTreeSet<&str> {
    toolbox.site.areas.iter().map(|area| area.id.as_str()).collect()
}

#[test]
fn every_area_has_a_session_of_two_hours_and_a_quiz() {
    let compiled = compiled();
    let toolbox = &compiled.toolbox;
    assert_eq!(toolbox.sessions.iter().map(|session| session.area.as_str()).collect::<BTreeSet<_>>(), areas(toolbox));
    assert_eq!(toolbox.quizzes.iter().map(|quiz| quiz.area.as_str()).collect::<BTreeSet<_>>(), areas(toolbox));
    for session in &toolbox.sessions {
        let id = session.entry.id.as_str();
        assert_eq!(session.minutes, 120, "{id}");
        assert!(session.illustrative && !session.sops.is_empty() && !session.indicators.is_empty(), "{id}");
        for edition in session.entry.editions.values() {
            let exercises = edition.document.anchors().filter(|anchor| anchor.starts_with("exercise-")).count();
            assert!(exercises >= 3, "{id} has {exercises} exercises");
        }
        assert!(toolbox.quizzes.iter().any(|quiz| quiz.session.as_ref().is_some_and(|own| own.value == session.entry.id.value)), "{id} has a quiz");
    }
    for quiz in &toolbox.quizzes {
        assert!((5..=8).contains(&quiz.questions.len()), "{}", quiz.id.value);
        assert!(quiz.questions.iter().any(|question| question.is_multiple()), "{}", quiz.id.value);
        let first: BTreeSet<usize> =
            quiz.questions.iter().filter(|question| !question.is_multiple()).filter_map(|question| question.choices.iter().position(|(_, right)| *right)).collect();
        assert!(first.len() > 1, "the right answer of `{}` is always the same letter", quiz.id.value);
    }
}

#[test]
fn a_quiz_does_not_give_its_answers_away() {
    let files = built_example();
    let compiled = compiled();
    for (path, bytes) in files {
        let text = String::from_utf8_lossy(bytes);
        if path.starts_with("search/") {
            assert!(!text.contains("quiz-keys"), "`{path}` leads to a key");
        }
        let for_trainees = path.ends_with(".html") && (path.contains("/quizzes/") || path.contains("/toolboxes/") || path.contains("/sops/") || path.contains("/areas/"));
        if for_trainees {
            let keys: Vec<_> = attributes(&text).into_iter().filter(|(_, key, value)| key == "href" && value.contains("quiz-keys")).collect();
            // The switch of languages is on the page of a key alone.
            assert!(keys.is_empty(), "`{path}` leads to a key: {keys:?}");
        }
    }
    for quiz in &compiled.toolbox.quizzes {
        for lang in ["en", "es"] {
            let page = |folder: &str| String::from_utf8_lossy(&files[&format!("{lang}/{folder}/{}.html", quiz.id.value)]).into_owned();
            let (asked, key) = (page("quizzes"), page("quiz-keys"));
            assert_eq!(asked.matches("class=\"quiz-choice\"").count(), quiz.questions.iter().map(|question| question.choices.len()).sum::<usize>());
            assert!(![" checked=", " checked>", "quiz-right"].iter().any(|mark| asked.contains(mark)), "{}", quiz.id.value);
            let right = quiz.questions.iter().flat_map(|question| &question.choices).filter(|(_, right)| *right).count();
            assert_eq!(key.matches("quiz-right\"").count(), right, "{}", quiz.id.value);
        }
    }
}

#[test]
fn there_is_a_toolbox_for_each_area_and_country_and_for_trainers_and_a_first_workshop() {
    let compiled = compiled();
    let toolbox = &compiled.toolbox;
    for area in &toolbox.site.areas {
        let kit = toolbox.kits.iter().find(|kit| kit.id.value == area.id.value).unwrap_or_else(|| panic!("no toolbox for `{}`", area.id.value));
        let held = members(toolbox, &compiled.assessments, kit);
        for kind in [EntryKind::Questionnaire, EntryKind::Sop, EntryKind::Session, EntryKind::Quiz] {
            assert!(held.iter().any(|(other, _)| *other == kind), "the toolbox of `{}` lacks {}", area.id.value, kind.word());
        }
    }
    for sheet in toolbox.sheets.iter().filter(|sheet| !sheet.countries.is_empty()) {
        let kit = toolbox.kits.iter().find(|kit| kit.id.value == sheet.id.value).unwrap_or_else(|| panic!("no toolbox for `{}`", sheet.id.value));
        assert!(members(toolbox, &compiled.assessments, kit).contains(&(EntryKind::Sheet, sheet.id.value.clone())));
    }
    let kit = |id: &str| toolbox.kits.iter().find(|kit| kit.id.as_str() == id).unwrap_or_else(|| panic!("no toolbox `{id}`"));
    let pack = members(toolbox, &compiled.assessments, kit("trainer-pack"));
    let count = |kind: EntryKind| pack.iter().filter(|(other, _)| *other == kind).count();
    assert_eq!((count(EntryKind::Session), count(EntryKind::Quiz)), (toolbox.sessions.len(), toolbox.quizzes.len()));
    assert!(members(toolbox, &compiled.assessments, kit("rapid-kit")).iter().any(|(kind, id)| *kind == EntryKind::Questionnaire && id.as_str() == "rapid"));
}
