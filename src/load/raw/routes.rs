//! Entry points and ways into countries as their authors write them (`content/routes.yaml`).

use crate::load::decode::{as_written, words};
use crate::load::leaf::{CountryCode, Id, Text};
use crate::source::Loc;

as_written! {
    /// Entry points and the ways that people take (`content/routes.yaml`).
    pub struct RawRoutes {
        /// Places where people enter a country, for the map.
        entry_points: Vec<RawEntryPoint>,
        /// From which country to which, and how.
        routes: Vec<RawRoute>,
    }

    /// A border post, a port, an airport, or the part of a country where people enter.
    pub struct RawEntryPoint {
        /// Its id.
        id: Loc<Id>,
        /// Its name.
        name: Text,
        /// The country that people enter there.
        country: Loc<CountryCode>,
        /// Degrees north, negative in the south, as in `-18.01`.
        latitude: Loc<String>,
        /// Degrees east, negative in the west, as in `-70.25`.
        longitude: Loc<String>,
        /// What is to be said of it, in a sentence.
        note: Option<Text>,
        /// The place in the source document.
        source: Option<Loc<String>>,
    }

    /// A way that people take.
    pub struct RawRoute {
        /// The country where it begins.
        from: Loc<CountryCode>,
        /// The country where it ends.
        to: Loc<CountryCode>,
        /// How people travel.
        by: Means,
        /// The entry point that it leads to.
        through: Option<Loc<Id>>,
        /// What is to be said of it, in a sentence.
        note: Option<Text>,
        /// The place in the source document.
        source: Option<Loc<String>>,
    }
}

words! {
    /// How people travel.
    pub enum Means as "a way to travel" {
        /// On a road or on foot.
        Land = "land",
        /// On the sea.
        Sea = "sea",
        /// Through the air.
        Air = "air",
    }
}
