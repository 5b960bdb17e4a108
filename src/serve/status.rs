//! What is shown at this moment: one value, replaced as a whole after each build.

use std::sync::Arc;

use super::faults::Fault;
use super::preview::Preview;

/// What is shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Status {
    /// The last build that ended, from 1; 0 before the first.
    pub(super) build: u64,
    /// The build that made what pages show: the site, or without one the list of faults.
    pub(super) shown: u64,
    /// The last good site.
    pub(super) preview: Option<Arc<Preview>>,
    /// Why the last build did not replace it; empty if it did.
    pub(super) faults: Arc<[Fault]>,
}

impl Status {
    /// A build ended with a site, or with faults.
    pub(super) fn built(&mut self, build: u64, preview: Option<Preview>, faults: Vec<Fault>) {
        if let Some(preview) = preview {
            self.preview = Some(Arc::new(preview));
            self.shown = build;
        }
        self.ended(build, faults);
    }

    /// A build ended without a result.
    pub(super) fn unfinished(&mut self, build: u64) {
        self.ended(build, vec![Fault::unfinished()]);
    }

    fn ended(&mut self, build: u64, faults: Vec<Fault>) {
        self.build = build;
        self.faults = faults.into();
        if self.preview.is_none() {
            self.shown = build;
        }
    }

    /// The name of what pages show; pages that carry another one are out of date. The process's number is in it, so
    /// that a page of an earlier server knows that it is one.
    pub(super) fn name(&self) -> String {
        name(self.shown)
    }

    /// The name of the last build.
    pub(super) fn build_name(&self) -> String {
        name(self.build)
    }
}

fn name(build: u64) -> String {
    format!("{}-{build}", std::process::id())
}
