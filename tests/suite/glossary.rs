//! Glossaries: forms, finding, reading and writing; and the commands over them.

use crate::run;
use entente::glossary::{Expansion, PartOfSpeech};
use entente::lang::Language;
use entente::lang::forms::{Case, Cell, Gender, Number, Traits};

const CASES: [Case; 6] = [
    Case::Nominative,
    Case::Genitive,
    Case::Dative,
    Case::Accusative,
    Case::Instrumental,
    Case::Prepositional,
];

/// `name m a` and the like.
fn traits(text: &str) -> Traits {
    let mut traits = Traits::default();
    for word in text.split_whitespace() {
        match word {
            "name" => traits.part_of_speech = Some(PartOfSpeech::ProperNoun),
            "m" => traits.gender = Some(Gender::Masculine),
            "f" => traits.gender = Some(Gender::Feminine),
            "n" => traits.gender = Some(Gender::Neuter),
            "a" => traits.animate = Some(true),
            "i" => traits.animate = Some(false),
            "pl" => traits.number = Some(Number::Plural),
            _ => panic!("{word:?} is no trait"),
        }
    }
    traits
}

#[test]
fn russian_words_decline_as_the_grammars_say() {
    let russian = Language::for_code("ru").unwrap();
    let mut wrong = Vec::new();
    let table = include_str!("../data/glossary/forms.ru.tsv");
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [term, known, singular, plural] = columns[..] else {
            panic!("four columns: {line:?}");
        };
        let expansion = Expansion::new(term, &traits(known), russian);
        for (number, forms) in [(Number::Singular, singular), (Number::Plural, plural)] {
            for (case, form) in CASES.into_iter().zip(forms.split(' ')) {
                let cell = Cell::new(case, number);
                let made = expansion.form(cell);
                if made.as_deref() != Some(form).filter(|form| *form != "-") {
                    wrong.push(format!("{term}, {cell}: {made:?}, not {form:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Runs the command; exit status, standard output, standard error.
fn entente(arguments: &[&str]) -> (Option<i32>, String, String) {
    run::texts(run::entente(arguments))
}

/// A file in a folder of its own.
fn file(folder: &tempfile::TempDir, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn terms_are_bytes_of_the_file_across_markup_and_line_ends() {
    let folder = tempfile::tempdir().unwrap();
    let glossary = file(&folder, "g.csv", "concept;ru\nsc;космический аппарат\n");
    let text = "# Пуск\n\nДва **космических**\nаппарата и `космический аппарат`.\n";
    let article = file(&folder, "a.md", text);
    let (status, out, _) = entente(&[
        "terms",
        "--glossary",
        &glossary,
        "--lang",
        "ru",
        "--format",
        "jsonl",
        &article,
    ]);
    assert_eq!(status, Some(0));
    let lines: Vec<serde_json::Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 1, "code is no text: {out}");
    let (start, end) = (
        lines[0]["start"].as_u64().unwrap(),
        lines[0]["end"].as_u64().unwrap(),
    );
    let bytes = &text[start as usize..end as usize];
    assert_eq!(lines[0]["text"], bytes);
    assert_eq!(bytes, "космических**\nаппарата");
    assert_eq!(lines[0]["concept"], "sc");
    assert_eq!(lines[0]["status"], "preferred");
}

#[test]
fn a_glossary_of_a_french_excel_is_read() {
    let folder = tempfile::tempdir().unwrap();
    // Windows-1252, semicolons, CRLF.
    let glossary = file(
        &folder,
        "g.csv",
        b"concept;fran\xE7ais\r\ne;\xE9tage sup\xE9rieur\r\n",
    );
    let article = file(&folder, "a.txt", b"Les \xE9tages sup\xE9rieurs.\r\n");
    let ask = |extra: &[&str]| {
        let mut all = vec!["terms", "--glossary", &glossary, "--lang", "fr"];
        all.extend(extra);
        all.push(&article);
        entente(&all)
    };
    let (status, out, err) = ask(&[]);
    assert_eq!((status, out.as_str()), (Some(2), ""));
    assert!(
        err.contains("g.csv:1:") && err.contains("windows-1252"),
        "{err}"
    );
    let (status, out, _) = ask(&["--encoding", "windows-1252"]);
    assert_eq!(status, Some(0));
    assert!(
        out.contains("étages supérieurs: étage supérieur (e, preferred; plural)"),
        "{out}"
    );
}

#[test]
fn a_language_the_glossary_lacks_is_refused_with_those_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let glossary = file(&folder, "g.csv", "concept,en,fr\nc,launcher,lanceur\n");
    let article = file(&folder, "a.txt", "Ракета.\n");
    let (status, out, err) = entente(&["terms", "--glossary", &glossary, "--lang", "ru", &article]);
    assert_eq!((status, out.as_str()), (Some(2), ""));
    assert!(
        err.ends_with("g.csv: no term in \"ru\"; its languages are en, fr\n"),
        "{err}"
    );
}

#[test]
fn a_spreadsheet_is_refused_with_how_to_save_it() {
    let folder = tempfile::tempdir().unwrap();
    let glossary = file(&folder, "g.xlsx", b"PK\x03\x04\x14\x00");
    let (status, _, err) = entente(&["terms", "--glossary", &glossary, "--lang", "ru", "-"]);
    assert_eq!(status, Some(2));
    assert!(
        err.contains("g.xlsx:1:1: this is a spreadsheet") && err.contains("CSV UTF-8"),
        "{err}"
    );
}

#[test]
fn forms_are_shown_by_case_and_number() {
    let (status, out, _) = entente(&["forms", "--lang", "ru", "--gender", "f", "модель"]);
    assert_eq!(status, Some(0));
    assert!(out.contains("  instrumental singular   моделью\n"), "{out}");
    let (_, out, _) = entente(&["forms", "--lang", "fr", "--format", "jsonl", "vol habité"]);
    let last = out.lines().last().unwrap();
    assert_eq!(
        last,
        r#"{"term":"vol habité","cell":"plural","forms":["vols habités"]}"#
    );
}

#[test]
fn one_form_a_row_is_given_for_a_table_of_questions() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "noun\tполёт\tm\ti\tins\tsg\npair\tновый станция\tf\ti\tgen\tpl\nadj\tкосмический\tf\t-\tacc\tsg\n";
    let table = file(&folder, "rows.tsv", rows);
    let (status, out, _) = entente(&["forms", "--lang", "ru", "--tsv", &table]);
    assert_eq!(
        (status, out.as_str()),
        (Some(0), "полётом\nновых станций\nкосмическую\n")
    );
}

#[test]
fn a_lexicon_adds_forms_and_is_refused_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let glossary = file(&folder, "g.csv", "concept,ru\nk,крюк\n");
    let article = file(&folder, "a.txt", "Два крюка, крючья и крючьев.\n");
    let lexicon = file(&folder, "l.tsv", "крюк\tкрючья\tnom.pl\nкрюк\tкрючьев\n");
    let ask = |lexicon: &str| {
        let fixed = [
            "terms",
            "--glossary",
            &glossary,
            "--lang",
            "ru",
            "--lexicon",
        ];
        entente(&[&fixed[..], &[lexicon, &article]].concat())
    };
    let (status, out, err) = ask(&lexicon);
    assert_eq!((status, out.lines().count()), (Some(0), 3), "{out}{err}");
    assert!(
        out.contains("крючья: крюк (k, preferred; nominative plural)"),
        "{out}"
    );
    let (_, forms, _) = entente(&["forms", "--lang", "ru", "--lexicon", &lexicon, "крюк"]);
    assert!(
        forms.contains("nominative plural       крючья  (also крюки, крючьев)"),
        "{forms}"
    );
    let wrong = file(&folder, "w.tsv", "крюк\tкрючья\nкрюк\tкрючьям\tdative\n");
    let (status, out, err) = ask(&wrong);
    assert_eq!((status, out.as_str()), (Some(2), ""));
    assert!(
        err.contains("w.tsv:2:14: \"dative\" is no part of speech and no cells"),
        "{err}"
    );
}

#[test]
fn an_editor_sees_which_concepts_occur_in_several_articles() {
    let folder = tempfile::tempdir().unwrap();
    let glossary = file(
        &folder,
        "g.csv",
        "concept;fr;fr:deprecated\nlv;lanceur;lanceuse\nsc;agence spatiale;\n",
    );
    let first = file(&folder, "a.md", "Les **lanceurs** et un lanceur.\n");
    let second = file(
        &folder,
        "b.md",
        "Lanceurs, lanceuse ; les agences *spatiales*.\n",
    );
    let ask = |format: &str, more: &[&str]| {
        let fixed = [
            "terms",
            "--stats",
            "--lang",
            "fr",
            "--glossary",
            &glossary,
            "--format",
        ];
        entente(&[&fixed[..], &[format, &first, &second], more].concat())
    };
    let (status, out, err) = ask("text", &[]);
    let expected = "    4  lv  (mixed)\n           3  preferred   lanceur: lanceurs ×2, lanceur\n\
                    \x20          1  deprecated  lanceuse: lanceuse\n    1  sc\n\
                    \x20          1  preferred   agence spatiale: agences spatiales\n";
    assert_eq!((status, out.as_str()), (Some(0), expected));
    assert!(
        err.contains("5 occurrences of 2 concepts in 2 articles"),
        "{err}"
    );
    let (_, out, _) = ask("jsonl", &[]);
    assert_eq!(
        out.lines().next_back().unwrap(),
        "{\"concept\":\"sc\",\"count\":1,\"mixed\":false,\"terms\":[{\"term\":\"agence spatiale\",\
         \"status\":\"preferred\",\"count\":1,\"forms\":[{\"text\":\"agences spatiales\",\"count\":1}]}]}"
    );
    let (_, out, _) = ask("json", &[]);
    assert!(
        out.starts_with("{\"articles\":2,\"occurrences\":5,\"concepts\":["),
        "{out}"
    );
    let missing = folder.path().join("c.md");
    let (status, out, _) = ask("json", &[missing.to_str().unwrap()]);
    assert_eq!(status, Some(2), "the others are counted all the same");
    assert!(out.starts_with("{\"articles\":2,"), "{out}");
}

#[test]
fn a_doubtful_occurrence_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let glossary = file(&folder, "g.csv", "concept,en\nl,launch\n");
    let article = file(&folder, "a.txt", "The launch. France wants to launch.\n");
    let ask = |format| {
        let fixed = ["terms", "--lang", "en", "--glossary", &glossary, "--format"];
        entente(&[&fixed[..], &[format, &article]].concat()).1
    };
    let jsonl = ask("jsonl");
    assert!(!jsonl.lines().next().unwrap().contains("unsure"), "{jsonl}");
    assert!(jsonl.trim_end().ends_with(",\"unsure\":true}"), "{jsonl}");
    assert!(ask("text").trim_end().ends_with("; unsure)"));
}

/// The table that a glossary becomes.
fn as_table(folder: &tempfile::TempDir, glossary: &str) -> String {
    let table = folder.path().join("table.csv");
    let table = table.to_str().unwrap();
    let (status, _, err) = entente(&["convert", "--force", "--output", table, glossary]);
    assert_eq!(status, Some(0), "{glossary}: {err}");
    std::fs::read_to_string(table).unwrap()
}

#[test]
fn tbx_of_every_version_and_style_survives_both_conversions() {
    let folder = tempfile::tempdir().unwrap();
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/glossary/tbx");
    let mut tables = std::collections::BTreeMap::new();
    for entry in std::fs::read_dir(data).unwrap() {
        let path = entry.unwrap().path();
        let first = as_table(&folder, path.to_str().unwrap());
        let table = file(&folder, "first.csv", &first);
        let tbx = folder.path().join("again.tbx");
        let tbx = tbx.to_str().unwrap();
        let (status, _, err) = entente(&["convert", "--force", "--output", tbx, &table]);
        assert_eq!(status, Some(0), "{err}");
        assert_eq!(as_table(&folder, tbx), first, "{path:?}");
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        tables.insert(name, first);
    }
    assert_eq!(tables.len(), 5);
    // Versions and styles say the same; only DCT does not tell that the source is an `admin`.
    assert_eq!(tables["v2-basic"], tables["v3-dca-basic"]);
    let plain = tables["v3-dca-basic"].replace("concept:admin:source", "concept:source");
    assert_eq!(tables["v3-dct-basic"], plain);
    let basic = &tables["v2-basic"];
    assert!(
        basic.contains("ru,ракета-носитель,preferred,noun,f,"),
        "{basic}"
    );
    assert!(
        basic.contains(",Россия,полигон\n"),
        "unknown categories are kept: {basic}"
    );
    let min = &tables["min"];
    assert!(min.contains("c1,fr,rampe,deprecated,") && min.contains("lancement,superseded,"));
    assert!(tables["v3-core"].contains("c1,fr,pas de tir,preferred,"));
}

#[test]
fn notes_given_twice_and_notes_of_concepts_keep_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let table = "concept,lang,term,status,pos,gender,number,animate,forms,dnt,case,concept:Def,Ref,Ref\n\
                 a,en,probe,preferred,,,,,,,,a thing,one,two\n\
                 a,fr,sonde,preferred,,,,,,,,,three,\n";
    let first = file(&folder, "a.csv", table);
    let tbx = folder.path().join("a.tbx");
    let (status, _, _) = entente(&["convert", "--output", tbx.to_str().unwrap(), &first]);
    assert_eq!(status, Some(0));
    assert_eq!(as_table(&folder, tbx.to_str().unwrap()), table);
}
