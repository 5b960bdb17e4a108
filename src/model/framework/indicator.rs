//! One indicator: its kind, its scale and its wording.

use std::collections::BTreeMap;

use super::{Combine, Direction, Indicator, Kind, Normalise, STATE_WORDS};
use crate::diag::{Code, Diagnostic, suggest};
use crate::load::raw::answers::ANSWER_KEYS;
use crate::load::raw::framework as raw;
use crate::model::assessment::Known;
use crate::model::compiled::{COVERAGE, Leaf, PRESENCE, Scale};
use crate::model::exact::Exact;
use crate::model::expression::Expression;
use crate::model::{EntryKind, Id};
use crate::source::{Loc, Span};

/// What the framework says about all indicators.
#[derive(Clone, Copy)]
pub(super) struct Common {
    pub(super) levels: u32,
    /// Whether that number is good; else nothing is measured by it.
    pub(super) checked: bool,
    pub(super) normalise: Normalise,
    pub(super) combine: Combine,
}

/// Faults for keys that a kind needs or does not know.
pub(super) fn check_keys(raw: &raw::Indicator, faults: &mut Vec<Diagnostic>) {
    let kind = raw.kind.value;
    let keys: [(&str, Option<Span>, bool, bool); 5] = [
        ("levels", raw.levels.as_ref().map(|it| it.span), kind == Kind::Ladder, true),
        ("attributes", raw.attributes.as_ref().map(|it| it.span), kind == Kind::Gated, true),
        ("choices", raw.choices.as_ref().map(|it| it.span), kind == Kind::Points, true),
        ("several", raw.several.as_ref().map(|it| it.span), kind == Kind::Points, false),
        ("goalposts", raw.goalposts.as_ref().map(|it| it.span), kind == Kind::Number, true),
    ];
    for (key, span, belongs, needed) in keys {
        match span {
            Some(span) if !belongs => faults.push(
                Diagnostic::error(Code::UnknownKey, span, format!("`{key}` does not belong to a question of kind `{}`", kind.word()))
                    .hint(format!("remove `{key}`, or change `kind`")),
            ),
            None if belongs && needed => faults.push(
                Diagnostic::error(Code::MissingKey, raw.kind.span, format!("a question of kind `{}` needs `{key}`", kind.word()))
                    .label("this kind")
                    .hint(format!("add `{key}:`")),
            ),
            _ => {}
        }
    }
    if kind.is_scored() {
        return;
    }
    // Facts are never scored: what would change a score says that something else was meant.
    let critical = raw.critical.as_ref().filter(|critical| critical.value).map(|critical| critical.span);
    for (key, span) in [("weight", raw.weight.as_ref().map(|weight| weight.span)), ("critical", critical)] {
        if let Some(span) = span {
            faults.push(
                Diagnostic::error(Code::BadRule, span, format!("`{key}` has no effect: a question of kind `{}` is never scored", kind.word()))
                    .hint(format!("remove `{key}`, or ask in a kind that is scored")),
            );
        }
    }
}

/// The scale of an indicator, and the points that 100 per cent stands for.
pub(super) fn scale(raw: &raw::Indicator, common: Common, faults: &mut Vec<Diagnostic>) -> (Scale, Exact) {
    match raw.kind.value {
        Kind::Ladder => {
            if let Some(levels) = &raw.levels {
                count_levels(levels.len(), levels.span, common, faults);
            }
            let above = u32::from(common.normalise == Normalise::AboveMin);
            let top = Exact::from(common.levels.saturating_sub(above).max(1));
            let steps = (1..=common.levels).map(|level| (level.to_string(), share(&Exact::from(level - above), &top))).collect();
            (Scale::Steps(steps), top)
        }
        Kind::Presence => (words(&PRESENCE, [0, 50, 100]), Exact::ONE),
        Kind::Coverage => (words(&COVERAGE, [0, 25, 50, 100]), Exact::ONE),
        Kind::Gated => {
            let levels = raw.attributes.as_ref().map(|attributes| {
                count_levels(attributes.len(), attributes.span, common, faults);
                attributes.iter().map(|level| level.iter().map(|attribute| attribute.id.value.clone()).collect()).collect()
            });
            (Scale::Gated(levels.unwrap_or_default()), Exact::from(common.levels))
        }
        Kind::Points => points(raw, faults),
        Kind::Number => (raw.goalposts.as_ref().map_or(Scale::Fact, |posts| goalposts(posts, faults)), Exact::ONE),
        Kind::Text | Kind::Date | Kind::Count => (Scale::Fact, Exact::ZERO),
    }
}

/// `part / whole` in per cent.
fn share(part: &Exact, whole: &Exact) -> Exact {
    (&Exact::HUNDRED * part).divided(whole).unwrap_or(Exact::ZERO)
}

fn words<const N: usize>(words: &[&str; N], scores: [u32; N]) -> Scale {
    Scale::Steps(words.iter().zip(scores).map(|(word, score)| ((*word).to_owned(), Exact::from(score))).collect())
}

fn count_levels(found: usize, span: Span, common: Common, faults: &mut Vec<Diagnostic>) {
    let wanted = common.levels;
    if common.checked && u32::try_from(found) != Ok(wanted) {
        faults.push(
            Diagnostic::error(Code::BadLevels, span, format!("there {} {}; the framework has {wanted}", if found == 1 { "is" } else { "are" }, super::checks::counted(found, "level")))
                .hint(format!("describe {wanted} levels, lowest first")),
        );
    }
}

fn points(raw: &raw::Indicator, faults: &mut Vec<Diagnostic>) -> (Scale, Exact) {
    let several = raw.several.as_ref().is_some_and(|several| several.value);
    let mut choices: Vec<(Id, Exact)> = Vec::new();
    let mut seen: BTreeMap<&Id, Span> = BTreeMap::new();
    let Some(written) = &raw.choices else {
        return (Scale::Points { choices, several }, Exact::ONE);
    };
    for choice in written.iter() {
        let id = &choice.id;
        if STATE_WORDS.contains(&id.as_str()) {
            faults.push(
                Diagnostic::error(Code::BadId, id.span, format!("a choice cannot be called `{}`", id.value)).hint("the word already means a kind of answer; use another"),
            );
        }
        if let Some(first) = seen.insert(&id.value, id.span) {
            faults.push(
                Diagnostic::error(Code::DuplicateId, id.span, format!("choice `{}` stands twice", id.value))
                    .label("again here")
                    .related(first, "first here")
                    .hint("rename one of them"),
            );
        }
        if choice.points.is_negative() {
            faults.push(Diagnostic::error(Code::BadRule, choice.points.span, "points cannot be negative").hint("use 0 or more"));
        }
        choices.push((id.value.clone(), choice.points.value.clone()));
    }
    let each = choices.iter().map(|(_, points)| points);
    let top = if several { each.sum() } else { each.max().cloned().unwrap_or(Exact::ZERO) };
    if top.is_zero() || top.is_negative() {
        faults.push(Diagnostic::error(Code::BadRule, written.span, "no choice adds any points").hint("give at least one choice more than 0 points"));
        return (Scale::Points { choices, several }, Exact::ONE);
    }
    (Scale::Points { choices, several }, top)
}

fn goalposts(posts: &Loc<raw::Goalposts>, faults: &mut Vec<Diagnostic>) -> Scale {
    let (low, high) = (posts.low.value.clone(), posts.high.value.clone());
    if low >= high {
        faults.push(
            Diagnostic::error(Code::BadRule, posts.high.span, format!("{high} is not above {low}"))
                .hint("write the lower figure as `low`; if less is better, add `better: lower`"),
        );
    }
    match posts.better.unwrap_or(Direction::Higher) {
        Direction::Higher => Scale::Goalposts { worst: low, best: high },
        Direction::Lower => Scale::Goalposts { worst: high, best: low },
    }
}

/// Where an indicator stands in the compiled form.
pub(super) struct Position {
    pub(super) node: u32,
    pub(super) number: u32,
    pub(super) when: Option<Expression>,
}

/// The compiled question.
pub(super) fn leaf(raw: &raw::Indicator, position: &Position, common: Common, faults: &mut Vec<Diagnostic>) -> Leaf {
    let (scale, points) = scale(raw, common, faults);
    Leaf {
        question: position.number,
        kind: raw.kind.value,
        meaning_version: raw.meaning_version.as_ref().map_or(1, |version| version.value),
        critical: raw.critical.is_some_and(|critical| critical.value),
        combine: raw.combine.unwrap_or(common.combine),
        scale,
        points,
        when: position.when.clone(),
    }
}

/// The indicator with its wording.
pub(super) fn indicator(raw: raw::Indicator, position: Position, known: &Known<'_>, faults: &mut Vec<Diagnostic>) -> Indicator {
    let attributes = raw.attributes.map(|attributes| {
        attributes
            .value
            .into_iter()
            .map(|level| level.into_iter().map(|attribute| {
                if ANSWER_KEYS.contains(&attribute.id.as_str()) {
                    faults.push(
                        Diagnostic::error(Code::BadId, attribute.id.span, format!("a statement cannot be called `{}`", attribute.id.value))
                            .hint("the word already has a meaning in answers; use another"),
                    );
                }
                known.text(&attribute.text, faults);
                (attribute.id.value, attribute.text)
            }).collect())
            .collect()
    });
    let choices = raw.choices.map(|choices| {
        choices.value.into_iter().map(|choice| {
            known.text(&choice.label, faults);
            (choice.id.value, choice.label)
        }).collect()
    });
    let levels = raw.levels.map(|levels| levels.value).unwrap_or_default();
    let texts = [&raw.question].into_iter().chain(&levels).chain(&raw.criteria).chain(&raw.evidence);
    texts.chain(raw.unit.as_ref()).chain(raw.guidance.as_ref()).chain(raw.weight_reason.as_ref()).for_each(|text| known.text(text, faults));
    Indicator {
        id: raw.id.value,
        node: position.node,
        number: position.number,
        kind: raw.kind.value,
        meaning_version: raw.meaning_version.map_or(1, |version| version.value),
        question: raw.question,
        levels,
        attributes: attributes.unwrap_or_default(),
        criteria: raw.criteria,
        choices: choices.unwrap_or_default(),
        unit: raw.unit,
        guidance: raw.guidance,
        evidence: raw.evidence,
        critical: raw.critical.is_some_and(|critical| critical.value),
        weight_reason: raw.weight_reason,
        sops: references(raw.sops, EntryKind::Sop, "procedure", known, faults),
        practices: references(raw.practices, EntryKind::Practice, "good practice", known, faults),
        when: position.when,
        span: raw.id.span,
    }
}

/// The references that exist; a fault for each other one, unless the entry exists but is broken.
fn references(written: Vec<Loc<Id>>, kind: EntryKind, what: &str, known: &Known<'_>, faults: &mut Vec<Diagnostic>) -> Vec<Id> {
    let entries = if kind == EntryKind::Sop { known.sops } else { known.practices };
    written
        .into_iter()
        .filter(|id| {
            let exists = entries.contains(&id.value);
            if !exists && !known.alone && !known.broken.contains(&(kind, id.value.clone())) {
                faults.push(
                    Diagnostic::error(Code::MissingReference, id.span, format!("there is no {what} `{}`", id.value))
                        .hint(suggest(id.as_str(), entries.iter().map(Id::as_str))),
                );
            }
            exists
        })
        .map(|id| id.value)
        .collect()
}
