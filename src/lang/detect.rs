//! Which language a text is in; the only door to `whatlang`.
//!
//! Asks only which of the languages entente knows fits best, so that a short French text is never
//! taken for Catalan. Code and addresses in the text pull towards English; a whole article is long
//! enough that this does not matter.

use super::Language;
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
    let detector = Detector::with_allowlist(vec![Lang::Eng, Lang::Fra, Lang::Rus]);
    let found = detector.detect_lang(&text[..text.floor_char_boundary(ENOUGH)])?;
    Language::for_code(match found {
        Lang::Fra => "fr",
        Lang::Rus => "ru",
        _ => "en",
    })
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
    fn one_sentence_is_enough() {
        let code = |text| detect(text).map(|language| language.code);
        assert_eq!(code("The second stage failed at noon."), Some("en"));
        assert_eq!(code("Le deuxième étage a échoué à midi."), Some("fr"));
        assert_eq!(code("Вторая ступень отказала в полдень."), Some("ru"));
    }
}
