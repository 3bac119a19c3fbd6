//! Rows 2 and 3: 3 MB up and down. Also what makes the server's memory peak.

use std::fs::File;
use std::io::Write;
use std::time::Instant;

use armoire::client::envelope;
use armoire::client::hazmat::Identity;
use armoire::protocol::age_header::RecipientType;
use armoire::protocol::padding::padded;

use crate::holder::{Holder, Reader};
use crate::load::{Outcome, repeat};
use crate::setting::Setting;
use crate::table::{Line, Target, line};

pub const PHOTO: usize = 3_000_000;

pub fn measure(setting: &Setting) -> Outcome<Vec<Line>> {
    let mut holders = (0..setting.clients)
        .map(|number| Holder::sign_up(setting.armoire.address, &format!("photo{number:04}")))
        .collect::<Outcome<Vec<_>>>()?;
    let plain = vec![0; usize::try_from(padded(PHOTO as u64))?];
    let photo = envelope::to(&Identity::generate(RecipientType::X25519).to_recipient(), &plain);

    let upload = |holder: &mut Holder| holder.upload(&photo).map(|_| true);
    let alone = repeat(&setting.armoire, &mut holders[..1], setting.long, upload)?;
    let together = repeat(&setting.armoire, &mut holders, setting.long, upload)?;
    let file = write_durably(setting, &photo)?;
    let put = setting.nginx_put(&photo)?;

    let object = holders[0].upload(&photo)?.id;
    let mut readers = holders[..1]
        .iter()
        .flat_map(|holder| (0..setting.clients).map(|_| holder.reader(&format!("/objects/{object}"))))
        .collect::<Outcome<Vec<Reader>>>()?;
    let down = repeat(&setting.armoire, &mut readers, setting.long, |reader| reader.read().map(|_| true))?;
    let bound = setting.nginx_load("photo", &photo)?;

    let mut uploads = vec![
        line(2, "upload 3 MB, durable: median, 1 client", Target::AtMost(1.5)).milliseconds(
            alone.median().as_secs_f64() * 1000.0,
            "file + fsync",
            file * 1000.0,
        ),
        line(2, "upload 3 MB, durable: a second, 16 clients", Target::AtLeast(0.6)).rates(
            together.per_second(),
            "file + fsync",
            1.0 / file,
        ),
        line(2, "upload 3 MB, durable: server's processor", Target::AtMost(3.0)).milliseconds(
            together.processor(),
            "nginx PUT",
            put.processor(),
        ),
    ];
    setting.explain(&mut uploads, || repeat(&setting.armoire, &mut holders, setting.long, upload))?;
    let mut downloads =
        vec![line(3, "download 3 MB: a second, 16 clients", Target::AtLeast(0.3)).per_second(&down, "nginx", &bound)];
    setting.explain(&mut downloads, || {
        repeat(&setting.armoire, &mut readers, setting.long, |reader| reader.read().map(|_| true))
    })?;
    uploads.append(&mut downloads);
    Ok(uploads)
}

// Seconds for one file of these bytes on the same disk, the median of 30.
fn write_durably(setting: &Setting, bytes: &[u8]) -> Outcome<f64> {
    let mut times = Vec::new();
    for number in 0..30 {
        let began = Instant::now();
        let mut file = File::create(setting.folder.path().join(format!("file-{number}")))?;
        file.write_all(bytes)?;
        file.sync_all()?;
        times.push(began.elapsed());
    }
    times.sort_unstable();
    Ok(times[times.len() / 2].as_secs_f64())
}
