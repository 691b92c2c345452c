//! The bench, `/bench`: every screen of the product at once, live, and everything that a tester can do to the world
//! around them.
//!
//! Map: [`page`] lays it out; [`state`] is what all of it shares. A [`screen`] is shown in a [`frame`], with its way to
//! the server, of [`lines`]; [`look`] is the language and theme of all of them. [`drive`] is the car's panel, [`sim`] the
//! simulator behind it, with its [`faults`]; [`clock`] puts the demonstration's time forward. [`cast`] is who is who. What
//! people do is an [`act`], carried out by the [`robot`] through the real API; a [`play`] is a list of steps made of acts,
//! seen as a [`track`] and, on the screens, where it says to [`show`] it: a case that [`make`] brings to a [`stage`], or one
//! of the [`stories`].

mod act;
mod cast;
mod clock;
mod drive;
mod faults;
mod frame;
mod lines;
mod look;
mod make;
mod page;
mod parts;
mod play;
mod robot;
mod screen;
mod show;
mod sim;
mod stage;
mod state;
mod stories;
mod track;

pub use page::Page;
