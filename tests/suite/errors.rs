//! Every message as its reader meets it: a small site, one mistake, the whole of what the program says.
//!
//! `tests/errors/base` is the smallest site without a fault. A folder beside it is named by the code of its fault
//! and what is special about it, and holds the files that replace or join those of the base, the golden text
//! `stderr.txt`, and perhaps `.remove` with paths to take away. What cannot be stored as files is made here.
//! `UPDATE=1 cargo test --test suite errors` writes the golden texts anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rumbo::diag::{Diagnostic, Format, Place, Severity, render};
use rumbo::source::{Sources, Span};
use tempfile::TempDir;

use crate::support::{example, files, rumbo};

/// Codes that no content can cause, with the reason.
const WITHOUT_FIXTURE: &[(&str, &str)] = &[
    ("bad-table", "about a table given to `score --table`, which is no content (tests/suite/scoring.rs)"),
    ("output-collision", "two files whose names differ by case alone cannot be stored here (tests/suite/invariants.rs)"),
    ("output-not-ours", "about the folder that is written to; `check` writes nothing (src/write/tests/refuse.rs)"),
    ("print", "only where the program prints (tests/suite/print.rs)"),
    ("write-failed", "about the disk that is written to (src/write/tests)"),
];

/// What stands in a fixture's folder but is no file of its site.
const NOT_CONTENT: [&str; 2] = ["stderr.txt", ".remove"];

/// A fixture's folder by its name.
fn fixtures() -> BTreeMap<String, PathBuf> {
    let entries = fs::read_dir(errors()).expect("tests/errors");
    let folders = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir());
    folders.map(|path| (path.file_name().expect("a name").to_string_lossy().into_owned(), path)).filter(|(name, _)| name != "base").collect()
}

fn errors() -> PathBuf {
    example().join("tests/errors")
}

/// The files of a fixture without its golden text.
fn overlay(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    // A site that is all made in code has no folder until its golden text is written.
    let mut found = if folder.is_dir() { files(folder) } else { BTreeMap::new() };
    found.retain(|path, _| !NOT_CONTENT.contains(&path.as_str()));
    found
}

fn write(site: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let file = site.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("the folder");
    fs::write(file, bytes).expect("the file");
}

/// The base with the files of a fixture.
fn site(name: &str) -> TempDir {
    let site = TempDir::new().expect("a temporary folder");
    for (path, bytes) in files(&errors().join("base")) {
        write(site.path(), &path, bytes);
    }
    let folder = errors().join(name);
    for path in fs::read_to_string(folder.join(".remove")).unwrap_or_default().lines() {
        fs::remove_file(site.path().join(path)).expect("a file of the base to remove");
    }
    for (path, bytes) in overlay(&folder) {
        write(site.path(), &path, bytes);
    }
    if let Some((_, make)) = made().into_iter().find(|(made, _)| *made == name) {
        make(site.path());
    }
    site
}

type Make = fn(&Path);

/// Sites that cannot or should not be stored: bytes that are no text, links, and files of great size.
fn made() -> Vec<(&'static str, Make)> {
    const PAGE: &str = "content/pages/note.en.md";
    let mut made: Vec<(&'static str, Make)> = vec![
        ("not-utf8", |site| write(site, PAGE, b"---\ntitle: Note\nsummary: Se\xf1al.\n---\n")),
        ("not-utf8-utf16", |site| write(site, "content/glossary.yaml", b"\xff\xfet\0e\0r\0m\0s\0:\0\n\0")),
        ("file-too-large", |site| write(site, PAGE, "a".repeat((8 << 20) + 1))),
        ("too-deep", |site| write(site, "assessments/units/deep.yaml", format!("name: {}{}\n", "[".repeat(70), "]".repeat(70)))),
        // The parser gives up before anything is counted.
        ("yaml-syntax-depth", |site| write(site, "assessments/units/deep.yaml", format!("name: {}{}\n", "[".repeat(100_000), "]".repeat(100_000)))),
        ("too-deep-values", |site| write(site, "assessments/units/wide.yaml", format!("name:\n{}", "  - a\n".repeat(300_000)))),
        ("too-deep-prose", |site| write(site, PAGE, format!("---\ntitle: Note\nsummary: A note.\n---\n\n{}Text.\n", "> ".repeat(5_000)))),
        ("missing-ui-strings-lacking", |site| {
            let table = fs::read_to_string(example().join("themes/default/strings/en.yaml")).expect("the English words");
            let words: Vec<&str> = table.lines().filter(|line| !line.starts_with("region_caribbean:")).collect();
            write(site, "themes/ours/strings/it.yaml", words.join("\n"));
        }),
    ];
    #[cfg(unix)]
    {
        made.push(("link-loop", |site| std::os::unix::fs::symlink("..", site.join("content/pages/above")).expect("a link")));
        made.push(("link-loop-itself", |site| std::os::unix::fs::symlink("note.en.md", site.join(PAGE)).expect("a link")));
        made.push(("unreadable-file", |site| std::os::unix::fs::symlink("nowhere.md", site.join(PAGE)).expect("a link")));
    }
    made
}

/// Does something with each item on a few threads; the first panic is passed on.
fn each<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) {
    let next = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, |n| n.get().min(8)) {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                    work(item);
                }
            });
        }
    });
}

#[test]
fn every_message_is_as_its_golden_text() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut names: BTreeSet<String> = fixtures().into_keys().chain(made().into_iter().map(|(name, _)| name.to_owned())).collect();
    if !cfg!(unix) {
        // Links are made on Unix only.
        names.retain(|name| !name.starts_with("link-loop") && name != "unreadable-file");
    }
    let names: Vec<String> = names.into_iter().collect();
    let wrong: Mutex<Vec<String>> = Mutex::new(Vec::new());
    each(&names, |name| {
        let site = site(name);
        let output = rumbo(site.path(), &["check", "--format", "human"]);
        let said = String::from_utf8(output.stderr).expect("messages are UTF-8");
        let golden = errors().join(name).join("stderr.txt");
        if update {
            write(&errors(), &format!("{name}/stderr.txt"), &said);
        }
        let expected = fs::read_to_string(golden).unwrap_or_default();
        let complain = |what: &str| wrong.lock().expect("no panic").push(format!("{name}: {what}\n{said}"));
        if said != expected {
            complain(&format!("not as in stderr.txt, which is\n{expected}\nbut"));
        }
        if !code_of(name).is_some_and(|code| said.contains(&format!("[{code}]: "))) {
            complain("says nothing of the code that the folder is named by");
        }
        let stops = said.contains("error[");
        if output.status.code() != Some(i32::from(stops)) {
            complain(&format!("exit code {:?}", output.status.code()));
        }
    });
    let mut wrong = wrong.into_inner().expect("no panic");
    wrong.sort();
    assert!(wrong.is_empty(), "{} of {} differ (UPDATE=1 accepts them):\n\n{}", wrong.len(), names.len(), wrong.join("\n"));
}

#[test]
fn each_mistake_of_a_whole_framework_is_told_at_its_line_and_nothing_else() {
    // In these files a comment `# !code !code` names the faults of its line.
    let site = site("bad-rule-every-mistake");
    let mut expected: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut lines = 0;
    for (path, bytes) in files(site.path()).into_iter().filter(|(path, _)| path.contains("/frameworks/")) {
        for (number, line) in (1..).zip(String::from_utf8_lossy(&bytes).lines()) {
            lines += 1;
            let codes = line.split_once("   # !").map_or("", |(_, codes)| codes);
            for code in codes.split(" !").filter(|code| !code.is_empty()) {
                *expected.entry((format!("{path}:{number}"), code.to_owned())).or_default() += 1;
            }
        }
    }
    assert!(lines > 250 && expected.len() > 60, "{lines} lines, {} mistakes", expected.len());
    let output = rumbo(site.path(), &["check", "--format", "short"]);
    let mut found: BTreeMap<(String, String), usize> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stderr).lines() {
        let Some((place, rest)) = line.split_once(": error[").or_else(|| line.split_once(": warning[")) else { continue };
        let place = place.rsplit_once(':').expect("a column").0.to_owned();
        *found.entry((place, rest.split(']').next().unwrap_or("").to_owned())).or_default() += 1;
    }
    assert_eq!(found, expected);
}

#[test]
fn the_base_has_neither_fault_nor_warning() {
    let output = rumbo(&errors().join("base"), &["check", "--strict"]);
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_yaml_bomb_does_not_unfold() {
    let site = site("base");
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (this, before) in ('b'..='i').zip('a'..) {
        bomb.push_str(&format!("{this}: &{this} [{}]\n", vec![format!("*{before}"); 9].join(", ")));
    }
    write(site.path(), "assessments/units/bomb.yaml", bomb);
    let output = rumbo(site.path(), &["check", "--format", "short"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(said.matches("[yaml-feature]: an anchor").count(), 9, "{said}");
    assert_eq!(said.matches("[yaml-feature]: an alias").count(), 8 * 9, "{said}");
}

#[test]
fn a_site_that_is_not_there_says_so() {
    let folder = TempDir::new().expect("a folder");
    let output = rumbo(folder.path(), &["check", "nowhere", "--format", "short"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("[unreadable-file]"), "{said}");
}

fn codes() -> Vec<String> {
    let list = rumbo(&example(), &["explain"]);
    let codes: Vec<String> =
        String::from_utf8_lossy(&list.stdout).lines().filter_map(|line| Some(line.split_whitespace().next()?.to_owned())).collect();
    assert!(codes.len() > 40, "`rumbo explain` lists the codes");
    codes
}

/// The code that a folder's name begins with.
fn code_of(name: &str) -> Option<&'static str> {
    let codes = rumbo::diag::Code::ALL.iter().map(|code| code.name());
    codes.filter(|code| name.strip_prefix(code).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))).max_by_key(|code| code.len())
}

#[test]
fn every_code_has_a_fixture() {
    let names = fixtures();
    let covered: BTreeSet<&str> = names.keys().filter_map(|name| code_of(name)).collect();
    let excused: BTreeSet<&str> = WITHOUT_FIXTURE.iter().map(|(code, _)| *code).collect();
    let codes = codes();
    let lacking: Vec<&String> = codes.iter().filter(|code| !covered.contains(code.as_str()) && !excused.contains(code.as_str())).collect();
    assert!(lacking.is_empty(), "no folder in tests/errors for {lacking:?}");
    let both: Vec<_> = covered.intersection(&excused).collect();
    assert!(both.is_empty(), "excused in WITHOUT_FIXTURE although there is a fixture: {both:?}");
    let unknown: Vec<_> = excused.iter().filter(|code| !codes.iter().any(|known| known == *code)).collect();
    assert!(unknown.is_empty(), "WITHOUT_FIXTURE names what is no code: {unknown:?}");
}

#[test]
fn every_place_is_a_line_of_its_file() {
    let names: Vec<String> = fixtures().into_keys().collect();
    each(&names, |name| {
        let site = site(name);
        let problem = compile_and_look(site.path());
        assert!(problem.is_none(), "{name}: {}", problem.unwrap_or_default());
    });
}

#[test]
fn many_mistakes_together_are_all_survived() {
    // Every version of every file, base and fixtures together; each round takes the next version of each.
    let mut versions: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
    for folder in fixtures().values() {
        for (path, bytes) in overlay(folder) {
            versions.entry(path).or_default().push(bytes);
        }
    }
    let base = files(&errors().join("base"));
    let rounds: Vec<usize> = (0..versions.values().map(Vec::len).max().unwrap_or(0)).collect();
    each(&rounds, |round| {
        let site = TempDir::new().expect("a temporary folder");
        for (path, bytes) in &base {
            write(site.path(), path, bytes);
        }
        for (path, versions) in &versions {
            // A site whose configuration cannot be read is not looked into; every second one keeps the base's.
            if path != "rumbo.yaml" || round % 2 == 0 {
                write(site.path(), path, &versions[round % versions.len()]);
            }
        }
        let problem = compile_and_look(site.path());
        assert!(problem.is_none(), "round {round}: {}", problem.unwrap_or_default());
    });
}

/// Compiles a site as `check` does and looks at every fault in every format; says what is wrong with one.
fn compile_and_look(site: &Path) -> Option<String> {
    let options = rumbo::Options { audience: rumbo::model::answers::Audience::Public, edition: rumbo::outline::Edition::Site, print: false };
    let run = rumbo::compile(site, &options);
    let mut faults = run.faults.clone();
    if let (false, Some(compiled)) = (run.has_errors(), &run.compiled) {
        faults.extend(rumbo::render::Outputs::new(compiled).check());
    }
    if run.compiled.is_none() && !faults.iter().any(|fault| fault.severity == Severity::Error) {
        return Some(String::from("nothing was compiled, and nothing says why"));
    }
    faults.iter().find_map(|fault| wrong_with(fault, &run.sources)).or_else(|| {
        [Format::Human, Format::Short, Format::Json, Format::Github].into_iter().find_map(|format| {
            let text = render(&faults, &run.sources, format, false);
            let zero = [":0:", "\"line\":0", "\"column\":0", "line=0", "col=0"].iter().any(|zero| text.contains(zero));
            zero.then(|| format!("a place at line or column 0:\n{text}"))
        })
    })
}

fn wrong_with(fault: &Diagnostic, sources: &Sources) -> Option<String> {
    let outside = |span: &Span| {
        let text = &sources.get(span.file).text;
        let (start, end) = (span.start as usize, span.end as usize);
        let inside = start <= end && end <= text.len() && text.is_char_boundary(start) && text.is_char_boundary(end);
        let (line, column) = sources.line_column(*span);
        (!inside || line == 0 || column == 0).then(|| format!("{start}..{end} of {} bytes at {line}:{column}", text.len()))
    };
    let place = match &fault.place {
        Place::Span(span) => outside(span),
        Place::Path(path) => path.is_empty().then(|| String::from("an empty path")),
    };
    let place = place.or_else(|| fault.related.iter().find_map(|(span, _)| outside(span)));
    let words = match fault.message.as_str() {
        "" => Some(String::from("no message")),
        message if message.contains('\n') => Some(String::from("more than one line")),
        _ => None,
    };
    place.or(words).map(|what| format!("{what}: {fault:?}"))
}

/// One way of spoiling a text.
#[derive(Clone, Debug)]
enum Spoil {
    /// Bits of one byte are turned over.
    Flip(prop::sample::Index, u8),
    /// A line is lost.
    Delete(prop::sample::Index),
    /// A line stands twice.
    Double(prop::sample::Index),
    /// A line has the indentation of another, and that has its.
    SwapIndentation(prop::sample::Index, prop::sample::Index),
    /// Something stands where it does not belong.
    Insert(prop::sample::Index, &'static str),
    /// The rest is lost.
    Cut(prop::sample::Index),
}

const STRAY: &[&str] = &[
    "\t", "  ", "\n", ": ", "- ", "[", "]", "{", "}", "\"", "'", "#", "|", ">", "---\n", "&a ", "*a", "!t ", "~", "null", "0", "-1", "1e9",
    "{{", "}}", "{{ count.sops }}", "](", "![", "<b>", "[^1]", "${", "\\", "é", "\u{202e}", "\u{feff}", "\r", "\0", "😀", "``` ", "> [!", "| ",
    "999999999999999999999999", "## x {#a .b}\n",
];

fn spoils() -> impl Strategy<Value = Vec<Spoil>> {
    let at = any::<prop::sample::Index>;
    let one = prop_oneof![
        (at(), 1..=255_u8).prop_map(|(at, bits)| Spoil::Flip(at, bits)),
        at().prop_map(Spoil::Delete),
        at().prop_map(Spoil::Double),
        (at(), at()).prop_map(|(one, other)| Spoil::SwapIndentation(one, other)),
        (at(), prop::sample::select(STRAY)).prop_map(|(at, what)| Spoil::Insert(at, what)),
        at().prop_map(Spoil::Cut),
    ];
    prop::collection::vec(one, 1..5)
}

fn spoil(bytes: &[u8], spoils: &[Spoil]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for spoil in spoils {
        if bytes.is_empty() {
            break;
        }
        let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        match spoil {
            Spoil::Flip(at, bits) => {
                let at = at.index(bytes.len());
                bytes[at] ^= bits;
                continue;
            }
            Spoil::Insert(at, what) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, what.bytes());
                continue;
            }
            Spoil::Cut(at) => {
                bytes.truncate(at.index(bytes.len()));
                continue;
            }
            Spoil::Delete(line) => _ = lines.remove(line.index(lines.len())),
            Spoil::Double(line) => {
                let line = line.index(lines.len());
                lines.insert(line, lines[line].clone());
            }
            Spoil::SwapIndentation(one, other) => {
                let (one, other) = (one.index(lines.len()), other.index(lines.len()));
                let split = |line: &[u8]| {
                    let spaces = line.iter().take_while(|byte| **byte == b' ').count();
                    (line[..spaces].to_vec(), line[spaces..].to_vec())
                };
                let ((first, first_rest), (second, second_rest)) = (split(&lines[one]), split(&lines[other]));
                lines[one] = [second, first_rest].concat();
                lines[other] = [first, second_rest].concat();
            }
        }
        bytes = lines.concat();
    }
    bytes
}

/// The same spoilt files in every run, as many as fit into five seconds. `FUZZ=60` looks for new ones for a minute.
#[test]
fn spoilt_files_never_panic_and_have_their_faults_inside() {
    let wanted = std::env::var("FUZZ").ok().and_then(|seconds| seconds.parse().ok());
    let limit = Duration::from_secs(wanted.unwrap_or(5));
    let base: Vec<(String, Vec<u8>)> = files(&errors().join("base")).into_iter().filter(|(path, _)| !path.ends_with(".txt")).collect();
    let site = site("base");
    let config = Config { cases: u32::MAX, failure_persistence: None, max_shrink_iters: 500, ..Config::default() };
    let mut runner = match wanted {
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
        Some(_) => TestRunner::new(config),
    };
    let begun = Instant::now();
    let enough = "enough for today";
    // Once something is found, it is made smaller without looking at the clock.
    let found = std::cell::Cell::new(false);
    let files = prop::collection::vec((0..base.len(), spoils()), 1..3);
    let result = runner.run(&files, |files| {
        if !found.get() && begun.elapsed() > limit {
            return Err(TestCaseError::fail(enough));
        }
        for (index, spoils) in &files {
            write(site.path(), &base[*index].0, spoil(&base[*index].1, spoils));
        }
        let looked = std::panic::catch_unwind(|| compile_and_look(site.path()));
        let mut spoilt = String::new();
        for (path, bytes) in files.iter().map(|(index, _)| &base[*index]) {
            let text = fs::read(site.path().join(path)).expect("the spoilt file");
            spoilt.push_str(&format!("\n--- {path}\n{}", String::from_utf8_lossy(&text)));
            write(site.path(), path, bytes);
        }
        found.set(found.get() || !matches!(looked, Ok(None)));
        match looked {
            Ok(None) => Ok(()),
            Ok(Some(problem)) => Err(TestCaseError::fail(format!("{problem}{spoilt}"))),
            Err(_) => Err(TestCaseError::fail(format!("a panic{spoilt}"))),
        }
    });
    if let Err(error) = result
        && !error.to_string().contains(enough)
    {
        panic!("{error}");
    }
}
