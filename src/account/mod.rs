//! The person: signing in, language, theme, signing out.

mod page;
mod settings;
mod sign_in;

pub use page::AccountPage;
pub use settings::Settings;
pub use sign_in::SignInPage;
