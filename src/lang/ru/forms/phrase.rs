//! What each word of a Russian term does when the term inflects.
//!
//! Adjectives before the head agree with it; the head inflects; what follows stays as it is
//! (`дистанционное зондирование Земли`), unless it is a second head (`поиск и спасание`), an
//! adjective of its own (`ель обыкновенная`), a part of a name (`Юрий Гагарин`) or a name after its
//! generic word (`космодром Байконур`), which may go either way. Of words joined by a hyphen both
//! inflect (`ракета-носитель`), only the last (`пресс-релиз`) or only the first (`Бион-М`).

use super::{
    adjectives, cut, ends_with_any, from_end, is_consonant, is_hush, is_velar, names, nouns,
    possessives, vowels,
};
use crate::lang::forms::{
    Apposition, Gender, Number, PartOfSpeech, PhraseWord, Role, Traits, WordKind,
};

/// First parts of compounds that never inflect.
#[rustfmt::skip] // a list to read
const FIXED_PARTS: &[&str] = &[
    "альфа", "арт", "аудио", "бета", "бизнес", "блок", "веб", "вице", "гамма", "генерал", "демо",
    "дизель", "интернет", "камер", "капитан", "квази", "контр", "макро", "мега", "микро", "мини",
    "нано", "обер", "онлайн", "план", "поп", "премьер", "пресс", "рентген", "рок", "санкт", "смарт",
    "спорт", "старт", "стоп", "супер", "тест", "топ", "ультра", "унтер", "фото", "шоу", "штаб",
    "экс", "эконом", "экспресс", "яхт",
];

/// Words after which nothing of a term changes.
#[rustfmt::skip] // a list to read
pub(in crate::lang::ru) const PREPOSITIONS: &[&str] = &[
    "без", "в", "во", "для", "до", "за", "из", "к", "ко", "между", "на", "над", "о", "об", "обо",
    "от", "перед", "по", "под", "при", "про", "против", "с", "со", "у", "через",
];

/// Particles of foreign names: `Рио-де-Жанейро`.
#[rustfmt::skip] // a list to read
const PARTICLES: &[&str] = &[
    "аль", "ван", "де", "дель", "ди", "ла", "ле", "фон", "эль",
];

/// Most words of a person's name: first name, patronymic, surname.
const MOST_NAMES: usize = 3;

/// The role of each word.
pub(super) fn roles(words: &[PhraseWord<'_>], traits: &Traits) -> Vec<Role> {
    let part_of_speech = traits.part_of_speech;
    if matches!(
        part_of_speech,
        Some(PartOfSpeech::Verb | PartOfSpeech::Other)
    ) {
        return vec![Role::FIXED; words.len()];
    }
    let fold = |word: &PhraseWord<'_>| word.text.to_lowercase().replace('ё', "е");
    let lower: Vec<String> = words.iter().map(fold).collect();
    let phrase = Phrase {
        words,
        lower: &lower,
        traits,
    };
    phrase.roles()
}

struct Phrase<'a> {
    words: &'a [PhraseWord<'a>],
    /// The words folded.
    lower: &'a [String],
    traits: &'a Traits,
}

impl Phrase<'_> {
    fn roles(&self) -> Vec<Role> {
        let mut roles = vec![Role::FIXED; self.words.len()];
        let Some(head) = self.head() else {
            return self.adjectives_only(roles);
        };
        let traits = self.head_traits(head);
        for index in 0..head {
            if self.is_adjective(index) {
                roles[index] = self.agreeing(head, &traits);
            }
        }
        roles[head] = self.noun(head, &traits);
        let next = self.compound(head, &traits, &mut roles);
        self.after_head(head, next, &traits, &mut roles);
        roles
    }

    /// A term that is an adjective: each of its words that looks like one has all genders.
    fn adjectives_only(&self, mut roles: Vec<Role>) -> Vec<Role> {
        for (role, word) in roles.iter_mut().zip(self.lower) {
            if adjectives::ending(word).is_some() {
                *role = Role {
                    gender: None,
                    ..Role::of(WordKind::Adjective, self.traits)
                };
            }
        }
        roles
    }

    /// Index of the head: the first word that is neither an adjective nor fixed, else the last.
    /// `None` when the term is an adjective.
    fn head(&self) -> Option<usize> {
        if self.traits.part_of_speech == Some(PartOfSpeech::Adjective) {
            return None;
        }
        let last = self.words.len().checked_sub(1)?;
        (0..last)
            .find(|&index| !self.stands_before_head(index))
            .or(Some(last))
    }

    /// Whether the word, which is not the last, leads to a head after it.
    fn stands_before_head(&self, index: usize) -> bool {
        let word = self.lower[index].as_str();
        let joined = self.words[index + 1].hyphenated;
        let adjective = self.is_adjective(index) && !self.is_substantive(index);
        let first_part = joined
            && (FIXED_PARTS.contains(&word)
                || (word.ends_with('о') && self.compound_is_adjective(index)));
        adjective || first_part || matches!(word, "и" | "или") || self.is_symbol(index)
    }

    /// `командующий флотом`, `данные переписи`: what looks like an adjective is the head itself,
    /// because no noun follows that it could agree with.
    fn is_substantive(&self, index: usize) -> bool {
        let Some(shown) = adjectives::ending(&self.lower[index]) else {
            return false;
        };
        let mut rest = index + 1..self.words.len();
        let Some(next) = rest.find(|&at| !self.is_adjective(at) && !self.is_symbol(at)) else {
            return false;
        };
        let word = self.lower[next].as_str();
        if PREPOSITIONS.contains(&word) || self.lower[index] == "данные" {
            return true;
        }
        if self.traits.gender.is_some() && shown.is_some() && self.traits.gender != shown {
            return false; // cited in another gender than the head's
        }
        let last = from_end(word, 0);
        !match shown {
            None => matches!(last, 'ы' | 'и' | 'а' | 'я' | 'е'),
            Some(Gender::Masculine) => {
                is_consonant(last)
                    || matches!(last, 'ь' | 'й')
                    // «бывший глава», but «управляющий банка»
                    || !ends_with_any(&self.lower[index], &["щий", "щийся"])
            }
            Some(Gender::Feminine) => matches!(last, 'а' | 'я' | 'ь') || is_consonant(last),
            Some(Gender::Neuter) => matches!(last, 'о' | 'е' | 'я') || self.words[next].hyphenated,
        }
    }

    /// Whether the word looks like an adjective in its citation form, taking into account that
    /// many nouns end alike.
    fn is_adjective(&self, index: usize) -> bool {
        let word = self.lower[index].as_str();
        if self.possessive(index).is_some() {
            return true;
        }
        if adjectives::ending(word).is_none() {
            return false;
        }
        let before = from_end(cut(word, 2), 0);
        let before_that = from_end(cut(word, 3), 0);
        let followed = index + 1 < self.words.len();
        match word.chars().last() {
            // «внешние связи», «рабочие группы», not «зондирование Земли», «отличие».
            Some('е') if word.ends_with("ие") => {
                let soft = before == 'н'
                    && (is_consonant(before_that) || matches!(before_that, 'ь' | 'й'));
                (is_velar(before) || is_hush(before) || soft) && !nouns::is_neuter_in_hush(word)
            }
            // «нижний», «лисий», «строгий» before a noun; not «гений», «Георгий».
            Some('й') if word.ends_with("ий") => {
                let capital = self.starts_capital(index);
                is_hush(before)
                    || adjectives::is_possessive(word)
                    || (is_velar(before) && !(before == 'г' && capital))
                    || (before == 'н' && followed && (!capital || is_consonant(before_that)))
            }
            // «основной» before a noun; not «строй», «простой оборудования».
            Some('й') if word.ends_with("ой") => {
                followed && (!nouns::is_plain_in_oy(word) || word == "простой")
            }
            _ => true,
        }
    }

    /// The gender shown by a possessive of a name (`Берингов пролив`) before a small noun.
    fn possessive(&self, index: usize) -> Option<Gender> {
        let next = self.words.get(index + 1)?;
        let apart = next.hyphenated || next.quoted != self.words[index].quoted;
        let small = next.text.starts_with(char::is_lowercase);
        if apart || !small || !self.starts_capital(index) {
            return None;
        }
        possessives::shown(&self.lower[index], &self.lower[index + 1])
    }

    fn compound_is_adjective(&self, index: usize) -> bool {
        let joined = (index + 1..self.words.len()).take_while(|&at| self.words[at].hyphenated);
        joined.last().is_some_and(|at| self.is_adjective(at))
    }

    fn starts_capital(&self, index: usize) -> bool {
        self.words[index].text.starts_with(char::is_uppercase)
    }

    /// Numbers, Latin words and the like (`XIX век`, `GPS-приёмник`).
    fn is_symbol(&self, index: usize) -> bool {
        let mut letters = self.lower[index].chars();
        !letters.all(|letter| matches!(letter, 'а'..='я'))
    }

    /// What is known of the head, with what the adjectives before it show.
    fn head_traits(&self, head: usize) -> Traits {
        let shown: Vec<Option<Gender>> = (0..head)
            .filter(|&index| self.is_adjective(index))
            .filter_map(|index| {
                let possessive = self.possessive(index).map(Some);
                possessive.or_else(|| adjectives::ending(&self.lower[index]))
            })
            .collect();
        let plural = shown.first() == Some(&None);
        // The words of a phrase must agree in the accusative too («разгонный блок», never
        // «разгонный блока»), so what the glossary leaves open is guessed once for all of them.
        let guess = || {
            let being = || self.is_person() || nouns::looks_animate(&self.lower[head]);
            (self.words.len() > 1).then(being)
        };
        Traits {
            animate: self.traits.animate.or_else(guess),
            number: if plural {
                Some(Number::Plural)
            } else {
                self.traits.number
            },
            gender: self
                .traits
                .gender
                .or_else(|| shown.into_iter().flatten().next())
                .or_else(|| {
                    let woman = || names::is_womans(&self.lower[head]);
                    (self.words.len() > 1 && self.is_person() && woman())
                        .then_some(Gender::Feminine)
                }),
            ..*self.traits
        }
    }

    /// An adjective that agrees with the head.
    fn agreeing(&self, head: usize, traits: &Traits) -> Role {
        let gender = traits.gender.or_else(|| gender_of(&self.lower[head]));
        let plural = traits.number == Some(Number::Plural);
        Role {
            gender: (!plural).then(|| gender.unwrap_or(Gender::Masculine)),
            ..Role::of(WordKind::Adjective, traits)
        }
    }

    /// A word that inflects as a noun, a name or an abbreviation.
    fn noun(&self, index: usize, traits: &Traits) -> Role {
        let text = self.words[index].text;
        let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
        if self.is_symbol(index) || letters < 2 {
            Role::FIXED
        } else if !text.contains(char::is_lowercase) {
            Role::of(WordKind::Acronym, &Traits::NONE)
        } else if self.is_name(index) {
            Role::of(WordKind::Name, traits)
        } else {
            Role::of(WordKind::Noun, traits)
        }
    }

    /// A capital makes a name, but for the first word of a phrase, which may be `Красная площадь`.
    fn is_name(&self, index: usize) -> bool {
        let proper = self.traits.part_of_speech == Some(PartOfSpeech::ProperNoun);
        self.starts_capital(index) && (proper || self.words.len() == 1 || index > 0)
    }

    /// Whether the term is the name of a person: a first name or patronymic among capitals.
    fn is_person(&self) -> bool {
        let len = self.words.len();
        let capitals = (0..len).all(|at| self.starts_capital(at));
        let first = || {
            self.lower
                .first()
                .is_some_and(|word| names::is_first_name(word))
        };
        let patronymic = || {
            self.lower
                .iter()
                .skip(1)
                .any(|word| names::is_patronymic(word))
        };
        capitals && len <= MOST_NAMES && (first() || patronymic())
    }

    /// Gives the words joined to the head by hyphens their roles; the index after them.
    ///
    /// The last part inflects, those before it do or stay (`ракета-носитель`, `Орехово-Зуево`);
    /// when the last cannot, the first does (`Бион-М`, `Ростов-на-Дону`).
    fn compound(&self, head: usize, traits: &Traits, roles: &mut [Role]) -> usize {
        let rest = head + 1..self.words.len();
        let end = rest
            .clone()
            .find(|&at| !self.words[at].hyphenated)
            .unwrap_or(rest.end);
        let small = |at: usize| {
            let word = self.lower[at].as_str();
            PREPOSITIONS.contains(&word) || PARTICLES.contains(&word)
        };
        if end == head + 1 || (head + 1..end).any(small) {
            return end;
        }
        let own = Traits {
            gender: None,
            ..*traits
        };
        for (at, role) in roles.iter_mut().enumerate().take(end).skip(head + 1) {
            *role = self.noun(at, &own);
        }
        let inflects = |role: &Role| !matches!(role.kind, WordKind::Fixed | WordKind::Acronym);
        if inflects(&roles[end - 1]) {
            for at in head..end - 1 {
                if inflects(&roles[at]) {
                    let place = roles[at].kind == WordKind::Name && traits.animate != Some(true);
                    roles[at].gender = gender_of(&self.lower[at]);
                    roles[at].apposition = match place {
                        true => Apposition::Usually,
                        false => Apposition::Rarely,
                    };
                }
            }
        }
        end
    }

    /// What stands after the head, from the word `next` on.
    fn after_head(&self, head: usize, next: usize, traits: &Traits, roles: &mut [Role]) {
        let len = self.words.len();
        if next < len && matches!(self.lower[next].as_str(), "и" | "или") {
            return self.second_head(next + 1, roles);
        }
        for at in next..len {
            let word = self.lower[at].as_str();
            let complement = PREPOSITIONS.contains(&word) || self.is_symbol(at);
            // «центр «Прогресс»»: a name in quotation marks stays
            if complement || self.words[at].quoted != self.words[head].quoted {
                return;
            }
            if at + 1 == len && is_postposed(word) {
                roles[at] = self.agreeing(head, traits);
            } else if self.starts_capital(at) && from_end(word, 0) != 'х' {
                roles[at] = self.name_after_head(at, traits);
            } else {
                return;
            }
        }
    }

    /// A name after the head: it inflects as a part of a person's name (`Юрий Гагарин`), and stays
    /// as a place after its generic word or as a genitive (`Организация Объединённых Наций`).
    fn name_after_head(&self, at: usize, traits: &Traits) -> Role {
        let len = self.words.len();
        let proper = traits.part_of_speech == Some(PartOfSpeech::ProperNoun)
            && (0..len).all(|at| self.starts_capital(at));
        let sure = self.is_person();
        let person = len <= MOST_NAMES && !self.words[at].hyphenated && (proper || sure);
        let own = Traits {
            gender: traits.gender.filter(|_| person),
            ..*traits
        };
        Role {
            apposition: if sure {
                Apposition::None
            } else if person {
                Apposition::Rarely
            } else {
                Apposition::Usually
            },
            ..self.noun(at, &own)
        }
    }

    /// `поиск и спасание`: the second head has its own adjectives and its own gender.
    fn second_head(&self, from: usize, roles: &mut [Role]) {
        let traits = Traits {
            gender: None,
            ..*self.traits
        };
        let second = Phrase {
            words: &self.words[from..],
            lower: &self.lower[from..],
            traits: &traits,
        };
        let begins = self.lower.get(from).map(String::as_str);
        if begins.is_some_and(|word| !PREPOSITIONS.contains(&word)) {
            roles[from..].copy_from_slice(&second.roles());
        }
    }
}

/// An adjective after its noun, the last word of the term; genitives do not end so.
fn is_postposed(word: &str) -> bool {
    adjectives::ending(word).is_some()
        && vowels(cut(word, 2)) > 0
        && is_consonant(from_end(cut(word, 2), 0))
        && ends_with_any(word, &["ый", "ая", "яя", "ое", "ые", "ский", "цкий", "щий"])
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
