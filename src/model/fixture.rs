//! For tests: a few files in memory, read as a site would read them.

use std::collections::BTreeSet;

use super::assessment::{AssessmentFiles, Assessments, FrameworkFiles, Known, assessments};
use super::{CountryCode, Id, Lang};
use crate::diag::{self, Diagnostic, Format};
use crate::load::decode::Decode;
use crate::load::{Entry, yaml};
use crate::source::{FileId, Loc, Source, Sources, Span};

/// A framework of two ladders and a presence question in one area.
pub(crate) const SMALL: [(&str, &str); 2] = [
    ("frameworks/f/framework.yaml", "title: F\nversion: \"1\"\nlevels: 5\n"),
    (
        "frameworks/f/domains/border.yaml",
        "capacities:\n  - id: topic\n    title: T\n    indicators:\n      - {id: plan, kind: ladder, question: Plan?, levels: [a, b, c, d, e]}\n      - {id: tested, kind: ladder, question: Tested?, levels: [a, b, c, d, e]}\n      - {id: desk, kind: presence, question: Desk?}\n",
    ),
];

pub(crate) fn id(text: &str) -> Id {
    Id::new(text).unwrap_or_else(|| panic!("`{text}` is an id"))
}

/// What was read, and its faults, in order.
pub(crate) struct Read {
    pub(crate) all: Assessments,
    pub(crate) faults: Vec<Diagnostic>,
    pub(crate) sources: Sources,
}

impl Read {
    /// The faults, one line each: place, code, message and hint.
    pub(crate) fn report(&self) -> String {
        diag::render(&self.faults, &self.sources, Format::Short, false)
    }
}

fn country(code: &str) -> Option<CountryCode> {
    let (node, _) = yaml::parse(FileId(0), code, 0);
    CountryCode::decode(&node?, &mut Vec::new())
}

/// Reads files by path: `frameworks/<id>/framework.yaml`, `frameworks/<id>/domains/<area>.yaml`,
/// `questionnaires/<id>.yaml`, `units/<id>.yaml`, `answers/<any>`.
pub(crate) fn read(files: &[(&str, &str)]) -> Read {
    let mut sorted: Vec<(&str, &str)> = files.to_vec();
    sorted.sort_unstable();
    let sources = Sources::new(sorted.iter().map(|(path, text)| Source { path: (*path).to_owned(), text: (*text).to_owned() }).collect());
    let mut found = AssessmentFiles::default();
    let (mut domains, mut broken_domains, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    for (file, source) in sources.iter() {
        let (node, more) = yaml::parse(file, &source.text, 0);
        faults.extend(more);
        let parts: Vec<&str> = source.path.split('/').collect();
        let Some(node) = node else {
            let stem = parts.last().and_then(|name| name.split('.').next()).and_then(Id::new);
            match parts[0] {
                "questionnaires" => found.broken.questionnaires.extend(stem),
                "units" => found.broken.units.extend(stem),
                "frameworks" if parts.len() == 3 => found.broken.frameworks.extend(Id::new(parts[1])),
                "frameworks" => broken_domains.extend(stem),
                _ => {}
            }
            continue;
        };
        let at = Span::file_start(file);
        let stem = Loc::new(id(parts.last().and_then(|name| name.split('.').next()).filter(|_| parts[0] != "answers").unwrap_or("x")), at);
        let entry = Entry { id: stem, file, node };
        match parts.as_slice() {
            ["questionnaires", _] => found.questionnaires.push(entry),
            ["adaptations", _] => found.adaptations.push(entry),
            ["crosswalks", _] => found.crosswalks.push(entry),
            ["units", _] => found.units.push(entry),
            ["answers", _] => found.answers.to_mut().push((file, entry.node)),
            ["frameworks", framework, "framework.yaml"] => {
                found.frameworks.push(FrameworkFiles { id: Loc::new(id(framework), at), framework: entry, domains: Vec::new(), broken_domains: Vec::new() });
            }
            ["frameworks", framework, "domains", _] => domains.push(((*framework).to_owned(), entry)),
            _ => panic!("`{}` has no kind", source.path),
        }
    }
    for (framework, entry) in domains {
        let files = found.frameworks.iter_mut().find(|files| files.id.as_str() == framework);
        if let Some(files) = files {
            files.domains.push(entry);
        }
    }
    found.frameworks.iter_mut().for_each(|files| files.broken_domains.clone_from(&broken_domains));
    let languages: Vec<Lang> = ["en", "es"].into_iter().filter_map(Lang::new).collect();
    let areas: Vec<Id> = ["border", "health", "education", "housing", "emergency", "coordination", "employment", "referral"].map(id).to_vec();
    let known = Known {
        languages: &languages,
        areas: &areas,
        sops: &BTreeSet::from([id("registration")]),
        practices: &BTreeSet::from([id("mobility-card")]),
        countries: &["AR", "CO"].into_iter().filter_map(country).collect(),
        broken: &BTreeSet::new(),
        alone: false,
    };
    let all = assessments(&found, &known, &mut faults);
    diag::sort(&mut faults);
    Read { all, faults, sources }
}
