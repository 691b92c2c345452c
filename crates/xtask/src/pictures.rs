//! `cargo xtask pictures`: every screen on every surface, in every theme and language, to be looked through.

use serde_json::{Map, Value};

use crate::{Outcome, browser, check::e2e, serve, sh};

const HELP: &str = "\
Takes pictures of every screen on every surface, in every theme and language, and makes a contact sheet of
them: target/pictures/index.html. All of them take about an hour; the options say which.

    cargo xtask pictures [screen] [options]

Options, each a part of a name, or several with commas
    --screen case,estimate    see tests/e2e/screens/screens.ts
    --surface phone           car-1920x1200, car-1200x1920, car-1068x1425, car-1075x806, phone-390x844,
                              phone-360x800, phone-320x640, desktop-1440x900, desktop-1280x800
    --theme night             day, night, contrast, forced
    --lang de                 en, de, nb, es, pseudo (English, 40 % longer), rtl
    --resume                  Leave the pictures that are there.

Instead of pictures
    --looks                   axe, touch targets, cut and overlapping texts on every screen, surface (in its
                              tightest sizes), theme and language. `cargo xtask test` looks at every screen,
                              and at every two of the others together.
    --update-references       Make the committed references anew that `cargo xtask test e2e` compares.
";

/// Takes the pictures that are asked for.
pub fn main(words: &[&str]) -> Outcome {
    let mut filter = Map::new();
    let mut resume = false;
    let mut instead = None;
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        match *word {
            "-h" | "--help" => {
                print!("{HELP}");
                return Ok(());
            }
            "--resume" => resume = true,
            "--looks" => instead = Some(vec!["screens/looks.spec.ts"]),
            "--update-references" => {
                instead = Some(vec!["pictures/visual.spec.ts", "--update-snapshots"]);
            }
            "--screen" | "--surface" | "--theme" | "--lang" => {
                let value = rest.next().ok_or(format!("`{word}` needs a value."))?;
                filter.insert(word.trim_start_matches('-').into(), Value::from(*value));
            }
            option if option.starts_with('-') => {
                return Err(format!(
                    "`{option}` is not understood here. `cargo xtask pictures --help` says what is."
                ));
            }
            screen => {
                filter.insert("screen".into(), Value::from(screen));
            }
        }
    }
    serve::build()?;
    e2e::ensure()?;
    let all = instead.is_none();
    let args = instead.unwrap_or(vec!["--config", "pictures/playwright.config.ts"]);
    let mut playwright = e2e::playwright(&browser::ensure()?, &args);
    playwright.env("PICTURES", Value::from(filter).to_string());
    match (all, resume) {
        (true, true) => playwright.env("PICTURES_RESUME", "1"),
        (true, false) => &mut playwright,
        (false, _) => playwright.env("LOOKS", "all"),
    };
    sh::run(playwright)
}
