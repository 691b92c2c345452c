//! The portal's places, on the car's own screen. Desk and bench are not in a car.

/// Below these the companion answers for itself, or for the server.
const OURS: [&str; 3] = ["/api", "/agent", "/vehicle"];

/// Whether a path names a place of the portal, which is its page.
pub fn is_place(path: &str) -> bool {
    // The portal has pages of cars below `/vehicles`: what is ours ends here or goes on with a slash.
    let ours = OURS.iter().any(|own| {
        let rest = path.strip_prefix(own);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    pages::is_place(path) && !ours
}
