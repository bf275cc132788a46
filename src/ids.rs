//! Ids of the parts of a rulebook: each is the place in one list, and indexes that list (a [`TiVec`]) alone.
//!
//! [`TiVec`]: typed_index_collections::TiVec

/// Declares an index into one list.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($number:ty)),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $number);

        impl From<usize> for $name {
            fn from(place: usize) -> $name {
                $name(<$number>::try_from(place).unwrap_or(<$number>::MAX))
            }
        }

        impl From<$name> for usize {
            fn from(id: $name) -> usize {
                usize::try_from(id.0).unwrap_or(usize::MAX)
            }
        }
    )* };
}
ids! {
    /// A question of a rulebook, by its place in file order (children of a `for_each` follow their parent).
    QuestionId(u32),
    /// An option of a question, by its place in the list; [`OptionId::YES`] or [`OptionId::NO`] for a yes/no question.
    OptionId(u8),
    /// A group, by its place in the file.
    GroupId(u32),
    /// A fact, by its place in the file.
    FactId(u32),
    /// A score, by its place in the file.
    ScoreId(u32),
    /// A criterion, by its place in the file.
    CriterionId(u32),
    /// An alert, by its place in the file.
    AlertId(u32),
    /// A source, by its place in the file.
    SourceId(u32),
    /// A section, by its place in the file.
    SectionId(u32),
}

impl OptionId {
    /// "yes", the first option of a yes/no question.
    pub const YES: OptionId = OptionId(0);
    /// "no", the second option of a yes/no question.
    pub const NO: OptionId = OptionId(1);
}
