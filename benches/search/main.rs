//! Writes the search index of given pages, for the benchmark beside it (`run.mjs`), with the library's own code:
//!
//! ```text
//! cargo bench --profile dev --bench search -- LANG PAGES.json DIR
//! ```
//!
//! `PAGES.json` is a list of `{"url": …, "title": …, "sections": [[anchor, heading, text], …]}`, as `corpus.mjs` makes it.
//! `DIR` gets `search/<LANG>/`, and the script of the search page as it is served, `search.js`.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use rumbo::render::search::{SearchPage, SearchSection, Synonyms, index, page_script};
use serde_json::Value;

#[allow(clippy::print_stdout, clippy::print_stderr, reason = "a program of its own")]
fn main() -> ExitCode {
    // Cargo adds `--bench`; what begins with a dash is not for us.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let [lang, pages, folder] = arguments.as_slice() else {
        println!("search: LANG PAGES.json DIR writes the index of some pages; see benches/README.md");
        return if arguments.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) };
    };
    match run(lang, Path::new(pages), Path::new(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "a program of its own, not a stage of the build")]
fn run(lang: &str, pages: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    let listed: Vec<Value> = serde_json::from_slice(&std::fs::read(pages)?)?;
    let pages: Vec<SearchPage> = listed.iter().map(|page| read(lang, page)).collect();
    let target = folder.join("search").join(lang);
    std::fs::create_dir_all(&target)?;
    std::fs::write(folder.join("search.js"), page_script())?;
    for (name, bytes) in index(lang, &pages, &Synonyms::default(), &[], &[]) {
        std::fs::write(target.join(name), bytes)?;
    }
    Ok(())
}

fn read(lang: &str, page: &Value) -> SearchPage {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let section = |section: &Value| SearchSection { anchor: text(&section[0]), heading: text(&section[1]), text: text(&section[2]) };
    SearchPage {
        lang: lang.to_owned(),
        title: text(&page["title"]),
        url: text(&page["url"]),
        sections: page["sections"].as_array().into_iter().flatten().map(section).collect(),
        ..SearchPage::default()
    }
}
