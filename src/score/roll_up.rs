//! The second pass over units: what the places within a larger one add up to, as a distribution and never as one number
//! that hides the weakest.
//!
//! In: the newest result of each place below a unit, in one framework. Out: for each node the figures from the lowest to
//! the highest, their middle and mean, and which places are the weakest. Places without a number are counted apart.

use serde::Serialize;

use super::{Scores, UnitScores};
use crate::model::Id;
use crate::model::assessment::Assessments;
use crate::model::exact::Exact;
use crate::model::framework::Framework;

/// What the places within a unit add up to.
#[derive(Clone, Debug)]
pub struct RollUp<'a> {
    /// The newest result of each place within the unit, by place.
    pub members: Vec<&'a UnitScores>,
    /// One distribution for each node of the compiled framework.
    pub nodes: Vec<Distribution>,
}

/// How the figures of a node are spread over places; all in per cent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Distribution {
    /// The figures shown, the lowest first; equals by place. The number is the place among the members.
    pub values: Vec<(u32, Exact)>,
    /// How many places have no number here: not asked, not applicable, or too little answered.
    pub without: u32,
    /// The middle figure; of an even number, the mean of the middle two.
    pub median: Option<Exact>,
    /// The mean of the figures, each place counting alike.
    pub mean: Option<Exact>,
}

impl Distribution {
    /// The lowest figure.
    #[must_use]
    pub fn lowest(&self) -> Option<&Exact> {
        self.values.first().map(|(_, value)| value)
    }

    /// The highest figure.
    #[must_use]
    pub fn highest(&self) -> Option<&Exact> {
        self.values.last().map(|(_, value)| value)
    }

    /// The places that stand at the lowest figure, as numbers of members.
    pub fn weakest(&self) -> impl Iterator<Item = u32> + '_ {
        self.values.iter().take_while(|(_, value)| Some(value) == self.lowest()).map(|(member, _)| *member)
    }
}

/// The places within `unit` with results in the framework; `None` if there are none.
#[must_use]
pub fn roll_up<'a>(assessments: &Assessments, scores: &'a Scores, framework: &Framework, unit: &Id) -> Option<RollUp<'a>> {
    let members: Vec<&UnitScores> = scores.latest(&framework.id).into_iter().filter(|scores| assessments.is_within(&scores.unit, unit)).collect();
    if members.is_empty() {
        return None;
    }
    let nodes = (0..framework.compiled.nodes.len()).map(|node| distribution(&members, node)).collect();
    Some(RollUp { members, nodes })
}

fn distribution(members: &[&UnitScores], node: usize) -> Distribution {
    let mut values: Vec<(u32, Exact)> =
        (0u32..).zip(members).filter_map(|(member, scores)| Some((member, scores.nodes.get(node)?.score.clone()?))).collect();
    values.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(&b.0)));
    let count = |length: usize| Exact::from(u32::try_from(length).unwrap_or(u32::MAX));
    let mean = |values: &[(u32, Exact)]| values.iter().map(|(_, value)| value).sum::<Exact>().divided(&count(values.len()));
    let even = values.len().is_multiple_of(2);
    let middle = (values.len() / 2).saturating_sub(usize::from(even));
    let width = if even { 2 } else { 1 };
    Distribution {
        without: u32::try_from(members.len() - values.len()).unwrap_or(u32::MAX),
        median: values.get(middle..(middle + width).min(values.len())).and_then(mean),
        mean: mean(&values),
        values,
    }
}
