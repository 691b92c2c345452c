//! The line between people and the server: it loses requests and answers, holds them up so that they overtake each other,
//! sends them twice, at once or much later, and breaks off in the middle. One exchange for each connection; whoever
//! knocks again gets another fate.

use crate::chance::{Chance, one_of};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::io;
use std::net::Ipv4Addr;
use std::rc::Rc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::spawn_local;
use tokio::time::sleep;

/// What happens to one exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Nothing.
    Through,
    /// It is held up, up to half a second: others overtake it.
    Held,
    /// The request does not arrive.
    Lost,
    /// The answer does not.
    Unanswered,
    /// It arrives twice, at once.
    Twice,
    /// It arrives, its answer is lost, and seconds later it arrives again.
    Late,
    /// Half of the request arrives.
    HalfAsked,
    /// Half of the answer does.
    HalfAnswered,
}

const FATES: [(u32, Fate); 8] = [
    (50, Fate::Through),
    (20, Fate::Held),
    (6, Fate::Lost),
    (6, Fate::Unanswered),
    (6, Fate::Twice),
    (4, Fate::Late),
    (3, Fate::HalfAsked),
    (5, Fate::HalfAnswered),
];

/// The line.
pub struct Line {
    /// Where people reach the server.
    pub port: u16,
    server: u16,
    chance: Chance,
    calm: Cell<bool>,
    number: Cell<u64>,
    met: Cell<BTreeMap<Fate, u64>>,
}

impl Line {
    /// One to the server at this port.
    pub async fn to(server: u16, chance: Chance) -> io::Result<Rc<Self>> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let line = Rc::new(Self {
            port: listener.local_addr()?.port(),
            server,
            chance,
            calm: Cell::new(false),
            number: Cell::new(0),
            met: Cell::default(),
        });
        let own = line.clone();
        spawn_local(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let line = own.clone();
                spawn_local(async move {
                    // A broken exchange is what this is for.
                    let _ = line.exchange(socket).await;
                });
            }
        });
        Ok(line)
    }

    /// From now on everything goes through.
    pub fn calm(&self) {
        self.calm.set(true);
    }

    /// How many exchanges met which fate.
    pub fn met(&self) -> BTreeMap<Fate, u64> {
        let met = self.met.take();
        self.met.set(met.clone());
        met
    }

    async fn exchange(self: Rc<Self>, mut person: TcpStream) -> io::Result<()> {
        let number = self.number.get();
        self.number.set(number + 1);
        let mut rng = self.chance.of("exchange", number);
        let asked = request(&mut person).await?;
        let stream =
            asked.starts_with(b"GET /api/live") || asked.starts_with(b"GET /api/desk/live");
        let fate = match self.calm.get() {
            true => Fate::Through,
            false => one_of(&mut rng, &FATES),
        };
        let mut met = self.met.take();
        *met.entry(fate).or_default() += 1;
        self.met.set(met);
        if stream {
            return self.relay(person, &asked, fate, &mut rng).await;
        }
        match fate {
            Fate::Through => {}
            Fate::Held => sleep(Duration::from_millis(rng.u64(0..500))).await,
            Fate::Lost => return Ok(()),
            Fate::Unanswered => return self.ask(&asked).await.map(drop),
            Fate::Twice => {
                let (line, copy) = (self.clone(), asked.clone());
                spawn_local(async move { line.ask(&copy).await });
            }
            Fate::Late => {
                let first = self.ask(&asked).await;
                sleep(Duration::from_millis(rng.u64(500..6_000))).await;
                let _ = self.ask(&asked).await;
                return first.map(drop);
            }
            Fate::HalfAsked => {
                let mut server = TcpStream::connect((Ipv4Addr::LOCALHOST, self.server)).await?;
                return server.write_all(&asked[..rng.usize(0..asked.len())]).await;
            }
            Fate::HalfAnswered => {
                let answer = self.ask(&asked).await?;
                return person
                    .write_all(&answer[..rng.usize(0..answer.len())])
                    .await;
            }
        }
        let answer = self.ask(&asked).await?;
        person.write_all(&answer).await
    }

    /// One exchange with the server, whole: it ends when the server closes.
    async fn ask(&self, asked: &[u8]) -> io::Result<Vec<u8>> {
        let mut server = TcpStream::connect((Ipv4Addr::LOCALHOST, self.server)).await?;
        server.write_all(asked).await?;
        let mut answer = Vec::new();
        server.read_to_end(&mut answer).await?;
        match answer.is_empty() {
            true => Err(io::ErrorKind::UnexpectedEof.into()),
            false => Ok(answer),
        }
    }

    /// A live stream: it breaks off sooner or later, wherever it is, but for a calm line.
    async fn relay(
        &self,
        mut person: TcpStream,
        asked: &[u8],
        fate: Fate,
        rng: &mut fastrand::Rng,
    ) -> io::Result<()> {
        if fate == Fate::Lost {
            return Ok(());
        }
        let mut server = TcpStream::connect((Ipv4Addr::LOCALHOST, self.server)).await?;
        server.write_all(asked).await?;
        let mut left = match self.calm.get() {
            true => usize::MAX,
            false => rng.usize(200..60_000),
        };
        let end = sleep(Duration::from_millis(rng.u64(200..3_000)));
        tokio::pin!(end);
        let mut bytes = vec![0; 16 * 1024];
        while left > 0 {
            tokio::select! {
                read = server.read(&mut bytes) => {
                    let read = read?;
                    if read == 0 {
                        return Ok(());
                    }
                    let part = read.min(left);
                    person.write_all(&bytes[..part]).await?;
                    left -= part;
                }
                () = &mut end, if !self.calm.get() => return Ok(()),
            }
        }
        Ok(())
    }
}

/// A request, whole, and the last of its connection.
async fn request(person: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut asked = Vec::with_capacity(2048);
    loop {
        if person.read_buf(&mut asked).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let Some(head) = asked.windows(4).position(|w| w == b"\r\n\r\n") else {
            continue;
        };
        let text = String::from_utf8_lossy(&asked[..head]).to_ascii_lowercase();
        let length = text.lines().find_map(|line| {
            line.strip_prefix("content-length:")?
                .trim()
                .parse::<usize>()
                .ok()
        });
        if asked.len() < head + 4 + length.unwrap_or(0) {
            continue;
        }
        let close = b"\r\nconnection: close";
        asked.splice(head..head, close.iter().copied());
        return Ok(asked);
    }
}
