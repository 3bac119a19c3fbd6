//! A wire between the server and its object store, which does to each request what a script says.

use std::{
    io::{self, BufReader, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{Arc, Condvar, Mutex, RwLock},
    thread,
};

use crate::harness::Head;

/// What becomes of a request to the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is answered.
    Pass,
    /// The connection breaks before the store has anything.
    Cut,
    /// The connection breaks after so many bytes of the request's body.
    CutAfter(u64),
    /// The connection breaks after so many bytes of the answer's body.
    CutAnswer(usize),
    /// One bit of the request's body is another.
    AlterRequest,
    /// One bit of the answer's body is another.
    AlterAnswer,
    /// The store has nothing of it before `release`.
    Hold,
    /// The store says this status and code instead.
    Say(u16, &'static str),
}

type Script = Arc<dyn Fn(&Head) -> Fate + Send + Sync>;

pub struct Wire {
    address: String,
    state: Arc<State>,
}

struct State {
    target: String,
    script: RwLock<Script>,
    held: Mutex<(usize, bool)>,
    changed: Condvar,
}

impl Wire {
    /// Leads to `address` (`http://127.0.0.1:…`).
    pub fn to(address: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let own = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(State {
            target: address.trim_start_matches("http://").to_owned(),
            script: RwLock::new(Arc::new(|_| Fate::Pass)),
            held: Mutex::new((0, false)),
            changed: Condvar::new(),
        });
        let accepting = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let state = Arc::clone(&accepting);
                thread::spawn(move || {
                    // A connection that breaks is what this is for.
                    let _ = state.carry(&client);
                    let _ = client.shutdown(Shutdown::Both);
                });
            }
        });
        Self { address: own, state }
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// Decides about every request from now on.
    pub fn script(&self, script: impl Fn(&Head) -> Fate + Send + Sync + 'static) {
        *self.state.script.write().unwrap() = Arc::new(script);
    }

    /// Waits until so many requests are held.
    pub fn wait_for_held(&self, count: usize) {
        let mut held = self.state.held.lock().unwrap();
        while held.0 < count {
            held = self.state.changed.wait(held).unwrap();
        }
    }

    /// Lets held requests go on, and holds none any more.
    pub fn release(&self) {
        self.state.held.lock().unwrap().1 = true;
        self.state.changed.notify_all();
    }
}

impl State {
    fn carry(&self, mut client: &TcpStream) -> io::Result<()> {
        let server = TcpStream::connect(&self.target)?;
        let mut server = &server;
        let (mut asking, mut answering) = (BufReader::new(client), BufReader::new(server));
        while let Some(request) = Head::read(&mut asking)? {
            let script = Arc::clone(&*self.script.read().unwrap());
            let fate = script(&request);
            match fate {
                Fate::Cut => return Err(cut()),
                Fate::Hold => self.hold(),
                Fate::Say(status, code) => {
                    request.pass_body(&mut asking, &mut io::sink(), |_| Ok(()))?;
                    let body = format!("<Error><Code>{code}</Code><Message>as the script says</Message></Error>");
                    let length = body.len();
                    write!(client, "HTTP/1.1 {status} As scripted\r\nContent-Length: {length}\r\n\r\n")?;
                    if !request.asks("HEAD ", "") {
                        client.write_all(body.as_bytes())?;
                    }
                    continue;
                }
                _ => {}
            }
            server.write_all(&request.bytes)?;
            let mut body = Vec::new();
            request.pass_body(&mut asking, &mut body, |_| Ok(()))?;
            match fate {
                Fate::CutAfter(bytes) => {
                    server.write_all(&body[..usize::try_from(bytes).unwrap().min(body.len())])?;
                    server.shutdown(Shutdown::Both)?;
                    return Err(cut());
                }
                Fate::AlterRequest => alter(&mut body),
                _ => {}
            }
            server.write_all(&body)?;
            let Some(answer) = Head::read(&mut answering)? else { return Ok(()) };
            let mut body = Vec::new();
            if !request.asks("HEAD ", "") && answer.status() != 204 {
                answer.pass_body(&mut answering, &mut body, |_| Ok(()))?;
            }
            client.write_all(&answer.bytes)?;
            match fate {
                Fate::CutAnswer(bytes) => {
                    client.write_all(&body[..bytes.min(body.len())])?;
                    return Err(cut());
                }
                Fate::AlterAnswer => alter(&mut body),
                _ => {}
            }
            client.write_all(&body)?;
        }
        Ok(())
    }

    fn hold(&self) {
        let mut held = self.held.lock().unwrap();
        held.0 += 1;
        self.changed.notify_all();
        while !held.1 {
            held = self.changed.wait(held).unwrap();
        }
    }
}

fn alter(body: &mut [u8]) {
    let middle = body.len() / 2;
    if let Some(byte) = body.get_mut(middle) {
        *byte ^= 1;
    }
}

fn cut() -> io::Error {
    io::ErrorKind::ConnectionAborted.into()
}
