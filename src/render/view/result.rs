//! The results of one answer set: every number with its words, its interval and its trace.

use serde::Serialize;

use super::results::BandView;
use super::edition::ToldView;
use super::rounds::RoundsView;
use super::said::Said;
use super::trace::TraceView;
use super::{Link, Maker, Shell, body};
use crate::model::answers::{AnswerSet, CONSENSUS, Detail, Given, Tick};
use crate::model::framework::{Capacity, Domain, Framework, Indicator, Kind};
use crate::model::{EntryKind, Exact, Id};
use crate::render::chart::{self, Common, Palette};
use crate::score::{self, Gap, NodeScore, SetScores, State, Traces, UnitScores, Urgency};

/// A number of the results, in words and figures.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct ScoreView {
    /// The figure, or the word that stands instead of it.
    pub(super) text: String,
    /// The figure for drawing, per cent.
    pub(super) value: Option<f64>,
    pub(super) starred: bool,
    /// The shade of its band.
    pub(super) band: Option<u32>,
    pub(super) letter: String,
    pub(super) label: Said,
    pub(super) interval: String,
    pub(super) lowest: Said,
    pub(super) completeness: String,
    /// How many answers name evidence; empty where nothing is answered.
    pub(super) evidence: String,
    pub(super) insufficient: bool,
    pub(super) not_asked: bool,
    #[serde(skip)]
    bounds: Option<(f64, f64)>,
}

#[derive(Serialize)]
struct ResultView {
    unit: String,
    parents: Vec<String>,
    round: String,
    date: String,
    framework: Said,
    version: String,
    respondent: Option<String>,
    overall: ScoreView,
    radar: String,
    bars: String,
    /// The same for paper, in parts that can be read.
    bar_charts: Vec<String>,
    legend: Vec<BandView>,
    areas: Vec<AreaView>,
    priorities: Vec<PriorityView>,
    /// What nobody answered, and what was answered by "we do not know": to be found out before it is a gap.
    open: Vec<OpenView>,
    plan: Option<Link>,
    /// The newest result of the place, where this is an older one.
    newer: Option<Link>,
    /// The other pages of this assessment.
    beside: Vec<Link>,
    /// An edition's result in terms of its base.
    told: Option<ToldView>,
    rounds: Option<RoundsView>,
    how: Vec<String>,
    overall_trace: Option<TraceView>,
    csv: String,
}

#[derive(Serialize)]
struct AreaView {
    id: String,
    title: Said,
    href: String,
    asked: bool,
    score: ScoreView,
    topics: Vec<TopicView>,
    trace: Option<TraceView>,
}

#[derive(Serialize)]
struct TopicView {
    title: Said,
    score: ScoreView,
    questions: Vec<AnswerView>,
    trace: Option<TraceView>,
}

#[derive(Serialize)]
struct AnswerView {
    id: String,
    title: Said,
    href: String,
    state: &'static str,
    state_words: String,
    answer: String,
    level_text: Said,
    /// A gated question: what is not yet true of the next level, each with its answer.
    missing: Vec<Said>,
    target: String,
    urgency: Option<&'static str>,
    urgency_words: String,
    note: Option<String>,
    reason: Option<String>,
    evidence: Vec<String>,
    sops: Vec<Link>,
    practices: Vec<Link>,
}

#[derive(Serialize)]
struct PriorityView {
    question: Said,
    href: String,
    area: Said,
    from: String,
    to: String,
    next: Said,
    urgency: &'static str,
    urgency_words: String,
    share: String,
    sops: Vec<Link>,
}

/// Questions without a known answer, of one kind.
#[derive(Serialize)]
struct OpenView {
    title: String,
    questions: Vec<Link>,
}

/// What a page of results is of.
#[derive(Clone, Copy)]
struct Of<'a> {
    framework: &'a Framework,
    set: &'a AnswerSet,
    scores: &'a SetScores,
    traces: &'a Traces<'a>,
}

impl Maker<'_> {
    /// A node's figure as every table, chart and sentence shows it: with a plus where its rule says so, and with an asterisk
    /// where it could be another one. `None` where no number may be shown.
    pub(super) fn figure(&self, node: &NodeScore) -> Option<String> {
        let score = node.score.as_ref()?;
        Some(format!("{}{}{}", self.words.per_cent(&score.to_string()), if node.plus { "+" } else { "" }, if node.is_uncertain() { "*" } else { "" }))
    }

    /// A node's figure, or the words for why there is none.
    pub(super) fn figure_or_state(&self, node: &NodeScore) -> String {
        self.figure(node).unwrap_or_else(|| self.words.get(&format!("state_{}", node.state.word())).to_owned())
    }

    /// How many of the questions have a reply, and how many of the replies are "we do not know", which counts as the lowest.
    fn completeness(&self, node: &NodeScore) -> String {
        let counts = &node.counts;
        let replies = counts.answered + counts.no + counts.unknown;
        let sentence = self.words.fill("completeness", &[("replies", &replies.to_string()), ("applicable", &counts.applicable().to_string())]);
        match counts.unknown {
            0 => sentence,
            unknown => format!("{sentence} {}", self.words.count("count_unknown", unknown.into())),
        }
    }

    /// A node's result in words.
    pub(super) fn score_view(&self, framework: &Framework, nodes: &[NodeScore], node: u32) -> ScoreView {
        let node = &nodes[node as usize];
        let band = node.band.and_then(|band| framework.bands.get(band as usize));
        let shown = |exact: &Exact| self.words.per_cent(&exact.to_string());
        let open = u64::from(node.counts.unknown + node.counts.blank);
        let interval = match (&node.low, &node.high) {
            (Some(low), Some(high)) if low != high && node.score.is_some() => self.words.fill(
                "interval",
                &[("low", &shown(low)), ("high", &shown(high)), ("open", &self.words.count("count_open", open))],
            ),
            _ => String::new(),
        };
        let lowest = node.minimum.as_ref().filter(|_| node.score.is_some()).map(|minimum| {
            let child = &framework.compiled.nodes[minimum.node as usize].id;
            // A part that shows no number of its own shows none here either.
            let score = self.figure_or_state(&nodes[minimum.node as usize]);
            self.fill_said("lowest", &[("name", self.node_said(framework, child)), ("score", score.into())])
        });
        ScoreView {
            text: self.figure_or_state(node),
            value: node.score.as_ref().map(drawing),
            starred: node.is_uncertain(),
            band: band.map(|band| band.shade),
            // The plus of `min_plus` belongs to the letter as well: "D+".
            letter: band.and_then(|band| band.letter.clone()).map(|letter| if node.plus { letter + "+" } else { letter }).unwrap_or_default(),
            label: self.said_if(band.map(|band| &band.label)),
            interval,
            lowest: lowest.unwrap_or_default(),
            completeness: self.completeness(node),
            evidence: match u64::from(node.counts.answered + node.counts.no) {
                0 => String::new(),
                counted => self.words.fill(if node.counts.unknown == 0 { "evidence_count" } else { "evidence_count_others" }, &[("n", &node.counts.evidenced.to_string()), ("m", &counted.to_string())]),
            },
            insufficient: node.state == State::Insufficient,
            not_asked: matches!(node.state, State::NotAsked),
            bounds: node.low.as_ref().zip(node.high.as_ref()).map(|(low, high)| (drawing(low), drawing(high))),
        }
    }

    /// The title of an area, topic or question.
    pub(super) fn node_said(&self, framework: &Framework, id: &Id) -> Said {
        if let Some(indicator) = framework.find(id.as_str()) {
            return self.said(&indicator.question);
        }
        let capacity = framework.domains.iter().flat_map(|domain| &domain.capacities).find(|capacity| capacity.id == *id);
        match capacity {
            Some(capacity) => self.said(&capacity.title),
            None if framework.domains.iter().any(|domain| domain.id == *id) => self.area_said(id),
            None => self.said(&framework.title),
        }
    }

    /// The title of a page of results, and its sentence.
    pub(in crate::render) fn result_head(&self, set: &AnswerSet) -> (String, String) {
        let unit = self.unit_name(&set.unit);
        let round = self.words.fill("assessment_round", &[("round", &set.round)]);
        let description = self.words.fill("result_description", &[("unit", &unit), ("round", &set.round)]);
        // Several respondents have a page each; their codes may not be cleared, so they are numbered.
        let scores = self.sources.scores.rounds(&set.framework, &set.unit).into_iter().find(|scores| scores.round == set.round);
        let respondents = scores.map(|scores| self.respondents(scores)).unwrap_or_default();
        let person = match respondents.iter().position(|(other, _)| other.id == set.id) {
            Some(place) if respondents.len() > 1 => format!(" · {}", respondents[place].1),
            // What was agreed together is no respondent's.
            None if !respondents.is_empty() => format!(" · {}", self.words.get("agreed_answers")),
            _ => String::new(),
        };
        (format!("{unit}, {round}{person}"), description)
    }

    /// Who answered for a unit in a round, each with the name that pages give them; the facilitator's agreed answers are
    /// not one of them.
    pub(super) fn respondents(&self, scores: &UnitScores) -> Vec<(&AnswerSet, String)> {
        let sets = scores.sets.iter().filter_map(|id| self.sources.assessments.answer_set(id));
        sets.filter(|set| set.respondent.code != CONSENSUS)
            .enumerate()
            .map(|(place, set)| (set, self.words.fill("respondent_n", &[("n", &(place + 1).to_string())])))
            .collect()
    }

    /// What was noted beside the answers: anchor and title of the question, and the text.
    pub(in crate::render) fn result_notes(&self, set: &AnswerSet) -> Vec<(String, String, String)> {
        let Some(framework) = self.framework(&set.framework) else { return Vec::new() };
        let noted = framework.indicators().filter_map(|indicator| {
            let detail = set.details.get(&indicator.number)?;
            let mut texts: Vec<String> = detail.reason.iter().chain(&detail.note).cloned().collect();
            texts.extend(self.evidence(detail));
            (!texts.is_empty()).then(|| (indicator.id.to_string(), self.text(&indicator.question), texts.join(" · ")))
        });
        noted.collect()
    }

    pub(super) fn result(&self, index: usize) -> (Shell, serde_json::Value) {
        let set = &self.sources.assessments.answers[index];
        let (title, description) = self.result_head(set);
        let unit = self.unit_name(&set.unit);
        let round = self.words.fill("assessment_round", &[("round", &set.round)]);
        let mut shell = self.shell(title, description);
        shell.demo = self.is_demo(&set.unit);
        let framework = self.framework(&set.framework);
        let scores = self.sources.scores.of_set(&set.id);
        let (Some(framework), Some(scores)) = (framework, scores) else { return (shell, serde_json::Value::Null) };
        shell.revised = set.date.map(|date| self.words.fill("answers_of", &[("date", &self.words.date(date))]));
        let root = framework.compiled.root();
        let traces = Traces::new(&framework.compiled, set.into());
        let unit_scores = self.sources.scores.rounds(&set.framework, &set.unit).into_iter().find(|unit| unit.round == set.round);
        let of = Of { framework, set, scores, traces: &traces };
        let areas: Vec<AreaView> = framework.domains.iter().map(|domain| self.result_area(of, domain)).collect();
        let respondent = [&set.respondent.name, &set.respondent.role, &set.respondent.institution].into_iter().flatten().cloned().collect::<Vec<_>>();
        let view = ResultView {
            parents: self.parents(&set.unit),
            unit,
            round,
            date: set.date.map(|date| self.words.date(date)).unwrap_or_default(),
            framework: self.said(&framework.title),
            version: set.framework_version.clone(),
            respondent: (!respondent.is_empty()).then(|| respondent.join(", ")),
            overall: self.score_view(framework, &scores.nodes, root),
            radar: self.radar(framework, scores, &shell),
            bars: if self.palette() == Palette::Screen { self.bars(framework, scores, &shell).concat() } else { String::new() },
            bar_charts: if self.palette() == Palette::Print { self.bars(framework, scores, &shell) } else { Vec::new() },
            legend: self.legend(framework),
            priorities: self.priorities(framework, scores),
            open: self.still_open(framework, scores),
            newer: self.newer(&set.framework, &set.unit, &set.round),
            plan: self.plan_link(&set.framework, &set.unit, &set.round),
            beside: unit_scores.map(|unit| self.discussion_link(unit).into_iter().chain(self.places_link(unit)).chain(self.edition_link(framework)).collect()).unwrap_or_default(),
            told: unit_scores.and_then(|unit| self.told_view(framework, unit)),
            rounds: unit_scores.and_then(|unit| self.rounds_view(framework, unit, &shell).or_else(|| self.rounds_view(framework, self.told(unit)?, &shell))),
            how: self.how_answers_count(framework),
            overall_trace: self.trace_view(framework, &traces, root),
            areas,
            csv: self.linker.file("data/scores.csv"),
        };
        (shell, body(view))
    }

    /// The newest result of a place in the same questions, where that of `round` is an older one.
    pub(super) fn newer(&self, framework: &Id, unit: &Id, round: &str) -> Option<Link> {
        let newest = self.sources.scores.rounds(framework, unit).into_iter().next_back()?;
        if newest.round == round {
            return None;
        }
        let title = self.words.fill("assessment_round", &[("round", &newest.round)]);
        Some(Link { title, ..self.result_link(newest) })
    }

    /// The units that a unit belongs to, the nearest first.
    pub(super) fn parents(&self, id: &Id) -> Vec<String> {
        let mut names = Vec::new();
        let mut parent = self.unit(id).and_then(|unit| unit.parent.as_ref());
        while let Some(id) = parent.filter(|_| names.len() < 16) {
            names.push(self.unit_name(id));
            parent = self.unit(id).and_then(|unit| unit.parent.as_ref());
        }
        names
    }

    fn result_area(&self, of: Of<'_>, domain: &Domain) -> AreaView {
        let Of { framework, scores, traces, .. } = of;
        let score = self.score_view(framework, &scores.nodes, domain.node);
        let asked = !score.not_asked;
        let topics = domain.capacities.iter().filter(|_| asked).map(|capacity| self.result_topic(of, capacity)).collect();
        AreaView {
            id: format!("area-{}", domain.id),
            title: self.area_said(&domain.id),
            href: self.href(EntryKind::Area, domain.id.as_str()),
            asked,
            score,
            topics,
            trace: self.trace_view(framework, traces, domain.node).filter(|_| asked),
        }
    }

    fn result_topic(&self, of: Of<'_>, capacity: &Capacity) -> TopicView {
        let Of { framework, scores, traces, .. } = of;
        TopicView {
            title: self.said(&capacity.title),
            score: self.score_view(framework, &scores.nodes, capacity.node),
            questions: capacity.indicators.iter().map(|indicator| self.answer(of, indicator)).collect(),
            trace: self.trace_view(framework, traces, capacity.node),
        }
    }

    fn answer(&self, of: Of<'_>, indicator: &Indicator) -> AnswerView {
        let Of { framework, set, scores, .. } = of;
        let node = &scores.nodes[indicator.node as usize];
        let gap = scores.gaps.binary_search_by_key(&indicator.number, |gap| gap.question).ok();
        let gap = gap.and_then(|place| scores.gaps.get(place)).filter(|gap| gap.urgency != Urgency::None);
        let detail = set.details.get(&indicator.number);
        let valued = matches!(node.state, State::Answered | State::No);
        let state_words = self.words.get(&format!("state_{}", node.state.word())).to_owned();
        AnswerView {
            id: indicator.id.to_string(),
            title: self.said(&indicator.question),
            href: self.question_href(framework, indicator).unwrap_or_default(),
            state: node.state.word(),
            answer: if valued { self.level_words(framework, indicator, node.level, node.score.as_ref()) } else { state_words.clone() },
            state_words,
            level_text: node.level.filter(|_| valued).and_then(|level| self.level_text(indicator, level)).unwrap_or_default(),
            missing: set.given.get(indicator.number as usize).map(|given| self.missing(indicator, given)).unwrap_or_default(),
            target: gap.map(|gap| self.standing_words(framework, indicator, &gap.target)).unwrap_or_default(),
            urgency: gap.map(|gap| gap.urgency.word()),
            urgency_words: gap.map(|gap| self.words.get(&format!("urgency_{}", gap.urgency.word())).to_owned()).unwrap_or_default(),
            note: detail.and_then(|detail| detail.note.clone()),
            reason: detail.and_then(|detail| detail.reason.clone()),
            evidence: detail.map(|detail| self.evidence(detail)).unwrap_or_default(),
            sops: self.sops_of(indicator),
            practices: self.practices_of(indicator),
        }
    }

    pub(super) fn evidence(&self, detail: &Detail) -> Vec<String> {
        let line = |evidence: &crate::model::answers::Evidence| {
            let grade = self.words.get(&format!("evidence_{}", evidence.grade.word())).to_owned();
            let date = evidence.date.map(|date| self.words.date(date));
            [Some(grade), evidence.name.clone(), date, evidence.responsible.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ")
        };
        detail.evidence.iter().map(line).collect()
    }

    fn sops_of(&self, indicator: &Indicator) -> Vec<Link> {
        self.sources.toolbox.sops_named(&indicator.sops).filter_map(|sop| self.sop_link(sop)).collect()
    }

    fn practices_of(&self, indicator: &Indicator) -> Vec<Link> {
        self.sources.toolbox.practices_named(&indicator.practices).filter_map(|practice| self.practice_link(practice)).collect()
    }

    /// `level 2 of 5`, `partly`, or the figure.
    pub(super) fn level_words(&self, framework: &Framework, indicator: &Indicator, level: Option<u32>, score: Option<&Exact>) -> String {
        let word = |words: &[&str], prefix: &str| {
            let word = level.and_then(|level| words.get(level as usize));
            word.map_or_else(String::new, |word| self.words.get(&format!("{prefix}_{word}")).to_owned())
        };
        match (indicator.kind, level) {
            (Kind::Presence, _) => word(&crate::model::compiled::PRESENCE, "presence"),
            (Kind::Coverage, _) => word(&crate::model::compiled::COVERAGE, "coverage"),
            (_, Some(level)) => self.words.fill("level_of", &[("level", &level.to_string()), ("levels", &framework.levels.to_string())]),
            (_, None) => score.map(|score| self.words.per_cent(&score.to_string())).unwrap_or_default(),
        }
    }

    /// Where a gap begins or ends: a level in words, or per cent where points or a figure are scored, which have none.
    pub(super) fn standing_words(&self, framework: &Framework, indicator: &Indicator, standing: &Exact) -> String {
        if framework.compiled.leaf(indicator.number).is_some_and(|leaf| leaf.levels().is_some()) {
            return self.level_words(framework, indicator, standing.to_u32(), None);
        }
        self.words.per_cent(&(standing * &Exact::HUNDRED).rounded(1, crate::model::exact::Mode::HalfUp).to_string())
    }

    /// The described level's words; the statements of a gated question's level.
    pub(super) fn level_text(&self, indicator: &Indicator, level: u32) -> Option<Said> {
        let place = level.checked_sub(1)? as usize;
        match indicator.kind {
            Kind::Ladder => indicator.levels.get(place).map(|text| self.said(text)),
            Kind::Gated => indicator.attributes.get(place).map(|level| Said::join(level.iter().map(|(_, text)| self.said(text)), " ")),
            _ => None,
        }
    }

    /// The statements that stop the climb of a gated question, each with what was answered.
    fn missing(&self, indicator: &Indicator, given: &Given) -> Vec<Said> {
        let Given::Ticks(ticks) = given else { return Vec::new() };
        let Some((level, ticks)) = indicator.attributes.iter().zip(ticks).find(|(_, ticks)| ticks.iter().any(|tick| *tick != Tick::Yes)) else {
            return Vec::new();
        };
        let line = |((_, text), tick): (&(Id, crate::model::Text), &Tick)| {
            let answer = match tick {
                Tick::Yes => return None,
                Tick::Partial => "presence_partial",
                Tick::No => "presence_no",
                Tick::Unknown => "state_unknown",
                Tick::Blank => "state_blank",
            };
            Some(self.said(text).and(format!(" ({})", self.words.get(answer))))
        };
        level.iter().zip(ticks).filter_map(line).collect()
    }

    fn priorities(&self, framework: &Framework, scores: &SetScores) -> Vec<PriorityView> {
        let view = |gap: &Gap| {
            let indicator = framework.indicator(gap.question)?;
            let area = framework.compiled.area_of(indicator.node)?;
            let domain = framework.domains.iter().find(|domain| domain.node == area)?;
            let current = gap.current.to_u32();
            Some(PriorityView {
                question: self.said(&indicator.question),
                href: format!("#{}", indicator.id),
                area: self.area_said(&domain.id),
                from: self.standing_words(framework, indicator, &gap.current),
                to: self.standing_words(framework, indicator, &gap.target),
                next: current.and_then(|level| self.level_text(indicator, level + 1)).unwrap_or_default(),
                urgency: gap.urgency.word(),
                urgency_words: self.words.get(&format!("urgency_{}", gap.urgency.word())).to_owned(),
                share: if gap.danger { self.words.get("critical").to_owned() } else { self.words.per_cent(&(&gap.priority * &Exact::HUNDRED).rounded(0, crate::model::exact::Mode::HalfUp).to_string()) },
                sops: self.sops_of(indicator),
            })
        };
        score::first(&scores.gaps).into_iter().filter_map(view).take(10).collect()
    }

    fn still_open(&self, framework: &Framework, scores: &SetScores) -> Vec<OpenView> {
        let of = |state: State, words: &str| {
            let open = framework.indicators().filter(|indicator| scores.nodes.get(indicator.node as usize).is_some_and(|node| node.state == state));
            let questions: Vec<Link> = open.map(|indicator| Link { title: self.text(&indicator.question), href: format!("#{}", indicator.id), ..Link::default() }).collect();
            (!questions.is_empty()).then(|| OpenView { title: self.words.count(words, questions.len() as u64), questions })
        };
        [of(State::Blank, "still_to_answer"), of(State::Unknown, "to_find_out")].into_iter().flatten().collect()
    }

    fn chart_words(&self) -> chart::Words {
        chart::Words {
            value: self.words.get("chart_value").to_owned(),
            interval: self.words.get("chart_interval").to_owned(),
            target: self.words.get("chart_target").to_owned(),
            missing: self.words.get("no_result").to_owned(),
        }
    }

    fn radar(&self, framework: &Framework, scores: &SetScores, shell: &Shell) -> String {
        let axes = framework.domains.iter().map(|domain| {
            let score = self.score_view(framework, &scores.nodes, domain.node);
            chart::Axis {
                label: self.area_title(&domain.id),
                short: String::new(),
                value: score.value,
                interval: score.bounds.filter(|_| score.value.is_some()).map(|(low, high)| chart::Interval { low, high }),
                target: None,
                value_label: score.text,
            }
        });
        let ring = |value: u32| chart::Tick { at: f64::from(value), label: self.words.per_cent(&value.to_string()) };
        let axes: Vec<chart::Axis> = axes.collect();
        // Where nothing has a result, a drawing of nothing says less than the words above it.
        if axes.iter().all(|axis| axis.value.is_none()) {
            return String::new();
        }
        let radar = chart::Radar { axes, max: 100.0, rings: [20, 40, 60, 80, 100].map(ring).to_vec(), words: self.chart_words() };
        let title = self.words.fill("radar_title", &[("title", &shell.title)]);
        let common = Common { id: "radar", title: &title, description: &shell.description, palette: self.palette(), width: chart::WIDE };
        chart::responsive(&common, |common| chart::radar(common, &radar))
    }

    fn bars(&self, framework: &Framework, scores: &SetScores, shell: &Shell) -> Vec<String> {
        let rows = framework.domains.iter().flat_map(|domain| &domain.capacities).filter_map(|capacity| {
            let score = self.score_view(framework, &scores.nodes, capacity.node);
            (!score.not_asked).then(|| chart::Bar {
                label: self.text(&capacity.title),
                href: None,
                value: score.value,
                interval: score.bounds.filter(|_| score.value.is_some()).map(|(low, high)| chart::Interval { low, high }),
                target: None,
                value_label: score.text,
                fill: 0,
            })
        });
        let tick = |value: u32| chart::Tick { at: f64::from(value), label: self.words.per_cent(&value.to_string()) };
        let rows: Vec<chart::Bar> = rows.collect();
        if rows.iter().all(|row| row.value.is_none()) {
            return Vec::new();
        }
        let bars = |rows: &[chart::Bar]| chart::Bars { rows: rows.to_vec(), order: chart::Order::Plain, max: 100.0, ticks: [0, 20, 40, 60, 80, 100].map(tick).to_vec(), words: self.chart_words() };
        let title = self.words.fill("bars_title", &[("title", &shell.title)]);
        let common = Common { id: "bars", title: &title, description: &shell.description, palette: self.palette(), width: chart::WIDE };
        self.parts_of_pages(&rows).map(|rows| chart::responsive(&common, |common| chart::bars(common, &bars(rows)))).collect()
    }
}

/// An exact number as a position in a drawing: the only way from a score to a float.
pub(super) fn drawing(exact: &Exact) -> f64 {
    exact.fixed(4).parse().unwrap_or(0.0)
}
