//! The bundles, as the server embeds them: dist/ (the portal), desk/dist/ (the desk) and bench/dist/ (the
//! components in every state, for testers).

use std::fs;
use std::path::{Path, PathBuf};

use crate::fingerprint::{Fingerprint, files};
use crate::tools::Tools;
use crate::{Outcome, compress, pack, release, sh};

/// What stands in an index.html for the languages' files: {"en":"en-….json",…}. Trunk's minifier chooses the
/// quotes of a script's string.
const LOCALES: [&str; 3] = ["\"__LOCALES__\"", "'__LOCALES__'", "`__LOCALES__`"];

/// What rustc turns on and wasm-opt must be told.
const WASM_FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-call-indirect-overlong",
];

struct Bundle {
    name: &'static str,
    /// The folder with Trunk.toml and index.html, from the root.
    folder: &'static str,
    /// What not every bundle is made from.
    own: &'static [&'static str],
    /// The texts beside it; the bench reads the portal's.
    texts: Option<Texts>,
}

/// Which texts a bundle has.
enum Texts {
    /// Everybody's.
    Owners,
    /// All but the server's own.
    Desk,
}

const BUNDLES: [Bundle; 3] = [
    Bundle {
        name: "portal",
        folder: "",
        own: &["src", "index.html", "Trunk.toml"],
        texts: Some(Texts::Owners),
    },
    Bundle {
        name: "desk",
        folder: "desk",
        own: &["desk"],
        texts: Some(Texts::Desk),
    },
    Bundle {
        name: "bench",
        folder: "bench",
        own: &["bench", "src"],
        texts: None,
    },
];

/// What all are made from.
const SHARED: [&str; 15] = [
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo/config.toml",
    "style",
    "public",
    "locales",
    "crates/contract",
    "crates/casework",
    "crates/i18n",
    "crates/platform",
    "crates/ui",
    "crates/vehicle",
    "crates/xtask/src/bundle.rs",
    "crates/xtask/src/release.rs",
];

/// Builds each bundle of which anything changed.
pub fn both(tools: &Tools) -> Outcome {
    let _alone = alone()?;
    let (fresh, stale): (Vec<_>, Vec<_>) = BUNDLES
        .iter()
        .map(|bundle| (bundle, print(bundle, tools)))
        .partition(|(_, print)| print.unchanged());
    for (bundle, _) in fresh {
        println!("The {} is as it was built.", bundle.name);
    }
    if stale.len() > 1 {
        compile(stale.iter().map(|(bundle, _)| bundle.name))?;
    }
    for (bundle, print) in stale {
        println!("Building the {}", bundle.name);
        print.forget();
        build(bundle, tools)?;
        print.keep();
    }
    Ok(())
}

/// Compiles each bundle of which anything changed, and leaves what is served as it is.
pub fn compiled(tools: &Tools) -> Outcome {
    let _alone = alone()?;
    let stale = BUNDLES
        .iter()
        .filter(|bundle| !print(bundle, tools).unchanged());
    let names: Vec<_> = stale.map(|bundle| bundle.name).collect();
    match names.is_empty() {
        true => Ok(()),
        false => compile(names.into_iter()),
    }
}

/// What a bundle was made from, when it was.
fn print(bundle: &Bundle, tools: &Tools) -> Fingerprint {
    let inputs: Vec<&str> = SHARED.iter().chain(bundle.own).copied().collect();
    let also = format!("wasm-opt {:?}", tools.wasm_opt);
    let dist = sh::root().join(bundle.folder).join("dist");
    Fingerprint::of(&format!("bundle-{}", bundle.name), &inputs, &also, &dist)
}

/// Compiles several as Trunk is about to, in one go: the end of each, where all of it is optimised as a whole, keeps
/// one core busy for minutes, and so they run side by side.
fn compile(names: impl Iterator<Item = &'static str>) -> Outcome {
    let mut args = vec![
        "build",
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        "wasm",
    ];
    args.extend(names.flat_map(|name| ["--package", name]));
    sh::run(sh::cargo(&args))
}

/// Builds one, into its dist/.
fn build(bundle: &Bundle, tools: &Tools) -> Outcome {
    let folder = sh::root().join(bundle.folder);
    let dist = folder.join("dist");
    let _ = fs::remove_dir_all(&dist);
    let mut trunk = tools.command("trunk", &["build"]);
    trunk
        .current_dir(&folder)
        .env_remove("NO_COLOR")
        .env("RUST_BACKTRACE", "0");
    sh::run(trunk)?;
    let _ = fs::remove_file(dist.join(".trunk-lock"));
    if tools.wasm_opt.is_some() {
        shrink(tools, &dist)?;
    }
    if let Some(texts) = &bundle.texts {
        locales(&dist, texts)?;
    }
    if dist.join("sw.js").exists() {
        release::manifest(&dist)?;
    }
    compress::folder(&dist)
}

/// Two builds at once would clear each other's folders away: the second waits until the first is done.
fn alone() -> Outcome<fs::File> {
    let folder = sh::root().join("target/xtask");
    let fault = |e: std::io::Error| format!("{} cannot be locked: {e}.", folder.display());
    fs::create_dir_all(&folder).map_err(fault)?;
    let lock = fs::File::create(folder.join("bundle.lock")).map_err(fault)?;
    if lock.try_lock().is_err() {
        println!("Waiting for another build of the bundles");
        lock.lock().map_err(fault)?;
    }
    Ok(lock)
}

/// wasm-opt, for size. Trunk's own call of it would download one where it finds none, and the settings would
/// stand in each page.
fn shrink(tools: &Tools, dist: &Path) -> Outcome {
    let ending = |file: &PathBuf| file.extension().is_some_and(|ending| ending == "wasm");
    for file in files(dist).iter().filter(|file| ending(file)) {
        let path = file.to_string_lossy();
        let mut args = vec!["-Oz", &path, "--output", &path];
        args.extend(WASM_FEATURES);
        sh::run(tools.command("wasm-opt", &args))?;
    }
    Ok(())
}

/// Writes each language into `dist/locales`, and their names into the page that asks for them.
fn locales(dist: &Path, texts: &Texts) -> Outcome {
    let pack = pack::read(&sh::root().join("locales")).map_err(|faults| faults.join("\n"))?;
    let folder = dist.join("locales");
    let fault = |e: std::io::Error| format!("{} cannot be written: {e}.", folder.display());
    fs::create_dir_all(&folder).map_err(fault)?;
    for language in &pack.languages {
        let texts = match texts {
            Texts::Desk => &language.for_desk,
            Texts::Owners => &language.for_owners,
        };
        fs::write(folder.join(&language.file), texts).map_err(fault)?;
    }
    let names: Vec<String> = pack
        .languages
        .iter()
        .map(|language| format!("\"{}\":\"{}\"", language.lang, language.file))
        .collect();
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).map_err(fault)?;
    let names = format!("{{{}}}", names.join(","));
    let html = LOCALES
        .iter()
        .fold(html, |html, quoted| html.replace(quoted, &names));
    fs::write(&page, html).map_err(fault)
}
