//! entente pre-fills translations of articles between English, French and Russian from what was
//! translated before, and proves that a finished translation keeps the agreed terms and numbers.
//!
//! # The way of the data
//!
//! An article is bytes; [`text`] makes them characters with places, [`document`] finds its blocks
//! and their [`inline`] content, [`segment`] cuts the blocks into sentences, [`token`] says what is
//! compared. A [`memory`] holds what was translated before, a [`glossary`] the agreed terms.
//! [`matching`] finds for each sentence the nearest ones in the memory and scores them; [`align`]
//! pairs the sentences of an article with those of its translation. [`prefill`] writes a draft into
//! the article's own untouched bytes, [`check`] reads a finished translation and gives findings,
//! [`report`] shows them. Each module imports only from those before it.
//!
//! The library prints nothing and reads no environment, clock or current directory: that is the
//! binary's part.
//!
//! # An article in sentences
//!
//! ```
//! use entente::{Article, Language, Source, document};
//!
//! let text = "## Le vol\n\nM. Dupont attend le tir. La sonde *Bion-M* n° 2 est prête.\n";
//! let document = document::read(Source::new("vol.md", text), None)?;
//! let article = Article::new(document, Language::for_code("fr").unwrap());
//!
//! assert_eq!(article.segments.len(), 3);
//! assert_eq!(article.text(1), "M. Dupont attend le tir.");
//! assert_eq!(article.text(2), "La sonde Bion-M n° 2 est prête.");
//! // Every segment knows its bytes in the file.
//! assert_eq!(&text[article.segments[2].span.range()], "La sonde *Bion-M* n° 2 est prête.");
//! # Ok::<(), document::DocumentError>(())
//! ```
//!
//! # Matches and a draft
//!
//! ```
//! use entente::matching::{MatchKind, MatchOptions, MatcherOptions, Query};
//! use entente::memory::{Direction, TranslationUnit, Variant};
//! use entente::prefill::{self, PrefillOptions, prefill};
//! use entente::{Article, InlineText, LangTag, Language, Matcher, Memory, Source, document};
//!
//! let (en, ru) = (LangTag::parse("en")?, LangTag::parse("ru")?);
//! let unit = |english: &str, russian: &str| TranslationUnit {
//!     variants: vec![
//!         Variant::new(en.clone(), InlineText::plain(english)),
//!         Variant::new(ru.clone(), InlineText::plain(russian)),
//!     ],
//!     ..TranslationUnit::default()
//! };
//! let memories = [Memory {
//!     units: vec![
//!         unit("The crew is well.", "Экипаж чувствует себя хорошо."),
//!         unit("The probe left on 14 May.", "Зонд стартовал 14 мая."),
//!     ],
//!     ..Memory::default()
//! }];
//! let direction = Direction::new(en, ru);
//! let matcher = Matcher::new(&memories, direction.clone(), &MatcherOptions::default());
//!
//! let query = Query::text("The probe left on 12 May.");
//! let found = &matcher.matches(&query, &MatchOptions::default())?[0];
//! assert_eq!((found.kind, found.score), (MatchKind::Fuzzy, 98));
//! // One point for the number; the other because 100 is for equal texts alone.
//! let lost: Vec<_> = found.losses().iter().map(|loss| (loss.reason, loss.points)).collect();
//! assert_eq!(lost, [("form", 1), ("numbers", 1)]);
//!
//! // What is certain is filled, every other byte of the article stays.
//! let source = Source::new("news.md", "* The crew is well. The probe left on 12 May.\n");
//! let article = Article::new(document::read(source, None)?, Language::for_code("en").unwrap());
//! let mut draft = prefill(&article, &matcher, &PrefillOptions::for_document())?;
//! assert_eq!(
//!     prefill::document::write(&article, &mut draft, &direction),
//!     "* Экипаж чувствует себя хорошо. The probe left on 12 May.\n"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A translation checked
//!
//! ```
//! use entente::align::{Dictionary, align};
//! use entente::check::{Job, Knowledge, Terms, check};
//! use entente::{Article, Language, Source, document, glossary};
//!
//! let article = |name: &str, text: &str, code: &str| {
//!     let document = document::read(Source::new(name, text), None).unwrap();
//!     Article::new(document, Language::for_code(code).unwrap())
//! };
//! let source = article("a.md", "The launcher carried 3 satellites.\n", "en");
//! let target = article("b.md", "La fusée porteuse emportait 2 satellites.\n", "fr");
//! let csv = "concept,en,fr,fr:deprecated\nlv,launcher,lanceur,fusée porteuse\n";
//! let glossaries = [glossary::read(&Source::new("space.csv", csv), None).unwrap()];
//!
//! let pairs = align(&source, &target, &Dictionary::default());
//! let terms = Terms::new(&glossaries, &[source.language, target.language]);
//! let knowledge = Knowledge { terms: Some(&terms), ..Knowledge::default() };
//! let judgement = check(&Job::of_articles(&source, &target, &pairs, knowledge));
//! let rules: Vec<&str> = judgement.findings.iter().map(|finding| finding.rule).collect();
//! assert_eq!(rules, ["term-forbidden", "number-differs"]);
//! ```

#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod files;
pub mod text;

pub mod lang;
pub mod xml;

pub mod inline;

pub mod document;

pub mod segment;

pub mod token;

pub mod glossary;
pub mod memory;

pub mod align;
pub mod matching;

pub mod check;
pub mod repair;

pub mod prefill;

pub mod report;

pub mod config;

pub use check::Finding;
pub use document::Document;
pub use glossary::{Glossary, TermFinder};
pub use inline::InlineText;
pub use lang::{LangTag, Language};
pub use matching::{Match, Matcher};
pub use memory::Memory;
pub use prefill::Draft;
pub use segment::{Article, Segment};
pub use text::{Source, Span};
