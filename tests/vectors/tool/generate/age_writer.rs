//! Writes age files of any shape, otherwise whole: header and stream are authentic, so that nothing but the check under test
//! stands between a hostile file and its plaintext.

use std::fmt::Write;

use age_core::format::{FileKey, Stanza};
use armoire::client::hazmat::{Identity, hkdf, hybrid::HybridIdentity, random};
use armoire::protocol::age_header::RecipientType;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, aead::Aead};
use data_encoding::BASE64_NOPAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

const CHUNK: usize = 64 * 1024;

/// An age file in the making: a file key, and stanzas as they are added.
pub struct AgeWriter {
    file_key: [u8; 16],
    stanzas: String,
}

impl AgeWriter {
    pub fn new() -> Self {
        Self { file_key: random::bytes(), stanzas: String::new() }
    }

    /// A file to this identity's recipient, as `to` says.
    pub fn to(identity: &Identity) -> Self {
        Self::new().recipient(identity)
    }

    /// Adds a real stanza.
    pub fn recipient(self, identity: &Identity) -> Self {
        let file_key = FileKey::new(Box::new(self.file_key));
        let (stanzas, _) = match identity.recipient_type() {
            RecipientType::X25519 => {
                let recipient: age::x25519::Recipient = identity.to_recipient().to_string().parse().unwrap();
                age::Recipient::wrap_file_key(&recipient, &file_key)
            }
            RecipientType::Hybrid => {
                let recipient = HybridIdentity::from_seed(identity.expose_secret_seed()).to_recipient();
                age::Recipient::wrap_file_key(&recipient, &file_key)
            }
        }
        .unwrap();
        stanzas.iter().fold(self, Self::stanza)
    }

    /// Adds any stanza.
    pub fn stanza(mut self, stanza: &Stanza) -> Self {
        let first_line: Vec<&str> = [&stanza.tag].into_iter().chain(&stanza.args).map(String::as_str).collect();
        let body = BASE64_NOPAD.encode(&stanza.body);
        let mut lines: Vec<&str> = body.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
        if body.len().is_multiple_of(64) {
            lines.push("");
        }
        writeln!(self.stanzas, "-> {}\n{}", first_line.join(" "), lines.join("\n")).unwrap();
        self
    }

    /// Adds a stanza that means nothing, of `length` characters with its line ends.
    pub fn grease(self, length: usize) -> Self {
        let (tag, end) = ("-> x-grease ", "\n\n");
        let argument = "a".repeat(length - tag.len() - end.len());
        self.stanza(&Stanza { tag: "x-grease".to_owned(), args: vec![argument], body: Vec::new() })
    }

    /// Characters of the header so far, with its last line.
    pub fn header_length(&self) -> usize {
        "age-encryption.org/v1\n".len() + self.stanzas.len() + "--- \n".len() + 43
    }

    pub fn finish(&self, plaintext: &[u8]) -> Vec<u8> {
        let mut header = format!("age-encryption.org/v1\n{}---", self.stanzas).into_bytes();
        let mac_key = hkdf::derive::<32>(&self.file_key, &[], b"header");
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(mac_key.expose_secret_bytes()).unwrap();
        mac.update(&header);
        header.extend_from_slice(format!(" {}\n", BASE64_NOPAD.encode(&mac.finalize().into_bytes())).as_bytes());
        header.extend_from_slice(&self.stream(plaintext));
        header
    }

    fn stream(&self, plaintext: &[u8]) -> Vec<u8> {
        let nonce: [u8; 16] = random::bytes();
        let key = hkdf::derive::<32>(&self.file_key, &nonce, b"payload");
        let cipher = ChaCha20Poly1305::new(key.expose_secret_bytes().into());
        let mut stream = nonce.to_vec();
        let chunks: Vec<&[u8]> = if plaintext.is_empty() { vec![&[]] } else { plaintext.chunks(CHUNK).collect() };
        for (place, chunk) in chunks.iter().enumerate() {
            let mut nonce = [0; 12];
            nonce[3..11].copy_from_slice(&(place as u64).to_be_bytes());
            nonce[11] = u8::from(place + 1 == chunks.len());
            stream.extend_from_slice(&cipher.encrypt(&nonce.into(), *chunk).unwrap());
        }
        stream
    }
}
