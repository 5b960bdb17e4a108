//! Charts to try: any number of categories, with short or long names. Shared by the tests and by
//! `cargo run --example charts`.

use super::{
    Axis, Band, Bar, Bars, Cell, Gantt, HeatMap, HeatRow, Interval, LineSeries, Lines, Order, Part, Radar, Slope, Slopes, Stack,
    Stacked, Task, Tick, Words, nice,
};

const LONG: [&str; 10] = [
    "Bolivia (Plurinational State of)",
    "Venezuela (Bolivarian Republic of)",
    "Saint Vincent and the Grenadines",
    "Trinidad & Tobago",
    "Regional coordination with the inter-agency platform, its sub-platforms and working groups, and everybody else",
    "Wirtschaftsförderungsgesellschaftsangelegenheiten",
    "République démocratique du Congo",
    "تنسيق الاستجابة الإقليمية للهجرة",
    "Peru",
    "<script>alert('x')</script>",
];

const AREAS: [&str; 8] = [
    "Coordination",
    "Direct emergency assistance",
    "Documentation and regularization",
    "Protection",
    "Socio-economic inclusion",
    "Health",
    "Information management",
    "Communication campaigns",
];

fn name(index: usize, long: bool) -> String {
    let names: &[&str] = if long { &LONG } else { &AREAS };
    let turn = index / names.len();
    let name = names[index % names.len()];
    if turn == 0 { name.to_owned() } else { format!("{name} {}", turn + 1) }
}

/// A number between 0 and 1 that looks like chance and never changes.
fn chance(seed: usize) -> f64 {
    ((seed * 7919 + 104_729) % 1009) as f64 / 1009.0
}

fn words() -> Words {
    Words {
        value: "Level reached".to_owned(),
        interval: "If all unknown answers were the lowest, or the highest".to_owned(),
        target: "Target 2027".to_owned(),
        missing: "not assessed".to_owned(),
    }
}

fn ticks(max: f64) -> Vec<Tick> {
    nice(max, 5).into_iter().map(|at| Tick { at, label: format!("{at}") }).collect()
}

pub(crate) fn radar(count: usize, long: bool) -> Radar {
    let axis = |index| {
        let value = (chance(index) * 9.0).round() / 2.0 + 0.5;
        let known = index % 7 != 5;
        Axis {
            label: name(index, long),
            short: format!("{}{}", if long { "Area " } else { "A" }, index + 1),
            value: known.then_some(value),
            interval: known.then_some(Interval { low: value * 0.8, high: (value * 1.2).min(5.0) }),
            target: Some(((value + 1.0) * 2.0).round() / 2.0).map(|target: f64| target.min(5.0)),
            value_label: format!("{value:.1} of 5"),
        }
    };
    Radar { axes: (0..count).map(axis).collect(), max: 5.0, rings: ticks(5.0), words: words() }
}

pub(crate) fn bars(count: usize, long: bool, order: Order) -> Bars {
    let bar = |index| {
        let value = (chance(index + 3) * 100.0).round();
        let whole = index % 2 == 0;
        Bar {
            label: name(index, long),
            href: Some(format!("country-{index}.html?a=1&b=2")),
            value: (index % 9 != 4).then_some(value),
            value_label: format!("level {} of 5 ({value}\u{a0}%)", (value / 20.0).ceil()),
            interval: (long && whole).then_some(Interval { low: value * 0.9, high: (value * 1.15).min(100.0) }),
            target: long.then_some(80.0),
            fill: 0,
        }
    };
    Bars { rows: (0..count).map(bar).collect(), order, max: 100.0, ticks: ticks(100.0), words: words() }
}

pub(crate) fn heat_map(units: usize, areas: usize, long: bool) -> HeatMap {
    let levels = ["none", "initial", "basic", "defined", "managed", "optimized", "leading"];
    let cell = |seed: usize| {
        let band = (chance(seed) * 7.0) as usize;
        let mark = if seed % 11 == 3 { "*" } else { "" };
        let cell =
            Cell { text: format!("level {band}: {}", levels[band]), letter: format!("{}{mark}", letter(band)), band };
        (seed % 13 != 6).then_some(cell)
    };
    HeatMap {
        columns: (0..areas).map(|index| name(index, false)).collect(),
        rows: (0..units)
            .map(|unit| HeatRow {
                label: name(unit, long),
                href: Some(format!("unit-{unit}.html")),
                cells: (0..areas).map(|area| cell(unit * 31 + area * 5)).collect(),
            })
            .collect(),
        bands: levels
            .iter()
            .enumerate()
            .map(|(index, label)| Band { letter: letter(index), label: format!("Level {index}: {label}"), shade: index })
            .collect(),
        missing_label: "Not assessed".to_owned(),
    }
}

fn letter(band: usize) -> String {
    char::from(b'A' + band as u8).to_string()
}

pub(crate) fn stacked(count: usize, series: usize, long: bool) -> Stacked {
    let row = |index: usize| {
        let value = |series: usize| {
            (chance(index * 5 + series) * 4_000_000.0).round() / if index.is_multiple_of(3) { 4.0 } else { 1.0 }
        };
        let total: f64 = (0..series).filter(|part| (index + part) % 6 != 5).map(value).sum();
        Stack {
            label: name(index, long),
            href: None,
            parts: (0..series)
                .map(|part| {
                    let value = value(part);
                    ((index + part) % 6 != 5).then(|| Part { value, label: format!("{:.1} M", value / 1e6) })
                })
                .collect(),
            total_label: format!("USD {:.2} M", total / 1e6),
        }
    };
    let rows: Vec<Stack> = (0..count).map(row).collect();
    let total = |row: &Stack| row.parts.iter().flatten().map(|part| part.value).sum::<f64>();
    let ticks = nice(rows.iter().map(total).fold(0.0, f64::max), 4);
    Stacked {
        series: (0..series).map(|index| format!("Outcome {}: {}", index + 1, AREAS[index % 8])).collect(),
        rows,
        max: ticks.last().copied().unwrap_or_default(),
        ticks: ticks.into_iter().map(|at| Tick { at, label: format!("{} M", at / 1e6) }).collect(),
    }
}

pub(crate) fn lines(count: usize, years: usize, long: bool) -> Lines {
    let year = |index: usize| Tick { at: (2012 + index) as f64, label: (2012 + index).to_string() };
    let series = |index: usize| {
        let start = chance(index) * 1500.0;
        let value = |year: usize| (start * (year + 1) as f64 + chance(index * 17 + year) * 2000.0).round();
        let known = |year: usize| (index + year) % 7 != 3 && (index % 4 != 2 || year + 3 < years);
        let points: Vec<Option<f64>> = (0..years).map(|year| known(year).then(|| value(year))).collect();
        let last = points.iter().copied().flatten().last().unwrap_or_default();
        LineSeries { label: name(index, long), points, end_label: thousands(last) }
    };
    let series: Vec<LineSeries> = (0..count).map(series).collect();
    let most = series.iter().flat_map(|series| series.points.iter().copied().flatten()).fold(0.0, f64::max);
    let ticks: Vec<Tick> = nice(most, 5).into_iter().map(|at| Tick { at, label: thousands(at) }).collect();
    Lines {
        years: (0..years).map(year).collect(),
        series,
        max: ticks.last().map_or(1.0, |tick| tick.at),
        ticks,
        missing: "no data".to_owned(),
    }
}

fn thousands(value: f64) -> String {
    let (thousands, rest) = (value as u64 / 1000, value as u64 % 1000);
    if thousands == 0 { rest.to_string() } else { format!("{thousands}\u{a0}{rest:03}") }
}

pub(crate) fn gantt(count: usize, series: usize, long: bool) -> Gantt {
    let task = |index| {
        let from = (chance(index + 11) * 20.0).round();
        Task {
            label: name(index, long),
            href: Some(format!("#action-{index}")),
            series: index % series.max(1),
            from,
            to: from + 1.0 + (chance(index) * 30.0).round(),
            when: "2027, from month 3".to_owned(),
            end_label: if long { format!("USD\u{a0}{},000 a year", index + 1) } else { format!("{},000", index * 12 + 1) },
        }
    };
    let tick = |year: u32| Tick { at: f64::from(year) * 12.0, label: format!("{}", 2027 + year) };
    Gantt { series: (0..series).map(|index| name(index, false)).collect(), tasks: (0..count).map(task).collect(), months: 36.0, ticks: (0..=3).map(tick).collect() }
}

/// Parts in two rounds, each third one broken and each fifth without one of its figures.
pub(super) fn slopes(count: usize, long: bool) -> Slopes {
    let value = |seed: usize| (seed * 37 % 101) as f64;
    Slopes {
        earlier: "2026-1".to_owned(),
        later: if long { "after-the-second-wave".to_owned() } else { "2026-2".to_owned() },
        rows: (0..count)
            .map(|index| Slope {
                label: name(index, long),
                figures: "40 % → 60 %".to_owned(),
                earlier: (index % 5 != 4).then(|| value(index)),
                later: (index % 7 != 6).then(|| value(index + 11)),
                broken: index % 3 == 2,
            })
            .collect(),
        max: 100.0,
        ticks: [0.0, 50.0, 100.0].map(|at| Tick { at, label: format!("{at} %") }).to_vec(),
        broken: if count > 2 { "cannot be compared".to_owned() } else { String::new() },
    }
}

/// Countries of the region, the first `count` of them in classes; with posts and ways if `long`.
pub(crate) fn map(count: usize, long: bool) -> super::Map {
    const CODES: [&str; 32] = [
        "CO", "AW", "BQ", "CW", "TT", "BR", "PE", "CL", "EC", "AR", "PA", "CR", "DO", "GY", "MX", "UY", "VE", "ES", "XX", "HT",
        "JM", "CU", "GT", "HN", "NI", "SV", "BZ", "BO", "PY", "SR", "US", "BB",
    ];
    let codes = || CODES.iter().take(count).enumerate();
    let class = |index: usize| (index % 7 != 5).then_some(index % 5);
    let href = |index: usize| Some(format!("country-{index}.html?a=1&b=2"));
    let bands = (0..5).map(|band| Band { letter: letter(band), label: format!("{band}0,000 to under {}0,000", band + 1), shade: super::shade(band, 5) });
    let text = |index: usize| format!("{}\u{a0}000", index * 7);
    let way = |(from, to): ((f64, f64), &str), by| super::middle(to).map(|to| super::Way { from, to, by });
    let home = (-66.0, 8.0);
    super::Map {
        places: codes()
            .map(|(index, code)| super::Place { code: (*code).to_owned(), name: name(index, long), href: href(index), class: class(index), text: text(index) })
            .collect(),
        classes: bands.collect(),
        missing: "no figure".to_owned(),
        rows: if count.is_multiple_of(2) {
            codes().map(|(index, _)| super::MapRow { class: class(index), name: name(index, long), href: href(index), value: text(index) }).collect()
        } else {
            Vec::new()
        },
        posts: if long { vec![super::Post { at: (-72.5, 7.9), name: "Cúcuta".to_owned() }, super::Post { at: (-61.1, 4.5), name: "Pacaraima".to_owned() }] } else { Vec::new() },
        ways: if long {
            let ways = [way((home, "CO"), super::Means::Land), way((home, "AW"), super::Means::Sea), way((home, "CL"), super::Means::Air)];
            ways.into_iter().flatten().collect()
        } else {
            Vec::new()
        },
        way_words: ["by land", "by sea", "by air"].map(str::to_owned),
    }
}
