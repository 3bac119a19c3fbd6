use super::{Body, Header};
use crate::protocol::{
    Refusal,
    bytes::Hash,
    id::LockerId,
    limits,
    signing::{SignatureType, SigningSeed},
};

const SIGNATURE: usize = 64;
const BODY_GONE: u32 = u32::MAX;

/// An act as it travels and is kept, parsed: header and body are canonical and the body has the hash that the header names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// What is signed.
    pub header: Header,
    /// The bytes of it.
    pub header_bytes: Vec<u8>,
    /// By the author's card, as `act`.
    pub signature: [u8; SIGNATURE],
    /// Absent when it was purged.
    pub body: Option<Body>,
    /// The bytes of it.
    pub body_bytes: Option<Vec<u8>>,
    /// The list beside a checkpoint, or the age files that the body names; empty in a log that is read.
    pub beside: Vec<u8>,
    /// SHA-256 of the header.
    pub hash: Hash,
}

impl Act {
    /// Writes `body` into an act under `header`, whose `body` hash is set here, and signs it.
    #[must_use]
    pub fn sign(mut header: Header, body: Body, beside: Vec<u8>, seed: &SigningSeed) -> Self {
        let body_bytes = body.write();
        header.body = Hash::of(&body_bytes);
        let header_bytes = crate::protocol::canonical::write(&header);
        Self {
            signature: seed.sign(SignatureType::Act, &header_bytes),
            hash: Hash::of(&header_bytes),
            header,
            header_bytes,
            body: Some(body),
            body_bytes: Some(body_bytes),
            beside,
        }
    }

    /// The locker that it is part of; for act 0, the one that it begins.
    #[must_use]
    pub fn locker(&self) -> LockerId {
        self.header.locker.unwrap_or_else(|| LockerId::of_first_act(self.hash))
    }

    /// Reads an act from its parts.
    ///
    /// # Errors
    /// Those of [`Header::read`] and [`Body::read`]; `too_large`; `body` when it isn't the one that the header names.
    pub(in crate::protocol) fn parse(
        header_bytes: &[u8],
        signature: [u8; SIGNATURE],
        body_bytes: Option<&[u8]>,
        beside: &[u8],
    ) -> Result<Self, Refusal> {
        let header = Header::read(header_bytes)?;
        let body = match body_bytes {
            Some(bytes) if bytes.len() > limits::ACT_BODY => return Err(Refusal::TooLarge),
            Some(bytes) if Hash::of(bytes) != header.body => return Err(Refusal::Body),
            Some(bytes) => Some(Body::read(bytes)?),
            None => None,
        };
        Ok(Self {
            hash: Hash::of(header_bytes),
            header,
            header_bytes: header_bytes.to_vec(),
            signature,
            body,
            body_bytes: body_bytes.map(<[u8]>::to_vec),
            beside: beside.to_vec(),
        })
    }
}

/// Appends the frame of `act` to `out`: `uint32 length, header | signature | uint32 length, body | uint32 length, beside`,
/// integers big-endian, a body length of 0xFFFFFFFF for a body that is gone.
pub fn write_frame(out: &mut Vec<u8>, act: &Act) {
    write_part(out, &act.header_bytes);
    out.extend_from_slice(&act.signature);
    match &act.body_bytes {
        Some(body) => write_part(out, body),
        None => out.extend_from_slice(&BODY_GONE.to_be_bytes()),
    }
    write_part(out, &act.beside);
}

/// Reads all frames of `bytes`, at most `most`.
///
/// # Errors
/// `malformed` for a cut frame or trailing bytes, `too_large` for a part or a count over its limit, and those of [`Header::read`]
/// and [`Body::read`]; `body` when a body doesn't have the hash that its header names.
pub fn read_frames(bytes: &[u8], most: usize) -> Result<Vec<Act>, Refusal> {
    let mut rest = bytes;
    let mut acts = Vec::new();
    while !rest.is_empty() {
        if acts.len() == most {
            return Err(Refusal::TooLarge);
        }
        let length = read_length(&mut rest)?;
        let header = read_part(&mut rest, length, limits::ACT_HEADER)?;
        let (signature, after) = rest.split_first_chunk::<SIGNATURE>().ok_or(Refusal::Malformed)?;
        rest = after;
        let body = match read_length(&mut rest)? {
            BODY_GONE => None,
            length => Some(read_part(&mut rest, length, limits::ACT_BODY)?),
        };
        let length = read_length(&mut rest)?;
        let beside = read_part(&mut rest, length, limits::CHECKPOINT_LIST)?;
        acts.push(Act::parse(header, *signature, body, beside)?);
    }
    Ok(acts)
}

fn write_part(out: &mut Vec<u8>, part: &[u8]) {
    #[expect(clippy::cast_possible_truncation, reason = "every part is bounded far below 4 GiB")]
    out.extend_from_slice(&(part.len() as u32).to_be_bytes());
    out.extend_from_slice(part);
}

fn read_length(rest: &mut &[u8]) -> Result<u32, Refusal> {
    let (length, after) = rest.split_first_chunk::<4>().ok_or(Refusal::Malformed)?;
    *rest = after;
    Ok(u32::from_be_bytes(*length))
}

fn read_part<'a>(rest: &mut &'a [u8], length: u32, limit: usize) -> Result<&'a [u8], Refusal> {
    let length = usize::try_from(length).map_err(|_| Refusal::TooLarge)?;
    if length > limit {
        return Err(Refusal::TooLarge);
    }
    let (part, after) = rest.split_at_checked(length).ok_or(Refusal::Malformed)?;
    *rest = after;
    Ok(part)
}
