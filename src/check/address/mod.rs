//! Addresses of pages, mail and papers, compared as a reader would.
//!
//! A translation may lead to the page in the reader's language: `/en/docs` is `/fr/docs`,
//! `en.wikipedia.org/wiki/Moon` is `fr.wikipedia.org/wiki/Lune`, `guide.en.md` is `guide.fr.md`.
//! So a language in the host, in the path, in a file's name or in the query does not count, nor
//! does the scheme, `www`, a slash at the end or the spelling of percent signs. What is left is
//! compared letter by letter.

mod found;

pub(super) use found::{destination, destinations, visible};

use crate::lang::{LANGUAGES, LangTag};
use crate::matching::distance;
use crate::text::Span;

/// An address as it stands in a text.
#[derive(Clone, Debug)]
pub(in crate::check) struct Address<'t> {
    /// As it is written.
    pub(in crate::check) written: &'t str,
    /// Where: its own text, or the text of the link that leads there.
    pub(in crate::check) span: Span,
    host: String,
    path: String,
    /// The part after `#`.
    fragment: &'t str,
    /// The language that it names.
    language: Option<&'static str>,
    /// The language that its host names: each has pages of its own then.
    host_language: Option<&'static str>,
}

/// How two addresses that are not the same may be related.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Likeness {
    /// The same page, in whatever language.
    Same,
    /// Another place of the same page.
    Fragment,
    /// Probably the page in the reader's language.
    Localised,
    /// A page of the same host, or one or two letters off: probably a slip.
    Near,
    /// Something else.
    Other,
}

/// Letters by which a slip differs at most.
const SLIP: usize = 2;

impl<'t> Address<'t> {
    /// Reads `written`, which stands at `span`; the title of a Markdown link is no part of it.
    pub(in crate::check) fn new(written: &'t str, span: Span) -> Address<'t> {
        let written = written.trim();
        let bare = match written.strip_prefix('<') {
            Some(rest) => rest.split('>').next().unwrap_or(rest),
            None => written.split_whitespace().next().unwrap_or(""),
        };
        let (rest, fragment) = bare.split_once('#').unwrap_or((bare, ""));
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = match rest.split_once("://") {
            Some((_, rest)) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
            None if rest.starts_with("www.") => rest.split_at(rest.find('/').unwrap_or(rest.len())),
            None => ("", rest),
        };
        let mut language = None;
        let host = bare_host(host, &mut language);
        let host_language = language;
        let mut path = bare_path(path, &mut language);
        for part in query.split('&').filter(|part| !part.is_empty()) {
            let value = part.split_once('=').map_or("", |(_, value)| value);
            match language_of(value) {
                Some(code) => language = Some(code),
                None => {
                    path.push('?');
                    path.push_str(part);
                }
            }
        }
        Address {
            written: bare,
            span,
            host,
            path,
            fragment,
            language,
            host_language,
        }
    }

    /// How the address of a translation is related to this one of the source.
    pub(in crate::check) fn likeness(&self, other: &Address<'_>) -> Likeness {
        let one_is_relative = self.host.is_empty() || other.host.is_empty();
        let same_host = self.host == other.host || one_is_relative;
        if same_host && self.path == other.path {
            return match self.fragment == other.fragment {
                true => Likeness::Same,
                false => Likeness::Fragment,
            };
        }
        if self.host_language != other.host_language {
            return Likeness::Localised;
        }
        let slip = [(&self.host, &other.host), (&self.path, &other.path)];
        let (same, off): (Vec<_>, Vec<_>) = slip.into_iter().partition(|(one, other)| one == other);
        if let ([_], [(one, other)]) = (&same[..], &off[..])
            && is_slip(one, other)
        {
            return Likeness::Near;
        }
        if self.language != other.language {
            return Likeness::Localised;
        }
        if self.host == other.host {
            // `#there` is a place on the page itself.
            return match self.path.is_empty() || other.path.is_empty() {
                true => Likeness::Other,
                false => Likeness::Near,
            };
        }
        match name_of(&self.host) == name_of(&other.host) {
            true => Likeness::Localised,
            false => Likeness::Other,
        }
    }

    /// Whether it names a page, and not only a place on this one.
    pub(in crate::check) fn is_page(&self) -> bool {
        !self.host.is_empty() || !self.path.is_empty()
    }

    /// What it is known by in a fingerprint.
    pub(in crate::check) fn about(&self) -> String {
        format!("{}{}", self.host, self.path)
    }
}

/// Letters from which on a slip can be told from another name.
const SHORTEST: usize = 6;

fn is_slip(one: &str, other: &str) -> bool {
    let lengths = [one, other].map(str::len);
    lengths[0].min(lengths[1]) >= SHORTEST
        && lengths[0].abs_diff(lengths[1]) <= 2 * SLIP
        && distance::characters_within(one, other, SLIP).is_some()
}

/// The host without `www`, a language and capitals.
fn bare_host(host: &str, language: &mut Option<&'static str>) -> String {
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    if let Some((first, rest)) = host.split_once('.')
        && rest.contains('.')
        && let Some(code) = language_of(first)
    {
        *language = Some(code);
        return rest.to_owned();
    }
    host.to_owned()
}

/// `example` of `example.fr`.
fn name_of(host: &str) -> &str {
    host.rsplit_once('.').map_or(host, |(name, _)| name)
}

/// The path without languages and the slashes at its ends, percent signs decoded.
fn bare_path(path: &str, language: &mut Option<&'static str>) -> String {
    let decoded = decoded(path);
    let mut bare = String::with_capacity(decoded.len());
    for part in decoded
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
    {
        if let Some(code) = language_of(part) {
            *language = Some(code);
            continue;
        }
        bare.push('/');
        let mut pieces = part.rsplit_once('.').map_or((part, ""), |pieces| pieces);
        if let Some((name, last)) = pieces.0.rsplit_once(['.', '-', '_'])
            && !pieces.1.is_empty()
            && let Some(code) = language_of(last)
        {
            *language = Some(code);
            pieces.0 = name;
        }
        bare.push_str(pieces.0);
        if !pieces.1.is_empty() {
            bare.push('.');
            bare.push_str(pieces.1);
        }
    }
    bare
}

/// The language that `part` of an address names: `fr`, `fr-FR`, `en_us`.
fn language_of(part: &str) -> Option<&'static str> {
    // Cheap before exact: a tag of language and region is two or five letters long.
    if !matches!(part.len(), 2 | 5) {
        return None;
    }
    let tag = LangTag::parse(part).ok()?;
    let mut known = LANGUAGES.iter().map(|language| language.code);
    known.find(|code| *code == tag.primary())
}

/// `text` with its percent escapes decoded; as it is where they are no UTF-8.
fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let hex = |byte: Option<&u8>| byte.and_then(|&byte| char::from(byte).to_digit(16));
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (hex(bytes.get(at + 1)), hex(bytes.get(at + 2))) {
            (Some(high), Some(low)) if bytes[at] == b'%' => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 3;
            }
            _ => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(one: &str, other: &str) -> Likeness {
        let read = |written| Address::new(written, Span::empty(0)).clone();
        read(one).likeness(&read(other))
    }

    #[test]
    fn a_language_in_the_address_does_not_count() {
        for (one, other) in [
            (
                "https://example.org/en/docs/",
                "https://www.example.org/fr/docs",
            ),
            (
                "https://example.org/en-US/docs",
                "https://example.org/ru/docs",
            ),
            ("guide.en.md", "guide.ru.md"),
            ("/images/plan_en.png", "/images/plan_fr.png"),
            (
                "https://example.org/a?lang=en&x=1",
                "https://example.org/a?lang=ru&x=1",
            ),
            ("https://example.org/docs", "/docs"),
            (
                "https://example.org/%C3%A9t%C3%A9",
                "https://example.org/été",
            ),
        ] {
            assert_eq!(likeness(one, other), Likeness::Same, "{one} {other}");
        }
    }

    #[test]
    fn the_page_in_the_readers_language_may_be_called_otherwise() {
        let moon = [
            "https://en.wikipedia.org/wiki/Moon",
            "https://ru.wikipedia.org/wiki/Луна",
        ];
        assert_eq!(likeness(moon[0], moon[1]), Likeness::Localised);
        assert_eq!(
            likeness("https://example.com/", "https://example.ru/x"),
            Likeness::Localised
        );
    }

    #[test]
    fn a_slip_is_near() {
        assert_eq!(
            likeness("https://example.org/a", "https://exampel.org/a"),
            Likeness::Near
        );
        assert_eq!(
            likeness("https://example.org/2019", "https://example.org/2020"),
            Likeness::Near
        );
        assert_eq!(
            likeness("https://cnes.fr", "https://roscosmos.ru"),
            Likeness::Other
        );
        assert_eq!(likeness("/a#b", "/a#c"), Likeness::Fragment);
    }
}
