//! A summary as text for a terminal or a page.
