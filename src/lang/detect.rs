//! Which language a text is in; the only door to `whatlang`.
//!
//! Asks only which of the languages entente knows fits best, so that a short French text is never
//! taken for Catalan. Code and addresses in the text pull towards English; a whole article is long
//! enough that this does not matter.

use super::Language;
use crate::text::chars::{is_cyrillic, is_latin};
use whatlang::{Detector, Lang};

/// Bytes of text that are looked at: more does not change the answer.
const ENOUGH: usize = 20_000;

/// The language of `text` among those entente knows; `None` when it has no letters of their
/// scripts.
///
/// ```
/// use entente::lang::detect::detect;
///
/// assert_eq!(detect("La sonde est partie hier de Kourou.").unwrap().code, "fr");
/// assert_eq!(detect("Зонд стартовал вчера с Байконура.").unwrap().code, "ru");
/// assert!(detect("1969").is_none());
/// ```
pub fn detect(text: &str) -> Option<&'static Language> {
    let text = &text[..text.floor_char_boundary(ENOUGH)];
    if !is_mostly_known(text) {
        return None;
    }
    let detector = Detector::with_allowlist(vec![Lang::Eng, Lang::Fra, Lang::Rus]);
    let found = detector.detect_lang(text)?;
    Language::for_code(match found {
        Lang::Fra => "fr",
        Lang::Rus => "ru",
        _ => "en",
    })
}

/// Whether most letters of `text` are Latin or Cyrillic: the detector answers the likeliest of its
/// languages even for Greek.
fn is_mostly_known(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (mut all, mut known) = (0_usize, 0_usize);
    for c in letters {
        all += 1;
        known += usize::from(is_latin(c) || is_cyrillic(c));
    }
    known * 2 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_without_letters_has_no_language() {
        assert!(detect("").is_none());
        assert!(detect("12 × 3 = 36").is_none());
    }

    #[test]
    fn a_script_of_no_known_language_has_none() {
        assert!(detect("Η ιπτάμενη συσκευή προσγειώθηκε.").is_none());
        assert!(detect("探査機は着陸した。").is_none());
    }

    #[test]
    fn one_sentence_is_enough() {
        let code = |text| detect(text).map(|language| language.code);
        assert_eq!(code("The second stage failed at noon."), Some("en"));
        assert_eq!(code("Le deuxième étage a échoué à midi."), Some("fr"));
        assert_eq!(code("Вторая ступень отказала в полдень."), Some("ru"));
    }
}
