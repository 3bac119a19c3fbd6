//! Names in an object store.

use std::{fmt, str::FromStr};

use data_encoding::HEXLOWER;

use crate::{
    protocol::id::{LockerId, ObjectId},
    server::random,
};

/// A name that is never used twice: locker, object, and 8 random bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(String);

impl Place {
    /// A new name for an object.
    #[must_use]
    pub fn new(locker: LockerId, object: ObjectId) -> Self {
        let unique = HEXLOWER.encode(&random::bytes::<8>());
        Self(format!("{locker}/{object}-{unique}"))
    }

    /// What no other name has: it tells one upload of an object from another.
    #[must_use]
    pub fn unique(&self) -> &str {
        self.0.rsplit_once('-').map_or("", |(_, unique)| unique)
    }

    /// The folder, one a locker, and the file in it.
    pub(super) fn parts(&self) -> (&str, &str) {
        self.0.split_once('/').unwrap_or(("", &self.0))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Text that isn't a name we give: it never becomes a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPlace;

impl FromStr for Place {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        let (locker, file) = text.split_once('/').ok_or(NotAPlace)?;
        let (object, unique) = file.split_once('-').ok_or(NotAPlace)?;
        locker.parse::<LockerId>().map_err(|_| NotAPlace)?;
        object.parse::<ObjectId>().map_err(|_| NotAPlace)?;
        if unique.len() == 16 && unique.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAPlace)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_and_refuses_paths() {
        let place = Place::new(LockerId([7; 20]), ObjectId([9; 20]));
        assert_eq!(place.to_string().parse(), Ok(place.clone()));
        assert_ne!(place, Place::new(LockerId([7; 20]), ObjectId([9; 20])));
        for text in ["", "../../etc/passwd", "a/b-0000000000000000", &format!("../{place}")] {
            assert_eq!(text.parse::<Place>(), Err(NotAPlace), "{text}");
        }
    }
}
