//! Row 9: sealing in the command line, and what a document takes on disk.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Instant;

use armoire::client::document::payload;
use armoire::client::envelope;
use armoire::client::hazmat::Identity;
use armoire::protocol::age_header::RecipientType;
use armoire::protocol::padding::padded;

use crate::bounds;
use crate::holder::Holder;
use crate::load::Outcome;
use crate::objects::PHOTO;
use crate::profile;
use crate::setting::Setting;
use crate::table::{Line, Target, line};

const DOCUMENT: usize = 40 << 20;

pub fn measure(setting: &Setting) -> Outcome<Vec<Line>> {
    let recipient = Identity::generate(RecipientType::X25519).to_recipient();
    let bytes = vec![42; DOCUMENT];
    let seal = || -> Outcome<f64> {
        let began = Instant::now();
        payload::seal(&recipient, &bytes[..], DOCUMENT as u64, io::sink())?;
        Ok(began.elapsed().as_secs_f64())
    };
    let mut ours = f64::MAX;
    let mut stock = f64::MAX;
    for _ in 0..5 {
        ours = ours.min(seal()?);
        stock = stock.min(bounds::age_and_hash(&recipient.to_string(), &bytes)?.as_secs_f64());
    }
    #[allow(clippy::cast_precision_loss)]
    let speed = |seconds: f64| (DOCUMENT >> 20) as f64 / seconds;
    let mut speeds = vec![line(9, "seal 40 MiB, padding and hash included: MiB/s", Target::AtLeast(0.8)).rates(
        speed(ours),
        "age into SHA-256",
        speed(stock),
    )];
    if speeds.iter().any(|line| !line.met()) {
        let profile = profile::sample(std::process::id(), setting.folder.path(), || {
            for _ in 0..10 {
                seal()?;
            }
            Ok(())
        })?;
        speeds[0].profile = Some(profile);
    }
    speeds.extend(on_disk(setting)?);
    Ok(speeds)
}

// The growth of the objects' folder by a document, against its padded size: the mean of many, since age puts a few random bytes into
// each header.
fn on_disk(setting: &Setting) -> Outcome<Vec<Line>> {
    let mut holder = Holder::sign_up(setting.armoire.address, "disk0001")?;
    let mut lines = Vec::new();
    let recipient = Identity::generate(RecipientType::X25519).to_recipient();
    let kinds = [("3 MB on disk: bytes", PHOTO as u64, 1.01, 10), ("1 KB on disk: bytes", 1024, 1.3, 200)];
    for (what, length, most, count) in kinds {
        let plain = vec![0; usize::try_from(padded(length))?];
        let before = size(&setting.objects)?;
        for _ in 0..count {
            holder.upload(&envelope::to(&recipient, &plain))?;
        }
        let grown = (size(&setting.objects)? - before) / count;
        lines.push(line(9, what, Target::AtMost(most)).counts(grown, "padded size", padded(length)));
    }
    Ok(lines)
}

// Bytes of all files below a folder.
fn size(folder: &Path) -> io::Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        sum += if metadata.is_dir() { size(&entry.path())? } else { metadata.len() };
    }
    Ok(sum)
}
