use std::{
    io::{self, BufReader, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError, RwLock},
    thread,
};

use super::Head;

/// Something that passes between a client and the server.
#[derive(Clone, Copy, Debug)]
pub enum Moment<'a> {
    /// A request begins; the server has nothing of it yet.
    Begins(&'a Head),
    /// So many bytes of its body have passed.
    Sends(&'a Head, u64),
    /// The server has done it and answered; the client doesn't know yet.
    Answered(&'a Head, &'a Head),
    /// The client has the answer.
    Delivered(&'a Head),
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    GoOn,
    /// Cut the connection on both sides.
    Cut,
}

type Watcher = Box<dyn Fn(Moment<'_>) -> Verdict + Send + Sync>;

/// Stands between clients and a server: records all that passes, shows each moment to a watcher, and cuts when it says so.
pub struct Proxy {
    address: String,
    state: Arc<State>,
}

struct State {
    server: RwLock<String>,
    watcher: RwLock<Watcher>,
    record: Mutex<Option<Vec<u8>>>,
}

impl Proxy {
    /// Before the server at `address` (`http://localhost:…`).
    pub fn before(address: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(State {
            server: RwLock::new(String::new()),
            watcher: RwLock::new(Box::new(|_| Verdict::GoOn)),
            record: Mutex::new(None),
        });
        let proxy = Self { address: format!("http://localhost:{port}"), state };
        proxy.lead_to(address);
        let accepting = Arc::clone(&proxy.state);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let state = Arc::clone(&accepting);
                thread::spawn(move || {
                    // A connection that breaks is what clients and servers are tested with.
                    let _ = state.carry(&client);
                    let _ = client.shutdown(Shutdown::Both);
                });
            }
        });
        proxy
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// Leads to another server from the next connection on.
    pub fn lead_to(&self, address: &str) {
        let server = address.rsplit('/').next().unwrap().replace("localhost", "127.0.0.1");
        *self.state.server.write().unwrap() = server;
    }

    /// Shows every moment from now on to `watcher`, once what is being shown to the last one is over.
    pub fn watch(&self, watcher: impl Fn(Moment<'_>) -> Verdict + Send + Sync + 'static) {
        *self.state.watcher.write().unwrap() = Box::new(watcher);
    }

    /// Lets everything pass again.
    pub fn rest(&self) {
        self.watch(|_| Verdict::GoOn);
    }

    /// Keeps all bytes from now on.
    pub fn record(&self) {
        *self.state.lock_record() = Some(Vec::new());
    }

    /// All bytes that passed, in both directions, since it was told to keep them.
    pub fn recorded(&self) -> Vec<u8> {
        self.state.lock_record().clone().unwrap_or_default()
    }
}

impl State {
    fn carry(&self, client: &TcpStream) -> io::Result<()> {
        let address = self.server.read().unwrap().clone();
        let server = TcpStream::connect(address)?;
        let outcome = self.carry_between(client, &server);
        let _ = server.shutdown(Shutdown::Both);
        outcome
    }

    fn carry_between(&self, mut client: &TcpStream, mut server: &TcpStream) -> io::Result<()> {
        client.set_nodelay(true)?;
        server.set_nodelay(true)?;
        let (mut asking, mut answering) = (BufReader::new(client), BufReader::new(server));
        while let Some(request) = Head::read(&mut asking)? {
            self.show(Moment::Begins(&request))?;
            self.keep(&request.bytes);
            server.write_all(&request.bytes)?;
            let mut sent = 0;
            request.pass_body(&mut asking, &mut server, |piece| {
                self.keep(piece);
                sent += piece.len() as u64;
                self.show(Moment::Sends(&request, sent))
            })?;
            let Some(answer) = Head::read(&mut answering)? else { return Ok(()) };
            let mut held = Vec::new();
            if !request.asks("HEAD ", "") && answer.status() != 204 {
                answer.pass_body(&mut answering, &mut held, |_| Ok(()))?;
            }
            self.keep(&answer.bytes);
            self.keep(&held);
            self.show(Moment::Answered(&request, &answer))?;
            client.write_all(&answer.bytes)?;
            client.write_all(&held)?;
            self.show(Moment::Delivered(&request))?;
        }
        Ok(())
    }

    fn show(&self, moment: Moment<'_>) -> io::Result<()> {
        // Held meanwhile: when `watch` returns, the last watcher does nothing any more.
        let watcher = self.watcher.read().unwrap();
        match watcher(moment) {
            Verdict::GoOn => Ok(()),
            Verdict::Cut => Err(io::ErrorKind::ConnectionAborted.into()),
        }
    }

    fn keep(&self, bytes: &[u8]) {
        if let Some(record) = self.lock_record().as_mut() {
            record.extend_from_slice(bytes);
        }
    }

    fn lock_record(&self) -> std::sync::MutexGuard<'_, Option<Vec<u8>>> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
