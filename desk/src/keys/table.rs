//! Every key of the desk and what it does.

use super::Shortcut;
use crate::path::Tab;
use crate::send::verb::Verb;
use i18n::{Key, k};

/// Part of the list of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Through the list.
    Move,
    /// With the open case, or the row that has the keyboard.
    Act,
    /// After G.
    Go,
    /// In fields too.
    Always,
}

impl Group {
    /// All of them, as they are shown.
    pub const ALL: [(Self, Key); 4] = [
        (Self::Move, k::DESK_KEYS_MOVE),
        (Self::Act, k::DESK_KEYS_ACT),
        (Self::Go, k::DESK_KEYS_GO),
        (Self::Always, k::DESK_KEYS_ALWAYS),
    ];
}

/// A line of the table: keys of which each does the same, after G in [`Group::Go`].
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Where it is listed.
    pub group: Group,
    /// As `KeyboardEvent.key` has them.
    pub keys: &'static [&'static str],
    /// What they do; none where the browser or a form does it.
    pub does: Option<Shortcut>,
    /// In words.
    pub words: Key,
}

const fn line(group: Group, keys: &'static [&'static str], does: Shortcut, words: Key) -> Line {
    let does = Some(does);
    Line {
        group,
        keys,
        does,
        words,
    }
}

const fn act(keys: &'static [&'static str], verb: Verb) -> Line {
    line(Group::Act, keys, Shortcut::Do(verb), verb.name())
}

const fn go(keys: &'static [&'static str], tab: Tab, words: Key) -> Line {
    line(Group::Go, keys, Shortcut::Go(tab), words)
}

/// Every key of the desk.
pub const TABLE: [Line; 29] = [
    line(
        Group::Move,
        &["J", "ArrowDown"],
        Shortcut::Next,
        k::DESK_KEY_NEXT,
    ),
    line(
        Group::Move,
        &["K", "ArrowUp"],
        Shortcut::Previous,
        k::DESK_KEY_BEFORE,
    ),
    line(Group::Move, &["Home"], Shortcut::First, k::DESK_KEY_ENDS),
    line(Group::Move, &["End"], Shortcut::Last, k::DESK_KEY_END),
    Line {
        group: Group::Move,
        keys: &["Enter"],
        does: None,
        words: k::DESK_KEY_OPEN,
    },
    line(Group::Move, &["N"], Shortcut::Ahead, k::DESK_KEY_AHEAD),
    line(Group::Move, &["/"], Shortcut::Find, k::DESK_KEY_FIND),
    act(&["A"], Verb::Accept),
    act(&["P"], Verb::Promise),
    act(&["M"], Verb::Message),
    act(&["F"], Verb::Attach),
    act(&["O"], Verb::Offer),
    act(&["I"], Verb::CheckIn),
    act(&["D"], Verb::Diagnose),
    act(&["E"], Verb::Estimate),
    act(&["S"], Verb::Progress),
    act(&["V"], Verb::Invoice),
    act(&["H"], Verb::HandOver),
    act(&["C"], Verb::Close),
    line(
        Group::Act,
        &["R"],
        Shortcut::Do(Verb::Answer),
        k::DESK_KEY_ANSWER,
    ),
    go(&["I"], Tab::Open, k::DESK_KEY_INBOX),
    go(&["X"], Tab::Closed, k::DESK_KEY_CLOSED),
    go(&["D"], Tab::Disputes, k::DESK_KEY_DISPUTES),
    go(&["C"], Tab::Calendar, k::DESK_KEY_CALENDAR),
    go(&["W"], Tab::Figures, k::DESK_KEY_SAID),
    go(&["S"], Tab::Settings, k::DESK_KEY_SETTINGS),
    line(Group::Always, &["?"], Shortcut::Help, k::DESK_KEY_HELP),
    line(Group::Always, &["Escape"], Shortcut::Back, k::DESK_KEY_BACK),
    Line {
        group: Group::Always,
        keys: &["Ctrl+Enter"],
        does: None,
        words: k::DESK_KEY_SEND,
    },
];

/// The caps of a line as they are engraved; a plus stands between keys held together.
pub fn caps(line: &Line) -> Vec<&'static str> {
    let prefix = (line.group == Group::Go).then_some("G");
    let cap = |key: &&'static str| match *key {
        "ArrowDown" => "↓",
        "ArrowUp" => "↑",
        "Escape" => "Esc",
        key => key,
    };
    prefix
        .into_iter()
        .chain(line.keys.iter().map(cap))
        .collect()
}

/// The key of a verb; none for what has a button beside what it is about.
pub fn of(verb: Verb) -> Option<&'static str> {
    let found = TABLE.iter().find(|l| l.does == Some(Shortcut::Do(verb)));
    found.and_then(|l| l.keys.first().copied())
}
