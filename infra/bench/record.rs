//! Row 4: a small durable record.

use crate::bounds;
use crate::holder::Holder;
use crate::load::{Outcome, repeat};
use crate::setting::Setting;
use crate::table::{Line, Target, line};

// The reference sitting: atuin-server 18 wrote 2,308 small records a second for 16 clients where SQLite alone committed
// 3,757 for one. Target: 1.25 times atuin.
const THROUGHPUT: f64 = 1.25 * 2308.0 / 3757.0;

pub fn measure(setting: &Setting) -> Outcome<Vec<Line>> {
    let mut holders = (0..setting.clients)
        .map(|number| Holder::sign_up(setting.armoire.address, &format!("record{number:04}")))
        .collect::<Outcome<Vec<_>>>()?;
    let bound = bounds::sqlite_commit(setting.folder.path())?;
    let alone = repeat(&setting.armoire, &mut holders[..1], setting.long, vouch)?;
    let together = repeat(&setting.armoire, &mut holders, setting.long, vouch)?;
    let mut lines = vec![
        line(4, "small record: median, 1 client", Target::AtMost(3.0)).milliseconds(
            alone.median().as_secs_f64() * 1000.0,
            "SQLite commit",
            bound.as_secs_f64() * 1000.0,
        ),
        line(4, "small record: a second, 16 clients", Target::AtLeast((THROUGHPUT * 100.0).round() / 100.0)).rates(
            together.per_second(),
            "SQLite commits",
            1.0 / bound.as_secs_f64(),
        ),
    ];
    setting.explain(&mut lines, || repeat(&setting.armoire, &mut holders, setting.long, vouch))?;
    Ok(lines)
}

fn vouch(holder: &mut Holder) -> Outcome<bool> {
    holder.vouch().map(|()| true)
}
