//! Home: is anything wrong, who has it, and the way to report.

mod page;

pub use page::HomePage;
