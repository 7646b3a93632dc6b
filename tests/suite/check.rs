//! What `check` promises: each rule's cases, the home articles, the command's talk.

use crate::run::{entente, text};
use entente::align::{Dictionary, SegmentPair, align};
use entente::check::{Finding, Job, Knowledge, KnownTargets, RULES, Severity, Terms, check};
use entente::document;
use entente::lang::{LANGUAGES, LangTag, Language};
use entente::memory::{Direction, Memory, MemorySource};
use entente::report::{ReportContext, reporter};
use entente::segment::Article;
use entente::text::Source;
use entente::xml::XmlOptions;
use std::path::Path;
use std::process::Output;

/// One case of a rule.
struct Case {
    name: String,
    wrong: bool,
    languages: Vec<&'static Language>,
    texts: Vec<String>,
}

fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/check")
        .join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn cases(rule: &str) -> Vec<Case> {
    let text = data_if_any(&format!("{rule}.cases"));
    let cases = text.split("== ").skip(1);
    let mut cases: Vec<Case> = cases.map(|case| read_case(rule, case)).collect();
    for triple in data_if_any(&format!("{rule}.triples")).split("== ").skip(1) {
        cases.extend(read_triple(rule, triple));
    }
    cases
}

fn data_if_any(name: &str) -> String {
    let path = at_home(&format!("tests/data/check/{name}"));
    std::fs::read_to_string(path).unwrap_or_default()
}

/// The cases of a triple: every language against every other, right and wrong.
fn read_triple(rule: &str, triple: &str) -> Vec<Case> {
    let (name, body) = triple.split_once('\n').expect("a triple has texts");
    let mut texts: Vec<(&str, bool, String)> = Vec::new();
    for line in body.lines().filter(|line| !line.is_empty()) {
        let (head, text) = line.split_once(": ").expect("a line says its language");
        let code = head.trim_end_matches(" wrong");
        texts.push((code, head != code, text.replace('⏎', "\n")));
    }
    assert_eq!(
        texts.len(),
        6,
        "{rule}: {name}: three right texts and three wrong ones"
    );
    let mut cases = Vec::new();
    for (from, _, source) in texts.iter().filter(|(_, wrong, _)| !wrong) {
        for (to, wrong, target) in texts.iter().filter(|(to, ..)| to != from) {
            cases.push(Case {
                name: format!("{rule}: {name} ({from}-{to})"),
                wrong: *wrong,
                languages: [from, to]
                    .map(|code| Language::for_code(code).unwrap())
                    .to_vec(),
                texts: vec![source.clone(), target.clone()],
            });
        }
    }
    cases
}

fn read_case(rule: &str, case: &str) -> Case {
    let (head, body) = case.split_once('\n').expect("a case has a text");
    let (kind, name) = head.split_once(": ").expect("a case says what it shows");
    let (kind, languages) = kind.split_once(' ').expect("a case says its languages");
    let languages = languages
        .split('-')
        .map(|code| Language::for_code(code).expect("a known language"));
    Case {
        name: format!("{rule}: {name} ({head})"),
        wrong: match kind {
            "wrong" => true,
            "right" => false,
            other => panic!("{rule}: a case is right or wrong, not {other}"),
        },
        languages: languages.collect(),
        texts: body.split("\n--\n").map(str::to_owned).collect(),
    }
}

fn article(name: &str, text: &str, language: &'static Language) -> Article {
    let source = Source::new(name, text);
    Article::new(
        document::read(source, Some("markdown")).expect("Markdown is always readable"),
        language,
    )
}

fn memory() -> Memory {
    let text = data("memory.tmx");
    Memory::read("memory.tmx", text.as_bytes(), XmlOptions::default())
        .expect("the memory of the cases is whole")
}

fn findings(case: &Case) -> Vec<Finding> {
    let glossary =
        entente::glossary::read(&Source::new("glossary.csv", data("glossary.csv")), None);
    let glossaries = [glossary.expect("the glossary of the cases is whole")];
    let terms = Terms::new(&glossaries, LANGUAGES);
    let mut knowledge = Knowledge {
        terms: Some(&terms),
        ..Knowledge::default()
    };
    let article = |index: usize| {
        let name = ["source.md", "target.md"][index];
        article(name, &case.texts[index], case.languages[index])
    };
    match case.languages.len() {
        1 => check(&Job::of_text(&article(0), knowledge)).findings,
        _ => {
            let tag = |index: usize| LangTag::parse(case.languages[index].code).unwrap();
            let memory = memory();
            let known = KnownTargets::new(
                [MemorySource::Read(&memory)],
                &Direction::new(tag(0), tag(1)),
            )
            .unwrap();
            knowledge.memory = Some(&known);
            let (source, target) = (article(0), article(1));
            let mut pairs = align(&source, &target, &Dictionary::default());
            // A sentence alone gives the alignment little to be sure by; these belong together.
            for pair in &mut pairs {
                pair.sure = !pair.source.is_empty() && !pair.target.is_empty();
            }
            check(&Job::of_articles(&source, &target, &pairs, knowledge)).findings
        }
    }
}

#[test]
fn every_rule_is_right_about_its_cases() {
    let mut bad = Vec::new();
    for rule in RULES.iter().map(|rule| rule.meta().id) {
        for case in cases(rule) {
            let mut found = findings(&case);
            let least = |finding: &Finding| match finding.rule == rule && case.wrong {
                true => entente::check::rule(rule)
                    .unwrap()
                    .meta()
                    .severity
                    .min(Severity::Warning),
                false => Severity::Warning,
            };
            found.retain(|finding| finding.severity >= least(finding));
            let seen = found.iter().any(|finding| finding.rule == rule);
            let well = if case.wrong { seen } else { found.is_empty() };
            if !well {
                let found: Vec<String> = found
                    .iter()
                    .map(|f| format!("{}: {}", f.rule, f.message))
                    .collect();
                bad.push(format!("{}\n    {}", case.name, found.join("\n    ")));
            }
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn every_rule_has_documentation_and_cases_of_both_kinds() {
    for rule in RULES {
        let meta = rule.meta();
        assert!(
            meta.why.len() > 100 && meta.example.contains("wrong"),
            "{}",
            meta.id
        );
        let cases = cases(meta.id);
        let wrong = cases.iter().filter(|case| case.wrong).count();
        assert!(wrong >= 3 && cases.len() - wrong >= 3, "{}", meta.id);
        for code in ["en", "fr", "ru"] {
            let speaks = |case: &Case| case.languages.iter().any(|language| language.code == code);
            assert!(
                cases.iter().any(speaks),
                "{} has no case in {code}",
                meta.id
            );
        }
    }
}

/// Pairs of each kind that a rule with triples has in each direction at least.
const PAIRS_A_DIRECTION: usize = 5;

#[test]
fn triples_are_enough_in_every_direction() {
    for rule in RULES.iter().map(|rule| rule.meta().id) {
        let triples = data_if_any(&format!("{rule}.triples"))
            .matches("== ")
            .count();
        assert!(triples == 0 || triples >= PAIRS_A_DIRECTION, "{rule}");
    }
}

#[test]
fn no_case_file_is_forgotten() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/check");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let rule = name.strip_suffix(".cases");
        if let Some(rule) = rule.or(name.strip_suffix(".triples")) {
            assert!(entente::check::rule(rule).is_some(), "{name}");
        }
    }
}

fn at_home(path: &str) -> String {
    format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))
}

/// Runs `entente check` with the home glossary over the article `name`, its translation being
/// `target`.
fn check_home(name: &str, language: &str, target: &str) -> Output {
    entente([
        "check",
        "--glossary",
        &at_home("glossaries/space.csv"),
        "--from",
        "en",
        "--to",
        language,
        "--format",
        "jsonl",
        &at_home(&format!("tests/data/articles/{name}")),
        target,
    ])
}

#[test]
fn right_articles_have_no_findings_and_the_summary_says_what_was_judged() {
    for (name, ending) in [("cooperation", "md"), ("rescue", "txt")] {
        for language in ["fr", "ru"] {
            let target = at_home(&format!("tests/data/articles/{name}.{language}.{ending}"));
            let output = check_home(&format!("{name}.en.{ending}"), language, &target);
            assert_eq!(text(&output.stdout), "", "{name} {language}");
            assert_eq!(output.status.code(), Some(0));
            let talk = text(&output.stderr);
            assert!(talk.contains("0 errors, 0 warnings"), "{talk}");
            assert!(
                talk.contains("segment pairs (") && talk.contains("term occurrences"),
                "{talk}"
            );
        }
    }
}

#[test]
fn a_right_article_has_no_findings_in_any_direction() {
    let articles = ["en", "fr", "ru"].map(|code| {
        let name = format!("right/telescope.{code}.md");
        article(&name, &data(&name), Language::for_code(code).unwrap())
    });
    for source in &articles {
        for target in articles
            .iter()
            .filter(|other| other.language != source.language)
        {
            let pairs = align(source, target, &Dictionary::default());
            let judgement = check(&Job::of_articles(
                source,
                target,
                &pairs,
                Knowledge::default(),
            ));
            let mut loud = judgement.findings.iter();
            let found = loud.find(|finding| finding.severity >= Severity::Warning);
            assert!(
                found.is_none(),
                "{}-{}: {found:?}",
                source.language.code,
                target.language.code
            );
            assert!(judgement.judged.numbers > 140 && judgement.judged.sure > 50);
        }
    }
}

#[test]
fn every_seeded_fault_is_found_on_its_line() {
    let faults =
        std::fs::read_to_string(at_home("tests/data/articles/faults/faults.jsonl")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut missed = Vec::new();
    for line in faults.lines() {
        let fault: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| fault[name].as_str().unwrap();
        let language = field("lang");
        let clean = at_home(&format!("tests/data/articles/cooperation.{language}.md"));
        let clean = std::fs::read_to_string(clean).unwrap();
        let at = clean
            .find(field("find"))
            .expect("the place of a fault is in its article");
        let row = clean[..at].matches('\n').count() + 1;
        let target = folder.path().join("target.md");
        std::fs::write(&target, clean.replacen(field("find"), field("replace"), 1)).unwrap();
        let output = check_home("cooperation.en.md", language, target.to_str().unwrap());
        let found = text(&output.stdout).lines().any(|line| {
            let finding: serde_json::Value = serde_json::from_str(line).unwrap();
            finding["rule"] == field("rule") && finding["target"]["line"] == row
        });
        if !found {
            missed.push(format!("{line}\n  {}", text(&output.stdout)));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn the_text_report_is_as_it_was_agreed() {
    let languages = ["en", "fr"].map(|code| Language::for_code(code).unwrap());
    let names = ["source.md", "target.md"];
    let texts = names.map(|name| data(&format!("report/{name}")));
    let source = article(names[0], &texts[0], languages[0]);
    let target = article(names[1], &texts[1], languages[1]);
    let pair = |index: usize| SegmentPair {
        source: index..index + 1,
        target: index..index + 1,
        score: 1.0,
        sure: true,
    };
    let pairs: Vec<SegmentPair> = (0..source.segments.len()).map(pair).collect();
    let glossary = Source::new("../glossary.csv", data("glossary.csv"));
    let glossaries = [entente::glossary::read(&glossary, None).unwrap()];
    let terms = Terms::new(&glossaries, LANGUAGES);
    let knowledge = Knowledge {
        terms: Some(&terms),
        ..Knowledge::default()
    };
    let judgement = check(&Job::of_articles(&source, &target, &pairs, knowledge));
    let loud = |finding: &&Finding| finding.severity >= Severity::Warning;
    let shown: Vec<&Finding> = judgement.findings.iter().filter(loud).collect();
    let context = ReportContext {
        files: &[&source.document.source, &target.document.source],
        color: false,
        ..ReportContext::default()
    };
    let report = reporter("text").unwrap().report(&shown, &context);
    assert_eq!(text(&report), data("report/expected.txt"));
}

#[test]
fn a_bilingual_file_is_checked_unit_by_unit() {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("draft.xlf");
    let unit = |id: u8, state: &str, source: &str, target: &str| {
        format!(
            r#"<trans-unit id="{id}"><source>{source}</source>
            <target state="{state}">{target}</target></trans-unit>"#
        )
    };
    let units = [
        unit(
            1,
            "translated",
            "It sent 3 images.",
            "Elle a envoyé 2 images.",
        ),
        unit(
            2,
            "needs-adaptation",
            "It sent 5 images.",
            "Elle a envoyé 4 images.",
        ),
        unit(
            3,
            "translated",
            "It is called CGTN.",
            "Elle s’appelle CGTN.",
        ),
    ];
    let text_of_file = format!(
        r#"<xliff version="1.2"><file original="a.md" source-language="en" target-language="fr"
        datatype="plaintext"><body>{}</body></file></xliff>"#,
        units.concat()
    );
    std::fs::write(&draft, text_of_file).unwrap();
    let output = entente(["check", "--format", "jsonl", draft.to_str().unwrap()]);
    let severities: Vec<String> = text(&output.stdout)
        .lines()
        .map(|line| {
            let finding: serde_json::Value = serde_json::from_str(line).unwrap();
            finding["severity"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(severities, ["error", "warning"], "{}", text(&output.stdout));
    assert_eq!(output.status.code(), Some(1));
}

/// What `check` says of the tags of a unit with this source and target: rules and messages.
fn said_of_tags(state: &str, source: &str, target: &str) -> Vec<String> {
    let file = format!(
        r#"<xliff version="1.2"><file original="a.html" source-language="en" target-language="fr"
        datatype="html"><body><trans-unit id="1"><source>{source}</source>
        <target state="{state}">{target}</target></trans-unit></body></file></xliff>"#
    );
    let file = entente::document::xliff::read(Source::new("a.xlf", file)).unwrap();
    let [from, to] = ["en", "fr"].map(|code| Language::for_code(code).unwrap());
    let judgement = check(&Job::of_bilingual(&file, from, to, Knowledge::default()));
    let tags = judgement.findings.iter();
    let tags = tags.filter(|finding| finding.rule.starts_with("tag-"));
    tags.map(|finding| {
        let severity = finding.severity.name();
        format!("{severity} {}: {}", finding.rule, finding.message)
    })
    .collect()
}

#[test]
fn tags_of_a_unit_are_known_by_their_numbers() {
    let bold = [
        "<bpt id=\"1\">&lt;b&gt;</bpt>",
        "<ept id=\"1\">&lt;/b&gt;</ept>",
    ];
    let slanted = [
        "<bpt id=\"2\">&lt;i&gt;</bpt>",
        "<ept id=\"2\">&lt;/i&gt;</ept>",
    ];
    let [b, b_end] = bold;
    let [i, i_end] = slanted;
    let icon = "<x id=\"3\"/>";
    let source = format!("{b}The {i}probe{i_end} of 1978{b_end} is {icon} silent.");
    for (target, said) in [
        (
            format!("{b}La {i}sonde{i_end} de 1978{b_end} est {icon} muette."),
            None,
        ),
        (
            format!("{icon} Elle est muette, {b}la {i}sonde{i_end} de 1978{b_end}."),
            None,
        ),
        (
            format!("{b}La {i}sonde de{b_end} 1978{i_end} est {icon} muette."),
            Some(
                "error tag-order: the tag 1 \"<b>\" is closed while the tag 2 \"<i>\" in it is \
                 still open",
            ),
        ),
        (
            format!("{b_end}La {i}sonde{i_end} de 1978{b} est {icon} muette."),
            Some("error tag-order: the tag 1 \"<b>\" is closed before it is opened"),
        ),
        (
            format!("{b}La sonde de 1978{b_end} est {i}{icon} muette{i_end}."),
            Some("warning tag-order: the tag 2 \"<i>\" stands outside the tag 1 \"<b>\""),
        ),
        (
            format!("{b}La {icon} {i}sonde{i_end} de 1978{b_end} est muette."),
            Some("warning tag-order: the tag 3 \"<x id=\"3\"/>\" stands inside the tag 1 \"<b>\""),
        ),
        (
            format!("{b}La {i}sonde{i_end} de 1978{b_end} est <x id=\"9\"/> muette."),
            Some(
                "warning tag-differs: the tag \"<x id=\"3\"/>\" is missing, \"<x id=\"9\"/>\" is new",
            ),
        ),
    ] {
        let found = said_of_tags("translated", &source, &target);
        assert!(
            found.iter().any(|one| Some(one.as_str()) == said)
                || found.is_empty() && said.is_none(),
            "{target}\n{found:#?}"
        );
    }
    let crossed = format!("{b}La {i}sonde de{b_end} 1978{i_end} est {icon} muette.");
    // What is not finished gives no error, and what the source does the target may do.
    let unfinished = said_of_tags("needs-adaptation", &source, &crossed);
    assert!(
        unfinished[0].starts_with("warning tag-order"),
        "{unfinished:?}"
    );
    assert_eq!(
        said_of_tags("translated", &crossed, &crossed.replace("muette", "là")),
        [""; 0]
    );
}

#[test]
fn a_tag_that_stands_twice_hides_none_that_is_missing() {
    let found = said_of_tags(
        "translated",
        "From <x id=\"1\"/> to <x id=\"2\"/> by night.",
        "De <x id=\"1\"/> à <x id=\"1\"/> de nuit.",
    );
    let said =
        "warning tag-differs: the tag \"<x id=\"2\"/>\" is missing, \"<x id=\"1\"/>\" stands twice";
    assert_eq!(found, [said]);
}

#[test]
fn links_of_pages_are_compared() {
    let languages = ["en", "fr"].map(|code| Language::for_code(code).unwrap());
    let found = |to: &str| {
        let page = |name: &str, text: String, language| {
            let document = document::read(Source::new(name, text), Some("html")).unwrap();
            Article::new(document, language)
        };
        let source = "<p>Read <a href=\"/en/moon\">the story of the Moon</a> first.</p>";
        let target = format!("<p>Lisez d’abord <a href=\"{to}\">l’histoire de la Lune</a>.</p>");
        let source = page("a.html", source.to_owned(), languages[0]);
        let target = page("b.html", target, languages[1]);
        let pairs = align(&source, &target, &Dictionary::default());
        let job = Job::of_articles(&source, &target, &pairs, Knowledge::default());
        let findings = check(&job).findings;
        findings
            .iter()
            .map(|finding| finding.rule)
            .collect::<Vec<_>>()
    };
    assert_eq!(found("/fr/moon"), [""; 0]);
    assert_eq!(found("/fr/mars"), ["link-differs"]);
}

#[test]
fn the_score_in_a_draft_mark_is_no_number_of_the_text() {
    for (target, rules) in [
        ("Зонд прислал 3 снимка.⟦76⟧", &["draft-mark-left"][..]),
        ("Зонд прислал 76 снимков.", &["number-differs"]),
    ] {
        let case = Case {
            name: target.to_owned(),
            wrong: true,
            languages: ["en", "ru"]
                .map(|code| Language::for_code(code).unwrap())
                .to_vec(),
            texts: vec!["The probe sent 3 images.".to_owned(), target.to_owned()],
        };
        let found = findings(&case);
        let loud = found
            .iter()
            .filter(|finding| finding.severity >= Severity::Warning);
        assert_eq!(
            loud.map(|finding| finding.rule).collect::<Vec<_>>(),
            rules,
            "{target}"
        );
    }
}

#[test]
fn a_note_of_a_unit_silences_a_rule_there() {
    let folder = tempfile::tempdir().unwrap();
    let unit = |id: u8, note: &str| {
        format!(
            "<trans-unit id=\"{id}\"><source>It sent 3 images.</source><target state=\"translated\">\
             Elle a envoyé 2 images.</target><note>{note}</note></trans-unit>"
        )
    };
    let units = [
        unit(1, "entente: ignore=number-differs"),
        unit(
            2,
            "Number as in the log\nentente: ignore=tag-differs, number-differs",
        ),
        unit(3, "please do not ignore=number-differs"),
    ];
    let xliff = format!(
        "<xliff version=\"1.2\"><file original=\"a.md\" source-language=\"en\" \
         target-language=\"fr\" datatype=\"plaintext\"><body>{}</body></file></xliff>",
        units.concat()
    );
    let entry = |comment: &str| {
        format!("{comment}msgid \"It sent 3 images.\"\nmsgstr \"Elle a envoyé 2 images.\"\n\n")
    };
    let head = "msgid \"\"\nmsgstr \"\"\n\"Language: fr\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n";
    let catalog = [
        head.to_owned(),
        entry("# entente: ignore=number-differs\nmsgctxt \"a\"\n"),
        entry("# entente: ignore=tag-differs,number-differs\nmsgctxt \"b\"\n"),
        entry("# ignore=number-differs\nmsgctxt \"c\"\n"),
    ];
    for (name, content) in [("a.xlf", xliff), ("a.po", catalog.concat())] {
        let file = folder.path().join(name);
        std::fs::write(&file, content).unwrap();
        let file = file.to_str().unwrap();
        let output = entente([
            "check", "--from", "en", "--to", "fr", "--format", "jsonl", file,
        ]);
        let rules: Vec<String> = text(&output.stdout)
            .lines()
            .map(|line| {
                let finding: serde_json::Value = serde_json::from_str(line).unwrap();
                finding["rule"].as_str().unwrap().to_owned()
            })
            .collect();
        assert_eq!(rules, ["ignore-unused", "number-differs"], "{name}");
    }
}

#[test]
fn the_exit_status_follows_fail_on() {
    let files = [
        at_home("tests/data/check/report/source.md"),
        at_home("tests/data/check/report/target.md"),
    ];
    for (fail_on, status) in [("error", 1), ("warning", 1), ("never", 0)] {
        let output = entente([
            "check",
            "--from",
            "en",
            "--to",
            "fr",
            "--fail-on",
            fail_on,
            &files[0],
            &files[1],
        ]);
        assert_eq!(output.status.code(), Some(status), "{fail_on}");
    }
}

#[test]
fn a_glossary_without_the_language_is_refused_with_its_languages() {
    let folder = tempfile::tempdir().unwrap();
    let glossary = folder.path().join("g.csv");
    std::fs::write(&glossary, "concept,en,fr\nc1,rocket,fusée\n").unwrap();
    let article = at_home("tests/data/articles/rescue.ru.txt");
    let output = entente([
        "check",
        "--glossary",
        glossary.to_str().unwrap(),
        "--lang",
        "ru",
        &article,
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stdout), "");
    assert!(
        text(&output.stderr).contains("en, fr"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn fingerprints_survive_moves_and_other_edits() {
    let prints = |source: &str, target: &str| {
        let case = Case {
            name: String::new(),
            wrong: true,
            languages: vec![
                Language::for_code("en").unwrap(),
                Language::for_code("fr").unwrap(),
            ],
            texts: vec![source.to_owned(), target.to_owned()],
        };
        let found = findings(&case);
        let numbers = found
            .iter()
            .filter(|finding| finding.rule == "number-differs");
        numbers
            .map(|finding| finding.fingerprint.clone())
            .collect::<Vec<_>>()
    };
    let before = prints(
        "The probe sent 3 images home.\n",
        "La sonde a envoyé 2 images.\n",
    );
    let after = prints(
        "A long journey.\n\nThe  probe sent 3 images\nhome.\n",
        "Un long voyage.\n\nLa belle sonde a envoyé 2 belles images.\n",
    );
    assert_eq!(before.len(), 1);
    assert_eq!(before, after);
}

#[test]
fn every_rule_prints_its_own_page() {
    let list = entente(["rules"]);
    for rule in RULES {
        let meta = rule.meta();
        assert!(text(&list.stdout).contains(meta.id));
        let page = entente(["rules", meta.id]);
        assert!(text(&page.stdout).starts_with(meta.id));
        assert!(text(&page.stdout).contains("Example:"));
    }
    assert_eq!(entente(["rules", "numbers"]).status.code(), Some(2));
}
