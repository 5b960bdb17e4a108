//! From the files of a framework to the framework as meant, with every fault of them.

use std::collections::BTreeSet;

use super::checks::{self, WrittenRule};
use super::compile::Builder;
use super::indicator::{self, Common, Position};
use super::{Blank, Capacity, Combine, Domain, Framework, Indicator, Normalise, OVERALL, RuleName};
use crate::diag::{Code, Diagnostic, suggest};
use crate::load::decode::Decode;
use crate::load::leaf::bad_id;
use crate::load::raw::framework as raw;
use crate::load::yaml::{self, Entry, Node, Value};
use crate::load;
use crate::model::assessment::{FrameworkFiles, Known};
use crate::model::compiled::{Branch, Compiled, Rounding, Scale, Shape};
use crate::model::exact::Exact;
use crate::model::expression::Expression;
use crate::model::{EntryKind, Id};
use crate::source::{Loc, Sources, Span};

/// The most levels of a ladder.
const MAX_LEVELS: u32 = 10;

/// What holds for all nodes of a framework.
struct Defaults {
    common: Common,
    rule: RuleName,
    rounding: Rounding,
}

/// A framework's files as written.
pub(super) struct Raw<'n> {
    pub(super) framework: raw::Framework,
    /// Each area, and the tree of its file.
    pub(super) domains: Vec<(Loc<Id>, raw::Domain, &'n Node)>,
    broken: BTreeSet<Id>,
    incomplete: bool,
}

/// Reads a framework; `None` if `framework.yaml` itself cannot be read.
pub fn read(files: &FrameworkFiles, known: &Known<'_>, faults: &mut Vec<Diagnostic>) -> Option<Framework> {
    let raw = decode(files, known, faults)?;
    let id = Loc::new(files.id.value.clone(), files.framework.id.span);
    Some(build(&id, raw, known, faults))
}

/// The files as written, areas in the site's order.
pub(super) fn decode<'n>(files: &'n FrameworkFiles, known: &Known<'_>, faults: &mut Vec<Diagnostic>) -> Option<Raw<'n>> {
    let raw = raw::Framework::decode(&files.framework.node, faults);
    let mut broken: BTreeSet<Id> = files.broken_domains.iter().cloned().collect();
    let mut domains: Vec<(Loc<Id>, raw::Domain, &Node)> = Vec::new();
    for file in &files.domains {
        match raw::Domain::decode(&file.node, faults) {
            Some(domain) => domains.push((file.id.clone(), domain, &file.node)),
            None => {
                broken.insert(file.id.value.clone());
                broken.extend(raw::mentioned(&file.node));
            }
        }
    }
    let framework = raw?;
    for (id, ..) in &domains {
        if !known.areas.contains(&id.value) && !known.broken.contains(&(EntryKind::Area, id.value.clone())) {
            faults.push(
                Diagnostic::error(Code::UnknownArea, id.span, format!("there is no area `{}`", id.value))
                    .hint(suggest(id.as_str(), known.areas.iter().map(Id::as_str))),
            );
        }
    }
    // The site's order of areas is the order of the questions.
    domains.sort_by_key(|(id, ..)| known.areas.iter().position(|area| *area == id.value).unwrap_or(usize::MAX));
    Some(Raw { framework, domains, broken, incomplete: !files.broken_domains.is_empty() })
}

/// Reads a framework that stands alone, without a site: the files `framework.yaml` and `domains/<area>.yaml` of a folder
/// called `name`. Its areas are its own, in the order of their names.
pub fn alone(name: &str, sources: &Sources, faults: &mut Vec<Diagnostic>) -> Option<Framework> {
    let (mut main, mut domains, mut broken_domains) = (None, Vec::new(), Vec::new());
    for (file, source) in sources.iter() {
        let area = source.path.strip_prefix("domains/").map(|name| name.trim_end_matches(".yaml").trim_end_matches(".yml"));
        let start = Span::file_start(file);
        let id = match area {
            Some(area) => Id::new(area),
            None => Id::new(name).or_else(|| Id::new("framework")),
        };
        let Some(id) = id else {
            faults.push(bad_id(area.unwrap_or(name), start));
            continue;
        };
        let (node, mut found) = yaml::parse(file, &source.text, 0);
        faults.append(&mut found);
        match (node, area) {
            (Some(node), Some(_)) => domains.push(load::Entry { id: Loc::new(id, start), file, node }),
            (Some(node), None) => main = Some(load::Entry { id: Loc::new(id, start), file, node }),
            (None, Some(_)) => broken_domains.push(id),
            (None, None) => return None,
        }
    }
    let framework = main?;
    let areas: Vec<Id> = domains.iter().map(|entry| entry.id.value.clone()).collect();
    let (entries, countries, broken) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let known = Known { languages: &[], areas: &areas, sops: &entries, practices: &entries, countries: &countries, broken: &broken, alone: true };
    read(&FrameworkFiles { id: framework.id.clone(), framework, domains, broken_domains }, &known, faults)
}

/// The framework that its files mean.
pub(super) fn build(id: &Loc<Id>, raw: Raw<'_>, known: &Known<'_>, faults: &mut Vec<Diagnostic>) -> Framework {
    let Raw { framework: raw, domains, broken, incomplete } = raw;
    let levels = raw.levels.value.clamp(2, MAX_LEVELS);
    if levels != raw.levels.value {
        faults.push(
            Diagnostic::error(Code::BadLevels, raw.levels.span, format!("a ladder cannot have {}", checks::counted(raw.levels.value as usize, "level")))
                .hint(format!("use 2 to {MAX_LEVELS}")),
        );
    }
    let defaults = Defaults {
        common: Common { levels, checked: levels == raw.levels.value, normalise: raw.normalise.unwrap_or(Normalise::LevelOfMax), combine: raw.combine.unwrap_or(Combine::Consensus) },
        rule: default_rule(raw.rule.as_ref()),
        rounding: checks::rounding(raw.rounding.as_ref(), Rounding::default(), faults),
    };
    [Some(&raw.title), raw.summary.as_ref()].into_iter().flatten().chain(raw.bands.iter().map(|band| &band.label)).for_each(|text| known.text(text, faults));
    let weights: Vec<Option<Loc<Exact>>> = domains.iter().map(|(_, domain, _)| domain.weight.clone()).collect();
    let later = domains.iter().flat_map(|(_, domain, _)| &domain.capacities.0).flat_map(|capacity| &capacity.indicators.0);
    let later = later.map(|indicator| indicator.id.value.clone()).collect();
    let mut builder = Builder::new(later, broken, incomplete);
    let read = |(id, domain, file)| Reader { builder: &mut builder, defaults: &defaults, known, file, faults }.domain(id, domain);
    let domains: Vec<Domain> = domains.into_iter().map(read).collect();

    let written = WrittenRule { own: raw.rule.as_ref(), default: defaults.rule, met: raw.met.as_ref(), lookup: None, table: None, stages: false, span: id.span };
    let children: Vec<u32> = domains.iter().map(|domain| domain.node).collect();
    let rule = checks::rule(&written, faults);
    checks::weights(rule.name, &weights, faults);
    let branch = Branch {
        rule,
        cap_if: builder.cap(raw.cap_if.as_ref(), &children, faults),
        override_max: builder.override_max(&raw.override_max, &children, faults),
        rounding: defaults.rounding,
        children,
    };
    if let Some(root) = Id::new(OVERALL) {
        builder.branch(root, Exact::ONE, 0, branch);
    }
    let bands = checks::bands(&raw.bands, faults);
    let compiled = Compiled {
        framework: id.value.clone(),
        version: raw.version.value.clone(),
        blank: raw.blank.unwrap_or(Blank::Lowest),
        threshold: checks::per_cent(raw.threshold.as_ref(), 70, faults),
        bands: bands.iter().map(|band| (band.id.clone(), band.from.clone())).collect(),
        nodes: builder.nodes,
        questions: builder.questions,
    };
    Framework {
        id: id.value.clone(),
        title: raw.title,
        version: raw.version.value,
        summary: raw.summary,
        illustrative: raw.illustrative.unwrap_or(false),
        levels,
        scale: scale(raw.scale.as_ref(), faults),
        bands,
        domains,
        hash: compiled.hash(),
        compiled,
        broken: builder.broken,
        incomplete,
        adapts: None,
        span: id.span,
    }
}

/// The top of the method's own scale, above 0; 100 where it is wrong or not said.
fn scale(written: Option<&Loc<Exact>>, faults: &mut Vec<Diagnostic>) -> Exact {
    match written {
        Some(scale) if scale.is_zero() || scale.is_negative() => {
            faults.push(Diagnostic::error(Code::BadRule, scale.span, format!("a scale cannot end at {}", scale.value)).hint("write the highest figure that the method prints, above 0"));
            Exact::HUNDRED
        }
        Some(scale) => scale.value.clone(),
        None => Exact::HUNDRED,
    }
}

/// The rule of nodes without their own; one that needs a table or stages can only be a node's own.
fn default_rule(rule: Option<&Loc<RuleName>>) -> RuleName {
    match rule.map(|rule| rule.value) {
        None | Some(RuleName::Lookup | RuleName::Staged) => RuleName::WeightedMean,
        Some(rule) => rule,
    }
}

struct Reader<'a, 'k> {
    builder: &'a mut Builder,
    defaults: &'a Defaults,
    known: &'a Known<'k>,
    /// The tree of the area's file.
    file: &'a Node,
    faults: &'a mut Vec<Diagnostic>,
}

impl Reader<'_, '_> {
    fn domain(&mut self, id: Loc<Id>, raw: raw::Domain) -> Domain {
        self.builder.claim(&id, self.faults);
        [&raw.summary, &raw.invite, &raw.weight_reason].into_iter().flatten().for_each(|text| self.known.text(text, self.faults));
        let stages: Vec<(Loc<Id>, Option<Loc<u32>>)> =
            raw.capacities.0.iter().map(|capacity| (capacity.id.clone(), capacity.stage)).collect();
        let weights: Vec<Option<Loc<Exact>>> = raw.capacities.0.iter().map(|capacity| capacity.weight.clone()).collect();
        let capacities: Vec<Capacity> = raw.capacities.0.into_iter().map(|capacity| self.capacity(capacity)).collect();
        let span = id.span;
        let written = WrittenRule { own: raw.rule.as_ref(), default: self.defaults.rule, met: raw.met.as_ref(), lookup: None, table: None, stages: true, span };
        let rule = checks::rule(&written, self.faults);
        self.stages(rule.name, span, &stages);
        checks::weights(rule.name, &weights, self.faults);
        let children: Vec<u32> = capacities.iter().map(|capacity| capacity.node).collect();
        let branch = Branch {
            rule,
            cap_if: self.builder.cap(raw.cap_if.as_ref(), &children, self.faults),
            override_max: self.builder.override_max(&raw.override_max, &children, self.faults),
            rounding: checks::rounding(raw.rounding.as_ref(), self.defaults.rounding, self.faults),
            children,
        };
        let weight = checks::weight(raw.weight.as_ref(), raw.weight_reason.as_ref(), self.faults);
        let node = self.builder.branch(id.value.clone(), weight, 0, branch);
        Domain { id: id.value, node, summary: raw.summary, invite: raw.invite, weight_reason: raw.weight_reason, capacities, span }
    }

    fn capacity(&mut self, raw: raw::Capacity) -> Capacity {
        self.builder.claim(&raw.id, self.faults);
        [Some(&raw.title), raw.summary.as_ref(), raw.weight_reason.as_ref()].into_iter().flatten().for_each(|text| self.known.text(text, self.faults));
        let stages: Vec<(Loc<Id>, Option<Loc<u32>>)> =
            raw.indicators.0.iter().map(|indicator| (indicator.id.clone(), indicator.stage)).collect();
        let weights: Vec<Option<Loc<Exact>>> = raw.indicators.0.iter().filter(|indicator| indicator.kind.is_scored()).map(|indicator| indicator.weight.clone()).collect();
        let indicators: Vec<Indicator> = raw.indicators.0.into_iter().map(|indicator| self.indicator(indicator)).collect();
        let span = raw.id.span;
        let written = WrittenRule {
            own: raw.rule.as_ref(),
            default: self.defaults.rule,
            met: raw.met.as_ref(),
            lookup: raw.lookup.as_ref(),
            table: raw.lookup.as_ref().and_then(|_| Some(entry(self.file, span, "lookup")?.key_span)),
            stages: true,
            span,
        };
        let rule = checks::rule(&written, self.faults);
        self.stages(rule.name, span, &stages);
        checks::weights(rule.name, &weights, self.faults);
        let children: Vec<u32> = indicators.iter().map(|indicator| indicator.node).collect();
        if let Some(lookup) = &raw.lookup {
            let words: Vec<_> = children.iter().filter_map(|child| self.builder.nodes.get(*child as usize)).map(|node| (node.id.clone(), step_words(&node.shape))).collect();
            checks::lookup_rows(lookup, &words, self.faults);
        }
        let branch = Branch {
            rule,
            cap_if: self.builder.cap(raw.cap_if.as_ref(), &children, self.faults),
            override_max: self.builder.override_max(&raw.override_max, &children, self.faults),
            rounding: checks::rounding(raw.rounding.as_ref(), self.defaults.rounding, self.faults),
            children,
        };
        let weight = checks::weight(raw.weight.as_ref(), raw.weight_reason.as_ref(), self.faults);
        let stage = raw.stage.as_ref().map_or(0, |stage| stage.value);
        let node = self.builder.branch(raw.id.value.clone(), weight, stage, branch);
        Capacity { id: raw.id.value, node, title: raw.title, summary: raw.summary, weight_reason: raw.weight_reason, indicators, span }
    }

    fn indicator(&mut self, raw: raw::Indicator) -> Indicator {
        self.builder.claim(&raw.id, self.faults);
        if let Some(attributes) = &raw.attributes {
            attributes.iter().flatten().for_each(|attribute| self.builder.claim(&attribute.id, self.faults));
            if attributes.iter().any(Vec::is_empty) {
                self.empty_levels(raw.id.span, attributes.span);
            }
        }
        indicator::check_keys(&raw, self.faults);
        if let Some(version) = raw.meaning_version.as_ref().filter(|version| version.value == 0) {
            self.faults.push(Diagnostic::error(Code::BadValue, version.span, "versions of a meaning begin at 1").hint("write 1, and raise it when the meaning changes"));
        }
        let when = raw.when.as_ref().and_then(|written| Expression::read(written, &*self.builder, self.faults));
        let weight = checks::weight(raw.weight.as_ref(), raw.weight_reason.as_ref(), self.faults);
        let stage = raw.stage.as_ref().map_or(0, |stage| stage.value);
        let position = Position { node: self.builder.next(), number: u32::try_from(self.builder.questions.len()).unwrap_or(u32::MAX), when };
        let leaf = indicator::leaf(&raw, &position, self.defaults.common, self.faults);
        self.builder.leaf(raw.id.value.clone(), weight, stage, leaf);
        indicator::indicator(raw, position, self.known, self.faults)
    }

    /// A fault for each level without a statement of the question with this id.
    fn empty_levels(&mut self, id: Span, attributes: Span) {
        let empty: Vec<Span> = match entry(self.file, id, "attributes").map(|entry| &entry.value.value) {
            Some(Value::Sequence(levels)) => {
                levels.iter().filter(|level| matches!(&level.value, Value::Sequence(of) if of.is_empty())).map(|level| level.span).collect()
            }
            _ => vec![attributes],
        };
        for span in empty {
            self.faults.push(Diagnostic::error(Code::BadLevels, span, "a level has no statement").hint("write at least one statement per level"));
        }
    }

    fn stages(&mut self, rule: RuleName, span: Span, written: &[(Loc<Id>, Option<Loc<u32>>)]) {
        let written: Vec<_> = written.iter().map(|(id, stage)| (&id.value, id.span, stage.as_ref())).collect();
        checks::stages(rule, span, &written, self.faults);
    }
}

/// The words of a question's answers, if it has steps.
fn step_words(shape: &Shape) -> Option<Vec<String>> {
    match shape {
        Shape::Leaf(leaf) if matches!(leaf.scale, Scale::Steps(_)) => Some(leaf.words()),
        _ => None,
    }
}

/// The entry `key` beside the `id` that stands at a place: where something is that the raw structs do not locate.
fn entry<'n>(node: &'n Node, id: Span, key: &str) -> Option<&'n Entry> {
    if id.start < node.span.start || id.end > node.span.end {
        return None;
    }
    match &node.value {
        Value::Mapping(entries) if entries.iter().any(|entry| entry.key == "id" && entry.value.span == id) => {
            entries.iter().find(|entry| entry.key == key)
        }
        Value::Mapping(entries) => entries.iter().find_map(|inner| entry(&inner.value, id, key)),
        Value::Sequence(items) => items.iter().find_map(|item| entry(item, id, key)),
        _ => None,
    }
}
