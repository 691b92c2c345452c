//! What is to be asked, what is under way, and what each answer is to. Few requests at once: KUKSA keeps ten
//! messages for a reader and drops the rest in silence.

use crate::mono::Mono;
use crate::viss::{Dialect, ask};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Requests under way at once.
const AT_ONCE: usize = 3;
/// Paths in one request.
const TOGETHER: usize = 8;
/// An answer that takes longer, in ms, was lost.
const PATIENCE: u64 = 2000;

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// The present value of these.
    Get(Vec<String>),
    /// Every change of this.
    Subscribe(String),
}

/// The conversation on one connection.
#[derive(Debug, Default)]
pub struct Talk {
    /// Never begun anew, so that no answer to an older connection's request fits.
    last: u64,
    todo: VecDeque<Task>,
    under_way: BTreeMap<String, (Task, Mono)>,
    subscriptions: BTreeSet<String>,
}

impl Talk {
    /// Forgets everything: the connection is gone.
    pub fn clear(&mut self) {
        self.todo.clear();
        self.under_way.clear();
        self.subscriptions.clear();
    }

    /// Asks for the values of those that nobody is asking for already.
    pub fn get<'a>(&mut self, paths: impl IntoIterator<Item = &'a str>) {
        let asked = |task: &Task, path: &str| matches!(task, Task::Get(all) if all.iter().any(|p| p == path));
        let busy = |path: &str| {
            let mut waiting = self
                .todo
                .iter()
                .chain(self.under_way.values().map(|(task, _)| task));
            waiting.any(|task| asked(task, path))
        };
        let new: Vec<String> = paths
            .into_iter()
            .filter(|path| !busy(path))
            .map(str::to_owned)
            .collect();
        let groups = new.chunks(TOGETHER).map(|group| Task::Get(group.to_vec()));
        self.todo.extend(groups);
    }

    /// Asks for one path alone: together with it, others would be refused.
    pub fn get_alone(&mut self, path: impl Into<String>) {
        self.todo.push_back(Task::Get(vec![path.into()]));
    }

    /// Asks to be told of this.
    pub fn subscribe(&mut self, path: &str) {
        self.todo.push_back(Task::Subscribe(path.into()));
    }

    /// What may be sent now.
    pub fn send(&mut self, dialect: Dialect, now: Mono) -> Option<String> {
        if self.under_way.len() >= AT_ONCE {
            return None;
        }
        let task = self.todo.pop_front()?;
        let request = self.name();
        let text = match &task {
            Task::Get(paths) => {
                let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
                ask::get(dialect, &request, &paths)
            }
            Task::Subscribe(path) => ask::subscribe(dialect, &request, path),
        };
        self.under_way.insert(request, (task, now));
        Some(text)
    }

    /// A name for a request, never given twice.
    pub fn name(&mut self) -> String {
        self.last += 1;
        self.last.to_string()
    }

    /// What this is the answer to; nothing where it was never asked, or answered before.
    pub fn settle(&mut self, request: &str) -> Option<Task> {
        self.under_way.remove(request).map(|(task, _)| task)
    }

    /// Remembers under which name events come.
    pub fn told_by(&mut self, subscription: String) {
        self.subscriptions.insert(subscription);
    }

    /// Whether events under this name are ours. The first may come before the answer that names it.
    pub fn ours(&self, subscription: &str) -> bool {
        let awaited = || {
            let mut tasks = self.under_way.values();
            tasks.any(|(task, _)| matches!(task, Task::Subscribe(_)))
        };
        self.subscriptions.contains(subscription) || awaited()
    }

    /// Asks once more for what was never answered.
    pub fn again(&mut self, now: Mono) {
        let late: Vec<String> = self
            .under_way
            .iter()
            .filter(|(_, (_, since))| now.since(*since) > PATIENCE)
            .map(|(request, _)| request.clone())
            .collect();
        for request in late {
            if let Some(task) = self.settle(&request) {
                self.todo.push_front(task);
            }
        }
    }
}
