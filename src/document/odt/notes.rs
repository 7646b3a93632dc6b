//! Notes and text boxes, taken out of the paragraphs they stand in, and put back.
//!
//! OpenDocument writes the text of a note where its mark is, in the middle of a sentence. Read so,
//! one block would lie in another. So the body of each note, and each text box and each title or
//! description of a picture that stands in a paragraph, becomes a part of its own, and a processing
//! instruction keeps its place:
//!
//! ```text
//! La sonde<text:note>…<text:note-body><text:p>D’après le CNES.</text:p></text:note-body></text:note> part.
//! content.xml:    La sonde<text:note>…<?entente 1?></text:note> part.
//! content.xml#1:  <text:note-body><text:p>D’après le CNES.</text:p></text:note-body>
//! ```

use super::names::Names;
use crate::text::parts::Part;
use crate::xml::{SliceReader, XmlError, XmlEvent, XmlOptions};
use std::collections::HashMap;

/// What stands in place of what was taken out, before its number.
const PLACE: &str = "<?entente ";

/// What is taken out while it is read.
struct Taken {
    number: usize,
    text: String,
    /// Elements open around it.
    depth: usize,
    /// Depth of the paragraph that is open in it.
    paragraph: Option<usize>,
}

/// The part `name` with `text`, and what was taken out of it, in the order in which it stands.
///
/// # Errors
/// With what is wrong, when the part is not well-formed or holds our own instruction.
pub(super) fn unfold(name: &str, text: &str) -> Result<Vec<(String, String)>, String> {
    if text.contains(PLACE.trim_end()) {
        return Err(format!(
            "\"{name}\" holds an instruction that is ours alone"
        ));
    }
    let read = take_out(name, text);
    let parts = read.map_err(|error| error.to_string())?;
    let names = parts.into_iter().enumerate();
    Ok(names
        .map(|(number, text)| match number {
            0 => (name.to_owned(), text),
            number => (format!("{name}#{number}"), text),
        })
        .collect())
}

fn take_out(name: &str, text: &str) -> Result<Vec<String>, XmlError> {
    let mut xml = SliceReader::new(name, text, "UTF-8", XmlOptions::default());
    let names = Names::of(xml.root()?);
    let whole = Taken {
        number: 0,
        text: String::with_capacity(text.len()),
        depth: 0,
        paragraph: None,
    };
    let mut open = vec![whole];
    let mut done = vec![String::new()];
    let mut copied = 0;
    while let Some(current) = open.last_mut() {
        let event = match xml.read()? {
            XmlEvent::Start(tag) => Some(names.known(tag.name())),
            XmlEvent::End(_) => None,
            XmlEvent::Finish => break,
            _ => continue,
        };
        let (span, depth) = (xml.span(), xml.depth());
        match event {
            // The notes that others have written beside the text stay where they are.
            Some("office:annotation") => xml.skip_element()?,
            Some("text:p" | "text:h") => {
                current.paragraph.get_or_insert(depth);
            }
            Some("text:note-body" | "draw:text-box" | "svg:desc" | "svg:title")
                if current.paragraph.is_some() =>
            {
                let number = done.len();
                current.text.push_str(&text[copied..span.start]);
                current.text.push_str(&format!("{PLACE}{number}?>"));
                copied = span.start;
                done.push(String::new());
                open.push(Taken {
                    number,
                    text: String::new(),
                    depth,
                    paragraph: None,
                });
            }
            Some(_) => {}
            None => {
                if current.paragraph.is_some_and(|paragraph| depth < paragraph) {
                    current.paragraph = None;
                }
                if current.number > 0 && depth < current.depth {
                    current.text.push_str(&text[copied..span.end]);
                    copied = span.end;
                    done[current.number] = std::mem::take(&mut current.text);
                    open.pop();
                }
            }
        }
    }
    if let Some(whole) = open.first_mut() {
        whole.text.push_str(&text[copied..]);
        done[0] = std::mem::take(&mut whole.text);
    }
    Ok(done)
}

/// The parts of the archive, with what was taken out of them in its place again; `None` when
/// something would stand there twice.
pub(super) fn fold<'t>(parts: impl Iterator<Item = Part<'t>>) -> Option<Vec<(String, String)>> {
    let mut whole: Vec<Part<'t>> = Vec::new();
    let mut taken: HashMap<(&str, &str), &str> = HashMap::new();
    for part in parts {
        match part.name.split_once('#') {
            Some(place) => {
                taken.insert(place, part.text);
            }
            None => whole.push(part),
        }
    }
    let folded = whole.into_iter().map(|part| {
        let mut out = String::with_capacity(part.text.len());
        // What is still to be written, the innermost last.
        let mut rest = vec![part.text];
        while let Some(text) = rest.pop() {
            let Some(at) = text.find(PLACE) else {
                out.push_str(text);
                continue;
            };
            out.push_str(&text[..at]);
            let (number, after) = text[at + PLACE.len()..].split_once("?>")?;
            rest.push(after);
            rest.push(taken.remove(&(part.name, number))?);
        }
        Some((part.name.to_owned(), out))
    });
    folded.collect()
}

/// Numbers of what was taken out and stands in `markup`.
pub(super) fn places(markup: &str) -> impl Iterator<Item = &str> {
    let after = markup.split(PLACE).skip(1);
    after.filter_map(|rest| rest.split_once("?>").map(|(number, _)| number))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &str = "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' \
        xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'";

    fn folded(parts: &[(String, String)]) -> Option<Vec<(String, String)>> {
        fold(parts.iter().map(|(name, text)| Part {
            name,
            start: 0,
            text,
        }))
    }

    #[test]
    fn what_was_taken_out_goes_back() {
        let text = format!(
            "<x {NAMES}><text:p>A<text:note><text:note-body><text:p>B<draw:text-box><text:p>C</text:p>\
             </draw:text-box>D</text:p></text:note-body></text:note>E</text:p><draw:text-box><text:p>F</text:p></draw:text-box>\
             <text:p><draw:text-box/>G</text:p></x>\n"
        );
        let parts = unfold("c.xml", &text).unwrap();
        let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["c.xml", "c.xml#1", "c.xml#2", "c.xml#3"]);
        assert!(
            parts[0]
                .1
                .contains("A<text:note><?entente 1?></text:note>E")
        );
        assert_eq!(
            parts[1].1,
            "<text:note-body><text:p>B<?entente 2?>D</text:p></text:note-body>"
        );
        assert_eq!(parts[3].1, "<draw:text-box/>");
        assert_eq!(folded(&parts), Some(vec![("c.xml".to_owned(), text)]));
    }

    #[test]
    fn nothing_goes_back_twice_and_our_instruction_is_ours() {
        let text = format!("<x {NAMES}><text:p>A<draw:text-box/></text:p></x>");
        let mut parts = unfold("c.xml", &text).unwrap();
        parts[0].1 = parts[0]
            .1
            .replace("<?entente 1?>", "<?entente 1?><?entente 1?>");
        assert_eq!(folded(&parts), None);
        assert!(unfold("c.xml", "<x><!-- <?entente 1?> --></x>").is_err());
    }
}
