//! From an answer file to an answer set, with every fault of the file.
//!
//! A file made with another version of the framework is no fault: what no longer fits is listed in one warning
//! and left out.

use std::collections::{BTreeMap, BTreeSet};

use super::{AnswerSet, Detail, Evidence, Given, Publish, Respondent, StateWord, Target, Visibility, value};
use crate::diag::{Code, Diagnostic, suggest};
use crate::load::answers::{checksum, same_checksum};
use crate::load::decode::{Decode, Keyed};
use crate::load::leaf::hyphenated;
use crate::load::raw::answers as raw;
use crate::load::yaml::{Node, Value};
use crate::model::compiled::Leaf;
use crate::model::crosswalk::Crosswalks;
use crate::model::{Exact, Id};
use crate::model::framework::Framework;
use crate::model::questionnaire::{Frameworks, Questionnaire, questions_of};
use crate::model::unit::Unit;
use crate::source::{Loc, Span};

/// The most questions that are named one by one because they do not exist.
const NAMED: usize = 20;
/// The longest round or respondent's code.
const MAX_SHORT_NAME: usize = 20;

/// What answer files are read against.
pub(in crate::model) struct Against<'a> {
    pub(in crate::model) frameworks: Frameworks<'a>,
    pub(in crate::model) crosswalks: &'a Crosswalks,
    pub(in crate::model) questionnaires: &'a BTreeMap<Id, Questionnaire>,
    pub(in crate::model) broken_questionnaires: &'a BTreeSet<Id>,
    pub(in crate::model) units: &'a BTreeMap<Id, Unit>,
    pub(in crate::model) broken_units: &'a BTreeSet<Id>,
}

/// Reads one file; `None` if it cannot be understood or belongs to something missing or broken.
pub(in crate::model) fn read(node: &Node, against: &Against<'_>, faults: &mut Vec<Diagnostic>) -> Option<AnswerSet> {
    let mut raw = raw::Answers::decode(node, faults)?;
    let framework = against.frameworks.find(&raw.framework, faults);
    check_sum(&raw, node, faults);
    if !against.units.contains_key(&raw.unit.value) && !against.broken_units.contains(&raw.unit.value) {
        faults.push(
            Diagnostic::error(Code::MissingReference, raw.unit.span, format!("there is no unit `{}`", raw.unit.value))
                .hint(suggest(raw.unit.as_str(), against.units.keys().map(Id::as_str))),
        );
    }
    let code_good = short_name(&raw.respondent.code, "respondent code", faults);
    let round_good = short_name(&raw.round, "round", faults);
    let framework = framework?;
    let questionnaire = questionnaire(&raw, framework, against, faults);
    let crosswalk = against.crosswalks.get(&(framework.id.clone(), raw.framework_version.value.clone())).filter(|_| raw.framework_version.value != framework.version);
    let mut found = Vec::new();
    let mut asked = asked(&raw, framework, questionnaire, &mut found);
    if let Some(crosswalk) = crosswalk {
        let is_asked = |id: &Id| framework.find(id.as_str()).is_some_and(|indicator| asked.get(indicator.number as usize) == Some(&true));
        raw.answers = crosswalk.carried(raw.answers, is_asked);
        for (slot, indicator) in asked.iter_mut().zip(framework.indicators()) {
            *slot = *slot && !crosswalk.is_new(&indicator.id);
        }
    }
    let (given, details) = answers(&raw.answers, framework, &asked, &mut found);
    let owned = owned(&raw.respondent.owns, framework, &mut found);
    let weight = weight(raw.respondent.weight.as_ref(), faults);
    let evidenced = (0..given.len()).map(|question| u32::try_from(question).is_ok_and(|question| details.get(&question).is_some_and(|detail| !detail.evidence.is_empty()))).collect();
    if raw.framework_version.value == framework.version && raw.framework_hash.as_ref().is_none_or(|hash| hash.value == framework.hash) {
        faults.append(&mut found);
    } else if crosswalk.is_none() || !found.is_empty() {
        other_version(&raw, framework, found, faults);
    }
    if !code_good || !round_good || !against.units.contains_key(&raw.unit.value) {
        return None;
    }
    let id = format!("{}-{}-{}", raw.unit.value, raw.round.value, raw.respondent.code.value);
    let Some(id) = Id::new(&id) else {
        faults.push(
            Diagnostic::error(Code::BadId, raw.respondent.code.span, format!("`{id}`, the name of this answer set, is longer than 48 characters"))
                .hint("use a shorter code, round or unit id"),
        );
        return None;
    };
    let mut publish: Vec<Publish> = raw.publish;
    publish.sort();
    publish.dedup();
    let respondent = Respondent {
        code: raw.respondent.code.value,
        name: raw.respondent.name,
        institution: raw.respondent.institution,
        role: raw.respondent.role,
        weight,
    };
    Some(AnswerSet {
        id,
        framework: framework.id.clone(),
        framework_version: raw.framework_version.value,
        carried: crosswalk.is_some(),
        questionnaire: questionnaire.map(|questionnaire| questionnaire.id.clone()),
        unit: raw.unit.value,
        round: raw.round.value,
        date: raw.date,
        respondent,
        visibility: raw.visibility.unwrap_or(Visibility::Internal),
        publish,
        asked,
        given,
        evidenced,
        owned,
        details,
        span: Span::file_start(node.span.file),
    })
}

/// The largest weight of a respondent.
const MAX_WEIGHT: u32 = 1000;

/// A respondent's weight, above 0; 1 where it is wrong or not said.
fn weight(written: Option<&Loc<Exact>>, faults: &mut Vec<Diagnostic>) -> Exact {
    match written {
        Some(weight) if weight.is_zero() || weight.is_negative() || **weight > Exact::from(MAX_WEIGHT) => {
            faults.push(
                Diagnostic::error(Code::BadValue, weight.span, format!("weight {} is not above 0 and at most {MAX_WEIGHT}", weight.value))
                    .hint("to leave a respondent out, remove the file"),
            );
            Exact::ONE
        }
        Some(weight) => weight.value.clone(),
        None => Exact::ONE,
    }
}

/// For each question, whether it is in something that the respondent is responsible for.
fn owned(written: &[Loc<Id>], framework: &Framework, faults: &mut Vec<Diagnostic>) -> Vec<bool> {
    let compiled = &framework.compiled;
    let mut owned = vec![false; compiled.questions.len()];
    for name in written {
        match compiled.find(name.as_str()) {
            Some(node) => {
                for question in questions_of(compiled, node) {
                    if let Some(slot) = owned.get_mut(question as usize) {
                        *slot = true;
                    }
                }
            }
            None if framework.may_hold(name.as_str()) => {}
            None => {
                let ids = compiled.nodes.iter().map(|node| node.id.as_str());
                faults.push(
                    Diagnostic::error(Code::MissingReference, name.span, format!("there is no area, topic or question `{}` in `{}`", name.value, framework.id))
                        .hint(suggest(name.as_str(), ids)),
                );
            }
        }
    }
    owned
}

/// Warns where the content is not what the file's checksum sums up: the printed report says something else.
fn check_sum(raw: &raw::Answers, node: &Node, faults: &mut Vec<Diagnostic>) {
    let Some(stated) = &raw.checksum else { return };
    let sum = checksum(node);
    if !same_checksum(stated, &sum) {
        faults.push(
            Diagnostic::warning(Code::ChecksumMismatch, stated.span, format!("these answers have the checksum `{sum}`, not `{}`", stated.value))
                .hint("ask for the file again; if it was changed on purpose, remove `checksum`"),
        );
    }
}

/// Rounds and codes become parts of file names.
fn short_name(name: &Loc<String>, what: &str, faults: &mut Vec<Diagnostic>) -> bool {
    let good = (1..=MAX_SHORT_NAME).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !good {
        let near = hyphenated(name, MAX_SHORT_NAME);
        let near = if near.is_empty() { String::new() } else { format!(": `{near}`") };
        faults.push(
            Diagnostic::error(Code::BadId, name.span, format!("`{}` is not a {what}", name.value))
                .hint(format!("use small letters, digits and hyphens, at most {MAX_SHORT_NAME} characters{near}")),
        );
    }
    good
}

fn questionnaire<'a>(raw: &raw::Answers, framework: &Framework, against: &Against<'a>, faults: &mut Vec<Diagnostic>) -> Option<&'a Questionnaire> {
    let id = raw.questionnaire.as_ref()?;
    let found = against.questionnaires.get(&id.value);
    let mut fault = |message: String, hint: String| faults.push(Diagnostic::error(Code::MissingReference, id.span, message).hint(hint));
    match found {
        Some(found) if found.framework != framework.id => {
            fault(format!("questionnaire `{}` belongs to framework `{}`", id.value, found.framework), String::from("name a questionnaire of the same framework"));
            None
        }
        None if !against.broken_questionnaires.contains(&id.value) => {
            fault(format!("there is no questionnaire `{}`", id.value), suggest(id.as_str(), against.questionnaires.keys().map(Id::as_str)));
            None
        }
        found => found,
    }
}

/// For each question, whether its area is in `asked` and it is in the questionnaire.
fn asked(raw: &raw::Answers, framework: &Framework, questionnaire: Option<&Questionnaire>, faults: &mut Vec<Diagnostic>) -> Vec<bool> {
    let count = framework.compiled.questions.len();
    let mut asked = vec![raw.asked.is_none(); count];
    for area in raw.asked.iter().flatten() {
        match framework.domains.iter().find(|domain| domain.id == area.value) {
            Some(domain) => {
                for question in questions_of(&framework.compiled, domain.node) {
                    if let Some(slot) = asked.get_mut(question as usize) {
                        *slot = true;
                    }
                }
            }
            None if framework.may_hold(area.as_str()) => {}
            None => faults.push(
                Diagnostic::error(Code::UnknownArea, area.span, format!("framework `{}` has no area `{}`", framework.id, area.value))
                    .hint(suggest(area.as_str(), framework.domains.iter().map(|domain| domain.id.as_str()))),
            ),
        }
    }
    if let Some(questionnaire) = questionnaire {
        for (question, slot) in asked.iter_mut().enumerate() {
            *slot = *slot && u32::try_from(question).is_ok_and(|question| questionnaire.questions.binary_search(&question).is_ok());
        }
    }
    asked
}

type Read = (Vec<Given>, BTreeMap<u32, Detail>);

fn answers(written: &Keyed<Node>, framework: &Framework, asked: &[bool], faults: &mut Vec<Diagnostic>) -> Read {
    let compiled = &framework.compiled;
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    for indicator in framework.indicators() {
        // Of two questions with one id, a fault of the framework, the first is meant.
        numbers.entry(indicator.id.as_str()).or_insert(indicator.number);
    }
    let mut given = vec![Given::Blank; compiled.questions.len()];
    let mut details = BTreeMap::new();
    let mut met = BTreeSet::new();
    let mut unknown = Vec::new();
    for (id, node) in &written.0 {
        let Some((number, leaf)) = numbers.get(id.as_str()).and_then(|number| Some((*number, compiled.leaf(*number)?))) else {
            if !framework.may_hold(id.as_str()) {
                if unknown.len() < NAMED {
                    faults.push(
                        Diagnostic::error(Code::MissingReference, id.span, format!("there is no question `{}`", id.value))
                            .hint(suggest(id, numbers.keys().copied())),
                    );
                }
                unknown.push(id.span);
            }
            continue;
        };
        let Some((answer, detail)) = answer(node, leaf, id.span, faults) else { continue };
        if !asked.get(number as usize).copied().unwrap_or(false) && answer != Given::Blank {
            faults.push(
                Diagnostic::error(Code::NotAsked, id.span, format!("`{}` was not asked", id.value))
                    .hint("add its area to `asked`, name another questionnaire, or remove the answer"),
            );
            continue;
        }
        if let Some(slot) = given.get_mut(number as usize) {
            // Of several questions that a crosswalk joined, the lowest answer stands.
            if !met.insert(number) && lowness(slot) <= lowness(&answer) {
                continue;
            }
            details.remove(&number);
            *slot = answer;
        }
        if detail != Detail::default() {
            details.insert(number, detail);
        }
    }
    // A file of another framework may hold thousands of them: the first say it all.
    if let Some(next) = unknown.get(NAMED) {
        faults.push(
            Diagnostic::error(Code::MissingReference, *next, format!("there are {} more that no question is called", unknown.len() - NAMED))
                .hint("see whether the file names the framework that its answers were given to"),
        );
    }
    (given, details)
}

/// The order of answers to one question of levels from the lowest; what does not apply comes last.
fn lowness(given: &Given) -> (u8, u32) {
    match given {
        Given::Blank => (0, 0),
        Given::Unknown => (1, 0),
        Given::No => (2, 0),
        Given::Step(step) => (3, *step),
        Given::NotApplicable => (5, 0),
        _ => (4, 0),
    }
}

/// Names what no longer fits in one warning; faults that no version can explain stay faults.
fn other_version(raw: &raw::Answers, framework: &Framework, found: Vec<Diagnostic>, faults: &mut Vec<Diagnostic>) {
    let versions = [Code::BadAnswer, Code::MissingReference, Code::NotAsked, Code::UnknownArea, Code::WrongType];
    let (unfit, others): (Vec<Diagnostic>, Vec<Diagnostic>) = found.into_iter().partition(|fault| versions.contains(&fault.code));
    faults.extend(others);
    let (span, message) = match &raw.framework_hash {
        Some(hash) if raw.framework_version.value == framework.version => {
            (hash.span, format!("these answers were given to another edition of version {} of `{}`", framework.version, framework.id))
        }
        _ => (raw.framework_version.span, format!("these answers were given to version {} of `{}`, which is now {}", raw.framework_version.value, framework.id, framework.version)),
    };
    let what: Vec<String> = unfit.iter().map(|fault| fault.message.clone()).collect();
    let hint = if what.is_empty() {
        String::from("everything still fits; look whether the meaning is still the same, then write the new version")
    } else {
        format!("no longer fits, and is left out: {}", what.join("; "))
    };
    let mut fault = Diagnostic::warning(Code::FrameworkMismatch, span, message).hint(hint);
    for unfit in unfit {
        if let crate::diag::Place::Span(span) = unfit.place {
            fault = fault.related(span, "no longer fits");
        }
    }
    faults.push(fault);
}

/// One answer in its short or long form.
fn answer(node: &Node, leaf: &Leaf, key: Span, faults: &mut Vec<Diagnostic>) -> Option<(Given, Detail)> {
    let long = matches!(&node.value, Value::Mapping(entries)
        if entries.is_empty() || leaf.kind != crate::model::framework::Kind::Gated || entries.iter().any(|entry| raw::ANSWER_KEYS.contains(&entry.key.as_str())));
    if !long {
        return Some((short(node, leaf, faults)?, Detail::default()));
    }
    let written = raw::Answer::decode(node, faults)?;
    let given = stated(&written, leaf, node, key, faults);
    let target = match &written.target {
        None => None,
        Some(target) => value::target(&target.value, leaf, faults).map(|value| Target { value, by: target.by, reason: target.reason.clone() }),
    };
    let evidence = written.evidence.into_iter().map(|item| Evidence { grade: item.grade, name: item.name, date: item.date, responsible: item.responsible }).collect();
    Some((given?, Detail { reason: written.reason, note: written.note, confidence: written.confidence, evidence, target }))
}

/// An answer by its state.
fn stated(written: &raw::Answer, leaf: &Leaf, node: &Node, key: Span, faults: &mut Vec<Diagnostic>) -> Option<Given> {
    let state = written.state.as_ref().map(|state| state.value);
    let span = written.state.as_ref().map_or(key, |state| state.span);
    let mut fault = |code: Code, message: &str, hint: &str| faults.push(Diagnostic::error(code, span, message).hint(hint));
    if let (Some(state), Some(_)) = (state, &written.value)
        && !matches!(state, StateWord::Answered | StateWord::Skipped)
    {
        fault(Code::BadAnswer, &format!("there is a value, but the state is `{}`", state.word()), "remove the value or the state");
        return None;
    }
    match state {
        Some(StateWord::Unknown) => Some(Given::Unknown),
        Some(StateWord::Blank) => Some(Given::Blank),
        Some(StateWord::No) => {
            let place = Node { span, value: Value::Null };
            value::no(leaf, &place, faults)
        }
        Some(StateWord::NotApplicable) => {
            if written.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
                fault(Code::MissingReason, "`not_applicable` has no reason", "say why in `reason:`");
            }
            Some(Given::NotApplicable)
        }
        // What was hidden keeps its answer; whether it counts is for the conditions to say.
        Some(StateWord::Skipped) if written.value.is_none() => Some(Given::Blank),
        Some(StateWord::Answered) if written.value.is_none() => {
            fault(Code::BadAnswer, "the state is `answered`, but there is no value", "add `value:`");
            None
        }
        // A target or note alone says nothing about today.
        None if written.value.is_none() => Some(Given::Blank),
        _ => short(written.value.as_ref().unwrap_or(node), leaf, faults),
    }
}

/// A bare value, or the word for a state.
pub(super) fn short(node: &Node, leaf: &Leaf, faults: &mut Vec<Diagnostic>) -> Option<Given> {
    let word = match &node.value {
        Value::Scalar(scalar) => Some(scalar.text.as_str()),
        Value::Null => return Some(Given::Blank),
        _ => None,
    };
    let mut fault = |code: Code, message: &str, hint: &str| faults.push(Diagnostic::error(code, node.span, message).hint(hint));
    match word {
        Some("unknown") => Some(Given::Unknown),
        Some("blank" | "skipped") => Some(Given::Blank),
        Some("not_applicable") => {
            fault(Code::MissingReason, "`not_applicable` has no reason", "write `{state: not_applicable, reason: \"…\"}`");
            None
        }
        // `no` may be a choice's own name.
        Some("no") if !leaf.words().iter().any(|word| word == "no") && leaf.kind != crate::model::framework::Kind::Text => value::no(leaf, node, faults),
        _ => value::read(node, leaf, faults),
    }
}
