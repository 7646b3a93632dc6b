//! English: `a` and `an`.

use crate::lang::joints::{Follower, Joint, JointRules, capital_as, last_word};

pub(super) static JOINTS: JointRules = JointRules {
    before,
    gender: |_| None,
    agrees: false,
};

fn before(text: &str, _: Follower<'_>, new: Follower<'_>) -> Option<Joint> {
    let (article, space) = last_word(text)?;
    if !matches!(article.to_lowercase().as_str(), "a" | "an") {
        return None;
    }
    let sounds: &[&str] = match begins_with_vowel(new.text) {
        Some(true) => &["an"],
        Some(false) => &["a"],
        None => &["an", "a"],
    };
    let candidates: Vec<String> = sounds
        .iter()
        .map(|word| format!("{}{space}", capital_as(article, word)))
        .collect();
    let stays = candidates.len() == 1 && candidates[0] == format!("{article}{space}");
    (!stays).then_some(Joint {
        replaced: article.len() + space.len(),
        candidates,
    })
}

/// Words whose first letter is a vowel and first sound is none, by how they begin.
const CONSONANTS: &[&str] = &[
    "eu", "uni", "use", "usu", "uti", "one", "once", "ura", "ubi", "ew",
];

/// Words with a silent h, by how they begin.
const SILENT: &[&str] = &["hour", "honest", "honor", "honour", "heir"];

/// Whether `text` begins with the sound of a vowel; `None` for an acronym, which one reads letter
/// by letter and another as a word (`an ISS module`, `a NASA mission`).
fn begins_with_vowel(text: &str) -> Option<bool> {
    let word: String = text.chars().take_while(|c| c.is_alphanumeric()).collect();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let first = word.chars().next()?.to_ascii_lowercase();
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(word.starts_with('8') || matches!(word.as_str(), "11" | "18"));
    }
    let acronym = letters > 1 && word.chars().all(|c| !c.is_lowercase());
    if acronym && matches!(first, 'f' | 'h' | 'l' | 'm' | 'n' | 'r' | 's' | 'x' | 'u') {
        return None;
    }
    let lower = word.to_lowercase();
    let starts = |list: &[&str]| list.iter().any(|start| lower.starts_with(start));
    // `unit` and `universal`, but `unidentified` and `unimportant`.
    let negated =
        lower.starts_with("unid") || lower.starts_with("unim") || lower.starts_with("unin");
    Some(match first {
        'a' | 'e' | 'i' | 'o' | 'u' => negated || !starts(CONSONANTS),
        'h' => starts(SILENT),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(before_text: &str, new: &str) -> Vec<String> {
        let follower = |text| Follower {
            text,
            gender: None,
            plural: false,
        };
        match before(before_text, follower("x"), follower(new)) {
            Some(joint) => {
                let kept = &before_text[..before_text.len() - joint.replaced];
                joint
                    .candidates
                    .iter()
                    .map(|word| format!("{kept}{word}{new}"))
                    .collect()
            }
            None => vec![format!("{before_text}{new}")],
        }
    }

    #[test]
    fn the_article_goes_by_the_sound() {
        assert_eq!(joined("This is an ", "launcher"), ["This is a launcher"]);
        assert_eq!(joined("A ", "orbiter"), ["An orbiter"]);
        assert_eq!(joined("a ", "unit"), ["a unit"]);
        assert_eq!(
            joined("a ", "unidentified object"),
            ["an unidentified object"]
        );
        assert_eq!(joined("a ", "hour"), ["an hour"]);
        assert_eq!(joined("an ", "European probe"), ["a European probe"]);
        assert_eq!(joined("a ", "ESA probe"), ["an ESA probe"]);
        assert_eq!(joined("a ", "MCC"), ["an MCC", "a MCC"]);
    }

    #[test]
    fn nothing_else_changes() {
        assert_eq!(joined("the ", "orbiter"), ["the orbiter"]);
        assert_eq!(joined("plan-a ", "orbiter"), ["plan-a orbiter"]);
        assert_eq!(joined("data ", "orbiter"), ["data orbiter"]);
        assert_eq!(joined("", "orbiter"), ["orbiter"]);
    }
}
