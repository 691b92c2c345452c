//! The bundles are embedded from where `cargo xtask` builds them. Where there is none yet, a page that
//! says so stands in its place: the server's lints and tests do not wait for a bundle.
//!
//! Nothing is printed for cargo about the folders: the program embeds each file by its path, so a new
//! bundle means compiling the program again, and not the library and its tests.

use std::fs;
use std::path::Path;

const PAGE: &str = "<!doctype html><title>Servicelane</title>\
    <p>This front end was not built: <code>cargo xtask build</code> builds it.";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    for folder in ["../../dist", "../../desk/dist", "../../bench/dist"].map(Path::new) {
        let page = folder.join("index.html");
        let made = match page.exists() {
            true => Ok(()),
            false => fs::create_dir_all(folder).and_then(|()| fs::write(&page, PAGE)),
        };
        if let Err(e) = made {
            println!("cargo::error=cannot make {}: {e}", page.display());
        }
    }
}
