//! The rules, one a file. A new one is a file here, a line in [`RULES`] and cases in the tests.

mod acronym_missing;
mod apostrophe_style;
mod bracket_unpaired;
mod capital_accent;
mod character_decomposed;
mod character_invisible;
mod code_differs;
mod dash_style;
mod dots_mixed;
mod draft_mark_left;
mod fuzzy_unedited;
mod ignore_unused;
mod length_ratio;
mod link_differs;
mod name_altered;
mod negation_differs;
mod notation_style;
mod number_differs;
mod number_format;
mod partly_untranslated;
mod placeholder_differs;
mod punctuation_differs;
mod punctuation_spacing;
mod quotation_marks;
mod quote_unpaired;
mod script_mixed;
mod segment_extra;
mod segment_merged;
mod segment_missing;
mod sign_spacing;
mod space_breaking;
mod space_stray;
mod structure_differs;
mod tag_differs;
mod tag_order;
mod target_language;
mod term_altered;
mod term_forbidden;
mod term_inconsistent;
mod term_missing;
mod term_untranslated;
mod text_garbled;
mod unit_differs;
mod untranslated;
mod url_differs;
mod word_repeated;

pub(super) use untranslated::is_untranslated;

use super::rule::Rule;

/// Every rule, in the order in which `entente rules` lists them.
pub static RULES: &[&dyn Rule] = &[
    &term_missing::TermMissing,
    &term_forbidden::TermForbidden,
    &term_altered::TermAltered,
    &name_altered::NameAltered,
    &term_untranslated::TermUntranslated,
    &term_inconsistent::TermInconsistent,
    &number_differs::NumberDiffers,
    &unit_differs::UnitDiffers,
    &tag_differs::TagDiffers,
    &tag_order::TagOrder,
    &link_differs::LinkDiffers,
    &url_differs::UrlDiffers,
    &code_differs::CodeDiffers,
    &placeholder_differs::PlaceholderDiffers,
    &untranslated::Untranslated,
    &partly_untranslated::PartlyUntranslated,
    &segment_missing::SegmentMissing,
    &segment_extra::SegmentExtra,
    &segment_merged::SegmentMerged,
    &structure_differs::StructureDiffers,
    &length_ratio::LengthRatio,
    &negation_differs::NegationDiffers,
    &acronym_missing::AcronymMissing,
    &punctuation_differs::PunctuationDiffers,
    &bracket_unpaired::BracketUnpaired,
    &quote_unpaired::QuoteUnpaired,
    &word_repeated::WordRepeated,
    &target_language::TargetLanguage,
    &script_mixed::ScriptMixed,
    &text_garbled::TextGarbled,
    &character_invisible::CharacterInvisible,
    &character_decomposed::CharacterDecomposed,
    &punctuation_spacing::PunctuationSpacing,
    &quotation_marks::QuotationMarks,
    &dash_style::DashStyle,
    &apostrophe_style::ApostropheStyle,
    &capital_accent::CapitalAccent,
    &number_format::NumberFormat,
    &sign_spacing::SignSpacing,
    &space_breaking::SpaceBreaking,
    &space_stray::SpaceStray,
    &notation_style::NotationStyle,
    &dots_mixed::DotsMixed,
    &draft_mark_left::DraftMarkLeft,
    &fuzzy_unedited::FuzzyUnedited,
    &ignore_unused::IgnoreUnused,
];

/// The rule with this id.
pub fn rule(id: &str) -> Option<&'static dyn Rule> {
    RULES.iter().copied().find(|rule| rule.meta().id == id)
}
