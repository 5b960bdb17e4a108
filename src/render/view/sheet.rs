//! Country sheets.

use serde::Serialize;

use super::prose::Prose;
use super::said::Said;
use super::{Link, Maker, Shell, body};
use crate::load::raw::catalogues::Precision;
use crate::model::tally::{Mismatch, share};
use crate::model::{CountryCode, EntryKind, Figure, FigureValue, Sheet};

#[derive(Serialize)]
struct SheetView {
    countries: String,
    edition: String,
    as_of: String,
    status: String,
    notes: Option<Said>,
    framing: Option<Said>,
    challenges: Vec<ByOutcome>,
    challenges_missing: Option<Said>,
    highlights: Vec<HighlightView>,
    highlights_missing: Option<Said>,
    priorities: Vec<ByOutcome>,
    funding: Vec<FundingView>,
    funding_total: String,
    funding_share: String,
    figures: Vec<FigureRow>,
    regularisation: Option<Prose>,
    regularisation_source: String,
    prose: Option<Prose>,
    practices: Vec<Link>,
    sops: Vec<Link>,
    offices: Vec<OfficeView>,
}

/// Entries under one outcome.
#[derive(Serialize)]
pub(super) struct ByOutcome {
    pub(super) outcome: String,
    pub(super) href: String,
    pub(super) links: Vec<Link>,
}

#[derive(Serialize)]
struct HighlightView {
    text: String,
    lang: Option<String>,
    practice: Option<Link>,
    source: String,
}

#[derive(Serialize)]
struct FundingView {
    office: Said,
    cells: Vec<Cell>,
    total: String,
    footnote: Option<String>,
    received: Option<String>,
}

#[derive(Serialize)]
struct Cell {
    column: Said,
    amount: String,
    share: String,
}

#[derive(Serialize)]
struct OfficeView {
    name: Said,
    as_of: String,
    lines: Vec<Said>,
}

/// A figure as a row of a table.
#[derive(Serialize)]
pub(super) struct FigureRow {
    pub(super) measure: Said,
    pub(super) of: Said,
    pub(super) period: String,
    pub(super) value: String,
    pub(super) missing: bool,
    pub(super) note: Said,
    pub(super) source: String,
}

impl Maker<'_> {
    pub(super) fn sheet(&self, sheet: &Sheet) -> (Shell, serde_json::Value) {
        let toolbox = self.sources.toolbox;
        let names = self.country_names(&sheet.countries);
        let description = if sheet.countries.is_empty() {
            self.words.get("sheet_description_regional").to_owned()
        } else {
            self.words.fill("sheet_description", &[("countries", &names)])
        };
        let mut shell = self.shell(self.text(&sheet.title), description);
        shell.revised = Some(self.words.fill("as_of", &[("date", &self.words.date(sheet.as_of))]));
        shell.source = self.source_note(sheet.source.as_deref());
        let table = &toolbox.funding;
        let rows: Vec<_> = table.rows.iter().filter(|row| row.sheet == sheet.id.value).collect();
        let total: u64 = rows.iter().map(|row| row.total).sum();
        let funding = rows
            .iter()
            .map(|row| FundingView {
                office: self.office_said(&row.office),
                cells: table
                    .columns
                    .iter()
                    .zip(&row.cells)
                    .filter_map(|(column, cell)| {
                        let amount = (*cell)?;
                        Some(Cell { column: self.outcome_said(column), amount: self.money(amount), share: self.share(amount, row.total) })
                    })
                    .collect(),
                total: self.money(row.total),
                footnote: row.mismatch.as_ref().map(|mismatch| capital(&self.mismatch(mismatch))),
                received: row.received.iter().any(Option::is_some).then(|| self.money(row.received.iter().flatten().sum())),
            })
            .collect();
        let concerns = |countries: &[CountryCode]| countries.iter().any(|country| sheet.countries.contains(country));
        let document = |documents: &std::collections::BTreeMap<crate::model::Lang, crate::doc::Document>| {
            let (lang, document) = documents.get_key_value(&self.page.lang).or_else(|| documents.get_key_value(self.default()))?;
            Some(self.html(document, lang))
        };
        let view = SheetView {
            countries: names,
            edition: sheet.edition.clone(),
            as_of: self.words.date(sheet.as_of),
            status: self.words.get(&format!("status_{}", sheet.status.word())).to_owned(),
            notes: sheet.notes.as_ref().map(|notes| self.said(notes)),
            framing: sheet.framing.as_ref().map(|framing| self.said(framing)),
            challenges: self.by_outcome(sheet.challenges.iter().filter_map(|id| {
                let challenge = toolbox.challenges.iter().find(|challenge| challenge.id.value == id.value)?;
                let link = self.link_named(&self.said(&challenge.title), self.href(EntryKind::Challenge, id.as_str()));
                Some((&challenge.outcome.value, link))
            })),
            challenges_missing: sheet.challenges_missing.as_ref().map(|reason| self.said(reason)),
            highlights: sheet
                .highlights
                .iter()
                .map(|highlight| {
                    let shown = self.shown(&highlight.text);
                    let practice = highlight.practice.as_ref().and_then(|id| toolbox.practice(id));
                    HighlightView {
                        text: shown.text,
                        lang: shown.lang,
                        practice: practice.and_then(|practice| self.practice_link(practice)),
                        source: self.source_note(highlight.source.as_deref()),
                    }
                })
                .collect(),
            highlights_missing: sheet.highlights_missing.as_ref().map(|reason| self.said(reason)),
            priorities: self.by_outcome(sheet.priorities.iter().filter_map(|id| {
                let activity = toolbox.activity(&id.value)?;
                Some((&activity.outcome.value, self.activity_link(activity)))
            })),
            funding,
            funding_total: self.money(total),
            funding_share: self.share(total, table.total),
            figures: sheet.figures.iter().map(|figure| self.figure_row(figure)).collect(),
            regularisation: document(&sheet.regularisation),
            regularisation_source: self.source_note(sheet.regularisation_source.as_deref()),
            prose: document(&sheet.prose),
            practices: toolbox.practices.iter().filter(|practice| concerns(&practice.countries)).filter_map(|practice| self.practice_link(practice)).collect(),
            sops: toolbox.sops.iter().filter(|sop| concerns(&sop.countries)).filter_map(|sop| self.sop_link(sop)).collect(),
            offices: rows.iter().filter_map(|row| self.office_view(&row.office)).collect(),
        };
        (shell, body(view))
    }

    fn office_view(&self, id: &crate::model::Id) -> Option<OfficeView> {
        let office = self.sources.toolbox.offices.iter().find(|office| office.id.value == *id)?;
        let (as_of, lines) = office.contacts.as_ref()?;
        Some(OfficeView {
            name: self.said(&office.name),
            as_of: self.words.fill("as_of", &[("date", &as_of.to_string())]),
            lines: lines.iter().map(|line| self.said(line)).collect(),
        })
    }

    pub(super) fn office_name(&self, id: &crate::model::Id) -> String {
        self.office_said(id).plain()
    }

    /// Groups links by outcome, in the order of the outcomes, keeping their own order within.
    pub(super) fn by_outcome<'i>(&self, links: impl Iterator<Item = (&'i crate::model::Id, Link)>) -> Vec<ByOutcome> {
        let links: Vec<_> = links.collect();
        let outcomes = &self.sources.toolbox.site.outcomes;
        outcomes
            .iter()
            .map(|outcome| ByOutcome {
                outcome: self.text(&outcome.title),
                href: self.linker.page(&format!("outcomes/{}.html", outcome.id.value)),
                links: links.iter().filter(|(id, _)| **id == outcome.id.value).map(|(_, link)| link.clone()).collect(),
            })
            .filter(|group| !group.links.is_empty())
            .collect()
    }

    pub(super) fn money(&self, amount: u64) -> String {
        self.words.money(amount, &self.sources.toolbox.site.currency)
    }

    /// A share in per cent, or a dash where there is nothing to share.
    pub(super) fn share(&self, part: u64, total: u64) -> String {
        share(part, total).map_or_else(|| String::from("–"), |share| self.words.per_cent(&share))
    }

    /// The footnote of a stated total that does not add up.
    pub(super) fn mismatch(&self, mismatch: &Mismatch) -> String {
        let stated = self.words.number(&mismatch.stated);
        let computed = self.words.number(&mismatch.computed);
        self.words.fill("mismatch", &[("stated", &stated), ("computed", &computed)])
    }

    /// What the document prints, with its currency.
    pub(super) fn stated(&self, mismatch: &Mismatch) -> String {
        let number = self.words.number(&mismatch.stated);
        self.words.fill("money", &[("currency", &self.sources.toolbox.site.currency), ("n", &number)])
    }

    /// The sheet of a country, or its bare name where it has none.
    pub(super) fn country_link(&self, code: CountryCode) -> Link {
        let sheet = self.sources.toolbox.sheets.iter().find(|sheet| sheet.countries.contains(&code));
        let href = sheet.map_or_else(String::new, |sheet| self.href(EntryKind::Sheet, sheet.id.as_str()));
        Link { title: self.country_name(code), href, ..Link::default() }
    }

    /// A figure's value with its precision in words.
    pub(super) fn figure_value(&self, figure: &Figure) -> String {
        match &figure.value {
            FigureValue::Missing(reason) => self.text(reason),
            FigureValue::Known(value, precision) => {
                let number = self.words.number(value);
                let unit = self.sources.toolbox.measures.iter().find(|measure| measure.id.value == figure.measure.value).map(|measure| measure.unit);
                let number = if unit == Some(crate::load::raw::catalogues::MeasureUnit::PerCent) { self.words.per_cent(value) } else { number };
                match precision {
                    Precision::Exact => number,
                    other => self.words.fill(&format!("precision_{}", other.word()), &[("n", &number)]),
                }
            }
        }
    }

    pub(super) fn figure_row(&self, figure: &Figure) -> FigureRow {
        let toolbox = self.sources.toolbox;
        let measure = toolbox.measures.iter().find(|measure| measure.id.value == figure.measure.value);
        let mut notes: Vec<Said> = figure.note.iter().map(|note| self.said(note)).collect();
        for other in &figure.also_stated {
            let place = self.source_note(other.source.as_deref());
            notes.push(self.words.fill("also_stated", &[("value", &self.words.number(&other.value)), ("source", &place)]).into());
        }
        FigureRow {
            measure: measure.map_or_else(|| figure.measure.as_str().into(), |measure| self.said(&measure.title)),
            of: figure.of.as_ref().map(|of| self.said(of)).or_else(|| figure.country.map(|code| self.country_name(code).into())).unwrap_or_default(),
            period: self.words.period(&figure.period),
            value: self.figure_value(figure),
            missing: matches!(figure.value, FigureValue::Missing(_)),
            note: Said::join(notes, " "),
            source: self.source_note(figure.source.as_deref()),
        }
    }
}

/// A sentence that stands by itself.
fn capital(sentence: &str) -> String {
    let mut signs = sentence.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}
