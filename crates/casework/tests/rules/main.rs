//! The rules, as tables and as properties: what is asked, in which state, by whom, and what comes of
//! it; and what always or never holds, whatever is sent in whatever order.

mod afterwards;
mod always;
mod car;
mod disputes;
mod intake;
mod lane;
mod money;
mod visits;
