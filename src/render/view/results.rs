//! Results of several places: the list of all, the newest side by side, and how each is told.

use serde::Serialize;

use super::result::ScoreView;
use super::said::Said;
use super::{Link, Maker, Shell, body};
use crate::model::framework::{Framework, OVERALL};
use crate::model::{EntryKind, Id};
use crate::render::chart::{self, Common};
use crate::score::UnitScores;

/// One line of a list of results.
#[derive(Serialize)]
pub(super) struct ResultLine {
    pub(super) unit: String,
    pub(super) round: String,
    pub(super) date: String,
    pub(super) href: String,
    pub(super) demo: bool,
    /// Where an edition was answered: that this is its result in terms of the base.
    pub(super) edition: String,
    pub(super) score: ScoreView,
}

#[derive(Default, Serialize)]
struct ResultsView {
    /// One for each framework that has results.
    tables: Vec<ResultsTable>,
    others: Vec<Link>,
    /// Pages of the places within a larger one.
    places: Vec<Link>,
    csv: String,
}

/// The results of several places side by side: as a chart, as a table, and what its marks say.
#[derive(Serialize)]
pub(super) struct ResultsTable {
    id: String,
    /// The framework, which need not be said where there is only one.
    title: Said,
    chart: String,
    areas: Vec<Said>,
    rows: Vec<ResultsRow>,
    legend: Vec<BandView>,
    /// Places that answered an edition.
    told: Vec<ToldNote>,
}

/// A place that answered an edition, where its result stands beside those of others.
#[derive(Serialize)]
pub(super) struct ToldNote {
    words: Said,
    own: Link,
    edition: Option<Link>,
}

/// Marks the figure of a place that answered an edition, where the part is not comparable as it stands.
pub(super) const DAGGER: &str = "†";

#[derive(Serialize)]
pub(super) struct ResultsRow {
    #[serde(flatten)]
    line: ResultLine,
    cells: Vec<ScoreView>,
}

/// A band of the framework.
#[derive(Serialize)]
pub(super) struct BandView {
    pub(super) letter: String,
    pub(super) label: Said,
    pub(super) from: String,
    /// Its colour and pattern.
    pub(super) shade: u32,
}

impl ResultsRow {
    /// What rows are sorted by: the name, without regard to accents.
    fn order(&self) -> String {
        crate::render::search::fold(&self.line.unit)
    }
}

impl ResultsTable {
    fn has_demo(&self) -> bool {
        self.rows.iter().any(|row| row.line.demo)
    }
}

impl Maker<'_> {
    /// The results of an area: the newest of each place, by name.
    pub(super) fn area_results(&self, area: &Id) -> Vec<ResultLine> {
        let assessments = self.sources.assessments;
        let mut lines = Vec::new();
        for framework in assessments.bases_first() {
            let Some(domain) = framework.domains.iter().find(|domain| domain.id == *area) else { continue };
            for result in self.sources.scores.latest(&framework.id) {
                let score = self.score_view(framework, &result.nodes, domain.node);
                if !score.not_asked {
                    lines.push(self.result_line(result, score));
                }
            }
        }
        lines.sort_by_key(|line| crate::render::search::fold(&line.unit));
        lines
    }

    fn result_line(&self, result: &UnitScores, score: ScoreView) -> ResultLine {
        // Answer sets are in the order of their ids.
        ResultLine {
            unit: self.unit_name(&result.unit),
            round: self.words.fill("assessment_round", &[("round", &result.round)]),
            date: result.date.map(|date| self.words.date(date)).unwrap_or_default(),
            href: self.result_href(result),
            demo: self.is_demo(&result.unit),
            edition: self.told_from(result),
            score,
        }
    }

    /// Whether the figure of a node is another than the place's own, because the place answered an edition of which this part
    /// is not comparable as it stands: such a figure carries a dagger wherever results of several places stand together.
    pub(super) fn is_told_apart(&self, framework: &Framework, result: &UnitScores, node: u32) -> bool {
        let adapts = result.edition.as_ref().and_then(|edition| self.framework(edition)).and_then(|edition| edition.adapts.as_ref());
        let id = if node == framework.compiled.root() { Some(OVERALL) } else { framework.compiled.nodes.get(node as usize).map(|node| node.id.as_str()) };
        adapts.zip(id).is_some_and(|(adapts, id)| !adapts.comparable.contains(id))
    }

    /// What the daggers of a table say: of each place, which edition it answered, and its own result.
    pub(super) fn told_notes<'r>(&self, framework: &Framework, results: impl Iterator<Item = &'r UnitScores>) -> Vec<ToldNote> {
        let root = framework.compiled.root();
        let note = |result: &UnitScores| {
            let edition = self.framework(result.edition.as_ref()?)?;
            let own = self.sources.scores.rounds(&edition.id, &result.unit).into_iter().find(|own| own.round == result.round)?;
            let figure = |scores: &UnitScores, root: u32| scores.nodes.get(root as usize).map(|node| self.figure_or_state(node)).unwrap_or_default();
            let values = [
                ("unit", self.unit_name(&result.unit).into()),
                ("edition", self.said(&edition.title)),
                ("here", figure(result, root).into()),
                ("own", figure(own, edition.compiled.root()).into()),
            ];
            Some(ToldNote {
                words: self.fill_said("told_apart_note", &values),
                own: Link { title: self.words.get("told_own_result").to_owned(), href: self.result_href(result), ..Link::default() },
                edition: self.edition_link(edition).map(|link| Link { title: self.words.get("edition_differences").to_owned(), summary: String::new(), ..link }),
            })
        };
        results.filter_map(note).collect()
    }

    /// A place with its areas.
    pub(super) fn results_row(&self, framework: &Framework, result: &UnitScores) -> ResultsRow {
        let cell = |node: u32| {
            let mut score = self.score_view(framework, &result.nodes, node);
            if score.value.is_some() && self.is_told_apart(framework, result, node) {
                score.text.push_str(DAGGER);
            }
            score
        };
        let whole = cell(framework.compiled.root());
        let cells = framework.domains.iter().map(|domain| cell(domain.node)).collect();
        ResultsRow { line: self.result_line(result, whole), cells }
    }

    /// A link to a result by the name of its place: to what all respondents said, where there are several.
    pub(super) fn result_link(&self, result: &UnitScores) -> Link {
        let title = self.unit_name(&result.unit);
        let href = self.result_href(result);
        Link { title, href, meta: vec![self.words.fill("assessment_round", &[("round", &result.round)])], ..Link::default() }
    }

    /// Where a result is shown.
    fn result_href(&self, result: &UnitScores) -> String {
        if let Some(link) = self.discussion_link(result) {
            return link.href;
        }
        let sets = &self.sources.assessments.answers;
        let place = result.sets.iter().filter_map(|id| sets.binary_search_by(|set| set.id.cmp(id)).ok()).min();
        let page = place.and_then(|place| self.sources.outline.results.get(place));
        page.map_or_else(String::new, |id| self.href(EntryKind::Result, id.as_str()))
    }

    pub(super) fn results(&self, shell: Shell) -> (Shell, serde_json::Value) {
        let assessments = self.sources.assessments;
        let mut shell = shell;
        shell.forms = self.begun_forms();
        let of = |framework: &Framework| {
            let results = self.sources.scores.latest(&framework.id);
            (!results.is_empty()).then(|| self.results_table(framework, &results, &shell))
        };
        // A site without a framework has no results to show, and says so.
        let tables: Vec<ResultsTable> = assessments.bases_first().filter(|framework| framework.adapts.is_none()).filter_map(of).collect();
        shell.demo = tables.iter().any(ResultsTable::has_demo);
        let others = self.sources.outline.results.iter().zip(&assessments.answers).map(|(id, set)| Link {
            title: self.result_head(set).0,
            href: self.href(EntryKind::Result, id.as_str()),
            meta: set.date.map(|date| self.words.date(date)).into_iter().collect(),
            ..Link::default()
        });
        let mut others: Vec<Link> = others.collect();
        others.sort_by_key(|link| crate::render::search::fold(&link.title));
        let csv = self.linker.file("data/scores.csv");
        (shell, body(ResultsView { tables, others, places: self.places_links(), csv }))
    }

    /// Results of one framework side by side.
    pub(super) fn results_table(&self, framework: &Framework, results: &[&UnitScores], shell: &Shell) -> ResultsTable {
        let mut rows: Vec<ResultsRow> = results.iter().map(|result| self.results_row(framework, result)).collect();
        // By name, never as a ranking.
        rows.sort_by_key(ResultsRow::order);
        ResultsTable {
            id: format!("_results-{}", framework.id),
            title: self.said(&framework.title),
            chart: self.heat_map(framework, &rows, shell),
            areas: framework.domains.iter().map(|domain| self.area_said(&domain.id)).collect(),
            legend: self.legend(framework),
            told: self.told_notes(framework, results.iter().copied()),
            rows,
        }
    }

    pub(super) fn legend(&self, framework: &Framework) -> Vec<BandView> {
        let band = |band: &crate::model::framework::Band| BandView {
            letter: band.letter.clone().unwrap_or_default(),
            label: self.said(&band.label),
            from: self.words.per_cent(&band.from.to_string()),
            shade: band.shade,
        };
        framework.bands.iter().map(band).collect()
    }

    fn heat_map(&self, framework: &Framework, rows: &[ResultsRow], shell: &Shell) -> String {
        let cell = |score: &ScoreView| {
            let band = score.band?;
            Some(chart::Cell { text: score.text.clone(), letter: format!("{}{}", score.letter, if score.starred { "*" } else { "" }), band: band as usize })
        };
        let map = chart::HeatMap {
            columns: framework.domains.iter().map(|domain| self.area_title(&domain.id)).collect(),
            rows: rows
                .iter()
                .map(|row| chart::HeatRow {
                    label: row.line.unit.clone(),
                    href: (!row.line.href.is_empty()).then(|| row.line.href.clone()),
                    cells: row.cells.iter().map(cell).collect(),
                })
                .collect(),
            bands: framework.bands.iter().map(|band| chart::Band { letter: band.letter.clone().unwrap_or_default(), label: self.text(&band.label), shade: band.shade as usize }).collect(),
            missing_label: self.words.get("no_result").to_owned(),
        };
        let common = Common { id: &format!("results-{}", framework.id), title: &shell.title, description: &shell.description, palette: self.palette(), width: chart::WIDE };
        chart::responsive(&common, |common| chart::heat_map(common, &map))
    }
}

