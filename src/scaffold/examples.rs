//! The example files, compiled into the program.

use crate::model::EntryKind;

/// A file of the example site, by its path.
macro_rules! site_files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("files/site/", $path)))),*]
    };
}

/// The example site: path and text.
pub(super) const SITE: &[(&str, &str)] = site_files![
    "README.md",
    "rumbo.yaml",
    "content/countries.yaml",
    "content/offices.yaml",
    "content/activities.yaml",
    "content/challenges.yaml",
    "content/measures.yaml",
    "content/routes.yaml",
    "content/glossary.yaml",
    "content/pages/about.en.md",
    "content/pages/about.es.md",
    "content/sops/receiving-people.en.md",
    "content/sops/receiving-people.es.md",
    "content/practices/shared-shift-list.en.md",
    "content/practices/shared-shift-list.es.md",
    "content/sheets/ejemplia.yaml",
    "content/figures/arrivals-by-post.yaml",
    "content/toolboxes/border-officers.yaml",
    "content/actions/border.yaml",
    "assessments/frameworks/capacity/framework.yaml",
    "assessments/frameworks/capacity/domains/border.yaml",
    "assessments/questionnaires/border.yaml",
    "assessments/units/ejemplia.yaml",
    "assessments/answers/ejemplia-2026-1-r1.yaml",
];

/// The example of a kind of entry.
pub(super) enum Example {
    /// One YAML file in a folder of its kind.
    Yaml {
        /// The folder.
        folder: &'static str,
        /// The file.
        text: &'static str,
    },
    /// A framework with one area.
    Framework {
        /// `framework.yaml`
        framework: &'static str,
        /// `domains/<area>.yaml`
        domain: &'static str,
    },
    /// Markdown, by language; the first edition holds the facts.
    Prose {
        /// Its kind.
        kind: EntryKind,
        /// Language and text.
        editions: &'static [(&'static str, &'static str)],
    },
}

impl Example {
    /// The example of a kind, by the word that people type.
    pub(super) fn of(kind: &str) -> Option<Self> {
        let yaml = |folder, text| Self::Yaml { folder, text };
        Some(match kind {
            "sop" => Self::Prose {
                kind: EntryKind::Sop,
                editions: &[("en", include_str!("files/entry/sop.en.md")), ("es", include_str!("files/entry/sop.es.md"))],
            },
            "practice" => Self::Prose {
                kind: EntryKind::Practice,
                editions: &[("en", include_str!("files/entry/practice.en.md")), ("es", include_str!("files/entry/practice.es.md"))],
            },
            "page" => Self::Prose {
                kind: EntryKind::Page,
                editions: &[("en", include_str!("files/entry/page.en.md")), ("es", include_str!("files/entry/page.es.md"))],
            },
            "session" => Self::Prose {
                kind: EntryKind::Session,
                editions: &[("en", include_str!("files/entry/session.en.md")), ("es", include_str!("files/entry/session.es.md"))],
            },
            "quiz" => yaml("content/quizzes", include_str!("files/entry/quiz.yaml")),
            "sheet" => yaml("content/sheets", include_str!("files/entry/sheet.yaml")),
            "figures" => yaml("content/figures", include_str!("files/entry/figures.yaml")),
            "toolbox" => yaml("content/toolboxes", include_str!("files/entry/toolbox.yaml")),
            "actions" => yaml("content/actions", include_str!("files/entry/actions.yaml")),
            "framework" => {
                Self::Framework { framework: include_str!("files/entry/framework.yaml"), domain: include_str!("files/entry/domain.yaml") }
            }
            "questionnaire" => yaml("assessments/questionnaires", include_str!("files/entry/questionnaire.yaml")),
            "adaptation" => yaml("assessments/adaptations", include_str!("files/entry/adaptation.yaml")),
            "crosswalk" => yaml("assessments/crosswalks", include_str!("files/entry/crosswalk.yaml")),
            "unit" => yaml("assessments/units", include_str!("files/entry/unit.yaml")),
            "plan" => yaml("assessments/plans", include_str!("files/entry/plan.yaml")),
            "answers" => yaml("assessments/answers", include_str!("files/entry/answers.yaml")),
            _ => return None,
        })
    }
}
