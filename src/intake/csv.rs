//! Forms from CSV.
