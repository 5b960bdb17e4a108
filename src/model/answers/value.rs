//! One answer: from the author's value to what was given, by the question's kind.

use super::{Given, Tick};
use crate::diag::{Code, Diagnostic, suggest};
use crate::load::decode::{Decode, scalar, wrong_type};
use crate::load::yaml::{Node, Value};
use crate::model::compiled::{Leaf, Scale};
use crate::model::exact::Exact;
use crate::model::framework::Kind;
use crate::model::Date;

/// Reads the value of an answer or target. `None` if it does not fit the question, with a fault pushed.
pub(super) fn read(node: &Node, leaf: &Leaf, faults: &mut Vec<Diagnostic>) -> Option<Given> {
    match (&leaf.scale, leaf.kind) {
        (Scale::Gated(levels), _) => gated(node, levels, faults),
        (Scale::Points { choices, several }, _) => {
            let ids: Vec<&str> = choices.iter().map(|(id, _)| id.as_str()).collect();
            points(node, &ids, *several, faults)
        }
        (Scale::Steps(_), Kind::Ladder) => ladder(node, leaf, faults),
        (Scale::Steps(steps), _) => {
            let text = single(node, "an answer", faults)?;
            let step = steps.iter().position(|(word, _)| word == text);
            if step.is_none() {
                bad::<()>(node, format!("`{text}` is not an answer to this question"), suggest_answers(text, steps.iter().map(|(word, _)| word.as_str())), faults);
            }
            Some(Given::Step(u32::try_from(step?).ok()?))
        }
        (_, Kind::Number) => number(node, faults).map(Given::Number),
        (_, Kind::Count) => {
            let number = number(node, faults)?;
            if number.is_negative() || !number.is_whole() {
                return bad(node, format!("`{number}` is not a count"), String::from("write a whole number, 0 or more"), faults);
            }
            Some(Given::Number(number))
        }
        (_, Kind::Date) => Date::decode(node, faults).map(|date| Given::Text(date.to_string())),
        _ => scalar(node, "a text", faults).map(|text| Given::Text(text.to_owned())),
    }
}

/// Reads a target: a step or level; for points and numbers, the figure to be reached.
pub(in crate::model) fn target(node: &Node, leaf: &Leaf, faults: &mut Vec<Diagnostic>) -> Option<Given> {
    match &leaf.scale {
        Scale::Steps(_) => read(node, leaf, faults),
        Scale::Gated(levels) => {
            let text = single(node, "a level", faults)?;
            match text.parse::<u32>() {
                Ok(level) if level as usize <= levels.len() => Some(Given::Step(level)),
                _ => bad(node, format!("there is no level `{text}`"), format!("the levels go from 0 to {}", levels.len()), faults),
            }
        }
        Scale::Points { .. } | Scale::Goalposts { .. } => number(node, faults).map(Given::Number),
        Scale::Fact => bad(node, String::from("a fact has no target"), String::from("remove the target"), faults),
    }
}

/// Whether "there is none" is an answer to a question, and which.
pub(super) fn no(leaf: &Leaf, node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Given> {
    match (&leaf.scale, leaf.kind) {
        (Scale::Steps(_), Kind::Ladder) => {
            bad(node, String::from("`no` is not a level"), String::from("choose the level whose description is true; the first one describes having nothing"), faults)
        }
        (Scale::Steps(_), _) => Some(Given::Step(0)),
        (Scale::Gated(_) | Scale::Points { .. }, _) => Some(Given::No),
        (Scale::Goalposts { .. } | Scale::Fact, _) => bad(node, String::from("`no` does not answer this question"), String::from("write the figure or text, or `unknown`"), faults),
    }
}

/// The text of a value where a list of one is a likely mistake.
fn single<'a>(node: &'a Node, expected: &str, faults: &mut Vec<Diagnostic>) -> Option<&'a str> {
    if matches!(node.value, Value::Sequence(_)) {
        let what = expected.split_once(' ').map_or(expected, |(_, what)| what);
        return wrong_type(node, expected, &format!("write one {what}, without brackets or dashes"), faults);
    }
    scalar(node, expected, faults)
}

fn bad<T>(node: &Node, message: String, hint: String, faults: &mut Vec<Diagnostic>) -> Option<T> {
    faults.push(Diagnostic::error(Code::BadAnswer, node.span, message).hint(hint));
    None
}

/// The nearest word, or all of them with `unknown`.
fn suggest_answers<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> String {
    suggest(text, words.chain(["unknown"]))
}

fn ladder(node: &Node, leaf: &Leaf, faults: &mut Vec<Diagnostic>) -> Option<Given> {
    let levels = leaf.words().len();
    let text = single(node, "a level", faults)?;
    match text.parse::<usize>() {
        Ok(level) if (1..=levels).contains(&level) && !text.starts_with(['+', '0']) => Some(Given::Step(u32::try_from(level - 1).ok()?)),
        Ok(level) if (1..=levels).contains(&level) => bad(node, format!("`{text}` is not a level"), format!("write `{level}`"), faults),
        Ok(level) => bad(node, format!("there is no level {level}"), format!("the levels go from 1 to {levels}"), faults),
        Err(_) => bad(node, format!("`{text}` is not a level"), format!("write a level from 1 to {levels}, or `unknown`"), faults),
    }
}

fn number(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Exact> {
    let text = single(node, "a number", faults)?;
    match Exact::decimal(text).filter(|_| text.len() <= 40) {
        Some(number) => Some(number),
        None => bad(node, format!("`{text}` is not a plain number"), String::from("write digits only, with a decimal point where needed: `2.5`"), faults),
    }
}

fn points(node: &Node, ids: &[&str], several: bool, faults: &mut Vec<Diagnostic>) -> Option<Given> {
    let items: Vec<&Node> = match &node.value {
        Value::Sequence(items) if several => items.iter().collect(),
        _ => vec![node],
    };
    let mut chosen = Vec::new();
    let mut good = true;
    for item in items {
        let text = if several { scalar(item, "a choice or a list of choices", faults)? } else { single(item, "one choice", faults)? };
        match ids.iter().position(|id| *id == text).and_then(|place| u32::try_from(place).ok()) {
            Some(place) if chosen.contains(&place) => {
                good = false;
                bad::<()>(item, format!("`{text}` stands twice"), String::from("keep one of them"), faults);
            }
            Some(place) => chosen.push(place),
            None => {
                good = false;
                bad::<()>(item, format!("there is no choice `{text}`"), suggest_answers(text, ids.iter().copied()), faults);
            }
        }
    }
    chosen.sort_unstable();
    good.then_some(Given::Choices(chosen))
}

fn gated(node: &Node, levels: &[Vec<crate::model::Id>], faults: &mut Vec<Diagnostic>) -> Option<Given> {
    let Value::Mapping(entries) = &node.value else {
        return bad(node, String::from("this question has statements, each with an answer of its own"), String::from("write `statement-id: yes` lines; yes, partial, no or unknown"), faults);
    };
    let mut ticks: Vec<Vec<Tick>> = levels.iter().map(|level| vec![Tick::Blank; level.len()]).collect();
    let mut good = true;
    for entry in entries {
        let place = levels.iter().enumerate().find_map(|(level, ids)| ids.iter().position(|id| id.as_str() == entry.key).map(|index| (level, index)));
        let Some(slot) = place.and_then(|(level, index)| ticks.get_mut(level)?.get_mut(index)) else {
            good = false;
            faults.push(
                Diagnostic::error(Code::MissingReference, entry.key_span, format!("there is no statement `{}` in this question", entry.key))
                    .hint(suggest(&entry.key, levels.iter().flatten().map(|id| id.as_str()))),
            );
            continue;
        };
        let text = scalar(&entry.value, "yes, partial, no or unknown", faults)?;
        match text {
            "yes" => *slot = Tick::Yes,
            "partial" => *slot = Tick::Partial,
            "no" => *slot = Tick::No,
            "unknown" => *slot = Tick::Unknown,
            "blank" => {}
            other => {
                good = false;
                bad::<()>(&entry.value, format!("`{other}` is not an answer to a statement"), suggest(other, ["yes", "partial", "no", "unknown"]), faults);
            }
        }
    }
    let all = |allowed: &[Tick]| ticks.iter().flatten().all(|tick| allowed.contains(tick));
    let given = if all(&[Tick::Blank]) {
        Given::Blank
    } else if all(&[Tick::Blank, Tick::Unknown]) {
        Given::Unknown
    } else {
        Given::Ticks(ticks)
    };
    good.then_some(given)
}
