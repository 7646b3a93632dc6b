//! English nouns that are verbs too: `to launch`, `they report`, but `the launch`, `a report`.
//!
//! After a modal or a subject pronoun no noun stands; after `to`, or before an article, a word that
//! can be a verb is likely one. Articles, possessives and most prepositions before it make it a noun.

use crate::lang::context::{Context, Judgement};

/// Words after which a noun stands.
#[rustfmt::skip] // a list to read
const BEFORE_NOUN: &[&str] = &[
    "a", "about", "after", "all", "an", "another", "any", "at", "before", "both", "by", "during",
    "each", "every", "few", "for", "from", "her", "his", "in", "into", "its", "many", "more", "most",
    "my", "no", "of", "on", "other", "our", "per", "several", "some", "such", "that", "the", "their",
    "these", "this", "those", "two", "three", "under", "until", "upon", "via", "with", "without",
    "your", "s",
];

/// Words after which a verb in its base form stands and no noun.
#[rustfmt::skip] // a list to read
const BEFORE_BASE: &[&str] = &[
    "cannot", "could", "d", "ll", "might", "shall", "should", "t", "they", "we", "will", "would",
];

/// Words after which such a verb mostly stands; some are nouns too (`a can`, `May`).
const MOSTLY_BEFORE_BASE: &[&str] = &[
    "can", "did", "do", "does", "i", "may", "must", "please", "you",
];

/// Words after which a verb in -s stands and no noun.
const BEFORE_THIRD: &[&str] = &["he", "she"];

/// Words after which such a verb mostly stands.
const MOSTLY_BEFORE_THIRD: &[&str] = &["it", "who", "which"];

/// What follows a verb with an object.
#[rustfmt::skip] // a list to read
const OBJECTS: &[&str] = &[
    "a", "an", "all", "her", "him", "his", "it", "its", "me", "my", "our", "the", "their", "them",
    "these", "this", "those", "us", "you", "your",
];

/// Common nouns that are verbs as well.
#[rustfmt::skip] // a list to read
const ALSO_VERBS: &[&str] = &[
    "abort", "accept", "access", "account", "act", "address", "advance", "age", "aid", "aim", "air",
    "amount", "answer", "approach", "arm", "attack", "attempt", "author", "award", "back", "balance",
    "base", "beam", "bear", "bid", "bill", "block", "board", "book", "boost", "boot", "break",
    "build", "burn", "call", "camp", "care", "carry", "cast", "catch", "cause", "challenge",
    "change", "charge", "check", "claim", "class", "climb", "code", "collapse", "command", "comment",
    "compromise", "concern", "conduct", "conflict", "contact", "contract", "contrast", "control",
    "copy", "cost", "count", "course", "cover", "crash", "credit", "cross", "crew", "cut", "cycle",
    "damage", "date", "deal", "debate", "decline", "delay", "deliver", "demand", "deploy", "descent",
    "design", "dock", "document", "doubt", "download", "draft", "dream", "dress", "drift", "drive",
    "drop", "effect", "end", "escape", "estimate", "evidence", "exchange", "exit", "experience",
    "experiment", "export", "eye", "face", "fall", "fear", "feature", "feed", "feel", "field",
    "fight", "figure", "file", "film", "finance", "find", "fire", "flow", "focus", "force", "form",
    "frame", "fuel", "function", "fund", "gain", "group", "guard", "guess", "guide", "hand", "head",
    "heat", "help", "hold", "home", "hope", "host", "house", "image", "impact", "import", "increase",
    "influence", "interest", "issue", "join", "judge", "jump", "keep", "kick", "kill", "label",
    "lack", "land", "laugh", "launch", "lead", "leak", "leave", "level", "lie", "lift", "light",
    "like", "limit", "line", "link", "list", "live", "load", "lock", "look", "love", "man", "map",
    "mark", "market", "mass", "master", "match", "matter", "mean", "measure", "meet", "mind", "miss",
    "model", "monitor", "mount", "move", "name", "need", "network", "note", "notice", "number",
    "object", "offer", "open", "orbit", "order", "pack", "paint", "park", "part", "pass", "pay",
    "permit", "phase", "phone", "photograph", "picture", "place", "plan", "plant", "play", "plot",
    "point", "post", "power", "present", "press", "price", "print", "process", "produce", "profile",
    "profit", "program", "programme", "progress", "project", "promise", "protest", "prove", "pull",
    "purchase", "push", "question", "race", "range", "rank", "rate", "reach", "read", "reason",
    "record", "reform", "regard", "release", "rent", "repair", "reply", "report", "request",
    "research", "rescue", "respect", "rest", "result", "return", "review", "reward", "ride", "ring",
    "rise", "risk", "rocket", "roll", "rule", "run", "sample", "scale", "schedule", "score", "screen",
    "search", "seat", "sense", "sentence", "service", "set", "shape", "share", "shift", "ship",
    "shop", "shot", "show", "side", "sign", "signal", "site", "sleep", "smile", "sound", "source",
    "space", "speed", "spin", "sponsor", "stage", "stand", "star", "start", "state", "station",
    "stay", "step", "stop", "store", "stress", "strike", "structure", "study", "subject", "supply",
    "support", "surprise", "survey", "switch", "talk", "target", "task", "taste", "tax", "team",
    "test", "thank", "think", "tie", "time", "title", "touch", "track", "trade", "train", "transfer",
    "transport", "travel", "treat", "trip", "trouble", "trust", "try", "turn", "type", "update",
    "upgrade", "use", "value", "view", "visit", "voice", "vote", "wait", "walk", "want", "warn",
    "wash", "watch", "water", "wave", "wear", "weight", "wish", "witness", "wonder", "work", "worry",
    "yield",
];

pub(super) fn judge(context: &Context<'_>) -> Judgement {
    let before = match context.back(0) {
        "'" if context.back(1) == "s" => "s",
        before => before,
    };
    if context.is_name || BEFORE_NOUN.contains(&before) {
        return Judgement::Term;
    }
    let also_verb = is_also_verb(context.word);
    let object = OBJECTS.contains(&context.next());
    let plural = context.is_plural();
    let (surely, mostly) = if plural {
        (BEFORE_THIRD, MOSTLY_BEFORE_THIRD)
    } else {
        (BEFORE_BASE, MOSTLY_BEFORE_BASE)
    };
    let infinitive = before == "to" && !plural;
    if also_verb && (surely.contains(&before) || (infinitive && object)) {
        return Judgement::Other;
    }
    let doubtful = surely.contains(&before)
        || mostly.contains(&before)
        || (infinitive && (also_verb || object))
        || (object && (also_verb || (context.begins() && !plural)));
    if doubtful {
        Judgement::Unsure
    } else {
        Judgement::Term
    }
}

/// Whether the word, or that of which it is the -s form, is a verb as well.
fn is_also_verb(word: &str) -> bool {
    let listed = |word: &str| ALSO_VERBS.contains(&word);
    let bare = || word.strip_suffix('s').is_some_and(listed);
    let in_es = || word.strip_suffix("es").is_some_and(listed);
    let in_ies = || {
        let stem = word.strip_suffix("ies");
        stem.is_some_and(|stem| listed(&format!("{stem}y")))
    };
    listed(word) || bare() || in_es() || in_ies()
}
