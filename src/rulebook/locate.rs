//! One pass over the events of a YAML text: its structure, the place of every node, what plain YAML forbids.
