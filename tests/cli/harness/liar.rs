use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use serde_json::Value;

/// Answers in the server's place: from the path that was asked and the real answer.
type Lie = Box<dyn Fn(&str, Value) -> Value + Send>;

/// Done before the server is asked for a path.
type Before = Box<dyn Fn(&str) + Send>;

/// Stands between a device and a server, and alters the JSON that the server answers.
pub struct Liar {
    address: String,
    deeds: Arc<Deeds>,
}

/// What it does to requests and answers.
#[derive(Default)]
struct Deeds {
    lie: Mutex<Option<Lie>>,
    before: Mutex<Option<Before>>,
    twice: Mutex<Option<&'static str>>,
}

impl Liar {
    /// Tells the truth until [`Liar::lie`].
    pub fn to(address: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = address.rsplit('/').next().unwrap().replace("localhost", "127.0.0.1");
        let deeds = Arc::<Deeds>::default();
        let done = Arc::clone(&deeds);
        thread::spawn(move || {
            for device in listener.incoming().flatten() {
                let (server, deeds) = (server.clone(), Arc::clone(&done));
                thread::spawn(move || carry(&device, &server, &deeds));
            }
        });
        Self { address: format!("http://localhost:{port}"), deeds }
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// From now on gives what `lie` makes of each JSON answer of 200.
    pub fn lie(&self, lie: impl Fn(&str, Value) -> Value + Send + 'static) {
        *self.deeds.lie.lock().unwrap() = Some(Box::new(lie));
    }

    /// Loses the first answer to each `POST` whose path holds this: it is sent twice, and the second answer given.
    pub fn twice(&self, part: &'static str) {
        *self.deeds.twice.lock().unwrap() = Some(part);
    }

    /// From now on does something before each request goes on.
    pub fn before(&self, before: impl Fn(&str) + Send + 'static) {
        *self.deeds.before.lock().unwrap() = Some(Box::new(before));
    }
}

/// One request a connection: both sides are told that it closes.
fn carry(mut device: &TcpStream, server: &str, deeds: &Deeds) -> Option<()> {
    let mut reader = BufReader::new(device);
    let head = head(&mut reader)?;
    let length = header(&head, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let path = head.first()?.split(' ').nth(1)?.to_owned();
    let is_twice =
        head.first()?.starts_with("POST ") && deeds.twice.lock().unwrap().is_some_and(|part| path.contains(part));
    let mut answer = Vec::new();
    for _ in 0..if is_twice { 2 } else { 1 } {
        if let Some(before) = deeds.before.lock().unwrap().as_ref() {
            before(&path);
        }
        let mut server = TcpStream::connect(server).ok()?;
        server.write_all(closing(&head).as_bytes()).ok()?;
        server.write_all(&body).ok()?;
        answer.clear();
        server.read_to_end(&mut answer).ok()?;
    }
    device.write_all(&altered(&path, &answer, &deeds.lie).unwrap_or(answer)).ok()
}

fn altered(path: &str, answer: &[u8], lie: &Mutex<Option<Lie>>) -> Option<Vec<u8>> {
    let mut reader = answer;
    let head = head(&mut reader)?;
    let is_json = header(&head, "content-type").is_some_and(|kind| kind.starts_with("application/json"));
    if !is_json || !head.first()?.contains(" 200 ") {
        return None;
    }
    let truth: Value = serde_json::from_slice(reader).ok()?;
    let body = lie.lock().unwrap().as_ref()?(path, truth).to_string();
    let mut head: Vec<String> =
        head.into_iter().filter(|line| !line.to_ascii_lowercase().starts_with("content-length:")).collect();
    head.push(format!("content-length: {}", body.len()));
    Some([closing(&head).as_bytes(), body.as_bytes()].concat())
}

/// The lines before the body.
fn head(reader: &mut impl BufRead) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => return Some(lines),
            line => lines.push(line.to_owned()),
        }
    }
}

fn header<'a>(head: &'a [String], name: &str) -> Option<&'a str> {
    let named = |line: &'a String| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    };
    head.iter().skip(1).find_map(named)
}

fn closing(head: &[String]) -> String {
    let kept = head.iter().filter(|line| !line.to_ascii_lowercase().starts_with("connection:"));
    let lines: Vec<&str> = kept.map(String::as_str).chain(["connection: close", "", ""]).collect();
    lines.join("\r\n")
}
