//! French: its record in the table of languages; what it holds is in the files beside this one.

mod breaks;
mod context;
mod forms;
mod irregular;
mod joints;
mod numbers;
mod typography;
mod usage;

use super::Language;

/// French.
pub static FRENCH: Language = Language {
    code: "fr",
    names: &["french", "français", "французский"],
    breaks: &breaks::BREAKS,
    numbers: &numbers::NUMBERS,
    forms: &forms::FORMS,
    joints: &joints::JOINTS,
    typography: &typography::TYPOGRAPHY,
    usage: &usage::USAGE,
};
