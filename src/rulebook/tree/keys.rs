//! The keys of a map in file order, each once.

use std::borrow::Cow;
use std::collections::HashMap;

/// Up to so many keys are compared one after the other, which is faster than to look them up.
const FEW: usize = 16;

/// Keys, each with a number.
#[derive(Debug, Default)]
pub(crate) struct Keys<'t> {
    entries: Vec<(Cow<'t, str>, usize)>,
    /// All of them, once they are many. Few maps are so large, so that it takes no room in the others.
    many: Option<Box<HashMap<Cow<'t, str>, usize>>>,
}

impl<'t> Keys<'t> {
    /// Adds a key that is not among them.
    pub(crate) fn add(&mut self, key: Cow<'t, str>, number: usize) {
        if let Some(many) = &mut self.many {
            many.insert(key.clone(), number);
        }
        self.entries.push((key, number));
        if self.many.is_none() && self.entries.len() > FEW {
            self.many = Some(Box::new(self.entries.iter().cloned().collect()));
        }
    }

    /// The number of a key.
    pub(crate) fn get(&self, key: &str) -> Option<usize> {
        match &self.many {
            Some(many) => many.get(key).copied(),
            None => self.entries.iter().find(|(other, _)| other == key).map(|(_, number)| *number),
        }
    }

    /// Each key with its number, in file order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, usize)> {
        self.entries.iter().map(|(key, number)| (key.as_ref(), *number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_keys_and_many_are_found_alike() {
        for count in [0, 1, FEW - 1, FEW, FEW + 1, FEW + 2, 10 * FEW] {
            let mut keys = Keys::default();
            let names: Vec<String> = (0..count).map(|number| format!("key {number}")).collect();
            names.iter().enumerate().for_each(|(number, name)| keys.add(Cow::Borrowed(name), number));
            let listed: Vec<(&str, usize)> = names.iter().map(String::as_str).zip(0..).collect();
            assert_eq!(keys.iter().collect::<Vec<_>>(), listed);
            assert!(listed.iter().all(|&(name, number)| keys.get(name) == Some(number)), "{count}");
            assert_eq!(keys.get("another"), None, "{count}");
        }
    }
}
