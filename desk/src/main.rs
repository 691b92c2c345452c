//! Mounts the bundle.
use leptos::prelude::*;

fn main() {
    console_error_panic_hook::set_once();
    mount_to_body(|| view! { <main><h1>"Servicelane"</h1></main> });
}
