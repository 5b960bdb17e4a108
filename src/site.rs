//! The arrow itself: from a folder to a site, every fault of every stage collected on the way.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use crate::diag::{self, Code, Diagnostic, Severity};
use crate::fs;
use crate::load::answers;
use crate::load::project::{self, Asset};
use crate::model::answers::Audience;
use crate::model::assessment::Assessments;
use crate::model::{Lang, Toolbox, model};
use crate::outline::{self, Edition, Outline, outline};
use crate::render::computed::{ComputedTexts, computed};
use crate::render::onefile::{self, OneFile};
use crate::render::{Outputs, stick};
use crate::score::plan::{self, ResponsePlan};
use crate::score::{Scores, score};
use crate::source::Sources;
use crate::theme::{self, Theme};
use crate::write::{self, Report};

/// Where files stand that are passed on as they are.
const FILES: &str = "content/files/";

/// What a run is for.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Who will read it: what is not cleared never reaches a public run.
    pub audience: Audience,
    /// What kind of site it is.
    pub edition: Edition,
    /// Whether it has printed documents (PDF); without the feature `pdf` it never has.
    pub print: bool,
}

/// A folder after all stages but writing.
#[derive(Debug)]
pub struct Run {
    /// Every text that was read.
    pub sources: Sources,
    /// Every fault, by place.
    pub faults: Vec<Diagnostic>,
    /// The site, as far as it is whole; complete if there is no error.
    pub compiled: Option<Compiled>,
    /// How long each stage took, in order: for `--stats` alone, no output depends on it.
    pub timings: Vec<(&'static str, Duration)>,
}

impl Run {
    /// Whether there is a fault that stops the build.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.faults.iter().any(|fault| fault.severity == Severity::Error)
    }
}

/// A site ready to be rendered.
#[derive(Debug)]
pub struct Compiled {
    /// The toolbox.
    pub toolbox: Toolbox,
    /// Frameworks, questionnaires and answers, cut to what the audience may see.
    pub assessments: Assessments,
    /// What the answers add up to.
    pub scores: Scores,
    /// What follows from the gaps: the response plans.
    pub plans: Vec<ResponsePlan>,
    /// Every page and its links.
    pub outline: Outline,
    /// The theme.
    pub theme: Theme,
    /// The sentences computed in prose.
    pub computed: ComputedTexts,
}

impl Compiled {
    /// One toolbox of the site as a small site of its own. What was computed from the whole stays: sentences, sums.
    ///
    /// # Errors
    /// There is no toolbox of that id.
    pub fn part(self, kit: &str) -> Result<Self, Box<Diagnostic>> {
        let Self { toolbox, assessments, outline: whole, theme, computed, .. } = self;
        let known: Vec<String> = toolbox.kits.iter().map(|kit| kit.id.to_string()).collect();
        let Some((toolbox, assessments)) = outline::part(toolbox, assessments, kit) else {
            let fault = Diagnostic::at_path(Code::MissingReference, "content/toolboxes", format!("there is no toolbox `{kit}`"));
            return Err(Box::new(fault.hint(diag::suggest(kit, known.iter().map(String::as_str)))));
        };
        let scores = score(&assessments);
        // Its links were checked with the whole.
        let (mut outline, _) = outline(&toolbox, &assessments, whole.edition, !whole.booklets.is_empty());
        if outline.edition == Edition::Stick {
            shelve(&mut outline, &theme);
        }
        Ok(Self { toolbox, assessments, scores, plans: Vec::new(), outline, theme, computed })
    }
}

fn shelve(outline: &mut Outline, theme: &Theme) {
    outline.shelve(|lang, key| theme.words(lang).map_or_else(String::new, |words| words.get(key).to_owned()));
}

/// A site on disk.
#[derive(Debug)]
pub struct Built {
    /// How many pages it has.
    pub pages: usize,
    /// What was written.
    pub report: Report,
    /// Number and bytes of the outputs by their first folder.
    pub sizes: Vec<(String, usize, u64)>,
    /// How long rendering and writing took.
    pub timings: Vec<(&'static str, Duration)>,
}

/// Measures one stage after the other.
struct Stopwatch {
    last: std::time::Instant,
    timings: Vec<(&'static str, Duration)>,
}

impl Stopwatch {
    fn new() -> Self {
        Self { last: std::time::Instant::now(), timings: Vec::new() }
    }

    fn lap(&mut self, stage: &'static str) {
        let now = std::time::Instant::now();
        self.timings.push((stage, now - self.last));
        self.last = now;
    }
}

/// Runs every stage but writing.
#[must_use]
pub fn compile(site: &Path, options: &Options) -> Run {
    let mut watch = Stopwatch::new();
    let (tree, mut faults) = fs::read_tree(site, project::WANTED);
    watch.lap("read");
    let binaries: Vec<(String, Arc<[u8]>)> = tree.assets.into_iter().map(|asset| (asset.path, asset.bytes.into())).collect();
    let assets = binaries.iter().filter_map(|(path, bytes)| Some(Asset { path: path.strip_prefix(FILES)?.to_owned(), bytes: bytes.clone() }));
    faults.append(&mut project::unread(binaries.iter().map(|(path, _)| path.as_str())));
    let mut returned = answers::returned(&binaries);
    faults.append(&mut returned.faults);
    let (mut texts, mut broken) = (tree.texts, tree.broken);
    if !returned.texts.is_empty() {
        texts.append(&mut returned.texts);
        texts.sort_by(|a, b| a.path.cmp(&b.path));
    }
    broken.append(&mut returned.broken);
    let (mut project, mut found) = project::load(texts, assets.collect(), &broken);
    faults.append(&mut found);
    watch.lap("load");
    let compiled = (|| {
        let (modelled, mut found) = model(&project);
        faults.append(&mut found);
        let (toolbox, assessments) = modelled?;
        let hidden = assessments.of_hidden_plans(options.audience);
        let assessments = assessments.for_audience(options.audience);
        watch.lap("model");
        let scores = score(&assessments);
        let plans = plan::plans(&assessments, &scores);
        watch.lap("score");
        let (mut outline, mut found) = outline(&toolbox, &assessments, options.edition, options.print && cfg!(feature = "pdf"));
        faults.append(&mut found);
        #[cfg(feature = "pdf")]
        faults.append(&mut crate::render::pdf::signs(&toolbox));
        #[cfg(feature = "pdf")]
        if options.print {
            faults.append(&mut crate::render::pdf::pictures(&toolbox, &binaries));
        }
        // Where a file is broken, a plan lacks things for that reason alone.
        if !faults.iter().any(|fault| fault.severity == Severity::Error) {
            faults.append(&mut outline::plans::remarks(&toolbox, &assessments, &plans));
            if let Some(hidden) = hidden {
                let plans = plan::plans(&hidden, &score(&hidden));
                faults.append(&mut outline::plans::remarks(&toolbox, &hidden, &plans));
            }
        }
        watch.lap("outline");
        let own = theme::own_files(&toolbox.site, &project.sources, &binaries, &mut faults);
        let (theme, mut found) = theme::load(&toolbox.site, &own, &binaries, &project.sources);
        faults.append(&mut found);
        let theme = theme?;
        if options.edition == Edition::Stick {
            shelve(&mut outline, &theme);
        }
        let whole = !faults.iter().any(|fault| fault.severity == Severity::Error);
        let (computed, mut found) = computed(&toolbox, &theme, whole);
        faults.append(&mut found);
        watch.lap("theme");
        Some(Compiled { toolbox, assessments, scores, plans, outline, theme, computed })
    })();
    diag::sort(&mut faults);
    let sources = std::mem::take(&mut project.sources);
    // What was written is freed while what was meant is used.
    rayon::spawn(move || drop(project));
    Run { sources, faults, compiled, timings: watch.timings }
}

/// Renders and writes a compiled site of the folder `site`.
///
/// # Errors
/// Faults of rendering and writing; the folder is then as it was.
pub fn build(compiled: &Compiled, site: &Path, out: &Path) -> Result<Built, Vec<Diagnostic>> {
    build_some(compiled, site, out, |_| true)
}

/// The same for some outputs only, by their paths: for a quick look while writing.
///
/// # Errors
/// Faults of rendering and writing; the folder is then as it was.
pub fn build_some(compiled: &Compiled, site: &Path, out: &Path, wanted: impl Fn(&str) -> bool) -> Result<Built, Vec<Diagnostic>> {
    let mut watch = Stopwatch::new();
    let outputs = Outputs::new(compiled);
    watch.lap("index");
    let (numbers, paths): (Vec<usize>, Vec<String>) = outputs.paths().into_iter().enumerate().filter(|(_, path)| wanted(path)).unzip();
    let lengths: Vec<AtomicUsize> = paths.iter().map(|_| AtomicUsize::new(0)).collect();
    let plan = write::Plan {
        out: out.to_owned(),
        site: site.to_owned(),
        inputs: project::WANTED.iter().map(|path| (*path).to_owned()).collect(),
        paths,
        keys: outputs.keys().into_iter().filter(|(path, _)| wanted(path)).collect(),
        generator: generator(),
    };
    let report = write::write(&plan, |index| {
        let bytes = outputs.bytes(numbers[index]).map_err(|fault| vec![*fault])?;
        lengths[index].store(bytes.len(), std::sync::atomic::Ordering::Relaxed);
        Ok(bytes)
    })?;
    watch.lap("write");
    let mut sizes: BTreeMap<String, (usize, u64)> = BTreeMap::new();
    for (path, bytes) in plan.paths.iter().zip(lengths) {
        let folder = path.split_once('/').map_or(".", |(folder, _)| folder);
        let entry = sizes.entry(folder.to_owned()).or_default();
        *entry = (entry.0 + 1, entry.1 + bytes.into_inner() as u64);
    }
    let sizes = sizes.into_iter().map(|(folder, (count, bytes))| (folder, count, bytes)).collect();
    let pages = compiled.outline.pages.iter().filter(|page| wanted(&page.path)).count();
    Ok(Built { pages, report, sizes, timings: watch.timings })
}

/// Renders a compiled site and packs it into one archive; nothing is written. With a former edition, a page in it says
/// what has changed since.
///
/// # Errors
/// Faults of rendering.
pub fn bundle(compiled: &Compiled, former: Option<&write::Former>) -> Result<write::Bundle, Vec<Diagnostic>> {
    let outputs = Outputs::new(compiled);
    let pack = write::Pack { paths: outputs.paths(), generator: generator() };
    let own = stick::NAMES.iter().map(|name| (*name).to_owned());
    write::check_paths(&pack.paths.iter().cloned().chain(own).collect::<Vec<_>>())?;
    write::bundle(&pack, |index| outputs.bytes(index).map_err(|fault| vec![*fault]), |files| stick::pages(compiled, files, former))
}

/// A compiled site in one HTML file, in the languages with these codes or in all; nothing is written.
///
/// # Errors
/// Faults of rendering, and a language that the site has not.
pub fn one_file(compiled: &Compiled, languages: &[Lang]) -> Result<OneFile, Vec<Diagnostic>> {
    onefile::one_file(compiled, languages)
}

/// What the manifest says made the site.
#[must_use]
fn generator() -> String {
    format!("rumbo {}", env!("CARGO_PKG_VERSION"))
}
