//! A map of the file handed to serde where it stands, without a copy: its keys and the plain values at them.

use std::iter::empty;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserialize, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_yaml::{Error, Mapping, Number, Value};

use crate::decimal::survives;
use crate::document::{Place, Raw};

/// Reads its own keys and the plain values at them; lists and maps within are empty.
pub(super) fn read_flat<'t, T: Deserialize<'t>>(place: Place<'t>) -> Result<T, Error> {
    T::deserialize(MapDeserializer::new(place.entries().map(|(key, place)| (key, Flat(place)))))
}

/// A number for serde.
pub(super) fn number(digits: &str) -> Value {
    let whole = digits.parse::<i64>().map(Number::from);
    whole.or_else(|_| digits.parse::<f64>().map(Number::from)).map_or(Value::Null, Value::Number)
}

/// A value without places, for serde; a number that would lose digits is the text that stands there.
pub(crate) fn value(place: Place<'_>) -> Value {
    match place.raw() {
        Raw::Null | Raw::Refused => Value::Null,
        Raw::Bool(truth) => Value::Bool(*truth),
        Raw::Number(digits) if survives(digits) => number(digits),
        Raw::Number(digits) => Value::String((*digits).to_owned()),
        Raw::Text(text) => Value::String(text.as_ref().to_owned()),
        Raw::List => Value::Sequence(place.items().map(value).collect()),
        Raw::Map => {
            Value::Mapping(place.entries().map(|(key, place)| (Value::String(key.to_owned()), value(place))).collect())
        }
    }
}

/// Its own keys and the plain values at them, for serde; lists and maps within are empty.
pub(super) fn flat(place: Place<'_>) -> Value {
    let plain = |place: Place<'_>| match place.raw() {
        Raw::List => Value::Sequence(Vec::new()),
        Raw::Map => Value::Mapping(Mapping::new()),
        _ => value(place),
    };
    Value::Mapping(place.entries().map(|(key, place)| (Value::String(key.to_owned()), plain(place))).collect())
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
        match self.0.raw() {
            Raw::Null | Raw::Refused => visitor.visit_unit(),
            Raw::Bool(truth) => visitor.visit_bool(*truth),
            Raw::Number(digits) => number(digits).deserialize_any(visitor),
            Raw::Text(text) => visitor.visit_borrowed_str(text),
            Raw::List => visitor.visit_seq(SeqDeserializer::<_, Error>::new(empty::<()>())),
            Raw::Map => visitor.visit_map(MapDeserializer::<_, Error>::new(empty::<((), ())>())),
        }
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.raw() {
            Raw::Null | Raw::Refused => visitor.visit_none(),
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
