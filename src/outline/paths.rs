//! Where things are written: relative, lower-case ASCII, safe on a FAT stick.

use std::collections::{BTreeMap, BTreeSet};

use super::{Discussion, Places};
use crate::model::answers::{AnswerSet, CONSENSUS};
use crate::model::assessment::Assessments;
use crate::model::{EntryKind, Id, Lang, Toolbox};

/// An entry's page below its language's folder.
#[must_use]
pub fn entry(kind: EntryKind, id: &Id) -> String {
    format!("{}/{id}.html", kind.word())
}

/// A quiz's key below its language's folder: in a folder of its own, which a trainer may leave out of a stick.
#[must_use]
pub fn quiz_key(id: &Id) -> String {
    format!("quiz-keys/{id}.html")
}

/// The page of an edition of a framework below its language's folder.
#[must_use]
pub fn edition(id: &Id) -> String {
    format!("editions/{id}.html")
}

/// A kind's list below its language's folder.
#[must_use]
pub fn list(kind: EntryKind) -> String {
    format!("{}/index.html", kind.word())
}

/// The form of a questionnaire below its language's folder.
#[must_use]
pub fn form(questionnaire: &Id) -> String {
    format!("forms/{questionnaire}.html")
}

/// The consolidation page of a framework below its language's folder.
#[must_use]
pub fn workshop(framework: &Id) -> String {
    format!("workshops/{framework}.html")
}

/// The form of a questionnaire in one file.
#[must_use]
pub fn form_alone(questionnaire: &Id, lang: &Lang) -> String {
    format!("forms/{questionnaire}-{lang}.html").to_lowercase()
}

/// The path from one page to another file of the site: always ends in a file name, so that it works from a disk.
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    // How far the folders are the same: up to the last slash before the first difference.
    let mut common = 0;
    for (place, (a, b)) in from.bytes().zip(to.bytes()).enumerate() {
        if a != b {
            break;
        }
        if a == b'/' {
            common = place + 1;
        }
    }
    let climbs = from.as_bytes()[common..].iter().filter(|byte| **byte == b'/').count();
    let mut path = String::with_capacity(3 * climbs + to.len() - common);
    (0..climbs).for_each(|_| path.push_str("../"));
    path.push_str(&to[common..]);
    path
}

/// Ids of the result pages, one an answer set: `unit-round`, with a counter where several respondents answered.
/// The respondent's code stays out of the address: it may not be cleared.
pub(super) fn result_ids(assessments: &Assessments) -> Vec<Id> {
    let base = |set: &AnswerSet| {
        let mut base = format!("{}-{}", set.unit, set.round);
        base.truncate(44);
        base
    };
    numbered(assessments.answers.iter().map(base).collect()).iter().filter_map(|name| Id::new(name)).collect()
}

/// Names that differ: the first of equals keeps its own, the others get a number that makes no name of another.
fn numbered(names: Vec<String>) -> Vec<String> {
    let mut taken: BTreeSet<String> = names.iter().cloned().collect();
    let mut seen = BTreeSet::new();
    let mut free = |name: &str| (2_u32..).map(|number| format!("{name}-{number}")).find(|name| taken.insert(name.clone()));
    let names = names.into_iter().map(|name| if seen.insert(name.clone()) { name } else { free(&name).unwrap_or(name) });
    names.collect()
}

/// Where entries are, by kind and id: the path below a language's folder, and the anchor.
pub(super) type Entries = BTreeMap<EntryKind, BTreeMap<Id, (String, Option<String>)>>;

/// The results of which several respondents gave answers, so that there is something to discuss: framework, unit, round,
/// and the page below a language's folder.
pub(super) fn discussions(assessments: &Assessments) -> Vec<Discussion> {
    let groups = assessments.groups().into_iter().filter(|(_, sets)| sets.iter().filter(|set| set.respondent.code != CONSENSUS).count() > 1);
    let groups: Vec<_> = groups.map(|(group, _)| group).collect();
    let names = numbered(groups.iter().map(|(_, unit, round)| format!("discussions/{unit}-{round}")).collect());
    let found = groups.into_iter().zip(names).map(|((framework, unit, round), name)| Discussion {
        path: format!("{name}.html"),
        framework: framework.clone(),
        unit: unit.clone(),
        round: round.to_owned(),
    });
    found.collect()
}

/// The units within which places have answers: framework, unit, and the page below a language's folder.
pub(super) fn places(assessments: &Assessments) -> Vec<Places> {
    let mut found: Vec<(&Id, &Id)> = Vec::new();
    // Results of an edition are joined with those of others in terms of its base.
    let base = |id: &Id| assessments.frameworks.get(id).map(|framework| framework.adapts.as_ref().map_or(&framework.id, |adapts| &adapts.base));
    for framework in assessments.frameworks.values().filter(|framework| framework.adapts.is_none()).map(|framework| &framework.id) {
        let answered: BTreeSet<&Id> = assessments.answers.iter().filter(|set| base(&set.framework) == Some(framework)).map(|set| &set.unit).collect();
        let parent = |id: &Id| assessments.units.get(id).and_then(|unit| unit.parent.as_ref());
        let larger: BTreeSet<&Id> = answered.into_iter().flat_map(|unit| std::iter::successors(parent(unit), |id| parent(id))).collect();
        found.extend(larger.into_iter().map(|unit| (framework, unit)));
    }
    let names = numbered(found.iter().map(|(_, unit)| format!("places/{unit}")).collect());
    let places = found.into_iter().zip(names).map(|((framework, unit), name)| Places { path: format!("{name}.html"), framework: framework.clone(), unit: unit.clone() });
    places.collect()
}

/// Every entry that can be linked to: its path below a language's folder, and its anchor there.
pub(super) fn entries(toolbox: &Toolbox, assessments: &Assessments, results: &[Id]) -> Entries {
    let mut entries = Entries::new();
    let mut pages = |kind: EntryKind, ids: &mut dyn Iterator<Item = &Id>| {
        entries.entry(kind).or_default().extend(ids.map(|id| (id.clone(), (entry(kind, id), None))));
    };
    pages(EntryKind::Area, &mut toolbox.shown_areas().map(|(_, area)| &area.id.value));
    pages(EntryKind::Sheet, &mut toolbox.sheets.iter().map(|sheet| &sheet.id.value));
    pages(EntryKind::Sop, &mut toolbox.sops.iter().map(|sop| &sop.entry.id.value));
    pages(EntryKind::Practice, &mut toolbox.practices.iter().map(|practice| &practice.entry.id.value));
    pages(EntryKind::Activity, &mut toolbox.activities.iter().map(|activity| &activity.id.value));
    pages(EntryKind::Page, &mut toolbox.pages.iter().map(|page| &page.entry.id.value));
    pages(EntryKind::Toolbox, &mut toolbox.kits.iter().map(|kit| &kit.id.value));
    pages(EntryKind::Session, &mut toolbox.sessions.iter().map(|session| &session.entry.id.value));
    pages(EntryKind::Quiz, &mut toolbox.quizzes.iter().map(|quiz| &quiz.id.value));
    pages(EntryKind::Questionnaire, &mut assessments.questionnaires.keys());
    pages(EntryKind::Result, &mut results.iter());
    pages(EntryKind::Plan, &mut assessments.plans.keys());
    let mut places = |kind: EntryKind, ids: &mut dyn Iterator<Item = &Id>| {
        entries.entry(kind).or_default().extend(ids.map(|id| (id.clone(), (list(kind), Some(id.to_string())))));
    };
    places(EntryKind::Challenge, &mut toolbox.challenges.iter().map(|challenge| &challenge.id.value));
    places(EntryKind::Term, &mut toolbox.terms.iter().map(|term| &term.id.value));
    entries
}

#[cfg(test)]
mod tests {
    use super::{numbered, relative};

    #[test]
    fn relative_paths_climb_only_as_far_as_needed() {
        assert_eq!(relative("en/sops/a.html", "en/sops/b.html"), "b.html");
        assert_eq!(relative("en/sops/a.html", "en/index.html"), "../index.html");
        assert_eq!(relative("en/sops/a.html", "es/sops/a.html"), "../../es/sops/a.html");
        assert_eq!(relative("index.html", "en/sops/a.html"), "en/sops/a.html");
        assert_eq!(relative("en/index.html", "assets/site.css"), "../assets/site.css");
    }

    #[test]
    fn a_number_makes_no_name_of_another() {
        let names = |names: &[&str]| numbered(names.iter().map(ToString::to_string).collect());
        assert_eq!(names(&["a-2026", "a-2026", "a-2026-2"]), ["a-2026", "a-2026-3", "a-2026-2"], "a round may be called 2026-2");
        assert_eq!(names(&["a", "a", "a", "b"]), ["a", "a-2", "a-3", "b"]);
    }
}
