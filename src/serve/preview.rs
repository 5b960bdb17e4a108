//! One compiled site that answers for its pages.
//!
//! In: the settings of a build. Out: faults and, if none stops it, a [`Preview`]. Each build runs on a thread of its
//! own; if it is good, that thread keeps the site with all that borrows from it, and renders what it is asked for
//! until the next good site takes its place.

use std::borrow::Cow;
use std::io;
use std::sync::{Arc, mpsc};
use std::thread;

use tokio::sync::oneshot;

use super::Settings;
use super::faults::Fault;
use crate::diag::Diagnostic;
use crate::outline::Edition;
use crate::render::Outputs;
use crate::source::Sources;
use crate::{Options, Run, compile};

/// A site that can be asked for its outputs; the last owner's drop ends its thread.
#[derive(Debug)]
pub(super) struct Preview {
    questions: mpsc::Sender<Question>,
}

/// What a build brings.
#[derive(Debug)]
pub(super) struct Built {
    /// The site, if nothing stops it.
    pub(super) preview: Option<Preview>,
    /// Every fault, by place.
    pub(super) faults: Vec<Diagnostic>,
    /// The texts that the faults point into.
    pub(super) sources: Arc<Sources>,
}

/// An output's bytes, or the mistake of the theme that only shows with this page's data.
pub(super) type Output = Result<Vec<u8>, Box<Fault>>;

/// One output that is asked for.
struct Question {
    path: String,
    reply: oneshot::Sender<Option<Output>>,
}

/// Starts a build; what it brings comes through `ready`, which is dropped if the build does not end.
///
/// # Errors
/// The system gives no thread.
pub(super) fn build(settings: &Settings, ready: oneshot::Sender<Built>) -> io::Result<()> {
    let settings = settings.clone();
    thread::Builder::new().name(String::from("preview")).spawn(move || run(&settings, ready)).map(|_| ())
}

fn run(settings: &Settings, ready: oneshot::Sender<Built>) {
    let options = Options { audience: settings.audience, edition: Edition::Preview, print: true };
    let run = compile(&settings.site, &options);
    let stops = run.has_errors() || (settings.strict && !run.faults.is_empty());
    let Run { sources, faults, compiled, .. } = run;
    let sources = Arc::new(sources);
    let Some(compiled) = compiled.filter(|_| !stops) else {
        let _ = ready.send(Built { preview: None, faults, sources });
        return;
    };
    let outputs = Outputs::new(&compiled);
    let (sender, questions) = mpsc::channel();
    let built = Built { preview: Some(Preview { questions: sender }), faults, sources: Arc::clone(&sources) };
    // Nobody waits for it any more when the server has ended.
    if ready.send(built).is_err() {
        return;
    }
    for question in questions {
        let found = outputs.find(&question.path);
        let output =
            found.map(|index| outputs.bytes(index).map(Cow::into_owned).map_err(|fault| Box::new(Fault::listed(&fault, &sources))));
        // The browser may have turned to another page meanwhile.
        let _ = question.reply.send(output);
    }
}

impl Preview {
    /// The output at a path; `None` if the site has none there.
    pub(super) async fn output(&self, path: &str) -> Option<Output> {
        let (reply, answer) = oneshot::channel();
        let question = Question { path: path.to_owned(), reply };
        // Either fails only if the thread came to an early end.
        match self.questions.send(question) {
            Ok(()) => answer.await.unwrap_or_else(|_| Some(Err(Box::new(Fault::unfinished())))),
            Err(_) => Some(Err(Box::new(Fault::unfinished()))),
        }
    }
}
