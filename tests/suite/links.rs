//! Every address of the rendered example leads to a file of it, every anchor to an element; every page is reached
//! from the home page; nothing leads to the network but what the reader is meant to open.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::support::{attributes, built_example};

/// A path seen from a page, `..` and `.` resolved.
fn resolve(page: &str, address: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => {
                parts.pop().unwrap_or_else(|| panic!("`{address}` on `{page}` leaves the site"));
            }
            "." => {}
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[test]
fn every_link_of_the_example_leads_somewhere() {
    let (broken, lost) = dead_ends(built_example());
    assert!(broken.is_empty(), "{} broken links:\n{}", broken.len(), broken.join("\n"));
    assert!(lost.is_empty(), "not reached from the home page: {lost:?}");
}

/// Links of a site that lead nowhere, and pages that cannot be reached from the first one.
pub(crate) fn dead_ends(files: &BTreeMap<String, Vec<u8>>) -> (Vec<String>, Vec<String>) {
    let pages: BTreeMap<&String, Vec<(String, String, String)>> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path, attributes(std::str::from_utf8(bytes).expect("UTF-8"))))
        .collect();
    let ids: BTreeMap<&String, BTreeSet<&str>> = pages
        .iter()
        .map(|(path, attributes)| (*path, attributes.iter().filter(|(_, key, _)| key == "id").map(|(.., id)| id.as_str()).collect()))
        .collect();
    let mut reached: BTreeSet<String> = BTreeSet::from([String::from("index.html")]);
    let mut open: VecDeque<String> = VecDeque::from([String::from("index.html")]);
    let mut links: BTreeMap<&String, BTreeSet<String>> = BTreeMap::new();
    let mut broken = Vec::new();
    for (page, attributes) in &pages {
        for (tag, key, value) in attributes {
            if !matches!(key.as_str(), "href" | "src" | "action") {
                continue;
            }
            if ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| value.starts_with(scheme)) {
                assert_eq!((tag.as_str(), key.as_str()), ("a", "href"), "`{page}` loads `{value}` from elsewhere");
                continue;
            }
            let (path, anchor) = value.split_once('#').map_or((value.as_str(), None), |(path, anchor)| (path, Some(anchor)));
            // The one page with an empty address would be the page itself.
            if value.is_empty() {
                broken.push(format!("{page}: an empty address"));
            }
            let target = if path.is_empty() { (*page).clone() } else { resolve(page, path) };
            if !files.contains_key(&target) {
                broken.push(format!("{page}: {value}"));
                continue;
            }
            if let (Some(anchor), Some(known)) = (anchor, ids.get(&target))
                && !known.contains(anchor)
            {
                broken.push(format!("{page}: {value} (no such anchor)"));
            }
            links.entry(page).or_default().insert(target);
        }
    }
    while let Some(page) = open.pop_front() {
        for target in links.get(&page).into_iter().flatten() {
            if reached.insert(target.clone()) {
                open.push_back(target.clone());
            }
        }
    }
    let lost = pages.keys().filter(|page| !reached.contains(**page) && ***page != "404.html").map(|page| (*page).clone()).collect();
    (broken, lost)
}

#[test]
fn ids_are_unique_in_every_page() {
    let files = built_example();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let mut seen = BTreeSet::new();
        for (_, key, value) in attributes(std::str::from_utf8(bytes).expect("UTF-8")) {
            assert!(key != "id" || seen.insert(value.clone()), "`{path}` has the id `{value}` twice");
        }
    }
}
