//! What each word of a Russian term does when the term inflects.
//!
//! Adjectives before the head agree with it; the head inflects; what follows stays as it is
//! (`дистанционное зондирование Земли`), unless it is a second head (`поиск и спасание`), an
//! adjective of its own (`ель обыкновенная`), a part of a name (`Юрий Гагарин`) or a name after its
//! generic word (`космодром Байконур`), which may go either way. Of words joined by a hyphen both
//! inflect (`ракета-носитель`), only the last (`пресс-релиз`) or only the first (`Бион-М`).

use super::{adjectives, ends_with_any, from_end, is_consonant, nouns, vowels};
use crate::lang::forms::{
    Apposition, Gender, Number, PartOfSpeech, PhraseWord, Role, Traits, WordKind,
};

/// First parts of compounds that never inflect.
const FIXED_PARTS: &[&str] = &[
    "альфа",
    "аудио",
    "бета",
    "бизнес",
    "блок",
    "веб",
    "вице",
    "гамма",
    "генерал",
    "дизель",
    "интернет",
    "камер",
    "капитан",
    "квази",
    "контр",
    "макро",
    "мега",
    "мини",
    "микро",
    "онлайн",
    "план",
    "поп",
    "премьер",
    "пресс",
    "рок",
    "санкт",
    "смарт",
    "спорт",
    "супер",
    "топ",
    "унтер",
    "фото",
    "шоу",
    "штаб",
    "экс",
    "экспресс",
    "эконом",
    "яхт",
    "арт",
    "демо",
    "дата",
    "нано",
    "рентген",
    "стоп",
    "старт",
    "тайм",
    "тест",
    "ультра",
    "лего",
    "кейс",
    "обер",
    "лейб",
];

const PREPOSITIONS: &[&str] = &[
    "без",
    "в",
    "во",
    "для",
    "до",
    "за",
    "из",
    "из-за",
    "к",
    "ко",
    "между",
    "на",
    "над",
    "о",
    "об",
    "обо",
    "от",
    "перед",
    "по",
    "под",
    "при",
    "про",
    "против",
    "с",
    "со",
    "у",
    "через",
    "де",
    "ла",
    "де",
    "ван",
    "фон",
    "да",
    "ле",
    "эль",
    "аль",
    "ди",
    "дель",
];

/// The role of each word.
pub(super) fn roles(words: &[PhraseWord<'_>], traits: &Traits) -> Vec<Role> {
    let lower: Vec<String> = words
        .iter()
        .map(|word| word.text.to_lowercase().replace('ё', "е"))
        .collect();
    let phrase = Phrase {
        words,
        lower: &lower,
        traits,
    };
    if matches!(
        traits.part_of_speech,
        Some(PartOfSpeech::Verb | PartOfSpeech::Other)
    ) {
        return vec![Role::FIXED; words.len()];
    }
    phrase.roles()
}

struct Phrase<'a> {
    words: &'a [PhraseWord<'a>],
    lower: &'a [String],
    traits: &'a Traits,
}

impl Phrase<'_> {
    fn roles(&self) -> Vec<Role> {
        let mut roles = vec![Role::FIXED; self.words.len()];
        let Some(head) = self.head() else {
            return self.only_adjectives(roles);
        };
        let head_traits = self.head_traits(head);
        for index in 0..head {
            if self.is_adjective(index) {
                roles[index] = self.agreeing(head, &head_traits);
            }
        }
        roles[head] = self.noun(head, &head_traits);
        let next = self.compound(head, &head_traits, &mut roles);
        self.after_head(head, next, &head_traits, &mut roles);
        roles
    }

    /// A term that is an adjective: every part that looks like one has all genders.
    fn only_adjectives(&self, mut roles: Vec<Role>) -> Vec<Role> {
        for (index, role) in roles.iter_mut().enumerate() {
            if adjectives::ending(&self.lower[index]).is_some() {
                *role = Role {
                    gender: None,
                    ..Role::of(WordKind::Adjective, self.traits)
                };
            }
        }
        roles
    }

    /// Index of the first word that is no adjective and not fixed; the last part of its compound
    /// decides nothing yet. `None` when the term is an adjective.
    fn head(&self) -> Option<usize> {
        if self.traits.part_of_speech == Some(PartOfSpeech::Adjective) {
            return None;
        }
        let last = self.words.len().checked_sub(1)?;
        for index in 0..=last {
            if index == last {
                return Some(index);
            }
            let joined = self.words[index + 1].hyphenated;
            let conjunction = matches!(self.lower[index].as_str(), "и" | "или");
            let adjective = self.is_adjective(index) && !self.substantive_head(index);
            let linking =
                joined && self.lower[index].ends_with('о') && self.is_adjective_after(index);
            let fixed_part = joined && FIXED_PARTS.contains(&self.lower[index].as_str());
            if conjunction || adjective || linking || fixed_part || self.is_symbol(index) {
                continue;
            }
            return Some(index);
        }
        None
    }

    /// `данные переписи`, `учёный совет`: an adjective form that is the head because what follows
    /// is no noun in the nominative that agrees with it.
    fn substantive_head(&self, index: usize) -> bool {
        let Some(shown) = adjectives::ending(&self.lower[index]) else {
            return false;
        };
        let rest = index + 1..self.words.len();
        let next = rest
            .clone()
            .find(|&at| !self.is_adjective(at) && !self.is_symbol(at));
        let Some(next) = next else {
            return false;
        };
        if rest.start != next && self.words[next].hyphenated {
            return false;
        }
        let word = &self.lower[next];
        if PREPOSITIONS.contains(&word.as_str()) {
            return true;
        }
        let last = from_end(word, 0);
        match shown {
            // Plural nominative: nouns in -ы -и -а -я; a genitive singular in -и looks alike.
            None => match word.as_str() {
                _ if self.lower[index].ends_with("ные")
                    && self.lower[index].starts_with("данные") =>
                {
                    true
                }
                _ => !matches!(last, 'ы' | 'и' | 'а' | 'я' | 'е'),
            },
            Some(Gender::Masculine) => {
                ends_with_any(word, &["ий", "ов", "ев", "ы", "ии", "ости"])
                    && self.words.len() == index + 2
                    && ends_with_any(&self.lower[index], &["щий", "емый"])
            }
            Some(Gender::Feminine) => false,
            Some(Gender::Neuter) => false,
        }
    }

    fn is_adjective(&self, index: usize) -> bool {
        let word = &self.lower[index];
        if adjectives::ending(word).is_none() {
            return false;
        }
        if word.ends_with("ие") || word.ends_with("ье") {
            // «космические аппараты», «внешние связи» – not «зондирование Земли».
            let before = from_end(super::cut(word, 2), 0);
            let plural_noun_follows = self
                .lower
                .get(index + 1)
                .is_some_and(|next| matches!(from_end(next, 0), 'ы' | 'и' | 'а' | 'я' | 'е'));
            return super::is_velar(before)
                || super::is_hush(before)
                || (before == 'н' && plural_noun_follows && !noun_in_nie(word));
        }
        if word.ends_with("ий") {
            let before = from_end(super::cut(word, 2), 0);
            return super::is_velar(before) && !ends_with_any(word, &["гий"])
                || super::is_hush(before)
                || (before == 'н' && self.adjective_in_niy(index))
                || matches!(
                    word.as_str(),
                    "строгий" | "другой" | "долгий" | "третий" | "пологий" | "многий"
                );
        }
        if word.ends_with("ой") {
            return index + 1 < self.words.len()
                && vowels(word) > 1
                && !nouns::is_plain_in_oy(word);
        }
        true
    }

    /// `нижний`, `внешний` before a noun; `гений`, `Евгений` are nouns.
    fn adjective_in_niy(&self, index: usize) -> bool {
        index + 1 < self.words.len() && !self.starts_capital(index)
            || matches!(
                self.lower[index].as_str(),
                "нижний"
                    | "верхний"
                    | "средний"
                    | "дальний"
                    | "ближний"
                    | "крайний"
                    | "внешний"
            )
    }

    fn is_adjective_after(&self, index: usize) -> bool {
        (index + 1..self.words.len())
            .take_while(|&at| self.words[at].hyphenated)
            .last()
            .is_some_and(|at| self.is_adjective(at))
    }

    fn starts_capital(&self, index: usize) -> bool {
        self.words[index]
            .text
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
    }

    /// Numbers, Latin words and single letters before the head (`XIX век`, `GPS приёмник`).
    fn is_symbol(&self, index: usize) -> bool {
        !self.lower[index]
            .chars()
            .all(|letter| matches!(letter, 'а'..='я'))
    }

    fn is_name(&self, index: usize) -> bool {
        self.starts_capital(index)
            && (self.traits.part_of_speech == Some(PartOfSpeech::ProperNoun)
                || self.words.len() == 1
                || index > 0)
    }

    fn head_traits(&self, head: usize) -> Traits {
        let mut traits = *self.traits;
        let shown: Vec<Option<Gender>> = (0..head)
            .filter(|&index| self.is_adjective(index))
            .filter_map(|index| adjectives::ending(&self.lower[index]))
            .collect();
        if shown.first() == Some(&None) {
            traits.number = Some(Number::Plural);
        }
        if traits.gender.is_none() {
            traits.gender = shown.into_iter().flatten().next();
        }
        traits
    }

    fn agreeing(&self, head: usize, traits: &Traits) -> Role {
        let gender = traits.gender.or_else(|| gender_of(&self.lower[head]));
        let plural = traits.number == Some(Number::Plural);
        Role {
            kind: WordKind::Adjective,
            gender: if plural {
                None
            } else {
                Some(gender.unwrap_or(Gender::Masculine))
            },
            ..Role::of(WordKind::Adjective, traits)
        }
    }

    fn noun(&self, index: usize, traits: &Traits) -> Role {
        let text = self.words[index].text;
        let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
        let all_capitals = letters > 1 && !text.chars().any(char::is_lowercase);
        if self.is_symbol(index) || letters < 2 {
            Role::FIXED
        } else if all_capitals {
            Role::of(WordKind::Acronym, &Traits::NONE)
        } else if self.is_name(index) {
            Role::of(WordKind::Name, traits)
        } else {
            Role::of(WordKind::Noun, traits)
        }
    }

    /// Gives the words joined to the head by hyphens their roles; the index after them.
    fn compound(&self, head: usize, traits: &Traits, roles: &mut [Role]) -> usize {
        let end = (head + 1..self.words.len())
            .find(|&at| !self.words[at].hyphenated)
            .unwrap_or(self.words.len());
        if end == head + 1 {
            return end;
        }
        let parts = head + 1..end;
        if parts
            .clone()
            .any(|at| PREPOSITIONS.contains(&self.lower[at].as_str()))
        {
            return end; // «Ростов-на-Дону»
        }
        let mut second_inflects = false;
        for at in parts {
            let role = self.noun(
                at,
                &Traits {
                    gender: None,
                    number: traits.number,
                    ..*traits
                },
            );
            second_inflects |= role.kind != WordKind::Fixed && role.kind != WordKind::Acronym;
            roles[at] = role;
        }
        if second_inflects && roles[head].kind != WordKind::Fixed {
            let named = roles[head].kind == WordKind::Name;
            let person = traits.animate == Some(true);
            roles[head].gender = gender_of(&self.lower[head]).or(roles[head].gender);
            roles[head].apposition = if named && !person {
                Apposition::Usually
            } else {
                Apposition::Rarely
            };
        }
        end
    }

    fn after_head(&self, head: usize, next: usize, traits: &Traits, roles: &mut [Role]) {
        let len = self.words.len();
        if next >= len {
            return;
        }
        if matches!(self.lower[next].as_str(), "и" | "или") && next + 1 < len {
            return self.second_head(next + 1, traits, roles);
        }
        if self.words[head].quoted != self.words[next].quoted {
            return; // «центр «Прогресс»»: the quoted name stays
        }
        let whole_is_name = (0..len).all(|at| self.starts_capital(at) || self.is_symbol(at));
        let mut complement = false;
        for at in next..len {
            let word = &self.lower[at];
            complement |= PREPOSITIONS.contains(&word.as_str());
            if complement || self.is_symbol(at) || self.words[at].quoted != self.words[head].quoted
            {
                break;
            }
            if at + 1 == len && is_postposed(word, self.starts_capital(at)) {
                roles[at] = self.agreeing(head, traits);
            } else if self.starts_capital(at) && from_end(word, 0) != 'х' {
                let person = whole_is_name
                    && len <= 3
                    && !self.words[at].hyphenated
                    && traits.part_of_speech == Some(PartOfSpeech::ProperNoun);
                let own = Traits {
                    gender: if person { traits.gender } else { None },
                    ..*traits
                };
                roles[at] = Role {
                    apposition: if person {
                        Apposition::Rarely
                    } else {
                        Apposition::Usually
                    },
                    ..self.noun(at, &own)
                };
            } else {
                break;
            }
        }
    }

    /// `поиск и спасание`: the second head has its own gender.
    fn second_head(&self, from: usize, traits: &Traits, roles: &mut [Role]) {
        let rest = Phrase {
            words: &self.words[from..],
            lower: &self.lower[from..],
            traits: &Traits {
                gender: None,
                ..*traits
            },
        };
        if PREPOSITIONS.contains(&self.lower[from].as_str()) {
            return;
        }
        roles[from..].copy_from_slice(&rest.roles());
    }
}

/// Nouns in -ние whose letters before look like those of a plural adjective do not exist: an
/// adjective in -ний has a consonant or a vowel other than а е before (`внешние`, `верхние`).
fn noun_in_nie(word: &str) -> bool {
    ends_with_any(word, &["ание", "ение", "яние", "ояние", "инение"])
        && !ends_with_any(
            word,
            &["дальние", "древние", "ранние", "осенние", "крайние"],
        )
}

/// An adjective after its noun, the last word of the term (`Вселенная видимая`).
fn is_postposed(word: &str, capital: bool) -> bool {
    let _ = capital;
    adjectives::ending(word).is_some()
        && (ends_with_any(word, &["ый", "ая", "яя", "ое", "ые"])
            || ends_with_any(word, &["ский", "цкий", "щий"]))
        && is_consonant(from_end(super::cut(word, 2), 0))
}

/// The gender a noun's ending shows; of -ь the likelier one.
fn gender_of(word: &str) -> Option<Gender> {
    match from_end(word, 0) {
        'а' | 'я' => Some(Gender::Feminine),
        'о' | 'е' => Some(Gender::Neuter),
        'ь' if nouns::is_feminine(word) => Some(Gender::Feminine),
        'ь' | 'й' => Some(Gender::Masculine),
        last if is_consonant(last) => Some(Gender::Masculine),
        _ => None,
    }
}
