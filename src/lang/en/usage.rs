//! English usage: common words, legitimate doubles, words that deny.

use crate::lang::usage::UsageData;

pub(super) static USAGE: UsageData = UsageData {
    breadth: 1.0,
    common: &[
        "the", "of", "and", "to", "is", "are", "was", "were", "be", "been", "that", "this",
        "these", "those", "it", "its", "with", "for", "from", "by", "as", "at", "or", "an", "you",
        "your", "we", "our", "they", "their", "he", "she", "his", "her", "has", "have", "had",
        "not", "but", "which", "will", "would", "can", "could", "should", "when", "where", "what",
        "if", "then", "than", "into", "about", "there", "how", "who", "do", "does", "did",
    ],
    doubles: &[
        "ah", "oh", "hey", "hi", "la", "night", "that", "had", "is", "was", "do", "very", "so",
        "really", "no", "yes", "bye", "blah", "ha", "who", "in", "one", "it", "her", "out", "on",
        "many", "much", "more", "again", "long", "knock", "hear", "there", "up",
    ],
    negations: &[
        "not", "never", "no", "none", "cannot", "nor", "neither", "nothing", "nobody", "nowhere",
        "without",
    ],
    negative_prefixes: &[
        "avoid", "fail", "lack", "prevent", "stop", "refus", "except", "only", "hardly", "barely",
        "rarely", "seldom", "instead", "rather", "absen", "miss", "skip", "omit", "exclu",
        "forbid", "reject", "until", "unless", "unable", "impossib", "unlike", "less", "few",
    ],
    negative_endings: &["n't", "less"],
};
