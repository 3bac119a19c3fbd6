//! From what a person types to a document or a folder.

use std::cmp::Reverse;

use super::{sentences, table::visible};
use crate::{
    client::{
        problem::{Problem, ProblemKind},
        vault::{DocumentView, FolderView, Shelf},
    },
    protocol::id::NodeId,
};

/// From this many characters on, the beginning of an id may stand for a folder where a name may stand too.
const BEGINNING_BESIDE_NAMES: usize = 6;

/// Where documents go when nobody says.
pub(super) const DEFAULT_FOLDER: &str = "Papers";

/// A document or a folder.
#[derive(Debug)]
pub(super) enum Node {
    Document(DocumentView),
    Folder(FolderView),
}

impl Node {
    pub(super) fn id(&self) -> NodeId {
        match self {
            Self::Document(document) => document.id,
            Self::Folder(folder) => folder.id,
        }
    }

    pub(super) fn name(&self) -> &str {
        match self {
            Self::Document(document) => &document.name,
            Self::Folder(folder) => &folder.name,
        }
    }
}

/// The document whose id begins with `typed`.
///
/// # Errors
/// `not_found`, `id_ambiguous`.
pub(super) fn document(shelf: &dyn Shelf, typed: &str) -> Result<DocumentView, Problem> {
    one_of("armoire list", typed, shelf.documents()?, |document| document.id, |document| &document.name)
}

/// The document or folder whose id begins with `typed`.
///
/// # Errors
/// `not_found`, `id_ambiguous`.
pub(super) fn node(shelf: &dyn Shelf, typed: &str) -> Result<Node, Problem> {
    let nodes: Vec<Node> = shelf
        .documents()?
        .into_iter()
        .map(Node::Document)
        .chain(shelf.folders()?.into_iter().map(Node::Folder))
        .collect();
    one_of("armoire list", typed, nodes, Node::id, Node::name)
}

/// The folder of this name, or whose id begins so; `None` when there is none. Two devices can make folders of one name at
/// the same moment: then it is the fullest, on every device the same.
///
/// # Errors
/// When the locker's keys don't open.
pub(super) fn folder(shelf: &dyn Shelf, typed: &str) -> Result<Option<FolderView>, Problem> {
    let folders = shelf.folders()?;
    let named = folders.iter().filter(|folder| folder.trashed.is_none() && folder.name == typed);
    if let Some(folder) = named.max_by_key(|folder| (folder.documents, Reverse(folder.id))) {
        return Ok(Some(folder.clone()));
    }
    let mut begun = folders.into_iter().filter(|folder| folder.id.to_string().starts_with(typed));
    match (begun.next(), begun.next()) {
        (Some(folder), None) if typed.len() >= BEGINNING_BESIDE_NAMES => Ok(Some(folder)),
        _ => Ok(None),
    }
}

/// The folder of this name or id, made if there is none. Says whether it was made.
///
/// # Errors
/// `name`, `too_large`, and those of making one.
pub(super) fn folder_or_new(shelf: &mut dyn Shelf, typed: &str) -> Result<(NodeId, String, bool), Problem> {
    if let Some(folder) = folder(shelf, typed)? {
        return Ok((folder.id, folder.name, false));
    }
    super::file::check_name(typed)?;
    Ok((shelf.create_folder(typed)?, typed.to_owned(), true))
}

/// The shortest beginning of each id that is unique, at least eight characters: what a table shows.
pub(super) fn beginnings(ids: &[String]) -> Vec<String> {
    let is_unique = |length: usize| {
        let mut seen = std::collections::HashSet::new();
        ids.iter().all(|id| seen.insert(&id[..length.min(id.len())]))
    };
    let length = (8..=32).find(|length| is_unique(*length)).unwrap_or(32);
    ids.iter().map(|id| id[..length.min(id.len())].to_owned()).collect()
}

/// The one of these whose id begins with `typed`; the command `shown_by` shows them.
///
/// # Errors
/// `not_found`, with the ids of those that are called so; `id_ambiguous`.
pub(super) fn one_of<T, I: Copy + Eq + ToString>(
    shown_by: &str,
    typed: &str,
    mut things: Vec<T>,
    id: impl Fn(&T) -> I,
    name: impl Fn(&T) -> &str,
) -> Result<T, Problem> {
    let ids: Vec<I> = things.iter().map(&id).collect();
    let named = || things.iter().filter(|thing| name(thing) == typed).map(&id).collect();
    let one = only_of(shown_by, typed, &ids, named)?;
    let place = ids.iter().position(|known| *known == one).ok_or_else(|| not_found(shown_by, typed, &[]))?;
    Ok(things.swap_remove(place))
}

/// The one id that begins with `typed`, of what the command `shown_by` shows.
pub(super) fn only_of<T: Copy + ToString>(
    shown_by: &str,
    typed: &str,
    ids: &[T],
    named: impl FnOnce() -> Vec<T>,
) -> Result<T, Problem> {
    let begun: Vec<T> =
        ids.iter().copied().filter(|id| !typed.is_empty() && id.to_string().starts_with(typed)).collect();
    match begun[..] {
        [id] => Ok(id),
        [] => {
            let named: Vec<String> = named().iter().map(ToString::to_string).collect();
            Err(not_found(shown_by, typed, &named))
        }
        _ => {
            let ids: Vec<String> = begun.iter().map(ToString::to_string).collect();
            let sentence = sentences::id_ambiguous(typed, ids.len());
            Err(Problem::new(ProblemKind::Usage, "id_ambiguous", sentence).with("ids", ids))
        }
    }
}

pub(super) fn not_found(shown_by: &str, typed: &str, named: &[String]) -> Problem {
    let sentence = sentences::not_found_in(&visible(typed), named, shown_by);
    Problem::new(ProblemKind::NotFound, "not_found", sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> Vec<NodeId> {
        [[1; 20], [2; 20], [3; 20]].map(NodeId).to_vec()
    }

    #[test]
    fn a_unique_beginning_is_enough() {
        let whole = ids()[1].to_string();
        assert_eq!(only_of("armoire list", &whole, &ids(), Vec::new).unwrap(), ids()[1]);
        assert_eq!(only_of("armoire list", &whole[..4], &ids(), Vec::new).unwrap(), ids()[1]);
    }

    #[test]
    fn what_is_not_an_id_is_not_found() {
        for typed in ["", "../..", "é", "ZZZZ", &"a".repeat(1000)] {
            let problem = only_of("armoire list", typed, &ids(), Vec::new).unwrap_err();
            assert_eq!((problem.code.as_str(), problem.kind), ("not_found", ProblemKind::NotFound));
        }
    }

    #[test]
    fn an_ambiguous_beginning_names_the_candidates() {
        let same = [NodeId([0; 20]), NodeId([0; 20])];
        assert_eq!(only_of("armoire list", "aaaa", &same, Vec::new).unwrap_err().code, "id_ambiguous");
    }

    #[test]
    fn tables_show_as_much_of_an_id_as_tells_it_from_the_others() {
        let ids = vec![format!("aaaaaaaaaa{}", "b".repeat(22)), format!("aaaaaaaaaa{}", "c".repeat(22))];
        assert_eq!(beginnings(&ids), ["aaaaaaaaaab", "aaaaaaaaaac"]);
    }
}
