//! Reads the built-in YAML texts once, when the program is built: the tree and the hash of each file of the rulebook,
//! and the program's own texts as Rust code. Reading them at each start would be most of the nurse's wait.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/document"]
#[allow(dead_code, unreachable_pub, reason = "the program's, of which only the reading of YAML is needed here")]
mod document {
    pub(crate) mod builder;
    pub(crate) mod finding;
    pub(crate) mod scalar;
    pub(crate) mod tree;
    pub(crate) mod yaml;
}
#[path = "src/text.rs"]
#[allow(dead_code, unreachable_pub, reason = "the program's, of which only places are needed here")]
mod text;
#[path = "build/texts.rs"]
mod texts;

use sha2::{Digest, Sha256};
use texts::Texts;

const RULEBOOKS: [&str; 3] = ["intrathecal_pump", "intrathecal_pump.es", "intrathecal_pump.tests"];
const OWN_TEXTS: [(&str, &str); 2] = [("src/ui.en.yaml", "English"), ("src/ui.es.yaml", "Spanish")];

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo says where")?);
    for name in RULEBOOKS {
        let text = read(&Path::new("rules").join(name).with_added_extension("yaml"))?;
        fs::write(out.join(format!("{name}.tree")), stored(&text)?)?;
        fs::write(out.join(format!("{name}.sha256")), sha256(&text))?;
    }
    let own = OWN_TEXTS.map(|(file, language)| {
        let root = serde_yaml::from_str(&read(Path::new(file))?).map_err(|error| format!("{file}: {error}"))?;
        Ok::<_, Box<dyn Error>>(Texts { file: file.to_owned(), language, root })
    });
    match texts::generated(&own.into_iter().collect::<Result<Vec<_>, _>>()?) {
        Ok(code) => fs::write(out.join("texts.rs"), code)?,
        Err(errors) => errors.iter().for_each(|error| println!("cargo::error={error}")),
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/document");
    println!("cargo::rerun-if-changed=src/text.rs");
    Ok(())
}

fn read(path: &Path) -> Result<String, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", path.display());
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// Returns the tree of a YAML text, as the program reads it back (`src/rulebook/shipped.rs`).
fn stored(text: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut findings = Vec::new();
    let tree = document::yaml::read(text, &mut findings).filter(|_| findings.is_empty());
    let tree = tree.ok_or_else(|| format!("{findings:?}"))?;
    Ok(postcard::to_allocvec(&tree)?)
}

/// Returns the SHA-256 of a text in lower-case hexadecimal.
fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |written, byte| format!("{written}{byte:02x}"))
}
