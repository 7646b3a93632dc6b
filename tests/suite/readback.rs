//! What other tools do to bilingual files: their states, their segments, their own elements.
//!
//! A draft goes out, OmegaT, Weblate, MateCat, memoQ or Trados works on it, and it comes back; and
//! what such a tool made itself is filled in place. The fixtures are written after what these tools
//! are known to write.

use crate::prefill::{Desk, TRANSLATION};
use std::fs;

/// `draft` with the target of each unit in one marked segment, and its source in `seg-source`.
fn marked(draft: &str) -> String {
    let mut out = String::new();
    let mut rest = draft;
    while let Some((before, after)) = rest.split_once("<source") {
        let (source, after) = after.split_once("</source>").unwrap();
        let words = source.split_once('>').unwrap().1;
        let mark = "<mrk mtype=\"seg\" mid=\"0\">";
        out.push_str(before);
        out.push_str(&format!("<source{source}</source>"));
        let is_unit = !before.trim_end().ends_with('>') || !before.contains("<alt-trans");
        if is_unit {
            out.push_str(&format!("<seg-source>{mark}{words}</mrk></seg-source>"));
        }
        rest = after;
        if let Some(target) = rest
            .trim_start()
            .strip_prefix("<target")
            .filter(|_| is_unit)
        {
            let (tag, after) = target.split_once('>').unwrap();
            let (words, after) = after.split_once("</target>").unwrap();
            out.push_str(&format!("<target{tag}>{mark}{words}</mrk></target>"));
            rest = after;
        }
    }
    out + rest
}

#[test]
fn a_finished_draft_of_any_tool_is_the_translated_article() {
    let desk = Desk::new();
    let finished = desk.finished();
    let untouched = "<trans-unit ";
    for (tool, draft) in [
        // It keeps the attributes that it does not know, the qualifier of a fuzzy match too.
        ("OmegaT", finished.clone()),
        (
            "Weblate",
            finished
                .replace(untouched, "<trans-unit approved=\"yes\" ")
                .replace("state=\"translated\"", "state=\"final\""),
        ),
        (
            "Weblate without states",
            finished
                .replace(" state=\"translated\" state-qualifier=\"fuzzy-match\"", "")
                .replace(" state=\"translated\" state-qualifier=\"exact-match\"", "")
                .replace(" state=\"translated\"", ""),
        ),
        (
            "MateCat",
            marked(&finished).replace(
                "</trans-unit>",
                "<count-group name=\"1\"><count count-type=\"x-matecat-raw\">3</count></count-group></trans-unit>",
            ),
        ),
        (
            "memoQ",
            finished
                .replace("<xliff ", "<xliff xmlns:mq=\"MQXliff\" ")
                .replace(untouched, "<trans-unit mq:status=\"ManuallyConfirmed\" ")
                .replace(
                    "</trans-unit>",
                    "<mq:minorversions><mq:historical-unit><source>x</source><target>y</target>\
                     </mq:historical-unit></mq:minorversions></trans-unit>",
                )
                .replace("state=\"translated\"", "state=\"signed-off\""),
        ),
        (
            "Trados",
            marked(&finished)
                .replace("<xliff ", "<xliff xmlns:sdl=\"http://sdl.com/FileTypes/SdlXliff/1.0\" ")
                .replace(" state=\"translated\"", "")
                .replace(
                    "</trans-unit>",
                    "<sdl:seg-defs><sdl:seg id=\"0\" conf=\"ApprovedTranslation\" origin=\"tm\"/>\
                     </sdl:seg-defs></trans-unit>",
                ),
        ),
    ] {
        fs::write(desk.path("back.xlf"), &draft).unwrap();
        let (article, talk) = desk.ends(0, "merge --complete back.xlf");
        assert_eq!(article, TRANSLATION, "{tool}\n{talk}\n{draft}");
    }
}

#[test]
fn what_a_tool_calls_unfinished_stays_in_the_source_language() {
    let desk = Desk::new();
    let finished = desk.finished();
    let target = "state=\"translated\">Le tir a échoué.";
    assert_eq!(finished.matches(target).count(), 1);
    for (tool, state) in [
        ("Weblate", "state=\"needs-translation\""),
        ("MateCat", "state=\"new\" state-qualifier=\"leveraged-mt\""),
        ("memoQ", "state=\"needs-review-translation\""),
        ("machine translation", "state-qualifier=\"mt-suggestion\""),
        ("another", "state=\"fake\""),
    ] {
        let draft = finished.replace(target, &format!("{state}>Le tir a échoué."));
        fs::write(desk.path("back.xlf"), draft).unwrap();
        let (_, talk) = desk.ends(1, "merge --complete back.xlf");
        assert!(talk.contains("The launch failed."), "{tool}\n{talk}");
        let (article, _) = desk.ends(0, "merge back.xlf");
        assert_eq!(
            article,
            TRANSLATION.replace("Le tir a échoué.", "The launch failed."),
            "{tool}"
        );
    }
}

/// The draft in XLIFF 2.1, as a translator leaves it who did everything.
fn finished_2(desk: &Desk) -> String {
    let arguments = "prefill --memory m.tmx --from en --to fr --format xliff2 --output d2.xlf a.md";
    desk.ends(0, arguments);
    let mut draft = desk.text("d2.xlf");
    for (source, target) in [
        ("Lift-off", "Décollage"),
        ("The probe", "La sonde"),
        ("The launch failed.", "Le tir a échoué."),
    ] {
        let at = draft.find(&format!("<source>{source}</source>")).unwrap();
        let end = at + "<source></source>".len() + source.len();
        draft.insert_str(end, &format!("<target>{target}</target>"));
        let segment = draft[..at].rfind("<segment").unwrap() + "<segment".len();
        draft.insert_str(segment, " state=\"translated\"");
    }
    draft
        .replace(
            " state=\"initial\" subState=\"entente:fuzzy\"",
            " state=\"final\"",
        )
        .replace(" state=\"initial\"", " state=\"translated\"")
        .replace("Elle a envoyé 3 images", "Elle a transmis 3 images")
}

#[test]
fn segments_of_version_2_may_be_split_and_joined() {
    let desk = Desk::new();
    let finished = finished_2(&desk);
    let at = finished.find("<source>The launch failed.").unwrap();
    let start = finished[..at].rfind("<segment").unwrap();
    let end = at + finished[at..].find("</segment>").unwrap() + "</segment>".len();
    let segment = &finished[start..end];
    let split = "<segment id=\"a\" state=\"translated\"><source>The launch</source>\
        <target>Le tir</target></segment><ignorable><source> </source></ignorable>\
        <segment id=\"b\" state=\"final\"><source>failed.</source><target>a échoué.</target></segment>";
    for (what, draft) in [
        ("as it was", finished.clone()),
        ("split", finished.replace(segment, split)),
        (
            "joined again",
            finished.replace(
                segment,
                "<segment state=\"reviewed\"><source>The launch failed.</source>\
                 <target>Le tir a échoué.</target></segment>",
            ),
        ),
    ] {
        fs::write(desk.path("back.xlf"), &draft).unwrap();
        let (article, talk) = desk.ends(0, "merge --complete back.xlf");
        assert_eq!(article, TRANSLATION, "{what}\n{talk}");
    }
    // Half of it is no translation.
    let half = split.replace("state=\"final\"", "state=\"initial\"");
    fs::write(desk.path("back.xlf"), finished.replace(segment, &half)).unwrap();
    let (_, talk) = desk.ends(1, "merge --complete back.xlf");
    assert!(talk.contains("The launch failed."), "{talk}");
}

/// A unit as Okapi cuts it, between others; `target` stands after its `seg-source`.
fn cut(target: &str) -> String {
    let [one, two] = ["0", "1"].map(|mid| format!("<mrk mtype=\"seg\" mid=\"{mid}\">"));
    format!(
        "<xliff version=\"1.2\"><file original=\"a\" source-language=\"en\" target-language=\"fr\" \
         datatype=\"html\"><body>\n<trans-unit id=\"1\">\n  <source>Nobody was hurt. It is <g id=\"1\">ready</g>.\
         </source>\n  <seg-source>{one}Nobody was hurt.</mrk> {two}It is <g id=\"1\">ready</g>.</mrk>\
         </seg-source>{target}\n</trans-unit></body></file></xliff>\n"
    )
}

#[test]
fn a_unit_that_is_cut_into_segments_is_filled_segment_by_segment() {
    let desk = Desk::new();
    let [one, two] = ["0", "1"].map(|mid| format!("<mrk mtype=\"seg\" mid=\"{mid}\">"));
    let ready = "<tu tuid=\"9\"><tuv xml:lang=\"en\"><seg>It is <bpt i=\"1\"/>ready<ept i=\"1\"/>.</seg></tuv>\
        <tuv xml:lang=\"fr\"><seg>C’est <bpt i=\"1\"/>prêt<ept i=\"1\"/>.</seg></tuv></tu></body>";
    let whole = desk.text("m.tmx").replace("</body>", ready);
    fs::write(desk.path("whole.tmx"), whole).unwrap();
    let filled = |memory: &str, target: &str| {
        fs::write(desk.path("cut.xlf"), cut(target)).unwrap();
        let command = format!("prefill --memory {memory} --from en --to fr cut.xlf");
        desk.ends(0, &command).0
    };
    let [first, second] = [
        format!("{one}Personne n’a été blessé.</mrk>"),
        format!("{two}C’est <g id=\"1\">prêt</g>.</mrk>"),
    ];
    // Where no target stood it is made after the source; what has no fill is an empty segment.
    assert_eq!(
        filled("m.tmx", ""),
        cut(&format!(
            "\n  <target state=\"needs-translation\">{first} {two}</mrk></target>"
        ))
    );
    assert_eq!(
        filled("whole.tmx", ""),
        cut(&format!(
            "\n  <target state=\"translated\">{first} {second}</target>"
        ))
    );
    // Segments that stand there, empty, get their text in them; what has one keeps it.
    let empty = "\n  <target xml:lang='fr' state=\"new\"><mrk mtype=\"seg\" mid=\"0\"/>  <mrk mid=\"1\" mtype=\"seg\"></mrk></target>";
    assert_eq!(
        filled("whole.tmx", empty),
        cut(&format!(
            "\n  <target state=\"translated\" xml:lang='fr'>{first}  <mrk mid=\"1\" mtype=\"seg\">C’est <g id=\"1\">prêt</g>.</mrk></target>"
        ))
    );
    let begun = |state: &str, second: &str| {
        format!("\n  <target state=\"{state}\">{one}Aucun blessé.</mrk> {second}</target>")
    };
    assert_eq!(
        filled("whole.tmx", &begun("translated", &format!("{two}</mrk>"))),
        cut(&begun("translated", &second))
    );
    assert_eq!(
        filled(
            "whole.tmx",
            &begun("needs-adaptation", &format!("{two}</mrk>"))
        ),
        cut(&begun("needs-translation", &second))
    );
    // Nothing to fill, other segments than those of the source, a state of one alone: the same bytes.
    for target in [
        "\n  <target state=\"new\">Rien.</target>".to_owned(),
        format!("\n  <target>{one}Un.</mrk></target>"),
        begun("translated", &second),
        "<target></target><sdl:seg-defs><sdl:seg id=\"0\"/></sdl:seg-defs>".to_owned(),
    ] {
        assert_eq!(filled("whole.tmx", &target), cut(&target));
    }
    // What was written is read as what it is.
    fs::write(desk.path("back.xlf"), filled("whole.tmx", "")).unwrap();
    let (info, _) = desk.ends(0, "info --format json back.xlf");
    assert!(
        info.contains("\"segments\":2,\"targets\":1,\"finished\":2"),
        "{info}"
    );
}

#[test]
fn plurals_of_three_forms_are_begun_and_checked() {
    let desk = Desk::new();
    let unit = |id: u8, en: &str, ru: &str| {
        format!(
            "<tu tuid=\"{id}\"><tuv xml:lang=\"en\"><seg>{en}</seg></tuv><tuv xml:lang=\"ru\"><seg>{ru}</seg></tuv></tu>"
        )
    };
    let memory = format!(
        "<tmx version=\"1.4\"><header srclang=\"en\"/><body>{}{}</body></tmx>",
        unit(1, "%d file was read", "%d файл прочитан"),
        unit(2, "%d files were read", "%d файлов прочитано")
    );
    fs::write(desk.path("ru.tmx"), memory).unwrap();
    let catalog = |forms: [&str; 3], flag: &str| {
        let [a, b, c] = forms;
        format!(
            "msgid \"\"\nmsgstr \"Language: ru\\nPlural-Forms: nplurals=3; plural=n%10==1;\\n\"\n\n\
             #: a.c:1\n{flag}msgid \"%d file was read\"\nmsgid_plural \"%d files were read\"\n\
             msgstr[0] \"{a}\"\nmsgstr[1] \"{b}\"\nmsgstr[2] \"{c}\"\n"
        )
    };
    fs::write(desk.path("a.po"), catalog(["", "", ""], "")).unwrap();
    let (out, _) = desk.ends(0, "prefill --memory ru.tmx --from en --to ru a.po");
    assert_eq!(
        out,
        catalog(
            ["%d файл прочитан", "", "%d файлов прочитано"],
            "#, fuzzy\n"
        )
    );
    // Each form is judged.
    let forms = ["%d файл прочитан", "%d файла прочитано", "файлов прочитано"];
    fs::write(desk.path("b.po"), catalog(forms, "")).unwrap();
    let (found, _) = desk.ends(1, "check --format jsonl b.po");
    assert_eq!(found.lines().count(), 1, "{found}");
    assert!(
        found.contains("placeholder-differs") && found.contains("\"line\":9"),
        "{found}"
    );
    // `One file` stands for 21 files too in Russian, so its first form may have the number.
    let one = catalog(["%d файл", "%d файла", "%d файлов"], "")
        .replace("%d file was read", "One file")
        .replace("%d files were read", "%d files");
    fs::write(desk.path("c.po"), &one).unwrap();
    desk.ends(0, "check --format jsonl c.po");
    // A form too few is said.
    let two = one.replace("msgstr[2] \"%d файлов\"\n", "");
    fs::write(desk.path("d.po"), two).unwrap();
    let (_, talk) = desk.ends(0, "check --format jsonl d.po");
    assert!(talk.contains("2 of the 3 forms"), "{talk}");
}

#[test]
fn a_page_in_its_declared_encoding_comes_back_in_it() {
    let desk = Desk::new();
    let page = |words: &[u8], name: &str| {
        let mut page = format!("<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"{name}\">\n<p>")
            .into_bytes();
        page.extend_from_slice(words);
        page.extend_from_slice(b"</p>\n<p>Nobody was hurt.</p>\n</html>\n");
        page
    };
    fs::write(
        desk.path("a.html"),
        page(b"Caf\xE9 is closed.", "iso-8859-1"),
    )
    .unwrap();
    let expected = |words: &str| {
        let text = page(b"Caf\xE9 is closed.", "iso-8859-1");
        let mut expected = Vec::new();
        let marker = b"Nobody was hurt.";
        let at = text
            .windows(marker.len())
            .position(|part| part == marker)
            .unwrap();
        expected.extend_from_slice(&text[..at]);
        expected.extend(words.chars().map(|c| u8::try_from(u32::from(c)).unwrap()));
        expected.extend_from_slice(&text[at + marker.len()..]);
        expected
    };
    let prefill = "prefill --memory m.tmx --from en --to fr --force --output";
    desk.ends(0, &format!("{prefill} a.fr.html a.html"));
    // The apostrophe of the memory is 0x92 there.
    let french = expected("Personne n\u{92}a été blessé.");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("lang=\"fr\"", "lang=\"en\"");
    assert_eq!(
        said(&fs::read(desk.path("a.fr.html")).unwrap()),
        said(&french)
    );
    desk.ends(0, &format!("{prefill} a.xlf a.html"));
    desk.ends(0, "merge --output merged.html a.xlf");
    assert_eq!(
        fs::read(desk.path("merged.html")).unwrap(),
        fs::read(desk.path("a.fr.html")).unwrap()
    );
    let (found, _) = desk.ends(
        0,
        "check --from en --to fr --format jsonl a.html merged.html",
    );
    assert!(!found.contains("unreadable"), "{found}");
    // Letters that the encoding lacks are references.
    let russian = desk
        .text("m.tmx")
        .replace("\"fr\"", "\"ru\"")
        .replace("Personne n’a été blessé.", "Все целы.");
    fs::write(desk.path("ru.tmx"), russian).unwrap();
    desk.ends(
        0,
        "prefill --memory ru.tmx --from en --to ru --output a.ru.html a.html",
    );
    let bytes = fs::read(desk.path("a.ru.html")).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(
        text.contains("<p>&#1042;&#1089;&#1077; &#1094;&#1077;&#1083;&#1099;.</p>"),
        "{text}"
    );
    // The user's word stands above the page's, and bytes that say nothing are refused by name.
    desk.ends(0, "segment --lang en --encoding windows-1251 a.html");
    let (segments, _) = desk.ends(0, "segment --lang en a.html");
    assert!(segments.contains("Café is closed."), "{segments}");
    fs::write(desk.path("b.html"), page(b"Caf\xE9 is closed.", "utf-8")).unwrap();
    let (_, talk) = desk.ends(2, "segment --lang en b.html");
    assert!(
        talk.contains("b.html:3:7: byte 0xE9 is not UTF-8"),
        "{talk}"
    );
}

#[test]
fn a_passage_in_another_language_is_not_translated() {
    let desk = Desk::new();
    let page = "<html lang=\"en\"><p>Nobody was hurt.</p><blockquote lang=\"fr\"><p>Nobody was hurt.</p></blockquote>\
        <p translate=\"no\">Nobody was hurt. <span translate=\"yes\">It is.</span></p></html>\n";
    fs::write(desk.path("a.html"), page).unwrap();
    let (out, _) = desk.ends(0, "prefill --memory m.tmx --from en --to fr a.html");
    let expected = page.replacen("Nobody was hurt.", "Personne n’a été blessé.", 1);
    assert_eq!(out, expected.replacen("lang=\"en\"", "lang=\"fr\"", 1));
    let (segments, _) = desk.ends(0, "segment --lang en a.html");
    assert_eq!(segments.lines().count(), 1, "{segments}");
}
