//! The key of the PINs: 32 bytes in a file of its own. Nothing that the database or a backup holds opens a PIN without it.

use std::{
    fs::{File, OpenOptions, hard_link, remove_file},
    io::{ErrorKind, Read as _, Write as _},
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::Path,
};

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{protocol::bytes::Hash, server::random};

/// Bytes of the key.
const LENGTH: usize = 32;
/// Its file.
const FILE: &str = "key";

/// The key. It isn't printed, and it is wiped when dropped.
pub struct Key(Zeroizing<[u8; LENGTH]>);

impl Key {
    /// Reads the key in `folder`; makes one where there is none.
    ///
    /// # Errors
    /// The file's, and `InvalidData` for a file that isn't a key.
    pub fn open(folder: &Path) -> std::io::Result<Self> {
        let path = folder.join(FILE);
        match read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => make(folder, &path)?,
            read => return read,
        }
        read(&path)
    }

    /// Whether there is one in `folder`.
    pub fn is_in(folder: &Path) -> bool {
        folder.join(FILE).exists()
    }

    /// Removes the one in `folder`.
    pub fn remove(folder: &Path) -> std::io::Result<()> {
        remove_file(folder.join(FILE))
    }

    /// What the key makes of something in one place, and of nothing else and nowhere else.
    pub fn derive(&self, context: &str, bytes: &[u8]) -> [u8; 32] {
        // Any length of key will do for HMAC.
        #[expect(clippy::expect_used, reason = "it can't fail")]
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.as_slice()).expect("any length");
        mac.update(context.as_bytes());
        mac.update(b"\n");
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }

    /// By which it is known again; says nothing of it.
    pub fn fingerprint(&self) -> [u8; 32] {
        Hash::of(&self.derive("fingerprint", b"")).0
    }
}

fn read(path: &Path) -> std::io::Result<Key> {
    let file = File::open(path)?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(LENGTH + 1));
    (&file).take(LENGTH as u64 + 1).read_to_end(&mut bytes)?;
    let key = <[u8; LENGTH]>::try_from(bytes.as_slice())
        .map_err(|_| std::io::Error::new(ErrorKind::InvalidData, format!("{} isn't a key", path.display())))?;
    file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
    Ok(Key(Zeroizing::new(key)))
}

/// Writes a new key. Whoever else begins at the same time has one and the same: a file is there whole or not at all.
fn make(folder: &Path, path: &Path) -> std::io::Result<()> {
    let own = folder.join(format!(".{FILE}-{}", data_encoding::HEXLOWER.encode(&random::bytes::<8>())));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&own)?;
    file.write_all(Zeroizing::new(random::bytes::<LENGTH>()).as_slice())?;
    file.sync_all()?;
    let linked = hard_link(&own, path);
    remove_file(&own)?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_closed_to_others() {
        let Ok(folder) = tempfile::tempdir() else { panic!("a folder") };
        let open = || Key::open(folder.path()).map(|key| key.fingerprint()).ok();
        let first = open();
        assert!(first.is_some());
        assert_eq!(open(), first);
        let mode = std::fs::metadata(folder.path().join(FILE)).map(|file| file.permissions().mode() & 0o777).ok();
        assert_eq!(mode, Some(0o600));
        assert_eq!(std::fs::read_dir(folder.path()).map(Iterator::count).ok(), Some(1));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let Ok(folder) = tempfile::tempdir() else { panic!("a folder") };
        for length in [0, 31, 33] {
            assert!(std::fs::write(folder.path().join(FILE), vec![1; length]).is_ok());
            assert!(Key::open(folder.path()).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn contexts_are_apart() {
        let key = Key(Zeroizing::new([7; LENGTH]));
        assert_ne!(key.derive("pepper", b"x"), key.derive("verifier", b"x"));
        assert_ne!(key.derive("pepper", b"x"), key.derive("pepper", b"y"));
    }
}
