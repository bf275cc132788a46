//! Texts that are too large, too deep, too many: refused without being read to their end.

use std::fs;

use super::{WHOLE, candor, read, told};

/// A text is refused with this code at this place, and quickly: none of these is read to its end.
#[track_caller]
fn refused(text: &str, expected: &str) {
    let errors = read("hostile.yaml", text).err().unwrap();
    let lines = told(text, &errors);
    assert!(lines.iter().any(|line| line.starts_with(expected)), "{lines:?}");
}

#[test]
fn hostile_texts_are_refused() {
    refused(&"- ".repeat(200_000), "1:129 nesting-too-deep");
    refused(&"- ".repeat(2_000_000), "1:129 nesting-too-deep");
    refused(&"[".repeat(2_000_000), "1:256 nesting-too-deep");
    refused(&"{".repeat(2_000_000), "1:256 nesting-too-deep");
    refused(&"? ".repeat(2_000_000), "1:129 nesting-too-deep");
    refused(&"a: ".repeat(1_000_000), "1:5 yaml-syntax");
    refused(&"[a, ".repeat(65), "1:257 nesting-too-deep");
    refused(&"- a\n".repeat(200_001), "200000:3 too-many-nodes");
    refused(&format!("a: [{}]", "1,".repeat(200_001)), "1:399999 too-many-nodes");
    refused(&"x".repeat(4 * 1024 * 1024 + 1), "1:1 file-too-large");
    refused("", "1:1 empty-file");
    refused("\u{feff}", "1:1 empty-file");
    refused("\0", "1:1");
}

#[test]
fn a_file_at_the_limits_is_read() {
    let whole = fs::read_to_string(WHOLE).unwrap();
    let deep = format!("{}x{}", "[".repeat(63), "]".repeat(63));
    let text = format!("{whole}\ndeep: {deep}\n");
    let told = told(&text, &read("deep.yaml", &text).err().unwrap());
    assert!(told.len() == 1 && told[0].contains("unknown-key `deep`"), "the key alone is wrong: {told:?}");
    let large = format!("{whole}\n#{}", "x".repeat(4 * 1024 * 1024 - whole.len() - 2));
    assert!(read("large.yaml", &large).is_ok());
}

#[test]
fn of_many_errors_the_first_are_printed_and_the_others_counted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("many.yaml").display().to_string();
    fs::write(&file, (0..3000).map(|key| format!("key_{key}: 1\n")).collect::<Vec<_>>().concat()).unwrap();
    let (status, out) = candor(&["rules", "check", &file]);
    let errors = read(&file, &fs::read_to_string(&file).unwrap()).err().unwrap().all().len();
    assert_eq!(status, 3);
    let places = out.lines().filter(|line| line.starts_with(&format!("{file}:")) && !line.contains(": and "));
    assert_eq!(places.count(), 1000 + 1, "1000 places and the count");
    assert!(out.contains(&format!("{file}: and {} more; `--format json` lists all\n", errors - 1000)), "{errors}");
    let (_, json) = candor(&["rules", "check", "--format", "json", &file]);
    assert_eq!(serde_json::from_str::<Vec<serde_json::Value>>(&json).unwrap().len(), errors);
}

/// Each placeholder is looked for behind the one before it, and only once.
#[test]
fn each_unknown_placeholder_has_its_own_place() {
    let whole = fs::read_to_string(WHOLE).unwrap();
    let head = whole.split_once("\nstory:").map_or(whole.as_str(), |(head, _)| head);
    let names = (0..20_000).map(|name| format!("{{no_{name}}} {{no}} ")).collect::<Vec<_>>().concat();
    let text = format!("{head}\nstory: [\"{names}\"]\n");
    let errors = read("placeholders.yaml", &text).err().unwrap();
    let places = errors.all().iter().filter(|error| error.code == "unknown-placeholder");
    let ours = places.filter(|error| text[error.at.start..].starts_with("{no")).count();
    assert_eq!(ours, 40_000);
}

#[test]
fn a_rulebook_that_unfolds_too_far_is_refused() {
    let options = (0..120).map(|option| format!("o{option}: O")).collect::<Vec<_>>().join(", ");
    let child = |child: usize| format!("{{ id: c{child}, title: C, ask: C?, type: choice, options: {{ {options} }} }}");
    let children: Vec<String> = (0..100).map(child).collect();
    let head = "sections:\n  - id: s\n    title: S\n    questions:\n      - id: q\n        title: Q\n        ask: Q?\n";
    let text = format!(
        "{head}        type: choices\n        options: {{ {options} }}\n        for_each: [{}]\n",
        children.join(", ")
    );
    let errors = read("unfolds.yaml", &text).err().unwrap();
    assert!(errors.all().iter().any(|error| error.code == "too-many-nodes"));
}
