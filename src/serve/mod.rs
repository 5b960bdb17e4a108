//! The site in memory, at an address of this computer, made anew whenever a file changes.
//!
//! In: a folder. Out: pages at an address, and a [`Report`] after each build. A build is always a full one; while
//! its site has faults, the last good site stays, and the open pages say what is wrong. Nothing is written to disk,
//! nothing is printed, and nobody but this computer's own browser is answered.
//!
//! ```text
//! watch ─changed→ the loop here ─build→ preview ─site and faults→ status ─events→ the open pages
//!                                                                        ─pages─→ answer
//! ```

mod answer;
mod events;
mod faults;
mod media;
mod preview;
mod status;
mod watch;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::serve::ListenerExt as _;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{oneshot, watch as value};

use crate::diag::Diagnostic;
use crate::fs;
use crate::model::answers::Audience;
use crate::source::Sources;
use preview::Built;
use status::Status;
use watch::Watch;

/// How many further ports are tried when the one asked for is taken.
const FURTHER_PORTS: u16 = 10;

/// What is served, and where.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The site's folder.
    pub site: PathBuf,
    /// For whom: what is not cleared is not in a public preview either.
    pub audience: Audience,
    /// Whether a warning, too, keeps the last good site in place.
    pub strict: bool,
    /// The port on this computer; 0 lets the system choose one.
    pub port: u16,
}

/// A server that runs until it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    reports: mpsc::Receiver<Report>,
    /// Always there, but for the moment of dropping.
    runtime: Option<Runtime>,
}

/// How a build went.
#[derive(Debug)]
pub struct Report {
    /// Which build it was, from 1.
    pub number: u64,
    /// From its start until its pages could be asked for; what came before it (noticing the change) is not in it.
    pub duration: Duration,
    /// What is shown now.
    pub outcome: Outcome,
    /// Every fault, by place.
    pub faults: Vec<Diagnostic>,
    /// The texts that the faults point into.
    pub sources: Arc<Sources>,
}

/// What is shown after a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// What was built.
    New,
    /// The last good site: the build found faults.
    LastGood,
    /// The list of faults: no build has been good yet.
    Faults,
    /// What was shown before: the build came to an end by a mistake in Rumbo, or for want of memory or threads.
    Unfinished,
}

/// Why a server could not start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The fact, one line, lower case.
    pub message: String,
    /// The next action.
    pub hint: String,
}

impl Server {
    /// Begins to watch, to build and to answer; returns before the first build is done (requests wait for it).
    ///
    /// # Errors
    /// No port is free, or the folder cannot be watched.
    pub fn start(settings: Settings) -> Result<Self, Refusal> {
        let watch = Watch::start(&settings.site)?;
        let listener = listen(settings.port)?;
        let out_of_resources = |error: io::Error| Refusal {
            message: format!("the server cannot start: {}", fs::reason(&error)),
            hint: String::from("close other programs and try again"),
        };
        let address = listener.local_addr().map_err(out_of_resources)?;
        listener.set_nonblocking(true).map_err(out_of_resources)?;
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(out_of_resources)?;
        let entered = runtime.enter();
        let listener = tokio::net::TcpListener::from_std(listener).map_err(out_of_resources)?;
        drop(entered);
        let (status, shown) = value::channel(Status::default());
        let (sender, reports) = mpsc::channel();
        runtime.spawn(follow(watch, settings, status, sender));
        // Answers are small and the reader waits for each: don't collect them into larger packets.
        let listener = listener.tap_io(|connection| _ = connection.set_nodelay(true));
        let pages = Router::new().fallback(answer::answer).with_state(shown);
        runtime.spawn(async move { axum::serve(listener, pages).await });
        Ok(Self { address, reports, runtime: Some(runtime) })
    }

    /// Where it answers; the port may be another than the one asked for.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// A report after each build, the first one included, until the server ends.
    #[must_use]
    pub fn reports(&self) -> &mpsc::Receiver<Report> {
        &self.reports
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing is on disk that would have to be finished.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Takes the port asked for, or else the first free one after it; on this computer alone.
fn listen(port: u16) -> Result<TcpListener, Refusal> {
    let last = if port == 0 { 0 } else { port.saturating_add(FURTHER_PORTS) };
    for candidate in port..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, candidate)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(error) => {
                return Err(Refusal {
                    message: format!("port {candidate} cannot be used: {}", fs::reason(&error)),
                    hint: String::from("choose another with `--port`, from 1024 up"),
                });
            }
        }
    }
    Err(Refusal {
        message: format!("ports {port} to {last} are all taken"),
        hint: String::from("end another server, or choose another port with `--port`"),
    })
}

/// Builds once, and again after each change. A change during a build leaves its mark and so leads to one more.
async fn follow(mut watch: Watch, settings: Settings, status: value::Sender<Status>, reports: mpsc::Sender<Report>) {
    for number in 1.. {
        watch.refresh();
        let start = Instant::now();
        let (ready, built) = oneshot::channel();
        let built = match preview::build(&settings, ready) {
            Ok(()) => built.await.ok(),
            Err(_) => None,
        };
        let report = publish(number, built, start.elapsed(), &status);
        // Whoever started the server may not want to know.
        let _ = reports.send(report);
        watch.changed().await;
    }
}

/// Makes what a build brought the thing that is shown.
fn publish(number: u64, built: Option<Built>, duration: Duration, status: &value::Sender<Status>) -> Report {
    let Some(built) = built else {
        status.send_modify(|status| status.unfinished(number));
        return Report { number, duration, outcome: Outcome::Unfinished, faults: Vec::new(), sources: Arc::default() };
    };
    let good = built.preview.is_some();
    // A site that is shown has at most warnings; those are for the terminal.
    let stopping = if good { Vec::new() } else { faults::stopping(&built.faults, &built.sources) };
    status.send_modify(|status| status.built(number, built.preview, stopping));
    let outcome = match (good, status.borrow().preview.is_some()) {
        (true, _) => Outcome::New,
        (false, true) => Outcome::LastGood,
        (false, false) => Outcome::Faults,
    };
    Report { number, duration, outcome, faults: built.faults, sources: built.sources }
}
