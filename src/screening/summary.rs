//! A screening arranged for reading; renderers only draw it.
