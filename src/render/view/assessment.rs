//! Questionnaires: what they ask, and where.

use std::collections::BTreeSet;

use serde::Serialize;

use super::shell::FormLink;
use super::{Group, Link, Maker, Shell, body};
use crate::model::compiled::Scale;
use crate::model::expression::{Expression, Phrases};
use crate::model::framework::{Capacity, Domain, Framework, Indicator, Kind};
use crate::model::questionnaire::Questionnaire;
use crate::model::unit::Unit;
use crate::model::{EntryKind, Id};

#[derive(Serialize)]
struct QuestionnaireView {
    minutes: String,
    framework: String,
    version: String,
    count: String,
    /// What is different in this edition, if the questions are those of one.
    edition: Option<Link>,
    areas: Vec<QuestionArea>,
    illustrative: bool,
    /// The form, on a page of this site and in one file.
    form: String,
    alone: String,
    /// The page that joins the answers of several people.
    workshop: String,
}

#[derive(Serialize)]
struct QuestionArea {
    id: String,
    title: String,
    href: String,
    summary: String,
    invite: String,
    /// All documents that its questions look at, each once.
    documents: Vec<String>,
    topics: Vec<QuestionTopic>,
}

#[derive(Serialize)]
struct QuestionTopic {
    id: String,
    title: String,
    summary: String,
    weight_note: Option<String>,
    questions: Vec<QuestionView>,
}

#[derive(Serialize)]
struct QuestionView {
    id: String,
    number: String,
    text: String,
    lang: Option<String>,
    kind: &'static str,
    kind_words: String,
    levels: Vec<LevelView>,
    criteria: Vec<String>,
    guidance: Option<String>,
    evidence: Vec<String>,
    critical: bool,
    condition: Option<String>,
    weight_note: Option<String>,
    sops: Vec<Link>,
    practices: Vec<Link>,
}

#[derive(Serialize)]
struct LevelView {
    number: String,
    text: String,
    /// The statements of a gated question that must all be true for this level.
    statements: Vec<String>,
}

impl Maker<'_> {
    pub(super) fn framework(&self, id: &Id) -> Option<&Framework> {
        self.sources.assessments.frameworks.get(id)
    }

    pub(super) fn unit(&self, id: &Id) -> Option<&Unit> {
        self.sources.assessments.units.get(id)
    }

    pub(super) fn unit_name(&self, id: &Id) -> String {
        self.unit(id).map_or_else(|| id.to_string(), |unit| self.text(&unit.name))
    }

    /// Whether a unit or anything it belongs to is invented.
    pub(super) fn is_demo(&self, id: &Id) -> bool {
        self.sources.assessments.is_fictional(id)
    }

    pub(super) fn questionnaire_link(&self, questionnaire: &Questionnaire) -> Link {
        Link {
            summary: questionnaire.summary.as_ref().map(|summary| self.text(summary)).unwrap_or_default(),
            meta: [Some(self.words.count("count_questions", questionnaire.questions.len() as u64)), self.minutes(questionnaire)].into_iter().flatten().collect(),
            ..self.link_named(&self.said(&questionnaire.title), self.href(EntryKind::Questionnaire, questionnaire.id.as_str()))
        }
    }

    pub(super) fn minutes(&self, questionnaire: &Questionnaire) -> Option<String> {
        questionnaire.minutes.map(|minutes| self.duration(minutes, "about"))
    }

    /// How long something takes: a day's work is said in hours.
    pub(super) fn duration(&self, minutes: u32, key: &str) -> String {
        match minutes {
            0..240 => self.words.count(&format!("{key}_minutes"), minutes.into()),
            _ => self.words.count(&format!("{key}_hours"), u64::from(minutes + 30) / 60),
        }
    }

    pub(super) fn questionnaire_links(&self) -> Vec<Link> {
        self.sources.assessments.questionnaires.values().map(|questionnaire| self.questionnaire_link(questionnaire)).collect()
    }

    /// The questionnaires that ask something of an area, the area's own first.
    pub(super) fn questionnaires_of(&self, area: &Id) -> Vec<Link> {
        self.asking(area).into_iter().map(|questionnaire| self.questionnaire_link(questionnaire)).collect()
    }

    /// The form of the first of them.
    pub(super) fn form_of(&self, area: &Id) -> Option<String> {
        self.asking(area).first().map(|questionnaire| self.form_href(&questionnaire.id))
    }

    /// All forms, for the pages that lead back to what was begun.
    pub(super) fn begun_forms(&self) -> Vec<FormLink> {
        let form = |questionnaire: &Questionnaire| FormLink {
            title: self.text(&questionnaire.title),
            href: self.form_href(&questionnaire.id),
            key: format!("{}:{}", questionnaire.framework, questionnaire.id),
        };
        self.sources.assessments.questionnaires.values().map(form).collect()
    }

    /// The forms: the one that asks about the most areas, the others about several, and those about one area in the order of the
    /// areas.
    pub(super) fn form_links(&self) -> (Option<Link>, Vec<Link>, Vec<Link>) {
        let areas = &self.sources.toolbox.site.areas;
        let mut found: Vec<(usize, usize, &Questionnaire)> = Vec::new();
        for questionnaire in self.sources.assessments.questionnaires.values() {
            let asked: Vec<usize> = (0..areas.len()).filter(|index| self.asks(questionnaire, &areas[*index].id.value)).collect();
            found.push((asked.len(), asked.first().copied().unwrap_or(areas.len()), questionnaire));
        }
        // Of two that ask about as much, the shorter one is the way in.
        let start = found.iter().enumerate().max_by_key(|(_, (count, _, questionnaire))| (*count, std::cmp::Reverse(questionnaire.questions.len())));
        let start = start.map(|(index, _)| index).map(|index| found.remove(index));
        found.sort_by_key(|(_, first, questionnaire)| (*first, questionnaire.id.clone()));
        let link = |questionnaire: &Questionnaire| Link { href: self.form_href(&questionnaire.id), ..self.questionnaire_link(questionnaire) };
        let (one, several): (Vec<_>, Vec<_>) = found.into_iter().partition(|(count, ..)| *count < 2);
        let links = |found: Vec<(usize, usize, &Questionnaire)>| found.into_iter().map(|(_, _, questionnaire)| link(questionnaire)).collect();
        (start.map(|(_, _, questionnaire)| link(questionnaire)), links(several), links(one))
    }

    /// Whether a questionnaire asks something of an area.
    fn asks(&self, questionnaire: &Questionnaire, area: &Id) -> bool {
        let framework = self.sources.assessments.frameworks.get(&questionnaire.framework);
        let domain = framework.and_then(|framework| framework.domains.iter().find(|domain| domain.id == *area));
        domain.is_some_and(|domain| indicators(domain).any(|indicator| questionnaire.questions.contains(&indicator.number)))
    }

    fn asking(&self, area: &Id) -> Vec<&Questionnaire> {
        let assessments = self.sources.assessments;
        let mut found: Vec<&Questionnaire> = assessments.questionnaires.values().filter(|questionnaire| self.asks(questionnaire, area)).collect();
        found.sort_by_key(|questionnaire| (questionnaire.id != *area, questionnaire.id.clone()));
        found
    }

    /// Whom to invite, and the topics with their questions, for an area's page.
    pub(super) fn area_topics(&self, area: &Id) -> (String, Vec<Group>) {
        let domains = self.sources.assessments.bases_first().flat_map(|framework| &framework.domains);
        let Some(domain) = domains.into_iter().find(|domain| domain.id == *area) else { return (String::new(), Vec::new()) };
        let topics = domain.capacities.iter().map(|capacity| Group {
            id: capacity.id.to_string(),
            title: self.text(&capacity.title),
            summary: capacity.summary.as_ref().map(|summary| self.text(summary)).unwrap_or_default(),
            links: capacity.indicators.iter().filter_map(|indicator| self.question_link(&indicator.id)).collect(),
            ..Group::default()
        });
        (domain.invite.as_ref().map(|invite| self.text(invite)).unwrap_or_default(), topics.collect())
    }

    /// A link to a question in the first questionnaire that asks it, its area's own before others.
    pub(super) fn question_link(&self, id: &Id) -> Option<Link> {
        let assessments = self.sources.assessments;
        let (framework, indicator) = assessments.bases_first().find_map(|framework| Some((framework, framework.find(id.as_str())?)))?;
        Some(self.link_named(&self.said(&indicator.question), self.question_href(framework, indicator)?))
    }

    /// The ids of the questions of a questionnaire that belong to its page: links lead there and not to another one's,
    /// and no base asks them in the same words.
    pub(in crate::render) fn questions_at_home(&self, questionnaire: &Questionnaire) -> BTreeSet<&str> {
        let Some(framework) = self.framework(&questionnaire.framework) else { return BTreeSet::new() };
        let own = |id: &Id| framework.adapts.as_ref().is_none_or(|adapts| adapts.differences.iter().any(|difference| difference.id == *id));
        let home = |indicator: &&Indicator| own(&indicator.id) && self.home_of(framework, indicator).is_some_and(|home| home.id == questionnaire.id);
        framework.indicators().filter(home).map(|indicator| indicator.id.as_str()).collect()
    }

    /// Where a question stands in the first questionnaire that asks it, its area's own before others.
    pub(super) fn question_href(&self, framework: &Framework, indicator: &Indicator) -> Option<String> {
        let questionnaire = self.home_of(framework, indicator)?;
        Some(format!("{}#{}", self.href(EntryKind::Questionnaire, questionnaire.id.as_str()), indicator.id))
    }

    fn home_of(&self, framework: &Framework, indicator: &Indicator) -> Option<&Questionnaire> {
        let area = framework.compiled.area_of(indicator.node).and_then(|area| framework.compiled.nodes.get(area as usize)).map(|area| &area.id);
        let asking = self.sources.assessments.questionnaires.values().filter(|questionnaire| {
            questionnaire.framework == framework.id && questionnaire.questions.binary_search(&indicator.number).is_ok()
        });
        asking.min_by_key(|questionnaire| Some(&questionnaire.id) != area)
    }

    pub(super) fn questionnaire(&self, questionnaire: &Questionnaire) -> (Shell, serde_json::Value) {
        let summary = questionnaire.summary.as_ref().map(|summary| self.text(summary)).unwrap_or_default();
        let mut shell = self.shell(self.text(&questionnaire.title), summary);
        let Some(framework) = self.framework(&questionnaire.framework) else { return (shell, serde_json::Value::Null) };
        shell.illustrative = framework.illustrative;
        let mut areas = Vec::new();
        for domain in &framework.domains {
            let topics: Vec<QuestionTopic> =
                domain.capacities.iter().filter_map(|capacity| self.topic(framework, capacity, questionnaire)).collect();
            if !topics.is_empty() {
                areas.push(QuestionArea {
                    id: format!("area-{}", domain.id),
                    title: self.area_title(&domain.id),
                    href: self.href(EntryKind::Area, domain.id.as_str()),
                    summary: domain.summary.as_ref().map(|summary| self.text(summary)).unwrap_or_default(),
                    invite: domain.invite.as_ref().map(|invite| self.text(invite)).unwrap_or_default(),
                    documents: documents(&topics),
                    topics,
                });
            }
        }
        let view = QuestionnaireView {
            minutes: self.minutes(questionnaire).unwrap_or_default(),
            framework: self.text(&framework.title),
            version: framework.version.clone(),
            count: self.words.count("count_questions", questionnaire.questions.len() as u64),
            edition: self.edition_link(framework),
            areas,
            illustrative: framework.illustrative,
            form: self.form_href(&questionnaire.id),
            alone: self.form_alone_href(&questionnaire.id),
            workshop: self.workshop_href(&questionnaire.framework),
        };
        shell.forms = self.begun_forms().into_iter().filter(|form| form.href == view.form).collect();
        (shell, body(view))
    }

    fn topic(&self, framework: &Framework, capacity: &Capacity, questionnaire: &Questionnaire) -> Option<QuestionTopic> {
        let questions: Vec<QuestionView> = capacity
            .indicators
            .iter()
            .filter_map(|indicator| {
                let place = questionnaire.questions.iter().position(|number| *number == indicator.number)?;
                Some(self.question(framework, indicator, place + 1))
            })
            .collect();
        if questions.is_empty() {
            return None;
        }
        Some(QuestionTopic {
            id: format!("topic-{}", capacity.id),
            title: self.text(&capacity.title),
            summary: capacity.summary.as_ref().map(|summary| self.text(summary)).unwrap_or_default(),
            weight_note: capacity.weight_reason.as_ref().map(|reason| self.text(reason)),
            questions,
        })
    }

    fn question(&self, framework: &Framework, indicator: &Indicator, number: usize) -> QuestionView {
        let shown = self.shown(&indicator.question);
        let toolbox = self.sources.toolbox;
        let several = framework.compiled.leaf(indicator.number).is_none_or(|leaf| !matches!(leaf.scale, Scale::Points { several: false, .. }));
        QuestionView {
            id: indicator.id.to_string(),
            number: number.to_string(),
            text: shown.text,
            lang: shown.lang,
            kind: indicator.kind.word(),
            kind_words: self.words.get(&format!("kind_{}", if several { indicator.kind.word() } else { "one" })).to_owned(),
            levels: self.levels(indicator),
            criteria: indicator.criteria.iter().map(|criterion| self.text(criterion)).collect(),
            guidance: indicator.guidance.as_ref().map(|guidance| self.text(guidance)),
            evidence: indicator.evidence.iter().map(|document| self.text(document)).collect(),
            critical: indicator.critical,
            condition: indicator.when.as_ref().map(|when| self.condition_words(framework, when)),
            weight_note: indicator.weight_reason.as_ref().map(|reason| self.text(reason)),
            sops: toolbox.sops_named(&indicator.sops).filter_map(|sop| self.sop_link(sop)).collect(),
            practices: toolbox.practices_named(&indicator.practices).filter_map(|practice| self.practice_link(practice)).collect(),
        }
    }

    /// When a question is asked, in the words of the page's language.
    pub(super) fn condition_words(&self, framework: &Framework, when: &Expression) -> String {
        when.words(&Phrases {
            pattern: &|key| self.words.get(&format!("condition_{key}")).to_owned(),
            number: &|number| self.words.number(&number.to_string()),
            question: &|id| framework.find(id.as_str()).map_or_else(|| id.to_string(), |other| self.text(&other.question)),
            choice: &|id, value| self.choice_words(framework, id, value),
        })
    }

    /// A value in a condition as readers know it: `level 2`, `partly`, a choice's label.
    pub(super) fn choice_words(&self, framework: &Framework, id: &Id, value: &str) -> String {
        let Some(indicator) = framework.find(id.as_str()) else { return value.to_owned() };
        match indicator.kind {
            Kind::Ladder | Kind::Gated => self.words.fill("level_n", &[("level", value)]),
            Kind::Presence => self.words.get(&format!("presence_{value}")).to_owned(),
            Kind::Coverage => self.words.get(&format!("coverage_{value}")).to_owned(),
            _ => indicator.choices.iter().find(|(id, _)| id.as_str() == value).map_or_else(|| value.to_owned(), |(_, text)| self.text(text)),
        }
    }

    /// The described levels, the statements of each level, the choices, or the fixed answers of a kind.
    fn levels(&self, indicator: &Indicator) -> Vec<LevelView> {
        let plain = |text: String| LevelView { number: String::new(), text, statements: Vec::new() };
        let fixed = |words: &[&str], prefix: &str| words.iter().map(|word| plain(self.words.get(&format!("{prefix}_{word}")).to_owned())).collect();
        let numbered = |(index, (text, statements)): (usize, (String, Vec<String>))| LevelView { number: (index + 1).to_string(), text, statements };
        match indicator.kind {
            Kind::Presence => fixed(&crate::model::compiled::PRESENCE, "presence"),
            Kind::Coverage => fixed(&crate::model::compiled::COVERAGE, "coverage"),
            Kind::Points => indicator.choices.iter().map(|(_, label)| plain(self.text(label))).collect(),
            Kind::Gated => {
                let statements = indicator.attributes.iter().map(|level| level.iter().map(|(_, text)| self.text(text)).collect());
                statements.map(|statements| (String::new(), statements)).enumerate().map(numbered).collect()
            }
            _ => indicator.levels.iter().map(|text| (self.text(text), Vec::new())).enumerate().map(numbered).collect(),
        }
    }

}

/// The documents of the questions of an area, in their order.
fn documents(topics: &[QuestionTopic]) -> Vec<String> {
    let mut documents: Vec<String> = Vec::new();
    for document in topics.iter().flat_map(|topic| &topic.questions).flat_map(|question| &question.evidence) {
        if !documents.contains(document) {
            documents.push(document.clone());
        }
    }
    documents
}

/// The questions of an area.
pub(super) fn indicators(domain: &Domain) -> impl Iterator<Item = &Indicator> {
    domain.capacities.iter().flat_map(|capacity| &capacity.indicators)
}
