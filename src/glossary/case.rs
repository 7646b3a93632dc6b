//! Case discipline: an acronym only as acronym, a capitalised name only capitalised.
//!
//! `CNES` is not `cnes`, `Союз` is not `союз`; `lanceur` is also `Lanceur` at the start of a
//! sentence and `LANCEUR` in a headline, and so is `Роскосмос` `РОСКОСМОС`.

/// What the letters of a text's word must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    /// Anything.
    Any,
    /// The first letter is a capital.
    Capital,
    /// The first letters, as many as these, are capitals; an ending after them may be small
    /// (`ЦУПа`).
    Upper(u8),
    /// Letter by letter.
    Exact,
}

impl Shape {
    /// The shape that a word of a citation form asks for.
    pub(super) fn of(word: &str, sensitive: Option<bool>) -> Shape {
        match sensitive {
            Some(true) => return Shape::Exact,
            Some(false) => return Shape::Any,
            None => {}
        }
        if word.chars().all(|c| matches!(c, 'a'..='z' | 'а'..='я')) {
            return Shape::Any;
        }
        let letters = || word.chars().filter(|c| c.is_alphabetic());
        let upper = letters().filter(|c| c.is_uppercase()).count();
        let all = letters().count();
        match letters().next() {
            Some(first) if first.is_uppercase() => match u8::try_from(all) {
                Ok(count) if count > 1 && upper == all => Shape::Upper(count),
                _ => Shape::Capital,
            },
            Some(_) if upper > 0 => Shape::Exact,
            _ => Shape::Any,
        }
    }

    /// Whether the word `text` of a text has this shape; [`Shape::Exact`] is compared elsewhere.
    pub(super) fn fits(self, text: &str) -> bool {
        let mut letters = text.chars().filter(|c| c.is_alphabetic());
        match self {
            Shape::Any | Shape::Exact => true,
            Shape::Capital => letters.next().is_some_and(char::is_uppercase),
            Shape::Upper(count) => {
                let count = usize::from(count);
                letters
                    .by_ref()
                    .take(count)
                    .filter(|c| c.is_uppercase())
                    .count()
                    == count
            }
        }
    }
}

/// `form`, in lower case, with the capitals of `citation`: `роскосмосом` as `Роскосмосом`.
///
/// Letters that agree from the start take the citation's case; from the first that differs on the
/// form is left as it is, so an ending after an acronym is small.
pub(super) fn recase(citation: &str, form: &str) -> String {
    let mut same = true;
    let mut own = citation.chars();
    let cased = form.chars().map(|letter| {
        let cited = own.next().filter(|_| same);
        same = cited.is_some_and(|cited| cited.to_lowercase().eq(letter.to_lowercase()));
        if same {
            cited.unwrap_or(letter)
        } else {
            letter
        }
    });
    cased.collect()
}

/// `form` in the case in which a text wrote `written` for the citation form `cited`.
///
/// A small word that the text begins with a capital stands at the start of a sentence, one in
/// capitals in a headline; what takes its place is written so too.
pub(super) fn in_case_of(cited: &str, written: &str, form: String) -> String {
    let letter = |text: &str| text.chars().find(|c| c.is_alphabetic());
    let small = |text: &str| letter(text).is_some_and(char::is_lowercase);
    let letters = written.chars().filter(|c| c.is_alphabetic()).count();
    if !small(cited) || small(written) {
        return form;
    }
    if letters > 1 && !written.chars().any(char::is_lowercase) {
        return form.to_uppercase();
    }
    let mut raised = false;
    form.chars()
        .flat_map(|c| {
            let first = !raised && c.is_alphabetic();
            raised |= first;
            let upper = c.to_uppercase().filter(move |_| first);
            upper.chain(Some(c).filter(move |_| !first))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acronym_is_only_an_acronym() {
        let shape = Shape::of("ЦУП", None);
        assert!(shape.fits("ЦУПа") && shape.fits("ЦУПА"));
        assert!(!shape.fits("Цупа") && !shape.fits("цуп"));
    }

    #[test]
    fn a_name_keeps_its_capital() {
        let shape = Shape::of("БепиКоломбо", None);
        assert!(shape.fits("Бепиколомбо") && shape.fits("БЕПИКОЛОМБО"));
        assert!(!shape.fits("бепиКоломбо"));
        assert!(Shape::of("lanceur", None).fits("LANCEUR"));
        assert_eq!(Shape::of("eSIM", None), Shape::Exact);
    }

    #[test]
    fn what_takes_a_place_takes_its_capitals() {
        let put = |cited, written, form: &str| in_case_of(cited, written, form.to_owned());
        assert_eq!(put("запуск", "Запуска", "пуска"), "Пуска");
        assert_eq!(put("запуск", "ЗАПУСКА", "пуска"), "ПУСКА");
        assert_eq!(put("запуск", "запуска", "пуска"), "пуска");
        assert_eq!(put("Союз", "Союза", "ракеты"), "ракеты");
        assert_eq!(put("запуск", "Запуска", "«пуска»"), "«Пуска»");
    }

    #[test]
    fn a_form_takes_the_capitals_of_its_citation() {
        assert_eq!(recase("Роскосмос", "роскосмосом"), "Роскосмосом");
        assert_eq!(recase("ЦУП", "цупа"), "ЦУПа");
        assert_eq!(recase("Орёл", "орла"), "Орла");
    }
}
