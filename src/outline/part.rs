//! A part of a site: one of its toolboxes as a small site of its own.
//!
//! In: everything that the site's folder means, and a toolbox of it. Out: the same types with only what belongs to that
//! toolbox. All later stages run on it as on any site, so pages, lists, links, search and print hold exactly what is in
//! it. Names stay known ([`Toolbox::names`]), so that what refers to something left out is shown as text and blamed for nothing.
//!
//! What comes along: the members; the procedures that a member adapts; the plan's activities and the challenges that the
//! members name; the whole glossary; files that the members link to. What stays behind: answers, results and plans,
//! and the tables of the whole region. Sums stay those of the whole, so that a share is a share of the same.

use std::collections::{BTreeMap, BTreeSet};

use super::{links, members};
use crate::doc::Target;
use crate::model::assessment::Assessments;
use crate::model::{EntryKind, Id, Part, Toolbox};
use crate::source::Loc;

/// Only what belongs to the toolbox `kit`; `None` if there is none of that id.
#[must_use]
pub fn part(mut toolbox: Toolbox, mut assessments: Assessments, kit: &str) -> Option<(Toolbox, Assessments)> {
    let kit = toolbox.kits.iter().find(|known| known.id.as_str() == kit)?.clone();
    let mut inside: BTreeSet<(EntryKind, Id)> = members(&toolbox, &assessments, &kit).into_iter().collect();
    // An adaptation shows its base's sections where it has none of its own.
    let bases = toolbox.sops.iter().filter(|sop| inside.contains(&(EntryKind::Sop, sop.entry.id.value.clone())));
    let bases: Vec<Id> = bases.filter_map(|sop| Some(sop.adapts.as_ref()?.value.clone())).collect();
    inside.extend(bases.into_iter().map(|id| (EntryKind::Sop, id)));
    let has = |kind: EntryKind, id: &Loc<Id>| inside.contains(&(kind, id.value.clone()));

    toolbox.sops.retain(|sop| has(EntryKind::Sop, &sop.entry.id));
    toolbox.practices.retain(|practice| has(EntryKind::Practice, &practice.entry.id));
    toolbox.pages.retain(|page| has(EntryKind::Page, &page.entry.id));
    toolbox.sessions.retain(|session| has(EntryKind::Session, &session.entry.id));
    toolbox.quizzes.retain(|quiz| has(EntryKind::Quiz, &quiz.id));
    toolbox.sheets.retain(|sheet| has(EntryKind::Sheet, &sheet.id));
    toolbox.kits.retain(|known| known.id.value == kit.id.value);
    toolbox.adaptations = adaptations(&toolbox);

    assessments.questionnaires.retain(|id, _| inside.contains(&(EntryKind::Questionnaire, id.clone())));
    let asked: BTreeSet<&Id> = assessments.questionnaires.values().map(|questionnaire| &questionnaire.framework).collect();
    assessments.frameworks.retain(|id, _| asked.contains(id));
    assessments.answers.clear();
    assessments.plans.clear();
    assessments.units.clear();

    let named = |named: &mut dyn Iterator<Item = &Loc<Id>>| named.map(|id| id.value.clone()).collect::<BTreeSet<Id>>();
    let activities = named(
        &mut (toolbox.sheets.iter().flat_map(|sheet| &sheet.priorities))
            .chain(toolbox.sops.iter().flat_map(|sop| &sop.activities))
            .chain(toolbox.practices.iter().flat_map(|practice| &practice.activities)),
    );
    toolbox.activities.retain(|activity| activities.contains(&activity.id.value));
    assessments.actions.retain(|_, action| activities.contains(&action.activity));
    let challenges = named(&mut toolbox.sheets.iter().flat_map(|sheet| &sheet.challenges));
    toolbox.challenges.retain(|challenge| challenges.contains(&challenge.id.value));
    let linked: BTreeSet<String> = links::documents(&toolbox).flat_map(|(_, document)| document.links()).filter_map(file).collect();
    toolbox.assets.retain(|asset| linked.contains(&asset.path));
    toolbox.part = Some(whereabouts(&toolbox, &assessments, &kit));
    Some((toolbox, assessments))
}

fn file(link: &Loc<Target>) -> Option<String> {
    match &link.value {
        Target::File(path) => Some(path.strip_prefix("files/").unwrap_or(path).to_owned()),
        _ => None,
    }
}

fn adaptations(toolbox: &Toolbox) -> BTreeMap<Id, Vec<usize>> {
    let mut adaptations: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
    for (place, base) in toolbox.sops.iter().enumerate().filter_map(|(place, sop)| Some((place, sop.adapts.as_ref()?))) {
        adaptations.entry(base.value.clone()).or_default().push(place);
    }
    adaptations
}

/// Which areas, audiences and outcomes have a page: those that something in the part belongs to.
fn whereabouts(toolbox: &Toolbox, assessments: &Assessments, kit: &crate::model::Kit) -> Part {
    let mut areas: BTreeSet<Id> = BTreeSet::new();
    areas.extend(toolbox.sops.iter().map(|sop| sop.area.value.clone()));
    areas.extend(toolbox.practices.iter().flat_map(|practice| &practice.areas).map(|area| area.value.clone()));
    areas.extend(toolbox.sessions.iter().map(|session| session.area.value.clone()));
    areas.extend(toolbox.quizzes.iter().map(|quiz| quiz.area.value.clone()));
    for questionnaire in assessments.questionnaires.values() {
        let domains = assessments.frameworks.get(&questionnaire.framework).map_or(&[][..], |framework| &framework.domains);
        let asks = |domain: &&crate::model::framework::Domain| {
            domain.capacities.iter().flat_map(|capacity| &capacity.indicators).any(|indicator| questionnaire.questions.contains(&indicator.number))
        };
        areas.extend(domains.iter().filter(asks).map(|domain| domain.id.clone()));
    }
    let audiences = toolbox.sops.iter().flat_map(|sop| &sop.audience).chain(&kit.audience).map(|audience| audience.value.clone());
    let outcomes = toolbox.activities.iter().map(|activity| &activity.outcome).chain(toolbox.challenges.iter().map(|challenge| &challenge.outcome));
    Part { kit: kit.id.value.clone(), areas, audiences: audiences.collect(), outcomes: outcomes.map(|outcome| outcome.value.clone()).collect() }
}
