//! A rulebook as the file says it: names not yet resolved.
