//! A file for each error, and one with many.
//!
//! A fixture in `tests/it/rulebook/errors` begins with what is expected of it, a line for each error:
//! LINE:COLUMN, code, and the underlined text in backticks. Its snapshot is what `candor rules check` prints.

use std::collections::BTreeSet;
use std::fs;

use super::{candor, read, told};

#[track_caller]
fn check(fixture: &str) {
    let path = format!("tests/it/rulebook/errors/{fixture}.yaml");
    let text = fs::read_to_string(&path).unwrap();
    let header = text.lines().map_while(|line| line.strip_prefix("# ")).skip(1);
    let expected: Vec<String> = header.map(str::to_owned).collect();
    assert!(!expected.is_empty(), "{path} says nothing of its errors");
    let errors = read(&path, &text).err().unwrap_or_else(|| panic!("{path} is read without an error"));
    assert_eq!(told(&text, &errors), expected, "{path}");

    let (status, printed) = candor(&["rules", "check", &path]);
    assert_eq!(status, 3, "{path}");
    for line in &expected {
        let (place, rest) = line.split_once(' ').unwrap();
        let code = rest.split(' ').next().unwrap();
        assert!(printed.contains(&format!("{path}:{place}: {code}\n")), "{path}: {place} {code} in\n{printed}");
    }
    insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(fixture, printed);
    });
}

/// One named case for each fixture.
macro_rules! fixtures {
    ($($name:ident $fixture:literal),* $(,)?) => {
        $(#[test] fn $name() { check($fixture); })*

        #[test]
        fn every_fixture_has_a_case() {
            let cases: BTreeSet<String> = [$($fixture),*].map(str::to_owned).into();
            let files = fs::read_dir("tests/it/rulebook/errors").unwrap();
            let files = files.map(|file| file.unwrap().file_name().into_string().unwrap());
            assert_eq!(files.map(|file| file.replace(".yaml", "")).collect::<BTreeSet<_>>(), cases);
        }
    };
}
fixtures! {
    yaml_syntax "yaml-syntax",
    empty_file "empty-file",
    nesting_too_deep "nesting-too-deep",
    duplicate_key "duplicate-key",
    anchor "anchor",
    alias "alias",
    tag "tag",
    merge_key "merge-key",
    second_document "second-document",
    key_not_text "key-not-text",
    unknown_key "unknown-key",
    missing_key "missing-key",
    missing_section "missing-section",
    empty "empty",
    wrong_type "wrong-type",
    not_a_rulebook "not-a-rulebook",
    unsupported_format "unsupported-format",
    unknown_type "unknown-type",
    wrong_kind "wrong-kind",
    unknown_word "unknown-word",
    key_does_not_fit "key-does-not-fit",
    number_too_fine "number-too-fine",
    number_too_large "number-too-large",
    decimals "decimals",
    end_finer_than_decimals "end-finer-than-decimals",
    limit "limit",
    id_form "id-form",
    reserved_word "reserved-word",
    duplicate_id "duplicate-id",
    unknown_subject "unknown-subject",
    unknown_option "unknown-option",
    unknown_band "unknown-band",
    unknown_source "unknown-source",
    unknown_placeholder "unknown-placeholder",
    placeholder_form "placeholder-form",
    pattern_matches_nothing "pattern-matches-nothing",
    number_without_range "number-without-range",
    empty_range "empty-range",
    usual_outside_range "usual-outside-range",
    accepts "accepts",
    per_option "per-option",
    choice_without_options "choice-without-options",
    too_many_options "too-many-options",
    exclusive "exclusive",
    points_on_some "points-on-some",
    respondent "respondent",
    condition_form "condition-form",
    test_does_not_fit "test-does-not-fit",
    count_never "count-never",
    count_always "count-always",
    count_without_bounds "count-without-bounds",
    formula_form "formula-form",
    operand_without_number "operand-without-number",
    count_in_formula "count-in-formula",
    bands_not_ascending "bands-not-ascending",
    first_band_too_high "first-band-too-high",
    prorate "prorate",
    score_of_numbers_alone "score-of-numbers-alone",
    score_too_large "score-too-large",
    ask_when_later "ask-when-later",
    ask_when_missing "ask-when-missing",
    ask_when_prorated "ask-when-prorated",
    call_waits_for_chart "call-waits-for-chart",
    circle "circle",
    without_source "without-source",
    control_character "control-character",
    word_of_decision "word-of-decision",
    review_before_checked "review-before-checked",
    many "many",
    wrong_shape "wrong-shape",
    wrong_sources "wrong-sources",
    long_circle "long-circle",
}

/// Each of these codes is the subject of a fixture, or is shown in one.
#[test]
fn every_code_is_shown() {
    let files = ["document/builder", "document/yaml", "document/record", "rulebook/codes"];
    let files = files.map(|name| fs::read_to_string(format!("src/{name}.rs")).unwrap()).concat();
    let tables = files.split("codes! {").skip(1).filter_map(|rest| rest.split_once("\n}")).map(|(table, _)| table);
    let rows =
        tables.flat_map(str::lines).filter(|line| line.starts_with("    ") && line.as_bytes()[4].is_ascii_uppercase());
    let codes: BTreeSet<&str> = rows.filter_map(|row| row.split('"').nth(1)).collect();
    let mut shown = String::new();
    let files =
        ["tests/it/rulebook/errors", "tests/it/rulebook/translations"].map(|folder| fs::read_dir(folder).unwrap());
    for file in files.into_iter().flatten() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        text.lines().take_while(|line| line.starts_with("# ")).for_each(|line| shown += line);
    }
    let unshown: Vec<&&str> = codes.iter().filter(|code| !shown.contains(&format!(" {code} `"))).collect();
    assert!(codes.len() > 50, "{codes:?}");
    assert_eq!(unshown, [&"file-too-large", &"too-many-nodes"], "limits are tested below");
}
