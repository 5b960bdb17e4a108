//! An edition of a framework: every difference from its base, and which scores stay comparable.

use serde::Serialize;

use super::trace::{NamedTrace, TraceView};
use super::said::Said;
use super::{Group, Link, Maker, Shell, body};
use crate::model::compiled::{Compiled, Shape};
use crate::model::framework::{Adapts, Change, Difference, Framework, OVERALL, Part, Rewording};
use crate::model::{Exact, Id, Text};
use crate::score::{Traces, UnitScores, answers_of};

#[derive(Serialize)]
struct EditionView {
    base: String,
    base_version: String,
    version: String,
    counts: Vec<String>,
    groups: Vec<DifferenceGroup>,
    parts: Vec<PartView>,
    questionnaires: Vec<Link>,
    results: Vec<Link>,
}

#[derive(Serialize)]
struct DifferenceGroup {
    id: &'static str,
    title: String,
    note: String,
    items: Vec<DifferenceView>,
}

#[derive(Serialize)]
struct DifferenceView {
    title: Said,
    /// The area that it stands in, or what kind of part it is.
    place: Said,
    /// Where it is asked; empty for what is left out and for groups.
    href: String,
    words: Vec<WordsView>,
    note: String,
    reason: Said,
}

/// A part of a question, then and now.
#[derive(Serialize)]
struct WordsView {
    part: String,
    before: Said,
    after: Said,
}

/// The result of a place that answered an edition, as it is and in terms of the base.
#[derive(Serialize)]
pub(super) struct ToldView {
    base: Said,
    edition: Option<Link>,
    rows: Vec<ToldRow>,
    /// How the figures in terms of the base came about: the whole, then each area with its topics.
    overall_trace: Option<TraceView>,
    traces: Vec<NamedTrace>,
}

#[derive(Serialize)]
struct ToldRow {
    title: Said,
    whole: bool,
    here: String,
    there: String,
    /// How many questions of the base it is made of.
    questions: String,
    comparable: bool,
    words: String,
}

/// An area, topic or question, and whether its score means the same as in the base.
#[derive(Serialize)]
struct PartView {
    title: Said,
    whole: bool,
    topic: bool,
    question: bool,
    comparable: bool,
    words: String,
}

impl Maker<'_> {
    /// The editions, in the order of their pages.
    fn editions(&self) -> impl Iterator<Item = (&Framework, &Adapts)> {
        self.sources.assessments.frameworks.values().filter_map(|framework| Some((framework, framework.adapts.as_ref()?)))
    }

    /// Links to all editions, for the list of questionnaires.
    pub(super) fn edition_links(&self) -> Vec<Link> {
        self.editions().filter_map(|(framework, _)| self.edition_link(framework)).collect()
    }

    /// The questionnaires, then the editions of frameworks that they may belong to.
    pub(super) fn questionnaire_groups(&self) -> Vec<Group> {
        let questionnaires = Group { links: self.questionnaire_links(), ..Group::default() };
        let editions = Group { id: String::from("_editions"), title: self.words.get("editions").to_owned(), links: self.edition_links(), ..Group::default() };
        let join = Group { id: String::from("_join"), title: self.words.get("workpage_link").to_owned(), links: self.workshop_links(), ..Group::default() };
        [questionnaires, join, editions].into_iter().filter(|group| group.title.is_empty() || !group.links.is_empty()).collect()
    }

    /// The page of an edition; `None` for a framework that is none.
    pub(super) fn edition_link(&self, framework: &Framework) -> Option<Link> {
        framework.adapts.as_ref()?;
        Some(Link {
            title: self.words.fill("edition_page", &[("title", &self.text(&framework.title))]),
            href: self.linker.page(&crate::outline::paths::edition(&framework.id)),
            summary: framework.summary.as_ref().map(|summary| self.text(summary)).unwrap_or_default(),
            ..Link::default()
        })
    }

    /// The title of an edition's page, and its sentence.
    pub(in crate::render) fn edition_head(&self, index: usize) -> Option<(String, String)> {
        let (framework, _) = self.editions().nth(index)?;
        Some((self.text(&framework.title), framework.summary.as_ref().map(|summary| self.text(summary)).unwrap_or_default()))
    }

    pub(super) fn edition(&self, index: usize) -> (Shell, serde_json::Value) {
        let Some((framework, adapts)) = self.editions().nth(index) else { return self.not_found() };
        let summary = framework.summary.as_ref().map(|summary| self.text(summary)).unwrap_or_default();
        let mut shell = self.shell(self.text(&framework.title), summary);
        shell.illustrative = framework.illustrative;
        let Some(base) = self.framework(&adapts.base) else { return (shell, serde_json::Value::Null) };
        let group = |id: &'static str, of: &dyn Fn(&Change) -> bool| DifferenceGroup {
            id,
            title: self.words.get(&format!("edition_{id}")).to_owned(),
            note: self.words.get(&format!("edition_{id}_note")).to_owned(),
            items: adapts.differences.iter().filter(|difference| of(&difference.change)).map(|difference| self.difference(framework, base, difference)).collect(),
        };
        let groups: Vec<DifferenceGroup> = [
            group("hidden", &|change| matches!(change, Change::Hidden)),
            group("added", &|change| matches!(change, Change::Added)),
            group("reworded", &|change| matches!(change, Change::Reworded { .. })),
            group("reweighted", &|change| matches!(change, Change::Reweighted { .. })),
        ]
        .into_iter()
        .filter(|group| !group.items.is_empty())
        .collect();
        let questions = framework.indicators().count();
        let comparable = framework.indicators().filter(|indicator| adapts.comparable.contains(&indicator.id)).count();
        let assessments = self.sources.assessments;
        let view = EditionView {
            base: self.text(&base.title),
            base_version: adapts.base_version.clone(),
            version: framework.version.clone(),
            counts: vec![
                self.words.count("count_questions", questions as u64),
                self.words.fill("edition_comparable_count", &[("n", &comparable.to_string()), ("m", &base.indicators().count().to_string())]),
            ],
            groups,
            parts: self.parts(framework, adapts),
            questionnaires: assessments.questionnaires.values().filter(|questionnaire| questionnaire.framework == framework.id).map(|questionnaire| self.questionnaire_link(questionnaire)).collect(),
            results: self.sources.scores.latest(&framework.id).into_iter().map(|result| self.result_link(result)).collect(),
        };
        (shell, body(view))
    }

    fn difference(&self, framework: &Framework, base: &Framework, difference: &Difference) -> DifferenceView {
        // What is hidden is known to the base alone, what is added to the edition alone.
        let owner = if framework.compiled.find(difference.id.as_str()).is_some() { framework } else { base };
        let weight = |weight: &Exact| self.words.number(&weight.to_string());
        let (words, note) = match &difference.change {
            Change::Hidden => (Vec::new(), self.hidden_questions(base, &difference.id)),
            Change::Added => (Vec::new(), String::new()),
            Change::Reworded { changed, words } => {
                let key = if *changed { "edition_meaning_changed" } else { "edition_meaning_same" };
                (words.iter().map(|words| self.words_view(words)).collect(), self.words.get(key).to_owned())
            }
            Change::Reweighted { from, to } => (Vec::new(), self.words.fill("edition_weight", &[("from", &weight(from)), ("to", &weight(to))])),
        };
        let href = framework.find(difference.id.as_str()).and_then(|indicator| self.question_href(framework, indicator)).unwrap_or_default();
        let (title, place) = (self.node_said(owner, &difference.id), self.place_of(owner, &difference.id));
        DifferenceView { title, place, href, words, note, reason: self.said(&difference.reason) }
    }

    /// How many questions are left out with a group; empty for a question.
    fn hidden_questions(&self, base: &Framework, id: &Id) -> String {
        let Some(group) = base.compiled.find(id.as_str()) else { return String::new() };
        let parent = |node: u32| base.compiled.nodes.get(node as usize).and_then(|node| node.parent);
        let within = |node: u32| std::iter::successors(parent(node), |above| parent(*above)).any(|above| above == group);
        match base.indicators().filter(|indicator| within(indicator.node)).count() {
            0 => String::new(),
            questions => self.words.count("count_questions", questions as u64),
        }
    }

    fn words_view(&self, words: &Rewording) -> WordsView {
        let part = match words.part {
            Part::Question => self.words.get("edition_part_question").to_owned(),
            Part::Level(level) => self.words.fill("level_n", &[("level", &level.to_string())]),
            Part::Statement => self.words.get("edition_part_statement").to_owned(),
            Part::Choice => self.words.get("edition_part_choice").to_owned(),
            Part::Guidance => self.words.get("edition_part_guidance").to_owned(),
            Part::Evidence => self.words.get("edition_part_evidence").to_owned(),
        };
        let text = |text: &Option<Text>| self.said_if(text.as_ref());
        WordsView { part, before: text(&words.before), after: text(&words.after) }
    }

    /// `area`, or the title of the area that a topic or question stands in.
    fn place_of(&self, framework: &Framework, id: &Id) -> Said {
        let place = framework.compiled.find(id.as_str());
        let area = place.and_then(|place| framework.compiled.area_of(place)).and_then(|area| framework.compiled.nodes.get(area as usize));
        match area {
            Some(area) if area.id == *id => self.words.get("edition_whole_area").into(),
            Some(area) => self.area_said(&area.id),
            None => Said::default(),
        }
    }

    /// The whole, the areas and topics; under a topic that is not comparable, the questions that make it so.
    fn parts(&self, framework: &Framework, adapts: &Adapts) -> Vec<PartView> {
        let part = |title: Said, id: &str| {
            let comparable = adapts.comparable.contains(id);
            let words = self.words.get(if comparable { "edition_comparable" } else { "edition_not_comparable" }).to_owned();
            PartView { title, whole: false, topic: false, question: false, comparable, words }
        };
        let mut parts = vec![PartView { whole: true, ..part(self.words.get("overall").into(), OVERALL) }];
        for domain in &framework.domains {
            parts.push(part(self.area_said(&domain.id), domain.id.as_str()));
            for capacity in &domain.capacities {
                parts.push(PartView { topic: true, ..part(self.said(&capacity.title), capacity.id.as_str()) });
                let apart = capacity.indicators.iter().filter(|indicator| !adapts.comparable.contains(&indicator.id));
                parts.extend(apart.map(|indicator| {
                    let words = self.words.get(why_apart(adapts, &indicator.id)).to_owned();
                    PartView { question: true, words, ..part(self.said(&indicator.question), indicator.id.as_str()) }
                }));
            }
        }
        parts
    }

    /// The result of an edition in terms of its base, unless the place answered the base itself in the same round.
    pub(super) fn told(&self, scores: &UnitScores) -> Option<&UnitScores> {
        let base = &self.framework(&scores.framework)?.adapts.as_ref()?.base;
        let told = self.sources.scores.rounds(base, &scores.unit).into_iter();
        told.into_iter().find(|told| told.round == scores.round && told.edition.as_ref() == Some(&scores.framework))
    }

    /// Where a result is told in terms of the base: of which edition it is.
    pub(super) fn told_from(&self, scores: &UnitScores) -> String {
        let edition = scores.edition.as_ref().and_then(|edition| self.framework(edition));
        edition.map(|edition| self.words.fill("told_from", &[("title", &self.text(&edition.title))])).unwrap_or_default()
    }

    pub(super) fn told_view(&self, edition: &Framework, scores: &UnitScores) -> Option<ToldView> {
        let (told, adapts) = (self.told(scores)?, edition.adapts.as_ref()?);
        let base = self.framework(&adapts.base)?;
        let row = |title: Said, id: &str| {
            let place = base.compiled.find(id)?;
            let [here, there] = [edition.compiled.find(id).map(|node| self.score_view(edition, &scores.nodes, node)), Some(self.score_view(base, &told.nodes, place))];
            if there.as_ref().is_none_or(|there| there.not_asked) {
                return None;
            }
            let all = questions_below(&base.compiled, place);
            let asked = all.saturating_sub(told.nodes.get(place as usize)?.counts.not_asked as usize);
            let comparable = adapts.comparable.contains(id);
            Some(ToldRow {
                title,
                whole: id == OVERALL,
                here: here.map(|score| score.text).unwrap_or_default(),
                there: there.map(|score| score.text).unwrap_or_default(),
                questions: self.words.fill("n_of_m", &[("n", &asked.to_string()), ("m", &all.to_string())]),
                comparable,
                words: self.words.get(if comparable { "edition_comparable" } else { "edition_not_comparable" }).to_owned(),
            })
        };
        let mut rows: Vec<ToldRow> = row(self.words.get("overall").into(), OVERALL).into_iter().collect();
        rows.extend(edition.domains.iter().filter_map(|domain| row(self.area_said(&domain.id), domain.id.as_str())));
        let answers = answers_of(self.sources.assessments, told)?;
        let traces = Traces::new(&base.compiled, answers.sheet());
        Some(ToldView {
            base: self.said(&base.title),
            edition: self.edition_link(edition),
            rows,
            overall_trace: self.trace_view(base, &traces, base.compiled.root()),
            traces: base.domains.iter().flat_map(|domain| self.area_traces(base, &traces, domain)).collect(),
        })
    }
}

/// Why a question is not comparable.
fn why_apart(adapts: &Adapts, id: &Id) -> &'static str {
    match adapts.differences.iter().find(|difference| difference.id == *id).map(|difference| &difference.change) {
        Some(Change::Added) => "edition_apart_added",
        Some(Change::Reworded { changed: true, .. }) => "edition_apart_changed",
        _ => "edition_apart_condition",
    }
}

/// How many scored questions stand at or below a node.
fn questions_below(compiled: &Compiled, place: u32) -> usize {
    match compiled.nodes.get(place as usize).map(|node| &node.shape) {
        Some(Shape::Leaf(leaf)) => usize::from(leaf.kind.is_scored()),
        Some(Shape::Branch(branch)) => branch.children.iter().map(|child| questions_below(compiled, *child)).sum(),
        None => 0,
    }
}
