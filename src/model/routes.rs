//! Entry points and ways into countries as meant.

use super::figure::plain_number;
use super::names::Named;
use super::site::{Context, unique};
use super::{CountryCode, Id, Text};
use crate::diag::{Code, Diagnostic};
use crate::load::decode::Decode;
use crate::load::raw::routes::{Means, RawEntryPoint, RawRoutes};
use crate::load::yaml::Node;
use crate::source::Loc;

/// A place where people enter a country.
#[derive(Clone, Debug)]
pub struct EntryPoint {
    /// Its id.
    pub id: Loc<Id>,
    /// Its name.
    pub name: Text,
    /// The country that people enter there.
    pub country: CountryCode,
    /// Hundred-thousandths of a degree: east, north.
    pub at: (i32, i32),
    /// What is to be said of it.
    pub note: Option<Text>,
    /// The place in the source document.
    pub source: Option<String>,
}

/// A way that people take.
#[derive(Clone, Debug)]
pub struct Route {
    /// The country where it begins.
    pub from: CountryCode,
    /// The country where it ends.
    pub to: CountryCode,
    /// How people travel.
    pub by: Means,
    /// The entry point that it leads to.
    pub through: Option<Loc<Id>>,
    /// What is to be said of it.
    pub note: Option<Text>,
    /// The place in the source document.
    pub source: Option<String>,
}

/// Reads `content/routes.yaml`.
pub(super) fn routes(node: &Node, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> (Vec<EntryPoint>, Vec<Route>) {
    let Some(raw) = RawRoutes::decode(node, faults) else { return (Vec::new(), Vec::new()) };
    unique(raw.entry_points.iter().map(|point| &point.id), "entry point", faults);
    let points = raw.entry_points.into_iter().filter_map(|point| entry_point(point, context, faults)).collect();
    let routes = raw.routes.into_iter().map(|route| {
        context.texts(&route.note, faults);
        context.names.check_country(&route.from, faults);
        context.names.check_country(&route.to, faults);
        if let Some(point) = &route.through {
            context.names.check(Named::EntryPoint, point, faults);
        }
        Route {
            from: route.from.value,
            to: route.to.value,
            by: route.by,
            through: route.through,
            note: route.note,
            source: route.source.map(|source| source.value),
        }
    });
    let routes = routes.collect();
    (points, routes)
}

fn entry_point(raw: RawEntryPoint, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Option<EntryPoint> {
    context.texts([&raw.name].into_iter().chain(&raw.note), faults);
    context.names.check_country(&raw.country, faults);
    let north = degrees(&raw.latitude, 90, "latitude", faults);
    let east = degrees(&raw.longitude, 180, "longitude", faults);
    Some(EntryPoint {
        id: raw.id,
        name: raw.name,
        country: raw.country.value,
        at: (east?, north?),
        note: raw.note,
        source: raw.source.map(|source| source.value),
    })
}

/// Hundred-thousandths of a degree, which are about a metre.
fn degrees(text: &Loc<String>, most: i32, what: &str, faults: &mut Vec<Diagnostic>) -> Option<i32> {
    if !plain_number(text, faults) {
        return None;
    }
    let (sign, unsigned) = text.strip_prefix('-').map_or((1, text.as_str()), |unsigned| (-1, unsigned));
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let fraction: String = fraction.chars().chain("00000".chars()).take(5).collect();
    let degrees: Option<i32> = whole.parse().ok().filter(|whole| *whole <= most);
    let value = degrees.and_then(|whole| Some(whole * 100_000 + fraction.parse::<i32>().ok()?)).filter(|value| *value <= most * 100_000);
    if value.is_none() {
        faults.push(
            Diagnostic::error(Code::BadNumber, text.span, format!("`{}` is no {what}", text.value))
                .hint(format!("write degrees from -{most} to {most}, with a point: `latitude: 7.89` is north, `longitude: -72.50` is west")),
        );
    }
    value.map(|value| sign * value)
}
