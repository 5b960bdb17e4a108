//! The consolidation page of a framework: the answer files of several people are joined in the browser.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::form::FormArea;
use super::{Link, Maker, Shell, body};
use crate::model::Id;
use crate::model::framework::Framework;
use crate::model::questionnaire::Questionnaire;
use crate::outline::paths;
use crate::render::{form, workshop};

#[derive(Serialize)]
struct WorkshopView {
    areas: Vec<FormArea>,
    data: String,
}

impl Maker<'_> {
    /// The pages that join answers, one for each framework that is asked about.
    pub(super) fn workshop_links(&self) -> Vec<Link> {
        let assessments = self.sources.assessments;
        let asked = assessments.frameworks.values().filter(|framework| assessments.questionnaires.values().any(|questionnaire| questionnaire.framework == framework.id));
        let link = |framework: &Framework| Link {
            title: self.words.fill("workpage_title", &[("title", &self.text(&framework.title))]),
            href: self.workshop_href(&framework.id),
            summary: self.words.get("workpage_link_note").to_owned(),
            ..Link::default()
        };
        asked.map(link).collect()
    }

    pub(super) fn workshop_href(&self, framework: &Id) -> String {
        self.linker.page(&paths::workshop(framework))
    }

    pub(super) fn workshop(&self, framework: &Framework) -> (Shell, Json) {
        let title = self.text(&framework.title);
        let mut shell = self.shell(self.words.fill("workpage_title", &[("title", &title)]), self.words.get("workpage_description"));
        shell.illustrative = framework.illustrative;
        // A file may have been given to any questionnaire, or to none: the page has every question.
        let whole = Questionnaire {
            id: framework.id.clone(),
            title: framework.title.clone(),
            framework: framework.id.clone(),
            summary: None,
            minutes: None,
            questions: framework.indicators().map(|indicator| indicator.number).collect(),
            span: framework.span,
        };
        let mut data = self.form_data(framework, &whole, false);
        let ids: Vec<&str> = framework.indicators().map(|indicator| indicator.id.as_str()).collect();
        let questionnaires: BTreeMap<&str, Vec<&str>> = self
            .sources
            .assessments
            .questionnaires
            .values()
            .filter(|questionnaire| questionnaire.framework == framework.id)
            .map(|questionnaire| {
                let asked = questionnaire.questions.iter().filter_map(|number| ids.get(*number as usize).copied()).collect();
                (questionnaire.id.as_str(), asked)
            })
            .collect();
        if let Some(data) = data.as_object_mut() {
            data.insert("questionnaires".into(), json!(questionnaires));
            data.insert("questionnaire".into(), Json::Null);
            // What helps one person to answer is on the form.
            for key in super::form_help::HELP {
                data.insert(key.into(), json!({}));
            }
            if let Some(words) = data.get_mut("words").and_then(Json::as_object_mut) {
                words.extend(self.words.for_script(workshop::PREFIX, &[]).into_iter().map(|(key, text)| (key.to_owned(), text)));
            }
        }
        (shell, body(WorkshopView { areas: self.form_areas(framework, &whole), data: form::embedded(&data) }))
    }
}
