//! The person: signing in, the cars, language, light, which side the wheel is on, signing out.
//!
//! Map: [`page`] is the room, with [`cars`], [`settings`] and [`out`]; [`sign_in`] stands before it.

mod cars;
mod out;
mod page;
mod settings;
mod sign_in;

pub use cars::heard;
pub use page::AccountPage;
pub use settings::Settings;
pub use sign_in::SignInPage;
