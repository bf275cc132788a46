//! Drafts as files: one a case, durable after each answer.
