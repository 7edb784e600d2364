//! HTTP, as much as a test needs: one request after the other on a connection, bodies with a length.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// A request as it came in.
pub(super) struct Incoming {
    pub(super) method: String,
    /// With its query.
    pub(super) path: String,
    pub(super) token: Option<String>,
    pub(super) body: String,
}

/// The next request; none when the other side has gone.
pub(super) fn receive(stream: &mut BufReader<TcpStream>) -> Option<Incoming> {
    let mut line = String::new();
    stream.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (mut length, mut token) = (0, None);
    loop {
        let mut header = String::new();
        stream.read_line(&mut header).ok()?;
        let Some((name, value)) = header.trim().split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok()?,
            "authorization" => token = value.trim().strip_prefix("Bearer ").map(str::to_owned),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    Some(Incoming { method, path, token, body: String::from_utf8(body).ok()? })
}

/// Answers; `false` when the other side has gone.
pub(super) fn answer(stream: &mut TcpStream, status: u16, retry_after: Option<u64>, body: &str) -> bool {
    let wait = retry_after.map_or_else(String::new, |seconds| format!("Retry-After: {seconds}\r\n"));
    let length = body.len();
    let text = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{wait}Content-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(text.as_bytes()).is_ok()
}
