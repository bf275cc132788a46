//! Interviews in Spanish, summaries in either language, and what is set by file and variables.

use std::fs;
use std::path::Path;
use std::process::Output;

use super::RULES;
use super::pty::Pty;
use crate::program;

/// A home of its own, in which nothing is set but what a test says.
fn candor(home: &Path, variables: &[(&str, &str)], arguments: &[&str], typed: &str) -> Output {
    let mut command = program::candor();
    command
        .args(arguments)
        .env("XDG_STATE_HOME", home.join("state"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("LANG", "C.UTF-8")
        .envs(variables.iter().copied());
    program::output(&mut command, typed.as_bytes())
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// An interview: the form, the summary, and what the screen showed. The code of the case is always K7QX4.
#[track_caller]
fn interview(variables: &[(&str, &str)], arguments: &[&str], typed: &[&str]) -> (String, String, String) {
    let home = tempfile::tempdir().unwrap();
    let form = home.path().join("form.yaml");
    let fixed = ["--rules", RULES, "ask", "--as-of", "2026-11-20", "-o", form.to_str().unwrap()];
    let done = candor(home.path(), variables, &[&fixed, arguments].concat(), &typed.join("\n"));
    let screen = said(&done.stderr);
    assert_eq!(done.status.code(), Some(0), "{screen}");
    let form = fs::read_to_string(form).unwrap();
    let case = form.lines().find_map(|line| line.strip_prefix("case: ")).unwrap().trim_matches(['\'', '"']).to_owned();
    let plain = |text: String| text.replace(&case, "K7QX4");
    (plain(form), plain(said(&done.stdout)), plain(screen))
}

const IN_SPANISH: [&str; 8] = ["paciente", "espasticidad", "5 pies 7", "154 libras", "sí", ".desconocido", ".ir 3", ""];
const IN_ENGLISH: [&str; 8] = ["patient", "spasticity", "5 ft 7", "154 pounds", "yes", ".unknown", ".go 3", ""];

fn spanish<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&IN_SPANISH, more].concat()
}

fn english<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&IN_ENGLISH, more].concat()
}

#[test]
fn errors_are_said_in_words_where_signs_are_read_aloud_or_not_drawn() {
    let check = |variables: &[(&str, &str)], arguments: &[&str], in_words: bool| {
        let home = tempfile::tempdir().unwrap();
        for command in [&["ask", "--resume", "A2AAA"][..], &["--rules", "no.yaml", "ask"]] {
            let done = candor(home.path(), variables, &[command, arguments].concat(), "");
            let (screen, sign) = (said(&done.stderr), if in_words { "  ERROR: " } else { "  × " });
            assert!(screen.contains(sign), "{variables:?} {arguments:?}: {screen}");
            assert_eq!(screen.is_ascii(), in_words, "{variables:?} {arguments:?}: {screen}");
        }
        let checked = candor(home.path(), variables, &["rules", "check", "/dev/null"], "");
        assert!(said(&checked.stdout).contains("there is no rulebook in this file"));
        if arguments.is_empty() {
            assert_eq!(checked.stdout.is_ascii(), in_words, "{variables:?}: {}", said(&checked.stdout));
        }
    };
    check(&[], &[], false);
    check(&[("ACCESSIBLE", "0")], &[], false);
    check(&[], &["--plain"], true);
    for variable in [("ACCESSIBLE", "1"), ("TERM", "dumb"), ("LANG", "C"), ("LC_ALL", "C"), ("CANDOR_SURFACE", "plain")]
    {
        check(&[variable], &[], true);
    }
}

#[test]
fn a_spanish_interview_with_an_english_summary() {
    let (form, summary, screen) = interview(&[], &["--lang", "es"], &spanish(&[".terminar"]));
    assert!(form.contains("language: es\n") && form.contains("typed: 154 libras"), "{form}");
    for line in [
        "Control pequeño   small_check 1.0.0   Español",
        "No se nombra a nadie que haya revisado esta traducción.",
        "Anotado: 170 cm (5 pies 7).",
        "Anotado: NO SABE (aparecerá como dato que falta).",
    ] {
        assert!(screen.contains(line), "{line} in\n{screen}");
    }
    insta::assert_snapshot!("spanish_interview_english_summary", summary);
}

#[test]
fn an_english_interview_with_a_spanish_summary() {
    let (form, summary, screen) = interview(&[], &["--summary-lang", "es"], &english(&[".finish"]));
    assert!(form.contains("language: en\n"), "{form}");
    assert!(screen.contains("Recorded: 170 cm (5 ft 7)."), "{screen}");
    insta::assert_snapshot!("english_interview_spanish_summary", summary);
}

#[test]
fn both_languages_take_the_same_answers_and_commands_in_full_words() {
    let answers = |form: &str| {
        let kept = form.lines().filter(|line| !["typed", "language"].iter().any(|key| line.trim().starts_with(key)));
        kept.collect::<Vec<_>>().join("\n")
    };
    let (spanish_form, ..) = interview(&[], &["--lang", "es"], &spanish(&[".terminar"]));
    let (english_form, ..) = interview(&[], &[], &english(&[".finish"]));
    assert_eq!(answers(&spanish_form), answers(&english_form));
    // the words of one language are understood in the other
    let mixed = ["1", "2", "5 pies 7", "154 libras", "1", ".desconocido", ".ir 3", "", ".terminar"];
    let (mixed_form, ..) = interview(&[], &[], &mixed);
    assert_eq!(answers(&mixed_form), answers(&english_form));
}

#[test]
fn the_same_form_gives_the_same_bytes_in_each_language() {
    let home = tempfile::tempdir().unwrap();
    let (form, ..) = interview(&[], &["--lang", "es"], &spanish(&[".terminar"]));
    let path = home.path().join("form.yaml");
    fs::write(&path, form).unwrap();
    let path = path.to_str().unwrap();
    for (language, heading) in [("en", "INTAKE SUMMARY"), ("es", "RESUMEN DE ADMISIÓN")] {
        let draw = || candor(home.path(), &[], &["--rules", RULES, "summary", path, "--lang", language], "").stdout;
        assert_eq!(draw(), draw());
        assert!(said(&draw()).starts_with(heading));
        let batch = ["--rules", RULES, "batch", path, "--format", "ndjson", "--lang", language, "--quiet"];
        let record: serde_json::Value = serde_json::from_slice(&candor(home.path(), &[], &batch, "").stdout).unwrap();
        let one = ["--rules", RULES, "summary", path, "--format", "json", "--lang", language];
        let one: serde_json::Value = serde_json::from_slice(&candor(home.path(), &[], &one, "").stdout).unwrap();
        assert_eq!(record, one);
        assert_eq!((&one["language"], &one["form"]["language"]), (&language.into(), &"es".into()));
        let translation = &one["provenance"]["translation"];
        assert_eq!(translation["sha256"].as_str().map(str::len), (language == "es").then_some(64));
        assert!(translation["reviewed_by"].is_null());
    }
    let why = ["--rules", RULES, "why", path, "heavy", "--lang", "es"];
    let why = said(&candor(home.path(), &[], &why, "").stdout);
    assert!(why.contains("Índice de masa corporal de 40 o más: no se cumple."), "{why}");
}

#[test]
fn a_language_is_spoken_whole_or_not_at_all() {
    let home = tempfile::tempdir().unwrap();
    let rules = home.path().join("own.yaml");
    fs::copy(RULES, &rules).unwrap();
    let ask = || candor(home.path(), &[], &["--rules", rules.to_str().unwrap(), "ask", "--lang", "es"], "1\n");
    let done = ask();
    assert_eq!(done.status.code(), Some(2));
    assert!(said(&done.stderr).contains("the rulebook `small_check` has no texts in `es`"), "{}", said(&done.stderr));
    let texts = fs::read_to_string(RULES.replace(".yaml", ".es.yaml")).unwrap();
    fs::write(
        home.path().join("own.es.yaml"),
        texts.replace("  falls: { title: Caídas, ask: ¿Ha habido caídas? }\n", ""),
    )
    .unwrap();
    let done = ask();
    assert_eq!(done.status.code(), Some(3));
    assert!(said(&done.stderr).contains("lacks 2 of the texts of its rulebook"), "{}", said(&done.stderr));
    let unknown = candor(home.path(), &[], &["ask", "--lang", "fr"], "");
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn a_session_in_spanish() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &["--lang", "es", "--as-of", "2026-11-20"]);
    pty.until("No se nombra a nadie que haya revisado esta traducción.");
    pty.answer("[1] ¿Quién contesta?", "1");
    pty.answer("[2] ¿Por qué se piensa en una bomba?", "??");
    pty.answer("Por qué: Decide qué preguntas siguen.", "1");
    pty.answer("[3] ¿Cuánto mide?", "170");
    pty.answer("[4] ¿Cuánto pesa?", "212");
    pty.answer("REVISE: 212 kg es poco común (30 a 200).", "212 libras");
    pty.answer("= 96.2 kg (212 libras)", ".atrás");
    pty.answer("ahora: 96.2 kg (212 libras)   (Enter lo deja)", "");
    pty.answer("[5] ¿Cuáles de estos se han probado?", "0");
    pty.answer("La escala queda en inglés para esta prueba.", ".u");
    pty.answer("= NO SABE", "3");
    pty.answer("Escriba  ok  cuando haya leído esto.", "ok");
    pty.answer("[9] ¿Cómo describiría el dolor?", "punzante");
    pty.answer("[11] ¿Cuál es la última HbA1c?", "7,4");
    pty.answer("Revisión", ".terminar");
    pty.until("Assessment:");
    assert_eq!(pty.status(), 0);
}

#[test]
fn a_flag_wins_over_a_variable_and_a_variable_over_the_file() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("config/candor");
    fs::create_dir_all(&folder).unwrap();
    let config = |variables: &[(&str, &str)], arguments: &[&str]| {
        let done = candor(home.path(), variables, &[arguments, &["config", "--format", "json"]].concat(), "");
        assert_eq!(done.status.code(), Some(0), "{}", said(&done.stderr));
        let all: Vec<serde_json::Value> = serde_json::from_slice(&done.stdout).unwrap();
        all.iter().map(|one| format!("{} {}", one["value"], one["from"]["kind"])).collect::<Vec<_>>()
    };
    let builtin = r#""builtin" "default""#;
    let (any, english) = (r#""any" "default""#, r#""en" "default""#);
    assert_eq!(config(&[], &[]), [builtin, any, english, english, r#""auto" "default""#]);
    fs::write(folder.join("config.yaml"), "language: es\nsurface: plain\nsummary_language: es\n").unwrap();
    let (file, variable) = (r#""es" "file""#, r#""en" "variable""#);
    assert_eq!(config(&[], &[]), [builtin, any, file, file, r#""plain" "file""#]);
    let from_variable = config(&[("CANDOR_LANGUAGE", "en")], &["--rules", "own.yaml"]);
    assert_eq!(from_variable, [r#""own.yaml" "flag""#, any, variable, file, r#""plain" "file""#]);

    let asked = |variables: &[(&str, &str)], arguments: &[&str]| {
        let done = candor(home.path(), variables, &[&["--rules", RULES, "ask"], arguments].concat(), "1\n");
        said(&done.stderr).lines().next().unwrap().to_owned()
    };
    assert!(asked(&[], &[]).ends_with("Español"));
    assert!(asked(&[("CANDOR_LANGUAGE", "en")], &[]).ends_with("English"));
    assert!(asked(&[("CANDOR_LANGUAGE", "en")], &["--lang", "es"]).ends_with("Español"));
}

#[test]
fn what_nobody_knows_is_refused_with_its_place() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("config/candor");
    fs::create_dir_all(&folder).unwrap();
    for (text, place, what) in [
        ("langauge: es\n", ":1:1]", "did you mean `language`?"),
        ("# ours\nlanguage: fr\n", ":2:11]", "the words are `en` or `es`"),
        ("surface: plain\nsurface: rich\n", ":2:1]", "the key `surface` stands twice in the same map"),
        ("rules: [a, b]\n", ":1:8]", "expected text, found a list"),
        ("- rules\n", ":1:1]", "expected a map, found a list"),
    ] {
        fs::write(folder.join("config.yaml"), text).unwrap();
        let done = candor(home.path(), &[], &["config"], "");
        let told = said(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{text}{told}");
        assert!(told.contains(place) && told.contains(what) && done.stdout.is_empty(), "{text}{told}");
    }
    fs::write(folder.join("config.yaml"), "# nothing is set here\n").unwrap();
    assert_eq!(candor(home.path(), &[], &["config"], "").status.code(), Some(0));
    let done = candor(home.path(), &[("CANDOR_LANGUGE", "es")], &["config"], "");
    assert_eq!(done.status.code(), Some(2));
    assert!(said(&done.stderr).contains("did you mean `CANDOR_LANGUAGE`?"), "{}", said(&done.stderr));
}

#[test]
fn the_rulebook_that_is_insisted_on_is_used_or_nothing_is_asked() {
    let home = tempfile::tempdir().unwrap();
    let other = [("CANDOR_RULES", RULES), ("CANDOR_RULES_SHA256", "00")];
    let done = candor(home.path(), &other, &["ask"], "1\n");
    assert_eq!(done.status.code(), Some(3));
    assert!(said(&done.stderr).contains("the rulebook `small_check` 1.0.0 is not the one that is insisted on"));
    let told = said(&done.stderr);
    let sha256: String = told.split("SHA-256 is").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let sha256 = sha256.trim_end_matches(',').to_uppercase();
    let same = [("CANDOR_RULES", RULES), ("CANDOR_RULES_SHA256", sha256.as_str())];
    let done = candor(home.path(), &same, &["ask"], "1\n");
    assert!(said(&done.stderr).contains("Question 2."), "{}", said(&done.stderr));
    // who writes rules is not held up
    let done = candor(home.path(), &other, &["rules", "check"], "");
    assert_eq!(done.status.code(), Some(0), "{}", said(&done.stdout));
}
