//! A form from a YAML or JSON file.
