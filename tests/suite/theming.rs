//! A site's own look: colours, logo and footer from the configuration, blocks copied from the built-in theme, and the
//! documentation of what templates are given, which is made from the templates.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use tempfile::TempDir;

use crate::support::{build, edit, example, rumbo};

/// Where the part of the documentation begins that is made here.
const MARK: &str = "<!-- From here on made from the templates: `UPDATE=1 cargo test --test suite theming` writes it anew. -->\n";

fn new_site() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    let output = rumbo(folder.path(), &["new", "site", "."]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

fn text<'a>(files: &'a BTreeMap<String, Vec<u8>>, path: &str) -> &'a str {
    std::str::from_utf8(files.get(path).unwrap_or_else(|| panic!("there is no `{path}`"))).expect("a text")
}

#[test]
fn the_configuration_changes_colours_logo_fonts_and_footer() {
    let site = new_site();
    let look = "theme:\n  colours: {brand: \"#0B5345\"}\n  dark_colours: {link: \"#8fd8c2\"}\n  logo: content/files/logo.svg\n  fonts:\n    headings: {family: Ours, regular: content/files/ours.woff2}\n  footer: {en: \"By <us> & them.\", es: \"De nosotros.\"}\n  partners:\n    - {title: \"Partner \\\"A\\\"\", logo: content/files/logo.svg, url: \"https://example.org/\"}\n";
    edit(site.path(), "rumbo.yaml", "currency: USD\n", &format!("currency: USD\n{look}"));
    fs::create_dir_all(site.path().join("content/files")).expect("a folder");
    fs::write(site.path().join("content/files/logo.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 40\"></svg>").expect("a logo");
    fs::write(site.path().join("content/files/ours.woff2"), "wOF2…").expect("a font");
    let (_out, files) = build(site.path(), &["--no-pdf"]);
    let sheet = text(&files, "assets/theme.css");
    for rule in ["--brand: #0b5345;", "--brand-deep: #073a30;", "@media screen and (prefers-color-scheme: dark) { :root { --brand: #0b5345;", "--link: #8fd8c2;", "src: url(\"own/headings-regular.woff2\")"] {
        assert!(sheet.contains(rule), "`{rule}` in {sheet}");
    }
    let home = text(&files, "es/index.html");
    for part in ["href=\"../assets/theme.css\"", "src=\"../assets/own/logo.svg\" alt=\"\" width=\"120\" height=\"40\"", "De nosotros.", "<a href=\"https://example.org/\"><img src=\"../assets/own/partner-1.svg\" alt=\"Partner &quot;A&quot;\""] {
        assert!(home.contains(part), "`{part}`");
    }
    assert!(text(&files, "en/index.html").contains("By &lt;us&gt; &amp; them."));
    for path in ["assets/own/logo.svg", "assets/own/partner-1.svg", "assets/own/headings-regular.woff2"] {
        assert!(files.contains_key(path), "{path}");
    }
    // The form as one file has the colours, and asks for no file.
    let alone = files.iter().find(|(path, _)| path.starts_with("en/forms/alone/") || (path.contains("/forms/") && path.contains("alone"))).map(|(path, _)| text(&files, path));
    if let Some(alone) = alone {
        assert!(alone.contains("--brand:#0b5345") || alone.contains("--brand: #0b5345"), "colours");
        assert!(!alone.contains("own/headings"), "no fonts");
    }
}

#[test]
fn a_copied_block_is_the_same_page_until_it_is_changed() {
    let site = new_site();
    let refused = rumbo(site.path(), &["new", "theme-block", "layout/footer"]);
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("theme: ours"), "a site without a theme");
    let unknown = rumbo(site.path(), &["new", "theme-block", "layout/foter"]);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("layout/footer"), "{}", String::from_utf8_lossy(&unknown.stderr));
    let (_out, before) = build(site.path(), &["--no-pdf"]);
    edit(site.path(), "rumbo.yaml", "currency: USD\n", "currency: USD\ntheme: ours\n");
    for (block, template) in [("layout/footer", "layout"), ("home/content", "home")] {
        let output = rumbo(site.path(), &["new", "theme-block", block]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(site.path().join(format!("themes/ours/templates/{template}.html")).is_file(), "{template}");
    }
    let again = rumbo(site.path(), &["new", "theme-block", "layout/header"]);
    assert!(!again.status.success() && String::from_utf8_lossy(&again.stdout).contains("{# overrides layout/header "), "an existing file is not touched");
    let output = rumbo(site.path(), &["check"]);
    assert!(output.status.success() && !String::from_utf8_lossy(&output.stderr).contains("theme-block"), "{}", String::from_utf8_lossy(&output.stderr));
    let (_out, after) = build(site.path(), &["--no-pdf"]);
    let squeezed = |files: &BTreeMap<String, Vec<u8>>, path: &str| text(files, path).split_whitespace().collect::<String>();
    for path in ["en/index.html", "en/funding.html"] {
        assert_eq!(squeezed(&before, path), squeezed(&after, path), "{path}");
    }
    let template = site.path().join("themes/ours/templates/layout.html");
    let changed = fs::read_to_string(&template).expect("the template").replacen("footer ", "footer  ", 1).replace("layout/footer ", "layout/footer 0");
    fs::write(&template, changed).expect("the template");
    let output = rumbo(site.path(), &["check"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("has changed since it was copied"), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Fields of a struct with their sentences, from its source.
fn fields(source: &str, name: &str) -> Vec<(String, String)> {
    let (_, rest) = source.split_once(&format!("struct {name} {{")).expect("the struct");
    let (body, _) = rest.split_once("\n}").expect("its end");
    let mut found = Vec::new();
    let mut sentence = String::new();
    for line in body.lines().map(str::trim) {
        if let Some(words) = line.strip_prefix("///") {
            sentence.push_str(words);
        } else if let Some((field, _)) = line.split_once(':') {
            found.push((field.rsplit(' ').next().unwrap_or(field).to_owned(), std::mem::take(&mut sentence).trim().to_owned()));
        }
    }
    found
}

/// Names that follow `view.` in a template.
fn names(template: &str) -> BTreeSet<String> {
    let parts = template.split("view.").skip(1);
    parts.map(|rest| rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect::<String>()).filter(|name| !name.is_empty()).collect()
}

fn generated() -> String {
    let root = example();
    let read = |path: &str| fs::read_to_string(root.join(path)).expect("a file");
    let shell = read("src/render/view/shell.rs");
    let look = read("src/theme/look.rs");
    let mut out = String::from(MARK);
    for (title, source, name) in [("`shell`", &shell, "Shell"), ("`look`", &look, "LookView")] {
        let _ = write!(out, "\n## {title}\n\n| Name | What it is |\n|---|---|\n");
        for (field, sentence) in fields(source, name) {
            let _ = writeln!(out, "| `{field}` | {} |", sentence.replace('|', "\\|"));
        }
    }
    out.push_str("\n## Templates: their blocks, and what `view` holds\n\n| Template | Blocks | `view` |\n|---|---|---|\n");
    let mut templates: Vec<String> = fs::read_dir(root.join("themes/default/templates"))
        .expect("the templates")
        .filter_map(|entry| entry.expect("an entry").file_name().to_str().and_then(|name| name.strip_suffix(".html")).map(str::to_owned))
        .collect();
    templates.sort();
    let listed = |names: Vec<String>| if names.is_empty() { String::from("–") } else { names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" ") };
    for name in templates.iter().filter(|name| *name != "components") {
        let source = read(&format!("themes/default/templates/{name}.html"));
        let blocks = rumbo::theme::blocks::blocks(&source).into_iter().map(str::to_owned).collect();
        let _ = writeln!(out, "| `{name}` | {} | {} |", listed(blocks), listed(names(&source).into_iter().collect()));
    }
    out.push_str("\n## Components\n\nPieces that several pages share, as in `{{ <ui.icon name=\"info\" /> }}`. With `@t` a component takes the words of the page by itself.\n\n");
    for name in &templates {
        let source = read(&format!("themes/default/templates/{name}.html"));
        for part in source.split("{% component ").skip(1) {
            let signature = part.split("%}").next().unwrap_or_default().trim_end_matches(['-', ' ']);
            let _ = writeln!(out, "- `{signature}`");
        }
    }
    out
}

#[test]
fn the_documentation_lists_every_block_component_and_value() {
    let path = example().join("docs/theming.md");
    let text = fs::read_to_string(&path).expect("docs/theming.md");
    let by_hand = text.split_once(MARK).map_or(text.as_str(), |(by_hand, _)| by_hand).to_owned();
    let wanted = by_hand + &generated();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &wanted).expect("docs/theming.md");
        return;
    }
    assert!(text == wanted, "docs/theming.md is old: run `UPDATE=1 cargo test --test suite theming`");
    for block in rumbo::theme::blocks::all() {
        let (template, name) = block.split_once('/').expect("a block");
        assert!(text.lines().any(|line| line.starts_with(&format!("| `{template}` |")) && line.contains(&format!("`{name}`"))), "{block}");
    }
}
