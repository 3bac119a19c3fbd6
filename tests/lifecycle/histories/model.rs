use std::collections::BTreeMap;

use armoire::protocol::id::NodeId;

/// What a person does.
#[derive(Debug)]
pub enum Change {
    Add { name: String, bytes: String, folder: NodeId },
    Folder { name: String },
    RenameFolder { folder: NodeId, name: String },
    Rename { document: NodeId, name: String },
    Move { document: NodeId, folder: NodeId },
    Trash { document: NodeId },
    Restore { document: NodeId },
    Delete { document: NodeId },
    Replace { document: NodeId, bytes: String },
}

/// A document.
#[derive(Clone, Debug)]
pub struct Paper {
    name: String,
    folder: NodeId,
    trashed: bool,
    bytes: String,
    /// Which change made it so.
    change: u64,
}

/// What a locker holds.
#[derive(Clone, Debug)]
pub struct State {
    pub documents: BTreeMap<NodeId, Paper>,
    pub folders: BTreeMap<NodeId, String>,
}

/// The locker as it is, and as each of two devices knows it.
pub struct Model {
    now: State,
    views: [State; 2],
    changes: u64,
}

impl Model {
    pub fn new(folder: NodeId) -> Self {
        let now = State { documents: BTreeMap::new(), folders: BTreeMap::from([(folder, "Papiers".to_owned())]) };
        Self { views: [now.clone(), now.clone()], now, changes: 0 }
    }

    pub fn view(&self, device: usize) -> &State {
        &self.views[device]
    }

    pub fn knows(&self, id: NodeId) -> bool {
        self.now.documents.contains_key(&id)
    }

    /// A device looks.
    pub fn see(&mut self, device: usize) {
        self.views[device] = self.now.clone();
    }

    /// Every line that a person sees: folders, and documents with their folder, state and contents.
    pub fn shown(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.now.folders.values().map(|name| format!("{name}/")).collect();
        lines.extend(self.now.documents.values().map(|paper| {
            let folder = &self.now.folders[&paper.folder];
            line(folder, &paper.name, paper.trashed, paper.bytes.as_bytes())
        }));
        lines.sort();
        lines
    }

    /// What becomes of a change on a device that knows its own view only. `new` is the id that a new document or folder got.
    ///
    /// Fails with the code that the person is told.
    pub fn apply(&mut self, device: usize, change: &Change, new: Option<NodeId>) -> Result<(), &'static str> {
        let known = |id: &NodeId| self.views[device].documents.get(id).cloned().expect("chosen from the view");
        self.changes += 1;
        let number = self.changes;
        match change {
            Change::Add { name, bytes, folder } => {
                let (name, bytes) = (name.clone(), bytes.clone());
                let paper = Paper { name, folder: *folder, trashed: false, bytes, change: number };
                self.now.documents.insert(new.expect("a new document"), paper);
            }
            Change::Folder { name } => drop(self.now.folders.insert(new.expect("a new folder"), name.clone())),
            Change::RenameFolder { folder, name } => drop(self.now.folders.insert(*folder, name.clone())),
            // The device believes that it lies there already: nothing to do.
            Change::Move { document, folder } if known(document).folder == *folder => return Ok(()),
            Change::Delete { document } => {
                let deleted = self.now.documents.remove(document);
                self.see(device);
                return deleted.map(drop).ok_or("not_found");
            }
            Change::Replace { document, bytes } => {
                let before = known(document).change;
                match self.now.documents.get_mut(document) {
                    None => {
                        self.see(device);
                        return Err("not_found");
                    }
                    Some(paper) if paper.change == before => {
                        (paper.bytes, paper.change) = (bytes.clone(), number);
                    }
                    Some(paper) => {
                        // Changed meanwhile: both are kept.
                        let name = format!("{} (copy)", paper.name);
                        let copy = Paper { name, bytes: bytes.clone(), change: number, ..paper.clone() };
                        self.now.documents.insert(new.expect("a copy"), copy);
                    }
                }
            }
            Change::Rename { document, .. }
            | Change::Move { document, .. }
            | Change::Trash { document }
            | Change::Restore { document } => {
                let Some(paper) = self.now.documents.get_mut(document) else {
                    self.see(device);
                    return Err("not_found");
                };
                let before = paper.change;
                paper.change = number;
                match change {
                    Change::Rename { name, .. } => paper.name.clone_from(name),
                    // The other device has moved it there.
                    Change::Move { folder, .. } if paper.folder == *folder => paper.change = before,
                    Change::Move { folder, .. } => paper.folder = *folder,
                    Change::Trash { .. } => paper.trashed = true,
                    _ => paper.trashed = false,
                }
            }
        }
        self.see(device);
        Ok(())
    }
}

/// A document as a line.
pub fn line(folder: &str, name: &str, trashed: bool, bytes: &[u8]) -> String {
    format!("{folder}/{name} {}: {}", if trashed { "in the bin" } else { "here" }, String::from_utf8_lossy(bytes))
}
