//! From draft to rulebook: every name resolved, every type agreed, all errors gathered.
