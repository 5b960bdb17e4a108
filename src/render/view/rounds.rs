//! One assessment of a place against the one before: what changed, what cannot be compared and why, and how far the
//! targets set then were reached.

use serde::Serialize;

use super::{Maker, Shell};
use crate::model::Exact;
use crate::model::exact::Mode;
use crate::model::framework::{Framework, Indicator};
use crate::render::chart::{self, Common};
use crate::score::{self, Change, UnitScores, compare};

/// The comparison with the round before.
#[derive(Serialize)]
pub(super) struct RoundsView {
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
    title: String,
    whole: bool,
    earlier: String,
    later: String,
    change: String,
    /// Why the two cannot be compared, if they cannot.
    broken: String,
}

/// A question with a target that was set then.
#[derive(Serialize)]
struct TargetView {
    title: String,
    href: String,
    earlier: String,
    later: String,
    target: String,
    by: String,
    progress: String,
}

impl Maker<'_> {
    /// What changed since the round before; `None` for a first round.
    pub(super) fn rounds_view(&self, framework: &Framework, scores: &UnitScores, shell: &Shell) -> Option<RoundsView> {
        let rounds = self.sources.scores.rounds(&scores.framework, &scores.unit);
        let place = rounds.iter().position(|other| other.round == scores.round)?;
        let earlier = *rounds.get(place.checked_sub(1)?)?;
        let changes = compare(&framework.compiled, earlier, scores);
        let row = |title: String, node: u32, whole: bool| self.change(changes.get(node as usize)?, title, whole);
        let mut rows: Vec<ChangeView> = row(self.words.get("overall").to_owned(), framework.compiled.root(), true).into_iter().collect();
        rows.extend(framework.domains.iter().filter_map(|domain| row(self.area_title(&domain.id), domain.node, false)));
        let targets: Vec<TargetView> = framework.indicators().filter_map(|indicator| self.target_of(framework, indicator, earlier, scores, &changes)).collect();
        let set = earlier.gaps.iter().filter(|gap| gap.set);
        let now = |gap: &score::Gap| scores.gaps.binary_search_by_key(&gap.question, |gap| gap.question).ok().and_then(|place| scores.gaps.get(place));
        let pairs: Vec<(&Exact, &Exact)> = set.filter_map(|gap| Some((&now(gap)?.current, &gap.target))).collect();
        let reached = score::to_target(pairs.iter().copied()).map(|share| {
            let share = (&share * &Exact::HUNDRED).rounded(0, Mode::HalfUp);
            self.words.fill("targets_reached", &[("share", &self.words.per_cent(&share.to_string())), ("count", &self.words.count("count_targets", pairs.len() as u64))])
        });
        Some(RoundsView {
            chart: self.slopes(framework, earlier, scores, &changes, shell),
            earlier: self.round_words(earlier),
            later: self.round_words(scores),
            rows,
            targets,
            reached: reached.filter(|_| !pairs.is_empty()).unwrap_or_default(),
        })
    }

    fn round_words(&self, scores: &UnitScores) -> String {
        self.words.fill("assessment_round", &[("round", &scores.round)])
    }

    /// A part that has a number in at least one of the two.
    fn change(&self, change: &Change, title: String, whole: bool) -> Option<ChangeView> {
        if change.earlier.is_none() && change.later.is_none() {
            return None;
        }
        let shown = |value: &Option<Exact>| value.as_ref().map_or_else(|| String::from("–"), |value| self.words.per_cent(&value.to_string()));
        Some(ChangeView {
            title,
            whole,
            earlier: shown(&change.earlier),
            later: shown(&change.later),
            change: change.change.as_ref().map(|change| self.signed(change)).unwrap_or_default(),
            broken: change.gap_in_series.map(|gap| self.words.get(&format!("break_{}", gap.word())).to_owned()).unwrap_or_default(),
        })
    }

    /// `+12.5`, `−3`, `0`: points of per cent.
    fn signed(&self, change: &Exact) -> String {
        let text = self.words.number(&change.to_string());
        if *change > Exact::ZERO { format!("+{text}") } else { text }
    }

    fn target_of(&self, framework: &Framework, indicator: &Indicator, earlier: &UnitScores, later: &UnitScores, changes: &[Change]) -> Option<TargetView> {
        let find = |scores: &UnitScores| scores.gaps.binary_search_by_key(&indicator.number, |gap| gap.question).ok();
        let then = earlier.gaps.get(find(earlier)?).filter(|gap| gap.set)?;
        let now = later.gaps.get(find(later)?);
        let words = |level: &Exact| match then.most == Exact::ONE && !matches!(indicator.kind, crate::model::framework::Kind::Presence) {
            true => self.words.per_cent(&(level * &Exact::HUNDRED).rounded(1, Mode::HalfUp).to_string()),
            false => self.level_words(framework, indicator, level.to_u32(), None),
        };
        let change = changes.get(indicator.node as usize)?;
        let progress = match (&change.progress, change.gap_in_series) {
            (Some(progress), _) => self.words.per_cent(&(progress * &Exact::HUNDRED).rounded(0, Mode::HalfUp).to_string()),
            (None, Some(gap)) => self.words.get(&format!("break_{}", gap.word())).to_owned(),
            (None, None) => String::from("–"),
        };
        Some(TargetView {
            title: self.text(&indicator.question),
            href: format!("#{}", indicator.id),
            earlier: words(&then.current),
            later: now.map(|gap| words(&gap.current)).unwrap_or_default(),
            target: words(&then.target),
            by: then.by.map(|date| self.words.date(date)).unwrap_or_default(),
            progress,
        })
    }

    fn slopes(&self, framework: &Framework, earlier: &UnitScores, later: &UnitScores, changes: &[Change], shell: &Shell) -> String {
        let drawn = |value: &Option<Exact>| value.as_ref().map(super::result::drawing);
        let figure = |value: &Option<Exact>| value.as_ref().map_or_else(|| String::from("–"), |value| self.words.per_cent(&value.to_string()));
        let rows: Vec<chart::Slope> = framework
            .domains
            .iter()
            .filter_map(|domain| Some((domain, changes.get(domain.node as usize)?)))
            .filter(|(_, change)| change.earlier.is_some() || change.later.is_some())
            .map(|(domain, change)| chart::Slope {
                label: self.area_title(&domain.id),
                figures: format!("{} → {}", figure(&change.earlier), figure(&change.later)),
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
