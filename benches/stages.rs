//! How long each stage takes over neutral corpora of three sizes, through the public library alone.
//!
//! Each benchmark prepares what its stage reads outside the measured time, and measures the stage alone.
//! See `benches/README.md` for how to run it and what to compare it with.

#[path = "corpus.rs"]
#[allow(dead_code, reason = "the other forms, and the program that writes them, are for other generators")]
mod corpus;

use std::borrow::Cow;
use std::path::Path;

use corpus::Form;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use rumbo::fs::{Tree, read_tree};
use rumbo::load::project::{self, Project, WANTED};
use rumbo::model::answers::Audience;
use rumbo::model::assessment::Assessments;
use rumbo::model::unit::Unit;
use rumbo::model::{Id, model};
use rumbo::outline::{Edition, outline};
use rumbo::render::Outputs;
use rumbo::score::score;
use rumbo::write::{self, Plan};
use rumbo::{Compiled, Options};
use tempfile::TempDir;

/// Pages of a corpus.
const PAGES: [usize; 3] = [100, 1_000, 10_000];
/// Answer sets of a corpus.
const SETS: usize = 1_000;
/// Answer sets where only their scores are measured, and the topics of five questions of their framework.
const MANY: usize = 10_000;
const TOPICS_OF_MANY: usize = 24;

fn main() {
    divan::main();
}

/// A corpus on the disk.
fn on_disk(files: &[corpus::File]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    corpus::write(folder.path(), files).expect("the corpus is written");
    folder
}

fn site(pages: usize) -> TempDir {
    on_disk(&corpus::pages(pages, Form::Rumbo))
}

fn tree(site: &Path) -> Tree {
    let (tree, faults) = read_tree(site, WANTED);
    assert!(faults.is_empty(), "{faults:?}");
    tree
}

fn loaded(site: &Path) -> Project {
    let (project, faults) = project::load(tree(site).texts, Vec::new(), &[]);
    assert!(faults.is_empty(), "{faults:?}");
    project
}

fn compiled(site: &Path) -> Compiled {
    let run = rumbo::compile(site, &Options { audience: Audience::Public, edition: Edition::Site, print: false });
    assert!(run.faults.is_empty(), "{:?}", run.faults);
    run.compiled.expect("a site without faults")
}

fn plan(outputs: &Outputs<'_>, site: &Path, out: &Path) -> Plan {
    let inputs = WANTED.iter().map(|path| String::from(*path)).collect();
    Plan { out: out.to_owned(), site: site.to_owned(), inputs, paths: outputs.paths(), keys: outputs.keys(), generator: String::from("benchmark") }
}

/// Every output, rendered.
fn rendered(outputs: &Outputs<'_>) -> Vec<Vec<u8>> {
    use rayon::prelude::*;
    (0..outputs.paths().len()).into_par_iter().map(|index| outputs.bytes(index).expect("bytes").into_owned()).collect()
}

#[divan::bench(args = PAGES, sample_count = 10, sample_size = 1)]
fn a_read(bencher: Bencher<'_, '_>, pages: usize) {
    let site = site(pages);
    bencher.counter(ItemsCount::new(pages)).bench_local(|| read_tree(black_box(site.path()), WANTED));
}

#[divan::bench(args = PAGES, sample_count = 10, sample_size = 1)]
fn b_load(bencher: Bencher<'_, '_>, pages: usize) {
    let site = site(pages);
    let tree = tree(site.path());
    bencher
        .counter(ItemsCount::new(pages))
        .with_inputs(|| tree.texts.clone())
        .bench_local_values(|texts| project::load(texts, Vec::new(), &[]));
}

#[divan::bench(args = PAGES, sample_count = 10, sample_size = 1)]
fn c_model(bencher: Bencher<'_, '_>, pages: usize) {
    let site = site(pages);
    let project = loaded(site.path());
    bencher.counter(ItemsCount::new(pages)).bench_local(|| model(black_box(&project)));
}

#[divan::bench(args = PAGES, sample_count = 10, sample_size = 1)]
fn e_outline(bencher: Bencher<'_, '_>, pages: usize) {
    let site = site(pages);
    let compiled = compiled(site.path());
    bencher
        .counter(ItemsCount::new(pages))
        .bench_local(|| outline(black_box(&compiled.toolbox), black_box(&compiled.assessments), Edition::Site, false));
}

/// The search index and the open data: what is made once for all pages.
#[divan::bench(args = PAGES, sample_count = 5, sample_size = 1)]
fn f_search_index(bencher: Bencher<'_, '_>, pages: usize) {
    let site = site(pages);
    let compiled = compiled(site.path());
    bencher.counter(ItemsCount::new(pages)).bench_local(|| Outputs::new(black_box(&compiled)).paths().len());
}

/// Every page to bytes, on all cores.
#[divan::bench(args = PAGES, sample_count = 5, sample_size = 1)]
fn g_render(bencher: Bencher<'_, '_>, pages: usize) {
    let site = site(pages);
    let compiled = compiled(site.path());
    let outputs = Outputs::new(&compiled);
    bencher.counter(ItemsCount::new(pages)).bench_local(|| rendered(black_box(&outputs)));
}

/// A first build: every output is new.
#[divan::bench(args = PAGES, sample_count = 5, sample_size = 1)]
fn h_write(bencher: Bencher<'_, '_>, pages: usize) {
    let site = site(pages);
    let compiled = compiled(site.path());
    let outputs = Outputs::new(&compiled);
    let bytes = rendered(&outputs);
    bencher.counter(ItemsCount::new(pages)).with_inputs(|| TempDir::new().expect("a temporary folder")).bench_local_refs(|out| {
        let plan = plan(&outputs, site.path(), &out.path().join("public"));
        write::write(&plan, |index| Ok(Cow::Borrowed(&bytes[index][..]))).expect("a build")
    });
}

/// A second build of the same site: every output is as it was.
#[divan::bench(args = PAGES, sample_count = 5, sample_size = 1)]
fn i_write_again(bencher: Bencher<'_, '_>, pages: usize) {
    let site = site(pages);
    let compiled = compiled(site.path());
    let outputs = Outputs::new(&compiled);
    let bytes = rendered(&outputs);
    let out = TempDir::new().expect("a temporary folder");
    let plan = plan(&outputs, site.path(), &out.path().join("public"));
    let write = || write::write(&plan, |index| Ok(Cow::Borrowed(&bytes[index][..]))).expect("a build");
    write();
    bencher.counter(ItemsCount::new(pages)).bench_local(write);
}

/// Reading the answers against their framework.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn c_model_answers(bencher: Bencher<'_, '_>) {
    let site = on_disk(&corpus::answers(SETS));
    let project = loaded(site.path());
    bencher.counter(ItemsCount::new(SETS)).bench_local(|| model(black_box(&project)));
}

/// From answers to results.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn d_score_answers(bencher: Bencher<'_, '_>) {
    let site = on_disk(&corpus::answers(SETS));
    let compiled = compiled(site.path());
    bencher.counter(ItemsCount::new(SETS)).bench_local(|| score(black_box(&compiled.assessments)));
}

/// Ten thousand answer sets of 120 questions: 250 places of one country in ten rounds, four respondents each.
fn many_sets() -> Assessments {
    let site = on_disk(&corpus::answers_in(4, TOPICS_OF_MANY));
    let mut all = compiled(site.path()).assessments;
    let patterns = std::mem::take(&mut all.answers);
    let unit = all.units.values().next().expect("a unit").clone();
    all.units = (0..MANY / 40)
        .map(|number| {
            let id = Id::new(&format!("unit-{number:05}")).expect("an id");
            let parent = (number > 0).then(|| Id::new("unit-00000").expect("an id"));
            (id.clone(), Unit { id, parent, ..unit.clone() })
        })
        .collect();
    all.answers = (0..MANY)
        .map(|number| {
            let (place, round, respondent) = (number / 40, number / 4 % 10, number % 4);
            let mut set = patterns[respondent].clone();
            set.id = Id::new(&format!("unit-{place:05}-2026-{round}-r{respondent}")).expect("an id");
            set.unit = Id::new(&format!("unit-{place:05}")).expect("an id");
            set.round = format!("2026-{round}");
            set.respondent.code = format!("r{respondent}");
            // Each place and round has its own answers: those of the pattern, turned by a few questions of the same kind.
            set.given.rotate_left((place + round) % TOPICS_OF_MANY * 5);
            set
        })
        .collect();
    all
}

/// Scores, several respondents and roll-ups of very many answers, in memory.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn d_score_ten_thousand(bencher: Bencher<'_, '_>) {
    let all = many_sets();
    bencher.counter(ItemsCount::new(MANY)).bench_local(|| score(black_box(&all)));
}

/// Everything from the folder to the folder, as `rumbo build` does it.
#[divan::bench(args = PAGES, sample_count = 3, sample_size = 1)]
fn j_whole_build(bencher: Bencher<'_, '_>, pages: usize) {
    let site = site(pages);
    bencher.counter(ItemsCount::new(pages)).with_inputs(|| TempDir::new().expect("a temporary folder")).bench_local_refs(|out| {
        let compiled = compiled(site.path());
        rumbo::build(&compiled, site.path(), &out.path().join("public")).expect("a build")
    });
}
