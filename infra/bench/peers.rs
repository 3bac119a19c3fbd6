//! Rows 1, 4, 5, 6, 7 and 8 beside a comparable server, measured in the same run (`--peers`).

use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::holder::Holder;
use crate::load::{Load, Outcome, repeat};
use crate::opening;
use crate::peer::{Guest, Peer};
use crate::process::Process;
use crate::setting::{Setting, start_armoire};
use crate::table::{Line, Target, line};

const DOCUMENTS: u64 = 500;
/// Records that a guest adds with one request.
const AT_ONCE: u64 = 100;
const NAME: &str = "atuin-server";

pub fn measure(setting: &Setting, program: &Path) -> Outcome<Vec<Line>> {
    let peer = Peer::start(program, setting.folder.path().join("atuin"))?;
    let mut lines = start_and_memory(setting, &peer)?;
    lines.extend(lists(setting, &peer)?);
    lines.extend(records(setting, &peer)?);
    lines.extend(people(setting, &peer)?);
    Ok(lines)
}

/// Before anything was asked of either: rows 7 and 8.
fn start_and_memory(setting: &Setting, peer: &Peer) -> Outcome<Vec<Line>> {
    let ours = start_armoire(&setting.server, &setting.folder.path().join("beside"))?;
    thread::sleep(Duration::from_secs(2));
    let (idle, theirs) = (ours.memory()?.0, peer.server.memory()?.0);
    drop(ours);
    let best = |start: &dyn Fn(usize) -> Outcome<Process>| -> Outcome<f64> {
        let mut best = Duration::MAX;
        for number in 0..3 {
            best = best.min(start(number)?.cold_start);
        }
        Ok(best.as_secs_f64() * 1000.0)
    };
    let cold = best(&|number| start_armoire(&setting.server, &setting.folder.path().join(format!("beside-{number}"))))?;
    let theirs_cold = best(&|number| peer.again(number))?;
    Ok(vec![
        line(7, "memory when idle: KiB", Target::AtMost(1.0)).counts(idle, NAME, theirs),
        line(8, "cold start on an empty folder", Target::AtMost(1.0)).milliseconds(cold, NAME, theirs_cold),
        line(8, "server with the web app inside: bytes", Target::AtMost(1.5)).counts(
            setting.size()?,
            NAME,
            peer.size()?,
        ),
    ])
}

fn lists(setting: &Setting, peer: &Peer) -> Outcome<Vec<Line>> {
    let mut holder = Holder::sign_up(setting.armoire.address, "beside0001")?;
    holder.fill(usize::try_from(DOCUMENTS)?)?;
    let ours = opening::open(setting, &holder, setting.clients)?;
    let mut guest = Guest::register(peer.server.address, "beside0001")?;
    for _ in 0..DOCUMENTS / AT_ONCE {
        guest.add(AT_ONCE)?;
    }
    let mut guests = (0..setting.clients).map(|_| guest.again()).collect::<Outcome<Vec<_>>>()?;
    let theirs = peer.load(setting, &mut guests, |guest| guest.list().map(|_| true))?;
    Ok(vec![
        line(1, "open 500 documents: server's processor", Target::AtMost(0.4)).milliseconds(
            ours.processor(),
            NAME,
            theirs.processor(),
        ),
        line(1, "open 500 documents: a second, 16 clients", Target::AtLeast(2.5)).per_second(&ours, NAME, &theirs),
    ])
}

fn records(setting: &Setting, peer: &Peer) -> Outcome<Vec<Line>> {
    let named = |number: usize| format!("besides{number:04}");
    let mut holders = (0..setting.clients)
        .map(|number| Holder::sign_up(setting.armoire.address, &named(number)))
        .collect::<Outcome<Vec<_>>>()?;
    let ours = repeat(&setting.armoire, &mut holders, setting.long, |holder| holder.vouch().map(|()| true))?;
    let mut guests = guests(setting, peer, "record")?;
    let theirs = peer.load(setting, &mut guests, |guest| guest.add(1))?;
    Ok(vec![
        line(4, "small record: a second, 16 clients", Target::AtLeast(1.25)).per_second(&ours, NAME, &theirs),
        processor(4, "small record: server's processor", 1.0, &ours, &theirs),
    ])
}

fn people(setting: &Setting, peer: &Peer) -> Outcome<Vec<Line>> {
    let mut holders = (0..setting.clients)
        .map(|number| Holder::sign_up(setting.armoire.address, &format!("besidep{number:04}")))
        .collect::<Outcome<Vec<_>>>()?;
    let mut askers = holders.iter().map(|holder| holder.reader("")).collect::<Outcome<Vec<_>>>()?;
    let mut guests = guests(setting, peer, "people")?;
    let asked = repeat(&setting.armoire, &mut askers, setting.long, |asker| asker.read().map(|_| true))?;
    let theirs_asked = peer.load(setting, &mut guests, |guest| guest.ask().map(|_| true))?;
    let signed_in = repeat(&setting.armoire, &mut holders, setting.long, |holder| holder.sign_in().map(|()| true))?;
    let theirs_signed_in = peer.load(setting, &mut guests, Guest::sign_in)?;
    Ok(vec![
        processor(5, "sign in: server's processor", 1.0, &signed_in, &theirs_signed_in),
        processor(6, "anything new? server's processor", 1.0, &asked, &theirs_asked),
    ])
}

fn guests(setting: &Setting, peer: &Peer, name: &str) -> Outcome<Vec<Guest>> {
    (0..setting.clients)
        .map(|number| {
            let mut guest = Guest::register(peer.server.address, &format!("{name}{number:04}"))?;
            guest.add(1)?;
            Ok(guest)
        })
        .collect()
}

fn processor(row: u8, what: &'static str, most: f64, ours: &Load, theirs: &Load) -> Line {
    line(row, what, Target::AtMost(most)).milliseconds(ours.processor(), NAME, theirs.processor())
}
