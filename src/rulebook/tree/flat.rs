//! A map of the file handed to serde where it stands, without a copy: its keys and the plain values at them.

use std::iter::empty;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserialize, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_yaml::Error;

use super::{Content, Place, Scalar};

impl<'t> Place<'t> {
    /// Reads its own keys and the plain values at them; lists and maps within are empty.
    pub(crate) fn read_flat<T: Deserialize<'t>>(self) -> Result<T, Error> {
        T::deserialize(MapDeserializer::new(self.entries().map(|(key, place)| (key, Flat(place)))))
    }
}

/// What stands at a key.
struct Flat<'t>(Place<'t>);

impl<'t> IntoDeserializer<'t, Error> for Flat<'t> {
    type Deserializer = Flat<'t>;

    fn into_deserializer(self) -> Flat<'t> {
        self
    }
}

impl<'t> Deserializer<'t> for Flat<'t> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.0.node().content {
            Content::Scalar(Scalar::Nothing) | Content::Refused => visitor.visit_unit(),
            Content::Scalar(Scalar::Truth(truth)) => visitor.visit_bool(*truth),
            Content::Scalar(Scalar::Number(number)) => number.deserialize_any(visitor),
            Content::Scalar(Scalar::Text(text)) => visitor.visit_borrowed_str(text),
            Content::List => visitor.visit_seq(SeqDeserializer::<_, Error>::new(empty::<()>())),
            Content::Map => visitor.visit_map(MapDeserializer::<_, Error>::new(empty::<((), ())>())),
        }
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.0.node().content {
            Content::Scalar(Scalar::Nothing) | Content::Refused => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        <V: Visitor<'t>>
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct seq
        tuple tuple_struct map struct enum identifier
    }
}
