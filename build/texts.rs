//! The program's own texts as Rust code: a struct for each map of their YAML files, a field for each text without
//! placeholders, a function for each text with `{placeholders}`. A difference between the languages is an error.

use std::collections::BTreeSet;

use serde_yaml::{Mapping, Value};

/// Every placeholder, in the order of the parameters of functions, whatever the order in a text.
const PLACEHOLDERS: &str = "before now when case language id version sha256 number part place count given limit row \
    publisher title year name label subject option question answer ask typed value test text words mark found stored \
    computed low high from to decimals thousands unit units others amount of n source turn answered to_go list \
    questions values options answers names standing who informant note notice checked review_by date time at file \
    rules what why reason license how_many publishers";

/// The placeholders for counts; the values of others are anything that implements `Display`.
const COUNTS: [&str; 6] = ["part", "place", "count", "given", "limit", "answered"];

/// The maps whose keys are a language's own, looked up when the program runs.
const TABLES: [&str; 3] = ["phrase.and", "phrase.or", "phrase.one"];

/// The texts of one language.
pub(crate) struct Texts {
    /// Their file.
    pub(crate) file: String,
    /// The variant of `Language`.
    pub(crate) language: &'static str,
    /// The content of the file.
    pub(crate) root: Value,
}

/// Returns the code for the texts of all languages, which hold the same keys and placeholders.
///
/// # Errors
/// Returns a line for each difference: file, key, what is wrong, and the cure.
pub(crate) fn generated(all: &[Texts]) -> Result<String, Vec<String>> {
    let mut writer = Writer { all, code: Vec::new(), errors: Vec::new() };
    let roots: Vec<&Value> = all.iter().map(|texts| &texts.root).collect();
    if let Some(Item::Field { built, .. }) = writer.item("", &roots) {
        for (texts, built) in all.iter().zip(built) {
            let name = texts.language.to_uppercase();
            writer.code.push(format!("pub(super) static {name}: Ui = {built};\n"));
        }
    }
    if writer.errors.is_empty() { Ok(writer.code.concat()) } else { Err(writer.errors) }
}

struct Writer<'a> {
    all: &'a [Texts],
    code: Vec<String>,
    errors: Vec<String>,
}

/// The item for a value, in the struct of the map around it.
enum Item {
    /// A field: its visibility, its type, and its value in each language.
    Field { visible: &'static str, of_type: String, built: Vec<String> },
    /// A function, from its arguments on.
    Function(String),
}

impl Writer<'_> {
    /// Returns the item for the values of a key, one value a language; `None` if they are wrong.
    fn item(&mut self, key: &str, values: &[&Value]) -> Option<Item> {
        let maps: Option<Vec<&Mapping>> = values.iter().map(|value| value.as_mapping()).collect();
        let Some(maps) = maps else { return self.text(key, values) };
        if TABLES.contains(&key) {
            let pair = |(from, to): (&Value, &Value)| Some(format!("({:?}, {:?})", from.as_str()?, to.as_str()?));
            let pairs = |map: &Mapping| map.iter().map(pair).collect::<Option<Vec<String>>>();
            return self.slices(key, "(&'static str, &'static str)", maps.into_iter().map(pairs).collect());
        }
        self.same_keys(key, &maps);
        let of_all = |key: &str| maps.iter().map(|map| map.get(key).unwrap_or(&Value::Null)).collect::<Vec<&Value>>();
        if maps[0].len() == 2 && maps[0].contains_key("one") && maps[0].contains_key("many") {
            return self.function(key, &[of_all("many"), of_all("one")]);
        }
        let name = camel(key);
        let (mut fields, mut functions) = (Vec::new(), Vec::new());
        let language = |texts: &Texts| vec![format!("language: Language::{}", texts.language)];
        let mut built: Vec<Vec<String>> = self.all.iter().map(language).collect();
        let everywhere = |field: &&str| maps.iter().all(|map| map.contains_key(field));
        for field in maps[0].keys().filter_map(Value::as_str).filter(everywhere) {
            let (inner, values) = (format!("{key}.{field}"), of_all(field));
            let doc =
                values[0].as_str().map_or("Texts.".to_owned(), |text| format!("`{}`", text.trim().replace('\n', " ")));
            match self.item(inner.trim_start_matches('.'), &values) {
                Some(Item::Field { visible, of_type, built: inner }) => {
                    fields.push(format!("/// {doc}\n{visible} {field}: {of_type},\n"));
                    built.iter_mut().zip(inner).for_each(|(all, one)| all.push(format!("{field}: {one}")));
                }
                Some(Item::Function(rest)) => {
                    functions.push(format!("/// {doc}\n#[must_use]\npub(crate) fn {field}{rest}\n"));
                }
                None => {}
            }
        }
        let (fields, functions) = (fields.concat(), functions.concat());
        let fields = format!("/// Their language.\npub language: Language,\n{fields}");
        self.code
            .push(format!("/// The texts `{key}`.\n#[derive(Clone, Copy, Debug)]\npub struct {name} {{\n{fields}}}\n"));
        self.code.push(format!("impl {name} {{\n{functions}}}\n"));
        let built = built.into_iter().map(|fields| format!("{name} {{ {} }}", fields.join(", "))).collect();
        Some(Item::Field { visible: "pub", of_type: name, built })
    }

    /// Returns the item for a text: a field, or with placeholders a function; or a list of texts.
    fn text(&mut self, key: &str, values: &[&Value]) -> Option<Item> {
        let quoted = |text: &Value| text.as_str().map(|text| format!("{text:?}"));
        if values[0].is_sequence() {
            let lists = values.iter().map(|value| value.as_sequence()?.iter().map(quoted).collect());
            return self.slices(key, "&'static str", lists.collect());
        }
        if values.iter().any(|value| value.as_str().is_some_and(|text| text.contains(['{', '}']))) {
            return self.function(key, &[values.to_vec()]);
        }
        let built: Option<Vec<String>> = values.iter().map(|value| quoted(value)).collect();
        let of_type = "&'static str".to_owned();
        built.map(|built| Item::Field { visible: "pub(crate)", of_type, built }).or_else(|| self.no_text(key))
    }

    fn slices(&mut self, key: &str, of: &str, lists: Option<Vec<Vec<String>>>) -> Option<Item> {
        let Some(lists) = lists else { return self.no_text(key) };
        let built = lists.into_iter().map(|list| format!("&[{}]", list.join(", "))).collect();
        Some(Item::Field { visible: "pub(crate)", of_type: format!("&'static [{of}]"), built })
    }

    /// Returns a function that fills in a text. Of two forms the second one is for the number 1, and `n` is the number.
    fn function(&mut self, key: &str, forms: &[Vec<&Value>]) -> Option<Item> {
        let is_plural = forms.len() == 2;
        let known: Vec<&str> = PLACEHOLDERS.split_whitespace().collect();
        let mut names: Option<BTreeSet<&str>> = None;
        let mut arms = Vec::new();
        for (form, number) in forms.iter().zip(["_", "\"1\""]).rev() {
            for (Texts { file, language, .. }, value) in self.all.iter().zip(form) {
                let Some(text) = value.as_str() else { return self.no_text(key) };
                let mut found: BTreeSet<&str> = placeholders(text).collect();
                if is_plural {
                    found.insert("n");
                }
                let names = names.get_or_insert_with(|| found.clone());
                if let Some(unknown) = found.iter().find(|name| !known.contains(name)) {
                    let cure = "take one of PLACEHOLDERS in build/texts.rs, or add it there";
                    self.errors.push(format!("{file}: `{key}`: no placeholder is called `{{{unknown}}}`; {cure}"));
                } else if found != *names {
                    let (found, names) = (braced(&found), braced(names));
                    let cure = "every language and number of a text takes the same";
                    self.errors.push(format!("{file}: `{key}`: holds {found}, expected {names}; {cure}"));
                }
                let pattern = if is_plural {
                    format!("(Language::{language}, {number})")
                } else {
                    format!("Language::{language}")
                };
                let filled =
                    if text.contains('{') { format!("format!({text:?})") } else { format!("{text:?}.to_owned()") };
                arms.push(format!("{pattern} => {filled},\n"));
            }
        }
        let (names, arms) = (names.unwrap_or_default(), arms.concat());
        let argument = |name: &&str| {
            let of_type = if COUNTS.contains(name) { "usize" } else { "impl Display" };
            names.contains(name).then(|| format!(", {name}: {of_type}"))
        };
        let arguments: String = known.iter().filter_map(argument).collect();
        let on =
            if is_plural { "let n = n.to_string();\nmatch (self.language, n.as_str())" } else { "match self.language" };
        Some(Item::Function(format!("(&self{arguments}) -> String {{\n{on} {{\n{arms}}}\n}}")))
    }

    /// Reports keys that differ from those of the first language.
    fn same_keys(&mut self, key: &str, maps: &[&Mapping]) {
        for (one, other) in (1..maps.len()).flat_map(|place| [(0, place), (place, 0)]) {
            for lacking in maps[one].keys().filter(|lacking| !maps[other].contains_key(*lacking)) {
                let (file, from) = (&self.all[other].file, &self.all[one].file);
                let lacking = format!("{key}.{}", lacking.as_str().unwrap_or("?"));
                let lacking = lacking.trim_start_matches('.');
                self.errors.push(format!("{file}: `{lacking}` is missing; write it as in {from}, or remove it there"));
            }
        }
    }

    fn no_text(&mut self, key: &str) -> Option<Item> {
        let files = self.all.iter().map(|texts| texts.file.as_str()).collect::<Vec<_>>().join(" or ");
        self.errors
            .push(format!("{files}: `{key}`: expected text, the same shape in every language; put it in quotes"));
        None
    }
}

/// Returns the names in braces; a brace without its other half is an empty name.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    let is_odd = text.matches('{').count() != text.matches('}').count();
    let names = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    names.chain(is_odd.then_some(""))
}

fn braced(names: &BTreeSet<&str>) -> String {
    if names.is_empty() {
        return "no placeholder".to_owned();
    }
    names.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(" ")
}

/// Returns the name of a map's struct: `InterviewStartTexts` for `interview.start`, `Ui` for the root.
fn camel(key: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    let name: String = key.split(['.', '_']).filter(|word| !word.is_empty()).map(capital).collect();
    if name.is_empty() { "Ui".to_owned() } else { name + "Texts" }
}
