//! `assessments/frameworks/<id>/framework.yaml` and `domains/<area>.yaml` as written.

use serde_json::{Value as Json, json};

use crate::diag::{Code, Diagnostic};
use crate::load::decode::{Decode, NonEmpty, as_written, scalar, wrong_type};
use crate::load::yaml::{Node, Notation, Value};
use crate::model::exact::{Exact, Mode};
use crate::model::expression::Written;
use crate::model::framework::{Blank, Combine, Kind, Normalise, RoundAt, RuleName, Direction};
use crate::model::{Id, Text};
use crate::source::Loc;

as_written! {
    /// A framework.
    pub struct Framework {
        /// Its name.
        title: Text,
        /// Its version, raised with every change that readers should know of.
        version: Loc<String>,
        /// What it is for, in a few sentences.
        summary: Option<Text>,
        /// Whether its questions are examples rather than somebody's standard.
        illustrative: Option<bool>,
        /// How many levels a ladder has.
        levels: Loc<u32>,
        /// How a level becomes per cent (default `level/max`).
        normalise: Option<Normalise>,
        /// The highest figure of the method's own scale, for tables (default 100: per cent).
        scale: Option<Loc<Exact>>,
        /// The per cent of the weight that must be answered for a number to be shown (default 70).
        threshold: Option<Loc<Exact>>,
        /// How blank questions count (default `lowest`).
        blank: Option<Blank>,
        /// How results are rounded, unless a node says otherwise.
        rounding: Option<Loc<Rounding>>,
        /// How children become their parent's result, unless a node says otherwise (default `weighted_mean`).
        rule: Option<Loc<RuleName>>,
        /// How the answers of several respondents become one, unless a question says otherwise (default `consensus`).
        combine: Option<Combine>,
        /// What a child must reach for `share_met` and `staged`, in per cent (default 100).
        met: Option<Loc<Exact>>,
        /// A critical question below a bound caps the overall result.
        cap_if: Option<Cap>,
        /// Ids of areas that raise the overall result to 100 when they stand at 100.
        override_max: Vec<Loc<Id>>,
        /// Named ranges of results, by rising lower bound.
        bands: Vec<Loc<Band>>,
    }

    /// A rounding.
    pub struct Rounding {
        /// At each node, so that parents start from rounded figures, or only where a figure is shown.
        at: Option<RoundAt>,
        /// Decimal places, from 0 to 6.
        places: Option<Loc<u32>>,
        /// What happens to the digits cut off.
        mode: Option<Mode>,
    }

    /// A cap.
    pub struct Cap {
        /// The cap holds when a critical question below this node scores under so many per cent.
        below: Loc<Exact>,
        /// The highest result in per cent while it holds.
        to: Loc<Exact>,
    }

    /// A band.
    pub struct Band {
        /// Its id.
        id: Loc<Id>,
        /// Its lower bound in per cent.
        from: Loc<Exact>,
        /// A letter that stands for it.
        letter: Option<Loc<String>>,
        /// Its colour and pattern, from 0 (bare) to 6 (full); its place in the list if left out.
        shade: Option<Loc<u32>>,
        /// Its name.
        label: Text,
    }

    /// A domain of a framework.
    pub struct Domain {
        /// What the area is about.
        summary: Option<Text>,
        /// Who should be in the room.
        invite: Option<Text>,
        /// Its weight in the overall result (default 1).
        weight: Option<Loc<Exact>>,
        /// Why the weight is not 1.
        weight_reason: Option<Text>,
        /// How its topics become its result.
        rule: Option<Loc<RuleName>>,
        /// What a topic must reach for `share_met` and `staged`, in per cent.
        met: Option<Loc<Exact>>,
        /// How its result is rounded.
        rounding: Option<Loc<Rounding>>,
        /// A critical question below a bound caps the area's result.
        cap_if: Option<Cap>,
        /// Ids of topics that raise the area's result to 100 when they stand at 100.
        override_max: Vec<Loc<Id>>,
        /// Its topics.
        capacities: NonEmpty<Capacity>,
    }

    /// A capacity.
    pub struct Capacity {
        /// Its id.
        id: Loc<Id>,
        /// Its name.
        title: Text,
        /// What it is about.
        summary: Option<Text>,
        /// Its weight in the area (default 1).
        weight: Option<Loc<Exact>>,
        /// Why the weight is not 1.
        weight_reason: Option<Text>,
        /// Its stage, under an area whose rule is `staged`.
        stage: Option<Loc<u32>>,
        /// How its questions become its result.
        rule: Option<Loc<RuleName>>,
        /// What a question must reach for `share_met` and `staged`, in per cent.
        met: Option<Loc<Exact>>,
        /// How its result is rounded.
        rounding: Option<Loc<Rounding>>,
        /// A critical question below a bound caps the topic's result.
        cap_if: Option<Cap>,
        /// Ids of questions that raise the topic's result to 100 when they stand at 100.
        override_max: Vec<Loc<Id>>,
        /// The table of the rule `lookup`.
        lookup: Option<Lookup>,
        /// Its questions.
        indicators: NonEmpty<Indicator>,
    }

    /// A lookup table.
    pub struct Lookup {
        /// Its rows.
        rows: Vec<LookupRow>,
        /// The result in per cent where no row fits.
        default: Loc<Exact>,
    }

    /// A row of a lookup table.
    pub struct LookupRow {
        /// The answers, in the order of the questions: a level, `yes`, `partial`, …, or `n/a` where a question does not count.
        answers: Loc<Vec<Loc<String>>>,
        /// The result in per cent.
        score: Loc<Exact>,
    }

    /// An indicator.
    pub struct Indicator {
        /// Its id.
        id: Loc<Id>,
        /// How it is answered.
        kind: Loc<Kind>,
        /// Raised when the question's meaning changes; only the same meaning is compared over time.
        meaning_version: Option<Loc<u32>>,
        /// The question.
        question: Text,
        /// Ladder: the description of each level, lowest first.
        levels: Option<Loc<Vec<Text>>>,
        /// Gated: the statements of each level, lowest first.
        attributes: Option<Loc<Vec<Vec<Attribute>>>>,
        /// Coverage: the quality criteria that are shown with it.
        criteria: Vec<Text>,
        /// Points: the choices and what each adds.
        choices: Option<Loc<Vec<Choice>>>,
        /// Points: whether several choices may be taken.
        several: Option<Loc<bool>>,
        /// Number: the figures that count as 0 and as 100 per cent.
        goalposts: Option<Loc<Goalposts>>,
        /// Number, count: what is counted.
        unit: Option<Text>,
        /// How to answer.
        guidance: Option<Text>,
        /// Documents to bring.
        evidence: Vec<Text>,
        /// Whether people are in danger or shut out while this is low.
        critical: Option<Loc<bool>>,
        /// How the answers of several respondents become one, if not as in the framework.
        combine: Option<Combine>,
        /// Its weight in the topic (default 1).
        weight: Option<Loc<Exact>>,
        /// Why the weight is not 1.
        weight_reason: Option<Text>,
        /// Its stage, under a topic whose rule is `staged`.
        stage: Option<Loc<u32>>,
        /// Procedures that help.
        sops: Vec<Loc<Id>>,
        /// Good practices that help.
        practices: Vec<Loc<Id>>,
        /// When the question is asked, for example `${other-question} >= 2`.
        when: Option<Written>,
    }

    /// A statement of a gated question.
    pub struct Attribute {
        /// Its id.
        id: Loc<Id>,
        /// The statement.
        text: Text,
    }

    /// A choice.
    pub struct Choice {
        /// Its id.
        id: Loc<Id>,
        /// Its label.
        label: Text,
        /// The points it adds.
        points: Loc<Exact>,
    }

    /// The goalposts of a number.
    pub struct Goalposts {
        /// The lower figure.
        low: Loc<Exact>,
        /// The higher figure.
        high: Loc<Exact>,
        /// Which of them is 100 per cent.
        better: Option<Direction>,
    }
}

impl Decode for Exact {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let text = scalar(node, "a number", faults)?;
        Self::decimal(text).filter(|_| text.len() <= 40).or_else(|| {
            faults.push(
                Diagnostic::error(Code::BadNumber, node.span, format!("`{text}` is not a plain number"))
                    .hint("write digits only, with a decimal point where needed: `2.5`"),
            );
            None
        })
    }
    fn schema() -> Json {
        json!({"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"}]})
    }
}

impl Decode for Written {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let Value::Scalar(scalar) = &node.value else {
            return wrong_type(node, "a condition", "put it in quotes: `\"${question} >= 2\"`", faults);
        };
        // A scalar without escapes or line breaks stands in the file byte by byte.
        let length = (node.span.end - node.span.start) as usize;
        let start = match scalar.notation {
            Notation::Plain if length == scalar.text.len() => Some(node.span.start),
            Notation::Quoted if length == scalar.text.len() + 2 => Some(node.span.start + 1),
            _ => None,
        };
        Some(Self { text: scalar.text.clone(), span: node.span, start })
    }
    fn schema() -> Json {
        json!({"type": "string", "maxLength": 1000})
    }
}

/// Every id that a domain file mentions, so that references into a file with faults stay silent.
#[must_use]
pub fn mentioned(node: &Node) -> Vec<Id> {
    let mut found = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::Mapping(entries) => {
                for entry in entries {
                    match &entry.value.value {
                        Value::Scalar(scalar) if entry.key == "id" => found.extend(Id::new(&scalar.text)),
                        _ => open.push(&entry.value),
                    }
                }
            }
            Value::Sequence(items) => open.extend(items),
            _ => {}
        }
    }
    found
}

