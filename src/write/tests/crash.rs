//! Builds killed at every step, and what the next build makes of it.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use super::*;

const OLD: Outputs<'_> = &[("index.html", "old"), ("same.html", "same"), ("gone.html", "gone")];
const NEW: Outputs<'_> = &[("index.html", "new"), ("same.html", "same"), ("more.html", "more")];
const OLD_SITE: &str = "gone.html: gone\nindex.html: old\nmine.txt: mine\nsame.html: same\nStranger(\"mine.txt\")";
const NEW_SITE: &str = "index.html: new\nmine.txt: mine\nmore.html: more\nsame.html: same\nStranger(\"mine.txt\")";

fn old_site() -> Site {
    let site = Site::new();
    site.build(OLD).unwrap();
    site.add("public/mine.txt", "mine");
    site
}

/// Builds until that step; a panic unwinds past all clearing up, as a kill would. False if there is no such step.
fn killed(site: &Site, exchange: bool, at: Step, outputs: Outputs<'_>) -> bool {
    let step = |step: Step| {
        if step == at {
            resume_unwind(Box::new("killed"));
        }
    };
    catch_unwind(AssertUnwindSafe(|| site.build_by(exchange, &step, outputs))).is_err()
}

#[test]
fn a_build_killed_at_any_step_leaves_one_whole_site_for_the_next() {
    let steps = [Step::Output(0), Step::Output(2), Step::Filled, Step::Staged, Step::Announced, Step::Aside, Step::Placed, Step::Settled];
    for exchange in [true, false] {
        for at in steps {
            let site = old_site();
            let no_such_step = cfg!(target_os = "linux") && exchange && matches!(at, Step::Announced | Step::Aside);
            assert_eq!(killed(&site, exchange, at, NEW), !no_such_step, "{at:?}");
            let is_new = no_such_step || matches!(at, Step::Placed | Step::Settled);
            // Between two renames the folder's name is free; the old site is whole, beside it.
            if site.out.exists() {
                site.holds(if is_new { NEW_SITE } else { OLD_SITE });
            } else {
                assert_eq!(at, Step::Aside);
            }
            // The next build fails before it writes, and still mends all.
            let failing = write_with(&site.plan(NEW), &|_| Err(vec![Diagnostic::at_path(crate::diag::Code::Theme, "t", "bad")]), Means {
                exchange,
                step: &|_| {},
            });
            assert_eq!(site.faults(failing), "t: error[theme]: bad");
            site.holds(if is_new { NEW_SITE } else { OLD_SITE });
            assert_eq!(site.litter(), [""; 0], "{at:?}");

            site.build_by(exchange, &|_| {}, NEW).unwrap();
            site.holds(NEW_SITE);
        }
    }
}

#[test]
fn kills_in_a_row_leave_one_whole_site() {
    let site = old_site();
    for at in [Step::Aside, Step::Aside, Step::Announced, Step::Filled, Step::Output(1), Step::Aside] {
        assert!(killed(&site, false, at, NEW));
    }
    site.build_by(false, &|_| {}, NEW).unwrap();
    site.holds(NEW_SITE);
    assert_eq!(site.litter(), [""; 0]);
}

#[test]
fn a_first_build_that_was_killed_is_forgotten() {
    for at in [Step::Output(0), Step::Filled, Step::Staged] {
        let site = Site::new();
        assert!(killed(&site, false, at, NEW));
        assert!(!site.out.exists());
        assert_eq!(site.build(NEW), Ok(report(3, 0, 0, 0)));
        assert_eq!(site.litter(), [""; 0]);
    }
}

#[test]
fn mending_that_was_killed_is_mended() {
    // The old site is back, the journal still there.
    let site = old_site();
    assert!(killed(&site, false, Step::Aside, NEW));
    fs::rename(site.root.path().join(".public.rumbo-old"), &site.out).unwrap();
    site.build(OLD).unwrap();
    site.holds(OLD_SITE);
    assert_eq!(site.litter(), [""; 0]);
    // Half of the old site is removed: without a journal nobody takes it for a site, even with nothing in its place.
    assert!(killed(&site, false, Step::Settled, NEW));
    fs::remove_file(site.root.path().join(".public.rumbo-old/index.html")).unwrap();
    fs::remove_dir_all(&site.out).unwrap();
    assert_eq!(site.build(NEW), Ok(report(3, 0, 0, 0)));
    site.holds("index.html: new\nmore.html: more\nsame.html: same");
    assert_eq!(site.litter(), [""; 0]);
}

#[test]
fn a_stale_stage_of_any_kind_is_cleared() {
    let site = old_site();
    site.add(".public.rumbo-stage", "a file");
    site.add(".public.rumbo-old/x/y", "a folder");
    site.add(".public.rumbo-lock", "");
    site.build(NEW).unwrap();
    site.holds(NEW_SITE);
    assert_eq!(site.litter(), [""; 0]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("content", site.root.path().join(".public.rumbo-stage")).unwrap();
        site.add("content/a.md", "a");
        site.build(OLD).unwrap();
        site.holds(OLD_SITE);
        assert_eq!(fs::read_to_string(site.root.path().join("content/a.md")).unwrap(), "a");
    }
}
