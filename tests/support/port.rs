//! A port that stays one's own while the server that listens there is down.

use std::net::{Ipv4Addr, SocketAddr};

use tokio::net::TcpSocket;

/// A free port of this machine, bound but not listened on. The system then gives it to nobody else, neither to who wants any port nor to
/// who connects somewhere, and a server that names it may listen there as often as it starts.
pub struct Port {
    _bound: TcpSocket,
    address: SocketAddr,
}

impl Port {
    pub fn reserve() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        // As every server does that wants to come back at once: the two may then be bound together as long as one of them listens.
        socket.set_reuseaddr(true).unwrap();
        socket.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
        Self { address: socket.local_addr().unwrap(), _bound: socket }
    }

    /// `127.0.0.1:…`
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}
