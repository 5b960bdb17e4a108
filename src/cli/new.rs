//! `rumbo new`: begins a site or an entry from a commented example, and never overwrites anything.

use std::io;
use std::path::Path;

use super::print::plural;
use super::{Answer, NewArguments, Printer};
use crate::diag::{Code, Diagnostic, Format, suggest};
use crate::fs::{self, Kind};
use crate::load::leaf::bad_id;
use crate::load::project;
use crate::model::assessment::Assessments;
use crate::model::{Id, Toolbox, model};
use crate::scaffold::{self, NewFile, SCHEMAS, Surroundings};
use crate::source::{FileId, Sources, Span};
use crate::theme::blocks;

/// What is no entry: a block of the built-in theme, copied into the site's own.
const THEME_BLOCK: &str = "theme-block";

pub(super) fn new(arguments: &NewArguments, printer: &mut Printer) -> Answer {
    let kind = arguments.kind.as_str();
    if kind == THEME_BLOCK {
        return theme_block(arguments, printer);
    }
    if !scaffold::kinds().contains(&kind) {
        let known = scaffold::kinds().iter().copied().chain([THEME_BLOCK]);
        return refuse(printer, &format!("there is no kind `{kind}`"), &suggest(kind, known), Answer::WrongUse);
    }
    if kind == "site" { site(Path::new(&arguments.name), printer) } else { entry(kind, arguments, printer) }
}

fn site(folder: &Path, printer: &mut Printer) -> Answer {
    if folder.as_os_str().is_empty() {
        return refuse(printer, "the new site has no name", "name a folder: `rumbo new site my-site`", Answer::WrongUse);
    }
    // `rumbo new site .` is called after the folder it stands in.
    let name = fs::resolve(folder).ok().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
    let files = scaffold::site(&name.unwrap_or_default());
    let mut tops: Vec<&str> = files.iter().map(|(path, _)| path.split('/').next().unwrap_or(path)).collect();
    tops.sort_unstable();
    tops.dedup();
    if matches!(fs::kind(folder), Ok(Kind::File | Kind::Other)) {
        let message = format!("`{}` is not a folder", fs::shown(folder));
        return refuse(printer, &message, "name a folder that does not exist yet", Answer::Faults);
    }
    if let Some(top) = tops.iter().find(|top| exists(&folder.join(top))) {
        let message = format!("`{}` holds `{top}` already", fs::shown(folder));
        return refuse(printer, &message, "nothing was changed; name a folder that does not exist yet", Answer::Faults);
    }
    if let Err(answer) = write(folder, &files, printer) {
        return answer;
    }
    let (schemas, own): (Vec<&NewFile>, Vec<&NewFile>) = files.iter().partition(|(path, _)| path.starts_with(SCHEMAS));
    for (path, _) in own {
        printer.data(&format!("made {}\n", shown(folder, path)));
    }
    let place = shown(folder, SCHEMAS);
    printer.data(&format!("made {} in {place}, by which editors explain each line\n", plural(schemas.len(), "schema")));
    let see = command(if cfg!(feature = "serve") { "serve" } else { "build" }, folder);
    printer.data(&format!("next: read {}, then see the site with `{see}`\n", shown(folder, "README.md")));
    Answer::Well
}

fn entry(kind: &str, arguments: &NewArguments, printer: &mut Printer) -> Answer {
    let Some(id) = Id::new(&arguments.name) else {
        let fault = bad_id(&arguments.name, Span::file_start(FileId::default()));
        return refuse(printer, &fault.message, &fault.hint, Answer::WrongUse);
    };
    let folder = arguments.site.as_path();
    let surroundings = match surroundings(folder, printer) {
        Ok(surroundings) => surroundings,
        Err(answer) => return answer,
    };
    if let Some(lack) = surroundings.lacks(kind) {
        let message = format!("a new {kind} file refers to a {}, and this site has none", lack.what);
        return refuse(printer, &message, lack.hint, Answer::Faults);
    }
    let files = scaffold::entry(kind, &id, &surroundings).unwrap_or_default();
    let taken = files.iter().map(|(path, _)| path).find(|path| exists(&folder.join(path)));
    if let Some(path) = taken {
        let message = format!("`{}` exists already", shown(folder, path));
        return refuse(printer, &message, "nothing was changed; choose another id, or edit that file", Answer::Faults);
    }
    if let Err(answer) = write(folder, &files, printer) {
        return answer;
    }
    for (path, _) in &files {
        printer.data(&format!("made {}\n", shown(folder, path)));
    }
    let what = if files.len() == 1 { "it" } else { "them" };
    printer.data(&format!("next: open {what}, replace the example text, then run `{}`\n", command("check", folder)));
    Answer::Well
}

/// Copies a block of the built-in theme into the site's own theme. A template that is there already is not changed: the
/// block is printed, to be put into it by hand.
fn theme_block(arguments: &NewArguments, printer: &mut Printer) -> Answer {
    let name = arguments.name.trim_end_matches(".html");
    let Some((path, block)) = blocks::copy(name) else {
        let all = blocks::all();
        let message = format!("the built-in theme has no block `{name}`");
        return refuse(printer, &message, &suggest(name, all.iter().map(String::as_str)), Answer::WrongUse);
    };
    let folder = arguments.site.as_path();
    let theme = match site_of(folder, printer) {
        Ok((toolbox, _)) => toolbox.site.theme,
        Err(answer) => return answer,
    };
    let Some(theme) = theme else {
        return refuse(printer, "this site has no theme of its own", "write `theme: ours` into `rumbo.yaml` first", Answer::Faults);
    };
    let path = format!("themes/{theme}/{path}");
    if exists(&folder.join(&path)) {
        let code = refuse(printer, &format!("`{}` exists already", shown(folder, &path)), "nothing was changed; put the block below into it by hand", Answer::Faults);
        printer.data(&block);
        return code;
    }
    let template = name.split('/').next().unwrap_or_default();
    if let Err(answer) = write(folder, &[(path.clone(), blocks::beginning(template) + &block)], printer) {
        return answer;
    }
    printer.data(&format!("made {}\n", shown(folder, &path)));
    printer.data(&format!("next: change it, then run `{}`; a build warns when the built-in block has changed\n", command("check", folder)));
    Answer::Well
}

/// What the site has. Its other faults are no reason to refuse: `rumbo check` tells them.
fn surroundings(folder: &Path, printer: &mut Printer) -> Result<Surroundings, Answer> {
    let (toolbox, assessments) = site_of(folder, printer)?;
    let schemas = matches!(fs::kind(&folder.join(SCHEMAS)), Ok(Kind::Folder));
    Ok(Surroundings::of(&toolbox, &assessments, schemas))
}

fn site_of(folder: &Path, printer: &mut Printer) -> Result<(Toolbox, Assessments), Answer> {
    let (tree, mut faults) = fs::read_tree(folder, project::WANTED);
    let (project, mut found) = project::load(tree.texts, Vec::new(), &tree.broken);
    faults.append(&mut found);
    let (modelled, mut found) = model(&project);
    faults.append(&mut found);
    modelled.ok_or_else(|| {
        faults.retain(|fault| fault.file().is_none_or(|file| project.sources.get(file).path == "rumbo.yaml"));
        for fault in faults.iter_mut().filter(|fault| fault.code == Code::MissingConfiguration) {
            fault.hint = String::from("name the site's folder with `--site SITE`, or make a new site with `rumbo new site FOLDER`");
        }
        printer.faults(&faults, &project.sources, Format::Human, true);
        Answer::Faults
    })
}

/// A path in a folder; in the current one, the path alone.
fn shown(folder: &Path, path: &str) -> String {
    if folder == Path::new(".") { String::from(path) } else { fs::shown(&folder.join(path)) }
}

/// A command to type next.
fn command(name: &str, folder: &Path) -> String {
    if folder == Path::new(".") { format!("rumbo {name}") } else { format!("rumbo {name} {}", fs::shown(folder)) }
}

/// What cannot be looked at counts as being there: better no new file than a lost one.
fn exists(path: &Path) -> bool {
    !matches!(fs::kind(path), Ok(Kind::Missing))
}

/// Writes the files; stops at the first that cannot be written.
fn write(folder: &Path, files: &[NewFile], printer: &mut Printer) -> Result<(), Answer> {
    for (path, text) in files {
        let place = folder.join(path);
        let made = place.parent().map_or(Ok(()), fs::create_folder).and_then(|()| fs::write_new(&place, text.as_bytes()));
        made.map_err(|error: io::Error| {
            let fault = Diagnostic::at_path(Code::WriteFailed, shown(folder, path), format!("this file cannot be written: {}", fs::reason(&error)))
                .hint("files made before it are complete and stay");
            printer.faults(&[fault], &Sources::default(), Format::Human, true);
            Answer::Faults
        })?;
    }
    Ok(())
}

fn refuse(printer: &mut Printer, message: &str, hint: &str, answer: Answer) -> Answer {
    printer.message(&format!("error: {message}"));
    printer.message(&format!("hint: {hint}"));
    answer
}
