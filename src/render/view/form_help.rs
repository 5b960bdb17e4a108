//! What the form offers to do about a gap: the actions of the library, procedures with their key steps, good practices.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};

use super::Maker;
use crate::doc::{self, BlockKind, Document, Role, plain_text};
use crate::model::action::Action;
use crate::model::framework::Indicator;
use crate::model::{EntryKind, Id, Sop};

/// The longest key step of a procedure, in characters, before it is cut at the end of a sentence.
const STEP_LENGTH: usize = 150;
/// A key step goes on with the next sentence while it is shorter than this.
const STEP_ENOUGH: usize = 60;

/// What of [`Maker::form_help`] a page without results does not need.
pub(super) const HELP: [&str; 5] = ["help", "actions", "activities", "sops", "practices"];

impl Maker<'_> {
    /// What helps with the questions that are asked. Titles and steps stand once; questions and actions name them by id.
    pub(super) fn form_help(&self, asked: &[&Indicator], alone: bool) -> Map<String, Json> {
        let help: BTreeMap<&str, Json> = asked
            .iter()
            .filter(|indicator| !indicator.sops.is_empty() || !indicator.practices.is_empty())
            .map(|indicator| (indicator.id.as_str(), json!({"sops": indicator.sops, "practices": indicator.practices})))
            .collect();
        let questions: BTreeSet<&Id> = asked.iter().map(|indicator| &indicator.id).collect();
        let library = &self.sources.assessments.actions;
        let lifting: Vec<&Action> = library.values().filter(|action| action.steps.iter().any(|step| questions.contains(&step.indicator))).collect();
        // What has to come first is named, whether or not it lifts a question of this form.
        let before = lifting.iter().flat_map(|action| &action.after).filter_map(|id| library.get(id));
        let mut actions: BTreeMap<&str, Json> = before.map(|action| (action.id.as_str(), json!({"title": self.text(&action.title)}))).collect();
        actions.extend(lifting.iter().map(|action| (action.id.as_str(), self.form_action(action, &questions))));
        let sops: BTreeSet<&Id> = asked.iter().flat_map(|indicator| &indicator.sops).chain(lifting.iter().flat_map(|action| action.sops.iter().map(|(id, _)| id))).collect();
        let practices: BTreeSet<&Id> = asked.iter().flat_map(|indicator| &indicator.practices).chain(lifting.iter().flat_map(|action| &action.practices)).collect();
        let activities: BTreeSet<&Id> = lifting.iter().map(|action| &action.activity).collect();
        let found = json!({
            "help": help,
            "actions": actions,
            "activities": by_id(activities, |id| self.form_activity(id, alone)),
            "sops": by_id(sops, |id| self.form_sop(id, alone)),
            "practices": by_id(practices, |id| self.form_practice(id, alone)),
        });
        if let Json::Object(found) = found { found } else { Map::new() }
    }

    /// An action; a step is a question, and the levels between which it leads.
    fn form_action(&self, action: &Action, questions: &BTreeSet<&Id>) -> Json {
        let steps = action.steps.iter().filter(|step| questions.contains(&step.indicator)).map(|step| json!([step.indicator, step.from, step.to]));
        let mut object = json!({"title": self.text(&action.title), "lead": self.text(&action.lead), "activity": action.activity, "steps": steps.collect::<Vec<_>>()});
        if let Some(summary) = &action.summary {
            object["summary"] = self.text(summary).into();
        }
        if let Some(partners) = &action.partners {
            object["partners"] = self.text(partners).into();
        }
        let sops: Vec<&Id> = action.sops.iter().map(|(id, _)| id).collect();
        for (key, ids) in [("sops", json!(sops)), ("practices", json!(action.practices)), ("after", json!(action.after))] {
            if ids.as_array().is_some_and(|ids| !ids.is_empty()) {
                object[key] = ids;
            }
        }
        object
    }

    fn form_activity(&self, id: &Id, alone: bool) -> Option<Json> {
        let title = self.text(&self.sources.toolbox.activity(id)?.title);
        Some(self.titled(title, EntryKind::Activity, id, alone))
    }

    /// A title, and its page where there is one beside the form.
    fn titled(&self, title: String, kind: EntryKind, id: &Id, alone: bool) -> Json {
        let mut object = json!({"title": title});
        if !alone {
            object["href"] = self.href(kind, id.as_str()).into();
        }
        object
    }

    fn form_sop(&self, id: &Id, alone: bool) -> Option<Json> {
        let sop = self.sources.toolbox.sop(id)?;
        let (_, edition) = sop.entry.shown(&self.page.lang, self.default())?;
        let mut object = self.titled(edition.title.clone(), EntryKind::Sop, id, alone);
        object["steps"] = self.key_steps(sop).into();
        Some(object)
    }

    fn form_practice(&self, id: &Id, alone: bool) -> Option<Json> {
        let practice = self.sources.toolbox.practice(id)?;
        let (_, edition) = practice.entry.shown(&self.page.lang, self.default())?;
        Some(self.titled(edition.title.clone(), EntryKind::Practice, id, alone))
    }

    /// The steps of a procedure in a sentence or two each.
    fn key_steps(&self, sop: &Sop) -> Vec<String> {
        let Some((lang, edition)) = sop.entry.shown(&self.page.lang, self.default()) else { return Vec::new() };
        let base = sop.adapts.as_ref().and_then(|base| self.sources.toolbox.sop(base));
        let merged = base.and_then(|base| base.entry.shown(lang, self.default())).map(|(_, base)| doc::inherit(&base.document, &edition.document));
        let document = merged.as_ref().unwrap_or(&edition.document);
        steps(document, &self.sources.computed.of(document, lang))
    }
}

fn by_id(ids: BTreeSet<&Id>, entry: impl Fn(&Id) -> Option<Json>) -> BTreeMap<&str, Json> {
    ids.into_iter().filter_map(|id| Some((id.as_str(), entry(id)?))).collect()
}

/// The numbered items of the section with the steps.
fn steps(document: &Document, computed: &doc::Computed) -> Vec<String> {
    let Some(section) = document.section(Role::Steps) else { return Vec::new() };
    let mut steps = Vec::new();
    for block in section.blocks {
        let BlockKind::List(list) = &block.kind else { continue };
        for item in list.items.iter().filter(|_| list.start.is_some()) {
            if let Some(BlockKind::Paragraph(content)) = item.blocks.first().map(|block| &block.kind) {
                steps.push(brief(&plain_text(content, computed)));
            }
        }
    }
    steps
}

/// The first sentence, and the next ones while it is short.
fn brief(text: &str) -> String {
    let mut out = String::new();
    for sentence in text.split_inclusive(['.', ';', '!', '?']) {
        let length = out.chars().count();
        if length >= STEP_ENOUGH || (length > 0 && length + sentence.chars().count() > STEP_LENGTH) {
            break;
        }
        out.push_str(sentence);
    }
    out.trim().trim_end_matches(';').to_owned()
}

#[cfg(test)]
mod tests {
    use super::brief;

    #[test]
    fn a_step_is_cut_between_sentences() {
        assert_eq!(brief("Be ready. Call each service once a month and note the hours, the cost and the languages. Then wait."), "Be ready. Call each service once a month and note the hours, the cost and the languages.");
        assert_eq!(brief("Listen."), "Listen.");
        assert_eq!(brief(""), "");
    }
}
