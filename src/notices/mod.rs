//! How somebody is told of news while the portal is closed: each way is off until they switch it on.
//!
//! Map: [`section`] is what the account shows of it, with [`mailbox`] ([`address`]), [`browsers`] and [`quiet`]; [`wanted`] is how it
//! stands and saves each touch; [`follow`] keeps language and clock true, [`seen`] says what a page has shown.

mod address;
mod browsers;
mod follow;
mod mailbox;
mod quiet;
mod section;
mod seen;
mod wanted;

pub use browsers::leave;
pub use follow::follow;
pub use section::NoticesSection;
pub use seen::seen;
