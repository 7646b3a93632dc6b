//! What two spellings of one word have in common: case, ё and е, œ and oe, stress marks.
//!
//! Forms and text are folded alike before they meet: «Полёт», «полет» and «полёт» are one key. How a
//! word must be written to be the term (`CNES`, not `cnes`) is asked afterwards, in `case`.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The combining stress mark of dictionaries (`за́мок`).
const ACUTE: char = '\u{301}';

/// `word` folded for look-up: NFC, lower case, ё as е, œ as oe, without Cyrillic stress marks.
///
/// Borrows where nothing changes; one pass.
pub(super) fn fold(word: &str) -> Cow<'_, str> {
    // Most words are of letters that stand for themselves in every respect.
    let plain = |c| matches!(c, 'a'..='z' | '0'..='9' | 'а'..='я' | 'à'..='å' | 'ç'..='ö');
    if word.chars().all(plain) {
        return Cow::Borrowed(word);
    }
    let composed: Cow<'_, str> = if is_nfc(word) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.nfc().collect())
    };
    if composed.chars().all(is_folded) {
        return composed;
    }
    let mut folded = String::with_capacity(composed.len());
    for c in composed.chars() {
        match c {
            ACUTE => {}
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'ё' | 'Ё' => folded.push('е'),
            _ if c.is_uppercase() => folded.extend(c.to_lowercase()),
            _ => folded.push(c),
        }
    }
    Cow::Owned(folded)
}

fn is_folded(c: char) -> bool {
    match c {
        'a'..='z' | '0'..='9' | 'а'..='я' => true,
        'ё' | 'œ' | 'æ' | ACUTE => false,
        _ => !c.is_uppercase(),
    }
}

/// The letter without its accent, for the first letters that French often writes bare as capitals.
pub(super) fn bare_initial(folded: &str) -> Option<String> {
    let mut letters = folded.chars();
    let bare = match letters.next()? {
        'à' | 'â' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' => 'o',
        'ù' | 'û' => 'u',
        'ç' => 'c',
        _ => return None,
    };
    Some(format!("{bare}{}", letters.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_fold_alike() {
        assert_eq!(fold("ПОЛЁТ"), "полет");
        assert_eq!(fold("за\u{301}мок"), "замок");
        assert_eq!(fold("и\u{306}од"), "йод");
        assert_eq!(fold("Cœur"), "coeur");
        assert_eq!(fold("e\u{301}toile"), "étoile");
        assert!(matches!(fold("орбита"), Cow::Borrowed(_)));
    }

    #[test]
    fn look_alike_letters_of_two_scripts_stay_apart() {
        assert_ne!(fold("Роскоcмос"), fold("Роскосмос"));
    }

    #[test]
    fn only_an_accent_is_taken_from_the_first_letter() {
        assert_eq!(bare_initial("état").as_deref(), Some("etat"));
        assert_eq!(bare_initial("étape").as_deref(), Some("etape"));
        assert_eq!(bare_initial("orbite"), None);
    }
}
