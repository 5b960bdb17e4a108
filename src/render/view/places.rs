//! The places within a larger one: each result, how the results are spread, and where the weakest stands.

use serde::Serialize;

use super::results::{DAGGER, ResultsTable};
use super::said::Said;
use super::{Link, Maker, Shell, body};
use crate::model::Exact;
use crate::model::exact::Mode;
use crate::model::framework::Framework;
use crate::score::{Distribution, NodeScore, RollUp, UnitScores, roll_up};

#[derive(Serialize)]
struct PlacesView {
    unit: String,
    own: Vec<Link>,
    count: String,
    #[serde(flatten)]
    table: ResultsTable,
    spreads: Vec<SpreadView>,
    csv: String,
}

/// How the figures of a part are spread.
#[derive(Serialize)]
struct SpreadView {
    title: Said,
    whole: bool,
    topic: bool,
    places: String,
    lowest: String,
    middle: String,
    mean: String,
    highest: String,
    weakest: Vec<Link>,
}

impl Maker<'_> {
    /// The page of the places within a unit, if there is one.
    pub(super) fn places_link(&self, scores: &UnitScores) -> Option<Link> {
        let page = self.sources.outline.places.iter().find(|page| page.framework == scores.framework && page.unit == scores.unit)?;
        let title = self.words.fill("places_title", &[("unit", &self.unit_name(&scores.unit))]);
        Some(Link { title, href: self.linker.page(&page.path), ..Link::default() })
    }

    /// Links to every page of places, for the list of results.
    pub(super) fn places_links(&self) -> Vec<Link> {
        let link = |page: &crate::outline::Places| Link {
            title: self.words.fill("places_title", &[("unit", &self.unit_name(&page.unit))]),
            href: self.linker.page(&page.path),
            ..Link::default()
        };
        self.sources.outline.places.iter().map(link).collect()
    }

    pub(super) fn places(&self, index: usize) -> (Shell, serde_json::Value) {
        let page = &self.sources.outline.places[index];
        let unit = self.unit_name(&page.unit);
        let mut shell = self.shell(self.words.fill("places_title", &[("unit", &unit)]), self.words.fill("places_description", &[("unit", &unit)]));
        shell.demo = self.is_demo(&page.unit);
        let Some(framework) = self.framework(&page.framework) else { return (shell, serde_json::Value::Null) };
        let Some(roll) = roll_up(self.sources.assessments, self.sources.scores, framework, &page.unit) else { return (shell, serde_json::Value::Null) };
        let own = self.sources.scores.rounds(&page.framework, &page.unit).into_iter().rev().take(1).map(|own| self.result_link(own)).collect();
        let view = PlacesView {
            unit,
            own,
            count: self.words.count("count_places", roll.members.len() as u64),
            table: self.results_table(framework, &roll.members, &shell),
            spreads: self.spreads(framework, &roll),
            csv: self.linker.file("data/places.csv"),
        };
        (shell, body(view))
    }

    /// The whole, then each area with its topics.
    fn spreads(&self, framework: &Framework, roll: &RollUp<'_>) -> Vec<SpreadView> {
        let mut spreads = Vec::new();
        let mut add = |title: Said, node: u32, whole: bool, topic: bool| {
            if let Some(distribution) = roll.nodes.get(node as usize).filter(|distribution| !distribution.values.is_empty()) {
                spreads.push(SpreadView { whole, topic, ..self.spread(framework, roll, node, distribution, title) });
            }
        };
        add(self.words.get("overall").into(), framework.compiled.root(), true, false);
        for domain in &framework.domains {
            add(self.area_said(&domain.id), domain.node, false, false);
            for capacity in &domain.capacities {
                add(self.said(&capacity.title), capacity.node, false, true);
            }
        }
        spreads
    }

    fn spread(&self, framework: &Framework, roll: &RollUp<'_>, node: u32, distribution: &Distribution, title: Said) -> SpreadView {
        // A figure of the spread carries every mark of the results that it is made of.
        let marks = |of: &dyn Fn(&Exact) -> bool| {
            let members = distribution.values.iter().filter(|(_, value)| of(value)).filter_map(|(member, _)| roll.members.get(*member as usize));
            let (mut star, mut dagger) = ("", "");
            for member in members {
                if member.nodes.get(node as usize).is_some_and(NodeScore::is_uncertain) {
                    star = "*";
                }
                if self.is_told_apart(framework, member, node) {
                    dagger = DAGGER;
                }
            }
            format!("{star}{dagger}")
        };
        let figure = |value: &Exact, marks: String| self.words.per_cent(&value.rounded(1, Mode::HalfUp).to_string()) + &marks;
        let one = |value: Option<&Exact>| value.map(|value| figure(value, marks(&|other| other == value))).unwrap_or_default();
        let of_all = |value: Option<&Exact>| value.map(|value| figure(value, marks(&|_| true))).unwrap_or_default();
        let weakest = distribution.weakest().filter_map(|member| roll.members.get(member as usize)).map(|member| self.result_link(member));
        let counted = distribution.values.len() + distribution.without as usize;
        SpreadView {
            title,
            whole: false,
            topic: false,
            places: self.words.fill("n_of_m", &[("n", &distribution.values.len().to_string()), ("m", &counted.to_string())]),
            lowest: one(distribution.lowest()),
            middle: of_all(distribution.median.as_ref()),
            mean: of_all(distribution.mean.as_ref()),
            highest: one(distribution.highest()),
            // Where all stand alike, and where there is one alone, none is the weakest.
            weakest: if distribution.lowest() == distribution.highest() { Vec::new() } else { weakest.collect() },
        }
    }
}
