//! The design system's parts: what every screen is made of, without a word about cars, cases or money's rules.
//! How they look is in style/; `/ui` shows each in every state. docs/DESIGN.md says how to add one.
//!
//! Not to be taken for the crate `ui`, which has what portal and desk share and no views.

pub mod amount;
pub mod choice;
pub mod dialog;
pub mod due;
pub mod empty;
pub mod field;
pub mod icon;
pub mod lane;
pub mod pages;
pub mod person;
pub mod photos;
pub mod show;
pub mod skeleton;
pub mod steps;
pub mod toast;
pub mod two_step;

pub use amount::Amount;
pub use choice::Choice;
pub use dialog::Dialog;
pub use due::Due;
pub use empty::Empty;
pub use field::FieldFault;
pub use icon::{Mark, Tick, icon};
pub use lane::Lane;
pub use pages::Pages;
pub use person::face;
pub use photos::{PhotoTile, Photos};
pub use show::{For, Show};
pub use skeleton::Skeleton;
pub use steps::Steps;
pub use toast::{Toast, ToastPlace};
pub use two_step::Deliberate;
