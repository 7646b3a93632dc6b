//! What a project asks of the rules: how bad each one's findings are, and which are not wanted.
//!
//! A level set for a rule is that of its sure findings. One that the rule itself holds for less,
//! because the pair is unsure, is never raised; `info` on a rule of errors lowers all of them. A
//! rule that is `off` does not run, and comments that silence it count as used. With a pinned set of
//! rules, a newer rule says information until the project gives it a level.

use super::finding::Severity;
use super::rule::{RuleMeta, RuleSet};
use std::collections::BTreeMap;

/// What a project makes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It does not run.
    Off,
    /// Its sure findings are of this severity.
    On(Severity),
}

impl Level {
    /// The names of the levels in settings, from the least on.
    pub const NAMES: &'static [&'static str] = &["off", "info", "warning", "error"];

    /// The level called `name`.
    pub fn named(name: &str) -> Option<Level> {
        Some(match name {
            "off" => Level::Off,
            "info" => Level::On(Severity::Info),
            "warning" => Level::On(Severity::Warning),
            "error" => Level::On(Severity::Error),
            _ => return None,
        })
    }
}

/// Settings of the rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    levels: BTreeMap<&'static str, Level>,
    /// How many times longer or shorter than usual a translation is before `length-ratio` says
    /// so; `None` for the rule's own figure. Above 1.
    pub length_ratio: Option<f64>,
    /// Whether `term-missing` asks for a term at every mention: no pronoun and no ellipsis may
    /// stand for a later one.
    pub every_mention: bool,
    /// The set of rules that is asked for: findings of newer ones are information.
    pub pinned: Option<RuleSet>,
}

impl Options {
    /// Sets what becomes of `rule`; a later call wins.
    pub fn set(&mut self, rule: &'static RuleMeta, level: Level) {
        self.levels.insert(rule.id, level);
    }

    /// Whether the rule called `id` is not wanted.
    pub fn is_off(&self, id: &str) -> bool {
        self.levels.get(id) == Some(&Level::Off)
    }

    /// How bad a finding of `rule` is that the rule itself holds for `severity`.
    pub fn severity(&self, rule: &RuleMeta, severity: Severity) -> Severity {
        let is_newer = self.pinned.is_some_and(|pinned| pinned < rule.since);
        match self.levels.get(rule.id) {
            // What a project gives a level, it has chosen.
            None if is_newer => Severity::Info,
            Some(&Level::On(level)) if severity == rule.severity || level < severity => level,
            _ => severity,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::rule;

    #[test]
    fn a_rule_newer_than_the_pin_informs_until_it_is_given_a_level() {
        let old = rule("number-differs").unwrap().meta();
        let new = rule("dash-style").unwrap().meta();
        let mut options = Options {
            pinned: Some(RuleSet::R2026_1),
            ..Options::default()
        };
        let of = |options: &Options, meta| options.severity(meta, Severity::Warning);
        assert_eq!(of(&options, old), Severity::Warning);
        assert_eq!(of(&options, new), Severity::Info);
        options.set(new, Level::On(Severity::Warning));
        assert_eq!(of(&options, new), Severity::Warning);
        options = Options {
            pinned: Some(RuleSet::R2026_2),
            ..Options::default()
        };
        assert_eq!(of(&options, new), Severity::Warning);
    }

    #[test]
    fn an_unsure_finding_is_lowered_but_never_raised() {
        let meta = rule("number-differs").unwrap().meta();
        let with = |level| {
            let mut options = Options::default();
            options.set(meta, level);
            [Severity::Error, Severity::Warning, Severity::Info]
                .map(|severity| options.severity(meta, severity))
        };
        use Severity::{Error, Info, Warning};
        assert_eq!(with(Level::On(Error)), [Error, Warning, Info]);
        assert_eq!(with(Level::On(Warning)), [Warning, Warning, Info]);
        assert_eq!(with(Level::On(Info)), [Info, Info, Info]);
    }

    #[test]
    fn levels_are_known_by_their_names() {
        for name in Level::NAMES {
            assert!(Level::named(name).is_some(), "{name}");
        }
        assert_eq!(Level::named("fatal"), None);
    }
}
