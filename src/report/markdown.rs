//! A summary as markdown.
