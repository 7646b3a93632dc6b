//! The rules, one a file. A new one is a file here, a line in [`RULES`] and cases in the tests.

mod draft_mark_left;
mod fuzzy_unedited;
mod ignore_unused;
mod number_differs;
mod segment_missing;
mod tag_differs;
mod term_altered;
mod term_forbidden;
mod term_missing;
mod untranslated;

pub(super) use untranslated::is_untranslated;

use super::rule::Rule;

/// Every rule, in the order in which `entente rules` lists them.
pub static RULES: &[&dyn Rule] = &[
    &term_missing::TermMissing,
    &term_forbidden::TermForbidden,
    &term_altered::TermAltered,
    &number_differs::NumberDiffers,
    &tag_differs::TagDiffers,
    &untranslated::Untranslated,
    &segment_missing::SegmentMissing,
    &draft_mark_left::DraftMarkLeft,
    &fuzzy_unedited::FuzzyUnedited,
    &ignore_unused::IgnoreUnused,
];

/// The rule with this id.
pub fn rule(id: &str) -> Option<&'static dyn Rule> {
    RULES.iter().copied().find(|rule| rule.meta().id == id)
}
