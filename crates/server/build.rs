//! The bundles are embedded from where `cargo xtask` builds them. Without them (a rule's or a
//! route's test) the folders are empty and the server answers its API alone.

fn main() {
    for folder in ["../../dist", "../../desk/dist"] {
        if let Err(e) = std::fs::create_dir_all(folder) {
            println!("cargo::error=cannot make {folder}: {e}");
        }
        println!("cargo::rerun-if-changed={folder}");
    }
}
