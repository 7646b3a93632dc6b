//! Russian: its record in the table of languages; what it holds is in the files beside this one.

mod breaks;
mod context;
mod forms;
mod joints;
mod numbers;
mod typography;
mod usage;

use super::Language;

/// Russian.
pub static RUSSIAN: Language = Language {
    code: "ru",
    names: &["russian", "русский", "russe"],
    breaks: &breaks::BREAKS,
    numbers: &numbers::NUMBERS,
    forms: &forms::FORMS,
    joints: &joints::JOINTS,
    typography: &typography::TYPOGRAPHY,
    usage: &usage::USAGE,
};
