//! Catalogs as gettext's own tools write them: made by `msginit` and `xgettext`, filled, and used as memory.

use crate::prefill::Desk;
use std::fs;

/// What `msginit -l ru` makes, with `charset` in its header and three kinds of entries, translated or not.
fn catalog(charset: &str, is_translated: bool) -> String {
    let t = |text: &'static str| if is_translated { text } else { "" };
    format!(
        "# Russian\nmsgid \"\"\nmsgstr \"\"\n\"Language: ru\\n\"\n\"MIME-Version: 1.0\\n\"\n\
        \"Content-Type: text/plain; charset={charset}\\n\"\n\"Content-Transfer-Encoding: 8bit\\n\"\n\
        \"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && \"\n\
        \"n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n\"\n\n\
        #, c-format\nmsgid \"%d file\"\nmsgid_plural \"%d files\"\n\
        msgstr[0] \"{}\"\nmsgstr[1] \"{}\"\nmsgstr[2] \"{}\"\n\n\
        #, c-format\nmsgid \"One image\"\nmsgid_plural \"%d images\"\n\
        msgstr[0] \"{}\"\nmsgstr[1] \"{}\"\nmsgstr[2] \"{}\"\n\n\
        msgctxt \"log\"\nmsgid \"The probe left. It sent \\\"images\\\".\\n\"\nmsgstr \"{}\"\n",
        t("%d файл"),
        t("%d файла"),
        t("%d файлов"),
        t("%d снимок"),
        t("%d снимка"),
        t("%d снимков"),
        t("Аппарат ушёл и послал «снимки».\\n")
    )
}

#[test]
fn a_catalog_is_a_memory_of_itself() {
    let desk = Desk::new();
    fs::write(desk.path("old.po"), catalog("UTF-8", true)).unwrap();
    fs::write(desk.path("new.po"), catalog("UTF-8", false)).unwrap();
    desk.ends(0, "convert old.po --output m.tmx --force");
    let (out, talk) = desk.ends(0, "prefill -v --memory m.tmx --from en --to ru new.po");
    assert_eq!(out, catalog("UTF-8", true), "{talk}");
    // The plural of another entry is none of this one's.
    let other = catalog("UTF-8", false).replace("%d images", "%d pictures");
    fs::write(desk.path("other.po"), other).unwrap();
    let (out, _) = desk.ends(0, "prefill --memory m.tmx --from en --to ru other.po");
    assert!(
        out.contains("msgid_plural \"%d pictures\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n"),
        "{out}"
    );
}

#[test]
fn what_holds_other_letters_than_its_header_says_says_so() {
    for charset in ["ASCII", "US-ASCII", "CHARSET"] {
        let desk = Desk::new();
        fs::write(desk.path("old.po"), catalog("UTF-8", true)).unwrap();
        fs::write(desk.path("new.po"), catalog(charset, false)).unwrap();
        desk.ends(0, "convert old.po --output m.tmx --force");
        let (out, _) = desk.ends(0, "prefill --memory m.tmx --from en --to ru new.po");
        assert_eq!(out, catalog("UTF-8", true), "{charset}");
    }
}

#[test]
fn a_template_gets_the_plural_rule_of_its_language() {
    let desk = Desk::new();
    let template = |language: &str, charset: &str, rule: &str, forms: [&str; 2]| {
        format!(
            "msgid \"\"\nmsgstr \"\"\n\"Language:{language}\\n\"\n\"Content-Type: text/plain; charset={charset}\\n\"\n\
            \"Plural-Forms: {rule}\\n\"\n\nmsgid \"%d file\"\nmsgid_plural \"%d files\"\n\
            msgstr[0] \"{}\"\nmsgstr[1] \"{}\"\n",
            forms[0], forms[1]
        )
    };
    let open = "nplurals=INTEGER; plural=EXPRESSION;";
    fs::write(desk.path("a.pot"), template(" ", "CHARSET", open, ["", ""])).unwrap();
    let memory = r#"<tmx version="1.4"><header srclang="en"/><body>
        <tu><tuv xml:lang="en"><seg>%d file</seg></tuv><tuv xml:lang="fr"><seg>%d chaîne</seg></tuv></tu>
        <tu><tuv xml:lang="en"><seg>%d files</seg></tuv><tuv xml:lang="fr"><seg>%d chaînes</seg></tuv></tu></body></tmx>"#;
    fs::write(desk.path("m.tmx"), memory).unwrap();
    let (out, _) = desk.ends(0, "prefill --memory m.tmx --from en --to fr a.pot");
    let rule = "nplurals=2; plural=(n > 1);";
    assert_eq!(
        out,
        template(" fr", "UTF-8", rule, ["%d chaîne", "%d chaînes"])
    );
}

#[test]
fn a_header_without_a_language_gets_one() {
    let desk = Desk::new();
    let template = |language: &str, text: &str| {
        format!(
            "msgid \"\"\nmsgstr \"\"\n\"MIME-Version: 1.0\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n{language}\n\
            msgid \"Nobody was hurt.\"\nmsgstr \"{text}\"\n"
        )
    };
    fs::write(desk.path("a.pot"), template("", "")).unwrap();
    let (out, _) = desk.ends(0, "prefill --memory m.tmx --from en --to fr a.pot");
    let said = "\"Language: fr\\n\"\n";
    assert_eq!(out, template(said, "Personne n’a été blessé."));
    // A header on one line is left as it is.
    let short = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\"\n\nmsgid \"Nobody was hurt.\"\nmsgstr \"\"\n";
    fs::write(desk.path("b.po"), short).unwrap();
    let (out, _) = desk.ends(0, "prefill --memory m.tmx --from en --to fr b.po");
    assert!(out.starts_with(&short[..short.len() - 4]), "{out}");
}

/// The forms of a Russian plural as `po2xliff` writes them, each with what `target` gives for it.
fn forms_as_units(targets: [&str; 3]) -> String {
    let unit = |form: usize, source: &str| {
        let target = match targets[form] {
            "" => String::new(),
            text => format!(
                "<target state=\"translated\" state-qualifier=\"exact-match\">{text}</target>"
            ),
        };
        format!("<trans-unit id=\"4[{form}]\"><source>{source}</source>{target}</trans-unit>\n")
    };
    format!(
        "<xliff version=\"1.1\"><file original=\"ru.po\" source-language=\"en\" target-language=\"ru\" datatype=\"po\"><body>\n\
        <group restype=\"x-gettext-plurals\" id=\"4\">\n{}{}{}</group></body></file></xliff>\n",
        unit(0, "%d file"),
        unit(1, "%d files"),
        unit(2, "%d files")
    )
}

#[test]
fn a_form_of_a_plural_that_nothing_says_is_not_filled_as_certain() {
    let desk = Desk::new();
    fs::write(desk.path("a.xlf"), forms_as_units(["", "", ""])).unwrap();
    let memory = r#"<tmx version="1.4"><header srclang="en"/><body>
        <tu><tuv xml:lang="en"><seg>%d file</seg></tuv><tuv xml:lang="ru"><seg>%d файл</seg></tuv></tu>
        <tu><tuv xml:lang="en"><seg>%d files</seg></tuv><tuv xml:lang="ru"><seg>%d файлов</seg></tuv></tu></body></tmx>"#;
    fs::write(desk.path("m.tmx"), memory).unwrap();
    let (out, _) = desk.ends(0, "prefill --memory m.tmx a.xlf");
    let filled = |form: usize| {
        let unit = out.split(&format!("id=\"4[{form}]\"")).nth(1).unwrap();
        unit.split("</trans-unit>").next().unwrap().to_owned()
    };
    assert!(filled(0).contains(">%d файл<"), "{out}");
    assert!(!filled(1).contains("файл"), "{out}");
    assert!(filled(2).contains(">%d файлов<"), "{out}");
    // A memory that knows the forms fills them all, be it of a catalog or of such a file.
    let whole = ["%d файл", "%d файла", "%d файлов"];
    for (name, text) in [
        ("old.po", catalog("UTF-8", true)),
        ("old.xlf", forms_as_units(whole)),
    ] {
        fs::write(desk.path(name), text).unwrap();
        desk.ends(0, &format!("convert {name} --output m.tmx --force"));
        let (out, talk) = desk.ends(0, "prefill --memory m.tmx a.xlf");
        assert_eq!(out, forms_as_units(whole), "{name}\n{talk}");
    }
}
