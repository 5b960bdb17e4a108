//! Frameworks as meant: areas, topics and questions with their wording, and the compiled form beside them.
//!
//! Wording lives here, per language; scale, rules and conditions live in [`Compiled`](super::compiled::Compiled),
//! which alone the scoring reads. `node` fields are places in its list of nodes.

mod adapt;
mod checks;
mod compile;
mod indicator;
mod read;

use std::collections::BTreeSet;

use super::compiled::Compiled;
use super::exact::Exact;
use super::expression::Expression;
use super::{Id, Text};
use crate::load::decode::words;
use crate::source::Span;

pub use adapt::{Adapts, Bases, Change, Difference, Part, Rewording, adapt};
pub use read::{alone, read};

/// The id of the root of every framework's tree.
pub const OVERALL: &str = "overall";
/// Words that answers use for states: no choice can be called so.
pub const STATE_WORDS: [&str; 5] = ["answered", "unknown", "not_applicable", "skipped", "blank"];

words! {
    /// How an indicator is answered.
    pub enum Kind as "a kind of question" {
        /// One of n described levels.
        Ladder = "ladder",
        /// Statements per level; the level reached is the highest of which all statements up to it are true.
        Gated = "gated",
        /// None, some, half, most or all.
        Coverage = "coverage",
        /// No, partial, yes.
        Presence = "presence",
        /// Each choice adds points.
        Points = "points",
        /// A figure put on a scale by goalposts.
        Number = "number",
        /// A text; never scored.
        Text = "text",
        /// A date; never scored.
        Date = "date",
        /// A count; never scored.
        Count = "count",
    }
}

impl Kind {
    /// Whether answers of this kind are scored.
    #[must_use]
    pub fn is_scored(self) -> bool {
        !matches!(self, Self::Text | Self::Date | Self::Count)
    }
}

words! {
    /// How a level becomes per cent.
    pub enum Normalise as "a normalisation" {
        /// Level over highest level: 1 of 5 is 20 %.
        LevelOfMax = "level/max",
        /// Levels above the lowest over levels there are: 1 of 5 is 0 %.
        AboveMin = "(level-min)/(max-min)",
    }
}

words! {
    /// How blank questions count.
    pub enum Blank as "a policy for blank questions" {
        /// As the lowest value, like unknown.
        Lowest = "lowest",
        /// As 0, even where the lowest level is above it.
        Zero = "zero",
        /// One blank question makes its topic 0.
        ZeroNode = "zero_node",
        /// Not at all.
        Exclude = "exclude",
    }
}

words! {
    /// How the answers of several respondents become one.
    pub enum Combine as "a way to combine respondents" {
        /// What the facilitator wrote down as agreed, else the lower of the middle two.
        Consensus = "consensus",
        /// The answer of whoever is named as responsible for the question.
        Owner = "owner",
        /// The lower of the middle two.
        MedianLow = "median_low",
        /// The lowest.
        Min = "min",
        /// The mean.
        Mean = "mean",
        /// The mean by the respondents' weights.
        Weighted = "weighted",
    }
}

words! {
    /// Where rounding happens.
    pub enum RoundAt as "a place for rounding" {
        /// At each node: parents start from rounded figures.
        Each = "each",
        /// Only where a figure is shown.
        Final = "final",
    }
}

words! {
    /// Which goalpost is the better one.
    pub enum Direction as "a direction" {
        /// More is better.
        Higher = "higher",
        /// Less is better.
        Lower = "lower",
    }
}

words! {
    /// How children become their parent's result.
    pub enum RuleName as "a scoring rule" {
        /// The points of all children of the points that could be had.
        Sum = "sum",
        /// The mean, without weights.
        Mean = "mean",
        /// The mean by weight.
        WeightedMean = "weighted_mean",
        /// The lowest.
        Min = "min",
        /// The lowest, shown with a plus if any other is higher.
        MinPlus = "min_plus",
        /// The highest.
        Max = "max",
        /// The middle one, or the mean of the middle two.
        Median = "median",
        /// The geometric mean.
        Geomean = "geomean",
        /// The scaled geometric mean, for scales on which high is worse.
        ScaledGeomean = "scaled_geomean",
        /// The mean of the higher half.
        TopHalfMean = "top_half_mean",
        /// The highest stage of which every item of it and of the stages before is met.
        Staged = "staged",
        /// The share of children that are met.
        ShareMet = "share_met",
        /// A table keyed by the answers.
        Lookup = "lookup",
    }
}

/// A framework as meant.
#[derive(Clone, Debug)]
pub struct Framework {
    /// Its id: the folder's name.
    pub id: Id,
    /// Its name.
    pub title: Text,
    /// Its version.
    pub version: String,
    /// What it is for.
    pub summary: Option<Text>,
    /// Whether its questions are examples.
    pub illustrative: bool,
    /// How many levels a ladder has, at least 2.
    pub levels: u32,
    /// The top of the scale on which the method prints its figures; 100 for per cent.
    pub scale: Exact,
    /// Its bands, by rising lower bound; the first is from 0. May be empty.
    pub bands: Vec<Band>,
    /// Its areas, in the site's order.
    pub domains: Vec<Domain>,
    /// What scoring reads.
    pub compiled: Compiled,
    /// First 16 hexadecimal digits of SHA-256 over the canonical JSON of the compiled form.
    pub hash: String,
    /// Ids that files with faults mention: references to them are silent.
    pub broken: BTreeSet<Id>,
    /// Whether a file of it has no tree, so that it is not known what else there is.
    pub incomplete: bool,
    /// What it changes of another framework, if it is an edition of one.
    pub adapts: Option<Adapts>,
    /// The file `framework.yaml`, or the edition's own.
    pub span: Span,
}

/// A named range of results.
#[derive(Clone, Debug)]
pub struct Band {
    /// Its id.
    pub id: Id,
    /// Its lower bound in per cent, 0–100.
    pub from: Exact,
    /// A letter that stands for it.
    pub letter: Option<String>,
    /// Its colour and pattern, from 0 (bare) to 6 (full): the place in the chart's scale.
    pub shade: u32,
    /// Its name.
    pub label: Text,
}

/// A domain; readers see "area". Its name is that of the site's area with the same id.
#[derive(Clone, Debug)]
pub struct Domain {
    /// The area's id.
    pub id: Id,
    /// Its node.
    pub node: u32,
    /// What it is about.
    pub summary: Option<Text>,
    /// Who should be in the room.
    pub invite: Option<Text>,
    /// Why its weight is not 1.
    pub weight_reason: Option<Text>,
    /// Its capacities, in file order.
    pub capacities: Vec<Capacity>,
    /// Its file.
    pub span: Span,
}

/// A capacity; readers see "topic".
#[derive(Clone, Debug)]
pub struct Capacity {
    /// Its id.
    pub id: Id,
    /// Its node.
    pub node: u32,
    /// Its name.
    pub title: Text,
    /// What it is about.
    pub summary: Option<Text>,
    /// Why its weight is not 1.
    pub weight_reason: Option<Text>,
    /// Its indicators, in file order.
    pub indicators: Vec<Indicator>,
    /// Where its id stands.
    pub span: Span,
}

/// An indicator; readers see "question".
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Its id.
    pub id: Id,
    /// Its node.
    pub node: u32,
    /// Its number among the framework's questions, from 0.
    pub number: u32,
    /// How it is answered.
    pub kind: Kind,
    /// Raised when its meaning changes.
    pub meaning_version: u32,
    /// The question.
    pub question: Text,
    /// Ladder: the description of each level, lowest first. Empty for other kinds.
    pub levels: Vec<Text>,
    /// Gated: the statements of each level, lowest first.
    pub attributes: Vec<Vec<(Id, Text)>>,
    /// Coverage: quality criteria shown with it.
    pub criteria: Vec<Text>,
    /// Points: the choices with their labels; their points are in the compiled form.
    pub choices: Vec<(Id, Text)>,
    /// Number, count: what is counted.
    pub unit: Option<Text>,
    /// How to answer.
    pub guidance: Option<Text>,
    /// Documents to bring.
    pub evidence: Vec<Text>,
    /// Whether people are in danger or shut out while this is low.
    pub critical: bool,
    /// Why its weight is not 1.
    pub weight_reason: Option<Text>,
    /// Procedures that help.
    pub sops: Vec<Id>,
    /// Good practices that help.
    pub practices: Vec<Id>,
    /// When it is asked; always if `None`.
    pub when: Option<Expression>,
    /// Where its id stands.
    pub span: Span,
}

impl Framework {
    /// Every indicator in framework order; an indicator's `number` is its place here.
    pub fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.domains.iter().flat_map(|domain| &domain.capacities).flat_map(|capacity| &capacity.indicators)
    }

    /// Whether nothing can be said about an id that is not found, because a file could not be read.
    #[must_use]
    pub fn may_hold(&self, id: &str) -> bool {
        self.incomplete || self.broken.contains(id)
    }

    /// The indicator with this number.
    #[must_use]
    pub fn indicator(&self, number: u32) -> Option<&Indicator> {
        self.indicators().nth(number as usize)
    }

    /// The indicator with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Indicator> {
        self.indicators().find(|indicator| indicator.id.as_str() == id)
    }
}
