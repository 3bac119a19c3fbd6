//! Values on their way into and out of a database: the three types that both engines share.

use crate::protocol::{
    bytes::Hash,
    id::{AccountId, GrantId, LockerId, NodeId, ObjectId, SlotId},
};

/// A type that a column may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 64-bit signed integer.
    Integer,
    /// UTF-8.
    Text,
    /// Bytes.
    Bytes,
}

/// One value. `NULL` keeps a type, because PostgreSQL wants to know it of every parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// No value.
    Null(Kind),
    /// 64-bit signed integer.
    Integer(i64),
    /// UTF-8.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A type that is stored as one kind of value.
pub trait Stored: Into<Value> {
    /// That kind.
    const KIND: Kind;
}

macro_rules! stored {
    ($($type:ty: $kind:ident, $value:ident => $convert:expr;)*) => { $(
        impl Stored for $type {
            const KIND: Kind = Kind::$kind;
        }

        impl From<$type> for Value {
            fn from($value: $type) -> Self {
                Self::$kind($convert)
            }
        }
    )* };
}

stored! {
    i64: Integer, value => value;
    u32: Integer, value => i64::from(value);
    // Protocol integers are below 2^53; a larger one is refused before it comes here.
    u64: Integer, value => i64::try_from(value).unwrap_or(i64::MAX);
    bool: Integer, value => i64::from(value);
    &str: Text, value => value.to_owned();
    String: Text, value => value;
    Vec<u8>: Bytes, value => value;
    &[u8]: Bytes, value => value.to_vec();
    [u8; 32]: Bytes, value => value.to_vec();
    Hash: Bytes, value => value.0.to_vec();
    AccountId: Text, value => value.to_string();
    GrantId: Text, value => value.to_string();
    LockerId: Text, value => value.to_string();
    NodeId: Text, value => value.to_string();
    ObjectId: Text, value => value.to_string();
    SlotId: Text, value => value.to_string();
}

impl<T: Stored> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null(T::KIND), Into::into)
    }
}

/// A list of values, each made from what it stores.
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::server::storage::value::Value::from($value)),*] };
}

pub(in crate::server) use values;
