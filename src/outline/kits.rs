//! What a toolbox holds: its selection by area, country and audience, and what was picked by hand, kind by kind.
//!
//! The page of a toolbox and its printed book read the same list.

use crate::model::assessment::Assessments;
use crate::model::{CountryCode, EntryKind, Id, Kit, Toolbox};
use crate::source::Loc;

/// The entries of a toolbox, in the order in which pages and books show them.
#[must_use]
pub fn members(toolbox: &Toolbox, assessments: &Assessments, kit: &Kit) -> Vec<(EntryKind, Id)> {
    let picked = |kind: EntryKind, id: &Id| kit.entries.iter().any(|(other, entry)| *other == kind && entry == id);
    let in_areas = |id: &Id| kit.areas.iter().any(|area| area.value == *id);
    let for_any = |audience: &[Loc<Id>]| audience.iter().any(|id| kit.audiences.iter().any(|wanted| wanted.value == id.value));
    let from_any = |countries: &[CountryCode]| countries.iter().any(|code| kit.countries.contains(code));
    let mut members = Vec::new();
    let mut add = |kind: EntryKind, ids: &mut dyn Iterator<Item = &Id>| members.extend(ids.map(|id| (kind, id.clone())));
    add(
        EntryKind::Questionnaire,
        &mut assessments.questionnaires.keys().filter(|id| picked(EntryKind::Questionnaire, id) || in_areas(id)),
    );
    let sops = toolbox.sops.iter().filter(|sop| {
        picked(EntryKind::Sop, &sop.entry.id) || in_areas(&sop.area) || for_any(&sop.audience) || from_any(&sop.countries)
    });
    add(EntryKind::Sop, &mut sops.map(|sop| &sop.entry.id.value));
    let sessions = toolbox.sessions.iter().filter(|session| picked(EntryKind::Session, &session.entry.id) || in_areas(&session.area));
    add(EntryKind::Session, &mut sessions.map(|session| &session.entry.id.value));
    let quizzes = toolbox.quizzes.iter().filter(|quiz| picked(EntryKind::Quiz, &quiz.id) || in_areas(&quiz.area));
    add(EntryKind::Quiz, &mut quizzes.map(|quiz| &quiz.id.value));
    let practices = toolbox.practices.iter().filter(|practice| {
        picked(EntryKind::Practice, &practice.entry.id) || practice.areas.iter().any(|area| in_areas(area)) || from_any(&practice.countries)
    });
    add(EntryKind::Practice, &mut practices.map(|practice| &practice.entry.id.value));
    let sheets = toolbox.sheets.iter().filter(|sheet| picked(EntryKind::Sheet, &sheet.id) || from_any(&sheet.countries));
    add(EntryKind::Sheet, &mut sheets.map(|sheet| &sheet.id.value));
    let pages = toolbox.pages.iter().filter(|page| picked(EntryKind::Page, &page.entry.id));
    add(EntryKind::Page, &mut pages.map(|page| &page.entry.id.value));
    members
}
