use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

/// A wire between a device and a server: counts what passes, and can be cut after so many bytes.
pub struct Wire {
    address: String,
    state: Arc<State>,
}

struct State {
    server: String,
    connections: AtomicU64,
    sent: AtomicU64,
    received: AtomicU64,
    most_sent: AtomicU64,
    most_received: AtomicU64,
    most_received_each: AtomicU64,
}

impl Wire {
    /// A whole wire to the server at `address`.
    pub fn to(address: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = address.rsplit('/').next().unwrap().replace("localhost", "127.0.0.1");
        let state = Arc::new(State {
            server,
            connections: AtomicU64::new(0),
            sent: AtomicU64::new(0),
            received: AtomicU64::new(0),
            most_sent: AtomicU64::new(u64::MAX),
            most_received: AtomicU64::new(u64::MAX),
            most_received_each: AtomicU64::new(u64::MAX),
        });
        let accepting = Arc::clone(&state);
        thread::spawn(move || {
            for device in listener.incoming().flatten() {
                accepting.connections.fetch_add(1, Ordering::SeqCst);
                let state = Arc::clone(&accepting);
                thread::spawn(move || state.carry(&device));
            }
        });
        Self { address: format!("http://localhost:{port}"), state }
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// How often a device connected.
    pub fn connections(&self) -> u64 {
        self.state.connections.load(Ordering::SeqCst)
    }

    /// Bytes that passed to the server, and from it, since the wire was last mended or cut.
    pub fn passed(&self) -> (u64, u64) {
        (self.state.sent.load(Ordering::SeqCst), self.state.received.load(Ordering::SeqCst))
    }

    /// Cuts the wire once `sent` bytes went to the server or `received` came from it.
    pub fn cut_after(&self, sent: u64, received: u64) {
        self.state.sent.store(0, Ordering::SeqCst);
        self.state.received.store(0, Ordering::SeqCst);
        self.state.most_sent.store(sent, Ordering::SeqCst);
        self.state.most_received.store(received, Ordering::SeqCst);
    }

    /// Cuts each connection once `received` bytes came over it from the server.
    pub fn cut_each_after(&self, received: u64) {
        self.cut_after(u64::MAX, u64::MAX);
        self.state.most_received_each.store(received, Ordering::SeqCst);
    }

    pub fn mend(&self) {
        self.cut_each_after(u64::MAX);
    }
}

impl State {
    fn carry(&self, device: &TcpStream) {
        let Ok(server) = TcpStream::connect(&self.server) else { return };
        thread::scope(|scope| {
            scope.spawn(|| pass(device, &server, &self.sent, &self.most_sent, u64::MAX));
            let each = self.most_received_each.load(Ordering::SeqCst);
            pass(&server, device, &self.received, &self.most_received, each);
        });
    }
}

/// Passes bytes on until one side ends or the wire is cut.
fn pass(mut from: &TcpStream, mut to: &TcpStream, passed: &AtomicU64, most: &AtomicU64, mut each: u64) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        let before = passed.fetch_add(count as u64, Ordering::SeqCst);
        let left = most.load(Ordering::SeqCst).saturating_sub(before).min(each).min(count as u64);
        each -= left;
        if to.write_all(&buffer[..usize::try_from(left).unwrap()]).is_err() || left < count as u64 {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
