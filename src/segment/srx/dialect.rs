//! Patterns as ICU and Java write them, rewritten for Rust's engines.
//!
//! Most patterns mean the same everywhere. Those that do not are rewritten: `\h` (a space here, a
//! hexadecimal digit elsewhere), `a++` (possessive here, a doubled quantifier elsewhere),
//! `\Q…\E`, `$` (also before a last line end), `.` (no line end of any kind), set differences
//! `[a-[b]]`, hyphens that are no range (`[\d-–]`), `\<` (a plain sign here, a word edge
//! elsewhere). Where ICU and Java differ we follow ICU, which SRX 2.0 names: `\s \w \d \b` are of
//! Unicode, so that `\s` is also the no-break space before a French `!`.
//!
//! Look-around, back references and atomic groups are marked as such: they need the other engine.
//! What has no counterpart is an error with its reason, never left out. Whether the rest is a
//! pattern at all is for the engine to say.

use std::iter::Peekable;
use std::str::Chars;

/// A pattern for Rust's engines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rewritten {
    /// The pattern.
    pub(super) pattern: String,
    /// It has look-around, back references or atomic groups.
    pub(super) fancy: bool,
}

/// Horizontal white space, for a set.
const HORIZONTAL: &str = r" \t\x{A0}\x{1680}\x{180E}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}";

/// Vertical white space, for a set.
const VERTICAL: &str = r"\n\x0B\f\r\x{85}\x{2028}\x{2029}";

/// Line ends, for a set.
const LINE_ENDS: &str = r"\n\r\x{85}\x{2028}\x{2029}";

/// The end of the text or the place before its last line end.
const LAST_LINE_END: &str = r"(?=(?:\r\n|[\n\r\x{85}\x{2028}\x{2029}])?\z)";

/// Rewrites `pattern`.
///
/// # Errors
/// With the reason why it cannot be honoured.
pub(super) fn rewrite(pattern: &str) -> Result<Rewritten, String> {
    let mut rewriter = Rewriter {
        chars: pattern.chars().peekable(),
        out: Rewritten::default(),
        flags: Flags::default(),
        groups: Vec::new(),
        atom: None,
    };
    while let Some(c) = rewriter.chars.next() {
        rewriter.step(c)?;
    }
    Ok(rewriter.out)
}

/// The inline flags that change how a pattern reads.
#[derive(Clone, Copy, Default)]
struct Flags {
    /// `.` is any character.
    dot_all: bool,
    /// `^` and `$` are those of lines.
    lines: bool,
    /// White space and comments count for nothing.
    spaced: bool,
}

struct Rewriter<'p> {
    chars: Peekable<Chars<'p>>,
    out: Rewritten,
    flags: Flags,
    /// For each open group where it begins in the output, and the flags outside it.
    groups: Vec<(usize, Flags)>,
    /// Where the atom that a quantifier would repeat begins in the output.
    atom: Option<usize>,
}

impl Rewriter<'_> {
    /// Takes one character outside a set.
    fn step(&mut self, c: char) -> Result<(), String> {
        let start = self.out.pattern.len();
        match c {
            '\\' => self.escape(false)?,
            '[' => self.set()?,
            '(' => return self.group(),
            ')' => {
                self.out.pattern.push(')');
                let opened = self.groups.pop();
                self.flags = opened.map_or(self.flags, |(_, flags)| flags);
                self.atom = opened.map(|(at, _)| at);
                return Ok(());
            }
            '*' | '+' | '?' | '{' => return self.quantifier(c),
            '.' if !self.flags.dot_all => self.push(&format!("[^{LINE_ENDS}]")),
            '$' if !self.flags.lines => {
                self.out.fancy = true;
                self.push(LAST_LINE_END);
            }
            '|' => {
                self.out.pattern.push('|');
                self.atom = None;
                return Ok(());
            }
            '#' if self.flags.spaced => {
                while self.chars.next().is_some_and(|c| c != '\n') {}
                return Ok(());
            }
            // White space between an atom and its quantifier counts for nothing.
            c if self.flags.spaced && c.is_whitespace() => return Ok(()),
            c => self.out.pattern.push(c),
        }
        self.atom = Some(start);
        Ok(())
    }

    fn push(&mut self, text: &str) {
        self.out.pattern.push_str(text);
    }

    /// Adds `c` as itself.
    fn literal(&mut self, c: char) {
        if c.is_whitespace() || matches!(c, '#' | '~' | '&' | '-') {
            self.push(&format!("\\x{{{:X}}}", u32::from(c)));
        } else {
            let mut buffer = [0; 4];
            self.push(&regex_syntax::escape(c.encode_utf8(&mut buffer)));
        }
    }

    /// A quantifier that begins with `c`; possessive ones become atomic groups.
    fn quantifier(&mut self, c: char) -> Result<(), String> {
        let start = self.out.pattern.len();
        self.out.pattern.push(c);
        if c == '{' {
            loop {
                let c = self.chars.next().ok_or("a quantifier is not closed")?;
                if !matches!(c, '0'..='9' | ',' | ' ' | '}') {
                    return Err("\"{\" begins no quantifier".to_owned());
                }
                if c != ' ' {
                    self.out.pattern.push(c);
                }
                if c == '}' {
                    break;
                }
            }
        }
        let Some(atom) = self.atom.take() else {
            return Err(format!(
                "\"{}\" has nothing to repeat",
                &self.out.pattern[start..]
            ));
        };
        match self.chars.peek() {
            Some('?') => {
                self.chars.next();
                self.out.pattern.push('?');
            }
            Some('+') => {
                self.chars.next();
                self.out.pattern.insert_str(atom, "(?>");
                self.out.pattern.push(')');
                self.out.fancy = true;
            }
            _ => {}
        }
        Ok(())
    }

    /// What begins with `(`.
    fn group(&mut self) -> Result<(), String> {
        let start = self.out.pattern.len();
        if self.chars.peek() != Some(&'?') {
            return self.open(start, "(");
        }
        self.chars.next();
        let sign = self.chars.next().ok_or("\"(?\" is not closed")?;
        match sign {
            ':' => self.open(start, "(?:"),
            '=' | '!' | '>' => {
                self.out.fancy = true;
                self.open(start, &format!("(?{sign}"))
            }
            '<' => match self.chars.peek() {
                Some(&sign @ ('=' | '!')) => {
                    self.chars.next();
                    self.out.fancy = true;
                    self.open(start, &format!("(?<{sign}"))
                }
                _ => self.open(start, "(?<"),
            },
            '#' => {
                while self.chars.next().is_some_and(|c| c != ')') {}
                Ok(())
            }
            sign => self.flags(start, sign),
        }
    }

    fn open(&mut self, start: usize, written: &str) -> Result<(), String> {
        self.groups.push((start, self.flags));
        self.push(written);
        self.atom = None;
        Ok(())
    }

    /// Inline flags, `(?i)` or `(?i:…)`; `sign` is the first.
    fn flags(&mut self, start: usize, sign: char) -> Result<(), String> {
        let outer = self.flags;
        let (mut on, mut written) = (true, String::new());
        let mut next = Some(sign);
        loop {
            match next.ok_or("flags are not closed")? {
                '-' if on => {
                    on = false;
                    written.push('-');
                }
                'i' => written.push('i'),
                's' => {
                    self.flags.dot_all = on;
                    written.push('s');
                }
                'm' => {
                    self.flags.lines = on;
                    written.push('m');
                }
                // White space is left out here, so that the engine need not know.
                'x' => self.flags.spaced = on,
                // Unicode is what we do anyway.
                'u' | 'U' => {}
                end @ (')' | ':') => {
                    let written = written.trim_end_matches('-');
                    if end == ':' {
                        self.groups.push((start, outer));
                        self.push(&format!("(?{written}:"));
                    } else if !written.is_empty() {
                        self.push(&format!("(?{written})"));
                    }
                    self.atom = None;
                    return Ok(());
                }
                other => return Err(format!("flag \"{other}\" is not known")),
            }
            next = self.chars.next();
        }
    }

    /// What follows a backslash; whether it stands for more than one character.
    fn escape(&mut self, in_set: bool) -> Result<(), String> {
        let c = self.chars.next().ok_or("a backslash at the end")?;
        match c {
            'Q' => self.quoted(),
            'h' => self.push(&format!("[{HORIZONTAL}]")),
            'H' => self.push(&format!("[^{HORIZONTAL}]")),
            'v' => self.push(&format!("[{VERTICAL}]")),
            'V' => self.push(&format!("[^{VERTICAL}]")),
            'd' | 'D' | 's' | 'S' | 'w' | 'W' | 'n' | 'r' | 't' | 'f' | 'a' => {
                self.out.pattern.push('\\');
                self.out.pattern.push(c);
            }
            'e' => self.push("\\x1B"),
            'p' | 'P' => return self.property(c),
            'x' | 'u' | 'U' | '0' | 'c' => {
                let c = self.coded(c)?;
                self.literal(c);
            }
            'R' if !in_set => self.push(&format!("(?:\\r\\n|[{VERTICAL}])")),
            'b' | 'B' if !in_set && self.chars.peek() == Some(&'{') => {
                return Err(format!("\"\\{c}{{\" is not known"));
            }
            'b' | 'B' | 'A' | 'z' if !in_set => {
                self.out.pattern.push('\\');
                self.out.pattern.push(c);
            }
            'Z' if !in_set => {
                self.out.fancy = true;
                self.push(LAST_LINE_END);
            }
            '1'..='9' if !in_set => {
                self.out.fancy = true;
                // In a group of its own, so that a digit after it is no part of the number.
                self.push(&format!("(?:\\{c})"));
            }
            'k' if !in_set && self.chars.peek() == Some(&'<') => {
                self.out.fancy = true;
                self.push("\\k");
                for c in self.chars.by_ref() {
                    self.out.pattern.push(c);
                    if c == '>' {
                        break;
                    }
                }
            }
            c if c.is_ascii_alphanumeric() => return Err(format!("\"\\{c}\" is not known")),
            c => self.literal(c),
        }
        Ok(())
    }

    /// Text between `\Q` and `\E`.
    fn quoted(&mut self) {
        while let Some(c) = self.chars.next() {
            if c == '\\' && self.chars.peek() == Some(&'E') {
                self.chars.next();
                return;
            }
            self.literal(c);
        }
    }

    /// `\p{Lu}`, `\pL`, `\P{IsCyrillic}`.
    fn property(&mut self, c: char) -> Result<(), String> {
        let first = self.chars.next().ok_or("a property without a name")?;
        let name: String = if first == '{' {
            let mut name = String::new();
            loop {
                match self.chars.next().ok_or("a property is not closed")? {
                    '}' => break name,
                    c => name.push(c),
                }
            }
        } else {
            first.to_string()
        };
        // Java writes `Is` before scripts and binary properties.
        let plain = name.strip_prefix("Is").unwrap_or(&name);
        let plain = match plain {
            "Alnum" => {
                return {
                    let not = if c == 'P' { "^" } else { "" };
                    self.push(&format!("[{not}\\p{{Alphabetic}}\\p{{Nd}}]"));
                    Ok(())
                };
            }
            "XDigit" => "ASCII_Hex_Digit",
            other => other,
        };
        self.push(&format!("\\{c}{{{plain}}}"));
        Ok(())
    }

    /// A character by its number: `\x41`, `\x{1F680}`, `\u0041`, `\U0001F680`, `\0101`, `\cA`.
    fn coded(&mut self, kind: char) -> Result<char, String> {
        let number = match kind {
            'c' => {
                let c = self.chars.next().filter(char::is_ascii);
                u32::from(c.ok_or("\"\\c\" without a letter")?.to_ascii_uppercase()) ^ 0x40
            }
            '0' => self.digits(8, 3)?,
            'x' if self.chars.peek() == Some(&'{') => {
                self.chars.next();
                let number = self.digits(16, 8)?;
                if self.chars.next() != Some('}') {
                    return Err("\"\\x{\" is not closed".to_owned());
                }
                number
            }
            'x' => self.digits(16, 2)?,
            'u' => self.utf_16()?,
            _ => self.digits(16, 8)?,
        };
        char::from_u32(number).ok_or_else(|| format!("{number:X} is the number of no character"))
    }

    /// Four digits after `\u`, and those of the other half of a surrogate pair.
    fn utf_16(&mut self) -> Result<u32, String> {
        let high = self.digits(16, 4)?;
        if !(0xD800..0xDC00).contains(&high) {
            return Ok(high);
        }
        let alone = || "half a surrogate pair".to_owned();
        if self.chars.next() != Some('\\') || self.chars.next() != Some('u') {
            return Err(alone());
        }
        let low = self.digits(16, 4)?;
        if !(0xDC00..0xE000).contains(&low) {
            return Err(alone());
        }
        Ok(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    }

    /// A number of at most `most` digits.
    fn digits(&mut self, radix: u32, most: usize) -> Result<u32, String> {
        let (mut number, mut count) = (0_u32, 0);
        while count < most
            && let Some(digit) = self.chars.peek().and_then(|c| c.to_digit(radix))
        {
            number = number.saturating_mul(radix).saturating_add(digit);
            count += 1;
            self.chars.next();
        }
        if count == 0 {
            return Err("a character without its number".to_owned());
        }
        Ok(number)
    }

    /// A set with the sets inside it, up to its last `]`.
    fn set(&mut self) -> Result<(), String> {
        self.open_set();
        let mut depth = 1_usize;
        // What stood last is a character, so that a hyphen after it begins a range.
        let mut ranges = false;
        while let Some(c) = self.chars.next() {
            match c {
                '[' if self.chars.peek() == Some(&':') => {
                    self.posix()?;
                    ranges = false;
                }
                '[' => {
                    depth += 1;
                    self.open_set();
                    ranges = false;
                }
                ']' => {
                    self.out.pattern.push(']');
                    depth -= 1;
                    ranges = false;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                '-' => {
                    match self.chars.peek() {
                        Some('[') => self.push("--"),
                        Some('-') => {
                            self.chars.next();
                            self.push("--");
                        }
                        Some(']') | None => self.literal('-'),
                        Some(_) if ranges => self.out.pattern.push('-'),
                        Some(_) => self.literal('-'),
                    }
                    ranges = false;
                }
                '&' if self.chars.peek() == Some(&'&') => {
                    self.chars.next();
                    self.push("&&");
                    ranges = false;
                }
                '\\' => {
                    ranges = !matches!(
                        self.chars.peek(),
                        Some('h' | 'H' | 'v' | 'V' | 'd' | 'D' | 's' | 'S' | 'w' | 'W' | 'p' | 'P')
                    );
                    self.escape(true)?;
                }
                c if self.flags.spaced && c.is_whitespace() => {}
                c => {
                    // The end of a range begins none.
                    ranges = !self.out.pattern.ends_with('-');
                    self.literal(c);
                }
            }
        }
        Err("a set is not closed".to_owned())
    }

    fn open_set(&mut self) {
        self.out.pattern.push('[');
        if self.chars.peek() == Some(&'^') {
            self.chars.next();
            self.out.pattern.push('^');
        }
        if self.chars.peek() == Some(&']') {
            self.chars.next();
            self.literal(']');
        }
    }

    /// `[:alpha:]` after its `[`, as the property of that name.
    fn posix(&mut self) -> Result<(), String> {
        let mut name = String::new();
        self.chars.next();
        loop {
            match self.chars.next().ok_or("a set is not closed")? {
                ':' if self.chars.peek() == Some(&']') => {
                    self.chars.next();
                    break;
                }
                c if c.is_alphanumeric() || c == '^' => name.push(c),
                _ => return Err("\"[:\" begins no class".to_owned()),
            }
        }
        let (sign, name) = match name.strip_prefix('^') {
            Some(name) => ('P', name),
            None => ('p', name.as_str()),
        };
        self.push(&format!("\\{sign}{{{name}}}"));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the whole of `text` matches `pattern`.
    fn matches(pattern: &str, text: &str) -> bool {
        let rewritten = rewrite(pattern).unwrap();
        let whole = format!("\\A(?:{})\\z", rewritten.pattern);
        let regex = fancy_regex::Regex::new(&whole).unwrap();
        regex.is_match(text).unwrap()
    }

    #[test]
    fn what_has_no_counterpart_is_refused_with_its_reason() {
        for (pattern, reason) in [
            ("\\q", "\"\\q\" is not known"),
            ("a{x", "\"{\" begins no quantifier"),
            ("+a", "\"+\" has nothing to repeat"),
            ("(?d)a", "flag \"d\" is not known"),
            ("[a", "a set is not closed"),
            ("\\uD83D", "half a surrogate pair"),
            ("\\", "a backslash at the end"),
        ] {
            assert_eq!(rewrite(pattern).unwrap_err(), reason, "{pattern}");
        }
    }

    #[test]
    fn spaces_and_quotes_are_those_of_icu() {
        assert!(matches("\\h", "\u{A0}") && matches("[\\h!]", "\u{202F}"));
        assert!(!matches("\\h", "a") && !matches("\\h", "\n"));
        assert!(matches("\\s", "\u{A0}") && matches("\\w+", "ёлка"));
        assert!(matches("\\Qe.g.\\E!", "e.g.!") && matches("\\Q a\\E", " a"));
        assert!(matches("\\<\\-\\#", "<-#"));
        assert!(matches("\\u00e9\\x41\\0101\\uD83D\\uDE80", "éAA🚀"));
    }

    #[test]
    fn possessive_quantifiers_give_nothing_back() {
        assert!(!matches("a++a", "aaa") && matches("a++b", "aab"));
        assert!(!matches("(?:ab)*+ab", "abab") && !matches("[ab]{1,3}+a", "aba"));
        assert!(rewrite("a++").unwrap().fancy && !rewrite("a+").unwrap().fancy);
    }

    #[test]
    fn sets_are_read_as_icu_reads_them() {
        assert!(matches("[\\p{L}-[аб]]", "в") && !matches("[\\p{L}-[аб]]", "а"));
        assert!(matches("[\\d-–]", "–") && matches("[\\d-–]", "-"));
        assert!(matches("[a-c-]", "-") && matches("[a-c]", "b") && matches("[~~#]", "~"));
        assert!(matches("[\\p{L}&&[^a]]", "b") && !matches("[\\p{L}&&[^a]]", "a"));
        assert!(matches("[[:alpha:]&]", "é") && matches("[]a]", "]"));
    }

    #[test]
    fn ends_and_lines_are_those_of_icu() {
        assert!(matches("a$\n", "a\n") && !matches("a.", "a\r") && matches("(?s)a.", "a\r"));
        assert!(matches("(?x) a  + # one\n b", "aab"));
        assert!(matches("(?i)É", "é") && matches("(?U)a", "a") && matches("a(?#b)c", "ac"));
        assert!(matches("(?s:.)", "\n") && !matches("(?s:a).", "a\n"));
    }
}
