//! Office documents of our own for the tests: an archive around a few parts.

use entente::document::package::{Archive, encode, unpack};
use entente::document::{self, Document, DocumentError, Fill, fill, same_structure};
use entente::inline::InlineText;
use entente::lang::Language;
use entente::segment::Article;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::io::Write;

/// What the root of each part of a DOCX binds.
pub(crate) const W: &str =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// An archive of `parts` in this order, each deflated.
pub(crate) fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in parts {
        let header = out.len() as u32;
        let mut crc = Crc::new();
        crc.update(content.as_bytes());
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content.as_bytes()).unwrap();
        let data = encoder.finish().unwrap();
        let mut fields = Vec::new();
        for short in [20_u16, 0x800, 8, 0, 33] {
            fields.extend(short.to_le_bytes());
        }
        for long in [crc.sum(), data.len() as u32, content.len() as u32] {
            fields.extend(long.to_le_bytes());
        }
        fields.extend((name.len() as u16).to_le_bytes());
        fields.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&fields);
        out.extend(name.as_bytes());
        out.extend(&data);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&fields);
        directory.extend([0; 10]);
        directory.extend(header.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend((parts.len() as u16).to_le_bytes());
    out.extend((parts.len() as u16).to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// A DOCX with this `body` and these further parts: name, the end of its content type, content.
pub(crate) fn docx_with(body: &str, more: &[(&str, &str, &str)]) -> Vec<u8> {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut types = format!(
        "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{kind}.document.main+xml\"/>"
    );
    for (name, end, _) in more {
        types += &format!("<Override PartName=\"/{name}\" ContentType=\"{kind}.{end}+xml\"/>");
    }
    types += "</Types>";
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n\
         <w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>"
    );
    let mut parts = vec![
        ("[Content_Types].xml", types.as_str()),
        ("word/document.xml", document.as_str()),
    ];
    parts.extend(more.iter().map(|(name, _, content)| (*name, *content)));
    parts.push(("word/media/photo.bin", "\u{1}\u{2} not text"));
    archive(&parts)
}

/// A DOCX with this body.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    docx_with(body, &[])
}

/// The article in `bytes`.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Document, DocumentError> {
    let source = unpack(name, bytes).expect("an archive of a known format")?;
    document::read(source, None)
}

/// The text of a part of the archive in `bytes`.
pub(crate) fn part(bytes: &[u8], name: &str) -> String {
    let archive = Archive::open(bytes).expect("a whole archive");
    String::from_utf8(archive.read(name).expect("the part is there")).expect("XML in UTF-8")
}

/// `content` in other letters, its tags in place.
pub(crate) fn accented(content: &InlineText) -> InlineText {
    let mut changed = InlineText::default();
    let mut places = vec![0; content.text.len() + 1];
    for (at, c) in content.text.char_indices() {
        places[at] = changed.text.len();
        changed.text.push_str(match c {
            'a' => "â",
            'e' => "éé",
            'о' => "ö",
            '&' => "<&>",
            c => &content.text[at..at + c.len_utf8()],
        });
    }
    places[content.text.len()] = changed.text.len();
    changed.tags.clone_from(&content.tags);
    for tag in &mut changed.tags {
        tag.at = places[tag.at];
    }
    changed
}

/// Fills for every segment of `article` whose number `chosen` takes.
pub(crate) fn fills(article: &Article, chosen: impl Fn(usize) -> bool) -> Vec<Fill> {
    let segments = article.segments.iter().enumerate();
    segments
        .filter(|(index, _)| chosen(*index))
        .map(|(index, segment)| Fill {
            block: segment.block,
            plain: segment.plain,
            content: accented(&article.content(index)),
            mark: None,
        })
        .collect()
}

/// An article of French sentences, cut.
pub(crate) fn cut(document: Document) -> Article {
    Article::new(document, Language::for_code("fr").unwrap())
}

/// What went wrong when the segments of the article in `bytes` that `chosen` takes were replaced by
/// other letters; how many there were and how many kept their source.
pub(crate) fn pseudo_translated(
    name: &str,
    bytes: &[u8],
    chosen: impl Fn(usize) -> bool,
) -> Result<(usize, usize), String> {
    let article = cut(read(name, bytes).map_err(|error| error.to_string())?);
    let source = &article.document.source;
    if encode(source, &fill(&article.document, &[]).text).as_deref() != Some(bytes) {
        return Err("other bytes although nothing was filled".to_owned());
    }
    let all = 0..article.segments.len();
    let asked: Vec<usize> = all.clone().filter(|&index| chosen(index)).collect();
    let made = fill(&article.document, &fills(&article, &chosen));
    let left: Vec<usize> = made.left_out.iter().map(|&index| asked[index]).collect();
    let written = encode(source, &made.text).ok_or("no archive")?;
    let again = cut(read(name, &written).map_err(|error| error.to_string())?);
    if !same_structure(&article.document, &again.document) {
        return Err(format!("another structure: {}", made.text));
    }
    let expected = all.map(|index| match chosen(index) && !left.contains(&index) {
        true => accented(&article.content(index)).text,
        false => article.text(index).to_owned(),
    });
    let found = (0..again.segments.len()).map(|index| again.text(index));
    // A sentence may end elsewhere in other letters.
    let letters = |text: String| text.split_whitespace().collect::<String>();
    let (expected, found) = (letters(expected.collect()), letters(found.collect()));
    if expected != found {
        return Err(format!("{expected:?} reads as {found:?}"));
    }
    Ok((asked.len(), left.len()))
}
