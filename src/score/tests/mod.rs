//! What scores promise: the published vectors through the whole way, from file to number, and properties of any tree.

mod editions;
mod properties;
mod respondents;
mod states;
mod vectors;

use super::{Gap, NodeScore, Scores, score};
use crate::model::exact::Exact;
use crate::model::fixture::{Read, read};

fn exact(text: &str) -> Exact {
    Exact::parse(text).unwrap_or_else(|| panic!("`{text}` is a number"))
}

/// A framework with what is not `levels` or `title`, one area per entry of `domains`, and answers.
struct Case<'a> {
    /// Further lines of `framework.yaml`.
    framework: &'a str,
    /// Area and the text of its file.
    domains: Vec<(&'a str, String)>,
    /// The answers in flow style, without braces.
    answers: &'a str,
    /// Further lines of the answer file.
    more: &'a str,
}

/// The results of a case.
struct Scored {
    read: Read,
    scores: Scores,
}

impl Case<'_> {
    #[track_caller]
    fn score(&self) -> Scored {
        let levels = if self.framework.contains("levels:") { "" } else { "levels: 5\n" };
        let framework = format!("title: F\nversion: \"1\"\n{levels}{}", self.framework);
        let answers = format!(
            "framework: f\nframework_version: \"1\"\nunit: place\nround: 2026-1\nrespondent: {{code: r1}}\n{}answers: {{{}}}\n",
            self.more, self.answers
        );
        let domains: Vec<(String, &str)> = self.domains.iter().map(|(area, text)| (format!("frameworks/f/domains/{area}.yaml"), text.as_str())).collect();
        let mut files: Vec<(&str, &str)> = domains.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        files.extend([("frameworks/f/framework.yaml", framework.as_str()), ("answers/a.yaml", &answers), ("units/place.yaml", "name: P\nkind: country\n")]);
        let read = read(&files);
        assert_eq!(read.report(), "");
        let scores = score(&read.all);
        Scored { read, scores }
    }
}

impl Scored {
    fn place(&self, id: &str) -> usize {
        let compiled = &self.read.all.frameworks["f"].compiled;
        compiled.find(id).unwrap_or_else(|| panic!("there is no node `{id}`")) as usize
    }

    fn node(&self, id: &str) -> &NodeScore {
        &self.scores.sets[0].nodes[self.place(id)]
    }

    /// The shown score as text, with its asterisk and plus; else the state.
    fn shown(&self, id: &str) -> String {
        let node = self.node(id);
        match &node.score {
            Some(score) => format!("{score}{}{}", if node.plus { "+" } else { "" }, if node.asterisk { "*" } else { "" }),
            None => node.state.word().to_owned(),
        }
    }

    /// The interval as text.
    fn interval(&self, id: &str) -> String {
        let node = self.node(id);
        format!("{} to {}", node.low.as_ref().unwrap_or(&Exact::ZERO), node.high.as_ref().unwrap_or(&Exact::ZERO))
    }

    fn gap(&self, id: &str) -> &Gap {
        let node = self.place(id);
        self.scores.sets[0].gaps.iter().find(|gap| gap.node as usize == node).unwrap_or_else(|| panic!("`{id}` has no gap"))
    }
}

/// A topic with these indicators, each line one flow mapping without its braces; `more` are further keys of the topic.
fn topic(id: &str, more: &str, indicators: &[String]) -> String {
    let lines: String = indicators.iter().map(|line| format!("      - {{{line}}}\n")).collect();
    let more: String = more.lines().map(|line| format!("    {line}\n")).collect();
    format!("  - id: {id}\n    title: T\n{more}    indicators:\n{lines}")
}

/// An area with these topics.
fn area(more: &str, topics: &[String]) -> String {
    format!("{more}capacities:\n{}", topics.concat())
}

fn ladder(id: &str) -> String {
    format!("id: {id}, kind: ladder, question: Q, levels: [a, b, c, d, e]")
}

fn ladders(prefix: &str, count: usize) -> Vec<String> {
    (1..=count).map(|number| ladder(&format!("{prefix}{number}"))).collect()
}

/// A figure from 0 to 1.
fn share(id: &str) -> String {
    format!("id: {id}, kind: number, question: Q, goalposts: {{low: 0, high: 1}}")
}

/// A figure in per cent.
fn per_cent(id: &str) -> String {
    format!("id: {id}, kind: number, question: Q, goalposts: {{low: 0, high: 100}}")
}
