//! Digits inside a word: `21st`, `1960s`, `16h15`, `5km`, `M2`.

use super::dates::LAST_HOUR;
use super::*;

impl Reader<'_> {
    pub(super) fn glued(&mut self, at: usize) -> usize {
        let word = self.word_at(at);
        let digits = word
            .bytes()
            .take_while(|&byte| is_number_byte(byte))
            .count();
        let (front, rest) = word.split_at(digits);
        if !front.is_empty() && self.digits_first(at, front, rest) {
            return at + 1;
        }
        let runs = runs_of_digits(word);
        let start = self.tokens[at].span.start;
        if runs.len() > 2 {
            let code = vec![Reading::Code(word.to_lowercase())];
            self.push(self.tokens[at].span, code, Strength::Glued);
            return at + 1;
        }
        for run in runs {
            let readings = write::readings(&word[run.range()], self.data.decimal_mark);
            self.push(run.shift(start), readings, Strength::Glued);
        }
        at + 1
    }

    /// Reads `21st`, `1960s`, `16h15`, `4pm`, `5km`; false when the letters say nothing.
    fn digits_first(&mut self, at: usize, front: &str, rest: &str) -> bool {
        let ending = lexicon::fold(rest);
        let mut readings = write::readings(front, self.data.decimal_mark);
        let mut unit = None;
        let (letters, minutes) = ending.split_at(
            ending
                .find(|c: char| c.is_ascii_digit())
                .unwrap_or(ending.len()),
        );
        let hour = whole(front).filter(|&(hour, _)| hour <= LAST_HOUR);
        let meanings = self.lexicon.meanings(letters);
        if let Some((hour, _)) = hour
            && meanings
                .iter()
                .any(|m| matches!(m, Meaning::Hour | Meaning::BeforeNoon | Meaning::AfterNoon))
        {
            let minute = whole(minutes).map_or(0, |(minute, _)| minute);
            if minute > 59 {
                return false;
            }
            readings.push(time(hour, minute));
            if meanings.contains(&Meaning::AfterNoon) {
                readings.push(time(hour % 12 + 12, minute));
            }
            if minute > 0 {
                readings.remove(0);
            }
        } else if self.data.decade_endings.contains(&ending.as_str()) {
            readings.extend(decade(&readings));
        } else if let Some(&Meaning::Scale(power)) =
            meanings.iter().find(|m| matches!(m, Meaning::Scale(_)))
        {
            readings = readings
                .into_iter()
                .map(|reading| scaled(reading, power))
                .collect();
        } else if !self.data.ordinal_endings.contains(&ending.as_str()) {
            unit = self.unit_named(&ending);
            if unit.is_none() {
                return false;
            }
        }
        self.found.push(NumberValue {
            span: self.tokens[at].span,
            readings,
            parts: Vec::new(),
            strength: Strength::Digits,
            unit,
        });
        true
    }
}

/// Runs of ASCII digits in `word`, with the marks between them.
fn runs_of_digits(word: &str) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for (at, byte) in word
        .bytes()
        .enumerate()
        .filter(|&(_, byte)| is_number_byte(byte))
    {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ if byte.is_ascii_digit() => runs.push(Span::new(at, at + 1)),
            _ => {}
        }
    }
    for run in &mut runs {
        run.end = run.start + word[run.range()].trim_end_matches(['.', ',']).len();
    }
    runs
}
