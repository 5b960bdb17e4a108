//! One assessment of a place against the one before: what changed, what cannot be compared and why, and how far the
//! targets set then were reached.

use std::collections::BTreeSet;

use serde::Serialize;

use super::said::Said;
use super::{Maker, Shell};
use crate::model::crosswalk::Row;
use crate::model::exact::Mode;
use crate::model::framework::{Framework, Indicator};
use crate::model::{Exact, Id};
use crate::render::chart::{self, Common};
use crate::score::{self, Break, Change, NodeScore, UnitScores, compare};

/// The comparison with the round before.
#[derive(Serialize)]
pub(super) struct RoundsView {
    /// Assessments of earlier versions whose answers a crosswalk carried over.
    carried: Vec<CarriedView>,
    /// That editions are told in terms of their base, where one of the two was answered to an edition.
    told: String,
    earlier: String,
    later: String,
    chart: String,
    rows: Vec<ChangeView>,
    targets: Vec<TargetView>,
    /// How much of all targets is reached, in words; empty without targets.
    reached: String,
}

/// A part then and now.
#[derive(Serialize)]
struct ChangeView {
    title: Said,
    whole: bool,
    earlier: String,
    later: String,
    change: String,
    /// Why the two cannot be compared, if they cannot.
    broken: String,
    /// What both are of the questions that were asked in both, where only that can be compared.
    alike: String,
}

/// A crosswalk that an assessment went through.
#[derive(Serialize)]
struct CarriedView {
    words: String,
    rows: Vec<CarriedRow>,
}

/// What became of a question.
#[derive(Serialize)]
struct CarriedRow {
    then: Said,
    relation: String,
    now: Vec<Said>,
    reason: Said,
}

/// A question with a target that was set then.
#[derive(Serialize)]
struct TargetView {
    title: Said,
    /// Where it stands on the page; empty where the page does not ask it.
    href: String,
    earlier: String,
    later: String,
    target: String,
    by: String,
    progress: String,
}

impl Maker<'_> {
    /// What changed since the round before; `None` for a first round. `page` is the framework whose questions the page shows:
    /// the framework of the scores, or an edition of it.
    pub(super) fn rounds_view(&self, page: &Framework, scores: &UnitScores, shell: &Shell) -> Option<RoundsView> {
        let framework = self.framework(&scores.framework)?;
        let rounds = self.sources.scores.rounds(&scores.framework, &scores.unit);
        let place = rounds.iter().position(|other| other.round == scores.round)?;
        let earlier = *rounds.get(place.checked_sub(1)?)?;
        let changes = compare(&framework.compiled, earlier, scores);
        let alike = score::like_for_like(self.sources.assessments, earlier, scores);
        let row = |title: Said, node: u32, whole: bool| {
            let pair = alike.as_ref().and_then(|[then, now]| Some([then.get(node as usize)?, now.get(node as usize)?]));
            self.change(changes.get(node as usize)?, [earlier, scores].map(|scores| scores.nodes.get(node as usize)), pair, title, whole)
        };
        let mut rows: Vec<ChangeView> = row(self.words.get("overall").into(), framework.compiled.root(), true).into_iter().collect();
        rows.extend(framework.domains.iter().filter_map(|domain| row(self.area_said(&domain.id), domain.node, false)));
        let targets: Vec<TargetView> = framework.indicators().filter_map(|indicator| self.target_of([framework, page], indicator, earlier, scores, &changes)).collect();
        let set = earlier.gaps.iter().filter(|gap| gap.set);
        let now = |gap: &score::Gap| scores.gaps.binary_search_by_key(&gap.question, |gap| gap.question).ok().and_then(|place| scores.gaps.get(place));
        // Each as a share of the largest gap that its question can have, so that levels and figures add up.
        let pairs: Vec<(Exact, Exact)> =
            set.filter_map(|gap| Some((now(gap)?.current.divided(&gap.most)?, gap.target.divided(&gap.most)?))).collect();
        let reached = score::to_target(pairs.iter().map(|(current, target)| (current, target))).map(|share| {
            let share = (&share * &Exact::HUNDRED).rounded(0, Mode::HalfUp);
            self.words.fill("targets_reached", &[("share", &self.words.per_cent(&share.to_string())), ("count", &self.words.count("count_targets", pairs.len() as u64))])
        });
        let told = [earlier, scores].into_iter().any(|scores| scores.edition.is_some());
        Some(RoundsView {
            carried: [earlier, scores].into_iter().flat_map(|scores| self.carried(scores)).collect(),
            told: if told { self.words.fill("told_rounds", &[("base", &self.text(&framework.title))]) } else { String::new() },
            chart: self.slopes(framework, earlier, scores, &changes, shell),
            earlier: self.round_words(earlier),
            later: self.round_words(scores),
            rows,
            targets,
            reached: reached.filter(|_| !pairs.is_empty()).unwrap_or_default(),
        })
    }

    /// The crosswalks that the answers of an assessment went through.
    fn carried(&self, scores: &UnitScores) -> Vec<CarriedView> {
        let assessments = self.sources.assessments;
        let sets = scores.sets.iter().filter_map(|id| assessments.answer_set(id)).filter(|set| set.carried);
        let walks: BTreeSet<(&Id, &str)> = sets.map(|set| (&set.framework, set.framework_version.as_str())).collect();
        let view = |(framework, version): (&Id, &str)| {
            let framework = self.framework(framework)?;
            let walk = assessments.crosswalks.get(&(framework.id.clone(), version.to_owned()))?;
            let words = [("round", self.round_words(scores)), ("from", version.to_owned()), ("to", framework.version.clone())];
            let words: Vec<(&str, &str)> = words.iter().map(|(key, text)| (*key, text.as_str())).collect();
            let row = |row: &Row| CarriedRow {
                then: match &row.was {
                    Some(was) => self.said(was),
                    None if row.then.is_empty() => "–".into(),
                    None => row.then.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ").into(),
                },
                relation: self.words.get(&format!("crosswalk_{}", row.relation.word())).to_owned(),
                now: row.now.iter().map(|id| self.node_said(framework, id)).collect(),
                reason: self.said(&row.reason),
            };
            Some(CarriedView { words: self.words.fill("crosswalk_carried", &words), rows: walk.rows.iter().map(row).collect() })
        };
        walks.into_iter().filter_map(view).collect()
    }

    fn round_words(&self, scores: &UnitScores) -> String {
        self.words.fill("assessment_round", &[("round", &scores.round)])
    }

    /// A part that has a number in at least one of the two.
    fn change(&self, change: &Change, nodes: [Option<&NodeScore>; 2], alike: Option<[&NodeScore; 2]>, title: Said, whole: bool) -> Option<ChangeView> {
        if change.earlier.is_none() && change.later.is_none() {
            return None;
        }
        let alike = alike.filter(|_| change.gap_in_series == Some(Break::OtherQuestions)).and_then(|[then, now]| {
            let (earlier, later) = (then.score.as_ref()?, now.score.as_ref()?);
            let change = self.signed(&(later - earlier));
            Some(self.words.fill("change_alike", &[("earlier", &self.figure(then)?), ("later", &self.figure(now)?), ("change", &change)]))
        });
        let [earlier, later] = nodes.map(|node| self.figure_or_dash(node));
        Some(ChangeView {
            title,
            whole,
            earlier,
            later,
            change: change.change.as_ref().map(|change| self.signed(change)).unwrap_or_default(),
            alike: alike.unwrap_or_default(),
            broken: change.gap_in_series.map(|gap| self.words.get(&format!("break_{}", gap.word())).to_owned()).unwrap_or_default(),
        })
    }

    /// The figure of a part as it was shown then, or a dash.
    fn figure_or_dash(&self, node: Option<&NodeScore>) -> String {
        node.and_then(|node| self.figure(node)).unwrap_or_else(|| String::from("–"))
    }

    /// `+12.5`, `−3`, `0`: points of per cent.
    fn signed(&self, change: &Exact) -> String {
        let text = self.words.number(&change.to_string());
        if *change > Exact::ZERO { format!("+{text}") } else { text }
    }

    fn target_of(&self, [framework, page]: [&Framework; 2], indicator: &Indicator, earlier: &UnitScores, later: &UnitScores, changes: &[Change]) -> Option<TargetView> {
        let find = |scores: &UnitScores| scores.gaps.binary_search_by_key(&indicator.number, |gap| gap.question).ok();
        let then = earlier.gaps.get(find(earlier)?).filter(|gap| gap.set)?;
        let now = later.gaps.get(find(later)?);
        let words = |standing: &Exact| self.standing_words(framework, indicator, standing);
        let change = changes.get(indicator.node as usize)?;
        let progress = match (&change.progress, change.gap_in_series) {
            (Some(progress), _) => self.words.per_cent(&(progress * &Exact::HUNDRED).rounded(0, Mode::HalfUp).to_string()),
            (None, Some(gap)) => self.words.get(&format!("break_{}", gap.word())).to_owned(),
            (None, None) => String::from("–"),
        };
        Some(TargetView {
            title: self.said(&indicator.question),
            href: if page.find(indicator.id.as_str()).is_some() { format!("#{}", indicator.id) } else { String::new() },
            earlier: words(&then.current),
            later: now.map(|gap| words(&gap.current)).unwrap_or_default(),
            target: words(&then.target),
            by: then.by.map(|date| self.words.date(date)).unwrap_or_default(),
            progress,
        })
    }

    fn slopes(&self, framework: &Framework, earlier: &UnitScores, later: &UnitScores, changes: &[Change], shell: &Shell) -> String {
        let drawn = |value: &Option<Exact>| value.as_ref().map(super::result::drawing);
        let figure = |scores: &UnitScores, node: u32| self.figure_or_dash(scores.nodes.get(node as usize));
        let rows: Vec<chart::Slope> = framework
            .domains
            .iter()
            .filter_map(|domain| Some((domain, changes.get(domain.node as usize)?)))
            .filter(|(_, change)| change.earlier.is_some() || change.later.is_some())
            .map(|(domain, change)| chart::Slope {
                label: self.area_title(&domain.id),
                figures: format!("{} → {}", figure(earlier, domain.node), figure(later, domain.node)),
                earlier: drawn(&change.earlier),
                later: drawn(&change.later),
                broken: change.gap_in_series.is_some(),
            })
            .collect();
        if rows.is_empty() {
            return String::new();
        }
        let broken = rows.iter().any(|row| row.broken && row.earlier.is_some() && row.later.is_some());
        let tick = |value: u32| chart::Tick { at: f64::from(value), label: self.words.per_cent(&value.to_string()) };
        let slopes = chart::Slopes {
            earlier: earlier.round.clone(),
            later: later.round.clone(),
            rows,
            max: 100.0,
            ticks: [0, 20, 40, 60, 80, 100].map(tick).to_vec(),
            broken: if broken { self.words.get("break_drawn").to_owned() } else { String::new() },
        };
        let title = self.words.fill("slopes_title", &[("title", &shell.title)]);
        let common = Common { id: "slopes", title: &title, description: &shell.description, palette: self.palette(), width: chart::WIDE };
        chart::responsive(&common, |common| chart::slopes(common, &slopes))
    }
}
