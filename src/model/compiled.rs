//! The compiled framework: flat nodes, children first, without wording. The scoring engine and the page's script
//! read only this, with the answers.

use serde_json::{Map, Value as Json, json};

use super::Id;
use super::exact::{Exact, Mode};
use super::expression::{Expression, Type, Value};
use super::framework::{Blank, Combine, Kind, RoundAt, RuleName};

/// The words of a presence answer, lowest first.
pub const PRESENCE: [&str; 3] = ["no", "partial", "yes"];
/// The words of a coverage answer, lowest first.
pub const COVERAGE: [&str; 4] = ["none", "some", "half", "most"];

/// The word of a lookup table for a question that does not count.
pub const NOT_APPLICABLE: &str = "n/a";

/// A framework without its wording.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The framework's id.
    pub framework: Id,
    /// Its version.
    pub version: String,
    /// How blank questions count.
    pub blank: Blank,
    /// The per cent of the weight that must be answered for a number to be shown.
    pub threshold: Exact,
    /// Ids and lower bounds of the bands, rising.
    pub bands: Vec<(Id, Exact)>,
    /// Every node, children before their parents; the root is last.
    pub nodes: Vec<Node>,
    /// The node of every question, in framework order.
    pub questions: Vec<u32>,
}

/// A node of the tree.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its id, unique in the framework.
    pub id: Id,
    /// Its parent; `None` for the root.
    pub parent: Option<u32>,
    /// Its weight among its siblings, above 0.
    pub weight: Exact,
    /// Its stage under a staged parent, from 1.
    pub stage: u32,
    /// Question or group.
    pub shape: Shape,
}

/// What a [`Node`] is.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A question.
    Leaf(Leaf),
    /// A group: topic, area, or the whole.
    Branch(Branch),
}

/// A question's scale.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// Its number among the questions, from 0.
    pub question: u32,
    /// How it is answered.
    pub kind: Kind,
    /// Raised when its meaning changes.
    pub meaning_version: u32,
    /// Whether a low answer may cap a group.
    pub critical: bool,
    /// How the answers of several respondents become one.
    pub combine: Combine,
    /// From answers to per cent.
    pub scale: Scale,
    /// The points that 100 per cent stands for, where points are summed.
    pub points: Exact,
    /// When it is asked.
    pub when: Option<Expression>,
}

/// From answers to per cent.
#[derive(Clone, Debug)]
pub enum Scale {
    /// Ladder, presence, coverage: the words of the answers and the per cent of each, lowest first.
    Steps(Vec<(String, Exact)>),
    /// Gated: the statements' ids by level, lowest level first.
    Gated(Vec<Vec<Id>>),
    /// Points: the choices, whether several may be taken, and the points that are 100 per cent.
    Points {
        /// Each choice and its points.
        choices: Vec<(Id, Exact)>,
        /// Whether several may be taken.
        several: bool,
    },
    /// Number: the figures that are 0 and 100 per cent.
    Goalposts {
        /// 0 per cent.
        worst: Exact,
        /// 100 per cent.
        best: Exact,
    },
    /// A fact: never scored.
    Fact,
}

/// How a group's result comes about.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Its children, in framework order.
    pub children: Vec<u32>,
    /// How they become one figure.
    pub rule: Rule,
    /// `(below, to)`: a critical question in it under `below` per cent caps it at `to` per cent.
    pub cap_if: Option<(Exact, Exact)>,
    /// Children that raise it to 100 when they stand at 100.
    pub override_max: Vec<u32>,
    /// How its result is rounded.
    pub rounding: Rounding,
}

/// A rule with what it needs.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name.
    pub name: RuleName,
    /// The per cent from which a child counts as met (`share_met`, `staged`).
    pub met: Exact,
    /// The rows of a `lookup`: answers in the order of the children, and the result.
    pub rows: Vec<(Vec<String>, Exact)>,
    /// The result of a `lookup` where no row fits.
    pub default: Exact,
}

/// How a figure is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// Where.
    pub at: RoundAt,
    /// Decimal places, 0–6.
    pub places: u32,
    /// How.
    pub mode: Mode,
}

impl Default for Rounding {
    fn default() -> Self {
        Self { at: RoundAt::Final, places: 1, mode: Mode::HalfUp }
    }
}

impl Rule {
    /// A rule that needs nothing more.
    #[must_use]
    pub fn plain(name: RuleName) -> Self {
        Self { name, met: Exact::HUNDRED, rows: Vec::new(), default: Exact::ZERO }
    }
}

impl Leaf {
    /// The type of its answers in conditions.
    #[must_use]
    pub fn value_type(&self) -> Type {
        match (&self.scale, self.kind) {
            (_, Kind::Ladder | Kind::Gated | Kind::Number | Kind::Count) => Type::Number,
            (Scale::Points { several: true, .. }, _) => Type::List,
            _ => Type::Text,
        }
    }

    /// The words that an answer can have, if they are a closed set.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        match &self.scale {
            Scale::Steps(steps) => steps.iter().map(|(word, _)| word.clone()).collect(),
            Scale::Points { choices, .. } => choices.iter().map(|(id, _)| id.to_string()).collect(),
            Scale::Gated(_) | Scale::Goalposts { .. } | Scale::Fact => Vec::new(),
        }
    }

    /// The lowest and highest level that it can have, as it counts them: a ladder from 1, the others from 0. `None` where
    /// there are no levels.
    #[must_use]
    pub fn levels(&self) -> Option<(u32, u32)> {
        let first = u32::from(self.kind == Kind::Ladder);
        match &self.scale {
            Scale::Steps(steps) => Some((first, (u32::try_from(steps.len()).ok()? + first).saturating_sub(1))),
            Scale::Gated(gates) => Some((0, u32::try_from(gates.len()).ok()?)),
            Scale::Points { .. } | Scale::Goalposts { .. } | Scale::Fact => None,
        }
    }

    /// The levels between which an action can lift it: its own, or 0 and 1 (nothing and all) where points or a figure are
    /// scored. `None` for a fact.
    #[must_use]
    pub fn rungs(&self) -> Option<(u32, u32)> {
        match &self.scale {
            Scale::Points { .. } | Scale::Goalposts { .. } => Some((0, 1)),
            _ => self.levels(),
        }
    }

    /// The value of a step in conditions: a level's number, or a word.
    #[must_use]
    pub fn step_value(&self, step: u32) -> Value<'_> {
        match &self.scale {
            _ if self.kind == Kind::Ladder => Value::Number(Exact::from(step + 1)),
            Scale::Steps(steps) => steps.get(step as usize).map_or(Value::Null, |(word, _)| Value::Text(word)),
            _ => Value::Null,
        }
    }
}

impl Compiled {
    /// The root's place.
    #[must_use]
    pub fn root(&self) -> u32 {
        u32::try_from(self.nodes.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// The place of the node with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<u32> {
        self.nodes.iter().position(|node| node.id.as_str() == id).and_then(|place| u32::try_from(place).ok())
    }

    /// The question with this number.
    #[must_use]
    pub fn leaf(&self, question: u32) -> Option<&Leaf> {
        match &self.nodes.get(*self.questions.get(question as usize)? as usize)?.shape {
            Shape::Leaf(leaf) => Some(leaf),
            Shape::Branch(_) => None,
        }
    }

    /// The rounding of a node: a group's own, a question's that of its group.
    #[must_use]
    pub fn rounding(&self, node: u32) -> Rounding {
        match self.nodes.get(node as usize) {
            Some(Node { shape: Shape::Branch(branch), .. }) => branch.rounding,
            Some(Node { parent: Some(parent), .. }) => self.rounding(*parent),
            _ => Rounding::default(),
        }
    }

    /// The area (child of the root) that a node lies in; `None` for the root itself.
    #[must_use]
    pub fn area_of(&self, node: u32) -> Option<u32> {
        let (mut node, root) = (node, self.root());
        loop {
            let parent = self.nodes.get(node as usize)?.parent?;
            if parent == root {
                return Some(node);
            }
            node = parent;
        }
    }

    /// The whole as JSON. All numbers that take part in scoring are text; children and parents are places in `nodes`.
    #[must_use]
    pub fn to_json(&self) -> Json {
        json!({
            "framework": self.framework,
            "version": self.version,
            "blank": self.blank.word(),
            "threshold": self.threshold,
            "bands": self.bands.iter().map(|(id, from)| json!({"id": id, "from": from})).collect::<Vec<_>>(),
            "questions": self.questions,
            "nodes": self.nodes.iter().map(node_json).collect::<Vec<_>>(),
        })
    }

    /// The canonical text: compact JSON, keys sorted, no wording and no language.
    #[must_use]
    pub fn canonical(&self) -> String {
        sorted(self.to_json()).to_string()
    }

    /// The first 16 hexadecimal digits of SHA-256 over [`canonical`](Self::canonical).
    #[must_use]
    pub fn hash(&self) -> String {
        crate::hash::short(self.canonical().as_bytes(), 16)
    }
}

/// Sorts the keys of every object.
fn sorted(value: Json) -> Json {
    match value {
        Json::Object(object) => {
            let mut entries: Vec<(String, Json)> = object.into_iter().collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            Json::Object(entries.into_iter().map(|(key, value)| (key, sorted(value))).collect::<Map<_, _>>())
        }
        Json::Array(items) => Json::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

fn node_json(node: &Node) -> Json {
    let mut object = match &node.shape {
        Shape::Leaf(leaf) => leaf_json(leaf),
        Shape::Branch(branch) => branch_json(branch),
    };
    object.insert("id".into(), json!(node.id));
    object.insert("parent".into(), json!(node.parent));
    object.insert("weight".into(), json!(node.weight));
    object.insert("stage".into(), json!(node.stage));
    Json::Object(object)
}

fn leaf_json(leaf: &Leaf) -> Map<String, Json> {
    let mut object = Map::new();
    object.insert("kind".into(), leaf.kind.word().into());
    object.insert("meaning_version".into(), leaf.meaning_version.into());
    object.insert("critical".into(), leaf.critical.into());
    object.insert("combine".into(), leaf.combine.word().into());
    object.insert("points".into(), json!(leaf.points));
    object.insert("when".into(), leaf.when.as_ref().map_or(Json::Null, Expression::to_json));
    let (key, scale) = match &leaf.scale {
        Scale::Steps(steps) => ("steps", steps.iter().map(|(word, score)| json!({"word": word, "score": score})).collect()),
        Scale::Gated(levels) => ("gates", json!(levels)),
        Scale::Points { choices, several } => {
            object.insert("several".into(), (*several).into());
            ("choices", choices.iter().map(|(id, points)| json!({"id": id, "points": points})).collect())
        }
        Scale::Goalposts { worst, best } => ("goalposts", json!({"worst": worst, "best": best})),
        Scale::Fact => return object,
    };
    object.insert(key.into(), scale);
    object
}

fn branch_json(branch: &Branch) -> Map<String, Json> {
    let mut object = Map::new();
    object.insert("kind".into(), "group".into());
    object.insert("children".into(), json!(branch.children));
    object.insert("rule".into(), branch.rule.name.word().into());
    match branch.rule.name {
        RuleName::ShareMet | RuleName::Staged => {
            object.insert("met".into(), json!(branch.rule.met));
        }
        RuleName::Lookup => {
            let rows: Vec<Json> = branch.rule.rows.iter().map(|(answers, score)| json!({"answers": answers, "score": score})).collect();
            object.insert("rows".into(), rows.into());
            object.insert("default".into(), json!(branch.rule.default));
        }
        _ => {}
    }
    let cap = branch.cap_if.as_ref().map(|(below, to)| json!({"below": below, "to": to}));
    object.insert("cap_if".into(), cap.unwrap_or(Json::Null));
    object.insert("override_max".into(), json!(branch.override_max));
    let rounding = branch.rounding;
    object.insert("rounding".into(), json!({"at": rounding.at.word(), "places": rounding.places, "mode": rounding.mode.word()}));
    object
}
