//! Russian: `о` and `об`, `с` and `со`, `в` and `во` before what follows; the gender of a noun.

use crate::lang::forms::{Gender, PhraseWord, Traits, WordKind};
use crate::lang::joints::{Follower, Joint, JointRules, capital_as, last_word};

pub(super) static JOINTS: JointRules = JointRules {
    before,
    gender,
    agrees: true,
};

fn before(text: &str, old: Follower<'_>, new: Follower<'_>) -> Option<Joint> {
    let (word, space) = last_word(text)?;
    let lower = word.to_lowercase();
    let right = |follower: Follower<'_>| preposition(&lower, follower.text);
    let wanted = right(new)?;
    // An author who writes `с спутником` goes on as she does.
    if right(old)? != lower || wanted == lower {
        return None;
    }
    Some(Joint {
        replaced: word.len() + space.len(),
        candidates: vec![format!("{}{space}", capital_as(word, wanted))],
    })
}

/// The shape of the preposition `word` before `next`; `None` when it is no such word.
fn preposition(word: &str, next: &str) -> Option<&'static str> {
    let mut letters = next
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphabetic());
    let (first, second) = (letters.next()?, letters.next());
    let cluster = second.is_some_and(|c| !is_vowel(c) && c != 'ь' && c != 'ъ');
    Some(match word {
        "о" | "об" if matches!(first, 'а' | 'и' | 'о' | 'у' | 'э') => "об",
        "о" | "об" => "о",
        "с" | "со" if matches!(first, 'с' | 'з' | 'ш' | 'ж' | 'щ') && (cluster || first == 'щ') => {
            "со"
        }
        "с" | "со" => "с",
        "в" | "во" if matches!(first, 'в' | 'ф') && cluster => "во",
        "в" | "во" => "в",
        _ => return None,
    })
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я')
}

/// The gender of the head of a term in its citation form, by its ending.
fn gender(term: &str) -> Option<Gender> {
    let texts: Vec<&str> = term
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    let words: Vec<PhraseWord<'_>> = texts
        .iter()
        .map(|&text| PhraseWord {
            text,
            hyphenated: false,
            quoted: false,
        })
        .collect();
    let roles = (super::RUSSIAN.forms.roles)(&words, &Traits::NONE);
    let heads = roles.iter().zip(&texts);
    let mut heads = heads.filter(|(role, _)| matches!(role.kind, WordKind::Noun | WordKind::Name));
    let (role, head) = heads.next()?;
    role.gender.or_else(|| of_ending(head))
}

/// What the ending of a noun says; nothing of one in -ь, which may be of two genders.
fn of_ending(noun: &str) -> Option<Gender> {
    let last = noun.to_lowercase().chars().next_back()?;
    Some(match last {
        'а' | 'я' => Gender::Feminine,
        'о' | 'е' | 'ё' => Gender::Neuter,
        'ь' => return None,
        c if c.is_alphabetic() && !is_vowel(c) => Gender::Masculine,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(before_text: &str, old: &str, new: &str) -> String {
        let follower = |text| Follower {
            text,
            gender: None,
            plural: false,
        };
        match before(before_text, follower(old), follower(new)) {
            Some(joint) => {
                let kept = &before_text[..before_text.len() - joint.replaced];
                format!("{kept}{}{new}", joint.candidates[0])
            }
            None => format!("{before_text}{new}"),
        }
    }

    #[test]
    fn a_preposition_takes_the_shape_that_the_sound_asks_for() {
        assert_eq!(
            joined("Речь об ", "аппарате", "спутнике"),
            "Речь о спутнике"
        );
        assert_eq!(joined("О ", "ракете", "изделии"), "Об изделии");
        assert_eq!(
            joined("вместе с ", "аппаратом", "спутником"),
            "вместе со спутником"
        );
        assert_eq!(joined("во ", "Франции", "Гвиане"), "в Гвиане");
        assert_eq!(joined("о ", "ракете", "ёмкости"), "о ёмкости");
        // Written against the rule before: left as it is.
        assert_eq!(joined("с ", "спутником", "станцией"), "с станцией");
        assert_eq!(joined("для ", "спутника", "станции"), "для станции");
    }

    #[test]
    fn the_ending_shows_the_gender() {
        for (term, expected) in [
            ("ракета-носитель", Some(Gender::Feminine)),
            ("искусственный спутник Земли", Some(Gender::Masculine)),
            ("дистанционное зондирование Земли", Some(Gender::Neuter)),
            ("орбитальная станция", Some(Gender::Feminine)),
        ] {
            assert_eq!(gender(term), expected, "{term}");
        }
    }
}
