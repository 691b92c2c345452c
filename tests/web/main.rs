//! Parts of the portal, mounted in a real browser and used as a person uses them: found by their words,
//! waited for as a person waits. `cargo xtask test web` runs them.
//!
//! Map: [`screen`] mounts and finds, the others are tests, each file by the part that it holds.
#![cfg(target_arch = "wasm32")]

mod bridge;
mod lane;
mod lock;
mod report;
mod screen;
mod show;
mod theme;
mod time;
mod words;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);
