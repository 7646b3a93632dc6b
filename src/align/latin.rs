//! Words of the same root, made equal across scripts and spellings.
//!
//! A technical or news article shares many roots between its languages: `processor`, `processeur`,
//! «процессор» are one word in three dresses. Here a word becomes *bare Latin*: Cyrillic is
//! transliterated, accents and `h` go, letters that the languages spell differently fall together
//! (`ph` = `f`, `w` = `v`, `c` and `q` = `k`, `z` and the hushes = `s`, `y` = `i`), doubles are
//! single. All three begin with `proses`.
//!
//! The result is for comparing beginnings only: it is no transliteration that anyone should read.
//! Finer rules were tried (`ch` = `k`, `au` = `av`, silent `j`) and changed nothing on the bench.

use unicode_normalization::UnicodeNormalization;

/// `word` in bare Latin: only the letters `a`–`z` without `c h j q w x y z`, nothing doubled.
///
/// Letters of other scripts are kept as they are, so equal words stay equal.
pub(super) fn bare(word: &str) -> String {
    let letters: Vec<char> = word
        .nfd()
        .filter(|&c| !unicode_normalization::char::is_combining_mark(c))
        .flat_map(char::to_lowercase)
        .collect();
    let mut out = String::with_capacity(letters.len());
    let mut at = 0;
    while at < letters.len() {
        let (used, sound) = sound(&letters[at..]);
        match sound {
            Some(sound) => sound.chars().for_each(|c| push_single(&mut out, c)),
            None => push_single(&mut out, letters[at]),
        }
        at += used;
    }
    out
}

/// The consonants of bare Latin text: names keep these when their vowels are transcribed anew.
pub(super) fn skeleton(bare: &str) -> String {
    bare.chars().filter(|c| !"aeiou".contains(*c)).collect()
}

fn push_single(out: &mut String, c: char) {
    if !out.ends_with(c) {
        out.push(c);
    }
}

/// How many of `letters` are read as one sound, and how it is written; `None` keeps the letter.
fn sound(letters: &[char]) -> (usize, Option<&'static str>) {
    let next = |by: usize| letters.get(by).copied().unwrap_or(' ');
    let front = |c: char| matches!(c, 'e' | 'i' | 'y');
    let (used, sound) = match (letters[0], next(1)) {
        ('p', 'h') => (2, "f"),
        ('t', 'c') if next(2) == 'h' => (3, "s"),
        ('s' | 'c', 'h') => (2, "s"),
        ('c', 'k') | ('q', 'u') => (2, "k"),
        ('c', c) if front(c) => (1, "s"),
        ('c' | 'q', _) => (1, "k"),
        ('x', _) => (1, "ks"),
        ('w', _) => (1, "v"),
        ('e', 'e') => (2, "i"),
        ('o', 'o' | 'u') => (2, "u"),
        ('e', 'a') if next(2) == 'u' => (3, "o"),
        ('a', 'u') => (2, "o"),
        ('j' | 'y', _) => (1, "i"),
        ('z', _) => (1, "s"),
        ('œ' | 'æ', _) => (1, "e"),
        ('h', _) => (1, ""),
        (c, _) => return (1, cyrillic(c)),
    };
    (used, Some(sound))
}

/// The sound of a Cyrillic letter, empty for the two signs; `None` for any other letter.
fn cyrillic(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'э' | 'є' => "e",
        'ж' | 'и' | 'ы' | 'і' => "i",
        'з' | 'с' | 'ц' | 'ч' | 'ш' | 'щ' => "s",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'ю' => "iu",
        'я' => "ia",
        'х' | 'ъ' | 'ь' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_only_look_alike_stay_apart() {
        assert_ne!(bare("chat"), bare("кот"));
        assert_eq!(bare("月"), "月");
        assert_eq!(bare(""), "");
    }

    #[test]
    fn one_root_in_three_languages_begins_alike() {
        let same = [
            ("processor", "processeur", "процессор", "proses"),
            ("photography", "photographie", "фотография", "fotogr"),
            ("Pollux", "Pollux", "Поллукс", "poluks"),
            ("quality", "qualité", "квалитет", "k"),
        ];
        for (english, french, russian, begins) in same {
            for word in [english, french, russian] {
                assert!(bare(word).starts_with(begins), "{word}: {}", bare(word));
            }
        }
    }

    #[test]
    fn accents_signs_and_doubles_go() {
        assert_eq!(bare("Élève"), "eleve");
        assert_eq!(bare("E\u{301}le\u{300}ve"), "eleve");
        assert_eq!(bare("объект"), "obekt");
        assert_eq!(bare("ёлка"), bare("елка"));
        assert_eq!(bare("cœur"), "keur");
    }

    #[test]
    fn a_skeleton_has_no_vowels() {
        assert_eq!(skeleton(&bare("Roscosmos")), skeleton(&bare("Роскосмос")));
        assert_eq!(skeleton("aeiou"), "");
    }
}
