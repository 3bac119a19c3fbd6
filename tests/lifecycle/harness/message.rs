use std::io::{self, BufRead, Read, Write};

/// The head of a request or of an answer, as it came.
#[derive(Clone, Debug)]
pub struct Head {
    pub bytes: Vec<u8>,
}

impl Head {
    /// The next head, if there is one.
    pub fn read(from: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"\r\n\r\n") {
            if from.read_until(b'\n', &mut bytes)? == 0 {
                return if bytes.is_empty() { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
            }
        }
        Ok(Some(Self { bytes }))
    }

    /// Whether it asks for this.
    pub fn asks(&self, method: &str, path_part: &str) -> bool {
        let line = self.first_line();
        line.starts_with(method) && line.contains(path_part)
    }

    /// `POST /api/v1/… HTTP/1.1`, or `HTTP/1.1 200 OK`.
    pub fn first_line(&self) -> String {
        self.lines().next().unwrap_or_default().to_owned()
    }

    /// An answer's status.
    pub fn status(&self) -> u16 {
        self.first_line().split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default()
    }

    fn lines(&self) -> std::str::Split<'_, &str> {
        std::str::from_utf8(&self.bytes).expect("heads are text here").split("\r\n")
    }

    fn value(&self, name: &str) -> Option<&str> {
        let mut pairs = self.lines().filter_map(|line| line.split_once(':'));
        pairs.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    /// Passes the body that belongs to this head on, and tells `piece` of all that passes. An error of `piece` ends it.
    pub fn pass_body(
        &self,
        from: &mut impl BufRead,
        to: &mut impl Write,
        mut piece: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        if self.value("transfer-encoding").is_some() {
            return pass_chunks(from, to, &mut piece);
        }
        let length = self.value("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        pass(from, to, length, &mut piece)
    }
}

fn pass(
    from: &mut impl Read,
    to: &mut impl Write,
    mut length: u64,
    piece: &mut impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    while length > 0 {
        let count = from.by_ref().take(length).read(&mut buffer)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        to.write_all(&buffer[..count])?;
        piece(&buffer[..count])?;
        length -= count as u64;
    }
    Ok(())
}

fn pass_chunks(
    from: &mut impl BufRead,
    to: &mut impl Write,
    piece: &mut impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    loop {
        let mut line = Vec::new();
        from.read_until(b'\n', &mut line)?;
        let size = std::str::from_utf8(&line).ok().and_then(|line| u64::from_str_radix(line.trim(), 16).ok());
        let size = size.ok_or(io::ErrorKind::InvalidData)?;
        to.write_all(&line)?;
        piece(&line)?;
        // The chunk, or the empty trailer, and its line end.
        pass(from, to, size + 2, piece)?;
        if size == 0 {
            return Ok(());
        }
    }
}
