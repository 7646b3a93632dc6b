//! Text from files, made safe for terminals and CI logs.

/// `text` with every character that a terminal or a CI runner could obey made visible.
pub fn escape(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            if c.is_control() {
                c.escape_unicode().collect::<Vec<_>>()
            } else {
                vec![c]
            }
        })
        .collect()
}
