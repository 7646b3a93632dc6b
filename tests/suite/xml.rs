//! What `xml` promises: well-formed XML and nothing else, each fault with its place.

use entente::xml::{XmlError, XmlEvent, XmlOptions, XmlReader, decode};

/// All events of a document, one string each; or the error.
fn events(bytes: &[u8]) -> Result<Vec<String>, XmlError> {
    let mut reader = XmlReader::new("a.xml", bytes, XmlOptions::default());
    let mut found = Vec::new();
    loop {
        found.push(match reader.read()? {
            XmlEvent::Start(tag) => {
                let mut text = format!("<{}", tag.name());
                for (name, value) in tag.iter() {
                    text.push_str(&format!(" {name}={value:?}"));
                }
                text + ">"
            }
            XmlEvent::End(name) => format!("</{name}>"),
            XmlEvent::Text(text) => text.to_owned(),
            XmlEvent::Comment(text) => format!("comment {text}"),
            XmlEvent::Instruction(text) => format!("instruction {text}"),
            XmlEvent::Doctype(text) => format!("doctype {text}"),
            XmlEvent::Finish => return Ok(found),
        });
    }
}

fn fault(bytes: &[u8]) -> String {
    match events(bytes) {
        Ok(found) => panic!(
            "{:?} was read as {found:?}",
            String::from_utf8_lossy(&bytes[..bytes.len().min(200)])
        ),
        Err(error) => error.to_string(),
    }
}

/// Each kind of bad input once: the file, and the place and words of the refusal.
const BAD: &[(&[u8], &str)] = &[
    (b"", "1:1: the file is empty"),
    (b" \n\t", "2:2: the file is empty"),
    (b"\xEF\xBB\xBF", "1:1: the file is empty"),
    (
        b"<?xml version=\"1.0\"?>\n",
        "2:1: the file holds no element",
    ),
    (b"<!-- a -->", "1:11: the file holds no element"),
    (b"404: Not Found", "1:1: this is not XML but plain text"),
    (b"\n{\"units\": 3}", "2:1: this is not XML but JSON"),
    (
        b"version https://git-lfs.github.com/spec/v1\n",
        "1:1: this is not XML but a Git LFS pointer",
    ),
    (b"PK\x03\x04", "1:1: this is not XML but a zip archive"),
    (b"junk<a/>", "1:1: this is not XML"),
    (
        b"<a>\n<b>text",
        "2:8: the file ends inside <b>, opened at 2:1",
    ),
    (b"<a><b/>\n", "2:1: the file ends inside <a>, opened at 1:1"),
    (
        b"<a>\n<b c=\"d",
        "2:1: the file ends inside an attribute value",
    ),
    (b"<a>\n<b", "2:1: the file ends inside a tag"),
    (b"<a><!-- b", "1:4: the file ends inside a comment"),
    (
        b"<a><![CDATA[ b",
        "1:4: the file ends inside a CDATA section",
    ),
    (
        b"<a><?b",
        "1:4: the file ends inside a processing instruction",
    ),
    (b"<!DOCTYPE a [", "1:1: the file ends inside a DOCTYPE"),
    (b"<a>x &am", "1:6: \"&\" begins no reference"),
    (b"<a/>\n<b/>", "2:1: <b> after the end of the root element"),
    (b"<a/>text", "1:5: text outside the root element"),
    (b"<!-- a -->text<a/>", "1:11: text outside the root element"),
    (b"<a/>&amp;", "1:5: text outside the root element"),
    (b"<a/><![CDATA[]]>", "1:5: text outside the root element"),
    (b"<a/>\0\0", "1:5: character U+0000 is not allowed in XML"),
    (b"<a>\xC3\xA9\x08</a>", "1:5: character U+0008"),
    (b"<a b='\x1B'/>", "1:7: character U+001B"),
    (b"<a><!-- \x01 --></a>", "1:9: character U+0001"),
    (b"<a>\xEF\xBF\xBE</a>", "1:4: character U+FFFE"),
    (
        b"<a>&#8;</a>",
        "1:4: \"&#8;\" names no character that XML allows",
    ),
    (b"<a>&#xD800;</a>", "1:4: \"&#xD800;\" names no character"),
    (
        b"<a>&nbsp;</a>",
        "1:4: entity \"&nbsp;\" is not one of XML's own",
    ),
    (
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "1:34: entity \"&b;\"",
    ),
    (b"<a>R & D</a>", "1:6: \"&\" begins no reference"),
    (b"<a>R && D</a>", "1:6: \"&\" begins no reference"),
    (b"<a>1 < 2</a>", "1:7: a tag without a name"),
    (b"<a b='1'\n b='2'/>", "2:2: attribute \"b\" is given twice"),
    (
        b"<a b=1/>",
        "1:6: the value of attribute \"b\" is not in quotes",
    ),
    (b"<a b/>", "1:4: an attribute without a value"),
    (b"<a b='<'/>", "1:7: \"<\" in an attribute value"),
    (b"<a b='&c;'/>", "1:7: entity \"&c;\""),
    (b"<a>\n</b>", "2:1: </b> where </a> should be"),
    (b"<a></a></a>", "1:8: </a> ends no element"),
    (b"<a></a b='c'>", "1:4: </a> where </a> should be"),
    (b"<1a/>", "1:2: a tag without a name"),
    (b"<a>]]></a>", "1:4: \"]]>\" in text"),
    (b"<a><!-- b -- c --></a>", "1:11: \"--\" inside a comment"),
    (b"<a><!-- b ---></a>", "1:11: \"--\" inside a comment"),
    (b"<a><!b></a>", "1:4: this begins no markup"),
    (b"<a><? b?></a>", "1:4: this begins no markup"),
    (
        b" <?xml version='1.0'?><a/>",
        "1:2: the XML declaration must be the first",
    ),
    (
        b"<a/><?xml version='1.0'?>",
        "1:5: the XML declaration must be the first",
    ),
    (
        b"<a><?XML b?></a>",
        "1:4: the XML declaration must be the first",
    ),
    (
        b"<?xml?><a/>",
        "1:1: the XML declaration is not well-formed",
    ),
    (
        b"<?xml encoding='UTF-8'?><a/>",
        "1:1: the XML declaration is not well-formed",
    ),
    (
        b"<?xml version='2.0'?><a/>",
        "1:1: the XML declaration is not well-formed",
    ),
    (
        b"<?xml version='1.0' encoding='x-foo'?><a/>",
        "1:31: encoding \"x-foo\" is not known",
    ),
    (
        b"<?xml version='1.0' encoding='UTF-16'?><a/>",
        "1:31: the file declares encoding \"UTF-16\" but is UTF-8",
    ),
    (
        b"\xEF\xBB\xBF<?xml version='1.0' encoding='windows-1251'?><a/>",
        "1:31: the file declares encoding \"windows-1251\" but is UTF-8",
    ),
    (
        b"\xEF\xBB\xBF\xEF\xBB\xBF<a/>",
        "1:1: a second byte-order mark",
    ),
    (b"\xFF\xFE\0\0<\0\0\0", "1:1: UTF-32 is not read"),
    (b"<a>\n\xE9</a>", "2:1: byte 0xE9 is not UTF-8"),
    (b"<a>\xC3", "1:4: the file ends inside a character of UTF-8"),
    (
        b"\xFF\xFE<\0a\0/\0>",
        "1:4: the file ends inside a character of UTF-16LE",
    ),
    (
        b"<a/><!DOCTYPE a>",
        "1:5: DOCTYPE: it must stand once, before the root element",
    ),
    (
        b"<!DOCTYPE a><!DOCTYPE a><a/>",
        "1:13: DOCTYPE: it must stand once",
    ),
    (
        b"<!DOCTYPE a SYSTEM b><a/>",
        "1:20: DOCTYPE: an identifier in quotes is missing",
    ),
    (b"<!doctype a><a/>", "1:1: this begins no markup"),
    (
        b"<!DOCTYPE a [<!ENTITY b>\njunk]><a/>",
        "2:1: DOCTYPE: unexpected text in the internal subset",
    ),
];

#[test]
fn every_kind_of_bad_input_is_refused_at_its_place() {
    for (file, expected) in BAD {
        let error = fault(file);
        let whole = format!("a.xml:{expected}");
        assert!(
            error.starts_with(&whole),
            "{:?}\n  gives {error}\n  wants {whole}",
            String::from_utf8_lossy(file)
        );
    }
}

#[test]
fn what_is_well_formed_passes() {
    let file = "<?xml version=\"1.0\" encoding=\"utf-8\" standalone='yes'?>\r\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n\
                <!-- é --><?x y?><tmx m:a='1'>R&amp;D &#x202F;<![CDATA[a <b> & c]]><ph\n x=\"1\" /></tmx >\n<!-- end -->\n";
    let expected = [
        "doctype tmx SYSTEM \"tmx14.dtd\"",
        "comment  é ",
        "instruction x y",
        "<tmx m:a=\"1\">",
        "R",
        "&",
        "D ",
        "\u{202F}",
        "a <b> & c",
        "<ph x=\"1\">",
        "</ph>",
        "</tmx>",
        "comment  end ",
    ];
    assert_eq!(events(file.as_bytes()).unwrap(), expected);
    assert_eq!(
        events(format!("\u{FEFF}{file}").as_bytes()).unwrap(),
        expected
    );
}

#[test]
fn utf_16_and_code_pages_read_like_utf_8() {
    let text = "<?xml version='1.0' encoding='UTF-16'?><seg>« Союз » — ё 🚀</seg>";
    let expected = ["<seg>", "« Союз » — ё 🚀", "</seg>"];
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(events(&big).unwrap(), expected);
    assert_eq!(
        events(&[&b"\xFE\xFF"[..], &big].concat()).unwrap(),
        expected
    );
    let page = b"<?xml version='1.0' encoding='ISO-8859-1'?><seg>fus\xE9e</seg>";
    assert_eq!(events(page).unwrap(), ["<seg>", "fusée", "</seg>"]);
}

#[test]
fn an_undeclared_code_page_is_read_when_it_is_named() {
    let bytes = &b"<seg>\xD1\xEE\xFE\xE7</seg>"[..];
    assert!(fault(bytes).contains("1:6: byte 0xD1 is not UTF-8"));
    let options = XmlOptions {
        encoding: Some("windows-1251"),
        ..XmlOptions::default()
    };
    let mut reader = XmlReader::new("a.xml", bytes, options);
    reader.root().unwrap();
    assert_eq!(reader.element_text().unwrap(), "Союз");
    assert_eq!(reader.encoding(), "windows-1251");
    reader.finish().unwrap();
}

#[test]
fn places_are_those_of_the_decoded_text() {
    let file = "<a>\r\n  <b>ёлка\r<c/>\n</b></a>";
    let mut reader = XmlReader::new("a.xml", file.as_bytes(), XmlOptions::default());
    let mut places = Vec::new();
    while !matches!(reader.read().unwrap(), XmlEvent::Finish) {
        places.push(reader.place().to_string());
    }
    let expected = [
        "1:1", "1:4", "2:3", "2:6", "3:1", "3:5", "3:5", "4:1", "4:5",
    ];
    assert_eq!(places, expected);
}

#[test]
fn spans_are_those_of_the_file_with_its_own_line_ends() {
    let long = "й".repeat(70_000);
    let file = format!("\u{FEFF}<a>\r\nun\r\n<b/>{long}\r\n&amp;\rdeux\n</a>");
    for text in [file.clone(), file.replace("\r\n", "\n")] {
        let source = decode("a.xml", text.clone().into(), XmlOptions::default()).unwrap();
        let mut reader = XmlReader::from_source(&source, XmlOptions::default());
        let mut spans = Vec::new();
        while !matches!(reader.read().unwrap(), XmlEvent::Finish) {
            spans.push(reader.span());
        }
        let parts: Vec<&str> = spans.iter().map(|&span| source.slice(span)).collect();
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let expected = [
            "<a>",
            &format!("{end}un{end}"),
            "<b/>",
            "",
            &format!("{long}{end}"),
            "&amp;",
            "\rdeux\n",
            "</a>",
        ];
        assert_eq!(parts, expected);
    }
}

#[test]
fn a_decoded_file_may_still_declare_what_it_was() {
    let bytes = b"<?xml version='1.0' encoding='windows-1251'?><a>\xD1\xEE\xFE\xE7</a>".to_vec();
    let source = decode("a.xml", bytes, XmlOptions::default()).unwrap();
    assert_eq!(source.encoding(), "windows-1251");
    let mut reader = XmlReader::from_source(&source, XmlOptions::default());
    reader.root().unwrap();
    assert_eq!(reader.element_text().unwrap(), "Союз");
    let error = decode("a.xml", b"<a>\n\xE9 ".to_vec(), XmlOptions::default()).unwrap_err();
    assert_eq!(error.to_string(), "a.xml:2:1: byte 0xE9 is not UTF-8");
}

#[test]
fn deep_nesting_and_huge_texts_are_refused() {
    let deep = "<hi>".repeat(50_000);
    assert!(fault(deep.as_bytes()).contains("nested more than 256 deep"));
    let options = XmlOptions {
        size_limit: 100_000,
        ..XmlOptions::default()
    };
    let file = format!("<a>{}</a>", "text ".repeat(100_000));
    let mut reader = XmlReader::new("a.xml", file.as_bytes(), options);
    reader.read().unwrap();
    let error = reader.read().unwrap_err().to_string();
    assert!(
        error.ends_with("one text or tag of more than 100000 bytes"),
        "{error}"
    );
}

#[test]
fn the_root_may_be_asked_for_again() {
    let file = b"<?xml version='1.0'?><!-- x --><tmx version='1.4'><body/></tmx>";
    let mut reader = XmlReader::new("a.xml", &file[..], XmlOptions::default());
    assert_eq!(reader.root().unwrap().name(), "tmx");
    assert_eq!(reader.root().unwrap().get("version"), Some("1.4"));
    assert!(matches!(reader.read().unwrap(), XmlEvent::Start(tag) if tag.name() == "body"));
    reader.skip_element().unwrap();
    assert_eq!(reader.depth(), 1);
}

/// Each event with its place, span and depth; and the error at the end, if there is one.
fn told(input: impl std::io::BufRead) -> (Vec<String>, Option<String>) {
    let mut reader = XmlReader::new("a.xml", input, XmlOptions::default());
    let mut told = Vec::new();
    loop {
        let event = match reader.read() {
            Ok(XmlEvent::Finish) => return (told, None),
            Ok(event) => format!("{event:?}"),
            Err(error) => return (told, Some(error.to_string())),
        };
        let (place, span, depth) = (reader.place(), reader.span(), reader.depth());
        told.push(format!("{event} {place} {span:?} {depth}"));
    }
}

#[test]
fn an_event_cut_by_the_end_of_a_chunk_is_read_as_one_that_is_not() {
    let sound = [
        "<b>",
        "</b>",
        "<b>Le rover dort.</b>",
        "<b/>",
        "<b c='>' d=\"é\">",
        "</b >",
        "<é:b\nc = '&lt;'>x</é:b>",
        "« Прибыл »",
        "&amp;",
        "&#233;",
        "&#x00000000e9;",
        "\r\n",
        "\n",
        " ",
        "<!-- > -->",
        "<![CDATA[<b>]]>",
        "<?p > ?>",
    ];
    let faulty = [
        "&",
        "&x;",
        "&;",
        "]]>",
        "<",
        ">",
        "'",
        "</a>",
        "</>",
        "<>",
        "< b>",
        "<b c>",
        "<b c=1>",
        "<b c='1' c='2'>",
        "<b c='<'>",
        "<b c='",
        "</ b>",
        "<!b>",
        "<b c='1'/ >",
        "\u{8}",
        "\u{FFFF}",
    ];
    // As good as chance (Numerical Recipes, 7.1).
    let mut state = 11_u32;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % limit
    };
    // What is read to find the encoding is one chunk, however small the others.
    let before = format!("<?xml version='1.0'?><a><!--{}-->", " ".repeat(5000));
    let (mut events, mut whole) = (0, 0);
    for _ in 0..3000 {
        let mut file = before.clone();
        let mut open = 0_usize;
        for _ in 0..below(40) {
            let piece = match below(60) {
                0 => faulty[below(faulty.len())],
                _ => sound[below(sound.len())],
            };
            let ends = piece.starts_with("</b");
            if ends && open == 0 {
                continue;
            }
            let begins = piece.starts_with("<b") && piece.ends_with('>') && !piece.contains('/');
            open = open + usize::from(begins) - usize::from(ends);
            file.push_str(piece);
        }
        file.push_str(&"</b>".repeat(open));
        file.push_str("</a>\n");
        let expected = told(file.as_bytes());
        events += expected.0.len();
        whole += usize::from(expected.1.is_none());
        for size in [1, 7] {
            let cut = std::io::BufReader::with_capacity(size, file.as_bytes());
            assert_eq!(told(cut), expected, "{}", &file[before.len()..]);
        }
    }
    assert!(
        events > 30_000 && (1000..2900).contains(&whole),
        "{events} {whole}"
    );
}

#[test]
fn no_prefix_of_a_document_is_a_document() {
    let file = "<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'a.dtd'>\n<a>« R&amp;D »<![CDATA[x]]><!-- y --><b c='é'/></a>";
    for length in 0..file.len() {
        let error = fault(&file.as_bytes()[..length]);
        assert!(error.starts_with("a.xml:"), "{error}");
    }
    assert!(events(file.as_bytes()).is_ok());
}
