//! Repair: numbers carried over into a translation, and nothing where in doubt.

use entente::inline::InlineText;
use entente::lang::Language;
use entente::repair::numbers;

#[test]
fn numbers_are_carried_over_in_the_notation_of_the_target() {
    let table = include_str!("../data/repair/numbers.tsv");
    let mut seen = 0;
    for row in table.lines().filter(|row| !row.starts_with('#')) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [languages, segment, source, target, expected] = cells[..] else {
            panic!("five cells: {row}");
        };
        let (from, to) = languages.split_once(' ').expect("two languages");
        let language = |code| Language::for_code(code).expect("a known language");
        let target = InlineText::plain(target);
        let repair = numbers(segment, source, &target, language(from), language(to));
        let text = repair
            .as_ref()
            .map_or("-", |repair| repair.target.text.as_str());
        assert_eq!(text, expected, "{row}");
        for edit in repair.iter().flat_map(|repair| &repair.edits) {
            assert_ne!(&text[edit.span.range()], edit.old, "{row}");
        }
        seen += 1;
    }
    assert!(seen > 20, "the table was read");
}

proptest::proptest! {
    /// Whatever the numbers are, putting the old ones back gives the old translation.
    #[test]
    fn a_repair_can_be_turned_back(old in 0u32..100_000, new in 0u32..100_000) {
        proptest::prop_assume!(old != new);
        let english = Language::for_code("en").expect("a known language");
        let russian = Language::for_code("ru").expect("a known language");
        let source = |number: u32| format!("The probe sent {number} images in MP3.");
        let target = InlineText::plain(format!("Зонд передал {old} снимков в MP3."));
        let there = numbers(&source(new), &source(old), &target, english, russian)
            .expect("one number differs");
        let back = numbers(&source(old), &source(new), &there.target, english, russian)
            .expect("one number differs");
        proptest::prop_assert_eq!(back.target.text, target.text);
    }
}
