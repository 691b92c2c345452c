//! An HTTP/1.1 client for one kept connection: it writes bytes that were put together before, and reads no
//! more of an answer than it must.

use std::io::{Error, ErrorKind, Result};
use std::net::Ipv4Addr;

use tokio::net::TcpStream;

/// One connection.
pub struct Connection {
    socket: TcpStream,
    /// What has arrived and is not yet taken.
    buffer: Vec<u8>,
}

/// An answer's status and body, borrowed until the next request.
pub struct Answer<'a> {
    /// The status.
    pub status: u16,
    /// Everything before the empty line.
    pub head: &'a str,
    /// The body.
    pub body: &'a [u8],
}

impl Connection {
    /// Opens one to a port of this machine.
    pub async fn open(port: u16) -> Result<Self> {
        let socket = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
        socket.set_nodelay(true)?;
        Ok(Self {
            socket,
            buffer: Vec::with_capacity(16 * 1024),
        })
    }

    /// Sends a request and reads its whole answer.
    pub async fn call(&mut self, request: &[u8]) -> Result<Answer<'_>> {
        self.buffer.clear();
        self.send(request).await?;
        let (head, length) = loop {
            if let Some(found) = ends(&self.buffer)? {
                break found;
            }
            self.more().await?;
        };
        while self.buffer.len() < head + length {
            self.more().await?;
        }
        let text = std::str::from_utf8(&self.buffer[..head]).map_err(broken)?;
        let status = text.get(9..12).and_then(|status| status.parse().ok());
        Ok(Answer {
            status: status.ok_or_else(|| broken("no status"))?,
            head: text,
            body: &self.buffer[head..head + length],
        })
    }

    /// Sends a request whose answer is a stream.
    pub async fn send(&mut self, mut bytes: &[u8]) -> Result<()> {
        while !bytes.is_empty() {
            match self.socket.try_write(bytes) {
                Ok(sent) => bytes = &bytes[sent..],
                Err(e) if e.kind() == ErrorKind::WouldBlock => self.socket.writable().await?,
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }

    /// Reads a stream until these words have come; they and all before them are taken.
    pub async fn until(&mut self, words: &[u8]) -> Result<()> {
        loop {
            let found = self.buffer.windows(words.len()).position(|w| w == words);
            if let Some(at) = found {
                self.buffer.drain(..at + words.len());
                return Ok(());
            }
            self.more().await?;
        }
    }

    async fn more(&mut self) -> Result<()> {
        let mut chunk = [0; 16 * 1024];
        loop {
            match self.socket.try_read(&mut chunk) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(read) => {
                    self.buffer.extend_from_slice(&chunk[..read]);
                    return Ok(());
                }
                Err(e) if e.kind() == ErrorKind::WouldBlock => self.socket.readable().await?,
                Err(e) => return Err(e),
            }
        }
    }
}

/// Where an answer's head ends, and how long its body is; `None` while the head is not all here.
fn ends(bytes: &[u8]) -> Result<Option<(usize, usize)>> {
    let Some(at) = bytes.windows(4).position(|w| w == b"\r\n\r\n") else {
        return Ok(None);
    };
    let head = std::str::from_utf8(&bytes[..at]).map_err(broken)?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse().ok())?
    });
    match length {
        Some(length) => Ok(Some((at + 4, length))),
        None if head.starts_with("HTTP/1.1 204") => Ok(Some((at + 4, 0))),
        None => Err(broken("an answer without a length")),
    }
}

fn broken(why: impl ToString) -> Error {
    Error::new(ErrorKind::InvalidData, why.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answers_end_is_found_once_its_head_is_whole() {
        let answer = b"HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello";
        assert_eq!(ends(&answer[..30]).ok(), Some(None));
        assert_eq!(ends(answer).ok(), Some(Some((43, 5))));
        assert!(ends(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
    }
}
