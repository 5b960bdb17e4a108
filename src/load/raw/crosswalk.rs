//! `assessments/crosswalks/<id>.yaml` as written.

use crate::load::decode::{NonEmpty, as_written};
use crate::model::{Id, Text};
use crate::source::Loc;

as_written! {
    /// A crosswalk (what became of the questions of an earlier version of a framework).
    pub struct Crosswalk {
        /// The framework, or the edition.
        framework: Loc<Id>,
        /// The version that answers were given to.
        from: Loc<String>,
        /// The version that they are carried over to: the framework's own.
        to: Loc<String>,
        /// Questions that ask the same under another id.
        same: Vec<Same>,
        /// Questions that became several.
        split: Vec<Split>,
        /// Several questions that became one.
        merged: Vec<Merged>,
        /// Questions that were not asked then, or asked something else.
        new: Vec<New>,
        /// Questions that are not asked any more.
        dropped: Vec<Dropped>,
    }

    /// A question under another id.
    pub struct Same {
        /// Its id then.
        from: Loc<Id>,
        /// Its id now.
        to: Loc<Id>,
        /// Its words then.
        was: Option<Text>,
        /// Why it was changed.
        reason: Text,
    }

    /// A question that became several: its answer stands for each of them.
    pub struct Split {
        /// Its id then.
        from: Loc<Id>,
        /// The ids now.
        to: NonEmpty<Loc<Id>>,
        /// Its words then.
        was: Option<Text>,
        /// Why it was split.
        reason: Text,
    }

    /// Questions that became one: the lowest answer stands for it.
    pub struct Merged {
        /// The ids then.
        from: NonEmpty<Loc<Id>>,
        /// The id now.
        to: Loc<Id>,
        /// Their words then.
        was: Option<Text>,
        /// Why they were joined.
        reason: Text,
    }

    /// A question that cannot be compared with then.
    pub struct New {
        /// The question.
        id: Loc<Id>,
        /// Why it was added or changed.
        reason: Text,
    }

    /// A question that is not asked any more.
    pub struct Dropped {
        /// Its id then.
        id: Loc<Id>,
        /// Its words then.
        was: Option<Text>,
        /// Why it was given up.
        reason: Text,
    }
}
