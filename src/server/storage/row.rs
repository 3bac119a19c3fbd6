//! One row of an answer, read column by column from the left.

use super::{StorageError, value::Value};

/// A row. Each call of a reader takes the next column.
#[derive(Debug)]
pub struct Row(std::vec::IntoIter<Value>);

impl Row {
    /// Wraps what an engine decoded.
    #[must_use]
    pub fn new(values: Vec<Value>) -> Self {
        Self(values.into_iter())
    }

    /// The next column, an integer.
    ///
    /// # Errors
    /// `Corrupt` when it is missing or of another type.
    pub fn integer(&mut self) -> Result<i64, StorageError> {
        match self.0.next() {
            Some(Value::Integer(value)) => Ok(value),
            _ => Err(StorageError::Corrupt("an integer column")),
        }
    }

    /// The next column, an integer that is never negative.
    ///
    /// # Errors
    /// `Corrupt` when it is missing, negative or of another type.
    pub fn unsigned(&mut self) -> Result<u64, StorageError> {
        u64::try_from(self.integer()?).map_err(|_| StorageError::Corrupt("an unsigned column"))
    }

    /// The next column, an integer or nothing.
    ///
    /// # Errors
    /// `Corrupt` when it is missing or of another type.
    pub fn optional_integer(&mut self) -> Result<Option<i64>, StorageError> {
        match self.0.next() {
            Some(Value::Null(_)) => Ok(None),
            Some(Value::Integer(value)) => Ok(Some(value)),
            _ => Err(StorageError::Corrupt("an integer column")),
        }
    }

    /// The next column, an integer that is never negative, or nothing.
    ///
    /// # Errors
    /// `Corrupt` when it is missing or of another type.
    pub fn optional_unsigned(&mut self) -> Result<Option<u64>, StorageError> {
        match self.0.next() {
            Some(Value::Null(_)) => Ok(None),
            Some(Value::Integer(value)) => {
                u64::try_from(value).map(Some).map_err(|_| StorageError::Corrupt("an unsigned column"))
            }
            _ => Err(StorageError::Corrupt("an integer column")),
        }
    }

    /// The next column, text.
    ///
    /// # Errors
    /// `Corrupt` when it is missing or of another type.
    pub fn text(&mut self) -> Result<String, StorageError> {
        self.optional_text()?.ok_or(StorageError::Corrupt("a text column"))
    }

    /// The next column, text or nothing.
    ///
    /// # Errors
    /// `Corrupt` when it is missing or of another type.
    pub fn optional_text(&mut self) -> Result<Option<String>, StorageError> {
        match self.0.next() {
            Some(Value::Null(_)) => Ok(None),
            Some(Value::Text(value)) => Ok(Some(value)),
            _ => Err(StorageError::Corrupt("a text column")),
        }
    }

    /// The next column, text that reads as a `T`: an id, mostly.
    ///
    /// # Errors
    /// `Corrupt` when it is missing, of another type or doesn't read.
    pub fn parsed<T: std::str::FromStr>(&mut self) -> Result<T, StorageError> {
        self.text()?.parse().map_err(|_| StorageError::Corrupt("an id column"))
    }

    /// The next column, bytes.
    ///
    /// # Errors
    /// `Corrupt` when it is missing or of another type.
    pub fn bytes(&mut self) -> Result<Vec<u8>, StorageError> {
        self.optional_bytes()?.ok_or(StorageError::Corrupt("a bytes column"))
    }

    /// The next column, bytes or nothing.
    ///
    /// # Errors
    /// `Corrupt` when it is missing or of another type.
    pub fn optional_bytes(&mut self) -> Result<Option<Vec<u8>>, StorageError> {
        match self.0.next() {
            Some(Value::Null(_)) => Ok(None),
            Some(Value::Bytes(value)) => Ok(Some(value)),
            _ => Err(StorageError::Corrupt("a bytes column")),
        }
    }

    /// The next column, exactly `N` bytes.
    ///
    /// # Errors
    /// `Corrupt` when it is missing, of another type or length.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], StorageError> {
        self.bytes()?.try_into().map_err(|_| StorageError::Corrupt("a column of fixed length"))
    }
}
