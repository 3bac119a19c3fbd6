//! `index.json`: what lies in an export, and what an import believes of it.

use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

use super::problem;
use crate::{client::problem::Problem, protocol::limits};

/// Number of this format.
pub const FORMAT: u64 = 1;
/// Bytes of an index at most.
pub const LONGEST: u64 = 64 * 1024 * 1024;
/// Documents that one import takes at most: as many as a locker holds.
pub const MOST_IMPORTED: usize = limits::DOCUMENTS;

/// What lies in an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// [`FORMAT`].
    pub format: u64,
    /// Names of all folders, also of empty ones.
    pub folders: Vec<String>,
    /// All documents.
    pub documents: Vec<Entry>,
}

/// One document of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id in the locker that it comes from.
    pub id: String,
    /// Its true name, at most 1,024 bytes.
    pub name: String,
    /// Name of its folder.
    pub folder: String,
    /// True length, bytes.
    pub size: u64,
    /// SHA-256 of its bytes, 64 hexadecimal digits as `sha256sum` prints them.
    pub sha256: String,
    /// Media type.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Counts replacements, from 1.
    pub edition: u64,
    /// When it was added, milliseconds since 1970.
    pub added: u64,
    /// Since when it lies in the bin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trashed: Option<u64>,
    /// The age file, relative to the index.
    pub file: String,
    /// The opened file, relative to the index; with `--open` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<String>,
}

impl Index {
    /// Reads an index as an import may believe it.
    ///
    /// # Errors
    /// `index` when it isn't one, or an entry leads out of the export, is larger than a document may be, or isn't named;
    /// `too_many` over [`MOST_IMPORTED`] documents or the limit of folders.
    pub fn parse(json: &[u8]) -> Result<Self, Problem> {
        let index: Self = serde_json::from_slice(json).map_err(|error| problem::not_an_index(&error.to_string()))?;
        if index.format != FORMAT {
            return Err(problem::not_an_index("it is of a newer format"));
        }
        if index.documents.len() > MOST_IMPORTED || index.folders.len() > limits::FOLDERS {
            return Err(problem::too_many(MOST_IMPORTED));
        }
        let name_fits = |name: &str| !name.is_empty() && name.len() <= limits::NAME;
        if let Some(entry) = index.documents.iter().find(|entry| !entry.is_believable()) {
            return Err(problem::not_an_index(&format!(
                "the entry \"{}\" isn't one that an export writes",
                entry.id.escape_debug()
            )));
        }
        if !index.folders.iter().all(|name| name_fits(name)) {
            return Err(problem::not_an_index("a folder has no name, or one that is too long"));
        }
        Ok(index)
    }
}

impl Entry {
    fn is_believable(&self) -> bool {
        let name_fits = |name: &str| !name.is_empty() && name.len() <= limits::NAME;
        name_fits(&self.name)
            && name_fits(&self.folder)
            && (1..=limits::DOCUMENT).contains(&self.size)
            && self.media_type.len() <= 255
            && self.sha256.len() == 64
            && self.sha256.bytes().all(|byte| byte.is_ascii_hexdigit())
            && lies_in(&self.file, super::AGE)
    }
}

/// Whether `path` is `folder/name` and nothing else: no way up, no nesting, no root.
fn lies_in(path: &str, folder: &str) -> bool {
    let mut parts = Path::new(path).components();
    let inside = matches!(parts.next(), Some(Component::Normal(first)) if first == folder);
    inside && matches!(parts.next(), Some(Component::Normal(_))) && parts.next().is_none() && !path.contains('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            id: "a".repeat(32),
            name: "bail.pdf".into(),
            folder: "Papers".into(),
            size: 12,
            sha256: "0".repeat(64),
            media_type: "application/pdf".into(),
            edition: 1,
            added: 1,
            trashed: None,
            file: "age/bail.pdf.age".into(),
            open: None,
        }
    }

    fn parse(documents: Vec<Entry>) -> Result<Index, Problem> {
        Index::parse(&serde_json::to_vec(&Index { format: FORMAT, folders: vec![], documents }).unwrap())
    }

    #[test]
    fn what_an_export_writes_is_believed() {
        assert_eq!(parse(vec![entry()]).unwrap().documents, [entry()]);
    }

    #[test]
    fn paths_that_lead_elsewhere_are_refused() {
        for file in [
            "../age/x",
            "/etc/passwd",
            "age/../x",
            "age/deep/x",
            "age",
            "age/",
            "files/x",
            "age\\..\\x",
            "",
            "age/./../x",
        ] {
            let refused = parse(vec![Entry { file: file.into(), ..entry() }]);
            assert_eq!(refused.unwrap_err().code, "index", "{file}");
        }
    }

    #[test]
    fn bounds_hold_before_anything_is_opened() {
        assert_eq!(parse(vec![entry(); MOST_IMPORTED + 1]).unwrap_err().code, "too_many");
        for broken in [
            Entry { size: limits::DOCUMENT + 1, ..entry() },
            Entry { size: 0, ..entry() },
            Entry { name: "n".repeat(limits::NAME + 1), ..entry() },
            Entry { sha256: "z".repeat(64), ..entry() },
            Entry { folder: String::new(), ..entry() },
        ] {
            assert_eq!(parse(vec![broken]).unwrap_err().code, "index");
        }
    }

    #[test]
    fn json_that_is_not_an_index_is_refused() {
        for json in ["", "[]", "{}", "[[[[[[", r#"{"format":2,"folders":[],"documents":[]}"#] {
            assert_eq!(Index::parse(json.as_bytes()).unwrap_err().code, "index", "{json}");
        }
    }
}
