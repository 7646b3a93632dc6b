//! The small types in which a language's inflection rules speak.

/// Grammatical gender of a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// Masculine.
    Masculine,
    /// Feminine.
    Feminine,
    /// Neuter.
    Neuter,
}

/// How the words of one language inflect.
#[derive(Debug)]
pub struct FormRules {}
