//! Maps: permits and funds by country, the country finder of the home page, ways and entry points.
//!
//! A map shows the countries of the content that `render::chart` can draw. If that is none, there is no map: the
//! tables and lists beside it have everything. Countries elsewhere in the world stand in the list of the map alone.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Link, Maker};
use crate::load::raw::catalogues::OfficeKind;
use crate::load::raw::routes::Means;
use crate::model::{CountryCode, EntryPoint, Id};
use crate::render::chart::{self, Band, Common, Map, MapRow, Place};

/// A line of the table of ways and entry points.
#[derive(Serialize)]
pub(super) struct WayRow {
    by: String,
    from: Link,
    to: Link,
    point: String,
    notes: Vec<String>,
    source: String,
}

/// Ways and entry points: a map, if one can be drawn, and the table.
#[derive(Serialize)]
pub(super) struct WaysView {
    map: String,
    rows: Vec<WayRow>,
}

/// A line of a map's list before classes are known.
struct Figure {
    name: String,
    href: String,
    countries: Vec<CountryCode>,
    value: Option<u64>,
}

impl Maker<'_> {
    /// Permits of all years by country.
    pub(super) fn permits_map(&self) -> String {
        let permits = &self.sources.toolbox.permits;
        let figures = permits.rows.iter().map(|(country, cells)| {
            let known: Vec<u64> = cells.iter().flatten().filter_map(|permit| permit.value).collect();
            let value = (!known.is_empty()).then(|| known.iter().sum());
            Figure { name: self.country_name(*country), href: self.country_link(*country).href, countries: vec![*country], value }
        });
        self.figure_map("permits-map", &self.permits_map_title(), figures.collect(), &|value| self.words.number(&value.to_string()))
    }

    /// What the map of permits shows, with its years.
    pub(super) fn permits_map_title(&self) -> String {
        let years = &self.sources.toolbox.permits.years;
        let year = |year: Option<&u16>| year.map(u16::to_string).unwrap_or_default();
        self.words.fill("permits_map", &[("from", &year(years.first())), ("to", &year(years.last()))])
    }

    /// Funds requested by office, on the countries that it serves.
    pub(super) fn funding_map(&self) -> String {
        let toolbox = self.sources.toolbox;
        let mut rows: Vec<_> = toolbox.funding.rows.iter().map(|row| (row, toolbox.offices.iter().find(|office| office.id.value == row.office))).collect();
        // A country's own office stands for it before one that serves several.
        rows.sort_by_key(|(_, office)| office.is_none_or(|office| office.kind != OfficeKind::Country));
        let figures = rows.into_iter().map(|(row, office)| Figure {
            name: self.office_name(&row.office),
            href: self.href(crate::model::EntryKind::Sheet, row.sheet.as_str()),
            countries: office.map(|office| office.countries.iter().map(|country| country.value).collect()).unwrap_or_default(),
            value: Some(row.total),
        });
        self.figure_map("funding-map", self.words.get("funding_map"), figures.collect(), &|value| self.money(value))
    }

    /// A map with classes and a list, the largest figure first.
    fn figure_map(&self, id: &str, title: &str, mut figures: Vec<Figure>, print: &dyn Fn(u64) -> String) -> String {
        figures.sort_by_key(|figure| std::cmp::Reverse(figure.value));
        let values: Vec<u64> = figures.iter().filter_map(|figure| figure.value).collect();
        let bounds = chart::lower_bounds(&values);
        let class = |value: u64| bounds.iter().rposition(|bound| value >= *bound);
        let missing = self.words.get("map_missing");
        let mut places: BTreeMap<CountryCode, Place> = BTreeMap::new();
        let mut rows = Vec::new();
        for figure in &figures {
            let value = figure.value.map_or_else(|| missing.to_owned(), print);
            let class = figure.value.and_then(class);
            let drawn = figure.countries.iter().any(|country| chart::has_outline(country.as_str()));
            let name = if drawn { figure.name.clone() } else { self.words.fill("map_outside", &[("place", &figure.name)]) };
            let href = Some(figure.href.clone()).filter(|href| !href.is_empty());
            rows.push(MapRow { class, name, href: href.clone(), value: value.clone() });
            for country in &figure.countries {
                let text = format!("{}: {value}", figure.name);
                let place = Place { code: country.to_string(), name: self.country_name(*country), href: href.clone(), class, text };
                places.entry(*country).or_insert(place);
            }
        }
        let classes = bounds.iter().enumerate().map(|(index, low)| {
            let high = bounds.get(index + 1);
            let (low_text, high_text) = (print(*low), high.map(|high| print(*high)).unwrap_or_default());
            let label = match (index, high) {
                (_, None) => self.words.fill("map_class_over", &[("low", &low_text)]),
                (0, Some(_)) => self.words.fill("map_class_under", &[("high", &high_text)]),
                _ => self.words.fill("map_class_between", &[("low", &low_text), ("high", &high_text)]),
            };
            Band { letter: letter(index), label, shade: chart::shade(index, bounds.len()) }
        });
        let description = match (figures.first(), figures.iter().rev().find(|figure| figure.value.is_some())) {
            (Some(most), Some(least)) if most.value != least.value => self.words.fill(
                "map_description",
                &[
                    ("most", &most.name),
                    ("high", &most.value.map(print).unwrap_or_default()),
                    ("least", &least.name),
                    ("low", &least.value.map(print).unwrap_or_default()),
                ],
            ),
            _ => String::new(),
        };
        let map = Map { places: places.into_values().collect(), classes: classes.collect(), missing: missing.to_owned(), rows, ..Map::default() };
        self.draw_map(id, title, &description, &map)
    }

    /// The map of the home page: every country with a sheet leads to it.
    pub(super) fn finder_map(&self) -> String {
        let toolbox = self.sources.toolbox;
        let mut places: BTreeMap<CountryCode, Place> = BTreeMap::new();
        // A country's own sheet stands for it before one about several.
        let mut sheets: Vec<_> = toolbox.sheets.iter().collect();
        sheets.sort_by_key(|sheet| sheet.countries.len() > 1);
        for sheet in sheets {
            let link = self.sheet_link(sheet);
            for country in &sheet.countries {
                let name = self.country_name(*country);
                let place = Place { code: country.to_string(), name, href: Some(link.href.clone()), class: Some(0), text: link.title.clone() };
                places.entry(*country).or_insert(place);
            }
        }
        let classes = vec![Band { letter: String::new(), label: String::new(), shade: 2 }];
        let map = Map { places: places.into_values().collect(), classes, ..Map::default() };
        self.draw_map("finder", self.words.get("finder_map"), self.words.get("finder_map_description"), &map)
    }

    /// Ways and entry points of the content.
    pub(super) fn ways(&self) -> Option<WaysView> {
        let toolbox = self.sources.toolbox;
        if toolbox.entry_points.is_empty() && toolbox.routes.is_empty() {
            return None;
        }
        let mut rows: Vec<WayRow> = Vec::new();
        for means in Means::ALL {
            for route in toolbox.routes.iter().filter(|route| route.by == *means) {
                let point = route.through.as_ref().and_then(|id| self.entry_point(&id.value));
                let notes = route.note.iter().chain(point.and_then(|point| point.note.as_ref()));
                rows.push(WayRow {
                    by: self.words.get(&format!("way_{}", means.word())).to_owned(),
                    from: self.country_link(route.from),
                    to: self.country_link(route.to),
                    point: point.map(|point| self.text(&point.name)).unwrap_or_default(),
                    notes: notes.map(|note| self.text(note)).collect(),
                    source: self.source_note(join(route.source.as_deref(), point.and_then(|point| point.source.as_deref())).as_deref()),
                });
            }
        }
        let is_used = |id: &Id| toolbox.routes.iter().any(|route| route.through.as_ref().is_some_and(|through| through.value == *id));
        for point in toolbox.entry_points.iter().filter(|point| !is_used(&point.id.value)) {
            rows.push(WayRow {
                by: String::new(),
                from: Link::default(),
                to: self.country_link(point.country),
                point: self.text(&point.name),
                notes: point.note.iter().map(|note| self.text(note)).collect(),
                source: self.source_note(point.source.as_deref()),
            });
        }
        Some(WaysView { map: self.ways_map(), rows })
    }

    fn entry_point(&self, id: &Id) -> Option<&EntryPoint> {
        self.sources.toolbox.entry_points.iter().find(|point| point.id.value == *id)
    }

    fn ways_map(&self) -> String {
        let toolbox = self.sources.toolbox;
        let mut places: BTreeMap<CountryCode, Place> = BTreeMap::new();
        let ends = toolbox.routes.iter().flat_map(|route| [route.from, route.to]).chain(toolbox.entry_points.iter().map(|point| point.country));
        for country in ends {
            let name = self.country_name(country);
            let href = Some(self.country_link(country).href).filter(|href| !href.is_empty());
            places.entry(country).or_insert_with(|| Place { code: country.to_string(), text: name.clone(), name, href, class: Some(0) });
        }
        let at = |point: &EntryPoint| (f64::from(point.at.0) / 1e5, f64::from(point.at.1) / 1e5);
        let means = |by: Means| match by {
            Means::Land => chart::Means::Land,
            Means::Sea => chart::Means::Sea,
            Means::Air => chart::Means::Air,
        };
        let ways = toolbox.routes.iter().filter_map(|route| {
            let point = route.through.as_ref().and_then(|id| self.entry_point(&id.value));
            // A way to a country that cannot be drawn stands in the table alone.
            let end = chart::middle(route.to.as_str()).filter(|_| chart::is_whole(route.to.as_str()));
            Some(chart::Way { from: chart::middle(route.from.as_str())?, to: point.map(at).or(end)?, by: means(route.by) })
        });
        let map = Map {
            ways: ways.collect(),
            places: places.into_values().filter(|place| chart::is_whole(&place.code)).collect(),
            classes: vec![Band { letter: String::new(), label: String::new(), shade: 1 }],
            posts: toolbox.entry_points.iter().map(|point| chart::Post { at: at(point), name: self.text(&point.name) }).collect(),
            way_words: Means::ALL.iter().map(|means| self.words.get(&format!("way_{}", means.word())).to_owned()).collect::<Vec<_>>().try_into().unwrap_or_default(),
            ..Map::default()
        };
        self.draw_map("ways", self.words.get("ways_map"), self.words.get("ways_map_description"), &map)
    }

    /// The drawing; nothing where none of the countries can be drawn.
    fn draw_map(&self, id: &str, title: &str, description: &str, map: &Map) -> String {
        if !map.places.iter().any(|place| chart::has_outline(&place.code)) {
            return String::new();
        }
        let common = Common { id, title, description, palette: self.palette(), width: chart::WIDE };
        chart::responsive(&common, |common| chart::map(common, map))
    }
}

/// `A`, `B`, …
fn letter(index: usize) -> String {
    char::from(b'A' + u8::try_from(index).unwrap_or(25).min(25)).to_string()
}

/// Two places in the source as one.
fn join(one: Option<&str>, other: Option<&str>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) if one != other => Some(format!("{one}, {other}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}
