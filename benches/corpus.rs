//! Neutral sites of any size: the same seed gives the same bytes on every computer.
//!
//! As a library (`mod corpus` in `stages.rs`): [`pages`] and [`answers`] give files as values. As a program it writes
//! them to a folder, for Rumbo or, with the same words, for two other generators:
//!
//! ```text
//! cargo bench --bench corpus -- 1000 DIR            1,000 procedures
//! cargo bench --bench corpus -- 1000 DIR answers    1,000 answer sets
//! cargo bench --bench corpus -- 1000 DIR zola       the same 1,000 pages for Zola
//! cargo bench --bench corpus -- 1000 DIR hugo       the same 1,000 pages for Hugo
//! ```

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// Path from the site's folder, with `/`, and text.
pub(crate) type File = (String, String);

/// Whose site it is: front matter, links and the files around the pages differ, the words do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Procedures of a Rumbo site.
    Rumbo,
    /// Pages of a Zola site, with its search index.
    Zola,
    /// Pages of a Hugo site.
    Hugo,
}

/// Where every corpus begins.
const SEED: u64 = 0x5275_6d62_6f20_2026;
/// Questions in a topic, and topics in the area, of the framework that [`answers`] are given to.
const QUESTIONS: usize = 5;
const TOPICS: usize = 10;
/// Rounds of answers that each unit has.
const ROUNDS: usize = 4;

/// Words without meaning for any place or time.
const WORDS: &[&str] = &[
    "answer", "apple", "arrow", "autumn", "basket", "bench", "bird", "boat", "book", "bottle", "box", "branch", "bread", "bridge",
    "brush", "bucket", "button", "candle", "card", "carpet", "chair", "circle", "clay", "cloud", "coat", "corner", "cotton", "cup",
    "curtain", "desk", "door", "drawer", "drum", "evening", "feather", "field", "floor", "flower", "folder", "forest", "garden",
    "gate", "glass", "grain", "grass", "hammer", "handle", "harbour", "hill", "honey", "house", "island", "jacket", "jar", "journey",
    "key", "kitchen", "ladder", "lamp", "leaf", "letter", "light", "line", "list", "market", "meadow", "mirror", "moment", "morning",
    "mountain", "needle", "night", "number", "ocean", "office", "orange", "oven", "page", "paint", "paper", "path", "pencil", "piece",
    "pillow", "place", "plan", "plant", "plate", "pocket", "question", "rain", "record", "ribbon", "river", "road", "roof", "room",
    "rope", "salt", "sand", "season", "shadow", "shelf", "shirt", "silver", "snow", "song", "spoon", "square", "stairs", "stone",
    "story", "street", "summer", "table", "thread", "ticket", "tower", "train", "tree", "valley", "village", "wall", "water", "wheel",
    "window", "winter", "wood", "wool", "yard",
];
/// Words between them.
const JOINTS: &[&str] = &["and", "of the", "with a", "near the", "before the", "after a", "for each", "without the", "under a", "to the"];

/// SplitMix64: small, and the same everywhere.
struct Dice(u64);

impl Dice {
    /// A row of its own for each page, so that a larger corpus begins with the words of a smaller one.
    fn of(index: usize) -> Self {
        Self(SEED ^ (index as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        usize::try_from(bits % below.max(1) as u64).unwrap_or(0)
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len())]
    }

    /// So many words; without a full stop, the first in capitals.
    fn phrase(&mut self, words: usize) -> String {
        let mut text = String::new();
        for index in 0..words {
            if index > 0 {
                text.push(' ');
                if self.roll(3) == 0 {
                    text.push_str(self.pick(JOINTS));
                    text.push(' ');
                }
            }
            text.push_str(self.pick(WORDS));
        }
        text[..1].to_uppercase() + &text[1..]
    }

    fn paragraph(&mut self, sentences: usize) -> String {
        (0..sentences)
            .map(|_| {
                let words = 6 + self.roll(8);
                self.phrase(words) + "."
            })
            .collect::<Vec<_>>()
            .join(" ")
    }
}

fn id(index: usize) -> String {
    format!("page-{index:05}")
}

fn title(index: usize) -> String {
    let mut dice = Dice::of(index);
    let words = 2 + dice.roll(3);
    format!("{} {index}", dice.phrase(words))
}

/// A site of `count` pages of about 2 KB of Markdown in one language, each with links to three others.
pub(crate) fn pages(count: usize, form: Form) -> Vec<File> {
    let mut files: Vec<File> = around(form).iter().map(|(path, text)| (String::from(*path), String::from(*text))).collect();
    let folder = "content/sops";
    let ending = if form == Form::Rumbo { "en.md" } else { "md" };
    files.extend((0..count).map(|index| (format!("{folder}/{}.{ending}", id(index)), page(index, count, form))));
    files
}

/// The files around the pages: configuration, and the simplest templates where there are none built in.
fn around(form: Form) -> &'static [(&'static str, &'static str)] {
    match form {
        Form::Rumbo => &[("rumbo.yaml", RUMBO)],
        Form::Zola => &[
            ("config.toml", "base_url = \"https://example.org\"\ntitle = \"Corpus\"\nbuild_search_index = true\ncompile_sass = false\n"),
            ("content/_index.md", "+++\n+++\n"),
            ("content/sops/_index.md", "+++\ntitle = \"Pages\"\n+++\n"),
            ("templates/index.html", "<!doctype html><title>{{ config.title }}</title><h1>{{ config.title }}</h1>\n"),
            (
                "templates/section.html",
                "<!doctype html><title>{{ section.title }}</title><ul>{% for page in section.pages %}<li><a href=\"{{ page.permalink }}\">{{ page.title }}</a></li>{% endfor %}</ul>\n",
            ),
            (
                "templates/page.html",
                "<!doctype html><title>{{ page.title }}</title><h1>{{ page.title }}</h1><p>{{ page.description }}</p>{{ page.content | safe }}\n",
            ),
        ],
        Form::Hugo => &[
            (
                "hugo.toml",
                "baseURL = \"https://example.org/\"\ntitle = \"Corpus\"\ndisableKinds = [\"taxonomy\", \"term\", \"RSS\", \"sitemap\"]\n",
            ),
            ("layouts/index.html", "<!doctype html><title>{{ .Site.Title }}</title><h1>{{ .Site.Title }}</h1>\n"),
            (
                "layouts/_default/list.html",
                "<!doctype html><title>{{ .Title }}</title><ul>{{ range .Pages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul>\n",
            ),
            (
                "layouts/_default/single.html",
                "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1><p>{{ .Description }}</p>{{ .Content }}\n",
            ),
        ],
    }
}

const RUMBO: &str = "title: Corpus\nsummary: Words without meaning.\nlanguages: [en]\noutcomes:\n  - {id: order, title: Order}\nareas:\n  - {id: rooms, title: Rooms}\n";

fn page(index: usize, count: usize, form: Form) -> String {
    let mut dice = Dice::of(index);
    // The title has taken its words from the same row.
    let name = title(index);
    let _ = dice.phrase(9);
    let summary = dice.phrase(10) + ".";
    let mut text = match form {
        Form::Rumbo => format!(
            "---\ntitle: {name}\nsummary: {summary}\narea: rooms\nversion: \"1.0\"\neffective: 2026-01-15\nowner: Office\n---\n"
        ),
        Form::Zola => format!("+++\ntitle = \"{name}\"\ndescription = \"{summary}\"\n+++\n"),
        Form::Hugo => format!("---\ntitle: {name}\ndescription: {summary}\n---\n"),
    };
    let link = |dice: &mut Dice| {
        let other = dice.roll(count);
        let (id, name) = (id(other), title(other));
        match form {
            Form::Rumbo => format!("[{name}](sops/{id})"),
            Form::Zola => format!("[{name}](@/sops/{id}.md)"),
            Form::Hugo => format!("[{name}](/sops/{id}/)"),
        }
    };
    // Writing to a string cannot fail.
    let out = &mut text;
    let _ = writeln!(out, "\n## Purpose {{#purpose .purpose}}\n\n{} See {}.", dice.paragraph(3), link(&mut dice));
    let _ = writeln!(out, "\n## Scope {{#scope .scope}}\n\n{}", dice.paragraph(3));
    let _ = writeln!(out, "\n## Who does what {{#roles .roles}}\n\n| Who | Does what |\n|---|---|");
    for _ in 0..4 {
        let _ = writeln!(out, "| {} | {} |", dice.phrase(2), dice.phrase(6));
    }
    let _ = writeln!(out, "\n## Steps {{#steps .steps}}\n");
    for step in 1..=5 {
        let _ = writeln!(out, "{step}. **{}.** {}", dice.phrase(3), dice.paragraph(1));
    }
    let _ = writeln!(out, "\nThen follow {} and {}.", link(&mut dice), link(&mut dice));
    let _ = writeln!(out, "\n## Checklist {{#checklist .checklist}}\n");
    for _ in 0..4 {
        let _ = writeln!(out, "- [ ] {}", dice.phrase(5));
    }
    let _ = writeln!(out, "\n## What to record {{#record .record}}\n\n{}", dice.paragraph(2));
    text
}

/// A site with `count` answer sets: one framework of 50 questions, a unit for every four sets, four rounds.
pub(crate) fn answers(count: usize) -> Vec<File> {
    answers_in(count, TOPICS)
}

/// The same with so many topics of five questions.
pub(crate) fn answers_in(count: usize, topics: usize) -> Vec<File> {
    let framework = "title: Corpus\nversion: \"1.0\"\nlevels: 5\nbands:\n  - {id: low, from: 0, label: Low}\n  - {id: high, from: 60, label: High}\n";
    let mut files = vec![
        (String::from("rumbo.yaml"), String::from(RUMBO)),
        (String::from("assessments/frameworks/corpus/framework.yaml"), String::from(framework)),
        (String::from("assessments/frameworks/corpus/domains/rooms.yaml"), domain(topics)),
    ];
    for unit in 0..count.div_ceil(ROUNDS) {
        files.push((format!("assessments/units/unit-{unit:05}.yaml"), format!("name: Unit {unit}\nkind: country\nfictional: true\n")));
    }
    files.extend((0..count).map(|index| (format!("assessments/answers/set-{index:05}.yaml"), answer_set(index, topics))));
    files
}

fn domain(topics: usize) -> String {
    let mut text = String::from("capacities:\n");
    for topic in 0..topics {
        let mut dice = Dice::of(topic);
        let _ = writeln!(text, "  - id: topic-{topic}\n    title: {}\n    indicators:", dice.phrase(3));
        for question in 0..QUESTIONS {
            let kind = if question == 0 { "presence" } else { "ladder" };
            let _ = writeln!(text, "      - id: question-{topic}-{question}\n        kind: {kind}\n        question: {}", dice.phrase(8));
            if kind == "ladder" {
                let _ = writeln!(text, "        levels:");
                for _ in 0..5 {
                    let _ = writeln!(text, "          - {}", dice.phrase(12));
                }
            }
        }
    }
    text
}

fn answer_set(index: usize, topics: usize) -> String {
    let mut dice = Dice::of(index);
    let (unit, round) = (index / ROUNDS, index % ROUNDS + 1);
    let mut text = format!(
        "framework: corpus\nframework_version: \"1.0\"\nunit: unit-{unit:05}\nround: 2026-{round}\nrespondent: {{code: r1}}\nvisibility: public\nanswers:\n"
    );
    for topic in 0..topics {
        for question in 0..QUESTIONS {
            let answer = match (dice.roll(12), question) {
                (0, _) => String::from("unknown"),
                (roll, 0) => String::from(["no", "partial", "yes"][roll % 3]),
                (roll, _) => (roll % 5 + 1).to_string(),
            };
            let _ = writeln!(text, "  question-{topic}-{question}: {answer}");
        }
    }
    text
}

/// Writes files below a folder; none of them may exist.
pub(crate) fn write(folder: &Path, files: &[File]) -> std::io::Result<()> {
    for (path, text) in files {
        let place = folder.join(path);
        place.parent().map_or(Ok(()), rumbo::fs::create_folder)?;
        rumbo::fs::write_new(&place, text.as_bytes())?;
    }
    Ok(())
}

/// Writes a corpus to a folder.
#[expect(clippy::print_stdout, clippy::print_stderr, reason = "this is a program of its own")]
fn main() -> ExitCode {
    // Cargo adds `--bench`; what begins with a dash is not for us.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let (count, folder, form) = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => {
            println!("corpus: COUNT DIR [rumbo|answers|zola|hugo] writes a corpus; see benches/README.md");
            return ExitCode::SUCCESS;
        }
        [count, folder] => (count.parse::<usize>(), Path::new(*folder).to_owned(), "rumbo"),
        [count, folder, form] => (count.parse::<usize>(), Path::new(*folder).to_owned(), *form),
        _ => {
            eprintln!("error: expected COUNT DIR [rumbo|answers|zola|hugo]");
            return ExitCode::from(2);
        }
    };
    let files = match (count, form) {
        (Ok(count), "rumbo") => pages(count, Form::Rumbo),
        (Ok(count), "zola") => pages(count, Form::Zola),
        (Ok(count), "hugo") => pages(count, Form::Hugo),
        (Ok(count), "answers") => answers(count),
        _ => {
            eprintln!("error: expected COUNT DIR [rumbo|answers|zola|hugo]");
            return ExitCode::from(2);
        }
    };
    let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    match write(&folder, &files) {
        Ok(()) => {
            println!("{} files, {} kB in {}", files.len(), bytes / 1000, folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {}: {}", folder.display(), rumbo::fs::reason(&error));
            ExitCode::FAILURE
        }
    }
}
