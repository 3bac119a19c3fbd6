//! Where a profile lies when nobody says.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
};

/// `$XDG_STATE_HOME/armoire`, else `$HOME/.local/state/armoire` (XDG Base Directory Specification), else `None`.
#[must_use]
pub fn default_folder() -> Option<PathBuf> {
    folder(env::var_os("XDG_STATE_HOME"), env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")))
}

fn folder(state: Option<OsString>, home: Option<OsString>) -> Option<PathBuf> {
    // The specification: a relative path is invalid and to be ignored.
    let absolute = |path: Option<OsString>| path.map(PathBuf::from).filter(|path| path.is_absolute());
    let state = absolute(state).or_else(|| absolute(home).map(|home| home.join(Path::new(".local/state"))))?;
    Some(state.join("armoire"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_folder_wins_and_relative_paths_are_ignored() {
        let path = |text: &str| Some(OsString::from(text));
        assert_eq!(folder(path("/state"), path("/house")), Some("/state/armoire".into()));
        assert_eq!(folder(path("state"), path("/house")), Some("/house/.local/state/armoire".into()));
        assert_eq!(folder(None, None), None);
    }
}
