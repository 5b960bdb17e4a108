//! The small checks of a framework: weights, roundings, rules, bands.

use std::collections::BTreeMap;

use super::{Band, RoundAt, RuleName};
use crate::diag::{Code, Diagnostic};
use crate::load::raw::framework as raw;
use crate::model::compiled::{NOT_APPLICABLE, Rounding, Rule};
use crate::model::exact::{Exact, Mode};
use crate::model::{Id, Text};
use crate::source::{Loc, Span};

/// `1 level`, `2 levels`.
pub(super) fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// The largest weight.
const MAX_WEIGHT: u32 = 1000;

/// A weight above 0, with a reason unless it is 1; 1 where it is wrong.
pub(super) fn weight(weight: Option<&Loc<Exact>>, reason: Option<&Text>, faults: &mut Vec<Diagnostic>) -> Exact {
    let Some(weight) = weight else {
        return Exact::ONE;
    };
    if weight.is_negative() || weight.is_zero() || **weight > Exact::from(MAX_WEIGHT) {
        faults.push(
            Diagnostic::error(Code::BadRule, weight.span, format!("weight {} is not above 0 and at most {MAX_WEIGHT}", weight.value))
                .hint("to leave something out, remove it; a weight of 0 hides it without saying so"),
        );
        return Exact::ONE;
    }
    if weight.value != Exact::ONE && reason.is_none() {
        faults.push(
            Diagnostic::error(Code::MissingReason, weight.span, format!("weight {} has no reason", weight.value))
                .label("counts more or less than the others")
                .hint("say why in `weight_reason:`, or leave the weight out"),
        );
    }
    weight.value.clone()
}

/// A weight among children whose rule takes none is a contradiction.
pub(super) fn weights(rule: RuleName, written: &[Option<Loc<Exact>>], faults: &mut Vec<Diagnostic>) {
    if rule != RuleName::Mean {
        return;
    }
    for weight in written.iter().flatten().filter(|weight| weight.value != Exact::ONE) {
        faults.push(
            Diagnostic::error(Code::BadRule, weight.span, "a weight stands under the rule `mean`, which counts all alike")
                .hint("write `rule: weighted_mean` above, or remove the weight"),
        );
    }
}

/// A rounding over the framework's default.
pub(super) fn rounding(raw: Option<&Loc<raw::Rounding>>, default: Rounding, faults: &mut Vec<Diagnostic>) -> Rounding {
    let Some(raw) = raw else {
        return default;
    };
    let places = match &raw.places {
        None => default.places,
        Some(places) if places.value <= 6 => places.value,
        Some(places) => {
            faults.push(
                Diagnostic::error(Code::BadRule, places.span, format!("{} decimal places are too many", places.value)).hint("use 0 to 6"),
            );
            default.places
        }
    };
    let at: RoundAt = raw.at.unwrap_or(default.at);
    let mode: Mode = raw.mode.unwrap_or(default.mode);
    Rounding { at, places, mode }
}

/// A figure in per cent, or `default` where it is left out or wrong.
pub(super) fn per_cent(raw: Option<&Loc<Exact>>, default: u32, faults: &mut Vec<Diagnostic>) -> Exact {
    match raw {
        Some(value) if !value.is_negative() && **value <= Exact::HUNDRED => value.value.clone(),
        Some(value) => {
            faults.push(
                Diagnostic::error(Code::BadRule, value.span, format!("{} is not a per cent", value.value)).hint("use a number from 0 to 100"),
            );
            Exact::from(default)
        }
        None => Exact::from(default),
    }
}

/// A node's rule as written, and what the framework says for all.
pub(super) struct WrittenRule<'a> {
    pub(super) own: Option<&'a Loc<RuleName>>,
    pub(super) default: RuleName,
    pub(super) met: Option<&'a Loc<Exact>>,
    pub(super) lookup: Option<&'a raw::Lookup>,
    /// Whether the children can carry a stage.
    pub(super) stages: bool,
    /// Where the key of the table stands.
    pub(super) table: Option<Span>,
    /// Where the node stands.
    pub(super) span: Span,
}

/// The rule of a node, `lookup` rows still unchecked.
pub(super) fn rule(written: &WrittenRule<'_>, faults: &mut Vec<Diagnostic>) -> Rule {
    let name = written.own.map_or(written.default, |rule| rule.value);
    let span = written.own.map_or(written.span, |rule| rule.span);
    if name == RuleName::Lookup && written.lookup.is_none() {
        faults.push(
            Diagnostic::error(Code::BadRule, span, "the rule `lookup` has no table here").hint("add `lookup:` with `rows:` and `default:` to the topic"),
        );
        return Rule::plain(RuleName::WeightedMean);
    }
    if name != RuleName::Lookup && written.lookup.is_some() {
        faults.push(
            Diagnostic::error(Code::BadRule, written.table.unwrap_or(span), format!("there is a `lookup` table, but the rule is `{}`", name.word()))
                .hint("write `rule: lookup`, or remove the table"),
        );
    }
    if name == RuleName::Staged && !written.stages {
        faults.push(
            Diagnostic::error(Code::BadRule, span, "the rule `staged` cannot stand here").hint("use it in an area or a topic, whose parts can have a `stage:`"),
        );
        return Rule::plain(RuleName::WeightedMean);
    }
    if let Some(met) = written.met
        && !matches!(name, RuleName::Staged | RuleName::ShareMet)
    {
        faults.push(
            Diagnostic::error(Code::BadRule, met.span, format!("`met` has no effect under the rule `{}`", name.word()))
                .hint("use the rule `share_met` or `staged`, or remove `met`"),
        );
    }
    if let Some(met) = written.met.filter(|met| met.is_zero()) {
        faults.push(Diagnostic::error(Code::BadRule, met.span, "everything reaches 0 per cent").hint("write the per cent from which something counts as met, above 0"));
    }
    let rows = written.lookup.map(|lookup| {
        lookup.rows.iter().map(|row| (row.answers.iter().map(|answer| answer.value.clone()).collect(), per_cent(Some(&row.score), 0, faults))).collect()
    });
    let default = per_cent(written.lookup.map(|lookup| &lookup.default), 0, faults);
    Rule { name, met: per_cent(written.met, 100, faults), rows: rows.unwrap_or_default(), default }
}

/// Checks the rows of a lookup table against the words that each child can have (`None`: no closed set).
pub(super) fn lookup_rows(lookup: &raw::Lookup, children: &[(Id, Option<Vec<String>>)], faults: &mut Vec<Diagnostic>) {
    if let Some((id, _)) = children.iter().find(|(_, words)| words.is_none()) {
        faults.push(
            Diagnostic::error(Code::BadRule, lookup.default.span, format!("the rule `lookup` cannot read `{id}`"))
                .hint("it reads ladder, presence and coverage questions only"),
        );
        return;
    }
    let mut seen: BTreeMap<Vec<&str>, Span> = BTreeMap::new();
    for row in &lookup.rows {
        if row.answers.len() != children.len() {
            faults.push(
                Diagnostic::error(Code::BadRule, row.answers.span, format!("this row has {} for {}", counted(row.answers.len(), "answer"), counted(children.len(), "question")))
                    .hint("write one answer for each question, in their order"),
            );
            continue;
        }
        for (answer, (id, words)) in row.answers.iter().zip(children) {
            let words = words.as_deref().unwrap_or_default();
            if answer.value != NOT_APPLICABLE && !words.contains(&answer.value) {
                let words: Vec<&str> = words.iter().map(String::as_str).chain([NOT_APPLICABLE]).collect();
                // No level is near another one.
                let hint = match answer.value.parse::<u32>() {
                    Ok(_) => format!("known: `{}`", words.join("`, `")),
                    Err(_) => crate::diag::suggest(&answer.value, words),
                };
                faults.push(Diagnostic::error(Code::BadRule, answer.span, format!("`{}` is not an answer of `{id}`", answer.value)).hint(hint));
            }
        }
        let key: Vec<&str> = row.answers.iter().map(|answer| answer.value.as_str()).collect();
        if let Some(first) = seen.insert(key, row.answers.span) {
            faults.push(
                Diagnostic::error(Code::BadRule, row.answers.span, "this row stands twice")
                    .label("again here")
                    .related(first, "first here")
                    .hint("keep one of them"),
            );
        }
    }
}

/// The stages of a staged node's children must be 1, 2, … without a gap; under other rules there must be none.
pub(super) fn stages(name: RuleName, span: Span, written: &[(&Id, Span, Option<&Loc<u32>>)], faults: &mut Vec<Diagnostic>) {
    if name != RuleName::Staged {
        for stage in written.iter().filter_map(|(_, _, stage)| *stage) {
            faults.push(
                Diagnostic::error(Code::BadRule, stage.span, format!("`stage` has no effect under the rule `{}`", name.word()))
                    .hint("write `rule: staged` above, or remove `stage`"),
            );
        }
        return;
    }
    let mut highest = 0;
    for (id, at, stage) in written {
        match stage {
            Some(stage) if stage.value == 0 => faults.push(Diagnostic::error(Code::BadRule, stage.span, "there is no stage 0").hint("stages begin at 1")),
            Some(stage) => highest = highest.max(stage.value),
            None => faults.push(Diagnostic::error(Code::BadRule, *at, format!("`{id}` has no stage")).hint("add `stage: 1` (or 2, 3, …)")),
        }
    }
    for expected in 1..=highest.min(u32::try_from(written.len()).unwrap_or(u32::MAX) + 1) {
        if !written.iter().any(|(_, _, stage)| stage.is_some_and(|stage| stage.value == expected)) {
            faults.push(
                Diagnostic::error(Code::BadRule, span, format!("nothing stands at stage {expected}")).hint("number the stages 1, 2, 3, … without a gap"),
            );
            return;
        }
    }
}

/// The bands, by rising lower bound.
pub(super) fn bands(raw: &[Loc<raw::Band>], faults: &mut Vec<Diagnostic>) -> Vec<Band> {
    let mut before: Option<&Loc<Exact>> = None;
    let mut seen: BTreeMap<&Id, Span> = BTreeMap::new();
    for band in raw {
        let from = &band.from;
        let problem = match before {
            None if !from.is_zero() => Some(format!("the first band begins at {}, not at 0", from.value)),
            Some(before) if before.value >= from.value => Some(format!("{} does not rise above {}", from.value, before.value)),
            _ if from.is_negative() || **from > Exact::HUNDRED => Some(format!("{} is not a per cent", from.value)),
            _ => None,
        };
        if let Some(problem) = problem {
            faults.push(
                Diagnostic::error(Code::BadBands, from.span, problem).hint("list the bands by rising lower bound, the first from 0, none above 100"),
            );
        }
        if let Some(first) = seen.insert(&band.id.value, band.id.span) {
            faults.push(
                Diagnostic::error(Code::DuplicateId, band.id.span, format!("band `{}` stands twice", band.id.value))
                    .label("again here")
                    .related(first, "first here")
                    .hint("rename one of them"),
            );
        }
        before = Some(from);
    }
    looks(raw, faults)
}

/// The darkest shade of a band.
const LAST_SHADE: u32 = 6;

/// The bands with their letters and shades, which must tell them apart.
fn looks(raw: &[Loc<raw::Band>], faults: &mut Vec<Diagnostic>) -> Vec<Band> {
    let mut letters: BTreeMap<&str, Span> = BTreeMap::new();
    let mut bands: Vec<Band> = Vec::new();
    let mut before: Option<(u32, Span)> = None;
    for (place, band) in (0u32..).zip(raw) {
        if let Some(letter) = &band.letter
            && let Some(first) = letters.insert(letter.as_str(), letter.span)
        {
            faults.push(
                Diagnostic::error(Code::BadBands, letter.span, format!("two bands have the letter `{}`", letter.value))
                    .related(first, "first here")
                    .hint("give each band a letter of its own"),
            );
        }
        let shade = band.shade.as_ref().map_or(place.min(LAST_SHADE), |shade| shade.value.min(LAST_SHADE));
        if let Some(written) = &band.shade {
            if written.value > LAST_SHADE {
                faults.push(Diagnostic::error(Code::BadBands, written.span, format!("there is no shade {}", written.value)).hint(format!("use 0 (bare) to {LAST_SHADE} (full)")));
            } else if let Some((last, first)) = before.filter(|(last, _)| *last >= shade) {
                faults.push(
                    Diagnostic::error(Code::BadBands, written.span, format!("shade {shade} does not rise above {last}"))
                        .related(first, "the band before")
                        .hint("let the shades rise with the bands, so that darker always means more"),
                );
            }
        }
        before = Some((shade, band.shade.as_ref().map_or(band.span, |shade| shade.span)));
        let letter = band.letter.as_ref().map(|letter| letter.value.clone());
        bands.push(Band { id: band.id.value.clone(), from: band.from.value.clone(), letter, shade, label: band.label.clone() });
    }
    bands
}
