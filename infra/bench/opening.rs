//! Row 1: opening a locker of 500 documents, again with only what changed.

use crate::holder::{Holder, Reader};
use crate::load::{Load, Outcome, repeat};
use crate::setting::Setting;
use crate::table::{Line, Target, line};

const DOCUMENTS: usize = 500;

// The reference sitting: atuin-server 18 took 9.5 ms of processor for a list of this size and gave 205 a second, nginx
// took 0.06 ms for as many bytes and gave 12,410. Target: 0.4 and 2.5 times atuin.
const PROCESSOR: f64 = 0.4 * 9.5 / 0.06;
const THROUGHPUT: f64 = 2.5 * 205.0 / 12_410.0;

pub fn measure(setting: &Setting) -> Outcome<Vec<Line>> {
    let mut holder = Holder::sign_up(setting.armoire.address, "opening0001")?;
    holder.fill(DOCUMENTS)?;
    let whole = holder.get("/living")?.body;

    let ours = open(setting, &holder, setting.clients)?;
    let bound = setting.nginx_load("list", &whole)?;

    let seen = holder.head();
    holder.vouch()?;
    let again = holder.get(&format!("/acts?from={}", seen + 1))?.body;

    let mut lines = vec![
        line(1, "open 500 documents: server's processor", Target::AtMost(PROCESSOR.round())).milliseconds(
            ours.processor(),
            "nginx",
            bound.processor(),
        ),
        line(1, "open 500 documents: a second, 16 clients", Target::AtLeast((THROUGHPUT * 1000.0).round() / 1000.0))
            .per_second(&ours, "nginx", &bound),
        line(1, "open again after one act: bytes", Target::AtMost(0.01)).counts(
            again.len() as u64,
            "the whole",
            whole.len() as u64,
        ),
    ];
    setting.explain(&mut lines, || open(setting, &holder, setting.clients))?;
    Ok(lines)
}

/// So many clients open the locker again and again.
pub fn open(setting: &Setting, holder: &Holder, clients: usize) -> Outcome<Load> {
    let mut readers = (0..clients).map(|_| holder.reader("/living")).collect::<Outcome<Vec<Reader>>>()?;
    repeat(&setting.armoire, &mut readers, setting.long, |reader| reader.read().map(|_| true))
}
