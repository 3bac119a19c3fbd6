//! Row 6: is there anything new? Who asks costs little; who waits costs nothing.

use std::thread;
use std::time::Duration;

use crate::holder::{Holder, Page, Reader};
use crate::load::{Outcome, repeat};
use crate::setting::Setting;
use crate::table::{Line, Target, line};

/// People with a page open.
const PAGES: usize = 200;
/// Bytes of an answer without news.
const ANSWER: usize = 700;

// The reference sitting: atuin-server 18 took 0.24 ms of processor to say that nothing is new, nginx 0.02 ms for 700 bytes.
// Target: no more than atuin.
const PROCESSOR: f64 = 0.24 / 0.02;

pub fn measure(setting: &Setting) -> Outcome<Vec<Line>> {
    let mut holder = Holder::sign_up(setting.armoire.address, "news0001")?;
    let ask = |asker: &mut Reader| asker.read().map(|_| true);
    let mut askers = (0..setting.clients).map(|_| holder.reader("")).collect::<Outcome<Vec<_>>>()?;
    let asked = repeat(&setting.armoire, &mut askers, setting.long, ask)?;
    let bound = setting.nginx_load("news", &[b'n'; ANSWER])?;

    let people = (0..PAGES)
        .map(|number| Holder::sign_up(setting.armoire.address, &format!("page{number:04}")))
        .collect::<Outcome<Vec<_>>>()?;
    let before = setting.armoire.memory()?.0;
    let pages = people.iter().map(Holder::page).collect::<Outcome<Vec<Page>>>()?;
    let each = setting.armoire.memory()?.0.saturating_sub(before) / PAGES as u64;
    let waiting = waiting(setting)?;
    drop(pages);
    let asking = asking(setting, &people)?;

    let mut page = holder.page()?;
    let woken = repeat(&setting.armoire, std::slice::from_mut(&mut holder), setting.long, |holder| {
        holder.vouch()?;
        Ok(true)
    })?;
    let last = holder.head();
    let mut seen = 0;
    while seen < last {
        seen = page.woken()?;
    }
    let mut pair = [(holder, page)];
    let told = repeat(&setting.armoire, &mut pair, setting.long, |(holder, page)| {
        holder.vouch()?;
        while page.woken()? < holder.head() {}
        Ok(true)
    })?;

    let mut lines = vec![
        line(6, "anything new? server's processor", Target::AtMost(PROCESSOR)).milliseconds(
            asked.processor(),
            "nginx, 700 bytes",
            bound.processor(),
        ),
        line(6, "200 open pages, 5 s without news: processor", Target::AtMost(0.2)).milliseconds(
            waiting,
            "asking every second",
            asking,
        ),
        line(6, "an open page: KiB of memory", Target::AtMost(1.0)).counts(each, "a budget of", 64),
        line(6, "append until its page is woken: median", Target::AtMost(1.5)).milliseconds(
            told.median().as_secs_f64() * 1000.0,
            "append",
            woken.median().as_secs_f64() * 1000.0,
        ),
    ];
    setting.explain(&mut lines, || repeat(&setting.armoire, &mut askers, setting.long, ask))?;
    Ok(lines)
}

/// Milliseconds of processor that pages cost which wait for five seconds.
fn waiting(setting: &Setting) -> Outcome<f64> {
    let before = setting.armoire.processor_time()?;
    thread::sleep(Duration::from_secs(5));
    Ok(setting.armoire.processor_time()?.saturating_sub(before).as_secs_f64() * 1000.0)
}

/// The same for pages that ask once a second instead.
fn asking(setting: &Setting, people: &[Holder]) -> Outcome<f64> {
    let mut readers = people.iter().map(|person| person.reader("")).collect::<Outcome<Vec<_>>>()?;
    let before = setting.armoire.processor_time()?;
    for _ in 0..5 {
        for reader in &mut readers {
            reader.read()?;
        }
    }
    Ok(setting.armoire.processor_time()?.saturating_sub(before).as_secs_f64() * 1000.0)
}
