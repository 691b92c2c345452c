//! What the outbox promises (each command once, in the order of its lane, none stuck), tried in every way that a small
//! world can go: two tabs over one storage, three commands in two lanes, a network that loses a request or its answer
//! or brings it late, a server that refuses, tabs that are closed and opened, another tab that leads. Every state that can be reached is
//! reached, and from each the world has to come to its end as soon as the network is good.

use outbox::{Entry, Next, Outcome, Queue};
use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

const TABS: usize = 2;
/// Name, lane; sealed in this order, by any tab.
const COMMANDS: [(&str, &str); 3] = [("a1", "a"), ("b1", "b"), ("a2", "a")];
/// How much may go wrong in one history; without an end there would be no last state. With three there are 1,231,919
/// states, and they hold too; they take a minute and a half.
const MISHAPS: u8 = 2;

/// What a try has come to, before the tab hears of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Try {
    /// On its way to the server.
    Out,
    /// Answered, on the way back.
    Back,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
struct World {
    /// What is on the disk, shared by the tabs: the sealed, by name.
    storage: BTreeMap<&'static str, Entry>,
    tabs: [Option<Queue>; TABS],
    /// Who holds the browser's lock.
    leader: Option<usize>,
    /// Tries under way: tab, name.
    tries: BTreeMap<(usize, &'static str), Try>,
    /// Requests that their tab has given up or left behind, and that still arrive some time.
    late: BTreeSet<&'static str>,
    /// How many commands are sealed.
    sealed: usize,
    /// What the server has carried out, in order.
    done: Vec<&'static str>,
    /// What it has refused: each key once, since a refused command goes again under another.
    refused: Vec<&'static str>,
    /// What the tabs have heard an answer to.
    answered: Vec<&'static str>,
    /// A tab has taken the lock from one that was asleep: now two may send for a while, each thing under one key.
    stolen: bool,
    mishaps: u8,
}

impl World {
    fn start() -> Self {
        let mut world = Self::default();
        for tab in 0..TABS {
            world.open(tab);
        }
        world
    }

    fn open(&mut self, tab: usize) {
        let mut queue = Queue::default();
        for (name, entry) in &self.storage {
            queue.put(name, entry.clone());
        }
        self.tabs[tab] = Some(queue);
        self.elect();
    }

    /// The browser gives the lock to a tab that waits for it.
    fn elect(&mut self) {
        if self.leader.is_none()
            && let Some(tab) = self.tabs.iter().position(Option::is_some)
        {
            self.leader = Some(tab);
            self.tabs[tab].as_mut().expect("it is open").lead();
        }
    }

    fn steal(&mut self, tab: usize) {
        self.mishaps += 1;
        self.stolen = true;
        if let Some(queue) = self.leader.and_then(|before| self.tabs[before].as_mut()) {
            queue.follow();
        }
        self.leader = Some(tab);
        self.tabs[tab].as_mut().expect("it is open").lead();
    }

    fn close(&mut self, tab: usize) {
        self.tabs[tab] = None;
        // Nobody hears its answers any more; what is out may still be carried out.
        for ((of, name), at) in std::mem::take(&mut self.tries) {
            match at {
                _ if of != tab => drop(self.tries.insert((of, name), at)),
                Try::Out => drop(self.late.insert(name)),
                Try::Back => {}
            }
        }
        if self.leader == Some(tab) {
            self.leader = None;
            self.elect();
        }
    }

    /// Carries a request out, or answers as the first time.
    fn arrive(&mut self, name: &'static str, refuse: bool) {
        if !self.done.contains(&name) && !self.refused.contains(&name) {
            match refuse {
                true => self.refused.push(name),
                false => self.done.push(name),
            }
        }
    }

    fn hear(&mut self, tab: usize, name: &'static str, outcome: Outcome) {
        self.tries.remove(&(tab, name));
        if outcome == Outcome::Final {
            self.storage.remove(name);
            if !self.answered.contains(&name) {
                self.answered.push(name);
            }
            // The browser tells the other tabs of what left the storage.
            for other in (0..TABS).filter(|other| *other != tab) {
                if let Some(queue) = &mut self.tabs[other] {
                    queue.remove(name);
                }
            }
        }
        if let Some(queue) = &mut self.tabs[tab] {
            queue.came(name, outcome, 0, 0);
            // Time is not the point here: whatever rests may go at once.
            queue.wake();
        }
    }

    /// Every state that one step leads to.
    fn steps(&self) -> Vec<(String, Self)> {
        let mut steps = Vec::new();
        let mut step = |what: String, change: &mut dyn FnMut(&mut Self)| {
            let mut world = self.clone();
            change(&mut world);
            steps.push((what, world));
        };
        for tab in 0..TABS {
            let open = self.tabs[tab].is_some();
            if open && self.sealed < COMMANDS.len() {
                step(format!("tab {tab} seals"), &mut |w| w.seal(tab));
            }
            if open
                && self.tabs[tab]
                    .clone()
                    .is_some_and(|mut q| matches!(q.next(0), Next::Send(_)))
            {
                step(format!("tab {tab} sends"), &mut |w| w.send(tab));
            }
            if open && self.leader != Some(tab) && self.mishaps < MISHAPS {
                step(format!("tab {tab} takes the lead"), &mut |w| w.steal(tab));
            }
            if !open {
                step(format!("tab {tab} is opened"), &mut |w| w.open(tab));
            } else if self.mishaps < MISHAPS {
                step(format!("tab {tab} is closed"), &mut |w| {
                    w.mishaps += 1;
                    w.close(tab);
                });
            }
        }
        for (&(tab, name), &at) in &self.tries {
            match at {
                Try::Out => {
                    step(format!("{name} of tab {tab} arrives"), &mut |w| {
                        w.reach(tab, name, false)
                    });
                    step(
                        format!("{name} of tab {tab} arrives and is refused"),
                        &mut |w| w.reach(tab, name, true),
                    );
                }
                Try::Back => step(format!("tab {tab} hears of {name}"), &mut |w| {
                    w.hear(tab, name, Outcome::Final)
                }),
            }
            if self.mishaps < MISHAPS {
                step(format!("{name} of tab {tab} is lost"), &mut |w| {
                    w.mishaps += 1;
                    w.hear(tab, name, Outcome::Silence);
                });
            }
            if self.mishaps < MISHAPS && at == Try::Out {
                step(
                    format!("{name} of tab {tab} is given up, and late"),
                    &mut |w| {
                        w.mishaps += 1;
                        w.late.insert(name);
                        w.hear(tab, name, Outcome::Silence);
                    },
                );
            }
        }
        for &name in &self.late {
            step(format!("{name} arrives late"), &mut |w| {
                w.late.remove(name);
                w.arrive(name, false);
            });
        }
        steps
    }

    fn reach(&mut self, tab: usize, name: &'static str, refuse: bool) {
        self.arrive(name, refuse);
        self.tries.insert((tab, name), Try::Back);
    }

    fn seal(&mut self, tab: usize) {
        let (name, lane) = COMMANDS[self.sealed];
        self.sealed += 1;
        let number = self.tabs[tab].as_ref().expect("it is open").next_number();
        let entry = Entry {
            lane: lane.into(),
            number,
        };
        self.storage.insert(name, entry.clone());
        for queue in self.tabs.iter_mut().flatten() {
            queue.put(name, entry.clone());
        }
    }

    fn send(&mut self, tab: usize) {
        let queue = self.tabs[tab].as_mut().expect("it is open");
        if let Next::Send(name) = queue.next(0) {
            let name = COMMANDS
                .iter()
                .find(|(n, _)| *n == name)
                .expect("one of ours")
                .0;
            self.tries.insert((tab, name), Try::Out);
        }
    }

    /// What must hold in every state.
    fn check(&self) {
        for (place, name) in self.done.iter().enumerate() {
            assert!(!self.done[..place].contains(name), "{name} twice");
            assert!(!self.refused.contains(name), "{name} done and refused");
        }
        let order = |name: &&'static str| COMMANDS.iter().position(|(n, _)| n == name);
        for lane in ["a", "b"] {
            let of_lane = |name: &&&str| name.starts_with(lane);
            let places: Vec<_> = self.done.iter().filter(of_lane).map(order).collect();
            assert!(places.is_sorted(), "out of order: {:?}", self.done);
        }
        // Nothing leaves the disk before it is answered.
        for (name, _) in &COMMANDS[..self.sealed] {
            assert!(
                self.storage.contains_key(name) || self.answered.contains(name),
                "{name} is lost"
            );
        }
        for name in &self.answered {
            assert!(
                self.done.contains(name) || self.refused.contains(name),
                "{name} answered by nobody"
            );
        }
        // Of the open tabs one sends.
        let senders: BTreeSet<_> = self.tries.keys().map(|(tab, _)| tab).collect();
        assert!(self.stolen || senders.len() <= 1, "two tabs send");
        let leaders = self.tabs.iter().flatten().filter(|q| q.leads()).count();
        assert!(leaders <= 1, "two tabs lead");
    }

    /// With a good network and nothing more typed, all comes to its end.
    fn end(mut self) {
        let from = self.clone();
        for tab in 0..TABS {
            if self.tabs[tab].is_none() {
                self.open(tab);
            }
        }
        for _ in 0..100 {
            if self.storage.is_empty() && self.tries.is_empty() {
                return;
            }
            for tab in 0..TABS {
                self.send(tab);
            }
            for ((tab, name), at) in self.tries.clone() {
                match at {
                    Try::Out => self.reach(tab, name, false),
                    Try::Back => self.hear(tab, name, Outcome::Final),
                }
            }
        }
        panic!("stuck: {self:#?}\nfrom {from:#?}");
    }
}

#[test]
fn each_command_once_in_order_and_none_stuck_whatever_happens() {
    let mut seen = HashSet::new();
    let mut open = VecDeque::from([World::start()]);
    while let Some(world) = open.pop_front() {
        if !seen.insert(world.clone()) {
            continue;
        }
        world.check();
        world.clone().end();
        open.extend(world.steps().into_iter().map(|(_, next)| next));
    }
    println!("{} states", seen.len());
    assert!(
        seen.len() > 10_000,
        "only {} states: the world has lost its ways",
        seen.len()
    );
}
