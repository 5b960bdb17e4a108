//! What several respondents said about one place: their results side by side, and the agenda of what to talk about,
//! with room for the agreed answer on paper.

use serde::Serialize;

use super::results::BandView;
use super::result::ScoreView;
use super::said::Said;
use super::trace::{NamedTrace, TraceView};
use super::{Link, Maker, Shell, body};
use crate::model::EntryKind;
use crate::model::answers::{AnswerSet, Given};
use crate::model::exact::{Exact, Mode};
use crate::model::framework::{Framework, Indicator, Kind};
use crate::score::{Agreement, Traces, UnitScores};

#[derive(Serialize)]
struct DiscussionView {
    unit: String,
    round: String,
    date: String,
    framework: Said,
    count: String,
    respondents: Vec<Link>,
    overall: ScoreView,
    overall_trace: Option<TraceView>,
    rows: Vec<RowView>,
    agenda: Vec<AreaItems>,
    settled: Vec<AreaItems>,
    near: String,
    legend: Vec<BandView>,
    how: Vec<String>,
}

/// An area: together, then each respondent.
#[derive(Serialize)]
struct RowView {
    title: Said,
    cells: Vec<ScoreView>,
    /// How the area and its topics came about, together.
    traces: Vec<NamedTrace>,
}

#[derive(Serialize)]
struct AreaItems {
    title: Said,
    items: Vec<ItemView>,
}

/// A question to talk about.
#[derive(Serialize)]
struct ItemView {
    id: String,
    title: Said,
    href: String,
    reason: String,
    combine: String,
    spread: String,
    combined: String,
    agreed: bool,
    scale: Vec<StepView>,
    answers: Vec<SaidView>,
}

/// A level, and how many chose it.
#[derive(Serialize)]
struct StepView {
    label: String,
    count: usize,
}

/// What one respondent said.
#[derive(Serialize)]
struct SaidView {
    who: String,
    answer: String,
    level_text: Said,
    note: Option<String>,
    reason: Option<String>,
    confidence: String,
    evidence: Vec<String>,
}

/// The parts of a page that its questions need.
#[derive(Clone, Copy)]
struct Of<'a> {
    framework: &'a Framework,
    scores: &'a UnitScores,
    sets: &'a [&'a AnswerSet],
    names: &'a [String],
}

impl Maker<'_> {
    /// The page of what the respondents of a unit said, if there is one.
    pub(super) fn discussion_link(&self, scores: &UnitScores) -> Option<Link> {
        let pages = &self.sources.outline.discussions;
        // What was answered is an edition, where the result is told in terms of its base.
        let asked = scores.edition.as_ref().unwrap_or(&scores.framework);
        let page = pages.iter().find(|page| page.framework == *asked && page.unit == scores.unit && page.round == scores.round)?;
        Some(Link { title: self.words.get("discussion_link").to_owned(), href: self.linker.page(&page.path), ..Link::default() })
    }

    pub(super) fn discussion(&self, index: usize) -> (Shell, serde_json::Value) {
        let page = &self.sources.outline.discussions[index];
        let unit = self.unit_name(&page.unit);
        let round = self.words.fill("assessment_round", &[("round", &page.round)]);
        let description = self.words.fill("discussion_description", &[("unit", &unit), ("round", &page.round)]);
        let mut shell = self.shell(self.words.fill("discussion_title", &[("unit", &unit), ("round", &page.round)]), description);
        shell.demo = self.is_demo(&page.unit);
        let scores = self.sources.scores.rounds(&page.framework, &page.unit).into_iter().find(|scores| scores.round == page.round);
        let (Some(framework), Some(scores)) = (self.framework(&page.framework), scores) else { return (shell, serde_json::Value::Null) };
        let all: Vec<&AnswerSet> = scores.sets.iter().filter_map(|id| self.sources.assessments.answer_set(id)).collect();
        let (sets, names): (Vec<&AnswerSet>, Vec<String>) = self.respondents(scores).into_iter().unzip();
        let traces = Traces::of_unit(&framework.compiled, &all);
        let of = Of { framework, scores, sets: &sets, names: &names };
        let root = framework.compiled.root();
        let (agenda, settled): (Vec<&Agreement>, Vec<&Agreement>) =
            scores.agreement.iter().partition(|agreement| agreement.discuss.is_some() && !agreement.agreed);
        let settled: Vec<&Agreement> = settled.into_iter().filter(|agreement| agreement.discuss.is_some()).collect();
        let near = u64::try_from(scores.agreement.len() - agenda.len() - settled.len()).unwrap_or(0);
        let view = DiscussionView {
            unit,
            round,
            date: scores.date.map(|date| self.words.date(date)).unwrap_or_default(),
            framework: self.said(&framework.title),
            count: self.words.count("count_to_discuss", agenda.len() as u64),
            respondents: sets.iter().zip(&names).map(|(set, name)| self.respondent(set, name)).collect(),
            overall: self.score_view(framework, &scores.nodes, root),
            overall_trace: self.trace_view(framework, &traces, root),
            rows: framework
                .domains
                .iter()
                .filter(|domain| scores.nodes.get(domain.node as usize).is_some_and(|node| node.state != crate::score::State::NotAsked))
                .map(|domain| {
                    let own = sets.iter().filter_map(|set| self.sources.scores.of_set(&set.id)).map(|set| self.score_view(framework, &set.nodes, domain.node));
                    RowView {
                        title: self.area_said(&domain.id),
                        cells: std::iter::once(self.score_view(framework, &scores.nodes, domain.node)).chain(own).collect(),
                        traces: self.area_traces(framework, &traces, domain),
                    }
                })
                .collect(),
            agenda: self.differing(of, &agenda),
            settled: self.differing(of, &settled),
            near: self.words.count("count_near", near),
            legend: self.legend(framework),
            how: self.how_answers_count(framework),
        };
        (shell, body(view))
    }

    /// A respondent as the page may show one, with a link to the answers.
    fn respondent(&self, set: &AnswerSet, name: &str) -> Link {
        let place = self.sources.assessments.answers.iter().position(|other| other.id == set.id);
        let page = place.and_then(|place| self.sources.outline.results.get(place));
        let cleared = [&set.respondent.name, &set.respondent.role, &set.respondent.institution].into_iter().flatten().cloned();
        Link {
            title: name.to_owned(),
            href: page.map(|id| self.href(EntryKind::Result, id.as_str())).unwrap_or_default(),
            meta: cleared.chain(set.date.map(|date| self.words.date(date))).collect(),
            ..Link::default()
        }
    }

    fn differing(&self, of: Of<'_>, agreements: &[&Agreement]) -> Vec<AreaItems> {
        let mut areas = Vec::new();
        for domain in &of.framework.domains {
            let items: Vec<ItemView> = super::assessment::indicators(domain)
                .filter_map(|indicator| Some((indicator, agreements.iter().find(|agreement| agreement.question == indicator.number)?)))
                .map(|(indicator, agreement)| self.item(of, indicator, agreement))
                .collect();
            if !items.is_empty() {
                areas.push(AreaItems { title: self.area_said(&domain.id), items });
            }
        }
        areas
    }

    fn item(&self, of: Of<'_>, indicator: &Indicator, agreement: &Agreement) -> ItemView {
        let node = &of.scores.nodes[indicator.node as usize];
        let leaf = of.framework.compiled.leaf(indicator.number);
        let heard: Vec<(&AnswerSet, &String)> = of
            .sets
            .iter()
            .copied()
            .zip(of.names)
            .filter(|(set, _)| set.asked.get(indicator.number as usize) == Some(&true))
            .collect();
        let levels: Vec<Option<u32>> = heard.iter().map(|(set, _)| self.node_of(set, indicator).and_then(|node| node.level)).collect();
        let spread = match (&agreement.lowest, &agreement.highest, &agreement.agreement) {
            (Some(lowest), Some(highest), Some(share)) if lowest != highest => {
                let words = |rank: &Exact| match indicator.kind {
                    Kind::Points | Kind::Number => self.words.per_cent(&rank.rounded(1, Mode::HalfUp).to_string()),
                    _ => self.level_words(of.framework, indicator, rank.to_u32(), None),
                };
                let share = (share * &Exact::HUNDRED).rounded(0, Mode::HalfUp);
                self.words.fill("spread", &[("lowest", &words(lowest)), ("highest", &words(highest)), ("share", &self.words.per_cent(&share.to_string()))])
            }
            _ => String::new(),
        };
        ItemView {
            id: indicator.id.to_string(),
            title: self.said(&indicator.question),
            href: self.question_href(of.framework, indicator).unwrap_or_default(),
            reason: agreement.discuss.map(|reason| self.words.get(&format!("discuss_{}", reason.word())).to_owned()).unwrap_or_default(),
            combine: leaf.map(|leaf| self.words.get(&format!("combine_{}", leaf.combine.word())).to_owned()).unwrap_or_default(),
            spread,
            combined: self.answer_words(of.framework, indicator, node),
            agreed: agreement.agreed,
            scale: self.scale(of.framework, indicator, &levels),
            answers: heard.iter().map(|(set, name)| self.answer_of(of.framework, indicator, set, name)).collect(),
        }
    }

    fn node_of(&self, set: &AnswerSet, indicator: &Indicator) -> Option<&crate::score::NodeScore> {
        self.sources.scores.of_set(&set.id)?.nodes.get(indicator.node as usize)
    }

    /// The answer of a node in words: its level, its figure, or its state.
    fn answer_words(&self, framework: &Framework, indicator: &Indicator, node: &crate::score::NodeScore) -> String {
        match node.state {
            crate::score::State::Answered | crate::score::State::No => self.level_words(framework, indicator, node.level, node.score.as_ref()),
            state => self.words.get(&format!("state_{}", state.word())).to_owned(),
        }
    }

    /// How many respondents chose each level.
    fn scale(&self, framework: &Framework, indicator: &Indicator, levels: &[Option<u32>]) -> Vec<StepView> {
        let (first, last) = match indicator.kind {
            Kind::Ladder => (1, framework.levels),
            Kind::Gated => (0, u32::try_from(indicator.attributes.len()).unwrap_or(0)),
            Kind::Presence => (0, 2),
            Kind::Coverage => (0, 3),
            _ => return Vec::new(),
        };
        let label = |level: u32| match indicator.kind {
            Kind::Presence | Kind::Coverage => self.level_words(framework, indicator, Some(level), None),
            _ => self.words.fill("level_n", &[("level", &level.to_string())]),
        };
        (first..=last).map(|level| StepView { label: label(level), count: levels.iter().filter(|other| **other == Some(level)).count() }).collect()
    }

    fn answer_of(&self, framework: &Framework, indicator: &Indicator, set: &AnswerSet, name: &str) -> SaidView {
        let detail = set.details.get(&indicator.number);
        let node = self.node_of(set, indicator);
        let cleared = [&set.respondent.role, &set.respondent.institution].into_iter().flatten().next();
        let given = set.given.get(indicator.number as usize).unwrap_or(&Given::Blank);
        SaidView {
            who: cleared.map_or_else(|| name.to_owned(), |role| format!("{name}: {role}")),
            answer: node.map(|node| self.answer_words(framework, indicator, node)).unwrap_or_default(),
            level_text: node.and_then(|node| node.level).filter(|_| matches!(given, Given::Step(_) | Given::Ticks(_))).and_then(|level| self.level_text(indicator, level)).unwrap_or_default(),
            note: detail.and_then(|detail| detail.note.clone()),
            reason: detail.and_then(|detail| detail.reason.clone()),
            confidence: detail.and_then(|detail| detail.confidence).map(|confidence| self.words.get(&format!("confidence_{}", confidence.word())).to_owned()).unwrap_or_default(),
            evidence: detail.map(|detail| self.evidence(detail)).unwrap_or_default(),
        }
    }
}
