//! Every chore of the project: `run`, `test`, `build`, `bench`.
fn main() {}
