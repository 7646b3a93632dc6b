//! Roman numerals: `XXI`, `XIXe`, and `ХХ` typed with Cyrillic letters.

/// The value of `word` as a Roman numeral in its one correct spelling, capitals only.
///
/// Cyrillic letters that look like Roman ones count as such: Russian texts often have them.
/// Cost: one pass; nothing longer than fifteen letters (`MMMDCCCLXXXVIII`) is one.
pub(super) fn value(word: &str) -> Option<u64> {
    let mut digits = Vec::with_capacity(16);
    for c in word.chars() {
        if digits.len() == 15 {
            return None;
        }
        digits.push(digit(c)?);
    }
    let mut total = 0;
    for (index, &one) in digits.iter().enumerate() {
        match digits.get(index + 1) {
            Some(&next) if next > one => total -= one,
            _ => total += one,
        }
    }
    let value = u64::try_from(total).ok().filter(|&value| value > 0)?;
    (spelling(value) == digits).then_some(value)
}

fn digit(c: char) -> Option<i64> {
    Some(match c {
        'I' | 'І' => 1,
        'V' => 5,
        'X' | 'Х' => 10,
        'L' => 50,
        'C' | 'С' => 100,
        'D' => 500,
        'M' | 'М' => 1000,
        _ => return None,
    })
}

/// The digits of the correct spelling of `value`.
fn spelling(mut value: u64) -> Vec<i64> {
    const PARTS: [(u64, &[i64]); 13] = [
        (1000, &[1000]),
        (900, &[100, 1000]),
        (500, &[500]),
        (400, &[100, 500]),
        (100, &[100]),
        (90, &[10, 100]),
        (50, &[50]),
        (40, &[10, 50]),
        (10, &[10]),
        (9, &[1, 10]),
        (5, &[5]),
        (4, &[1, 5]),
        (1, &[1]),
    ];
    let mut digits = Vec::new();
    for (part, letters) in PARTS {
        while value >= part {
            digits.extend_from_slice(letters);
            value -= part;
        }
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn only_the_correct_spelling_counts() {
        assert_eq!(value("XXI"), Some(21));
        assert_eq!(value("MCMLXI"), Some(1961));
        for wrong in ["IIII", "IC", "VX", "", "DVD", "XXe", "ESA"] {
            assert_eq!(value(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn cyrillic_letters_read_as_roman_ones() {
        assert_eq!(value("ХІХ"), Some(19));
    }
}
