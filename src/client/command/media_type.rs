//! What a file is: told by its contents first, by its name only where contents can't tell.

/// Bytes that are looked at.
pub(super) const BEGINNING: usize = 8 * 1024;

const UNKNOWN: &str = "application/octet-stream";

/// The media type of a file that begins with `beginning` and is called `name`.
pub(super) fn media_type(beginning: &[u8], name: &str) -> String {
    let by_name = mime_guess::from_path(name).first();
    let claimed = by_name.as_ref().map(mime_guess::Mime::essence_str);
    let by_contents = infer::get(beginning).map(|kind| kind.mime_type());
    let found = match (by_contents, claimed) {
        // Containers: the name says what is in them.
        (Some("application/zip"), Some(claimed)) if is_zip_based(claimed) => claimed,
        (Some("text/xml"), Some(claimed)) if claimed.ends_with("xml") => claimed,
        (Some(contents), _) => contents,
        // No name is believed to be of a sort that its contents would have shown.
        (None, Some(claimed)) if !infer::is_mime_supported(claimed) && !is_recognisable(claimed) => claimed,
        (None, _) if is_text(beginning) => "text/plain",
        (None, _) => UNKNOWN,
    };
    found.to_owned()
}

fn is_zip_based(media_type: &str) -> bool {
    media_type.starts_with("application/vnd.openxmlformats")
        || media_type.starts_with("application/vnd.oasis")
        || media_type == "application/epub+zip"
}

/// Pictures, sound and films begin with a signature; SVG is text.
fn is_recognisable(media_type: &str) -> bool {
    let sort = media_type.split('/').next().unwrap_or_default();
    matches!(sort, "image" | "audio" | "video" | "font") && media_type != "image/svg+xml"
}

fn is_text(beginning: &[u8]) -> bool {
    let valid = match std::str::from_utf8(beginning) {
        Ok(text) => text,
        // Cut in the middle of a character.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&beginning[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !valid.is_empty() && !valid.chars().any(|character| character.is_control() && !character.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    fn of_specimen(path: &str) -> String {
        let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(path)).unwrap();
        media_type(&bytes[..bytes.len().min(BEGINNING)], path)
    }

    #[test]
    fn contents_win_over_names() {
        assert_eq!(of_specimen("odd/png-nomme-jpg.jpg"), "image/png");
        assert_eq!(of_specimen("hostile/html-nomme.pdf"), "text/html");
        assert_eq!(of_specimen("odd/texte.mp4"), "text/plain");
    }

    #[test]
    fn the_specimens_are_what_they_are() {
        for (path, expected) in [
            ("photos/p01-carte-bois-facile.jpg", "image/jpeg"),
            ("photos/p02-page-table-sombre.heic", "image/heif"),
            ("pdf/recepisse.pdf", "application/pdf"),
            ("odd/anime.gif", "image/gif"),
            ("odd/transparent.png", "image/png"),
            ("hostile/refs-externes.svg", "image/svg+xml"),
            ("odd/noms.json", "application/json"),
        ] {
            assert_eq!(of_specimen(path), expected, "{path}");
        }
    }

    #[test]
    fn what_nothing_tells_is_unknown() {
        assert_eq!(media_type(&[0, 1, 2, 3], "paper"), UNKNOWN);
        assert_eq!(media_type(&[0, 1, 2, 3], "paper.jpg"), UNKNOWN);
        assert_eq!(media_type("liste é".as_bytes(), "liste"), "text/plain");
    }
}
