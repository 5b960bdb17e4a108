//! The one moment at which the site changes, and what a killed build leaves for the next one.
//!
//! Where two folders can be exchanged in one step, the folder's name is never without a whole site. Elsewhere there are
//! two renames, and between them a moment without; a journal file, there from before the first until after the
//! second, tells the next build to put the old site back. Without the journal an old folder is rubbish.
//!
//! ```text
//! journal  out  old   killed …                            mended by
//! no       yes  –     before, or while removing the old   removing stage and old
//! yes      yes  no    before the first rename             the same
//! yes      no   yes   between the renames                 putting the old back, then the same
//! yes      yes  yes   after the second                    the same
//! ```

use super::target::{Old, Target, failed};
use crate::diag::Diagnostic;
use crate::fs::{self, Kind};

/// Moments of a build, told to a listener so that tests can end it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// An output is about to be rendered.
    Output(usize),
    /// All is in the stage but the manifest.
    Filled,
    /// The stage is whole.
    Staged,
    /// The journal is there.
    Announced,
    /// The old site is aside; the folder's name is free.
    Aside,
    /// The new site is in place.
    Placed,
    /// The journal is gone.
    Settled,
}

/// How to swap.
#[derive(Clone, Copy)]
pub(super) struct Means<'a> {
    /// Whether to try an exchange first.
    pub(super) exchange: bool,
    /// Who hears of each step.
    pub(super) step: &'a (dyn Fn(Step) + Sync),
}

/// Puts the stage in the folder's place. Afterwards the old site is at the stage's place or gone.
pub(super) fn swap(target: &Target, old: &Old, means: Means<'_>) -> Result<(), Vec<Diagnostic>> {
    let step = means.step;
    let done = if matches!(old, Old::Nothing) {
        fs::rename(&target.stage, &target.out)
    } else {
        let exchange = if means.exchange { fs::exchange(&target.stage, &target.out) } else { Ok(false) };
        exchange.and_then(|done| if done { Ok(()) } else { rename_twice(target, step) })
    };
    done.map_err(|error| {
        let fault = failed(&target.shown, "cannot be replaced", &error);
        vec![fault.hint("close programs that use the folder; if it still fails, save what is yours in it, delete it, and build again")]
    })?;
    step(Step::Placed);
    // From here on the site is the new one, so what cannot be removed is no failure: the next build tries again.
    if fs::remove(&target.journal).is_ok() {
        step(Step::Settled);
        let _ = fs::remove(&target.old);
    }
    Ok(())
}

fn rename_twice(target: &Target, step: &(dyn Fn(Step) + Sync)) -> std::io::Result<()> {
    fs::write_new(&target.journal, b"rumbo is replacing a folder; if this file stays, the next build mends it\n")?;
    step(Step::Announced);
    if let Err(error) = fs::rename(&target.out, &target.old) {
        let _ = fs::remove(&target.journal);
        return Err(error);
    }
    step(Step::Aside);
    if let Err(error) = fs::rename(&target.stage, &target.out) {
        // If even this fails, the journal stays, and the next build tries again.
        fs::rename(&target.old, &target.out)?;
        let _ = fs::remove(&target.journal);
        return Err(error);
    }
    Ok(())
}

/// Clears up after a build that was killed.
pub(super) fn mend(target: &Target) -> Result<(), Vec<Diagnostic>> {
    let mended = (|| {
        if fs::kind(&target.journal)? != Kind::Missing {
            // The old site, not the stage: nobody was told that the new one is done.
            if fs::kind(&target.out)? == Kind::Missing && fs::kind(&target.old)? == Kind::Folder {
                fs::rename(&target.old, &target.out)?;
            }
            fs::remove(&target.journal)?;
        }
        fs::remove(&target.old)?;
        fs::remove(&target.stage)
    })();
    mended.map_err(|error| {
        let names = [&target.stage, &target.old].map(|path| format!("`{}`", fs::shown(path)));
        let fault = failed(&target.shown, "cannot be cleared of what an earlier build left beside it", &error);
        vec![fault.hint(format!("delete {} yourself", names.join(" and ")))]
    })
}
