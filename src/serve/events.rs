//! What an open page is told, as server-sent events.
//!
//! `reload` names what is shown now: a page that carries another name loads itself again. `faults` lists why the last
//! build is not shown. A page that has just come, or comes back after a pause, is told both at once; so no change is
//! missed, and it may stop listening whenever it likes.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use tokio::sync::watch;

use super::faults;
use super::status::Status;

/// How long a browser waits before it asks again for events when the server is gone.
const RETRY: Duration = Duration::from_millis(500);

/// One page that listens.
struct Listener {
    status: watch::Receiver<Status>,
    /// What it knows: the name of what is shown, and whether there are faults; nothing at first.
    told: Option<(String, bool)>,
    waiting: VecDeque<Event>,
}

/// The events of one page, until it leaves.
pub(super) fn events(mut status: watch::Receiver<Status>) -> Response {
    // Whatever is shown already is news to this page.
    status.mark_changed();
    let listener = Listener { status, told: None, waiting: VecDeque::new() };
    Sse::new(stream::unfold(listener, next)).keep_alive(KeepAlive::default()).into_response()
}

async fn next(mut listener: Listener) -> Option<(Result<Event, Infallible>, Listener)> {
    loop {
        if let Some(event) = listener.waiting.pop_front() {
            return Some((Ok(event), listener));
        }
        // An error means that the server ends.
        listener.status.changed().await.ok()?;
        let status = listener.status.borrow_and_update().clone();
        if status.build > 0 {
            listener.hear(&status);
        }
    }
}

impl Listener {
    fn hear(&mut self, status: &Status) {
        let now = (status.name(), !status.faults.is_empty());
        let news = match &self.told {
            None => true,
            // That the faults are gone is news even if the same site stays.
            Some((name, faults)) => *name != now.0 || (*faults && !now.1),
        };
        if news {
            self.waiting.push_back(Event::default().event("reload").retry(RETRY).data(&now.0));
        }
        if now.1 {
            self.waiting.push_back(Event::default().event("faults").data(faults::json(&status.build_name(), &status.faults)));
        }
        self.told = Some(now);
    }
}
