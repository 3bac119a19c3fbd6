//! The forms in which a secret may lie about.

use data_encoding::{BASE64, BASE64URL_NOPAD, Encoding, HEXLOWER, HEXUPPER};
use unicode_normalization::UnicodeNormalization as _;

/// Bytes as they are, in hexadecimal, and in base64 and base64url at each of the three offsets at which they may stand in something
/// longer.
pub fn of_bytes(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut forms = vec![bytes.to_vec(), HEXLOWER.encode(bytes).into_bytes(), HEXUPPER.encode(bytes).into_bytes()];
    for encoding in [BASE64, BASE64URL_NOPAD] {
        forms.extend((0..3).filter_map(|skipped| inner(&encoding, bytes, skipped)));
    }
    forms
}

/// Text in both normal forms, as UTF-8, UTF-16, in JSON, in an address, and as bytes.
pub fn of_text(text: &str) -> Vec<Vec<u8>> {
    let mut forms = Vec::new();
    for text in [text.to_owned(), text.nfc().collect(), text.nfd().collect()] {
        forms.extend(of_bytes(text.as_bytes()));
        forms.push(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        let json = serde_json::to_string(&text).expect("text");
        forms.push(json.trim_matches('"').as_bytes().to_vec());
        forms.push(escaped(&text, |unit| format!("\\u{unit:04x}")).into_bytes());
        forms.push(escaped(&text, |unit| format!("\\u{unit:04X}")).into_bytes());
        forms.push(percent(&text).into_bytes());
    }
    forms
}

/// The characters that stand for these bytes wherever they begin `skipped` bytes into a group of three.
fn inner(encoding: &Encoding, bytes: &[u8], skipped: usize) -> Option<Vec<u8>> {
    let whole = bytes.get(skipped..)?;
    let whole = &whole[..whole.len() / 3 * 3];
    (whole.len() >= 9).then(|| encoding.encode(whole).into_bytes())
}

/// JSON as a cautious writer has it: everything beyond ASCII escaped.
fn escaped(text: &str, escape: impl Fn(u16) -> String) -> String {
    text.encode_utf16()
        .map(|unit| match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii_graphic() || byte == b' ' => char::from(byte).to_string(),
            _ => escape(unit),
        })
        .collect()
}

fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
