//! The self-assessment form: its questions as they stand in the page, and what its script needs besides.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::{Maker, Shell, body};
use crate::model::framework::{Capacity, Framework, Indicator, Kind};
use crate::model::questionnaire::Questionnaire;
use crate::model::{EntryKind, Id, Text};
use crate::outline::{PageKind, paths};
use crate::render::form;

#[derive(Serialize)]
struct FormView {
    minutes: String,
    count: String,
    framework: String,
    version: String,
    areas: Vec<FormArea>,
    /// The page that says how to prepare.
    prepare: String,
    /// This form in one file; empty in that file.
    alone: String,
    levels: u32,
    data: String,
}

#[derive(Serialize)]
pub(super) struct FormArea {
    id: String,
    title: String,
    summary: String,
    topics: Vec<FormTopic>,
}

#[derive(Serialize)]
struct FormTopic {
    title: String,
    summary: String,
    questions: Vec<FormQuestion>,
}

#[derive(Serialize)]
struct FormQuestion {
    id: String,
    number: String,
    text: String,
    lang: Option<String>,
    kind: &'static str,
    critical: bool,
    condition: Option<String>,
    guidance: Option<String>,
    evidence: Vec<String>,
    criteria: Vec<String>,
    unit: String,
    several: bool,
    /// Answers that are chosen: value, the number shown, the words.
    options: Vec<OptionView>,
    /// Statements by level.
    gates: Vec<GateView>,
}

#[derive(Serialize)]
struct OptionView {
    value: String,
    number: String,
    text: String,
}

#[derive(Serialize)]
struct GateView {
    level: String,
    statements: Vec<OptionView>,
}

impl Maker<'_> {
    pub(super) fn form_href(&self, questionnaire: &Id) -> String {
        self.linker.page(&paths::form(questionnaire))
    }

    pub(super) fn form_alone_href(&self, questionnaire: &Id) -> String {
        self.linker.file(&paths::form_alone(questionnaire, &self.page.lang))
    }

    pub(super) fn form(&self, questionnaire: &Questionnaire) -> (Shell, Json) {
        let title = self.text(&questionnaire.title);
        let mut shell = self.shell(self.words.fill("formpage_title", &[("title", &title)]), self.words.get("formpage_description"));
        let Some(framework) = self.framework(&questionnaire.framework) else { return (shell, Json::Null) };
        shell.illustrative = framework.illustrative;
        let alone = matches!(self.page.kind, PageKind::FormAlone(_));
        let mut data = self.form_data(framework, questionnaire, alone);
        if let Some(data) = data.as_object_mut().filter(|_| !alone) {
            data.insert("workshop".into(), self.workshop_href(&questionnaire.framework).into());
        }
        let view = FormView {
            minutes: questionnaire.minutes.map(|minutes| self.duration(minutes, "formpage")).unwrap_or_default(),
            count: self.words.count("count_questions", questionnaire.questions.len() as u64),
            framework: self.text(&framework.title),
            version: framework.version.clone(),
            areas: self.form_areas(framework, questionnaire),
            prepare: if alone { String::new() } else { self.href(EntryKind::Questionnaire, questionnaire.id.as_str()) },
            alone: if alone { String::new() } else { self.form_alone_href(&questionnaire.id) },
            levels: framework.levels,
            data: form::embedded(&data),
        };
        (shell, body(view))
    }

    /// The areas that a questionnaire asks about, with their questions.
    pub(super) fn form_areas(&self, framework: &Framework, questionnaire: &Questionnaire) -> Vec<FormArea> {
        let mut areas = Vec::new();
        for domain in &framework.domains {
            let topics: Vec<FormTopic> = domain.capacities.iter().filter_map(|capacity| self.form_topic(framework, capacity, questionnaire)).collect();
            if !topics.is_empty() {
                let summary = domain.summary.as_ref().map(|summary| self.text(summary)).unwrap_or_default();
                areas.push(FormArea { id: domain.id.to_string(), title: self.area_title(&domain.id), summary, topics });
            }
        }
        areas
    }

    fn form_topic(&self, framework: &Framework, capacity: &Capacity, questionnaire: &Questionnaire) -> Option<FormTopic> {
        let questions: Vec<FormQuestion> = capacity
            .indicators
            .iter()
            .filter_map(|indicator| {
                let place = questionnaire.questions.iter().position(|number| *number == indicator.number)?;
                Some(self.form_question(framework, indicator, place + 1))
            })
            .collect();
        let summary = capacity.summary.as_ref().map(|summary| self.text(summary)).unwrap_or_default();
        (!questions.is_empty()).then(|| FormTopic { title: self.text(&capacity.title), summary, questions })
    }

    fn form_question(&self, framework: &Framework, indicator: &Indicator, number: usize) -> FormQuestion {
        let shown = self.shown(&indicator.question);
        let texts = |texts: &[Text]| texts.iter().map(|text| self.text(text)).collect();
        let alone = matches!(self.page.kind, PageKind::FormAlone(_));
        let several = framework.compiled.leaf(indicator.number).is_some_and(|leaf| matches!(leaf.scale, crate::model::compiled::Scale::Points { several: true, .. }));
        FormQuestion {
            id: indicator.id.to_string(),
            number: number.to_string(),
            text: shown.text,
            lang: shown.lang,
            kind: indicator.kind.word(),
            critical: indicator.critical,
            condition: indicator.when.as_ref().map(|when| self.condition_words(framework, when)),
            // In the single file the script has them.
            guidance: indicator.guidance.as_ref().filter(|_| !alone).map(|guidance| self.text(guidance)),
            evidence: if alone { Vec::new() } else { texts(&indicator.evidence) },
            criteria: texts(&indicator.criteria),
            unit: indicator.unit.as_ref().map(|unit| self.text(unit)).unwrap_or_default(),
            several,
            options: self.form_options(indicator),
            gates: indicator
                .attributes
                .iter()
                .zip(1u32..)
                .map(|(statements, level)| GateView {
                    level: self.words.fill("level_n", &[("level", &level.to_string())]),
                    statements: statements.iter().map(|(id, text)| OptionView { value: id.to_string(), number: String::new(), text: self.text(text) }).collect(),
                })
                .collect(),
        }
    }

    fn form_options(&self, indicator: &Indicator) -> Vec<OptionView> {
        let fixed = |words: &[&str], prefix: &str| {
            let option = |word: &&str| OptionView { value: (*word).to_owned(), number: String::new(), text: self.words.get(&format!("{prefix}_{word}")).to_owned() };
            words.iter().map(option).collect()
        };
        match indicator.kind {
            Kind::Presence => fixed(&crate::model::compiled::PRESENCE, "presence"),
            Kind::Coverage => fixed(&crate::model::compiled::COVERAGE, "coverage"),
            Kind::Ladder => {
                let level = |(text, level): (&Text, usize)| OptionView { value: level.to_string(), number: level.to_string(), text: self.text(text) };
                indicator.levels.iter().zip(1..).map(level).collect()
            }
            _ => indicator.choices.iter().map(|(id, text)| OptionView { value: id.to_string(), number: String::new(), text: self.text(text) }).collect(),
        }
    }

    /// What the script reads: rules without words, then names and words.
    pub(super) fn form_data(&self, framework: &Framework, questionnaire: &Questionnaire, alone: bool) -> Json {
        let asked: Vec<&Indicator> = framework.indicators().filter(|indicator| questionnaire.questions.contains(&indicator.number)).collect();
        let names: BTreeMap<String, String> = framework
            .domains
            .iter()
            .map(|domain| (domain.id.to_string(), self.area_title(&domain.id)))
            .chain(framework.domains.iter().flat_map(|domain| &domain.capacities).map(|capacity| (capacity.id.to_string(), self.text(&capacity.title))))
            .collect();
        let guidance: BTreeMap<&str, Json> = asked
            .iter()
            .filter(|indicator| alone && (indicator.guidance.is_some() || !indicator.evidence.is_empty()))
            .map(|indicator| {
                let evidence: Vec<String> = indicator.evidence.iter().map(|document| self.text(document)).collect();
                (indicator.id.as_str(), json!({"text": indicator.guidance.as_ref().map(|text| self.text(text)), "evidence": evidence}))
            })
            .collect();
        let bands: Vec<Json> = framework.bands.iter().map(|band| json!({"letter": band.letter, "label": self.text(&band.label)})).collect();
        let mut data = json!({
            "framework": form::pack(framework.compiled.to_json()),
            "hash": framework.hash,
            "title": self.text(&framework.title),
            "levels": framework.levels,
            "bands": bands,
            "names": names,
            "questionnaire": questionnaire.id,
            "questionnaire_title": self.text(&questionnaire.title),
            "lang": self.page.lang,
            "alone": alone,
            "guidance": guidance,
            "units": self.known_units(),
            "words": self.words.for_script(form::PREFIX, form::SHARED_WORDS),
        });
        if let Some(data) = data.as_object_mut() {
            data.extend(self.form_help(&asked, alone));
        }
        data
    }

    /// Places whose answers this site shows anyway, and the larger ones that they belong to, by name: no other place may
    /// be named in a public site.
    pub(super) fn known_units(&self) -> Vec<(String, String)> {
        let mut known: BTreeSet<&Id> = BTreeSet::new();
        for set in &self.sources.assessments.answers {
            let mut unit = Some(&set.unit);
            while let Some(id) = unit.filter(|id| known.insert(id)) {
                unit = self.unit(id).and_then(|unit| unit.parent.as_ref());
            }
        }
        known.into_iter().map(|id| (id.to_string(), self.unit_name(id))).collect()
    }
}
