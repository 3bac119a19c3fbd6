//! SIGKILL of the server at each step of an upload in parts: it goes on where it was, and what was acknowledged is there.

use std::sync::{Arc, Mutex};

use crate::harness::{CommandLine, Moment, Person, Proxy, Server, Upload, Uploads, Verdict, on_both};

/// Bytes of a file: several parts, the last one shorter.
const FILE: usize = 150_000;

on_both! {
    /// A power cut at any moment costs at most the part that was on its way.
    fn an_upload_in_parts_goes_on_after_a_power_cut(database: Database) {
        let server = Arc::new(Mutex::new(Server::start(database)));
        let proxy = Proxy::before(server.lock().unwrap().address());
        let (nadia, _) = Person::sign_up(proxy.address(), "nadia4821");
        let line = CommandLine::new();
        line.sign_in(&nadia);
        let uploads = Uploads::of(&line);

        let moments = Arc::new(Mutex::new(0));
        let counting = Arc::clone(&moments);
        proxy.watch(move |_| {
            *counting.lock().unwrap() += 1;
            Verdict::GoOn
        });
        let mut first = Upload::new(0, &file(0));
        uploads.go_on(&mut first).expect("nothing disturbs it");
        proxy.rest();
        assert!(uploads.object(&first) == first.bytes);
        let moments = *moments.lock().unwrap();
        assert!(moments > 20, "{moments} moments: the parts pass in pieces");

        for moment in 1..=moments {
            let mut upload = Upload::new(moment, &file(moment));
            kill_at(&proxy, &server, moment);
            let cut = uploads.go_on(&mut upload);
            proxy.rest();
            // Pieces differ from one upload to the next: one of fewer moments is over before it is killed.
            server.lock().unwrap().resume();
            if cut.is_err() {
                uploads.look_after_cut(&mut upload);
                uploads.go_on(&mut upload).unwrap_or_else(|problem| panic!("after moment {moment}: {problem}"));
            }
            assert!(uploads.object(&upload) == upload.bytes, "killed at moment {moment}");
        }
        println!("killed at {moments} moments");
        server.lock().unwrap().check_objects();
    }
}

/// Kills the server when the moment with this number comes, and cuts what was on the line.
fn kill_at(proxy: &Proxy, server: &Arc<Mutex<Server>>, number: usize) {
    let (server, passed) = (Arc::clone(server), Mutex::new(0));
    proxy.watch(move |_: Moment<'_>| {
        let mut passed = passed.lock().unwrap();
        *passed += 1;
        if *passed < number {
            return Verdict::GoOn;
        }
        server.lock().unwrap().kill();
        Verdict::Cut
    });
}

fn file(number: usize) -> Vec<u8> {
    (0..FILE).map(|at| u8::try_from((at * 31 + number) % 251).unwrap()).collect()
}
