//! Row 5: signing in costs the server no password hash, and doesn't stop the others.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::holder::Holder;
use crate::load::{Outcome, repeat};
use crate::opening;
use crate::setting::Setting;
use crate::table::{Line, Target, line};

const CROWD: usize = 64;

pub fn measure(setting: &Setting) -> Outcome<Vec<Line>> {
    let mut crowd = (0..CROWD)
        .map(|number| Holder::sign_up(setting.armoire.address, &format!("crowd{number:04}")))
        .collect::<Outcome<Vec<_>>>()?;
    let mut lister = Holder::sign_up(setting.armoire.address, "lister0001")?;
    lister.fill(100)?;

    let mut askers = crowd.iter().take(setting.clients).map(|holder| holder.reader("")).collect::<Outcome<Vec<_>>>()?;
    let asked = repeat(&setting.armoire, &mut askers, setting.long, |asker| asker.read().map(|_| true))?;
    let signed_in = repeat(&setting.armoire, &mut crowd[..setting.clients], setting.long, sign_in)?;

    let quiet = opening::open(setting, &lister, 1)?;
    let over = AtomicBool::new(false);
    let loaded = thread::scope(|scope| {
        let threads: Vec<_> = crowd.iter_mut().map(|holder| scope.spawn(|| keep_signing_in(holder, &over))).collect();
        let loaded = opening::open(setting, &lister, 1);
        over.store(true, Ordering::Relaxed);
        for thread in threads {
            thread.join().unwrap_or_else(|_| Err("a client's thread panicked".into()))?;
        }
        loaded
    })?;

    let mut lines = vec![
        line(5, "sign in: server's processor", Target::AtMost(5.0)).milliseconds(
            signed_in.processor(),
            "anything new?",
            asked.processor(),
        ),
        line(5, "list while 64 sign in: 99 of 100 within", Target::AtMost(3.0)).milliseconds(
            loaded.quantile(99).as_secs_f64() * 1000.0,
            "unloaded",
            quiet.quantile(99).as_secs_f64() * 1000.0,
        ),
    ];
    setting.explain(&mut lines, || repeat(&setting.armoire, &mut crowd, setting.long, sign_in))?;
    Ok(lines)
}

fn sign_in(holder: &mut Holder) -> Outcome<bool> {
    holder.sign_in().map(|()| true)
}

fn keep_signing_in(holder: &mut Holder, over: &AtomicBool) -> Outcome<()> {
    while !over.load(Ordering::Relaxed) {
        holder.sign_in()?;
    }
    Ok(())
}
