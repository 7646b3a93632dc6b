//! A term in place of another: its form, the word before it, and whether that is safe unseen.
//!
//! The grammatical cells of what is written go over to the new term; the article, contraction or
//! preposition before it follows ([`lang::joints`](crate::lang::joints)). What stands elsewhere in
//! the sentence and agrees with it, an adjective or a verb, is not touched; so a fix is safe only
//! where nothing can have to agree anew.

use super::rule::Discovery;
use super::view::Side;
use crate::glossary::{PartOfSpeech, Term, TermOccurrence};
use crate::lang::Language;
use crate::lang::forms::{CellSet, Number};
use crate::lang::joints::Follower;
use crate::text::Span;
use crate::text::chars::{is_apostrophe, is_quote};

/// `discovery`, which is about `found`, with the candidates that `instead` give.
pub(super) fn replacement<'t>(
    found: &TermOccurrence<'_>,
    instead: impl Iterator<Item = &'t Term>,
    target: &Side<'_>,
    mut discovery: Discovery,
) -> Discovery {
    let language = target.language;
    let written = target.slice(found.span);
    let before = &target.text[..found.span.start];
    let old = follower(found.term, written, found.best_cells(), language);
    // What each candidate replaces before the term, and what stands there then.
    let mut forms: Vec<(usize, String)> = Vec::new();
    let mut agrees = true;
    for term in instead {
        for form in found.instead(written, term, language) {
            let new = follower(term, &form, found.best_cells(), language);
            agrees &= stays_in_step(&old, &new, language) && !is_name(term);
            match (language.joints.before)(before, old, new) {
                Some(joint) => {
                    let forms_here = joint.candidates.into_iter();
                    forms.extend(forms_here.map(|word| (joint.replaced, format!("{word}{form}"))));
                }
                None => forms.push((0, form)),
            }
        }
    }
    let reach = forms.iter().map(|(replaced, _)| *replaced).max();
    let start = found.span.start - reach.unwrap_or(0);
    for (replaced, form) in forms {
        let kept = &target.text[start..found.span.start - replaced];
        let candidate = format!("{kept}{form}");
        if !discovery.candidates.contains(&candidate) {
            discovery.candidates.push(candidate);
        }
    }
    if reach.is_some_and(|reach| reach > 0) {
        discovery.replaced = Some(Span::new(start, found.span.end));
    }
    let opens = |c: char| is_quote(c) && !is_apostrophe(c);
    let quoted = before.chars().next_back().is_some_and(opens);
    discovery.safe = agrees && !quoted && !found.unsure && !is_name(found.term);
    discovery
}

/// The term as what stands before it sees it.
fn follower<'t>(term: &Term, text: &'t str, cells: CellSet, language: &Language) -> Follower<'t> {
    let number = |number| cells.iter().all(|cell| cell.number == number);
    let plural_form = !cells.is_empty() && cells != CellSet::ALL && number(Number::Plural);
    Follower {
        text,
        gender: term.gender.or_else(|| (language.joints.gender)(&term.text)),
        plural: plural_form || term.number == Some(Number::Plural),
    }
}

/// Whether no word elsewhere in the sentence can have to change when one gives way to the other.
fn stays_in_step(old: &Follower<'_>, new: &Follower<'_>, language: &Language) -> bool {
    let gender = |one: &Follower<'_>| one.gender.map(|gender| gender as u8 + 1);
    let same_gender = old.gender.is_some() && gender(old) == gender(new);
    old.plural == new.plural && (same_gender || !language.joints.agrees)
}

/// Whether the term is a name, in whose place nothing goes unseen.
fn is_name(term: &Term) -> bool {
    let capital = term.text.chars().next().is_some_and(char::is_uppercase);
    term.do_not_translate || term.part_of_speech == Some(PartOfSpeech::ProperNoun) || capital
}
