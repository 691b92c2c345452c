//! A mail server and a push service for one test, on ports of their own: they take what comes, or answer as they are told
//! to.

use crate::support::Server;
use server::config::{MailConfig, PushConfig};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

/// How long something may take to come before its test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came: whom or where to, the head, the body as it was on the wire.
#[derive(Debug)]
pub struct Came {
    pub to: String,
    pub head: String,
    pub body: Vec<u8>,
}

impl Came {
    /// A field of its head, over several lines where it has them.
    pub fn field(&self, name: &str) -> Option<String> {
        let head = self.head.replace("\r\n ", " ").replace("\r\n\t", " ");
        head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name)
                .then(|| value.trim().to_owned())
        })
    }

    /// What can be read in it, quoted-printable undone.
    pub fn text(&self) -> String {
        let raw = String::from_utf8_lossy(&self.body).replace("=\r\n", "");
        let mut bytes = Vec::new();
        let mut rest = raw.as_bytes();
        while let [first, after @ ..] = rest {
            let coded = after
                .get(..2)
                .filter(|_| *first == b'=')
                .and_then(|digits| std::str::from_utf8(digits).ok())
                .and_then(|digits| u8::from_str_radix(digits, 16).ok());
            bytes.push(coded.unwrap_or(*first));
            rest = if coded.is_some() { &after[2..] } else { after };
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The six digits that stand alone on a line.
    pub fn code(&self) -> String {
        let text = self.text();
        let alone = |line: &&str| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit());
        text.lines().find(alone).expect("a code").to_owned()
    }
}

/// Where mail or notices go to.
pub struct Postbox {
    port: u16,
    came: mpsc::UnboundedReceiver<Came>,
    answers: Arc<Mutex<VecDeque<String>>>,
}

impl Postbox {
    /// A mail server.
    pub async fn mail() -> Self {
        Self::open(|socket, answers, came| async move {
            let _ = smtp(socket, &answers, &came).await;
        })
        .await
    }

    /// A push service.
    pub async fn push() -> Self {
        Self::open(|socket, answers, came| async move {
            let _ = http(socket, &answers, &came).await;
        })
        .await
    }

    async fn open<F, Done>(serve: F) -> Self
    where
        F: Fn(TcpStream, Arc<Mutex<VecDeque<String>>>, mpsc::UnboundedSender<Came>) -> Done
            + Send
            + 'static,
        Done: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (send, came) = mpsc::unbounded_channel();
        let answers = Arc::new(Mutex::new(VecDeque::new()));
        let given = answers.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serve(socket, given.clone(), send.clone()));
            }
        });
        Self {
            port,
            came,
            answers,
        }
    }

    pub fn as_mail(&self) -> MailConfig {
        MailConfig {
            server: format!("smtp://127.0.0.1:{}", self.port),
            from: "Servicelane <service@example.test>".into(),
            user: None,
            password_env: None,
        }
    }

    pub fn as_push(&self) -> PushConfig {
        PushConfig {
            contact: "mailto:ops@example.test".into(),
            services: vec![self.origin()],
        }
    }

    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Answers the next ones like this, and then as usual again.
    pub fn answers(&self, answers: &[&str]) {
        let mut given = self.answers.lock().expect("answers");
        given.extend(answers.iter().map(|a| (*a).to_owned()));
    }

    /// What comes next.
    pub async fn next(&mut self) -> Came {
        let next = tokio::time::timeout(PATIENCE, self.came.recv()).await;
        next.expect("something comes").expect("it stands")
    }

    /// What comes next, however many minutes the server waits before it.
    pub async fn later(&mut self, server: &Server) -> Came {
        let until = tokio::time::Instant::now() + PATIENCE;
        loop {
            let soon = tokio::time::timeout(Duration::from_millis(200), self.came.recv()).await;
            if let Ok(came) = soon {
                return came.expect("it stands");
            }
            assert!(tokio::time::Instant::now() < until, "nothing came");
            server.later(1);
        }
    }

    /// Nothing came that was not read.
    pub fn is_empty(&mut self) -> bool {
        self.came.try_recv().is_err()
    }
}

fn answer(answers: &Mutex<VecDeque<String>>, usual: &str) -> String {
    let given = answers.lock().expect("answers").pop_front();
    given.unwrap_or_else(|| usual.to_owned())
}

/// As much of RFC 5321 as a sender needs. An answer that was given beforehand is that to RCPT or to the whole mail,
/// whichever it fits: `550` for the one, all others for the other.
async fn smtp(
    socket: TcpStream,
    answers: &Mutex<VecDeque<String>>,
    came: &mpsc::UnboundedSender<Came>,
) -> std::io::Result<()> {
    let mut line = BufReader::new(socket);
    line.write_all(b"220 here\r\n").await?;
    let mut to = String::new();
    loop {
        let mut said = String::new();
        if line.read_line(&mut said).await? == 0 {
            return Ok(());
        }
        let verb = said.get(..4).unwrap_or_default().to_ascii_uppercase();
        let reply = match verb.as_str() {
            "RCPT" => {
                to = said.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                let refused = answers
                    .lock()
                    .expect("answers")
                    .pop_front_if(|next| next.starts_with("550"));
                refused.unwrap_or_else(|| "250 ok".into())
            }
            "DATA" => {
                line.write_all(b"354 go on\r\n").await?;
                let mut all = Vec::new();
                while !all.ends_with(b"\r\n.\r\n") {
                    if line.read_until(b'\n', &mut all).await? == 0 {
                        return Ok(());
                    }
                }
                let text = String::from_utf8_lossy(&all).into_owned();
                let (head, body) = text.split_once("\r\n\r\n").unwrap_or_default();
                let reply = answer(answers, "250 taken");
                let _ = came.send(Came {
                    to: to.clone(),
                    head: head.to_owned(),
                    body: body.as_bytes().to_vec(),
                });
                reply
            }
            "QUIT" => return line.write_all(b"221 bye\r\n").await,
            _ => "250 ok".into(),
        };
        line.write_all(format!("{reply}\r\n").as_bytes()).await?;
    }
}

/// One request to a connection.
async fn http(
    socket: TcpStream,
    answers: &Mutex<VecDeque<String>>,
    came: &mpsc::UnboundedSender<Came>,
) -> std::io::Result<()> {
    let mut line = BufReader::new(socket);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if line.read_line(&mut head).await? == 0 {
            return Ok(());
        }
    }
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut arrived = Came {
        to: path,
        head,
        body: Vec::new(),
    };
    let length = arrived.field("content-length").unwrap_or_default();
    arrived.body = vec![0; length.parse().unwrap_or_default()];
    line.read_exact(&mut arrived.body).await?;
    let reply = answer(answers, "201 Created");
    let _ = came.send(arrived);
    let reply = format!("HTTP/1.1 {reply}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    line.write_all(reply.as_bytes()).await
}
